package explorer

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
)

// modules are the files of the script, each after those that it imports from. A page that is opened from a file cannot load modules, so
// they are put after one another into one script.
var modules = []string{
	"data.js", "element.js", "state.js", "rows.js", "table.js", "drawing.js", "compare.js", "trend.js", "side.js", "download.js", "controls.js", "main.js",
}

//go:embed script/*.js
var scripts embed.FS

var script = linked()

var (
	imports = regexp.MustCompile(`(?m)^import \{[^}]*\} from "\./[a-z]+\.js";\n`)
	exports = regexp.MustCompile(`(?m)^export `)
)

// linked is the script of the page: the modules without what joins them.
func linked() string {
	var b strings.Builder
	for _, name := range modules {
		s, err := scripts.ReadFile("script/" + name)
		if err != nil {
			panic(err) // the file is part of the program
		}
		b.WriteString(exports.ReplaceAllString(imports.ReplaceAllString(string(s), ""), ""))
	}
	return b.String()
}

// policy is the content security policy of the page: its own script and style and pictures that it draws itself, and nothing else.
func policy(script, style string) string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'", hash(script), hash(style))
}

// colours are the colours of the charts as properties of the style.
func colours() string {
	palette := charts.Palette()
	var b strings.Builder
	b.WriteString(":root {")
	for _, name := range slices.Sorted(maps.Keys(palette)) {
		fmt.Fprintf(&b, " --%s: %s;", name, palette[name])
	}
	for i, s := range charts.SeriesStyles() {
		fmt.Fprintf(&b, " --series-%d: %s;", i+1, s.Color)
	}
	b.WriteString(" }\n")
	return b.String()
}

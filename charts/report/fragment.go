package report

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Fragment returns a figure as one figure element for a web page that others make: caption, drawing, description, source, links to its files
// and its data as a table. It has no script and no style sheet; what must be styled has its style with it. Its ids begin with words that
// no other figure has. files are the names of the files of the figure as in [Report.Files], and to is what links to them begin with, such as "../".
func Fragment(f *charts.Figure, files map[string]bool, to string) ([]byte, error) {
	p := &page{lang: f.Lang, report: &Report{Files: files}, ids: map[string]int{}, captions: map[string]bool{}}
	v, err := p.fullFigure(f)
	if err != nil {
		return nil, err
	}
	v.ID, v.Lang, v.Inside = p.id("figure-"+f.Stem()), string(f.Lang), v.Data
	if v.Data != nil {
		v.Data.ID = p.id("table-" + f.Stem())
		v.Table = v.Data.ID
	}
	for i := range v.Downloads.Pending {
		v.Downloads.Pending[i].Href = to + v.Downloads.Pending[i].Href
	}
	var b bytes.Buffer
	t, err := fragmentTemplates[f.Lang]()
	if err == nil {
		err = t.ExecuteTemplate(&b, "figure", v)
	}
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	return inlineStyles(b.Bytes()), nil
}

// fragmentTemplates are the templates of the report in each language, made when they are first needed.
var fragmentTemplates = func() map[lang.Lang]func() (*template.Template, error) {
	out := map[lang.Lang]func() (*template.Template, error){}
	for _, l := range lang.All {
		out[l] = sync.OnceValues(func() (*template.Template, error) {
			t, err := templates.Clone()
			if err != nil {
				return nil, err
			}
			return t.Funcs((&page{lang: l}).functions()), nil
		})
	}
	return out
}()

// classStyles are what classes of the report look like where there is no style sheet. Those that are not here look like the page around them.
var classStyles = map[string]string{
	"hidden":          "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap",
	"scroll":          "position:relative;overflow-x:auto",
	"drawing":         "max-width:45rem",
	"figure-title":    "display:block;font-weight:bold",
	"figure-subtitle": "display:block",
	"n":               "text-align:right",
}

// plainStyles are what is styled that has no class.
var plainStyles = strings.NewReplacer(`<th scope="row">`, `<th scope="row" style="text-align:left;font-weight:normal">`,
	`<th scope="col">`, `<th scope="col" style="text-align:left">`, `<caption>`, `<caption style="text-align:left;font-weight:bold">`)

var classAttribute = regexp.MustCompile(` class="([^"]*)"`)

// inlineStyles puts styles in the place of classes. Quotes in texts are escaped, so that only attributes look like attributes.
func inlineStyles(fragment []byte) []byte {
	return classAttribute.ReplaceAllFunc([]byte(plainStyles.Replace(string(fragment))), func(attr []byte) []byte {
		var styles []string
		for _, class := range strings.Fields(string(classAttribute.FindSubmatch(attr)[1])) {
			if s := classStyles[class]; s != "" {
				styles = append(styles, s)
			}
		}
		if len(styles) == 0 {
			return nil
		}
		return []byte(` style="` + strings.Join(styles, ";") + `"`)
	})
}

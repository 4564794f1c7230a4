package tutorial

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// stands are the municipality and the district of which a tutorial speaks, which become some that do not exist.
var stands = regexp.MustCompile(`(?m)^(KOMMUN|MUNICIPALITY|NAMN|NAME|STADSDEL|DISTRICT)=(\S+)$`)

var madeUp = map[string]string{"KOMMUN": city, "MUNICIPALITY": city, "NAMN": `"` + cityName + `"`, "NAME": `"` + cityName + `"`, "STADSDEL": "vastra-hamnen", "DISTRICT": "vastra-hamnen"}

// block is what a tutorial has readers do, or in a comment what it tells them to do with an editor.
var block = regexp.MustCompile("(?s)```sh\n(.*?)```|<!-- sh\n(.*?)-->")

// quick leaves out of a run what takes long and is tested elsewhere.
const quick = `set -euo pipefail
jamlik() { if [ "$1" = run ]; then command jamlik "$@" --formats svg; else command jamlik "$@"; fi; }
`

func TestTutorials(t *testing.T) {
	for _, program := range []string{"bash", "curl", "sed"} {
		if _, err := exec.LookPath(program); err != nil {
			if strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "tools") {
				t.Fatal(err)
			}
			t.Skipf("needs %s", program)
		}
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, "jamlik"), "..").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	for _, c := range []struct {
		file, study string
		results     []string
	}{
		{"sv.md", "studie", []string{"resultat-2026/rapport.html", "resultat-2027/rapport.html", "resultat-2027/data/changes.csv", "bild.png"}},
		{"en.md", "study", []string{"result-2026/report.html", "result-2027/report.html", "result-2027/data/changes.csv", "picture.png"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			t.Parallel() // mostly waiting, for a server that is not reached is tried again
			text, err := os.ReadFile(c.file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			env := append(append(os.Environ(), new(world).serve(t)...), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "LC_ALL=C.UTF-8")
			shell := func(script string) (string, error) {
				cmd := exec.Command("bash", "-c", script)
				cmd.Dir, cmd.Env = dir, env
				out, err := cmd.CombinedOutput()
				return string(out), err
			}
			var script strings.Builder
			script.WriteString(quick)
			blocks := block.FindAllStringSubmatch(string(text), -1)
			for _, b := range blocks {
				script.WriteString("set -x\n" + b[1] + b[2])
			}
			if len(blocks) < 10 {
				t.Fatalf("only %d blocks of commands", len(blocks))
			}
			replaced := 0
			out, err := shell(stands.ReplaceAllStringFunc(script.String(), func(s string) string {
				replaced++
				name, _, _ := strings.Cut(s, "=")
				return name + "=" + madeUp[name]
			}))
			t.Log(out)
			if err != nil || replaced != 3 {
				t.Fatalf("%v; %d names replaced", err, replaced)
			}
			for _, name := range c.results {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Error(err)
				}
				if strings.HasSuffix(name, ".html") && !strings.Contains(string(data), cityName) {
					t.Errorf("%s is not about %s", name, cityName)
				}
			}
			for _, e := range mistakes {
				out, err := shell(quick + strings.ReplaceAll(e.made, "$S", c.study))
				if err == nil || !strings.Contains(out, e.message) {
					t.Errorf("%s: %v, want %q\n%s", e.made, err, e.message, out)
				}
				if !strings.Contains(string(text), fmt.Sprintf("`%s`", e.message)) {
					t.Errorf("%s does not tell of %q", c.file, e.message)
				}
			}
		})
	}
}

// mistakes are the common ones, with what the program says of them. $S is the study.
var mistakes = []struct{ made, message string }{
	{"jamlik init new --city 9901 --name L --areas deso.geojson; jamlik check new", "there is no snapshot here; fetch it with jamlik fetch"},
	{"jamlik init $S", "is not empty; choose a new directory"},
	{"cp -r $S a; sed -i 's/- employed/- emploied/' a/study.yaml; jamlik check a", "the built-in catalogue has no indicator"},
	{`echo '{"type": "FeatureCollection", "features": []}' >none.geojson; jamlik space check none.geojson --key desokod`, "holds no areas"},
	{`echo '{"type": "FeatureCollection", "features": []}' >none.geojson; jamlik init b --city 9901 --name L --areas none.geojson`, "holds no areas"},
	{"jamlik init b --city 0114 --name V --areas deso.geojson", "no area is of municipality"},
	{`cp -r $S c; sed -i 's/^  - employed/\t- employed/' c/study.yaml; jamlik check c`, "found a tab character"},
	{"cp -r $S d; sed -i 's/,centrum$/,centrumm/' d/areas.csv; jamlik check d", "lies in unknown area"},
	{"HTTPS_PROXY=http://127.0.0.1:1 jamlik fetch $S --only scb-tab6685 --refresh", "proxyconnect"},
}

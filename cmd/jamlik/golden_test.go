package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Every row of testdata/golden/*.csv is a value that came from outside: another program's, or exact arithmetic. The index is
// computed by the command, as a user would; testdata/golden/README.md says what the columns mean.
func TestGoldenValues(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "golden", "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden values: %v", err)
	}
	checked := map[string]bool{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".csv"), func(t *testing.T) {
			computed := map[string]map[string]float64{}
			for i, row := range golden.Rows(t, file) {
				args := append([]string{"index", "compute", row["index"], "--format", "json"}, dataArguments(row["arguments"])...)
				key := strings.Join(args, " ")
				values, ok := computed[key]
				if !ok {
					values = computedParts(t, args)
					computed[key] = values
				}
				got, ok := values[row["part"]]
				if want := row.Number(t, "value"); !ok || !(math.Abs(got-want) <= row.Number(t, "tolerance")) {
					t.Errorf("%s:%d: jamlik %s: part %q is %v, %t; %s has %v within %s",
						filepath.Base(file), i+2, key, row["part"], got, ok, row["program"], want, row["tolerance"])
				}
				checked[row["index"]] = true
			}
		})
	}
	for _, ix := range registry.All() {
		if !checked[ix.ID] {
			t.Errorf("%s: no value from outside in testdata/golden", ix.ID)
		}
	}
}

// goldenFiles are the flags that name files below testdata.
var goldenFiles = []string{"--data", "--neighbours", "--geometry", "--distances", "--network", "--access"}

// dataArguments splits the arguments of a row.
func dataArguments(arguments string) []string {
	args := strings.Fields(arguments)
	for i := range args {
		if i > 0 && slices.Contains(goldenFiles, args[i-1]) {
			args[i] = filepath.Join("..", "..", "testdata", filepath.FromSlash(args[i]))
		}
	}
	return args
}

// computedParts runs the command and returns the values of the index that args name, by what they are about: "" for the single value, and
// "unit=a;group=x;with=y;part=name;at=0.5" with those that apply for one of several. Their standard errors and limits end in
// ";se", ";lower" and ";upper".
func computedParts(t *testing.T, args []string) map[string]float64 {
	t.Helper()
	code, stdout, stderr := tryJamlik(args...)
	if code != exitDone {
		t.Fatalf("jamlik %s: exit status %d\n%s", strings.Join(args, " "), code, stderr)
	}
	var result struct {
		Value  *float64
		SE     *float64
		Lower  *float64
		Upper  *float64
		Values []map[string]any
	}
	if err := json.Unmarshal([]byte(stdout), &result); err != nil {
		t.Fatalf("jamlik %s: %v in\n%s", strings.Join(args, " "), err, stdout)
	}
	out := map[string]float64{}
	put := func(key string, value any) {
		if v, ok := value.(float64); ok {
			out[key] = v
		}
	}
	for key, v := range map[string]*float64{"": result.Value, ";se": result.SE, ";lower": result.Lower, ";upper": result.Upper} {
		if v != nil {
			put(key, *v)
		}
	}
	for _, v := range result.Values {
		var key []string
		for _, name := range []string{"unit", "group", "with", "part", "at"} {
			switch about := v[name].(type) {
			case string:
				key = append(key, name+"="+about)
			case float64:
				key = append(key, fmt.Sprintf("%s=%s", name, strconv.FormatFloat(about, 'g', -1, 64)))
			}
		}
		about := strings.Join(key, ";")
		put(about, v["value"])
		for _, name := range []string{"se", "lower", "upper"} {
			put(about+";"+name, v[name])
		}
	}
	return out
}

// The files beside the values are described in their README, each by name.
func TestGoldenFilesAreDescribed(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "golden")
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{filepath.Join("data", "*"), "*.py", "*.R"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no file, %v", pattern, err)
		}
		for _, file := range files {
			if name := filepath.Base(file); !strings.Contains(string(readme), name) {
				t.Errorf("README.md does not describe %s", name)
			}
		}
	}
}

package study

import (
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzAreas loads the small study with other areas and another lookup: it is loaded, or every problem names a file.
func FuzzAreas(f *testing.F) {
	f.Add(small["areas.csv"], small["lookup.csv"])
	f.Add("code,name,level,version,parent\n0114,Stad,city,2025,\n0114,Stad,city,2025,0114\n", small["lookup.csv"])
	f.Add(strings.ReplaceAll(small["areas.csv"], "deso", "regso"), strings.ReplaceAll(small["lookup.csv"], "1", "0.5"))
	f.Add("\ufeffcode;name;level;version;parent\r\n\"0114\";\"=1\";city;2025;\r\n", "area,in\n")
	f.Fuzz(func(t *testing.T, areas, lookup string) {
		if len(areas)+len(lookup) > 1<<14 {
			return
		}
		files := fstest.MapFS{}
		for name, text := range small {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		files["areas.csv"], files["lookup.csv"] = &fstest.MapFile{Data: []byte(areas)}, &fstest.MapFile{Data: []byte(lookup)}
		l, err := Load(files, "study.yaml", LoadOptions{})
		switch {
		case err == nil && l.Table == nil:
			t.Error("a study without a table")
		case err != nil && !strings.Contains(err.Error(), ".csv") && !strings.Contains(err.Error(), "study.yaml"):
			t.Errorf("no file is named: %v", err)
		}
	})
}

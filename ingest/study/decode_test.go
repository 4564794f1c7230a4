package study

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// change returns the small study file with one text replaced.
func change(t *testing.T, old, new string) string {
	t.Helper()
	if !strings.Contains(small["study.yaml"], old) {
		t.Fatalf("the study does not hold %q", old)
	}
	return strings.Replace(small["study.yaml"], old, new, 1)
}

func TestDecodeSaysWhereAndWhatToDo(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"unknown key", "highlight: [D1]", "highligt: [D1]", `study.yaml:6: unknown key "highligt"; did you mean "highlight"?`},
		{"unknown key below", "    theme: work", "    thema: work", `unknown key "thema"; did you mean "theme"?`},
		{"unknown key like none", "highlight: [D1]", "zzz: 1", `study.yaml:6: unknown key "zzz"; known keys here: id, title, subtitle, date`},
		{"text for a number", "    decimals: 1", "    decimals: one", `indicators[1].decimals: found text "one", expected a whole number; write digits without quotes`},
		{"fraction for a whole number", "    decimals: 1", "    decimals: 1.5", `indicators[1].decimals: found 1.5, expected a whole number`},
		{"decimal comma", "tolerance: 5", `tolerance: "0,5"`, `parts[0].tolerance: found text "0,5", expected a number; write digits with a decimal point`},
		{"not a number", "tolerance: 5", "tolerance: .nan", "parts[0].tolerance: found .nan, expected a number"},
		{"number for a list", "highlight: [D1]", "highlight: D1", `study.yaml:6: highlight: found text "D1", expected a list; begin each entry with a hyphen`},
		{"list for text", "city: 0114", "city: [0114]", "study.yaml:4: city: found a list, expected text"},
		{"text for two languages", "title: {sv: Liten stad, en: Small town}", "title: Liten stad", "study.yaml:2: title: found text \"Liten stad\", expected the keys sv, en; write sv: Liten stad"},
		{"yes for true", "noise: true", "noise: yes", `sources[0].noise: found text "yes", expected true or false`},
		{"duplicate key", "city: 0114", "city: 0114\ncity: 0115", `study.yaml:5: key "city" comes twice, first on line 4; remove one`},
		{"duplicate key of a map", "{kvinnor: women,", "{kvinnor: women, kvinnor: men,", `key "kvinnor" comes twice`},
		{"empty entry", "highlight: [D1]", "highlight: [D1, ~]", "highlight: entry 2 is empty"},
		{"merge key", "  - file: population.csv", "  - <<: {file: x}\n    file: population.csv", "merge keys (<<) are not read; write the keys out"},
		{"broken YAML", "highlight: [D1]", "highlight: [D1", "study.yaml:"},
		{"second document", "city: 0114", "city: 0114\n---\nid: two", "study.yaml:5: a second document begins here; one file is one study"},
		{"not UTF-8", "Liten stad, en", "Sm\xe5stad, en", "study.yaml:2: \"title: {sv: Sm\\xe5stad, en: Small town}\" is not UTF-8 text; save the study file as UTF-8"},
		{"unknown kind", "kind: share", "kind: shar", `unknown kind of number "shar"; did you mean "share"?`},
		{"no kind", "    kind: share\n", "", `kind of number is not given; write one of share, rate, mean, median, count, score`},
		{"unknown direction", "better: higher", "better: high", `unknown direction "high"; one of higher, lower, none`},
		{"unknown theme", "theme: work", "theme: works", `unknown theme "works"; did you mean "work"?`},
		{"unknown source", "retrieved: 2025-11-01, noise: true}", "}\nsource_order: [scb, sbc]", `unknown source "sbc"; did you mean "scb"?`},
		{"unknown frame", "frames: {programme: [jobs]}", "frames: {program: [jobs]}", `unknown frame "program"; did you mean "programme"?`},
		{"unknown category", "frames: {programme: [jobs]}", "frames: {programme: [job]}", `unknown category of frame "programme" "job"; did you mean "jobs"?`},
		{"denominator that does not count", "indicator: population, groups: [sex=men, sex=women]}\ndata", "indicator: employed}\ndata", `denominator "employed" is a share, expected a count`},
		{"defined twice", "id: employed", "id: population", `indicator "population" is defined twice, first on line `},
		{"bad date", "date: 2025-11-20", "date: 20 november 2025", `study.yaml:3: date: found "20 november 2025", expected a date such as 2025-11-20`},
		{"period ends before it starts", `period: 2023}`, `period: 2023-2021}`, `period "2023-2021" ends before it starts`},
		{"not a period", `period: 2023}`, `period: last year}`, `cannot read "last year" as a period`},
		{"group not canonical", "groups: [sex=men, sex=women], tolerance", "groups: [sex=men;age=0-4], tolerance", `group "sex=men;age=0-4" is not in canonical form; write "age=0-4;sex=men"`},
		{"group twice", "groups: [sex=men, sex=women], tolerance", "groups: [sex=men, sex=men], tolerance", `group "sex=men" comes twice`},
		{"unknown role", "columns: {area: kod, period: år, value: antal}", "columns: {area: kod, peroid: år, value: antal}", `unknown role "peroid"; did you mean "period"?`},
		{"no area", "columns: {area: kod, period: år, value: antal}", "columns: {period: år, value: antal}", "population.csv: nothing says which area a row is about"},
		{"unknown markers", "missing: scb", "missing: sbc", `unknown table of missing markers "sbc"; did you mean "scb"?`},
		{"marker with a value", "    missing: scb", "    markers: {x: reported}", `unknown status "reported"; one of missing, suppressed, not_applicable, nil`},
		{"two delimiters", "    missing: scb", `    delimiter: ";;"`, `delimiter is ";;", expected one character`},
		{"path outside", "file: employed.csv", "file: ../employed.csv", `file "../employed.csv" is not a path inside the study's directory`},
		{"absolute path", "file: employed.csv", "file: /etc/passwd", `file "/etc/passwd" is not a path inside the study's directory`},
		{"level of 95", "parts:", "comparison: {level: 95}\nparts:", "comparison.level is 95, expected a number above 0 and below 1; 95 per cent is 0.95"},
		{"unknown index", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], levels: [deso], indices: [disimilarity]}]\nparts:", `no index is called "disimilarity"; did you mean dissimilarity`},
		{"no id", "id: small", "seed: 1", "study.yaml:1: study has no id; give it one in lower case letters and digits"},
		{"id with capitals", "id: small", "id: Small Town", `id "Small Town" of study is not lower case letters a–z and digits joined by - or _`},
		{"no Swedish title", "title: {sv: Liten stad, en: Small town}", "title: {en: Small town}", "study.yaml:2: the title has no Swedish wording"},
		{"no city", "city: 0114", "city:", "city is not given; write the area code of the city"},
		{"no version", "version: 2025\n", "", "version is not given"},
		{"no areas", "areas: [{file: areas.csv}]", "areas: []", "study.yaml:7: areas lists no file"},
		{"file without a path", "areas: [{file: areas.csv}]", "areas: [{}]", "study.yaml:7: file is not given"},
		{"rate without per", "kind: share", "kind: rate", `indicator "employed": per is not above 0; write for how many persons the rate is`},
		{"too many decimals", "    decimals: 1", "    decimals: 12", `indicator "employed": decimals is 12, expected 0 to 9`},
		{"negative floor", "    decimals: 1", "    min_denominator: -5", "min_denominator is negative"},
		{"break without a start", "breaks: [{start: 2024,", "breaks: [{start: soon,", `indicator "employed": cannot read "soon" as a period`},
		{"denominator of a median", "kind: share", "kind: median", "a median has no denominator"},
		{"source ranked twice", "indicators:\n", "source_order: [scb, scb]\nindicators:\n", `source "scb" is ranked twice`},
		{"negative threshold", "parts:", "disclosure: {min_count: -1, min_denominator: -1}\nparts:", "disclosure.min_count is negative"},
		{"coverage of 85", "parts:", "comparison: {min_coverage: 85}\nparts:", "comparison.min_coverage is 85, expected 0 to 1; 85 per cent is 0.85"},
		{"negative replicates", "parts:", "comparison: {replicates: -1}\nparts:", "comparison.replicates is -1, expected 0 to 1000000"},
		{"negative tolerance", "tolerance: 5", "tolerance: -5", "tolerance is negative"},
		{"parts of nothing", "groups: [sex=men, sex=women], tolerance", "groups: [], tolerance", "groups is empty; list the groups that should sum to the total"},
		{"group of one", "parts:", "mix: [{id: m, title: {sv: M}, indicator: population, groups: [sex=men], names: [{id: men, name: {sv: män}}]}]\nparts:", "1 group, expected at least 2"},
		{"unknown level", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], levels: [des]}]\nparts:", `unknown level "des"; did you mean "deso"?`},
		{"segregation compared with none", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], names: [{id: m, name: {sv: m}}, {id: w, name: {sv: k}}], levels: [deso], compare_with: t}]\nparts:", `unknown segregation "t"; none is defined in this study`},
		{"two ordered groups", "parts:", "segregation:\n  - id: s\n    title: {sv: S}\n    indicator: population\n    groups: [sex=men, sex=women]\n    names: [{id: m, name: {sv: m}}, {id: w, name: {sv: k}}]\n    levels: [deso]\n    ordered: true\nparts:", "study.yaml:51: ordered with 2 groups, expected at least 3; list the classes of the scale in their order, the lowest first"},
		{"homes compared with homes", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], names: [{id: m, name: {sv: m}}, {id: w, name: {sv: k}}], levels: [deso], compare_with: t}, {id: t, title: {sv: T}, indicator: population, groups: [sex=men, sex=women], names: [{id: m, name: {sv: m}}, {id: w, name: {sv: k}}], levels: [deso]}]\nparts:", `"s" is of setting "residential" and "t" of setting "residential"`},
		{"index of another family", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], levels: [deso], indices: [palma]}]\nparts:", `index "palma" is of family inequality, expected segregation`},
		{"column and constant", "constant: {indicator: population}", "constant: {indicator: population, area: x}", "area comes from a column and from a constant"},
		{"value as a constant", "constant: {indicator: population}", "constant: {indicator: population, value: 1}", `unknown role "value"; one of area, area_version`},
		{"no value", "columns: {area: kod, period: år, value: antal}", "columns: {area: kod, period: år}", "population.csv: nothing says which value a row has"},
		{"value beside values", "columns: {area: kod}\n", "columns: {area: kod, value: x}\n", "value stands both in columns and beside values"},
		{"wide without a period", ", period: 2023}", "}", `nothing says which period column "2023" is about`},
		{"wide without an indicator", "{column: \"2023\", indicator: employed,", "{column: \"2023\",", `nothing says which indicator column "2023" holds`},
		{"wide without a column", "{column: \"2023\", indicator", "{indicator", "column is not given; name the column that holds the values"},
		{"unknown encoding", "    missing: scb", "    encoding: utf8", `unknown encoding "utf8"; did you mean "utf-8"?`},
		{"decimal sign", `decimal: ","`, `decimal: ";"`, `decimal is ";", expected . or ,`},
		{"negative skip", "    missing: scb", "    skip: -1", "skip is negative"},
		{"dimension with a separator", "groups: {sex: kön}", "groups: {a=b: kön}", `must not contain = or ;`},
		{"status of a constant", "constant: {indicator: population}", "constant: {indicator: population, status: missing}", `unknown status "missing"; one of reported, derived, rounded`},
		{"list for a map", "groups: {sex: kön}", "groups: [sex]", "data[0].groups: found a list, expected key: value pairs"},
		{"map for a number", "tolerance: 5", "tolerance: {a: b}", "parts[0].tolerance: found key: value pairs, expected a number"},
		{"list as a key", "city: 0114", "? [a]\n: b\ncity: 0114", "found a list as a key, expected a word"},
		{"names missing", "parts:", "segregation: [{id: s, title: {sv: S}, indicator: population, groups: [sex=men, sex=women], levels: [deso]}]\nparts:", "0 names for 2 groups; name every group, in the order of groups"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("study.yaml", []byte(change(t, c.old, c.new)))
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestDecodeTellsAllProblemsAtOnce(t *testing.T) {
	text := change(t, "highlight: [D1]", "highligt: [D1]")
	text = strings.Replace(text, "    decimals: 1\n", "    decimals: one\n", 1)
	text = strings.Replace(text, "noise: true", "noise: 1", 1)
	_, err := Decode("study.yaml", []byte(text))
	want := `study.yaml:6: unknown key "highligt"; did you mean "highlight"?
study.yaml:17: sources[0].noise: found 1, expected true or false; write true or false without quotes
study.yaml:25: indicators[1].decimals: found text "one", expected a whole number; write digits without quotes`
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeKeepsCodesAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ written, want string }{
		{"0114", "0114"}, {`"0114"`, "0114"}, {"'0114'", "0114"}, {"1490", "1490"}, {"0o14", "0o14"}, {"1e3", "1e3"}, {"0x1F", "0x1F"},
		{"2025-01-01", "2025-01-01"}, {"yes", "yes"}, {"1_000", "1_000"}, {"01.50", "01.50"}, {"!!str 0114", "0114"},
	} {
		s, err := Decode("study.yaml", []byte(change(t, "city: 0114", "city: "+c.written)))
		if err != nil {
			t.Errorf("%s: %v", c.written, err)
		} else if s.City != c.want {
			t.Errorf("%s is read as %q, want %q", c.written, s.City, c.want)
		}
	}
}

func TestDecodeRefusesWhatIsNoStudy(t *testing.T) {
	deep := strings.Repeat("[", 20_000)
	cases := []struct{ name, text, want string }{
		{"empty", "", "study.yaml: study file is empty"},
		{"only comments", "# a comment\n", "study.yaml: study file is empty"},
		{"a list", "- a\n", "study.yaml:1: found a list, expected the keys id, title"},
		{"nested too deep", deep, "not valid YAML: "},
		{"aliases of aliases", bomb(), "more than 100000 values; write less, or use fewer aliases"},
		{"an alias of itself", "areas: &a [*a]\n", "study.yaml:1: areas[0]: found a list, expected the keys file"},
		{"an unknown alias", "areas: *nothing\n", "unknown anchor"},
		{"too large", strings.Repeat("#\n", maxBytes), "at most 8388608 are read"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("study.yaml", []byte(c.text))
			if err == nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %.300s\nwant %s", err, c.want)
			}
		})
	}
}

// bomb is a few lines that stand for many groups.
func bomb() string {
	var b strings.Builder
	b.WriteString("a: &a [" + strings.Repeat("x,", 1000) + "]\n")
	b.WriteString("segregation:\n")
	for range 1000 {
		b.WriteString("- {groups: *a}\n")
	}
	return b.String()
}

func TestAliasesStandForWhatTheyName(t *testing.T) {
	text := change(t, "groups: [sex=men, sex=women]}", "groups: &sexes [sex=men, sex=women]}")
	text = strings.Replace(text, "groups: [sex=men, sex=women], tolerance", "groups: *sexes, tolerance", 1)
	s, err := Decode("study.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"sex=men", "sex=women"}, s.Parts[0].Groups); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(small["study.yaml"]))
	f.Add([]byte(bomb()[:200]))
	f.Add([]byte("a: &a [*a]\n<<: *a\n? [x]\n: y\n"))
	f.Add([]byte(strings.Replace(small["study.yaml"], "indicators:\n", "use: [unemployed, good_health, turnout_municipal, kolada_merit_value, merit_value, school_attendance]\nindicators:\n", 1)))
	f.Add([]byte(strings.Replace(small["study.yaml"], "    decimals: 1", "    decimals: 1\n    table: {api: scb, id: TAB1, contents: 000007Y7, levels: [deso], groups: {sex: Kon}, recode: {Kon: {1: men}}, roles: {value: {Kon: [1]}}, labels: [Kon]}", 1)))
	f.Add([]byte("title: !!binary aGVq\nareas: [{file: !!int 1}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode("study.yaml", data)
		if err == nil && (s.ID == "" || len(s.Data) == 0) {
			t.Errorf("accepted a study without id or data: %+v", s)
		}
		if err != nil && err.Error() == "" {
			t.Error("an error says nothing")
		}
	})
}

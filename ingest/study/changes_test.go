package study

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// inTime is a made-up city of two districts whose areas have changed: 9900C0020, in the north, gave a part to 9900C0030, in the south, and
// 9900C0050 was split into 51 and 52. Figures are of 2020 in the areas of 2018 and of 2025 in those of 2025.
var inTime = map[string]string{
	"study.yaml": `id: changing
title: {sv: Stad i ändring}
date: 2025-11-20
city: "9900"
version: "2025"
areas: [{file: areas.csv}]
lookup: [{file: lookup.csv}]
changes: [{file: log.csv, from: "2018", to: "2025"}]
#crosswalk
#versions
sources: [{id: scb, publisher: {sv: SCB}, protected: true}]
indicators:
  - {id: people, name: {sv: Invånare}, kind: count, better: none, source: scb, background: true}
  - {id: work, name: {sv: Arbete}, kind: share, better: higher, source: scb, background: true}
  - {id: income, name: {sv: Inkomst}, kind: median, better: higher, source: scb, background: true}
data:
  - file: people.csv
    columns: {area: code, period: year, indicator: indicator, value: value, numerator: num, denominator: den}
`,
	"areas.csv": `code,name,level,version,parent
9900,Staden,city,2025,
north,Norr,district,2025,9900
south,Söder,district,2025,9900
9900C0010,,deso,2025,9900
9900C0020,,deso,2025,9900
9900C0030,,deso,2025,9900
9900C0040,,deso,2025,9900
9900C0051,,deso,2025,9900
9900C0052,,deso,2025,9900
`,
	"lookup.csv": `area,area_version,in,in_version,weight,basis
9900C0010,2025,north,2025,1,official
9900C0020,2025,north,2025,1,official
9900C0030,2025,south,2025,1,official
9900C0040,2025,south,2025,1,official
`,
	"log.csv": `from_deso,to_deso,change_type_sv,date
9900C0009,9900C0010,Upphör; till nybildad,2018-02-21
9900C0020,9900C0020,Minskas och ger del till befintlig eller nybildad,2025-01-01
9900C0020,9900C0030,Ger del/delar till befintlig,2025-01-01
9900C0050,9900C0051,Upphör; till nybildad,2025-01-01
9900C0050,9900C0052,Upphör; till nybildad,2025-01-01
`,
	"crosswalk.csv": `from,from_version,to,to_version,weight
9900C0020,2018,9900C0020,2025,0.75
9900C0020,2018,9900C0030,2025,0.25
9900C0030,2018,9900C0030,2025,1
9900C0050,2018,9900C0051,2025,0.6
9900C0050,2018,9900C0052,2025,0.4
`,
	"people.csv": `code,year,indicator,value,num,den
9900C0010_DeSO2018,2020,people,100,,
9900C0020_DeSO2018,2020,people,400,,
9900C0030_DeSO2018,2020,people,200,,
9900C0040_DeSO2018,2020,people,100,,
9900C0050_DeSO2018,2020,people,200,,
9900C0010_DeSO2018,2020,work,50,50,100
9900C0020_DeSO2018,2020,work,30,60,200
9900C0030_DeSO2018,2020,work,60,60,100
9900C0040_DeSO2018,2020,work,20,20,100
9900C0050_DeSO2018,2020,work,10,10,100
9900C0010_DeSO2018,2020,income,300,,
9900C0010_DeSO2025,2025,people,110,,
9900C0020_DeSO2025,2025,people,310,,
9900C0030_DeSO2025,2025,people,310,,
9900C0040_DeSO2025,2025,people,110,,
9900C0051_DeSO2025,2025,people,110,,
9900C0052_DeSO2025,2025,people,110,,
`,
}

// changed returns the files of a study after changes, each a file, a text that it holds and the text that replaces it.
func changed(t testing.TB, files map[string]string, changes ...string) fs.FS {
	t.Helper()
	out := make(fstest.MapFS)
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := 0; i+2 < len(changes); i += 3 {
		file, old, new := changes[i], changes[i+1], changes[i+2]
		if out[file] == nil || !strings.Contains(string(out[file].Data), old) {
			t.Fatalf("%s does not hold %q", file, old)
		}
		out[file].Data = []byte(strings.Replace(string(out[file].Data), old, new, 1))
	}
	return out
}

func texts(errs []error) []string {
	var out []string
	for _, e := range errs {
		out = append(out, e.Error())
	}
	return out
}

func TestLogOfChanges(t *testing.T) {
	l, err := Load(changed(t, inTime), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var before []string
	for _, a := range l.Register.AtLevel(indicators.DeSO, "2018") {
		before = append(before, a.Code)
	}
	if diff := cmp.Diff([]string{"9900C0010", "9900C0020", "9900C0030", "9900C0040", "9900C0050"}, before); diff != "" {
		t.Errorf("areas before (-want +got):\n%s", diff)
	}
	for place, want := range map[string]int{"9900": 5, "north": 0, "south": 0} {
		got := 0
		for _, m := range l.Register.WithinAt(indicators.AreaID{Code: place, Version: "2025"}, indicators.DeSO, indicators.Year(2020)) {
			if m.Area.Version == "2018" {
				got++
			}
		}
		if got != want {
			t.Errorf("%s has %d areas of 2018, want %d", place, got, want)
		}
	}
	if diff := cmp.Diff([]string{"log.csv: left out: 1 row of changes in or before the first year of version 2018, whose areas are those after them"}, texts(l.Warnings)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

const withCrosswalk = `crosswalk: [{file: crosswalk.csv, from: "2018", to: "2025", basis: population}]`

// People: 10 goes over whole with 100, 20 is ¾·400 = 300, 30 is ¼·400 + 200 = 300, 40 100, 51 0.6·200 = 120, 52 0.4·200 = 80.
// Of 1,000 persons 600 lie in 20 and 50, which are divided. Work of 30: ¼·60 + 60 = 75 of ¼·200 + 100 = 150.
func TestCrosswalk(t *testing.T) {
	l, err := Load(changed(t, inTime, "study.yaml", "#crosswalk", withCrosswalk), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]float64)
	run, _ := l.Table.Run(indicators.RunKey{Indicator: "people", Level: indicators.DeSO, Version: "2025", Period: indicators.Year(2020)})
	for i := range run.Len() {
		o := run.At(i)
		got[o.Area.Code[5:]] = o.Value.V
		if o.Status != indicators.Derived || o.Note != "crosswalk population-weighted 2018 to 2025" {
			t.Errorf("%+v", o)
		}
	}
	if diff := cmp.Diff(map[string]float64{"0010": 100, "0020": 300, "0030": 300, "0040": 100, "0051": 120, "0052": 80}, got); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	work, ok := l.Table.Find("work", indicators.AreaID{Code: "9900C0030", Version: "2025"}, indicators.Everyone, indicators.Year(2020))
	if !ok || work.Value.V != 50 || work.Numerator.V != 75 || work.Denominator.V != 150 {
		t.Errorf("work: %+v", work)
	}
	if o, ok := l.Table.Find("income", indicators.AreaID{Code: "9900C0010", Version: "2025"}, indicators.Everyone, indicators.Year(2020)); ok {
		t.Errorf("a median is carried over: %+v", o)
	}
	want := []Crossing{
		{Indicator: "people", From: "2018", To: "2025", Population: true, Divided: 0.6},
		{Indicator: "work", From: "2018", To: "2025", Population: true, Divided: 0.5},
		{Indicator: "income", From: "2018", To: "2025", Population: true, Refused: "a median of several areas cannot be had from theirs"},
	}
	if diff := cmp.Diff(want, l.Crossings); diff != "" {
		t.Errorf("crossings (-want +got):\n%s", diff)
	}
	refused := "crosswalk.csv: 1 indicator not carried over from version 2018 to 2025: income: a median of several areas cannot be had from theirs; their series begin with version 2025"
	if got := texts(l.Warnings); len(got) != 2 || got[1] != refused {
		t.Errorf("warnings %q", got)
	}
}

func TestAreasInTimeSayWhatIsWrong(t *testing.T) {
	crosswalk := []string{"study.yaml", "#crosswalk", withCrosswalk}
	versions := []string{"study.yaml", "#versions", `versions: [{version: "2018", to: "2023"}, {version: "2025", from: "2024"}]`}
	for _, c := range []struct {
		name    string
		changes []string
		want    []string
	}{
		{"unknown kind of change", []string{"log.csv", "Ger del/delar till befintlig", "Flyttas"},
			[]string{`log.csv:4: column "change_type_sv": unknown kind of change "Flyttas"; known are Ger del, Minskas, Utvidgas, Upphör and Kodändrad, and what SCB writes after them`}},
		{"a change of one area with two", []string{"log.csv", "9900C0020,9900C0020,Minskas", "9900C0020,9900C0021,Minskas"},
			[]string{`log.csv:3: column "to_deso": "Minskas och ger del till befintlig eller nybildad" is about one area, but the row names 9900C0020 and 9900C0021; correct the codes or the kind of change`}},
		{"a damaged code in the log", []string{"log.csv", "9900C0020,9900C0030,Ger", "9900c0020,9900C0030,Ger"},
			[]string{`log.csv:4: column "from_deso": "9900c0020" is no area of version 2025; did you mean 9900C0020? codes have capital letters`}},
		{"an area that has ended", []string{"areas.csv", "9900C0051,", "9900C0050,"},
			[]string{`areas.csv:9: the log of changes from 2018 to 2025 says that area 9900C0050 does not exist in version 2025; check which version the areas are of`}},
		{"no log", []string{"study.yaml", "file: log.csv", "file: lag.csv"}, []string{`study.yaml:8: file "lag.csv": no such file; check the path, which is relative to the study file, and its upper and lower case letters`}},
		{"column missing in the log", []string{"log.csv", "change_type_sv", "kind"}, []string{`log.csv:1: log.csv has no column "change_type_sv"; its columns are from_deso, to_deso, kind, date`}},
		{"one version", []string{"study.yaml", `from: "2018", to: "2025"`, `from: "2025", to: "2025"`}, []string{`study.yaml:8: both versions are "2025"; write the version before and the version after`}},
		{"weights that do not sum to 1", append(crosswalk[:3:3], "crosswalk.csv", "0.25", "0.15"),
			[]string{`crosswalk.csv:2: column "weight": the weights of 1 area do not sum to 1: 9900C0020 has 0.9; list every area that a part lies in, with its share of the older area`}},
		{"weight above 1", append(crosswalk[:3:3], "crosswalk.csv", "0.25", "25"), []string{`crosswalk.csv:3: column "weight": found "25", expected a share from 0 to 1; write the share of the area's population or land, 1 for all of it`}},
		{"crosswalk of another version", append(crosswalk[:3:3], "crosswalk.csv", "9900C0030,2018", "9900C0030,2015"),
			[]string{`crosswalk.csv:4: column "from_version": found version "2015", but the study says "2018"; correct the one that is wrong`}},
		{"crosswalk from an unknown area", append(crosswalk[:3:3], "crosswalk.csv", "9900C0030,2018", "900C0030,2018"),
			[]string{`crosswalk.csv:4: column "from": unknown area "900C0030" of version "2018"; list it in the study's areas or leave its rows out`}},
		{"crosswalk without basis", []string{"study.yaml", "#crosswalk", `crosswalk: [{file: crosswalk.csv, from: "2018", to: "2025"}]`},
			[]string{"study.yaml:9: basis is not given; write one of population, area"}},
		{"a figure that the version cannot have", append(versions[:3:3], "people.csv", "9900C0040_DeSO2025,2025", "9900C0040_DeSO2025,2020"),
			[]string{"people.csv:16: the study says that version 2025 has no figures of 2020, but found 110 for 9900C0040; in all 1 observation like it; correct versions: in the study, or the version of the file"}},
		{"version against the code", []string{"study.yaml", "columns: {area: code", `constant: {area_version: "2025"}` + "\n    columns: {area: code"},
			[]string{`people.csv:2: column "code": "9900C0010_DeSO2018" is of version 2018, but the row says 2025; leave the version out: the code says it`}},
		{"version without a period", []string{"study.yaml", "#versions", `versions: [{version: "2018"}]`}, []string{`study.yaml:10: version "2018" has neither a first nor a last period; write from:, to: or both`}},
		{"valid_from that is no date", []string{"lookup.csv", "basis\n", "basis,valid_from\n", "lookup.csv", "north,2025,1,official", "north,2025,1,official,spring",
			"lookup.csv", "north,2025,1,official\n", "north,2025,1,official,\n", "lookup.csv", "south,2025,1,official\n", "south,2025,1,official,\n", "lookup.csv", "south,2025,1,official\n", "south,2025,1,official,\n"},
			[]string{`lookup.csv:2: column "valid_from": cannot read "spring" as a year or a date; write 2025 or 2025-06-30, or nothing where there is no end`}},
	} {
		_, err := Load(changed(t, inTime, c.changes...), "study.yaml", LoadOptions{})
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error()+"\n", want+"\n") {
				t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, want)
			}
		}
	}
}

// Some tables answer 0 for a version and period that do not go together. That is no figure.
func TestVersionsAndPeriods(t *testing.T) {
	l, err := Load(changed(t, inTime, "study.yaml", "#versions", `versions: [{version: "2018", to: "2023"}, {version: "2025", from: "2024"}]`,
		"people.csv", "9900C0010_DeSO2025,2025,people,110,,\n", "9900C0010_DeSO2025,2025,people,110,,\n9900C0010_DeSO2025,2020,people,0,,\n9900C0020_DeSO2018,2025,people,,,\n"),
		"study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != 17 {
		t.Errorf("%d observations, want 17", l.Table.Len())
	}
	want := []string{
		"people.csv:15: left out: 1 observation of version 2018 with 0 or nothing for periods that the study says it has no figures of, such as 2025",
		"people.csv:14: left out: 1 observation of version 2025 with 0 or nothing for periods that the study says it has no figures of, such as 2020",
	}
	if diff := cmp.Diff(want, texts(l.Warnings)[1:]); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

func TestLookupInTime(t *testing.T) {
	lookup := "area,area_version,in,in_version,weight,basis,valid_from,valid_to\n" +
		"9900C0010,2025,north,2025,1,official,,2021\n9900C0010,2025,south,2025,1,official,2023-01-01,\n" +
		"9900C0020,2025,north,2025,1,official,2020,\n9900C0020,2025,south,2025,0.5,official,,2020-06-30\n" +
		"9900C0030,2025,south,2025,1,official,,\n"
	l, err := Load(changed(t, inTime, "lookup.csv", inTime["lookup.csv"], lookup), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"lookup.csv:2: 1 gap in time where an area lies in nothing: 9900C0010 2022; let the next statement begin the day after the one before it ends",
		"lookup.csv:4: statements that hold at one time claim more than the whole of an area in 1 case: 9900C0020 2020H1; let one end before the next begins, or write the share of each",
	}
	if diff := cmp.Diff(want, texts(l.Warnings)[1:]); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	north := indicators.AreaID{Code: "north", Version: "2025"}
	for year, want := range map[int]int{2019: 1, 2021: 2, 2023: 1} {
		n := 0
		for _, m := range l.Register.WithinAt(north, indicators.DeSO, indicators.Year(year)) {
			if m.Area.Version == "2025" {
				n++
			}
		}
		if n != want {
			t.Errorf("%d: %d areas in the north, want %d", year, n, want)
		}
	}
}

// A log that names no area of the study may be right, or of another place.
func TestLogOfAnotherPlace(t *testing.T) {
	l, err := Load(changed(t, inTime, "log.csv", inTime["log.csv"], "from_deso,to_deso,change_type_sv,date\n1490C1050,1490C1020,Ger del/delar till befintlig,2025-01-01\n",
		"people.csv", "9900C0050_DeSO2018,2020,people,200,,\n", "", "people.csv", "9900C0050_DeSO2018,2020,work,10,10,100\n", ""), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"log.csv: names no deso area that the study has: all of version 2025 are taken to be those of version 2018; check the level, and that the log is of the right part of the country"}
	if diff := cmp.Diff(want, texts(l.Warnings)); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// A code of which nothing says the version is read as the study's, and the study told so where it has several.
func TestAssumedVersions(t *testing.T) {
	l, err := Load(changed(t, inTime, "people.csv", "9900C0010_DeSO2025,2025", "9900C0010,2025", "people.csv", "9900C0020_DeSO2025,2025", "9900C0020,2025"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := "study.yaml:17: nothing says which version 2 areas of people.csv are of; they are read as version 2025: 9900C0010; 9900C0020; write area_version: in the study"
	if got := texts(l.Warnings); len(got) != 2 || got[1] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The version of an input is that of its small areas, not of the city, which has but one in the study.
func TestVersionOfSmallAreas(t *testing.T) {
	l, err := Load(changed(t, inTime, "study.yaml", "    columns: {area: code", "    area_version: \"2018\"\n    columns: {area: code", "study.yaml", "#versions",
		`versions: [{version: "2018", to: "2023"}, {version: "2025", from: "2024"}]`, "people.csv", "9900C0010_DeSO2018,2020,people,100,,", "9900C0010,2020,people,100,,\n9900,2020,people,1000,,"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []indicators.AreaID{{Code: "9900", Version: "2025"}, {Code: "9900C0010", Version: "2018"}} {
		if _, ok := l.Table.Find("people", id, indicators.Everyone, indicators.Year(2020)); !ok {
			t.Errorf("no figure for %v", id)
		}
	}
}

// The log of SCB for Borås: 56 rows name 37 of the 77 areas, of which none ended or was formed.
func TestLogOfBoras(t *testing.T) {
	file, err := os.ReadFile("../../testdata/boras/deso_changes.csv")
	if err != nil {
		t.Fatal(err)
	}
	r := registerReader{areaAt: make(map[indicators.AreaID]place), memberAt: make(map[[2]indicators.AreaID]place)}
	r.areas = []indicators.Area{{Code: "1490C1050", Version: "2025", Level: indicators.DeSO}}
	n, old := r.readLog(ingest.Input{Name: "deso_changes.csv", Data: bytes.NewReader(file), Size: int64(len(file))}, Changes{From: "2018", To: "2025"})
	if err := r.problems.Err(); err != nil || n != 56 || old != 0 {
		t.Fatalf("%d rows, %d old, %v", n, old, err)
	}
	before, after := r.changes[0].Fates()
	if len(before) != 37 || len(after) != 37 {
		t.Errorf("%d areas before and %d after, want 37", len(before), len(after))
	}
	for code, fate := range before {
		if fate != indicators.Exchanged {
			t.Errorf("%s is %v", code, fate)
		}
	}
}

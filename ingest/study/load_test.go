package study

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// small is a city with two districts, each of one DeSO, and three files of figures.
var small = map[string]string{
	"study.yaml": `id: small
title: {sv: Liten stad, en: Small town}
date: 2025-11-20
city: 0114
version: 2025
highlight: [D1]
areas: [{file: areas.csv}]
lookup: [{file: lookup.csv}]
themes:
  - {id: work, name: {sv: Arbete, en: Work}}
frames:
  - id: programme
    name: {sv: Program, en: Programme}
    categories:
      - {id: jobs, name: {sv: Jobb, en: Jobs}}
sources:
  - {id: scb, publisher: {sv: SCB, en: Statistics Sweden}, retrieved: 2025-11-01, noise: true}
indicators:
  - {id: population, name: {sv: Invånare, en: Inhabitants}, kind: count, source: scb, background: true}
  - id: employed
    name: {sv: Sysselsatta, en: Employed}
    theme: work
    kind: share
    better: higher
    decimals: 1
    source: scb
    breaks: [{start: 2024, note: {sv: Ny definition}}]
    frames: {programme: [jobs]}
    denominator: {indicator: population, groups: [sex=men, sex=women]}
data:
  - file: population.csv
    missing: scb
    columns: {area: kod, period: år, value: antal}
    constant: {indicator: population}
    groups: {sex: kön}
    recode: {kön: {kvinnor: women, män: men, totalt: ""}}
    keep: {region: [Liten stad]}
  - file: employed.csv
    decimal: ","
    columns: {area: kod}
    values:
      - {column: "2023", indicator: employed, period: 2023}
      - {column: "2024", indicator: employed, period: 2024}
parts:
  - {indicator: population, groups: [sex=men, sex=women], tolerance: 5}
`,
	"areas.csv": `code,name,level,version,parent
0114,Liten stad,city,2025,
D1,Norr,district,2025,0114
D2,Söder,district,2025,0114
0114A0010,,deso,2025,0114
0114A0020,,deso,2025,0114
`,
	"lookup.csv": `area,area_version,in,in_version,weight,basis
0114A0010,2025,D1,2025,1,official
0114A0020,2025,D2,2025,0.75,assumption
`,
	"population.csv": `region;kod;kön;år;antal
Liten stad;0114A0010;totalt;2025;1 200
Liten stad;0114A0010;kvinnor;2025;601
Liten stad;0114A0010;män;2025;601
Liten stad;0114A0020;totalt;2025;900
Liten stad;0114A0020;kvinnor;2025;..
Liten stad;0114A0020;män;2025;-
Grannstad;0115A0010;totalt;2025;700
`,
	"employed.csv": `kod;2023;2024
0114A0010;71,5;72
0114A0020;;64,25
`,
}

// study returns a file system with the small study after changes, each a file, a text that it holds and the text that replaces it.
func study(t testing.TB, changes ...string) fs.FS {
	t.Helper()
	files := maps.Clone(small)
	for i := 0; i+2 < len(changes); i += 3 {
		file, old, new := changes[i], changes[i+1], changes[i+2]
		if !strings.Contains(files[file], old) {
			t.Fatalf("%s does not hold %q", file, old)
		}
		files[file] = strings.Replace(files[file], old, new, 1)
	}
	out := make(fstest.MapFS)
	for name, text := range files {
		if text != "removed" {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

// A file from which several entries of the study take their figures is one input.
func TestInputsAreListedOnce(t *testing.T) {
	l, err := Load(study(t, "study.yaml", "values:\n      - {column: \"2023\", indicator: employed, period: 2023}\n",
		"values: [{column: \"2023\", indicator: employed, period: 2023}]\n  - file: employed.csv\n    decimal: \",\"\n    columns: {area: kod}\n    values:\n"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range l.Inputs {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"study.yaml", "areas.csv", "lookup.csv", "population.csv", "employed.csv"}, names); diff != "" || l.Table.Len() != 10 {
		t.Errorf("inputs (-want +got), of %d observations:\n%s", l.Table.Len(), diff)
	}
}

func TestLoadReadsWhatTheFilesSay(t *testing.T) {
	l, err := Load(study(t), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	num := indicators.Num
	year := indicators.Year
	a, b := indicators.AreaID{Code: "0114A0010", Version: "2025"}, indicators.AreaID{Code: "0114A0020", Version: "2025"}
	want := []indicators.Observation{
		{Indicator: "employed", Area: a, Period: year(2023), Value: num(71.5), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "employed.csv", Row: 2}},
		{Indicator: "employed", Area: b, Period: year(2023), Status: indicators.Missing, Source: "scb", Origin: indicators.Origin{File: "employed.csv", Row: 3}},
		{Indicator: "employed", Area: a, Period: year(2024), Value: num(72), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "employed.csv", Row: 2}},
		{Indicator: "employed", Area: b, Period: year(2024), Value: num(64.25), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "employed.csv", Row: 3}},
		{Indicator: "population", Area: a, Period: year(2025), Value: num(1200), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 2}},
		{Indicator: "population", Area: b, Period: year(2025), Value: num(900), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 5}},
		{Indicator: "population", Area: a, Period: year(2025), Group: "sex=men", Value: num(601), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 4}},
		{Indicator: "population", Area: b, Period: year(2025), Group: "sex=men", Value: num(0), Status: indicators.Nil, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 7}},
		{Indicator: "population", Area: a, Period: year(2025), Group: "sex=women", Value: num(601), Status: indicators.Reported, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 3}},
		{Indicator: "population", Area: b, Period: year(2025), Group: "sex=women", Status: indicators.Missing, Source: "scb", Origin: indicators.Origin{File: "population.csv", Row: 6}},
	}
	var got []indicators.Observation
	for i := range l.Table.Len() {
		got = append(got, l.Table.At(i))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("observations (-want +got):\n%s", diff)
	}
	var names []string
	for _, f := range l.Inputs {
		names = append(names, f.Name)
		if len(f.SHA256) != 64 {
			t.Errorf("%s has hash %q", f.Name, f.SHA256)
		}
	}
	if diff := cmp.Diff([]string{"study.yaml", "areas.csv", "lookup.csv", "population.csv", "employed.csv"}, names); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
	if got := l.Inputs[3].Rows; got != 7 {
		t.Errorf("population.csv has %d rows, want 7", got)
	}
	var warnings []string
	for _, f := range l.Reconciliation.Findings {
		if f.Kind == reconcile.KindParts {
			warnings = append(warnings, f.Error())
		}
	}
	wantWarnings := []string{"population.csv:2: population, deso 2025, 2025: the 2 parts of population (sex=men … sex=women) sum to 1,202 against a total of 1,200, within the noise that the source adds, in 1 of 1 areas"}
	if diff := cmp.Diff(wantWarnings, warnings); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if len(l.Warnings) > 0 {
		t.Errorf("warnings %v", l.Warnings)
	}
	if diff := cmp.Diff([]indicators.Membership{{Area: b, In: indicators.AreaID{Code: "D2", Version: "2025"}, Weight: 0.75, Basis: "assumption"}},
		l.Register.Within(indicators.AreaID{Code: "D2", Version: "2025"}, indicators.DeSO)); diff != "" {
		t.Errorf("lookup (-want +got):\n%s", diff)
	}
}

func TestDefinitionsReachTheCatalogue(t *testing.T) {
	l, err := Load(study(t), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := indicators.Indicator{
		ID: "employed", Name: lang.Text{Sv: "Sysselsatta", En: "Employed"}, Theme: "work",
		Unit: indicators.Unit{Kind: indicators.Share, Per: 100}, Direction: indicators.HigherIsBetter, Decimals: 1, Source: "scb",
		Breaks:      []indicators.Break{{Start: indicators.NewDay(2024, 1, 1), Note: lang.Text{Sv: "Ny definition"}}},
		Denominator: &indicators.Denominator{Indicator: "population", Groups: []indicators.Group{"sex=men", "sex=women"}},
		Categories:  map[string][]string{"programme": {"jobs"}},
	}
	got, _ := l.Catalogue.Indicator("employed")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if l.Study.City != "0114" {
		t.Errorf("city is %q, want 0114 with its zero", l.Study.City)
	}
	if diff := cmp.Diff(defaultComparison, l.Study.Comparison); diff != "" {
		t.Errorf("comparison (-want +got):\n%s", diff)
	}
}

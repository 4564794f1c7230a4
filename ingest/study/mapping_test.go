package study

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

// loadData loads the small study with one file of data and how it is mapped.
func loadData(t *testing.T, file, text, mapping string) (*Loaded, error) {
	t.Helper()
	head, _, _ := strings.Cut(small["study.yaml"], "data:\n")
	files := study(t, "study.yaml", small["study.yaml"], head+"data:\n  - file: "+file+"\n"+mapping).(fstest.MapFS)
	files[file] = &fstest.MapFile{Data: []byte(text)}
	return Load(files, "study.yaml", LoadOptions{})
}

// cell is what one cell of a value column became.
func cell(t *testing.T, text, mapping string) (indicators.Observation, error) {
	t.Helper()
	l, err := loadData(t, "in.csv", "area;value;flag;note\n0114A0010;"+text+"\n", "    delimiter: \";\"\n    columns: {area: area, value: value}\n    constant: {indicator: employed, period: 2024}\n"+mapping)
	if err != nil {
		return indicators.Observation{}, err
	}
	return l.Table.At(0), nil
}

func TestMarkersSayWhyThereIsNoFigure(t *testing.T) {
	const none = -1
	cases := []struct {
		table, text string
		value       float64
		status      indicators.Status
	}{
		{"plain", "", none, indicators.Missing},
		{"plain", "0", 0, indicators.Reported},
		{"scb", "..", none, indicators.Missing},
		{"scb", ".", none, indicators.NotApplicable},
		{"scb", "-", 0, indicators.Nil},
		{"scb", "–", 0, indicators.Nil},
		{"scb", "......", none, indicators.Missing},
		{"scb", "", none, indicators.Missing},
		{"skolverket", "..", none, indicators.Suppressed},
		{"skolverket", ".", none, indicators.Missing},
		{"skolverket", "~100", 100, indicators.Rounded},
		{"skolverket", "cirka 90", 90, indicators.Rounded},
		{"skolverket", "", none, indicators.Missing},
		{"kolada", "", none, indicators.Missing},
		{"kolada", "null", none, indicators.Missing},
	}
	for _, c := range cases {
		o, err := cell(t, c.text+";;", "    missing: "+c.table+"\n")
		if err != nil {
			t.Errorf("%s %q: %v", c.table, c.text, err)
			continue
		}
		want := indicators.Number{V: c.value, OK: c.value != none}
		if !want.OK {
			want.V = 0
		}
		if o.Value != want || o.Status != c.status {
			t.Errorf("%s %q is %v %v, want %v %v", c.table, c.text, o.Value, o.Status, want, c.status)
		}
	}
}

func TestMarkersOfOneTableAreNotThoseOfAnother(t *testing.T) {
	for _, c := range []struct{ table, text string }{{"plain", ".."}, {"plain", "-"}, {"plain", "~100"}, {"scb", "~100"}, {"skolverket", "-"}, {"kolada", ".."}, {"plain", "NaN"}} {
		_, err := cell(t, c.text+";;", "    missing: "+c.table+"\n")
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf(`in.csv:2: column "value": cannot read %q as a number; correct it, or list it under markers`, c.text)) {
			t.Errorf("%s %q: %v", c.table, c.text, err)
		}
	}
}

func TestMarkersOfTheStudyAreAdded(t *testing.T) {
	o, err := cell(t, "x;;", "    missing: scb\n    markers: {x: suppressed}\n")
	if err != nil || o.Status != indicators.Suppressed || o.Value.OK {
		t.Errorf("x is %v %v, %v, want suppressed", o.Value, o.Status, err)
	}
	o, err = cell(t, "-;;", "    missing: scb\n    markers: {\"-\": missing}\n")
	if err != nil || o.Status != indicators.Missing {
		t.Errorf("- is %v, %v, want the study's missing over the table's nil", o.Status, err)
	}
}

func TestStatusColumn(t *testing.T) {
	const mapping = "    missing: scb\n    recode: {flag: {e: rounded}}\n"
	cases := []struct {
		cells  string
		value  indicators.Number
		status indicators.Status
		err    string
	}{
		{cells: "71;;", value: indicators.Num(71), status: indicators.Reported},
		{cells: "71;derived;", value: indicators.Num(71), status: indicators.Derived},
		{cells: "71;e;", value: indicators.Num(71), status: indicators.Rounded},
		{cells: ";suppressed;", status: indicators.Suppressed},
		{cells: "..;suppressed;", status: indicators.Suppressed},
		{cells: ";..;", status: indicators.Missing},
		{cells: ";-;", value: indicators.Num(0), status: indicators.Nil},
		{cells: ";.;", status: indicators.NotApplicable},
		{cells: "71;suppressed;", err: "status is suppressed but there is a value, 71"},
		{cells: ";reported;", err: "status is reported but there is no value"},
		{cells: "71;ok;", err: `in.csv:2: column "flag": unknown status "ok"`},
	}
	for _, c := range cases {
		l, err := loadData(t, "in.csv", "area;value;flag;note\n0114A0010;"+c.cells+"\n",
			"    columns: {area: area, value: value, status: flag}\n    constant: {indicator: employed, period: 2024}\n"+mapping)
		switch {
		case c.err != "":
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%q: %v, want %q", c.cells, err, c.err)
			}
		case err != nil:
			t.Errorf("%q: %v", c.cells, err)
		default:
			if o := l.Table.At(0); o.Value != c.value || o.Status != c.status {
				t.Errorf("%q is %v %v, want %v %v", c.cells, o.Value, o.Status, c.value, c.status)
			}
		}
	}
}

func TestConstantStatusIsThatOfRowsWithAValue(t *testing.T) {
	for text, want := range map[string]indicators.Status{"71": indicators.Derived, "..": indicators.Missing} {
		l, err := loadData(t, "in.csv", "area;value\n0114A0010;"+text+"\n",
			"    missing: scb\n    columns: {area: area, value: value}\n    constant: {indicator: employed, period: 2024, status: derived}\n")
		if err != nil {
			t.Fatal(err)
		}
		if o := l.Table.At(0); o.Status != want {
			t.Errorf("%q has status %v, want %v", text, o.Status, want)
		}
	}
}

func TestNumbersAsPublishersPrintThem(t *testing.T) {
	for text, want := range map[string]float64{"71,5": 71.5, " 71,5 ": 71.5, "0,0": 0, "7\u00a0": 7, "1e-02": 0.01} {
		o, err := cell(t, text+";;", "    decimal: \",\"\n")
		if err != nil || o.Value != indicators.Num(want) {
			t.Errorf("%q is %v, %v, want %v", text, o.Value, err, want)
		}
	}
}

func TestLongFileWithEveryRole(t *testing.T) {
	l, err := loadData(t, "in.csv", `area,version,period,indicator,group,value,num,den,lo,hi,status,note
0114A0010,2025,2024,employed,sex=women,50,10,20,28.5,71.5,,revised
0114A0020,2025,2024,employed,,,,,,,suppressed,
`, `    columns: {area: area, area_version: version, period: period, indicator: indicator, group: group, value: value, numerator: num,
      denominator: den, lower: lo, upper: hi, status: status, note: note}
    note: pooled by the city
`)
	if err != nil {
		t.Fatal(err)
	}
	num := indicators.Num
	want := []indicators.Observation{
		{Indicator: "employed", Area: indicators.AreaID{Code: "0114A0020", Version: "2025"}, Period: indicators.Year(2024), Status: indicators.Suppressed,
			Note: "pooled by the city", Source: "scb", Origin: indicators.Origin{File: "in.csv", Row: 3}},
		{Indicator: "employed", Area: indicators.AreaID{Code: "0114A0010", Version: "2025"}, Period: indicators.Year(2024), Group: "sex=women",
			Value: num(50), Numerator: num(10), Denominator: num(20), Lower: num(28.5), Upper: num(71.5), Status: indicators.Reported,
			Note: "pooled by the city; revised", Source: "scb", Origin: indicators.Origin{File: "in.csv", Row: 2}},
	}
	got := []indicators.Observation{l.Table.At(0), l.Table.At(1)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWideFileWithGroupsAndCounts(t *testing.T) {
	l, err := loadData(t, "in.csv", `area,year,women,men,women_n,men_n,age
0114A0010,2024,50,60,20,30,20-24
`, `    columns: {area: area, period: year}
    constant: {indicator: employed}
    groups: {age: age}
    values:
      - {column: women, group: sex=women, denominator: women_n}
      - {column: men, group: sex=men, denominator: men_n}
`)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		group indicators.Group
		value float64
		n     float64
	}{{"age=20-24;sex=men", 60, 30}, {"age=20-24;sex=women", 50, 20}} {
		o := l.Table.At(i)
		if o.Group != want.group || o.Value.V != want.value || o.Denominator.V != want.n {
			t.Errorf("row %d is %v %v of %v, want %+v", i, o.Group, o.Value, o.Denominator, want)
		}
	}
}

func TestKeepLooksAtTheTextAsFound(t *testing.T) {
	l, err := loadData(t, "in.csv", `area,sex,value
0114A0010,K,50
0114A0010,M,60
0114A0010,T,55
`, `    columns: {area: area, value: value}
    constant: {indicator: employed, period: 2024}
    groups: {sex: sex}
    recode: {sex: {K: women, M: men, T: ""}}
    keep: {sex: [K, T, X]}
`)
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != 2 || l.Table.At(0).Group != indicators.Everyone || l.Table.At(1).Group != "sex=women" {
		t.Errorf("%d rows, groups %q and %q, want everyone and sex=women", l.Table.Len(), l.Table.At(0).Group, l.Table.At(1).Group)
	}
	if len(l.Warnings) == 0 || !strings.Contains(l.Warnings[0].Error(), `no row of in.csv has "X" in column "sex"`) {
		t.Errorf("warnings %v, want one on X", l.Warnings)
	}
}

func TestTwoSourcesOfOneKeyNeedARank(t *testing.T) {
	head, _, _ := strings.Cut(small["study.yaml"], "data:\n")
	head = strings.Replace(head, "sources:\n", "source_order: [city, scb]\nsources:\n  - {id: city, publisher: {sv: Staden}}\n", 1)
	data := "data:\n"
	for _, source := range []string{"scb", "city"} {
		data += "  - file: " + source + ".csv\n    source: " + source + "\n    columns: {area: area, value: value}\n    constant: {indicator: employed, period: 2024}\n"
	}
	files := study(t, "study.yaml", small["study.yaml"], head+data).(fstest.MapFS)
	files["scb.csv"] = &fstest.MapFile{Data: []byte("area,value\n0114A0010,50\n")}
	files["city.csv"] = &fstest.MapFile{Data: []byte("area,value\n0114A0010,51\n")}
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if o := l.Table.At(0); l.Table.Len() != 1 || o.Value.V != 51 || o.Note != "instead of scb" {
		t.Errorf("got %+v, want 51 instead of scb", o)
	}
}

// A study may say that an empty cell is a true nothing; of numbers that the file has no column of it says nothing.
func TestNothingIsReadOfColumnsThatAreNotThere(t *testing.T) {
	for _, columns := range []string{"{area: area, value: value}", "{area: area, value: value, denominator: flag}"} {
		for _, value := range []string{"71", ""} {
			l, err := loadData(t, "in.csv", "area;value;flag;note\n0114A0010;"+value+";;\n",
				"    columns: "+columns+"\n    constant: {indicator: population, period: 2024}\n    markers: {\"\": nil}\n")
			if err != nil {
				t.Fatal(err)
			}
			o := l.Table.At(0)
			if o.Numerator.OK || o.Lower.OK || o.Upper.OK || o.Denominator.OK != strings.Contains(columns, "denominator") {
				t.Errorf("columns %s, value %q: numerator %v, denominator %v, limits %v to %v", columns, value, o.Numerator, o.Denominator, o.Lower, o.Upper)
			}
		}
	}
}

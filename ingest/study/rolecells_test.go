package study

import (
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// byAge is a file in which the share employed has to be put together from rows by age and status.
const byAge = `area,year,age,work,antal
0114A0010,2024,20-39,employed,30
0114A0010,2024,40-64,employed,50
0114A0010,2024,20-39,all,40
0114A0010,2024,40-64,all,60
0114A0010,2024,65+,all,999
0114A0010,2025,20-39,employed,..
0114A0010,2025,40-64,employed,50
0114A0010,2025,20-39,all,40
0114A0010,2025,40-64,all,60
0114A0020,2024,20-39,employed,0
0114A0020,2024,40-64,employed,0
0114A0020,2024,20-39,all,0
0114A0020,2024,40-64,all,0
0114A0020,2025,20-39,employed,7
0114A0020,2025,20-39,all,9
0114A0020,2025,40-64,all,9
`

const asShare = `    missing: scb
    columns: {area: area, period: year, value: antal}
    constant: {indicator: employed}
    cells:
      numerator: {work: [employed], age: [20-39, 40-64]}
      denominator: {work: [all], age: [20-39, 40-64]}
`

func TestSharesFromRowsOfTheirCounts(t *testing.T) {
	l, err := loadData(t, "age.csv", byAge, asShare)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		area, period           string
		value, numerator, from indicators.Number
		status                 indicators.Status
	}{
		{"0114A0010", "2024", indicators.Num(80), indicators.Num(80), indicators.Num(100), indicators.Derived}, // (30 + 50) / (40 + 60)
		{"0114A0010", "2025", indicators.Number{}, indicators.Number{}, indicators.Num(100), indicators.Missing},
		{"0114A0020", "2024", indicators.Number{}, indicators.Num(0), indicators.Num(0), indicators.NotApplicable},
		{"0114A0020", "2025", indicators.Number{}, indicators.Number{}, indicators.Num(18), indicators.Missing}, // the older employed have no row
	}
	for _, c := range cases {
		o := find(t, l, c.area, c.period, "")
		if o.Value != c.value || o.Numerator != c.numerator || o.Denominator != c.from || o.Status != c.status {
			t.Errorf("%s %s: %v of %v and %v, %v; want %v of %v and %v, %v", c.area, c.period, o.Value, o.Numerator, o.Denominator, o.Status, c.value, c.numerator, c.from, c.status)
		}
	}
	if l.Table.Len() != 4 {
		t.Errorf("%d observations, want 4", l.Table.Len())
	}
}

func TestLimitsFromRowsOfTheirOwn(t *testing.T) {
	const text = "area,year,what,v\n0114A0010,2024,Andel,61.5\n0114A0010,2024,nedre,58\n0114A0010,2024,övre,65\n0114A0010,2024,Antal svar,420\n0114A0020,2024,Andel,..\n"
	l, err := loadData(t, "fohm.csv", text, `    missing: scb
    columns: {area: area, period: year, value: v}
    constant: {indicator: employed}
    cells: {value: {what: [Andel]}, lower: {what: [nedre]}, upper: {what: [övre]}}
`)
	if err != nil {
		t.Fatal(err)
	}
	o := find(t, l, "0114A0010", "2024", "")
	if o.Value != indicators.Num(61.5) || o.Lower != indicators.Num(58) || o.Upper != indicators.Num(65) || o.Status != indicators.Reported {
		t.Errorf("%v [%v, %v] %v, want 61.5 [58, 65] reported", o.Value, o.Lower, o.Upper, o.Status)
	}
	if o := find(t, l, "0114A0020", "2024", ""); o.Value.OK || o.Status != indicators.Missing {
		t.Errorf("the area of ..: %v %v", o.Value, o.Status)
	}
}

func TestCellsThatCannotBeToldApart(t *testing.T) {
	for _, c := range []struct{ name, from, to, text, want string }{
		{"two rows of one cell", "", "", byAge + "0114A0010,2024,20-39,all,41\n", `age.csv:18: column "age": a second row gives the denominator of area 0114A0010, 2024`},
		{"no counts", "numerator: {work: [employed], age: [20-39, 40-64]}", "lower: {work: [employed]}", byAge, "neither a value nor both numerator and denominator are named"},
		{"no such column", "numerator: {work:", "numerator: {arbete:", byAge, `age.csv has no column "arbete"`},
		{"a count", "indicator: employed", "indicator: population", byAge, "a value can follow from counts only for a share or a rate"},
		{"twice", "age: [20-39, 40-64]}", "age: [20-39, 20-39]}", byAge, `"20-39" is named twice`},
		{"unknown role", "numerator:", "numerators:", byAge, `unknown role "numerators"; did you mean "numerator"?`},
	} {
		if _, err := loadData(t, "age.csv", c.text, strings.Replace(asShare, c.from, c.to, 1)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestRowsAboutOtherAreasAreLeftOutOnRequest(t *testing.T) {
	const text = "area,v\n0114A0010,1\n9999A0010,2\n0114A0020,3\n9999A0020,4\n"
	const mapping = "    columns: {area: area, value: v}\n    constant: {indicator: employed, period: 2024}\n"
	if _, err := loadData(t, "all.csv", text, mapping); err == nil || !strings.Contains(err.Error(), "9999A0010") {
		t.Errorf("an unknown area: %v", err)
	}
	l, err := loadData(t, "all.csv", text, mapping+"    other_areas: skip\n")
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != 2 || slices.ContainsFunc(l.Warnings, aboutAreas) {
		t.Errorf("%d observations, warnings %v", l.Table.Len(), l.Warnings)
	}
	l, err = loadData(t, "all.csv", "area,v\n9999A0010,2\n", mapping+"    other_areas: skip\n")
	if err == nil && !slices.ContainsFunc(l.Warnings, aboutAreas) {
		t.Errorf("when nothing is left: warnings %v", l.Warnings)
	}
}

func aboutAreas(w error) bool {
	return strings.Contains(w.Error(), "about areas that the study does not have")
}

package charts

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// testSeries is segregation indices of ten years: the first falls, the second rises, the third stands still.
func testSeries(ids ...string) analysis.SegregationSeries {
	s := analysis.SegregationSeries{Level: indicators.DeSO, Version: "2025", Drawn: 999, Areas: make([]indicators.Area, 77), Spec: analysis.SegregationSpec{
		ID: "background", Title: lang.Text{Sv: "Boendesegregation efter bakgrund", En: "Residential segregation by background"},
		Indicator: "employed", Levels: []indicators.Level{indicators.DeSO}, Indices: ids,
	}}
	whole := analysis.SegregationChange{From: indicators.Year(2016), To: indicators.Year(2025), Whole: true}
	for y := 2016; y <= 2025; y++ {
		p := analysis.SegregationPeriod{Period: indicators.Year(y)}
		for j, id := range ids {
			ix, _ := registry.Lookup(id)
			v := 0.4 - 0.045*float64(j) + 0.006*float64(y-2016)*float64(j%3-1) + 0.002*math.Sin(float64(y+j))
			p.Indices = append(p.Indices, analysis.IndexValue{Index: ix, OK: true, Interval: true,
				Value: index.Estimate{Value: v, Lower: v - 0.008, Upper: v + 0.007, Level: 0.95}})
		}
		s.Periods = append(s.Periods, p)
	}
	for j := range ids {
		first, last := s.Periods[0].Indices[j], s.Periods[len(s.Periods)-1].Indices[j]
		d := last.Value.Value - first.Value.Value
		whole.Indices = append(whole.Indices, analysis.IndexChange{Index: first.Index,
			Difference: analysis.Difference{OK: true, Interval: true, Estimate: index.Estimate{Value: d, Lower: d - 0.011, Upper: d + 0.011, Level: 0.95}}})
	}
	s.Changes = []analysis.SegregationChange{whole}
	return s
}

// testIndices are of the kinds that a study follows.
var testIndices = []string{"dissimilarity", "gini-segregation", "isolation", "interaction", "correlation-ratio", "theil-h", "mutual-information"}

// withIndexStates is a series with periods that were carried over, left out and withheld, and a break before the first that can be compared.
func withIndexStates(o Options) (analysis.SegregationSeries, Options) {
	s := testSeries(testIndices[:3]...)
	s.Periods[0].Carried, s.Periods[4].Carried = true, true
	w := &s.Periods[6]
	w.Withheld = true
	for j := range w.Indices {
		w.Indices[j].OK = false
	}
	s.Sparse = []indicators.Period{indicators.Year(2021)}
	s.Periods = append(s.Periods[:5:5], s.Periods[6:]...)
	s.First, s.Changes[0].From, s.Changes[0].Noise, s.Changes[0].Carried = 3, indicators.Year(2019), true, true
	broken := employed
	broken.Breaks = []indicators.Break{{Start: indicators.Year(2019).Start, Note: lang.Text{Sv: "ny definition av bakgrund", En: "new definition of background"}}}
	c, err := indicators.NewCatalogue([]indicators.Indicator{broken}, nil, nil, o.Catalogue.Sources)
	if err != nil {
		panic(err)
	}
	o.Catalogue = c
	return s, o
}

// testCourse is the spread between districts over eight years, which shrinks.
func testCourse() analysis.Course {
	c := analysis.Course{Indicator: employed, Spread: analysis.SpreadCourse{From: indicators.Year(2018), To: indicators.Year(2025), Areas: 16, Movement: trend.Closing,
		First: analysis.Difference{OK: true, Estimate: index.Estimate{Value: 6.4}}, Last: analysis.Difference{OK: true, Estimate: index.Estimate{Value: 4.9}},
		Change: analysis.Difference{OK: true, Interval: true, Estimate: index.Estimate{Value: -0.214, Lower: -0.31, Upper: -0.118, Level: 0.95}}}}
	for y := 2018; y <= 2025; y++ {
		v := 6.4 - 0.214*float64(y-2018) + 0.3*math.Sin(float64(3*y))
		c.Spread.Points = append(c.Spread.Points, analysis.SpreadPoint{Period: indicators.Year(y), Spread: v, Lower: v - 0.5, Upper: v + 0.5, SE: 0.255})
	}
	return c
}

func indexCases(add addCase, o Options) {
	all := func(name string, fs []*Figure, err error) {
		for i, f := range fs {
			if len(fs) > 1 {
				name = fmt.Sprintf("%s-%d", strings.TrimRight(name, "-123456789"), i+1)
			}
			add(name, f, nil)
		}
		if err != nil {
			add(name, nil, err)
		}
	}
	fs, err := IndexSeries(testSeries(testIndices...), o)
	all("index-normal", fs, err)
	s, broken := withIndexStates(o)
	fs, err = IndexSeries(s, broken)
	all("index-states", fs, err)
	fs, err = IndexSpread(testCourse(), o)
	all("index-spread", fs, err)
	long := testSeries("multigroup-theil-h", "dissimilarity")
	long.Spec.Title = lang.Text{Sv: "Boendesegregation efter födelseland, utbildning och hushållens sammansättning", En: "Residential segregation by country of birth, education and kind of household"}
	long.Level, long.Areas = indicators.District, long.Areas[:16]
	fs, err = IndexSeries(long, o)
	all("index-long", fs, err)
	for _, p := range Presets[1:] {
		o, broken := o, broken
		o.Preset, broken.Preset = p, p
		fs, err = IndexSeries(testSeries(testIndices[2:6]...), o)
		all("preset-index-"+p.ID, fs, err)
		if p.ID == "half" {
			fs, err = IndexSeries(s, broken)
			all("preset-index-states-"+p.ID, fs, err)
		}
		fs, err = IndexSpread(testCourse(), o)
		all("preset-index-spread-"+p.ID, fs, err)
	}
}

func TestIndicesSayWhatTheTestSays(t *testing.T) {
	o := testOptions(t, lang.Sv)
	one := func(fs []*Figure, err error) *Figure {
		t.Helper()
		if err != nil || len(fs) != 1 {
			t.Fatalf("%d figures, error %v", len(fs), err)
		}
		return fs[0]
	}
	f := one(IndexSeries(testSeries(testIndices[:3]...), o))
	expect(t, drawn(t, f), []string{"säkert lägre (−0,05", "ingen säker ändring", "säkert högre (+0,05"}, nil)
	expect(t, f.Title, []string{"dissimilaritetsindex (D) säkert lägre 2025 än 2016"}, nil)
	expect(t, strings.Join(f.Notes, " "), []string{"Jämför inte mellan kommuner", "skulle behöva flytta"}, nil)

	f = one(IndexSpread(testCourse(), o))
	expect(t, f.Title, []string{"Sysselsatta: skillnaderna mellan områdena har säkert minskat"}, nil)
	expect(t, drawn(t, f), []string{"från 6,40 till 4,90 på linjen", "säkert lägre (−0,214 om året)"}, nil)
	expect(t, strings.Join(f.Notes, " "), []string{"procentenheter från medelvärdet"}, []string{"kommuner"})
	c := testCourse()
	c.Spread.Change.Upper = 0.1
	expect(t, one(IndexSpread(c, o)).Title, []string{"ingen säker förändring"}, []string{"minskat"})

	s, broken := withIndexStates(o)
	f = one(IndexSeries(s, broken))
	expect(t, f.Title, []string{"2025 än 2019"}, nil) // the first period that can be compared
	expect(t, drawn(t, f), []string{".."}, nil)
	expect(t, strings.Join(f.Notes, " "), []string{"omräknade från en äldre", "Brott i serien 2019", "slumpmässiga fel"}, nil)
}

func TestIndicesWithNothingToFollowGiveNoFigure(t *testing.T) {
	o := testOptions(t, lang.Sv)
	s := testSeries("dissimilarity")
	s.Periods = s.Periods[:1]
	hidden := testSeries("dissimilarity")
	for i := range hidden.Periods {
		hidden.Periods[i].Withheld, hidden.Periods[i].Indices[0].OK = true, false
	}
	d := Data{Results: &analysis.Results{SegregationSeries: []analysis.SegregationSeries{s, hidden}, Courses: []analysis.Course{{Spread: analysis.SpreadCourse{Reason: analysis.Withheld}}}}}
	if fs, err := indexFigures(d, Selection{}, o); len(fs) > 0 || err != nil {
		t.Errorf("%d figures and error %v", len(fs), err)
	}
	districts := testSeries("dissimilarity")
	districts.Level = indicators.District
	d.Results.SegregationSeries = []analysis.SegregationSeries{testSeries("dissimilarity"), districts}
	for _, test := range []struct {
		s    Selection
		want []string
	}{
		{Selection{}, []string{"index-background"}},
		{Selection{Indices: []string{"dissimilarity"}}, []string{"index-background", "index-background-district"}},
		{Selection{Indices: []string{"isolation"}}, nil},
		{Selection{Indicators: []string{"low_standard"}}, nil},
	} {
		fs, err := indexFigures(d, test.s, o)
		var got []string
		for _, f := range fs {
			got = append(got, f.ID)
		}
		if err != nil || fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%+v: figures %v, want %v; error %v", test.s, got, test.want, err)
		}
	}
}

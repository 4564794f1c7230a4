package charts

import (
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testPair is two indicators that go opposite ways, with their correlation.
func testPair(names ...string) (x, y analysis.Comparison, p analysis.Pair) {
	x, y = testComparison(employed, names...), testComparison(lowIncome, names...)
	for i := range y.Areas {
		y.Areas[i].Value.Value = y.City.Value - 0.9*(x.Areas[i].Value.Value-x.City.Value) + float64(i*7%5) - 2
	}
	return x, y, correlated(-0.93, -0.98, -0.71)
}

func correlated(r, low, high float64) analysis.Pair {
	return analysis.Pair{Areas: 16, Effective: 11.2, Pearson: analysis.Coefficient{OK: true, Estimate: index.Estimate{Value: r, Lower: low, Upper: high, Level: 0.95}}}
}

func scatterCases(add addCase, o Options) {
	x, y, pair := testPair(districtNames...)
	f, err := Scatter(x, y, &pair, o)
	add("scatter-normal", f, err)
	states, other := withStates(employed), withStates(lowIncome)
	states.City = analysis.Value{Reason: analysis.NoObservation}
	f, err = Scatter(states, other, nil, o)
	add("scatter-states", f, err)
	a, b, _ := testPair(longNames...)
	f, err = Scatter(a, b, nil, o)
	add("scatter-long", f, err)
	two, unsized, _ := testPair("Norrby", "Sjöbo")
	unsized.Indicator, two.Indicator = income, lowIncome
	for i := range two.Areas {
		two.Areas[i].Value.Denominator, unsized.Areas[i].Value.Denominator = indicators.Number{}, indicators.Number{}
	}
	f, err = Scatter(two, unsized, nil, o)
	add("scatter-two", f, err)
	for _, p := range Presets[1:] {
		o.Preset = p
		f, err = Scatter(x, y, &pair, o)
		add("preset-scatter-"+p.ID, f, err)
		if p.ID == "half" {
			f, err = Scatter(a, b, nil, o)
			add("preset-scatter-long-half", f, err)
		}
	}
}

func TestWeakCorrelationsAreNotTold(t *testing.T) {
	o := testOptions(t, lang.Sv)
	x, y, _ := testPair(districtNames...)
	for _, test := range []struct {
		pair        analysis.Pair
		want, never string
	}{
		{correlated(-0.93, -0.98, -0.71), "Korrelation −0,93 (95\u00a0%-intervall −0,98\u00a0till\u00a0−0,71) mellan 16 områden", "\x00"},
		{correlated(0.62, 0.12, 0.87), "Korrelation 0,62 (95\u00a0%-intervall 0,12–0,87)", "\x00"},
		{correlated(0.38, -0.1, 0.72), "Samvariation är inte orsak", "Korrelation"}, // 0.38² = 0.1444
		{correlated(0.39, -0.1, 0.72), "Korrelation 0,39", "\x00"},                  // 0.39² = 0.1521
		{analysis.Pair{Reason: analysis.Withheld}, "Samvariation är inte orsak", "Korrelation"},
	} {
		f := made(t)(Scatter(x, y, &test.pair, o))
		expect(t, strings.Join(f.Notes, " "), []string{test.want}, []string{test.never})
	}
	if f := made(t)(Scatter(x, y, nil, o)); f.Title != "Sysselsatta och låg ekonomisk standard: område för område" {
		t.Errorf("title %q of what was not tested", f.Title)
	}
	for title, pair := range map[string]analysis.Pair{
		"Sysselsatta och låg ekonomisk standard: samvarierar åt motsatt håll": correlated(-0.93, -0.98, -0.71),
		"Sysselsatta och låg ekonomisk standard: samvarierar åt samma håll":   correlated(0.62, 0.12, 0.87),
		"Sysselsatta och låg ekonomisk standard: ingen tydlig samvariation":   correlated(0.6, -0.02, 0.87),
	} {
		if f := made(t)(Scatter(x, y, &pair, o)); f.Title != title {
			t.Errorf("title %q, want %q", f.Title, title)
		}
	}
}

// The area of a bubble is as the number of persons: a quarter as many have half the radius.
func TestBubblesHaveTheAreaOfTheirNumbers(t *testing.T) {
	s := &scatter{o: testOptions(t, lang.Sv), behind: &employed, most: 4000}
	if a, b := s.radius(4000), s.radius(1000); a != 11 || b != 5.5 {
		t.Errorf("radii %v and %v, want 11 and 5.5", a, b)
	}
}

func TestNamesCoverNothing(t *testing.T) {
	sty := style(labelSize, ink, false)
	bounds := vg.Rectangle{Max: vg.Point{X: 200, Y: 100}}
	discs := []disc{{vg.Point{X: 100, Y: 50}, 6}, {vg.Point{X: 116, Y: 50}, 4}, {vg.Point{X: 195, Y: 95}, 4}, {vg.Point{X: 20, Y: 20}, 4}}
	names := []string{"Norrby", "Sjöbo", "Hulta", strings.Repeat("Kristineberg ", 6)}
	at := nameDiscs(discs, names, []text.Style{sty, sty, sty, sty}, []int{0, 1, 2, 3}, bounds, []vg.Rectangle{{Min: vg.Point{X: 90}, Max: vg.Point{X: 92, Y: 100}}})
	if at[3].shown {
		t.Error("a name that is wider than the plot is shown")
	}
	for i, p := range at[:3] {
		if !p.shown {
			t.Errorf("%s has no place", names[i])
			continue
		}
		left := p.at.X + vg.Length(p.x)*width(names[i], sty)*slack
		if left < 0 || left+width(names[i], sty)*slack > 200 || left < 92 && left+width(names[i], sty)*slack > 90 {
			t.Errorf("%s stands at %v, outside of the plot or across the line", names[i], p.at)
		}
	}
}

func TestTheSurestPairsAreDrawn(t *testing.T) {
	cs, _ := testOverview()
	r := analysis.Relations{Level: indicators.District}
	for _, c := range cs[:5] {
		r.Indicators = append(r.Indicators, analysis.RelatedMeasure{Indicator: c.Indicator})
	}
	add := func(x, y int, v, adjusted float64, same bool) {
		p := correlated(v, v-0.05, v+0.05)
		p.X, p.Y, p.Adjusted, p.SameTable = x, y, adjusted, same
		r.Pairs = append(r.Pairs, p)
	}
	add(0, 1, 0.7, 0.001, false)
	add(0, 2, -0.9, 0.001, false)
	add(1, 2, 0.95, 0.001, true) // of one table
	add(0, 3, 0.8, 0.001, false)
	add(0, 4, 0.75, 0.001, false) // the third of the first indicator
	add(1, 4, 0.85, 0.2, false)   // not sure
	add(3, 4, 0.6, 0.01, false)
	d := Data{Results: &analysis.Results{Comparisons: cs, Relations: []analysis.Relations{r}, Options: analysis.Options{AreaLevel: indicators.District}}}
	for _, test := range []struct {
		s    Selection
		want string
	}{
		{Selection{}, "[scatter-measure-01-measure-03 scatter-measure-01-measure-04 scatter-measure-04-measure-05]"},
		{Selection{Indicators: []string{"measure_05"}}, "[scatter-measure-01-measure-05 scatter-measure-04-measure-05]"},
		{Selection{Indicators: []string{"measure_02", "measure_03"}}, "[scatter-measure-02-measure-03]"},
	} {
		fs, err := scatterFigures(d, test.s, testOptions(t, lang.Sv))
		got := []string{}
		for _, f := range fs {
			got = append(got, f.ID)
		}
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%v: %v, want %s; error %v", test.s.Indicators, got, test.want, err)
		}
	}
}

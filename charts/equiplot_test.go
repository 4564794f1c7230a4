package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testGaps is the gap between women and men in the named districts, one withheld and one unsure.
func testGaps(names ...string) analysis.GroupGap {
	g := analysis.GroupGap{Indicator: employed, Period: indicators.Year(2024), Group: "sex=women", Reference: "sex=men"}
	c := testComparison(employed, names...)
	gap := func(a indicators.Area, men analysis.Value, d float64) analysis.GapArea {
		women := men
		women.Value += d
		return analysis.GapArea{Area: a, Value: women, Reference: men, Contrast: analysis.Contrast{Difference: analysis.Difference{
			Estimate: index.Estimate{Value: d, Lower: d - 1.5, Upper: d + 1.5, Level: 0.95}, OK: true, Interval: true}}}
	}
	g.City = gap(indicators.Area{}, c.City, -3.2)
	for i, a := range c.Areas {
		g.Areas = append(g.Areas, gap(a.Area, a.Value, -3.2+float64(i*5%7)-2))
	}
	return g
}

func equiplotCases(add addCase, o Options) {
	o.GroupName = func(g indicators.Group) lang.Text {
		return map[indicators.Group]lang.Text{"sex=women": {Sv: "kvinnor", En: "women"}, "sex=men": {Sv: "män", En: "men"}}[g]
	}
	all := func(name string, fs []*Figure, err error) {
		if err != nil {
			add(name, nil, err)
		}
		for i, f := range fs {
			if i > 0 {
				name = fmt.Sprintf("%s-%d", name, i+1)
			}
			add(name, f, nil)
		}
	}
	withheld := testGaps(districtNames...)
	withheld.Areas[3].Value = analysis.Value{Reason: analysis.Withheld, Status: indicators.Suppressed}
	withheld.Areas[3].Difference = analysis.Difference{Reason: analysis.Withheld}
	withheld.Areas[4].Value, withheld.Areas[4].Reference, withheld.Areas[4].Difference = withheld.Areas[3].Value, withheld.Areas[3].Value, withheld.Areas[3].Difference
	cs, _ := testOverview()
	cs = cs[:5]
	lacking := slices.Clone(cs)
	lacking[0], lacking[2] = withStates(cs[0].Indicator), withStates(cs[2].Indicator)
	gaps := withGaps(testTrend(districtNames...))
	gaps.Areas[4].Values[0].SmallBase, gaps.Areas[0].Values[7].SmallBase = true, true
	fs, err := EquiplotGroups([]analysis.GroupGap{withheld}, o)
	all("equiplot-groups", fs, err)
	fs, err = EquiplotYears(testTrend(districtNames...), o)
	all("equiplot-years", fs, err)
	fs, err = EquiplotYears(gaps, o)
	all("equiplot-states", fs, err)
	fs, err = EquiplotGroups([]analysis.GroupGap{testGaps("Norrby")}, o)
	all("equiplot-one", fs, err)
	fs, err = EquiplotGroups([]analysis.GroupGap{testGaps(longNames...)}, o)
	all("equiplot-long", fs, err)
	fs, err = EquiplotMeasures(lacking, o)
	all("equiplot-measures", fs, err)
	for _, p := range Presets {
		o.Preset = p
		fs, err := EquiplotGroups([]analysis.GroupGap{testGaps(longNames...)}, o)
		all("preset-equiplot-groups-"+p.ID, fs, err)
		fs, err = EquiplotYears(gaps, o)
		all("preset-equiplot-years-"+p.ID, fs, err)
		fs, err = EquiplotMeasures(lacking, o)
		all("preset-equiplot-measures-"+p.ID, fs, err)
	}
}

func TestEquiplotsSayTheGap(t *testing.T) {
	o := testOptions(t, lang.Sv)
	o.GroupName = func(g indicators.Group) lang.Text {
		return map[indicators.Group]lang.Text{"sex=women": {Sv: "kvinnor"}, "sex=men": {Sv: "män"}}[g]
	}
	g := testGaps("Norrby", "Sjöbo", "Hulta")
	fs, err := EquiplotGroups([]analysis.GroupGap{g}, o)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Sysselsatta: 3,2\u00a0procentenheter lägre för kvinnor än för män"; fs[0].Title != want {
		t.Errorf("title %q, want %q", fs[0].Title, want)
	}
	if got := []string{fs[0].Table.Rows[1][0].Text, fs[0].Table.Rows[2][0].Text, fs[0].Table.Rows[3][0].Text}; !slices.Equal(got, []string{"Sjöbo", "Hulta", "Norrby"}) {
		t.Errorf("the rows are %q, want them by the gap", got) // −0.2, −2.2 and −5.2
	}
	other := g
	other.Reference = "sex=other"
	if _, err := EquiplotGroups([]analysis.GroupGap{g, other}, o); err == nil {
		t.Error("gaps against two groups are drawn as one figure")
	}
}

// Rows of areas count those without a dot by reason; a note and the description name them, unless they are many, and a rule stands where the series
// breaks.
func TestEquiplotsTellWhatIsNotThere(t *testing.T) {
	o := testOptions(t, lang.Sv)
	trend := withGaps(testTrend("Norrby", "Sjöbo", "Hulta"))
	fs, err := EquiplotYears(trend, o)
	if err != nil {
		t.Fatal(err)
	}
	want := "Utan punkt: Sjöbo (2015 och 2016), visas inte av sekretesskäl; Norrby (2019), uppgift saknas i källan."
	if f := fs[0]; !slices.Contains(f.Notes, want) || !strings.Contains(f.Description, want) || !slices.Contains(f.Notes, "Uppgifterna för 2024 är preliminära.") {
		t.Errorf("notes %q and description %q, want %q", f.Notes, f.Description, want)
	}
	for i := range trend.Periods[:4] {
		trend.Areas[2].Values[i*2] = analysis.Value{Reason: analysis.NoObservation}
		trend.Areas[i%3].Values[i] = analysis.Value{Reason: analysis.LowCoverage}
	}
	if fs, err = EquiplotYears(trend, o); err != nil {
		t.Fatal(err)
	}
	if want := "9 av 30 värden har ingen punkt; tabellen visar vilka."; !slices.Contains(fs[0].Notes, want) {
		t.Errorf("notes %q, want %q", fs[0].Notes, want)
	}
	s, err := newTimeline(trend, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range trend.Periods {
		if got, want := s.brokenBefore(i), p == indicators.Year(2019); got != want {
			t.Errorf("a rule before %v: %v, want %v", p, got, want)
		}
	}
	if _, err := EquiplotYears(testTrend("Norrby"), o); err == nil {
		t.Error("the spread of one district is drawn")
	}
}

func TestRowsCountWhatIsNotThere(t *testing.T) {
	r := equiRow{dots: []equiDot{
		{value: value(5, 0, 0)}, {value: analysis.Value{Reason: analysis.Withheld, Status: indicators.Suppressed}},
		{value: analysis.Value{Reason: analysis.SourceWithheld}}, {value: analysis.Value{Reason: analysis.NoObservation}},
		{value: analysis.Value{Status: indicators.NotApplicable}},
	}}
	if withheld, missing := r.lacks(lang.En); withheld != 2 || missing != 1 {
		t.Errorf("%d withheld and %d missing, want 2 and 1", withheld, missing)
	}
}

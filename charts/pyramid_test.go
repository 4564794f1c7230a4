package charts

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testPyramid is the population of the named districts by age and sex.
func testPyramid(names ...string) analysis.Mix {
	ages := []string{"0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+"}
	m := analysis.Mix{Period: indicators.Year(2024), Sources: []string{"scb"},
		Spec: analysis.MixSpec{ID: "employed", Indicator: "employed", Title: lang.Text{Sv: "Folkmängd", En: "Population"}}}
	for _, age := range ages {
		for _, sex := range []string{"men", "women"} {
			m.Spec.Groups = append(m.Spec.Groups, indicators.Group("age="+age+";sex="+sex))
		}
	}
	make := func(area indicators.Area, n float64, phase float64) analysis.MixArea {
		a := analysis.MixArea{Area: area, OK: true}
		all := 0.0
		for k := range m.Spec.Groups {
			age, sex := float64(k/2), float64(k%2)
			x := math.Round(n * (1 - 0.07*age + 0.3*math.Sin(age+phase) + 0.02*age*sex))
			a.Counts, all = append(a.Counts, x), all+x
		}
		for _, x := range a.Counts {
			a.Shares = append(a.Shares, x/all)
		}
		return a
	}
	m.City = make(indicators.Area{Code: "1490", Version: "2025", Name: "Borås", Level: indicators.City}, 7000, 1.3)
	for i, name := range names {
		m.Areas = append(m.Areas, make(district(i, name), 240+30*float64(i%4), float64(i)*1.9))
	}
	return m
}

func pyramidOptions(o Options) Options {
	o.GroupName = func(g indicators.Group) lang.Text {
		return map[indicators.Group]lang.Text{"sex=men": {Sv: "Män", En: "Men"}, "sex=women": {Sv: "Kvinnor", En: "Women"}}[g]
	}
	return o
}

func pyramidCases(add addCase, o Options) {
	o = pyramidOptions(o)
	all := add.all

	fs, err := Pyramid(testPyramid(districtNames[:7]...), o)
	all("pyramid-normal", fs, err)
	states := testPyramid(longNames...)
	states.Areas[0] = analysis.MixArea{Area: states.Areas[0].Area, Reason: analysis.Withheld}
	states.Areas[2] = analysis.MixArea{Area: states.Areas[2].Area, Reason: analysis.NoObservation}
	fs, err = Pyramid(states, o)
	all("pyramid-states", fs, err)
	for _, p := range Presets[1:] {
		o.Preset = p
		fs, err = Pyramid(testPyramid(districtNames[:7]...), o)
		all("preset-pyramid-"+p.ID, fs, err)
	}
}

func TestPyramidsAddUpToTheWhole(t *testing.T) {
	m := testPyramid(districtNames...)
	p := &pyramid{Mix: m}
	if !p.read() || len(p.ages) != 9 || p.sexes != [2]string{"men", "women"} {
		t.Fatalf("ages %v, sexes %v", p.ages, p.sexes)
	}
	for _, a := range m.Areas {
		sum := 0.0
		for i := range p.ages {
			sum += p.share(a, i, 0) + p.share(a, i, 1)
		}
		if math.Abs(sum-100) > 1e-9 {
			t.Errorf("%s comes to %v per cent", a.Area.Name, sum)
		}
	}
	m.Spec.Groups = m.Spec.Groups[:5]
	if _, err := Pyramid(m, testOptions(t, lang.Sv)); err == nil {
		t.Error("a pyramid was drawn of groups that are not in pairs")
	}
}

func TestPyramidsAreMadeOfWhatIsShown(t *testing.T) {
	o := pyramidOptions(testOptions(t, lang.Sv))
	hidden := testPyramid("Norrby", "Sjöbo")
	for _, a := range []*analysis.MixArea{&hidden.City, &hidden.Areas[0], &hidden.Areas[1]} {
		*a = analysis.MixArea{Area: a.Area, Reason: analysis.Withheld}
	}
	d := Data{Results: &analysis.Results{Pyramids: []analysis.Mix{hidden}}}
	if fs, err := pyramidFigures(d, Selection{}, o); len(fs) > 0 || err != nil {
		t.Errorf("%d figures of what is withheld, error %v", len(fs), err)
	}
	d.Results.Pyramids = []analysis.Mix{testPyramid(districtNames...)}
	fs, err := pyramidFigures(d, Selection{Areas: []string{"D01"}}, o)
	if err != nil || len(fs) != 1 || len(fs[0].Table.Rows) != 18 {
		t.Fatalf("%d figures, error %v", len(fs), err)
	}
	expect(t, fs[0].Title, []string{"störst andel av invånarna är"}, nil)
	expect(t, drawn(t, fs[0]), []string{"Norrby", "män till vänster", "kvinnor till höger"}, []string{"Sjöbo"})
}

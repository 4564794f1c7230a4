package charts

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// valueLine is a curve of made-up areas of one size with y = x to a power: above 1 the first have less than their share.
func valueLine(t, areas int, power float64, id string) analysis.CurveLine {
	l := analysis.CurveLine{Period: indicators.Year(t), Areas: areas}
	for i := range areas + 1 {
		x := float64(i) / float64(areas)
		l.Points = append(l.Points, curve.Point{X: x, Y: math.Pow(x, power)})
	}
	for i := range 11 {
		l.Tenths = append(l.Tenths, curve.Height(l.Points, float64(i)/10))
	}
	l.Half = 1 - curve.Reach(l.Points, 0.5)
	l.Indices = []analysis.IndexValue{testIndex(id, curve.Gini(l.Points), 0.012)}
	return l
}

func lorenzCurve(lines ...analysis.CurveLine) analysis.Curve {
	return analysis.Curve{Kind: analysis.LorenzCurve, Indicator: lowIncome, Level: indicators.DeSO, All: 77, Lines: lines, At: -1}
}

func concentrationOf(ind indicators.Indicator, lines ...analysis.CurveLine) analysis.Curve {
	return analysis.Curve{Kind: analysis.ConcentrationCurve, Indicator: ind, Level: indicators.RegSO, All: 47, Lines: lines, At: -1, RankedBy: analysis.CompositeSpec{
		ID: "conditions", Title: lang.Text{Sv: "Index över levnadsvillkor", En: "Index of living conditions"},
		Note: lang.Text{Sv: "Indexet väger ihop tre mått lika.", En: "The index weighs three measures alike."},
	}}
}

func lorenzCases(add addCase, o Options) {
	two := lorenzCurve(valueLine(2016, 77, 1.9, "gini"), valueLine(2024, 77, 2.4, "gini"))
	f, err := Lorenz(two, o)
	add("lorenz-normal", f, err)
	states := lorenzCurve(analysis.CurveLine{Period: indicators.Year(2016), Reason: analysis.Withheld}, valueLine(2024, 70, 4, "gini"))
	states.Lines[1].Note = lang.Text{Sv: "uppskattat", En: "estimated"}
	f, err = Lorenz(states, o)
	add("lorenz-states", f, err)
	f, err = ConcentrationCurve(concentrationOf(lowIncome, valueLine(2024, 47, 0.6, "rci")), o)
	add("concentration-curve-above", f, err)
	below := concentrationOf(employed, valueLine(2024, 47, 1.3, "rci"))
	below.Indicator.Name = lang.Text{Sv: "Förvärvsarbetande utrikes födda kvinnor med förgymnasial utbildning", En: "Employed foreign-born women with compulsory education"}
	below.Indicator.Short = lang.Text{}
	below.RankedBy.Title = lang.Text{Sv: "Stadens eget samlade index över socioekonomiska förutsättningar", En: "The city's own composite index of socio-economic conditions"}
	f, err = ConcentrationCurve(below, o)
	add("concentration-curve-long", f, err)
	for _, p := range Presets[1:] {
		q := o
		q.Preset = p
		f, err = Lorenz(two, q)
		add("preset-lorenz-"+p.ID, f, err)
		f, err = ConcentrationCurve(below, q)
		add("preset-concentration-curve-"+p.ID, f, err)
	}
}

// A report has curves of what is better the lower it is; others are made on request, and what is withheld never.
func TestReportsHaveTheCurvesThatTell(t *testing.T) {
	many, hidden := lorenzCurve(valueLine(2024, 77, 2, "gini")), lorenzCurve(valueLine(2024, 77, 2, "gini"))
	many.Indicator = employed
	hidden.Lines = []analysis.CurveLine{{Period: indicators.Year(2024), Reason: analysis.Withheld}}
	fine, coarse := concentrationOf(lowIncome, valueLine(2024, 47, 0.6, "rci")), concentrationOf(lowIncome, valueLine(2024, 12, 0.7, "rci"))
	coarse.Level, coarse.RankedBy.ID = indicators.District, "districts"
	d := Data{Results: &analysis.Results{Curves: []analysis.Curve{lorenzCurve(valueLine(2024, 77, 2, "gini")), many, hidden, coarse, fine}}}
	o := testOptions(t, lang.Sv)
	for _, test := range []struct {
		make func(Data, Selection, Options) ([]*Figure, error)
		s    Selection
		want []string
	}{
		{lorenzFigures, Selection{}, []string{"lorenz-low-standard"}},
		{lorenzFigures, Selection{Indicators: []string{"employed"}}, []string{"lorenz-employed"}},
		{concentrationFigures, Selection{}, []string{"concentration-curve-low-standard"}},
	} {
		fs, err := test.make(d, test.s, o)
		var got []string
		for _, f := range fs {
			got = append(got, f.ID)
		}
		if err != nil || len(got) != len(test.want) || got[0] != test.want[0] {
			t.Errorf("figures %q (%v), want %q", got, err, test.want)
		}
	}
}

package charts

import (
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testScales is an index that three levels share.
func testScales() analysis.SegregationScales {
	part := func(v, half float64) analysis.IndexValue { return testIndex("multigroup-theil-h", v, half) }
	return analysis.SegregationScales{Spec: testCurve(backgrounds).Spec, Parts: analysis.SegregationParts{
		Outside: 0.3, Period: indicators.Year(2025), Total: part(0.174, 0.004),
		Terms: []analysis.ScaleTerm{
			{Level: indicators.District, In: indicators.City, Areas: 18, Value: part(0.137, 0.004)},
			{Level: indicators.RegSO, In: indicators.District, Areas: 47, Value: part(0.034, 0.002)},
			{Level: indicators.DeSO, In: indicators.RegSO, Areas: 77, Value: part(0.003, 0.0006)},
		},
	}}
}

// testCauses is a change from 0.131 to 0.158 in four parts.
func testCauses(interval float64) analysis.SegregationSeries {
	term := func(c analysis.Cause, v float64) analysis.CauseTerm {
		return analysis.CauseTerm{Cause: c, Difference: analysis.Difference{Estimate: index.Estimate{Value: v, Lower: v - interval, Upper: v + interval, Level: 0.95}, OK: true, Interval: interval > 0}}
	}
	at := func(year int, h float64) analysis.SegregationPeriod {
		return analysis.SegregationPeriod{Period: indicators.Year(year), Indices: []analysis.IndexValue{testIndex("theil-h", h, interval)}}
	}
	change := term("", 0.027)
	s := analysis.SegregationSeries{Spec: testCurve(backgrounds).Spec, Level: indicators.DeSO, Periods: []analysis.SegregationPeriod{at(2016, 0.131), at(2025, 0.158)}}
	s.Causes = []analysis.SegregationCauses{{From: indicators.Year(2016), To: indicators.Year(2025), Index: index.Index{ID: "theil-h-change"}, Change: change,
		Appeared: []indicators.Area{{Code: "A"}},
		Terms: []analysis.CauseTerm{term(analysis.GroupSizes, 0.012), term(analysis.AreaSizes, -0.006), term(analysis.Appearing, 0.001), term(analysis.Vanishing, 0),
			term(analysis.Association, 0.02)}}}
	return s
}

func waterfallCases(add addCase, o Options) {
	f, err := WaterfallLevels(testScales(), o)
	add("waterfall-levels", f, err)
	f, err = WaterfallChange(testCauses(0.004), o)
	add("waterfall-change", f, err)
	f, err = WaterfallChange(testCauses(0), o)
	add("preset-waterfall-change-plain", f, err)
	for _, p := range Presets[1:] {
		q := o
		q.Preset = p
		f, err = WaterfallLevels(testScales(), q)
		add("preset-waterfall-levels-"+p.ID, f, err)
		f, err = WaterfallChange(testCauses(0.004), q)
		add("preset-waterfall-change-"+p.ID, f, err)
	}
}

func TestWithheldSumsAreNotDrawn(t *testing.T) {
	o := testOptions(t, lang.Sv)
	scales, series := testScales(), testCauses(0.004)
	scales.Parts = analysis.SegregationParts{Reason: analysis.Withheld}
	series.Causes[0].Terms, series.Causes[0].Reason = nil, analysis.Withheld
	d := Data{Results: &analysis.Results{SegregationScales: []analysis.SegregationScales{scales}, SegregationSeries: []analysis.SegregationSeries{series}}}
	if fs, err := waterfallFigures(d, Selection{}, o); len(fs) > 0 || err != nil {
		t.Errorf("%d figures, error %v", len(fs), err)
	}
	if _, err := WaterfallLevels(scales, o); err == nil {
		t.Error("a figure of parts that are withheld")
	}
	if _, err := WaterfallChange(series, o); err == nil {
		t.Error("a figure of a change that is withheld")
	}
}

// Each bar begins where the one before it ends, and the last ends at the total.
func TestTheStepsOfASumMeet(t *testing.T) {
	for _, f := range []*Figure{made(t)(WaterfallLevels(testScales(), testOptions(t, lang.En))), made(t)(WaterfallChange(testCauses(0.004), testOptions(t, lang.En)))} {
		rows := f.Table.Rows
		for i := 1; i+1 < len(rows); i++ {
			if rows[i][4].Text != rows[i-1][5].Text {
				t.Errorf("%s: row %d begins at %s, the one before ends at %s", f.ID, i+1, rows[i][4].Text, rows[i-1][5].Text)
			}
		}
		if n := len(rows); rows[n-2][5].Text != rows[n-1][5].Text {
			t.Errorf("%s: the parts come to %s, the total is %s", f.ID, rows[n-2][5].Text, rows[n-1][5].Text)
		}
	}
}

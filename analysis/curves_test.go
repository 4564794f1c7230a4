package analysis

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
)

// The segregation curve of Borås in 2025 as numpy has it from the same file (cumulative sums over the areas sorted by share, interpolated linearly):
// its Gini index, its greatest distance from the diagonal and where that lies, and its heights at 0.5 and 0.9.
func TestTheSegregationCurveOfBoras(t *testing.T) {
	o := Options{City: indicators.AreaID{Code: "1490", Version: "2025"}, Background: []string{"people"}, Seed: 1490}
	o.Segregation = []SegregationSpec{{
		ID: "background", Indicator: "people", Groups: []indicators.Group{"background=foreign", "background=swedish"},
		Levels: []indicators.Level{indicators.DeSO, indicators.District},
	}}
	res := run(t, boras(t), o)
	if len(res.Curves) != 2 || len(res.Curves[0].Lines) != 1 {
		t.Fatalf("%d curves", len(res.Curves))
	}
	l := res.Curves[0].Lines[0]
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"G", curve.Gini(l.Points), 0.5164121432467037},
		{"D", l.Farthest.X - l.Farthest.Y, 0.3820092021462315},
		{"where D lies", l.Farthest.X, 0.8127927186849053},
		{"height at 0.5", l.Tenths[5], 0.18641222335022098},
		{"height at 0.9", l.Tenths[9], 0.5377916438735376},
	} {
		if math.Abs(test.got-test.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", test.name, test.got, test.want)
		}
	}
	for _, c := range res.Curves {
		l := c.Lines[0]
		_, d := curve.Farthest(l.Points)
		for i, want := range []float64{curve.Gini(l.Points), d} {
			if v := l.Indices[i]; !v.OK || !v.Interval || math.Abs(v.Value.Value-want) > 1e-12 {
				t.Errorf("%s: %s is %v, the curve has %v", c.Level, v.Index.ID, v.Value.Value, want)
			}
		}
	}
	if got := res.Curves[0].Sources; len(got) > 1 {
		t.Errorf("sources %q", got)
	}
}

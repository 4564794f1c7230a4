package analysis

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
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

// Twelve areas with a share of their people each. Expected numbers are numpy's, from cumulative sums in the order of the shares and of the ranks.
func TestCurvesOfValues(t *testing.T) {
	shares := []float64{12, 30, 5, 18, 22, 9, 41, 15, 27, 3, 33, 20}
	people := []float64{900, 400, 1500, 800, 700, 1200, 300, 1000, 600, 1600, 500, 750}
	ranks := []float64{-5, -9, -2, -7, -8, -3, -12, -6, -10, -1, -11, -4}
	ind := indicators.Indicator{ID: "poor", Unit: indicators.Unit{Kind: indicators.Share, Per: 100}}
	var values []Value
	for i, n := range people {
		v := Value{OK: true, Numerator: indicators.Num(shares[i] * n / 100), Denominator: indicators.Num(n), Basis: Published}
		v.Estimate.Value = shares[i]
		values = append(values, v)
	}
	a := &analyst{}
	for _, test := range []struct {
		name              string
		ranks             []float64
		index, half, tens float64
		at                int
	}{
		{"lorenz", nil, 0.37978539174907333, 0.2582926829268293, 0.21897810218978103, 5},
		{"concentration", ranks, -0.3654522796057422, 0.7401084010840109, 0.5491041804910418, 3},
	} {
		c := Curve{Indicator: ind}
		c.add(a, indicators.Year(2024), values, test.ranks, IndexValue{})
		l := c.Lines[0]
		for i, pair := range [][2]float64{{curve.Gini(l.Points), test.index}, {l.Half, test.half}, {l.Tenths[test.at], test.tens}} {
			if math.Abs(pair[0]-pair[1]) > 1e-12 {
				t.Errorf("%s: number %d is %v, want %v", test.name, i, pair[0], pair[1])
			}
		}
	}
	g := gather(ind, values)
	s := g.subgroups(ind)
	s.Rank = ranks
	for _, test := range []struct {
		id   string
		of   func() (float64, error)
		want float64
	}{
		{"gini", func() (float64, error) {
			return inequality.Gini(index.Distribution{Values: shares, Weights: people})
		}, 0.37978539174907333},
		{"rci", func() (float64, error) { return disparity.RelativeConcentrationIndex(s, 0) }, -0.3654522796057422},
	} {
		if got, err := test.of(); err != nil || math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%s is %v (%v), the curve has %v", test.id, got, err, test.want)
		}
	}
	c := Curve{Indicator: ind}
	if c.add(a, indicators.Year(2024), values[:4], nil, IndexValue{}); len(c.Lines) > 0 {
		t.Error("a curve of four areas")
	}
}

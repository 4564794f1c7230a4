package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// Whatever the table holds, a value that is there is a number within its limits, and one that is not says why.
func TestAnyTable(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	codes := append([]string{"city", "north", "south", "east"}, desoOrder...)
	number := func() float64 {
		return []float64{0, 0, 1, 2, 7, 40, 100, 1000, 1e9, 0.3}[r.IntN(10)]
	}
	for range 150 {
		var obs []indicators.Observation
		for _, ind := range definitions() {
			for year := 2021; year <= 2024; year++ {
				for _, code := range codes {
					if r.IntN(3) == 0 {
						continue
					}
					o := gone(ind.ID, code, year, []indicators.Status{indicators.Missing, indicators.Suppressed, indicators.NotApplicable}[r.IntN(3)])
					if r.IntN(5) > 0 {
						o.Status = indicators.Reported
						o.Value = indicators.Num(number())
						if ind.Unit.Kind == indicators.Share {
							o.Value.V = min(o.Value.V, 100)
						}
					}
					if r.IntN(3) > 0 {
						o.Denominator = indicators.Num(number())
						if o.Value.OK && r.IntN(2) == 0 {
							o.Numerator = indicators.Num(min(number(), o.Denominator.V))
						}
					}
					if r.IntN(8) == 0 && o.Value.OK {
						o.Lower, o.Upper = indicators.Num(o.Value.V-1), indicators.Num(o.Value.V+1)
					}
					obs = append(obs, o)
				}
			}
		}
		declared := func(defs []indicators.Indicator) {
			if r.IntN(2) == 0 {
				defs[r.IntN(4)].Denominator = &indicators.Denominator{Indicator: "people"}
			}
		}
		o := protecting()
		o.MinCoverage = []float64{0.1, 0.85, 1}[r.IntN(3)]
		o.Courses.FewestPeriods = 3
		res := run(t, table(t, obs, declared), o)
		coursesAreSane(t, res)
		for _, c := range res.Comparisons {
			sane(t, c.Indicator.ID+" city", c.City)
			contrastIsSane(t, c.Indicator.ID+" city", c.Change)
			for _, a := range c.Areas {
				what := c.Indicator.ID + " " + a.Area.Code
				sane(t, what, a.Value)
				sane(t, what, a.Past)
				sane(t, what+" rest", a.Rest)
				contrastIsSane(t, what+" difference", a.Difference)
				contrastIsSane(t, what+" ratio", a.Ratio)
				contrastIsSane(t, what+" change", a.Change)
				if a.Verdict != NotCompared && !a.Difference.Interval {
					t.Errorf("%s: verdict %v without an interval", what, a.Verdict)
				}
			}
		}
		for _, q := range res.Inequality {
			for _, m := range q.Measures {
				if m.OK != (m.Undefined == "") || m.OK && m.Value.Value-m.Value.Value != 0 {
					t.Errorf("%s %s: got %+v", q.Indicator.ID, m.Index.ID, m)
				}
			}
		}
	}
}

func sane(t *testing.T, what string, v Value) {
	t.Helper()
	switch {
	case !v.OK && (v.Reason == NoReason || !math.IsNaN(v.Value)):
		t.Errorf("%s: no value and no reason: %+v", what, v)
	case v.OK && (v.Value-v.Value != 0 || v.Basis == NoBasis || !v.Status.HasValue() || v.Reason != NoReason):
		t.Errorf("%s: a value that is none: %+v", what, v)
	case v.Interval && !(v.Lower <= v.Upper):
		t.Errorf("%s: limits %v to %v", what, v.Lower, v.Upper)
	case !v.Interval && !(math.IsNaN(v.Lower) && math.IsNaN(v.Upper)):
		t.Errorf("%s: limits without an interval: %+v", what, v)
	}
}

func contrastIsSane(t *testing.T, what string, d Difference) {
	t.Helper()
	switch {
	case !d.OK && (d.Reason == NoReason || !math.IsNaN(d.Value)):
		t.Errorf("%s: no contrast and no reason: %+v", what, d)
	case d.OK && d.Value-d.Value != 0:
		t.Errorf("%s: a contrast that is none: %+v", what, d)
	case d.Interval && !(d.Lower <= d.Upper):
		t.Errorf("%s: limits %v to %v", what, d.Lower, d.Upper)
	case d.OK && !d.Interval && d.Reason == NoReason:
		t.Errorf("%s: no interval and no reason: %+v", what, d)
	}
}

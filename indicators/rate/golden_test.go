package rate

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

type record struct {
	Measure   string
	Params    json.RawMessage
	Value     any
	Low       *float64 `json:"ci_low"`
	High      *float64 `json:"ci_high"`
	Low998    *float64 `json:"ci998_low"`
	High998   *float64 `json:"ci998_high"`
	Tolerance float64
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))
}

// PHEindicatormethods 2.1.0, run: intervals at 95 and 99.8 per cent.
func TestValuesOfPHEIndicatorMethods(t *testing.T) {
	compared := map[string]int{}
	for _, g := range golden.JSON[[]record](t, golden.Path(t, "golden", "inequality", "expected.json")) {
		var p struct {
			X, N, Multiplier, Confidence float64
			Area                         string
		}
		if json.Unmarshal(g.Params, &p) != nil {
			continue
		}
		value, isNumber := g.Value.(float64)
		if !isNumber {
			continue
		}
		// at returns our estimate at a confidence level.
		var at func(level float64) index.Estimate
		first := func(es []index.Estimate, err error) index.Estimate {
			if err != nil {
				t.Fatal(err)
			}
			return es[0]
		}
		events := index.Events{Count: []float64{p.X}, Population: []float64{p.N}}
		switch g.Measure {
		case "wilson":
			at = func(level float64) index.Estimate {
				lo, hi := Wilson(p.X, p.N, level)
				return index.Estimate{Value: p.X / p.N, Lower: lo, Upper: hi}
			}
		case "byars": // the formula, below ten events too
			at = func(level float64) index.Estimate {
				lo, hi := byar(p.X, Z(level))
				return index.Estimate{Value: p.X, Lower: lo, Upper: hi}
			}
		case "poisson_exact_count":
			at = func(level float64) index.Estimate {
				lo, hi := ExactPoisson(p.X, level)
				return index.Estimate{Value: p.X, Lower: lo, Upper: hi}
			}
		case "proportion":
			at = func(level float64) index.Estimate { return first(Proportion(events, p.Multiplier, level)) }
		case "crude_rate":
			at = func(level float64) index.Estimate { return first(Crude(events, p.Multiplier, level)) }
		case "mean_t":
			sample := sampleOf(t, p.Area)
			at = func(level float64) index.Estimate {
				e, err := StudentMean(sample, level)
				if err != nil {
					t.Fatal(err)
				}
				return e
			}
		default:
			continue
		}
		check := func(what string, got float64, want *float64) {
			if want == nil {
				return
			}
			compared[g.Measure]++
			if !near(got, *want, g.Tolerance) {
				t.Errorf("%s %s: %s is %.15g, want %.15g", g.Measure, g.Params, what, got, *want)
			}
		}
		e := at(p.Confidence)
		check("value", e.Value, &value)
		check("lower limit", e.Lower, g.Low)
		check("upper limit", e.Upper, g.High)
		if g.Low998 != nil {
			e := at(0.998)
			check("lower 99.8 % limit", e.Lower, g.Low998)
			check("upper 99.8 % limit", e.Upper, g.High998)
		}
	}
	total := 0
	for _, n := range compared {
		total += n
	}
	t.Logf("%d numbers compared: %v", total, compared)
	if total < 200 {
		t.Errorf("compared %d numbers, want at least 200", total)
	}
}

func sampleOf(t *testing.T, area string) []float64 {
	t.Helper()
	var xs []float64
	for _, r := range golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_mean.csv")) {
		if r["area"] == area {
			xs = append(xs, r.Number(t, "values"))
		}
	}
	return xs
}

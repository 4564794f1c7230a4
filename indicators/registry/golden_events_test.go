package registry_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// eventRecords compares what PHEindicatormethods and Fingertips compute from counts and populations, and from values.
func eventRecords(t *testing.T, data *library, r record) []check {
	switch r.Measure {
	case "wilson", "byars", "poisson_exact_count":
		return countRecords(t, r)
	case "proportion", "crude_rate":
		return figureRecords(t, r)
	case "mean_t":
		return meanRecords(t, data, r)
	case "quantile":
		return quantileRecords(t, r)
	case "category_bounds":
		return boundRecords(t, r)
	case "funnel_prop_limits", "funnel_ratio_isr_limits":
		return funnelRecords(t, data, r)
	case "rag_spc_proportion", "rag_spc_dsr":
		return controlRecords(t, r)
	case "rag_ci_vs_benchmark_value", "rag_ci_two_levels", "rag_double_overlap":
		return intervalRecords(t, r)
	}
	return nil
}

// countRecords: limits of a count or a share, by functions that indices are made of.
func countRecords(t *testing.T, r record) []check {
	var p struct{ X, N, Confidence float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	id, got := "crude-rate", map[string]float64{"": p.X}
	switch r.Measure {
	case "wilson":
		id, got[""] = "proportion", p.X/p.N
		got[";lower"], got[";upper"] = rate.Wilson(p.X, p.N, p.Confidence)
	case "byars": // the program's function for it, below ten events too
		got[";lower"], got[";upper"] = rate.ByarApproximation(p.X, p.Confidence)
	default:
		got[";lower"], got[";upper"] = rate.ExactPoisson(p.X, p.Confidence)
	}
	return []check{{id: id, got: got, want: r.wants(t, "")}}
}

// figureRecords: a proportion or a rate at 95 and at 99.8 per cent.
func figureRecords(t *testing.T, r record) []check {
	var p struct {
		X, N, Multiplier, Confidence float64
		Method                       string // exact or Byar's, which goes by the count
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	in := index.Input{Events: index.Events{Count: []float64{p.X}, Population: []float64{p.N}, Reference: -1}}
	id := map[string]string{"proportion": "proportion", "crude_rate": "crude-rate"}[r.Measure]
	checks := []check{{id: id, in: in, p: index.Params{"multiplier": p.Multiplier, "level": p.Confidence}, want: r.wants(t, "unit=0")}}
	if r.Lower998 != nil {
		checks = append(checks, check{id: id, in: in, p: index.Params{"multiplier": p.Multiplier, "level": 0.998},
			want: map[string]float64{"unit=0;lower": *r.Lower998, "unit=0;upper": *r.Upper998}})
	}
	return checks
}

func meanRecords(t *testing.T, data *library, r record) []check {
	var p struct {
		Area       string
		Confidence float64
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	var in index.Input
	for _, row := range data.rows(t, r.Dataset) {
		if row["area"] == p.Area {
			in.Distribution.Values = append(in.Distribution.Values, row.Number(t, "values"))
		}
	}
	return []check{
		{id: "mean", in: in, p: index.Params{"level": p.Confidence}, want: r.wants(t, "")},
		{id: "mean", in: in, p: index.Params{"level": 0.998}, want: map[string]float64{";lower": *r.Lower998, ";upper": *r.Upper998}},
	}
}

// quantileRecords: the groups of a list of values, of which those that are missing have none.
func quantileRecords(t *testing.T, r record) []check {
	var p struct {
		Values     []*float64
		Nquantiles int
		Invert     bool
	}
	if !r.params(&p) {
		return nil
	}
	var groups []*float64
	if err := json.Unmarshal(r.Value, &groups); err != nil || len(groups) != len(p.Values) {
		t.Fatalf("%s: %v", r, err)
	}
	c := check{id: "quantile-groups", p: index.Params{"groups": float64(p.Nquantiles)}, want: map[string]float64{}}
	if p.Invert {
		c.p["highest-first"] = 1
	}
	for i, v := range p.Values {
		if v != nil {
			c.want[fmt.Sprintf("unit=%d", len(c.in.Distribution.Values))] = *groups[i]
			c.in.Distribution.Values = append(c.in.Distribution.Values, *v)
		}
	}
	return []check{c}
}

func boundRecords(t *testing.T, r record) []check {
	var p struct {
		X      string // "1..50"
		K      int
		Method string
	}
	if !r.params(&p) || p.Method != "type 7 linear" {
		t.Fatalf("%s: unknown parameters", r)
	}
	first, last, _ := strings.Cut(p.X, "..")
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	var want []float64
	if err := json.Unmarshal(r.Value, &want); err != nil || err1 != nil || err2 != nil {
		t.Fatalf("%s: %v, %v, %v", r, err, err1, err2)
	}
	var values []float64
	for v := from; v <= to; v++ {
		values = append(values, float64(v))
	}
	c := check{id: "quantile-groups", got: map[string]float64{}, want: map[string]float64{}}
	for j, bound := range rate.QuantileBounds(values, p.K) {
		c.got[strconv.Itoa(j)] = bound
	}
	for j, bound := range want {
		c.want[strconv.Itoa(j)] = bound
	}
	return []check{c}
}

// funnelRecords: limits at 95 and 99.8 per cent around the proportion of all areas of the program's example, and around a ratio of 1 where so
// many events were observed that the number expected is just outside their interval.
func funnelRecords(t *testing.T, data *library, r record) []check {
	var p struct {
		Population, Observed, Multiplier float64
		Level                            string
	}
	if !r.params(&p) || p.Level != "2s" {
		t.Fatalf("%s: unknown parameters", r)
	}
	if r.Measure == "funnel_prop_limits" {
		rows := data.rows(t, r.Dataset)
		x, n := index.Total(numbers(t, rows, "numerator")), index.Total(numbers(t, rows, "denominator"))
		in := index.Input{Events: index.Events{Count: []float64{0, x}, Population: []float64{p.Population, n}, Reference: 1}}
		limits := index.Params{"limits": float64(rate.NormalLimits), "multiplier": p.Multiplier}
		outer := index.Params{"limits": float64(rate.NormalLimits), "multiplier": p.Multiplier, "level": 0.998}
		return []check{
			{id: "proportion-funnel", in: in, p: limits, want: r.wants(t, "unit=0;part=benchmark")},
			{id: "proportion-funnel", in: in, p: outer, want: map[string]float64{"unit=0;part=benchmark;lower": *r.Lower3s, "unit=0;part=benchmark;upper": *r.Upper3s}},
		}
	}
	var checks []check
	for _, limit := range []struct {
		want, level float64
		name        string
	}{{*r.Lower, 0.95, "lower"}, {*r.Upper, 0.95, "upper"}, {*r.Lower3s, 0.998, "lower"}, {*r.Upper3s, 0.998, "upper"}} {
		// The limit is the observed among the expected events, in per cent.
		expected := p.Observed / limit.want * 100
		in := index.Input{Strata: oneStratum([]float64{p.Observed}, []float64{expected})}
		checks = append(checks, check{id: "ratio-funnel", in: in, p: index.Params{"limits": float64(rate.Inverted), "level": limit.level},
			want: map[string]float64{"unit=0;part=benchmark": 100, "unit=0;part=benchmark;" + limit.name: limit.want}})
	}
	return checks
}

// oneStratum is units with the numbers of events that were observed and expected in them, in one stratum.
func oneStratum(observed, expected []float64) index.Strata {
	s := index.Strata{Units: len(observed), Count: observed, Population: expected}
	for u := range observed {
		s.Unit, s.At, s.Expected = append(s.Unit, u), append(s.At, 0), append(s.Expected, 1)
	}
	return s
}

// words are Fingertips' for the verdicts seen from the better side.
var words = map[string]rate.Verdict{"Worst": rate.FarBelow, "Worse": rate.Below, "Same": rate.Similar, "Better": rate.Above, "Best": rate.FarAbove}

// controlRecords: the verdict at either level, of an area whose figure is given against a benchmark.
func controlRecords(t *testing.T, r record) []check {
	var p struct {
		Value, Denominator, Benchmark, Unit float64
		Polarity                            string
		Z, P                                []float64
	}
	var want []string
	if !r.params(&p) || p.Polarity != "low_is_good" || json.Unmarshal(r.Value, &want) != nil {
		t.Fatalf("%s: unknown parameters", r)
	}
	in := index.Input{Events: index.Events{Count: []float64{p.Value * p.Denominator / p.Unit, p.Benchmark}, Population: []float64{p.Denominator, p.Unit}, Reference: 1}}
	kind := rate.Persons
	if r.Measure == "rag_spc_dsr" {
		kind = rate.Occurrences
	}
	var checks []check
	for k, level := range []float64{0.95, 0.998} {
		checks = append(checks, check{id: "control-chart", in: in, want: map[string]float64{"unit=0": float64(words[want[k]])},
			p: index.Params{"kind": float64(kind), "level": level, "outer-level": level, "low-is-good": 1}})
	}
	return checks
}

// intervalRecords: the verdict on limits that are given.
func intervalRecords(t *testing.T, r record) []check {
	var p struct {
		Value, Lower, Upper, Benchmark float64
		Lower95, Upper95               float64
		Lower998, Upper998             float64
		Polarity                       string
		BenchLower                     float64 `json:"bench_lower"`
		BenchUpper                     float64 `json:"bench_upper"`
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	if r.Measure == "rag_double_overlap" {
		var want string
		if err := json.Unmarshal(r.Value, &want); err != nil || p.Polarity != "low_is_good" {
			t.Fatalf("%s: %v", r, err)
		}
		got := rate.Apart(p.Lower, p.Upper, p.BenchLower, p.BenchUpper)
		return []check{{id: "overlap-comparison", got: map[string]float64{"": float64(-got)}, want: map[string]float64{"": float64(words[want])}}}
	}
	levels, got := rate.Levels{Level: 0.95, Outer: 0.95}, rate.Similar
	if r.Measure == "rag_ci_two_levels" {
		levels.Outer = 0.998
		got = levels.Around(p.Benchmark, p.Lower95, p.Upper95, p.Lower998, p.Upper998)
	} else {
		got = levels.Around(p.Benchmark, p.Lower, p.Upper, 0, 0)
	}
	var want map[string]*string // nil where the program's tests say nothing
	if err := json.Unmarshal(r.Value, &want); err != nil {
		t.Fatalf("%s: %v", r, err)
	}
	c := check{id: "interval-comparison", got: map[string]float64{"low_is_good": float64(-got), "high_is_good": float64(got)}, want: map[string]float64{}}
	for polarity, word := range want {
		if word != nil {
			c.want[polarity] = float64(words[*word])
		}
	}
	return []check{c}
}

// The quantile groups of every area in PHEindicatormethods' own test: deciles of a region's areas by indicator and sex, septiles of all
// areas by indicator and sex, quartiles of everything in one.
func TestQuantileGroupsOfPHEIndicatorMethods(t *testing.T) {
	type set struct {
		values, want []float64 // want is 0 where the program gives none
		k            int
		highestFirst bool
	}
	sets := map[string]*set{}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_quantile.csv")) {
		if row["Test"] == "BadPolarity" || row["Value"] == "" {
			continue
		}
		name := row["QuantileNm"]
		switch row["GroupSet"] {
		case "IndSexReg":
			name += row["IndSexRef"] + row["ParentCode"]
		case "IndSex":
			name += row["IndSexRef"]
		}
		s := sets[name]
		if s == nil {
			s = &set{
				k:            map[string]int{"Quartile": 4, "Septile": 7, "Decile": 10}[row["QuantileNm"]],
				highestFirst: row["GroupSet"] == "None" || row["Polarity"] == "TRUE" || row["Polarity"] == "RAG - Low is good",
			}
			sets[name] = s
		}
		group := 0.0
		if row["QuantileInGrp"] != "" {
			group = row.Number(t, "QuantileInGrp")
		}
		s.values, s.want = append(s.values, row.Number(t, "Value")), append(s.want, group)
	}
	compared, tooFew := 0, 0
	for name, s := range sets {
		groups, err := rate.QuantileGroups(index.Distribution{Values: s.values}, s.k, rate.RankRule, s.highestFirst)
		if len(s.values) < s.k { // the program has no group for any of them
			tooFew++
			if err == nil || slices.Max(s.want) > 0 {
				t.Errorf("%s: got %v, %v, want none", name, groups, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, g := range groups {
			if compared++; float64(g) != s.want[i] {
				t.Errorf("%s: value %v is in group %d, want %v", name, s.values[i], g, s.want[i])
			}
		}
	}
	if compared < 900 || tooFew != 2 {
		t.Errorf("compared %d values, want at least 900; %d sets were too small, want 2", compared, tooFew)
	}
}

// Which areas PHEindicatormethods' examples find outside their funnels, and at which level.
func TestFunnelsOfPHEIndicatorMethods(t *testing.T) {
	for _, c := range []struct {
		file, count, population, significance string
		funnel                                func(e index.Events, level float64) (rate.Funnel, error)
	}{
		{"phe_funnel_prop_inputs.csv", "numerator", "denominator", "significance", func(e index.Events, level float64) (rate.Funnel, error) {
			return rate.ProportionFunnel(e, 100, level, rate.FunnelOptions{Limits: rate.NormalLimits})
		}},
		{"phe_funnel_rate_inputs.csv", "count", "pop", "crude_per_100000_with_0", func(e index.Events, level float64) (rate.Funnel, error) {
			return rate.RateFunnel(e, 100_000, level, rate.FunnelOptions{Limits: rate.Inverted})
		}},
		{"phe_funnel_ratio_inputs.csv", "obs", "expected", "significance", func(e index.Events, level float64) (rate.Funnel, error) {
			f, _, err := rate.RatioFunnel(oneStratum(e.Count, e.Population), 100, level, rate.FunnelOptions{Limits: rate.Inverted})
			return f, err
		}},
	} {
		rows := golden.Rows(t, golden.Path(t, "golden", "inequality", c.file))
		e := index.Events{Count: numbers(t, rows, c.count), Population: numbers(t, rows, c.population), Reference: -1}
		inner, err1 := c.funnel(e, 0.95)
		outer, err2 := c.funnel(e, 0.998)
		if err1 != nil || err2 != nil || len(inner.Units) != len(rows) {
			t.Fatal(err1, err2, len(inner.Units))
		}
		for i, row := range rows {
			want := map[string][2]rate.Verdict{
				"Low (0.001)": {-1, -1}, "Low (0.025)": {-1, 0}, "Not significant": {0, 0}, "High (0.025)": {1, 0}, "High (0.001)": {1, 1},
			}[row[c.significance]]
			if got := [2]rate.Verdict{inner.Units[i].Verdict, outer.Units[i].Verdict}; got != want {
				t.Errorf("%s:%d: got %v, want %v: %s", c.file, i+2, got, want, row[c.significance])
			}
		}
	}
}

// All limits of PHEindicatormethods' examples: of proportions for 1 to 100 persons, and of ratios for 1 to 100 observed events, at the numbers
// expected that its bisection finds, to seven digits.
func TestFunnelLimitsOfPHEIndicatorMethods(t *testing.T) {
	near := func(what string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance*max(1, want)) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	sds := []struct {
		name  string
		level float64
	}{{"2s", 0.95}, {"3s", 0.998}}
	rows := golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_funnel_prop_limits.csv"))
	for _, row := range rows {
		e := index.Events{Count: []float64{0, row.Number(t, "baseline")}, Population: []float64{row.Number(t, "Population"), 100}, Reference: 1}
		for _, sd := range sds {
			f, err := rate.ProportionFunnel(e, 100, sd.level, rate.FunnelOptions{Limits: rate.NormalLimits})
			if err != nil {
				t.Fatal(err)
			}
			near(row["Population"]+" lower "+sd.name, f.Units[0].Lower, row.Number(t, "lower_"+sd.name+"_limit"), 1e-9)
			near(row["Population"]+" upper "+sd.name, f.Units[0].Upper, row.Number(t, "upper_"+sd.name+"_limit"), 1e-9)
		}
	}
	ratios := golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_funnel_ratio_limits.csv"))
	for _, row := range ratios {
		for _, sd := range sds {
			for _, side := range []string{"lower", "upper"} {
				expected := row.Number(t, side+"_"+sd.name+"_exp_events")
				f, _, err := rate.RatioFunnel(oneStratum([]float64{0}, []float64{expected}), 100, sd.level, rate.FunnelOptions{Limits: rate.Inverted})
				if err != nil {
					t.Fatal(err)
				}
				got := f.Units[0].Lower
				if side == "upper" {
					got = f.Units[0].Upper
				}
				near(row["Observed_events"]+" "+side+" "+sd.name, got, row.Number(t, side+"_"+sd.name+"_limit"), 1e-5)
			}
		}
	}
	if len(rows) < 100 || len(ratios) < 100 {
		t.Errorf("got %d and %d rows, want 100 of each", len(rows), len(ratios))
	}
}

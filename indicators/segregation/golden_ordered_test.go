package segregation_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Ordered groups and incomes: OasisR, and an implementation of Reardon's rank-order indices that is independent of every
// program.
func ordered(t *testing.T, data *library, r record) []check {
	switch {
	case r.Set == "oasisr" && (r.Index == "ordinalseg" || strings.HasPrefix(r.Index, "rankorderseg")):
		return oasisOrdered(t, data, r)
	case r.Set == "rankorder" && strings.HasPrefix(r.Index, "RankOrder"):
		return independentRankOrder(t, data, r)
	}
	return nil
}

func oasisOrdered(t *testing.T, data *library, r record) (out []check) {
	var p struct {
		Groups   []string
		Order    string
		Polorder float64
	}
	if !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	var c index.Composition
	for _, g := range p.Groups {
		if g == "REST" { // everybody but the first group
			c.Counts = append(c.Counts, against(c.Counts[0], f.numbers(t, "TOT_POP")).Counts[1])
		} else {
			c.Counts = append(c.Counts, f.numbers(t, g))
		}
	}
	in := index.Input{Ranked: c.Brackets()}
	switch r.Index {
	case "ordinalseg":
		for k, want := range decode[[]float64](t, r.Value) {
			id := []string{"ordinal-theil-h", "ordinal-variation-ratio", "ordinal-square-root", "ordinal-absolute-difference"}[k]
			out = append(out, check{id, in, nil, map[string]float64{"": want}})
		}
	case "rankorderseg.Rr":
		out = append(out, check{"rank-order-variance-ratio", in, index.Params{"degree": p.Polorder, "weighted": 0}, map[string]float64{"": single(t, r.Value)}})
	case "rankorderseg.Hp":
		out = append(out, profile(t, r, in.Ranked, segregation.RankEntropy, 1, nil, decode[[]float64](t, r.Value)))
	}
	return out
}

func independentRankOrder(t *testing.T, data *library, r record) []check {
	names := make([]string, 16)
	for k := range names {
		names[k] = fmt.Sprintf("cat_%d", k+1)
	}
	brackets := data.frame(t, r.Dataset).groups(t, names).Brackets()
	kind, id := segregation.RankEntropy, "rank-order-theil-h"
	switch {
	case strings.HasPrefix(r.Index, "RankOrderVariance"):
		kind, id = segregation.RankVariance, "rank-order-variance-ratio"
	case strings.HasPrefix(r.Index, "RankOrderSqrt"):
		kind, id = segregation.RankRoot, "rank-order-square-root"
	}
	if strings.HasSuffix(r.Index, "profile") {
		want := decode[struct{ P, Pairwise []float64 }](t, r.Value)
		return []check{profile(t, r, brackets, kind, 4, want.P, want.Pairwise)}
	}
	var p struct {
		Groups, Fit string
		Degree      float64
	}
	if !r.decodeParams(&p) {
		return nil
	}
	weighted := 1.0
	if strings.HasPrefix(p.Fit, "unweighted") {
		weighted = 0
	}
	return []check{{id, index.Input{Ranked: brackets}, index.Params{"degree": p.Degree, "weighted": weighted},
		map[string]float64{"": decode[float64](t, r.Value)}}}
}

// profile compares the observed profile point by point, since a place on it has rounding of its own, and returns the check of
// the last point.
func profile(t *testing.T, r record, in index.Ranked, kind segregation.RankKind, degree int, p, want []float64) check {
	t.Helper()
	fit, err := segregation.RankOrderProfile(in, kind, degree, true)
	if err != nil || len(fit.Observed) != len(want) {
		t.Fatalf("%s: %d points, %v, want %d", r, len(fit.Observed), err, len(want))
	}
	for j := range want {
		if !(math.Abs(fit.Observed[j]-want[j]) <= r.Tolerance) || p != nil && !(math.Abs(fit.Thresholds[j]-p[j]) <= r.Tolerance) {
			t.Errorf("%s: point %d is %v at %v, want %v", r, j, fit.Observed[j], fit.Thresholds[j], want[j])
		}
	}
	last := len(want) - 1
	key := fmt.Sprintf("part=observed;at=%v", fit.Thresholds[last])
	return check{"rank-order-profile", index.Input{Ranked: in}, index.Params{"kind": float64(kind), "degree": float64(degree)},
		map[string]float64{key: want[last]}}
}

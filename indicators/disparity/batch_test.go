package disparity_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// summarised are the measures of a summary with the index that each must equal.
var summarised = []struct {
	id string
	p  index.Params
	of func(s disparity.Summary) disparity.Measure
}{
	{"difference", nil, func(s disparity.Summary) disparity.Measure { return s.Difference }},
	{"ratio", nil, func(s disparity.Summary) disparity.Measure { return s.Ratio }},
	{"bgv", nil, func(s disparity.Summary) disparity.Measure { return s.BetweenGroupVariance }},
	{"bgsd", nil, func(s disparity.Summary) disparity.Measure { return s.BetweenGroupStandardDeviation }},
	{"cov", nil, func(s disparity.Summary) disparity.Measure { return s.CoefficientOfVariation }},
	{"mdm", nil, func(s disparity.Summary) disparity.Measure { return s.MeanDifference }},
	{"mdm", unweighted, func(s disparity.Summary) disparity.Measure { return s.UnweightedDifference }},
	{"mdb", nil, func(s disparity.Summary) disparity.Measure { return s.FromBest }},
	{"mdb", unweighted, func(s disparity.Summary) disparity.Measure { return s.UnweightedFromBest }},
	{"mdr", nil, func(s disparity.Summary) disparity.Measure { return s.FromReference }},
	{"mdr", unweighted, func(s disparity.Summary) disparity.Measure { return s.PlainFromReference }},
	{"idis", nil, func(s disparity.Summary) disparity.Measure { return s.IndexOfDisparity }},
	{"idis", unweighted, func(s disparity.Summary) disparity.Measure { return s.UnweightedDisparity }},
	{"disparity-theil-t", nil, func(s disparity.Summary) disparity.Measure { return s.TheilT }},
	{"disparity-mld", nil, func(s disparity.Summary) disparity.Measure { return s.MeanLogDeviation }},
	{"par", nil, func(s disparity.Summary) disparity.Measure { return s.AttributableRisk }},
	{"paf", nil, func(s disparity.Summary) disparity.Measure { return s.AttributableFraction }},
	{"sii", nil, func(s disparity.Summary) disparity.Measure { return s.SlopeIndex }},
	{"rii", nil, func(s disparity.Summary) disparity.Measure { return s.RelativeSlopeIndex }},
	{"aci", nil, func(s disparity.Summary) disparity.Measure { return s.ConcentrationIndex }},
	{"rci", nil, func(s disparity.Summary) disparity.Measure { return s.RelativeIndex }},
}

var unweighted = index.Params{"weighted": 0}

// randomSets has missing estimates, areas without people, tied ranks, negative estimates and sets of equal ones.
func randomSets(r *rand.Rand) disparity.Sets {
	s := disparity.Sets{Areas: 2 + r.IntN(12), Reference: -1}
	sets := 1 + r.IntN(5)
	for range sets {
		level, missing := 100*r.Float64(), r.IntN(3) == 0
		for range s.Areas {
			y := level + 20*r.NormFloat64()
			switch {
			case missing && r.IntN(4) == 0:
				y = math.NaN()
			case r.IntN(12) == 0:
				y = 0
			case r.IntN(10) > 0:
				y = math.Abs(y)
			}
			s.Estimates = append(s.Estimates, y)
			s.SE = append(s.SE, 0.5+r.Float64())
		}
		s.Favourable = append(s.Favourable, r.IntN(2) == 0)
	}
	for range s.Areas {
		s.Population = append(s.Population, float64(r.IntN(3000)))
		s.Rank = append(s.Rank, float64(r.IntN(2*s.Areas)))
	}
	if r.IntN(2) == 0 {
		s.Rank = nil
	}
	if r.IntN(3) == 0 {
		s.Population = nil
	}
	if r.IntN(3) == 0 {
		s.Reference = r.IntN(s.Areas)
	}
	if r.IntN(3) == 0 {
		s.SE = nil
	}
	return s
}

// subgroups returns set k without the areas that have no estimate. A reference that has none is out of range.
func subgroups(s disparity.Sets, k int) index.Subgroups {
	out := index.Subgroups{Reference: -1, Favourable: s.Favourable[k]}
	if s.Reference >= 0 {
		out.Reference = s.Areas
	}
	for i := range s.Areas {
		y := s.Estimates[k*s.Areas+i]
		if math.IsNaN(y) {
			continue
		}
		if i == s.Reference {
			out.Reference = len(out.Estimates)
		}
		out.Estimates = append(out.Estimates, y)
		if s.SE != nil {
			out.SE = append(out.SE, s.SE[k*s.Areas+i])
		}
		if s.Population != nil {
			out.Population = append(out.Population, s.Population[i])
		}
		if s.Rank != nil {
			out.Rank = append(out.Rank, s.Rank[i])
		}
	}
	return out
}

// Each measure of a summary is what the index gives for the set alone, undefined where the index is.
func TestSummariseAgreesWithTheIndices(t *testing.T) {
	defined := map[string]int{}
	indices := map[string]index.Index{}
	for _, m := range summarised {
		ix, err := registry.Lookup(m.id)
		if err != nil {
			t.Fatal(err)
		}
		indices[m.id] = ix
	}
	for seed := range uint64(2000) {
		s := randomSets(rand.New(rand.NewPCG(seed, 3)))
		got, err := disparity.Summarise(s, 0)
		if err != nil {
			if s.Population != nil && index.Total(s.Population) == 0 {
				continue
			}
			t.Fatal(err)
		}
		for k, summary := range got {
			in := index.Input{Subgroups: subgroups(s, k)}
			for _, m := range summarised {
				in := in
				if !slices.Contains([]string{"difference", "ratio", "par", "paf", "mdr"}, m.id) {
					in.Subgroups.Reference = -1 // which they do not read, so that it may be missing
				}
				ix := indices[m.id]
				want := disparity.Measure{Value: math.NaN(), SE: math.NaN()}
				if parts, _ := ix.Compute(in, m.p); len(parts) == 1 {
					want = disparity.Measure{Value: parts[0].Value, SE: parts[0].SE}
					defined[m.id]++
				}
				got := m.of(summary)
				if ix.Interval == nil {
					got.SE = math.NaN()
				}
				if d := cmp.Diff(got, want, cmpopts.EquateNaNs(), cmpopts.EquateApprox(1e-10, 1e-10)); d != "" {
					t.Fatalf("seed %d, set %d, %s of %+v: got -, want +:\n%s", seed, k, m.id, in.Subgroups, d)
				}
			}
		}
	}
	for _, m := range summarised {
		if defined[m.id] < 500 {
			t.Errorf("%s: only %d sets have a value", m.id, defined[m.id])
		}
	}
}

func TestSummariseIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	s := randomSets(rand.New(rand.NewPCG(5, 3)))
	for range 6 {
		s.Estimates, s.SE = append(s.Estimates, s.Estimates...), append(s.SE, s.SE...)
		s.Favourable = append(s.Favourable, s.Favourable...)
	}
	one, err := disparity.Summarise(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{2, 7, 100} {
		many, _ := disparity.Summarise(s, workers)
		if d := cmp.Diff(many, one, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("%d workers -, one +:\n%s", workers, d)
		}
	}
}

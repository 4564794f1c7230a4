package disparity_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// orderedIndices are those of ordered subgroups, with every combination of their choices but that of errors.
func orderedIndices() (out []struct {
	index.Index
	p index.Params
}) {
	for _, ix := range disparity.All {
		if ix.Reads != index.Order {
			continue
		}
		all := []index.Params{{}}
		for _, q := range ix.Params {
			if !q.Whole || q.Name == "errors" {
				continue
			}
			var more []index.Params
			for _, p := range all {
				for v := q.Min; v <= q.Max; v++ {
					next := index.Params{q.Name: v}
					for name, chosen := range p {
						next[name] = chosen
					}
					more = append(more, next)
				}
			}
			all = more
		}
		for _, p := range all {
			out = append(out, struct {
				index.Index
				p index.Params
			}{ix, p})
		}
	}
	return out
}

func with(p index.Params, name string, v float64) index.Params {
	out := index.Params{name: v}
	for other, chosen := range p {
		if other != name {
			out[other] = chosen
		}
	}
	return out
}

// gradient is estimates that rise or fall with the rank, with chance, on a scale from 0 to 100.
func gradient(r *rand.Rand) index.Subgroups {
	n := 4 + r.IntN(8)
	s := index.Subgroups{Reference: -1, Favourable: r.IntN(2) == 0, High: 100}
	rise := 60*r.Float64() - 30
	for i := range n {
		s.Estimates = append(s.Estimates, 50+rise*(2*float64(i)/float64(n-1)-1)+10*(r.Float64()-0.5))
		s.SE = append(s.SE, 0.5+r.Float64())
		s.Population = append(s.Population, float64(200+r.IntN(3000)))
		s.Rank = append(s.Rank, float64(i/(1+r.IntN(2))))
	}
	return s
}

// The standard error is √Σ (gj sj)², with the derivative gj found by moving estimate j and computing everything again. For a
// ratio of the ends of the line it is the same on the scale of the ratio.
func TestStandardErrorsAreThoseOfMovedEstimates(t *testing.T) {
	for _, ix := range orderedIndices() {
		t.Run(fmt.Sprint(ix.ID, ix.p), func(t *testing.T) {
			compared := 0
			for seed := range uint64(60) {
				s := gradient(rand.New(rand.NewPCG(seed, 1)))
				i, err := ix.Interval(index.Input{Subgroups: s}, ix.p)
				if err != nil {
					continue // a line that crosses zero
				}
				sum, undefined := 0.0, false
				for j := range s.Estimates {
					const step = 1e-4
					moved := func(by float64) float64 {
						m := s
						m.Estimates = append([]float64(nil), s.Estimates...)
						m.Estimates[j] += by
						v, err := ix.Disparate(m, ix.p)
						undefined = undefined || err != nil
						return v
					}
					g := (moved(step) - moved(-step)) / (2 * step)
					sum += g * s.SE[j] * g * s.SE[j]
				}
				if undefined {
					continue
				}
				compared++
				if want := math.Sqrt(sum); !(math.Abs(i.SE-want) <= 1e-6*math.Max(want, 1e-3)) {
					t.Fatalf("seed %d: got standard error %v, want %v for %+v", seed, i.SE, want, s)
				}
			}
			if compared < 30 {
				t.Errorf("only %d sets were compared", compared)
			}
		})
	}
}

// Whatever is chosen, the limits hold the value, and turning the direction turns them with it. PHEindicatormethods 2.1.0 turns
// the limits alone where a rate is transformed and multiplied by 0.5: it prints an RII of 0.545 between 1.777 and 1.897.
func TestLimitsTurnWithTheirValue(t *testing.T) {
	for _, ix := range orderedIndices() {
		for from := 0.0; from <= 3; from++ {
			p := with(ix.p, "errors", from)
			tested := 0
			for seed := range uint64(40) {
				s := gradient(rand.New(rand.NewPCG(seed, 2)))
				parts, err := ix.Compute(index.Input{Subgroups: s}, p)
				if err != nil {
					continue
				}
				tested++
				got := parts[0]
				if !(got.Lower <= got.Value && got.Value <= got.Upper && got.SE >= 0) {
					t.Fatalf("%s %v: got %+v", ix.ID, p, got)
				}
				if p["direction"] != 1 || s.Favourable {
					continue
				}
				parts, err = ix.Compute(index.Input{Subgroups: s}, with(p, "direction", 0))
				if err != nil {
					t.Fatal(err)
				}
				raw := parts[0]
				want := [3]float64{-raw.Value, -raw.Upper, -raw.Lower}
				if ix.ID == "rii" {
					want = [3]float64{1 / raw.Value, 1 / raw.Upper, 1 / raw.Lower}
				}
				if d := cmp.Diff([3]float64{got.Value, got.Lower, got.Upper}, want, cmpopts.EquateApprox(1e-12, 1e-12)); d != "" {
					t.Fatalf("%s %v: got -, want +:\n%s", ix.ID, p, d)
				}
			}
			if tested < 20 {
				t.Errorf("%s %v: only %d sets have an interval", ix.ID, p, tested)
			}
		}
	}
}

// The unit does not matter: per cent or per mille, with the bounds declared in the same. healthequal 1.0.1 guesses the bounds from the
// largest estimate, so that twice the estimates give an SII of 54.29 in place of 2 × 31.62.
func TestUnitOfTheScaleDoesNotMatter(t *testing.T) {
	for _, ix := range orderedIndices() {
		for seed := range uint64(20) {
			s := gradient(rand.New(rand.NewPCG(seed, 3)))
			double := s
			double.Estimates, double.SE, double.High = nil, nil, 2*s.High
			for j, y := range s.Estimates {
				double.Estimates, double.SE = append(double.Estimates, 2*y), append(double.SE, 2*s.SE[j])
			}
			one, err := ix.Compute(index.Input{Subgroups: s}, ix.p)
			if err != nil {
				continue
			}
			two, err := ix.Compute(index.Input{Subgroups: double}, ix.p)
			if err != nil {
				t.Fatal(err)
			}
			times := 1.0
			if ix.ID == "sii" || ix.ID == "aci" {
				times = 2
			}
			want := [4]float64{times * one[0].Value, times * one[0].SE, times * one[0].Lower, times * one[0].Upper}
			got := [4]float64{two[0].Value, two[0].SE, two[0].Lower, two[0].Upper}
			if d := cmp.Diff(got, want, cmpopts.EquateApprox(1e-9, 1e-9)); d != "" {
				t.Errorf("%s %v: got -, want +:\n%s", ix.ID, ix.p, d)
			}
		}
	}
}

// Ranks say who comes before whom and nothing more: a gap in them is a subgroup without an estimate, which healthequal refuses even
// when it is told to go on. Subgroups of one rank are one stratum with their mean, for whatever is linear in the estimates; rineq
// ranks them by the order of the rows.
func TestGapsAndTies(t *testing.T) {
	gap := index.Subgroups{Estimates: []float64{30, 45, 50}, Population: []float64{2, 1, 3}, Rank: []float64{1, 2, 7}, Reference: -1, High: 100}
	none := gap
	none.Rank = []float64{-4, 0.5, 0.75}
	tied := index.Subgroups{Estimates: []float64{20, 35, 45, 50}, Population: []float64{2, 4, 1, 3}, Rank: []float64{1, 1, 2, 7}, Reference: -1, High: 100}
	joined := gap
	joined.Population = []float64{6, 1, 3}
	for _, ix := range orderedIndices() {
		a, err := ix.Disparate(gap, ix.p)
		b, errB := ix.Disparate(none, ix.p)
		if err != nil || errB != nil || a != b {
			t.Errorf("%s %v: got %v, %v with a gap and %v, %v without", ix.ID, ix.p, a, err, b, errB)
		}
		if ix.p["model"] > float64(disparity.Log) || ix.p["squared"] == 1 {
			continue // a line through logarithms takes the mean of those
		}
		a, err = ix.Disparate(tied, ix.p)
		b, errB = ix.Disparate(joined, ix.p)
		if err != nil || errB != nil || math.Abs(a-b) > 1e-9 {
			t.Errorf("%s %v: got %v, %v for two of a rank and %v, %v for their mean", ix.ID, ix.p, a, err, b, errB)
		}
	}
}

func TestIntervalsWithoutStandardErrors(t *testing.T) {
	s := gradient(rand.New(rand.NewPCG(1, 4)))
	s.SE = nil
	for _, ix := range orderedIndices() {
		_, err := ix.Interval(index.Input{Subgroups: s}, ix.p)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), "needs standard errors") {
			t.Errorf("%s %v: got %v, want the reason", ix.ID, ix.p, err)
		}
		for from := 1.0; from <= 3; from++ {
			if _, err := ix.Interval(index.Input{Subgroups: s}, with(ix.p, "errors", from)); err != nil {
				t.Errorf("%s %v, errors %v: got %v, want an interval from the distances to the line", ix.ID, ix.p, from, err)
			}
		}
	}
}

// Of 2,000 times that thirty districts are measured with chance in each, the limits hold the true value 95 times in 100, give or take
// 1.7: three and a half standard errors of that count.
func TestLimitsHoldTheTrueValue(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	truth := index.Subgroups{Reference: -1, High: 100}
	for i := range 30 {
		people := math.Ceil(1271 * math.Exp(0.6*r.NormFloat64()))
		share := 10 + 0.4*float64(i) + 3*r.Float64()
		truth.Estimates = append(truth.Estimates, share)
		truth.SE = append(truth.SE, math.Sqrt(share*(100-share)/people))
		truth.Population = append(truth.Population, people)
		truth.Rank = append(truth.Rank, float64(i))
	}
	for _, ix := range orderedIndices() {
		if ix.p["direction"] == 1 {
			continue
		}
		want, err := ix.Disparate(truth, ix.p)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(2, 5))
		held := 0
		const times = 2000
		for range times {
			s := truth
			s.Estimates = nil
			for j, y := range truth.Estimates {
				s.Estimates = append(s.Estimates, math.Max(0.01, y+truth.SE[j]*r.NormFloat64()))
			}
			i, err := ix.Interval(index.Input{Subgroups: s}, ix.p)
			if err != nil {
				t.Fatal(err)
			}
			if i.Lower <= want && want <= i.Upper {
				held++
			}
		}
		if share := 100 * float64(held) / times; math.Abs(share-95) > 1.7 {
			t.Errorf("%s %v: the limits hold %.3g in %.1f of 100 samples", ix.ID, ix.p, want, share)
		}
	}
}

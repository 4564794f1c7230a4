package disparity_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

type measure func(index.Subgroups) (float64, error)

func weighted(f func(index.Subgroups, bool) (float64, error), by bool) measure {
	return func(s index.Subgroups) (float64, error) { return f(s, by) }
}

func fitted(f func(index.Subgroups, disparity.Fit) (float64, error), m disparity.Model) measure {
	return func(s index.Subgroups) (float64, error) { return f(s, disparity.Fit{Model: m}) }
}

func relativeTo(n disparity.Normalisation) measure {
	return func(s index.Subgroups) (float64, error) { return disparity.RelativeConcentrationIndex(s, n) }
}

// three has a mean of ¼·10 + ½·20 + ¼·60 = 27.5.
func three(change func(s *index.Subgroups)) index.Subgroups {
	s := index.Subgroups{Estimates: []float64{20, 10, 60}, Population: []float64{2, 1, 1}, Reference: -1, High: 100}
	if change != nil {
		change(&s)
	}
	return s
}

func favourable(s *index.Subgroups) { s.Favourable = true }
func ordered(s *index.Subgroups)    { s.Rank = []float64{2, 1, 3} }
func reference(i int) func(s *index.Subgroups) {
	return func(s *index.Subgroups) { s.Reference = i }
}
func both(a, b func(s *index.Subgroups)) func(s *index.Subgroups) {
	return func(s *index.Subgroups) { a(s); b(s) }
}

func TestWorkedExamples(t *testing.T) {
	mdm := disparity.MeanDifference
	idis := func(s index.Subgroups, weighted bool) (float64, error) {
		return disparity.IndexOfDisparity(s, weighted, disparity.AroundMean)
	}
	sii := fitted(disparity.SlopeIndex, disparity.Linear)
	rii := fitted(disparity.RelativeIndex, disparity.Linear)
	// Three alike: the ranks are 1/6, 1/2 and 5/6, and the line through 10, 20, 30 rises 30 from 0 to 1.
	line := index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: []float64{1, 2, 3}, Reference: -1, High: 100}
	// The log odds are b(R − ½) with b = 2 ln 9, so that the ends are 10 and 90 per cent.
	third := 100 / (1 + math.Pow(9, 2.0/3))
	curve := index.Subgroups{Estimates: []float64{third, 50, 100 - third}, Rank: []float64{1, 2, 3}, Reference: -1, High: 100}
	// Ranks of 1/6, 1/2 and 5/6 and a doubling with each third: 8·8^(R − ½).
	doubling := index.Subgroups{Estimates: []float64{4, 8, 16}, Rank: []float64{1, 2, 3}, Reference: -1, High: 100}
	for _, tc := range []struct {
		name    string
		measure measure
		s       index.Subgroups
		want    float64
		why     string
	}{
		{"difference", disparity.Difference, three(nil), 50, "60 − 10"},
		{"difference, good", disparity.Difference, three(favourable), 50, "60 − 10 whatever the direction"},
		{"difference, ordered, good", disparity.Difference, three(both(ordered, favourable)), 50, "top − bottom"},
		{"difference, ordered, bad", disparity.Difference, three(ordered), -50, "bottom − top"},
		{"difference, reference, good", disparity.Difference, three(both(reference(0), favourable)), 10, "20 − 10"},
		{"difference, reference, bad", disparity.Difference, three(reference(0)), 40, "60 − 20"},
		{"difference, reference is worst", disparity.Difference, three(reference(2)), -40, "max(20, 10) − 60"},
		{"difference, reference before order", disparity.Difference, three(both(reference(0), ordered)), 40, "60 − 20"},
		{"difference, bottom shared", disparity.Difference, three(func(s *index.Subgroups) { s.Rank = []float64{1, 1, 3} }),
			50.0/3 - 60, "(2·20 + 10)/3 − 60"},
		{"ratio", disparity.Ratio, three(nil), 6, "60/10"},
		{"ratio, ordered, bad", disparity.Ratio, three(ordered), 1.0 / 6, "10/60"},
		{"ratio, reference, bad", disparity.Ratio, three(reference(0)), 3, "60/20"},
		{"mdm", weighted(mdm, true), three(nil), 16.25, "½·7.5 + ¼·17.5 + ¼·32.5"},
		{"mdm unweighted", weighted(mdm, false), three(nil), 57.5 / 3, "(7.5 + 17.5 + 32.5)/3"},
		{"idis", weighted(idis, true), three(nil), 1625 / 27.5, "100·16.25/27.5"},
		{"idis unweighted", weighted(idis, false), three(nil), 5750.0 / 3 / 27.5, "100·19.17/27.5"},
		{"bgv", disparity.BetweenGroupVariance, three(nil), 368.75, "½·7.5² + ¼·17.5² + ¼·32.5²"},
		{"par, good", disparity.AttributableRisk, three(favourable), 32.5, "60 − 27.5"},
		{"par, bad", disparity.AttributableRisk, three(nil), -17.5, "10 − 27.5"},
		{"par, ordered, bad", disparity.AttributableRisk, three(ordered), 0, "the most advantaged have 60: nothing to gain"},
		{"par, reference", disparity.AttributableRisk, three(reference(0)), -7.5, "20 − 27.5"},
		{"par, top shared", disparity.AttributableRisk, three(both(favourable, func(s *index.Subgroups) { s.Rank = []float64{3, 1, 3} })),
			100.0/3 - 27.5, "(2·20 + 60)/3 − 27.5"},
		{"paf, good", disparity.AttributableFraction, three(favourable), 3250 / 27.5, "100·32.5/27.5"},
		{"paf, bad", disparity.AttributableFraction, three(nil), -1750 / 27.5, "−100·17.5/27.5"},
		{"sii", sii, line, 30, "10 over 1/3 of the ranking"},
		{"rii", rii, line, 7, "35/5"},
		{"sii weighted", sii, three(ordered), 4.6875 / 0.0703125, "ranks 1/8, 1/2, 7/8: covariance over variance"},
		{"sii logit", fitted(disparity.SlopeIndex, disparity.Logit), curve, 80, "90 − 10"},
		{"rii logit", fitted(disparity.RelativeIndex, disparity.Logit), curve, 9, "90/10"},
		{"sii through log odds", fitted(disparity.SlopeIndex, disparity.OfLogOdds), curve, 80, "90 − 10"},
		{"sii log", fitted(disparity.SlopeIndex, disparity.Log), doubling, 14 * math.Sqrt2, "√8·8 − 8/√8"},
		{"rii log", fitted(disparity.RelativeIndex, disparity.Log), doubling, 8, "√8·8 over 8/√8"},
		{"sii through logarithms", fitted(disparity.SlopeIndex, disparity.OfLogarithms), doubling, 14 * math.Sqrt2, "√8·8 − 8/√8"},
		{"rii through logarithms", fitted(disparity.RelativeIndex, disparity.OfLogarithms), doubling, 8, "√8·8 over 8/√8"},
		{"slope over mean", fitted(disparity.SlopeOverMean, disparity.Linear), line, 1.5, "30/20"},
		{"aci", disparity.AbsoluteConcentrationIndex, line, 40.0 / 9, "2·⅓·(10·⅓ + 10·⅓)"},
		{"aci weighted", disparity.AbsoluteConcentrationIndex, three(ordered), 9.375, "2·(¼·17.5·⅜ + ¼·32.5·⅜)"},
		{"rci", relativeTo(disparity.OverMean), line, 2.0 / 9, "40/9 over 20"},
		{"rci, Wagstaff", relativeTo(disparity.Wagstaff), line, 40.0 / 9 * 100 / 20 / 80, "40/9·100/(20·80)"},
		{"rci, Erreygers", relativeTo(disparity.Erreygers), line, 1.6 / 9, "4·40/9 over 100"},
		{"nobody lives there", disparity.Difference, index.Subgroups{Estimates: []float64{99, 20, 10}, Population: []float64{0, 2, 1},
			Reference: 1}, -10, "10 − 20, and 99 is nobody's"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.measure(tc.s)
			if err != nil {
				t.Fatal(err)
			}
			if !(math.Abs(got-tc.want) <= 1e-12*math.Max(1, math.Abs(tc.want))) {
				t.Errorf("got %.15g, want %.15g: %s", got, tc.want, tc.why)
			}
		})
	}
}

func TestUndefined(t *testing.T) {
	all := map[string]bool{}
	for _, ix := range disparity.All {
		all[ix.ID] = true
	}
	only := func(ids ...string) map[string]bool {
		m := map[string]bool{}
		for _, id := range ids {
			m[id] = true
		}
		return m
	}
	lines := func(others ...string) map[string]bool {
		return only(append(others, "sii", "rii", "slope-over-mean")...)
	}
	relative := only("ratio", "idis", "cov", "disparity-theil-t", "disparity-mld", "rii", "slope-over-mean", "rci", "paf")
	ranks := []float64{1, 2, 3}
	for _, tc := range []struct {
		name   string
		s      index.Subgroups
		params index.Params
		in     map[string]bool
	}{
		{"no subgroups", index.Subgroups{Reference: -1}, nil, all},
		{"one subgroup", index.Subgroups{Estimates: []float64{3}, Reference: -1}, nil, all},
		{"one with population", index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: ranks, Population: []float64{0, 9, 0},
			Reference: -1}, nil, all},
		{"reference without population", index.Subgroups{Estimates: []float64{1, 2, 3, 4}, Rank: []float64{1, 2, 3, 4},
			Population: []float64{0, 9, 9, 9}, Reference: 0}, nil, all},
		{"reference out of range", index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: ranks, Reference: 3}, nil, all},
		{"not a number", index.Subgroups{Estimates: []float64{1, math.NaN(), 3}, Rank: ranks, Reference: -1}, nil, all},
		{"negative population", index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: ranks, Population: []float64{1, -1, 1},
			Reference: -1}, nil, all},
		{"negative estimate", index.Subgroups{Estimates: []float64{-1, 2, 30}, Rank: ranks, Reference: -1}, nil, relative},
		{"all zero", index.Subgroups{Estimates: []float64{0, 0, 0}, Rank: ranks, Reference: -1}, nil, relative},
		{"not ordered", index.Subgroups{Estimates: []float64{1, 2, 3}, Reference: -1}, nil, lines("aci", "rci")},
		{"two ranks", index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: []float64{1, 2, 2}, Reference: -1}, nil, lines("aci", "rci")},
		{"line crosses zero", index.Subgroups{Estimates: []float64{1, 1, 9}, Rank: ranks, Reference: -1}, nil, only("rii")},
		{"logit without scale", index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: ranks, Reference: -1},
			index.Params{"model": 1}, lines()},
		{"above the scale", index.Subgroups{Estimates: []float64{1, 2, 300}, Rank: ranks, Reference: -1, High: 100}, nil, all},
		{"logit of all or nothing", index.Subgroups{Estimates: []float64{0, 0, 100}, Rank: ranks, Reference: -1, High: 100},
			index.Params{"model": 1}, lines("disparity-mld")},
		{"logit of full shares", index.Subgroups{Estimates: []float64{100, 100, 100}, Rank: ranks, Reference: -1, High: 100},
			index.Params{"model": 1}, lines()},
		{"half a model", index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: ranks, Reference: -1, High: 100},
			index.Params{"model": 0.5}, lines()},
		{"log of nothing but zeros", index.Subgroups{Estimates: []float64{0, 0, 0}, Rank: ranks, Reference: -1},
			index.Params{"model": 2}, lines("ratio", "idis", "cov", "disparity-theil-t", "disparity-mld", "rci", "paf")},
		{"log that never ends", index.Subgroups{Estimates: []float64{0, 0, 5}, Rank: ranks, Reference: -1},
			index.Params{"model": 2}, lines("disparity-mld")},
		{"logarithm of zero", index.Subgroups{Estimates: []float64{0, 4, 5}, Rank: ranks, Reference: -1},
			index.Params{"model": 3}, lines("disparity-mld")},
		{"log odds of a full share", index.Subgroups{Estimates: []float64{90, 95, 100}, Rank: ranks, Reference: -1, High: 100},
			index.Params{"model": 4}, lines()},
		{"Wagstaff without scale", index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: ranks, Reference: -1},
			index.Params{"normalised": 1}, only("rci")},
		{"Erreygers without scale", index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: ranks, Reference: -1},
			index.Params{"normalised": 2}, only("rci")},
		{"Wagstaff at the bound", index.Subgroups{Estimates: []float64{100, 100, 100}, Rank: ranks, Reference: -1, High: 100},
			index.Params{"normalised": 1}, only("rci")},
		{"half turned", index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: ranks, Reference: -1},
			index.Params{"direction": 0.5}, lines("aci", "rci")},
		{"half weighted", index.Subgroups{Estimates: []float64{10, 20, 30}, Rank: ranks, Reference: -1},
			index.Params{"weighted": 0.5}, only("mdm", "mdb", "mdr", "idis")},
	} {
		for _, ix := range disparity.All {
			if ix.Disparate == nil {
				continue
			}
			got, err := ix.Disparate(tc.s, tc.params)
			undefined := tc.in[ix.ID] || ix.Reads.Has(index.Benchmark) && tc.s.Reference < 0 ||
				ix.Reads.Has(index.Errors) && tc.s.SE == nil
			if undefined && (!errors.Is(err, index.ErrUndefined) || got != 0) {
				t.Errorf("%s, %s: got %v, %v, want 0 and an undefined error", tc.name, ix.ID, got, err)
			}
			if !undefined && err != nil {
				t.Errorf("%s, %s: got %v, want a value", tc.name, ix.ID, err)
			}
		}
	}
	if _, err := disparity.SlopeIndex(index.Subgroups{Estimates: []float64{1, 2, 3}, Rank: ranks, Reference: -1}, disparity.Fit{Model: 7}); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("model 7: got %v, want undefined", err)
	}
}

// Turning an indicator into its complement (health into ill health) turns the slope round and changes no absolute
// measure.
func TestComplement(t *testing.T) {
	s := three(both(ordered, favourable))
	c := three(ordered)
	for i, y := range s.Estimates {
		c.Estimates[i] = 100 - y
	}
	for _, tc := range []struct {
		id   string
		p    index.Params
		sign float64
	}{
		{"difference", nil, 1},
		{"mdm", nil, 1},
		{"mdm", index.Params{"weighted": 0}, 1},
		{"bgv", nil, 1},
		{"par", nil, -1},
		{"sii", nil, -1},
		{"sii", index.Params{"model": 1}, -1},
		{"sii", index.Params{"model": 4}, -1},
		{"sii", index.Params{"direction": 1}, 1}, // a low value is good in the complement
		{"aci", nil, -1},
		{"aci", index.Params{"direction": 1}, 1},
		{"rci", index.Params{"normalised": 1}, -1},
		{"rci", index.Params{"normalised": 2}, -1},
		{"rci", index.Params{"normalised": 2, "direction": 1}, 1},
	} {
		for _, ix := range disparity.All {
			if ix.ID != tc.id {
				continue
			}
			a, err := ix.Disparate(s, tc.p)
			if err != nil {
				t.Fatalf("%s: %v", tc.id, err)
			}
			b, err := ix.Disparate(c, tc.p)
			if err != nil {
				t.Fatalf("%s: %v", tc.id, err)
			}
			if math.Abs(a-tc.sign*b) > 1e-9 {
				t.Errorf("%s %v: got %v, want %v times %v", tc.id, tc.p, b, tc.sign, a)
			}
		}
	}
}

// A steep relation makes Newton's method overshoot when it starts from the mean.
func TestLogitOfASteepRelation(t *testing.T) {
	s := index.Subgroups{Estimates: []float64{90, 50, 99.9, 99.99}, Population: []float64{62_305, 76, 98, 889_774},
		Rank: []float64{0, 1, 2, 3}, Reference: -1, High: 100}
	sii, err := disparity.SlopeIndex(s, disparity.Fit{Model: disparity.Logit})
	if err != nil {
		t.Fatal(err)
	}
	if !(sii > 0 && sii < 100) {
		t.Errorf("got %v, want it between 0 and 100", sii)
	}
}

func TestInputIsNotModified(t *testing.T) {
	input := func() index.Subgroups {
		return index.Subgroups{Estimates: []float64{30, 10, 20, 99}, Population: []float64{3, 1, 2, 0}, SE: []float64{1, 2, 3, 4},
			Rank: []float64{3, 1, 2, 4}, Reference: 1, High: 100}
	}
	s := input()
	for _, ix := range disparity.All {
		if ix.Disparate == nil {
			continue
		}
		if _, err := ix.Disparate(s, nil); err != nil {
			t.Errorf("%s: %v", ix.ID, err)
		}
	}
	if diff := cmp.Diff(input(), s); diff != "" {
		t.Errorf("input was modified (-want +got):\n%s", diff)
	}
}

func BenchmarkDisparity(b *testing.B) {
	s := index.Subgroups{Reference: 0, High: 100}
	for i := range 6160 {
		s.Estimates = append(s.Estimates, float64(10+i*7919%80))
		s.Population = append(s.Population, float64(500+i*104729%2500))
		s.SE = append(s.SE, 2)
		s.Rank = append(s.Rank, float64(i*15485863%6160))
	}
	for _, ix := range disparity.All {
		if ix.Disparate == nil {
			continue
		}
		b.Run(ix.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ix.Disparate(s, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Two districts of 100 and 300 people with 0.1 and 0.3 and standard errors of 0.02 and 0.01, and a third of next to nobody. Healthequal 1.0.1 and HEAT print Theil's T
// and the mean log deviation times 1000, and the attributable fraction times 100, beside standard errors that are not multiplied: their
// limits are that much too narrow. Ours change with the value.
func TestStandardErrorsAreOnTheScaleOfTheValue(t *testing.T) {
	people := []float64{100, 300, 1e-12}
	s := index.Subgroups{Estimates: []float64{0.1, 0.3, 0.2}, SE: []float64{0.02, 0.01, 0.01}, Population: people, Reference: -1, Favourable: true}
	inPercent := index.Subgroups{Estimates: []float64{10, 30, 20}, SE: []float64{2, 1, 1}, Population: people, Reference: -1, Favourable: true}
	intervals := map[string]index.Index{}
	for _, ix := range disparity.All {
		intervals[ix.ID] = ix
	}
	of := func(id string, s index.Subgroups, p index.Params) index.Interval {
		t.Helper()
		i, err := intervals[id].Interval(index.Input{Subgroups: s}, p)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		return i
	}
	for _, tc := range []struct {
		id   string
		want float64
		why  string
	}{
		{"paf", 100 * 0.3 / 0.25 * math.Hypot(0.25*0.02/0.25, 0.01/0.3-0.75*0.01/0.25), "100 y/μ times the relative errors of y = 0.3 and μ = 0.25"},
		{"par", math.Hypot(0.25*0.02, 0.25*0.01), "y₂ − μ = ¼ (y₂ − y₁)"},
		{"difference", math.Hypot(0.02, 0.01), "√(s₁² + s₂²)"},
		{"ratio", 3 * math.Hypot(0.02/0.1, 0.01/0.3), "R times the error of ln R, which healthequal prints alone"},
		{"bgsd", 0.25 * math.Sqrt(0.75/0.25) * math.Hypot(0.02, 0.01), "BGSD = √(¼·¾) |y₁ − y₂|, whose error is that of the difference"},
	} {
		if got := of(tc.id, s, nil).SE; !(math.Abs(got-tc.want) <= 1e-12) {
			t.Errorf("%s: got standard error %v, want %v: %s", tc.id, got, tc.want, tc.why)
		}
	}
	for _, id := range []string{"disparity-theil-t", "disparity-mld"} {
		one, thousand := of(id, s, nil), of(id, s, index.Params{"multiplier": 1000})
		for _, v := range [][2]float64{{thousand.SE, one.SE}, {thousand.Upper, one.Upper}, {thousand.Lower, one.Lower}} {
			if !(math.Abs(v[0]-1000*v[1]) <= 1e-9) {
				t.Errorf("%s: got %v times 1000, want 1000 times %v", id, v[0], v[1])
			}
		}
	}
	for _, id := range []string{"cov", "paf", "disparity-theil-t", "disparity-mld", "ratio"} { // of shares and of per cents
		if got, want := of(id, inPercent, nil), of(id, s, nil); !cmp.Equal(got, want, cmpopts.EquateApprox(1e-12, 1e-12)) {
			t.Errorf("%s: got %+v in per cent, %+v in shares: a relative measure has no unit", id, got, want)
		}
	}
}

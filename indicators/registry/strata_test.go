package registry_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
)

// strata returns the events or the values of n units: by year for an index that needs years, else by age. The units have the same
// strata, save that one sample of eight lacks a row, and what an index reads beside is there most often.
func strata(r *rand.Rand, ix index.Index, n int) index.Strata {
	s := index.Strata{Units: n}
	at := []float64{0, 1, 5, 15, 25, 45, 65, 75, 85, 90}[:2+r.IntN(9)]
	if strings.Contains(ix.Needs, "year") {
		at = at[:0:0]
		for k := range 2 + r.IntN(9) {
			at = append(at, float64(2016+k))
		}
	}
	shared := func(low, high float64) []float64 {
		out := make([]float64, len(at))
		for k := range out {
			out[k] = low + math.Round((high-low)*r.Float64()*1000)/1000
		}
		return out
	}
	standard, expected := shared(100, 7000), shared(0.001, 0.2)
	frequencies := []float64{0}
	recurring := ix.Reads.Has(index.Frequencies) && r.IntN(12) > 0
	if recurring {
		frequencies = []float64{1, 2, 3, 4}[:1+r.IntN(4)]
	}
	chance, size := 0.3*r.Float64(), 100+r.IntN(4000)
	for u := range n {
		for k, begins := range at {
			people := float64(1 + r.IntN(size))
			for _, f := range frequencies {
				s.Unit, s.At = append(s.Unit, u), append(s.At, begins)
				s.Count, s.Population = append(s.Count, math.Ceil(people*chance*r.Float64())), append(s.Population, people)
				if recurring {
					s.Frequency = append(s.Frequency, f)
				}
				s.Standard, s.Expected = append(s.Standard, standard[k]), append(s.Expected, expected[k])
				s.Health, s.HealthN = append(s.Health, 0.5+r.Float64()/2), append(s.HealthN, float64(10+r.IntN(300)))
				s.Values, s.SE = append(s.Values, math.Round(float64(100+10*k)+50*r.NormFloat64())), append(s.SE, 10+60*r.Float64())
			}
		}
	}
	if r.IntN(6) == 0 { // more events than people, somewhere
		j := r.IntN(len(s.Count))
		s.Count[j] = 2*s.Population[j] + 1
	}
	if r.IntN(8) == 0 && len(s.Unit) > 1 {
		drop := r.IntN(len(s.Unit))
		s.Unit = slices.Delete(s.Unit, drop, drop+1)
		x := sample{t: s}
		for _, p := range x.inStrata() {
			if *p != nil {
				*p = slices.Delete(*p, drop, drop+1)
			}
		}
		s = x.t
	}
	without := func(extra index.Extra, column *[]float64) {
		if !ix.Reads.Has(extra) || r.IntN(12) == 0 {
			*column = nil
		}
	}
	without(index.Standard, &s.Standard)
	without(index.Expected, &s.Expected)
	without(index.Health, &s.Health)
	if s.Health == nil || r.IntN(4) == 0 {
		s.HealthN = nil
	}
	if ix.Reads.Has(index.Measured) || r.IntN(8) == 0 {
		s.Count, s.Population = nil, nil
	} else {
		s.Values, s.SE = nil, nil
	}
	if r.IntN(8) == 0 {
		s.SE = nil
	}
	return s
}

func TestPickMovesTheStrataOfAUnitAlong(t *testing.T) {
	x := sample{t: index.Strata{Units: 2, Unit: []int{0, 1, 0}, At: []float64{0, 0, 5}, Count: []float64{1, 2, 3}, Population: []float64{10, 20, 30}}}
	got := x.pick([]int{1, 0, 0}).t
	want := index.Strata{Units: 3, Unit: []int{0, 1, 1, 2, 2}, At: []float64{0, 0, 5, 0, 5}, Count: []float64{2, 1, 3, 1, 3}, Population: []float64{20, 10, 30, 10, 30}}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("got -, want +:\n%s", diff)
	}
	if x.t.Units != 2 || x.t.Count[0] != 1 {
		t.Error("the sample that was picked from has changed")
	}
}

// Strata are as the index reads them in most samples, and lack a row or a column in some.
func TestSamplesHaveStrata(t *testing.T) {
	ix := index.Index{
		Reads:      index.Frequencies | index.Standard | index.Expected | index.Health,
		Stratified: func(index.Strata, index.Params) ([]index.Part, error) { return nil, nil },
	}
	whole := 0
	samples(ix, func(_ *rand.Rand, x sample) bool {
		if err := x.t.Check(); err != nil {
			t.Errorf("%v: %v", x, err)
		}
		if x.t.Count != nil && x.t.Frequency != nil && x.t.Standard != nil && x.t.Expected != nil && x.t.Health != nil {
			whole++
		}
		return !t.Failed()
	})
	if whole < 200 || whole > 380 {
		t.Errorf("%d of 400 samples have everything", whole)
	}
}

package space_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/space"
)

// Three units in a row, 1 km apart, with 1, 2 and 3 people and weights 1, e⁻¹, e⁻². A cut-off at 1.5 km leaves out the pair of the ends, both ways:
// 2e⁻² of 3 + 4e⁻¹ + 2e⁻² weight, and 2·1·3·e⁻² of 14 + 2(2 + 6)e⁻¹ + 6e⁻² people times people.
func TestDroppedOfThreeUnits(t *testing.T) {
	s := &space.Space{Points: &space.Points{X: []float64{1000, 2000, 3000}, Y: make([]float64, 3)}}
	got, err := s.Dropped(space.Kernel{Bandwidth: 1000, Cutoff: 1500}, []float64{1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	far := math.Exp(-2)
	want := space.Dropped{Weight: 2 * far / (3 + 4/math.E + 2*far), People: 6 * far / (14 + 16/math.E + 6*far), Exact: true}
	if math.Abs(got.Weight-want.Weight) > 1e-15 || math.Abs(got.People-want.People) > 1e-15 || !got.Exact {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestNothingDroppedWithoutCutoff(t *testing.T) {
	s := row(t)
	for _, k := range []space.Kernel{{Bandwidth: 100}, {Shape: space.Biweight, Bandwidth: 100, Cutoff: 100}, {Bandwidth: 1, Cutoff: 700}} {
		if got, err := s.Dropped(k, make([]float64, 5)); err != nil || got.Weight != 0 || got.People != 0 || !got.Exact {
			t.Errorf("%+v: got %+v, %v", k, got, err)
		}
	}
	for _, people := range [][]float64{{1}, {1, 1, 1, 1, -1}, {1, 1, 1, 1, math.NaN()}} {
		if got, err := s.Dropped(space.Kernel{Bandwidth: 1, Cutoff: 1}, people); err == nil {
			t.Errorf("%v people: got %+v, want an error", people, got)
		}
	}
}

// The bound of many units holds, and what is added up with a cut-off differs from the exact sums by no more.
func TestDroppedIsABound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 10_100 // more than are gone through exactly
	s := &space.Space{Points: sprawl(n)}
	people := make([]float64, n)
	for i := range people {
		people[i] = float64(r.IntN(500))
	}
	for _, k := range []space.Kernel{{Bandwidth: 2000, Cutoff: 8000}, {Shape: space.InversePower, Bandwidth: 1000, Power: 2, Cutoff: 20000},
		{Shape: space.Biweight, Bandwidth: 3000, Cutoff: 2000}} {
		got, err := s.Dropped(k, people)
		if err != nil {
			t.Fatal(err)
		}
		if got.Exact != (k.Shape == space.Biweight) {
			t.Errorf("%+v: got %+v", k, got)
		}
		whole := k
		whole.Cutoff = 0
		sums, err := s.SmoothMany([]space.Kernel{k, whole}, people)
		if err != nil {
			t.Fatal(err)
		}
		var want space.Dropped
		var all, crowd float64
		for i, p := range people {
			want.Weight += sums[1].Weight[i] - sums[0].Weight[i]
			want.People += p * (sums[1].Sums[0][i] - sums[0].Sums[0][i])
			all, crowd = all+sums[1].Weight[i], crowd+p*sums[1].Sums[0][i]
		}
		want.Weight, want.People = want.Weight/all, want.People/crowd
		const digits = 1e-12
		if got.Weight < want.Weight-digits || got.People < want.People-digits || got.Weight > 1 || got.People > 1 {
			t.Errorf("%+v: got %+v, less than %+v", k, got, want)
		}
		if got.Exact && (got.Weight > want.Weight+digits || got.People > want.People+digits) {
			t.Errorf("%+v: got %+v, want %+v", k, got, want)
		}
		t.Logf("%+v: bounds %.4f and %.4f of weight %.4f and people %.4f", k, got.Weight, got.People, want.Weight, want.People)
	}
}

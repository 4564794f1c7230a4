package relation_test

import (
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/relation"
)

// How alike neighbours are by an indicator over 1,000 areas, and the effective size of a pair of indicators.
func BenchmarkEffectiveSize(b *testing.B) {
	const side = 32
	r := rand.New(rand.NewPCG(1, 1))
	s, err := relation.NewStrata(side*side, lattice(side))
	if err != nil {
		b.Fatal(err)
	}
	x := smooth(r, side)
	b.Run("likeness", func(b *testing.B) {
		for b.Loop() {
			likeness(b, s, x)
		}
	})
	u, v := likeness(b, s, x), likeness(b, s, smooth(r, side))
	b.Run("pair", func(b *testing.B) {
		for b.Loop() {
			s.EffectiveSize(u, v)
		}
	})
}

func BenchmarkWard(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	profiles := make([][]float64, 1000)
	for i := range profiles {
		for range 20 {
			profiles[i] = append(profiles[i], r.NormFloat64())
		}
	}
	for b.Loop() {
		if _, err := relation.Ward(profiles); err != nil {
			b.Fatal(err)
		}
	}
}

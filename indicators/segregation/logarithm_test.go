package segregation

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestLogarithmIsThatOfTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 29))
	check := func(x float64) {
		if got, want := logarithm(x), math.Log(x); !(math.Abs(got-want) <= 5e-16*max(1, math.Abs(want))) {
			t.Fatalf("ln %v: got %v, want %v", x, got, want)
		}
	}
	for range 1_000_000 {
		check(r.Float64() + 0x1p-60)
		check(1 + 0.01*r.NormFloat64())
		check(math.Exp(300 * r.NormFloat64() / 2))
	}
	for j := range 513 {
		check(1 + float64(j)/512)
		check(math.Nextafter(1+float64(j)/512, 0))
	}
	check(0x1p-1022)
	check(math.MaxFloat64)
}

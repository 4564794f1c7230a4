package segregation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Two districts of two units of ten persons. The group is 8 and 6 of the first, 3 and 1 of the second: P = 18/40.
func TestVarianceByScaleOfBalancedUnits(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{8, 6, 3, 1}, {2, 4, 7, 9}}, Within: [][]int{{0, 0, 1, 1}}}
	got, err := segregation.VarianceByScale(c)
	if err != nil {
		t.Fatal(err)
	}
	// Districts 0.7 and 0.2: 40 · 0.25² = 2.5 of 40 · 0.45 · 0.55 = 9.9. Units 0.1 from their district: 40 · 0.01 = 0.4.
	districts, units, all := 2.5, 0.4, 9.9
	// Mean squares of a balanced analysis of variance: persons (1.6 + 2.4 + 2.1 + 0.9)/36, units 0.4/2 = persons + 10 σ², districts 2.5/1 = the same +
	// 20 σ².
	persons := 7.0 / 36
	unit := (units/2 - persons) / 10
	district := (districts/1 - units/2) / 20
	sum := persons + unit + district
	for _, v := range []struct {
		what      string
		got, want float64
	}{
		{"total", got.Total, (districts + units) / all},
		{"between districts", got.Terms[0], districts / all},
		{"between units", got.Terms[1], units / all},
		{"districts beyond chance", got.BeyondChance[0], district / sum},
		{"units beyond chance", got.BeyondChance[1], unit / sum},
	} {
		if math.Abs(v.got-v.want) > 1e-14 {
			t.Errorf("%s: got %v, want %v", v.what, v.got, v.want)
		}
	}
	if want := value(t, "correlation-ratio", c, nil); math.Abs(got.Total-want) > 1e-15 {
		t.Errorf("got %v in all, want eta² %v", got.Total, want)
	}
	// A level whose areas are those above has nothing of its own. Units of one person leave chance unknown.
	c.Within = [][]int{{0, 0, 1, 1}, {5, 5, 6, 6}}
	if same, err := segregation.VarianceByScale(c); err != nil || same.Terms[1] != 0 || same.BeyondChance[1] != 0 || math.Abs(same.BeyondChance[0]-got.BeyondChance[0]) > 1e-15 {
		t.Errorf("got %+v, %v with a level that is the one above, want %+v", same, err, got)
	}
	c = index.Composition{Counts: [][]float64{{1, 0, 1, 0}, {0, 1, 0, 1}}, Within: [][]int{{0, 0, 1, 1}}}
	if got, err := segregation.VarianceByScale(c); err != nil || got.BeyondChance != nil || got.Total != 1 {
		t.Errorf("got %+v, %v of units of one person", got, err)
	}
}

// In a made city with known variances at three levels the parts beyond chance are theirs, however small the units; the observed part of units
// grows when they hold fewer persons.
func TestVarianceBeyondChanceIsThatOfTheModel(t *testing.T) {
	effect := func(r *rand.Rand, sd float64) float64 { return sd * math.Sqrt(3) * (2*r.Float64() - 1) }
	const district, quarter, unit, P = 0.12, 0.08, 0.05, 0.45
	var observed [2]float64
	for k, size := range []int{8, 200} {
		r := rand.New(rand.NewPCG(uint64(size), 3))
		var c index.Composition
		c.Counts, c.Within = make([][]float64, 2), make([][]int, 2)
		for d := range 2000 {
			a := effect(r, district)
			for q := range 2 + r.IntN(3) {
				b := effect(r, quarter)
				for range 1 + r.IntN(5) {
					p, n := P+a+b+effect(r, unit), size/2+r.IntN(size)
					x := 0
					for range n {
						if r.Float64() < p {
							x++
						}
					}
					c.Counts[0], c.Counts[1] = append(c.Counts[0], float64(x)), append(c.Counts[1], float64(n-x))
					c.Within[0], c.Within[1] = append(c.Within[0], d), append(c.Within[1], 4*d+q)
				}
			}
		}
		got, err := segregation.VarianceByScale(c)
		if err != nil {
			t.Fatal(err)
		}
		// Persons vary by p(1 − p) around their unit, the rest of P(1 − P).
		for l, sd := range []float64{district, quarter, unit} {
			if want := sd * sd / (P * (1 - P)); math.Abs(got.BeyondChance[l]-want) > 0.15*want+0.004 {
				t.Errorf("units of %d: got %v at level %d, want about %v", size, got.BeyondChance[l], l, want)
			}
		}
		observed[k] = got.Terms[2]
	}
	if !(observed[0] > 2*observed[1]) {
		t.Errorf("got %v observed between small units and %v between large ones, want far more", observed[0], observed[1])
	}
}

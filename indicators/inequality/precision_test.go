package inequality_test

import (
	"errors"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// withDensity are the indices whose standard error reads the density at a percentile: it is no function of the values alone.
var withDensity = []string{"p90-p10", "percentile-ratio", "relative-median-poverty-gap"}

// Where the index is smooth, its standard error is that of the infinitesimal jackknife (Jaeckel 1972): n/(n − 1) Σ (w ∂I/∂w)², with the
// slopes by the weights taken from differences of the index itself.
func TestStandardErrorsAreThoseOfTheJackknife(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	d := index.Distribution{}
	for range 60 {
		d.Values = append(d.Values, math.Round(100*math.Exp(r.NormFloat64())))
		d.Weights = append(d.Weights, float64(100+r.IntN(900))+r.Float64())
	}
	compared := 0
	for _, ix := range ofValuesAlone() {
		if ix.Interval == nil || slices.Contains(withDensity, ix.ID) {
			continue
		}
		for _, p := range append([]index.Params{{}}, variants(ix)...) {
			for _, q := range ix.Params {
				if q.Name == "line" { // one that is a share of the median needs the density there
					p = maps.Clone(p)
					p["line"] = 61.5
				}
			}
			got, err := ix.Interval(index.Input{Distribution: d}, p)
			if err != nil {
				t.Errorf("%s %v: %v", ix.ID, p, err)
				continue
			}
			var squares float64
			for i, w := range d.Weights {
				value := func(step float64) float64 {
					e := index.Distribution{Values: d.Values, Weights: slices.Clone(d.Weights)}
					e.Weights[i] += step
					v, err := ix.Unequal(e, p)
					if err != nil {
						t.Fatalf("%s %v: %v", ix.ID, p, err)
					}
					return v
				}
				h := 1e-4 * w
				z := w * (value(h) - value(-h)) / (2 * h)
				squares += z * z
			}
			n := float64(len(d.Values))
			want := math.Sqrt(n / (n - 1) * squares)
			if !(math.Abs(got.SE-want) <= 1e-4*want) {
				t.Errorf("%s %v: standard error %v, want %v", ix.ID, p, got.SE, want)
			}
			compared++
		}
	}
	if compared < 20 {
		t.Errorf("compared %d standard errors, want at least 20", compared)
	}
}

// variants are values of the parameters of ix other than the defaults.
func variants(ix index.Index) (list []index.Params) {
	for _, q := range ix.Params {
		for _, v := range map[string][]float64{
			"epsilon": {0.25, 1, 1.0001, 2}, "alpha": {0.001, 0.3, 0.5, 1, 1.0001, 3}, "nu": {1.5, 2, 7}, "around": {1}, "share": {5, 40},
		}[q.Name] {
			if v >= q.Min && v <= q.Max && (ix.ID != "kolm" || v < 0.5) {
				list = append(list, index.Params{q.Name: v})
			}
		}
	}
	return list
}

// A standard error that reads a density, of a percentile ratio or with a poverty line that is a share of the median, is near that of the
// bootstrap, which needs none.
func TestStandardErrorsByDensityAreNearTheBootstrap(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	d := index.Distribution{}
	for range 2000 {
		d.Values = append(d.Values, 100*math.Exp(0.5*r.NormFloat64()))
	}
	compared := 0
	for _, ix := range ofValuesAlone() {
		hasLine := slices.ContainsFunc(ix.Params, func(q index.Param) bool { return q.Name == "line" })
		if !slices.Contains(withDensity, ix.ID) && !hasLine {
			continue
		}
		got, err := ix.Interval(index.Input{Distribution: d}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var sum, squares float64
		const draws = 300
		for range draws {
			e := index.Distribution{Values: make([]float64, len(d.Values))}
			for i := range e.Values {
				e.Values[i] = d.Values[r.IntN(len(d.Values))]
			}
			v, err := ix.Unequal(e, nil)
			if err != nil {
				t.Fatal(err)
			}
			sum, squares = sum+v, squares+v*v
		}
		want := math.Sqrt((squares - sum*sum/draws) / (draws - 1))
		if !(math.Abs(got.SE-want) <= 0.2*want) {
			t.Errorf("%s: standard error %v, by the bootstrap %v", ix.ID, got.SE, want)
		}
		compared++
	}
	if compared < 7 {
		t.Errorf("compared %d standard errors, want at least 7", compared)
	}
}

func TestOneValueHasNoStandardError(t *testing.T) {
	for _, ix := range ofValuesAlone() {
		if ix.Interval == nil {
			continue
		}
		got, err := ix.Interval(index.Input{Distribution: index.Distribution{Values: []float64{7}}}, nil)
		if !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %+v, %v, want an undefined error", ix.ID, got, err)
		}
	}
}

// Zeros, such as of those without income, have no logarithm; they count among the persons and are no part of the density of the others.
func TestStandardErrorsByDensityWithZeros(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	var few, many index.Distribution
	for i := range 400 {
		x := math.Exp(r.NormFloat64())
		if i%50 == 0 {
			x = 0
		}
		few.Values = append(few.Values, x)
		if i%2 == 0 {
			x = 0
		}
		many.Values = append(many.Values, x)
	}
	for _, ix := range ofValuesAlone() {
		if !slices.Contains(withDensity, ix.ID) {
			continue
		}
		if got, err := ix.Interval(index.Input{Distribution: few}, nil); err != nil || !(got.SE > 0) {
			t.Errorf("%s with few zeros: got %+v, %v, want a standard error", ix.ID, got, err)
		}
		if got, err := ix.Interval(index.Input{Distribution: many}, nil); !errors.Is(err, index.ErrUndefined) && ix.ID != "percentile-ratio" {
			t.Errorf("%s with zeros for more than half: got %+v, %v, want an undefined error", ix.ID, got, err)
		}
	}
}

package composite_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

var close12 = cmp.Options{cmpopts.EquateApprox(1e-12, 1e-12), cmpopts.EquateNaNs()}

var nan = math.NaN()

// COINr's log_GII returns 1, 2, 2, …, 250 for these values. The formula ln((max − 1)(x − min)/(max − min) + 1), with max 250 and
// min 1, is ln x here.
func TestLogarithmOfTheGlobalInnovationIndex(t *testing.T) {
	x := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 60, 250}
	got, err := composite.Logarithm(index.Indicators{Columns: [][]float64{x}}, composite.LogGII)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]float64, len(x))
	for i, v := range x {
		want[i] = math.Log(v)
	}
	if d := cmp.Diff(got[0], want, close12); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if slices.Equal(got[0], x) {
		t.Error("the values are as they were")
	}
	// Of 0.2, 0.4 and 0.8 the formula would give 0, −0.07 and −0.22.
	_, err = composite.Logarithm(index.Indicators{Columns: [][]float64{{0.2, 0.4, 0.8}}}, composite.LogGII)
	if !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v, want that the order would be turned round", err)
	}
}

// Turning an indicator round twice, by its sign and by its direction, changes nothing; every scale is turned round, not only shifted.
func TestDirectionIsSymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	scales := map[string]func(index.Indicators) ([][]float64, error){
		"min–max":     func(x index.Indicators) ([][]float64, error) { return composite.MinMax(x, 100) },
		"z":           func(x index.Indicators) ([][]float64, error) { return composite.ZScore(x, true) },
		"percentile":  func(x index.Indicators) ([][]float64, error) { return composite.PercentileRank(x, 100, false) },
		"Borda":       func(x index.Indicators) ([][]float64, error) { return composite.BordaPoints(x, false) },
		"exponential": func(x index.Indicators) ([][]float64, error) { return composite.ExponentialRank(x, 23) },
		"goalposts":   func(x index.Indicators) ([][]float64, error) { return composite.Goalposts(x, 100, false) },
		"target":      func(x index.Indicators) ([][]float64, error) { return composite.DistanceToTarget(x, false) },
		"logarithm":   func(x index.Indicators) ([][]float64, error) { return composite.Logarithm(x, composite.LogShifted) },
	}
	for range 100 {
		column := make([]float64, 3+r.IntN(8))
		for i := range column {
			column[i] = math.Round(10*r.NormFloat64()) / 2
		}
		turned := make([]float64, len(column))
		for i, v := range column {
			turned[i] = -v
		}
		low := index.Indicators{Columns: [][]float64{column}, Reverse: []bool{true}, Goals: []index.Goal{{Low: -30, High: 25}}}
		high := index.Indicators{Columns: [][]float64{turned}, Goals: []index.Goal{{Low: -25, High: 30}}}
		plain := index.Indicators{Columns: [][]float64{column}, Goals: low.Goals}
		for name, scale := range scales {
			a, err := scale(low)
			b, err2 := scale(high)
			if (err == nil) != (err2 == nil) {
				t.Fatalf("%s: errors %v and %v", name, err, err2)
			}
			if d := cmp.Diff(a, b, close12); d != "" {
				t.Fatalf("%s of %v:\n%s", name, column, d)
			}
			if err != nil {
				continue
			}
			c, _ := scale(plain)
			mirror := map[string]float64{"min–max": 100, "percentile": 100, "z": 0, "Borda": float64(len(column) - 1), "goalposts": 100}
			if sum, ok := mirror[name]; ok {
				for i := range column {
					if math.Abs(a[0][i]+c[0][i]-sum) > 1e-9 {
						t.Fatalf("%s of %v: unit %d has %v, and %v the other way round", name, column, i, c[0][i], a[0][i])
					}
				}
			}
		}
	}
}

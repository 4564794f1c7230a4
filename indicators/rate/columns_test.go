package rate_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

func TestWilsonColumns(t *testing.T) {
	count := []float64{0, 5, 10, 11, math.NaN(), 3, 65}
	population := []float64{10, 10, 10, 10, 10, 0, 100}
	var want [2][]float64
	for i := range count {
		l, u := rate.Wilson(count[i], population[i], 0.95)
		want[0], want[1] = append(want[0], l), append(want[1], u)
	}
	for _, workers := range []int{0, 1, 3, 20} {
		got := [2][]float64{make([]float64, len(count)), make([]float64, len(count))}
		if err := rate.WilsonColumns(count, population, 0.95, got[0], got[1], workers); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(got, want, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("%d workers: got -, want +:\n%s", workers, d)
		}
	}
	for _, err := range []error{
		rate.WilsonColumns(count, population[1:], 0.95, count, count, 1),
		rate.WilsonColumns(count, population, 95, count, count, 1),
	} {
		if !errors.Is(err, index.ErrUndefined) {
			t.Errorf("got %v, want undefined", err)
		}
	}
}

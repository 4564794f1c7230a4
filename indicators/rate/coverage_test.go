package rate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/rate"
)

// How often the intervals of a contrast hold the truth, at the sizes of districts, 4,000 draws each: a standard error of 0.34 percentage points at 95.
// The intervals of rates are made of Byar's limits, exact below ten events, which hold more than they promise where events are few; Katz's
// needs events, and draws without are left out.
func TestContrastsCover(t *testing.T) {
	const draws = 4000
	newcombe := func(x1, n1, x2, n2 float64) (float64, float64) { return rate.NewcombeDifference(x1, n1, x2, n2, 0.95) }
	katz := func(x1, n1, x2, n2 float64) (float64, float64) { return rate.RatioInterval(x1, n1, x2, n2, 0.95) }
	byars := func(x, n float64) (v, l, u float64) {
		l, u = rate.Byar(x, 0.95)
		return x / n, l / n, u / n
	}
	difference := func(x1, n1, x2, n2 float64) (float64, float64) {
		v1, l1, u1 := byars(x1, n1)
		v2, l2, u2 := byars(x2, n2)
		return rate.MOVERDifference(v1, l1, u1, v2, l2, u2)
	}
	ratio := func(x1, n1, x2, n2 float64) (float64, float64) {
		v1, l1, u1 := byars(x1, n1)
		v2, l2, u2 := byars(x2, n2)
		return rate.MOVERRatio(v1, l1, u1, v2, l2, u2)
	}
	minus := func(a, b float64) float64 { return a - b }
	over := func(a, b float64) float64 { return a / b }
	for i, c := range []struct {
		name           string
		kind           rate.Kind
		truth          func(p1, p2 float64) float64
		limits         func(x1, n1, x2, n2 float64) (float64, float64)
		p1, n1, p2, n2 float64
		low, high      float64
	}{
		{"Newcombe, none", rate.Persons, minus, newcombe, 0.15, 1500, 0.15, 6000, 0.94, 0.96},
		{"Newcombe, large", rate.Persons, minus, newcombe, 0.30, 1500, 0.15, 30000, 0.94, 0.96},
		{"Newcombe, few", rate.Persons, minus, newcombe, 0.02, 150, 0.05, 9000, 0.935, 0.975},
		{"Newcombe, nearly all", rate.Persons, minus, newcombe, 0.96, 80, 0.90, 2000, 0.935, 0.975},
		{"Katz, none", rate.Persons, over, katz, 0.15, 1500, 0.15, 6000, 0.94, 0.96},
		{"Katz, twice", rate.Persons, over, katz, 0.30, 300, 0.15, 9000, 0.94, 0.965},
		{"Katz, few", rate.Persons, over, katz, 0.03, 300, 0.05, 9000, 0.935, 0.975},
		{"MOVER difference, none", rate.Occurrences, minus, difference, 0.02, 1500, 0.02, 6000, 0.94, 0.975},
		{"MOVER difference, twice", rate.Occurrences, minus, difference, 0.04, 800, 0.02, 6000, 0.94, 0.975},
		{"MOVER difference, few", rate.Occurrences, minus, difference, 0.004, 1000, 0.008, 9000, 0.94, 0.99},
		{"MOVER ratio, none", rate.Occurrences, over, ratio, 0.02, 1500, 0.02, 6000, 0.94, 0.975},
		{"MOVER ratio, twice", rate.Occurrences, over, ratio, 0.04, 800, 0.02, 6000, 0.94, 0.975},
		{"MOVER ratio, few", rate.Occurrences, over, ratio, 0.004, 1000, 0.008, 9000, 0.94, 0.99},
	} {
		r := rand.New(rand.NewPCG(1998, uint64(i)))
		truth := c.truth(c.p1, c.p2)
		covered, drawn := 0, 0
		for range draws {
			v1, _, _ := draw(r, c.kind, c.p1, c.n1)
			v2, _, _ := draw(r, c.kind, c.p2, c.n2)
			lower, upper := c.limits(v1*c.n1, c.n1, v2*c.n2, c.n2)
			if math.IsNaN(lower) {
				continue
			}
			drawn++
			if lower <= truth && truth <= upper {
				covered++
			}
		}
		if got := float64(covered) / float64(drawn); got < c.low || got > c.high || drawn < draws*99/100 {
			t.Errorf("%s: covers %.4f of %d draws, want %v to %v", c.name, got, drawn, c.low, c.high)
		} else {
			t.Logf("%s: covers %.4f", c.name, got)
		}
	}
}

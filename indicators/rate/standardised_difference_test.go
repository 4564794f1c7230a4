package rate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/rate"
)

// Cohen (1988), table 6.2.2: the transforms of 0.80 and 0.60 are 2.214 and 1.772, so that h is 0.442; statsmodels 0.14, proportion_effectsize(.8, .6),
// has 0.4421431880029534. The limits are those of Wilson's of 56/70 and 48/80 on that scale, joined in NumPy.
func TestStandardisedDifferenceOfShares(t *testing.T) {
	l1, u1 := rate.Wilson(56, 70, 0.95)
	l2, u2 := rate.Wilson(48, 80, 0.95)
	h, lower, upper := rate.Persons.StandardisedDifference(0.8, l1, u1, 0.6, l2, u2)
	for _, c := range []struct{ got, want float64 }{{h, 0.4421431880029534}, {lower, 0.11520855397010504}, {upper, 0.7469415709927273}} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	// Against a figure that is certain only the first one's limits count.
	h, lower, upper = rate.Persons.StandardisedDifference(0.8, l1, u1, 0.6, 0.6, 0.6)
	phi := func(p float64) float64 { return 2 * math.Asin(math.Sqrt(p)) }
	if math.Abs(lower-phi(l1)+phi(0.6)) > 1e-12 || math.Abs(upper-phi(u1)+phi(0.6)) > 1e-12 || h < lower || h > upper {
		t.Errorf("against a certain figure: got %v (%v to %v)", h, lower, upper)
	}
	// Nobody and everybody: 2 arcsin 1 = π, and no limit beyond.
	l1, u1 = rate.Wilson(10, 10, 0.95)
	l2, u2 = rate.Wilson(0, 10, 0.95)
	if h, lower, upper := rate.Persons.StandardisedDifference(1, l1, u1, 0, l2, u2); h != math.Pi || upper != math.Pi || !(lower > 1 && lower < h) {
		t.Errorf("everybody against nobody: got %v (%v to %v), want π", h, lower, upper)
	}
}

// Of rare occurrences, at most one for a person, either scale gives the same.
func TestStandardisedDifferenceOfRareOccurrences(t *testing.T) {
	a, _, _ := rate.Persons.StandardisedDifference(0.02, 0, 1, 0.01, 0, 1)
	b, _, _ := rate.Occurrences.StandardisedDifference(0.02, 0, 1, 0.01, 0, 1)
	if math.Abs(a-b) > 0.001 || math.Abs(b-2*(math.Sqrt(0.02)-0.1)) > 1e-15 {
		t.Errorf("got %v of persons and %v of occurrences", a, b)
	}
}

// Worked out in NumPy: s = √((399·4²·400 + 899·3²·900)/1298) = 87.05 and d = 20/s. Against a certain mean s = 4·√400 = 80 and d = 0.25,
// z √(1/400 + 0.25²/800) = 0.09952.
func TestCohenD(t *testing.T) {
	d, lower, upper := rate.CohenD(330, 4, 400, 310, 3, 900, 0.95)
	e, below, above := rate.CohenD(330, 4, 400, 310, 0, 0, 0.95)
	for _, c := range []struct{ got, want float64 }{
		{d, 0.22975719502233558}, {lower, 0.11164737913511251}, {upper, 0.3478670109095586},
		{e, 0.25}, {below, 0.15048235823683298}, {above, 0.349517641763167},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	for name, in := range map[string][7]float64{
		"one person":           {330, 4, 1, 310, 3, 900, 0.95},
		"nothing varies":       {330, 0, 400, 310, 3, 900, 0.95},
		"no standard error":    {330, math.NaN(), 400, 310, 3, 900, 0.95},
		"a level of 95":        {330, 4, 400, 310, 3, 900, 95},
		"endlessly many asked": {330, 4, math.Inf(1), 310, 3, 900, 0.95},
	} {
		if d, l, u := rate.CohenD(in[0], in[1], in[2], in[3], in[4], in[5], in[6]); !math.IsNaN(d) || !math.IsNaN(l) || !math.IsNaN(u) {
			t.Errorf("%s: got %v (%v to %v), want none", name, d, l, u)
		}
	}
}

// Coverage of the nominal 95 per cent, 4,000 draws each: a standard error of 0.34 percentage points. The fourth is the one where the text-book's
// ∓ z √(1/n1 + 1/n2) covers 77 per cent (NumPy, 200,000 draws).
func TestStandardisedDifferenceCovers(t *testing.T) {
	const draws = 4000
	r := rand.New(rand.NewPCG(1988, 6))
	for _, c := range []struct {
		kind           rate.Kind
		p1, n1, p2, n2 float64
		low, high      float64
	}{
		{rate.Persons, 0.15, 1500, 0.15, 6000, 0.94, 0.96},
		{rate.Persons, 0.30, 200, 0.15, 6000, 0.94, 0.96},
		{rate.Persons, 0.01, 300, 0.02, 9000, 0.94, 0.975},
		{rate.Persons, 0.005, 300, 0.02, 9000, 0.94, 0.985},
		{rate.Persons, 0.97, 100, 0.90, 400, 0.935, 0.97},
		{rate.Occurrences, 0.02, 1500, 0.01, 6000, 0.945, 0.98},
		{rate.Occurrences, 0.005, 800, 0.01, 9000, 0.945, 0.985}, // limits of few events hold more than they promise
	} {
		truth, _, _ := c.kind.StandardisedDifference(c.p1, c.p1, c.p1, c.p2, c.p2, c.p2)
		covered := 0
		for range draws {
			v1, l1, u1 := draw(r, c.kind, c.p1, c.n1)
			v2, l2, u2 := draw(r, c.kind, c.p2, c.n2)
			if _, lower, upper := c.kind.StandardisedDifference(v1, l1, u1, v2, l2, u2); lower <= truth && truth <= upper {
				covered++
			}
		}
		if got := float64(covered) / draws; got < c.low || got > c.high {
			t.Errorf("%+v: covers %.4f", c, got)
		}
	}
}

// draw draws a figure per person with its limits.
func draw(r *rand.Rand, kind rate.Kind, p, n float64) (v, lower, upper float64) {
	if kind == rate.Persons {
		x := distuv.Binomial{N: n, P: p, Src: r}.Rand()
		lower, upper = rate.Wilson(x, n, 0.95)
		return x / n, lower, upper
	}
	x := distuv.Poisson{Lambda: n * p, Src: r}.Rand()
	lower, upper = rate.Byar(x, 0.95)
	return x / n, lower / n, upper / n
}

func TestCohenDCovers(t *testing.T) {
	const draws = 4000
	r := rand.New(rand.NewPCG(1985, 5))
	sample := func(mean, sd float64, n int) (m, se float64) {
		sum, squares := 0.0, 0.0
		for range n {
			x := mean + sd*r.NormFloat64()
			sum += x
			squares += x * x
		}
		m = sum / float64(n)
		return m, math.Sqrt((squares-sum*m)/float64(n-1)) / math.Sqrt(float64(n))
	}
	covered := 0
	for range draws {
		m1, se1 := sample(330, 80, 60)
		m2, se2 := sample(310, 80, 140)
		if _, lower, upper := rate.CohenD(m1, se1, 60, m2, se2, 140, 0.95); lower <= 0.25 && 0.25 <= upper {
			covered++
		}
	}
	if got := float64(covered) / draws; got < 0.94 || got > 0.96 {
		t.Errorf("covers %.4f, want 0.94 to 0.96", got)
	}
}

func ExampleKind_StandardisedDifference() {
	l1, u1 := rate.Wilson(150, 1000, 0.95)
	l2, u2 := rate.Wilson(1200, 12000, 0.95)
	h, lower, upper := rate.Persons.StandardisedDifference(0.15, l1, u1, 0.10, l2, u2)
	fmt.Printf("h = %.2f (%.2f to %.2f)\n", h, lower, upper)
	// Output: h = 0.15 (0.09 to 0.22)
}

package inequality_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// paid returns random values made of sources, one of which may be taken off, and what some of them leave.
func paid(r *rand.Rand, n, sources int) index.Distribution {
	d := index.Distribution{Values: make([]float64, n), Sources: make([][]float64, sources)}
	for k := range d.Sources {
		d.Sources[k] = make([]float64, n)
	}
	for i := range n {
		d.Weights = append(d.Weights, 1+9*r.Float64())
		d.Rank = append(d.Rank, float64(r.IntN(n)))
		total := 0.0
		for k := range d.Sources {
			v := math.Round(100 * math.Exp(r.NormFloat64()))
			if k == sources-1 { // a tax
				v = -math.Round(0.3 * total)
			}
			d.Sources[k][i] = v
			total += v
		}
		d.Values[i] = total + float64(r.IntN(2)*r.IntN(50)) // some have more than their sources
	}
	return d
}

func TestContributionsOfSourcesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range 100 {
		d := paid(r, 3+r.IntN(40), 1+r.IntN(4))
		g, err := inequality.GiniBySource(d)
		if err != nil {
			t.Fatal(err)
		}
		v, err := inequality.VariationBySource(d)
		if err != nil {
			t.Fatal(err)
		}
		s, err := inequality.GiniShapleyBySource(d, false)
		if err != nil {
			t.Fatal(err)
		}
		gini, variation, shapley := g.Remainder, v.Remainder, s.Remainder
		for k := range d.Sources {
			gini, variation, shapley = gini+g.Sources[k].Contribution, variation+v.Sources[k].Contribution, shapley+s.Contributions[k]
			if product := g.Sources[k].Share * g.Sources[k].Gini * g.Sources[k].Correlation; !math.IsNaN(product) && math.Abs(product-g.Sources[k].Contribution) > 1e-12 {
				t.Errorf("got share · gini · correlation %v, want the contribution %v", product, g.Sources[k].Contribution)
			}
		}
		if math.Abs(gini-g.Total) > 1e-12 || math.Abs(variation-v.Total) > 1e-12*max(1, v.Total) || math.Abs(shapley-s.Total) > 1e-12 {
			t.Errorf("got sums %v, %v, %v, want %v, %v, %v", gini, variation, shapley, g.Total, v.Total, s.Total)
		}
		cv, err := inequality.CoefficientOfVariation(d)
		if err != nil || math.Abs(cv*cv-v.Total) > 1e-11*max(1, v.Total) {
			t.Errorf("got variation %v, want the square of %v, %v", v.Total, cv, err)
		}
	}
}

// The marginal effect is the relative change of the coefficient when everybody's amount rises by a small part.
func TestMarginalEffectIsADerivative(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	const step = 1e-6
	for range 20 {
		d := paid(r, 30, 3)
		g, err := inequality.GiniBySource(d)
		if err != nil {
			t.Fatal(err)
		}
		for k := range d.Sources {
			at := func(e float64) float64 {
				moved := d
				moved.Values = make([]float64, len(d.Values))
				for i := range d.Values {
					moved.Values[i] = d.Values[i] + e*d.Sources[k][i]
				}
				v, err := inequality.Gini(moved)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			want := (at(step) - at(-step)) / (2 * step) / g.Total
			if got := g.Sources[k].Marginal; math.Abs(got-want) > 1e-3 { // ties make a corner
				t.Errorf("source %d: got %v, want %v", k, got, want)
			}
		}
	}
}

// A source that is the same for all explains nothing where it is replaced by its mean, and evens out where it is taken away.
func TestAnEqualSourceEvensOut(t *testing.T) {
	d := index.Distribution{Values: []float64{10, 20, 30, 60}, Sources: [][]float64{{0, 10, 20, 50}, {10, 10, 10, 10}}}
	s, err := inequality.GiniShapleyBySource(d, false)
	if err != nil || math.Abs(s.Contributions[1]) > 1e-15 {
		t.Errorf("replaced: got %v, %v, want 0", s.Contributions, err)
	}
	s, err = inequality.GiniShapleyBySource(d, true)
	// Gini of 0, 10, 20, 50 is 0.5, of 10 each 0, of all 1/3: ½ (0 + 1/3 − 1/2).
	if want := (1.0/3 - 0.5) / 2; err != nil || math.Abs(s.Contributions[1]-want) > 1e-12 {
		t.Errorf("taken away: got %v, %v, want %v", s.Contributions, err, want)
	}
	g, err := inequality.GiniBySource(d)
	if err != nil || g.Sources[1].Contribution != 0 || math.Abs(g.Sources[1].Marginal+1.0/3) > 1e-12 {
		t.Errorf("by covariance: got %+v, %v, want contribution 0 and marginal effect −1/3", g.Sources, err)
	}
}

func TestContributionsOfDeterminantsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	for range 100 {
		d := paid(r, 12+r.IntN(40), 2)
		for k := range d.Sources { // determinants of another size, one with a mean near 0
			for i := range d.Sources[k] {
				d.Sources[k][i] = r.NormFloat64()*math.Pow(1000, float64(k)) + float64(k)
			}
		}
		c, err := inequality.ConcentrationByDeterminant(d)
		if err != nil {
			t.Fatal(err)
		}
		sum := c.Residual
		for _, term := range c.Determinants {
			sum += term.Contribution
			if product := term.Elasticity * term.Concentration; !math.IsNaN(product) && math.Abs(product-term.Contribution) > 1e-10 {
				t.Errorf("got elasticity · concentration %v, want %v", product, term.Contribution)
			}
		}
		if math.Abs(sum-c.Total) > 1e-12 {
			t.Errorf("got %v, want %v", sum, c.Total)
		}
	}
}

// Values that are a combination of their determinants leave no residual.
func TestDeterminantsThatExplainEverything(t *testing.T) {
	d := index.Distribution{Rank: []float64{1, 2, 3, 4, 5}, Sources: [][]float64{{1, 4, 2, 8, 5}, {3, 1, 4, 1, 5}}}
	for i := range d.Rank {
		d.Values = append(d.Values, 7+2*d.Sources[0][i]-0.5*d.Sources[1][i])
	}
	c, err := inequality.ConcentrationByDeterminant(d)
	if err != nil || math.Abs(c.Residual) > 1e-13 || math.Abs(c.Explained-1) > 1e-13 ||
		math.Abs(c.Determinants[0].Coefficient-2) > 1e-12 || math.Abs(c.Determinants[1].Coefficient+0.5) > 1e-12 {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestSourcesAreUndefined(t *testing.T) {
	many := index.Distribution{Values: []float64{13, 26}}
	for range 13 {
		many.Sources = append(many.Sources, []float64{1, 2})
	}
	if s, err := inequality.GiniShapleyBySource(many, false); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("13 sources: got %v, %v, want undefined", s, err)
	}
	tax := index.Distribution{Values: []float64{5, 20}, Sources: [][]float64{{15, 22}, {-10, -2}}}
	if s, err := inequality.GiniShapleyBySource(tax, true); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("less than nothing: got %v, %v, want undefined", s, err)
	}
	if _, err := inequality.GiniShapleyBySource(tax, false); err != nil {
		t.Errorf("replaced by the mean: %v", err)
	}
	for name, d := range map[string]index.Distribution{
		"constant":     {Values: []float64{1, 2, 4}, Rank: []float64{1, 2, 3}, Sources: [][]float64{{0.1, 0.1, 0.1}}},
		"zero":         {Values: []float64{1, 2, 4}, Rank: []float64{1, 2, 3}, Sources: [][]float64{{0, 0, 0}}},
		"combination":  {Values: []float64{1, 2, 4, 5}, Rank: []float64{1, 2, 3, 4}, Sources: [][]float64{{1, 5, 3, 2}, {3, 11, 7, 5}}},
		"too many":     {Values: []float64{1, 2}, Rank: []float64{1, 2}, Sources: [][]float64{{1, 5}, {2, 1}}},
		"none":         {Values: []float64{1, 2}, Rank: []float64{1, 2}},
		"nobody ranks": {Values: []float64{1, 2}, Sources: [][]float64{{1, 5}}},
	} {
		if c, err := inequality.ConcentrationByDeterminant(d); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %+v, %v, want undefined", name, c, err)
		}
	}
}

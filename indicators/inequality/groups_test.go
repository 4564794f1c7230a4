package inequality_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/registry"
)

// decompositions by group, which add up with their rest.
var decompositions = map[string]func(index.Distribution) (inequality.GroupDecomposition, error){
	"theil T": inequality.TheilTDecomposition,
	"theil L": inequality.TheilLDecomposition,
	"entropy -1.5": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.GeneralisedEntropyDecomposition(d, -1.5)
	},
	"entropy 0.5": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.GeneralisedEntropyDecomposition(d, 0.5)
	},
	"entropy 2": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.GeneralisedEntropyDecomposition(d, 2)
	},
	"atkinson 0.5": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.AtkinsonDecomposition(d, 0.5)
	},
	"atkinson 1": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.AtkinsonDecomposition(d, 1)
	},
	"atkinson 2": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		return inequality.AtkinsonDecomposition(d, 2)
	},
	"gini": inequality.GiniDecomposition,
	"gini by stratification": func(d index.Distribution) (inequality.GroupDecomposition, error) {
		s, err := inequality.GiniStratification(d)
		return s.GroupDecomposition, err
	},
}

// grouped returns random values above 0 in up to five groups, some of the same value.
func grouped(r *rand.Rand, n int) index.Distribution {
	var d index.Distribution
	for range n {
		d.Values = append(d.Values, math.Round(100*math.Exp(r.NormFloat64()))+1)
		d.Weights = append(d.Weights, float64(1+r.IntN(900)))
		d.Group = append(d.Group, r.IntN(min(n, 5)))
	}
	return d
}

func TestDecompositionsByGroupAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		d := grouped(r, 1+r.IntN(60))
		for name, decompose := range decompositions {
			g, err := decompose(d)
			if err != nil {
				t.Fatal(err)
			}
			if sum := g.Between + g.Within + g.Rest; math.Abs(sum-g.Total) > 1e-12*max(1, g.Total) {
				t.Errorf("%s: got %v + %v + %v = %v, want %v, for %v", name, g.Between, g.Within, g.Rest, sum, g.Total, d)
			}
			people, held := 0.0, 0.0
			for _, term := range g.Groups {
				people, held = people+term.People, held+term.Held
			}
			if math.Abs(people-1) > 1e-12 || math.Abs(held-1) > 1e-12 {
				t.Errorf("%s: shares add up to %v and %v, want 1", name, people, held)
			}
		}
		if s, err := inequality.GiniShapley(d); err != nil || math.Abs(s.Between+s.Within-s.Total) > 1e-12 {
			t.Errorf("shapley: got %+v, %v", s, err)
		}
	}
}

// One group only: all inequality is within. A group for each value: all of it is between.
func TestDecompositionsAtTheirEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for range 100 {
		d := grouped(r, 2+r.IntN(20))
		for name, decompose := range decompositions {
			for i := range d.Group {
				d.Group[i] = 0
			}
			if g, err := decompose(d); err != nil || math.Abs(g.Within-g.Total) > 1e-12 || g.Between > 1e-12 || math.Abs(g.Rest) > 1e-12 {
				t.Errorf("%s in one group: got %+v, %v", name, g, err)
			}
			for i := range d.Group {
				d.Group[i] = i
			}
			if g, err := decompose(d); err != nil || math.Abs(g.Between-g.Total) > 1e-12 || g.Within > 1e-12 || math.Abs(g.Rest) > 1e-12 {
				t.Errorf("%s, a group for each: got %+v, %v", name, g, err)
			}
		}
	}
}

// A group that is made into two of the same values, with half of the persons each, changes neither the whole nor what is between groups.
func TestDuplicationOfAGroup(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 100 {
		d := grouped(r, 6+r.IntN(30))
		twin := index.Distribution{Values: slices.Clone(d.Values), Weights: slices.Clone(d.Weights), Group: slices.Clone(d.Group)}
		for i, k := range d.Group {
			if k == d.Group[0] {
				twin.Weights[i] /= 2
				twin.Values = append(twin.Values, d.Values[i])
				twin.Weights = append(twin.Weights, d.Weights[i]/2)
				twin.Group = append(twin.Group, 5)
			}
		}
		for name, decompose := range decompositions {
			before, err := decompose(d)
			if err != nil {
				t.Fatal(err)
			}
			after, err := decompose(twin)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(after.Total-before.Total) > 1e-12*max(1, before.Total) || math.Abs(after.Between-before.Between) > 1e-12*max(1, before.Between) {
				t.Errorf("%s: got %v and %v between, want %v and %v", name, after.Total, after.Between, before.Total, before.Between)
			}
			// The weights within are shares of the persons squared, as it were, for the Gini coefficient: there it falls.
			if name != "gini" && math.Abs(after.Within-before.Within) > 1e-12*max(1, before.Within) {
				t.Errorf("%s: got %v within, want %v", name, after.Within, before.Within)
			}
			if name == "gini" && after.Within > before.Within+1e-12 {
				t.Errorf("%s: got %v within, want at most %v", name, after.Within, before.Within)
			}
		}
	}
}

// The overlap is what re-ranking by the mean of the group first makes: none where ranges do not overlap.
func TestGiniOverlapIsZeroForGroupsApart(t *testing.T) {
	d := index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6}, Group: []int{1, 1, 0, 0, 2, 2}}
	g, err := inequality.GiniDecomposition(d)
	if err != nil || g.Rest > 1e-15 {
		t.Errorf("apart: got overlap %v, %v, want 0", g.Rest, err)
	}
	s, err := inequality.GiniStratification(d)
	if err != nil {
		t.Fatal(err)
	}
	for k, stratum := range s.Strata {
		if math.Abs(stratum.Stratification-1) > 1e-12 || math.Abs(stratum.Overlapping-s.Groups[k].People) > 1e-12 {
			t.Errorf("group %d: got %+v, want a stratum of its own", k, stratum)
		}
	}
	d.Group = []int{1, 0, 1, 0, 1, 0}
	if g, err = inequality.GiniDecomposition(d); err != nil || g.Rest < 0.01 {
		t.Errorf("mixed: got overlap %v, %v, want some", g.Rest, err)
	}
}

// Groups in which all are alike, or which have nothing, or nobody.
func TestGroupsWithoutInequality(t *testing.T) {
	d := index.Distribution{Values: []float64{0, 0, 5, 5, 1, 3, 9}, Weights: []float64{1, 1, 1, 1, 1, 1, 0}, Group: []int{0, 0, 1, 1, 2, 2, 3}}
	for _, name := range []string{"theil T", "entropy 0.5", "entropy 2", "atkinson 0.5", "gini", "gini by stratification"} {
		g, err := decompositions[name](d)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(g.Groups) != 3 {
			t.Errorf("%s: got %d groups, want the 3 that have persons", name, len(g.Groups))
		}
		if !math.IsNaN(g.Groups[0].Index) || g.Groups[0].Contribution != 0 || g.Groups[1].Index != 0 {
			t.Errorf("%s: got %+v", name, g.Groups)
		}
		if math.Abs(g.Between+g.Within+g.Rest-g.Total) > 1e-12 {
			t.Errorf("%s: got %+v, which does not add up", name, g)
		}
	}
	for _, name := range []string{"theil L", "entropy -1.5", "atkinson 1"} {
		if g, err := decompositions[name](d); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s with zeros: got %+v, %v, want undefined", name, g, err)
		}
	}
	if s, err := inequality.GiniShapley(d); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("a group that has nothing: got %+v, %v, want undefined", s, err)
	}
	if b, err := inequality.BetweenGroupPermutation(index.Distribution{Values: []float64{1, 2}, Group: []int{0, 1}}, 99, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("one way to divide: got %+v, %v, want undefined", b, err)
	}
}

// A p-value is a share of divisions, of which the real one is one: with m random ones it is a multiple of 1/(m + 1) and never 0.
func TestPermutationPValueIsNeverZero(t *testing.T) {
	d := index.Distribution{Group: make([]int, 40)}
	for i := range d.Group {
		d.Values = append(d.Values, 1+float64(i/20)*100+float64(i%20)/100)
		d.Group[i] = i / 20
	}
	b, err := inequality.BetweenGroupPermutation(d, 99, 1)
	if err != nil || math.Abs(b.P-0.01) > 1e-15 {
		t.Errorf("got p %v, %v, want 1/100", b.P, err)
	}
	// Groups of one composition: no division has less between them.
	for i := range d.Group {
		d.Values[i], d.Group[i] = float64(1+i/2), i%2
	}
	if b, err = inequality.BetweenGroupPermutation(d, 99, 1); err != nil || b.P != 1 || b.Between > 1e-15 {
		t.Errorf("got %+v, %v, want p of 1", b, err)
	}
}

// convey says 0.000459 for the standard error of Theil's T between the regions of the Austrian sample of laeken, and 0.00226 within; the
// spread of the parts over bootstrap samples says a third of the former.
func TestStandardErrorsOfPartsAreThoseOfTheBootstrap(t *testing.T) {
	var d index.Distribution
	regions := map[string]int{}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "inequality", "laeken_eusilc.csv")) {
		x := row.Number(t, "eqIncome")
		if x <= 0 {
			continue
		}
		k, ok := regions[row["db040"]]
		if !ok {
			k = len(regions)
			regions[row["db040"]] = k
		}
		d.Values, d.Weights, d.Group = append(d.Values, x), append(d.Weights, row.Number(t, "rb050")), append(d.Group, k)
	}
	ix, err := registry.Lookup("theil-t-decomposition")
	if err != nil {
		t.Fatal(err)
	}
	parts, err := ix.Compute(index.Input{Distribution: d}, nil)
	if err != nil {
		t.Fatal(err)
	}
	const draws = 400
	r := rand.New(rand.NewPCG(10, 1))
	n := len(d.Values)
	drawn := index.Distribution{Values: make([]float64, n), Weights: make([]float64, n), Group: make([]int, n)}
	var sum, squares [3]float64 // of total, between and within
	for range draws {
		for i := range n {
			j := r.IntN(n)
			drawn.Values[i], drawn.Weights[i], drawn.Group[i] = d.Values[j], d.Weights[j], d.Group[j]
		}
		g, err := inequality.TheilTDecomposition(drawn)
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range []float64{g.Total, g.Between, g.Within} {
			sum[k], squares[k] = sum[k]+v, squares[k]+v*v
		}
	}
	for k := range sum {
		spread := math.Sqrt((squares[k] - sum[k]*sum[k]/draws) / (draws - 1))
		// The spread of 400 draws is known within 4 per cent.
		if ratio := parts[k].SE / spread; ratio < 0.89 || ratio > 1.11 {
			t.Errorf("%s: got standard error %v, want %v", parts[k].Name, parts[k].SE, spread)
		}
	}
}

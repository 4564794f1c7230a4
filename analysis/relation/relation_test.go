package relation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators/index"
)

var (
	nan    = math.NaN()
	close9 = cmpopts.EquateApprox(1e-9, 1e-9)
)

// SciPy 1.17.1: pearsonr with its interval, spearmanr, kendalltau; NumPy 2.4.6: cov with aweights.
func TestCorrelationsAreThoseOfSciPy(t *testing.T) {
	x := []float64{3.1, 4.7, 2.2, 8.9, 6.4, 5.5, 7.3, 1.8, 9.6, 4.4, 6.1, 3.9}
	y := []float64{10.2, 9.1, 12.5, 4.0, 6.2, 9.9, 3.1, 14.4, 2.2, 9.1, 7.7, 8.3}
	w := []float64{120, 300, 80, 1500, 640, 210, 900, 60, 2200, 410, 350, 95}
	r, _ := relation.Pearson(x, y, nil)
	lower, upper := relation.Interval(r, 12, 0.95)
	rho, _ := relation.Spearman(x, y)
	tau, _ := relation.Kendall(x, y)
	weighted, _ := relation.Pearson(x, y, w)
	got := []float64{r, relation.P(r, 12), lower, upper, rho, relation.P(rho, 12), tau, weighted, relation.Size(x, y, w)}
	want := []float64{-0.9418902871291454, 4.731092216675467e-06, -0.9839275474486278, -0.8009371191487191, -0.9281975705483089, 1.3312257689188773e-05,
		-0.8091838819320086, -0.9338844257584065, 5.375194249363433}
	if d := cmp.Diff(want, got, close9); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	// A unit without one of the numbers, and one without weight, are not there.
	x, y, w = append(x, nan, 99), append(y, 1, 99), append(w, 1, 0)
	if again, _ := relation.Pearson(x, y, w); math.Abs(again-weighted) > 1e-12 {
		t.Errorf("got %v with units that are not there, want %v", again, weighted)
	}
}

// Cohen 1968 gives .492 and .348 for his example of 200 patients in three categories with weights of disagreement 1, 3 and 6; the standard
// errors are those of statsmodels 0.15.0, cohens_kappa, as is the table of five types with quadratic weights.
func TestKappaOfCohen(t *testing.T) {
	table := [][]float64{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}
	wrong := [][]float64{{0, 1, 3}, {1, 0, 6}, {3, 6, 0}}
	weights, plain := make([][]float64, 3), make([][]float64, 3)
	for i := range wrong {
		weights[i], plain[i] = make([]float64, 3), make([]float64, 3)
		plain[i][i] = 1
		for j, v := range wrong[i] {
			weights[i][j] = 1 - v/6
		}
	}
	five := [][]float64{{3, 0, 0, 0, 0}, {1, 2, 1, 0, 0}, {0, 3, 4, 2, 0}, {0, 4, 4, 9, 13}, {0, 0, 0, 0, 1}}
	for _, c := range []struct {
		name           string
		table, weights [][]float64
		kappa, se      float64
	}{
		{"weighted", table, weights, 0.3478260869565216, 0.07550401525482296},
		{"unweighted", table, plain, 0.49152542372881347, 0.05100181557607786},
		{"quadratic", five, relation.Quadratic(5), 0.6705222572730459, 0.083831678064304},
	} {
		e, err := relation.WeightedKappa(c.table, c.weights, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		se := (e.Value - e.Lower) / 1.959963984540054
		if d := cmp.Diff([]float64{c.kappa, c.se}, []float64{e.Value, se}, close9); d != "" {
			t.Errorf("%s: want -, got +:\n%s", c.name, d)
		}
	}
}

// The interval of kappa holds the truth: 60 areas, two who see the same quality with noise and cut it into four types at the same points.
func TestCoverageOfKappa(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	draw := func(n int) [][]float64 {
		out := make([][]float64, 4)
		for i := range out {
			out[i] = make([]float64, 4)
		}
		for range n {
			q := r.NormFloat64()
			cut := func(v float64) int {
				at, _ := slices.BinarySearch([]float64{-0.9, 0, 0.9}, v)
				return at
			}
			out[cut(q+0.5*r.NormFloat64())][cut(q+0.5*r.NormFloat64())]++
		}
		return out
	}
	truth, _ := relation.WeightedKappa(draw(2_000_000), relation.Quadratic(4), 0.95)
	held, runs := 0, 4000
	for range runs {
		e, err := relation.WeightedKappa(draw(60), relation.Quadratic(4), 0.95)
		if err == nil && e.Lower <= truth.Value && truth.Value <= e.Upper {
			held++
		}
	}
	if share := float64(held) / float64(runs); share < 0.92 || share > 0.965 {
		t.Errorf("intervals hold the truth in %.3f of the draws", share)
	}
}

// All on the diagonal is full agreement, of which the standard error says nothing.
func TestFullAgreementHasNoInterval(t *testing.T) {
	e, err := relation.WeightedKappa([][]float64{{3, 0}, {0, 4}}, relation.Quadratic(2), 0.95)
	if err != nil || e.Value != 1 || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) {
		t.Errorf("got %+v, %v", e, err)
	}
	for name, table := range map[string][][]float64{
		"one type": {{7, 0}, {0, 0}}, "nothing": {{0, 0}, {0, 0}}, "negative": {{1, -1}, {1, 1}}, "not square": {{1, 2}, {1}}, "one row": {{1}},
	} {
		if e, err := relation.WeightedKappa(table, relation.Quadratic(len(table)), 0.95); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %+v, %v; want undefined", name, e, err)
		}
	}
}

// Two classifications in the same order reach the largest kappa of their margins, and equal margins 1.
func TestLargestKappa(t *testing.T) {
	ordered := [][]float64{{3, 1, 0}, {0, 2, 2}, {0, 0, 4}}
	e, _ := relation.WeightedKappa(ordered, relation.Quadratic(3), 0.95)
	most, err := relation.Largest([][]float64{{0, 0, 4}, {2, 1, 1}, {1, 2, 1}}, relation.Quadratic(3))
	if err != nil || math.Abs(most-e.Value) > 1e-12 {
		t.Errorf("got %v, %v; want %v", most, err, e.Value)
	}
	if most, err = relation.Largest([][]float64{{1, 4}, {4, 3}}, relation.Quadratic(2)); err != nil || math.Abs(most-1) > 1e-12 {
		t.Errorf("got %v, %v; want 1 of equal margins", most, err)
	}
}

// Fisher's interval covers: 15 units, normal with correlation 0.6; with weights that have nothing to do with the values, of the effective size; and
// of ranks by Bonett and Wright.
func TestCoverageOfCorrelations(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const n, runs = 15, 8000
	x, y, w := make([]float64, n), make([]float64, n), make([]float64, n)
	const rho = 0.6
	inRanks := 6 / math.Pi * math.Asin(rho/2) // of the population
	held := [3]int{}
	for range runs {
		for i := range n {
			x[i] = r.NormFloat64()
			y[i] = rho*x[i] + math.Sqrt(1-rho*rho)*r.NormFloat64()
			w[i] = 500 + 3000*r.Float64()
		}
		plain, _ := relation.Pearson(x, y, nil)
		weighted, _ := relation.Pearson(x, y, w)
		ranked, _ := relation.Spearman(x, y)
		for k, limits := range []func() (float64, float64, float64){
			func() (float64, float64, float64) { l, u := relation.Interval(plain, n, 0.95); return l, u, rho },
			func() (float64, float64, float64) {
				l, u := relation.Interval(weighted, relation.Size(x, y, w), 0.95)
				return l, u, rho
			},
			func() (float64, float64, float64) {
				l, u := relation.RankInterval(ranked, n, 0.95)
				return l, u, inRanks
			},
		} {
			if l, u, truth := limits(); l <= truth && truth <= u {
				held[k]++
			}
		}
	}
	for k, bounds := range [][2]float64{{0.94, 0.96}, {0.93, 0.965}, {0.93, 0.97}} {
		if share := float64(held[k]) / runs; share < bounds[0] || share > bounds[1] {
			t.Errorf("interval %d holds the truth in %.3f of the draws", k, share)
		}
	}
}

func TestWhatHasNoCorrelation(t *testing.T) {
	five := []float64{1, 2, 3, 4, 5}
	same := []float64{0.1, 0.1, 0.1, 0.1, 0.1}
	for name, c := range map[string]struct{ x, y, w []float64 }{
		"too few":         {five[:4], five[:4], nil},
		"too few left":    {[]float64{1, 2, 3, 4, nan}, five, nil},
		"constant":        {five, same, nil},
		"negative weight": {five, five, []float64{1, 1, 1, 1, -1}},
		"no weights":      {five, five, make([]float64, 5)},
		"lengths":         {five, five[:4], nil},
		"infinite":        {five, []float64{1, 2, 3, 4, math.Inf(1)}, nil},
	} {
		if r, err := relation.Pearson(c.x, c.y, c.w); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v; want undefined", name, r, err)
		}
	}
	if tau, err := relation.Kendall(five, same); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got %v, %v; want undefined", tau, err)
	}
	if l, u := relation.Interval(0.5, 3, 0.95); l != -1 || u != 1 {
		t.Errorf("got %v to %v of three units", l, u)
	}
	if l, u := relation.Interval(-1, 9, 0.95); !math.IsNaN(l) || !math.IsNaN(u) {
		t.Errorf("got %v to %v of a full correlation", l, u)
	}
	if relation.P(0.9, 2) != 1 || relation.P(1, 9) != 0 {
		t.Error("p of two units, and of a full correlation")
	}
}

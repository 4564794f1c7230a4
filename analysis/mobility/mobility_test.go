package mobility_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/mobility"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

var (
	first = []float64{5, 3, 8, 8, 1, 9, 4, 7, 2, 6}
	last  = []float64{4, 3, 7, 9, 2, 9, 6, 5, 1, 8}
)

// scipy.stats.spearmanr and kendalltau give the first two; with weights, numpy's cov of the mid-points of the cumulative weight.
func TestRankCorrelations(t *testing.T) {
	rho, err := mobility.Spearman(first, last, nil)
	if err != nil || math.Abs(rho-0.887195121951220) > 1e-12 {
		t.Errorf("rho is %v, %v", rho, err)
	}
	tau, err := mobility.Kendall(first, last, nil)
	if err != nil || math.Abs(tau-0.750000000000000) > 1e-12 {
		t.Errorf("tau is %v, %v", tau, err)
	}
	weights := []float64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100}
	rho, err = mobility.Spearman(first, last, weights)
	if err != nil || math.Abs(rho-0.804561691040773) > 1e-12 {
		t.Errorf("weighted rho is %v, %v", rho, err)
	}
	tau, err = mobility.Kendall(first, last, weights)
	if err != nil || math.Abs(tau-0.651312599362101) > 1e-12 {
		t.Errorf("weighted tau is %v, %v", tau, err)
	}
	same := make([]float64, 10)
	for i := range same {
		same[i] = 7
	}
	for i := range weights {
		weights[i] = 3
	}
	even, _ := mobility.Spearman(first, last, weights)
	plain, _ := mobility.Spearman(first, last, nil)
	if math.Abs(even-plain) > 1e-12 {
		t.Errorf("equal weights give %v, none %v", even, plain)
	}
	for want, f := range map[string]func() (float64, error){
		"all areas have the same value": func() (float64, error) { return mobility.Spearman(first, same, nil) },
		"the same value at one":         func() (float64, error) { return mobility.Kendall(first, same, nil) },
		"fewer than 3":                  func() (float64, error) { return mobility.Spearman(first[:2], last[:2], nil) },
		"10 and 9 values":               func() (float64, error) { return mobility.Kendall(first, last[:9], nil) },
		"1 weights":                     func() (float64, error) { return mobility.Spearman(first, last, []float64{1}) },
		"weight -1 of area 1":           func() (float64, error) { return mobility.Kendall(first[:3], last[:3], []float64{1, -1, 1}) },
		"weight NaN":                    func() (float64, error) { return mobility.Kendall(first[:3], last[:3], []float64{1, math.NaN(), 1}) },
		"values +Inf":                   func() (float64, error) { return mobility.Spearman([]float64{1, math.Inf(1), 2}, last[:3], nil) },
		"0 classes":                     func() (float64, error) { return mobility.PraisShorrocks(first, last, 0) },
		"no area in class 1 of 3":       func() (float64, error) { return mobility.PraisShorrocks(same, last, 3) },
	} {
		_, err := f()
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := mobility.Kendall(make([]float64, 2001), make([]float64, 2001), nil); err == nil {
		t.Error("more pairs than are looked at")
	}
}

func TestPraisShorrocks(t *testing.T) {
	x := []float64{9, 8, 7, 6, 5, 4, 3, 2, 1}
	y := []float64{9, 8, 5, 6, 7, 4, 3, 2, 1} // the third and the fifth change places: 2/3 and 2/3 and 3/3 stay
	if v, err := mobility.PraisShorrocks(x, y, 3); err != nil || math.Abs(v-(3-2.0/3-2.0/3-1)/2) > 1e-15 {
		t.Errorf("got %v, %v", v, err)
	}
	if v, _ := mobility.PraisShorrocks(x, x, 3); v != 0 {
		t.Errorf("nobody moves: %v", v)
	}
	y = []float64{6, 5, 4, 3, 2, 1, 9, 8, 7} // all change class
	if v, _ := mobility.PraisShorrocks(x, y, 3); v != 1.5 {
		t.Errorf("all move: %v, want k/(k − 1)", v)
	}
}

// binomial is a date whose shares are drawn from counts.
func binomial(r *rand.Rand, truth []float64, n float64) mobility.Date {
	d := mobility.Date{Draw: func(r *rand.Rand, _ int, p float64) float64 { return resample.Binomial(r, n, p) / n }}
	for _, p := range truth {
		v := resample.Binomial(r, n, p) / n
		d.Values = append(d.Values, v)
		p = math.Max(0.5/n, math.Min(v, 1-0.5/n))
		d.Variances = append(d.Variances, p*(1-p)/n)
	}
	return d
}

// Areas that keep their places are called mobile in one of twenty at most, by all of them together and by each move, whatever their size; and
// areas that are dealt out anew are found out.
func TestNoiseIsNotMobility(t *testing.T) {
	for name, tc := range map[string]struct {
		spread, n   float64
		areas       int
		top         float64
		least       float64 // found of areas that change places
		leastChance float64 // correlation that chance makes at least
	}{
		"large":          {0.05, 3000, 12, 0.07, 0.95, 0.9},
		"districts":      {0.03, 600, 12, 0.075, 0.8, 0.6},
		"nearly alike":   {0.01, 300, 12, 0.09, 0.05, 0},
		"many and small": {0.04, 150, 60, 0.07, 0.95, 0.4},
	} {
		const replicates = 300
		r := rand.New(rand.NewPCG(5, 5))
		o := resample.Options{Replicates: 119}
		var rejected, moved, found, expected float64
		for i := range replicates {
			truth, later, other := make([]float64, tc.areas), make([]float64, tc.areas), make([]float64, tc.areas)
			for j := range truth {
				u, v := r.NormFloat64(), r.NormFloat64()
				truth[j], later[j], other[j] = 0.25+tc.spread*u, 0.3+1.2*tc.spread*u, 0.3+tc.spread*v
			}
			o.Seed = uint64(i)
			a := binomial(r, truth, tc.n)
			c, err := mobility.AgainstChance(a, binomial(r, later, tc.n), 3, o)
			if err != nil {
				t.Fatal(err)
			}
			expected += c.Expected / replicates
			if c.P <= 0.05 {
				rejected += 1.0 / replicates
			}
			for _, p := range c.MovesP {
				if p <= 0.05 {
					moved += 1.0 / replicates / float64(tc.areas)
				}
			}
			c, err = mobility.AgainstChance(a, binomial(r, other, tc.n), 3, o)
			if err != nil {
				t.Fatal(err)
			}
			if c.P <= 0.05 {
				found += 1.0 / replicates
			}
		}
		t.Logf("%s: rejected %.3f, moves %.3f, found %.3f, expected correlation %.2f", name, rejected, moved, found, expected)
		if rejected > tc.top || moved > 0.06 || found < tc.least || expected < tc.leastChance {
			t.Errorf("%s: mobility in %.3f and moves in %.3f where there is none, found in %.3f where all change", name, rejected, moved, found)
		}
	}
}

func TestChanceSaysWhyNot(t *testing.T) {
	v := []float64{1, 2, 3}
	ok := mobility.Date{Values: v, Variances: v}
	for want, d := range map[string]mobility.Date{
		"3 values and 2 variances": {Values: v, Variances: v[:2]},
		"variance 0 of area 0":     {Values: v, Variances: []float64{0, 1, 1}},
		"the same value":           {Values: []float64{4, 4, 4}, Variances: v},
	} {
		_, err := mobility.AgainstChance(ok, d, 0, resample.Options{Replicates: 99})
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	c, err := mobility.AgainstChance(ok, ok, 0, resample.Options{Replicates: 99})
	if err != nil || !math.IsNaN(c.Prais) || c.Spread != [2]float64{} {
		t.Errorf("got %+v, %v, want no classes and no spread beyond chance", c, err)
	}
	many := mobility.Date{Values: make([]float64, 1001), Variances: make([]float64, 1001)}
	for i := range many.Values {
		many.Values[i], many.Variances[i] = float64(i), 1
	}
	if _, err := mobility.AgainstChance(many, many, 0, resample.Options{}); err == nil {
		t.Error("more areas than are drawn")
	}
	for areas, want := range map[int]int{8: 0, 9: 3, 15: 3, 16: 4, 24: 4, 25: 5, 6160: 5} {
		if got := mobility.Classes(areas); got != want {
			t.Errorf("%d areas: %d classes, want %d", areas, got, want)
		}
	}
}

// Twelve districts of 400 persons lie within a few percentage points of one another.
func ExampleAgainstChance() {
	first := []float64{0.21, 0.24, 0.18, 0.27, 0.22, 0.25, 0.19, 0.23, 0.20, 0.26, 0.17, 0.28}
	last := []float64{0.24, 0.22, 0.20, 0.25, 0.19, 0.28, 0.21, 0.23, 0.18, 0.24, 0.20, 0.26}
	variance := make([]float64, 12)
	for i := range variance {
		variance[i] = 0.22 * 0.78 / 400
	}
	c, err := mobility.AgainstChance(mobility.Date{Values: first, Variances: variance}, mobility.Date{Values: last, Variances: variance},
		mobility.Classes(12), resample.Options{Replicates: 999, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("rank correlation %.2f; chance alone makes %.2f, one in twenty below %.2f\n", c.Spearman, c.Expected, c.Lower)
	fmt.Printf("mobility beyond chance: %v\n", c.P < 0.05)
	// Output:
	// rank correlation 0.76; chance alone makes 0.60, one in twenty below 0.29
	// mobility beyond chance: false
}

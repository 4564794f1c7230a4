package shrink_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/shrink"
	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
)

var at95 = shrink.Options{Level: 0.95}

// The 18 batters of Efron and Morris (1975, table 1; 1977, Scientific American 236(5), 119–127): hits in the first 45 times at bat of the season of
// 1970, and the batting average over the remainder of it.
var (
	hits      = []float64{18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7}
	remainder = []float64{.346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .285, .316, .200}
)

func times(n int, v float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func ExampleShares() {
	// The best batter hit 40 per cent in his first 45 times at bat, and 34.6 in the rest of the season.
	r, err := shrink.Shares(hits, times(18, 45), at95)
	fmt.Printf("%.3f, %.3f to %.3f: %.0f per cent his own %v\n", r.Areas[0].Value, r.Areas[0].Lower, r.Areas[0].Upper, 100*r.Areas[0].Weight, err)
	// Output: 0.310, 0.219 to 0.410: 33 per cent his own <nil>
}

func close(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// The same by numerical integration over m and A (flat) of the beta-binomial likelihood itself, which is taken as normal here (numpy, a grid of 401 by
// 800). The published total squared error against the remainder is 0.077 for the averages as they are, and 0.022 for James and
// Stein's estimates.
func TestBatters(t *testing.T) {
	r, err := shrink.Shares(hits, times(18, 45), at95)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int][2]float64{0: {0.3100, 0.0480}, 4: {0.2817, 0.0409}, 10: {0.2533, 0.0391}, 17: {0.2321, 0.0417}} {
		close(t, "mean", r.Areas[i].Value, want[0], 0.004)
		close(t, "deviation", r.Areas[i].SD, want[1], 0.0015)
	}
	var shrunken, raw float64
	held := 0
	for i, a := range r.Areas {
		shrunken += math.Pow(a.Value-remainder[i], 2)
		raw += math.Pow(hits[i]/45-remainder[i], 2)
		if a.Lower <= remainder[i] && remainder[i] <= a.Upper {
			held++
		}
	}
	close(t, "squared error of averages", raw, 0.077, 0.002)
	close(t, "squared error of shrunken averages", shrunken, 0.022, 0.002)
	if held != 18 {
		t.Errorf("%d of 18 intervals hold the remainder", held)
	}
}

// The effects of coaching in eight schools (Rubin 1981, Journal of Educational Statistics 6, 377–401) under a flat prior of the variance, by adaptive
// quadrature (scipy.integrate.quad).
func TestSchools(t *testing.T) {
	r, err := shrink.Values([]float64{28, 8, -3, 7, -1, 1, 18, 12}, []float64{15, 10, 16, 11, 9, 11, 10, 18}, at95)
	if err != nil {
		t.Fatal(err)
	}
	want := [][3]float64{ // mean, deviation, weight
		{14.64461, 10.45082, 0.33089}, {8.00133, 7.47848, 0.47762}, {4.63109, 9.94162, 0.30912}, {7.56436, 7.92498, 0.44222},
		{3.34540, 7.32729, 0.51676}, {4.91106, 8.08980, 0.44222}, {12.77756, 7.92358, 0.47762}, {9.12470, 10.25434, 0.27116},
	}
	for i, a := range r.Areas {
		close(t, "mean", a.Value, want[i][0], 0.01)
		close(t, "deviation", a.SD, want[i][1], 0.01)
		close(t, "weight", a.Weight, want[i][2], 0.001)
	}
	close(t, "mean of schools", r.Mean, 8.12501, 0.01)
}

// With equal errors V the weight has a closed form (Morris 1983, section 3): 1 − B with B gamma of shape (k − 3)/2 and rate S/2V cut off at 1,
//
//	E B = (k − 3) V/S · P((k − 1)/2, S/2V) / P((k − 3)/2, S/2V)
func TestMorris(t *testing.T) {
	for _, y := range [][]float64{{1, 2, 3, 4, 5, 6}, {0, 0.1, -0.2, 0.3, 0.1, 0, 0.2}, {-9, 4, 12, 0, 3, -2, 7, 8, -4, -11}} {
		r, err := shrink.Values(y, times(len(y), 1), at95)
		if err != nil {
			t.Fatal(err)
		}
		k, mean, s := float64(len(y)), 0.0, 0.0
		for _, v := range y {
			mean += v / k
		}
		for _, v := range y {
			s += (v - mean) * (v - mean)
		}
		b := (k - 3) / s * mathext.GammaIncReg((k-1)/2, s/2) / mathext.GammaIncReg((k-3)/2, s/2)
		for i, a := range r.Areas {
			close(t, "weight", a.Weight, 1-b, 0.002)
			close(t, "value", a.Value, (1-b)*y[i]+b*mean, 0.02)
		}
	}
}

// Where areas are many the variance is all but known, and the values are Marshall's (1991), which the index of smoothed rates computes.
func TestMarshall(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	x, n, _ := drawn(r, 600, 0.04, 0.015, poissonCounts)
	got, err := shrink.Rates(x, n, at95)
	if err != nil {
		t.Fatal(err)
	}
	want, err := autocorrelation.EmpiricalBayesRates(index.Events{Count: x, Population: n})
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range got.Areas {
		close(t, "rate", a.Value, want[i], 0.002)
	}
	close(t, "mean", got.Mean, 0.04, 0.002)
	close(t, "deviation", got.SD, 0.015, 0.002)
}

func poissonCounts(r *rand.Rand, n, p float64) float64 {
	if p == 0 {
		return 0
	}
	return distuv.Poisson{Lambda: n * p, Src: r}.Rand()
}

func binomialCounts(r *rand.Rand, n, p float64) float64 {
	return distuv.Binomial{N: n, P: p, Src: r}.Rand()
}

// drawn returns counts among 40 to 490 persons of areas whose true values have a mean and deviation, and those true values.
func drawn(r *rand.Rand, areas int, mean, sd float64, count func(r *rand.Rand, n, p float64) float64) (x, n, truth []float64) {
	x, n, truth = make([]float64, areas), make([]float64, areas), make([]float64, areas)
	for i := range x {
		n[i] = math.Round(40 * math.Exp(2.5*r.Float64()))
		truth[i] = distuv.Gamma{Alpha: mean * mean / sd / sd, Beta: mean / sd / sd, Src: r}.Rand()
		x[i] = count(r, n[i], math.Min(truth[i], 1))
	}
	return x, n, truth
}

// Intervals of 95 per cent hold 93 in a hundred true values or more, over the areas together, also of so few areas that a variance put in place
// of the unknown one would not do. Where areas do not differ at all they are too wide: nobody can know that.
func TestCoverage(t *testing.T) {
	for _, areas := range []int{6, 12, 40} {
		for _, sd := range []float64{0.001, 0.02, 0.06} {
			r := rand.New(rand.NewPCG(uint64(areas), uint64(1000*sd)))
			held := map[string]int{}
			n := 0
			count := func(model string, truth []float64, res shrink.Result, err error) {
				if err != nil {
					return // no events
				}
				for i, a := range res.Areas {
					if a.Lower <= truth[i] && truth[i] <= a.Upper {
						held[model]++
					}
				}
			}
			for range 2400 / areas {
				n += areas
				x, size, truth := drawn(r, areas, 0.15, sd, binomialCounts)
				res, err := shrink.Shares(x, size, at95)
				count("shares", truth, res, err)
				x, size, truth = drawn(r, areas, 0.15, sd, poissonCounts)
				res, err = shrink.Rates(x, size, at95)
				count("rates", truth, res, err)
				y, se := make([]float64, areas), make([]float64, areas)
				for i := range y {
					truth[i], se[i] = 50*sd*r.NormFloat64(), 0.5+r.Float64()
					y[i] = truth[i] + se[i]*r.NormFloat64()
				}
				res, err = shrink.Values(y, se, at95)
				count("values", truth, res, err)
			}
			for model, h := range held {
				c := float64(h) / float64(n)
				t.Logf("%d areas, deviation %v, %s: %.3f", areas, sd, model, c)
				if c < 0.93 || sd > 0.05 && c > 0.98 {
					t.Errorf("%d areas, deviation %v, %s: %.3f", areas, sd, model, c)
				}
			}
		}
	}
}

// A publisher's noise makes an area's own figure worth less. With it left out of the reckoning the intervals hold the truth too seldom.
func TestCoverageWithNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	var with, without, n int
	for range 100 {
		x, size, truth := drawn(r, 20, 0.3, 0.1, binomialCounts)
		noise := make([]float64, len(x))
		for i := range x {
			x[i] = min(size[i], max(0, x[i]+math.Round(6*r.NormFloat64())))
			noise[i] = 36 / (size[i] * size[i])
		}
		for known, o := range []shrink.Options{at95, {Level: 0.95, Noise: noise}} {
			res, err := shrink.Shares(x, size, o)
			if err != nil {
				t.Fatal(err)
			}
			for i, a := range res.Areas {
				if truth[i] < a.Lower || a.Upper < truth[i] {
					continue
				}
				if known == 1 {
					with++
				} else {
					without++
				}
			}
		}
		n += len(x)
	}
	a, b := float64(with)/float64(n), float64(without)/float64(n)
	t.Logf("%.3f with noise, %.3f without", a, b)
	if a < 0.93 || a > 0.98 || b > a {
		t.Errorf("%.3f with noise, %.3f without", a, b)
	}
}

// Areas on a ring whose true values change slowly along it: drawn to their neighbours they come nearer the truth than drawn to all.
func TestNeighbours(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	const areas = 60
	near := make([][]int, areas)
	for i := range near {
		for _, d := range []int{-3, -2, -1, 1, 2, 3} {
			near[i] = append(near[i], (i+d+areas)%areas)
		}
	}
	var all, local float64
	held, n := 0, 0
	for range 40 {
		x, size, truth := make([]float64, areas), times(areas, 150), make([]float64, areas)
		for i := range x {
			truth[i] = 0.3 + 0.15*math.Sin(2*math.Pi*float64(i)/areas) + 0.02*r.NormFloat64()
			x[i] = binomialCounts(r, 150, truth[i])
		}
		g, err := shrink.Shares(x, size, at95)
		if err != nil {
			t.Fatal(err)
		}
		l, err := shrink.Shares(x, size, shrink.Options{Level: 0.95, Neighbours: near})
		if err != nil || !math.IsNaN(l.Mean) {
			t.Fatal(l.Mean, err)
		}
		for i := range x {
			all += math.Pow(g.Areas[i].Value-truth[i], 2)
			local += math.Pow(l.Areas[i].Value-truth[i], 2)
			n++
			if l.Areas[i].Lower <= truth[i] && truth[i] <= l.Areas[i].Upper {
				held++
			}
		}
	}
	c := float64(held) / float64(n)
	t.Logf("squared error %.2f of that with all, coverage %.3f", local/all, c)
	if local > 0.8*all || c < 0.94 {
		t.Errorf("squared error %.2f of that with all, coverage %.3f", local/all, c)
	}
}

func TestBadInput(t *testing.T) {
	five := []float64{1, 2, 3, 4, 5}
	for name, f := range map[string]func() (shrink.Result, error){
		"too few":       func() (shrink.Result, error) { return shrink.Shares(five[:4], times(4, 10), at95) },
		"empty":         func() (shrink.Result, error) { return shrink.Values(nil, nil, at95) },
		"nobody lives":  func() (shrink.Result, error) { return shrink.Rates(times(6, 0), times(6, 0), at95) },
		"no events":     func() (shrink.Result, error) { return shrink.Rates(times(6, 0), times(6, 9), at95) },
		"everybody":     func() (shrink.Result, error) { return shrink.Shares(times(6, 9), times(6, 9), at95) },
		"more than all": func() (shrink.Result, error) { return shrink.Shares(five, times(5, 3), at95) },
		"negative":      func() (shrink.Result, error) { return shrink.Rates([]float64{1, 2, -3, 4, 5}, times(5, 9), at95) },
		"not a number": func() (shrink.Result, error) {
			return shrink.Rates([]float64{1, 2, math.NaN(), 4, 5}, times(5, 9), at95)
		},
		"lengths":    func() (shrink.Result, error) { return shrink.Values(five, times(4, 1), at95) },
		"error of 0": func() (shrink.Result, error) { return shrink.Values(five, times(5, 0), at95) },
		"infinite": func() (shrink.Result, error) {
			return shrink.Values([]float64{1, 2, 3, 4, math.Inf(1)}, times(5, 1), at95)
		},
		"level": func() (shrink.Result, error) { return shrink.Values(five, times(5, 1), shrink.Options{Level: 95}) },
		"noise": func() (shrink.Result, error) {
			return shrink.Values(five, times(5, 1), shrink.Options{Level: 0.9, Noise: five[:2]})
		},
		"negative noise": func() (shrink.Result, error) {
			return shrink.Values(five, times(5, 1), shrink.Options{Level: 0.9, Noise: times(5, -1)})
		},
		"neighbours": func() (shrink.Result, error) {
			return shrink.Values(five, times(5, 1), shrink.Options{Level: 0.9, Neighbours: make([][]int, 4)})
		},
		"neighbour that is not there": func() (shrink.Result, error) {
			return shrink.Values(five, times(5, 1), shrink.Options{Level: 0.9, Neighbours: [][]int{{1, 2, 3, 9}, nil, nil, nil, nil}})
		},
	} {
		if r, err := f(); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: %+v %v", name, r, err)
		}
	}
}

// Areas without people, ties and extremes have answers that are numbers, or none.
func TestOddInput(t *testing.T) {
	for name, r := range map[string]func() (shrink.Result, error){
		"an empty area": func() (shrink.Result, error) {
			return shrink.Shares([]float64{0, 2, 3, 4, 5, 0}, []float64{0, 9, 9, 9, 9, 9}, at95)
		},
		"all alike":     func() (shrink.Result, error) { return shrink.Shares(times(8, 3), times(8, 10), at95) },
		"values alike":  func() (shrink.Result, error) { return shrink.Values(times(8, 3), times(8, 1e-3), at95) },
		"all or nobody": func() (shrink.Result, error) { return shrink.Shares([]float64{0, 9, 0, 9, 0, 9}, times(6, 9), at95) },
		"one event":     func() (shrink.Result, error) { return shrink.Rates([]float64{0, 0, 0, 0, 1}, times(5, 1e6), at95) },
		"large and small": func() (shrink.Result, error) {
			return shrink.Shares([]float64{1e6, 1, 0.5, 3, 2e6}, []float64{2e6, 2, 1, 1e7, 2e6}, at95)
		},
	} {
		res, err := r()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, a := range res.Areas {
			if name == "an empty area" && i == 0 {
				if !math.IsNaN(a.Value) {
					t.Errorf("%s: %+v", name, a)
				}
			} else if !(a.Lower <= a.Value && a.Value <= a.Upper) || !(a.Weight >= 0 && a.Weight <= 1) || math.IsInf(a.Upper-a.Lower, 0) {
				t.Errorf("%s, %d: %+v", name, i, a)
			}
		}
	}
}

// The quick limits of many persons join those of few.
func TestLimitsJoin(t *testing.T) {
	x := []float64{60, 62, 300, 310, 6000, 30}
	n := []float64{400, 410, 2000, 2100, 40000, 200}
	r, err := shrink.Rates(x, n, at95)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range r.Areas {
		d := distuv.Gamma{Alpha: a.Value * a.Value / a.SD / a.SD, Beta: a.Value / a.SD / a.SD}
		close(t, fmt.Sprint("lower ", i), a.Lower, d.Quantile(0.025), 0.005*a.SD)
		close(t, fmt.Sprint("upper ", i), a.Upper, d.Quantile(0.975), 0.005*a.SD)
	}
	r, err = shrink.Shares(x, n, at95)
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range r.Areas {
		total := a.Value*(1-a.Value)/a.SD/a.SD - 1
		d := distuv.Beta{Alpha: a.Value * total, Beta: (1 - a.Value) * total}
		close(t, fmt.Sprint("lower ", i), a.Lower, d.Quantile(0.025), 0.005*a.SD)
		close(t, fmt.Sprint("upper ", i), a.Upper, d.Quantile(0.975), 0.005*a.SD)
	}
}

// A country of small areas.
func BenchmarkShares(b *testing.B) {
	x, n, _ := drawn(rand.New(rand.NewPCG(1, 1)), 6160, 0.2, 0.1, binomialCounts)
	near := make([][]int, len(x))
	for i := range near {
		for d := 1; d < 7; d++ {
			near[i] = append(near[i], (i+d)%len(x))
		}
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if _, err := shrink.Shares(x, n, at95); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("neighbours", func(b *testing.B) {
		for b.Loop() {
			if _, err := shrink.Shares(x, n, shrink.Options{Level: 0.95, Neighbours: near}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

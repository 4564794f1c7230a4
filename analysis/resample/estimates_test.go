package resample

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
)

// subgroupMean is the mean estimate by population, whose replicates have the variance Σ p² s².
var subgroupMean = Statistic{Index: index.Index{ID: "mean", Min: math.Inf(-1), Max: math.Inf(1), Disparate: func(s index.Subgroups, _ index.Params) (float64, error) {
	if err := s.Check(1); err != nil {
		return 0, err
	}
	var sum, weights index.Sum
	for i, y := range s.Estimates {
		sum.Add(y * s.Population[i])
		weights.Add(s.Population[i])
	}
	return sum.Value() / weights.Value(), nil
}}}

// drawn returns many draws of the estimates of s.
func drawn(s index.Subgroups, n int) []index.Subgroups {
	draw := Estimates.sampler(index.Input{Subgroups: s}, map[index.Shape]bool{index.ShapeSubgroups: true}, Noise{})()
	r := rand.New(rand.NewPCG(1, 2))
	var out []index.Subgroups
	for range n {
		d := draw(r).Subgroups
		d.Estimates, d.SE, d.Count = slices.Clone(d.Estimates), slices.Clone(d.SE), slices.Clone(d.Count)
		out = append(out, d)
	}
	return out
}

// Means and standard deviations of truncated normal distributions are those of SciPy 1.17.1 truncnorm.
func TestEstimatesAreDrawnWithinTheirBounds(t *testing.T) {
	s := index.Subgroups{Estimates: []float64{95, 2, 50, 7}, SE: []float64{4, 5, 3, 0}, Reference: -1, High: 100}
	want := [][2]float64{{94.1830981644053, 3.3538279939538436}, {4.8094135189848135, 3.389449607440083}, {50, 3}, {7, 0}}
	const n = 40_000
	all := drawn(s, n)
	for i, w := range want {
		var values []float64
		for _, d := range all {
			y := d.Estimates[i]
			if y < 0 || y > 100 {
				t.Fatalf("estimate %d: drew %v", i, y)
			}
			values = append(values, y)
		}
		mean, sd := meanSD(values)
		if math.Abs(mean-w[0]) > 4*w[1]/math.Sqrt(n) || math.Abs(sd-w[1]) > 0.02*w[1] {
			t.Errorf("estimate %d: got mean %v and standard deviation %v, want %v", i, mean, sd, w)
		}
	}
	s.Low, s.High = 0, 0 // no bounds: some are negative
	if !slices.ContainsFunc(drawn(s, 100), func(d index.Subgroups) bool { return d.Estimates[1] < 0 }) {
		t.Error("without bounds, no draw is negative")
	}
}

// Shares are binomial with standard deviation √(p(1 − p)/n), rates Poisson with √x/n, and the standard error goes with the draw.
func TestEventsAreDrawn(t *testing.T) {
	s := index.Subgroups{Estimates: []float64{20, 0, 5}, Population: []float64{100, 50, 40.5}, Count: []float64{20, 0, 2.025}, Reference: -1, High: 100}
	const n = 40_000
	for _, tc := range []struct {
		name string
		high float64
		sd   float64
		se   func(x, n float64) float64
	}{
		{"shares", 100, 4, func(x, n float64) float64 { return 100 * math.Sqrt(x/n*(1-x/n)/n) }},
		{"rates", 0, 4.472135954999579, func(x, n float64) float64 { return 100 * math.Sqrt(x) / n }},
	} {
		s.High = tc.high
		var values []float64
		for _, d := range drawn(s, n) {
			if err := d.Check(3); err != nil {
				t.Fatal(err)
			}
			for i, x := range d.Count {
				if y := 100 * x / s.Population[i]; math.Abs(d.Estimates[i]-y) > 1e-12 || math.Abs(d.SE[i]-tc.se(x, s.Population[i])) > 1e-12 || x != math.Trunc(x) && x != s.Population[i] {
					t.Fatalf("%s: drew %v of %v as %v with standard error %v", tc.name, x, s.Population[i], d.Estimates[i], d.SE[i])
				}
			}
			if d.Estimates[1] != 0 {
				t.Fatalf("%s: no events, and yet drew %v", tc.name, d.Estimates[1])
			}
			values = append(values, d.Estimates[0])
		}
		if mean, sd := meanSD(values); math.Abs(mean-20) > 4*tc.sd/math.Sqrt(n) || math.Abs(sd-tc.sd) > 0.02*tc.sd {
			t.Errorf("%s: got mean %v and standard deviation %v, want 20 and %v", tc.name, mean, sd, tc.sd)
		}
	}
}

// The mean of 10, 20 and 30 by 1, 1 and 2 is 22.5; its standard error is √(1 + 4 + 4·9)/4 = 1.60078.
func TestBootstrapOfEstimates(t *testing.T) {
	in := index.Input{Subgroups: index.Subgroups{Estimates: []float64{10, 20, 30}, SE: []float64{1, 2, 3}, Population: []float64{1, 1, 2}, Reference: -1}}
	v := Bootstrap(in, Estimates, []Statistic{subgroupMean}, Options{Replicates: 9999, Interval: NormalInterval})[0].Values[0]
	if v.Why != "" || math.Abs(v.SE-1.60078) > 0.04 || math.Abs(v.Estimate.Lower-19.3625) > 0.15 || math.Abs(v.Estimate.Upper-25.6375) > 0.15 {
		t.Errorf("got %+v", v)
	}
	later := in
	later.Subgroups.Estimates = []float64{10, 20, 40}
	d := Compare(in, later, BootstrapDifference, Estimates, []Statistic{subgroupMean}, Options{Replicates: 9999})[0].Values[0]
	if d.Why != "" || d.Difference.Estimate.Value != 5 || math.Abs(d.Difference.SE-1.60078*math.Sqrt2) > 0.06 {
		t.Errorf("difference: got %+v", d)
	}
	change := Statistic{Index: index.Index{DisparateChange: func(a, b index.Subgroups, _ index.Params) ([]index.Part, error) {
		return []index.Part{index.About("change", b.Estimates[0]-a.Estimates[0])}, nil
	}, Min: math.Inf(-1), Max: math.Inf(1)}}
	in.Later = index.Subgroups{Estimates: []float64{12}, SE: []float64{2}, Reference: -1}
	c := Bootstrap(in, Estimates, []Statistic{change}, Options{Replicates: 9999})[0].Values[0]
	if c.Why != "" || c.Estimate.Value != 2 || math.Abs(c.SE-math.Sqrt(5)) > 0.06 {
		t.Errorf("change: got %+v", c)
	}
}

// Without one of 10, 20 and 30 the mean by 1, 1 and 2 is 80/3, 70/3 and 15. Their mean is 65/3, so the bias is 2·(65/3 − 22.5) = −5/3 and
// the standard error √(2/3 · ((15/3)² + (5/3)² + (20/3)²)) = 6.938.
func TestJackknifeOfSubgroups(t *testing.T) {
	in := index.Input{Subgroups: index.Subgroups{Estimates: []float64{10, 99, 20, 30}, Population: []float64{1, 0, 1, 2}, Reference: -1}}
	v := Jackknife(in, Areas, []Statistic{subgroupMean}, Options{})[0].Values[0]
	if v.Why != "" || math.Abs(v.Bias+5./3) > 1e-12 || math.Abs(v.SE-math.Sqrt(2./3*(25+25./9+400./9))) > 1e-12 {
		t.Errorf("got %+v", v)
	}
	var rows []int
	for _, i := range v.Influence {
		rows = append(rows, i.Row)
	}
	if diff := cmp.Diff([]int{3, 0, 2}, rows); diff != "" { // 2·(65/3 − 15) = 40/3 is the largest
		t.Errorf("influences, want - got +\n%s", diff)
	}
}

func TestSubgroupsThatAreNotResampledSayWhy(t *testing.T) {
	in := index.Input{Subgroups: index.Subgroups{Estimates: []float64{10, 20}, SE: []float64{1, 1}, Population: []float64{1, 1}, Reference: 0}}
	near := subgroupMean
	near.Index.Disparate, near.Index.Reads = nil, index.Neighbours
	near.Index.Unequal = func(index.Distribution, index.Params) (float64, error) { return 1, nil }
	in.Distribution = index.Distribution{Values: []float64{1, 2}}
	for _, tc := range []struct {
		scheme Scheme
		stat   Statistic
		o      Options
		want   string
	}{
		{Areas, subgroupMean, Options{}, "the others are compared with one area, which is always there"},
		{Estimates, subgroupMean, Options{Interval: BCaInterval}, "estimates are drawn, and not left out one at a time"},
		{Areas, near, Options{}, "drawing areas changes which lie beside which"},
	} {
		tc.o.Replicates = 199
		if v := Bootstrap(in, tc.scheme, []Statistic{tc.stat}, tc.o)[0].Values[0]; v.Why != tc.want || v.Interval {
			t.Errorf("%s: got %+v, want %q", tc.scheme, v, tc.want)
		}
	}
	if v := Compare(in, in, RandomLabel, Areas, []Statistic{subgroupMean}, Options{})[0].Values[0]; v.Why != "subgroups have nobody to deal out: their difference is tested by bootstrap" {
		t.Errorf("got %+v", v)
	}
}

// Groups, sources and bounds of values are drawn with them.
func TestAreasAreDrawnWithTheirGroupsAndSources(t *testing.T) {
	d := index.Distribution{Values: []float64{1, 2, 3, 4}, Group: []int{0, 1, 1, 0}, Sources: [][]float64{{0.5, 1, 1.5, 2}, {0.5, 1, 1.5, 2}}, High: 10}
	check := Statistic{Index: index.Index{Unequal: func(x index.Distribution, _ index.Params) (float64, error) {
		if err := x.Check(); err != nil {
			return 0, err
		}
		for i, v := range x.Values {
			if x.Sources[0][i] != v/2 || x.Sources[1][i] != v/2 || x.Group[i] != []int{0, 1, 1, 0}[int(v)-1] || x.High != 10 {
				t.Errorf("drew %+v", x)
			}
		}
		return x.Values[0], nil
	}}}
	in := index.Input{Distribution: d}
	if v := Bootstrap(in, Areas, []Statistic{check}, Options{Replicates: 99})[0].Values[0]; v.Undefined > 0 {
		t.Errorf("got %+v", v)
	}
	if v := Jackknife(in, Areas, []Statistic{check}, Options{})[0].Values[0]; v.Why != "" {
		t.Errorf("got %+v", v)
	}
	d.Group = nil
	in.Distribution = d
	check.Index.Unequal = func(x index.Distribution, _ index.Params) (float64, error) {
		if x.Sources[0][0] != x.Values[0]/2 || x.High != 10 {
			t.Errorf("dealt %+v", x)
		}
		return x.Values[0], nil
	}
	if v := Compare(in, in, RandomLabel, Areas, []Statistic{check}, Options{Replicates: 99})[0].Values[0]; v.Why != "" {
		t.Errorf("got %+v", v)
	}
}

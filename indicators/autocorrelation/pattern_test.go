package autocorrelation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// A block, a checkerboard and chance on ten rows of ten squares.
func patterns() map[string][]float64 {
	r := rand.New(rand.NewPCG(3, 4))
	out := map[string][]float64{}
	for i := range 100 {
		row, column := i/10, i%10
		out["block"] = append(out["block"], float64(1-column/5))
		out["checkerboard"] = append(out["checkerboard"], float64((row+column)%2))
		out["chance"] = append(out["chance"], r.Float64())
	}
	return out
}

// With rook neighbours each square of a checkerboard has neighbours of the other colour alone: I = −1. Of the block, 180 joins less the ten
// along its edge are of one kind: with binary weights I = (170 − 10)/180.
func TestPatternsComeInOrder(t *testing.T) {
	s := grid(10, 10)
	w := space.Weighting{Rule: space.Rook, Style: space.Binary}
	moran, geary := map[string]autocorrelation.Global{}, map[string]autocorrelation.Global{}
	for name, values := range patterns() {
		var err error
		if moran[name], err = autocorrelation.Moran(index.Distribution{Values: values, Space: s}, options(w)); err != nil {
			t.Fatal(err)
		}
		if geary[name], err = autocorrelation.Geary(index.Distribution{Values: values, Space: s}, options(w)); err != nil {
			t.Fatal(err)
		}
	}
	if got := moran["checkerboard"].Value; math.Abs(got+1) > 1e-12 {
		t.Errorf("checkerboard: got I %v, want −1", got)
	}
	if got := moran["block"].Value; math.Abs(got-160.0/180) > 1e-12 {
		t.Errorf("block: got I %v, want 160/180", got)
	}
	if got := moran["chance"]; math.Abs(got.Randomisation.Z) > 3 || got.Permutation.P < 0.01 {
		t.Errorf("chance: got I %v, z %v, p %v", got.Value, got.Randomisation.Z, got.Permutation.P)
	}
	for name, g := range moran {
		if math.Abs(g.Permutation.Expected+1.0/99) > 5*math.Sqrt(g.Randomisation.Variance/999) || math.Abs(g.Permutation.Variance/g.Randomisation.Variance-1) > 0.25 {
			t.Errorf("%s: random orders have mean %v and variance %v, want −1/99 and %v", name, g.Permutation.Expected, g.Permutation.Variance, g.Randomisation.Variance)
		}
	}
	if !(geary["block"].Value < geary["chance"].Value && geary["chance"].Value < geary["checkerboard"].Value) {
		t.Errorf("got C %v, %v, %v of block, chance and checkerboard, want them in order", geary["block"].Value, geary["chance"].Value, geary["checkerboard"].Value)
	}
	for _, name := range []string{"block", "checkerboard"} {
		if p := moran[name].Permutation.P; math.Abs(p-0.002) > 1e-15 { // 2/(999 + 1)
			t.Errorf("%s: got p %v, want the least there is, 0.002", name, p)
		}
	}
}

// 180 joins: the block of 50 has 85 of its own, as many without it, and ten between.
func TestJoinsOfPatterns(t *testing.T) {
	s := grid(10, 10)
	o := options(space.Weighting{Rule: space.Rook, Style: space.Binary})
	for name, want := range map[string][3]float64{"block": {85, 85, 10}, "checkerboard": {0, 0, 180}} {
		for _, cut := range []autocorrelation.Cut{autocorrelation.AboveMean, autocorrelation.ByOnes, autocorrelation.AboveMedian} {
			got, err := autocorrelation.CountJoins(index.Distribution{Values: patterns()[name], Space: s}, cut, o)
			if counts := [3]float64{got.BB.Value, got.WW.Value, got.BW.Value}; err != nil || counts != want || got.Black != 50 || got.White != 50 {
				t.Errorf("%s: got %v, %d and %d, %v, want %v", name, counts, got.Black, got.White, err, want)
			}
		}
	}
}

// Of three by three squares with four black there are 126 orders: the moments of joins are those of all of them.
func TestMomentsOfJoinsAreThoseOfAllOrders(t *testing.T) {
	s := grid(3, 3)
	o := options(space.Weighting{Style: space.Binary})
	var n float64
	var sum, squares [3]float64
	var first autocorrelation.JoinCounts
	for bits := range 1 << 9 {
		var values []float64
		for i := range 9 {
			values = append(values, float64(bits>>i&1))
		}
		if index.Total(values) != 4 {
			continue
		}
		o.Permutations = 19
		got, err := autocorrelation.CountJoins(index.Distribution{Values: values, Space: s}, autocorrelation.ByOnes, o)
		if err != nil {
			t.Fatal(err)
		}
		n++
		for k, g := range []autocorrelation.Global{got.BB, got.WW, got.BW} {
			sum[k] += g.Value
			squares[k] += g.Value * g.Value
		}
		first = got
	}
	for k, g := range []autocorrelation.Global{first.BB, first.WW, first.BW} {
		mean := sum[k] / n
		if variance := squares[k]/n - mean*mean; n != 126 || math.Abs(g.Randomisation.Expected-mean) > 1e-12 || math.Abs(g.Randomisation.Variance-variance) > 1e-12 {
			t.Errorf("%d: got mean %v and variance %v, want %v and %v of %v orders", k, g.Randomisation.Expected, g.Randomisation.Variance, mean, variance, n)
		}
	}
}

// A hot spot of nine squares is found, with the square in its middle surest of all, and nothing else.
func TestHotSpotIsFound(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	d := index.Distribution{Space: grid(20, 20)}
	for i := range 400 {
		v := 10 + r.Float64()
		if row, column := i/20, i%20; row >= 4 && row <= 6 && column >= 4 && column <= 6 {
			v = 30
		}
		d.Values = append(d.Values, v)
	}
	o := localOptions(space.Weighting{Style: space.Binary})
	o.Inference, o.Control = autocorrelation.ByNormal, autocorrelation.Bonferroni
	l, err := autocorrelation.LocalGetisOrdGStar(d, o)
	if err != nil {
		t.Fatal(err)
	}
	best := 0
	for k, u := range l.Units {
		if u.Z > l.Units[best].Z {
			best = k
		}
		row, column := u.Unit/20, u.Unit%20
		beside := row >= 3 && row <= 7 && column >= 3 && column <= 7
		if u.Cluster == autocorrelation.HighHigh && !beside || u.Cluster == autocorrelation.LowLow {
			t.Errorf("square %d, %d is cluster %d", row, column, u.Cluster)
		}
	}
	if u := l.Units[best]; u.Unit != 5*20+5 || u.Cluster != autocorrelation.HighHigh {
		t.Errorf("got unit %d with z %v and cluster %d as the surest, want the middle", u.Unit, u.Z, u.Cluster)
	}
}

// A unit without neighbours has no local value, and its value moves nothing.
func TestIslandsAreLeftOut(t *testing.T) {
	s := grid(5, 6)
	order := make([]int, 30)
	for i := range order {
		order[i] = i
	}
	whole, err := autocorrelation.Moran(index.Distribution{Values: gridX, Space: s}, options(queenRow))
	if err != nil {
		t.Fatal(err)
	}
	apart := s.Pick(order)
	apart.Points = nil
	apart.Borders.First = append(apart.Borders.First, apart.Borders.First[30])
	for _, value := range []float64{0, 1e6} {
		d := index.Distribution{Values: append(append([]float64{}, gridX...), value), Space: apart}
		g, err := autocorrelation.Moran(d, options(queenRow))
		if err != nil || g.Value != whole.Value || g.Permutation != whole.Permutation || g.Units != 30 || len(g.Islands) != 1 || g.Islands[0] != 30 {
			t.Errorf("got %+v, %v, want %+v and island 30", g, err, whole)
		}
		l, err := autocorrelation.LocalMoran(d, autocorrelation.Conditional, localOptions(queenRow))
		if err != nil || len(l.Units) != 30 || len(l.Islands) != 1 {
			t.Errorf("got %d local values and islands %v, %v", len(l.Units), l.Islands, err)
		}
	}
}

func TestWhatWeightsNeedIsNamed(t *testing.T) {
	places := &space.Space{Points: grid(5, 6).Points}
	borders := &space.Space{Borders: grid(5, 6).Borders}
	for _, tc := range []struct {
		s *space.Space
		w space.Weighting
	}{
		{places, queenRow}, {places, space.Weighting{Rule: space.Rook}}, {places, space.Weighting{Rule: space.SharedBorder}},
		{borders, space.Weighting{Rule: space.NearestUnits, K: 4}}, {borders, space.Weighting{Rule: space.Band, Limit: 100}},
		{borders, space.Weighting{Rule: space.ByKernel, Kernel: space.Kernel{Bandwidth: 100}}},
		{places, space.Weighting{Rule: space.Band, Limit: 10}}, {places, space.Weighting{Rule: space.NearestUnits}}, {borders, space.Weighting{Rule: 99}},
	} {
		if g, err := autocorrelation.Moran(index.Distribution{Values: gridX, Space: tc.s}, options(tc.w)); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%+v: got %v, %v", tc.w, g, err)
		}
	}
}

// Units are named where the adjusted p-value is alpha at most.
func TestControlOfManyTests(t *testing.T) {
	in := gridInput()
	for control, check := range map[autocorrelation.Control]func(p, n float64) float64{
		autocorrelation.Bonferroni:   func(p, n float64) float64 { return min(1, p*n) },
		autocorrelation.Sidak:        func(p, n float64) float64 { return 1 - math.Pow(1-p, n) },
		autocorrelation.Uncontrolled: func(p, _ float64) float64 { return p },
	} {
		o := localOptions(queenRow)
		o.Control = control
		l, err := autocorrelation.LocalMoran(in.Distribution, autocorrelation.Conditional, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range l.Units {
			if want := check(u.P, 30); math.Abs(u.Adjusted-want) > 1e-12 || (u.Cluster != autocorrelation.NotSignificant) != (u.Adjusted <= 0.05) {
				t.Errorf("control %d: got %v and cluster %d for p %v, want %v", control, u.Adjusted, u.Cluster, u.P, want)
			}
		}
	}
}

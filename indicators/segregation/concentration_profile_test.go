package segregation_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// onGrid is the index of the concentration profile as PySAL and seg add it up: v(s), the share of the group that lives where
// its share of the unit is s or more, at points from 0 to 1, each for an interval of 1/points.
func onGrid(c index.Composition, points int) float64 {
	t := totals(c)
	X, T := index.Total(c.Counts[0]), index.Total(t)
	P := X / T
	below, above := 0.0, 0.0
	for k := range points {
		s := float64(k) / float64(points-1)
		v := 0.0
		for i, x := range c.Counts[0] {
			if t[i] > 0 && x/t[i] >= s {
				v += x / X
			}
		}
		if s < P {
			below += v / float64(points)
		} else {
			above += v / float64(points)
		}
	}
	return (P - below + above) / (1 - P)
}

// Shares ¼ and ¾ of two units of 4, P = ½. v is 1 up to ¼ and ¾ up to ¾: ∫₀^½ v = ¼ + 3/16, ∫_½^1 v = 3/16, so that
// R = (½ − 7/16 + 3/16)/½ = ½. Σ(x_i/X)|p_i − P|/(1 − P) = (¼·¼ + ¾·¼)/½. Of five points, 0, ¼, ½, ¾ and 1, v is 1, 1, ¾, ¾
// and 0: (½ − 2/5 + 3/10)/½ = 0.8.
func TestConcentrationProfileByHand(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{1, 3}, {3, 1}}}
	got, err := segregation.ConcentrationProfile(c)
	if err != nil || got != 0.5 {
		t.Errorf("got %v, %v, want 0.5", got, err)
	}
	if got := onGrid(c, 5); math.Abs(got-0.8) > 1e-15 {
		t.Errorf("on a grid of five points: got %v, want 0.8", got)
	}
}

// A finer grid comes nearer to the closed form: at most two points of the grid are on the wrong side of each step.
func TestConcentrationProfileIsTheLimitOfGrids(t *testing.T) {
	c := randomCounts(40, 2)
	want, err := segregation.ConcentrationProfile(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, points := range []int{100, 10_000, 1_000_000} {
		if got := onGrid(c, points); math.Abs(got-want) > 10/float64(points) {
			t.Errorf("%d points: got %v, want %v", points, got, want)
		}
	}
}

// The values of PySAL (1,000 points) and seg (999) are those of their grids to the last digits, and not the index.
func TestGridsOfTheConcentrationProfile(t *testing.T) {
	data := newLibrary(t)
	records := 0
	for _, r := range data.records {
		var p struct {
			Group, Total, CRS string
			Groups            []string
			N                 int
		}
		if r.Index != "ConProf" && r.Index != "conprof.d" || !r.decodeParams(&p) {
			continue
		}
		records++
		f := data.frame(t, r.Dataset)
		var c index.Composition
		points := 1000
		if p.Group != "" {
			c = against(f.numbers(t, p.Group), f.numbers(t, p.Total))
		} else {
			c, points = f.groups(t, p.Groups), p.N
		}
		theirs := decode[float64](t, r.Value)
		if got := onGrid(c, points); math.Abs(got-theirs) > r.Tolerance {
			t.Errorf("%s: the grid gives %v, the program %v", r, got, theirs)
		}
		got := value(t, "concentration-profile", c, nil)
		if d := math.Abs(got - theirs); d < 1e-6 || d > 5/float64(points) {
			t.Errorf("%s: got %v, the program gives %v", r, got, theirs)
		}
		if p.Group == "HISP" && math.Abs(got-0.1385006) > 5e-8 {
			t.Errorf("%s: got %v, want 0.1385006", r, got)
		}
	}
	if records < 10 {
		t.Errorf("got %d records, want at least 10", records)
	}
}

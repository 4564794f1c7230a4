package target_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/indicators/index"
)

func between(v, lower, upper float64) index.Estimate {
	return index.Estimate{Value: v, Lower: lower, Upper: upper, Level: 0.95}
}

func bare(v float64) index.Estimate { return between(v, math.NaN(), math.NaN()) }

func ExampleJudge() {
	// 74 per cent are employed, 80 are to be in five years, and the share has risen by 1.5 percentage points a year.
	p := target.Judge(between(74, 73, 75), target.Goal{Value: 80, AtLeast: true}, 5, between(1.5, 1.4, 1.6))
	fmt.Printf("%s: %.1f a year are required, and the pace leads to %.1f (%.1f to %.1f)\n", p.Verdict, p.Required, p.Projected.Value, p.Projected.Lower, p.Projected.Upper)
	// Output: on_track: 1.2 a year are required, and the pace leads to 81.5 (80.0 to 83.0)
}

func TestJudge(t *testing.T) {
	high, low := target.Goal{Value: 80, AtLeast: true}, target.Goal{Value: 10}
	nothing := bare(math.NaN())
	for _, c := range []struct {
		name     string
		now      index.Estimate
		goal     target.Goal
		years    float64
		pace     index.Estimate
		verdict  target.Verdict
		required float64
	}{
		{"reached", between(81, 80.5, 81.5), high, 5, nothing, target.Reached, 0},
		{"equal is reached", bare(80), high, 5, nothing, target.Reached, 0},
		{"reached when time is over", bare(80), high, 0, nothing, target.Reached, 0},
		{"missed", bare(79), high, 0, between(2, 1, 3), target.Missed, math.NaN()},
		{"a year late", bare(79), high, -1, between(2, 1, 3), target.Missed, math.NaN()},
		{"surely too slow", bare(70), high, 5, between(1, 0.5, 1.9), target.NotOnTrack, 2},
		{"the wrong way", bare(70), high, 5, between(-1, -2, -0.5), target.NotOnTrack, 2},
		{"surely fast enough", bare(70), high, 5, between(3, 2, 4), target.OnTrack, 2},
		{"perhaps", bare(70), high, 5, between(2, 1, 3), target.CannotTell, 2},
		{"the value itself unsure", between(70, 68, 72), high, 5, between(2.2, 2.1, 2.3), target.CannotTell, 2},
		{"no pace", bare(70), high, 5, nothing, target.CannotTell, 2},
		{"a pace without limits", bare(70), high, 5, bare(3), target.CannotTell, 2},
		{"low is to be reached", bare(15), low, 5, between(-1.5, -1.8, -1.2), target.OnTrack, -1},
		{"low is not reached", bare(15), low, 5, between(-0.5, -0.8, -0.2), target.NotOnTrack, -1},
	} {
		p := target.Judge(c.now, c.goal, c.years, c.pace)
		if p.Verdict != c.verdict || p.Required != c.required && !(math.IsNaN(p.Required) && math.IsNaN(c.required)) {
			t.Errorf("%s: %s, required %v; want %s, %v", c.name, p.Verdict, p.Required, c.verdict, c.required)
		}
	}
}

func TestSure(t *testing.T) {
	g := target.Goal{Value: 80, AtLeast: true}
	for _, c := range []struct {
		now  index.Estimate
		want bool
	}{{between(82, 81, 83), true}, {between(82, 79, 85), false}, {between(70, 69, 71), true}, {bare(82), false}} {
		if got := g.Sure(c.now); got != c.want {
			t.Errorf("%v: %v, want %v", c.now, got, c.want)
		}
	}
}

// TestProjectionCovers draws values about a line for eight years, finds the pace by least squares and projects five years on. The true value of the
// line must lie within the limits in at least 95 of 100. The newest value and the pace share its error: n = 8, Sxx = 42, the newest year 3.5 from
// the middle, so the standard error of the sum is σ √(1 + 25/42 + 2·5·3.5/42) = 1.558 σ, and the limits put together reach 1.96 σ + 5 · 2.447 · σ/√42 =
// 3.848 σ, that is 2.47 standard errors, or 98.6 of 100 but for the t distribution.
func TestProjectionCovers(t *testing.T) {
	const draws, n, years, sigma, slope, start = 20000, 8, 5.0, 1.5, 0.8, 60.0
	r := rand.New(rand.NewPCG(7, 7))
	quantile := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}.Quantile(0.975)
	truth := start + slope*(n-1+years)
	covered, wrong := 0, 0
	for range draws {
		y := make([]float64, n)
		var sxy, sxx, mean float64
		for i := range y {
			y[i] = start + slope*float64(i) + sigma*r.NormFloat64()
			mean += y[i] / n
		}
		for i := range y {
			x := float64(i) - (n-1)/2.0
			sxy, sxx = sxy+x*y[i], sxx+x*x
		}
		b := sxy / sxx
		var rest float64
		for i := range y {
			e := y[i] - mean - b*(float64(i)-(n-1)/2.0)
			rest += e * e
		}
		se := math.Sqrt(rest / (n - 2) / sxx)
		now := between(y[n-1], y[n-1]-1.96*sigma, y[n-1]+1.96*sigma)
		pace := between(b, b-quantile*se, b+quantile*se)
		p := target.Judge(now, target.Goal{Value: truth + 0.001, AtLeast: true}, years, pace)
		if p.Projected.Lower <= truth && truth <= p.Projected.Upper {
			covered++
		}
		if p.Verdict == target.OnTrack { // the line just fails to reach the goal
			wrong++
		}
	}
	share := float64(covered) / draws
	t.Logf("the limits hold the line in %.2f of 100, and %.2f of 100 are wrongly on track", 100*share, 100*float64(wrong)/draws)
	if share < 0.95 || share > 0.995 {
		t.Errorf("the limits hold the line in %.4f of 1, want 0.95 to 0.995", share)
	}
	if wrong > draws/40 {
		t.Errorf("%d of %d are wrongly on track, want at most one in 40", wrong, draws)
	}
}

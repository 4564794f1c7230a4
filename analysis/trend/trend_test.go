package trend_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func fixed(v []float64) func(int, float64) float64 {
	return func(i int, _ float64) float64 { return v[i] }
}

var (
	years  = []float64{2015, 2016, 2018, 2019, 2020, 2021, 2022, 2023} // 2017 is missing
	values = []float64{12.1, 12.9, 13.2, 14.8, 14.1, 15.9, 16.2, 15.8}
)

// The expectations are numpy's normal equations: b = (X'WX)⁻¹X'Wy, its covariance times χ²/6 where that is above 1.
func TestLineIsThatOfLeastSquares(t *testing.T) {
	l, err := trend.Fit(trend.Absolute, years, values, fixed([]float64{.2, .3, .25, .2, .4, .3, .2, .5}))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "slope", l.Slope, 0.54688196, 1e-7)
	near(t, "dispersion", l.Dispersion, 6.178496659242769/6, 1e-9)
	near(t, "standard error", l.SE, 0.06955154*math.Sqrt(6.178496659242769/6), 1e-6)
	near(t, "height in 2019.25", l.At(2019.25), 14.4622216, 1e-7) // the mean of the eight years is 2019.25
	l, err = trend.Fit(trend.Absolute, years, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "slope", l.Slope, 0.51621622, 1e-7)
	near(t, "standard error", l.SE, 0.0752454523164725, 1e-9)
	e := l.Yearly(0.95)
	near(t, "upper limit", e.Upper, 0.51621622+2.446912*0.0752454523, 1e-6) // Student's t with 6 degrees of freedom: 2.446912
	l, err = trend.Fit(trend.Relative, years, values, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "relative slope", l.Slope, 0.03662029999168024, 1e-9)
	near(t, "relative standard error", l.SE, 0.005179503492178215, 1e-7)
	near(t, "per cent a year", l.Yearly(0.95).Value, 100*math.Expm1(0.03662029999168024), 1e-7)
}

// On the relative scale with the variance of a count the line is the Poisson regression of rate.RateTrend, which another program has checked.
func TestRelativeLineOfARateIsPoissonRegression(t *testing.T) {
	s := index.Strata{
		Units: 1, Unit: make([]int, 6), At: []float64{2016, 2017, 2018, 2020, 2021, 2022},
		Count: []float64{12, 0, 9, 17, 21, 30}, Population: []float64{800, 810, 805, 830, 840, 850},
	}
	want, err := rate.RateTrend(s, rate.TrendTest{FewestYears: 3, Overdispersed: true, Level: 0.95})
	if err != nil || want[0].Missing != nil {
		t.Fatal(err, want)
	}
	v := make([]float64, 6)
	for i := range v {
		v[i] = s.Count[i] / s.Population[i]
	}
	l, err := trend.Fit(trend.Relative, s.At, v, func(i int, fitted float64) float64 { return fitted / s.Population[i] })
	if err != nil {
		t.Fatal(err)
	}
	near(t, "slope", l.Slope, want[0].Slope.Value, 1e-8)
	near(t, "standard error", l.SE, want[0].SE, 1e-6)
	near(t, "dispersion", l.Dispersion, want[0].Overdispersion, 1e-6)
	near(t, "p", l.P(), want[0].P, 1e-6)
	near(t, "height", l.At(want[0].Year), want[0].Height, 1e-7)
	near(t, "standard error of height", l.HeightSE, want[0].HeightSE, 1e-6)
	absolute, relative, err := trend.Yearly(want[0], trend.Rate, 2016, 2022, 1000)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "relative change", relative.Value, want[0].Yearly.Value, 1e-9) // a rate on a line of logarithms changes by as many per cent every year
	near(t, "its lower limit", relative.Lower, want[0].Yearly.Lower, 1e-9)
	near(t, "absolute change", absolute.Value, 1000*(math.Exp(l.At(2022))-math.Exp(l.At(2016)))/6, 1e-6)
}

// The numbers are a grid search with numpy.linalg.lstsq; 20,000 permutations of it give a probability of 0.00055.
func TestJoinpointIsTheBestOfTheGrid(t *testing.T) {
	at := []float64{2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023}
	y := []float64{5.0, 5.4, 5.1, 5.9, 6.3, 5.6, 5.0, 4.6, 4.1}
	v := []float64{.05, .05, .06, .06, .05, .04, .05, .05, .05}
	j, err := trend.FindJoinpoint(at, y, v, 9999, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "year", j.Year, 2019, 0)
	near(t, "slope before", j.Before, 0.29709084, 1e-7)
	near(t, "slope after", j.After, 0.29709084-0.81553752, 1e-7)
	near(t, "height", j.Height, 4.94656466+4*0.29709084, 1e-7)
	near(t, "p", j.P, 0.00055, 0.0006)
	near(t, "gain", j.Gain, 56.72696234090015-4.6305195479628, 1e-9)
}

// A level of 5 per cent is kept where there is no turning point, also with variances that differ threefold.
func TestJoinpointKeepsItsLevel(t *testing.T) {
	const replicates = 1500
	r := rand.New(rand.NewPCG(7, 7))
	found := 0
	at, y, v := make([]float64, 10), make([]float64, 10), make([]float64, 10)
	for range replicates {
		for i := range at {
			at[i], v[i] = float64(2010+i), float64(1+i%3)
			y[i] = 0.4*float64(i) + math.Sqrt(v[i])*r.NormFloat64()
		}
		j, err := trend.FindJoinpoint(at, y, v, 199, r)
		if err != nil {
			t.Fatal(err)
		}
		if j.P <= 0.05 {
			found++
		}
	}
	if share := float64(found) / replicates; share < 0.035 || share > 0.065 {
		t.Errorf("found in %.3f where there is none, want 0.05", share)
	}
}

// The limits are the roots of Fieller's equation by bisection: a line of 7.4875 − 0.5472973 (year − 2019.25), standard errors 0.13693064 and
// 0.05198752, with 0 at 9.930864 years from 2023 and limits 7.736796 and 13.107385.
func TestParityHasFiellersLimits(t *testing.T) {
	gap := []float64{9.8, 9.1, 8.2, 7.7, 7.4, 6.4, 6.1, 5.2}
	v := []float64{.15, .15, .15, .15, .15, .15, .15, .15}
	l, err := trend.Fit(trend.Absolute, years, gap, fixed(v))
	if err != nil {
		t.Fatal(err)
	}
	p := l.Parity(2015, 2023, 25, 0.95)
	near(t, "years", p.Years, 9.930864197530871, 1e-9)
	near(t, "lower", p.Lower, 7.7367964982475605, 1e-9)
	near(t, "upper", p.Upper, 13.107384865334303, 1e-9)
	if l.Gap(2015, 2023, 0.95) != trend.Closing {
		t.Error("a gap that shrinks does not close")
	}
	if p := l.Parity(2015, 2023, 12, 0.95); p.Pace != trend.Towards || !p.Open || !math.IsNaN(p.Upper) {
		t.Errorf("got %+v, want an open upper limit", p)
	}
	if p := l.Parity(2015, 2023, 9, 0.95); p.Pace != trend.TooFar || !math.IsNaN(p.Years) {
		t.Errorf("got %+v, want too far", p)
	}
}

func TestGapsMove(t *testing.T) {
	for name, tc := range map[string]struct {
		from, slope, se float64
		want            trend.Movement
		pace            trend.Pace
	}{
		"closes":                       {10, -1, 0.3, trend.Closing, trend.Towards},
		"closes from below":            {-10, 1, 0.3, trend.Closing, trend.Towards},
		"widens":                       {10, 1, 0.3, trend.Widening, trend.NotClosing},
		"widens from below":            {-10, -1, 0.3, trend.Widening, trend.NotClosing},
		"flat":                         {10, 0.05, 0.3, trend.Unclear, trend.NotClosing},
		"turns":                        {-6, 2, 0.3, trend.Turned, trend.NotClosing},
		"closes and is past":           {-6, 1, 0.3, trend.Closing, trend.NoGap},
		"opens from almost nothing":    {-0.5, 1, 0.3, trend.Widening, trend.NotClosing},
		"closes, but in fifty years":   {57, -1, 0.3, trend.Closing, trend.TooFar},
		"too unsure for a finite time": {10, -1, 1, trend.Unclear, trend.NotClosing},
	} {
		l := trend.Line{Year: 2018.5, Height: tc.from + 3.5*tc.slope, HeightSE: 0.5, Slope: tc.slope, SE: tc.se, Dispersion: 1, Years: 8}
		if got := l.Gap(2015, 2022, 0.95); got != tc.want {
			t.Errorf("%s: got movement %v, want %v", name, got, tc.want)
		}
		if got := l.Parity(2015, 2022, 25, 0.95); got.Pace != tc.pace {
			t.Errorf("%s: got %+v, want pace %v", name, got, tc.pace)
		}
	}
	if !trend.Disagree(trend.Closing, trend.Widening) || trend.Disagree(trend.Closing, trend.Unclear) || trend.Disagree(trend.Turned, trend.Widening) {
		t.Error("closing against widening alone is disagreement")
	}
}

func TestNoLineSaysWhy(t *testing.T) {
	three := []float64{2020, 2021, 2022}
	one := fixed([]float64{1, 1, 1})
	for want, fit := range map[string]func() (trend.Line, error){
		"fewer than 3 years":  func() (trend.Line, error) { return trend.Fit(trend.Absolute, three[:2], three[:2], one) },
		"2 values":            func() (trend.Line, error) { return trend.Fit(trend.Absolute, three, three[:2], one) },
		"one year only":       func() (trend.Line, error) { return trend.Fit(trend.Absolute, []float64{1, 1, 1}, three, one) },
		"no value above 0":    func() (trend.Line, error) { return trend.Fit(trend.Relative, three, []float64{0, 0, 0}, one) },
		"value -1":            func() (trend.Line, error) { return trend.Fit(trend.Relative, three, []float64{1, -1, 4}, one) },
		"value NaN":           func() (trend.Line, error) { return trend.Fit(trend.Absolute, three, []float64{1, math.NaN(), 4}, one) },
		"without any scatter": func() (trend.Line, error) { return trend.Fit(trend.Absolute, three, []float64{1, 2, 3}, nil) },
		"no line fits":        func() (trend.Line, error) { return trend.Fit(trend.Absolute, three, three, fixed([]float64{1, 0, 1})) },
		"too large or": func() (trend.Line, error) {
			return trend.Fit(trend.Absolute, three, []float64{1e300, -1e300, 1e300}, one)
		},
		"any scatter":          func() (trend.Line, error) { return trend.Fit(trend.Relative, three, []float64{1, 2, 4}, nil) },
		"values lie on a line": func() (trend.Line, error) { return trend.Fit(trend.Absolute, three, []float64{5, 5, 5}, nil) },
	} {
		_, err := fit()
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	seven := []float64{1, 2, 3, 4, 5, 6, 7}
	r := rand.New(rand.NewPCG(1, 1))
	for want, tc := range map[string]struct{ at, y, v []float64 }{
		"fewer than 7 years":       {seven[:6], seven[:6], seven[:6]},
		"7 years but 6 values":     {seven, seven[:6], seven},
		"the values lie on one":    {seven, seven, seven},
		"variance 0":               {seven, seven, make([]float64, 7)},
		"variance 1 of value 2 in": {make([]float64, 7), seven, []float64{1, 1, 1, 1, 1, 1, 1}},
	} {
		_, err := trend.FindJoinpoint(tc.at, tc.y, tc.v, 99, r)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, _, err := trend.Yearly(rate.Trend{Missing: index.Undefined("gone")}, trend.Share, 2000, 2005, 100); err == nil {
		t.Error("a trend that is missing has a change")
	}
	if _, _, err := trend.Yearly(rate.Trend{}, trend.Share, 2000, 2000, 100); err == nil {
		t.Error("one year has a change")
	}
}

// course draws the counts of a district over years from a straight line of log odds, and of the rest of its city.
type course struct {
	level, slope float64 // log odds in the middle year, and a year
	n            float64
	dispersion   float64 // variance over binomial; 1 where there is nothing but chance in the counts
}

func (c course) share(i, years int) float64 {
	return 1 / (1 + math.Exp(-c.level-c.slope*(float64(i)-float64(years-1)/2)))
}

// draw draws shares with the dispersion from a beta-binomial distribution.
func (c course) draw(r *rand.Rand, i, years int) float64 {
	p := c.share(i, years)
	if c.dispersion > 1 {
		// The variance is np(1 − p)(1 + (n − 1)ρ); on the normal scale of the share, which is close enough at these sizes.
		p += math.Sqrt(p*(1-p)*(c.dispersion-1)/c.n) * r.NormFloat64()
	}
	return resample.Binomial(r, c.n, p)
}

// How often limits at 95 per cent hold the change a year on the line that the counts are drawn from: of the absolute and of the relative change.
func TestYearlyHoldsTheTrueChange(t *testing.T) {
	for name, tc := range map[string]struct {
		course
		years      int
		least, top float64
	}{
		"district":          {course{-1.73, 0.05, 1500, 1}, 5, 0.945, 0.975},
		"steep":             {course{-1.73, 0.25, 1500, 1}, 8, 0.935, 0.97},
		"small and rare":    {course{-3, 0.1, 150, 1}, 6, 0.94, 0.98},
		"falling from high": {course{1.5, -0.2, 400, 1}, 10, 0.935, 0.97},
		"overdispersed":     {course{-1.73, 0.05, 1500, 2}, 10, 0.90, 0.95},
	} {
		const replicates = 2000
		r := rand.New(rand.NewPCG(3, uint64(tc.years)))
		s := index.Strata{Units: replicates}
		for u := range replicates {
			for i := range tc.years {
				s.Unit, s.At = append(s.Unit, u), append(s.At, float64(2015+i))
				s.Count, s.Population = append(s.Count, tc.draw(r, i, tc.years)), append(s.Population, tc.n)
			}
		}
		trends, err := rate.ProportionTrend(s, rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95})
		if err != nil {
			t.Fatal(err)
		}
		from, to, span := tc.share(0, tc.years), tc.share(tc.years-1, tc.years), float64(tc.years-1)
		held, heldRelative := 0.0, 0.0
		for _, tr := range trends {
			a, b, err := trend.Yearly(tr, trend.Share, 2015, 2015+span, 100)
			if err != nil {
				continue // a district without any events
			}
			if a.Lower <= 100*(to-from)/span && 100*(to-from)/span <= a.Upper {
				held += 1.0 / replicates
			}
			if v := 100 * (math.Pow(to/from, 1/span) - 1); b.Lower <= v && v <= b.Upper {
				heldRelative += 1.0 / replicates
			}
			if sure := tr.Slope.Lower > 0 || tr.Slope.Upper < 0; sure != (a.Lower > 0 || a.Upper < 0) || sure != (b.Lower > 0 || b.Upper < 0) {
				t.Errorf("%s: slope %v and changes %v, %v disagree", name, tr.Slope, a, b)
			}
		}
		if min(held, heldRelative) < tc.least || max(held, heldRelative) > tc.top {
			t.Errorf("%s: limits hold the change in %.3f and %.3f, want %v to %v", name, held, heldRelative, tc.least, tc.top)
		}
		t.Logf("%s: %.3f absolute, %.3f relative", name, held, heldRelative)
	}
}

// How often limits hold the change of the gap between a district and the rest of its city, on both scales, and the years to parity. Both
// follow straight lines, of values for the absolute scale, of logarithms for the relative one, and a disturbance of every year that is the same
// for both, as the business cycle is, which the gap does not see.
func TestGapLinesHoldTheTruth(t *testing.T) {
	const replicates, n, rest, count = 2000, 1200.0, 60_000.0, 9
	r := rand.New(rand.NewPCG(9, 9))
	at, gap, ratio := make([]float64, count), make([]float64, count), make([]float64, count)
	v, relative := make([]float64, count), make([]float64, count)
	var heldSlope, heldRatio, heldParity, bounded, closing float64
	for range replicates {
		for i := range at {
			at[i] = float64(2015 + i)
			shock := 0.01 * r.NormFloat64()
			d, c := 0.35-0.015*float64(i)+shock, 0.15+shock // a gap of 20 points that shrinks by 1.5 a year: 13.33 years from the first
			x, y := resample.Binomial(r, n, d)/n, resample.Binomial(r, rest, c)/rest
			gap[i], v[i] = x-y, x*(1-x)/n+y*(1-y)/rest
			low, high := 0.15*math.Exp(shock), 0.3*math.Exp(shock-0.04*float64(i)) // a ratio of 2 that shrinks by 3.92 per cent a year
			x, y = resample.Binomial(r, n, high)/n, resample.Binomial(r, rest, low)/rest
			ratio[i], relative[i] = x/y, (1-x)/x/n+(1-y)/y/rest
		}
		l, err := trend.Fit(trend.Absolute, at, gap, fixed(v))
		if err != nil {
			t.Fatal(err)
		}
		if e := l.Yearly(0.95); e.Lower <= -0.015 && -0.015 <= e.Upper {
			heldSlope += 1.0 / replicates
		}
		if l.Gap(2015, 2023, 0.95) == trend.Closing {
			closing += 1.0 / replicates
		}
		if p := l.Parity(2015, 2023, 1000, 0.95); p.Pace == trend.Towards {
			bounded++
			if truth := 0.2/0.015 - 8; p.Lower <= truth && truth <= p.Upper {
				heldParity++
			}
		}
		l, err = trend.Fit(trend.Relative, at, ratio, func(i int, fitted float64) float64 { return fitted * fitted * relative[i] })
		if err != nil {
			t.Fatal(err)
		}
		if e := l.Yearly(0.95); e.Lower <= 100*math.Expm1(-0.04) && 100*math.Expm1(-0.04) <= e.Upper {
			heldRatio += 1.0 / replicates
		}
	}
	heldParity /= bounded
	for what, held := range map[string]float64{"change of the gap": heldSlope, "change of the ratio": heldRatio, "years to parity": heldParity} {
		if held < 0.935 || held > 0.975 {
			t.Errorf("%s: limits hold the truth in %.3f", what, held)
		}
	}
	t.Logf("gap %.3f, ratio %.3f, parity %.3f of %.0f bounded; closing %.3f", heldSlope, heldRatio, heldParity, bounded, closing)
}

// Without a change of the gap a movement is found in about one of twenty: half of them closing, half widening.
func TestGapsThatDoNotMoveAreUnclear(t *testing.T) {
	const replicates, n = 4000, 800.0
	r := rand.New(rand.NewPCG(4, 4))
	at, gap, v := make([]float64, 6), make([]float64, 6), make([]float64, 6)
	found := map[trend.Movement]float64{}
	for range replicates {
		for i := range at {
			at[i] = float64(2015 + i)
			x, y := resample.Binomial(r, n, 0.3)/n, resample.Binomial(r, 20_000, 0.2)/20_000
			gap[i], v[i] = x-y, x*(1-x)/n+y*(1-y)/20_000
		}
		l, err := trend.Fit(trend.Absolute, at, gap, fixed(v))
		if err != nil {
			t.Fatal(err)
		}
		found[l.Gap(2015, 2020, 0.95)] += 1.0 / replicates
	}
	if c, w := found[trend.Closing], found[trend.Widening]; c < 0.012 || c > 0.032 || w < 0.012 || w > 0.032 {
		t.Errorf("without a change: %.3f closing, %.3f widening", c, w)
	}
}

// Where only the scatter about the line tells of chance, Student's limits hold the slope as often as they promise, with five years and with ten, on
// both scales.
func TestScatterHoldsTheSlope(t *testing.T) {
	const replicates = 4000
	r := rand.New(rand.NewPCG(6, 6))
	for _, n := range []int{5, 10} {
		at, y, z := make([]float64, n), make([]float64, n), make([]float64, n)
		var absolute, relative float64
		for range replicates {
			for i := range at {
				at[i] = float64(2015 + i)
				e := r.NormFloat64()
				y[i], z[i] = 300+4*float64(i)+6*e, 300*math.Exp(0.02*float64(i))*(1+0.02*e)
			}
			l, err := trend.Fit(trend.Absolute, at, y, nil)
			if err != nil {
				t.Fatal(err)
			}
			if e := l.Yearly(0.95); e.Lower <= 4 && 4 <= e.Upper {
				absolute += 1.0 / replicates
			}
			if l, err = trend.Fit(trend.Relative, at, z, nil); err != nil {
				t.Fatal(err)
			}
			if e, truth := l.Yearly(0.95), 100*math.Expm1(0.02); e.Lower <= truth && truth <= e.Upper {
				relative += 1.0 / replicates
			}
		}
		if min(absolute, relative) < 0.94 || max(absolute, relative) > 0.96 {
			t.Errorf("%d years: limits hold the slope in %.3f and %.3f", n, absolute, relative)
		}
	}
}

// Lines of five years whose values vary twice as much as chance have that in common, whatever each says by itself; those of chance have none.
func TestTypicalDispersion(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, phi := range []float64{1, 2, 4} {
		var dispersions []float64
		var years []int
		for range 400 {
			chi := 0.0
			for range 3 {
				z := r.NormFloat64()
				chi += z * z
			}
			dispersions, years = append(dispersions, math.Max(1, phi*chi/3)), append(years, 5)
		}
		near(t, "typical dispersion", trend.Typical(dispersions, years), phi, 0.15)
	}
	if v := trend.Typical([]float64{9, 9, 9, 9}, []int{5, 5, 5, 5}); v != 1 {
		t.Errorf("four lines have %v in common", v)
	}
	l := trend.Line{SE: 2, HeightSE: 3, Dispersion: 1}
	if w := l.AtLeast(4); w.SE != 4 || w.HeightSE != 6 || w.Dispersion != 4 || l.AtLeast(0.5) != l {
		t.Errorf("got %+v", w)
	}
}

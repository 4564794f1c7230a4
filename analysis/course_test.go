package analysis

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
)

func course(t testing.TB, res *Results, indicator string) Course {
	t.Helper()
	for _, c := range res.Courses {
		if c.Indicator.ID == indicator && c.Group == indicators.Everyone {
			return c
		}
	}
	t.Fatalf("no course of %s", indicator)
	return Course{}
}

func (c Course) of(t testing.TB, code string) AreaCourse {
	t.Helper()
	for _, a := range c.Areas {
		if a.Area.Code == code {
			return a
		}
	}
	t.Fatalf("no district %s", code)
	return AreaCourse{}
}

// series is the shares of the districts and the city for years from a first one on, of n persons in each district and as many outside them.
// A share below 0 stands for a year without a figure.
func yearly(indicator string, first int, n float64, shares map[string][]float64) []indicators.Observation {
	var out []indicators.Observation
	for i := range shares["north"] {
		sum, all := 0.0, 0.0
		for _, code := range []string{"north", "south", "east"} {
			if p := shares[code][i]; p >= 0 {
				out = append(out, counts(indicator, code, first+i, math.Round(p*n), n))
				sum += math.Round(p * n)
				all += n
			}
		}
		out = append(out, counts(indicator, "city", first+i, sum+math.Round(0.5*n), all+n)) // half of those outside the districts
	}
	return out
}

// rising goes by step a year.
func rising(from, step float64, years int) []float64 {
	out := make([]float64, years)
	for i := range out {
		out[i] = from + step*float64(i)
	}
	return out
}

func TestCourseStopsAtABreak(t *testing.T) {
	shares := map[string][]float64{"north": append(rising(0.3, 0.02, 5), rising(0.5, -0.02, 6)...), "south": rising(0.5, 0, 11), "east": rising(0.5, 0, 11)}
	shares["east"][8] = -1
	tab := table(t, yearly("work", 2010, 4000, shares), func(defs []indicators.Indicator) {
		defs[0].Breaks = []indicators.Break{{Start: indicators.Year(2015).Start}}
	})
	c := course(t, run(t, tab, options()), "work")
	north := c.of(t, "north")
	if len(north.Segments) != 2 {
		t.Fatalf("got %d segments, want 2: %+v", len(north.Segments), north.Segments)
	}
	before, after := north.Segments[0], north.Segments[1]
	if before.To != indicators.Year(2014) || after.From != indicators.Year(2015) || before.Verdict != Better || after.Verdict != Worse || !after.Steady {
		t.Errorf("got %+v and %+v, want better to 2014 and worse from 2015", before, after)
	}
	// The line of log odds through 0.50 to 0.40 in six years falls by 2.0 points a year from end to end.
	if math.Abs(after.Change.Value+2) > 0.01 || !after.Change.Sure(0) || math.Abs(after.Relative.Value-100*(math.Pow(0.4/0.5, 0.2)-1)) > 0.05 {
		t.Errorf("changes %+v and %+v", after.Change, after.Relative)
	}
	if !after.Recent.OK || after.Recent.Direction != -1 || after.Recent.Verdict != Worse || before.Recent.OK {
		t.Errorf("recent trend %+v", after.Recent)
	}
	east := c.of(t, "east").Segments[1]
	if east.Periods != 5 || east.Missing != 1 || east.Recent.Reason != TooFewPeriods {
		t.Errorf("a year without a figure is no year: %+v", east)
	}
	if g := north.Gap; g.Periods != 6 || g.From != indicators.Year(2015) {
		t.Errorf("gap %+v crosses the break", g)
	}
}

func TestGapClosesAndSaysWhen(t *testing.T) {
	// North starts 20 points below the rest, which stays at 50 per cent, and gains 2 a year: after seven years 8 points, or 4 years, are left.
	shares := map[string][]float64{"north": rising(0.3, 0.02, 7), "south": rising(0.5, 0, 7), "east": rising(0.5, 0, 7)}
	res := run(t, table(t, yearly("work", 2016, 4000, shares)), options())
	c := course(t, res, "work")
	g := c.of(t, "north").Gap
	if g.Absolute.Movement != trend.Closing || g.Absolute.Overview != trend.Closing || g.Relative.Movement != trend.Closing || g.Disagree {
		t.Errorf("got %+v, want closing", g)
	}
	if math.Abs(g.Absolute.Change.Value-2) > 1e-6 || math.Abs(g.Absolute.Last.Value+8) > 1e-6 || math.Abs(g.Parity.Years-4) > 1e-6 || !(g.Parity.Lower < 4 && g.Parity.Upper > 4) {
		t.Errorf("got %+v and %+v, want 2 points a year and 4 years", g.Absolute, g.Parity)
	}
	if len(g.Points) != 7 || math.Abs(g.Points[0].Difference.Value+20) > 1e-6 || math.Abs(g.Points[0].Ratio.Value-0.6) > 1e-6 {
		t.Errorf("points %+v", g.Points)
	}
	// The rest of the city of south holds north, which rises: south falls behind what it was above.
	if s := c.of(t, "south").Gap; s.Absolute.Movement != trend.Closing {
		t.Errorf("got %+v, want a gap that closes from above", s)
	}
	o := options()
	o.Courses.MostYears = 3
	if p := course(t, run(t, table(t, yearly("work", 2016, 4000, shares)), o), "work").of(t, "north").Gap.Parity; p.Reason != TooFar || !math.IsNaN(p.Years) {
		t.Errorf("got %+v, want too far", p)
	}
	if m := res.Mobility[0]; m.Reason != TooFewAreas {
		t.Errorf("got %+v, want too few districts", m)
	}
}

// A low share that doubles from 2 to 4 per cent while the rest goes from 6 to 9: the ratio closes, the difference widens.
func TestScalesDisagree(t *testing.T) {
	shares := map[string][]float64{"north": rising(0.02, 0.02/7, 8), "south": rising(0.06, 0.06/7, 8), "east": rising(0.06, 0.06/7, 8)}
	obs := yearly("work", 2016, 40_000, shares)
	for i := range obs { // those outside the districts are as the others in them
		if obs[i].Area == id("city") {
			x := 0.0
			for _, code := range []string{"north", "south", "south", "east"} {
				x += math.Round(40_000 * shares[code][i/4])
			}
			obs[i] = counts("work", "city", 2016+i/4, x, 160_000)
		}
	}
	g := course(t, run(t, table(t, obs), options()), "work").of(t, "north").Gap
	if g.Absolute.Movement != trend.Widening || g.Relative.Movement != trend.Unclear && g.Relative.Movement != trend.Closing {
		t.Errorf("got %v and %v", g.Absolute, g.Relative)
	}
	if g.Parity.Reason != NotClosing || !math.IsNaN(g.Parity.Years) {
		t.Errorf("got %+v, want a gap that does not close", g.Parity)
	}
	if g.Disagree != (g.Relative.Movement == trend.Closing) {
		t.Errorf("disagreement %v", g.Disagree)
	}
}

func TestCoursesSayWhyNot(t *testing.T) {
	years := func(indicator, area string, f func(i int) indicators.Observation, n int) []indicators.Observation {
		var out []indicators.Observation
		for i := range n {
			o := f(i)
			o.Indicator, o.Area, o.Period = indicator, id(area), indicators.Year(2016+i)
			out = append(out, o)
		}
		return out
	}
	limits := func(v float64) indicators.Observation {
		o := value("", "", 2000, v)
		o.Lower, o.Upper = indicators.Num(v-2), indicators.Num(v+2)
		return o
	}
	var obs []indicators.Observation
	obs = append(obs, years("work", "north", func(int) indicators.Observation { return counts("", "", 2000, 0, 50) }, 6)...)
	obs = append(obs, years("work", "south", func(i int) indicators.Observation { return counts("", "", 2000, float64(20+i), 50) }, 4)...)
	obs = append(obs, years("work", "east", func(int) indicators.Observation { return gone("", "", 2000, indicators.Suppressed) }, 6)...)
	obs = append(obs, years("work", "city", func(int) indicators.Observation { return counts("", "", 2000, 90, 300) }, 6)...)
	obs = append(obs, years("income", "north", func(int) indicators.Observation { return value("", "", 2000, 300) }, 6)...)
	obs = append(obs, years("income", "south", func(i int) indicators.Observation { return limits(300 + 5*float64(i)) }, 6)...)
	obs = append(obs, years("income", "east", func(i int) indicators.Observation { return value("", "", 2000, 300+5*float64(i)+float64(i%2)) }, 6)...)
	obs = append(obs, years("people", "north", func(i int) indicators.Observation { return value("", "", 2000, float64(i)) }, 6)...)
	res := run(t, table(t, obs, func(defs []indicators.Indicator) { defs[2].LimitsLevel = 0.95 }), options())
	work, income := course(t, res, "work"), course(t, res, "income")
	for _, tc := range []struct {
		of   AreaCourse
		want Reason
	}{{work.of(t, "north"), Constant}, {work.of(t, "south"), TooFewPeriods}, {income.of(t, "north"), Constant}} {
		s := tc.of.Segments[0]
		if s.Reason != tc.want || s.Change.OK || !math.IsNaN(s.P) || !math.IsNaN(s.Change.Value) || s.Verdict != NotCompared {
			t.Errorf("%s: got %+v, want %s", tc.of.Area.Code, s, tc.want)
		}
	}
	if e := work.of(t, "east"); len(e.Segments) != 0 || e.Gap.Reason != SourceWithheld {
		t.Errorf("a district without any value: %+v", e)
	}
	if g := work.of(t, "north").Gap; g.Reason != NoReason || g.Absolute.Movement != trend.Unclear || g.Relative.Reason != Undefined {
		t.Errorf("nobody in any year: %+v", g)
	}
	south, east := income.of(t, "south").Segments[0], income.of(t, "east").Segments[0]
	// Standard errors of 4/3.92 over years −2.5 to 2.5, whose squares sum to 17.5: limits 5 ± 1.96 · 1.0204/√17.5.
	if half := 1.959964 * 4 / 3.919928 / math.Sqrt(17.5); south.Means != FromLimits || math.Abs(south.Change.Value-5) > 1e-9 || math.Abs(south.Change.Upper-5-half) > 1e-5 {
		t.Errorf("published limits: %+v", south)
	}
	if east.Means != FromScatter || east.Verdict != Better || east.Recent.Reason != NoLimits {
		t.Errorf("no limits: %+v", east)
	}
	for _, c := range res.Courses {
		if c.Indicator.ID == "people" {
			t.Error("a count has a course")
		}
	}
}

// Three-year means that overlap share their persons; only those that do not are read.
func TestOverlappingPeriodsAreLeftOut(t *testing.T) {
	var obs []indicators.Observation
	for i := range 15 {
		for _, code := range []string{"north", "south", "east", "city"} {
			o := counts("work", code, 2000, 100+float64(i), 400)
			o.Period = indicators.Years(2000+i, 2002+i)
			obs = append(obs, o)
		}
	}
	c := course(t, run(t, table(t, obs), options()), "work")
	var got []string
	for _, p := range c.Periods {
		got = append(got, p.String())
	}
	if want := "2002-2004 2005-2007 2008-2010 2011-2013 2014-2016"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %v", got, want)
	}
	// An event more a year is a quarter of a point.
	if s := c.City.Segments[0]; math.Abs(s.Change.Value-0.25) > 0.01 {
		t.Errorf("got %+v, want a change a year, not a period", s.Change)
	}
}

// What rests on a withheld number is withheld, and nothing else.
func TestWithheldCourses(t *testing.T) {
	shares := map[string][]float64{"north": rising(0.3, 0.02, 7), "south": rising(0.5, 0, 7), "east": rising(0.5, 0, 7)}
	shares["north"][3] = 0.0005 // two of 4,000
	o := options()
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 20}
	res := run(t, table(t, yearly("own", 2016, 4000, shares)), o)
	c := course(t, res, "own")
	if n := c.of(t, "north"); n.Segments[0].Reason != Withheld || n.Segments[0].Change.OK || n.Segments[0].Periods != 0 || n.Gap.Reason != Withheld || n.Gap.Points != nil {
		t.Errorf("got %+v", n)
	}
	shown := 0
	for _, a := range c.Areas {
		if a.Segments[0].Reason == NoReason {
			shown++
		}
	}
	if shown == 0 || c.City.Segments[0].Reason != NoReason {
		t.Errorf("%d districts and the city (%s) are shown", shown, c.City.Segments[0].Reason)
	}
}

// Eight districts whose distances from 50 per cent grow by a tenth of a point a year, times 1 to 4 on either side: the mean distance by a quarter
// of a point.
func TestSpreadOverTheWholeSeries(t *testing.T) {
	var shares [][]float64
	for d := range 8 {
		by := []float64{-4, -3, -2, -1, 1, 2, 3, 4}[d]
		shares = append(shares, nil)
		for y := range 6 {
			shares[d] = append(shares[d], 0.5+by*(0.01+0.001*float64(y)))
		}
	}
	shares[3][2] = -1 // a year of which one district lacks is not read
	s := run(t, town(t, 100_000, shares), options()).Courses[0].Spread
	if s.Areas != 8 || len(s.Points) != 5 || math.Abs(s.Change.Value-0.25) > 1e-6 || s.Movement != trend.Widening || math.Abs(s.First.Value-2.5) > 1e-6 || math.Abs(s.Last.Value-3.75) > 1e-6 {
		t.Errorf("got %+v, want 0.25 points a year", s)
	}
	// The mean of eight distances of known sides: 100·√(0.25/100,000)/√8 = 0.0559.
	if se := s.Points[0].SE; math.Abs(se-0.0559) > 0.009 {
		t.Errorf("standard error %v, want 0.056", se)
	}
	for name, tc := range map[string]struct {
		rows [][]float64
		want Reason
	}{"few districts": {shares[:4], TooFewAreas}, "few years": {[][]float64{{.1, .2}, {.2, .3}, {.3, .4}, {.4, .5}, {.5, .6}, {.6, .7}}, TooFewPeriods}} {
		if s := run(t, town(t, 1000, tc.rows), options()).Courses[0].Spread; s.Reason != tc.want || s.Change.OK || s.Points != nil {
			t.Errorf("%s: got %+v, want %s", name, s, tc.want)
		}
	}
}

// The change of the spread is found in about one of twenty where there is none, up or down, though chance adds to the spread.
func TestSpreadsThatStayAreUnclear(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	const replicates, n = 300, 1500.0
	r := rand.New(rand.NewPCG(8, 8))
	found, held := 0.0, 0.0
	for range replicates {
		var shares [][]float64
		for d := range 10 {
			shares = append(shares, nil)
			for range 7 {
				shares[d] = append(shares[d], resample.Binomial(r, n, 0.2+0.01*float64(d))/n)
			}
		}
		s := run(t, town(t, n, shares), options()).Courses[0].Spread
		if s.Movement != trend.Unclear {
			found += 1.0 / replicates
		}
		if s.Change.Lower <= 0 && 0 <= s.Change.Upper {
			held += 1.0 / replicates
		}
	}
	if found > 0.075 || held < 0.925 {
		t.Errorf("found in %.3f where there is no change; limits hold it in %.3f", found, held)
	}
	t.Logf("found %.3f, held %.3f", found, held)
}

// Five years of 50 districts without a trend that vary by chance, or twice as much: the strict verdict on trends and on gaps, of which two in a
// thousand may be wrong, keeps to that, where a test that believes five years about their own variation finds fourteen.
func TestStrictVerdictsHoldTheirLevel(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	for _, dispersion := range []float64{1, 2} {
		r := rand.New(rand.NewPCG(1, 2))
		trends, gaps, all := 0.0, 0.0, 0.0
		for range 30 {
			var shares [][]float64
			for range 50 {
				var s []float64
				for range 5 {
					p := 0.2 + math.Sqrt(0.2*0.8*(dispersion-1)/1500)*r.NormFloat64()
					s = append(s, resample.Binomial(r, 1500, p)/1500)
				}
				shares = append(shares, s)
			}
			o := options()
			o.Courses.Draws = 99
			for _, a := range run(t, town(t, 1500, shares), o).Courses[0].Areas {
				all++
				if a.Segments[0].Overview != NoClearDifference {
					trends++
				}
				if a.Gap.Reason != NoReason {
					t.Fatalf("no gap: %s", a.Gap.Reason)
				}
				if a.Gap.Absolute.Overview != trend.Unclear {
					gaps++
				}
			}
		}
		if trends/all > 0.006 || gaps/all > 0.006 {
			t.Errorf("dispersion %v: %.4f of trends and %.4f of gaps are found where there are none, want 0.002", dispersion, trends/all, gaps/all)
		}
		t.Logf("dispersion %v: %.4f of trends, %.4f of gaps", dispersion, trends/all, gaps/all)
	}
}

func TestCourseOptionsAreChecked(t *testing.T) {
	o := options()
	o.Courses = CourseOptions{FewestPeriods: 2, MostYears: -1, Draws: 5}
	_, err := Run(table(t, []indicators.Observation{counts("work", "north", 2020, 1, 2)}), o)
	for _, want := range []string{"from 3 to 50", "above 0 and at most 200", "99 or more"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func coursesAreSane(t *testing.T, res *Results) {
	t.Helper()
	for _, c := range res.Courses {
		for _, a := range append([]AreaCourse{c.City}, c.Areas...) {
			what := c.Indicator.ID + " " + a.Area.Code
			for _, s := range a.Segments {
				contrastIsSane(t, what+" change a year", s.Change)
				contrastIsSane(t, what+" per cent a year", s.Relative)
				if s.Reason == NoReason && (s.P-s.P != 0 || s.Dispersion-s.Dispersion != 0 || !s.Change.OK || s.Change.Sure(0) != (s.Verdict != NoClearDifference)) {
					t.Errorf("%s: a trend that is none: %+v", what, s)
				}
				if s.Recent.OK && s.Recent.ChiSquared-s.Recent.ChiSquared != 0 || s.Joinpoint.OK && s.Joinpoint.P-s.Joinpoint.P != 0 {
					t.Errorf("%s: %+v and %+v", what, s.Recent, s.Joinpoint)
				}
			}
			if a.Area.ID() == res.City.ID() {
				continue
			}
			for _, g := range []GapScale{a.Gap.Absolute, a.Gap.Relative} {
				for _, d := range []Difference{g.First, g.Last, g.Change} {
					contrastIsSane(t, what+" gap", d)
				}
				if g.Movement != trend.Unclear && !g.Change.Sure(0) {
					t.Errorf("%s: a movement that is not sure: %+v", what, g)
				}
			}
			if p := a.Gap.Parity; (p.Reason == NoReason) != (p.Years >= 0 && p.Lower <= p.Years && (p.Open || p.Upper >= p.Years)) {
				t.Errorf("%s: parity %+v", what, p)
			}
		}
	}
}

package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
)

// GapCourse is how the gap between a district and the rest of its city has moved over the periods that are comparable for both. The two are taken
// as independent samples, as are the periods. What moves the district and the rest alike, as a business cycle does, is not in the gap and does
// not make its line uncertain.
type GapCourse struct {
	From, To indicators.Period
	Periods  int
	Reason   Reason // why there is none; the rest is zero then
	Means    Uncertainty
	Points   []GapPoint // of each period; none where there are more than a few hundred districts

	Absolute GapScale // district − rest, in the indicator's unit
	Relative GapScale // district / rest
	Disagree bool     // the gap closes on one scale and widens on the other
	Parity   Parity
}

// GapPoint is the gap in one period.
type GapPoint struct {
	Period     indicators.Period
	Difference Difference
	Ratio      Difference
}

// GapScale is the line of a gap on one scale: its height in the first and the last period, and how it changes.
type GapScale struct {
	Reason      Reason         // why there is none
	First, Last Difference     // on the line: differences, or ratios
	Change      Difference     // a year: in the indicator's unit, or per cent of the ratio
	Movement    trend.Movement // at Options.Level
	Overview    trend.Movement // at Options.OverviewLevel
}

// Parity is the years from the last period until the line of the absolute gap reaches none, at the pace that it has had.
type Parity struct {
	Reason       Reason // why there is no number
	Years        float64
	Lower, Upper float64
	Open         bool // the upper limit is beyond Options.Courses.MostYears, and not told
}

// gapCourse follows the gap of district d to the rest of the city over what its last stretch shares with that of the city. Short is why that of
// the city is too short, if it is.
func (a *analyst) gapCourse(ind indicators.Indicator, series []*figures, d int, own stretch, short Reason, shared []bool) (GapCourse, gapLines) {
	periods, mine, rest, reason := a.gapSides(ind, series, d, own, short, shared)
	if reason != NoReason {
		return noGap(reason), gapLines{}
	}
	return a.gapBetween(ind, periods, mine, rest)
}

// gapSides returns the values of district d and of the rest of the city in the periods that they share, or why these are too few.
func (a *analyst) gapSides(ind indicators.Indicator, series []*figures, d int, own stretch, short Reason, shared []bool) (
	periods []indicators.Period, mine, rest []*Value, reason Reason) {
	if len(own.values) == 0 {
		var values []Value
		for _, f := range series {
			values = append(values, f.areas[d])
		}
		return nil, nil, nil, noFigures(values)
	}
	reason = TooFewPeriods
	n := len(own.at)
	rests := make([]Value, n)
	periods, mine, rest = make([]indicators.Period, 0, n), make([]*Value, 0, n), make([]*Value, 0, n)
	for k, i := range own.at {
		if !shared[i] {
			continue
		}
		rests[k] = a.restOf(ind, series[i], d)
		r := &rests[k]
		if !r.OK {
			reason = r.Reason
			continue
		}
		periods, mine, rest = append(periods, own.periods[k]), append(mine, own.values[k]), append(rest, r)
	}
	switch {
	case len(periods) >= a.o.Courses.FewestPeriods:
		return periods, mine, rest, NoReason
	case len(periods) > 0 && own.cut == OtherAreas:
		reason = OtherAreas
	case len(periods) > 0:
		reason = short
	}
	return nil, nil, nil, reason
}

// gapBetween follows the gap between the values of a district and those of the rest of the city.
func (a *analyst) gapBetween(ind indicators.Indicator, periods []indicators.Period, mine, rest []*Value) (g GapCourse, lines gapLines) {
	g = GapCourse{From: periods[0], To: periods[len(periods)-1], Periods: len(periods)}
	if len(a.districts) <= mostDetailed {
		for i, p := range periods {
			g.Points = append(g.Points, GapPoint{p, difference(ind, *mine[i], *rest[i], a.o.Level), ratio(ind, *mine[i], *rest[i], a.o.Level)})
		}
	}
	at := stretch{periods: periods}.years()
	var absolute, relative []float64 // variances of the gaps, and of the ratios over their squares
	vm, lm := variances(ind, at, mine)
	vr, lr := variances(ind, at, rest)
	g.Means = FromScatter
	if vm != nil && vr != nil {
		if g.Means = FromLimits; counted(ind, mine) && counted(ind, rest) {
			g.Means = FromCounts
		}
		absolute, relative = make([]float64, len(at)), make([]float64, len(at))
	}
	gap, quotient, ratios := make([]float64, len(at)), make([]float64, len(at)), true
	for i := range at {
		x, y := mine[i].Value, rest[i].Value
		gap[i], quotient[i] = x-y, x/y
		ratios = ratios && y > 0 && x >= 0
		if absolute != nil {
			absolute[i], relative[i] = vm[i]+vr[i], vm[i]/square(lm[i])+vr[i]/square(lr[i])
			if d, r := sharedNoise(ind, *mine[i], *rest[i]); d > 0 {
				absolute[i], relative[i] = absolute[i]+d, relative[i]+r
			}
		}
	}
	g.Absolute, g.Parity, lines.absolute = a.gapScale(trend.Absolute, at, gap, ofVariances(absolute))
	g.Relative = noScale(NoRatio)
	if ratios {
		var variance func(int, float64) float64
		if relative != nil {
			variance = func(i int, fitted float64) float64 { return square(fitted) * relative[i] }
		}
		g.Relative, _, lines.relative = a.gapScale(trend.Relative, at, quotient, variance)
	}
	g.Disagree = trend.Disagree(g.Absolute.Movement, g.Relative.Movement)
	return g, lines
}

// gapScale fits the line of a gap on one scale. With the absolute gap come the years to parity.
func (a *analyst) gapScale(scale trend.Scale, at, values []float64, variance func(int, float64) float64) (GapScale, Parity, trend.Line) {
	if variance == nil && constant(values) {
		return noScale(Constant), noParity(Constant), trend.Line{}
	}
	l, err := trend.Fit(scale, at, values, variance)
	if err != nil {
		return noScale(Undefined), noParity(Undefined), l
	}
	first, last := at[0], at[len(at)-1]
	height := func(year float64) Difference {
		e := l.Estimate(year, a.o.Level)
		if scale == trend.Relative {
			e.Value, e.Lower, e.Upper = math.Exp(e.Value), math.Exp(e.Lower), math.Exp(e.Upper)
		}
		return Difference{Estimate: e, OK: true}.bounded()
	}
	g := GapScale{
		First: height(first), Last: height(last), Change: Difference{Estimate: l.Yearly(a.o.Level), OK: true}.bounded(),
		Movement: l.Gap(first, last, a.o.Level),
	}
	return g, parityOf(l.Parity(first, last, a.o.Courses.MostYears, a.o.Level)), l
}

// gapLines are the lines of a gap on both scales.
type gapLines struct{ absolute, relative trend.Line }

// gapOverview judges how gaps move at the strict level, held to the dispersion that the lines of all districts have in common.
func (a *analyst) gapOverview(areas []AreaCourse, lines []gapLines) {
	judge := func(scale func(*GapCourse) *GapScale, line func(gapLines) trend.Line) {
		var dispersions []float64
		var years []int
		for d := range areas {
			if g := &areas[d].Gap; g.Reason == NoReason && scale(g).Reason == NoReason && g.Means != FromScatter {
				dispersions, years = append(dispersions, line(lines[d]).Dispersion), append(years, g.Periods)
			}
		}
		typical := trend.Typical(dispersions, years)
		for d := range areas {
			if g := &areas[d].Gap; g.Reason == NoReason && scale(g).Reason == NoReason {
				scale(g).Overview = line(lines[d]).AtLeast(typical).Gap(year(g.From), year(g.To), a.o.OverviewLevel)
			}
		}
	}
	judge(func(g *GapCourse) *GapScale { return &g.Absolute }, func(l gapLines) trend.Line { return l.absolute })
	judge(func(g *GapCourse) *GapScale { return &g.Relative }, func(l gapLines) trend.Line { return l.relative })
}

// sharedNoise returns what deliberate noise adds to the variance of a gap, and of the logarithm of a ratio, beyond that of the two values: the
// rest is what is left of the city, so that noise that raises the one lowers the other.
func sharedNoise(ind indicators.Indicator, v, w Value) (difference, logRatio float64) {
	if difference, logRatio = contrastNoise(ind, v, w); difference == 0 || v.Numerator.V <= 0 || w.Numerator.V <= 0 {
		return 0, 0
	}
	a, b := v.NoiseVariance(ind), w.NoiseVariance(ind)
	return difference - a - b, logRatio - a/square(v.Value) - b/square(w.Value)
}

func constant(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}

// parityOf says why there is no number of years, where there is none.
func parityOf(p trend.Parity) Parity {
	switch p.Pace {
	case trend.NotClosing:
		return noParity(NotClosing)
	case trend.NoGap:
		return noParity(NoGap)
	case trend.TooFar:
		return noParity(TooFar)
	}
	return Parity{Years: p.Years, Lower: p.Lower, Upper: p.Upper, Open: p.Open}
}

func noGap(r Reason) GapCourse {
	return GapCourse{Reason: r, Absolute: noScale(r), Relative: noScale(r), Parity: noParity(r)}
}

func noScale(r Reason) GapScale {
	none := noDifference(r)
	return GapScale{Reason: r, First: none, Last: none, Change: none}
}

func noParity(r Reason) Parity {
	nan := math.NaN()
	return Parity{Reason: r, Years: nan, Lower: nan, Upper: nan}
}

package analysis

import (
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// RankOrder is how separately people live by their place on an ordered scale, such as incomes: the segregation between those below and those above each
// threshold between the classes of the scale (Reardon 2011).
type RankOrder struct {
	Spec    SegregationSpec
	Level   indicators.Level
	Version string
	Lines   []RankOrderLine // oldest first; two where periods can be compared
	Change  Difference      // of the rank-order index, from the first line to the last
	Sources []string        // IDs of the sources of the counts
	At      int             // position in Results.Segregation
}

// RankOrderLine is the profile of one period.
type RankOrderLine struct {
	Period     indicators.Period
	Areas      int
	Bounds     []float64     // the share of all people in the classes up to each but the last
	Thresholds []curve.Point // the information theory index H between those below a share of all people and those above. Nil where withheld
	Fitted     []curve.Point // the polynomial fitted to them, from the first threshold to the last
	Degree     int           // of the polynomial
	Index      IndexValue    // the rank-order index, H^R: the mean of the polynomial over all shares, weighted by their entropy
	Carried    bool          // counts were carried over from other areas by a crosswalk: an estimate
	Reason     Reason        // why it has no points: withheld
}

// fittedSteps is how many stretches the polynomial is drawn in.
const fittedSteps = 60

// rankOrders are the profiles of the segregations whose groups are ordered.
func (a *analyst) rankOrders(res *Results) {
	for i := range res.Segregation {
		if s := &res.Segregation[i]; s.Spec.Ordered && len(s.Indices) > 0 {
			if r, ok := a.rankOrder(s, seriesFor(res, s)); ok {
				r.At = i
				res.RankOrders = append(res.RankOrders, r)
			}
		}
	}
}

// rankOrder returns the profile of a segregation: of the newest period, and of the first that it can be compared with, then of the areas that have counts
// in both.
func (a *analyst) rankOrder(s *Segregation, series *SegregationSeries) (RankOrder, bool) {
	spec := s.Spec
	p := panel{version: s.Version, periods: []indicators.Period{s.Period}, carried: []bool{false}}
	o := a.resampling(a.o.Workers, "rank-order", spec.ID, s.Level.String())
	var dates []index.Input
	if series != nil && series.First < len(series.Periods)-1 {
		p.from, p.areas, p.periods, p.carried = series.From, series.Areas, nil, nil
		for _, t := range []int{series.First, len(series.Periods) - 1} {
			p.periods, p.counts = append(p.periods, series.Periods[t].Period), append(p.counts, series.totals[t])
			p.carried = append(p.carried, series.Periods[t].Carried)
		}
		for t := range p.periods {
			dates = append(dates, index.Input{Composition: p.composition(spec, t)})
		}
		o.Noise = a.panelNoise(spec, s.Level, p)
	} else {
		dates = []index.Input{{Composition: composition(spec, s.Units)}}
		o.Noise = unitNoise(s.Units)
	}
	degree, err := rankDegree(dates)
	if err != nil {
		return RankOrder{}, false // everybody is in one class, or all areas are empty, and its indices say so
	}
	v := newIndexValue("rank-order-theil-h", index.Params{"degree": float64(degree)})
	of := v.Index // of counts by class rather than of people one by one, which the draws are of
	of.Ordered = nil
	of.MultiGroup = func(c index.Composition, q index.Params) (float64, error) { return v.Index.Ordered(c.Brackets(), q) }
	stat := resample.Statistic{Index: of, Params: v.Params}
	var pairs [][2]int
	if len(dates) > 1 {
		pairs = [][2]int{{0, 1}}
	}
	o.Replicates = drawable(o.Replicates, len(dates)*dates[0].Composition.Units())
	timed := resample.OverTime(dates, pairs, resample.Persons, []resample.Statistic{stat}, o)[0]
	out := RankOrder{Spec: spec, Level: s.Level, Version: s.Version, Change: noDifference(TooFewPeriods)}
	for t, period := range p.periods {
		l, err := rankLine(dates[t].Composition, degree)
		if err != nil {
			return RankOrder{}, false
		}
		l.Period, l.Carried, l.Index = period, p.carried[t], v
		if got := timed.Dates[t]; got.Err != nil {
			l.Index.set(0, got.Err)
		} else {
			l.Index.set(got.Estimate.Value, nil)
			l.Index.resampled(got.Result)
		}
		out.Lines = append(out.Lines, l)
		out.Sources = union(out.Sources, a.sourcesOf(spec.Indicator, spec.Groups, period))
	}
	if len(pairs) > 0 {
		out.Change = a.indexChange(stat, out.Lines[0].Index, out.Lines[1].Index, timed.Changes[0]).Difference
	}
	return out, true
}

// rankDegree is the degree of the polynomials of some dates: four, as is usual, where there are thresholds enough that it does not run through
// every one of them, and lower where they are few.
func rankDegree(dates []index.Input) (int, error) {
	out := 4
	for _, d := range dates {
		fit, err := segregation.RankOrderProfile(d.Composition.Brackets(), segregation.RankEntropy, 1, true)
		if err != nil {
			return 0, err
		}
		out = min(out, max(1, len(fit.Thresholds)-2))
	}
	return out, nil
}

// rankLine is the profile of counts by class.
func rankLine(c index.Composition, degree int) (RankOrderLine, error) {
	fit, err := segregation.RankOrderProfile(c.Brackets(), segregation.RankEntropy, degree, true)
	if err != nil {
		return RankOrderLine{}, err
	}
	out := RankOrderLine{Areas: c.Units(), Degree: degree}
	var all, below index.Sum
	for _, counts := range c.Counts {
		all.Add(index.Total(counts))
	}
	for _, counts := range c.Counts[:len(c.Counts)-1] {
		below.Add(index.Total(counts))
		out.Bounds = append(out.Bounds, below.Value()/all.Value())
	}
	for i, p := range fit.Thresholds {
		out.Thresholds = append(out.Thresholds, curve.Point{X: p, Y: fit.Observed[i]})
	}
	first, last := fit.Thresholds[0], fit.Thresholds[len(fit.Thresholds)-1]
	for i := range fittedSteps + 1 {
		x := first + float64((last-first)*float64(i)/fittedSteps)
		y := 0.0
		for k := degree; k >= 0; k-- {
			y = float64(y*x) + fit.Coefficients[k]
		}
		out.Fitted = append(out.Fitted, curve.Point{X: x, Y: y})
	}
	return out, nil
}

// withholdRankOrders withholds profiles of which a number is withheld, in any area.
func withholdRankOrders(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.RankOrders {
		r := &res.RankOrders[i]
		for j := range r.Lines {
			if p.segregationLine(&res.Segregation[r.At], res, r.Lines[j].Period, unprotected) {
				r.Lines[j].withhold()
				r.Change = noDifference(Withheld)
			}
		}
	}
}

// withhold removes every number.
func (l *RankOrderLine) withhold() {
	l.Bounds, l.Thresholds, l.Fitted, l.Reason = nil, nil, nil, Withheld
	values := []IndexValue{l.Index}
	withholdAll(values)
	l.Index = values[0]
}

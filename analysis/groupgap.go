package analysis

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// GroupGap is the gap between two groups in one indicator: in the city, and in every district beside the rest of the city.
type GroupGap struct {
	Indicator indicators.Indicator
	Period    indicators.Period
	Group     indicators.Group
	Reference indicators.Group // what the group is compared with
	Declared  bool             // the study chooses the reference; otherwise it is the largest group, or the last of an order
	Ordered   bool             // the groups have an order
	City      GapArea
	Areas     []GapArea // districts in order of code

	// Differ is the test that the gap is the same in all districts: Cochran's Q with its degrees of freedom and probability.
	Differ Heterogeneity
	// Widest and Narrowest are the districts with the largest and the smallest measured gap, whichever group is ahead, as positions in Areas;
	// −1 where fewer than two have one. Which these are is also a matter of chance: Differ says whether any are at all.
	Widest, Narrowest int
}

// GapArea is the gap between two groups in one place.
type GapArea struct {
	Area      indicators.Area
	Value     Value // of the group
	Reference Value // of the group that it is compared with
	Contrast        // of the group with the other
	Assumed   bool  // the delimitation of the district is an assumption

	// Of districts: the same two groups in the rest of the city, and the difference of the two gaps.
	Rest, RestReference Value
	RestGap             Difference
	Against             Difference // gap − gap in the rest of the city
	AgainstRatio        Difference // ratio / ratio in the rest of the city
	Apart               GapVerdict // at Options.Level
	ApartOverview       GapVerdict // at Options.OverviewLevel
}

// GapVerdict is how the gap of a district stands to that of the rest of the city.
type GapVerdict string

// The verdicts on gaps. One that surely differs and has the other group ahead is turned where that is sure too, and else just another: neither
// wider nor narrower.
const (
	GapNotCompared GapVerdict = ""
	GapAlike       GapVerdict = "no_clear_difference"
	GapWider       GapVerdict = "wider"
	GapNarrower    GapVerdict = "narrower"
	GapTurned      GapVerdict = "turned"
	GapOther       GapVerdict = "other"
)

// Heterogeneity is a test that several figures are one.
type Heterogeneity struct {
	OK     bool
	Reason Reason
	Q      float64
	Of     int // figures; the degrees of freedom are one less
	P      float64
}

// groupGaps compares every group with the reference of its dimension. The groups share no persons, and neither do a district and the rest of
// the city: all four figures of a difference of differences are independent, and its limits follow from those of the two differences by
// the method of variance estimates recovery.
func (a *analyst) groupGaps(res *Results) {
	for _, g := range a.groupings(res) {
		if len(g.dims) > 1 {
			continue
		}
		for k := range g.groups {
			if k != g.reference {
				res.GroupGaps = append(res.GroupGaps, a.gap(res, &g, k))
			}
		}
	}
}

func (a *analyst) gap(res *Results, g *grouping, k int) GroupGap {
	out := GroupGap{
		Indicator: g.ind, Period: g.period, Group: g.groups[k].Group, Reference: g.groups[g.reference].Group, Declared: g.declared, Ordered: g.ordered,
		City: a.gapIn(g, g.in(res, inCity), k),
	}
	for d := range a.districts {
		area := a.gapIn(g, g.in(res, d), k)
		area.Assumed = a.assumed[d]
		out.Areas = append(out.Areas, area)
	}
	out.rank(a.o.Level)
	return out
}

// rank finds the widest and the narrowest gap and tests whether they differ.
func (g *GroupGap) rank(level float64) {
	g.Widest, g.Narrowest = -1, -1
	n := 0
	var values, variances []float64
	width := 2 * rate.Z(level)
	for i, area := range g.Areas {
		d := area.Difference
		if !d.OK {
			continue
		}
		if n++; g.Widest < 0 || math.Abs(d.Value) > math.Abs(g.Areas[g.Widest].Difference.Value) {
			g.Widest = i
		}
		if g.Narrowest < 0 || math.Abs(d.Value) < math.Abs(g.Areas[g.Narrowest].Difference.Value) {
			g.Narrowest = i
		}
		if d.Interval && d.Upper > d.Lower {
			se := (d.Upper - d.Lower) / width
			values, variances = append(values, d.Value), append(variances, se*se)
		}
	}
	if n < 2 {
		g.Widest, g.Narrowest = -1, -1
	}
	g.Differ = heterogeneity(values, variances)
	if !g.Differ.OK && n >= 2 && len(values) < 2 {
		g.Differ.Reason = NoLimits
	}
}

// heterogeneity is Cochran's test (1954, The combination of estimates from different experiments, Biometrics 10, 101–129) that independent
// figures with known variances v have one mean: Q = Σ (x − x̄)²/v, x̄ being their mean weighted by 1/v, is chi-squared with one degree of
// freedom less than there are figures.
func heterogeneity(values, variances []float64) Heterogeneity {
	h := Heterogeneity{Of: len(values), Q: math.NaN(), P: math.NaN()}
	if len(values) < 2 {
		h.Reason = TooFewAreas
		return h
	}
	var sum, weights index.Sum
	for i, x := range values {
		sum.Add(x / variances[i])
		weights.Add(1 / variances[i])
	}
	mean := sum.Value() / weights.Value()
	var q index.Sum
	for i, x := range values {
		q.Add((x - mean) * (x - mean) / variances[i])
	}
	h.Q = q.Value()
	h.P = distuv.ChiSquared{K: float64(h.Of - 1)}.Survival(h.Q)
	h.OK = true
	return h
}

// gapIn compares group k with the reference in one place.
func (a *analyst) gapIn(g *grouping, v groupValues, k int) GapArea {
	none := noDifference(PartOnly)
	out := GapArea{
		Area: v.area, Value: v.values[k], Reference: v.values[g.reference], RestGap: none, Against: none, AgainstRatio: none,
		Rest: noValue(PartOnly, indicators.Missing), RestReference: noValue(PartOnly, indicators.Missing),
	}
	if v.rests != nil {
		out.Rest, out.RestReference = v.rests[k], v.rests[g.reference]
	}
	if g.contradictory(v) {
		none := noDifference(Contradictory)
		out.Contrast, out.RestGap, out.Against, out.AgainstRatio = noContrast(Contradictory), none, none, none
		return out
	}
	out.Contrast = a.contrast(g.ind, out.Value, out.Reference)
	if v.rests == nil {
		return out
	}
	_, out.RestGap, out.Against = out.atLevel(g.ind, a.o.Level)
	out.AgainstRatio = ratioOfRatios(out.Ratio, ratio(g.ind, out.Rest, out.RestReference, a.o.Level))
	out.Apart = gapApart(out.Difference, out.RestGap, out.Against)
	out.ApartOverview = gapApart(out.atLevel(g.ind, a.o.OverviewLevel))
	return out
}

// atLevel returns the gap, that in the rest of the city, and how they differ, at a level.
func (g *GapArea) atLevel(ind indicators.Indicator, level float64) (own, rest, against Difference) {
	own, rest = difference(ind, g.Value, g.Reference, level), difference(ind, g.Rest, g.RestReference, level)
	return own, rest, differenceOfDifferences(own, rest)
}

// differenceOfDifferences returns x − y of two differences between populations that share no persons: an interaction on the scale of the
// indicator.
func differenceOfDifferences(x, y Difference) Difference {
	switch {
	case !x.OK:
		return noDifference(x.Reason)
	case !y.OK:
		return noDifference(y.Reason)
	}
	d := Difference{Estimate: index.Estimate{Value: x.Value - y.Value, Lower: math.NaN(), Upper: math.NaN(), Level: x.Level}, OK: true}
	if !x.Interval || !y.Interval {
		d.Reason = firstReason(x.Reason, y.Reason)
		return d
	}
	d.Lower, d.Upper = rate.MOVERDifference(x.Value, x.Lower, x.Upper, y.Value, y.Lower, y.Upper)
	return d.bounded()
}

// ratioOfRatios returns x / y of two ratios between populations that share no persons, an interaction on the multiplicative scale, with the
// limits of the difference of their logarithms.
func ratioOfRatios(x, y Difference) Difference {
	switch {
	case !x.OK:
		return noDifference(x.Reason)
	case !y.OK:
		return noDifference(y.Reason)
	case !(x.Value > 0) || !(y.Value > 0):
		return noDifference(NoRatio)
	}
	d := Difference{Estimate: index.Estimate{Value: x.Value / y.Value, Lower: math.NaN(), Upper: math.NaN(), Level: x.Level}, OK: true}
	if !x.Interval || !y.Interval {
		d.Reason = firstReason(x.Reason, y.Reason)
		return d
	}
	l, u := rate.MOVERDifference(math.Log(x.Value), math.Log(x.Lower), math.Log(x.Upper), math.Log(y.Value), math.Log(y.Lower), math.Log(y.Upper))
	d.Lower, d.Upper = math.Exp(l), math.Exp(u)
	return d.bounded()
}

func firstReason(rs ...Reason) Reason {
	for _, r := range rs {
		if r != NoReason {
			return r
		}
	}
	return NoLimits
}

// gapApart judges how a gap stands to that of the rest of the city.
func gapApart(gap, rest, against Difference) GapVerdict {
	switch {
	case !against.OK || !against.Interval:
		return GapNotCompared
	case !against.Sure(0):
		return GapAlike
	case gap.Value*rest.Value < 0 && gap.Sure(0) && rest.Sure(0):
		return GapTurned
	case gap.Value*rest.Value < 0:
		return GapOther
	case math.Abs(gap.Value) > math.Abs(rest.Value):
		return GapWider
	}
	return GapNarrower
}

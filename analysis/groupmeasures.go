package analysis

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// GroupMeasures is the summary measures of the World Health Organization over the groups of one or more dimensions in one place.
type GroupMeasures struct {
	Indicator  indicators.Indicator
	Period     indicators.Period
	Dimensions []string
	Ordered    bool // from the most to the least disadvantaged
	Area       indicators.Area
	Groups     []indicators.Group
	Reference  indicators.Group // where the study chooses one; everyone where each measure goes by its own rule
	Weighted   bool             // by the number of persons
	Reason     Reason           // why there is none of it
	Measures   []GroupMeasure
}

// GroupMeasure is one measure, or why there is none.
type GroupMeasure struct {
	IndexValue
	Reason Reason
}

// maxMeasuredPlaces is the number of districts above which measures over groups and groups of several dimensions are of the city alone, for most
// of their limits are drawn, and there are no series of values and composition.
const maxMeasuredPlaces = 300

// measuredPlaces is how many places are looked at: the city, and its districts where these are not too many.
func (a *analyst) measuredPlaces() int {
	if len(a.districts) > maxMeasuredPlaces {
		return 1
	}
	return len(a.districts) + 1
}

// asked is an index with its parameters and what it needs.
type asked struct {
	id     string
	params index.Params
	needs  measureNeeds
}

type measureNeeds int

const (
	ofTwo       measureNeeds = iota // two groups are enough
	ofThree                         // WHO: measures of all groups need more than two
	ofReference                     // a reference that the study chooses
	ofBest                          // a direction, so that there is a best one
	ofOrder                         // an order other than that of the values
	ofCounts                        // the events behind the values
)

// groupIndices are the measures in the order they are read: of two groups, of all of them on the scale of the indicator, relative to the mean,
// along an order, what could be gained, and what is left without chance.
var groupIndices = []asked{
	{"difference", nil, ofTwo}, {"ratio", nil, ofTwo},
	{"mdm", index.Params{"weighted": 1}, ofThree}, {"mdm", index.Params{"weighted": 0}, ofThree},
	{"mdb", index.Params{"weighted": 1}, ofBest}, {"mdb", index.Params{"weighted": 0}, ofBest},
	{"mdr", index.Params{"weighted": 1}, ofReference}, {"mdr", index.Params{"weighted": 0}, ofReference},
	{"bgv", nil, ofThree}, {"bgsd", nil, ofThree},
	{"cov", nil, ofThree}, {"idis", index.Params{"weighted": 1}, ofThree}, {"idis", index.Params{"weighted": 0}, ofThree},
	{"disparity-theil-t", nil, ofThree}, {"disparity-mld", nil, ofThree},
	{"sii", nil, ofOrder}, {"rii", nil, ofOrder}, {"slope-over-mean", nil, ofOrder}, {"aci", nil, ofOrder}, {"rci", nil, ofOrder},
	{"noise-corrected-bgsd", nil, ofCounts}, {"noise-share", nil, ofCounts},
}

// gains are the measures of what could be gained. They need a direction but no third group.
var gains = []string{"par", "paf"}

// groupMeasures measures the differences between the groups of every dimension, in the city and in every district.
func (a *analyst) groupMeasures(res *Results) {
	gs := a.groupings(res)
	places := a.measuredPlaces()
	found := make([]GroupMeasures, len(gs)*places)
	parallel(len(found), a.o.Workers, func(i int) { found[i] = a.measuresIn(res, &gs[i/places], i%places-1) })
	res.GroupMeasures = append(res.GroupMeasures, found...)
}

func (a *analyst) measuresIn(res *Results, g *grouping, place int) GroupMeasures {
	v := g.in(res, place)
	out := GroupMeasures{Indicator: g.ind, Period: g.period, Dimensions: g.dims, Ordered: g.ordered, Area: v.area}
	for _, c := range g.groups {
		out.Groups = append(out.Groups, c.Group)
	}
	if g.contradictory(v) {
		out.Reason = Contradictory
		return out
	}
	// An order or a reference with a gap in it is another order or reference: all groups or none.
	for _, x := range v.values {
		if !x.OK {
			out.Reason = x.Reason
			return out
		}
	}
	if g.declared {
		out.Reference = g.groups[g.reference].Group
	}
	s := subgroupsOf(g, v.values)
	out.Weighted = s.Population != nil
	for _, one := range groupIndices {
		if why, skip := g.lacks(one.needs, s); !skip {
			out.Measures = append(out.Measures, a.measureGroups(g, v, s, one, why))
		}
	}
	for _, id := range gains {
		if g.ind.Direction != indicators.NotJudged {
			out.Measures = append(out.Measures, a.measureGroups(g, v, s, asked{id: id}, NoReason))
		}
	}
	return out
}

// subgroupsOf is the groups as the measures take them, with standard errors where the counts behind the values are known.
func subgroupsOf(g *grouping, values []Value) index.Subgroups {
	v := gather(g.ind, values)
	s := v.subgroups(g.ind)
	s.Favourable = g.ind.Direction == indicators.HigherIsBetter
	if g.declared {
		s.Reference = g.reference
	}
	if g.ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		s.Count = nil
	}
	if s.Count != nil {
		for i := range v.den {
			s.SE = append(s.SE, v.standardError(g.ind, i))
		}
	}
	if g.ordered {
		for i := range values {
			s.Rank = append(s.Rank, float64(i))
		}
	}
	return s
}

// standardError is that of a share or rate whose counts are known, with the publisher's noise.
func (v areaValues) standardError(ind indicators.Indicator, i int) float64 {
	se := ind.Unit.Per * math.Sqrt(samplingVariance(ind, v.num[i], v.den[i]))
	if v.noise != nil {
		se = math.Hypot(se, v.noise[i])
	}
	return se
}

// lacks tells what a measure needs that is not there; skip is true where the measure does not concern such groups at all.
func (g *grouping) lacks(needs measureNeeds, s index.Subgroups) (why Reason, skip bool) {
	switch needs {
	case ofTwo:
		return NoReason, false
	case ofReference:
		skip = s.Reference < 0
	case ofBest:
		skip = g.ind.Direction == indicators.NotJudged
	case ofOrder:
		skip = s.Rank == nil
	case ofCounts:
		skip = s.Count == nil
	}
	if len(s.Estimates) < 3 {
		return TooFewGroups, skip
	}
	return NoReason, skip
}

// measureGroups computes one measure. The difference and the ratio of two groups have the limits that contrasts have elsewhere; for the others
// a formula has where there is one, and else a parametric bootstrap.
func (a *analyst) measureGroups(g *grouping, v groupValues, s index.Subgroups, one asked, why Reason) GroupMeasure {
	level := index.Params{index.Level.Name: a.o.Level}
	for k, x := range one.params {
		level[k] = x
	}
	out := GroupMeasure{IndexValue: newIndexValue(one.id, one.params), Reason: why}
	if why != NoReason {
		return out
	}
	in := index.Input{Subgroups: s}
	parts, err := out.Index.Compute(in, level)
	if len(parts) == 0 {
		out.set(0, err)
		out.Reason = Undefined
		return out
	}
	out.set(parts[0].Value, nil)
	switch {
	case one.id == "difference" || one.id == "ratio":
		a.limitPair(g, v, s, &out)
	case err == nil && out.Index.Interval != nil:
		out.Value, out.Interval, out.Type = parts[0].Estimate, true, "formula"
	case s.Count != nil && out.Index.Interval == nil:
		a.drawMeasure(g, v, s, one, &out)
	}
	return out
}

// limitPair gives a difference or ratio the limits of the contrast of the two groups that it is of. Where these were picked for being the
// highest and the lowest, chance has had its say already.
func (a *analyst) limitPair(g *grouping, v groupValues, s index.Subgroups, out *GroupMeasure) {
	first, second := disparity.Pair(s)
	if first < 0 || second < 0 {
		return
	}
	d := difference(g.ind, v.values[first], v.values[second], a.o.Level)
	if out.Index.ID == "ratio" {
		d = ratio(g.ind, v.values[first], v.values[second], a.o.Level)
	}
	if d.Interval {
		out.Value, out.Interval, out.Type = d.Estimate, true, "formula"
	}
}

// drawMeasure gives a measure the limits of a parametric bootstrap of the counts. Where groups differ clearly they cover what is true 94 to 96
// times in 100; where they hardly differ 81 to 86 times, for chance counts as difference in the measures themselves (three groups of 150 to
// 300 persons with 72, 75 and 78 per cent).
func (a *analyst) drawMeasure(g *grouping, v groupValues, s index.Subgroups, one asked, out *GroupMeasure) {
	values := areaValues{values: s.Estimates, num: s.Count, den: s.Population, noise: s.Noise}
	weighted := "plain"
	if one.params["weighted"] == 1 {
		weighted = "weighted"
	}
	o := a.resampling(1, "group measure", g.ind.ID, string(g.groups[0].Group), v.area.Code, one.id, weighted)
	reps := resample.Replicate(o, 1, func() resample.Draw {
		drawn := s
		drawn.Estimates = slices.Clone(s.Estimates)
		laws := values.laws(g.ind)
		return func(r *rand.Rand, stats []float64) {
			values.draw(g.ind, laws, r, drawn.Estimates)
			if x, err := out.Index.Disparate(drawn, one.params); err == nil {
				stats[0] = x
			}
		}
	})
	out.resampled(resample.Basic(out.Value.Value, reps[0], o.Level, max(out.Index.Min, 0), out.Index.Max))
}

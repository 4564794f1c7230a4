package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Cause is what a part of a change comes from.
type Cause string

// The causes, in the order they are read. They add up to the change.
const (
	Appearing   Cause = "additions"    // areas that only the later period has people in
	Vanishing   Cause = "removals"     // areas that only the earlier period has people in
	GroupSizes  Cause = "group margin" // other sizes of the groups in the city
	AreaSizes   Cause = "unit margin"  // other sizes of the areas
	Association Cause = "structural"   // another association of groups and areas, with all sizes held equal
)

// Causes lists the causes in their order.
var Causes = []Cause{GroupSizes, AreaSizes, Appearing, Vanishing, Association}

// SegregationCauses is the change of an index between two periods as a sum of terms (Mora and Ruiz-Castillo 2009; Elbers 2021).
type SegregationCauses struct {
	From, To  indicators.Period
	Index     index.Index // of the change
	Change    CauseTerm   // the sum of the terms
	Terms     []CauseTerm // in the order of [Causes]
	Appeared  []indicators.Area
	Vanished  []indicators.Area
	Drawn     int    // replicates of the bootstrap
	Reason    Reason // why there are no terms: withheld, undefined
	Undefined string

	structural map[string]float64 // what each area adds to the structural term, by code
}

// CauseTerm is one term of a change.
type CauseTerm struct {
	Cause     Cause // "" of the whole change
	Corrected float64
	Difference
}

// fitting is how many times as long as drawing the areas of two dates it takes to fit their margins to each other.
const fitting = 15

// causes takes the change from the first comparable period of a panel to the last apart.
func (a *analyst) causes(s *SegregationSeries, p panel) []SegregationCauses {
	last := len(p.periods) - 1
	stats := make([]resample.Statistic, 2)
	for j, id := range []string{"mutual-information-change", "theil-h-change"} {
		stats[j].Index, _ = registry.Lookup(id)
	}
	out := make([]SegregationCauses, len(stats))
	appeared, vanished := p.unlike(s.First, last)
	for j := range out {
		out[j] = SegregationCauses{From: p.periods[s.First], To: p.periods[last], Index: stats[j].Index, Change: noTerm(""), Appeared: appeared, Vanished: vanished}
	}
	in := index.Input{Composition: p.composition(s.Spec, s.First), After: p.composition(s.Spec, last)}
	o := a.resampling(1, "causes", s.Spec.ID, s.Level.String(), p.version)
	o.Replicates = drawable(o.Replicates, fitting*len(p.areas))
	o.Noise = between(a.panelNoise(s.Spec, s.Level, p), s.First, last)
	for j, r := range resample.Bootstrap(in, resample.Persons, stats, o) {
		c := &out[j]
		c.Drawn = o.Replicates
		if r.Err != nil {
			c.Reason, c.Undefined = Undefined, reasonOf(r.Err)
			continue
		}
		terms := map[string]CauseTerm{}
		c.structural = map[string]float64{}
		for _, v := range r.Values {
			switch {
			case v.Part.Unit >= 0:
				if v.Part.Name == string(Association) {
					c.structural[p.areas[v.Part.Unit].Code] = v.Part.Value
				}
			case v.Part.Group < 0:
				terms[v.Part.Name] = CauseTerm{Cause: Cause(v.Part.Name), Corrected: v.Corrected,
					Difference: Difference{Estimate: v.Estimate, OK: true, Interval: v.Interval}}
			}
		}
		c.Change = terms["change"]
		c.Change.Cause = ""
		for _, cause := range Causes {
			c.Terms = append(c.Terms, terms[string(cause)])
		}
	}
	return out
}

func noTerm(c Cause) CauseTerm {
	return CauseTerm{Cause: c, Corrected: math.NaN(), Difference: noDifference(Undefined)}
}

// withhold removes every number.
func (c *SegregationCauses) withhold() {
	*c = SegregationCauses{From: c.From, To: c.To, Index: c.Index, Change: noTerm(""), Reason: Withheld}
}

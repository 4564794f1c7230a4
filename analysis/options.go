package analysis

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Defaults of [Options].
const (
	DefaultLevel         = 0.95
	DefaultOverviewLevel = 0.998
	DefaultMinCoverage   = 0.85
	DefaultReplicates    = 999
)

// MinReplicates is the least number of bootstrap replicates that an interval is made of.
const MinReplicates = 99

// The indices of a segregation spec that names none, for two groups and for more.
var (
	twoGroupIndices = []string{
		"dissimilarity", "gini-segregation", "isolation", "interaction", "correlation-ratio", "theil-h", "mutual-information",
	}
	multiGroupIndices = []string{"multigroup-dissimilarity", "multigroup-theil-h", "mutual-information"}
)

// filled returns o with defaults, and every problem with what it asks of the table.
func (o Options) filled(t *indicators.Table) (Options, error) {
	fill := func(v *float64, otherwise float64) {
		if *v == 0 {
			*v = otherwise
		}
	}
	fill(&o.Level, DefaultLevel)
	fill(&o.OverviewLevel, DefaultOverviewLevel)
	fill(&o.MinCoverage, DefaultMinCoverage)
	if o.AreaLevel == 0 {
		o.AreaLevel = indicators.District
	}
	if o.Replicates == 0 {
		o.Replicates = DefaultReplicates
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	var ps indicators.Problems
	between := func(name string, v float64) {
		if !(v > 0 && v < 1) {
			ps.Add(fmt.Errorf("%s is %v; it must lie between 0 and 1, such as 0.95", name, v))
		}
	}
	between("confidence level", o.Level)
	between("confidence level of the overview", o.OverviewLevel)
	if !(o.MinCoverage > 0 && o.MinCoverage <= 1) {
		ps.Add(fmt.Errorf("least coverage is %v; it must be above 0 and at most 1", o.MinCoverage))
	}
	if o.Replicates < MinReplicates {
		ps.Add(fmt.Errorf("%d bootstrap replicates are too few for an interval; ask for %d or more", o.Replicates, MinReplicates))
	}
	o.Courses.fill(&ps)
	o.Disclosure.check(&ps)
	o.Targets.check(t, o.City, o.AreaLevel, &ps)
	if a, ok := t.Register().Find(o.City); !ok || a.Level > indicators.City {
		ps.Add(fmt.Errorf("the study has no area of level city with code %q and version %q", o.City.Code, o.City.Version))
	}
	fill(&o.Compare.DiscoveryRate, DiscoveryRate)
	fill(&o.Compare.Funnel.Winsorise, defaultWinsorise)
	o.Compare.check(o.City, o.AreaLevel, t.Register(), &ps)
	o.Compare.Funnel.check(&ps)
	defined := func(what string, ids []string) {
		for _, id := range ids {
			if _, ok := t.Catalogue().Indicator(id); !ok {
				ps.Add(fmt.Errorf("%s %q is not defined", what, id))
			}
		}
	}
	defined("background indicator", o.Background)
	defined("indicator to report", o.Indicators)
	if o.AreaLevel <= indicators.City || o.AreaLevel > indicators.School {
		ps.Add(fmt.Errorf("areas of level %s cannot be compared with their city; one of district, regso, deso, school", o.AreaLevel))
	}
	o.Segregation = slices.Clone(o.Segregation) // the caller keeps his own
	for i := range o.Segregation {
		spec := &o.Segregation[i]
		if len(spec.Indices) == 0 {
			spec.Indices = multiGroupIndices
			if len(spec.Groups) == 2 {
				spec.Indices = twoGroupIndices
			}
		}
		spec.check(t.Catalogue(), &ps)
		spec.Space = spec.Space.or(o.Space).filled(len(spec.Groups), o.Maps)
		spec.Space.check(fmt.Sprintf("space of segregation %q", spec.ID), len(spec.Groups), &ps)
	}
	for _, spec := range o.Segregation {
		o.checkPair(spec, &ps)
	}
	o.Space = o.Space.filled(2, o.Maps)
	o.Space.check("space", 2, &ps)
	defined("indicator to look for clusters in", o.Space.Indicators)
	checkMaps(o.Maps, &ps)
	checkDimensions(o.Groups, &ps)
	for _, spec := range o.Mix {
		checkGroups("mix", spec.ID, spec.Indicator, spec.Groups, len(spec.Names), t.Catalogue(), &ps)
	}
	o.Relation = o.Relation.filled(t.Catalogue(), &ps)
	o.Composites = slices.Clone(o.Composites)
	for i, spec := range o.Composites {
		o.Composites[i] = spec.filled(t.Catalogue(), &ps)
	}
	return o, ps.Err()
}

// reports tells whether an indicator gets a comparison of its own.
func (o Options) reports(id string) bool {
	if len(o.Indicators) > 0 {
		return slices.Contains(o.Indicators, id)
	}
	return !slices.Contains(o.Background, id)
}

func (spec SegregationSpec) check(cat *indicators.Catalogue, ps *indicators.Problems) {
	checkGroups("segregation", spec.ID, spec.Indicator, spec.Groups, len(spec.Names), cat, ps)
	if spec.Ordered && len(spec.Groups) < 3 {
		ps.Add(fmt.Errorf("segregation %q: %d groups are ordered; a profile by rank needs at least 3", spec.ID, len(spec.Groups)))
	}
	if len(spec.Levels) == 0 {
		ps.Add(fmt.Errorf("segregation %q names no level; one of deso, regso, district, school", spec.ID))
	}
	for _, l := range spec.Levels {
		switch l {
		case indicators.DeSO, indicators.RegSO, indicators.District, indicators.School:
		default:
			ps.Add(fmt.Errorf("segregation %q: level %s has no areas within a city; one of deso, regso, district, school", spec.ID, l))
		}
	}
	for _, id := range spec.Indices {
		ix, err := registry.Lookup(id)
		switch {
		case err != nil:
			ps.Add(fmt.Errorf("segregation %q: %w", spec.ID, err))
		case ix.TwoGroup == nil && ix.MultiGroup == nil:
			ps.Add(fmt.Errorf("segregation %q: index %s takes %s, not groups", spec.ID, id, ix.Shape()))
		case ix.TwoGroup != nil && len(spec.Groups) != 2:
			ps.Add(fmt.Errorf("segregation %q: index %s takes two groups, but %d are named", spec.ID, id, len(spec.Groups)))
		}
	}
}

// checkGroups checks what specs of segregation and mix have in common.
func checkGroups(what, id, indicator string, groups []indicators.Group, names int, cat *indicators.Catalogue, ps *indicators.Problems) {
	ind, ok := cat.Indicator(indicator)
	switch {
	case !ok:
		ps.Add(fmt.Errorf("%s %q: indicator %q is not defined", what, id, indicator))
	case ind.Unit.Kind != indicators.Count:
		ps.Add(fmt.Errorf("%s %q: indicator %q is a %s; groups must be counted", what, id, indicator, ind.Unit.Kind))
	}
	if len(groups) < 2 {
		ps.Add(fmt.Errorf("%s %q names %d groups; two are needed", what, id, len(groups)))
	}
	if names != 0 && names != len(groups) {
		ps.Add(fmt.Errorf("%s %q has %d groups but %d names", what, id, len(groups), names))
	}
	seen := make(map[indicators.Group]bool, len(groups))
	for _, g := range groups {
		if seen[g] {
			ps.Add(fmt.Errorf("%s %q names group %q twice", what, id, g))
		}
		seen[g] = true
	}
}

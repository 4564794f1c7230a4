package main

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// counted tells whether estimates are made of counts of events.
func (f computeFlags) counted() bool { return f.value == "" && f.total != "" && len(f.groups) < 2 }

// extraFlag is the flag that gives an index something beside the least that its shape has.
type extraFlag struct {
	extra index.Extra
	flag  string // as a message names it
	given func(f computeFlags) bool
}

var extraFlags = append(spaceExtras, []extraFlag{
	{index.Order, "--rank", func(f computeFlags) bool { return f.rank != "" }},
	{index.Errors, "--se, or --group and --total", func(f computeFlags) bool {
		return f.se != "" || len(f.indicatorErrors) > 0 || f.counted()
	}},
	{index.Numerators, "--group and --total", computeFlags.counted},
	{index.Bounds, "--bounds", func(f computeFlags) bool { return len(f.bounds) > 0 || f.counted() && f.events == eventShares }},
	{index.Kinds, "--subgroup", func(f computeFlags) bool { return f.subgroup != "" }},
	{index.Sources, "--source", func(f computeFlags) bool { return len(f.sources) > 0 }},
	{index.Benchmark, "--reference", func(f computeFlags) bool { return f.reference != "" }},
	{index.Standard, "--standard", func(f computeFlags) bool { return f.standard != "" }},
	{index.Frequencies, "--frequency", func(f computeFlags) bool { return f.frequency != "" }},
	{index.Expected, "--expected-group and --expected-total", func(f computeFlags) bool { return f.expectedGroup != "" && f.expectedTotal != "" }},
	{index.Health, "--health", func(f computeFlags) bool { return f.health != "" }},
	{index.Goalposts, "--goal", func(f computeFlags) bool { return len(f.goals) > 0 }},
	{index.Measured, "--value", func(f computeFlags) bool { return f.value != "" }},
}...)

// lacks names the flags that an index cannot do without and that are not given.
func (f computeFlags) lacks(ix index.Index) (flags []string) {
	for _, e := range extraFlags {
		if ix.Reads.Has(e.extra) && !e.given(f) {
			flags = append(flags, e.flag)
		}
	}
	return flags
}

// reader is a flag that only some indices read: those of some shapes, or those that say so.
type reader struct {
	flag   string
	given  bool
	shapes []index.Shape
	what   string // what those read that say so
	reads  func(ix index.Index) bool
}

// readers are the flags that only some indices read.
func (f computeFlags) readers() []reader {
	const (
		values, subgroups, twice, events = index.ShapeValues, index.ShapeSubgroups, index.ShapeTwice, index.ShapeEvents
		strata, indicators               = index.ShapeStrata, index.ShapeIndicators
	)
	of := func(shapes ...index.Shape) []index.Shape { return shapes }
	extra := func(x index.Extra) func(index.Index) bool {
		return func(ix index.Index) bool { return ix.Reads.Has(x) }
	}
	return append(f.spaceReaders(), []reader{
		{flag: "scale", given: len(f.scale) > 0, shapes: of(index.ShapeRanked)},
		{flag: "within", given: len(f.within) > 0, what: "larger units", reads: func(ix index.Index) bool { return ix.Larger.Units }},
		{flag: "supergroup", given: len(f.supergroups) > 0, what: "larger groups", reads: func(ix index.Index) bool { return ix.Larger.Groups }},
		{flag: "value", given: f.value != "", shapes: of(values, index.ShapeRanked, subgroups, twice, strata)},
		{flag: "weight", given: f.weight != "", shapes: of(values, index.ShapeRanked, subgroups, twice, indicators)},
		{flag: "total", given: f.total != "", shapes: of(index.ShapeTwoGroup, index.ShapeMultiGroup, index.ShapeChange, subgroups, twice, events, strata, index.ShapeRanked)},
		{flag: "se", given: f.se != "", shapes: of(subgroups, twice, strata)},
		{flag: "bounds", given: len(f.bounds) > 0, shapes: of(values, subgroups, twice)},
		{flag: "rank", given: f.rank != "", shapes: of(values, subgroups, twice)},
		{flag: "reference", given: f.reference != "", shapes: of(subgroups, twice, events)},
		{flag: "low-is-good", given: f.lowIsGood, shapes: of(subgroups, twice)},
		{flag: "allow-missing", given: f.allowMissing, shapes: of(subgroups, twice)},
		{flag: "per", given: f.per != perDefault, shapes: of(subgroups, twice)},
		{flag: "events", given: f.events != eventShares, shapes: of(subgroups, twice)},
		{flag: "at", given: f.at != "", shapes: of(strata)},
		{flag: "indicator", given: len(f.indicators) > 0, shapes: of(indicators)},
		{flag: "subgroup", given: f.subgroup != "", what: "groups of values", reads: extra(index.Kinds)},
		{flag: "source", given: len(f.sources) > 0, what: "sources of values", reads: extra(index.Sources)},
		{flag: "standard", given: f.standard != "", what: "a standard population", reads: extra(index.Standard)},
		{flag: "frequency", given: f.frequency != "", what: "how many events each has had", reads: extra(index.Frequencies)},
		{flag: "expected-group", given: f.expectedGroup != "", what: "expected events", reads: extra(index.Expected)},
		{flag: "health", given: f.health != "", what: "shares in good health", reads: extra(index.Health)},
	}...)
}

// unread reports a flag that none of the indices reads, and strata without the flag that makes rows them.
func (f computeFlags) unread(ixs []index.Index) error {
	if f.at == "" && !f.family && slices.ContainsFunc(ixs, func(ix index.Index) bool { return ix.Shape() == index.ShapeStrata }) {
		return needsStrata
	}
	for _, r := range f.readers() {
		reads := r.reads
		if reads == nil {
			reads = func(ix index.Index) bool { return slices.Contains(r.shapes, ix.Shape()) }
		}
		switch {
		case !r.given || slices.ContainsFunc(ixs, reads):
		case r.reads == nil:
			return usagef("--%s is read by indices whose input is '%s' (see jamlik index list --input '%s')", r.flag, strings.Join(names(r.shapes), "', '"), r.shapes[0])
		default:
			return usagef("--%s is for indices that read %s: %s", r.flag, r.what, strings.Join(reading(reads), ", "))
		}
	}
	return nil
}

// reading names the indices that read something.
func reading(reads func(index.Index) bool) (ids []string) {
	for _, ix := range registry.All() {
		if reads(ix) {
			ids = append(ids, ix.ID)
		}
	}
	return ids
}

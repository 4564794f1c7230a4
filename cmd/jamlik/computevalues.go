package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

// batch is the indices that are computed from one input, with their results.
type batch struct {
	in      *computeInput
	after   *computeInput // the later of two samples
	params  index.Params  // for every index that has them
	stats   []resample.Statistic
	results []*computed
	parts   [][]index.Part
}

// compute gives the values of the indices, and what resampling says of them.
func (b *batch) compute(f computeFlags, progress func(what string) func(done, total int)) error {
	for j, c := range b.results {
		c.Warnings = append(c.Warnings, b.in.warnings...)
		c.Warnings = append(c.Warnings, b.in.cut(b.stats[j])...)
		c.Warnings = append(c.Warnings, b.in.rooks(b.stats[j])...)
		if b.after != nil {
			c.Warnings = append(c.Warnings, b.after.warnings...)
		}
	}
	if b.after == nil {
		if err := b.values(); err != nil {
			return err
		}
	}
	b.infer(f, progress)
	if b.after != nil {
		return nil // differences are about no unit
	}
	hidden := b.in.withhold(f.threshold)
	for j, s := range b.stats {
		c := b.results[j]
		hidden.apply(c, b.in, s.Index, b.parts[j])
		if !s.Index.Scalar() {
			b.in.undefined(c, s.Index, b.parts[j], f.pairwise)
		}
	}
	return nil
}

// values computes the indices, all at once.
func (b *batch) values() error {
	var ixs []index.Index
	for _, s := range b.stats {
		ixs = append(ixs, s.Index)
	}
	for j, v := range index.ComputeEach(ixs, b.in.Input, b.params) {
		c, scalar := b.results[j], ixs[j].Scalar()
		switch {
		case errors.Is(v.Err, index.ErrUndefined) && scalar && len(v.Parts) > 0:
			c.NoInterval = strings.TrimPrefix(strings.Join(b.in.said(v.Err), "; "), index.ErrUndefined.Error()+": ")
		case errors.Is(v.Err, index.ErrUndefined):
			c.Warnings = append(c.Warnings, b.in.said(v.Err)...)
		case v.Err != nil:
			return v.Err
		case len(v.Parts) == 0:
			c.Warnings = append(c.Warnings, "undefined: there is no unit or group with a value")
		}
		if scalar && len(v.Parts) > 0 {
			part := v.Parts[0]
			c.Value, c.SE, c.Lower, c.Upper = &v.Parts[0].Value, finite(part.SE), finite(part.Lower), finite(part.Upper)
			if part.Level > 0 {
				c.Level = part.Level
			}
		}
		if !scalar && len(v.Parts) > 0 {
			c.Values = b.in.named(v.Parts)
		}
		b.parts = append(b.parts, v.Parts)
	}
	return nil
}

// byNumber finds what an index calls by its number, since it does not know names.
var byNumber = regexp.MustCompile(`\b(unit|subgroup|indicator) (\d+)(\.\d)?`)

// said returns why there is no value, a warning for each reason, with the names of what the index calls by numbers.
func (in *computeInput) said(err error) (warnings []string) {
	units := sync.OnceValue(in.units.list)
	for _, e := range flatten(err) {
		warnings = append(warnings, byNumber.ReplaceAllStringFunc(e.Error(), func(s string) string {
			m := byNumber.FindStringSubmatch(s)
			name := nameOf(in.groups, m[2], "")
			if m[1] != "indicator" {
				name = nameOf(units(), m[2], "")
			}
			if name != "" && m[3] == "" {
				return fmt.Sprintf("%s %q", m[1], name)
			}
			return s
		}))
	}
	return warnings
}

// named names what the parts are about.
func (in *computeInput) named(parts []index.Part) []partValue {
	out := make([]partValue, 0, len(parts))
	for _, p := range parts {
		v := in.about(p)
		v.Value, v.SE, v.Lower, v.Upper = finite(p.Value), finite(p.SE), finite(p.Lower), finite(p.Upper)
		out = append(out, v)
	}
	return out
}

// about names what a part is about.
func (in *computeInput) about(p index.Part) partValue {
	unit := ""
	if p.Unit >= 0 {
		unit = in.units.at(p.Unit)
	}
	name := func(names []string, i int) string {
		if i < 0 {
			return ""
		}
		return names[i]
	}
	return partValue{Unit: unit, Group: name(in.groups, p.Group), With: name(in.groups, p.With), Part: in.partName(p.Name), At: finite(p.At)}
}

// undefined adds null for the units and groups without a value where others have one, and names them.
func (in *computeInput) undefined(c *computed, ix index.Index, parts []index.Part, pairs bool) {
	units, groups := make([]bool, in.units.len()), make([]bool, len(in.groups))
	ofUnits, ofGroups := ix.PerUnit != nil && len(parts) == 0, false
	for _, p := range parts {
		if p.Level != 0 {
			c.Level = p.Level
		}
		if p.Unit >= 0 {
			units[p.Unit], ofUnits = true, true
		}
		if p.Group >= 0 {
			groups[p.Group] = true
			ofGroups = ofGroups || p.Unit < 0 && ix.MultiGroupParts != nil && !pairs // an index of two groups may be about one
		}
		if p.With >= 0 {
			groups[p.With] = true
		}
	}
	var undefined []string
	for i, u := range in.units.all() {
		if ofUnits && !units[i] {
			undefined = append(undefined, u)
			c.Values = append(c.Values, partValue{Unit: u})
		}
	}
	for k, g := range in.groups {
		if ofGroups && !groups[k] {
			undefined = append(undefined, g)
			c.Values = append(c.Values, partValue{Group: g})
		}
	}
	if pairs {
		undefined = in.undefinedPairs(c, parts)
	}
	if len(undefined) > 0 && len(parts) > 0 {
		c.Warnings = append(c.Warnings, "undefined: "+listed(undefined))
		in.sort(c.Values)
	}
}

// undefinedPairs adds null for the pairs of groups that have no value where others have one.
func (in *computeInput) undefinedPairs(c *computed, parts []index.Part) []string {
	there := map[[2]int]bool{}
	for _, p := range parts {
		there[[2]int{p.Group, p.With}] = true
	}
	var undefined []string
	for k, group := range in.groups {
		for m, with := range in.groups {
			if k != m && !there[[2]int{k, m}] {
				undefined = append(undefined, group+" with "+with)
				c.Values = append(c.Values, partValue{Group: group, With: with})
			}
		}
	}
	return undefined
}

// sort puts values that are all of units in the order of the units.
func (in *computeInput) sort(values []partValue) {
	if slices.ContainsFunc(values, func(v partValue) bool { return v.Unit == "" }) {
		return
	}
	at := make(map[string]int, in.units.len())
	for i, u := range in.units.all() {
		at[u] = i
	}
	slices.SortStableFunc(values, func(a, b partValue) int { return at[a.Unit] - at[b.Unit] })
}

package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// indicators is a table of units by indicators. A missing figure stays missing: the index says what it makes of it.
func (s *slice) indicators(f computeFlags) (computeInput, error) {
	if len(f.indicators) == 0 {
		return computeInput{}, usagef("an index of indicators needs --indicator")
	}
	if len(f.within) > 1 {
		return computeInput{}, usagef("an index of indicators reads one --within column, not %d", len(f.within))
	}
	cols := given(f.weight)
	in, keep := s.complete(cols...)
	in.groups = f.indicators
	x := index.Indicators{Weights: f.indicatorWeights, Population: keep(f.weight), Space: f.where.among(in.units)}
	for _, col := range f.indicators {
		x.Columns = append(x.Columns, keep(col))
	}
	for _, col := range f.indicatorErrors {
		x.SE = append(x.SE, keep(col))
	}
	if len(f.reverse) > 0 {
		for _, col := range f.indicators {
			x.Reverse = append(x.Reverse, slices.Contains(f.reverse, col))
		}
	}
	var err error
	if x.Goals, err = parseGoals(f.goals, f.indicators); err != nil {
		return in, err
	}
	if len(f.within) == 1 {
		within, levels, err := levels(f.within, [][]string{s.keepText(s.within[0], cols)})
		if err != nil {
			return in, err
		}
		x.Within, in.levels = within[0], levels
	}
	in.Indicators = x
	return in, nil
}

// checkIndicators reports flags about indicators that do not fit those of --indicator.
func (f computeFlags) checkIndicators() error {
	n := len(f.indicators)
	for _, list := range []struct {
		flag string
		n    int
	}{{"indicator-weight", len(f.indicatorWeights)}, {"indicator-se", len(f.indicatorErrors)}} {
		if list.n > 0 && list.n != n {
			return usagef("--%s has %d for %s of --indicator", list.flag, list.n, lang.Count(n, "column"))
		}
	}
	for _, col := range f.reverse {
		if !slices.Contains(f.indicators, col) {
			return usagef("--reverse names %q, which --indicator does not%s", col, meant(col, f.indicators))
		}
	}
	_, err := parseGoals(f.goals, f.indicators)
	return err
}

// parseGoals reads NAME=LOW,HIGH for each of the indicators, or for none.
func parseGoals(flags, indicators []string) ([]index.Goal, error) {
	if len(flags) == 0 {
		return nil, nil
	}
	goals := make([]index.Goal, len(indicators))
	for _, flag := range flags {
		name, posts, _ := strings.Cut(flag, "=")
		low, high, ok := strings.Cut(posts, ",")
		l, err1 := strconv.ParseFloat(low, 64)
		h, err2 := strconv.ParseFloat(high, 64)
		k := slices.Index(indicators, name)
		switch {
		case !ok || err1 != nil || err2 != nil || !(l < h) || h-l > 1e300:
			return nil, usagef("--goal %q: want INDICATOR=LOW,HIGH, two numbers with the lower first", flag)
		case k < 0:
			return nil, usagef("--goal names %q, which --indicator does not%s", name, meant(name, indicators))
		case goals[k] != index.Goal{}:
			return nil, usagef("--goal names %q twice", name)
		}
		goals[k] = index.Goal{Low: l, High: h}
	}
	for k, g := range goals {
		if g == (index.Goal{}) {
			return nil, usagef("--goal is given for some indicators and not for %q: give it for all or for none", indicators[k])
		}
	}
	return goals, nil
}

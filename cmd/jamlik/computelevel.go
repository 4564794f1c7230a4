package main

import (
	"maps"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

// checkLevels reports confidence levels that are none, that are given twice, or that nothing has an interval for.
func (f computeFlags) checkLevels(ixs []index.Index, params index.Params) error {
	_, param := params[index.Level.Name]
	for i, v := range f.levels {
		switch {
		case param:
			return usagef("--level and --param level say one thing twice: give one of them")
		case !(v >= index.Level.Min && v <= index.Level.Max):
			return usagef("--level %v: want a number from %v to %v", v, index.Level.Min, index.Level.Max)
		case slices.Contains(f.levels[:i], v):
			return usagef("--level names %v twice", v)
		}
	}
	if len(f.levels) > 0 && !slices.ContainsFunc(ixs, f.hasLevel) {
		return usagef("--level is for intervals: %s none from a formula; --bootstrap gives one", taker(ixs, "has", "have"))
	}
	return nil
}

// hasLevel tells whether an index has an interval, of a formula or of resampling.
func (f computeFlags) hasLevel(ix index.Index) bool {
	formula := slices.ContainsFunc(ix.Params, func(q index.Param) bool { return q.Name == index.Level.Name })
	return formula || f.bootstrap > 0 || f.test == string(resample.BootstrapDifference)
}

// atLevels gives the results of the indices for each confidence level, those of an index together. An index without an interval is
// computed once.
func (s *slice) atLevels(ixs []index.Index, params index.Params, f computeFlags, progress func(what string) func(done, total int)) ([]*computed, error) {
	if len(f.levels) == 0 {
		f.level = index.Level.From(params)
		return s.compute(ixs, params, f, progress)
	}
	params = maps.Clone(params)
	asked := ixs
	of := map[string][]*computed{}
	for i, level := range f.levels {
		if i > 0 {
			ixs = slices.DeleteFunc(slices.Clone(ixs), func(ix index.Index) bool { return !f.hasLevel(ix) })
		}
		f.level, params[index.Level.Name] = level, level
		results, err := s.compute(ixs, params, f, progress)
		if err != nil {
			return nil, err
		}
		for _, c := range results {
			of[c.Index] = append(of[c.Index], c)
		}
	}
	var out []*computed
	for _, ix := range asked {
		out = append(out, of[ix.ID]...)
	}
	return out, nil
}

package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/analysis/crosswalk"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// crossedError returns how far the indices of a period may lie from the truth for having been carried over, from the older counts and the shares that
// carried them. It is nil where areas were added up afterwards, and where the older areas have no counts of every group.
func (a *analyst) crossedError(spec SegregationSpec, level indicators.Level, p panel, t int, stats []resample.Statistic) []CrosswalkError {
	i := slices.IndexFunc(a.o.Crosswalks, func(x Crosswalk) bool { return x.Level == level && x.To == p.version })
	if i < 0 || p.from != level {
		return nil
	}
	x := a.o.Crosswalks[i]
	older := index.Composition{Counts: make([][]float64, len(spec.Groups))}
	walk := crosswalk.Crosswalk{Newer: len(p.areas), Population: x.Population}
	at := map[string]int{} // of the older areas
	var sums []float64
	for to, area := range p.areas {
		for _, part := range x.Parts[area.Code] {
			from, ok := at[part.Code]
			if !ok {
				counts := a.groupCounts(spec.Indicator, indicators.AreaID{Code: part.Code, Version: x.From}, spec.Groups, p.periods[t])
				if counts == nil {
					return nil
				}
				from = len(sums)
				at[part.Code], sums = from, append(sums, 0)
				for k, n := range counts {
					older.Counts[k] = append(older.Counts[k], n)
				}
			}
			sums[from] += part.Weight
			walk.Shares = append(walk.Shares, crosswalk.Share{From: from, To: to, Weight: part.Weight})
		}
	}
	const rounding = 0.005 // that shares may be printed with
	for i, s := range walk.Shares {
		if sums[s.From] < 1-rounding { // a part lies in an area that the series leaves out
			return nil
		}
		walk.Shares[i].Weight /= sums[s.From]
	}
	o := a.resampling(1, "crossed", spec.ID, level.String(), p.periods[t].String())
	found, err := crosswalk.Error(older, walk, crosswalk.Options{Replicates: o.Replicates, Level: o.Level, Seed: o.Seed, Workers: 1}, stats...)
	if err != nil {
		return nil
	}
	out := make([]CrosswalkError, len(stats))
	for j, v := range found.Outcomes {
		if v.Why == "" {
			out[j] = CrosswalkError{Lower: v.Lower, Upper: v.Upper, OK: true}
		}
	}
	return out
}

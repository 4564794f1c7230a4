package analysis

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// maxChanceDraws is the largest number of values that are drawn to see what chance does to the ranks of a composite.
const maxChanceDraws = 5e7

// drawnPart is a part of a composite whose counts are drawn anew.
type drawnPart struct {
	k      int
	ind    indicators.Indicator
	values areaValues
	at     []int // areas of the values
	den    []float64
}

// chance draws the counts behind the shares and rates anew, combines them again, and keeps the ranks that hold the level of the draws. What has no counts
// stays as it is. Like the places of areas by one indicator these are what may be believed of an area that was chosen beforehand, and no
// confidence intervals: the figures that the draws begin from hold chance already.
func (c *Composite) chance(x index.Indicators, o resample.Options) {
	var parts []drawnPart
	for k, m := range c.Parts {
		if part, ok := c.drawn(k, m.Indicator); ok {
			parts = append(parts, part)
		}
	}
	n := len(c.Areas)
	if len(parts) == 0 || o.Replicates*n*len(parts) > maxChanceDraws {
		return
	}
	for _, part := range parts {
		c.Parts[part.k].Drawn = true
	}
	reps := resample.Replicate(o, n, func() resample.Draw {
		y := x
		y.Columns = make([][]float64, len(x.Columns))
		for k := range y.Columns {
			y.Columns[k] = slices.Clone(x.Columns[k])
		}
		laws, scratch := make([][]resample.BinomialLaw, len(parts)), make([][]float64, len(parts))
		for j, part := range parts {
			laws[j], scratch[j] = part.values.laws(part.ind), make([]float64, len(part.at))
		}
		return func(r *rand.Rand, out []float64) {
			for j, part := range parts {
				part.values.draw(part.ind, laws[j], r, scratch[j])
				column := y.Columns[part.k]
				for i, at := range part.at {
					column[at] = scratch[j][i]
				}
				if c.Parts[part.k].Shrunken {
					drawn, _ := shrunken(column, part.den, part.ind.Unit.Per)
					copy(column, drawn)
				}
			}
			values, err := c.values(y)
			if err != nil {
				return
			}
			copy(out, ranksOf(values))
		}
	})
	tail := (1 - o.Level) / 2
	for i := range c.Areas {
		if !c.Areas[i].OK {
			continue
		}
		ranks := slices.DeleteFunc(slices.Clone(reps[i]), math.IsNaN)
		if len(ranks) < MinReplicates {
			continue
		}
		slices.Sort(ranks)
		last := len(ranks) - 1
		c.Areas[i].ChanceLower = min(c.Areas[i].Rank, ranks[int(tail*float64(last))])
		c.Areas[i].ChanceUpper = max(c.Areas[i].Rank, ranks[last-int(tail*float64(last))])
	}
}

// drawn returns what is drawn of part k, over the areas that have a composite. There is nothing where one of these has no counts.
func (c *Composite) drawn(k int, ind indicators.Indicator) (drawnPart, bool) {
	part := drawnPart{k: k, ind: ind, den: slices.Repeat([]float64{math.NaN()}, len(c.Areas))}
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return part, false
	}
	var values []Value
	for i, area := range c.Areas {
		v := area.Parts[k].Value
		if !area.OK || !v.OK {
			continue
		}
		values, part.at = append(values, v), append(part.at, i)
		if v.Denominator.OK {
			part.den[i] = v.Denominator.V
		}
	}
	part.values = gather(ind, values)
	return part, part.values.num != nil && len(part.at) > 0
}

// ranksOf returns the rank of each value, 1 for the highest; ties, but for rounding, share the mean of theirs. NaN has none.
func ranksOf(values []float64) []float64 {
	order := make([]int, 0, len(values))
	out := make([]float64, len(values))
	largest := 0.0
	for i, v := range values {
		out[i] = math.NaN()
		if !math.IsNaN(v) {
			order = append(order, i)
			largest = max(largest, math.Abs(v))
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case values[i] > values[j]:
			return -1
		case values[i] < values[j]:
			return 1
		}
		return i - j
	})
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[from]]-values[order[to]] <= 1e-12*largest {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return out
}

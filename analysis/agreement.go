package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/classes"
	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators/index"
)

// Agreement is how our types of areas agree with a published classification of the areas of the same codes.
type Agreement struct {
	SameGround bool // only the areas that have exchanged no ground since; otherwise all of the same codes, some of which are other ground
	Areas      int
	Reason     Reason         // why there is no kappa
	Kappa      index.Estimate // quadratic weights
	Largest    float64        // the largest kappa that the sizes of the types allow
	Matched    float64        // kappa when ours are cut so that each type has as many areas as the published one has: agreement in order alone
	Spearman   index.Estimate // of the composite, turned so that high is few needs, and the published type
	Kendall    float64        // τ-b of the same
	Same       int            // areas of the same type in both
	Near       int            // at most one type apart
	Table      [][]float64    // areas by published type (row) and ours
}

// agree holds the types against the published ones, over areas of the same ground and over all of the same codes.
func (c *Composite) agree(level float64) {
	if c.Spec.Published == nil {
		return
	}
	for _, same := range []bool{true, false} {
		c.Agreement = append(c.Agreement, c.agreement(same, level))
	}
}

func (c *Composite) agreement(same bool, level float64) Agreement {
	nan := math.NaN()
	none := index.Estimate{Value: nan, Lower: nan, Upper: nan}
	k := c.Spec.Types.Number
	g := Agreement{SameGround: same, Kappa: none, Spearman: none, Matched: nan, Largest: nan, Kendall: nan, Table: crossTable(k)}
	var needs, published []float64
	units := make([]int, k)
	var types []int
	for i, v := range c.needs() {
		area := c.Areas[i]
		if !area.OK || area.Published == 0 || area.Type == 0 || same && area.Changed {
			continue
		}
		needs, published, types = append(needs, v), append(published, float64(area.Published)), append(types, area.Published)
		units[area.Published-1]++
		g.Table[area.Published-1][area.Type-1]++
		switch d := area.Published - area.Type; {
		case d == 0:
			g.Same++
			g.Near++
		case d == 1 || d == -1:
			g.Near++
		}
	}
	g.Areas = len(needs)
	if g.Areas < relation.MinUnits {
		g.Reason = TooFewAreas
		return g
	}
	weights := relation.Quadratic(k)
	var err error
	if g.Kappa, err = relation.WeightedKappa(g.Table, weights, level); err != nil {
		g.Kappa, g.Reason = none, Constant
		return g
	}
	if g.Largest, err = relation.Largest(g.Table, weights); err != nil {
		g.Largest = nan
	}
	if matched, err := classes.Counts(needs, units); err == nil {
		table := crossTable(k)
		for i, t := range types {
			table[t-1][matched[i]-1]++
		}
		if kappa, err := relation.WeightedKappa(table, weights, level); err == nil {
			g.Matched = kappa.Value
		}
	}
	if rho, err := relation.Spearman(needs, published); err == nil {
		g.Spearman = index.Estimate{Value: rho, Level: level}
		g.Spearman.Lower, g.Spearman.Upper = relation.RankInterval(rho, float64(g.Areas), level)
	}
	if tau, err := relation.Kendall(needs, published); err == nil {
		g.Kendall = tau
	}
	return g
}

func crossTable(k int) [][]float64 {
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
	}
	return out
}

package charts

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// scatterFigures are the pairs of indicators that go together most surely over the districts, or all pairs of those that are selected.
func scatterFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	grouped := Selection{Groups: s.Groups} // an indicator that is selected alone is drawn against others
	find := func(id string) (analysis.Comparison, bool) {
		i := slices.IndexFunc(d.Results.Comparisons, func(c analysis.Comparison) bool {
			return c.Indicator.ID == id && grouped.wantsEveryone(c.Indicator, c.Group) && c.NoFigures == analysis.NoReason && c.Indicator.Unit.Kind != indicators.Count
		})
		if i < 0 {
			return analysis.Comparison{}, false
		}
		return d.Results.Comparisons[i], true
	}
	var related analysis.Relations
	if i := slices.IndexFunc(d.Results.Relations, func(r analysis.Relations) bool { return r.Level == d.Results.Options.AreaLevel }); i >= 0 {
		related = d.Results.Relations[i]
	}
	both := func(x, y analysis.Comparison) int {
		n := 0
		for _, a := range x.Areas {
			if slices.ContainsFunc(y.Areas, func(b analysis.AreaComparison) bool { return b.Area.ID() == a.Area.ID() && b.Value.OK && a.Value.OK }) {
				n++
			}
		}
		return n
	}
	draw := func(idX, idY string, pair *analysis.Pair) {
		x, okX := find(idX)
		y, okY := find(idY)
		if okX && okY && both(x, y) > 1 {
			g.add(Scatter(x, y, pair, o))
		}
	}
	if len(s.Indicators) > 1 {
		for j, y := range s.Indicators {
			for _, x := range s.Indicators[:j] {
				draw(x, y, pairOf(related, x, y, s))
			}
		}
		return g.result()
	}
	for _, p := range strongest(related, s) {
		draw(related.Indicators[p.X].Indicator.ID, related.Indicators[p.Y].Indicator.ID, &p)
	}
	return g.result()
}

// pairOf is the correlation of two indicators, which is that of everyone.
func pairOf(r analysis.Relations, x, y string, s Selection) *analysis.Pair {
	if len(s.Groups) > 0 {
		return nil
	}
	for _, p := range r.Pairs {
		a, b := r.Indicators[p.X].Indicator.ID, r.Indicators[p.Y].Indicator.ID
		if a == x && b == y || a == y && b == x {
			return &p
		}
	}
	return nil
}

// A report shows a few pairs, and no indicator in more than two of them.
const mostScatters, mostOfOne = 3, 2

// strongest are the pairs that surely go together, the strongest first. Those that come from one table are left out, for some of their correlation may lie in how
// they are made.
func strongest(r analysis.Relations, s Selection) []analysis.Pair {
	var sure []analysis.Pair
	for _, p := range r.Pairs {
		x, y := r.Indicators[p.X].Indicator, r.Indicators[p.Y].Indicator
		wanted := len(s.Indicators) == 0 || slices.Contains(s.Indicators, x.ID) || slices.Contains(s.Indicators, y.ID)
		if wanted && len(s.Groups) == 0 && p.Pearson.OK && !p.SameTable && p.Adjusted <= analysis.DiscoveryRate && p.Pearson.Value*p.Pearson.Value >= leastExplained {
			sure = append(sure, p)
		}
	}
	slices.SortStableFunc(sure, func(a, b analysis.Pair) int {
		return cmp.Compare(math.Abs(b.Pearson.Value), math.Abs(a.Pearson.Value))
	})
	var out []analysis.Pair
	used := map[int]int{}
	for _, p := range sure {
		if len(out) < mostScatters && used[p.X] < mostOfOne && used[p.Y] < mostOfOne {
			out = append(out, p)
			used[p.X]++
			used[p.Y]++
		}
	}
	return out
}

package reconcile

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
)

// copyAreas is the fewest areas in which the same values are no accident. Shares in whole per cent of areas that change little agree in
// one area of two or three from year to year, so that eight agree less than once in a hundred pairs of years, and mostly far less.
const copyAreas = 8

// copies finds columns that are another one again: the same values in the same areas for another period, or another group. Columns of fewer
// than five different values are left alone.
func (c *reconciler) copies(all []series) {
	type key struct {
		indicator string
		place     place
		hash      uint64
	}
	first := make(map[key]int)
	for _, s := range all {
		for _, j := range s.runs {
			b := &c.facts[j]
			if b.distinct < enough || b.values < copyAreas {
				continue
			}
			k := c.runs[j].Key
			at := key{k.Indicator, place{k.Level, k.Version}, b.hash}
			i, ok := first[at]
			if !ok {
				first[at] = j
				continue
			}
			if !equal(c.runs[i], c.runs[j]) {
				continue
			}
			a := c.runs[i].Key
			f := scopeOf(k).about(Warning, KindCopy)
			f.Group, f.Count, f.Of = k.Group, b.values, b.values
			f.Origin, f.Public = c.runs[j].Origin(0), c.public(i, j)
			switch {
			case a.Group != k.Group && a.Period == k.Period:
				f.Severity = Note
				f.What = text("alla %d värden är desamma som för %s", "all %d values are the same as those of %s", b.values, groupOr(a.Group))
			case a.Group != k.Group:
				f.What = text("alla %d värden är desamma som för %s, %s", "all %d values are the same as those of %s, %s", b.values, a.Period, groupOr(a.Group))
			default:
				f.What = text("alla %d värden är desamma som för %s", "all %d values are the same as those of %s", b.values, a.Period)
			}
			if f.Severity == Warning {
				f.Remedy = text("kontrollera om en kolumn har kopierats", "check whether a column was copied")
			}
			c.report(f)
		}
	}
}

// equal tells whether two runs have the same values in the same areas.
func equal(a, b indicators.Run) bool {
	i, j := 0, 0
	ca, cb := a.AreaCodes(), b.AreaCodes()
	for {
		for i < a.Len() && !a.Value(i).OK {
			i++
		}
		for j < b.Len() && !b.Value(j).OK {
			j++
		}
		if i == a.Len() || j == b.Len() {
			return i == a.Len() && j == b.Len()
		}
		if ca[i] != cb[j] || a.Value(i).V != b.Value(j).V {
			return false
		}
		i, j = i+1, j+1
	}
}

// zeros warns of columns of nothing but zeros where another period or delimitation has figures: tables of Statistics Sweden answer 0, not an
// empty cell, for a pair of delimitation and year that they do not hold. If zeros were as usual as where there are fewest, all areas of the
// column would have one less than once in ten thousand.
func (c *reconciler) zeros() {
	type key struct {
		indicator string
		level     indicators.Level
		group     indicators.Group
	}
	least := make(map[key]float64) // share of zeros where there are fewest
	var empty []int
	for i, r := range c.runs {
		f := &c.facts[i]
		k := key{r.Key.Indicator, r.Key.Level, r.Key.Group}
		if f.values == 0 {
			continue
		}
		if f.zeros == f.values {
			empty = append(empty, i)
			continue
		}
		share := (float64(f.zeros) + 0.5) / (float64(f.values) + 1)
		if old, ok := least[k]; !ok || share < old {
			least[k] = share
		}
	}
	groups := make(map[scope][]int)
	var order []scope
	for _, i := range empty {
		r := c.runs[i]
		share, ok := least[key{r.Key.Indicator, r.Key.Level, r.Key.Group}]
		if !ok || math.Pow(share, float64(c.facts[i].values)) > 1e-4 {
			continue
		}
		s := scopeOf(r.Key)
		if groups[s] == nil {
			order = append(order, s)
		}
		groups[s] = append(groups[s], i)
	}
	for _, s := range order {
		runs := groups[s]
		f := s.about(Warning, KindZeros)
		f.Count, f.Of = c.facts[runs[0]].zeros, c.facts[runs[0]].values
		f.Origin, f.Public = c.runs[runs[0]].Origin(0), c.public(runs...)
		if len(runs) == 1 {
			f.Group = c.runs[runs[0]].Key.Group
			f.What = text("alla %d värden är 0, men inte för andra perioder eller indelningar", "all %d values are 0, but not for other periods or delimitations", f.Of)
		} else {
			f.What = text("alla %d värden är 0 i %d grupper, men inte för andra perioder eller indelningar", "all %d values are 0 in %d groups, but not for other periods or delimitations", f.Of, len(runs))
		}
		f.Remedy = text("tabellen kan sakna indelningen det året: läs in ett år bara i den indelning som gäller då",
			"the table may not hold the delimitation for that year: read a year only in the one that is valid then")
		c.report(f)
	}
}

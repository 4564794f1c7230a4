package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
)

// Protection is what was withheld of one indicator and period. No number that is withheld can be told from it.
type Protection struct {
	Indicator indicators.Indicator
	Period    indicators.Period
	Cells     int // numbers that results show or would show
	// Numbers that are withheld for themselves, by the first rule that holds: too few persons counted, too few of the others, too small a
	// population, too large a share, and those that the source withholds; and those that are withheld to protect them.
	FewPersons, FewOthers, SmallBase, OneGroup, BySource, Others int
	Lost                                                         float64 // share of the persons in the smallest areas and groups whose numbers are withheld, in whole per cent
	Asked                                                        float64 // how wide the interval of a withheld count must be at least
	Narrowest                                                    float64 // how wide the narrowest is of those that can be so wide, rounded down; NaN where there is none
	Short                                                        int     // numbers whose interval cannot be so wide, for what is known beforehand leaves no more
	Optimal                                                      bool    // no other choice loses fewer persons
	Gap                                                          float64 // where it is not known to be: how much more it may lose than the best one, in per cent of it
	Reason                                                       Reason  // Contradictory where all is withheld, for parts and wholes contradict one another
}

// Primary returns how many numbers are withheld for themselves.
func (p Protection) Primary() int {
	return p.FewPersons + p.FewOthers + p.SmallBase + p.OneGroup + p.BySource
}

// check says what is wrong with choices of protection.
func (d Disclosure) check(ps *indicators.Problems) {
	if !(d.MinCount >= 0) || !(d.MinDenominator >= 0) {
		ps.Add(fmt.Errorf("the least count and population to be shown are %v and %v; they must be at least 0", d.MinCount, d.MinDenominator))
	}
	if !(d.MaxShare >= 0 && d.MaxShare < 100) {
		ps.Add(fmt.Errorf("the highest share to be shown is %v per cent; it must be at least 0 and below 100", d.MaxShare))
	}
	if !(d.Protection >= 0) || math.IsInf(d.Protection, 1) {
		ps.Add(fmt.Errorf("the interval of a withheld count must be %v wide; it must be at least 0", d.Protection))
	}
	if !(d.RoundTo >= 0) || d.RoundTo != math.Trunc(d.RoundTo) {
		ps.Add(fmt.Errorf("counts are rounded to %v; it must be a whole number", d.RoundTo))
	}
}

// audit says what has been withheld, in the order of the catalogue and of time.
func (p *protector) audit(res *Results) {
	place := make(map[string]int, len(p.cat.Indicators))
	for i, ind := range p.cat.Indicators {
		place[ind.ID] = i
	}
	for _, b := range p.order {
		res.Disclosure = append(res.Disclosure, b.protection(p))
	}
	slices.SortStableFunc(res.Disclosure, func(x, y Protection) int {
		return cmp.Or(cmp.Compare(place[x.Indicator.ID], place[y.Indicator.ID]), x.Period.Compare(y.Period))
	})
	for _, x := range res.Disclosure {
		if x.Reason == Contradictory {
			res.Warnings = append(res.Warnings, Warning{Code: "contradictory", Indicator: x.Indicator.ID, Text: text(
				"Delarna blir tillsammans mer än helheten %s. Då kan det inte prövas vad som går att räkna ut, och inga värden visas.",
				"Parts come to more than their whole in %s. What can be worked out cannot be told then, and no values are shown.", x.Period)})
		}
	}
}

func (b *book) protection(p *protector) Protection {
	out := Protection{
		Indicator: b.indicator, Period: b.period, Cells: len(b.cells), Asked: p.min.Width(), Narrowest: math.NaN(), Optimal: true,
		Short: len(b.found.Short),
	}
	whole := make([]bool, len(b.cells))
	for _, s := range b.sums {
		whole[s.Whole] = true
	}
	var all, lost float64
	for i, c := range b.cells {
		switch {
		case c.rule == suppress.FewPersons:
			out.FewPersons++
		case c.rule == suppress.FewOthers:
			out.FewOthers++
		case c.rule == suppress.SmallBase:
			out.SmallBase++
		case c.rule == suppress.OneGroup:
			out.OneGroup++
		case c.rule == suppress.BySource:
			out.BySource++
		case c.hidden:
			out.Others++
		}
		if !whole[i] {
			n := c.num.V
			if c.den.OK {
				n = c.den.V
			}
			all += math.Abs(n)
			if c.hidden {
				lost += math.Abs(n)
			}
		}
		if b.found.Interval != nil && c.rule != suppress.NoRule && c.num.OK && !slices.Contains(b.found.Short, i) {
			if w := math.Floor(b.found.Interval[0][i].Width() + 1e-6); !(out.Narrowest <= w) {
				out.Narrowest = w
			}
		}
	}
	if all > 0 {
		out.Lost = math.Round(100 * lost / all)
	}
	switch {
	case b.contradictory:
		out.Reason = Contradictory
	case b.secret && !b.found.Optimal:
		out.Optimal = false
		if b.found.Bound > 0 {
			out.Gap = math.Ceil(100 * (b.found.Cost - b.found.Bound) / b.found.Bound)
		}
	}
	return out
}

package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// severalMeasures are the numbers of an area that may be among the worst, or the best, by several indicators.
var severalMeasures = []string{"count", "of", "expected", "p", "q"}

// endWord is which end of the areas is looked at.
func endWord(best bool) string {
	if best {
		return "best"
	}
	return "worst"
}

func (t *Tracer) severalAddresses() []string {
	var out []string
	for _, d := range t.res.Disadvantage {
		if d.Level != t.o.AreaLevel {
			continue
		}
		for _, a := range d.Areas {
			at := addressOf("several", endWord(d.Best), Slug(a.Area.Name))
			out = append(out, numbersAt(at, severalMeasures)...)
		}
	}
	return out
}

func (t *Tracer) traceSeveral(q *query) (*Trace, error) {
	end, measure := q.first(), q.oneOf(severalMeasures...)
	area, ok := q.area(t.districts)
	d := t.disadvantageOf(end == endWord(true))
	switch {
	case end != endWord(false) && end != endWord(true):
		return nil, q.unknown("the first word says which end: worst or best")
	case !ok:
		return nil, q.unknown("no area has that name or code")
	case d == nil:
		return nil, q.unknown("the results have no areas by several indicators")
	}
	return t.severalTrace(q.address, d, area, measure), nil
}

// disadvantageOf returns the areas that are the worst, or the best, by several indicators, of those that are compared.
func (t *Tracer) disadvantageOf(best bool) *Disadvantage {
	i := slices.IndexFunc(t.res.Disadvantage, func(d Disadvantage) bool { return d.Best == best && d.Level == t.o.AreaLevel })
	if i < 0 {
		return nil
	}
	return &t.res.Disadvantage[i]
}

// ofSeveral is a number of the area that a finding is about.
func ofSeveral(measure string) findingTrace {
	return findingTrace{[]string{measure}, func(t *Tracer, f *Finding) (*Trace, error) {
		d := t.disadvantageOf(f.Kind == BestBySeveral)
		if d == nil {
			return nil, t.unknown(f.ID(), "the results have no areas by several indicators")
		}
		return t.severalTrace("", d, f.Area, measure), nil
	}}
}

// severalTrace traces one number of an area that may be among the worst, or the best, by several indicators.
func (t *Tracer) severalTrace(address string, d *Disadvantage, area indicators.Area, measure string) *Trace {
	title := text("Bland de sämsta efter flera mått", "Among the worst by several indicators")
	if d.Best {
		title = text("Bland de bästa efter flera mått", "Among the best by several indicators")
	}
	out := &Trace{Address: address, Measure: measure, Title: title, Group: indicators.Everyone, Area: area, Reason: d.Reason}
	i := slices.IndexFunc(d.Areas, func(a DisadvantageArea) bool { return a.Area.ID() == area.ID() })
	if d.Reason != NoReason || i < 0 {
		return out
	}
	out.OK, out.Found, out.Step = true, alone(d.Areas[i].number(measure)), t.severalStep(d, area, measure)
	return out
}

// number returns one of the severalMeasures.
func (a *DisadvantageArea) number(measure string) float64 {
	switch measure {
	case "of":
		return float64(a.Of)
	case "expected":
		return a.Expected
	case "p":
		return a.P
	case "q":
		return a.Adjusted
	}
	return float64(a.Count)
}

// severalStep is one of the severalMeasures. Withheld indicators are no part of it.
func (t *Tracer) severalStep(d *Disadvantage, area indicators.Area, measure string) *Step {
	about := &Step{Group: indicators.Everyone, Area: area}
	end := endWord(d.Best)
	var each []*Step
	var columns []*tracedColumn
	for _, m := range d.Indicators {
		var col *tracedColumn
		if !m.Withheld {
			col = t.columnOf(t.comparisonOf(m.Indicator.ID, indicators.Everyone), t.o.AreaLevel)
			each = append(each, t.endStep(d, m, col, area, measure))
		}
		columns = append(columns, col)
	}
	switch measure {
	case "count":
		return about.like(measure, "number of indicators that the area is among the "+end+" by", inputs(each...), func(es []index.Estimate) index.Estimate { return total(es) })
	case "of":
		return about.like(measure, "number of indicators that the area has a value of, of those that tell some areas apart as the "+end, inputs(each...),
			func(es []index.Estimate) index.Estimate {
				n := 0.0
				for _, e := range es {
					if e.Value > 0 {
						n++
					}
				}
				return alone(n)
			})
	case "expected":
		return about.like(measure, "sum of the shares: how many it would be by chance, were the indicators independent", inputs(each...), func(es []index.Estimate) index.Estimate { return total(es) })
	}
	formula := "probability of as many indicators or more by chance: a sum of independent trials, each with its share (Poisson's binomial)"
	if measure == "q" {
		formula += ", adjusted over all areas for the rate of false discoveries (Benjamini and Hochberg 1995)"
	}
	var in []StepInput
	for _, col := range columns {
		if col != nil {
			in = append(in, inputs(col.values()...)...)
		}
	}
	return about.like(measure, formula, in, func(es []index.Estimate) index.Estimate {
		again := *d
		again.Permutations = 0 // they are for the number of areas, not for each
		again.Indicators, again.Areas, again.columns = slices.Clone(d.Indicators), slices.Clone(d.Areas), make([][]float64, len(columns))
		for k, col := range columns {
			if col != nil {
				x := slices.Repeat([]float64{math.NaN()}, len(d.Areas))
				for j, a := range col.areas {
					x[slices.IndexFunc(d.Areas, func(of DisadvantageArea) bool { return of.Area.ID() == a.ID() })] = es[j].Value
				}
				d.turn(d.Indicators[k].Indicator, x)
				again.columns[k], es = x, es[len(col.areas):]
			}
		}
		again.compute()
		for i := range again.Areas {
			if again.Areas[i].Area.ID() == area.ID() {
				return alone(again.Areas[i].number(measure))
			}
		}
		return alone(math.NaN())
	})
}

func total(es []index.Estimate) index.Estimate {
	var sum index.Sum
	for _, e := range es {
		sum.Add(e.Value)
	}
	return alone(sum.Value())
}

// endStep is what one indicator says of an area: for the count whether it is among the worst by it, otherwise the share of the areas that are where
// the area has a value. The results show both.
func (t *Tracer) endStep(d *Disadvantage, m DisadvantageMeasure, col *tracedColumn, area indicators.Area, measure string) *Step {
	at := slices.IndexFunc(col.areas, func(a indicators.Area) bool { return a.ID() == area.ID() })
	about := &Step{Indicator: m.Indicator.ID, Group: indicators.Everyone, Area: area, Period: m.Period}
	end := endWord(d.Best)
	name, formula := "among the "+end, fmt.Sprintf("1 where the value of the area is among the %v of the areas that are the %s, else 0; no area of a tie over that border is", d.Share, end)
	if measure != "count" {
		name, formula = "share among the "+end, fmt.Sprintf("areas among the %s %v / areas with a value; 0 where this area has none", end, d.Share)
	}
	s := about.like(name, formula, inputs(col.values()...), func(es []index.Estimate) index.Estimate {
		x := make([]float64, len(es))
		for i, e := range es {
			x[i] = e.Value
		}
		d.turn(m.Indicator, x)
		high, with, n := relation.Highest(x, d.Share)
		switch {
		case at < 0 || n == 0 || measure == "count" && !high[at]:
			return alone(0)
		case measure == "count":
			return alone(1)
		}
		return alone(float64(n) / float64(len(with)))
	})
	s.Shown = true
	return s
}

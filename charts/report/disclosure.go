package report

import (
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
)

// disclosure says how persons are protected, and what was withheld for that.
func (p *page) disclosure() {
	l, o, m := p.lang, p.report.Results.Options.Disclosure, &p.Method
	switch {
	case o.RoundTo > 0 && o.RoundAtRandom:
		m.Disclosure = append(m.Disclosure, p.sayf(dRoundedRandom, charts.Number(l, o.RoundTo, 0)))
	case o.RoundTo > 0:
		m.Disclosure = append(m.Disclosure, p.sayf(dRounded, charts.Number(l, o.RoundTo, 0)))
	}
	if o.MinCount == 0 && o.MinDenominator == 0 {
		if o.RoundTo == 0 {
			m.Disclosure = append(m.Disclosure, mNoDisclosure.In(l))
		}
		return
	}
	m.Disclosure = append(m.Disclosure, p.sayf(dRules, charts.Number(l, o.MinCount, 0), charts.Number(l, o.MinDenominator, 0)))
	if o.MaxShare > 0 {
		m.Disclosure = append(m.Disclosure, p.sayf(dMaxShare, charts.Percent(l, o.MaxShare, 0)))
	} else {
		m.Disclosure = append(m.Disclosure, dNoMaxShare.In(l))
	}
	m.Disclosure = append(m.Disclosure, p.sayf(dOthers, charts.Number(l, o.Width(), 0)), dLimits.In(l))
	p.withheldTable()
}

// mostWithheld is how many rows the table of withheld numbers has.
const mostWithheld = 60

// withheldTable lists the measures and periods of which something was withheld.
func (p *page) withheldTable() {
	l, all, m := p.lang, p.report.Results.Disclosure, &p.Method
	if len(all) == 0 {
		return
	}
	some := slices.DeleteFunc(slices.Clone(all), func(d analysis.Protection) bool { return d.Primary() == 0 })
	if len(some) == 0 {
		m.Disclosure = append(m.Disclosure, p.sayf(dNothing, charts.Number(l, float64(len(all)), 0)))
		return
	}
	said := p.sayf(dMore, charts.Number(l, float64(len(some)), 0), charts.Number(l, float64(len(all)), 0))
	if len(some) > mostWithheld {
		slices.SortStableFunc(some, func(a, b analysis.Protection) int { return b.Period.Compare(a.Period) })
		some = some[:mostWithheld]
		said += " " + p.sayf(dCut, charts.Number(l, mostWithheld, 0))
	}
	m.Disclosure = append(m.Disclosure, said)
	t := &table{
		ID: p.id("table-disclosure"), Caption: dCap.In(l), Class: "wide",
		Head: []cell{colHead(dMeasure.In(l)), colHead(dPeriod.In(l)), numHead(dNumbers.In(l)), numHead(dSmall.In(l)), numHead(dProtect.In(l)),
			numHead(dLost.In(l)), numHead(dNarrowest.In(l)), colHead(dChoice.In(l))},
	}
	count := func(n int) cell { return numberCell(charts.Number(l, float64(n), 0)) }
	for _, d := range some {
		choice, narrowest := dOptimal.In(l), noNumber()
		switch {
		case d.Reason == analysis.Contradictory:
			choice = dContradictory.In(l)
		case !d.Optimal:
			choice = p.sayf(dNear, charts.Percent(l, d.Gap, 0))
		}
		if d.Narrowest >= 0 {
			narrowest = numberCell(charts.Number(l, d.Narrowest, 0))
		}
		if d.Short > 0 {
			t.note(p.sayf(dShort, charts.Number(l, d.Asked, 0)))
		}
		t.add("", rowHead(d.Indicator.Name.In(l)), textCell(d.Period.String()), count(d.Cells), count(d.Primary()), count(d.Others),
			numberCell(charts.Percent(l, d.Lost, 0)), narrowest, textCell(choice))
	}
	m.Withheld = t
}

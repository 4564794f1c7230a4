package charts

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// EquiplotYears draws all districts on one line for each year, so that their spread can be followed: better to the right, three districts in colour.
func EquiplotYears(t analysis.Trend, o Options) ([]*Figure, error) {
	s, err := newTimeline(t, o)
	if err != nil {
		return nil, err
	}
	if len(t.Areas) < 2 {
		return nil, fmt.Errorf("indicator %q: the spread of districts needs two of them", t.Indicator.ID)
	}
	e := &equiplot{o: o, id: FigureID("equiplot", t.Indicator, t.Group), axis: t.Indicator}
	var last equiEnds
	var newest indicators.Period
	var said []string
	for i, p := range t.Periods {
		row := equiRow{id: "period-" + Slug(p.String()), name: periodTick(o.Lang, p), city: t.City[i], broken: s.brokenBefore(i)}
		var ends equiEnds
		for _, a := range t.Areas {
			row.dots = append(row.dots, equiDot{a.Values[i], o.focusOf(a.Area), a.Area.Name})
			ends.add(a.Area, a.Values[i])
		}
		row.right = ends.text(o.Lang, t.Indicator.Decimals)
		e.rows = append(e.rows, row)
		if ends.ok {
			last, newest = ends, p
			said = append(said, PeriodText(o.Lang, p)+" "+ends.sentence(o.Lang, t.Indicator.Decimals))
		}
	}
	var areas []indicators.Area
	for _, a := range t.Areas {
		areas = append(areas, a.Area)
	}
	e.nameFocus(areas)
	if !last.ok {
		return nil, fmt.Errorf("indicator %q: no district has a value", t.Indicator.ID)
	}
	e.texts = s.equiTexts(last, newest, said)
	return e.figures()
}

// EquiplotMeasures draws all districts on one line for each of several indicators of one unit.
func EquiplotMeasures(cs []analysis.Comparison, o Options) ([]*Figure, error) {
	if len(cs) < 2 {
		return nil, errors.New("an equiplot of measures needs two of them")
	}
	if len(cs[0].Areas) < 2 {
		return nil, errors.New("an equiplot of measures needs two districts")
	}
	e := &equiplot{o: o, id: "equiplot"}
	e.axis = indicators.Indicator{Unit: cs[0].Indicator.Unit, Decimals: cs[0].Indicator.Decimals}
	var widest equiEnds
	var of indicators.Indicator
	var said []string
	for _, c := range cs {
		row := equiRow{id: "measure-" + Slug(c.Indicator.ID), name: o.heading(c.Indicator, c.Group), city: c.City}
		var ends equiEnds
		for _, a := range c.Areas {
			row.dots = append(row.dots, equiDot{a.Value, o.focusOf(a.Area), a.Area.Name})
			ends.add(a.Area, a.Value)
		}
		row.right = ends.text(o.Lang, c.Indicator.Decimals)
		e.rows = append(e.rows, row)
		if ends.ok {
			said = append(said, row.name+" "+ends.sentence(o.Lang, c.Indicator.Decimals))
			if !widest.ok || ends.high.Value-ends.low.Value > widest.high.Value-widest.low.Value {
				widest, of = ends, c.Indicator
			}
		}
	}
	if !widest.ok {
		return nil, errors.New("an equiplot of measures needs one with a value for some district")
	}
	var areas []indicators.Area
	for _, a := range cs[0].Areas {
		areas = append(areas, a.Area)
	}
	e.nameFocus(areas)
	var err error
	if e.texts, err = measureTexts(cs, o, widest, of, said); err != nil {
		return nil, err
	}
	return e.figures()
}

// EquiplotGroups draws groups of people on one line for the city and for each district: the gap between women and men, say. The gaps are of one
// indicator and period, against one group.
func EquiplotGroups(gaps []analysis.GroupGap, o Options) ([]*Figure, error) {
	if len(gaps) == 0 {
		return nil, errors.New("an equiplot of groups needs the gap between two")
	}
	first := gaps[0]
	for _, g := range gaps {
		if g.Indicator.ID != first.Indicator.ID || g.Reference != first.Reference || g.Period != first.Period {
			return nil, fmt.Errorf("indicator %q: the groups of a figure are of one indicator and period, and have one reference", g.Indicator.ID)
		}
	}
	if len(gaps) >= len(categories) {
		gaps = gaps[:len(categories)-1]
	}
	e := &equiplot{o: o, id: join2("-", "equiplot", Slug(first.Indicator.ID), Slug(dimension(first.Group))), axis: first.Indicator,
		unclear: wUnclear.In(o.Lang)}
	e.series = []string{small(o.groupName(first.Reference))}
	for _, g := range gaps {
		e.series = append(e.series, small(o.groupName(g.Group)))
	}
	row := func(id, name string, bold bool, at func(analysis.GroupGap) analysis.GapArea) {
		r := equiRow{id: id, name: name, bold: bold, dots: []equiDot{{value: at(first).Reference}}}
		for k, g := range gaps {
			r.dots = append(r.dots, equiDot{value: at(g).Value, category: k + 1})
		}
		if len(gaps) == 1 {
			d := at(first).Difference
			r.right = ".."
			if d.OK {
				r.right, r.unclear = Signed(o.Lang, d.Value, first.Indicator.Decimals), d.Interval && !d.Sure(0)
			}
		}
		e.rows = append(e.rows, r)
	}
	row("city", o.City, true, func(g analysis.GroupGap) analysis.GapArea { return g.City })
	for _, i := range gapOrder(first) {
		a := first.Areas[i].Area
		row("area-"+Slug(a.Code), a.Name, o.highlighted(a) >= 0, func(g analysis.GroupGap) analysis.GapArea { return g.Areas[i] })
	}
	var err error
	if e.texts, err = groupTexts(gaps, o, e.series); err != nil {
		return nil, err
	}
	return e.figures()
}

// dimension is what the groups of a gap are of: "sex".
func dimension(g indicators.Group) string {
	if c := g.Categories(); len(c) > 0 {
		return c[0].Dim
	}
	return string(g)
}

// gapOrder orders districts by their gap, highest first, and those without one last.
func gapOrder(g analysis.GroupGap) []int {
	names := byName()
	order := make([]int, len(g.Areas))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := g.Areas[i], g.Areas[j]
		switch {
		case a.Difference.OK && b.Difference.OK:
			return cmp.Or(cmp.Compare(b.Difference.Value, a.Difference.Value), names(a.Area, b.Area))
		case a.Difference.OK:
			return -1
		case b.Difference.OK:
			return 1
		}
		return names(a.Area, b.Area)
	})
	return order
}

func equiplotFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for i := 0; i < len(d.Results.GroupGaps); {
		first, n := d.Results.GroupGaps[i], 1
		for i+n < len(d.Results.GroupGaps) {
			if next := d.Results.GroupGaps[i+n]; next.Indicator.ID != first.Indicator.ID || next.Reference != first.Reference || next.Period != first.Period {
				break
			}
			n++
		}
		if among(s.Indicators, first.Indicator.ID) && (first.City.Reference.OK || slices.ContainsFunc(first.Areas, func(a analysis.GapArea) bool { return a.Reference.OK })) {
			g.addAll(EquiplotGroups(d.Results.GroupGaps[i:i+n], o))
		}
		i += n
	}
	for _, t := range d.Results.Trends {
		some := func(a analysis.AreaSeries) bool { return lastOK(a.Values) >= 0 }
		if s.wantsEveryone(t.Indicator, t.Group) && len(t.Areas) > 1 && slices.ContainsFunc(t.Areas, some) {
			g.addAll(EquiplotYears(t, o))
		}
	}
	var shares []analysis.Comparison
	for _, c := range d.Results.Comparisons {
		if u := c.Indicator.Unit; s.wants(c.Indicator, c.Group) && c.Group == indicators.Everyone && c.NoFigures == analysis.NoReason && u.Kind == indicators.Share && u.Per == 100 {
			shares = append(shares, c)
		}
	}
	if len(shares) > 1 && len(shares[0].Areas) > 1 {
		g.addAll(EquiplotMeasures(shares, o))
	}
	return g.result()
}

package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
)

// scaled is a list of values by scale as a table.
func (p *page) scaled(id, caption, head string, list []analysis.AtScale, replicates int) *table {
	t := &table{ID: p.id(id), Caption: caption, Head: []cell{numHead(head)}}
	vs := make([]analysis.IndexValue, len(list))
	for i, v := range list {
		vs[i] = v.IndexValue
	}
	shape := shapeOf(vs)
	t.Head = append(t.Head, p.indexHeads(shape)...)
	for _, v := range list {
		head := rowHead(charts.Number(p.lang, v.Scale, 0))
		head.Number = true
		t.add("", append([]cell{head}, p.indexCells(v.IndexValue, 3, shape)...)...)
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	p.drawnNote(t, vs, replicates)
	return t
}

// ends are the first and the last value of a list that there is.
func ends(list []analysis.AtScale) (first, last analysis.AtScale, ok bool) {
	for _, v := range list {
		if v.OK {
			if !ok {
				first = v
			}
			last, ok = v, true
		}
	}
	return first, last, ok && first.Scale < last.Scale
}

// nearestPart is the share of the group among those who live nearest to its members.
func (p *page) nearestPart(s analysis.Segregation) *wherePart {
	l, name := p.lang, p.partName(s.Spec.Names, s.Spec.Groups, 0)
	t := p.scaled("table-nearest-"+s.Spec.ID, p.sayf(wNearestOf, name, charts.PeriodText(l, s.Period)), wNearestMany.In(l), s.Where.Nearest,
		s.Where.Replicates)
	if t == nil {
		return nil
	}
	part := &wherePart{Title: wNearest.In(l), Tables: []*table{t}}
	if first, last, ok := ends(s.Where.Nearest); ok {
		percent := func(v analysis.AtScale) string { return charts.Percent(l, 100*v.Value.Value, 1) }
		part.Text = append(part.Text, p.sayf(wNearestIs, charts.Number(l, first.Scale, 0), name, percent(first), charts.Number(l, last.Scale, 0), percent(last)))
		if len(s.Totals) > 1 {
			all := 0.0
			for _, n := range s.Totals {
				all += n
			}
			part.Text = append(part.Text, p.sayf(wNearestCity, charts.Percent(l, 100*s.Totals[0]/all, 1)))
		}
	}
	return part
}

// scalePart is segregation by how far out the surroundings are counted.
func (p *page) scalePart(s analysis.Segregation) *wherePart {
	l := p.lang
	t := p.scaled("table-scales-"+s.Spec.ID, p.sayf(wScalesOf, charts.PeriodText(l, s.Period)), wBandwidth.In(l), s.Where.Scales,
		s.Where.Replicates)
	if t == nil {
		return nil
	}
	part := &wherePart{Title: wScales.In(l), Tables: []*table{t}}
	if first, last, ok := ends(s.Where.Scales); ok {
		part.Text = append(part.Text, p.sayf(wScalesAre, charts.Number(l, first.Scale, 0), charts.Number(l, first.Value.Value, 3),
			charts.Number(l, last.Scale, 0), charts.Number(l, last.Value.Value, 3)))
	}
	return part
}

// placePart is the indices that read where areas lie.
func (p *page) placePart(s analysis.Segregation) *wherePart {
	l := p.lang
	t := &table{
		ID:      p.id("table-places-" + s.Spec.ID),
		Caption: p.sayf(wPlacesOf, s.Spec.Title.In(l), p.levelCount(s.Where.Areas, s.Level), charts.PeriodText(l, s.Period)),
		Head:    []cell{colHead(wIndex.In(l))},
	}
	shape := shapeOf(s.Where.Indices)
	t.Head = append(t.Head, p.indexHeads(shape)...)
	part := &wherePart{Title: wPlaceIndices.In(l), Tables: []*table{t}}
	for _, v := range s.Where.Indices {
		t.add("", append([]cell{rowHead(v.Index.Name.In(l))}, p.indexCells(v, 3, shape)...)...)
		if v.OK {
			part.List = append(part.List, p.readAloud(v, 3))
		}
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	p.drawnNote(t, s.Where.Indices, s.Where.Replicates)
	return part
}

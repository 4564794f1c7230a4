package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// scalesPart sets the levels of a spec side by side. It is nil where there is only one level, and nothing between levels.
func (p *page) scalesPart(spec analysis.SegregationSpec) *wherePart {
	for _, s := range p.report.Results.SegregationScales {
		if s.Spec.ID != spec.ID {
			continue
		}
		if len(s.Levels) < 2 && len(s.Parts.Terms) == 0 {
			return nil
		}
		l := p.lang
		part := &wherePart{Title: gScale.In(l), Text: []string{gRule.In(l)}}
		part.Tables = append(part.Tables, p.levelsTable(s))
		if t := p.partsTable(s); t != nil {
			part.Text = append(part.Text, p.partsText(s))
			part.Tables = append(part.Tables, t)
		}
		if v := s.Macro; v.OK {
			macro, micro := macroMicro(v)
			part.After = p.sayf(gMacro, charts.Number(l, macro, 0), charts.Number(l, micro, 0), charts.Number(l, v.Value.Value, 2), p.indexLimits(v, 2),
				p.levelPlural(s.Levels[0].Level))
		}
		return part
	}
	return nil
}

// levelsTable has a body for each index and a row for each level, and for isolation one for each number of nearest persons.
func (p *page) levelsTable(s analysis.SegregationScales) *table {
	l := p.lang
	finest := s.Levels[0]
	t := &table{
		ID:      p.id("table-segregation-levels-" + s.Spec.ID),
		Caption: p.sayf(gScaleOf, s.Spec.Title.In(l), charts.PeriodText(l, p.report.Results.Segregation[finest.At].Period)),
		Head: []cell{colHead(gAreasAt.In(l)), numHead(wValue.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))),
			numHead(wCorrected.In(l)), numHead(gByChance.In(l))},
	}
	shape := indexShape{interval: true, corrected: true}
	for j, v := range finest.Indices {
		t.section(v.Index.Name.In(l))
		for _, level := range s.Levels {
			name := p.levelCount(level.Areas, level.Level)
			if level.Areas > 0 && level.Persons == level.Persons {
				name = p.sayf(gPersonsIn, name, charts.Number(l, level.Persons/float64(level.Areas), 0))
			}
			chance := noNumber()
			if level.Indices[j].OK {
				chance = numberCell(charts.Number(l, level.Expected[j], 3))
			}
			t.add("", append(append([]cell{rowHead(name)}, p.indexCells(level.Indices[j], 3, shape)...), chance)...)
		}
		where := p.report.Results.Segregation[finest.At].Where
		if where == nil {
			continue
		}
		beside := func(name lang.Text, list []analysis.AtScale) {
			for _, k := range list {
				t.add("", append(append([]cell{rowHead(p.sayf(name, charts.Number(l, k.Scale, 0)))}, p.indexCells(k.IndexValue, 3, shape)...), noNumber())...)
			}
		}
		switch v.Index.ID {
		case "isolation":
			beside(gNearestK, where.Nearest)
		case "theil-h", "multigroup-theil-h":
			beside(gMetres, where.Scales)
		}
	}
	t.note(gChanceIs.In(l))
	for _, level := range s.Levels[1:] {
		if !level.Same {
			t.note(p.sayf(gNotSame, p.levelCount(level.Areas, level.Level), p.levelCount(finest.Areas, finest.Level), charts.Number(l, level.Persons, 0), charts.Number(l, finest.Persons, 0)))
		}
		if level.Level == indicators.District {
			t.note(p.assumption)
		}
	}
	for _, level := range s.Apart {
		t.note(p.sayf(gApartAt, capital(p.levelPlural(level))))
	}
	return t
}

// between names a part.
func (p *page) between(t analysis.ScaleTerm) string {
	if t.In == indicators.City {
		return p.sayf(gBetween, p.levelPlural(t.Level))
	}
	return p.sayf(gBetweenIn, p.levelPlural(t.Level), p.levelPlural(t.In))
}

// partsText says which share of segregation lies between the areas of each level.
func (p *page) partsText(s analysis.SegregationScales) string {
	var rest []string
	percent := func(t analysis.ScaleTerm) string { return charts.Percent(p.lang, 100*t.Share.Value.Value, 0) }
	for _, t := range s.Parts.Terms {
		rest = append(rest, percent(t)+" "+p.between(t))
	}
	return p.sayf(gPartsAre, p.list(rest))
}

// partsTable has a row for each part of the entropy index. It is nil where there are no parts.
func (p *page) partsTable(s analysis.SegregationScales) *table {
	l, parts := p.lang, s.Parts
	if parts.Reason != analysis.NoReason || len(parts.Terms) == 0 {
		return nil
	}
	t := &table{
		ID: p.id("table-segregation-parts-" + s.Spec.ID), Caption: p.sayf(gPartsOf, s.Spec.Title.In(l), charts.PeriodText(l, parts.Period)),
		Head: []cell{colHead(gPart.In(l)), numHead(wValue.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))),
			numHead(wCorrected.In(l)), numHead(gShareOf.In(l)), numHead(gShareLim.In(l))},
	}
	shape := indexShape{interval: true, corrected: true}
	for _, term := range parts.Terms {
		cells := append([]cell{rowHead(capital(p.between(term)))}, p.indexCells(term.Value, 3, shape)...)
		share := term.Share
		if share.OK {
			cells = append(cells, numberCell(charts.Number(l, 100*share.Value.Value, 0)), p.intervalCell(share.Interval, 100*share.Value.Lower, 100*share.Value.Upper, 0))
		} else {
			cells = append(cells, noNumber(), noNumber())
		}
		t.add("", cells...)
	}
	t.add("city", append(append([]cell{rowHead(gAllH.In(l))}, p.indexCells(parts.Total, 3, shape)...), numberCell("100"), never(true))...)
	p.drawnNote(t, []analysis.IndexValue{parts.Total}, p.report.Results.Options.Replicates)
	if parts.Outside > 0 {
		t.note(p.sayf(gOutside, charts.Percent(l, 100*parts.Outside, 0)))
	}
	if parts.Divided > 0 {
		t.note(p.sayf(gDivided, parts.Divided))
	}
	if parts.Terms[0].Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}

// macroMicro returns the two bandwidths of the ratio.
func macroMicro(v analysis.IndexValue) (macro, micro float64) {
	for _, q := range v.Index.Params {
		switch q.Name {
		case "macro":
			macro = q.From(v.Params)
		case "micro":
			micro = q.From(v.Params)
		}
	}
	return macro, micro
}

// indexLimits prints the level and limits of an index.
func (p *page) indexLimits(v analysis.IndexValue, decimals int) string {
	return p.limits(analysis.Difference{Estimate: v.Value, OK: v.OK, Interval: v.Interval}, decimals)
}

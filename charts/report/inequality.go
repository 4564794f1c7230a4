package report

import (
	"math"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// inequality is the chapter that sums up how different the areas are.
type inequality struct {
	Changes  *table
	Measures []inequalityOf
	Indices  []indexText
}

// inequalityOf is the measures of inequality of one indicator.
type inequalityOf struct {
	Name    link
	Reading string
	Figures []fullFigure
	Table   *table
}

// indexText is what an index means, and what it must not be used for.
type indexText struct{ Name, Meaning, Caveat string }

func (p *page) inequality() error {
	var out inequality
	var used []index.Index
	all := p.report.Results.Inequality
	done := map[string]bool{}
	for _, q := range all {
		if q.Group != indicators.Everyone || done[q.Indicator.ID] {
			continue
		}
		done[q.Indicator.ID] = true
		var levels []analysis.Inequality
		for _, r := range all {
			if r.Group == indicators.Everyone && r.Indicator.ID == q.Indicator.ID {
				levels = append(levels, r)
				for _, v := range r.Measures {
					used = append(used, v.Index)
				}
			}
		}
		of := inequalityOf{Name: link{q.Indicator.Name.In(p.lang), "#" + p.anchors[q.Indicator.ID]}, Table: p.inequalityTable(levels)}
		of.Reading = p.readMeasures(levels[0])
		var err error
		if of.Figures, err = p.fullFigures(append(p.shelf.about(q.Indicator.ID, "index", "lorenz", "concentration-curve"), p.shelf.shortest(q.Indicator.ID, "contribution")...)); err != nil {
			return err
		}
		out.Measures = append(out.Measures, of)
	}
	out.Changes = p.spreadChanges()
	out.Indices = p.indexTexts(used)
	if len(out.Measures) > 0 {
		p.Inequality = &out
	}
	return nil
}

// readMeasures reads the first two measures of one level aloud.
func (p *page) readMeasures(q analysis.Inequality) string {
	out := []string{p.sayf(wBetweenN, p.levelCount(q.Areas, q.Level), charts.PeriodText(p.lang, q.Period)) + "."}
	for _, v := range q.Measures {
		if v.OK && len(out) < 3 {
			out = append(out, p.readMeasure(v, q.Indicator))
		}
	}
	return sentences(out...)
}

// readMeasure reads a measure aloud with its unit.
func (p *page) readMeasure(v analysis.IndexValue, ind indicators.Indicator) string {
	number := charts.Number(p.lang, v.Value.Value, p.decimals(v.Index, ind))
	if u := indexUnit(p.lang, v.Index, ind); u != "" && unitPower[v.Index.ID] == 1 {
		number += nbsp + u
	}
	if v.Index.ID == highLow {
		return p.sayf(wHighLowIs, number)
	}
	return strings.Replace(v.Index.Reading.In(p.lang), "%s", number, 1)
}

// highLow is the difference of the registry, which between areas is that of the highest and the lowest.
const highLow = "difference"

// inequalityTable has a body for each level and a row for each index.
func (p *page) inequalityTable(levels []analysis.Inequality) *table {
	l, ind := p.lang, levels[0].Indicator
	t := &table{
		ID:      p.id("table-inequality-" + ind.ID),
		Caption: phrases["inequality"].In(l) + ": " + lowerFirst(ind.Name.In(l)) + ", " + charts.PeriodText(l, levels[0].Period),
		Head:    []cell{colHead(wIndex.In(l))},
	}
	shape := shapeOf(measuresOf(levels))
	t.Head = append(t.Head, p.indexHeads(shape)...)
	for _, q := range levels {
		title := p.levelCount(q.Areas, q.Level)
		if q.Period != levels[0].Period {
			title += ", " + charts.PeriodText(l, q.Period)
		}
		t.section(title)
		for _, v := range q.Measures {
			name := v.Index.Name.In(l)
			if v.Index.ID == highLow {
				name = wHighLow.In(l)
			}
			if u := indexUnit(l, v.Index, ind); u != "" {
				name += ", " + u
			}
			t.add("", append([]cell{rowHead(name)}, p.indexCells(v, p.decimals(v.Index, ind), shape)...)...)
		}
		if q.Weighted {
			t.note(wWeighted.In(l))
		} else {
			t.note(wUnweight.In(l))
		}
		if !shape.interval {
			t.note(wNoLimits.In(l))
		}
		p.intervalNote(t, q.Measures)
		if q.Level == indicators.District {
			t.note(p.assumption)
		}
	}
	return t
}

func measuresOf(levels []analysis.Inequality) []analysis.IndexValue {
	var out []analysis.IndexValue
	for _, q := range levels {
		out = append(out, q.Measures...)
	}
	return out
}

// indexShape says which columns a table of indices has besides the value.
type indexShape struct{ interval, corrected bool }

func shapeOf(vs []analysis.IndexValue) indexShape {
	var s indexShape
	for _, v := range vs {
		s.interval = s.interval || v.OK && v.Interval
		s.corrected = s.corrected || v.OK && !math.IsNaN(v.Corrected)
	}
	return s
}

// indexHeads are the headings of value, interval and corrected value.
func (p *page) indexHeads(s indexShape) []cell {
	out := []cell{numHead(wValue.In(p.lang))}
	if s.interval {
		out = append(out, numHead(p.sayf(wInterval, charts.LevelText(p.lang, p.report.Results.Options.Level))))
	}
	if s.corrected {
		out = append(out, numHead(wCorrected.In(p.lang)))
	}
	return out
}

func (p *page) indexCells(v analysis.IndexValue, decimals int, s indexShape) []cell {
	value, corrected := noNumber(), noNumber()
	if v.OK {
		value, corrected = numberCell(charts.Number(p.lang, v.Value.Value, decimals)), numberCell(charts.Number(p.lang, v.Corrected, decimals))
	} else {
		value.Hidden = wUndefined.In(p.lang)
	}
	out := []cell{value}
	if s.interval {
		out = append(out, p.intervalCell(v.OK && v.Interval, v.Value.Lower, v.Value.Upper, decimals))
	}
	if s.corrected {
		out = append(out, corrected)
	}
	return out
}

// intervalNote says where intervals come from, where there are any.
func (p *page) intervalNote(t *table, vs []analysis.IndexValue) {
	p.drawnNote(t, vs, p.report.Results.Options.Replicates)
}

// drawnNote is intervalNote for so many replicates.
func (p *page) drawnNote(t *table, vs []analysis.IndexValue, replicates int) {
	for _, v := range vs {
		if text, ok := wResampled[v.Resampled]; ok && v.OK {
			t.note(p.sayf(text, charts.Number(p.lang, float64(replicates), 0)))
		}
		if v.Type == "formula" {
			t.note(wByFormula.In(p.lang))
		}
	}
}

// readAloud is the sentence that reads a value.
func (p *page) readAloud(v analysis.IndexValue, decimals int) string {
	return strings.Replace(v.Index.Reading.In(p.lang), "%s", charts.Number(p.lang, v.Value.Value, decimals), 1)
}

// decimals is how many decimals an index is printed with: three for pure numbers; for what is in the indicator's unit as many as it has, and
// one more where it is a mean.
func (p *page) decimals(ix index.Index, ind indicators.Indicator) int {
	switch {
	case inPercent[ix.ID]:
		return 1
	case ix.ID == "disparity-theil-t" || ix.ID == "disparity-mld": // of shares they are small
		return 4
	case ix.ID == highLow:
		return ind.Decimals
	case unitPower[ix.ID] > 0:
		return ind.Decimals + 1
	}
	return 3
}

// unitPower is the power of the indicator's unit that an index is in. All others are pure numbers.
var unitPower = map[string]int{
	"difference": 1, "mdm": 1, "mdb": 1, "mdr": 1, "par": 1, "sii": 1, "aci": 1, "bgv": 2, "bgsd": 1, "noise-corrected-bgsd": 1,
}

// inPercent are the indices that are in per cent of a mean.
var inPercent = map[string]bool{"idis": true, "cov": true, "paf": true}

// indexUnit names the unit of an index.
func indexUnit(l lang.Lang, ix index.Index, ind indicators.Indicator) string {
	u := charts.DifferenceUnit(l, ind.Unit)
	switch {
	case inPercent[ix.ID]:
		return wPercent.In(l)
	case u == "" || unitPower[ix.ID] == 0:
		return ""
	case unitPower[ix.ID] == 2:
		return u + wSquared.In(l)
	}
	return u
}

// indexTexts explains each index once, in order of first use.
func (p *page) indexTexts(used []index.Index) []indexText {
	var out []indexText
	seen := map[string]bool{}
	for _, ix := range used {
		if seen[ix.ID] {
			continue
		}
		seen[ix.ID] = true
		out = append(out, indexText{ix.Name.In(p.lang), p.sayf(wRanges, rangeText(p, ix)), ix.Caveat.In(p.lang)})
	}
	return out
}

// rangeText prints the range of an index.
func rangeText(p *page, ix index.Index) string {
	switch {
	case math.IsInf(ix.Min, 0) && math.IsInf(ix.Max, 0):
		return wAnyNumber.In(p.lang)
	case math.IsInf(ix.Max, 0):
		return p.sayf(wFrom, charts.Number(p.lang, ix.Min, 0))
	}
	return p.sayf(wFromTo, charts.Number(p.lang, ix.Min, 0), charts.Number(p.lang, ix.Max, 0))
}

// spreadChanges is the table behind the findings that districts have moved apart or together.
func (p *page) spreadChanges() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-spread-changes"), Caption: phrases["spread-changes"].In(l),
		Head: []cell{colHead(wMeasure.In(l)), colHead(wUnit.In(l)), numHead(wBefore.In(l)), numHead(wNow.In(l)),
			numHead(wPlainly.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.OverviewLevel)))},
	}
	for _, f := range p.report.Results.Findings {
		if f.Kind != analysis.Widening && f.Kind != analysis.Narrowing || !f.Summary || f.Comparison < 0 || f.Comparison >= len(p.report.Results.Comparisons) {
			continue
		}
		c := p.report.Results.Comparisons[f.Comparison]
		d := c.Indicator.Decimals + 1
		name := p.caption(c)
		t.add("", rowLink(name, "#"+p.anchors[c.Indicator.ID]), textCell(charts.DifferenceUnit(l, c.Indicator.Unit)),
			numberCell(charts.Number(l, f.Values["past"], d)), numberCell(charts.Number(l, f.Values["spread"], d)),
			numberCell(charts.Signed(l, f.Values["change"], d)), p.intervalCell(true, f.Values["lower"], f.Values["upper"], d))
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.note(wSpread.In(l) + ".")
	t.note(p.assumption)
	return t
}

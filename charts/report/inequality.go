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
		first := levels[0]
		for _, v := range first.Measures {
			if v.OK {
				of.Reading = p.sayf(wBetweenN, p.levelCount(first.Areas, first.Level), charts.PeriodText(p.lang, first.Period)) + ". " +
					p.readAloud(v, p.decimals(v.Index, first.Indicator))
				break
			}
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

// inequalityTable has a body for each level and a row for each index.
func (p *page) inequalityTable(levels []analysis.Inequality) *table {
	l, ind := p.lang, levels[0].Indicator
	t := &table{
		ID:      p.id("table-inequality-" + ind.ID),
		Caption: phrases["inequality"].In(l) + ": " + lowerFirst(ind.Name.In(l)) + ", " + charts.PeriodText(l, levels[0].Period),
		Head:    []cell{colHead(wIndex.In(l))},
	}
	corrected := hasCorrected(measuresOf(levels))
	t.Head = append(t.Head, p.indexHeads(corrected)...)
	for _, q := range levels {
		title := p.levelCount(q.Areas, q.Level)
		if q.Period != levels[0].Period {
			title += ", " + charts.PeriodText(l, q.Period)
		}
		t.section(title)
		for _, v := range q.Measures {
			name := v.Index.Name.In(l)
			if u := indexUnit(l, v.Index, ind); u != "" {
				name += ", " + u
			}
			t.add("", append([]cell{rowHead(name)}, p.indexCells(v, p.decimals(v.Index, ind), corrected)...)...)
		}
		if q.Weighted {
			t.note(wWeighted.In(l))
		} else {
			t.note(wUnweight.In(l))
		}
		p.resamplingNote(t, q.Measures)
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

func hasCorrected(vs []analysis.IndexValue) bool {
	for _, v := range vs {
		if v.OK && !math.IsNaN(v.Corrected) {
			return true
		}
	}
	return false
}

// indexHeads are the headings of value, interval and, where some value has one, corrected value.
func (p *page) indexHeads(corrected bool) []cell {
	out := []cell{numHead(wValue.In(p.lang)), numHead(p.sayf(wInterval, charts.LevelText(p.lang, p.report.Results.Options.Level)))}
	if corrected {
		out = append(out, numHead(wCorrected.In(p.lang)))
	}
	return out
}

func (p *page) indexCells(v analysis.IndexValue, decimals int, corrected bool) []cell {
	if !v.OK {
		k := noNumber()
		k.Hidden = wUndefined.In(p.lang)
		out := []cell{k, noNumber()}
		if corrected {
			out = append(out, noNumber())
		}
		return out
	}
	out := []cell{numberCell(charts.Number(p.lang, v.Value.Value, decimals)), p.intervalCell(v.Interval, v.Value.Lower, v.Value.Upper, decimals)}
	if corrected {
		out = append(out, numberCell(charts.Number(p.lang, v.Corrected, decimals)))
	}
	return out
}

// resamplingNote says what was resampled, where something was.
func (p *page) resamplingNote(t *table, vs []analysis.IndexValue) {
	for _, v := range vs {
		if text, ok := wResampled[v.Resampled]; ok && v.OK {
			t.note(p.sayf(text, charts.Number(p.lang, float64(p.report.Results.Options.Replicates), 0)))
		}
	}
}

// readAloud is the sentence that reads a value.
func (p *page) readAloud(v analysis.IndexValue, decimals int) string {
	return strings.Replace(v.Index.Reading.In(p.lang), "%s", charts.Number(p.lang, v.Value.Value, decimals), 1)
}

// decimals is how many decimals an index is printed with: three for pure numbers, and one more than the indicator has for what is
// in its unit.
func (p *page) decimals(ix index.Index, ind indicators.Indicator) int {
	switch {
	case ix.ID == "idis": // in per cent
		return 1
	case unitPower[ix.ID] > 0:
		return ind.Decimals + 1
	}
	return 3
}

// unitPower is the power of the indicator's unit that an index is in. All others are pure numbers.
var unitPower = map[string]int{"difference": 1, "mdm": 1, "par": 1, "sii": 1, "bgv": 2}

// indexUnit names the unit of an index.
func indexUnit(l lang.Lang, ix index.Index, ind indicators.Indicator) string {
	u := charts.DifferenceUnit(l, ind.Unit)
	switch {
	case ix.ID == "idis":
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
		if f.Kind != analysis.Widening && f.Kind != analysis.Narrowing || f.Comparison < 0 || f.Comparison >= len(p.report.Results.Comparisons) {
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
	return t
}

package charts

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// table holds everything that the drawing shows and more, the city first.
func (f *comparison) table() Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: f.o.subtitle(f.Indicator, f.Group, PeriodText(l, f.Period)),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit")},
			{Key: "upper", Name: name("Övre gräns", "Upper limit")},
			{Key: "difference", Name: name("Skillnad mot övriga", "Difference from the rest")},
			{Key: "difference_lower", Name: name("Skillnad, nedre gräns", "Difference, lower limit"), Detail: true},
			{Key: "difference_upper", Name: name("Skillnad, övre gräns", "Difference, upper limit"), Detail: true},
			{Key: "verdict", Name: name("Bedömning", "Verdict")},
			{Key: "denominator", Name: name("Antal bakom", "Denominator"), Detail: true},
			{Key: "basis", Name: name("Grund", "Basis"), Detail: true},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	if f.Earlier != (indicators.Period{}) {
		g.Columns = append(g.Columns,
			Column{Key: "earlier", Name: PeriodText(l, f.Earlier)},
			Column{Key: "change", Name: name("Förändring", "Change")})
	}
	line := func(area, code string, v analysis.Value, r analysis.AreaComparison, past analysis.Value, change analysis.Difference) {
		cells := []Cell{{Text: area, Raw: area}, {Text: code, Raw: code}}
		cells = append(cells, valueCells(l, v, f.Indicator)...)
		cells = append(cells, differenceCells(l, r.Difference, f.Indicator.Decimals)...)
		vt := VerdictText(l, r.Verdict, f.o.City)
		cells = append(cells, Cell{Text: vt, Raw: r.Verdict.String(), Class: verdictClass(r.Verdict)}, numberCell(l, v.Denominator, v.OK),
			Cell{Text: BasisText(l, v.Basis), Raw: string(v.Basis)}, statusCell(l, v))
		if f.Earlier != (indicators.Period{}) {
			cells = append(cells, valueCells(l, past, f.Indicator)[0], differenceCells(l, change, f.Indicator.Decimals)[0])
		}
		g.Rows = append(g.Rows, cells)
	}
	line(f.o.City, "", f.City, analysis.AreaComparison{}, f.CityPast, f.Change)
	for _, r := range f.rows {
		line(r.Area.Name, r.Area.Code, r.Value, r, r.Past, r.Change)
	}
	return g
}

// valueCells are value, lower and upper limit.
func valueCells(l lang.Lang, v analysis.Value, ind indicators.Indicator) []Cell {
	if !v.OK {
		_, _, class := WithoutValue(l, v)
		return []Cell{{Text: valueText(l, v, ind), Class: class}, {}, {}}
	}
	value := Cell{Text: valueText(l, v, ind), Raw: raw(v.Value)}
	if !v.Interval {
		return []Cell{value, {}, {}}
	}
	return []Cell{value,
		{Text: Number(l, v.Lower, ind.Decimals), Raw: raw(v.Lower)},
		{Text: Number(l, v.Upper, ind.Decimals), Raw: raw(v.Upper)}}
}

// differenceCells are a difference with its lower and upper limit.
func differenceCells(l lang.Lang, d analysis.Difference, decimals int) []Cell {
	if !d.OK {
		return make([]Cell, 3)
	}
	out := []Cell{{Text: Signed(l, d.Value, decimals), Raw: raw(d.Value)}, {}, {}}
	if d.Interval {
		out[1] = Cell{Text: Signed(l, d.Lower, decimals), Raw: raw(d.Lower)}
		out[2] = Cell{Text: Signed(l, d.Upper, decimals), Raw: raw(d.Upper)}
	}
	return out
}

func numberCell(l lang.Lang, n indicators.Number, ok bool) Cell {
	if !n.OK || !ok {
		return Cell{}
	}
	return Cell{Text: Number(l, n.V, 0), Raw: raw(n.V)}
}

// statusCell says why there is no value, or how it came to be.
func statusCell(l lang.Lang, v analysis.Value) Cell {
	if v.OK {
		return Cell{Text: "", Raw: v.Status.String()}
	}
	_, why, class := WithoutValue(l, v)
	raw := string(v.Reason)
	if raw == "" {
		raw = v.Status.String()
	}
	return Cell{Text: why, Raw: raw, Class: class}
}

// verdictClass is the class of a cell that carries a verdict.
func verdictClass(v analysis.Verdict) string {
	switch v {
	case analysis.Better, analysis.Worse, analysis.Higher, analysis.Lower:
		return v.String()
	case analysis.NoClearDifference:
		return "similar"
	}
	return ""
}

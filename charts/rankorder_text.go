package charts

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

var wRankIndex = lang.Text{Sv: "rangindex", En: "rank index"}

func (p *rankProfile) number(v analysis.IndexValue) string {
	if !v.OK {
		return ".."
	}
	return Number(p.o.Lang, v.Value.Value, indexDecimals)
}

func (p *rankProfile) period() string {
	l := p.o.Lang
	if p.earlier == nil {
		return PeriodText(l, p.newest.Period)
	}
	return join(l, []string{PeriodText(l, p.earlier.Period), PeriodText(l, p.newest.Period)})
}

func (p *rankProfile) xText() string {
	return lang.Text{Sv: "procent av alla, från den lägsta klassen till den högsta", En: "per cent of all, from the lowest class to the highest"}.In(p.o.Lang)
}

func (p *rankProfile) yText() string {
	return lang.Text{Sv: "segregationen mellan dem som ligger under och över, H", En: "segregation between those below and those above, H"}.In(p.o.Lang)
}

// title tells whether the index has surely changed, or how large it is.
func (p *rankProfile) title() string {
	l := p.o.Lang
	spec := p.Spec.Title.In(l) + ": "
	name := wRankIndex.In(l)
	what := name + " " + p.number(p.newest.Index)
	if p.earlier != nil && p.Change.OK && p.Change.Interval {
		if !p.Change.Sure(0) {
			t := lang.Text{Sv: "ingen säker ändring sedan %s", En: "no clear change since %s"}
			what = fmt.Sprintf(t.In(l), PeriodText(l, p.earlier.Period))
			return title(spec+what, what)
		}
		t := lang.Text{Sv: "%s ökade från %s till %s", En: "%s rose from %s to %s"}
		if p.Change.Value < 0 {
			t = lang.Text{Sv: "%s minskade från %s till %s", En: "%s fell from %s to %s"}
		}
		what = fmt.Sprintf(t.In(l), name, p.number(p.earlier.Index), p.number(p.newest.Index))
	}
	return title(spec+what, what)
}

func (p *rankProfile) subtitle() string {
	l := p.o.Lang
	t := lang.Text{Sv: "Segregation efter plats på skalan, %d klasser, %d %s, %s", En: "Segregation by place on the scale, %d classes, %d %s, %s"}
	return fmt.Sprintf(t.In(l), len(p.Spec.Groups), p.newest.Areas, nounOf(p.Level).some.In(l), p.period())
}

// says tells of the ends of the scale in the newest period.
func (p *rankProfile) says() string {
	l := p.o.Lang
	last := len(p.newest.Bounds) - 1
	low, okLow := at(p.newest, 0)
	high, okHigh := at(p.newest, last)
	if !okLow || !okHigh {
		return ""
	}
	t := lang.Text{
		Sv: "%s: mellan lägsta klassen (%s, %s av alla) och de andra är H %s, mellan högsta klassen (%s, %s) och de andra %s.",
		En: "%s: between the lowest class (%s, %s of all) and the others H is %s, between the highest class (%s, %s) and the others %s.",
	}
	return fmt.Sprintf(t.In(l), PeriodText(l, p.newest.Period), p.class(0), Percent(l, 100*low.X, shareDecimals), Number(l, low.Y, indexDecimals),
		p.class(last+1), Percent(l, 100*(1-high.X), shareDecimals), Number(l, high.Y, indexDecimals))
}

func (p *rankProfile) alt() string {
	l := p.o.Lang
	chart := lang.Text{Sv: "Segregationsprofil", En: "Segregation profile"}.In(l)
	openings := []string{
		fmt.Sprintf("%s: %s, %s.", chart, small(p.Spec.Title.In(l)), p.period()),
		fmt.Sprintf("%s: %s.", chart, small(p.Spec.Title.In(l))),
	}
	var of []string
	for _, line := range p.shown() {
		of = append(of, PeriodText(l, line.Period)+": "+wRankIndex.In(l)+" "+p.number(line.Index)+".")
	}
	return alt(openings, strings.Join(of, " "), p.says())
}

func (p *rankProfile) description() string {
	l := p.o.Lang
	t := lang.Text{
		Sv: "Punkterna visar H mellan dem som ligger under och dem som ligger över varje gräns mellan två klasser. 0 betyder att alla områden har samma " +
			"blandning av dem, 1 att de aldrig bor i samma område. Till vänster skiljs de lägsta klasserna från de andra, till höger de högsta. Klasserna ovanför är så " +
			"breda som deras andelar av alla i den nyaste perioden.",
		En: "The dots show H between those below and those above each threshold between two classes. 0 means that all areas have one mixture " +
			"of them, 1 that they never live in the same area. At left the lowest classes are told from the others, at right the highest. The classes above are as " +
			"wide as their shares of all in the newest period.",
	}
	out := join2(" ", t.In(l), p.says())
	for _, line := range p.shown() {
		out += " " + PeriodText(l, line.Period) + ": " + wRankIndex.In(l) + " " + p.number(line.Index) + "."
	}
	return out
}

func (p *rankProfile) method() string {
	l := p.o.Lang
	var parts []string
	brackets := ""
	for _, line := range p.shown() {
		v := line.Index
		s := PeriodText(l, line.Period) + ": " + wRankIndex.In(l) + " " + p.number(v)
		if v.OK && v.Interval {
			s += " (" + Range(l, v.Value.Lower, v.Value.Upper, indexDecimals) + ")"
			brackets = fmt.Sprintf(lang.Text{Sv: "Inom parentes %s-intervall.", En: "In brackets %s intervals."}.In(l), LevelText(l, v.Value.Level))
		}
		parts = append(parts, s+".")
	}
	t := lang.Text{
		Sv: "Kurvan är ett polynom av grad %d anpassat till punkterna, vägt med entropin. Rangindex är dess vägda medelvärde över hela skalan (Reardon 2011).",
		En: "The curve is a polynomial of degree %d fitted to the dots, weighted by their entropy. The rank index is its weighted mean over the whole scale (Reardon 2011).",
	}
	return join2(" ", append(parts, brackets, fmt.Sprintf(t.In(l), p.newest.Degree))...)
}

func (p *rankProfile) notes() []string {
	l := p.o.Lang
	out := append(p.o.notes(false), wNotBetweenH.In(l))
	for _, line := range p.shown() {
		if line.Carried {
			t := lang.Text{Sv: "Uppgifterna för %s är omräknade från en äldre områdesindelning.", En: "The figures of %s are carried over from an older division into areas."}
			out = append(out, fmt.Sprintf(t.In(l), PeriodText(l, line.Period)))
		}
	}
	if len(p.Lines) > 1 && p.earlier == nil {
		t := lang.Text{Sv: "Kurvan för %s visas inte av sekretesskäl.", En: "The curve of %s is withheld to protect persons."}
		out = append(out, fmt.Sprintf(t.In(l), PeriodText(l, p.Lines[0].Period)))
	}
	return out
}

// table has a row for each threshold and one for the index with its intervals.
func (p *rankProfile) table() Grid {
	l := p.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: p.subtitle(), Columns: []Column{{Key: "below", Name: name("Klasserna till och med", "Classes up to")}, {Key: "above", Name: name("mot klasserna från", "against those from")}}}
	for _, line := range p.shown() {
		stem, of := "_"+columnKey(line.Period.String()), PeriodText(l, line.Period)
		g.Columns = append(g.Columns, Column{Key: "share_below" + stem, Name: of + ", " + name("procent av alla under", "per cent of all below")},
			Column{Key: "share_above" + stem, Name: of + ", " + name("procent över", "per cent above")},
			Column{Key: "value" + stem, Name: of + ", H"},
			Column{Key: "lower" + stem, Name: of + ", " + name("nedre gräns", "lower limit"), Detail: true},
			Column{Key: "upper" + stem, Name: of + ", " + name("övre gräns", "upper limit"), Detail: true})
	}
	for k := range p.newest.Bounds {
		cells := []Cell{{Text: p.class(k), Raw: string(p.Spec.Groups[k])}, {Text: p.class(k + 1), Raw: string(p.Spec.Groups[k+1])}}
		for _, line := range p.shown() {
			x := line.Bounds[k]
			h := Cell{Text: ".", Class: "missing"} // there is nobody on one of the sides
			if q, ok := at(line, k); ok {
				h = Cell{Text: Number(l, q.Y, indexDecimals), Raw: raw(q.Y)}
			}
			cells = append(cells, Cell{Text: Number(l, 100*x, shareDecimals), Raw: raw(x)}, Cell{Text: Number(l, 100*(1-x), shareDecimals), Raw: raw(1 - x)}, h, Cell{}, Cell{})
		}
		g.Rows = append(g.Rows, cells)
	}
	cells := []Cell{{Text: capital(wRankIndex.In(l)), Raw: p.newest.Index.Index.ID}, {}}
	for _, line := range p.shown() {
		cells = append(append(cells, Cell{}, Cell{}), indexCells(l, line.Index)...)
	}
	g.Rows = append(g.Rows, cells)
	return g
}

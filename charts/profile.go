package charts

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// Profile draws one district on all measures, a row for each under the heading of its theme: value, value of the city, and a bar from the
// lowest to the highest district that holds the middle half of them and the symbol of the district's verdict. The city is in the middle of
// every bar, which reaches as far to either side as the district that is farthest from it, and better is to the right. Measures followed over time
// have a small line of the district and the city. Comparisons without the district or the city are left out. What does not fit a page
// of the preset is split; a district without measures gives no figure.
func Profile(area indicators.Area, cs []analysis.Comparison, ts []analysis.Trend, o Options) ([]*Figure, error) {
	p := &profile{o: o, area: area}
	var inds []indicators.Indicator
	for _, c := range cs {
		i := slices.IndexFunc(c.Areas, func(a analysis.AreaComparison) bool { return a.Area.ID() == area.ID() })
		if i < 0 || c.NoFigures != analysis.NoReason || !c.City.OK {
			continue
		}
		p.rows = append(p.rows, p.row(c, c.Areas[i], ts))
		inds = append(inds, c.Indicator)
	}
	if len(p.rows) == 0 {
		return nil, nil
	}
	src, err := o.source(inds...)
	if err != nil {
		return nil, err
	}
	p.source = src
	p.sort()
	p.setColumns()
	var out []*Figure
	parts := p.pages()
	for _, part := range parts {
		f := p.figure(part)
		f.Subtitle += partText(o.Lang, len(out)+1, len(parts))
		out = append(out, f)
	}
	return number(out), nil
}

// profile is what the drawing of a district's profile needs.
type profile struct {
	o       Options
	area    indicators.Area
	source  string
	period  indicators.Period // that most rows are of
	rows    []profileRow
	columns profileColumns
}

// profileRow is one measure.
type profileRow struct {
	analysis.Comparison
	own    analysis.AreaComparison
	theme  string
	values []analysis.AreaComparison // of the districts that have one, lowest first
	reach  float64                   // from the city to either end of the bar
	over   *timeline                 // the district over time; nil where it is not followed
	series []analysis.Value
}

func (p *profile) row(c analysis.Comparison, own analysis.AreaComparison, ts []analysis.Trend) profileRow {
	r := profileRow{Comparison: c, own: own}
	for _, a := range c.Areas {
		if a.Value.OK {
			r.values = append(r.values, a)
			r.reach = max(r.reach, math.Abs(a.Value.Value-c.City.Value))
		}
	}
	names := byName()
	slices.SortFunc(r.values, func(a, b analysis.AreaComparison) int {
		if a.Value.Value != b.Value.Value {
			if a.Value.Value < b.Value.Value {
				return -1
			}
			return 1
		}
		return names(a.Area, b.Area)
	})
	if p.o.Catalogue != nil {
		for _, t := range p.o.Catalogue.Themes {
			if t.ID == c.Indicator.Theme {
				r.theme = t.Name.In(p.o.Lang)
			}
		}
	}
	for _, t := range ts {
		if t.Indicator.ID != c.Indicator.ID || t.Group != c.Group {
			continue
		}
		i := slices.IndexFunc(t.Areas, func(a analysis.AreaSeries) bool { return a.Area.ID() == own.Area.ID() })
		if i < 0 || len(t.Areas[i].Values) != len(t.Periods) || len(t.City) != len(t.Periods) || lastOK(t.Areas[i].Values) < 0 {
			continue
		}
		r.over, r.series = &timeline{Trend: t, o: p.o}, t.Areas[i].Values
	}
	return r
}

// sort puts the rows in the order of the themes, those without a theme last, and finds the period that most are of.
func (p *profile) sort() {
	place := func(r profileRow) int {
		i := -1
		if p.o.Catalogue != nil {
			i = slices.IndexFunc(p.o.Catalogue.Themes, func(t indicators.Named) bool { return t.ID == r.Indicator.Theme })
		}
		if i < 0 {
			return math.MaxInt
		}
		return i
	}
	slices.SortStableFunc(p.rows, func(a, b profileRow) int {
		switch x, y := place(a), place(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	most, count := indicators.Period{}, map[indicators.Period]int{}
	for _, r := range p.rows {
		count[r.Period]++
		if n := count[r.Period]; n > count[most] || n == count[most] && most.Compare(r.Period) < 0 {
			most = r.Period
		}
	}
	p.period = most
}

// low and high are the districts with the lowest and the highest value.
func (r *profileRow) low() analysis.AreaComparison  { return r.values[0] }
func (r *profileRow) high() analysis.AreaComparison { return r.values[len(r.values)-1] }

// fewestQuartiles is how many districts have a middle half.
const fewestQuartiles = 4

// middle is what the middle half of the districts lie between, by rank.
func (r *profileRow) middle() (low, high float64, ok bool) {
	n := len(r.values)
	if n < fewestQuartiles {
		return 0, 0, false
	}
	return r.values[ranked(n, 0.25)].Value.Value, r.values[ranked(n, 0.75)].Value.Value, true
}

// name is the measure with its unit where that is not per cent, and its period where that is not the usual one.
func (p *profile) name(r profileRow) string {
	unit := r.Indicator.Unit.Name.In(p.o.Lang)
	if r.Indicator.Unit.Kind == indicators.Share && r.Indicator.Unit.Per == 100 {
		unit = ""
	}
	period := ""
	if r.Period != p.period {
		period = PeriodText(p.o.Lang, r.Period)
	}
	return join2(", ", p.o.heading(r.Indicator, r.Group), unit, period)
}

// profileColumns are where the columns begin and end; one without width is not drawn.
type profileColumns struct {
	stacked                                   bool // names stand on a line of their own
	name, value, city, bar, low, high, trends [2]vg.Length
}

const (
	profileGap   vg.Length = 7
	profileTrend vg.Length = 44
	profileGlyph vg.Length = 12
)

// setColumns shares out the width: the columns of numbers have what they need, the names a part and the bars the rest.
func (p *profile) setColumns() {
	l, c := p.o.Lang, &p.columns
	bold, plain := style(labelSize, ink, true), style(labelSize, muted, false)
	value, city := width(wValueHead.In(l), plain)*slack, width(wCityHead.In(l), plain)*slack
	low, high := width(wLowHead.In(l), plain)*slack, width(wHighHead.In(l), plain)*slack
	trends := vg.Length(0)
	for _, r := range p.rows {
		number := func(v float64) vg.Length { return width(Number(l, v, r.Indicator.Decimals), plain) * slack }
		value = max(value, width(valueText(l, r.own.Value, r.Indicator), bold)*slack)
		city = max(city, number(r.City.Value))
		if len(r.values) > 0 {
			low, high = max(low, number(r.low().Value.Value)), max(high, number(r.high().Value.Value))
		}
		if r.over != nil {
			trends = max(profileTrend, width(wTrendHead.In(l), plain)*slack)
		}
	}
	inner := p.o.inner()
	c.stacked = inner < 100*vg.Millimeter*1.4
	name := min(inner*0.3, 190)
	if c.stacked {
		name, trends = 0, 0
		if inner < 80*vg.Millimeter {
			low, high = 0, 0
		}
	}
	x := vg.Length(0)
	put := func(col *[2]vg.Length, w vg.Length) {
		*col = [2]vg.Length{x, x + w}
		if w > 0 {
			x += w + profileGap
		}
	}
	rest := inner - name - value - profileGlyph - city - low - high - trends - 2*profileGap
	for _, w := range []vg.Length{name, low, high, trends} {
		if w > 0 {
			rest -= profileGap
		}
	}
	put(&c.name, name)
	put(&c.value, value+profileGlyph)
	put(&c.city, city)
	put(&c.bar, rest)
	put(&c.low, low)
	put(&c.high, high)
	put(&c.trends, trends)
}

const (
	profileHead  vg.Length = 20 // of the columns
	profileTheme vg.Length = 20
	profileSpine vg.Length = 16 // a row without its name
)

// nameWidth is the room that names have.
func (p *profile) nameWidth() vg.Length {
	if p.columns.stacked {
		return p.o.inner()
	}
	return p.columns.name[1]
}

func (p *profile) rowHeight(r profileRow) vg.Length {
	names := vg.Length(len(wrap(p.name(r), style(labelSize, ink, false), p.nameWidth()))) * labelSize * leading
	if p.columns.stacked {
		return names + profileSpine + 6
	}
	return max(names+4, rowHeight)
}

// height is that of some rows with the headings of their themes.
func (p *profile) height(rows []profileRow) vg.Length {
	h := profileHead
	for i, r := range rows {
		if i == 0 || rows[i-1].theme != r.theme {
			h += profileTheme
		}
		h += p.rowHeight(r)
	}
	return h
}

// pages splits the rows into as few pages as hold them, of about one height.
func (p *profile) pages() [][]profileRow {
	limit := p.o.page().Rows
	if !p.columns.stacked { // narrow figures have tall keys, which would leave a row or two
		limit -= p.key(p.rows).height()
	}
	for n := 1; ; n++ {
		want := p.height(p.rows) / vg.Length(n)
		var parts [][]profileRow
		from, fits := 0, true
		for i := range p.rows {
			if i > from && p.height(p.rows[from:i+1]) > min(want+profileTheme+rowHeight, limit) {
				parts = append(parts, p.rows[from:i])
				from = i
			}
		}
		parts = append(parts, p.rows[from:])
		for _, part := range parts {
			fits = fits && (p.height(part) <= limit || len(part) == 1)
		}
		if fits && len(parts) <= n || n >= len(p.rows) {
			return parts
		}
	}
}

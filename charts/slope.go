package charts

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// Slope draws how the values of the city and its districts have moved from the earlier period of a comparison to its own: a line for each, with
// its value at both ends. Only changes that are sure have colour; the city is bold. Where there is no room for all names, those are kept that matter
// most, and the figure says how many.
func Slope(c analysis.Comparison, o Options) (*Figure, error) {
	s, err := newSlope(c, o)
	if err != nil {
		return nil, err
	}
	return s.figure(), nil
}

// slope is what the drawing of two periods needs.
type slope struct {
	analysis.Comparison
	o      Options
	source string
	lines  []slopeLine // the city first, then the districts by their later value, highest first
	absent []analysis.AreaComparison
	scale  scale
	named  int
}

// slopeLine is one place in two periods.
type slopeLine struct {
	id       string
	name     string
	was, is  analysis.Value
	verdict  analysis.Verdict // on the change
	city     bool
	standing bool // highlighted
}

func newSlope(c analysis.Comparison, o Options) (*slope, error) {
	if c.Earlier == (indicators.Period{}) {
		return nil, fmt.Errorf("indicator %q: there is no earlier period to compare with", c.Indicator.ID)
	}
	src, err := o.source(c.Indicator)
	if err != nil {
		return nil, err
	}
	s := &slope{Comparison: c, o: o, source: src}
	var values []analysis.Value
	add := func(l slopeLine) {
		s.lines = append(s.lines, l)
		values = append(values, l.was, l.is)
	}
	if c.City.OK && c.CityPast.OK {
		add(slopeLine{id: "city", name: o.City, was: c.CityPast, is: c.City, verdict: changeVerdict(c.Change, c.Indicator.Direction), city: true})
	}
	for _, a := range sortRows(c.Areas, indicators.NotJudged) {
		if !a.Value.OK || !a.Past.OK {
			s.absent = append(s.absent, a)
			continue
		}
		add(slopeLine{id: "area-" + Slug(a.Area.Code), name: a.Area.Name, was: a.Past, is: a.Value, verdict: changeVerdict(a.Change, c.Indicator.Direction),
			standing: o.highlighted(a.Area) >= 0})
	}
	if len(s.lines) == 0 {
		return nil, fmt.Errorf("indicator %q: no place has a value in both periods", c.Indicator.ID)
	}
	for i := range values {
		values[i].Interval = false
	}
	low, high := extent(values)
	if s.scale = newScale(low, high, 5, c.Indicator.Unit); low < high {
		s.scale.min, s.scale.max = low, high // there is no axis: the ends have their values
	}
	_, kept := s.place(s.lines, func(l slopeLine) float64 { return l.is.Value }, s.room())
	for _, k := range kept {
		if k {
			s.named++
		}
	}
	return s, nil
}

// changeVerdict judges a change as [analysis.Verdict] judges a difference.
func changeVerdict(d analysis.Difference, dir indicators.Direction) analysis.Verdict {
	up := d.Value > 0
	switch {
	case !d.OK || !d.Interval:
		return analysis.NotCompared
	case !d.Sure(0):
		return analysis.NoClearDifference
	case dir == indicators.NotJudged && up:
		return analysis.Higher
	case dir == indicators.NotJudged:
		return analysis.Lower
	case up == (dir == indicators.HigherIsBetter):
		return analysis.Better
	}
	return analysis.Worse
}

// sureOf tells whether a verdict is that something has changed.
func sureOf(v analysis.Verdict) bool { return v > analysis.NoClearDifference }

// Heights and widths of a slope.
const (
	slopeTop    vg.Length = 32 // the unit, and the periods over the ends
	slopeFoot   vg.Length = 8
	slopeHook   vg.Length = 9  // from a line to its label
	slopeSymbol vg.Length = 12 // of the symbol before a name
)

// room is the height that values have.
func (s *slope) room() vg.Length { return s.o.page().Height - slopeTop - slopeFoot }

// place returns the heights of labels above the lowest value, and which are kept.
func (s *slope) place(lines []slopeLine, value func(slopeLine) float64, room vg.Length) (at []vg.Length, kept []bool) {
	var want []vg.Length
	var weight []float64
	for i, l := range lines {
		want = append(want, vg.Length((value(l)-s.scale.min)/(s.scale.max-s.scale.min))*room)
		w := -float64(i)
		switch { // the city, what stands out, what has changed, and then the extremes
		case l.city:
			w += 4e6
		case l.standing:
			w += 3e6
		case sureOf(l.verdict):
			w += 2e6
		case i == 1 || i == len(lines)-1:
			w += 1e6
		}
		weight = append(weight, w)
	}
	return spread(want, weight, labelSize*leading, 0, room)
}

func (s *slope) figure() *Figure {
	l := s.o.Lang
	k := s.key()
	return &Figure{
		ID:          FigureID("slope", s.Indicator, s.Group),
		Chart:       "slope",
		Lang:        l,
		Title:       s.title(),
		Subtitle:    s.o.subtitle(s.Indicator, s.Group, s.span()),
		Alt:         s.alt(),
		Description: s.description(),
		Period:      s.span(),
		Source:      s.source,
		Method:      s.method(),
		Notes:       s.notes(),
		Table:       s.table(),
		Width:       s.o.page().Width,
		Height:      s.o.page().Height + k.height(),
		draw:        func(c draw.Canvas) { s.draw(c, k) },
	}
}

func (s *slope) number(v analysis.Value) string { return valueText(s.o.Lang, v, s.Indicator) }

func (s *slope) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	bold := style(labelSize, ink, true)
	l := s.o.Lang
	left, right := width(periodTick(l, s.Earlier), bold)*slack/2, width(periodTick(l, s.Period), bold)*slack/2
	for _, e := range s.lines {
		left = max(left, width(s.number(e.was), bold)*slack+slopeHook)
		right = max(right, width(e.name+" "+s.number(e.is), bold)*slack+slopeHook+slopeSymbol)
	}
	right = min(right, (c.Max.X-c.Min.X)*0.5)
	note := style(labelSize, muted, false)
	c.FillText(note, vg.Point{X: c.Min.X, Y: c.Max.Y - 8}, shorten(join2(", ", s.Indicator.Unit.Name.In(l), directionText(l, s.Indicator.Direction)), note, c.Max.X-c.Min.X))
	p := newPlot()
	p.HideAxes()
	p.X.Min, p.X.Max = 0, 1
	p.Y.Min, p.Y.Max = s.scale.min, s.scale.max
	p.Add(slopeMarks{s, c.Rectangle})
	p.Draw(draw.Crop(c, left, -right, k.height()+slopeFoot, -slopeTop))
}

// slopeMarks plots the lines and their labels.
type slopeMarks struct {
	*slope
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m slopeMarks) Plot(c draw.Canvas, p *plot.Plot) {
	_, ty := p.Transforms(&c)
	x0, x1 := c.Min.X, c.Max.X
	bold := style(labelSize, ink, true)
	for i, x := range []vg.Length{x0, x1} {
		line(c, grid, axisWidth, nil, x, c.Min.Y-4, x, c.Max.Y+4)
		c.FillText(aligned(bold, draw.XCenter, draw.YBottom), vg.Point{X: x, Y: c.Max.Y + 8}, periodTick(m.o.Lang, []indicators.Period{m.Earlier, m.Period}[i]))
	}
	// What is sure lies over what is not, and the city over all.
	order := slices.Clone(m.lines)
	rank := func(l slopeLine) int {
		switch {
		case l.city:
			return 2
		case sureOf(l.verdict):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(a, b slopeLine) int { return rank(a) - rank(b) })
	for _, l := range order {
		end := group(c, l.id)
		m.line(c, l, vg.Point{X: x0, Y: ty(l.was.Value)}, vg.Point{X: x1, Y: ty(l.is.Value)})
		end()
	}
	m.labels(c, x0, false, func(l slopeLine) analysis.Value { return l.was })
	m.labels(c, x1, true, func(l slopeLine) analysis.Value { return l.is })
}

// line draws a place: in the colour of a sure change, grey where it is not sure, and the city in ink.
func (m slopeMarks) line(c draw.Canvas, l slopeLine, from, to vg.Point) {
	k, w := mid, vg.Length(1)
	switch {
	case l.city:
		k, w = ink, lineWidth+0.5
	case sureOf(l.verdict):
		k, w = verdictColor(l.verdict), lineWidth
	}
	line(c, k, w, nil, from.X, from.Y, to.X, to.Y)
	for i, o := range []vg.Point{from, to} {
		c.SetColor(k)
		c.Fill(circlePath(o, 2.8))
		if v := []analysis.Value{l.was, l.is}[i]; v.SmallBase || v.Provisional {
			c.SetColor(white)
			c.Fill(circlePath(o, 1.6))
		}
	}
}

// labels writes the values of one end, and at the right the names too, moved apart where they would touch.
func (m slopeMarks) labels(c draw.Canvas, x vg.Length, names bool, value func(slopeLine) analysis.Value) {
	at, kept := m.place(m.lines, func(l slopeLine) float64 { return value(l).Value }, c.Max.Y-c.Min.Y)
	for i, l := range m.lines {
		if !kept[i] {
			continue
		}
		v := value(l)
		y := c.Min.Y + at[i]
		from := c.Min.Y + vg.Length((v.Value-m.scale.min)/(m.scale.max-m.scale.min))*(c.Max.Y-c.Min.Y)
		sty := style(labelSize, ink, l.city || l.standing)
		moved := max(y-from, from-y) > 2
		if !names {
			if moved {
				line(c, axis, gridWidth, nil, x-4, from, x-slopeHook+1, y)
			}
			c.FillText(aligned(sty, draw.XRight, draw.YCenter), vg.Point{X: x - slopeHook, Y: y}, m.number(v))
			continue
		}
		if moved {
			line(c, axis, gridWidth, nil, x+4, from, x+slopeHook-1, y)
		}
		verdictGlyph(c, l.verdict, vg.Point{X: x + slopeHook + 4, Y: y})
		text := " " + m.number(v)
		left := x + slopeHook + slopeSymbol
		c.FillText(aligned(sty, draw.XLeft, draw.YCenter), vg.Point{X: left, Y: y}, shorten(l.name, sty, m.page.Max.X-left-width(text, sty)*slack)+text)
	}
}

func slopeFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		both := func(a analysis.AreaComparison) bool { return a.Value.OK && a.Past.OK }
		if s.wantsEveryone(c.Indicator, c.Group) && c.Earlier != (indicators.Period{}) && slices.ContainsFunc(c.Areas, both) {
			g.add(Slope(c, o))
		}
	}
	return g.result()
}

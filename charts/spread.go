package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Spread draws every small area of a comparison as a dot on one axis, for indicators that have no value for districts: medians, say.
// A band holds the middle half of the areas, and the lowest and the highest are named. Quartiles are values of areas, taken by rank.
func Spread(c analysis.Comparison, o Options) (*Figure, error) {
	s := strip{Comparison: c, o: o}
	for _, a := range c.Spread {
		if a.Value.OK {
			s.areas = append(s.areas, a)
		}
	}
	if len(s.areas) == 0 {
		return nil, fmt.Errorf("indicator %q: no small area has a value to draw", c.Indicator.ID)
	}
	slices.SortStableFunc(s.areas, func(a, b analysis.AreaValue) int {
		return cmp.Or(cmp.Compare(a.Value.Value, b.Value.Value), cmp.Compare(a.Area.Code, b.Area.Code))
	})
	src, err := o.source(c.Indicator)
	if err != nil {
		return nil, err
	}
	low, high := s.areas[0].Value.Value, s.areas[len(s.areas)-1].Value.Value
	if c.City.OK {
		low, high = min(low, c.City.Value), max(high, c.City.Value)
	}
	s.scale = newScale(low, high, 5, c.Indicator.Unit)
	s.key = s.newKey()
	f := &Figure{
		ID:       FigureID("spread", c.Indicator, c.Group),
		Chart:    "spread",
		Lang:     o.Lang,
		Title:    s.title(),
		Subtitle: o.subtitle(c.Indicator, c.Group, PeriodText(o.Lang, c.Period)),
		Alt:      s.alt(),
		Period:   PeriodText(o.Lang, c.Period),
		Source:   src,
		Method: lang.Text{
			Sv: "Alla punkter väger lika mycket, hur många personer de än gäller.",
			En: "All dots count the same, however many persons they are about.",
		}.In(o.Lang),
		Notes:  s.notes(),
		Table:  s.table(),
		Width:  s.o.page().Width,
		Height: s.top() + stripHeight + stripNames + axisHeight + s.key.height(),
		draw:   s.draw,
	}
	f.Description = s.description()
	return f, nil
}

// strip is what the drawing of a spread needs.
type strip struct {
	analysis.Comparison
	o     Options
	areas []analysis.AreaValue // with values, lowest first
	scale scale
	key   key
}

// top is the height of the line above the plot where the city is named.
func (s strip) top() vg.Length {
	if s.City.OK {
		return 18
	}
	return 4
}

const (
	stripHeight vg.Length = 84
	stripNames  vg.Length = 16 // where the extremes are named
)

// quantile returns the value that a share q of the areas do not exceed, as one of their values.
func (s strip) quantile(q float64) float64 { return s.areas[ranked(len(s.areas), q)].Value.Value }

// ranked is the position among n sorted values of the one that a share q of them do not exceed.
func ranked(n int, q float64) int { return max(int(math.Ceil(q*float64(n)))-1, 0) }

// middle returns the two values in the middle of the order, which are one where the number of areas is odd.
func (s strip) middle() (low, high float64) {
	n := len(s.areas)
	return s.areas[(n-1)/2].Value.Value, s.areas[n/2].Value.Value
}

// noun is what the dots are called.
type noun struct{ name, one, some lang.Text }

func (s strip) noun() noun { return nounOf(s.areas[0].Area.Level) }

// nounOf is what the areas of a level are called.
func nounOf(level indicators.Level) noun {
	area := noun{lang.Text{Sv: "Område", En: "Area"}, lang.Text{Sv: "ett område", En: "one area"}, lang.Text{Sv: "områden", En: "areas"}}
	switch level {
	case indicators.DeSO:
		area.some = lang.Text{Sv: "DeSO-områden", En: "DeSO areas"}
	case indicators.RegSO:
		area.some = lang.Text{Sv: "RegSO-områden", En: "RegSO areas"}
	case indicators.School:
		return noun{lang.Text{Sv: "Skola", En: "School"}, lang.Text{Sv: "en skola", En: "one school"}, lang.Text{Sv: "skolor", En: "schools"}}
	}
	return area
}

func (s strip) number(v float64) string { return Number(s.o.Lang, v, s.Indicator.Decimals) }

func (s strip) newKey() key {
	l := s.o.Lang
	return newKey(s.o.inner(),
		keyEntry{8, func(c draw.Canvas, o vg.Point) { dot(c, mid, false, o) },
			s.noun().one.In(l)},
		keyEntry{20, func(c draw.Canvas, o vg.Point) {
			rect(c, grid, o.X-10, o.Y-5, o.X+10, o.Y+5)
			line(c, muted, axisWidth, nil, o.X, o.Y-5, o.X, o.Y+5)
		}, lang.Text{Sv: "den mittersta hälften och medianen", En: "the middle half and the median"}.In(l)},
	)
}

func (s strip) draw(c draw.Canvas) {
	s.key.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+s.key.height()))
	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = 0, 1
	p.Add(stripMarks{s, c.Rectangle})
	s.scale.apply(&p.X, s.o.Lang, s.Indicator.Direction == indicators.LowerIsBetter)
	area := draw.Crop(c, 12, -12, s.key.height()+noteHeight, -s.top())
	p.Draw(area)
	axisNote(area, c.Min.X, s.o.Lang, s.Indicator, s.scale)
}

// stripMarks plots a strip.
type stripMarks struct {
	strip
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m stripMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, _ := p.Transforms(&c)
	bottom := c.Min.Y + stripNames
	centre := (bottom + c.Max.Y) / 2
	rect(c, grid, min(tx(m.quantile(0.25)), tx(m.quantile(0.75))), bottom, max(tx(m.quantile(0.25)), tx(m.quantile(0.75))), c.Max.Y)
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	below, above := m.middle()
	median := (tx(below) + tx(above)) / 2
	line(c, muted, axisWidth, nil, median, bottom, median, c.Max.Y)
	cityLine(c, m.page, m.o.City, m.City, m.Indicator, m.o.Lang, tx)

	xs := make([]vg.Length, len(m.areas))
	for i, a := range m.areas {
		xs[i] = tx(a.Value.Value)
	}
	r := min(dotRadius-0.8, (c.Max.Y-bottom)*3/vg.Length(len(xs))+1)
	ys := swarm(xs, 2*r+0.6, (c.Max.Y-bottom)/2-r)
	end := group(c, "areas")
	for i, x := range xs {
		k := mid
		if v := m.areas[i].Value.Value; v == m.areas[0].Value.Value || v == m.areas[len(xs)-1].Value.Value {
			k = ink
		}
		c.SetColor(k)
		c.Fill(circlePath(vg.Point{X: x, Y: centre + ys[i]}, r))
	}
	end()
	m.nameExtremes(c, xs, centre+ys[0], centre+ys[len(ys)-1], r)
}

// nameExtremes writes the lowest and highest area under the strip, each joined to its dot.
func (m stripMarks) nameExtremes(c draw.Canvas, xs []vg.Length, yLow, yHigh, r vg.Length) {
	sty := style(labelSize, ink, false)
	y := c.Min.Y + 5
	last := len(m.areas) - 1
	left, right := extreme{m.areas[0], xs[0], yLow}, extreme{m.areas[last], xs[last], yHigh}
	if left.x > right.x {
		left, right = right, left
	}
	half := (m.page.Max.X-m.page.Min.X)/2 - 6
	for i, e := range []extreme{left, right} {
		if i == 1 && left.Value.Value == right.Value.Value {
			break // the first label says that others share its value
		}
		rest := m.others(e.AreaValue) + " " + m.number(e.Value.Value)
		s := shorten(e.Area.Name, sty, half-width(rest, sty)*slack) + rest
		line(c, muted, gridWidth, nil, e.x, e.y-r-1, e.x, y+9)
		w := width(s, sty) * slack / 2
		align := draw.XLeft
		x := max(e.x-w, m.page.Min.X)
		if i == 1 {
			align, x = draw.XRight, min(e.x+w, m.page.Max.X)
		}
		c.FillText(aligned(sty, align, draw.YBottom), vg.Point{X: x, Y: y}, s)
	}
}

// others says that an area shares its value.
func (s strip) others(a analysis.AreaValue) string {
	n := 0
	for _, b := range s.areas {
		if b.Value.Value == a.Value.Value {
			n++
		}
	}
	if n < 2 {
		return ""
	}
	return lang.Text{Sv: " m.fl.", En: " and others"}.In(s.o.Lang)
}

type extreme struct {
	analysis.AreaValue
	x, y vg.Length
}

// swarm returns offsets that keep dots of a diameter from overlapping, as near to the line as they can be and at most limit from it;
// where there are too many dots for that, they overlap. Positions must be sorted either way.
func swarm(xs []vg.Length, d, limit vg.Length) []vg.Length {
	ys := make([]vg.Length, len(xs))
	var far vg.Length
	for i, x := range xs {
		free := func(y vg.Length) bool {
			for j := i - 1; j >= 0; j-- {
				dx := x - xs[j]
				if max(dx, -dx) >= d {
					return true
				}
				if dy := y - ys[j]; dx*dx+dy*dy < d*d*0.999 {
					return false
				}
			}
			return true
		}
		for k := 0; ; k++ {
			y := vg.Length((k+1)/2) * d / 2
			if k%2 == 1 {
				y = -y
			}
			if free(y) {
				ys[i] = y
				break
			}
		}
		far = max(far, ys[i], -ys[i])
	}
	if far > limit {
		for i := range ys {
			ys[i] *= limit / far
		}
	}
	return ys
}

// cityLine draws the value of the city across a plot with its name above.
func cityLine(c draw.Canvas, page vg.Rectangle, name string, v analysis.Value, ind indicators.Indicator, l lang.Lang, tx func(float64) vg.Length) {
	if !v.OK {
		return
	}
	defer group(c, "city")()
	x := tx(v.Value)
	line(c, ink, cityWidth, nil, x, c.Min.Y, x, c.Max.Y+2)
	topLabel(c, page, name+" "+Number(l, v.Value, ind.Decimals), x)
}

func (s strip) title() string {
	l := s.o.Lang
	short := s.o.heading(s.Indicator, s.Group)
	low, high := s.areas[0].Value.Value, s.areas[len(s.areas)-1].Value.Value
	unit := s.Indicator.Unit.Name.In(l)
	t := lang.Text{Sv: "från %s till %s bland %s", En: "from %s to %s among %s"}.In(l)
	long := fmt.Sprintf(t, s.number(low), join2(" ", s.number(high), unit), s.noun().some.In(l))
	return title(short+": "+long, short+": "+s.number(low)+endash+s.number(high), long)
}

func (s strip) alt() string {
	l := s.o.Lang
	t := lang.Text{Sv: "%d %s. Lägst %s %s, högst %s %s.", En: "%d %s. Lowest %s %s, highest %s %s."}
	a, b := s.areas[0], s.areas[len(s.areas)-1]
	return alt(chartOpenings(l, lang.Text{Sv: "Punktremsa", En: "Dot strip"}, s.o.heading(s.Indicator, s.Group), PeriodText(l, s.Period)),
		fmt.Sprintf(t.In(l), len(s.areas), s.noun().some.In(l), a.Area.Name+s.others(a), s.number(a.Value.Value), b.Area.Name+s.others(b), s.number(b.Value.Value)),
		cityText(l, s.o.City, s.City, s.Indicator))
}

func (s strip) description() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "%d %s, en punkt för varje, på en axel från %s till %s. Den mittersta hälften ligger mellan %s och %s, %s.",
		En: "%d %s, one dot for each, on an axis from %s to %s. The middle half lie between %s and %s, %s.",
	}
	out := fmt.Sprintf(t.In(l), len(s.areas), s.noun().some.In(l), Number(l, s.scale.min, s.scale.decimals), Number(l, s.scale.max, s.scale.decimals),
		s.number(s.quantile(0.25)), s.number(s.quantile(0.75)), s.middleText())
	return join2(" ", out, s.extremesSentence(), cityText(l, s.o.City, s.City, s.Indicator))
}

// middleText names the median where an area has it, and else the two values that it lies between: every number here is some area's.
func (s strip) middleText() string {
	low, high := s.middle()
	if a, b := s.number(low), s.number(high); a != b {
		return fmt.Sprintf(lang.Text{Sv: "medianen mellan %s och %s", En: "the median between %s and %s"}.In(s.o.Lang), a, b)
	}
	return fmt.Sprintf(lang.Text{Sv: "medianen är %s", En: "the median is %s"}.In(s.o.Lang), s.number(low))
}

func (s strip) extremesSentence() string {
	t := lang.Text{Sv: "Lägst är %s med %s, högst %s med %s.", En: "Lowest is %s with %s, highest %s with %s."}
	a, b := s.areas[0], s.areas[len(s.areas)-1]
	return fmt.Sprintf(t.In(s.o.Lang), a.Area.Name+s.others(a), s.number(a.Value.Value), b.Area.Name+s.others(b), s.number(b.Value.Value))
}

func (s strip) notes() []string {
	l := s.o.Lang
	out := s.o.notes(false)
	if why := ReasonText(l, s.NoFigures); why != "" {
		t := lang.Text{Sv: "Värden för stadens områden visas inte: %s.", En: "Values of the city's districts are not shown: %s."}
		out = append(out, fmt.Sprintf(t.In(l), why))
	}
	return out
}

func (s strip) table() Grid {
	l := s.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: s.o.subtitle(s.Indicator, s.Group, PeriodText(l, s.Period)),
		Columns: []Column{
			{Key: "area", Name: s.noun().name.In(l)},
			{Key: "area_code", Name: name("Kod", "Code")},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "denominator", Name: name("Antal bakom", "Denominator"), Detail: true},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	add := func(area, code string, v analysis.Value) {
		g.Rows = append(g.Rows, []Cell{{Text: area, Raw: area}, {Text: code, Raw: code}, valueCells(l, v, s.Indicator)[0],
			numberCell(l, v.Denominator, v.OK), statusCell(l, v)})
	}
	if s.City.OK {
		add(s.o.City, "", s.City)
	}
	for _, a := range slices.Backward(s.areas) {
		add(a.Area.Name, a.Area.Code, a.Value)
	}
	for _, a := range s.Spread {
		if !a.Value.OK {
			add(a.Area.Name, a.Area.Code, a.Value)
		}
	}
	return g
}

package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Pyramid draws who lives in the city and in each district by age and sex, as small multiples on one scale: the city first and then the districts
// in Swedish alphabetical order, each a bar for every age to either side, in per cent of those who live there, with the city as an outline over the
// bars of a district. Places that are withheld are hatched. What does not fit a page of the preset is split.
//
// The groups of the mix go by age, the youngest first, and within an age by two sexes; see [analysis.Results].
func Pyramid(m analysis.Mix, o Options) ([]*Figure, error) {
	p := &pyramid{Mix: m, o: o}
	if o.Catalogue != nil {
		p.indicator, _ = o.Catalogue.Indicator(m.Spec.Indicator)
	}
	if !p.read() {
		return nil, fmt.Errorf("pyramid %q: its groups are not of two sexes at each age", m.Spec.ID)
	}
	src, err := o.sourceOf(fmt.Sprintf("pyramid %q", m.Spec.ID), m.Sources, p.indicator)
	if err != nil {
		return nil, err
	}
	p.source = src
	areas := slices.Clone(m.Areas)
	names := byName()
	slices.SortFunc(areas, func(a, b analysis.MixArea) int { return names(a.Area, b.Area) })
	p.panels = append([]analysis.MixArea{m.City}, areas...)
	most := 0.0
	for _, a := range p.panels {
		for _, s := range a.Shares {
			most = max(most, 100*s)
		}
	}
	if most == 0 {
		return nil, nil
	}
	p.scale = newScale(0, most, 3, indicators.Unit{Kind: indicators.Share, Per: 100})
	fit := max(1, int((o.page().Rows-p.key().height()-pyramidTop)/p.panelHeight()))
	rows := (len(p.panels) + p.columns() - 1) / p.columns()
	pages := (rows + fit - 1) / fit
	var parts [][]analysis.MixArea
	for part := range slices.Chunk(p.panels, (rows+pages-1)/pages*p.columns()) {
		parts = append(parts, part)
	}
	var out []*Figure
	for i, part := range parts {
		f := p.figure(part)
		f.Subtitle += partText(o.Lang, i+1, len(parts))
		out = append(out, f)
	}
	return number(out), nil
}

// pyramid is what the drawing of ages and sexes needs.
type pyramid struct {
	analysis.Mix
	o         Options
	indicator indicators.Indicator
	source    string
	ages      []string // as categories: "0-4", "80+"
	sexes     [2]string
	panels    []analysis.MixArea // the city first
	scale     scale              // per cent, to either side
}

// read finds the ages and the sexes of the groups.
func (p *pyramid) read() bool {
	gs := p.Spec.Groups
	if len(gs) < 4 || len(gs)%2 > 0 {
		return false
	}
	for k, g := range gs {
		age, ok1 := g.Get("age")
		sex, ok2 := g.Get("sex")
		if !ok1 || !ok2 {
			return false
		}
		if k < 2 {
			p.sexes[k] = sex
		}
		if k%2 == 0 {
			p.ages = append(p.ages, age)
		} else if p.ages[k/2] != age {
			return false
		}
		if p.sexes[k%2] != sex {
			return false
		}
	}
	return true
}

// share is that of an age and sex in per cent.
func (p *pyramid) share(a analysis.MixArea, age, sex int) float64 { return 100 * a.Shares[2*age+sex] }

const (
	pyramidTop    vg.Length = 16 // where the unit stands
	pyramidColumn vg.Length = 90 // least width of a panel
	pyramidGap    vg.Length = 12
	pyramidName   vg.Length = 16
	pyramidAxis   vg.Length = 20
	pyramidAges   vg.Length = 18 // the column of ages
)

func (p *pyramid) columns() int {
	return min(max(1, int((p.o.inner()+pyramidGap)/(pyramidColumn+pyramidGap))), len(p.panels))
}

func (p *pyramid) panelWidth() vg.Length {
	n := vg.Length(p.columns())
	return (p.o.inner() - (n-1)*pyramidGap) / n
}

// plotHeight is the height of the bars of one place.
func (p *pyramid) plotHeight() vg.Length {
	each := vg.Length(4.4)
	if len(p.panels) <= p.columns() { // one row of them has room
		each = 7
	}
	return max(56, each*vg.Length(len(p.ages)))
}

func (p *pyramid) panelHeight() vg.Length { return pyramidName + p.plotHeight() + pyramidAxis }

func (p *pyramid) draw(c draw.Canvas, part []analysis.MixArea) {
	k := p.key()
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	quiet := style(labelSize, muted, false)
	unit := lang.Text{Sv: "procent av invånarna, efter ålder", En: "per cent of residents, by age"}.In(p.o.Lang)
	c.FillText(quiet, vg.Point{X: c.Min.X, Y: c.Max.Y - labelSize}, shorten(unit, quiet, c.Max.X-c.Min.X))
	for i, a := range part {
		x := c.Min.X + vg.Length(i%p.columns())*(p.panelWidth()+pyramidGap)
		y := c.Max.Y - pyramidTop - vg.Length(i/p.columns())*p.panelHeight()
		end := group(c, "area-"+Slug(a.Area.Code))
		p.drawPanel(c, a, x, y)
		end()
	}
}

// drawPanel draws one place whose upper left corner is at x and y.
func (p *pyramid) drawPanel(c draw.Canvas, a analysis.MixArea, x, y vg.Length) {
	bold, quiet := style(labelSize, ink, true), style(labelSize, muted, false)
	c.FillText(bold, vg.Point{X: x, Y: y - pyramidName + 5}, shorten(p.name(a), bold, p.panelWidth()))
	x0, x1 := x+pyramidAges, x+p.panelWidth()-4
	top, low := y-pyramidName, y-pyramidName-p.plotHeight()
	centre, half := (x0+x1)/2, (x1-x0)/2
	step := p.plotHeight() / vg.Length(len(p.ages))
	tx := func(v float64) vg.Length { return half * vg.Length(v/p.scale.max) }
	if !a.OK {
		p.absent(c, a, x0, low, x1, top)
		return
	}
	last := vg.Length(-100)
	for i, age := range p.ages {
		at := low + vg.Length(i)*step
		from, _, _ := strings.Cut(strings.TrimSuffix(age, "+"), "-")
		if (from == "0" || strings.HasSuffix(from, "0")) && at-last >= 1.6*labelSize {
			c.FillText(aligned(quiet, draw.XRight, draw.YCenter), vg.Point{X: x0 - 4, Y: at}, from)
			line(c, grid, gridWidth, nil, x0, at, x1, at)
			last = at
		}
	}
	steps := func(of analysis.MixArea, sex int, sign vg.Length) []vg.Point { // the ends of the bars, from the youngest up
		var pts []vg.Point
		for i := range p.ages {
			w := centre + sign*tx(p.share(of, i, sex))
			pts = append(pts, vg.Point{X: w, Y: low + vg.Length(i)*step}, vg.Point{X: w, Y: low + vg.Length(i+1)*step})
		}
		return pts
	}
	for sex, sign := range []vg.Length{-1, 1} {
		edge := centre + sign*0.5
		c.SetColor(categories[1-sex].color)
		c.Fill(polygon(slices.Concat([]vg.Point{{X: edge, Y: low}}, steps(a, sex, sign), []vg.Point{{X: edge, Y: top}})...))
		if p.City.OK && a.Area.ID() != p.City.Area.ID() {
			pts := steps(p.City, sex, sign)
			c.StrokeLines(draw.LineStyle{Color: white, Width: 2}, pts)
			c.StrokeLines(draw.LineStyle{Color: ink, Width: 1}, pts)
		}
	}
	line(c, axis, axisWidth, nil, x0, low, x1, low)
	for _, v := range []float64{-p.scale.max, 0, p.scale.max} {
		at := centre + tx(v)
		line(c, axis, axisWidth, nil, at, low, at, low-3)
		c.FillText(aligned(quiet, draw.XCenter, draw.YTop), vg.Point{X: at, Y: low - 5}, Number(p.o.Lang, max(v, -v), p.scale.decimals))
	}
}

// absent says why a place has no bars.
func (p *pyramid) absent(c draw.Canvas, a analysis.MixArea, x0, low, x1, top vg.Length) {
	at := vg.Point{X: (x0 + x1) / 2, Y: (low + top) / 2}
	if sign, _, class := WithoutValue(p.o.Lang, analysis.Value{Reason: a.Reason}); class == "suppressed" {
		hatch(c, x0, low, x1, top)
		plate(c, style(labelSize, ink, false), at, sign)
	} else {
		c.FillText(aligned(style(labelSize, muted, false), draw.XCenter, draw.YCenter), at, sign)
	}
}

func (p *pyramid) name(a analysis.MixArea) string {
	if a.Area.ID() == p.City.Area.ID() {
		return p.o.City
	}
	return a.Area.Name
}

// pyramidFigures are those of all counts by age and sex. A selection of areas gives the city and these.
func pyramidFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, m := range d.Results.Pyramids {
		if !among(s.Indicators, m.Spec.Indicator) || len(s.Groups) > 0 {
			continue
		}
		m.Areas = slices.DeleteFunc(slices.Clone(m.Areas), func(a analysis.MixArea) bool { return !s.wantsArea(a.Area) })
		g.addAll(Pyramid(m, o))
	}
	return g.result()
}

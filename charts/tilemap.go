package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// TileMap draws a hexagon of one size for each district, about where it lies, with its name, its value and the symbol of its verdict; so that districts that
// are small on the ground can be read as well as large ones. Where hexagons are too small for names they have numbers, which a list explains. Districts
// without a tile are in the table and in a note; where none has one there is no figure.
func TileMap(c analysis.Comparison, maps []Map, o Options) (*Figure, error) {
	var areas []analysis.AreaValue
	for _, a := range c.Areas {
		areas = append(areas, analysis.AreaValue{Area: a.Area, Value: a.Value})
	}
	on, ok := mapOf(maps, areas)
	if !ok || on.Tiles == nil || !slices.ContainsFunc(areas, valued) {
		return nil, nil
	}
	tiles := on.Tiles()
	if tiles == nil {
		return nil, nil
	}
	cmp, err := newCompare(c, o)
	if err != nil {
		return nil, err
	}
	f := &tileMap{comparison: cmp}
	for _, p := range place(areas, on) {
		i := slices.IndexFunc(f.rows, func(r analysis.AreaComparison) bool { return r.Area.ID() == p.Area.ID() })
		switch {
		case i < 0: // on the map, but not compared
		case p.at < 0:
			f.without = append(f.without, p.Area.Name)
		default:
			f.tiles = append(f.tiles, tile{f.rows[i], tiles[p.at]})
		}
	}
	f.lay()
	fig := &Figure{
		ID:       FigureID("tilemap", c.Indicator, c.Group),
		Chart:    "tilemap",
		Lang:     o.Lang,
		Title:    f.title(),
		Subtitle: o.subtitle(c.Indicator, c.Group, PeriodText(o.Lang, c.Period)),
		Alt:      f.alt(),
		Period:   PeriodText(o.Lang, c.Period),
		Source:   f.source,
		Method:   f.method(),
		Notes:    f.notes(),
		Table:    f.table(),
		Width:    o.page().Width,
		Height:   f.height,
		draw:     f.draw,
	}
	fig.Description = f.description()
	return fig, nil
}

// valued tells whether an area has a value.
func valued(a analysis.AreaValue) bool { return a.Value.OK }

// tileMap is what the drawing of a tile map needs.
type tileMap struct {
	*comparison
	tiles      []tile
	without    []string  // names of districts without a tile
	wide, high vg.Length // of a hexagon
	listed     []tile    // by name, where hexagons have numbers
	keyed      key
	bare       bool // names alone, without values
	height     vg.Length
}

// tile is a district with its place on the grid.
type tile struct {
	analysis.AreaComparison
	space.Tile
}

const (
	widestTile  vg.Length = 86 // more looks clumsy
	namedTile   vg.Length = 62 // least width with a name
	valueTile   vg.Length = 36 // least width with a value
	listColumn  vg.Length = 92 // least width of a name beside its number
	maxNumbered           = 40 // of more districts only values are shown
)

// grid returns the range of columns and rows.
func (f *tileMap) grid() (low, high space.Tile) {
	low, high = f.tiles[0].Tile, f.tiles[0].Tile
	for _, t := range f.tiles {
		low = space.Tile{Column: min(low.Column, t.Column), Row: min(low.Row, t.Row)}
		high = space.Tile{Column: max(high.Column, t.Column), Row: max(high.Row, t.Row)}
	}
	return low, high
}

// lay sizes the hexagons to the page: as wide as it allows, and no higher than rows may be.
func (f *tileMap) lay() {
	f.keyed = f.key()
	low, high := f.grid()
	columns, rows := vg.Length(high.Column-low.Column)+1.5, vg.Length(high.Row-low.Row)*0.75+1
	size := func() {
		room := f.o.page().Rows - f.keyed.height() - f.listHeight() - 2
		f.wide = min(f.o.inner()/columns, room/rows*vg.Length(math.Sqrt(3))/2, widestTile)
		f.high = f.wide * 2 / vg.Length(math.Sqrt(3))
	}
	if size(); f.wide < namedTile && len(f.tiles) <= maxNumbered {
		f.listed = slices.Clone(f.tiles)
		names := byName()
		slices.SortFunc(f.listed, func(a, b tile) int { return names(a.Area, b.Area) })
		if size(); f.wide < valueTile {
			f.listed = nil
			size()
		}
	}
	f.height = f.high*rows + 2 + f.keyed.height() + f.listHeight()
}

// listColumns is how many columns the list of names has.
func (f *tileMap) listColumns() int { return max(1, int(f.o.inner()/listColumn)) }

// listHeight includes the space above.
func (f *tileMap) listHeight() vg.Length {
	if len(f.listed) == 0 {
		return 0
	}
	n := f.listColumns()
	return 8 + vg.Length((len(f.listed)+n-1)/n)*keyLine
}

// key explains the symbols and what stands in the place of values.
func (f *tileMap) key() key {
	if f.bare {
		return key{}
	}
	l := f.o.Lang
	es := verdictEntries(l, f.o.City, func(v analysis.Verdict) bool {
		return slices.ContainsFunc(f.tiles, func(t tile) bool { return t.Verdict == v })
	})
	var values []analysis.Value
	for _, t := range f.tiles {
		values = append(values, t.Value)
	}
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		es = append(es, signEntry("( )", wSmall.In(l)))
	}
	return newKey(f.o.inner(), append(es, absentEntries(l, values)...)...)
}

func (f *tileMap) draw(c draw.Canvas) {
	f.keyed.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+f.keyed.height()))
	f.list(c)
	low, high := f.grid()
	across := (vg.Length(high.Column-low.Column) + 1.5) * f.wide
	left := c.Min.X + (c.Max.X-c.Min.X-across)/2
	for _, t := range f.tiles {
		row := t.Row - low.Row
		o := vg.Point{X: left + (vg.Length(t.Column-low.Column)+0.5)*f.wide, Y: c.Max.Y - 1 - f.high*(0.5+0.75*vg.Length(row))}
		if t.Row%2 != 0 { // odd rows lie half a hexagon to the east
			o.X += f.wide / 2
		}
		end := group(c, "area-"+Slug(t.Area.Code))
		f.tile(c, t, o)
		end()
	}
}

// hexagon is a hexagon that stands on a corner.
func hexagon(o vg.Point, wide vg.Length) ring {
	side := wide / vg.Length(math.Sqrt(3))
	return ring{{X: o.X, Y: o.Y + side}, {X: o.X - wide/2, Y: o.Y + side/2}, {X: o.X - wide/2, Y: o.Y - side/2},
		{X: o.X, Y: o.Y - side}, {X: o.X + wide/2, Y: o.Y - side/2}, {X: o.X + wide/2, Y: o.Y + side/2}}
}

// tileColor is the tint of a verdict.
func tileColor(v analysis.Verdict) color.NRGBA {
	switch v {
	case analysis.Better:
		return betterTint
	case analysis.Worse:
		return worseTint
	case analysis.Higher, analysis.Lower:
		return grid
	}
	return white
}

// tile draws one hexagon with its texts: name over value, or number over value.
func (f *tileMap) tile(c draw.Canvas, t tile, o vg.Point) {
	hex := hexagon(o, f.wide-2)
	c.SetColor(tileColor(t.Verdict))
	c.Fill(polygon(hex...))
	_, _, class := WithoutValue(f.o.Lang, t.Value)
	hidden := !f.bare && !t.Value.OK && class == "suppressed"
	if hidden {
		hatchShape(c, []ring{hex})
	}
	thick := axisWidth
	if f.o.highlighted(t.Area) >= 0 {
		thick = cityWidth
	}
	outline(c, muted, thick, polygon(hex...))

	sty := style(labelSize, ink, false)
	lines := f.head(t)
	const pitch = labelSize * 1.2
	y := o.Y + vg.Length(len(lines))*pitch/2
	if f.bare {
		y -= pitch / 2
	}
	text := func(s string, x, y vg.Length) {
		if hidden {
			w, h := labelBox([]string{s})
			rect(c, white, x-w/2, y-h/2, x+w/2, y+h/2)
		}
		c.FillText(aligned(sty, draw.XCenter, draw.YCenter), vg.Point{X: x, Y: y}, s)
	}
	for _, s := range lines {
		text(s, o.X, y)
		y -= pitch
	}
	if f.bare {
		return
	}
	value := valueText(f.o.Lang, t.Value, f.Indicator)
	w := width(value, sty) * slack
	if t.Verdict == analysis.NotCompared {
		text(value, o.X, y)
		return
	}
	if w+14 > f.wide-4 || f.wide < namedTile { // the symbol under the value
		text(value, o.X, y)
		verdictGlyph(c, t.Verdict, vg.Point{X: o.X, Y: y - pitch*0.85})
		return
	}
	text(value, o.X-6, y)
	verdictGlyph(c, t.Verdict, vg.Point{X: o.X - 6 + w/2 + 8, Y: y})
}

// head is what stands over the value: the name on one line or two, or the number.
func (f *tileMap) head(t tile) []string {
	if f.listed != nil {
		i := slices.IndexFunc(f.listed, func(o tile) bool { return o.Area.ID() == t.Area.ID() })
		return []string{strconv.Itoa(i + 1)}
	}
	sty := style(labelSize, ink, false)
	room := f.wide - 5
	if f.wide < namedTile {
		if s := f.brief(t.Area); width(s, sty)*slack <= room && len(f.tiles) <= maxNumbered {
			return []string{s}
		}
		return nil
	}
	lines := wrap(placeName(t.Area), sty, room)
	if len(lines) > 2 {
		lines = append(lines[:1], lines[1]+"…")
	}
	for i := range lines {
		w := room
		if i == 0 && len(lines) == 2 { // where the hexagon narrows
			w -= 8
		}
		lines[i] = shorten(lines[i], sty, w)
	}
	return lines
}

// brief is the beginning of a name that no other has, with a full stop for the rest: "Hässleholmen" is "Häs.".
func (f *tileMap) brief(a indicators.Area) string {
	name := []rune(placeName(a))
	for n := 3; n < len(name)-1; n++ {
		start := string(name[:n])
		if !slices.ContainsFunc(f.tiles, func(o tile) bool { return o.Area.ID() != a.ID() && strings.HasPrefix(placeName(o.Area), start) }) {
			return strings.TrimRight(start, " -") + "."
		}
	}
	return string(name)
}

// list writes the names of the numbers, in columns over the key.
func (f *tileMap) list(c draw.Canvas) {
	if len(f.listed) == 0 {
		return
	}
	n := f.listColumns()
	rows := (len(f.listed) + n - 1) / n
	column := (c.Max.X - c.Min.X) / vg.Length(n)
	sty := style(labelSize, ink, false)
	number := width("00", sty) * slack
	top := c.Min.Y + f.keyed.height() + vg.Length(rows)*keyLine
	for i, t := range f.listed {
		x, y := c.Min.X+vg.Length(i/rows)*column, top-(vg.Length(i%rows)+0.5)*keyLine
		c.FillText(aligned(sty, draw.XRight, draw.YCenter), vg.Point{X: x + number, Y: y}, strconv.Itoa(i+1))
		c.FillText(aligned(sty, draw.XLeft, draw.YCenter), vg.Point{X: x + number + 4, Y: y}, shorten(placeName(t.Area), sty, column-number-8))
	}
}

func (f *tileMap) alt() string {
	l := f.o.Lang
	openings := chartOpenings(l, lang.Text{Sv: "Rutkarta", En: "Tile map"}, f.o.heading(f.Indicator, f.Group), PeriodText(l, f.Period))
	return alt(openings, nAreas(l, len(f.rows))+".", cityText(l, f.o.City, f.City, f.Indicator), f.extremes(), f.sure())
}

func (f *tileMap) description() string {
	l := f.o.Lang
	t := lang.Text{
		Sv: "En lika stor sexhörning för varje område, ungefär där området ligger, med områdets värde och en symbol för bedömningen.",
		En: "A hexagon of one size for each area, about where the area lies, with the value of the area and a symbol of the verdict.",
	}
	return join2(" ", t.In(l), cityText(l, f.o.City, f.City, f.Indicator), f.listing(f.rows)+".")
}

func (f *tileMap) method() string {
	names := ""
	if f.wide < namedTile && f.listed == nil {
		names = lang.Text{Sv: "Hela namn finns i tabellen.", En: "Full names are in the table."}.In(f.o.Lang)
	}
	return join2(" ", lang.Text{
		Sv: "Sexhörningarna är lika stora; läget är ungefärligt.",
		En: "The hexagons are of one size; where they lie is approximate.",
	}.In(f.o.Lang), names, f.judged())
}

func (f *tileMap) notes() []string {
	out := f.comparison.notes()
	if len(f.without) > 0 {
		t := lang.Text{Sv: "Läget är inte känt för %s, som finns i tabellen.", En: "It is not known where %s lie; the table has them."}
		out = append(out, fmt.Sprintf(t.In(f.o.Lang), join(f.o.Lang, f.without)))
	}
	return out
}

// tilemapFigures makes a tile map of names where there are several, and of each indicator; of everyone where no group is asked for.
func tilemapFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if !s.wants(c.Indicator, c.Group) || len(s.Groups) == 0 && c.Group != indicators.Everyone {
			continue
		}
		if f, err := TileMap(c, d.Maps, o); f != nil || err != nil {
			g.add(f, err)
		}
	}
	if len(s.Indicators)+len(s.Groups) == 0 && len(g.figures) > 1 { // one map has its own names
		assumed := slices.ContainsFunc(d.Results.Comparisons, func(c analysis.Comparison) bool {
			return slices.ContainsFunc(c.Areas, func(a analysis.AreaComparison) bool { return a.Assumed })
		})
		if f, err := TileNames(d.Results.Districts, assumed, d.Maps, o); f != nil || err != nil {
			g.add(f, err)
			if last := len(g.figures) - 1; err == nil {
				g.figures = slices.Concat(g.figures[last:], g.figures[:last])
			}
		}
	}
	return g.result()
}

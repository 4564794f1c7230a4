package charts

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	xfont "golang.org/x/image/font"
)

// rasterCanvas is a [vg.Canvas] that draws into a picture of at most 256 colours.
//
// Note: vgimg takes 124 ms for a figure of sixteen rows at 300 dpi, this canvas 14 ms. There every glyph is transformed as a picture,
// every stroke is rasterised over the whole page, and 32 bits per pixel are slow to compress. Figures have a handful of flat
// colours; a palette holds them and enough shades between each and what it is drawn on.
type rasterCanvas struct {
	pen
	w, h  vg.Length
	scale float64 // pixels per point
	img   *image.Paletted
	known map[color.NRGBA]uint8
	mixed map[uint8]*mixTable // by the index of the colour drawn with
	fill  vector.Rasterizer
	mask  []uint8
}

// steps are the shades between a colour and its background.
const steps = 16

// mixTable holds the palette index of a colour over each background at each coverage, plus one; 0 is not yet mixed.
type mixTable [steps + 1][256]uint16

// newRaster returns a canvas for a picture of so many pixels per inch. Release must follow.
func newRaster(w, h vg.Length, dpi float64) *rasterCanvas {
	c := &rasterCanvas{w: w, h: h, scale: dpi / vg.Inch.Points(), known: map[color.NRGBA]uint8{}, mixed: map[uint8]*mixTable{}}
	r := image.Rect(0, 0, int(math.Round(w.Points()*c.scale)), int(math.Round(h.Points()*c.scale)))
	c.img = &image.Paletted{Pix: pixels.get(r.Dx() * r.Dy()), Stride: r.Dx(), Rect: r}
	c.index(white) // 0, which the picture is made of
	vg.Initialize(c)
	return c
}

// release gives back what the picture lay in.
func (c *rasterCanvas) release() {
	pixels.Put(&c.img.Pix)
	c.img = nil
}

// pixels keeps the memory of pictures, each of which has some millions, for those to come.
var pixels pixelPool

type pixelPool struct{ sync.Pool }

// get returns n pixels of index 0.
func (p *pixelPool) get(n int) []uint8 {
	if b, ok := p.Get().(*[]uint8); ok && cap(*b) >= n {
		out := (*b)[:n]
		clear(out)
		return out
	}
	return make([]uint8, n)
}

// Size implements [vg.CanvasSizer].
func (c *rasterCanvas) Size() (vg.Length, vg.Length) { return c.w, c.h }

// reserved is how much of the palette shades must leave to the colours of figures.
const reserved = 32

// near is how far in each channel a shade may be from one that the palette has.
const near = 6

// index returns the palette index of a colour of a figure, or of the nearest one where the palette is full.
func (c *rasterCanvas) index(k color.NRGBA) uint8 {
	if i, ok := c.known[k]; ok {
		return i
	}
	if len(c.img.Palette) == 256 {
		return uint8(c.img.Palette.Index(k))
	}
	c.img.Palette = append(c.img.Palette, k)
	c.known[k] = uint8(len(c.img.Palette) - 1)
	return c.known[k]
}

// shade returns the palette index of a colour between two others. The palette takes new ones while there is room and none is near.
func (c *rasterCanvas) shade(k color.NRGBA) uint8 {
	best, least := 0, math.MaxInt
	for i, p := range c.img.Palette {
		q := p.(color.NRGBA)
		dr, dg, db := int(k.R)-int(q.R), int(k.G)-int(q.G), int(k.B)-int(q.B)
		if d := dr*dr + dg*dg + db*db; d < least {
			best, least = i, d
		}
	}
	if least > 3*near*near && len(c.img.Palette) < 256-reserved {
		return c.index(k)
	}
	return uint8(best)
}

// mix returns the index of colour src covering n sixteenths of dst.
func (c *rasterCanvas) mix(t *mixTable, src, dst uint8, n int) uint8 {
	if n == steps {
		return src
	}
	if m := t[n][dst]; m != 0 {
		return uint8(m - 1)
	}
	s, d := c.img.Palette[src].(color.NRGBA), c.img.Palette[dst].(color.NRGBA)
	blend := func(a, b uint8) uint8 { return uint8((int(a)*n + int(b)*(steps-n) + steps/2) / steps) }
	m := c.shade(color.NRGBA{blend(s.R, d.R), blend(s.G, d.G), blend(s.B, d.B), 0xFF})
	t[n][dst] = uint16(m) + 1
	return m
}

// table returns the mixing table of the pen's colour.
func (c *rasterCanvas) table() (uint8, *mixTable) {
	src := c.index(c.now.color)
	t := c.mixed[src]
	if t == nil {
		t = new(mixTable)
		c.mixed[src] = t
	}
	return src, t
}

// cover lays the pen's colour over the rectangle r as far as the mask covers it.
func (c *rasterCanvas) cover(r image.Rectangle, mask []uint8, stride int) {
	src, t := c.table()
	clip := r.Intersect(c.img.Rect)
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		row := mask[(y-r.Min.Y)*stride:]
		pix := c.img.Pix[y*c.img.Stride:]
		for x := clip.Min.X; x < clip.Max.X; x++ {
			a := row[x-r.Min.X]
			if a < 8 {
				continue
			}
			pix[x] = c.mix(t, src, pix[x], (int(a)*steps+127)/255)
		}
	}
}

// polygons fills outlines given in pixels, by the nonzero rule.
func (c *rasterCanvas) polygons(outlines ...[]vg.Point) {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range outlines {
		for _, p := range l {
			minX, maxX = min(minX, float64(p.X)), max(maxX, float64(p.X))
			minY, maxY = min(minY, float64(p.Y)), max(maxY, float64(p.Y))
		}
	}
	r := image.Rect(int(math.Floor(minX)), int(math.Floor(minY)), int(math.Ceil(maxX)), int(math.Ceil(maxY)))
	if len(outlines) == 0 || r.Empty() || !r.Overlaps(c.img.Rect) {
		return
	}
	c.fill.Reset(r.Dx(), r.Dy())
	at := func(p vg.Point) (float32, float32) {
		return float32(float64(p.X) - float64(r.Min.X)), float32(float64(p.Y) - float64(r.Min.Y))
	}
	for _, l := range outlines {
		c.fill.MoveTo(at(l[0]))
		for _, p := range l[1:] {
			c.fill.LineTo(at(p))
		}
		c.fill.ClosePath()
	}
	c.cover(r, c.rendered(r.Dx(), r.Dy()), r.Dx())
}

// rendered returns the coverage of what the rasteriser holds.
func (c *rasterCanvas) rendered(w, h int) []uint8 {
	if n := w * h; cap(c.mask) < n {
		c.mask = make([]uint8, n)
	}
	mask := image.Alpha{Pix: c.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	c.fill.DrawOp = draw.Src // what the mask held before is overwritten
	c.fill.Draw(&mask, mask.Rect, image.Opaque, image.Point{})
	return mask.Pix
}

// pixels returns points in pixels, y downwards.
func (c *rasterCanvas) pixels(pts []vg.Point) []vg.Point {
	out := make([]vg.Point, len(pts))
	for i, p := range pts {
		out[i] = vg.Point{X: vg.Length(p.X.Points() * c.scale), Y: vg.Length((c.h - p.Y).Points() * c.scale)}
	}
	return out
}

// rectangle fills an upright rectangle: how much of a pixel it covers is the product of how much of its column and row.
func (c *rasterCanvas) rectangle(r vg.Rectangle) {
	span := func(a, b vg.Length, size int) (first int, cover []float64) {
		lo, hi := max(a.Points()*c.scale, 0), min(b.Points()*c.scale, float64(size))
		for i := math.Floor(lo); i < hi; i++ {
			cover = append(cover, min(hi, i+1)-max(lo, i))
		}
		return int(lo), cover
	}
	x0, across := span(r.Min.X, r.Max.X, c.img.Rect.Dx())
	y0, down := span(c.h-r.Max.Y, c.h-r.Min.Y, c.img.Rect.Dy())
	src, t := c.table()
	for j, v := range down {
		row := c.img.Pix[(y0+j)*c.img.Stride+x0:][:len(across)]
		if v == 1 && len(row) > 2 { // all but the ends are covered whole; what is filled is copied on
			inner := row[1 : len(row)-1]
			inner[0] = src
			for n := 1; n < len(inner); n *= 2 {
				copy(inner[n:], inner[:n])
			}
		}
		for i, h := range across {
			if v == 1 && i > 0 && i < len(across)-1 {
				continue
			}
			if n := int(v*h*steps + 0.5); n > 0 {
				row[i] = c.mix(t, src, row[i], n)
			}
		}
	}
}

// Fill implements [vg.Canvas].
func (c *rasterCanvas) Fill(p vg.Path) {
	if r, ok := isRect(p); ok {
		c.rectangle(r)
		return
	}
	lines, _ := flatten(p)
	for i := range lines {
		lines[i] = c.pixels(lines[i])
	}
	c.polygons(lines...)
}

// Stroke implements [vg.Canvas]. Every straight piece is a rectangle of its own, and a disc rounds each joint: pieces are small, and
// what rasterising costs is their area.
func (c *rasterCanvas) Stroke(p vg.Path) {
	if c.now.width <= 0 {
		return
	}
	lines, closed := flatten(p)
	half := c.now.width.Points() * c.scale / 2
	for i, l := range lines {
		l = c.pixels(l)
		if closed[i] && l[0] != l[len(l)-1] {
			l = append(l, l[0])
		}
		if len(c.now.dash) == 0 {
			c.strokeLine(l, half)
			continue
		}
		for _, part := range c.dashes(l) {
			c.strokeLine(part, half)
		}
	}
}

func (c *rasterCanvas) strokeLine(l []vg.Point, half float64) {
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		d := b.Sub(a)
		n := math.Hypot(float64(d.X), float64(d.Y))
		if n == 0 {
			continue
		}
		off := vg.Point{X: vg.Length(-float64(d.Y) / n * half), Y: vg.Length(float64(d.X) / n * half)}
		c.polygons([]vg.Point{a.Add(off), b.Add(off), b.Sub(off), a.Sub(off)})
		if i+1 < len(l) && half > 1 {
			disc, _ := flatten(circlePath(b, vg.Length(half)))
			c.polygons(disc...)
		}
	}
}

// dashes cuts a polyline in pixels into the drawn parts of the pen's pattern.
func (c *rasterCanvas) dashes(l []vg.Point) [][]vg.Point {
	var pattern []float64
	var total float64
	for _, d := range c.now.dash {
		pattern = append(pattern, d.Points()*c.scale)
		total += d.Points() * c.scale
	}
	if total <= 0 {
		return [][]vg.Point{l}
	}
	var out [][]vg.Point
	i, left := 0, pattern[0]
	cur := []vg.Point{l[0]}
	for k := 1; k < len(l); k++ {
		a, b := l[k-1], l[k]
		d := b.Sub(a)
		n := math.Hypot(float64(d.X), float64(d.Y))
		for done := 0.0; done < n; {
			step := min(left, n-done)
			done += step
			left -= step
			pt := a.Add(d.Scale(vg.Length(done / n)))
			if i%2 == 0 {
				cur = append(cur, pt)
			}
			if left <= 1e-9 {
				if i%2 == 0 {
					out = append(out, cur)
				}
				i = (i + 1) % (2 * len(pattern))
				left = pattern[i%len(pattern)]
				cur = []vg.Point{pt}
			}
		}
	}
	if i%2 == 0 && len(cur) > 1 {
		out = append(out, cur)
	}
	return out
}

// FillString implements [vg.Canvas].
func (c *rasterCanvas) FillString(f font.Face, pt vg.Point, s string) {
	var buf sfnt.Buffer
	var prev sfnt.GlyphIndex
	em := fixed.Int26_6(f.Face.UnitsPerEm())
	perUnit := f.Font.Size.Points() * c.scale / float64(em)
	x, y := pt.X.Points()*c.scale, math.Round((c.h-pt.Y).Points()*c.scale)
	for i, r := range s {
		g, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if i > 0 {
			if k, err := f.Face.Kern(&buf, prev, g, em, xfont.HintingNone); err == nil {
				x += float64(k) * perUnit
			}
		}
		c.glyph(f, g, x, int(y))
		if adv, err := f.Face.GlyphAdvance(&buf, g, em, xfont.HintingNone); err == nil {
			x += float64(adv) * perUnit
		}
		prev = g
	}
}

// glyphKey names the picture of a glyph: quarter is its offset in quarters of a pixel.
type glyphKey struct {
	bold    bool
	size    fixed.Int26_6 // in pixels
	glyph   sfnt.GlyphIndex
	quarter int
}

type glyphMask struct {
	rect image.Rectangle // around the origin on the baseline
	pix  []uint8
}

// glyphs remembers rasterised glyphs over all figures. What it holds does not depend on who asked first.
var glyphs sync.Map // glyphKey → *glyphMask

// glyph draws one glyph with its origin at x on the baseline y.
func (c *rasterCanvas) glyph(f font.Face, g sfnt.GlyphIndex, x float64, y int) {
	whole := math.Floor(x)
	key := glyphKey{f.Font.Weight == xfont.WeightBold, fixed.Int26_6(math.Round(f.Font.Size.Points() * c.scale * 64)), g, int((x - whole) * 4)}
	m, ok := glyphs.Load(key)
	if !ok {
		m, _ = glyphs.LoadOrStore(key, c.renderGlyph(f, key))
	}
	mask := m.(*glyphMask)
	if !mask.rect.Empty() {
		c.cover(mask.rect.Add(image.Pt(int(whole), y)), mask.pix, mask.rect.Dx())
	}
}

func (c *rasterCanvas) renderGlyph(f font.Face, key glyphKey) *glyphMask {
	var buf sfnt.Buffer
	segs, err := f.Face.LoadGlyph(&buf, key.glyph, key.size, nil)
	if err != nil || len(segs) == 0 {
		return &glyphMask{}
	}
	b := segs.Bounds()
	r := image.Rect(b.Min.X.Floor(), b.Min.Y.Floor(), b.Max.X.Ceil()+1, b.Max.Y.Ceil())
	if r.Empty() {
		return &glyphMask{}
	}
	c.fill.Reset(r.Dx(), r.Dy())
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)/64 + float32(key.quarter)/4 - float32(r.Min.X), float32(p.Y)/64 - float32(r.Min.Y)
	}
	for i, s := range segs {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				c.fill.ClosePath()
			}
			c.fill.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			c.fill.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			c.fill.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			c.fill.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	c.fill.ClosePath()
	pix := c.rendered(r.Dx(), r.Dy())
	return &glyphMask{rect: r, pix: append([]uint8(nil), pix...)}
}

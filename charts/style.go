package charts

import (
	"image/color"
	"math"

	"golang.org/x/image/font"
	"gonum.org/v1/plot"
	pfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Colours. Each has one meaning: blue and orange are judgements, nothing else. The contrast and the distance in colour vision
// deficiency of every colour are held by palette_test.go, so a city that wants its own colours changes them here and sees.
var (
	white = rgb(0xFFFFFF)
	black = rgb(0x000000) // text on what is too dark for ink and too light for white

	ink   = rgb(0x1F2328) // text that must be read, the city
	muted = rgb(0x565D66) // subtitle, source, tick labels, outlines
	axis  = rgb(0x6B7280) // axis lines
	mid   = rgb(0x8A9099) // no clear difference, hatch
	faint = rgb(0xB8BEC5) // areas in the background, which the table lists
	grid  = rgb(0xE3E6E9) // grid lines, decoration only
	panel = rgb(0xF4F6F7) // bands behind highlighted rows

	better     = rgb(0x12436D)
	worse      = rgb(0xB04A00)
	betterTint = rgb(0xCFE0F0) // behind a value; the glyph on it carries the judgement
	worseTint  = rgb(0xF6D3BC)
	unsure     = rgb(0xE3D3B8) // what the colours of classes fade to where it is not sure that values are of them
	ribbon     = rgb(0xDCE9F5) // interval behind a line
)

// Classes on maps: from light for low values to dark for high ones, and around the value of the city from worse to better. Light classes stand out from white
// by their outline and their printed value. The two arms of the diverging set look alike in grey, where signs tell.
var (
	fourBlues = []color.NRGBA{rgb(0xCFE0F0), rgb(0x8DB5DD), rgb(0x4680B8), rgb(0x12436D)}
	fiveBlues = []color.NRGBA{rgb(0xDCE9F5), rgb(0xA6C8E6), rgb(0x6A9FCF), rgb(0x2F6FA8), rgb(0x12436D)}
	diverging = []color.NRGBA{rgb(0x8C3B00), rgb(0xE0935A), rgb(0xE9EBED), rgb(0x7FA9D3), rgb(0x12436D)}
)

// sequence is the colours of so many classes.
func sequence(n int) []color.NRGBA {
	switch n {
	case 1:
		return fourBlues[1:2]
	case 2:
		return []color.NRGBA{fourBlues[0], fourBlues[2]}
	case 3:
		return []color.NRGBA{fourBlues[0], fourBlues[1], fourBlues[3]}
	case 4:
		return fourBlues
	}
	return fiveBlues
}

// onColor is the colour of text on another: ink where that can be read, else the stronger of white and black.
func onColor(k color.NRGBA) color.NRGBA {
	for _, c := range []color.NRGBA{ink, white, black} {
		if contrast(c, k) >= 4.5 {
			return c
		}
	}
	return black
}

// contrast is the contrast ratio of WCAG 2.1.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour in sRGB.
func luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	return math.Pow((f+0.055)/1.055, 2.4)
}

// categories are the colours of up to five series, each with its own dash, in the order they are given out. The set is safe in
// every pairing, not just between neighbours.
var categories = []series{
	{color: rgb(0x12436D), text: white},
	{color: rgb(0xE46E3A), text: ink, dash: []vg.Length{7, 3}},
	{color: rgb(0x1F786A), text: white, dash: []vg.Length{2, 3}},
	{color: rgb(0x8672B4), dash: []vg.Length{9, 3, 2, 3}},
	{color: rgb(0xA91D15), text: white, dash: []vg.Length{4, 2}},
}

type series struct {
	color color.NRGBA
	text  color.NRGBA // colour of what is printed on an area of the colour; zero where neither black nor white can be read there
	dash  []vg.Length
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

// Sizes in points at final print size. Nothing is smaller than 8.5 and nothing that must be read smaller than 9.5.
const (
	titleSize    vg.Length = 12
	subtitleSize vg.Length = 10
	labelSize    vg.Length = 9.5
	sourceSize   vg.Length = 8.5

	margin    vg.Length = 12
	dotRadius vg.Length = 4
	leading             = 1.3 // line height in font sizes

	lineWidth     vg.Length = 2
	intervalWidth vg.Length = 1.5
	cityWidth     vg.Length = 1.5
	axisWidth     vg.Length = 0.75
	gridWidth     vg.Length = 0.5
	stemWidth     vg.Length = 1
)

// smallDash is the dash of the interval of a value that rests on few.
var smallDash = []vg.Length{2.5, 2}

// slack is what every text box is widened by: an author's machine that lacks Arial and Liberation Sans takes DejaVu Sans, which is up
// to 1.15 times wider.
const slack = 1.15

// wideWidth is the width of a landscape page, which tables of many columns need.
const wideWidth = 254 * vg.Millimeter

// style returns the text style of a size; texts are set on one line, from the left and on the baseline unless aligned otherwise.
func style(size vg.Length, c color.Color, bold bool) text.Style {
	f := pfont.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		f.Weight = font.WeightBold
	}
	return text.Style{Color: c, Font: f, Handler: setter}
}

// aligned returns s with other alignments.
func aligned(s text.Style, x text.XAlignment, y text.YAlignment) text.Style {
	s.XAlign, s.YAlign = x, y
	return s
}

// setter is the text handler of every style here.
var setter = typesetter{text.Plain{Fonts: pfont.DefaultCache}}

// typesetter sets one line of text. It differs from gonum's plain handler in two ways: a canvas that can anchor text itself is told
// the anchor, so that text of a substituted font stays where it belongs; and the vertical alignments are those of capitals and digits.
type typesetter struct{ text.Plain }

// anchored is a canvas that sets text around an anchor.
type anchored interface {
	fillAnchored(f pfont.Face, pt vg.Point, s string, align text.XAlignment)
}

// capHeight is the height of capitals of Arial and Liberation Sans in font sizes (1409/2048 em).
const capHeight = 0.688

// tickGap is the space between a tick mark and its label, which gonum's axes set without one.
const tickGap = 3

// Extents implements [text.Handler] with the height of capitals and digits, so that gonum's axes place labels by what is seen of them.
func (t typesetter) Extents(f pfont.Font) pfont.Extents {
	return pfont.Extents{Ascent: capHeight * f.Size, Height: capHeight * f.Size}
}

// Box implements [text.Handler]; the box has the space of a tick label above it.
func (t typesetter) Box(s string, f pfont.Font) (width, height, depth vg.Length) {
	face := t.Fonts.Lookup(f, f.Size)
	return face.Width(s), capHeight*f.Size + tickGap, 0
}

// Draw implements [text.Handler].
func (t typesetter) Draw(c vg.Canvas, s string, sty text.Style, pt vg.Point) {
	if s == "" {
		return
	}
	c.SetColor(sty.Color)
	face := t.Fonts.Lookup(sty.Font, sty.Font.Size)
	pt.Y += vg.Length(sty.YAlign) * capHeight * sty.Font.Size
	if a, ok := bottom(c).(anchored); ok {
		a.fillAnchored(face, pt, s, sty.XAlign)
		return
	}
	pt.X += vg.Length(sty.XAlign) * face.Width(s)
	c.FillString(face, pt, s)
}

// bottom returns the canvas that bounded canvases wrap.
func bottom(c vg.Canvas) vg.Canvas {
	for {
		switch d := c.(type) {
		case draw.Canvas:
			c = d.Canvas
		case *draw.Canvas:
			c = d.Canvas
		default:
			return c
		}
	}
}

// width measures a text, without slack.
func width(s string, sty text.Style) vg.Length {
	face := setter.Fonts.Lookup(sty.Font, sty.Font.Size)
	return face.Width(s)
}

// newPlot returns an empty plot in house style: a horizontal axis with ticks, no vertical one, nothing else.
func newPlot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.TextHandler = setter
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.LineStyle = draw.LineStyle{Color: axis, Width: axisWidth}
		a.Tick.LineStyle = a.LineStyle
		a.Tick.Length = 3
		a.Padding = 0
		a.Label.TextStyle = style(labelSize, muted, false)
	}
	const underTick = -(capHeight*labelSize + tickGap) / (capHeight * labelSize)
	p.X.Tick.Label = aligned(style(labelSize, muted, false), draw.XCenter, text.YAlignment(underTick))
	p.Y.Tick.Label = aligned(style(labelSize, muted, false), draw.XRight, draw.YCenter)
	return p
}

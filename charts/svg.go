package charts

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	xfont "golang.org/x/image/font"
)

// fontFamily is what SVG text asks for. Arial and Liberation Sans have the same widths, which the layout is measured with.
const fontFamily = `Arial, "Liberation Sans", Helvetica, sans-serif`

// svgCanvas is a [vg.Canvas] that writes the part of SVG that word processors, layout programs and browsers agree on: lines,
// rectangles, circles, paths and text, with presentation attributes only. Text stays text.
type svgCanvas struct {
	pen
	w, h   vg.Length
	prefix string // of ids
	body   bytes.Buffer

	exact   bool            // numbers have all their digits, and texts are looked through; see [Figure.Drawing]
	lacking map[string]bool // texts with characters that the embedded font has no shape of
}

func newSVG(w, h vg.Length, prefix string) *svgCanvas {
	c := &svgCanvas{w: w, h: h, prefix: prefix}
	vg.Initialize(c)
	return c
}

// Size implements [vg.CanvasSizer].
func (c *svgCanvas) Size() (vg.Length, vg.Length) { return c.w, c.h }

// group opens a group with an id that is readable as a layer's name; end closes it.
func (c *svgCanvas) group(id string) (end func()) {
	fmt.Fprintf(&c.body, "<g id=\"%s\">\n", escape(c.prefix+"-"+id))
	return func() { c.body.WriteString("</g>\n") }
}

// Stroke implements [vg.Canvas].
func (c *svgCanvas) Stroke(p vg.Path) {
	if c.now.width <= 0 || len(p) == 0 {
		return
	}
	var dash string
	if len(c.now.dash) > 0 {
		parts := make([]string, len(c.now.dash))
		for i, d := range c.now.dash {
			parts[i] = c.coord(d)
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
		if c.exact {
			dash += ` stroke-dashoffset="` + c.coord(c.now.start) + `"`
		}
	}
	attrs := fmt.Sprintf(`stroke="%s" stroke-width="%s"%s`, hexColor(c.now.color), c.coord(c.now.width), dash)
	if len(p) == 2 && p[0].Type == vg.MoveComp && p[1].Type == vg.LineComp {
		fmt.Fprintf(&c.body, "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n",
			c.coord(p[0].Pos.X), c.coord(c.h-p[0].Pos.Y), c.coord(p[1].Pos.X), c.coord(c.h-p[1].Pos.Y), attrs)
		return
	}
	c.shape(p, `fill="none" stroke-linejoin="round" `+attrs)
}

// Fill implements [vg.Canvas].
func (c *svgCanvas) Fill(p vg.Path) {
	if len(p) > 0 {
		c.shape(p, `fill="`+hexColor(c.now.color)+`"`)
	}
}

func (c *svgCanvas) shape(p vg.Path, attrs string) {
	if o, r, ok := isCircle(p); ok {
		fmt.Fprintf(&c.body, "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>\n", c.coord(o.X), c.coord(c.h-o.Y), c.coord(r), attrs)
		return
	}
	if r, ok := isRect(p); ok {
		fmt.Fprintf(&c.body, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>\n",
			c.coord(r.Min.X), c.coord(c.h-r.Max.Y), c.coord(r.Max.X-r.Min.X), c.coord(r.Max.Y-r.Min.Y), attrs)
		return
	}
	lines, closed := flatten(p)
	c.body.WriteString(`<path d="`)
	for i, l := range lines {
		for j, pt := range l {
			switch j {
			case 0:
				c.body.WriteByte('M')
			case 1:
				c.body.WriteByte('L')
			default:
				c.body.WriteByte(' ')
			}
			c.body.WriteString(c.coord(pt.X) + " " + c.coord(c.h-pt.Y))
		}
		if closed[i] {
			c.body.WriteByte('Z')
		}
	}
	c.body.WriteString(`" ` + attrs + "/>\n")
}

// FillString implements [vg.Canvas].
func (c *svgCanvas) FillString(f font.Face, pt vg.Point, s string) {
	c.fillAnchored(f, pt, s, text.XLeft)
}

func (c *svgCanvas) fillAnchored(f font.Face, pt vg.Point, s string, align text.XAlignment) {
	if s == "" {
		return
	}
	if c.exact && lacksGlyph(f, s) {
		c.lacking[s] = true
	}
	var attrs string
	switch align {
	case text.XCenter:
		attrs = ` text-anchor="middle"`
	case text.XRight:
		attrs = ` text-anchor="end"`
	}
	if f.Font.Weight == xfont.WeightBold {
		attrs += ` font-weight="bold"`
	}
	fmt.Fprintf(&c.body, "<text x=\"%s\" y=\"%s\" font-size=\"%s\" fill=\"%s\"%s>%s</text>\n",
		c.coord(pt.X), c.coord(c.h-pt.Y), c.coord(f.Font.Size), hexColor(c.now.color), attrs, escape(s))
}

// document returns the whole file. Inline documents have no fixed size, so that a page can scale them.
func (c *svgCanvas) document(f *Figure, inline bool) []byte {
	var b bytes.Buffer
	if !inline {
		b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s"`, c.coord(c.w), c.coord(c.h))
	if !inline {
		fmt.Fprintf(&b, ` width="%smm" height="%smm"`, c.coord(c.w/vg.Millimeter), c.coord(c.h/vg.Millimeter))
	}
	plain := fmt.Sprintf(` lang="%s"`, escape(string(f.Lang)))
	if inline { // HTML does not let drawings have it
		plain = ""
	}
	fmt.Fprintf(&b, ` role="img" aria-labelledby="%[1]s-title %[1]s-desc"%[2]s xml:lang="%[3]s" font-family="%[4]s">`+"\n",
		escape(c.prefix), plain, escape(string(f.Lang)), escape(fontFamily))
	fmt.Fprintf(&b, "<title id=\"%[1]s-title\">%[2]s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n<metadata>%[4]s</metadata>\n",
		escape(c.prefix), escape(f.Title), escape(f.Alt), escape(f.Source+" "+f.Method))
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// hexColor prints a colour as #RRGGBB.
func hexColor(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// coord prints a length in points with at most two decimals.
func (c *svgCanvas) coord(l vg.Length) string {
	if c.exact {
		return strconv.FormatFloat(l.Points(), 'g', -1, 64)
	}
	v := math.Round(l.Points()*100) / 100
	if v == 0 {
		return "0" // and not −0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes s safe in text and attributes. Characters that XML cannot hold are dropped.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD:
			return -1
		}
		return r
	}, s)
	return escaper.Replace(s)
}

package charts

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	xfont "golang.org/x/image/font"
)

// pdfCanvas is a [vg.Canvas] that writes one page of PDF with Unicode text in embedded subset fonts.
//
// Note: gonum's vgpdf writes å as two characters and fails on a second face; see the project's dependency notes.
type pdfCanvas struct {
	pen
	doc  *fpdf.Fpdf
	w, h vg.Length
	bold bool // whether the bold face is embedded
	used bool // whether the regular face is
}

// pdfDate stands in every file: the date of drawing would make every run differ, and the figure itself says its period.
var pdfDate = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

const pdfFamily = "LiberationSans"

func newPDF(w, h vg.Length, f *Figure) *pdfCanvas {
	d := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: w.Points(), Ht: h.Points()}})
	d.SetCreationDate(pdfDate)
	d.SetModificationDate(pdfDate)
	d.SetCatalogSort(true)
	d.SetProducer("jamlik", true)
	d.SetTitle(plane0(f.Title), true)
	d.SetSubject(plane0(f.Alt), true)
	d.SetKeywords(plane0(f.Source), true)
	d.SetLang(string(f.Lang))
	d.SetMargins(0, 0, 0)
	d.SetAutoPageBreak(false, 0)
	d.AddPage()
	d.SetLineJoinStyle("round")
	d.SetLineCapStyle("butt")
	c := &pdfCanvas{doc: d, w: w, h: h}
	vg.Initialize(c)
	return c
}

// Size implements [vg.CanvasSizer].
func (c *pdfCanvas) Size() (vg.Length, vg.Length) { return c.w, c.h }

// describe marks what is drawn until end with an alternative text, which readers of PDF say aloud instead of what they find in it.
func (c *pdfCanvas) describe(alt string) (end func()) {
	var text strings.Builder
	for _, u := range utf16.Encode([]rune(alt)) {
		fmt.Fprintf(&text, "%04X", u)
	}
	c.doc.RawWriteStr("/Span <</Alt <FEFF" + text.String() + ">>> BDC")
	return func() { c.doc.RawWriteStr("EMC") }
}

func (c *pdfCanvas) path(p vg.Path, style string) {
	if o, r, ok := isCircle(p); ok {
		c.doc.Circle(o.X.Points(), (c.h - o.Y).Points(), r.Points(), style)
		return
	}
	lines, closed := flatten(p)
	for i, l := range lines {
		for j, pt := range l {
			if j == 0 {
				c.doc.MoveTo(pt.X.Points(), (c.h - pt.Y).Points())
			} else {
				c.doc.LineTo(pt.X.Points(), (c.h - pt.Y).Points())
			}
		}
		if closed[i] {
			c.doc.ClosePath()
		}
	}
	if len(lines) > 0 {
		c.doc.DrawPath(style)
	}
}

// Stroke implements [vg.Canvas].
func (c *pdfCanvas) Stroke(p vg.Path) {
	if c.now.width <= 0 {
		return
	}
	k := c.now.color
	c.doc.SetDrawColor(int(k.R), int(k.G), int(k.B))
	c.doc.SetLineWidth(c.now.width.Points())
	dash := make([]float64, len(c.now.dash))
	for i, d := range c.now.dash {
		dash[i] = d.Points()
	}
	c.doc.SetDashPattern(dash, c.now.start.Points())
	c.path(p, "D")
}

// Fill implements [vg.Canvas].
func (c *pdfCanvas) Fill(p vg.Path) {
	k := c.now.color
	c.doc.SetFillColor(int(k.R), int(k.G), int(k.B))
	c.path(p, "F")
}

// FillString implements [vg.Canvas].
func (c *pdfCanvas) FillString(f font.Face, pt vg.Point, s string) {
	style := ""
	if f.Font.Weight == xfont.WeightBold {
		style = "B"
		if !c.bold {
			c.doc.AddUTF8FontFromBytes(pdfFamily, style, liberationsansbold.TTF)
			c.bold = true
		}
	} else if !c.used {
		c.doc.AddUTF8FontFromBytes(pdfFamily, style, liberationsansregular.TTF)
		c.used = true
	}
	k := c.now.color
	c.doc.SetTextColor(int(k.R), int(k.G), int(k.B))
	c.doc.SetFont(pdfFamily, style, f.Font.Size.Points())
	c.doc.Text(pt.X.Points(), (c.h - pt.Y).Points(), plane0(s))
}

// plane0 replaces what the PDF writer cannot take: bytes that are not UTF-8, on which it panics, and characters beyond U+FFFF, which
// the fonts lack anyway.
func plane0(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// document returns the whole file.
func (c *pdfCanvas) document() ([]byte, error) {
	var b bytes.Buffer
	if err := c.doc.Output(&b); err != nil {
		return nil, fmt.Errorf("writing PDF: %w", err)
	}
	return b.Bytes(), nil
}

package charts

import (
	"io"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Mode says how much text a file carries inside the picture.
type Mode uint8

// The modes.
const (
	Titled Mode = iota // with title, subtitle and source: for slides, social media and files that travel alone
	Bare               // the drawing and its notes: title and source are real text around it, as in a web page
)

// frame is where the parts of a page lie: texts broken into lines, and the height of everything.
type frame struct {
	title, subtitle, notes, source []string
	top, bottom, height            vg.Length
}

func (f *Figure) frame(m Mode) frame {
	inner := f.Width - 2*margin
	r := frame{top: margin / 2, bottom: margin / 2}
	for _, n := range f.Notes {
		r.notes = append(r.notes, wrap(n, style(sourceSize, muted, false), inner)...)
	}
	if m == Titled {
		r.title = balance(f.Title, style(titleSize, ink, true), inner)
		r.subtitle = wrap(f.Subtitle, style(subtitleSize, muted, false), inner)
		r.source = wrap(f.Source+" "+f.Method, style(sourceSize, muted, false), inner)
		r.top = margin + block(r.title, titleSize) + block(r.subtitle, subtitleSize) + margin
		r.bottom = margin
	}
	if n := len(r.notes) + len(r.source); n > 0 {
		r.bottom += 4 + vg.Length(n)*sourceSize*leading
	}
	r.height = r.top + f.Height + r.bottom
	return r
}

func block(lines []string, size vg.Length) vg.Length { return vg.Length(len(lines)) * size * leading }

// Size returns the size of a file in a mode, which is that of print.
func (f *Figure) Size(m Mode) (width, height vg.Length) { return f.Width, f.frame(m).height }

// Around tells how much of a titled file lies above and below its drawing and notes, as shares of its height: the texts that are real text beside
// a picture elsewhere.
func (f *Figure) Around() (above, below float64) {
	titled, bare := f.frame(Titled), f.frame(Bare)
	notes := 4 + vg.Length(len(titled.notes))*sourceSize*leading
	return float64((titled.top - bare.top) / titled.height), float64((titled.bottom - notes) / titled.height)
}

// render draws the figure on a canvas of its size.
func (f *Figure) render(cv vg.CanvasSizer, r frame) {
	c := draw.New(cv)
	rect(c, white, 0, 0, f.Width, r.height)
	y := r.height - margin
	set := func(lines []string, sty text.Style) {
		for _, l := range lines {
			y -= sty.Font.Size * leading
			c.FillText(sty, vg.Point{X: margin, Y: y + sty.Font.Size*(leading-1)}, l)
		}
	}
	set(r.title, style(titleSize, ink, true))
	set(r.subtitle, style(subtitleSize, muted, false))
	f.plot(cv, draw.Crop(c, margin, -margin, r.bottom, -r.top))
	y = r.bottom - 4
	set(r.notes, style(sourceSize, ink, false))
	set(r.source, style(sourceSize, muted, false))
}

// described is a canvas that can say in words what a part of the page shows.
type described interface {
	describe(alt string) (end func())
}

// plot draws the plot itself, with the alternative text where a file can hold that.
func (f *Figure) plot(cv vg.Canvas, c draw.Canvas) {
	if d, ok := cv.(described); ok {
		defer d.describe(f.Alt)()
	}
	f.draw(c)
}

// WriteSVG writes the figure as an SVG file. A figure that [Figure.Check] complains about is not written.
func (f *Figure) WriteSVG(w io.Writer, m Mode) error {
	b, err := f.svg(m, false)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// InlineSVG returns the bare drawing as an svg element to be put into a page of HTML. It has no size of its own: it fills
// the width that the page gives it.
func (f *Figure) InlineSVG() (string, error) {
	b, err := f.svg(Bare, true)
	return string(b), err
}

func (f *Figure) svg(m Mode, inline bool) ([]byte, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	r := f.frame(m)
	c := newSVG(f.Width, r.height, f.Stem())
	f.render(c, r)
	return c.document(f, inline), nil
}

// WritePDF writes the figure as a PDF file of one page of the figure's size. A figure that [Figure.Check] complains about is not
// written.
func (f *Figure) WritePDF(w io.Writer, m Mode) error {
	if err := f.Check(); err != nil {
		return err
	}
	r := f.frame(m)
	c := newPDF(f.Width, r.height, f)
	f.render(c, r)
	b, err := c.document()
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

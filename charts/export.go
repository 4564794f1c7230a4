package charts

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"hash/crc32"
	"image/png"
	"io"
	"math"

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

// Size returns the size of a file in a mode. PNG files have 300 pixels per inch of it.
func (f *Figure) Size(m Mode) (width, height vg.Length) { return f.Width, f.frame(m).height }

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
	f.draw(draw.Crop(c, margin, -margin, r.bottom, -r.top))
	y = r.bottom - 4
	set(r.notes, style(sourceSize, ink, false))
	set(r.source, style(sourceSize, muted, false))
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

// WritePNG writes the figure as a PNG file of 300 pixels per inch, with title, alternative text and source as international text
// chunks. A figure that [Figure.Check] complains about is not written.
func (f *Figure) WritePNG(w io.Writer, m Mode) error {
	if err := f.Check(); err != nil {
		return err
	}
	r := f.frame(m)
	c := newRaster(f.Width, r.height)
	f.render(c, r)
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&b, c.img); err != nil {
		return err
	}
	const header = 8 + 4 + 4 + 13 + 4 // signature and the IHDR chunk
	perMetre := uint32(math.Round(dpi / 0.0254))
	phys := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, perMetre), perMetre)
	out := bytes.NewBuffer(make([]byte, 0, b.Len()+2048))
	out.Write(b.Next(header))
	chunk(out, "pHYs", append(phys, 1))
	for _, t := range []struct{ key, text string }{{"Title", f.Title}, {"Description", f.Alt}, {"Source", f.Source}} {
		chunk(out, "iTXt", []byte(t.key+"\x00\x00\x00"+string(f.Lang)+"\x00\x00"+t.text))
	}
	out.Write(b.Bytes())
	_, err := out.WriteTo(w)
	return err
}

// chunk appends a chunk of a PNG file: length, type, data, and the checksum of type and data.
func chunk(b *bytes.Buffer, kind string, data []byte) {
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), kind...)
	sum := crc32.ChecksumIEEE(append(append([]byte(nil), kind...), data...))
	b.Write(head)
	b.Write(data)
	b.Write(binary.BigEndian.AppendUint32(nil, sum))
}

// WriteCSV writes the figure's data table with all its columns: UTF-8, commas, decimal points, one header row of keys. A figure
// that [Figure.Check] complains about is not written.
func (f *Figure) WriteCSV(w io.Writer) error {
	if err := f.Check(); err != nil {
		return err
	}
	return f.Table.writeCSV(w)
}

func (g Grid) writeCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	record := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		record[i] = c.Key
	}
	if err := cw.Write(record); err != nil {
		return err
	}
	for _, r := range g.Rows {
		for i, c := range r {
			record[i] = c.Raw
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

package charts

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"io"
	"math"
	"sync"
)

// Resolutions of PNG files, in pixels per inch of print size. The one for the web has two pixels for each of a page's, which it is to be shown at half
// its width for.
const (
	printDPI = 300
	webDPI   = 2 * 96
)

// WritePNG writes the figure as a PNG file of 300 pixels per inch, with title, alternative text and source as international text
// chunks. A figure that [Figure.Check] complains about is not written.
func (f *Figure) WritePNG(w io.Writer, m Mode) error { return f.writePNG(w, m, printDPI) }

// WriteWebPNG writes the figure as WritePNG does with the pixels of a screen of double density, 192 per inch.
func (f *Figure) WriteWebPNG(w io.Writer, m Mode) error { return f.writePNG(w, m, webDPI) }

func (f *Figure) writePNG(w io.Writer, m Mode, dpi float64) error {
	if err := f.Check(); err != nil {
		return err
	}
	r := f.frame(m)
	c := newRaster(f.Width, r.height, dpi)
	defer c.release()
	f.render(c, r)
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoders}
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

// encoders keeps the buffers of the compressor, which are larger than most files.
var encoders encoderPool

type encoderPool struct{ sync.Pool }

// Get implements [png.EncoderBufferPool].
func (p *encoderPool) Get() *png.EncoderBuffer {
	b, _ := p.Pool.Get().(*png.EncoderBuffer)
	return b
}

// Put implements [png.EncoderBufferPool].
func (p *encoderPool) Put(b *png.EncoderBuffer) { p.Pool.Put(b) }

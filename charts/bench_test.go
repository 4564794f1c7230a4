package charts

import (
	"io"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

// BenchmarkExport writes the figures of the tests in every format: the cost of one figure is the time divided by the number of them.
func BenchmarkExport(b *testing.B) {
	figures := allFigures(b, lang.Sv)
	for _, bench := range []struct {
		name  string
		write func(*Figure, io.Writer) error
	}{
		{"svg", func(f *Figure, w io.Writer) error { return f.WriteSVG(w, Titled) }},
		{"png", func(f *Figure, w io.Writer) error { return f.WritePNG(w, Titled) }},
		{"pdf", func(f *Figure, w io.Writer) error { return f.WritePDF(w, Titled) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for _, f := range figures {
					if err := bench.write(f, io.Discard); err != nil {
						b.Fatal(err)
					}
					n++
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(n), "ms/figure")
		})
	}
}

package skolverket

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/jamlik/jamlik/ingest/readback"
)

// BenchmarkRead reads the figures of a school that has as many as all schools together: 20 indicators × 20,000.
func BenchmarkRead(b *testing.B) {
	const indicators, figures = 20, 20_000
	var text bytes.Buffer
	text.WriteString(`{"status":"OK","message":"Success","body":{"schoolUnit":"10132939"`)
	for i := range indicators {
		fmt.Fprintf(&text, `,"averageResultNationalTests%d":[`, i)
		for k := range figures {
			if k > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, `{"value":"%d,%d","valueType":"EXISTS","timePeriod":"%d/%02d"}`, k%300, i%10, 2000+k%25, (k+1)%25)
		}
		text.WriteByte(']')
	}
	text.WriteString(`}}`)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	in := readback.Input("b.json", text.String())
	for b.Loop() {
		if n := readback.Count(b, Format, in); n != indicators*figures {
			b.Fatalf("%d rows", n)
		}
	}
}

package jsonstat

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/jamlik/jamlik/ingest"
)

func BenchmarkRead(b *testing.B) {
	const regions, years = 10_000, 100
	var text bytes.Buffer
	list := func(n int, format string) {
		for i := range n {
			if i > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, format, i)
		}
	}
	fmt.Fprintf(&text, `{"class": "dataset", "id": ["Region", "Tid"], "size": [%d, %d], "dimension": {"Region": {"category": {"index": [`, regions, years)
	list(regions, `"1490C%04d"`)
	text.WriteString(`]}}, "Tid": {"category": {"index": [`)
	list(years, `"%d"`)
	text.WriteString(`]}}}, "value": [`)
	list(regions*years, "%d.25")
	text.WriteString("]}")
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r, err := Format.Open(ingest.Input{Name: "b.json", Data: bytes.NewReader(text.Bytes()), Size: int64(text.Len())}, ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows := int64(0)
		for {
			batch, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			rows += batch.Record.NumRows()
		}
		if rows != regions*years {
			b.Fatalf("%d rows", rows)
		}
	}
	b.ReportMetric(float64(regions*years)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

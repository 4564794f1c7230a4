package jsonstat

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// national is a cube of the size of the country: 6,160 areas, 34 groups and 20 years, one cell in forty missing with a status.
func national(areas, groups, years int) []byte {
	var text bytes.Buffer
	list := func(n int, format string) {
		for i := range n {
			if i > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, format, i)
		}
	}
	fmt.Fprintf(&text, `{"version":"2.0","class":"dataset","id":["Region","Alder","Tid"],"size":[%d,%d,%d],"dimension":{"Region":{"category":{"index":[`, areas, groups, years)
	list(areas, `"1490C%04d"`)
	text.WriteString(`]}},"Alder":{"category":{"index":[`)
	list(groups, `"%d"`)
	text.WriteString(`]}},"Tid":{"category":{"index":[`)
	list(years, `"20%02d"`)
	text.WriteString(`]}}},"value":[`)
	cells := areas * groups * years
	for i := range cells {
		if i > 0 {
			text.WriteByte(',')
		}
		switch {
		case i%40 == 0:
			text.WriteString("null")
		case i%2 == 0:
			fmt.Fprintf(&text, "%d", i*7919%2000)
		default:
			fmt.Fprintf(&text, "%d.%d", i*7919%2000, i%10)
		}
	}
	text.WriteString(`],"status":{`)
	for i := 0; i < cells; i += 40 {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `"%d":".."`, i)
	}
	text.WriteString("}}")
	return text.Bytes()
}

func BenchmarkRead(b *testing.B) {
	const areas, groups, years = 6160, 34, 20
	text := national(areas, groups, years)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := Format.Open(ingest.Input{Name: "b.json", Data: bytes.NewReader(text), Size: int64(len(text))}, ingest.Options{})
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
		if rows != areas*groups*years {
			b.Fatalf("%d rows", rows)
		}
	}
	b.ReportMetric(float64(areas*groups*years)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkWrite(b *testing.B) {
	const areas, groups, years = 6160, 34, 20
	text := national(areas, groups, years)
	schema, batches := readback.Batches(b, Format, ingest.Input{Name: "b.json", Data: bytes.NewReader(text), Size: int64(len(text))})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		w, err := NewWriter(io.Discard, schema, WriteOptions{})
		if err != nil {
			b.Fatal(err)
		}
		for _, batch := range batches {
			if err := w.Write(batch.Record); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(areas*groups*years)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

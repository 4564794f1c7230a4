package delimited

import (
	"bytes"
	"io"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// observations generates rows as tidy statistics have them: codes that return, a year, a group and a value.
func observations(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("indicator,area,year,group,value\n")
	indicators := []string{"foreign_background", "median_income", "employment"}
	groups := []string{"", "sex=women", "sex=men"}
	var line []byte
	for i := range rows {
		line = append(line[:0], indicators[i*3/rows]...)
		line = append(line, ",1490C"...)
		line = strconv.AppendInt(line, int64(1000+i*7919%6160), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(2005+i/6160%20), 10)
		line = append(line, ',')
		line = append(line, groups[i%3]...)
		line = append(line, ',')
		line = strconv.AppendFloat(line, float64(i*104729%100003)/100, 'f', -1, 64)
		line = append(line, '\n')
		b.Write(line)
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	const rows = 6160 * 34 * 20 // the cells of a national cube
	data := observations(rows)
	for _, text := range []bool{true, false} {
		name := "text"
		if !text {
			name = "inferred"
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for range b.N {
				r, err := Format.Open(ingest.Input{Name: "b.csv", Data: bytes.NewReader(data), Size: int64(len(data))}, ingest.Options{Text: text})
				if err != nil {
					b.Fatal(err)
				}
				n := int64(0)
				for {
					batch, err := r.Next()
					if err == io.EOF {
						break
					}
					if err != nil {
						b.Fatal(err)
					}
					n += batch.Record.NumRows()
				}
				if n != rows {
					b.Fatalf("%d rows", n)
				}
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	const rows = 1_000_000
	data := observations(rows)
	schema, batches := readback.Batches(b, Format, ingest.Input{Name: "b.csv", Data: bytes.NewReader(data), Size: int64(len(data))})
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
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
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkParseNumber(b *testing.B) {
	cells := []string{"17", "12345.67", "0.38199999999999995", "1 234 567,8"}
	for _, c := range cells {
		b.Run(c, func(b *testing.B) {
			for range b.N {
				ParseNumber(c, '.')
			}
		})
	}
}

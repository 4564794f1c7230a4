package px

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/jamlik/jamlik/ingest"
)

// national returns a table of all small areas of the country by 34 ages and 20 years: 4.2 million cells.
func national(more string, cell func(b *bytes.Buffer, i int)) []byte {
	const areas, ages, years = 6160, 34, 20
	var b bytes.Buffer
	list := func(n int, format string, from int) {
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, format, from+i)
		}
		b.WriteString(";\n")
	}
	b.WriteString("CHARSET=\"ANSI\";\nCODEPAGE=\"utf-8\";\nLANGUAGE=\"sv\";\nDECIMALS=0;\nMATRIX=\"M\";\nSUBJECT-CODE=\"BE\";\nSUBJECT-AREA=\"Befolkning\";\nTITLE=\"Folkmängd\";\n" +
		"CONTENTS=\"Folkmängd\";\nUNITS=\"antal\";\nSTUB=\"region\",\"ålder\";\nHEADING=\"tid\";\nVALUES(\"region\")=")
	list(areas, `"%04dC1000"`, 0)
	b.WriteString(`VALUES("ålder")=`)
	list(ages, `"%d år"`, 0)
	b.WriteString(`CODES("ålder")=`)
	list(ages, `"%d"`, 0)
	b.WriteString(`VALUES("tid")=`)
	list(years, `"%d"`, 2006)
	b.WriteString("TIMEVAL(\"tid\")=TLIST(A1);\n" + more + "DATA=")
	for i := range areas * ages * years {
		if i%years == 0 {
			b.WriteByte('\n')
		}
		cell(&b, i)
		b.WriteByte(' ')
	}
	b.WriteByte(';')
	return b.Bytes()
}

func benchmark(b *testing.B, text []byte) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	b.ResetTimer()
	rows := int64(0)
	for range b.N {
		r, err := Format.Open(ingest.Input{Name: "b.px", Data: bytes.NewReader(text), Size: int64(len(text))}, ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
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
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkCounts(b *testing.B) {
	benchmark(b, national("", func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "%d", i*7919%100_003) }))
}

func BenchmarkDecimals(b *testing.B) {
	benchmark(b, national("", func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "%d.%02d", i*7919%1003, i%100) }))
}

func BenchmarkMarks(b *testing.B) {
	benchmark(b, national("", func(b *bytes.Buffer, i int) {
		if i%4 == 0 {
			b.WriteString(`".."`)
		} else {
			fmt.Fprintf(b, "%d", i*7919%1003)
		}
	}))
}

func BenchmarkNotes(b *testing.B) {
	benchmark(b, national("CELLNOTE(\"*\",\"7 år\",\"2025\")=\"a\";\nCELLNOTE(\"0001C1000\",\"*\",\"*\")=\"b\";\n", func(b *bytes.Buffer, i int) { fmt.Fprintf(b, "%d", i*7919%100_003) }))
}

func BenchmarkKeys(b *testing.B) {
	benchmark(b, national("KEYS(\"region\")=VALUES;\nKEYS(\"ålder\")=CODES;\n", func(b *bytes.Buffer, i int) {
		if i%20 == 0 {
			fmt.Fprintf(b, "\"%04dC1000\",\"%d\",", i/20/34, i/20%34)
		}
		fmt.Fprintf(b, "%d", i*7919%100_003)
	}))
}

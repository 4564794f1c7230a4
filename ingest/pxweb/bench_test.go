package pxweb

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/jamlik/jamlik/ingest/readback"
)

// A national cube: small areas, ages by sex, years.
const areas, groups, years = 6160, 34, 20

func BenchmarkJSON(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(`{"columns":[{"code":"Region","text":"region","type":"d"},{"code":"Alder","text":"ålder","type":"d"},{"code":"Tid","text":"år","type":"t"},` +
		`{"code":"000007Y7","text":"Folkmängd","type":"c","unit":"antal"}],"comments":[],"data":[`)
	for a := range areas {
		for g := range groups {
			for y := range years {
				if a+g+y > 0 {
					text.WriteByte(',')
				}
				fmt.Fprintf(&text, `{"key":["%04dC%04d_DeSO2025","%d-%d","%d"],"values":["%d"]}`, a/20, a, 5*g, 5*g+4, 2005+y, (a*7+g*3+y)%2700)
			}
		}
	}
	text.WriteString(`],"metadata":[{"updated":"2026-01-01","label":"Folkmängd","source":"SCB"}]}`)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	in := readback.Input("b.json", text.String())
	b.ResetTimer()
	for b.Loop() {
		if n := readback.Count(b, JSON, in); n != areas*groups*years {
			b.Fatalf("%d rows", n)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	var text bytes.Buffer
	text.WriteString(`"region","ålder","kön"`)
	for y := range years {
		fmt.Fprintf(&text, `,"Folkmängd %d"`, 2005+y)
	}
	for a := range areas {
		for g := range groups {
			fmt.Fprintf(&text, "\r\n\"%04dC%04d_DeSO2025\",\"%d-%d år\",\"%s\"", a/20, a, g/2*5, g/2*5+4, []string{"män", "kvinnor"}[g%2])
			for y := range years {
				fmt.Fprintf(&text, ",%d", (a*7+g*3+y)%2700)
			}
		}
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	in := readback.Input("b.csv", text.String())
	for b.Loop() {
		if n := readback.Count(b, CSV, in); n != areas*groups*years {
			b.Fatalf("%d rows", n)
		}
	}
}

package kolada

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/jamlik/jamlik/ingest/readback"
)

// BenchmarkRead reads what an answer on all municipalities would be: 290 × 100 key figures × 20 years × 3 genders.
func BenchmarkRead(b *testing.B) {
	const kpis, municipalities, years = 100, 290, 20
	var text bytes.Buffer
	text.WriteString(`{"count":580000,"values":[`)
	for k := range kpis {
		for m := range municipalities {
			for y := range years {
				if k+m+y > 0 {
					text.WriteByte(',')
				}
				fmt.Fprintf(&text, `{"kpi":"N%05d","municipality":"%04d","period":%d,"values":[`, k, 114+m*8, 2005+y)
				for i, gender := range []string{"K", "M", "T"} {
					if i > 0 {
						text.WriteByte(',')
					}
					fmt.Fprintf(&text, `{"gender":%q,"count":1,"status":"","value":%d.%d,"isdeleted":false}`, gender, (k+m*y+i)%1000, y)
				}
				text.WriteString("]}")
			}
		}
	}
	text.WriteString(`],"next_url":null}`)
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	in := readback.Input("b.json", text.String())
	for b.Loop() {
		if n := readback.Count(b, Format, in); n != kpis*municipalities*years*3 {
			b.Fatalf("%d rows", n)
		}
	}
}

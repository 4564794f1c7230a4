package geojson

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

// country is a layer of n areas of 150 corners with the properties of the national file.
func country(n int) *geo.Layer {
	l := &geo.Layer{CRS: geo.SWEREF99TM, Columns: []string{"objectid", "desokod", "regsokod", "kommunkod", "kommunnamn", "version"}}
	for i := range n {
		middle := orb.Point{300_000 + float64(i%80)*5000, 6_200_000 + float64(i/80)*5000}
		ring := make(orb.Ring, 151)
		for k := range ring {
			angle := float64(k%150) / 150 * 2 * math.Pi
			radius := 2000 + 300*math.Sin(7*angle+float64(i))
			ring[k] = orb.Point{math.Round((middle[0]+radius*math.Cos(angle))*1000) / 1000, math.Round((middle[1]+radius*math.Sin(angle))*1000) / 1000}
		}
		l.Features = append(l.Features, geo.Feature{Number: i + 1, Geometry: orb.Polygon{ring},
			Properties: []any{float64(i), fmt.Sprintf("%04dA%04d", 100+i/30, i), fmt.Sprintf("%04dR%03d", 100+i/30, i/3), fmt.Sprintf("%04d", 100+i/30), "Kommun åäö", "2025"}})
	}
	return l
}

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct {
		name string
		o    WriteOptions
	}{{"metres", WriteOptions{CRS: geo.SWEREF99TM}}, {"degrees", WriteOptions{}}, {"all digits", WriteOptions{Exact: true}}} {
		b.Run(c.name, func(b *testing.B) {
			var text bytes.Buffer
			if err := Write(&text, country(6160), c.o); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				l, err := Read(ingest.Input{Name: "a", Data: bytes.NewReader(text.Bytes()), Size: int64(text.Len())}, geo.Options{})
				if err != nil || len(l.Features) != 6160 {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	l := country(6160)
	var text bytes.Buffer
	for b.Loop() {
		text.Reset()
		if err := Write(&text, l, WriteOptions{CRS: l.CRS}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(text.Len()))
}

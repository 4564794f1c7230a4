package shapefile

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/ingest/geo"
)

// country is the files of n areas of 150 corners with the properties of the national file.
func country(n int) files {
	var contents [][]byte
	var rows []string
	for i := range n {
		ring := make([][2]float64, 151)
		for k := range ring {
			angle := -float64(k%150) / 150 * 2 * math.Pi
			radius := 2000 + 300*math.Sin(7*angle+float64(i))
			ring[k] = [2]float64{300_000 + float64(i%80)*5000 + radius*math.Cos(angle), 6_200_000 + float64(i/80)*5000 + radius*math.Sin(angle)}
		}
		contents = append(contents, shaped(5, ring))
		rows = append(rows, fmt.Sprintf(" %6d%04dA%04d%04dR%03d%04dKommun %-13s2025", i, 100+i/30, i%10_000, 100+i/30, i/3%1000, 100+i/30, "åäö"))
	}
	s, x := shp(5, contents...)
	return files{"a.shp": s, "a.shx": x, "a.prj": []byte(geo.SWEREF99TM.WKT()), "a.cpg": []byte("UTF-8"),
		"a.dbf": dbase(0, []string{"objectid N 6", "desokod C 9", "regsokod C 8", "kommunkod C 4", "kommunnamn C 23", "version C 4"}, rows...)}
}

func BenchmarkRead(b *testing.B) {
	f := country(6160)
	b.SetBytes(int64(len(f["a.shp"]) + len(f["a.dbf"])))
	b.ReportAllocs()
	for b.Loop() {
		if l, err := f.read(geo.Options{}); err != nil || len(l.Features) != 6160 {
			b.Fatal(err)
		}
	}
}

package analysis

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

// BenchmarkCourses follows one share over 20 years in as many areas as a country has small ones.
func BenchmarkCourses(b *testing.B) {
	const areas, years = 6160, 20
	r := rand.New(rand.NewPCG(1, 1))
	city := indicators.Area{Code: "country", Name: "country", Level: indicators.City, Version: version}
	all := []indicators.Area{city}
	var obs []indicators.Observation
	totals := [years][2]float64{}
	for i := range areas {
		code := fmt.Sprintf("a%04d", i)
		all = append(all, indicators.Area{Code: code, Name: code, Level: indicators.DeSO, Version: version, Parent: "country"})
		for y := range years {
			n := 500 + r.Float64()*2000
			x := resample.Binomial(r, n, 0.15+0.001*float64(y))
			totals[y][0], totals[y][1] = totals[y][0]+x, totals[y][1]+n
			obs = append(obs, counts("work", code, 2005+y, x, n))
		}
	}
	for y, t := range totals {
		obs = append(obs, counts("work", "country", 2005+y, t[0], t[1]))
	}
	reg, err := indicators.NewRegister(all, nil)
	if err != nil {
		b.Fatal(err)
	}
	o, err := Options{City: city.ID(), AreaLevel: indicators.DeSO, Seed: 1}.filled(tableOf(b, reg, obs))
	if err != nil {
		b.Fatal(err)
	}
	t := tableOf(b, reg, obs)
	a := newAnalyst(t, o, heldBy(t))
	ind, _ := a.cat.Indicator("work")
	a.series(ind, indicators.Everyone)
	b.ReportAllocs()
	for b.Loop() {
		c, _ := a.course(ind, indicators.Everyone)
		if c == nil || c.Areas[0].Gap.Reason != NoReason {
			b.Fatalf("no course: %+v", c)
		}
	}
}

package analysis

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// town is a city of so many districts, with one share for each year by district, of n persons each; below 0 is no figure.
func town(t *testing.T, n float64, shares [][]float64) *indicators.Table {
	t.Helper()
	areas := []indicators.Area{{Code: "city", Name: "Staden", Level: indicators.City, Version: version}}
	var obs []indicators.Observation
	sums := map[int][2]float64{}
	for d, years := range shares {
		code := fmt.Sprintf("d%02d", d)
		areas = append(areas, indicators.Area{Code: code, Name: code, Level: indicators.District, Parent: "city", Version: version})
		for y, p := range years {
			if p >= 0 {
				obs = append(obs, counts("work", code, 2020+y, math.Round(p*n), n))
				sums[y] = [2]float64{sums[y][0] + math.Round(p*n), sums[y][1] + n}
			}
		}
	}
	for y, s := range sums {
		obs = append(obs, counts("work", "city", 2020+y, s[0], s[1]))
	}
	reg, err := indicators.NewRegister(areas, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tableOf(t, reg, obs)
}

func TestRanksThatMoveBeyondChance(t *testing.T) {
	var shares, still [][]float64
	for d := range 10 {
		p := 0.3 + 0.03*float64(d)
		shares, still = append(shares, []float64{p, p, p}), append(still, []float64{p, p + 0.01, p + 0.02})
	}
	shares[0][2], shares[9][2] = 0.6, 0.28 // the lowest becomes the highest, and the highest the lowest
	m := run(t, town(t, 2000, shares), options()).Mobility[0]
	// Eight keep their ranks and two move by nine: 1 − 6 · 162/(10 · 99) = 0.01818.
	if math.Abs(m.Spearman-(1-6*162.0/990)) > 1e-12 || !m.Beyond || m.P > 0.01 || m.From != indicators.Year(2020) || m.To != indicators.Year(2022) || m.Areas != 10 {
		t.Errorf("got %+v, want 0.018 beyond chance", m)
	}
	for _, v := range m.Moves {
		if v.Sure != (v.Area.Code == "d00" || v.Area.Code == "d09") {
			t.Errorf("move %+v", v)
		}
		if v.Area.Code == "d00" && (v.First != 10 || v.Last != 1 || v.Gained != 9) {
			t.Errorf("move %+v, want from 10 to 1", v)
		}
	}
	m = run(t, town(t, 2000, still), options()).Mobility[0]
	if m.Spearman != 1 || m.Beyond || m.Prais != 0 || m.Classes != 3 {
		t.Errorf("all keep their places: %+v", m)
	}
}

func TestMobilitySaysWhyNot(t *testing.T) {
	rows := func(n int, f func(d int) []float64) [][]float64 {
		var out [][]float64
		for d := range n {
			out = append(out, f(d))
		}
		return out
	}
	for name, tc := range map[string]struct {
		shares [][]float64
		want   Reason
	}{
		"four districts":            {rows(4, func(d int) []float64 { return []float64{0.1 * float64(d+1), 0.2, 0.3} }), TooFewAreas},
		"nothing earlier for most":  {rows(8, func(d int) []float64 { return []float64{-1, -1, 0.1 * float64(d+1)} }), NoReason},
		"all alike":                 {rows(6, func(int) []float64 { return []float64{0.2, 0.2} }), Tied},
		"half of them had a figure": {rows(8, func(d int) []float64 { return []float64{float64(d%2)*0.3 - 0.1, -1, 0.1 * float64(d+1)} }), TooFewPeriods},
	} {
		res := run(t, town(t, 400, tc.shares), options())
		if tc.want == NoReason {
			if len(res.Mobility) != 0 {
				t.Errorf("%s: got %+v of one period", name, res.Mobility)
			}
			continue
		}
		m := res.Mobility[0]
		if m.Reason != tc.want || !math.IsNaN(m.Spearman) || !math.IsNaN(m.P) || m.Moves != nil {
			t.Errorf("%s: got %+v, want %s", name, m, tc.want)
		}
	}
}

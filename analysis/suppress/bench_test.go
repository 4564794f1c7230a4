package suppress

import (
	"math"
	"math/rand/v2"
	"testing"
)

// country is a share in 6,160 areas of 290 municipalities of 21 counties, for everyone or by sex too: numerators of which one in few is
// below 5, and denominators.
func country(bySex bool) Table {
	r := rand.New(rand.NewPCG(1, 1))
	const areas, towns, counties = 6160, 290, 21
	parents := make([]int, areas+towns+counties+1)
	for i := range areas {
		parents[i] = areas + r.IntN(towns)
	}
	for i := range towns {
		parents[areas+i] = areas + towns + i%counties
	}
	for i := range counties {
		parents[areas+towns+i] = areas + towns + counties
	}
	parents[areas+towns+counties] = -1
	dimensions := [][]int{parents}
	if bySex {
		dimensions = append(dimensions, flat(2))
	}
	den := grid(func() float64 { return float64(300 + r.IntN(500)) }, dimensions...)
	i := 0
	num := grid(func() float64 { i++; return math.Floor(r.ExpFloat64() * 40) }, dimensions...)
	t := Table{Cost: den.Cost, Sums: den.Sums, Layers: []Layer{num.Layers[0], den.Layers[0]}}
	t.Layers[0].Upper = den.Layers[0].Value
	for i, v := range t.Layers[0].Value {
		if v > 0 && v < 5 {
			t.Layers[0].Width[i] = 5
		}
	}
	return t
}

func BenchmarkCountry(b *testing.B) {
	for name, bySex := range map[string]bool{"everyone": false, "bySex": true} {
		t := country(bySex)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r, err := Protect(t, Options{})
				if err != nil {
					b.Fatal(err)
				}
				primary, all := 0, 0
				for i := range r.Withheld {
					if r.Withheld[i] {
						all++
					}
					if r.Primary[i] {
						primary++
					}
				}
				b.ReportMetric(float64(primary), "primary")
				b.ReportMetric(float64(all-primary), "others")
				b.ReportMetric((r.Cost-r.Bound)/r.Cost*100, "gap%")
			}
		})
	}
}

// Totals of millions do not make the interval of a few persons any less wide.
func TestCountry(t *testing.T) {
	table := country(true)
	r, err := Protect(table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Optimal || len(r.Short) > 0 {
		t.Errorf("optimal %v, %d short", r.Optimal, len(r.Short))
	}
	for i, w := range table.Layers[0].Width {
		if w > 0 && r.Interval[0][i].Width() < w-1e-4 {
			t.Errorf("cell %d can be told within %v", i, r.Interval[0][i])
		}
		if r.Withheld[i] && r.Interval[0][i].Width() < 1e-4 {
			t.Errorf("cell %d follows", i)
		}
	}
}

// BenchmarkManyFew has few persons nearly everywhere, so that thousands of withheld cells hang together.
func BenchmarkManyFew(b *testing.B) {
	for name, dimensions := range map[string][][]int{"areas": {flat(6160)}, "areas and groups": {flat(3000), flat(2)}} {
		r := rand.New(rand.NewPCG(2, 2))
		t := grid(func() float64 { return math.Floor(r.ExpFloat64() * 4) }, dimensions...)
		for i, v := range t.Layers[0].Value {
			if v > 0 && v < 5 {
				t.Layers[0].Width[i] = 5
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Protect(t, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// More withheld cells hang together than are looked at at once: those about a cell leave it room enough, and no cell is called safe that is not.
func TestManyFew(t *testing.T) {
	for name, dimensions := range map[string][][]int{"areas": {flat(1500)}, "areas and groups": {flat(500), flat(2)}} {
		r := rand.New(rand.NewPCG(2, 2))
		table := grid(func() float64 { return math.Floor(r.ExpFloat64() * 4) }, dimensions...)
		for i, v := range table.Layers[0].Value {
			if v > 0 && v < 5 {
				table.Layers[0].Width[i] = 5
			}
		}
		res, err := Protect(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Short) > 0 || res.Bound > res.Cost+1e-9 {
			t.Errorf("%s: %d short, cost %v, bound %v", name, len(res.Short), res.Cost, res.Bound)
		}
		for i, w := range table.Layers[0].Width {
			if v := table.Layers[0].Value[i]; w > 0 && (res.Interval[0][i].Width() < w-1e-4 || v < res.Interval[0][i].Lower-1e-6 || v > res.Interval[0][i].Upper+1e-6) {
				t.Errorf("%s: cell %d of %v can be told within %v", name, i, v, res.Interval[0][i])
			}
		}
	}
}

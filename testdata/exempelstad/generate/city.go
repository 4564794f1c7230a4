package main

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

const (
	firstYear = 2016
	lastYear  = 2025
	years     = lastYear - firstYear + 1
	cityCode  = "9900"
	version   = "2025"
	older     = "2020" // the delimitation before; only the election of 2018 is counted in it
)

// district is a part of the city. Want goes from 0, the best off, to 1.
type district struct {
	code, name string
	areas      int     // how many small areas lie in it
	want       float64 // in the first year
	drift      float64 // change of want until the last year
}

var districts = []district{
	{"innerstaden", "Innerstaden", 4, 0.25, 0},
	{"stationsomradet", "Stationsområdet", 3, 0.45, -0.05},
	{"hamnen", "Hamnen", 2, 0.35, -0.10},
	{"norrangen", "Norrängen", 4, 0.90, -0.15},
	{"soderby", "Söderby", 3, 0.75, -0.05},
	{"vasterhojd", "Västerhöjd", 3, 0.15, 0},
	{"ostermark", "Östermark", 3, 0.55, 0.20},
	{"kvarnbacken", "Kvarnbacken", 3, 0.40, 0},
	{"ekdalen", "Ekdalen", 3, 0.10, 0},
	{"bjorkhagen", "Björkhagen", 2, 0.30, 0},
	{"lovasen", "Lövåsen", 2, 0.20, -0.05},
	{"angsholm", "Ängsholm", 1, 0.50, 0},
}

// area is a small area. Its district is nil where it belongs to none.
type area struct {
	code     string
	district *district
	want     float64 // of its own, added to the district's
	people   int     // in the first year
	growth   float64 // a year
}

// sexes and backgrounds are the categories that people are counted by.
var (
	sexes       = [2]string{"women", "men"}
	backgrounds = [2]string{"foreign", "swedish"}
)

// cells counts people by sex and background.
type cells [2][2]int

func (c cells) sum() int { return c[0][0] + c[0][1] + c[1][0] + c[1][1] }

type city struct {
	small []area
	split string // the code of the area that lies in two districts
	loose []string
	count map[string][years]cells // residents by area
}

func newCity() *city {
	c := &city{count: make(map[string][years]cells)}
	r := stream("city")
	serial := 0
	add := func(letter string, d *district, people int) string {
		serial++
		code := fmt.Sprintf("%s%s%03d0", cityCode, letter, serial)
		c.small = append(c.small, area{code, d, bell(r, 0.05), people, bell(r, 0.006)})
		return code
	}
	for i := range districts {
		d := &districts[i]
		for range d.areas {
			if d.code == "angsholm" {
				add("B", d, 720)
				continue
			}
			add("C", d, 1000+r.IntN(1200))
		}
	}
	c.split = add("C", nil, 1300)
	c.loose = []string{add("A", nil, 900), add("A", nil, 1100)}
	for _, a := range c.small {
		c.count[a.code] = a.residents(r)
	}
	return c
}

// residents draws who lives in an area, year by year.
func (a area) residents(r *rand.Rand) [years]cells {
	var out [years]cells
	for y := range out {
		n := float64(a.people) * (1 + float64(a.growth*float64(y)))
		foreign := clamp(0.06+float64(0.55*a.wantIn(y))+float64(0.012*float64(y))+bell(r, 0.004), 0.02, 0.95)
		women := clamp(0.5+bell(r, 0.005), 0.4, 0.6)
		f, w := int(n*foreign), int(n*women)
		fw := int(float64(f) * women)
		out[y] = cells{{fw, w - fw}, {f - fw, int(n) - w - (f - fw)}}
	}
	return out
}

// wantIn returns how badly off an area is in year y after the first.
func (a area) wantIn(y int) float64 {
	base, drift := 0.3, 0.0
	if a.district != nil {
		base, drift = a.district.want, a.district.drift
	}
	return clamp(base+a.want+float64(drift*float64(y))/float64(years-1), 0, 1)
}

// in returns the small areas of a district, and for nil those that belong to none alone.
func (c *city) in(d *district) []area {
	var out []area
	for _, a := range c.small {
		if a.district == d {
			out = append(out, a)
		}
	}
	return out
}

// residentsOf counts the residents of areas by sex and background.
func (c *city) residentsOf(areas []area, y int) cells {
	var out cells
	for _, a := range areas {
		out = out.plus(c.count[a.code][y])
	}
	return out
}

// wantOf is want over the residents of areas.
func (c *city) wantOf(areas []area, y int) float64 {
	var sum, n float64
	for _, a := range areas {
		k := float64(c.count[a.code][y].sum())
		sum += float64(k * a.wantIn(y))
		n += k
	}
	return sum / n
}

// perDistrict draws for every district, gives each to row, and gives the city last, with those who live in no district. Districts that are left
// out do not count in the city either.
func (c *city) perDistrict(r *rand.Rand, y int, of func(cells) cells, chance func(want float64, sex, background int) float64,
	leftOut func(*district) bool, row func(code string, k, n cells)) {
	var cityK, cityN cells
	add := func(d *district) (k, n cells) {
		want := c.wantOf(c.in(d), y)
		n = of(c.residentsOf(c.in(d), y))
		k = drawn(r, n, func(sex, background int) float64 { return clamp(chance(want, sex, background), 0, 1) })
		cityK, cityN = cityK.plus(k), cityN.plus(n)
		return k, n
	}
	for i := range districts {
		if d := &districts[i]; leftOut == nil || !leftOut(d) {
			k, n := add(d)
			row(d.code, k, n)
		}
	}
	add(nil)
	row(cityCode, cityK, cityN)
}

// stream returns the random numbers of a file.
func stream(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(9900, h.Sum64()))
}

// bell draws from a bell-shaped distribution about 0. It adds uniform numbers because rand's own normal numbers use exponentials, which
// differ in their last digit between processors; products that are added are rounded for the same reason.
func bell(r *rand.Rand, deviation float64) float64 {
	sum := -6.0
	for range 12 {
		sum += r.Float64()
	}
	return float64(deviation * sum)
}

// draw counts how many of n have what each has with probability p.
func draw(r *rand.Rand, n int, p float64) int {
	k := 0
	for range n {
		if r.Float64() < p {
			k++
		}
	}
	return k
}

func clamp(v, low, high float64) float64 { return max(low, min(high, v)) }

package main

import (
	"math/rand/v2"
	"strconv"
)

// areas gives the city and its districts in both delimitations, small areas, schools and the places to compare with in the present one.
func (c *city) areas() []byte {
	s := newSheet("code", "name", "level", "version", "parent")
	for _, v := range []string{older, version} {
		s.row(cityCode, "Exempelstad", "city", v, "")
		for _, d := range districts {
			s.row(d.code, d.name, "district", v, cityCode)
		}
	}
	for _, a := range c.small {
		parent := cityCode
		if a.district != nil {
			parent = a.district.code
		}
		s.row(a.code, a.code, "deso", version, parent)
	}
	for _, t := range elsewhere {
		s.row(t.code, t.name, t.level, version, "")
	}
	for _, school := range schools {
		s.row(school.code, school.name, "school", version, cityCode)
	}
	return s.done()
}

// lookup gives the one area that lies in two districts.
func (c *city) lookup() []byte {
	s := newSheet("area", "area_version", "in", "in_version", "weight", "basis")
	s.row(c.split, version, "kvarnbacken", version, "0.7", "population_2020")
	s.row(c.split, version, "stationsomradet", version, "0.3", "population_2020")
	return s.done()
}

// population carries noise in the last year: every cell and every total by itself, so that parts do not sum.
func (c *city) population() []byte {
	r := stream("population")
	s := newSheet("area", "period", "sex", "background", "value", "note")
	for _, a := range c.small {
		for y := range years {
			for _, p := range parts {
				n, note := p.of(c.count[a.code][y]), ""
				if y == years-1 {
					n, note = max(0, n+r.IntN(5)-2), "noise"
				}
				s.row(a.code, year(y), p.sex, p.background, strconv.Itoa(n), note)
			}
		}
	}
	return s.done()
}

// work is how many have work, and of how many, by small area and year, the city last.
type work struct {
	code string
	y    int
	k, n cells
}

// works counts a percentage point more from 2020 on, when a new register begins.
func (c *city) works() []work {
	r := stream("employment")
	var out []work
	for y := range years {
		var allK, allN cells
		for _, a := range c.small {
			n := scaled(c.count[a.code][y], 0.57)
			k := drawn(r, n, func(sex, background int) float64 {
				p := 0.86 - float64(0.18*a.wantIn(y)) + float64(0.004*float64(y)) + float64(0.02*float64(sex)) + float64(0.10*float64(background-1))
				if firstYear+y >= 2020 {
					p += 0.01
				}
				return clamp(p, 0, 0.97)
			})
			out = append(out, work{a.code, y, k, n})
			allK, allN = allK.plus(k), allN.plus(n)
		}
		out = append(out, work{cityCode, y, allK, allN})
	}
	return out
}

// note of the last year, which is preliminary.
func note(y int) string {
	if y == years-1 {
		return "provisional"
	}
	return ""
}

// employment has a published row for the city, a new register from 2020 on, and a preliminary last year.
func (c *city) employment() []byte {
	s := newSheet("area", "period", "sex", "background", "value", "numerator", "denominator", "note")
	for _, w := range c.works() {
		for _, p := range parts {
			s.row(append(append([]string{w.code, year(w.y), p.sex, p.background}, share(p.of(w.k), p.of(w.n))...), note(w.y))...)
		}
	}
	return s.done()
}

var educations = [3]string{"compulsory", "upper_secondary", "post_secondary"}

// employmentGroups divides those of [city.employment] by sex and background together, and by education, from 2020 on.
func (c *city) employmentGroups() []byte {
	r := stream("education")
	s := newSheet("area", "period", "sex", "background", "education", "value", "numerator", "denominator", "note")
	want := map[string]area{}
	for _, a := range c.small {
		want[a.code] = a
	}
	var cityK, cityN [3]int
	for _, w := range c.works() {
		if firstYear+w.y < 2020 {
			continue
		}
		for _, sex := range sexes {
			for _, background := range backgrounds {
				p := part{sex, background}
				if p.of(w.n) > 0 {
					s.row(append(append([]string{w.code, year(w.y), sex, background, ""}, share(p.of(w.k), p.of(w.n))...), note(w.y))...)
				}
			}
		}
		k, n := cityK, cityN
		if w.code == cityCode {
			cityK, cityN = [3]int{}, [3]int{}
		} else {
			k, n = educated(r, w.k.sum(), w.n.sum(), want[w.code].wantIn(w.y))
			for e := range n {
				cityK[e], cityN[e] = cityK[e]+k[e], cityN[e]+n[e]
			}
		}
		for e, name := range educations {
			s.row(append(append([]string{w.code, year(w.y), "", "", name}, share(k[e], n[e])...), note(w.y))...)
		}
	}
	return s.done()
}

// educated divides n people, of whom k have work, by education: the worse off an area, the fewer have studied long, and the shorter the studies,
// the more are without work.
func educated(r *rand.Rand, k, n int, want float64) (with, all [3]int) {
	all[0] = int(float64(n) * (0.06 + float64(0.2*want)))
	all[2] = int(float64(n) * (0.52 - float64(0.32*want)))
	all[1] = n - all[0] - all[2]
	with = all
	weights := [3]float64{2.6, 1, 0.6}
	for range n - k { // those without work, one after another
		sum := 0.0
		for e, left := range with {
			sum += float64(weights[e] * float64(left))
		}
		at := sum * r.Float64()
		for e, left := range with {
			if at -= float64(weights[e] * float64(left)); at < 0 || e == 2 {
				with[e]--
				break
			}
		}
	}
	return with, all
}

// unemployment is rare enough for small counts. 2019 was never counted.
func (c *city) unemployment() []byte {
	r := stream("unemployment")
	s := newSheet("area", "period", "value", "numerator", "denominator", "status")
	for _, a := range c.small {
		for y := range years {
			if firstYear+y == 2019 {
				s.row(a.code, year(y), "", "", "", "missing")
				continue
			}
			n := scaled(c.count[a.code][y], 0.57).sum()
			k := draw(r, n, clamp(0.004+float64(0.05*a.wantIn(y)), 0, 1))
			s.row(append(append([]string{a.code, year(y)}, share(k, n)...), "reported")...)
		}
	}
	return s.done()
}

// income gives means with the persons they are of, and medians that are published for small areas, districts and the city. One area is too small
// for a median in three years.
func (c *city) income() []byte {
	r := stream("income")
	s := newSheet("area", "period", "indicator", "value", "denominator", "status")
	level := func(want float64, y int) float64 {
		return 395 - float64(165*want) + float64(9*float64(y)) + bell(r, 5)
	}
	median := func(code string, want float64, y int) {
		s.row(code, year(y), "disposable_income_median", fixed(level(want, y)*0.85, 1), "", "reported")
	}
	for y := range years {
		for _, a := range c.small {
			adults := c.count[a.code][y].sum() * 3 / 4
			s.row(a.code, year(y), "net_income_mean", fixed(level(a.wantIn(y), y), 1), strconv.Itoa(adults), "reported")
			if a.district != nil && a.district.code == "angsholm" && firstYear+y >= 2020 && firstYear+y <= 2022 {
				s.row(a.code, year(y), "disposable_income_median", "", "", "suppressed")
			} else {
				median(a.code, a.wantIn(y), y)
			}
		}
		for i := range districts {
			median(districts[i].code, c.wantOf(c.in(&districts[i]), y), y)
		}
		median(cityCode, c.wantOf(c.small, y), y)
	}
	return s.done()
}

// incomeClasses are the upper bounds of classes of income in thousands of kronor, the last without one.
var incomeClasses = []struct {
	name  string
	below float64
}{{"under_160", 160}, {"160_239", 240}, {"240_319", 320}, {"320_399", 400}, {"400_519", 520}, {"520_over", 1e9}}

// incomesByClass counts adults by class of income in two years. Incomes lie about a mean that is lower the worse off an area is, skewed upwards.
func (c *city) incomesByClass() []byte {
	r := stream("income_classes")
	s := newSheet("area", "period", "income", "value")
	for _, a := range c.small {
		for _, y := range []int{2018 - firstYear, 2024 - firstYear} {
			counts := make([]int, len(incomeClasses))
			middle := 360 - float64(170*a.wantIn(y)) + float64(9*float64(y))
			for range c.count[a.code][y].sum() * 3 / 4 {
				z := bell(r, 0.42)
				income := float64(middle * (1 + z + float64(z*z)/4))
				for k, class := range incomeClasses {
					if income < class.below {
						counts[k]++
						break
					}
				}
			}
			for k, class := range incomeClasses {
				s.row(a.code, year(y), class.name, strconv.Itoa(counts[k]))
			}
		}
	}
	return s.done()
}

package main

import (
	"math/rand/v2"
	"strconv"
)

// healthSurvey gives shares that are estimated from a sample, with the limits that the survey itself publishes.
func (c *city) healthSurvey() []byte {
	r := stream("health survey")
	s := newSheet("area", "period", "indicator", "sex", "value", "lower", "upper", "status")
	for _, span := range []struct {
		text string
		y    int
	}{{"2017-2020", 3}, {"2021-2024", 7}} {
		rows := func(code string, want float64, answers int) {
			for _, sex := range []string{"", sexes[0], sexes[1]} {
				n := answers
				if sex != "" {
					n /= 2
				}
				if n < 40 {
					s.row(code, span.text, "good_health", sex, "", "", "", "suppressed")
					continue
				}
				p := clamp(0.78-float64(0.16*want)+bell(r, 0.01), 0, 1)
				if sex == sexes[0] {
					p -= 0.02
				}
				percent := float64(100 * p)
				half := 98 / root(n) // of a 95 per cent interval about one half: 1.96·√(0.25/n)
				s.row(code, span.text, "good_health", sex, fixed(percent, 1), fixed(max(0, percent-half), 1), fixed(min(100, percent+half), 1), "reported")
			}
			if answers >= 40 {
				s.row(code, span.text, "life_satisfaction", "", fixed(7.9-float64(1.1*want)+bell(r, 0.05), 2), "", "", "reported")
			} else {
				s.row(code, span.text, "life_satisfaction", "", "", "", "", "suppressed")
			}
		}
		for i := range districts {
			d := &districts[i]
			answers := c.residentsOf(c.in(d), span.y).sum() / 10
			if d.code == "angsholm" {
				answers = 34
			}
			rows(d.code, c.wantOf(c.in(d), span.y), answers)
		}
		rows(cityCode, c.wantOf(c.small, span.y), c.residentsOf(c.small, span.y).sum()/10)
	}
	return s.done()
}

// root is the square root of n to the nearest whole number below, at least 1.
func root(n int) float64 {
	k := 1
	for (k+1)*(k+1) <= n {
		k++
	}
	return float64(k)
}

// healthRegisters counts six-year-olds without caries, of whom some districts have few, and injuries treated in hospital.
func (c *city) healthRegisters() []byte {
	r := stream("health registers")
	s := newSheet("area", "period", "indicator", "value", "numerator", "denominator")
	for y := range years {
		c.perDistrict(r, y, fraction(1.0/80), func(want float64, _, _ int) float64 { return 0.93 - float64(0.3*want) }, nil,
			func(code string, k, n cells) {
				s.row(append([]string{code, year(y), "caries_free"}, share(k.sum(), n.sum())...)...)
			})
	}
	for _, a := range c.small {
		for y := range years {
			n := c.count[a.code][y].sum()
			k := draw(r, n, 0.006+float64(0.006*a.wantIn(y)))
			s.row(a.code, year(y), "injuries", fixed(1000*float64(k)/float64(n), 2), strconv.Itoa(k), strconv.Itoa(n))
		}
	}
	return s.done()
}

// safety is a survey of districts every third year and reported violence every year.
func (c *city) safety() []byte {
	r := stream("safety")
	s := newSheet("area", "period", "indicator", "sex", "value", "numerator", "denominator")
	for _, y := range []int{0, 3, 6, 9} {
		c.perDistrict(r, y, fraction(0.08), func(want float64, sex, _ int) float64 {
			return 0.12 + float64(0.35*want) + float64(0.12*float64(1-sex))
		}, nil,
			func(code string, k, n cells) {
				for _, p := range parts[:3] {
					s.row(append([]string{code, year(y), "unsafe_outdoors", p.sex}, share(p.of(k), p.of(n))...)...)
				}
			})
	}
	for _, a := range c.small {
		for y := range years {
			n := c.count[a.code][y].sum()
			k := draw(r, n, 0.003+float64(0.012*a.wantIn(y)))
			s.row(a.code, year(y), "reported_violence", "", fixed(1000*float64(k)/float64(n), 2), strconv.Itoa(k), strconv.Itoa(n))
		}
	}
	return s.done()
}

func isHamnen(d *district) bool { return d.code == "hamnen" }

// participation counts children aged 7–15 who belong to a club. Hamnen was never asked.
func (c *city) participation() []byte {
	r := stream("participation")
	s := newSheet("area", "period", "sex", "value", "numerator", "denominator", "status")
	for y := range years {
		for _, p := range parts[:3] {
			s.row("hamnen", year(y), p.sex, "", "", "", "missing")
		}
		c.perDistrict(r, y, fraction(0.1), func(want float64, sex, _ int) float64 { return 0.72 - float64(0.35*want) + float64(0.03*float64(sex)) }, isHamnen,
			func(code string, k, n cells) {
				for _, p := range parts[:3] {
					s.row(append(append([]string{code, year(y), p.sex}, share(p.of(k), p.of(n))...), "reported")...)
				}
			})
	}
	return s.done()
}

// turnout was counted in the older delimitation in 2018 and in the present one in 2022.
func (c *city) turnout() []byte {
	r := stream("turnout")
	s := newSheet("area", "area_version", "period", "value", "votes", "entitled")
	for _, election := range []struct {
		y       int
		version string
	}{{2, older}, {6, version}} {
		c.perDistrict(r, election.y, fraction(0.75), func(want float64, _, _ int) float64 { return 0.93 - float64(0.25*want) }, nil,
			func(code string, k, n cells) {
				s.row(append([]string{code, election.version, year(election.y)}, share(k.sum(), n.sum())...)...)
			})
	}
	return s.done()
}

// housing counts residents in crowded dwellings among those whose dwelling is known. In the last year many new dwellings stand ready in Norrängen,
// and Östermark is more crowded than before.
func (c *city) housing() []byte {
	r := stream("housing")
	s := newSheet("area", "period", "value", "numerator", "denominator")
	for _, a := range c.small {
		for y := range years {
			n := c.count[a.code][y].sum() * 45 / 100
			p := 0.02 + float64(0.22*a.wantIn(y))
			if y == years-1 && a.district != nil {
				p += map[string]float64{"norrangen": -0.05, "ostermark": 0.05}[a.district.code]
			}
			k := draw(r, n, clamp(p, 0, 1))
			s.row(append([]string{a.code, year(y)}, share(k, n)...)...)
		}
	}
	return s.done()
}

var tenures = [3]string{"rental", "tenant_owned", "owner_occupied"}

// dwellings counts dwellings by tenure.
func (c *city) dwellings() []byte {
	r := stream("dwellings")
	s := newSheet("area", "period", "tenure", "value")
	for _, a := range c.small {
		for y := range years {
			n := c.count[a.code][y].sum() * 48 / 100
			for i, k := range tenureOf(r, a, n, y) {
				s.row(a.code, year(y), tenures[i], strconv.Itoa(k))
			}
		}
	}
	return s.done()
}

// tenureOf divides dwellings by tenure: the worse off an area, the more are rented.
func tenureOf(r *rand.Rand, a area, n, y int) [3]int {
	rental := int(float64(n) * clamp(0.05+float64(0.85*a.wantIn(y))+bell(r, 0.01), 0, 1))
	owned := int(float64(n-rental) * 0.35)
	return [3]int{rental, owned, n - rental - owned}
}

package main

import (
	"fmt"
	"strconv"
	"strings"
)

// school is where pupils study. Want is that of its pupils.
type school struct {
	code, name string
	pupils     int // in years 7 to 9
	want       float64
}

var schools = []school{
	{"99000011", "Norrängsskolan", 310, 0.85},
	{"99000022", "Söderbyskolan", 280, 0.7},
	{"99000033", "Centralskolan", 450, 0.35},
	{"99000044", "Västerhöjdsskolan", 360, 0.15},
	{"99000055", "Östermarksskolan", 240, 0.6},
	{"99000066", "Ekdalsskolan", 300, 0.1},
	{"99000077", "Lövåsens friskola", 90, 0.2},
	{"99000088", "Ängsholms skola", 34, 0.5},
}

// attendance counts pupils in compulsory school who were present at least nine lessons in ten, by where they live. Nothing was counted
// in 2019/20 and 2020/21; Hamnen has no rows from 2022/23 on, and that school year of Ängsholm is withheld.
func (c *city) attendance() []byte {
	r := stream("attendance")
	s := newSheet("area", "period", "sex", "value", "numerator", "denominator", "status")
	for y := range years - 1 {
		if firstYear+y == 2019 || firstYear+y == 2020 {
			continue
		}
		chance := func(want float64, sex, _ int) float64 {
			return 0.9 - float64(0.17*want) - float64(0.006*float64(y)) + float64(0.01*float64(sex))
		}
		silent := func(d *district) bool { return isHamnen(d) && firstYear+y >= 2022 }
		c.perDistrict(r, y, fraction(0.11), chance, silent, func(code string, k, n cells) {
			for _, p := range parts[:3] {
				if code == "angsholm" && firstYear+y == 2022 {
					s.row(code, schoolYear(y), p.sex, "", "", "", "suppressed")
					continue
				}
				s.row(append(append([]string{code, schoolYear(y), p.sex}, share(p.of(k), p.of(n))...), "reported")...)
			}
		})
	}
	return s.done()
}

// eligibility for upper secondary school, by where pupils live. The rule became stricter in 2021/22.
func (c *city) eligibility() []byte {
	r := stream("eligibility")
	s := newSheet("area", "period", "background", "value", "numerator", "denominator")
	for y := range years - 1 {
		chance := func(want float64, _, background int) float64 {
			p := 0.97 - float64(0.22*want) + float64(0.06*float64(background-1))
			if firstYear+y >= 2021 {
				p -= 0.04
			}
			return p
		}
		c.perDistrict(r, y, fraction(0.014), chance, nil, func(code string, k, n cells) {
			for _, p := range []part{parts[0], parts[3], parts[4]} {
				if p.of(n) > 0 {
					s.row(append([]string{code, schoolYear(y), p.background}, share(p.of(k), p.of(n))...)...)
				}
			}
		})
	}
	return s.done()
}

// schoolResults is written as the national agency for education exports its tables: windows-1252, semicolons, decimal comma, lines above the header
// and below the data, and marks for what is withheld (..), not there (.) and nearly all (~100).
func (c *city) schoolResults() []byte {
	r := stream("school results")
	var b strings.Builder
	line := func(cells ...string) { b.WriteString(strings.Join(cells, ";") + "\r\n") }
	line("Påhittad statistik för Exempelstad, en stad som inte finns", "", "", "", "", "")
	line("", "", "", "", "", "")
	line("Grundskola - Slutbetyg årskurs 9, samtliga elever", "", "", "", "", "")
	line("Valt läsår: 2024/25", "", "", "", "", "")
	line("", "", "", "", "", "")
	line("Skola", "Skol-enhetskod", "Antal elever", "Andel (%) elever som uppfyllt betygskriterierna i alla ämnen",
		"Andel (%) elever behöriga till yrkesprog.", "Genomsnittligt meritvärde (17 ämnen)")
	comma := func(v float64) string { return strings.ReplaceAll(fixed(v, 1), ".", ",") }
	for _, school := range schools {
		n := school.pupils / 3
		passed := 100 * float64(draw(r, n, 0.88-float64(0.4*school.want))) / float64(n)
		eligible := 100 * float64(draw(r, n, 0.97-float64(0.25*school.want))) / float64(n)
		merit := 255 - float64(65*school.want) + bell(r, 3)
		switch {
		case n < 15:
			line(school.name, school.code, "..", "..", "..", "..")
		case school.pupils < 100:
			line(school.name, school.code, strconv.Itoa(n), comma(passed), "~100", ".")
		default:
			line(school.name, school.code, strconv.Itoa(n), comma(passed), comma(eligible), comma(merit))
		}
	}
	line("", "", "", "", "", "")
	line("Teckenförklaring: .. för få elever, . uppgift saknas, ~100 nästan alla", "", "", "", "", "")
	return windows1252(b.String())
}

// windows1252 encodes letters that have the same number in Unicode and windows-1252, as Swedish ones have.
func windows1252(text string) []byte {
	var out []byte
	for _, r := range text {
		if r > 0xff || r >= 0x80 && r < 0xa0 {
			panic(fmt.Sprintf("%q is not in the part of windows-1252 that this writes", r))
		}
		out = append(out, byte(r))
	}
	return out
}

// schoolPupils is a wide table: a row for each school, a column for each background and school year.
func (c *city) schoolPupils() []byte {
	r := stream("school pupils")
	header := []string{"school"}
	var from []int
	for y := 6; y < years; y++ {
		from = append(from, y)
		for _, b := range backgrounds {
			header = append(header, fmt.Sprintf("%s_%d", b, firstYear+y))
		}
	}
	s := newSheet(header...)
	for _, school := range schools {
		row := []string{school.code}
		for _, y := range from {
			n := school.pupils + r.IntN(11) - 5
			foreign := draw(r, n, clamp(0.05+float64(0.75*school.want)+float64(0.005*float64(y)), 0, 0.97))
			row = append(row, strconv.Itoa(foreign), strconv.Itoa(n-foreign))
		}
		s.row(row...)
	}
	return s.done()
}

package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
)

// sheet is a file of comma separated values in the making.
type sheet struct {
	bytes.Buffer
	w *csv.Writer
}

func newSheet(header ...string) *sheet {
	s := &sheet{}
	s.w = csv.NewWriter(&s.Buffer)
	s.row(header...)
	return s
}

func (s *sheet) row(cells ...string) {
	if err := s.w.Write(cells); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
}

func (s *sheet) done() []byte {
	s.w.Flush()
	return s.Bytes()
}

func year(y int) string { return strconv.Itoa(firstYear + y) }

// schoolYear is the one that begins in year y after the first.
func schoolYear(y int) string { return fmt.Sprintf("%d/%02d", firstYear+y, (firstYear+y+1)%100) }

func fixed(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }

// share writes value, numerator and denominator of a share in per cent with one decimal.
func share(k, n int) []string {
	return []string{fixed(100*float64(k)/float64(n), 1), strconv.Itoa(k), strconv.Itoa(n)}
}

// part is a group's cells in sex and background columns, "" for everyone.
type part struct{ sex, background string }

// parts are everyone, then each sex, then each background.
var parts = []part{{}, {sexes[0], ""}, {sexes[1], ""}, {"", backgrounds[0]}, {"", backgrounds[1]}}

// of counts the people of a part.
func (p part) of(c cells) int {
	n := 0
	for s := range c {
		for b := range c[s] {
			if (p.sex == "" || p.sex == sexes[s]) && (p.background == "" || p.background == backgrounds[b]) {
				n += c[s][b]
			}
		}
	}
	return n
}

// drawn draws, in every cell, how many have what each has with a probability that depends on the cell.
func drawn(r *rand.Rand, n cells, p func(sex, background int) float64) cells {
	var k cells
	for s := range n {
		for b := range n[s] {
			k[s][b] = draw(r, n[s][b], p(s, b))
		}
	}
	return k
}

// fraction keeps a fraction of the residents.
func fraction(f float64) func(cells) cells { return func(c cells) cells { return scaled(c, f) } }

// scaled keeps a fraction of every cell.
func scaled(c cells, fraction float64) cells {
	for s := range c {
		for b := range c[s] {
			c[s][b] = int(float64(c[s][b]) * fraction)
		}
	}
	return c
}

func (c cells) plus(d cells) cells {
	for s := range c {
		for b := range c[s] {
			c[s][b] += d[s][b]
		}
	}
	return c
}

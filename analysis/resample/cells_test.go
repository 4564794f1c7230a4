package resample

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Drawing cells is drawing persons: a sample with replacement of as many persons, counted in cells, is a multinomial sample of the cells. Of both the mean
// of each count is n p, its variance n p (1−p), two counts covary by −n p q, and dissimilarity has the same mean and spread.
func TestCellsAreDrawnAsPersonsAre(t *testing.T) {
	counts := []float64{5, 40, 12, 33, 28, 19, 61, 2} // of two groups in four areas
	var persons []int                                 // the cell that each is in
	for cell, n := range counts {
		for range int(n) {
			persons = append(persons, cell)
		}
	}
	const replicates = 20_000
	n := float64(len(persons))
	dissimilarity := func(c []float64) float64 {
		var a, b, d float64
		for i := 0; i < len(c); i += 2 {
			a, b = a+c[i], b+c[i+1]
		}
		for i := 0; i < len(c); i += 2 {
			d += math.Abs(c[i]/a-c[i+1]/b) / 2
		}
		return d
	}
	type moments struct {
		mean       []float64
		square     [][]float64
		index, two float64
	}
	gather := func(draw func(out []float64)) moments {
		m := moments{mean: make([]float64, len(counts)), square: make([][]float64, len(counts))}
		for i := range m.square {
			m.square[i] = make([]float64, len(counts))
		}
		out := make([]float64, len(counts))
		for range replicates {
			draw(out)
			for i, v := range out {
				m.mean[i] += v / replicates
				for j, w := range out {
					m.square[i][j] += v * w / replicates
				}
			}
			d := dissimilarity(out)
			m.index, m.two = m.index+d/replicates, m.two+d*d/replicates
		}
		return m
	}
	cells, r := NewMultinomial(counts), rand.New(rand.NewPCG(11, 1))
	byCells := gather(func(out []float64) { cells.Draw(r, out) })
	r = rand.New(rand.NewPCG(11, 2))
	byPersons := gather(func(out []float64) {
		clear(out)
		for range persons {
			out[persons[r.IntN(len(persons))]]++
		}
	})
	for name, m := range map[string]moments{"cells": byCells, "persons": byPersons} {
		for i, ni := range counts {
			// Five standard errors of a mean of so many.
			if se := math.Sqrt(ni * (1 - ni/n) / replicates); math.Abs(m.mean[i]-ni) > 5*se {
				t.Errorf("%s: the mean of cell %d is %.3f, want %.3f ± %.3f", name, i, m.mean[i], ni, 5*se)
			}
			for j, nj := range counts {
				want := -ni * nj / n
				if i == j {
					want = ni * (1 - ni/n)
				}
				got := m.square[i][j] - m.mean[i]*m.mean[j]
				// The variance of a product of two nearly normal counts is σi²σj² + σij².
				se := math.Sqrt((ni*(1-ni/n)*nj*(1-nj/n) + want*want) / replicates)
				if math.Abs(got-want) > 5*se+0.02 {
					t.Errorf("%s: cells %d and %d covary by %.3f, want %.3f ± %.3f", name, i, j, got, want, 5*se)
				}
			}
		}
	}
	sd := func(m moments) float64 { return math.Sqrt(m.two - m.index*m.index) }
	if se := sd(byPersons) * math.Sqrt(2.0/replicates); math.Abs(byCells.index-byPersons.index) > 5*se {
		t.Errorf("dissimilarity is %.5f on average by cells and %.5f by persons, want within %.5f", byCells.index, byPersons.index, 5*se)
	}
	if got := sd(byCells) / sd(byPersons); math.Abs(got-1) > 5/math.Sqrt(replicates) {
		t.Errorf("the spread of dissimilarity by cells is %.4f of that by persons", got)
	}
}

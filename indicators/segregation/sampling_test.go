package segregation_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// draws calls f with each sample of m people from a unit with the given people by group, and its probability.
func draws(unit []int, m int, f func(sample []float64, p float64)) {
	people := 0
	for _, n := range unit {
		people += n
	}
	sample := make([]float64, len(unit))
	var draw func(k, left int, product float64)
	draw = func(k, left int, product float64) {
		if k == len(unit) {
			if left == 0 {
				f(sample, product/ways(people, m))
			}
			return
		}
		for n := 0; n <= min(left, unit[k]); n++ {
			sample[k] = float64(n)
			draw(k+1, left-n, product*ways(unit[k], n))
		}
	}
	draw(0, m, 1)
}

// ways returns the number of ways to choose k of n.
func ways(n, k int) float64 {
	c := 1.0
	for j := 1; j <= k; j++ {
		c = c * float64(n-k+j) / float64(j)
	}
	return c
}

// halves calls f with each sample of half the people of every unit, and its probability.
func halves(units [][]int, f func(c index.Composition, p float64)) {
	c := index.Composition{Counts: make([][]float64, len(units[0]))}
	for k := range c.Counts {
		c.Counts[k] = make([]float64, len(units))
	}
	var next func(i int, p float64)
	next = func(i int, p float64) {
		if i == len(units) {
			f(c, p)
			return
		}
		people := 0
		for _, n := range units[i] {
			people += n
		}
		draws(units[i], people/2, func(sample []float64, q float64) {
			for k, n := range sample {
				c.Counts[k][i] = n
			}
			next(i+1, p*q)
		})
	}
	next(0, 1)
}

// diversity returns the chance that two people drawn, with replacement, are of different groups.
func diversity(counts []float64) float64 {
	T, same := 0.0, 0.0
	for _, n := range counts {
		T += n
	}
	for _, n := range counts {
		same += n / T * n / T
	}
	return 1 - same
}

// Over every sample that could have been drawn, both terms of the corrected R have exactly the mean that they have in the
// population, whatever the groups and the sizes of the units.
func TestCorrectedDiversityIsWithoutBias(t *testing.T) {
	for _, units := range [][][]int{
		{{3, 5}, {6, 2}, {1, 3}},
		{{2, 1, 3}, {4, 3, 1}},
		{{5, 5}, {0, 6}},
	} {
		whole := make([]float64, len(units[0]))
		T, meanOfUnits := 0.0, 0.0
		for _, u := range units {
			counts := make([]float64, len(u))
			people := 0.0
			for k, n := range u {
				counts[k] = float64(n)
				whole[k] += float64(n)
				people += float64(n)
			}
			T += people
			meanOfUnits += people * diversity(counts)
		}
		meanOfUnits /= T
		var gotUnits, gotCity, total float64
		halves(units, func(c index.Composition, p float64) {
			// The city by the formula; the mean of the units is what the index leaves of it.
			city, m := make([]float64, len(c.Counts)), 0.0
			for k, counts := range c.Counts {
				for _, n := range counts {
					city[k] += n
					m += n
				}
			}
			I := diversity(city)
			for i := range units {
				u, t := make([]float64, len(c.Counts)), 0.0
				for k, counts := range c.Counts {
					u[k] = counts[i]
					t += counts[i]
				}
				I += t / m * (t / m) * diversity(u) * 0.5 / (t - 1)
			}
			total += p
			gotCity += p * I
			R, err := segregation.SamplingCorrectedRelativeDiversity(c, 0.5)
			if err != nil { // the sample missed all groups but one: nothing is diverse
				if I > 0 {
					t.Errorf("%v: %v", c.Counts, err)
				}
				return
			}
			gotUnits += p * (1 - R) * I
		})
		if math.Abs(total-1) > 1e-12 {
			t.Fatalf("the probabilities of all samples add up to %v", total)
		}
		if want := diversity(whole); math.Abs(gotCity-want) > 1e-12 {
			t.Errorf("%v: the mean diversity of the city is %v, want the population's %v", units, gotCity, want)
		}
		if math.Abs(gotUnits-meanOfUnits) > 1e-12 {
			t.Errorf("%v: the mean diversity of the units is %v, want the population's %v", units, gotUnits, meanOfUnits)
		}
	}
}

// Over every sample of half the people, the correction of H takes away most of the bias.
func TestCorrectedEntropyIndexHasLittleBias(t *testing.T) {
	units := [][]int{{12, 18}, {20, 10}, {15, 15}}
	population := index.Composition{Counts: [][]float64{{12, 20, 15}, {18, 10, 15}}}
	want, err := segregation.MultigroupTheilH(population)
	if err != nil {
		t.Fatal(err)
	}
	var raw, corrected float64
	halves(units, func(c index.Composition, p float64) {
		H, err := segregation.MultigroupTheilH(c)
		if err != nil {
			t.Fatal(err)
		}
		raw += p * H
		H, err = segregation.SamplingCorrectedTheilH(c, 0.5)
		if err != nil {
			t.Fatal(err)
		}
		corrected += p * H
	})
	t.Logf("the population's H is %v, the mean of samples %v, corrected %v", want, raw, corrected)
	if bias := math.Abs(corrected - want); bias > (raw-want)/10 {
		t.Errorf("the corrected mean is %v, want %v: the mean of samples is %v", corrected, want, raw)
	}
}

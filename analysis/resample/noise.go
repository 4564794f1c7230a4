package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// Noise is the standard deviation of the noise that a publisher has added to each count of an input on purpose, to protect persons: one for each
// group and unit, in the order of the counts, 0 of a count without. A sum of m published counts has one of σ√m where σ is that of one. Nil
// is no noise.
//
// Noise is drawn after the persons and added to what was drawn, so that a replicate differs from the data as the data differ from what placed the
// people: by chance and by noise. The noise of a count is independent of that of every other, as it is where each published number has a
// key of its own (the Cell Key Method: Thompson, Broadfoot and Elazar 2013, Methodology for the automatic confidentialisation of statistical
// outputs from remote servers). Such noise is whole, has the mean 0 at every count and makes none negative (Giessing 2016, Privacy in
// Statistical Databases, LNCS 9867, 237–251). Here it is normal, rounded, and cut at plus and minus the count: a count of 0 stays 0, and small
// ones are as often raised as lowered. Cutting counts at 0 alone would raise the small ones on average, and with them most indices of
// segregation: the limits of a small group would lie far too low.
//
// Cut like that, the noise of the smallest counts varies by less than σ. Publishers may keep its variance the same by raising them seldom and by
// much: limits of indices of a group of a few persons in each unit then cover less often than they say.
type Noise struct {
	Composition, After [][]float64
}

// noiseOf returns the noise of an input of several.
func (o Options) noiseOf(input int) Noise {
	if input < len(o.Noise) {
		return o.Noise[input]
	}
	return Noise{}
}

// noisy makes what draws the people of a composition add noise to them.
func noisy(of func(*index.Input) *index.Composition, draw part, sd [][]float64) part {
	if sd == nil {
		return draw
	}
	laws := make([][]noiseLaw, len(sd))
	for k, each := range sd {
		laws[k] = make([]noiseLaw, len(each))
		for i, s := range each {
			laws[k][i] = newNoiseLaw(s)
		}
	}
	return func() func(*rand.Rand, *index.Input) {
		draw := draw()
		return func(r *rand.Rand, sample *index.Input) {
			draw(r, sample)
			for k, counts := range of(sample).Counts {
				for i := range counts {
					counts[i] += laws[k][i].draw(r, counts[i])
				}
			}
		}
	}
}

// noiseLaw is how the noise of a count is drawn: by rounding a normal number, or as −1, 0 and 1 where the standard deviation is small.
type noiseLaw struct {
	sd  float64 // of the number that is rounded
	one float64 // probability of −1, and of 1
}

// fewSteps is the standard deviation below which whole noise is hardly ever beyond −1 and 1, and that of a rounded number would be too small.
const fewSteps = 0.6

func newNoiseLaw(sd float64) noiseLaw {
	switch {
	case !(sd > 0):
		return noiseLaw{}
	case sd < fewSteps:
		return noiseLaw{one: sd * sd / 2}
	}
	return noiseLaw{sd: math.Sqrt(float64(sd*sd) - 1.0/12)} // rounding adds 1/12 to the variance (Sheppard 1898)
}

// draw draws the noise of a count, at most as large as it.
func (l noiseLaw) draw(r *rand.Rand, count float64) float64 {
	e := 0.0
	switch {
	case count <= 0:
		return 0
	case l.sd > 0:
		e = math.Round(l.sd * r.NormFloat64())
	case l.one > 0:
		switch u := r.Float64(); {
		case u < l.one:
			e = -1
		case u < 2*l.one:
			e = 1
		}
	}
	return min(max(e, -count), count)
}

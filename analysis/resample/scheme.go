package resample

import (
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Scheme names what is drawn anew, or left out: the unit of resampling.
type Scheme string

const (
	// Persons draws every person anew: the counts of all units and groups, or of all rows of an ordered scale, are one
	// multinomial sample of as many people. Two dates are drawn independently of one another. Values have no persons.
	Persons Scheme = "persons"
	// Areas draws whole units with replacement: with all their people, with both their dates, with the larger units they
	// lie in, with their weight and rank. Units without people are not drawn.
	Areas Scheme = "areas"
	// Estimates draws every estimate of subgroups by its own error: the events behind it from a binomial or Poisson
	// distribution where they are known, else the estimate from the normal distribution of its standard error, within the
	// bounds of the scale.
	Estimates Scheme = "estimates"
)

// Schemes lists the schemes, the default first.
var Schemes = []Scheme{Persons, Areas, Estimates}

// reasons tell why a value cannot be resampled, if it cannot.
func (s Scheme) reasons(in index.Input) reasons {
	return reasons{func(stat Statistic) string { return s.why(in, stat) }, s.whyPart}
}

func (s Scheme) why(in index.Input, stat Statistic) string {
	shape := stat.Index.Shape()
	subgroups := shape == index.ShapeSubgroups || shape == index.ShapeTwice
	switch {
	case !slices.Contains(Schemes, s):
		return "no scheme is called " + string(s)
	case !s.Draws(shape) && subgroups:
		return "an index of " + string(shape) + " is not resampled by " + string(s)
	case !s.Draws(shape) && shape == index.ShapeValues:
		return "values are drawn by area"
	case !s.Draws(shape):
		return "an index of " + string(shape) + " is not resampled"
	case stat.Index.Spatial() && (s == Areas || shape == index.ShapeValues):
		return "drawing areas changes which lie beside which"
	case subgroups && s == Areas && in.Subgroups.Reference >= 0:
		return "the others are compared with one area, which is always there"
	case subgroups && s == Estimates && noErrors(in.Subgroups), shape == index.ShapeTwice && noErrors(in.Later):
		return "the estimates have no standard errors"
	}
	return ""
}

func noErrors(s index.Subgroups) bool { return s.SE == nil && s.Count == nil }

// Draws tells whether there is anything of an input of the shape that the scheme draws anew or leaves out.
func (s Scheme) Draws(shape index.Shape) bool {
	switch shape {
	case index.ShapeTwoGroup, index.ShapeMultiGroup, index.ShapeChange, index.ShapeRanked:
		return s == Persons || s == Areas
	case index.ShapeValues:
		return s == Areas
	case index.ShapeSubgroups:
		return s == Areas || s == Estimates
	case index.ShapeTwice:
		return s == Estimates
	}
	return false
}

func (s Scheme) whyPart(p index.Part) string {
	if s == Areas && p.Unit >= 0 {
		return "a value of one unit does not vary with which units are drawn"
	}
	return ofCurve(p)
}

// sampler makes, for each goroutine, what draws a new sample of an input.
type sampler func() func(*rand.Rand) index.Input

// part makes, for each goroutine, what draws a part of an input into the sample.
type part func() func(r *rand.Rand, sample *index.Input)

func samplerOf(parts []part) sampler {
	return func() func(*rand.Rand) index.Input {
		draws := make([]func(*rand.Rand, *index.Input), len(parts))
		for i, p := range parts {
			draws[i] = p()
		}
		return func(r *rand.Rand) index.Input {
			var sample index.Input
			for _, draw := range draws {
				draw(r, &sample)
			}
			return sample
		}
	}
}

// sampler returns the sampler of those inputs that the shapes read. An input that breaks the rules of its shape is not
// drawn: no statistic has a value for it. Noise is added to persons alone.
func (s Scheme) sampler(in index.Input, read map[index.Shape]bool, noise Noise) sampler {
	u := usable(in, read)
	var parts []part
	switch s {
	case Estimates:
		if u.subgroups {
			parts = append(parts, estimatesAnew(in.Subgroups, func(i *index.Input) *index.Subgroups { return &i.Subgroups }))
		}
		if u.later {
			parts = append(parts, estimatesAnew(in.Later, func(i *index.Input) *index.Subgroups { return &i.Later }))
		}
		return samplerOf(parts)
	case Persons:
		if u.groups {
			of := func(i *index.Input) *index.Composition { return &i.Composition }
			parts = append(parts, noisy(of, personsOfGroups(in.Composition, of), noise.Composition))
		}
		if u.after {
			of := func(i *index.Input) *index.Composition { return &i.After }
			parts = append(parts, noisy(of, personsOfGroups(in.After, of), noise.After))
		}
		if u.ranked {
			parts = append(parts, personsOnScale(in.Ranked))
		}
		return samplerOf(parts)
	}
	if u.groups {
		parts = append(parts, areasOfGroups(in, u.after))
	}
	if u.ranked {
		parts = append(parts, areasOnScale(in.Ranked))
	}
	if u.values {
		parts = append(parts, areasOfValues(in.Distribution))
	}
	if u.subgroups {
		parts = append(parts, areasOfSubgroups(in.Subgroups))
	}
	return samplerOf(parts)
}

// uses tells which inputs are read and keep the rules of their shape.
type uses struct{ groups, after, ranked, values, subgroups, later bool }

func usable(in index.Input, read map[index.Shape]bool) uses {
	var u uses
	first := in.Composition.Check(1) == nil
	u.after = read[index.ShapeChange] && first && in.After.Check(1) == nil && in.After.Units() == in.Composition.Units()
	u.groups = u.after || (read[index.ShapeTwoGroup] || read[index.ShapeMultiGroup]) && first
	u.ranked = read[index.ShapeRanked] && in.Ranked.Check() == nil
	u.values = read[index.ShapeValues] && in.Distribution.Check() == nil
	u.later = read[index.ShapeTwice] && in.Subgroups.Check(1) == nil && in.Later.Check(1) == nil
	u.subgroups = u.later || read[index.ShapeSubgroups] && in.Subgroups.Check(1) == nil
	return u
}

// personsOfGroups draws the people of all cells of a composition.
func personsOfGroups(c index.Composition, of func(*index.Input) *index.Composition) part {
	n := c.Units()
	flat := make([]float64, 0, n*len(c.Counts))
	for _, counts := range c.Counts {
		flat = append(flat, counts...)
	}
	cells := NewMultinomial(flat)
	return func() func(*rand.Rand, *index.Input) {
		scratch := make([]float64, len(flat))
		drawn := c
		drawn.Counts = columns(scratch, len(c.Counts), n)
		return func(r *rand.Rand, sample *index.Input) {
			cells.Draw(r, scratch)
			*of(sample) = drawn
		}
	}
}

// columns cuts a slice into k slices of length n.
func columns(flat []float64, k, n int) [][]float64 {
	out := make([][]float64, k)
	for j := range out {
		out[j] = flat[j*n : (j+1)*n : (j+1)*n]
	}
	return out
}

// personsOnScale draws the people of all rows.
func personsOnScale(from index.Ranked) part {
	rows := NewMultinomial(weighted(from).Weights)
	return func() func(*rand.Rand, *index.Input) {
		drawn := weighted(from)
		return func(r *rand.Rand, sample *index.Input) {
			rows.Draw(r, drawn.Weights)
			sample.Ranked = drawn
		}
	}
}

// areasOfGroups draws the units of a composition, and of the later date with it.
func areasOfGroups(in index.Input, after bool) part {
	dates := []index.Composition{in.Composition}
	if after {
		dates = append(dates, in.After)
	}
	units := peopled(dates...)
	return func() func(*rand.Rand, *index.Input) {
		drawn := make([]index.Composition, len(dates))
		for d, c := range dates {
			drawn[d] = blank(c, len(units))
		}
		return func(r *rand.Rand, sample *index.Input) {
			for i := range units {
				from := units[r.IntN(len(units))]
				for d, c := range dates {
					place(drawn[d], i, c, from)
				}
			}
			sample.Composition = drawn[0]
			if after {
				sample.After = drawn[1]
			}
		}
	}
}

// areasOnScale draws units with their people.
func areasOnScale(from index.Ranked) part {
	units := rowsOf(from)
	return func() func(*rand.Rand, *index.Input) {
		drawn := index.Ranked{Units: len(units)}
		return func(r *rand.Rand, sample *index.Input) {
			drawn.Unit, drawn.Values, drawn.Weights = drawn.Unit[:0], drawn.Values[:0], drawn.Weights[:0]
			for i := range units {
				join(&drawn, i, from, units[r.IntN(len(units))])
			}
			sample.Ranked = drawn
		}
	}
}

// areasOfValues draws values with their weights and ranks.
func areasOfValues(from index.Distribution) part {
	var have []int
	for j := range from.Values {
		if from.Weight(j) > 0 {
			have = append(have, j)
		}
	}
	return func() func(*rand.Rand, *index.Input) {
		drawn := blankValues(from, len(have))
		return func(r *rand.Rand, sample *index.Input) {
			for i := range have {
				placeValue(drawn, i, from, have[r.IntN(len(have))])
			}
			sample.Distribution = drawn
		}
	}
}

package resample

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// estimatesAnew draws every estimate by its own error. With counts of events the events are drawn: binomial where the estimates are
// shares, which have bounds, and Poisson where they are rates. Without, the estimate is drawn from the normal distribution of its
// standard error, cut off at the bounds.
func estimatesAnew(from index.Subgroups, of func(*index.Input) *index.Subgroups) part {
	bounded := from.Low != 0 || from.High != 0
	per := per(from)
	return func() func(*rand.Rand, *index.Input) {
		drawn := from
		drawn.Estimates, drawn.SE, drawn.Count = slices.Clone(from.Estimates), slices.Clone(from.SE), slices.Clone(from.Count)
		if drawn.SE == nil && from.Count != nil {
			drawn.SE = make([]float64, len(from.Count))
		}
		return func(r *rand.Rand, sample *index.Input) {
			for i, y := range from.Estimates {
				switch {
				case from.Count == nil && bounded:
					drawn.Estimates[i] = truncated(r, y, from.SE[i], from.Low, from.High)
				case from.Count == nil:
					drawn.Estimates[i] = y + from.SE[i]*r.NormFloat64()
				case from.Population[i] > 0:
					n := from.Population[i]
					x, se := events(r, from.Count[i], n, bounded)
					drawn.Count[i], drawn.Estimates[i], drawn.SE[i] = x, per*(x/n), per*se
				}
			}
			*of(sample) = drawn
		}
	}
}

// per is what the estimates are expressed per: 100 for per cent. It does not matter where there are no events at all.
func per(s index.Subgroups) float64 {
	for i, x := range s.Count {
		if x > 0 && s.Population[i] > 0 {
			return s.Estimates[i] * s.Population[i] / x
		}
	}
	return 0
}

// events draws a number of events and gives the standard error of the share or rate that they make.
func events(r *rand.Rand, x, n float64, share bool) (drawn, se float64) {
	if share {
		drawn = min(Binomial(r, n, x/n), n) // n may be a fraction
		return drawn, math.Sqrt(drawn / n * (1 - drawn/n) / n)
	}
	if x > 0 {
		drawn = distuv.Poisson{Lambda: x, Src: r}.Rand()
	}
	return drawn, math.Sqrt(drawn) / n
}

// truncated draws from the normal distribution between two bounds, of which the mean lies inside, by inversion.
func truncated(r *rand.Rand, mean, sd, low, high float64) float64 {
	if sd == 0 {
		return mean
	}
	below := distuv.UnitNormal.CDF((low - mean) / sd)
	above := distuv.UnitNormal.Survival((high - mean) / sd)
	u := below + r.Float64()*(1-below-above)
	return min(max(mean+sd*distuv.UnitNormal.Quantile(u), low), high)
}

// blankSubgroups returns subgroups like s with room for n estimates.
func blankSubgroups(s index.Subgroups, n int) index.Subgroups {
	out := s
	for _, c := range columnsOf(&out) {
		if *c != nil {
			*c = make([]float64, n)
		}
	}
	return out
}

// placeSubgroup makes subgroup i of to a copy of one of from.
func placeSubgroup(to index.Subgroups, i int, from index.Subgroups, j int) {
	source := columnsOf(&from)
	for k, c := range columnsOf(&to) {
		if *c != nil {
			(*c)[i] = (*source[k])[j]
		}
	}
}

func columnsOf(s *index.Subgroups) []*[]float64 {
	return []*[]float64{&s.Estimates, &s.SE, &s.Population, &s.Rank, &s.Count}
}

// withPeople returns the subgroups that are not without population.
func withPeople(s index.Subgroups) []int {
	var have []int
	for j := range s.Estimates {
		if s.Population == nil || s.Population[j] > 0 {
			have = append(have, j)
		}
	}
	return have
}

// areasOfSubgroups draws whole subgroups.
func areasOfSubgroups(from index.Subgroups) part {
	have := withPeople(from)
	return func() func(*rand.Rand, *index.Input) {
		drawn := blankSubgroups(from, len(have))
		return func(r *rand.Rand, sample *index.Input) {
			for i := range have {
				placeSubgroup(drawn, i, from, have[r.IntN(len(have))])
			}
			sample.Subgroups = drawn
		}
	}
}

// subgroupsLeftOut leaves out one subgroup at a time.
func subgroupsLeftOut(from index.Subgroups) leaver {
	var l leaver
	for _, j := range withPeople(from) {
		l.add(Influence{Unit: -1, Group: -1, Row: j, Count: 1}, 1)
	}
	l.without = func() func(int) index.Input {
		left := blankSubgroups(from, len(from.Estimates)-1)
		return func(i int) index.Input {
			at := 0
			for j := range from.Estimates {
				if j != l.kinds[i].Row {
					placeSubgroup(left, at, from, j)
					at++
				}
			}
			return index.Input{Subgroups: left}
		}
	}
	return l
}

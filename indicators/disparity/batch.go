package disparity

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Sets is many sets of estimates for the same areas in one table, such as one set for each indicator and year:
// Estimates[k·Areas + i] is area i in set k, and NaN where it is missing. [Summarise] computes the measures of all of them at once.
type Sets struct {
	Areas      int
	Estimates  []float64
	SE         []float64 // as long as Estimates; nil where unknown
	Population []float64 // of each area, the same in every set; nil means that every area counts alike
	Rank       []float64 // of each area, from the most disadvantaged (lowest) upward; nil means not ordered
	Favourable []bool    // for each set whether a high value is good; nil means that a low one is
	Reference  int       // the area that the others are compared with; negative means by each measure's own rule
	Low, High  float64   // the bounds of the estimates, for [Simulate]; both 0 where there is no bound
}

// Summary is the measures of one set, each with its value and, where a formula gives one, its standard error; what is
// undefined is NaN. They are those of the indices of this package at their default parameters.
type Summary struct {
	Areas int // with an estimate

	Difference, Ratio                      Measure // the standard error of the ratio is that of its logarithm times the ratio
	BetweenGroupVariance                   Measure
	BetweenGroupStandardDeviation          Measure
	CoefficientOfVariation                 Measure // per cent
	MeanDifference, UnweightedDifference   Measure // from the mean
	FromBest, UnweightedFromBest           Measure // mean difference from the best
	FromReference, PlainFromReference      Measure // mean difference from the reference, where there is one
	IndexOfDisparity, UnweightedDisparity  Measure // per cent
	AttributableRisk, AttributableFraction Measure
	TheilT, MeanLogDeviation               Measure
	ConcentrationIndex, RelativeIndex      Measure // absolute (ACI) and relative (RCI)
	SlopeIndex, RelativeSlopeIndex         Measure // of the straight line
}

// Measure is a number with its standard error.
type Measure struct{ Value, SE float64 }

// Sets returns the number of sets.
func (s Sets) Sets() int {
	if s.Areas == 0 {
		return 0
	}
	return len(s.Estimates) / s.Areas
}

// Check returns an error when lengths do not fit or a population or rank is not a number that it can be.
func (s Sets) Check() error {
	if s.Areas < 2 {
		return index.Undefined("needs at least 2 areas, has %d", s.Areas)
	}
	if len(s.Estimates) == 0 || len(s.Estimates)%s.Areas != 0 {
		return index.Undefined("%s do not make whole sets of %s", lang.Count(len(s.Estimates), "estimate"), lang.Count(s.Areas, "area"))
	}
	if s.SE != nil && len(s.SE) != len(s.Estimates) {
		return index.Undefined("%s but %s", lang.Count(len(s.Estimates), "estimate"), lang.Count(len(s.SE), "standard error"))
	}
	if s.Favourable != nil && len(s.Favourable) != s.Sets() {
		return index.Undefined("%s but %s", lang.Count(s.Sets(), "set"), lang.Count(len(s.Favourable), "direction"))
	}
	if s.Reference >= s.Areas {
		return index.Undefined("reference %d of %s", s.Reference, lang.Count(s.Areas, "area"))
	}
	for name, column := range map[string][]float64{"population": s.Population, "rank": s.Rank} {
		if column != nil && len(column) != s.Areas {
			return index.Undefined("%s but %s", lang.Count(s.Areas, "area"), lang.Count(len(column), name))
		}
	}
	return index.Subgroups{Estimates: make([]float64, s.Areas), Population: s.Population, Rank: s.Rank, Reference: -1}.Check(2)
}

// Summarise computes the measures of every set, on the given number of goroutines (0: one for each processor). The result does not
// depend on that number. It goes through the numbers of a set three times, and sorts nothing but the ranks of the areas, once.
//
// A set has no relative measure where an estimate is negative or the mean is zero, no logarithmic one where an estimate is
// zero, none against a reference that has no estimate, none of all areas where fewer than three with a population have
// one, and none at all where fewer than two have, or a number is infinite.
func Summarise(s Sets, workers int) ([]Summary, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	out := make([]Summary, s.Sets())
	order := s.order()
	s.each(workers, func() func(k int) {
		b := newBatch(s, order)
		return func(k int) { out[k] = b.summary(k) }
	})
	return out, nil
}

// each calls f with the number of every set, from several goroutines that each make their own f.
func (s Sets) each(workers int, make func() func(k int)) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, s.Sets()) {
		wg.Go(func() {
			f := make()
			for k := int(next.Add(1)) - 1; k < s.Sets(); k = int(next.Add(1)) - 1 {
				f(k)
			}
		})
	}
	wg.Wait()
}

// order returns the areas from the most disadvantaged upward, or nil where there is no order.
func (s Sets) order() []int {
	if s.Rank == nil {
		return nil
	}
	order := make([]int, s.Areas)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Rank[a], s.Rank[b]) })
	return order
}

// batch is the areas of one set that have an estimate and a population, with room for all.
type batch struct {
	sets  Sets
	order []int

	y, se, p []float64 // estimates, standard errors and population shares
	at       []int     // the place of each area among those, −1 where it is not
	ref      int       // the place of the reference, −1 where it is not or there is none
	x        []float64 // midpoints of the cumulative population, by rank
}

func newBatch(s Sets, order []int) *batch {
	b := &batch{sets: s, order: order, y: make([]float64, 0, s.Areas), p: make([]float64, 0, s.Areas), at: make([]int, s.Areas)}
	if s.SE != nil {
		b.se = make([]float64, 0, s.Areas)
	}
	if order != nil {
		b.x = make([]float64, s.Areas)
	}
	return b
}

// take fills b with set k and returns whether there are two areas or more, all of finite numbers.
func (b *batch) take(k int) bool {
	s := b.sets
	y := s.Estimates[k*s.Areas : (k+1)*s.Areas]
	b.y, b.p, b.se = b.y[:0], b.p[:0], b.se[:0]
	total := 0.0
	sound := true
	for i, v := range y {
		w := 1.0
		if s.Population != nil {
			w = s.Population[i]
		}
		if v != v || w == 0 {
			b.at[i] = -1
			continue
		}
		b.at[i] = len(b.y)
		b.y, b.p = append(b.y, v), append(b.p, w)
		total += w
		sound = sound && math.Abs(v) <= math.MaxFloat64
		if s.SE != nil {
			b.se = append(b.se, s.SE[k*s.Areas+i])
		}
	}
	for i := range b.p {
		b.p[i] /= total
	}
	b.ref = -1
	if s.Reference >= 0 {
		b.ref = b.at[s.Reference]
	}
	return sound && len(b.y) >= 2 && math.Abs(total) <= math.MaxFloat64
}

// midpoints fills b.x with the population share below each area in the order plus half its own; areas of equal rank share
// one midpoint. It returns how many different ranks there are.
func (b *batch) midpoints() int {
	b.x = b.x[:len(b.y)]
	below, ranks := 0.0, 0
	for j := 0; j < len(b.order); {
		rank, tied, share := b.sets.Rank[b.order[j]], j, 0.0
		for ; tied < len(b.order) && b.sets.Rank[b.order[tied]] == rank; tied++ {
			if i := b.at[b.order[tied]]; i >= 0 {
				share += b.p[i]
			}
		}
		for ; j < tied; j++ {
			if i := b.at[b.order[j]]; i >= 0 {
				b.x[i] = below + share/2
			}
		}
		if share > 0 {
			ranks++
		}
		below += share
	}
	return ranks
}

// ends returns the mean estimate of the areas of the lowest and of the highest rank that have one, and the population share of the
// highest.
func (b *batch) ends() (bottom, top estimate, share float64) {
	end := func(order func(j int) int) (estimate, float64) {
		var rank, share, mean, variance float64
		found := false
		for j := range b.order {
			area := order(j)
			i := b.at[area]
			if i < 0 {
				continue
			}
			if found && b.sets.Rank[area] != rank {
				break
			}
			found, rank = true, b.sets.Rank[area]
			share += b.p[i]
			mean += b.p[i] * b.y[i]
			if len(b.se) > 0 {
				variance += b.p[i] * b.p[i] * b.se[i] * b.se[i]
			}
		}
		return estimate{mean / share, variance / (share * share)}, share
	}
	n := len(b.order)
	bottom, _ = end(func(j int) int { return b.order[j] })
	top, share = end(func(j int) int { return b.order[n-1-j] })
	return bottom, top, share
}

// newSummary has no measure.
func newSummary(areas int) Summary {
	none := Measure{math.NaN(), math.NaN()}
	return Summary{
		Areas: areas, Difference: none, Ratio: none, BetweenGroupVariance: none, BetweenGroupStandardDeviation: none,
		CoefficientOfVariation: none, MeanDifference: none, UnweightedDifference: none, FromBest: none, UnweightedFromBest: none,
		FromReference: none, PlainFromReference: none,
		IndexOfDisparity: none, UnweightedDisparity: none, AttributableRisk: none, AttributableFraction: none, TheilT: none,
		MeanLogDeviation: none, ConcentrationIndex: none, RelativeIndex: none, SlopeIndex: none, RelativeSlopeIndex: none,
	}
}

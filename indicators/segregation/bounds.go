package segregation

import (
	"maps"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bounds = index.Index{
	ID:      "bounds",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Gränser för segregation i små enheter", En: "Bounds on segregation in small units"},
	Formula: "min and max of E g(p) over all distributions of p with the moments that the counts identify",
	Source:  "D'Haultfœuille & Rathelot 2017, Quantitative Economics 8, 39–73",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Gränsen är %s: segregationen i de sannolikheter som ligger bakom enheternas sammansättning kan inte ligga bortom den.",
		En: "The bound is %s: the segregation of the probabilities behind the composition of the units cannot lie beyond it.",
	},
	Caveat: lang.Text{
		Sv: "Gränserna gäller oavsett hur sannolikheterna är fördelade, men inte det slumpfel som finns i de uppmätta andelarna. Med få enheter är de osäkra.",
		En: "The bounds hold however the probabilities are distributed, but not against chance in the measured shares. With few units they are uncertain.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups",
	Programs:   []string{"Stata: segregsmall"},
	Properties: index.Permutation | index.GroupSwap,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		b, err := Bounds(c)
		if err != nil {
			return nil, err
		}
		return []index.Part{
			index.About("dissimilarity lower", b.Dissimilarity[0]),
			index.About("dissimilarity upper", b.Dissimilarity[1]),
			index.About("theil-h lower", b.TheilH[0]),
			index.About("theil-h upper", b.TheilH[1]),
			index.About("atkinson lower", b.Atkinson[0]),
			index.About("atkinson upper", b.Atkinson[1]),
			index.About("correlation-ratio lower", b.CorrelationRatio[0]),
			index.About("correlation-ratio upper", b.CorrelationRatio[1]),
		}, nil
	},
}

// mostMoments is how many moments of the distribution of p are used. The probabilities of a binomial with more trials are so
// nearly dependent that the digits of a linear programme do not tell them apart.
const mostMoments = 12

// Limits are the lower and the upper bound of an index.
type Limits [2]float64

// IndexBounds holds the bounds of indices of the distribution of p, the probability that a person of a unit is in the group of
// interest.
type IndexBounds struct {
	Dissimilarity    Limits
	TheilH           Limits
	Atkinson         Limits // with b = ½
	CorrelationRatio Limits
}

// Bounds returns what the counts tell of segregation when x_i is binomial(t_i, p_i) and nothing is assumed of how the p_i are
// distributed. Units of t people identify the first t moments of the distribution of p among them, and no more: an index has
// bounds, the narrower the larger the units. The indices are those of the p_i of people, with P the group's share of the city.
//
// For each size of unit the shares of units with each count are fitted by maximum likelihood as a mixture of binomials
// (D'Haultfœuille and Rathelot's constrained estimator); where the counts vary less than any mixture can, the fit is one
// distribution alone and the bounds meet. Among all distributions of p on a grid of 1/200, and P itself, that have the fitted shares, linear
// programmes find the lowest and highest mean of the index's function of p. Units of more than 12 people are taken together, each by
// all samples of 12 of its people: bounds from 12 moments hold, though more moments would narrow them.
//
// It is undefined when either group is empty, for counts that are not whole, and when the fit does not converge.
func Bounds(c index.Composition) (IndexBounds, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return IndexBounds{}, err
	}
	if err := whole(c); err != nil {
		return IndexBounds{}, err
	}
	if X > Y { // the bounds are those of either group; of the smaller always, so that their order does not show in any digit
		x, y, X, Y = y, x, Y, X
	}
	P, Q := X/(X+Y), Y/(X+Y)
	grid := gridOf(P)
	// Each index is 1 or 0 plus a mean over p, or for Atkinson's 1 minus the square of one.
	city := shannon([]float64{X, Y}, X+Y)
	means := [4][]float64{}
	for _, p := range grid {
		q := 1 - p
		means[0] = append(means[0], math.Abs(p-P)/(2*P*Q))
		means[1] = append(means[1], shannon([]float64{p, q}, 1)/city)
		means[2] = append(means[2], math.Sqrt(p*q/(P*Q)))
		means[3] = append(means[3], (p-P)*(p-P)/(P*Q))
	}
	var low, high [4]index.Sum
	for _, s := range strata(x, y) {
		fit, err := fitMixture(s.counts, grid)
		if err != nil {
			return IndexBounds{}, err
		}
		for j, g := range means {
			a, b, err := fit.extremes(g)
			if err != nil {
				return IndexBounds{}, err
			}
			weight := s.people / (X + Y)
			low[j], high[j] = low[j].Plus(weight*a), high[j].Plus(weight*b)
		}
	}
	limits := func(a, b float64) Limits {
		a, b = min(max(a, 0), 1), min(max(b, 0), 1)
		return Limits{min(a, b), max(a, b)}
	}
	square := func(v float64) float64 { return v * v }
	return IndexBounds{
		Dissimilarity:    limits(low[0].Value(), high[0].Value()),
		TheilH:           limits(1-high[1].Value(), 1-low[1].Value()),
		Atkinson:         limits(1-square(high[2].Value()), 1-square(low[2].Value())),
		CorrelationRatio: limits(low[3].Value(), high[3].Value()),
	}, nil
}

// gridOf returns the points on which distributions of p are sought: P is one, since |p − P| has its corner there.
func gridOf(P float64) []float64 {
	const steps = 200
	grid := make([]float64, 0, steps+2)
	for l := range steps + 1 {
		grid = append(grid, float64(l)/steps)
	}
	if at, found := slices.BinarySearch(grid, P); !found {
		grid = slices.Insert(grid, at, P)
	}
	return grid
}

// stratum is the units of one size: how many have each count from 0 to the size, and their people.
type stratum struct {
	counts []float64
	people float64
}

// strata sorts the units by size. Larger ones than [mostMoments] are one stratum, in which a unit counts with all samples of
// so many of its people and weighs as its people do.
func strata(x, y []float64) []stratum {
	alike := make(map[[2]float64]float64) // units of each size and count, so that their order does not show in any digit
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			alike[[2]float64{t, x[i]}]++
		}
	}
	by := make([]stratum, mostMoments+1)
	for _, unit := range slices.SortedFunc(maps.Keys(alike), func(a, b [2]float64) int { return slices.Compare(a[:], b[:]) }) {
		t, members, units := unit[0], unit[1], alike[unit]
		m := min(t, mostMoments)
		s := &by[int(m)]
		if s.counts == nil {
			s.counts = make([]float64, int(m)+1)
		}
		s.people += units * t
		for k := range s.counts {
			// In units of the same size all have one weight, and only one count has a probability.
			s.counts[k] += units * (t / m) * hypergeometric(float64(k), t, members, m)
		}
	}
	return slices.DeleteFunc(by, func(s stratum) bool { return s.people == 0 })
}

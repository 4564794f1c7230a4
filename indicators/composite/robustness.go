package composite

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

var (
	perturbation = index.Param{
		Name: "perturbation", Default: 0.25, Min: 0, Max: 0.99,
		Doc: "how far each weight is moved up or down, as a share of itself",
	}
	varied = index.Param{
		Name: "vary", Default: 3, Min: 0, Max: 3, Whole: true,
		Doc: "what is varied beside the weights: 0: nothing; 1: the normalisation (min–max, percentile ranks, z-scores); " +
			"2: the mean (arithmetic, geometric, harmonic); 3: both",
	}
	seed = index.Param{
		Name: "seed", Default: 1, Min: 0, Max: 1e9, Whole: true,
		Doc: "of the random numbers: the same seed gives the same result",
	}
)

// Choices are the choices that a composite is put to the test by: each weight within a share of itself, three normalisations on
// scales from 1 up (min–max, percentile ranks, z-scores) and three means (arithmetic, geometric, harmonic). What is not varied is as in
// the composite that the ranks are compared with: min–max and arithmetic, weights as given.
type Choices struct {
	Perturbation  float64 // of the weights, from 0 to below 1
	Normalisation bool
	Mean          bool
	Available     float64 // the least share of indicators that a unit must have
	Seed          uint64
}

// choicesFrom reads the parameters that [RankUncertainty] and [RankSensitivity] share.
func choicesFrom(p index.Params) Choices {
	vary := int(varied.From(p))
	return Choices{
		Perturbation: perturbation.From(p), Normalisation: vary&1 != 0, Mean: vary&2 != 0,
		Available: available.From(p), Seed: uint64(seed.From(p)),
	}
}

// scalesTried and meansTried are how many normalisations and means there are to choose between.
const scalesTried, meansTried = 3, 3

// trial computes the ranks of units by one choice after another.
type trial struct {
	Choices
	columns [scalesTried][meansTried][][]float64 // for the units that have enough indicators, of which the mean is then arithmetic
	weights []float64
	factor  []int // the indicators with weight, each a factor
	units   []int
	nominal []float64

	moved, scores, ranks []float64 // of the last choice
	order                []int
	tolerance            float64 // of equal scores
}

// newTrial returns a trial of x, with the nominal ranks.
func newTrial(x index.Indicators, c Choices) (*trial, error) {
	if !(c.Perturbation >= 0 && c.Perturbation < 1) {
		return nil, index.Undefined("weights are moved by the share %v of themselves; it must be from 0 to below 1", c.Perturbation)
	}
	if err := x.Check(2); err != nil {
		return nil, err
	}
	units, err := sufficient(x, c.Available)
	if err != nil {
		return nil, err
	}
	if len(units) < 2 {
		return nil, index.Undefined("only unit %d has enough indicators: there is no other to rank it with", units[0])
	}
	t := &trial{Choices: c, units: units}
	for k := range x.Columns {
		w := weight(x.Weights, k)
		t.weights = append(t.weights, w)
		if w > 0 {
			t.factor = append(t.factor, k)
		}
	}
	if len(t.factor) < 2 {
		return nil, index.Undefined("only indicator %d has a weight: there is nothing to combine", t.factor[0])
	}
	for s := range t.columns {
		y, err := fromOne(x, s)
		if err != nil {
			return nil, err
		}
		for m := range t.columns[s] {
			for _, column := range y {
				t.columns[s][m] = append(t.columns[s][m], additive(column, units, m))
			}
		}
	}
	n := len(units)
	t.moved, t.scores, t.ranks, t.order = make([]float64, len(t.weights)), make([]float64, n), make([]float64, n), make([]int, n)
	t.nominal = slices.Clone(t.rank(t.weights, 0, 0))
	return t, nil
}

// fromOne returns the indicators by normalisation s on a scale from 1 up: min–max to 100, percentile ranks to 100, or z-scores with mean
// 50 and standard deviation 10, of which those more than 4.9 standard deviations below the mean are 1.
func fromOne(x index.Indicators, s int) (y [][]float64, err error) {
	switch s {
	case 0:
		return Normalise(x, OneToHundred)
	case 1:
		y, err = PercentileRank(x, 99, false)
	default:
		y, err = ZScore(x, true)
	}
	for _, column := range y {
		for i, v := range column {
			if s == 1 {
				column[i] = 1 + v
			} else {
				column[i] = max(1, 50+float64(10*v))
			}
		}
	}
	return y, err
}

// additive returns what the arithmetic mean is taken of to rank the units by mean m: the values, their logarithms, or what they are one
// by, with the sign changed.
func additive(column []float64, units []int, m int) []float64 {
	out := make([]float64, len(units))
	for j, i := range units {
		switch v := column[i]; m {
		case 0:
			out[j] = v
		case 1:
			out[j] = math.Log(v)
		default:
			out[j] = -1 / v
		}
	}
	return out
}

// rank returns the ranks of the units, 1 for the highest, by the weights, normalisation s and mean m. They are overwritten by the next
// call.
func (t *trial) rank(weights []float64, s, m int) []float64 {
	columns := t.columns[s][m]
	for j := range t.scores {
		sum, all := 0.0, 0.0
		for _, k := range t.factor {
			if v := columns[k][j]; v == v {
				sum += float64(weights[k] * v)
				all += weights[k]
			}
		}
		t.scores[j] = sum / all
		t.order[j] = j
	}
	t.tolerance = rounding(t.scores)
	slices.SortFunc(t.order, func(a, b int) int { return cmp.Compare(t.scores[b], t.scores[a]) })
	for from := 0; from < len(t.order); {
		to := from + 1
		for to < len(t.order) && t.scores[t.order[from]]-t.scores[t.order[to]] <= t.tolerance {
			to++
		}
		for _, j := range t.order[from:to] {
			t.ranks[j] = float64(from+1+to) / 2
		}
		from = to
	}
	return t.ranks
}

// factors is the number of choices: the weights, and what is varied beside them.
func (t *trial) factors() int {
	n := len(t.factor)
	for _, varied := range []bool{t.Normalisation, t.Mean} {
		if varied {
			n++
		}
	}
	return n
}

// choose returns the ranks by the choice at u, numbers from 0 to below 1 for each factor.
func (t *trial) choose(u []float64) []float64 {
	copy(t.moved, t.weights)
	for j, k := range t.factor {
		t.moved[k] *= 1 + float64(t.Perturbation*(2*u[j]-1))
	}
	u = u[len(t.factor):]
	s, m := 0, 0
	if t.Normalisation {
		s, u = int(scalesTried*u[0]), u[1:]
	}
	if t.Mean {
		m = int(meansTried * u[0])
	}
	return t.rank(t.moved, s, m)
}

// draw fills u with random numbers of the stream of the given number.
func (t *trial) draw(source *rand.PCG, stream uint64, u []float64) {
	source.Seed(t.Seed, stream)
	r := rand.New(source)
	for j := range u {
		u[j] = r.Float64()
	}
}

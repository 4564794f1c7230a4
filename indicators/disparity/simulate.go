package disparity

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// Simulation says how [Simulate] draws.
type Simulation struct {
	Draws   int     // of each set
	Level   float64 // confidence level of the limits, between 0 and 1
	Seed    uint64  // of the random numbers; every set has a stream of its own
	Workers int     // 0: one for each processor
}

// Simulated is the limits of the measures of one set from simulation, with the standard deviation of the draws as standard error;
// what is undefined is NaN. The measures are those for which no formula is in use: deviations from a mean or a best that the
// estimates themselves decide.
type Simulated struct {
	BetweenGroupStandardDeviation         index.Interval
	CoefficientOfVariation                index.Interval // per cent
	MeanDifference, UnweightedDifference  index.Interval // from the mean
	FromBest, UnweightedFromBest          index.Interval // the best of each draw
	FromReference, PlainFromReference     index.Interval // where there is a reference
	IndexOfDisparity, UnweightedDisparity index.Interval // per cent of the mean of each draw
}

// simulatedMeasures is the number of fields of Simulated.
const simulatedMeasures = 10

// Simulate draws every estimate of every set anew, from the normal distribution with the estimate as mean and its standard error,
// cut off at the bounds, and returns the range that holds the middle of the values of each measure (percentiles of type 7). That
// is the practice of WHO's programs (Schlotheuber and Hosseinpoor 2022), which draw 100 times; 1,000 draws are the least for limits
// of two digits. The best area is chosen anew in each draw, and the mean computed anew, where healthequal 1.0.1 keeps the mean of the
// estimates in IDISW and HEAT takes the best group for the reference.
//
// Such limits say how far chance would move the measure if the estimates were the truth. They do not cover the true disparity
// where it is small, since chance counts as disparity in every draw once more: use the noise-corrected measures for that.
//
// The same seed gives the same limits on any number of processors.
func Simulate(s Sets, o Simulation) ([]Simulated, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	switch {
	case s.SE == nil:
		return nil, index.Undefined("simulation needs standard errors")
	case o.Draws < 1:
		return nil, index.Undefined("%d draws; want at least 1", o.Draws)
	case !(o.Level > 0 && o.Level < 1):
		return nil, index.Undefined("confidence level is %v; it must be between 0 and 1", o.Level)
	case (s.Low != 0 || s.High != 0) && !(s.Low < s.High):
		return nil, index.Undefined("the bounds are %v and %v; want the lower first", s.Low, s.High)
	}
	out := make([]Simulated, s.Sets())
	s.each(o.Workers, func() func(k int) {
		b := newBatch(s, nil)
		var draws [simulatedMeasures][]float64
		for m := range draws {
			draws[m] = make([]float64, o.Draws)
		}
		source := new(rand.PCG)
		return func(k int) {
			source.Seed(o.Seed, uint64(k))
			out[k] = b.simulated(k, o, rand.New(source), draws)
		}
	})
	return out, nil
}

// simulated simulates set k.
func (b *batch) simulated(k int, o Simulation, r *rand.Rand, draws [simulatedMeasures][]float64) Simulated {
	undefined := !b.take(k) || len(b.y) < several || slices.ContainsFunc(b.se, func(se float64) bool { return !(se >= 0) || se > math.MaxFloat64 })
	bounded := b.sets.Low != 0 || b.sets.High != 0
	for _, y := range b.y {
		undefined = undefined || bounded && (y < b.sets.Low || y > b.sets.High)
	}
	var out [simulatedMeasures]index.Interval
	if undefined {
		nan := math.NaN()
		for m := range out {
			out[m] = index.Interval{SE: nan, Lower: nan, Upper: nan}
		}
	} else {
		favourable := b.sets.Favourable != nil && b.sets.Favourable[k]
		estimates := slices.Clone(b.y)
		for d := range o.Draws {
			for i, y := range estimates {
				b.y[i] = b.draw(r, y, b.se[i], bounded)
			}
			for m, v := range b.deviations(favourable) {
				draws[m][d] = v
			}
		}
		for m := range out {
			out[m] = limits(draws[m], o.Level)
		}
	}
	return Simulated{
		BetweenGroupStandardDeviation: out[0], CoefficientOfVariation: out[1], MeanDifference: out[2], UnweightedDifference: out[3],
		FromBest: out[4], UnweightedFromBest: out[5], IndexOfDisparity: out[6], UnweightedDisparity: out[7],
		FromReference: out[8], PlainFromReference: out[9],
	}
}

// draw returns a normal number within the bounds. Most come at once; where the bounds leave little room the tail is inverted.
func (b *batch) draw(r *rand.Rand, mean, se float64, bounded bool) float64 {
	for range 8 {
		y := mean + float64(se*r.NormFloat64())
		if !bounded || y >= b.sets.Low && y <= b.sets.High {
			return y
		}
	}
	from, to := distuv.UnitNormal.CDF((b.sets.Low-mean)/se), distuv.UnitNormal.CDF((b.sets.High-mean)/se)
	y := mean + float64(se*distuv.UnitNormal.Quantile(from+float64(r.Float64()*(to-from))))
	return min(max(y, b.sets.Low), b.sets.High)
}

// deviations returns the measures of Simulated in its order. Relative ones are NaN where the mean is not above 0.
func (b *batch) deviations(favourable bool) [simulatedMeasures]float64 {
	n := float64(len(b.y))
	var mean, plain float64
	best := b.y[0]
	for i, y := range b.y {
		mean += b.p[i] * y
		plain += y
		if favourable == (y > best) {
			best = y
		}
	}
	plain /= n
	var variance, distance, plainDistance float64
	for i, y := range b.y {
		d := y - mean
		variance += b.p[i] * d * d
		distance += b.p[i] * math.Abs(d)
		plainDistance += math.Abs(d)
	}
	deviation := math.Sqrt(variance)
	plainDistance /= n
	per := 100 / mean
	if !(mean > 0) {
		per = math.NaN()
	}
	reference, plainReference := math.NaN(), math.NaN()
	if b.ref >= 0 {
		reference, plainReference = b.distances(b.y[b.ref])
	}
	return [simulatedMeasures]float64{
		deviation, per * deviation, distance, plainDistance, math.Abs(mean - best), math.Abs(plain - best), per * distance, per * plainDistance,
		reference, plainReference,
	}
}

// limits returns the standard deviation of the draws and the quantiles that hold the middle of them, NaN where a draw has no value.
// It sorts the draws.
func limits(draws []float64, level float64) index.Interval {
	var mean float64
	for _, v := range draws {
		mean += v / float64(len(draws))
	}
	var squares float64
	for _, v := range draws {
		squares += (v - mean) * (v - mean)
	}
	slices.Sort(draws) // NaN comes first
	if math.IsNaN(draws[0]) {
		return index.Interval{SE: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}
	}
	at := func(p float64) float64 {
		place := p * float64(len(draws)-1)
		j := int(place)
		if j+1 == len(draws) {
			return draws[j]
		}
		return draws[j] + (place-float64(j))*(draws[j+1]-draws[j])
	}
	return index.Interval{SE: math.Sqrt(squares / float64(len(draws)-1)), Lower: at((1 - level) / 2), Upper: at((1 + level) / 2)}
}

package mobility

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

// Date is the values of areas at a date, with the variance that chance gives each.
type Date struct {
	Values, Variances []float64

	// Draw returns what chance may make of the figure of an area whose true value is given. Where it is nil the figure is normally distributed.
	Draw func(r *rand.Rand, area int, truth float64) float64
}

// Chance is what chance makes of areas that all keep their places, beside what has been seen.
type Chance struct {
	Spearman float64 // rank correlation that has been seen
	Expected float64 // mean of those that chance makes
	Lower    float64 // that which one in twenty is below
	P        float64 // probability of a correlation as low as has been seen
	Prais    float64 // mean of the index of Prais and Shorrocks that chance makes; NaN where there are no classes

	Moves  []float64 // ranks gained by each area, negative where lost
	MovesP []float64 // probability of as large a move, up or down

	// Spread is the standard deviation of the true values at each date, what chance adds taken off: 0 where chance alone explains how far the
	// areas lie from one another. Then places mean little.
	Spread [2]float64
}

// MostDrawn is the most areas that chance is drawn for.
const MostDrawn = 1000

// AgainstChance draws the figures of both dates anew, many times, for areas that keep their places: at each date the true values are those of
// one order of areas, with the mean of the date and with the spread that is left of what has been seen when the variance of chance is taken
// off. The place of an area is its mean of both dates, each by how surely it tells. Places are spread as much as true ones (constrained
// empirical Bayes: Louis 1984, Journal of the American Statistical Association 79, 393–398), for places as they are seen are spread by
// chance too, and areas that lie further from one another than in truth would keep their ranks too well.
//
// The hypothesis is that no area moves among the others, though all may rise or fall, and come closer together or drift apart. P is the share
// of draws with as low a rank correlation, the figures themselves among them. Classes below 2 leave the index of Prais and Shorrocks out.
func AgainstChance(first, last Date, classes int, o resample.Options) (Chance, error) {
	n := len(first.Values)
	c := Chance{Prais: math.NaN()}
	rho, err := Spearman(first.Values, last.Values, nil)
	if err != nil {
		return c, err
	}
	if n > MostDrawn {
		return c, index.Undefined("more than %d areas", MostDrawn)
	}
	for _, d := range []Date{first, last} {
		if len(d.Variances) != n {
			return c, index.Undefined("%d values and %d variances", n, len(d.Variances))
		}
		for i, v := range d.Variances {
			if !(v > 0) || math.IsInf(v, 1) {
				return c, index.Undefined("variance %v of area %d", v, i)
			}
		}
	}
	var truths [2][]float64
	truths, c.Spread = truth(first, last)
	c.Spearman, c.Moves = rho, Ranks(first.Values)
	for i, rank := range Ranks(last.Values) {
		c.Moves[i] -= rank
	}
	// One column for the correlation, one for the index, and one for the move of each area.
	reps := resample.Replicate(o, 2+n, func() resample.Draw {
		x, y, rx, ry, order := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]int, n)
		return func(r *rand.Rand, out []float64) {
			for i := range n {
				x[i], y[i] = first.draw(r, i, truths[0][i]), last.draw(r, i, truths[1][i])
			}
			ranks(x, rx, order)
			ranks(y, ry, order)
			if v, err := correlation(rx, ry, nil); err == nil {
				out[0] = v
			} else {
				out[0] = 0 // all alike: nothing tells of an order
			}
			if classes >= 2 {
				if v, err := praisShorrocks(rx, ry, classes); err == nil {
					out[1] = v
				}
			}
			for i := range n {
				out[2+i] = rx[i] - ry[i]
			}
		}
	})
	c.Expected, c.P = mean(reps[0]), least(reps[0], func(v float64) bool { return v <= rho+1e-12 })
	slices.Sort(reps[0])
	c.Lower = resample.Quantile(reps[0], 0.05)
	if defined := slices.DeleteFunc(reps[1], math.IsNaN); len(defined) > 0 {
		c.Prais = mean(defined)
	}
	c.MovesP = make([]float64, n)
	for i, move := range c.Moves {
		c.MovesP[i] = least(reps[2+i], func(v float64) bool { return math.Abs(v) >= math.Abs(move)-1e-12 })
	}
	return c, nil
}

// draw returns what chance makes of the figure of an area.
func (d Date) draw(r *rand.Rand, area int, truth float64) float64 {
	if d.Draw != nil {
		return d.Draw(r, area, truth)
	}
	return truth + math.Sqrt(d.Variances[area])*r.NormFloat64()
}

// truth returns values for both dates at which all areas have the same places, and the standard deviations of the true values.
func truth(first, last Date) (values [2][]float64, spread [2]float64) {
	n := len(first.Values)
	var centre [2]float64
	for k, d := range []Date{first, last} {
		centre[k] = mean(d.Values)
		variance := 0.0
		for _, v := range d.Values {
			variance += (v - centre[k]) * (v - centre[k]) / float64(n-1)
		}
		spread[k] = math.Sqrt(math.Max(0, variance-mean(d.Variances)))
	}
	places := make([]float64, n)
	for i := range places {
		sum, weight := 0.0, 0.0
		for k, d := range []Date{first, last} {
			sum += spread[k] * (d.Values[i] - centre[k]) / d.Variances[i]
			weight += spread[k] * spread[k] / d.Variances[i]
		}
		if weight > 0 {
			places[i] = sum / (weight + 1) // shrunk by what the area's own figures do not tell
		}
	}
	middle, square := mean(places), 0.0
	for _, v := range places {
		square += (v - middle) * (v - middle) / float64(n-1)
	}
	for k := range values {
		values[k] = make([]float64, n)
		for i, v := range places {
			values[k][i] = centre[k]
			if square > 0 {
				values[k][i] += spread[k] * (v - middle) / math.Sqrt(square)
			}
		}
	}
	return values, spread
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// least is the share of replicates that are as extreme, what has been seen among them.
func least(replicates []float64, extreme func(float64) bool) float64 {
	n := 1
	for _, v := range replicates {
		if extreme(v) {
			n++
		}
	}
	return float64(n) / float64(len(replicates)+1)
}

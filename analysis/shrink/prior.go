package shrink

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// prior is what is believed of the mean and the variance of the true values of some areas: some pairs of them, each with a share of belief.
type prior struct {
	m, a, varm []float64 // mean, variance, and the variance of the mean
	share      []float64 // of belief, 1 together
}

func (p *prior) mean() float64 {
	var out float64
	for g, s := range p.share {
		out += float64(s * p.m[g])
	}
	return out
}

func (p *prior) sd() float64 {
	var out float64
	for g, s := range p.share {
		out += float64(s * p.a[g])
	}
	return math.Sqrt(out)
}

// points is how many variances are looked at. Where fewer than enough of them are believed in, they are looked at again, closer together: a sum
// over points at a distance of a standard deviation is exact to many digits.
const (
	points = 21
	enough = 10
	looks  = 6
)

// fit finds what the figures of some areas tell of the mean and variance of their true values.
//
// The variance has a flat prior. Given it, the figures are taken as normal with variance A + V, so that the mean is their weighted mean and
//
//	ln p(A) = −½ Σ ln(A + Vi) − ½ Σ (yi − m)²/(A + Vi) − ½ ln Σ 1/(A + Vi) + constant
//
// (Morris and Lysy 2012, section 2.3). Variances are looked at on the scale of logarithms, from a thousandth of that of chance up to a
// thousand times that of the figures: outside of that lies less than one part in a hundred of what is believed, of five areas, and nothing of many.
func (f *figures) fit(units []int) (*prior, error) {
	if err := f.check(units); err != nil {
		return nil, err
	}
	var events, size index.Sum
	for _, k := range units {
		events.Add(float64(f.y[k] * f.size[k]))
		size.Add(f.size[k])
	}
	m := events.Value() / size.Value()
	var certain, squares float64
	for _, k := range units {
		certain += 1 / (f.model.chance(f.size[k], m, 0) + f.noise[k])
		squares += (f.y[k] - m) * (f.y[k] - m)
	}
	chance := float64(len(units)) / certain
	from := math.Log(chance) - 7
	to := math.Min(math.Log(chance+squares/float64(len(units)-1))+7, math.Log(f.model.most(m)))
	p := newPrior()
	logs := make([]float64, points)
	for range looks {
		f.look(units, m, chance, from, to, p, logs)
		first, last := worthy(logs)
		if last-first+1 >= enough {
			break
		}
		step := (to - from) / points
		from, to = from+step*float64(first-1), math.Min(to, from+step*float64(last+2))
	}
	return p, nil
}

func newPrior() *prior {
	return &prior{m: make([]float64, points), a: make([]float64, points), varm: make([]float64, points), share: make([]float64, points)}
}

// worthy returns the first and the last of the points that are believed in at all: e⁻¹² as much as the most.
func worthy(logs []float64) (first, last int) {
	top := slices.Max(logs)
	first = slices.IndexFunc(logs, func(l float64) bool { return l > top-12 })
	for last = len(logs) - 1; last > first && logs[last] <= top-12; last-- {
	}
	return first, last
}

// look weighs points in a stretch of the logarithm of the variance, and says the logarithms of their weights too.
func (f *figures) look(units []int, m, chance, from, to float64, p *prior, logs []float64) {
	for g := range logs {
		log := from + (to-from)*(float64(g)+0.5)/points
		v := math.Exp(log)
		var weights, first, second, product float64 // of 1/(A + V): sums with 1, y − m and its square
		spread := 1.0                               // of (A + V)/V̄, multiplied up: of many numbers one logarithm is enough
		for _, k := range units {
			t := v + f.model.chance(f.size[k], m, v) + f.noise[k]
			w, d := 1/t, f.y[k]-m
			weights += w
			first += w * d
			second += w * d * d
			if spread *= t / chance; spread < 1e-200 || spread > 1e200 {
				product += math.Log(spread)
				spread = 1
			}
		}
		shift := first / weights
		p.a[g], p.m[g], p.varm[g] = v, m+shift, 1/weights
		logs[g] = log - 0.5*(product+math.Log(spread)+math.Max(0, second-shift*first)+math.Log(weights)) // dA = A d ln A
	}
	top := slices.Max(logs)
	var total float64
	for g, l := range logs {
		p.share[g] = math.Exp(l - top)
		total += p.share[g]
	}
	for g := range p.share {
		p.share[g] /= total
	}
}

// check returns why figures tell nothing of the true values.
func (f *figures) check(units []int) error {
	some, others := f.model == normal, f.model != binomial
	for _, k := range units {
		some = some || f.y[k] > 0
		others = others || f.y[k] < 1
	}
	switch {
	case !some:
		return index.Undefined("there are no events")
	case !others:
		return index.Undefined("everybody is counted")
	}
	return nil
}

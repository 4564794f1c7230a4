package segregation

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// Parameters of the distortion coefficients.
var (
	distortionOver = index.Choice("over", "what a step of the walk counts as: the people it adds, or one for each unit", "people", "units")
	distortionPast = index.Choice("passage", "the divergence at a step: the largest from there on, so that nearness to the city counts when it lasts, or that of the step itself", "last", "each")
	distortionUnit = index.Choice("normalise", "what it is a share of: the most there could be with groups of these sizes, or nothing", "maximum", "none")
)

var distortionParams = []index.Param{distortionOver, distortionPast, distortionUnit}

// Distorted says how a walk from a unit to the whole city is summed up.
type Distorted struct {
	Units bool // a step counts as its units, not as its people
	Each  bool // the divergence of a step is its own, not the largest from there on
	Plain bool // in natural units, not as a share of the largest that there could be
}

func distorted(p index.Params) Distorted {
	return Distorted{distortionOver.From(p) == 1, distortionPast.From(p) == 1, distortionUnit.From(p) == 1}
}

// of returns the coefficient of each unit, NaN where nobody lives.
func (how Distorted) of(c index.Composition) ([]float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	at, err := c.Located()
	if err != nil {
		return nil, err
	}
	if _, err := at.Walker(); err != nil {
		return nil, index.Unplaced(err)
	}
	w := newWalk(c, N, T)
	largest := 1.0
	if !how.Plain {
		largest = greatestDistortion(N, T)
	}
	out := make([]float64, c.Units())
	space.Each(len(out), func() func(int) {
		walker, _ := at.Walker()
		steps, sums := make([]step, 0, len(out)), make([]float64, len(w.counts))
		return func(i int) {
			if w.people[i] == 0 {
				return
			}
			steps = w.from(walker, i, steps[:0], sums)
			if out[i] = unreached; w.reached(steps) {
				out[i] = how.mean(steps) / largest
			}
		}
	})
	cut := 0
	for i, v := range out {
		switch {
		case w.people[i] == 0:
			out[i] = math.NaN()
		case v == unreached:
			cut++
		default:
			if out[i], err = within(0, v, math.Inf(1)); err != nil {
				return nil, err
			}
		}
	}
	if cut > 0 {
		return nil, index.Undefined("the whole city cannot be reached from %s", lang.Count(cut, "unit"))
	}
	return out, nil
}

const unreached = -1 // in the place of a coefficient

// step is a ring of units that a walk takes in.
type step struct {
	people     float64
	units      float64
	divergence float64 // of all so far from the city
}

// mean returns the mean divergence of the steps.
func (how Distorted) mean(steps []step) float64 {
	var sum, weights index.Sum
	largest := 0.0
	for _, s := range slices.Backward(steps) {
		weight := s.people
		if how.Units {
			weight = s.units
		}
		if largest = max(largest, s.divergence); how.Each {
			largest = s.divergence
		}
		sum, weights = sum.Plus(weight*largest), weights.Plus(weight)
	}
	return sum.Value() / weights.Value()
}

// walk is what is needed to follow how the composition changes from a unit to the whole city.
type walk struct {
	ln     []float64   // of the share of each group that has people, in the city
	counts [][]float64 // of those groups
	people []float64   // of units
	units  float64     // how many have people
}

func newWalk(c index.Composition, N []float64, T float64) *walk {
	w := &walk{people: unitTotals(c)}
	for k, n := range N {
		if n > 0 {
			w.ln, w.counts = append(w.ln, logarithm(max(n/T, 0x1p-1022))), append(w.counts, c.Counts[k])
		}
	}
	for _, t := range w.people {
		if t > 0 {
			w.units++
		}
	}
	return w
}

// from appends the steps from unit i; sums are used for the groups so far.
func (w *walk) from(walker *space.Walker, i int, steps []step, sums []float64) []step {
	clear(sums)
	walker.From(i, func(ring []space.Near) bool {
		var s step
		for _, x := range ring {
			if n := w.people[x.Unit]; n > 0 {
				s.people += n
				s.units++
				for k, counts := range w.counts {
					sums[k] += counts[x.Unit]
				}
			}
		}
		if s.units > 0 {
			s.divergence = w.divergence(sums)
			steps = append(steps, s)
		}
		return true
	})
	return steps
}

// reached tells whether the steps have taken in everybody.
func (w *walk) reached(steps []step) bool {
	units := 0.0
	for _, s := range steps {
		units += s.units
	}
	return units == w.units
}

// divergence returns the Kullback–Leibler divergence Σ q ln(q/P) of the composition of these counts from the city's, in natural units. Groups
// are those of w; a share of less than 10⁻³⁰⁰ adds nothing.
func (w *walk) divergence(counts []float64) float64 {
	t := 0.0
	for _, n := range counts {
		t += n
	}
	sum := 0.0
	for k, n := range counts {
		if q := n / t; q > 1e-300 {
			sum += float64(q * (logarithm(q) - w.ln[k]))
		}
	}
	return max(0, sum)
}

// greatestDistortion returns the largest distortion that Olteanu, Randon-Furling and Clark find possible with groups of these sizes, people
// being added one by one: that of somebody in the smallest group, when all of that group live nearest, then all of the next smallest, and so on. With cumulative shares S_j it
// is the sum over groups j, from a = S_(j−1) to b = S_j, of
//
//	∫ (a/s) ln(1/s) + (1 − a/s) ln((1 − a/s)/P_j) ds
//
// whose second logarithm gives a dilogarithm: ∫ (1 − a/s) ln(1 − a/s) ds = (s − a) ln(s − a) − s ln s − a Li₂(a/s).
func greatestDistortion(N []float64, T float64) float64 {
	N = slices.Clone(N)
	slices.Sort(N)
	xlog := func(x float64) float64 {
		if x <= 0 {
			return 0
		}
		return x * math.Log(x)
	}
	var sum, people index.Sum
	for _, n := range N {
		if n == 0 {
			continue
		}
		a := people.Value() / T
		people = people.Plus(n)
		b, P := people.Value()/T, n/T
		sum = sum.Plus(-P * math.Log(P)).Plus(xlog(P)).Plus(-xlog(b)).Plus(xlog(a))
		if a > 0 {
			la, lb := math.Log(a), math.Log(b)
			sum = sum.Plus(a / 2 * (la - lb) * (la + lb)).Plus(a * math.Log(P) * (lb - la))
			sum = sum.Plus(a * (math.Pi*math.Pi/6 - real(mathext.Li2(complex(a/b, 0)))))
		}
	}
	return sum.Value()
}

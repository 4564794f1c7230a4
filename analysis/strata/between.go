package strata

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// MaxCells is the number of cells above which [Between] refuses, for it works with a matrix of cells by categories.
const MaxCells = 2000

// Variance is the variance between cells by population, in parts: Total = Additive + Interaction.
type Variance struct {
	Total       Part
	Alone       []Part // what each dimension has by itself, whatever the others; these need not sum to Additive where dimensions go together
	Additive    Part   // what the dimensions have together, each cell being the sum of one term for each
	Interaction Part   // what is left: that cells differ from such a sum
}

// Between divides the variance between cells, V = Σ wi (yi − μ)², into what weighted least squares fit with the main effects of one
// dimension, with those of all, and what they leave.
//
// Each part is the squared length of a projection of the values, Σk (Σi qki √wi yi)², on an orthonormal basis qk of the contrasts of its
// dimensions. Independent errors of variance vi therefore add Σk Σi qki² wi vi to it on average, exactly, and that is what the corrected
// parts are without (Searle, S. R. 1971, Linear Models, Wiley, chapter 2, theorem 1). For V it is Σ wi (1 − wi) vi.
//
// As shares of V, the parts read as in a multilevel analysis of intersecting groups: the share of the additive part is the proportional
// change in variance, and that of the interaction what is left after main effects (Evans, C. R. et al. 2018, A multilevel approach to modeling
// health inequalities at the intersection of multiple social identities. Social Science & Medicine 203, 64–73), for these cells and weights.
//
// It is undefined for fewer than two cells with somebody in them, for more than [MaxCells], for fewer than two dimensions, and where lengths
// differ or numbers are not finite.
func Between(t Table) (Variance, error) {
	t, err := checked(t)
	switch {
	case err != nil:
		return Variance{}, err
	case len(t.Dimensions) < 2:
		return Variance{}, index.Undefined("needs at least 2 dimensions, has %d", len(t.Dimensions))
	case len(t.Values) > MaxCells:
		return Variance{}, index.Undefined("%d cells are more than %d", len(t.Values), MaxCells)
	}
	out := Variance{Total: spread(t)}
	for d := range t.Dimensions {
		out.Alone = append(out.Alone, spread(t.margin(d)))
	}
	out.Additive = t.projected()
	out.Interaction = out.Total.minus(out.Additive)
	return out, nil
}

// spread is the variance of values by weight.
func spread(t Table) Part {
	var mean, sum, chance index.Sum
	for i, w := range t.Weights {
		mean.Add(float64(w * t.Values[i]))
	}
	mu := mean.Value()
	for i, w := range t.Weights {
		d := t.Values[i] - mu
		sum.Add(float64(w * d * d))
		if t.Variances != nil {
			chance.Add(float64(w * (1 - w) * t.Variances[i]))
		}
	}
	return t.part(sum.Value(), chance.Value())
}

// part takes what chance makes off an observed part.
func (t Table) part(observed, chance float64) Part {
	if t.Variances == nil {
		return Part{observed, math.NaN()}
	}
	return Part{observed, observed - chance}
}

// projected is the variance of the values that main effects of all dimensions fit.
func (t Table) projected() Part {
	var sum, chance index.Sum
	for _, q := range t.contrasts() {
		var along index.Sum
		for i, w := range t.Weights {
			x := q[i] * math.Sqrt(w)
			along.Add(float64(x * t.Values[i]))
			if t.Variances != nil {
				chance.Add(float64(x * x * t.Variances[i]))
			}
		}
		sum.Add(along.Value() * along.Value())
	}
	return t.part(sum.Value(), chance.Value())
}

// contrasts returns an orthonormal basis of the main effects of all dimensions at right angles to the mean, by Gram and Schmidt, done twice for
// its rounding. Categories that say nothing new, as the last of each dimension, have no vector.
func (t Table) contrasts() [][]float64 {
	n := len(t.Weights)
	basis := make([][]float64, 1)
	basis[0] = make([]float64, n)
	for i, w := range t.Weights {
		basis[0][i] = math.Sqrt(w)
	}
	for _, of := range t.Dimensions {
		seen := map[int]bool{}
		for _, category := range of {
			if seen[category] {
				continue
			}
			seen[category] = true
			v := make([]float64, n)
			for i, c := range of {
				if c == category {
					v[i] = math.Sqrt(t.Weights[i])
				}
			}
			before := length(v)
			for range 2 {
				for _, q := range basis {
					along := dot(q, v)
					for i := range v {
						v[i] -= float64(along * q[i])
					}
				}
			}
			after := length(v)
			if after <= 1e-9*before {
				continue
			}
			for i := range v {
				v[i] /= after
			}
			basis = append(basis, v)
		}
	}
	return basis[1:]
}

func dot(a, b []float64) float64 {
	var sum index.Sum
	for i, x := range a {
		sum.Add(float64(x * b[i]))
	}
	return sum.Value()
}

func length(v []float64) float64 { return math.Sqrt(dot(v, v)) }

package composite

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var baseSample = index.Param{
	Name: "sample", Default: 512, Min: 32, Max: 8192, Whole: true,
	Doc: "size of each of the two samples; with F choices the ranks are computed F + 2 times as often",
}

var rankSensitivity = index.Index{
	ID:      "rank-sensitivity",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Vilka val som flyttar rangerna (Sobolindex)", En: "Which choices move the ranks (Sobol indices)"},
	Formula: "S_f = E[y_B (y_AB − y_A)] / V(y), T_f = E[(y_A − y_AB)²] / 2V(y), y = (1/n) Σi |rank_i − nominal rank_i|",
	Source: "Saisana, Saltelli & Tarantola 2005, Journal of the Royal Statistical Society A 168(2), 307–323; Saltelli et al. 2010, " +
		"Computer Physics Communications 181(2), 259–270; Jansen 1999, Computer Physics Communications 117, 35–43",
	Min: math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{baseSample, perturbation, varied, available, seed},
	Reading: lang.Text{
		Sv: "Delen är %s: andelen av rangförskjutningarnas variation som ett val orsakar ensamt (first order) eller tillsammans med andra (total).",
		En: "The part is %s: the share of the variation of the rank shifts that a choice causes alone (first order) or with others (total).",
	},
	Caveat: lang.Text{
		Sv: "Andelarna är skattade med slumptal: ett litet tal kan bli negativt. De gäller de val som varieras, och så långt de varieras.",
		En: "The shares are estimated with random numbers: a small one may come out negative. They hold for the choices that are varied, as far as they are varied.",
	},
	Needs:      "a table of two units or more by two indicators or more, each with two different values or more, some rank of which a choice moves",
	Programs:   []string{"COINr: get_sensitivity"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		s, err := RankSensitivity(x, choicesFrom(p), int(baseSample.From(p)))
		if err != nil {
			return nil, err
		}
		shift := index.About("mean rank shift", s.Shift)
		parts := []index.Part{shift}
		for _, f := range s.Factors {
			for _, of := range []struct {
				name      string
				value, se float64
			}{{"first order", f.First, f.FirstSE}, {"total", f.Total, f.TotalSE}} {
				part := index.About(of.name, of.value)
				if f.Indicator >= 0 {
					part.Group = f.Indicator
				} else {
					part.Name = f.Name + ", " + of.name
				}
				part.SE = of.se
				parts = append(parts, part)
			}
		}
		return parts, nil
	},
}

// Sensitivity is how far choices move the ranks, and which.
type Sensitivity struct {
	Shift   float64 // mean over the choices of the mean absolute shift of the units' ranks
	Factors []Factor
}

// Factor is a choice: the weight of an indicator, the normalisation or the mean, with Sobol's indices and their standard errors.
type Factor struct {
	Name             string // weight, normalisation or mean
	Indicator        int    // -1 where it is no weight
	First, Total     float64
	FirstSE, TotalSE float64
}

// RankSensitivity returns Sobol's indices of the choices: of the variance of the mean absolute shift of the ranks from the nominal ones
// (see [RankRange]), the share that goes away on average when a choice is fixed (first order), and the share that is left when all
// others are fixed (total). The first orders sum to at most 1, the totals to at least 1, apart from the error of the estimates; a total
// far above the first order says that a choice matters together with others.
//
// Two samples A and B of the given size are drawn, row i from the stream i of the seed, and for each choice a third that is A with the
// choice of B. First orders are by the estimator of Saltelli and others (2010), with the values less their mean, totals by Jansen's (1999).
// Standard errors are those of the two ratios, linearised.
//
// The samples are pseudo-random, as those of COINr's get_sensitivity, whose estimators are the same but for the mean, which it leaves on
// in the first orders, so that they are noisier; and its bootstrap keeps the variance as it is, where the standard errors here allow for
// the error of both. Its charts show what comes out below 0 as 0.
//
// It is undefined where [RankUncertainty] is, for samples of fewer than two, and where no choice moves any rank.
func RankSensitivity(x index.Indicators, c Choices, sample int) (Sensitivity, error) {
	if sample < 2 {
		return Sensitivity{}, index.Undefined("samples of %d; want at least 2", sample)
	}
	t, err := newTrial(x, c)
	if err != nil {
		return Sensitivity{}, err
	}
	n := t.factors()
	source, u := new(rand.PCG), make([]float64, 2*n)
	a, b, mixed := make([]float64, sample), make([]float64, sample), make([][]float64, n)
	for f := range mixed {
		mixed[f] = make([]float64, sample)
	}
	var sum index.Sum
	for i := range sample {
		t.draw(source, uint64(i), u)
		first, second := u[:n], u[n:]
		a[i], b[i] = t.shift(first), t.shift(second)
		sum = sum.Plus(a[i]).Plus(b[i])
		for f := range n {
			first[f], second[f] = second[f], first[f]
			mixed[f][i] = t.shift(first)
			first[f], second[f] = second[f], first[f]
		}
	}
	mean := sum.Value() / float64(2*sample)
	variances := make([]float64, sample)
	var v index.Sum
	for i := range sample {
		a[i] -= mean
		b[i] -= mean
		variances[i] = (float64(a[i]*a[i]) + float64(b[i]*b[i])) / 2
		v = v.Plus(variances[i])
	}
	if variance := v.Value() / float64(sample); !(variance > 1e-20) {
		return Sensitivity{}, index.Undefined("no choice moves any rank")
	}
	out := Sensitivity{Shift: mean}
	first, total := make([]float64, sample), make([]float64, sample)
	for f, y := range mixed {
		for i := range sample {
			ab := y[i] - mean
			d := a[i] - ab
			first[i], total[i] = b[i]*(ab-a[i]), d*d/2
		}
		factor := t.factorNamed(f)
		factor.First, factor.FirstSE = ratio(first, variances)
		factor.Total, factor.TotalSE = ratio(total, variances)
		out.Factors = append(out.Factors, factor)
	}
	return out, nil
}

// shift returns the mean absolute shift of the ranks by the choice at u.
func (t *trial) shift(u []float64) float64 {
	sum := 0.0
	for j, rank := range t.choose(u) {
		sum += math.Abs(rank - t.nominal[j])
	}
	return sum / float64(len(t.units))
}

// factorNamed returns choice f without its indices.
func (t *trial) factorNamed(f int) Factor {
	switch {
	case f < len(t.factor):
		return Factor{Name: "weight", Indicator: t.factor[f]}
	case f == len(t.factor) && t.Normalisation:
		return Factor{Name: "normalisation", Indicator: -1}
	}
	return Factor{Name: "mean", Indicator: -1}
}

// ratio returns the ratio of the mean of a to that of b, with its linearised standard error.
func ratio(a, b []float64) (r, se float64) {
	mean := index.Total(b) / float64(len(b))
	r = index.Total(a) / float64(len(a)) / mean
	var squares index.Sum
	for i := range a {
		d := (a[i] - float64(r*b[i])) / mean
		squares = squares.Plus(d * d)
	}
	n := float64(len(a))
	return r, math.Sqrt(squares.Value() / (n - 1) / n)
}

package inequality

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var concentrationDeterminants = index.Index{
	ID:      "concentration-by-determinant",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Koncentrationsindex, uppdelat på bestämningsfaktorer", En: "Concentration index by determinant"},
	Formula: "C = Σk (βk x̄k/μ) Ck + 2 cov(e, R)/μ, with y = α + Σk βk xk + e by weighted least squares",
	Source:  "Wagstaff, A., van Doorslaer, E. & Watanabe, N. (2003). On decomposing the causes of health sector inequalities with an application to malnutrition inequalities in Vietnam. Journal of Econometrics 112(1), 207–223.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Delen är %s. Faktorernas bidrag och resten blir tillsammans hela koncentrationsindexet.",
		En: "The part is %s. The contributions of the determinants and the residual add up to the whole concentration index.",
	},
	Caveat: lang.Text{
		Sv: "Ett bidrag är ett samband i data, inte en orsak. Mellan områden beskriver det områden, inte personer.",
		En: "A contribution is an association in the data, not a cause. Between areas it describes areas, not persons.",
	},
	Reads:      index.Order | index.Sources,
	Needs:      "values of at least 0 that are not all zero, with ranks and determinants that vary and are not combinations of each other, on more values than determinants",
	Programs:   []string{"rineq: contribution"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		c, err := ConcentrationByDeterminant(d)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("total", c.Total), index.About("residual", c.Residual), index.About("explained", c.Explained)}
		for k, t := range c.Determinants {
			parts = append(parts, ofSource(k, "coefficient", t.Coefficient), ofSource(k, "elasticity", t.Elasticity))
			if finite(t.Concentration) {
				parts = append(parts, ofSource(k, "concentration", t.Concentration))
			}
			parts = append(parts, ofSource(k, "contribution", t.Contribution))
		}
		return parts, nil
	},
}

// DeterminantDecomposition is the concentration index taken apart by what the values depend on.
type DeterminantDecomposition struct {
	Total        float64
	Residual     float64 // what the determinants leave
	Explained    float64 // share of the variance of the values that the regression accounts for, R²; 0 where all are equal
	Determinants []DeterminantTerm
}

// DeterminantTerm is a determinant in a [DeterminantDecomposition].
type DeterminantTerm struct {
	Coefficient   float64 // βk, by least squares
	Elasticity    float64 // βk x̄k/μ, at the means
	Concentration float64 // the determinant's own index in the same order; NaN where its mean is 0
	Contribution  float64 // Elasticity · Concentration, the determinant's part of Total
}

// ConcentrationByDeterminant takes [ConcentrationIndex] apart by d.Sources, the determinants of the values: a regression of the values on
// them by least squares with the weights of d, and for each the elasticity of the values at the means times its own concentration index in
// the order of d.Rank (Wagstaff, van Doorslaer and Watanabe 2003). Contributions and residual add up to the whole.
//
// The contribution is computed as 2βk cov(xk, R)/μ, so that a determinant whose mean is 0, such as a deviation, has one as well. A determinant
// may be 0 or 1 for belonging to a group.
//
// It is undefined where [ConcentrationIndex] is, without determinants, for one that is the same for all or a combination of others, and
// where there are not more values than determinants.
func ConcentrationByDeterminant(d index.Distribution) (DeterminantDecomposition, error) {
	r, err := rank(d)
	if err != nil {
		return DeterminantDecomposition{}, err
	}
	if err := r.relative(); err != nil {
		return DeterminantDecomposition{}, err
	}
	n, k := len(r.places), len(d.Sources)
	switch {
	case k == 0:
		return DeterminantDecomposition{}, index.Undefined("the values have no determinants")
	case n <= k:
		return DeterminantDecomposition{}, index.Undefined("%d values are too few for a regression on %d determinants", n, k)
	}
	// Deviations from the mean, in units of the standard deviation, leave a constant out and make determinants of any size alike.
	x, y := mat.NewDense(n, k, nil), mat.NewVecDense(n, nil)
	means, spreads := make([]float64, k), make([]float64, k)
	for j, source := range d.Sources {
		values, mean := standardise(r, source, d.Weights)
		means[j], spreads[j] = mean.mean, mean.spread
		if !(mean.spread > 0) || !finite(mean.spread) || !finite(mean.mean) {
			return DeterminantDecomposition{}, index.Undefined("determinant %d is the same for all, or too large to compute with", j)
		}
		x.SetCol(j, values)
	}
	for i, p := range r.places {
		y.SetVec(i, math.Sqrt(p.share)*(p.value-r.mean))
	}
	var qr mat.QR
	qr.Factorize(x)
	if condition := qr.Cond(); !(condition < 1e8) {
		return DeterminantDecomposition{}, index.Undefined("a determinant is a combination of others")
	}
	var b mat.VecDense
	if err := qr.SolveVecTo(&b, false, y); err != nil {
		return DeterminantDecomposition{}, index.Undefined("the regression has no solution: %v", err)
	}
	c := DeterminantDecomposition{Total: r.generalised / r.mean}
	residual := make([]index.Sum, n) // of each value, unweighted
	for i, p := range r.places {
		residual[i] = residual[i].Plus(p.value - r.mean)
	}
	for j := range d.Sources {
		slope := b.AtVec(j)
		t := DeterminantTerm{Concentration: math.NaN()}
		var along index.Sum // of the standardised determinant
		for i, p := range r.places {
			v := x.At(i, j) / math.Sqrt(p.share)
			along = along.Plus(p.share * v * p.lead())
			residual[i] = residual[i].Plus(-slope * v)
		}
		t.Coefficient = slope * (r.unit / spreads[j])
		t.Elasticity = slope / r.mean * (means[j] / spreads[j])
		t.Contribution = slope / r.mean * along.Value()
		if means[j] != 0 {
			t.Concentration = along.Value() * (spreads[j] / means[j])
		}
		if !finite(t.Coefficient) || !finite(t.Elasticity) || !finite(t.Contribution) || math.IsInf(t.Concentration, 0) {
			return DeterminantDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
		}
		c.Determinants = append(c.Determinants, t)
	}
	var along, left, whole index.Sum
	for i, p := range r.places {
		e := residual[i].Value()
		along = along.Plus(p.share * e * p.lead())
		left = left.Plus(p.share * e * e)
		whole = whole.Plus(p.share * (p.value - r.mean) * (p.value - r.mean))
	}
	c.Residual = along.Value() / r.mean
	if whole.Value() > 0 {
		c.Explained = math.Max(0, 1-left.Value()/whole.Value())
	}
	if !finite(c.Residual) || !finite(c.Explained) {
		return DeterminantDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
	}
	return c, nil
}

// moments is a weighted mean and standard deviation.
type moments struct{ mean, spread float64 }

// standardise returns a determinant in the order of r: deviations from its mean in units of its standard deviation, times the root of
// the share of the weight.
func standardise(r ranking, source, weights []float64) ([]float64, moments) {
	largest := 0.0
	for _, p := range r.places {
		largest = math.Max(largest, math.Abs(source[p.row]))
	}
	if largest == 0 {
		return nil, moments{}
	}
	var mean, squares index.Sum
	for _, p := range r.places {
		mean = mean.Plus(p.share * (source[p.row] / largest))
	}
	out := make([]float64, len(r.places))
	for i, p := range r.places {
		v := source[p.row]/largest - mean.Value()
		out[i] = v * math.Sqrt(p.share)
		squares = squares.Plus(p.share * v * v)
	}
	// What is left of equal numbers by rounding is no spread.
	spread := math.Sqrt(squares.Value())
	if spread < 1e-14 {
		spread = 0
	}
	for i := range out {
		out[i] /= spread
	}
	return out, moments{mean.Value() * largest, spread * largest}
}

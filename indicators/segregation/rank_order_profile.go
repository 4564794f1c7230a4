package segregation

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var kind = index.Param{
	Name: "kind", Default: 1, Min: 1, Max: 3, Whole: true,
	Doc: "1 is the information theory index H, 2 the variance ratio R, 3 the square root index S",
}

var rankOrderProfile = index.Index{
	ID:      "rank-order-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregationsprofil på rang, H(p)", En: "Rank-order segregation profile, H(p)"},
	Formula: "Λ(p) = 1 − Σ_i t_i v(p_i)/(T v(p)) at every threshold p",
	Source:  "Reardon 2011, Measures of income segregation, CEPA Working Paper, Stanford University; Reardon & Bischoff 2011, American Journal of Sociology 116, 1092–1153",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{kind, degree, weighted},
	Reading: lang.Text{
		Sv: "Vid den här rangen är segregationen %s mellan dem som ligger under och dem som ligger över.",
		En: "At this rank the segregation between those below and those above is %s.",
	},
	Caveat: lang.Text{
		Sv: "Längst ut på skalan finns få människor, och där varierar profilen mycket av slump.",
		En: "At the ends of the scale people are few, and the profile varies much by chance.",
	},
	Needs:      "people at more places on an ordered scale than the degree of the polynomial plus one, in units",
	Programs:   []string{"PySAL segregation: RankOrderInfoTheory", "OasisR: rankorderseg", "Stata: rankseg"},
	Properties: index.Permutation | index.Scale | index.Translation | index.WeightsScale,
	OrderedParts: func(r index.Ranked, p index.Params) ([]index.Part, error) {
		fit, err := RankOrderProfile(r, RankKind(kind.From(p)), int(degree.From(p)), weighted.From(p) == 1)
		if err != nil {
			return nil, err
		}
		total := index.About("index", fit.Value)
		total.SE = fit.SE
		parts := []index.Part{total}
		for j, at := range fit.Thresholds {
			parts = append(parts, index.OfPoint("observed", at, fit.Observed[j]))
		}
		for j, at := range fit.Thresholds {
			parts = append(parts, index.OfPoint("fitted", at, fit.Fitted[j]))
		}
		return parts, nil
	},
}

// RankFit is a rank-order index with the profile that it is the mean of.
type RankFit struct {
	Value        float64
	SE           float64   // by the delta method, of the fit only; NaN when there are no more thresholds than coefficients
	Thresholds   []float64 // the share p of people below, ascending
	Observed     []float64 // the binary index at each threshold
	Fitted       []float64 // the polynomial there
	Coefficients []float64 // of 1, p, p² …
}

// RankOrderProfile fits a polynomial to the binary segregation index between the people below and above each threshold of the
// data and returns its mean weighted by w(p) over all p from 0 to 1 (Reardon 2011, equations of the rank-order indices):
// Σ δ_m β_m with δ_m the weighted mean of p^m. Thresholds lie between all neighbouring values that have people, so brackets
// give as many as they are less one, and microdata of N different values N − 1.
//
// The fit is by least squares weighted by w(p)² (PySAL, rankseg), or unweighted, as in OasisR. The standard error is that of
// the fitted coefficients: it knows nothing of chance in who lives where. The Python package segindex 0.1.4 multiplied
// the values by their weights before it ranked them, which put a household of weight 2 among the rich; 0.2.0 does not.
//
// It is undefined when there are fewer thresholds than coefficients, and for a degree outside 1 to 10.
func RankOrderProfile(r index.Ranked, kind RankKind, degree int, weighted bool) (RankFit, error) {
	var v variation
	switch kind {
	case RankEntropy:
		v = entropyVariation
	case RankVariance:
		v = ratioVariation
	case RankRoot:
		v = rootVariation
	default:
		return RankFit{}, index.Undefined("there is no rank-order index of kind %d, only 1 to 3", kind)
	}
	if degree < 1 || degree > 10 {
		return RankFit{}, index.Undefined("the degree is %d, must lie between 1 and 10", degree)
	}
	s, err := newScaleOfUnits(r)
	if err != nil {
		return RankFit{}, err
	}
	var fit RankFit
	var weights []float64
	for _, t := range s.thresholds(v) {
		if !(t.v > 0) {
			continue // so few people that the population has no variation left in its digits
		}
		fit.Thresholds = append(fit.Thresholds, t.p)
		fit.Observed = append(fit.Observed, 1-t.within/t.v)
		if weighted {
			weights = append(weights, t.v)
		} else {
			weights = append(weights, 1)
		}
	}
	n, m := len(fit.Thresholds), degree+1
	if n < m {
		return RankFit{}, index.Undefined("a polynomial of degree %d needs %d thresholds, there are %d: choose a lower degree", degree, m, n)
	}
	// In powers of u = 2p − 1, which runs from −1 to 1: powers of p are too much alike for a stable fit.
	design, target := mat.NewDense(n, m, nil), mat.NewVecDense(n, nil)
	for j, p := range fit.Thresholds {
		power := weights[j]
		for k := range m {
			design.Set(j, k, power)
			power *= 2*p - 1
		}
		target.SetVec(j, weights[j]*fit.Observed[j])
	}
	var qr mat.QR
	qr.Factorize(design)
	var beta, back mat.VecDense
	if err := qr.SolveVecTo(&beta, false, target); err != nil {
		return RankFit{}, index.Undefined("the thresholds lie too close together for a polynomial of degree %d", degree)
	}
	var sum index.Sum
	moments := mat.NewVecDense(m, nil)
	for k := range m {
		moments.SetVec(k, rankMoment(kind, k))
		sum = sum.Plus(rankMoment(kind, k) * beta.AtVec(k))
	}
	if fit.Value, err = within(math.Inf(-1), sum.Value(), math.Inf(1)); err != nil {
		return RankFit{}, err
	}
	var squares index.Sum
	for j, p := range fit.Thresholds {
		fitted := 0.0
		for k := m - 1; k >= 0; k-- {
			fitted = float64(fitted*(2*p-1)) + beta.AtVec(k)
		}
		fit.Fitted = append(fit.Fitted, fitted)
		d := weights[j] * (fit.Observed[j] - fitted)
		squares = squares.Plus(d * d)
	}
	fit.SE = math.NaN()
	if n > m {
		// Var(β) = σ²(RᵀR)⁻¹, so Var(δᵀβ) = σ²|R⁻ᵀδ|².
		var upper mat.Dense
		qr.RTo(&upper)
		square := upper.Slice(0, m, 0, m)
		if err := back.SolveVec(square.T(), moments); err == nil {
			fit.SE = math.Sqrt(squares.Value()/float64(n-m)) * mat.Norm(&back, 2)
		}
	}
	fit.Coefficients = inPowersOfP(beta.RawVector().Data)
	return fit, nil
}

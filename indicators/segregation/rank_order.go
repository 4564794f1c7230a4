package segregation

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
)

var degree = index.Param{
	Name: "degree", Default: 4, Min: 1, Max: 10,
	Doc: "degree of the polynomial that is fitted to the profile; it needs more thresholds than this",
}

var weighted = index.Param{
	Name: "weighted", Default: 1, Min: 0, Max: 1,
	Doc: "1 weighs each threshold by w(p)², as Reardon does; 0 weighs all alike, as OasisR does",
}

// RankKind is which binary index a rank-order index is the mean of.
type RankKind int

// The three of Reardon (2011).
const (
	RankEntropy  RankKind = 1 + iota // information theory index H^R, w(p) is the entropy
	RankVariance                     // variance ratio index R^R, w(p) = 4p(1−p)
	RankRoot                         // square root index S^R, w(p) = 2√(p(1−p))
)

// RankFit is a rank-order index with the profile that it is the mean of.
type RankFit struct {
	Value        float64
	SE           float64   // by the delta method, of the fit only; NaN when there are no more thresholds than coefficients
	Thresholds   []float64 // the share p of people below, ascending
	Observed     []float64 // the binary index at each threshold
	Fitted       []float64 // the polynomial there
	Coefficients []float64 // of 1, p, p² …
}

// FitRankOrder fits a polynomial to the binary segregation index between the people below and above each threshold of the
// data and returns its mean weighted by w(p) over all p from 0 to 1 (Reardon 2011, equations of the rank-order indices):
// Σ δ_m β_m with δ_m the weighted mean of p^m. Thresholds lie between all neighbouring values that have people, so brackets
// give as many as they are less one, and microdata of N different values N − 1.
//
// The fit is by least squares weighted by w(p)² (PySAL, rankseg), or unweighted, as in OasisR. The standard error is that of
// the fitted coefficients: it knows nothing of chance in who lives where. The Python package segindex multiplies the values
// by their weights before it ranks them, which puts a household of weight 2 among the rich.
//
// It is undefined when there are fewer thresholds than coefficients, and for a degree outside 1 to 10.
func FitRankOrder(r index.Ranked, kind RankKind, degree int, weighted bool) (RankFit, error) {
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
	s, err := newScale(r, 2)
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

// rankMoment returns the mean of (2p−1)^m over p from 0 to 1 weighted by w(p), which is 0 for odd m. With w the entropy,
// integrating by parts twice gives 2/((m+1)(m+2)) Σ_{j=1}^{m/2+1} 1/(2j−1); with p(1−p) it is 3/((m+1)(m+3)); with √(p(1−p))
// it is a moment of the semicircle, ¼, ⅛ … In powers of p these are Reardon's δ: 1, ½, 11/36, 5/24, 137/900 for the entropy.
func rankMoment(kind RankKind, m int) float64 {
	if m%2 == 1 {
		return 0
	}
	k := float64(m)
	switch kind {
	case RankVariance:
		return 3 / ((k + 1) * (k + 3))
	case RankRoot:
		v := 1.0
		for j := 2; j <= m; j += 2 {
			v *= float64(j-1) / float64(j+2)
		}
		return v
	}
	sum := 0.0
	for j := 1; j <= m/2+1; j++ {
		sum += 1 / float64(2*j-1)
	}
	return 2 / ((k + 1) * (k + 2)) * sum
}

// inPowersOfP returns the coefficients in powers of p of a polynomial in powers of 2p − 1.
func inPowersOfP(inU []float64) []float64 {
	out := make([]float64, len(inU))
	for k := len(inU) - 1; k >= 0; k-- { // Horner: out = out·(2p − 1) + inU[k]
		for j := len(out) - 1; j > 0; j-- {
			out[j] = float64(2*out[j-1]) - out[j]
		}
		out[0] = inU[k] - out[0]
	}
	return out
}

package segregation

import "github.com/jamlik/jamlik/indicators/index"

var degree = index.Param{
	Name: "degree", Default: 4, Min: 1, Max: 10, Whole: true,
	Doc: "degree of the polynomial that is fitted to the profile; it needs more thresholds than this",
}

var weighted = index.Param{
	Name: "weighted", Default: 1, Min: 0, Max: 1, Whole: true,
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

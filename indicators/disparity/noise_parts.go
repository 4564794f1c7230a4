package disparity

import "github.com/jamlik/jamlik/indicators/index"

// NoiseParts returns which parts of the observed between-group variance chance and the publisher's deliberate noise make on average,
//
//	m / S of each,  m = Σ pj (1 − pj) sj²,  S = Σ pj (yj − μ)²
//
// with sj² the variance of either. Together they are [NoiseShare]; where that is cut off at 1 both are cut down alike. It is undefined where
// [NoiseCorrectedVariance] is, and where the estimates are all the same.
func NoiseParts(s index.Subgroups) (chance, deliberate float64, err error) {
	n, err := newNoise(s)
	if err != nil {
		return 0, 0, err
	}
	if n.observed == 0 {
		return 0, 0, index.Undefined("the estimates are all the same: there is no variation to divide")
	}
	p := share(n.s)
	var added index.Sum
	for j, sd := range n.s.Noise {
		w := p(j)
		added.Add(float64(w * (1 - w) * sd * sd))
	}
	deliberate = added.Value() / max(n.observed, n.expected)
	return n.expected/max(n.observed, n.expected) - deliberate, deliberate, nil
}

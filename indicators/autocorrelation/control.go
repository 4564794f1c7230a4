package autocorrelation

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Control is how p-values are adjusted for there being one for each unit.
type Control int

// The controls, in the order of the parameter control.
const (
	FalseDiscovery     Control = iota // Benjamini and Hochberg (1995): of the units named, at most the share alpha by chance, in the mean
	Bonferroni                        // p times the number of units: at most the chance alpha of naming any by chance
	Sidak                             // 1 − (1 − p)^n: the same for independent tests
	Uncontrolled                      // none
	DependentDiscovery                // Benjamini and Yekutieli (2001): as FalseDiscovery, however the tests depend on one another
)

var (
	control = index.Choice("control", "how p-values are adjusted for there being many: false-discovery (Benjamini & Hochberg 1995), bonferroni, sidak, none, or dependent-discovery (Benjamini & Yekutieli 2001)",
		"false-discovery", "bonferroni", "sidak", "none", "dependent-discovery")
	alpha = index.Param{Name: "alpha", Default: 0.05, Min: 1e-6, Max: 0.5, Doc: "adjusted p-value up to which a unit is named as a cluster or an outlier"}
)

// Adjust returns p-values adjusted for there being so many of them, in their order. None of them may be NaN.
//
// [FalseDiscovery] holds its promise for independent tests, and for those that depend on one another so that a small p-value makes no other one
// larger (Benjamini and Yekutieli 2001, Annals of Statistics 29, 1165–1188). [DependentDiscovery] holds it for all, at 1 + 1/2 + … + 1/n times
// the price.
func (c Control) Adjust(p []float64) []float64 {
	n := float64(len(p))
	out := slices.Clone(p)
	switch c {
	case FalseDiscovery, DependentDiscovery:
		if c == DependentDiscovery {
			harmonic := 0.0
			for k := range p {
				harmonic += 1 / float64(k+1)
			}
			n *= harmonic
		}
		from := make([]int, len(p))
		for i := range from {
			from[i] = i
		}
		slices.SortFunc(from, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
		least := 1.0
		for k, i := range from {
			least = min(least, p[i]*n/float64(len(p)-k))
			out[i] = least
		}
	case Bonferroni:
		for i := range out {
			out[i] = min(1, p[i]*n)
		}
	case Sidak:
		for i := range out {
			out[i] = -math.Expm1(n * math.Log1p(-p[i]))
		}
	}
	return out
}

func (c Control) check(alpha float64) error {
	switch {
	case c < FalseDiscovery || c > DependentDiscovery:
		return index.Undefined("no control %d of many tests", c)
	case !(alpha > 0 && alpha < 1):
		return index.Undefined("alpha is %v; it must be between 0 and 1", alpha)
	}
	return nil
}

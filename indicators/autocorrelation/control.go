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
	FalseDiscovery Control = iota // Benjamini and Hochberg (1995): of the units named, at most the share alpha by chance, in the mean
	Bonferroni                    // p times the number of units: at most the chance alpha of naming any by chance
	Sidak                         // 1 − (1 − p)^n: the same for independent tests
	Uncontrolled                  // none
)

var (
	control = index.Choice("control", "how p-values are adjusted for there being many: false-discovery (Benjamini & Hochberg 1995), bonferroni, sidak, or none",
		"false-discovery", "bonferroni", "sidak", "none")
	alpha = index.Param{Name: "alpha", Default: 0.05, Min: 1e-6, Max: 0.5, Doc: "adjusted p-value up to which a unit is named as a cluster or an outlier"}
)

// adjust returns p-values adjusted for there being so many of them, in their order.
func (c Control) adjust(p []float64) []float64 {
	n := float64(len(p))
	out := slices.Clone(p)
	switch c {
	case FalseDiscovery:
		from := make([]int, len(p))
		for i := range from {
			from[i] = i
		}
		slices.SortFunc(from, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
		least := 1.0
		for k, i := range from {
			least = min(least, p[i]*n/(n-float64(k)))
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
	case c < FalseDiscovery || c > Uncontrolled:
		return index.Undefined("no control %d of many tests", c)
	case !(alpha > 0 && alpha < 1):
		return index.Undefined("alpha is %v; it must be between 0 and 1", alpha)
	}
	return nil
}

package trend

import (
	"math"
	"slices"
)

// fewestTypical is the least number of lines whose dispersions tell a typical one.
const fewestTypical = 5

// Typical returns the overdispersion that lines through the values of many areas have in common: the median of their own ones, each over the
// median that chance would give it with its degrees of freedom, years − 2 (Wilson and Hilferty 1931, Proceedings of the National Academy of
// Sciences 17, 684–688). It is 1 where fewer than half of them have any, and of fewer than five lines.
//
// A few years say little of their own variation: of five that vary twice as much as chance, a third seem to vary less than chance. A test at a
// strict level that believes them finds seven times what it should; held to what the areas have in common it does not.
func Typical(dispersions []float64, years []int) float64 {
	if len(dispersions) < fewestTypical {
		return 1
	}
	own := make([]float64, len(dispersions))
	for i, d := range dispersions {
		own[i] = 1
		if k := float64(years[i] - 2); d > 1 && k > 0 {
			own[i] = d / math.Pow(1-2/(9*k), 3)
		}
	}
	slices.Sort(own)
	return own[(len(own)-1)/2]
}

// AtLeast returns the line with so much dispersion at least, and standard errors that are as much wider.
func (l Line) AtLeast(dispersion float64) Line {
	if l.Scattered || !(dispersion > l.Dispersion) {
		return l
	}
	f := math.Sqrt(dispersion / l.Dispersion)
	l.SE, l.HeightSE, l.Dispersion = f*l.SE, f*l.HeightSE, dispersion
	return l
}

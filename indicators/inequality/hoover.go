package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var hoover = index.Index{
	ID:      "hoover",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Hoovers index (Pietra, Schutz, Robin Hood)", En: "Hoover index (Pietra, Schutz, Robin Hood)"},
	Formula: "H = Σi (wi/W) |xi − μ| / (2μ)",
	Source:  "Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4), 162–171; Schutz, R. R. (1951). On the measurement of income inequality. American Economic Review 41(1), 107–122.",
	Min:     0, Max: 1,
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Hoovers index är %s: så stor del av summan skulle behöva flyttas för att alla skulle få lika mycket.",
		En: "The Hoover index is %s: that part of the total would have to be moved for all to have the same.",
	},
	Caveat: lang.Text{
		Sv: "Märker inte när något flyttas mellan två som båda ligger över medelvärdet, eller båda under.",
		En: "Does not notice when something moves between two who are both above the mean, or both below.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"PySAL inequality: Schutz", "ineq: RS"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return Hoover(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		h, err := Hoover(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		weight, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		// Moving the mean moves the boundary between those above and those below it; who is at it is counted half.
		above := average(in.Distribution, weight, func(x float64) float64 {
			switch {
			case x > mean:
				return 1
			case x == mean:
				return 0.5
			}
			return 0
		})
		return interval(present(in.Distribution), p, h, 0, 1, func(_ int, x float64) float64 {
			r := x/mean - 1
			return math.Max(0, r) - float64((above+h)*r)
		})
	},
}

// Hoover returns the Hoover index of d, the part of the total that would have to be moved for all to have the same,
//
//	H = Σ (wi/W) |xi − μ| / (2μ)
//
// also known by the names of Pietra, Schutz and Ricci, as the relative mean deviation (halved) and as the Robin Hood index. It is the
// greatest distance between the Lorenz curve and the diagonal, and runs from 0 (all equal) to 1 − wmin/W. It is undefined for negative
// values and for a mean of zero. It satisfies the principle of transfers weakly: a transfer on one side of the mean changes nothing.
//
// PySAL's Schutz has this as distance; its coefficient is no other index but 10n times as much (58.10 where the distance among 32 states
// is 0.1815), and so depends on the number of values.
func Hoover(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	h, err := atLeast(0, average(d, weight, func(x float64) float64 { return math.Abs(x-mean) / mean / 2 }))
	return math.Min(h, 1), err
}

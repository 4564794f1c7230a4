package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var senShorrocksThon = index.Index{
	ID:      "sen-shorrocks-thon",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Sen–Shorrocks–Thons fattigdomsindex", En: "Sen–Shorrocks–Thon poverty index"},
	Formula: "SST = Σi Σj (wi/W) (wj/W) max(gi, gj), with gi = max(0, (z − xi)/z)",
	Source:  "Shorrocks, A. F. (1995). Revisiting the Sen poverty index. Econometrica 63(5), 1225–1230; Thon, D. (1979). On measuring poverty. Review of Income and Wealth 25(4), 429–439.",
	Min:     0, Max: 1,
	Params: []index.Param{lineAmount, lineShare, index.Level},
	Reading: lang.Text{
		Sv: "Sen–Shorrocks–Thons index är %s: 0 betyder att ingen ligger under fattigdomsgränsen, 1 att ingen har något alls.",
		En: "The Sen–Shorrocks–Thon index is %s: 0 means that nobody is below the poverty line, 1 that nobody has anything.",
	},
	Caveat: lang.Text{
		Sv: "Säger inte vad som ligger bakom: hur många som är fattiga, hur långt under gränsen, hur ojämnt. Visa de delarna bredvid.",
		En: "Does not tell what is behind it: how many are poor, how far below the line, how unequally. Show those beside it.",
	},
	Needs:      "values of at least 0, and a poverty line above 0",
	Programs:   []string{"ineq: SST", "convey: svysst"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal:    func(d index.Distribution, p index.Params) (float64, error) { return SenShorrocksThon(d, lineFrom(p)) },
	Interval: func(in index.Input, params index.Params) (index.Interval, error) {
		v, err := SenShorrocksThon(in.Distribution, lineFrom(params))
		if err != nil {
			return index.Interval{}, err
		}
		p, err := drawLine(in.Distribution, lineFrom(params))
		if err != nil {
			return index.Interval{}, err
		}
		m, err := p.move()
		if err != nil {
			return index.Interval{}, err
		}
		larger, _ := p.larger()
		rich := p.gap(1) // who is not poor has the gap of whom they are compared with
		slope := (float64(p.share*(2-p.share)) - v) / p.line
		return interval(p.units, params, v, 0, 1, func(k int, x float64) float64 {
			with := rich
			if k < p.n {
				with = larger[k]
			}
			return float64(2*with) + float64(slope*m.line(x))
		})
	},
}

// SenShorrocksThon returns the poverty index of Sen, Shorrocks (1995) and Thon of d for a poverty line z: the larger of two persons' gaps
// to the line, on average,
//
//	SST = Σi Σj (wi/W) (wj/W) max(gi, gj),  gi = max(0, (z − xi)/z)
//
// which is the mean gap times 1 + G of the gaps of all, and of n persons 1/n² Σ (2n − 2i + 1) g(i) from the poorest. It runs from 0
// (nobody is poor) to 1 (nobody has anything), does not jump at the line, and falls with a transfer from rich to poor where the line stays
// in place. It is undefined for negative values and for a line that is not above 0.
func SenShorrocksThon(d index.Distribution, line PovertyLine) (float64, error) {
	p, err := drawLine(d, line)
	if err != nil {
		return 0, err
	}
	_, sum := p.larger()
	v, err := atLeast(0, sum)
	return math.Min(v, 1), err
}

// larger returns, for each of the poor, the larger gap of theirs and that of every person, on average; and the mean of that over all pairs.
func (p poor) larger() (with []float64, mean float64) {
	with = make([]float64, p.n)
	var below, gaps, sum index.Sum
	for k, u := range p.units[:p.n] {
		share, gap := u.weight/p.weight, (p.line-u.value)/p.line
		with[k] = gaps.Value() + float64((1-below.Value())*gap)
		// Every pair of different persons once, and the person with their own gap.
		sum = sum.Plus(share * gap * (2*(1-below.Value()) - share))
		below, gaps = below.Plus(share), gaps.Plus(share*gap)
	}
	return with, sum.Value()
}

package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var povertyAversion = index.Param{
	Name: "alpha", Max: 20,
	Doc: "weight of the gap: 0 counts the poor, 1 adds up how far they are below the line, 2 counts large gaps for more",
}

var fosterGreerThorbecke = index.Index{
	ID:      "foster-greer-thorbecke",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Andel under fattigdomsgränsen (Foster–Greer–Thorbecke)", En: "Share below the poverty line (Foster–Greer–Thorbecke)"},
	Formula: "FGT(α) = Σ over xi < z of (wi/W) ((z − xi)/z)^α",
	Source:  "Foster, J., Greer, J. & Thorbecke, E. (1984). A class of decomposable poverty measures. Econometrica 52(3), 761–766; line of 60 % of the median: Eurostat (2004). Common cross-sectional EU indicators based on EU-SILC.",
	Min:     0, Max: 1,
	Params: []index.Param{povertyAversion, lineAmount, lineShare, index.Level},
	Reading: lang.Text{
		Sv: "Måttet på fattigdom är %s: andelen under gränsen, eller med α över 0 deras samlade avstånd till den.",
		En: "The measure of poverty is %s: the share below the line or, with α above 0, their distance to it taken together.",
	},
	Caveat: lang.Text{
		Sv: "En gräns i procent av medianen flyttar sig med medianen: andelen kan sjunka när alla blir fattigare. Ange gränsen.",
		En: "A line in per cent of the median moves with it: the share may fall when all become poorer. State the line.",
	},
	Needs:      "values of at least 0, and a poverty line above 0",
	Programs:   []string{"ineq: Foster", "laeken: arpr", "convey: svyfgt", "convey: svyarpr"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return FosterGreerThorbecke(d, povertyAversion.From(p), lineFrom(p))
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return povertyInterval(in.Distribution, p, povertyAversion.From(p))
	},
}

// FosterGreerThorbecke returns the poverty measure of Foster, Greer and Thorbecke (1984) of d for a poverty line z,
//
//	FGT(α) = Σ (wi/W) ((z − xi)/z)^α over xi < z
//
// α = 0 is the share of the persons who are poor (head count), at risk of poverty where the line is 60 per cent of the median; α = 1 the
// poverty gap, α = 2 its square. It runs from 0 (nobody is poor) to 1. It is undefined for negative values, an α that is negative or
// not finite, and a line that is not above 0.
//
// Poor is who is below the line, not at it, as in laeken and ineq; convey counts who is at the line as well. laeken's arpr is 100 times
// this. ineq's Foster calls parameter what is α + 1.
// The median is the percentile of [P90P10].
func FosterGreerThorbecke(d index.Distribution, alpha float64, line PovertyLine) (float64, error) {
	if !(alpha >= 0) || !finite(alpha) {
		return 0, index.Undefined("alpha is %v; it must be at least 0", alpha)
	}
	p, err := drawLine(d, line)
	if err != nil {
		return 0, err
	}
	v, err := atLeast(0, p.gap(alpha))
	return math.Min(v, 1), err
}

// gap returns the measure of order alpha.
func (p poor) gap(alpha float64) float64 {
	if alpha == 0 {
		return p.share
	}
	return p.sum(func(x float64) float64 { return math.Pow((p.line-x)/p.line, alpha) })
}

// povertyInterval returns the precision of FGT of order alpha. Where the line is a share of the median, the median's own error counts: it
// moves the line, and with it the measure, by f(z) for α = 0 and else by α/z Σ (x/z) (1 − x/z)^(α − 1) over the poor.
func povertyInterval(d index.Distribution, params index.Params, alpha float64) (index.Interval, error) {
	v, err := FosterGreerThorbecke(d, alpha, lineFrom(params))
	if err != nil {
		return index.Interval{}, err
	}
	p, err := drawLine(d, lineFrom(params))
	if err != nil {
		return index.Interval{}, err
	}
	m, err := p.move()
	if err != nil {
		return index.Interval{}, err
	}
	slope := m.density
	if alpha > 0 {
		slope = alpha / p.line * p.sum(func(x float64) float64 { return x / p.line * math.Pow((p.line-x)/p.line, alpha-1) })
	}
	return interval(p.units, params, v, 0, 1, func(_ int, x float64) float64 {
		influence := float64(slope * m.line(x))
		if x < p.line {
			influence += math.Pow((p.line-x)/p.line, alpha)
		}
		return influence
	})
}

package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sii = index.Index{
	ID:      "sii",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Lutningsindex (SII)", En: "Slope index of inequality (SII)"},
	Formula: "SII = ŷ(1) − ŷ(0), with ŷ(R) fitted by population to yj on Rj, the midpoint of the cumulative population share",
	Source:  "Low, A. & Low, A. (2004). Measuring the gap: quantifying and comparing local health inequalities. Journal of Public Health 26(4), 388–395; logit model as in " + who,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{model, squared, direction, errorsFrom, index.Level},
	Reading: lang.Text{
		Sv: "Skillnaden mellan den mest och den minst gynnade änden av rangordningen är %s.",
		En: "The difference between the most and the least advantaged end of the ranking is %s.",
	},
	Caveat: lang.Text{
		Sv: "Kräver en annan rangordning än indikatorns egen och ett samband som är ungefär rakt. Ändarna är beräknade, inte uppmätta.",
		En: "Needs a ranking other than the indicator's own and a relation that is about straight. The ends are calculated, not measured.",
	},
	Reads:    index.Order,
	Needs:    "at least three subgroups of different rank; for the logit model a scale with estimates between its bounds; standard errors for the interval",
	Programs: []string{"healthequal: sii", "PHEindicatormethods: phe_sii"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		f, err := fit(p)
		if err != nil {
			return 0, err
		}
		v, err := SlopeIndex(s, f)
		return turn(s, p, v, err)
	},
	Interval: slopeInterval,
}

// SlopeIndex returns the slope index of inequality: how much the fitted value changes from the most disadvantaged end
// of the ranking (0) to the most advantaged (1), in the unit of the estimates,
//
//	SII = ŷ(1) − ŷ(0)
//
// where ŷ is fitted by f to the estimates on Rj, the population share ranked below subgroup j plus half its own;
// subgroups of equal rank share one midpoint. The sign is that of the slope: positive when the advantaged have the
// higher value, whether that is good or bad. The registry's parameter "direction" makes it positive where the disadvantaged are
// worse off, as PHEindicatormethods does when it is given a multiplier of −1; ScotPHO prints the opposite sign always.
//
// It has no bounds for the models without bounds of the scale, and lies between Low − High and High − Low for the others. It is undefined
// without Rank, for fewer than three different ranks, and where the model has no fit.
//
// Population enters once, unless f says otherwise: WHO's healthequal 1.0.1 counts it twice, which gives 44.445 where
// five subgroups of 20 to 60 per cent have 44.905. It also guesses the scale from the largest estimate, so that estimates
// twice as high can give 54.3 for 31.6; here it is declared. See [Model] for the other programs.
//
// Its standard error is √Σ gj² σj², with gj its derivative by estimate j and σj as the parameter "errors" says: the standard error of the
// estimate, the distance from the fitted value times √(J/(J − 2)) (HC1, which is WHO's), or one variance for all. healthequal prints the
// second on a scale from 0 to 1 beside a value in per cent: 0.086 where the value is 26.9 and the standard error 8.6. PHEindicatormethods
// simulates from the standard errors of the estimates; for a line through logarithms or log odds it turns the line about its middle by what
// it has drawn, and leaves out chance in its level: an SII of −3.156 gets limits of −3.482 and −2.835 where both together give
// −3.472 and −2.843. Limits are normal.
func SlopeIndex(s index.Subgroups, f Fit) (float64, error) {
	l, err := f.ranked(s)
	if err != nil {
		return 0, err
	}
	return l.at(1) - l.at(0), nil
}

// ranked fits f to the subgroups on their ranking.
func (f Fit) ranked(s index.Subgroups) (line, error) {
	s, x, err := ordered(s)
	if err != nil {
		return line{}, err
	}
	return f.to(s, x)
}

// slopeInterval is the interval of [SlopeIndex].
func slopeInterval(in index.Input, p index.Params) (index.Interval, error) {
	f, err := fit(p)
	if err != nil {
		return index.Interval{}, err
	}
	l, err := f.ranked(in.Subgroups)
	if err != nil {
		return index.Interval{}, err
	}
	deviation, limit, err := l.deviations(p)
	if err != nil {
		return index.Interval{}, err
	}
	share := share(l.s)
	se, err := l.standardError(deviation, func(j int) float64 { return l.influence(1, j, share(j)) - l.influence(0, j, share(j)) })
	if err != nil {
		return index.Interval{}, err
	}
	v, err := turn(l.s, p, l.at(1)-l.at(0), nil)
	return about(v, se, limit, math.Inf(-1), math.Inf(1)), err
}

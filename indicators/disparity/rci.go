package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rci = index.Index{
	ID:      "rci",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Relativt koncentrationsindex (RCI)", En: "Relative concentration index (RCI)"},
	Formula: "RCI = ACI / μ; Wagstaff: ACI (b − a) / ((μ − a)(b − μ)); Erreygers: 4 ACI / (b − a)",
	Source: "Wagstaff, A. (2005). The bounds of the concentration index when the variable of interest is binary. Health Economics 14(4), 429–432; " +
		"Erreygers, G. (2009). Correcting the concentration index. Journal of Health Economics 28(2), 504–515; " + who,
	Min: -1, Max: 1,
	Params: []index.Param{normalised, direction, errorsFrom, index.Level},
	Reading: lang.Text{
		Sv: "Det relativa koncentrationsindexet är %s, på en skala från −1 till 1; 0 betyder att värdet inte följer rangordningen.",
		En: "The relative concentration index is %s, on a scale from −1 to 1; 0 means that the value does not follow the ranking.",
	},
	Caveat: lang.Text{
		Sv: "För andelar beror det på om man räknar dem som har något eller dem som saknar det; Wagstaffs och Erreygers varianter gör det inte.",
		En: "For shares it depends on whether one counts those who have a thing or those who lack it; Wagstaff's and Erreygers' variants do not.",
	},
	Reads:      index.Order,
	Needs:      "at least three subgroups of different rank; estimates of at least 0 that are not all zero, or the bounds of their scale; standard errors for the interval",
	Programs:   []string{"healthequal: rci"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		n, err := choice(normalised, p)
		if err != nil {
			return 0, err
		}
		v, err := RelativeConcentrationIndex(s, Normalisation(n))
		return turn(s, p, v, err)
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		n, err := choice(normalised, p)
		if err != nil {
			return index.Interval{}, err
		}
		c, err := concentrate(in.Subgroups)
		if err != nil {
			return index.Interval{}, err
		}
		v, byIndex, byMean, err := c.normalise(Normalisation(n))
		if err != nil {
			return index.Interval{}, err
		}
		return c.interval(p, v, byIndex, byMean, 1)
	},
}

// Normalisation says what a relative concentration index is relative to.
type Normalisation int

// The published variants. OverMean divides by the mean. Wagstaff divides by the greatest that the index can be at that mean on a
// scale with bounds, Erreygers by the greatest that it can be at any mean.
const (
	OverMean  Normalisation = 0
	Wagstaff  Normalisation = 1
	Erreygers Normalisation = 2
)

var normalised = index.Param{
	Name: "normalised", Default: float64(OverMean), Max: float64(Erreygers), Whole: true,
	Doc: "0: over the mean; 1: Wagstaff's, for a scale with bounds; 2: Erreygers', for a scale with bounds",
}

// RelativeConcentrationIndex returns the concentration index of the estimates in the order of Rank, without unit,
//
//	RCI = ACI / μ                            OverMean
//	RCI = ACI (b − a) / ((μ − a)(b − μ))     Wagstaff
//	RCI = 4 ACI / (b − a)                    Erreygers
//
// with ACI as [AbsoluteConcentrationIndex] and a and b the bounds Low and High of the scale. It runs from −1 to 1. Turned into its
// complement, b + a − y, the last two change their sign and nothing else. It is undefined where ACI is, for negative
// estimates and a mean of zero (OverMean), without bounds (Wagstaff and Erreygers), and for a mean at a bound (Wagstaff).
//
// The bounds are declared, never those that happen to be observed, as rineq takes for Erreygers' index: a subgroup more then changes the
// scale.
//
// Its standard error is as for ACI. Where it comes from the standard errors of the estimates, chance in the mean counts as well;
// otherwise the mean is taken as known, as WHO's healthequal does (errors 2).
func RelativeConcentrationIndex(s index.Subgroups, n Normalisation) (float64, error) {
	c, err := concentrate(s)
	if err != nil {
		return 0, err
	}
	v, _, _, err := c.normalise(n)
	return v, err
}

// normalise returns the relative index with its derivatives by the absolute index and by the mean.
func (c concentration) normalise(n Normalisation) (v, byIndex, byMean float64, err error) {
	s := c.line.s
	bounded := s.Low != 0 || s.High != 0
	if n != OverMean && !bounded {
		return 0, 0, 0, index.Undefined("needs the bounds of the scale, such as 0 and 100 for per cent")
	}
	switch n {
	case OverMean:
		if err := notNegative(s); err != nil {
			return 0, 0, 0, err
		}
		if c.mean == 0 {
			return 0, 0, 0, index.Undefined("the mean is zero")
		}
		byIndex = 1 / c.mean
		byMean = -c.index / c.mean / c.mean
	case Wagstaff:
		below, above := c.mean-s.Low, s.High-c.mean
		if !(below > 0 && above > 0) {
			return 0, 0, 0, index.Undefined("the mean is at a bound of the scale")
		}
		byIndex = 1/below + 1/above
		byMean = -c.index * (1/below/below - 1/above/above)
	case Erreygers:
		byIndex = 4 / (s.High - s.Low)
	default:
		return 0, 0, 0, index.Undefined("there is no normalisation %d", n)
	}
	v, err = defined(byIndex * c.index)
	return math.Max(-1, math.Min(v, 1)), byIndex, byMean, err
}

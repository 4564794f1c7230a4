package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Target is a goal that was set beforehand, on the scale of the figures.
type Target struct {
	Value      float64
	Upper      float64 // the end of a range from Value where it is above Value; else the target is Value alone
	ByInterval bool    // the unit's interval is held against Value, not its figure; not for a range
}

var (
	targetValue = index.Param{
		Name: "target", Default: 50, Min: 0, Max: 1e9,
		Doc: "the target, on the scale of the figures; the lower end where there is a range",
	}
	targetUpper = index.Param{
		Name: "target-upper", Default: 0, Min: 0, Max: 1e9,
		Doc: "the upper end of a range; below the target it is not read and the target is one value",
	}
	targetInterval = index.Param{
		Name: "interval", Default: 1, Min: 0, Max: 1, Whole: true,
		Doc: "1: the area's interval is held against the target; 0: its figure",
	}
)

var targetComparison = index.Index{
	ID:      "target-comparison",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Jämförelse med ett mål", En: "Comparison with a target"},
	Formula: "value: 1 where y ≥ t, else −1 (y ≤ t where low is good); interval: 1 where l ≥ t, −1 where u < t, else 0; range: −1 where y < t, 1 where y ≥ t', else 0",
	Source:  "Fingertips (fingertips-open 6780897), SingleValueTargetComparer and RangeTargetComparer.",
	Min:     -1, Max: 1,
	Params: []index.Param{kind, multiplier, targetValue, targetUpper, targetInterval, lowIsGood, index.Level},
	Reading: lang.Text{
		Sv: "Området mot målet: %s (−1 under, 0 i närheten, 1 över).",
		En: "The area against the target: %s (−1 below, 0 near it, 1 above).",
	},
	Caveat: lang.Text{
		Sv: "Utan intervall kan ett litet område nå målet ena året och missa det nästa av en slump.",
		En: "Without the interval a small area may reach the target one year and miss it the next by chance.",
	},
	Needs:      "counts and populations; a target on the scale that the multiplier gives the figures",
	Programs:   []string{"Fingertips: SingleValueTargetComparer, RangeTargetComparer"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		target := Target{Value: targetValue.From(p), Upper: targetUpper.From(p), ByInterval: targetInterval.From(p) == 1}
		level := index.Level.From(p)
		judged, err := TargetComparison(e, kindFrom(p), multiplier.From(p), target, level, lowIsGood.From(p) == 1)
		return ofJudged(judged, level), err
	},
}

// TargetComparison returns the verdict on each unit of e against a target, as Fingertips does. A single value is reached or not: a figure that
// equals it has reached it, whichever side is good. With ByInterval the unit's interval lies below it, above it (a lower limit that equals
// it counts) or holds it. A range has verdicts below its lower end, in it, and from its upper end on. Figures and target are
// per multiplier. The limits are Wilson's for persons and [Byar]'s for occurrences. e.Reference is not compared.
//
// Units with a population of zero have no verdict. It is undefined for persons above their population.
func TargetComparison(e index.Events, kind Kind, multiplier float64, target Target, level float64, lowIsGood bool) ([]Judged, error) {
	if err := kind.check(e, multiplier, level); err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	return judge(e, lowIsGood, func(x, n float64) Verdict {
		y := x / n * multiplier
		switch {
		case target.Upper > target.Value:
			switch {
			case y < target.Value:
				return Below
			case y >= target.Upper:
				return Above
			}
			return Similar
		case target.ByInterval:
			l, u := kind.limits(x, n, byars)
			switch {
			case l*multiplier >= target.Value:
				return Above
			case u*multiplier < target.Value:
				return Below
			}
			return Similar
		case y > target.Value || y == target.Value && !lowIsGood:
			return Above
		}
		return Below
	}), nil
}

package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Target is a goal that was set beforehand, as a share of one or a rate per person: 0.08 for 8 per cent.
type Target struct {
	Value      float64
	Upper      float64 // the end of a range from Value where it is above Value; else the target is Value alone
	ByInterval bool    // the unit's interval is held against Value, not its figure; not for a range
}

var (
	targetValue = index.Param{
		Name: "target", Default: 0, Min: 0, Max: 1e6,
		Doc: "the target as a share of one or per person, 0.08 for 8 per cent; the lower end where there is a range; 0: the figure of the reference, or else of all units together",
	}
	targetUpper = index.Param{
		Name: "target-upper", Default: 0, Min: 0, Max: 1e6,
		Doc: "the upper end of a range, in the same way; where it is not above the target, the target is one value",
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
	Params: []index.Param{kind, targetValue, targetUpper, targetInterval, lowIsGood, index.Level},
	Reading: lang.Text{
		Sv: "Området mot målet: %s (−1 under, 0 i närheten, 1 över).",
		En: "The area against the target: %s (−1 below, 0 near it, 1 above).",
	},
	Caveat: lang.Text{
		Sv: "Utan intervall kan ett litet område nå målet ena året och missa det nästa av en slump.",
		En: "Without the interval a small area may reach the target one year and miss it the next by chance.",
	},
	Needs:      "counts and populations; a target, or a reference that is one",
	Programs:   []string{"Fingertips: SingleValueTargetComparer, RangeTargetComparer"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		target := Target{Value: targetValue.From(p), Upper: targetUpper.From(p), ByInterval: targetInterval.From(p) == 1}
		level := index.Level.From(p)
		if target.Value == 0 {
			x, n, err := kindFrom(p).compared(e, levelsFrom(p))
			if err != nil {
				return nil, err
			}
			target.Value = x / n
		}
		judged, err := TargetComparison(e, kindFrom(p), target, level, lowIsGood.From(p) == 1)
		return ofJudged(judged, level), err
	},
}

// TargetComparison returns the verdict on each unit of e against a target, as Fingertips does. A single value is reached or not: a figure that
// equals it has reached it, whichever side is good. With ByInterval the unit's interval lies below it, above it (a lower limit that equals
// it counts) or holds it. A range has verdicts below its lower end, in it, and from its upper end on. The limits are Wilson's for persons
// and [Byar]'s for occurrences. The reference has no verdict.
//
// Units with a population of zero have no verdict. It is undefined for persons above their population.
func TargetComparison(e index.Events, kind Kind, target Target, level float64, lowIsGood bool) ([]Judged, error) {
	if err := kind.check(e, 1, level); err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	return judge(e, lowIsGood, func(x, n float64) Verdict {
		y := x / n
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
			case l >= target.Value:
				return Above
			case u < target.Value:
				return Below
			}
			return Similar
		case y > target.Value || y == target.Value && !lowIsGood:
			return Above
		}
		return Below
	}), nil
}

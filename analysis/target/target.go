// Package target holds a value against a target that was set for it, and the pace of its change against the pace that the target asks for.
//
// It takes and gives plain numbers. Where the value and its pace come from, and which of them may be told, is not its business.
package target

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Goal is a value that is to be reached.
type Goal struct {
	Value   float64
	AtLeast bool // the value is to be at least so high; otherwise at most
}

// Reached tells whether a value has reached the goal; one that equals it has.
func (g Goal) Reached(v float64) bool {
	if g.AtLeast {
		return v >= g.Value
	}
	return v <= g.Value
}

// Sure tells whether both limits of a value lie on the same side of the goal as the value. Without limits nothing is sure.
func (g Goal) Sure(now index.Estimate) bool {
	return !math.IsNaN(now.Lower) && !math.IsNaN(now.Upper) && g.Reached(now.Lower) == g.Reached(now.Upper)
}

// Verdict is what can be said of a goal.
type Verdict int8

// The verdicts.
const (
	CannotTell Verdict = iota
	Reached
	OnTrack    // not reached yet, and reached in time at the present pace, whatever value of the pace and of the value its limits allow
	NotOnTrack // not reached in time at any pace that the limits allow
	Missed     // the time is over, and the value did not reach it
)

var names = [...]string{"cannot_tell", "reached", "on_track", "not_on_track", "missed"}

// String returns the verdict as it is written in tables.
func (v Verdict) String() string { return names[v] }

// Progress is how a value stands to its goal some years before the goal's time.
type Progress struct {
	Verdict   Verdict
	Required  float64        // change a year that reaches the goal in time; 0 where it is reached, NaN where no time is left
	Projected index.Estimate // where the present pace leads by then; NaN without a pace
}

// Judge tells how a value stands to its goal so many years before its time. Pace is the change of the value a year so far. Limits that are not there
// are NaN; without those of the pace nothing can be told of a goal that is not reached yet.
//
// The projection is now + years × pace, a straight line on. Its limits put those of the value and of the pace together as they are: both lower,
// and both upper. The newest value is one of those that the pace was found from, so that where one is too high the other is as well; added
// like this the limits hold whatever the correlation is, and rather too wide than too narrow: for estimates with standard errors s and t and any
// correlation, that of the sum is at most s + years × t. The projection takes for granted that the pace goes on, which nobody knows.
func Judge(now index.Estimate, goal Goal, years float64, pace index.Estimate) Progress {
	nan := math.NaN()
	out := Progress{Required: nan, Projected: index.Estimate{Value: nan, Lower: nan, Upper: nan}}
	if years > 0 {
		out.Required = (goal.Value - now.Value) / years
		out.Projected = projection(now, pace, years)
	}
	switch p := out.Projected; {
	case goal.Reached(now.Value):
		out.Verdict, out.Required = Reached, 0
	case !(years > 0):
		out.Verdict = Missed
	case math.IsNaN(p.Lower) || math.IsNaN(p.Upper):
	case goal.Reached(p.Lower) && goal.Reached(p.Upper):
		out.Verdict = OnTrack
	case !goal.Reached(p.Lower) && !goal.Reached(p.Upper):
		out.Verdict = NotOnTrack
	}
	return out
}

// projection is where a pace leads in some years.
func projection(now, pace index.Estimate, years float64) index.Estimate {
	lower, upper := now.Lower, now.Upper
	if math.IsNaN(lower) || math.IsNaN(upper) { // a figure of the whole population has none
		lower, upper = now.Value, now.Value
	}
	return index.Estimate{
		Value: now.Value + float64(years*pace.Value), Lower: lower + float64(years*pace.Lower), Upper: upper + float64(years*pace.Upper), Level: pace.Level,
	}
}

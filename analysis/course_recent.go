package analysis

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// RecentVerdict is what the rule of Fingertips says of the last five years.
type RecentVerdict struct {
	OK         bool
	Reason     Reason
	Direction  int // +1 increasing, −1 decreasing, 0 no significant change
	ChiSquared float64
	Verdict    Verdict
}

// Turn is the period in which a trend has changed its pace, if one has: the change a year before and after.
type Turn struct {
	OK            bool // looked for; whether it is there, P says
	Reason        Reason
	Period        indicators.Period
	P             float64 // probability of so much better a fit of two lines where there is one: of the residuals, and of chance if that is larger
	Before, After float64 // change a year, in the indicator's unit
}

func noTurn(r Reason) Turn {
	nan := math.NaN()
	return Turn{Reason: r, P: nan, Before: nan, After: nan}
}

// Found tells whether there is a turning point at a confidence level.
func (t Turn) Found(level float64) bool { return t.OK && t.P <= 1-level }

// last adds what is said of the newest segment only.
func (s *slopes) last(seg *Segment, i int, area indicators.Area) {
	st, unit := s.all[i], s.unit[i]
	seg.Recent = s.rule(st, unit)
	seg.Joinpoint = s.turn(seg, st, area)
}

// rule is what the rule of Fingertips says of a stretch. The standard error of a figure that is no share of counts is, as there, the distance of
// its 95 per cent limits over 3.92.
func (s *slopes) rule(st stretch, unit int) RecentVerdict {
	none := func(r Reason) RecentVerdict { return RecentVerdict{Reason: r, ChiSquared: math.NaN()} }
	n := len(st.periods)
	if n < recentYears || !followEachOther(st.periods[n-recentYears:]) {
		return none(TooFewPeriods)
	}
	var r rate.RecentTrend
	if counted(s.ind, st.values) && s.ind.Unit.Kind == indicators.Share {
		if unit < 0 || s.recent == nil {
			return none(Undefined)
		}
		r = s.recent[unit]
	} else {
		last := index.Strata{Units: 1, Unit: make([]int, recentYears), At: st.years()[n-recentYears:]}
		for _, v := range st.values[n-recentYears:] {
			lower, upper, ok := limitsAt(s.ind, *v, 0.95)
			if !ok || !(upper > lower) {
				return none(noInterval(s.ind, *v, *v))
			}
			last.Values, last.SE = append(last.Values, v.Value), append(last.SE, (upper-lower)/(2*rate.Z(0.95)))
		}
		found, err := rate.RecentValueTrend(last, recentYears, recentSignificance)
		if err != nil {
			return none(Undefined)
		}
		r = found[0]
	}
	if r.Missing != nil {
		return none(Undefined)
	}
	out := RecentVerdict{OK: true, Direction: r.Direction, ChiSquared: r.ChiSquared, Verdict: NoClearDifference}
	if r.Direction != 0 {
		up := float64(r.Direction)
		out.Verdict = VerdictOf(s.ind, Difference{Estimate: index.Estimate{Value: up, Lower: up, Upper: up}, OK: true, Interval: true})
	}
	return out
}

// turn looks for the period in which the trend of a stretch has changed its pace, on the scale that its line is straight on.
func (s *slopes) turn(seg *Segment, st stretch, area indicators.Area) Turn {
	out := noTurn(NoReason)
	n := len(st.values)
	switch {
	case seg.Reason != NoReason:
		out.Reason = seg.Reason
		return out
	case n < trend.MinJoinpoint:
		out.Reason = TooFewPeriods
		return out
	case len(s.a.districts) > mostDetailed && area.Level != indicators.City:
		out.Reason = Undefined
		return out
	}
	at, y := st.years(), make([]float64, n)
	variance, _ := variances(s.ind, at, st.values)
	back := func(eta float64) float64 { return eta }
	for i, v := range st.values {
		x, persons := events(s.ind, *v)
		per := s.ind.Unit.Per
		switch {
		case seg.Means != FromCounts:
			y[i] = v.Value
			if variance == nil {
				continue
			}
		case s.ind.Unit.Kind == indicators.Rate: // half an event more, so that none has a logarithm
			y[i], variance[i] = math.Log((x+0.5)/persons), 1/(x+0.5)
			back = func(eta float64) float64 { return per * math.Exp(eta) }
		default:
			y[i], variance[i] = math.Log((x+0.5)/(persons-x+0.5)), 1/(x+0.5)+1/(persons-x+0.5)
			back = func(eta float64) float64 { return per / (1 + math.Exp(-eta)) }
		}
	}
	if variance == nil {
		variance = make([]float64, n)
		for i := range variance {
			variance[i] = 1
		}
	}
	seed := s.a.resampling(1, "joinpoint", s.ind.ID, string(s.group), area.Code).Seed
	j, err := trend.FindJoinpoint(at, y, variance, s.a.o.Courses.Draws, rand.New(rand.NewPCG(seed, uint64(n))))
	if err != nil {
		out.Reason = Undefined
		return out
	}
	for _, p := range st.periods {
		if year(p) == j.Year {
			out.Period = p
		}
	}
	first, last := at[0], at[n-1]
	mid := back(j.Height)
	out.OK, out.P = true, j.P
	if seg.Means != FromScatter { // values that lie closer to their line than chance allows bend no further than chance either
		out.P = math.Max(j.P, math.Erfc(math.Sqrt(j.Gain/2)))
	}
	out.Before = (mid - back(j.Height+j.Before*(first-j.Year))) / (j.Year - first)
	out.After = (back(j.Height+j.After*(last-j.Year)) - mid) / (last - j.Year)
	return out
}

// What the rule of Fingertips reads and how strict it is: 0.002 is its 9.5495 of chi-squared.
const (
	recentYears        = 5
	recentSignificance = 0.002
)

package analysis

import (
	"github.com/jamlik/jamlik/indicators"
)

// distinct returns the figures of the periods that are as long as the newest and do not overlap a later one that is kept, without those that have no value.
func distinct(series []figures) []*figures {
	var out []*figures
	if len(series) == 0 {
		return nil
	}
	last := &series[newest(series)]
	for i := newest(series); i >= 0; i-- {
		f := &series[i]
		if !f.any() || !alike(f.period, last.period) || len(out) > 0 && f.period.End >= out[0].period.Start {
			continue
		}
		out = append([]*figures{f}, out...)
	}
	return out
}

// stretch is the values of an area that are comparable with one another.
type stretch struct {
	periods []indicators.Period
	values  []*Value // of the series, which nobody may change
	at      []int    // positions among the periods that are read
	cut     Reason   // what separates it from the one before: [Broken] or [OtherAreas]
}

// short is why a stretch has too few periods for a trend.
func (s stretch) short() Reason {
	if s.cut == OtherAreas {
		return OtherAreas
	}
	return TooFewPeriods
}

// among tells of each of n periods whether it is one of the stretch.
func (s stretch) among(n int) []bool {
	out := make([]bool, n)
	for _, i := range s.at {
		out[i] = true
	}
	return out
}

// year returns the year that a value stands at, with the fraction of months.
func year(p indicators.Period) float64 {
	y, m, _ := p.Start.Date()
	return float64(y) + float64(m-1)/12
}

// stretches cuts a series where its values are not comparable: at a break of definition, where the ground differs, and where a place without
// figures of all its parts has those of others.
func (a *analyst) stretches(ind indicators.Indicator, series []*figures, pick func(*figures) (*Value, string)) []stretch {
	var out []stretch
	var before *Value
	var parts string
	for i, f := range series {
		v, of := pick(f)
		if !v.OK {
			continue
		}
		if n := len(out) - 1; n < 0 {
			out = append(out, stretch{
				periods: make([]indicators.Period, 0, len(series)), values: make([]*Value, 0, len(series)), at: make([]int, 0, len(series)),
			})
		} else if _, broken := ind.BreakBetween(out[n].periods[len(out[n].periods)-1], f.period); broken || v.Boundary != before.Boundary {
			out = append(out, stretch{cut: Broken})
		} else if of != parts && (v.Coverage < 1 || before.Coverage < 1) {
			out = append(out, stretch{cut: OtherAreas})
		}
		s := &out[len(out)-1]
		s.periods, s.values, s.at = append(s.periods, f.period), append(s.values, v), append(s.at, i)
		before, parts = v, of
	}
	// Parts that change from year to year cut a series to pieces, of which only those long enough say anything.
	kept := out[:0]
	for i, s := range out {
		if i == len(out)-1 || out[i+1].cut != OtherAreas || len(s.periods) >= a.o.Courses.FewestPeriods {
			kept = append(kept, s)
		}
	}
	return kept
}

func (s stretch) years() []float64 {
	out := make([]float64, len(s.periods))
	for i, p := range s.periods {
		out[i] = year(p)
	}
	return out
}

// missingBetween returns how many calendar or school years lie between periods without being among them.
func missingBetween(ps []indicators.Period) int {
	n := 0
	for i := 1; i < len(ps); i++ {
		n += len(gap(ps[i-1], ps[i]))
	}
	return n
}

// followEachOther tells whether periods are years without a gap.
func followEachOther(ps []indicators.Period) bool {
	for i := 1; i < len(ps); i++ {
		if year(ps[i]) != year(ps[i-1])+1 {
			return false
		}
	}
	return true
}

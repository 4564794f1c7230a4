package trend

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Of is what the line of a trend is the line of.
type Of int8

// The kinds: a share has a line of log odds ([rate.ProportionTrend]), a rate one of its logarithm ([rate.RateTrend]).
const (
	Share Of = iota
	Rate
)

// Yearly returns the average annual change of a share or rate from the first to the last year on the line of its trend, times per, and the
// same in per cent a year at compound growth, with limits.
//
// Both rise with the slope. Their limits are what the limits of the slope make of them with the height of the line where it is in its mean
// year, and so they include 0 where those of the slope do: one test, told on three scales.
func Yearly(t rate.Trend, of Of, first, last, per float64) (absolute, relative index.Estimate, err error) {
	if t.Missing != nil {
		return absolute, relative, t.Missing
	}
	if !(first < last) {
		return absolute, relative, index.Undefined("one year only")
	}
	at := func(slope float64) (absolute, relative float64) {
		from, to := of.value(t.Height+float64(slope*(first-t.Year))), of.value(t.Height+float64(slope*(last-t.Year)))
		return per * (to - from) / (last - first), 100 * math.Expm1(math.Log(to/from)/(last-first))
	}
	absolute.Level, relative.Level = t.Slope.Level, t.Slope.Level
	absolute.Value, relative.Value = at(t.Slope.Value)
	absolute.Lower, relative.Lower = at(t.Slope.Lower)
	absolute.Upper, relative.Upper = at(t.Slope.Upper)
	for _, v := range []float64{absolute.Value, absolute.Lower, absolute.Upper, relative.Value, relative.Lower, relative.Upper} {
		if !(math.Abs(v) <= math.MaxFloat64) {
			return absolute, relative, index.Undefined("the figures are too large or too small to compute with")
		}
	}
	return absolute, relative, nil
}

// value returns the share or rate where its line has a height.
func (of Of) value(eta float64) float64 {
	if of == Rate {
		return math.Exp(eta)
	}
	return 1 / (1 + math.Exp(-eta))
}

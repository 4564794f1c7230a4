package trend

import "math"

// Pace is whether the years to parity can be told.
type Pace int8

// The paces. Only years to parity at [Towards] are a number.
const (
	Towards    Pace = iota
	NotClosing      // the gap does not surely close
	NoGap           // the line has reached the other side and no gap is sure there as yet
	TooFar          // the gap closes, but so slowly that it is not closed within the most years
)

// Parity is the years until a gap is closed.
type Parity struct {
	Pace         Pace
	Years        float64 // from the last year
	Lower, Upper float64 // limits
	Open         bool    // the upper limit lies beyond the most years, and is not told
}

// Parity returns the years from last until the line of a gap on the absolute scale reaches 0 at the pace that it has had, which nothing says
// that it will keep. It is the ratio −height/slope, with the limits of Fieller (1954, Journal of the Royal Statistical Society B 16,
// 175–185): all years where the line may be 0 at the level. They are a closed interval just where the slope surely differs from 0; where it
// does not, the gap is not surely closing and there is no number. Most is how many years ahead the line is trusted at most.
func (l Line) Parity(first, last, most, level float64) Parity {
	nan := math.NaN()
	p := Parity{Pace: NotClosing, Years: nan, Lower: nan, Upper: nan}
	if l.Scale != Absolute || l.direction(level) == 0 {
		return p
	}
	if now := l.Estimate(last, level); now.Value*l.Slope >= 0 { // away from 0, or at it
		crossed := l.At(first)*now.Value <= 0
		if crossed && now.Lower <= 0 && now.Upper >= 0 {
			p.Pace = NoGap
		}
		return p
	}
	q := l.quantile(level)
	b2, vb, v := l.Slope*l.Slope, float64(q*l.SE)*(q*l.SE), float64(q*l.HeightSE)*(q*l.HeightSE)
	// The roots u of (height + slope u)² = q²(HeightSE² + SE² u²), u from the mean year.
	a, half := b2-vb, -l.Height*l.Slope
	root := math.Sqrt(math.Max(0, float64(v*b2)+vb*(l.Height*l.Height-v)))
	from := l.Year - last
	years, lower, upper := from-l.Height/l.Slope, from+(half-root)/a, from+(half+root)/a
	if years > most || !(math.Abs(years) <= math.MaxFloat64) {
		p.Pace = TooFar
		return p
	}
	p.Pace, p.Years, p.Lower, p.Upper = Towards, years, math.Max(0, lower), upper
	if !(upper <= most) {
		p.Open, p.Upper = true, nan
	}
	return p
}

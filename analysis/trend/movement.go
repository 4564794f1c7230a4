package trend

// Movement is whether a gap closes.
type Movement int8

// The movements. A gap has turned where it was surely on one side at first and is surely on the other at last.
const (
	Unclear Movement = iota
	Closing
	Widening
	Turned
)

// Gap returns how the gap that l is the line of has moved from the first to the last year: unclear unless the slope differs from 0 at the
// level. A gap of 0 is none: on the absolute scale that of two equal values, on the relative one the logarithm of a ratio of 1.
//
// Whether it closes is judged on the line. Where the line crosses 0 the end that surely differs from 0 decides: the gap closes if that is the
// first, widens if it is the last, and has turned if it is both.
func (l Line) Gap(first, last, level float64) Movement {
	direction := l.direction(level)
	if direction == 0 {
		return Unclear
	}
	from, to := l.Estimate(first, level), l.Estimate(last, level)
	if from.Value*to.Value > 0 {
		if (from.Value > 0) == (direction > 0) {
			return Widening
		}
		return Closing
	}
	before, after := from.Lower > 0 || from.Upper < 0, to.Lower > 0 || to.Upper < 0
	switch {
	case before && after:
		return Turned
	case before:
		return Closing
	case after:
		return Widening
	}
	return Unclear
}

// Disagree tells whether a gap closes on one scale and widens on the other.
func Disagree(a, b Movement) bool {
	return a == Closing && b == Widening || a == Widening && b == Closing
}

// String returns the movement as it is written in tables.
func (m Movement) String() string {
	return [...]string{"unclear", "closing", "widening", "turned"}[m]
}

package statement

import (
	"fmt"
	"math/big"
	"strconv"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
)

// Wholes returns those of the values of a condition that are whole numbers as keys write them, within two limits: no other can be in such a column.
func Wholes(w engine.Condition, low, high *big.Int) []*big.Int {
	var out []*big.Int
	for _, s := range w.In {
		if n, ok := new(big.Int).SetString(s, 10); ok && n.String() == s && n.Cmp(low) >= 0 && n.Cmp(high) <= 0 {
			out = append(out, n)
		}
	}
	return out
}

// Days returns those of the values of a condition that are days, and Flags those that are true or false.
func Days(w engine.Condition) []time.Time {
	var out []time.Time
	for _, s := range w.In {
		if day, err := time.Parse(time.DateOnly, s); err == nil {
			out = append(out, day)
		}
	}
	return out
}

// Flags returns those of the values of a condition that are true or false.
func Flags(w engine.Condition) []bool {
	var out []bool
	for _, s := range w.In {
		if flag, err := strconv.ParseBool(s); err == nil && strconv.FormatBool(flag) == s {
			out = append(out, flag)
		}
	}
	return out
}

// Limits are those of a condition; nil is none.
type Limits struct {
	From, To       *big.Rat
	FromDay, ToDay *time.Time
}

// LimitsOf reads the limits of a condition.
func LimitsOf(w engine.Condition) (Limits, error) {
	var l Limits
	for _, end := range []struct {
		text   string
		number **big.Rat
		day    **time.Time
	}{{w.From, &l.From, &l.FromDay}, {w.To, &l.To, &l.ToDay}} {
		if end.text == "" {
			continue
		}
		limit, err := engine.ParseLimit(end.text)
		if err != nil {
			return l, err
		}
		if *end.number = limit.Number; limit.IsDay {
			*end.day = &limit.Day
		}
	}
	return l, nil
}

// Whole returns the limits of whole numbers: of those from 0.5 the first is 1, of those to 0.5 the last is 0.
func (l Limits) Whole() (low, high *big.Int) {
	floor := func(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) } // Euclidean: down, as denominators are positive
	if l.From != nil {
		if low = floor(l.From); !l.From.IsInt() {
			low.Add(low, big.NewInt(1))
		}
	}
	if l.To != nil {
		high = floor(l.To)
	}
	return low, high
}

// Plain writes a limit in decimals, exactly: it was read from at most 40 digits.
func Plain(r *big.Rat) string {
	decimals, exact := r.FloatPrec()
	if !exact {
		decimals = 40
	}
	return r.FloatString(decimals)
}

// DecimalLimit returns the first number of some decimals from a limit up, or the last to it, where 38 digits hold it.
func DecimalLimit(r *big.Rat, scale int, up bool) (string, bool) {
	units := new(big.Rat).Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)))
	n := new(big.Int).Div(units.Num(), units.Denom())
	if up && !units.IsInt() {
		n.Add(n, big.NewInt(1))
	}
	digits := fmt.Sprintf("%0*s", scale+1, new(big.Int).Abs(n))
	if len(digits) > 37 {
		return "", false
	}
	text := digits
	if scale > 0 {
		text = digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
	}
	if n.Sign() < 0 {
		text = "-" + text
	}
	return text, true
}

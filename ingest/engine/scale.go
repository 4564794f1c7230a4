package engine

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// powers of ten that int64 holds and are needed.
var powers = [...]int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// Scale reads a decimal number as a multiple of 10^-decimals: digits with a minus, a point or a decimal comma and an exponent perhaps. What is beyond is
// rounded, half away from zero. An error is one of a text that is no such number, or of a number that needs more than 64 bits.
func Scale[T string | []byte](s T, decimals int) (int64, error) {
	i, negative := 0, false
	if len(s) > 0 && s[0] == '-' {
		i, negative = 1, true
	}
	var units uint64
	digits, after := 0, -1 // after: digits behind the decimal sign
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			if units > (math.MaxInt64-9)/10 {
				return scaleSlowly(string(s), decimals)
			}
			digits++
			if after < 0 {
				units = units*10 + uint64(c-'0')
				continue
			}
			switch after++; {
			case after <= decimals:
				units = units*10 + uint64(c-'0')
			case after == decimals+1 && c >= '5':
				units++
			}
		case (c == '.' || c == ',') && after < 0 && digits > 0:
			after = 0
		default:
			return scaleSlowly(string(s), decimals)
		}
	}
	if digits == 0 || after == 0 {
		return 0, notNumber(string(s))
	}
	for after = max(after, 0); after < decimals; after++ {
		if units > math.MaxInt64/10 {
			return 0, tooLarge(string(s), decimals)
		}
		units *= 10
	}
	if negative {
		return -int64(units), nil
	}
	return int64(units), nil
}

// scaleSlowly reads what has an exponent or many digits.
func scaleSlowly(s string, decimals int) (int64, error) {
	number := make([]byte, 0, len(s))
	const before, whole, fraction, exponent = 0, 1, 2, 3
	state, last := before, byte(0)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if state == before {
				state = whole
			}
		case c == '-' && (i == 0 || last == 'e'), c == '+' && last == 'e':
		case (c == '.' || c == ',') && state == whole:
			state, c = fraction, '.'
		case (c == 'e' || c == 'E') && (state == whole || state == fraction && last != '.'):
			state, c = exponent, 'e'
		default:
			return 0, notNumber(s)
		}
		last = c
		number = append(number, c)
	}
	if state == before || last < '0' || last > '9' || len(s) > 400 {
		return 0, notNumber(s)
	}
	// An exponent of many digits would make a number of as many: nothing beyond float64 is of use, and it is what bounds the work.
	if f, err := strconv.ParseFloat(string(number), 64); err != nil {
		return 0, tooLarge(s, decimals)
	} else if math.Abs(f) < 1e-30 {
		return 0, nil
	}
	v, ok := new(big.Rat).SetString(string(number))
	if !ok {
		return 0, notNumber(s)
	}
	v.Mul(v, new(big.Rat).SetInt64(powers[decimals]))
	// Half away from zero: twice the number, plus one towards its sign, over two, cut off.
	n := new(big.Int).Lsh(v.Num(), 1)
	if v.Sign() < 0 {
		n.Sub(n, v.Denom())
	} else {
		n.Add(n, v.Denom())
	}
	n.Quo(n, new(big.Int).Lsh(v.Denom(), 1))
	if !n.IsInt64() {
		return 0, tooLarge(s, decimals)
	}
	return n.Int64(), nil
}

// ScaleFloat is [Scale] of the shortest decimal that reads back as a floating point number, so that 0.145 is the same in a file of text, a Parquet file and a
// column of double precision. NaN and infinities are errors.
func ScaleFloat(v float64, decimals int) (int64, error) {
	scale := float64(powers[decimals])
	// Decimals of 15 digits at most are told apart by float64: one that reads back as v is the shortest that does.
	if r := math.Round(v * scale); math.Abs(r) < 1e15 && r/scale == v {
		return int64(r), nil
	}
	var b [32]byte
	return Scale(strconv.AppendFloat(b[:0], v, 'g', -1, 64), decimals)
}

// ScaleWhole is [Scale] of a whole number.
func ScaleWhole(v int64, decimals int) (int64, error) {
	p := powers[decimals]
	if v > math.MaxInt64/p || v < math.MinInt64/p {
		return 0, tooLarge(strconv.FormatInt(v, 10), decimals)
	}
	return v * p, nil
}

// FloatLimit returns the outermost floating point number, of 32 or 64 bits, whose shortest decimal is within a limit, from it up or down to it. So 0.1 is within from 0.1 whatever
// is nearest to it in binary, and not within from 0.10000000000000001.
func FloatLimit(limit *big.Rat, up bool, bits int) float64 {
	f, _ := limit.Float64()
	if bits == 32 {
		single, _ := limit.Float32()
		f = float64(single)
	}
	outside := math.IsInf(f, 1) != up // of an infinity, which is beyond any limit
	if short, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, bits)); ok {
		c := short.Cmp(limit)
		outside = up && c < 0 || !up && c > 0
	}
	inwards := math.Inf(1)
	if !up {
		inwards = math.Inf(-1)
	}
	switch {
	case !outside:
		return f
	case bits == 32:
		return float64(math.Nextafter32(float32(f), float32(inwards)))
	}
	return math.Nextafter(f, inwards)
}

func notNumber(s string) error {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return fmt.Errorf("cannot read %q as a number", s)
}

func tooLarge(s string, decimals int) error {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return fmt.Errorf("%s with %d decimals needs more than 64 bits", s, decimals)
}

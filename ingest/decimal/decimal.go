// Package decimal reads plain decimal numbers fast: files of statistics are mostly made of them.
package decimal

// Plain reads digits with a minus and a decimal sign, 15 digits at most: the quotient of two exact numbers, which is
// rounded once and so is the nearest to the decimal. It is not ok for anything else, which need not be wrong.
func Plain[T string | []byte](s T, sign byte) (value float64, ok bool) {
	i, negative := 0, false
	if len(s) > 0 && s[0] == '-' {
		i, negative = 1, true
	}
	var mantissa uint64
	digits, point := 0, -1
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			mantissa = mantissa*10 + uint64(c-'0')
			digits++
		case c == sign && point < 0:
			point = digits
		default:
			return 0, false
		}
		if digits > 15 {
			return 0, false
		}
	}
	if digits == 0 || point == digits {
		return 0, false
	}
	v := float64(mantissa)
	if point >= 0 {
		v /= powers[digits-point]
	}
	if negative {
		v = -v
	}
	return v, true
}

// powers are the powers of ten that a plain number is divided by; float64 holds them exactly.
var powers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

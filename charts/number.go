package charts

import (
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Characters of printed numbers. The minus is U+2212, as wide as a digit; the space is U+00A0, since some fonts lack the
// narrower U+202F that the locale data prefer.
const (
	nbsp   = "\u00a0"
	minus  = "\u2212"
	endash = "\u2013"
)

// Number prints v with a fixed number of decimals as readers of l expect it: "1 234,5" or "1,234.5". Thousands are grouped from
// four digits on. Years are not numbers: print them with [PeriodText]. A value that is not finite is printed as "..", the sign
// of a missing one.
func Number(l lang.Lang, v float64, decimals int) string {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return ".."
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', max(decimals, 0), 64)
	whole, frac, _ := strings.Cut(s, ".")
	group, point := nbsp, ","
	if l == lang.En {
		group, point = ",", "."
	}
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" { // what rounds to zero has no sign
		b.WriteString(minus)
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	if frac != "" {
		b.WriteString(point)
		b.WriteString(frac)
	}
	return b.String()
}

// Signed is [Number] with a plus before what is above zero, for differences.
func Signed(l lang.Lang, v float64, decimals int) string {
	s := Number(l, v, decimals)
	if v > 0 && strings.Trim(s, "0.,"+nbsp) != "" && math.Abs(v) <= math.MaxFloat64 {
		return "+" + s
	}
	return s
}

// Percent prints a share that is already in per cent: "12,3 %" in Swedish, "12.3%" in English.
func Percent(l lang.Lang, v float64, decimals int) string {
	if l == lang.En {
		return Number(l, v, decimals) + "%"
	}
	return Number(l, v, decimals) + nbsp + "%"
}

// Range prints two limits: "61,2–64,4" with an en dash and no spaces, or with a word between where a dash beside a minus would
// be misread.
func Range(l lang.Lang, low, high float64, decimals int) string {
	a, b := Number(l, low, decimals), Number(l, high, decimals)
	if strings.HasPrefix(a, minus) || strings.HasPrefix(b, minus) {
		return a + nbsp + wTo.In(l) + nbsp + b
	}
	return a + endash + b
}

// Quantity prints a value with its unit as in running text: "62,8 %", "312 tkr".
func Quantity(l lang.Lang, v float64, ind indicators.Indicator) string {
	if ind.Unit.Kind == indicators.Share && ind.Unit.Per == 100 {
		return Percent(l, v, ind.Decimals)
	}
	if name := ind.Unit.Name.In(l); name != "" {
		return Number(l, v, ind.Decimals) + nbsp + name
	}
	return Number(l, v, ind.Decimals)
}

// DifferenceUnit names the unit of a difference between two values of u: percentage points for shares in per cent, which are not
// per cent, and the unit itself for everything else.
func DifferenceUnit(l lang.Lang, u indicators.Unit) string {
	if u.Kind == indicators.Share && u.Per == 100 {
		return wPoints.In(l)
	}
	return u.Name.In(l)
}

// PeriodText prints a period: "2025", "2021–2024", "läsåret 2025/26", "mars 2025".
func PeriodText(l lang.Lang, p indicators.Period) string {
	y, m, _ := p.Start.Date()
	z, _, _ := p.End.Date()
	switch p {
	case indicators.SchoolYear(y):
		return wSchoolYear.In(l) + " " + p.String()
	case indicators.Month(y, m):
		return months[m-1].In(l) + " " + strconv.Itoa(y)
	case indicators.Years(y, z):
		return strings.ReplaceAll(p.String(), "-", endash)
	}
	return p.Start.String() + " " + wTo.In(l) + " " + p.End.String()
}

// periodTick is a period as short as a tick label must be.
func periodTick(l lang.Lang, p indicators.Period) string {
	y, m, _ := p.Start.Date()
	z, _, _ := p.End.Date()
	switch p {
	case indicators.Month(y, m):
		return p.String()
	case indicators.Years(y, z), indicators.SchoolYear(y):
		return strings.ReplaceAll(p.String(), "-", endash)
	}
	return p.Start.String()
}

// raw prints a number for programs: decimal point, no grouping, no more digits than the value has.
func raw(v float64) string {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

package indicators

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Day is a date as days since 1970-01-01, which is what Arrow's date32 holds.
type Day int32

// NewDay returns the day of a date in the Gregorian calendar.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Date returns year, month and day.
func (d Day) Date() (int, time.Month, int) { return d.time().Date() }

func (d Day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the day as 2006-01-02.
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// Period is a span of days, both ends included. The zero Period is the single day 1970-01-01 and never occurs in data.
type Period struct{ Start, End Day }

// Year returns 1 January to 31 December.
func Year(y int) Period { return Period{NewDay(y, time.January, 1), NewDay(y, time.December, 31)} }

// Years returns the span from the start of one year to the end of another.
func Years(from, to int) Period { return Period{Year(from).Start, Year(to).End} }

// SchoolYear returns 1 July of the year to 30 June of the next, as the Swedish Education Act has it.
func SchoolYear(y int) Period { return Period{NewDay(y, time.July, 1), NewDay(y+1, time.June, 30)} }

// Month returns the days of a month.
func Month(y int, m time.Month) Period { return Period{NewDay(y, m, 1), NewDay(y, m+1, 0)} }

// Compare orders periods by start, then by end.
func (p Period) Compare(q Period) int {
	return cmp.Or(cmp.Compare(p.Start, q.Start), cmp.Compare(p.End, q.End))
}

// String returns the shortest of the forms that [ParsePeriod] reads: "2025", "2025/26", "2025-03", "2025K1" for a quarter,
// "2025T1", "2025H1", "2021-2024", or two dates joined by "--".
func (p Period) String() string {
	y, _, _ := p.Start.Date()
	z, _, _ := p.End.Date()
	switch p {
	case Year(y):
		return fmt.Sprintf("%04d", y)
	case SchoolYear(y):
		return fmt.Sprintf("%04d/%02d", y, (y+1)%100)
	case Years(y, z):
		return fmt.Sprintf("%04d-%04d", y, z)
	}
	_, m, _ := p.Start.Date()
	if p == Month(y, m) {
		return fmt.Sprintf("%04d-%02d", y, int(m))
	}
	for _, n := range []int{4, 3, 2} {
		if part := (int(m)-1)*n/12 + 1; p == partOfYear(y, part, n) {
			return fmt.Sprintf("%04d%c%d", y, " HTK"[n-1], part)
		}
	}
	return p.Start.String() + "--" + p.End.String()
}

// partOfYear returns the days of one of n equal parts of a year, numbered from 1.
func partOfYear(y, part, n int) Period {
	months := 12 / n
	return Period{Month(y, time.Month((part-1)*months+1)).Start, Month(y, time.Month(part*months)).End}
}

// ParsePeriod reads a year "2025", a school year "2025/26" or "2025/2026", a month "2025-03" or "2025M03", a quarter "2025K1" or "2025Q1", four
// months "2025T1", half a year "2025H1", a week of ISO 8601 "2025W07" or "2025V07", a span of years "2021-2024" (hyphen or en dash), or two
// dates "2025-01-15--2025-03-02".
func ParsePeriod(s string) (Period, error) {
	text := strings.ReplaceAll(strings.TrimSpace(s), "–", "-")
	bad := fmt.Errorf("cannot read %q as a period: want 2025, 2025/26, 2025-03, 2025K1, 2021-2024 or two dates joined by --", s)
	if from, to, ok := strings.Cut(text, "--"); ok {
		a, err1 := time.Parse(time.DateOnly, from)
		b, err2 := time.Parse(time.DateOnly, to)
		if err1 != nil || err2 != nil {
			return Period{}, bad
		}
		return ordered(s, Period{NewDay(a.Date()), NewDay(b.Date())})
	}
	y, ok := number(text, 4)
	if !ok {
		return Period{}, bad
	}
	rest := text[4:]
	switch {
	case rest == "":
		return Year(y), nil
	case rest[0] == '/':
		next, ok := number(rest[1:], len(rest)-1)
		if !ok || len(rest) != 3 && len(rest) != 5 {
			return Period{}, bad
		}
		if len(rest) == 3 && next != (y+1)%100 || len(rest) == 5 && next != y+1 {
			return Period{}, fmt.Errorf("school year %q does not span two years in a row", s)
		}
		return SchoolYear(y), nil
	case len(rest) == 3 && (rest[0] == '-' || rest[0] == 'M'):
		m, ok := number(rest[1:], 2)
		if !ok || m < 1 || m > 12 {
			return Period{}, bad
		}
		return Month(y, time.Month(m)), nil
	case len(rest) == 2 && strings.IndexByte("HTKQ", rest[0]) >= 0:
		parts := map[byte]int{'H': 2, 'T': 3, 'K': 4, 'Q': 4}[rest[0]]
		n, ok := number(rest[1:], 1)
		if !ok || n < 1 || n > parts {
			return Period{}, bad
		}
		return partOfYear(y, n, parts), nil
	case len(rest) == 3 && (rest[0] == 'W' || rest[0] == 'V'):
		n, ok := number(rest[1:], 2)
		monday := time.Date(y, time.January, 4, 0, 0, 0, 0, time.UTC) // is in the first week
		monday = monday.AddDate(0, 0, 7*(n-1)-(int(monday.Weekday())+6)%7)
		if of, _ := monday.ISOWeek(); !ok || n < 1 || of != y {
			return Period{}, bad
		}
		start := NewDay(monday.Date())
		return Period{start, start + 6}, nil
	case len(rest) == 5 && rest[0] == '-':
		z, ok := number(rest[1:], 4)
		if !ok {
			return Period{}, bad
		}
		return ordered(s, Years(y, z))
	}
	return Period{}, bad
}

func ordered(s string, p Period) (Period, error) {
	if p.End < p.Start {
		return Period{}, fmt.Errorf("period %q ends before it starts", s)
	}
	return p, nil
}

// number reads exactly n leading digits.
func number(s string, n int) (int, bool) {
	if n <= 0 || len(s) < n {
		return 0, false
	}
	v := 0
	for _, c := range []byte(s[:n]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int(c-'0')
	}
	return v, true
}

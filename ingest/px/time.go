package px

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// scale is a time scale of TLIST: how many periods a year has, and how many digits number them.
type scale struct{ periods, digits int }

// The scales of the specification, and K, which Nordic publishers write for quarters.
var scales = map[string]scale{"A": {1, 0}, "H": {2, 1}, "T": {3, 1}, "Q": {4, 1}, "K": {4, 1}, "M": {12, 2}, "W": {53, 2}}

// readTime reads TIMEVAL: the time scale and, where they are codes of no other kind, the periods.
func (t *table) readTime() {
	for _, e := range t.byKeyword["TIMEVAL"] {
		v := t.variable(e)
		if v == nil || e.language != "" && v.role == ingest.RoleTime {
			continue
		}
		name, periods, what := timeList(e.tokens)
		if what != "" {
			t.complain(e, fmt.Sprintf("%s %s, and is left out", e.name(), what), `it should read TLIST(A1),"2023","2024" or TLIST(A1,"2000"-"2024")`)
			continue
		}
		v.role = ingest.RoleTime
		v.metadata = append(v.metadata, cube.Entry{Key: "timescale", Value: name})
		if len(periods) == 0 {
			continue
		}
		if len(periods) != len(v.codes) {
			t.complain(e, fmt.Sprintf("%s lists %d periods where VALUES has %d; it is left out", e.name(), len(periods), len(v.codes)), "correct it, or fetch the file again")
			continue
		}
		t.comparePeriods(e, v, periods)
	}
}

// comparePeriods holds the periods of TIMEVAL to the codes: 200403 is 2004M03. Where the values are words (March 2004) and have no codes,
// the periods are their codes.
func (t *table) comparePeriods(e *entry, v *variable, periods []string) {
	for i, p := range periods {
		if digits(p) == digits(v.codes[i]) {
			continue
		}
		unlike := digits(v.values[i]) != digits(p)
		if !v.hasCodes && unlike && len(positions(periods)) == len(periods) && !slices.ContainsFunc(v.codes, func(c string) bool { return len(digits(c)) >= len(digits(p)) }) {
			v.codes, v.hasCodes, v.byCode = periods, true, positions(periods)
		} else if unlike {
			t.complain(e, fmt.Sprintf("%s has %s where the variable has %s", e.name(), short(p), short(v.codes[i])), "the codes of the variable are kept")
		}
		return
	}
}

// digits returns the digits of a text.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// timeList reads TLIST(A1),"2003","2004" and TLIST(A1,"2003"-"2004"). What says what is wrong.
func timeList(tokens []token) (name string, periods []string, what string) {
	kinds := make([]byte, len(tokens))
	for i, t := range tokens {
		kinds[i] = t.kind
	}
	if len(tokens) < 4 || string(kinds[:3]) != "w(w" || !strings.EqualFold(tokens[0].text, "TLIST") {
		return "", nil, "has no time scale"
	}
	name = strings.ToUpper(tokens[2].text)
	s, ok := scales[strings.TrimSuffix(name, "1")]
	if !ok {
		return "", nil, fmt.Sprintf("has the unknown time scale %s", short(tokens[2].text))
	}
	rest, shape := tokens[3:], string(kinds[3:])
	switch {
	case shape == ")":
		return name, nil, ""
	case shape == `,"-")` || shape == `,"-"),`:
		periods, what = s.between(rest[1].text, rest[3].text)
		return name, periods, what
	case shape[0] != ')':
		return "", nil, "has no ) after the time scale"
	}
	for i, t := range rest[1:] {
		if want := byte(','); i%2 == 1 {
			if t.kind != '"' && t.kind != 'w' {
				return "", nil, fmt.Sprintf("has %s where a period is expected", t.shown())
			}
			periods = append(periods, t.text)
		} else if t.kind != want {
			return "", nil, fmt.Sprintf("has %s where a comma is expected", t.shown())
		}
	}
	return name, periods, ""
}

// between returns the periods from the first to the last.
func (s scale) between(first, last string) (periods []string, what string) {
	const most = 100_000
	year, part, ok := s.split(first)
	lastYear, lastPart, ok2 := s.split(last)
	if !ok || !ok2 || year > lastYear || year == lastYear && part > lastPart || (lastYear-year+1)*s.periods > most {
		return nil, fmt.Sprintf("goes from %s to %s, which are no periods of its time scale in order", short(first), short(last))
	}
	for year < lastYear || year == lastYear && part <= lastPart {
		if s.digits == 0 {
			periods = append(periods, fmt.Sprintf("%04d", year))
		} else {
			periods = append(periods, fmt.Sprintf("%04d%0*d", year, s.digits, part))
		}
		if part++; part > s.in(year) {
			year, part = year+1, 1
		}
	}
	return periods, ""
}

// in returns how many periods a year has: a year of 53 weeks begins on a Thursday, or on a Wednesday when it is a leap year.
func (s scale) in(year int) int {
	if s.periods != 53 {
		return s.periods
	}
	weekday := func(y int) int { return (y + y/4 - y/100 + y/400) % 7 } // of 31 December, 0 is Sunday
	if weekday(year) == 4 || weekday(year-1) == 3 {
		return 53
	}
	return 52
}

// split takes 200403 to 2004 and 3.
func (s scale) split(text string) (year, part int, ok bool) {
	if len(text) != 4+s.digits || digits(text) != text {
		return 0, 0, false
	}
	for _, c := range text[:4] {
		year = 10*year + int(c-'0')
	}
	part = 1
	if s.digits > 0 {
		part = 0
		for _, c := range text[4:] {
			part = 10*part + int(c-'0')
		}
	}
	return year, part, part >= 1 && part <= s.in(year)
}

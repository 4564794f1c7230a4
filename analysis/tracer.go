package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Tracer tells what the numbers of results were computed from. It may be used by one goroutine at a time.
type Tracer struct {
	*analyst
	res        *Results
	raw        map[string]bool // indicators that the thresholds apply to
	crosswalks []Crosswalk
	read       map[cellName]*Step // by the trace that is being made
	columns    map[columnName]*tracedColumn
	levels     *levels
	places     map[indicators.Level]*placing
}

// Crosswalk is the shares that figures were carried over by from areas of one version to those of another.
type Crosswalk struct {
	Level      indicators.Level
	From, To   string                      // versions
	Population bool                        // weighted by population, otherwise by area
	Parts      map[string][]CrosswalkShare // by code of the areas of version To, in order of code
}

// CrosswalkShare is the share of an area of the older version that lies in one of the newer.
type CrosswalkShare struct {
	Code   string
	Weight float64
}

// NewTracer returns a tracer of the results of a table. Where counts are rounded to protect persons, chains begin with the rounded ones.
func NewTracer(t *indicators.Table, res *Results, crosswalks ...Crosswalk) *Tracer {
	shown, err := rounded(t, res.Options)
	if err != nil { // the results would not be there
		shown = t
	}
	a := newAnalyst(shown, res.Options, heldBy(shown))
	a.exact = t
	return &Tracer{analyst: a, res: res, raw: a.unprotected(), crosswalks: crosswalks, columns: map[columnName]*tracedColumn{}, levels: &levels{a: a}, places: map[indicators.Level]*placing{}}
}

// traceable is a kind of result whose numbers can be traced.
type traceable struct {
	topic     string
	form      string // how its addresses are written
	addresses func(t *Tracer) []string
	trace     func(t *Tracer, q *query) (*Trace, error)
}

// traceables are the kinds of results whose numbers can be traced, by the first word of their addresses.
func traceables() []traceable {
	return []traceable{
		{"comparison", "comparison/INDICATOR/AREA[/GROUP][/value|rest|difference|ratio|change|past]", (*Tracer).comparisonAddresses, (*Tracer).traceComparison},
		{"trend", "trend/INDICATOR/AREA/PERIOD[/GROUP]", (*Tracer).trendAddresses, (*Tracer).traceTrend},
		{"index", "index/INDICATOR/INDEX[/LEVEL][/GROUP]", (*Tracer).inequalityAddresses, (*Tracer).traceInequality},
		{"segregation", "segregation/ID/INDEX[/LEVEL]", (*Tracer).segregationAddresses, (*Tracer).traceSegregation},
		{"course", "course/INDICATOR/AREA[/GROUP][/change|percent]", (*Tracer).courseAddresses, (*Tracer).traceCourse},
		{"gap", "gap/INDICATOR/AREA[/GROUP][/change|first|last|percent]", (*Tracer).gapAddresses, (*Tracer).traceGapCourse},
		{"target", "target/INDICATOR/PERIOD[/AREA][/GROUP][/value|distance|required|pace|projected]", (*Tracer).targetAddresses, (*Tracer).traceTarget},
		{"several", "several/worst|best/AREA[/count|of|expected|p|q]", (*Tracer).severalAddresses, (*Tracer).traceSeveral},
		{"shrunken", "shrunken/INDICATOR/AREA[/GROUP][/all|near]", (*Tracer).shrunkenAddresses, (*Tracer).traceShrunken},
		{"rank", "rank/INDICATOR/AREA[/GROUP][/place|expected]", (*Tracer).rankAddresses, (*Tracer).traceRank},
		{"benchmark", "benchmark/AGAINST/INDICATOR/AREA[/AREA][/GROUP][/difference|value|reference|ratio|effect]", (*Tracer).benchmarkAddresses, (*Tracer).traceBenchmark},
		{"funnel", "funnel/INDICATOR/AREA[/GROUP][/inner|outer|wide_inner|wide_outer|z|wide_z]", (*Tracer).funnelAddresses, (*Tracer).traceFunnel},
		{"composite", "composite/ID/AREA[/value|rank]", (*Tracer).compositeAddresses, (*Tracer).traceComposite},
		{"relation", "relation/INDICATOR/INDICATOR[/LEVEL][/pearson|spearman]", (*Tracer).relationAddresses, (*Tracer).traceRelation},
		{"mix", "mix/ID/AREA", (*Tracer).mixAddresses, (*Tracer).traceMix},
	}
}

// AddressForms says how addresses are written, one form for each kind of result.
func AddressForms() []string {
	var out []string
	for _, of := range traceables() {
		out = append(out, of.form)
	}
	return out
}

// Addresses returns the addresses of every number that can be traced, in the order of the results.
func (t *Tracer) Addresses() []string {
	var out []string
	for _, of := range traceables() {
		out = append(out, of.addresses(t)...)
	}
	return out
}

// Trace returns what the number of an address was computed from. An address that no result has is an [AddressError].
func (t *Tracer) Trace(address string) (*Trace, error) {
	words := strings.Split(strings.Trim(strings.TrimSpace(address), "/"), "/")
	for _, of := range traceables() {
		if of.topic != words[0] {
			continue
		}
		t.read = map[cellName]*Step{}
		q := &query{t: t, address: address, words: words[1:]}
		trace, err := of.trace(t, q)
		if err == nil {
			err = q.rest()
		}
		if err != nil {
			return nil, err
		}
		trace.Topic = of.topic
		if trace.OK {
			trace.Step.Shown = true
			trace.Recomputed = trace.Step.Compute()
		} else {
			trace.Step = nil
			trace.Found, trace.Recomputed = alone(math.NaN()), alone(math.NaN())
			trace.Rule = rule(t.o.Disclosure, trace.Reason)
		}
		return trace, nil
	}
	return nil, t.unknown(address, "no kind of result has that name")
}

// Tells tells whether the number of a step may be shown: the results show it, or no cell beneath it is of a source whose small numbers are
// withheld.
func (t *Tracer) Tells(s *Step) bool {
	ok := true
	if s.Shown {
		return true
	}
	s.Each(func(s *Step, _ int) { ok = ok && (s.Cell == nil || !t.raw[s.Indicator]) })
	return ok
}

// rule says by which kind of rule a number is withheld. Which of the rules it was would tell how large the number may be.
func rule(d Disclosure, r Reason) lang.Text {
	switch r {
	case Withheld, Contradictory:
		return text("Antal från 1 till under %[1]v eller en folkmängd under %[2]v visas inte, och inte heller sådant som de kan räknas ut av.",
			"Counts from 1 to below %[1]v or a population below %[2]v are not shown, nor is anything that they could be worked out from.", d.MinCount, d.MinDenominator)
	case SourceWithheld:
		return text("Källan visar inte uppgiften.", "The source does not show the figure.")
	}
	return lang.Text{}
}

// query is an address that is being read. Words after the first two come in any order.
type query struct {
	t       *Tracer
	address string
	words   []string
}

// first takes the next word.
func (q *query) first() string {
	if len(q.words) == 0 {
		return ""
	}
	w := q.words[0]
	q.words = q.words[1:]
	return w
}

// take removes the first word that f accepts.
func (q *query) take(f func(string) bool) bool {
	i := slices.IndexFunc(q.words, f)
	if i >= 0 {
		q.words = slices.Delete(slices.Clone(q.words), i, i+1)
	}
	return i >= 0
}

// group takes a group; everyone where there is none.
func (q *query) group() indicators.Group {
	out := indicators.Everyone
	q.take(func(s string) bool {
		g, err := indicators.ParseGroup(s)
		if err != nil || !strings.Contains(s, "=") {
			return false
		}
		out = g
		return true
	})
	return out
}

// period takes a period; the zero Period where there is none.
func (q *query) period() (out indicators.Period) {
	q.take(func(s string) bool {
		p, err := indicators.ParsePeriod(strings.ReplaceAll(s, "_", "/"))
		if err == nil {
			out = p
		}
		return err == nil
	})
	return out
}

// oneOf takes one of some words; the first where there is none.
func (q *query) oneOf(words ...string) string {
	out := words[0]
	q.take(func(s string) bool {
		if slices.Contains(words, s) {
			out = s
			return true
		}
		return false
	})
	return out
}

// level takes a level; 0 where there is none.
func (q *query) level() (out indicators.Level) {
	q.take(func(s string) bool {
		l, err := indicators.ParseLevel(s)
		if err == nil {
			out = l
		}
		return err == nil
	})
	return out
}

// area takes one of some areas, by code or by name.
func (q *query) area(of []indicators.Area) (out indicators.Area, ok bool) {
	ok = q.take(func(s string) bool {
		for _, a := range of {
			if a.Code == s || Slug(a.Name) == Slug(s) || s == "city" && a.Level == indicators.City {
				out = a
				return true
			}
		}
		return false
	})
	return out, ok
}

// numbersAt are the addresses of the measures of something, of which the first goes without a name.
func numbersAt(at string, measures []string) []string {
	out := []string{at}
	for _, m := range measures[1:] {
		out = append(out, at+"/"+m)
	}
	return out
}

// rest is an error where words are left that mean nothing.
func (q *query) rest() error {
	if len(q.words) == 0 {
		return nil
	}
	return q.t.unknown(q.address, fmt.Sprintf("%q means nothing there", q.words[0]))
}

func (q *query) unknown(what string) error { return q.t.unknown(q.address, what) }

// unknown is the error of an address that no result has.
func (t *Tracer) unknown(address, what string) error {
	return &AddressError{Address: address, What: what, Near: Nearest(address, t.Addresses(), 3)}
}

// Nearest returns the words that are most like one, at most n, best first. Those that have as many letters wrong as right are not like it.
func Nearest(word string, words []string, n int) []string {
	type near struct {
		word string
		far  int
	}
	var found []near
	word = strings.ToLower(word)
	for _, w := range words {
		d := distanceOf(word, strings.ToLower(w), max(len(word), len(w))/2)
		if strings.HasPrefix(strings.ToLower(w), word) {
			d = min(d, 1+(len(w)-len(word))/8)
		}
		if 2*d < max(len(word), len(w)) {
			found = append(found, near{w, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.far, b.far) })
	var out []string
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.word)
	}
	return out
}

// distanceOf is the number of letters to put in, take out or change to make one word of another (Levenshtein 1966), most+1 where it is
// more.
func distanceOf(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(b)]
}

// Slug is how a name is written in an address: in lower case, without accents, with hyphens for blanks.
func Slug(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'å', 'ä', 'á', 'à':
			return 'a'
		case 'ö', 'ó', 'ø':
			return 'o'
		case 'é', 'è', 'ë':
			return 'e'
		case 'ü':
			return 'u'
		case ' ', '/':
			return '-'
		}
		return r
	}, strings.ToLower(strings.TrimSpace(name)))
}

// addressOf puts the words of an address together, without those that are empty.
func addressOf(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), "/")
}

// districtAt returns the position of a district, −1 for the city and others.
func (t *Tracer) districtAt(a indicators.Area) int {
	return slices.IndexFunc(t.districts, func(d indicators.Area) bool { return d.ID() == a.ID() })
}

// figuresOf returns the figures of a period.
func (t *Tracer) figuresOf(ind indicators.Indicator, g indicators.Group, p indicators.Period) *figures {
	return figuresAt(t.series(ind, g), p)
}

// estimateOf is a value as results show it.
func estimateOf(v Value) index.Estimate { return bare(v.Estimate, v.Interval) }

// indicatorOf takes the indicator of an address.
func (q *query) indicatorOf() (indicators.Indicator, error) {
	id := q.first()
	ind, ok := q.t.cat.Indicator(id)
	if !ok {
		var ids []string
		for _, c := range q.t.res.Comparisons {
			ids = append(ids, c.Indicator.ID)
		}
		if near := Nearest(id, slices.Compact(ids), 3); len(near) > 0 {
			return ind, &AddressError{Address: q.address, What: fmt.Sprintf("the study has no indicator %q", id), Near: near}
		}
		return ind, q.unknown(fmt.Sprintf("the study has no indicator %q", id))
	}
	return ind, nil
}

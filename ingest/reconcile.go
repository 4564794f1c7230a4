package ingest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// Parts says that groups of a count should sum to a total, within a tolerance.
type Parts struct {
	Indicator  string
	Groups     []indicators.Group
	Total      string // indicator of the total
	TotalGroup indicators.Group
	Tolerance  float64 // absolute, per area, at least 0
}

// String names the parts in messages.
func (p Parts) String() string {
	if len(p.Groups) == 0 {
		return "no parts of " + p.Indicator
	}
	return fmt.Sprintf("the %d parts of %s (%s … %s)", len(p.Groups), p.Indicator, p.Groups[0], p.Groups[len(p.Groups)-1])
}

// Reconcile compares a table with itself and returns what does not agree, one warning for each indicator, level and period with the
// number of cases and the first of them: values against numerators and denominators, parts against totals, and areas without a row.
// The published figures stand whatever it finds.
func Reconcile(t *indicators.Table, parts []Parts) []error {
	var out []error
	out = append(out, reconcileValues(t)...)
	for _, p := range parts {
		out = append(out, reconcileParts(t, p)...)
	}
	return append(out, coverage(t)...)
}

// tally counts cases and keeps the first few as text.
type tally struct {
	n        int
	of       int // how many were looked at
	first    indicators.Origin
	examples []string
}

const examples = 3

func (t *tally) add(o indicators.Origin, example string) {
	if t.n++; t.n == 1 {
		t.first = o
	}
	if len(t.examples) < examples {
		t.examples = append(t.examples, example)
	}
}

func (t *tally) list() string {
	s := strings.Join(t.examples, "; ")
	if t.n > len(t.examples) {
		s += fmt.Sprintf("; … %d in all", t.n)
	}
	return s
}

func (t *tally) warning(what, remedy string) error {
	return indicators.Problem{File: t.first.File, Line: int(t.first.Row), What: what, Remedy: remedy}
}

// scope is what one warning is about: all groups of an indicator at a level and period.
type scope struct {
	indicator string
	level     indicators.Level
	version   string
	period    indicators.Period
}

func scopeOf(k indicators.RunKey) scope { return scope{k.Indicator, k.Level, k.Version, k.Period} }

func (s scope) String() string {
	return fmt.Sprintf("%s, %s %s, %s", s.indicator, s.level, s.version, s.period)
}

// tallies keeps a tally for each scope in the order in which the table comes to them.
type tallies struct {
	at    map[scope]*tally
	order []scope
}

func (ts *tallies) of(s scope) *tally {
	t, ok := ts.at[s]
	if !ok {
		if ts.at == nil {
			ts.at = make(map[scope]*tally)
		}
		t = new(tally)
		ts.at[s] = t
		ts.order = append(ts.order, s)
	}
	return t
}

// reconcileValues compares a published value with Per · numerator / denominator. They may differ by half of the last digit that the
// source prints or that the indicator is shown with, whichever is coarser.
func reconcileValues(t *indicators.Table) []error {
	var ts tallies
	for _, r := range t.Runs() {
		ind, _ := t.Catalogue().Indicator(r.Key.Indicator)
		if k := ind.Unit.Kind; k != indicators.Share && k != indicators.Rate {
			continue
		}
		tolerance := 0.5 * math.Pow10(-min(decimalsOf(r), ind.Decimals))
		for i := range r.Len() {
			o := r.At(i)
			if !o.Value.OK || !o.Numerator.OK || !o.Denominator.OK || o.Denominator.V == 0 {
				continue
			}
			tl := ts.of(scopeOf(r.Key))
			tl.of++
			computed := ind.Unit.Per * o.Numerator.V / o.Denominator.V
			// The published figure was rounded in decimal, so a tie may lie a hair outside of the tolerance in binary.
			if math.Abs(computed-o.Value.V) > tolerance*(1+1e-9)+1e-12*math.Abs(computed) {
				tl.add(o.Origin, fmt.Sprintf("area %s%s has %s but %s of %s is %s", o.Area.Code, in(o.Group), show(o.Value.V),
					show(o.Numerator.V), show(o.Denominator.V), strconv.FormatFloat(computed, 'f', max(ind.Decimals, 1)+1, 64)))
			}
		}
	}
	var out []error
	for _, s := range ts.order {
		if tl := ts.at[s]; tl.n > 0 {
			out = append(out, tl.warning(fmt.Sprintf("%s: %d of %d values do not follow from their numerator and denominator: %s", s, tl.n, tl.of, tl.list()),
				"the published values are used"))
		}
	}
	return out
}

// decimalsOf returns the most decimals that a value of a run is printed with, at most 9.
func decimalsOf(r indicators.Run) int {
	most := 0
	for i := range r.Len() {
		if v := r.Value(i); v.OK {
			_, fraction, _ := strings.Cut(show(v.V), ".")
			if most = max(most, len(fraction)); most >= 9 {
				return 9
			}
		}
	}
	return most
}

func show(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func in(g indicators.Group) string {
	if g == indicators.Everyone {
		return ""
	}
	return fmt.Sprintf(" (%s)", g)
}

// reconcileParts compares the sum of groups with their total in every area that has all of them. A statement that is about nothing in the
// table is a mistyped one.
func reconcileParts(t *indicators.Table, p Parts) []error {
	if len(p.Groups) == 0 {
		return nil
	}
	var out []error
	met := false
	for _, total := range t.Runs() {
		k := total.Key
		if k.Indicator != p.Total || k.Group != p.TotalGroup {
			continue
		}
		runs := make([]indicators.Run, 0, len(p.Groups))
		for _, g := range p.Groups {
			if r, ok := t.Run(indicators.RunKey{Indicator: p.Indicator, Level: k.Level, Version: k.Version, Group: g, Period: k.Period}); ok {
				runs = append(runs, r)
			}
		}
		if len(runs) < len(p.Groups) {
			continue
		}
		met = true
		out = append(out, compareParts(t, p, total, runs)...)
	}
	if !met {
		out = append(out, indicators.Problem{What: fmt.Sprintf("%s are not compared with %s%s: nowhere in the data are all of them and the total", p, p.Total, in(p.TotalGroup)),
			Remedy: "correct the groups or the total in the study"})
	}
	return out
}

func compareParts(t *indicators.Table, p Parts, total indicators.Run, runs []indicators.Run) []error {
	var beyond, within tally
	noise := false
	var sums, totals float64
	for i := range total.Len() {
		o := total.At(i)
		sum, ok := sumOf(runs, o.Area.Code)
		if !ok || !o.Value.OK {
			continue
		}
		source, _ := t.Catalogue().Source(o.Source)
		noise = noise || source.Noise
		sums, totals = sums+sum, totals+o.Value.V
		beyond.of++
		switch d := math.Abs(sum - o.Value.V); {
		case d > p.Tolerance+1e-9*math.Abs(o.Value.V):
			beyond.add(o.Origin, fmt.Sprintf("area %s: %s against %s", o.Area.Code, show(sum), show(o.Value.V)))
		case d > 0:
			within.add(o.Origin, "")
		}
	}
	s := scopeOf(total.Key)
	name := fmt.Sprintf("%s: %s", s, p)
	var out []error
	if beyond.n > 0 {
		out = append(out, beyond.warning(fmt.Sprintf("%s differ from the total by more than %s in %d of %d areas: %s",
			name, show(p.Tolerance), beyond.n, beyond.of, beyond.list()), "the published total is used"))
	}
	if noise && within.n > 0 {
		out = append(out, within.warning(fmt.Sprintf("%s sum to %s against a total of %s, within the noise that the source adds, in %d of %d areas",
			name, show(sums), show(totals), within.n, beyond.of), ""))
	}
	return out
}

// sumOf adds the values of an area in all runs. It is not ok when one is not there.
func sumOf(runs []indicators.Run, code string) (float64, bool) {
	var sum float64
	for _, r := range runs {
		i, ok := r.Find(code)
		if !ok {
			return 0, false
		}
		v := r.Value(i)
		if !v.OK {
			return 0, false
		}
		sum += v.V
	}
	return sum, true
}

// coverage looks for areas that have no row, not even one that says that the figure is missing, where other areas of their level and
// version have one; and for groups that lack rows which other groups have.
func coverage(t *indicators.Table) []error {
	var order []scope
	runs := make(map[scope][]indicators.Run)
	for _, r := range t.Runs() {
		s := scopeOf(r.Key)
		if _, ok := runs[s]; !ok {
			order = append(order, s)
		}
		runs[s] = append(runs[s], r)
	}
	var out []error
	for _, s := range order {
		areas := t.Register().AtLevel(s.level, s.version)
		if !slices.ContainsFunc(runs[s], func(r indicators.Run) bool { return r.Len() < len(areas) }) {
			continue
		}
		var never, some tally
		for _, a := range areas {
			var lack []indicators.Group
			for _, r := range runs[s] {
				if _, ok := r.Find(a.Code); !ok {
					lack = append(lack, r.Key.Group)
				}
			}
			switch {
			case len(lack) == len(runs[s]):
				never.add(runs[s][0].At(0).Origin, nameOf(a))
			case len(lack) > 0:
				some.add(runs[s][0].At(0).Origin, fmt.Sprintf("%s lacks %s", nameOf(a), lack[0]))
			}
		}
		if never.n > 0 {
			out = append(out, indicators.Problem{File: never.first.File, What: fmt.Sprintf("%s: %d of %d areas have no row: %s", s, never.n, len(areas), never.list()),
				Remedy: "add rows that say why the figure is missing"})
		}
		if some.n > 0 {
			out = append(out, indicators.Problem{File: some.first.File, What: fmt.Sprintf("%s: %d of %d areas lack rows for some groups: %s", s, some.n, len(areas), some.list()),
				Remedy: "add rows that say why the figure is missing"})
		}
	}
	return out
}

func nameOf(a indicators.Area) string {
	if a.Name == a.Code {
		return a.Code
	}
	return fmt.Sprintf("%s (%s)", a.Code, a.Name)
}

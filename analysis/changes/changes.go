// Package changes tells what differs between the results of two runs, and why: because the data differ, because the method does, or because a
// figure of the same period was revised.
//
// A number of one period that differs has one cause or several: other data, other choices, other definitions, another program. Where only one
// of them differs between the runs, that is the cause. Where the data and the choices both differ, the old choices are applied to the new data,
// and the result tells how much each of them did. Where the data and the program differ there is no such proof, and the causes cannot be told
// apart.
package changes

import (
	"cmp"
	"math"
	"slices"
)

// Run is one run: what it was made with, and its numbers.
type Run struct {
	Study       string
	Date        string
	Version     string            // of the program
	Seed        uint64            // of random numbers
	Choices     map[string]string // sections of choices with their text; nil where the run does not tell them
	Definitions map[string]string // hash of the definition of each indicator; nil where the run does not tell them
	Inputs      []Input
	Numbers     []Number
}

// Input is a file that a run read.
type Input struct {
	Name       string
	SHA256     string
	Indicators []string // that it has figures of; none for files that all numbers rest on, such as the areas
	Study      bool     // the study file, whose differences are told as choices and definitions
}

// Number is one number of a run. What it is about and its name tell it from all others of the run.
type Number struct {
	About
	Name   string // value, lower, difference … as the column of the table
	Period string
	Value  float64 // NaN where there is none
	Text   string  // of a verdict
	Reason string  // why there is none
	Needs  []string
}

// About is what a number is about.
type About struct {
	Table     string // comparisons, indices
	Indicator string // or subject
	Group     string
	Level     string
	Area      string
	Index     string
}

// Kind is what has happened to a number.
type Kind string

// The kinds.
const (
	NewPeriod Kind = "new_period" // the newest figure is of a later period
	Changed   Kind = "changed"    // of the same period
	Appeared  Kind = "appeared"   // there was none before
	Gone      Kind = "gone"       // there is none now
	Added     Kind = "added"      // nothing of its kind was in the earlier run
	Removed   Kind = "removed"    // nothing of its kind is in the later run
)

// Cause is why a number is another.
type Cause string

// The causes.
const (
	NewData       Cause = "new_data"        // figures of a new period
	Revision      Cause = "revision"        // other figures of the same period
	Choice        Cause = "choice"          // other choices of the study: confidence level, thresholds, seed …
	Definition    Cause = "definition"      // another definition of the indicator
	Program       Cause = "program"         // another version of the program
	Method        Cause = "method"          // several of the three before
	DataAndMethod Cause = "data_and_choice" // both, each with a part that is known
	Unknown       Cause = "unknown"         // data and method both differ, and nothing tells them apart
	Scope         Cause = "scope"           // the study asks for other things
)

// Change is a number that differs between two runs.
type Change struct {
	About
	Name       string
	Kind       Kind
	Cause      Cause
	OldPeriod  string
	NewPeriod  string
	Old, New   float64 // NaN where there is none
	OldText    string
	NewText    string
	OldReason  string
	NewReason  string
	Again      float64 // the new data with the old choices, NaN where that was not asked
	ByData     float64 // how much the data did, and the choices; NaN where that is not known
	ByChoice   float64
	Comparable bool // old and new are of one period
}

// Differences are what differs in what two runs were made with.
type Differences struct {
	Program     bool
	Seed        bool
	Choices     []string // sections
	Definitions []string // indicators
	Inputs      []InputChange
	Told        bool // both runs tell their choices and definitions
}

// InputChange is a file that differs.
type InputChange struct {
	Name       string
	Kind       string // changed, added, removed
	Indicators []string
}

// Made compares what two runs were made with.
func Made(before, after *Run) Differences {
	d := Differences{
		Program: before.Version != after.Version, Seed: before.Seed != after.Seed,
		Told: before.Choices != nil && after.Choices != nil && before.Definitions != nil && after.Definitions != nil,
	}
	d.Choices = differing(before.Choices, after.Choices)
	for _, id := range differing(before.Definitions, after.Definitions) {
		if before.Definitions[id] != "" && after.Definitions[id] != "" { // what is new has not changed
			d.Definitions = append(d.Definitions, id)
		}
	}
	old := map[string]Input{}
	for _, in := range before.Inputs {
		old[in.Name] = in
	}
	for _, in := range after.Inputs {
		was, ok := old[in.Name]
		delete(old, in.Name)
		switch {
		case in.Study:
		case !ok:
			d.Inputs = append(d.Inputs, InputChange{in.Name, "added", in.Indicators})
		case was.SHA256 != in.SHA256:
			d.Inputs = append(d.Inputs, InputChange{in.Name, "changed", union(was.Indicators, in.Indicators)})
		}
	}
	for _, in := range before.Inputs {
		if _, ok := old[in.Name]; ok && !in.Study {
			d.Inputs = append(d.Inputs, InputChange{in.Name, "removed", in.Indicators})
		}
	}
	return d
}

// differing are the keys whose values differ, in order.
func differing(a, b map[string]string) []string {
	var out []string
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			out = append(out, k)
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// Data tells whether data that a number rests on differ.
func (d Differences) data(needs []string) bool {
	return slices.ContainsFunc(d.Inputs, func(in InputChange) bool {
		return len(in.Indicators) == 0 || slices.ContainsFunc(in.Indicators, func(id string) bool { return slices.Contains(needs, id) })
	})
}

func (d Differences) choices() bool { return d.Seed || len(d.Choices) > 0 }

// cause is why a number of one period differs, where it does not take new data with old choices to tell.
func (d Differences) cause(needs []string) Cause {
	defined := slices.ContainsFunc(d.Definitions, func(id string) bool { return slices.Contains(needs, id) })
	var how []Cause
	for _, c := range []struct {
		is bool
		it Cause
	}{{d.choices(), Choice}, {defined, Definition}, {d.Program, Program}} {
		if c.is {
			how = append(how, c.it)
		}
	}
	switch data := d.data(needs); {
	case !d.Told && (data || len(how) == 0):
		return Unknown // an earlier program did not write down what it was asked for
	case data && len(how) == 0:
		return Revision
	case data:
		return Unknown
	case len(how) == 1:
		return how[0]
	case len(how) > 1:
		return Method
	}
	return Unknown
}

// Provable tells whether the new data with the old choices would tell the causes apart: the program is the same and the choices are not.
func (d Differences) Provable() bool {
	return d.Told && !d.Program && d.choices() && len(d.Inputs) > 0
}

// numberKey tells the numbers of a run apart.
type numberKey struct {
	About
	name string
}

// numbers are those of a run by what they are about; the periods of one stand together.
func numbers(list []Number) map[numberKey][]Number {
	out := map[numberKey][]Number{}
	for _, n := range list {
		k := numberKey{n.About, n.Name}
		out[k] = append(out[k], n)
	}
	return out
}

// Compare returns the numbers that differ between two runs, in the order of the later one and then what it lacks. The first number of a name
// and subject is the newest; later ones of the same are of earlier periods, and are compared only where the other run's newest is of that period.
// Again has the numbers of the new data with the old choices, or is nil.
func Compare(before, after *Run, d Differences, again []Number) []Change {
	old, current, redone := numbers(before.Numbers), numbers(after.Numbers), numbers(again)
	guarded := map[string]bool{} // indicators of which the later run withholds something
	for _, n := range after.Numbers {
		guarded[n.Indicator] = guarded[n.Indicator] || n.Reason == Withheld || n.Reason == contradictory
	}
	subjects := map[About]bool{}
	for _, n := range before.Numbers {
		subjects[n.About.subject()] = true
	}
	var out []Change
	seen := map[numberKey]bool{}
	for _, n := range after.Numbers {
		k := numberKey{n.About, n.Name}
		if seen[k] {
			continue
		}
		seen[k] = true
		was, ok := old[k]
		if !ok {
			if n.is() {
				c := n.change(Appeared, Unknown)
				c.Cause = d.cause(n.Needs)
				if !subjects[n.About.subject()] {
					c.Kind, c.Cause = Added, Scope
				}
				out = append(out, c)
			}
			continue
		}
		for _, c := range d.compare(was[0], n, at(current[k], was[0].Period), redone[k]) {
			out = append(out, c.guard(guarded[n.Indicator], at(current[k], c.OldPeriod)))
		}
	}
	now := map[About]bool{}
	for _, n := range after.Numbers {
		now[n.About.subject()] = true
	}
	for _, n := range before.Numbers {
		k := numberKey{n.About, n.Name}
		if seen[k] || !n.is() {
			continue
		}
		seen[k] = true
		c := n.change(Gone, d.cause(n.Needs))
		c.Old, c.New, c.OldText, c.NewText, c.OldPeriod, c.NewPeriod = n.Value, math.NaN(), n.Text, "", n.Period, ""
		if !now[n.About.subject()] {
			c.Kind, c.Cause = Removed, Scope
		}
		out = append(out, c.guard(guarded[n.Indicator], nil))
	}
	return out
}

// subject is what a run asks for: a table of an indicator, group and level.
func (a About) subject() About { a.Area, a.Index = "", ""; return a }

// at is the number of a period, nil where there is none.
func at(list []Number, period string) *Number {
	for i := range list {
		if list[i].Period == period {
			return &list[i]
		}
	}
	return nil
}

// Withheld is the reason of a number that the later run does not show, to protect persons. What the earlier run showed of it is not repeated.
const Withheld = "withheld"

// contradictory is the reason of numbers of which none is shown, for parts and totals that contradict one another leave nothing to protect by.
const contradictory = "contradictory"

// guard takes away the earlier number of an indicator of which the later run withholds some, unless the later run shows the number of that period
// too: then is that number. The earlier run may have shown what is now thought to be of too few persons.
func (c Change) guard(guarded bool, then *Number) Change {
	if guarded && (then == nil || !then.is()) {
		nan := math.NaN()
		c.Old, c.OldText, c.Again, c.ByData, c.ByChoice = nan, "", nan, nan, nan
		c.OldReason = Withheld
	}
	return c
}

func (n Number) is() bool { return !math.IsNaN(n.Value) || n.Text != "" }

func (n Number) same(m Number) bool {
	if n.Text != m.Text {
		return false
	}
	return Same(n.Value, m.Value)
}

// digits is to how many significant digits two numbers must be the same to be no change.
const digits = 10

// Same tells whether two numbers differ by no more than the last bits that the order of a sum may move; two that are not there are the same.
func Same(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	return math.Abs(a-b) <= math.Pow(10, -digits)*max(math.Abs(a), math.Abs(b))
}

func (n Number) change(k Kind, c Cause) Change {
	nan := math.NaN()
	return Change{
		About: n.About, Name: n.Name, Kind: k, Cause: c, NewPeriod: n.Period, Old: nan, New: n.Value, NewText: n.Text, NewReason: n.Reason,
		Again: nan, ByData: nan, ByChoice: nan,
	}
}

// compare compares the newest numbers of two runs; then is the later run's number of the earlier run's period, nil where it has none.
func (d Differences) compare(old, now Number, then *Number, again []Number) []Change {
	var out []Change
	if old.Period != now.Period {
		if old.is() || now.is() {
			c := now.change(NewPeriod, NewData)
			c.from(old)
			out = append(out, c)
		}
		if then == nil {
			return out
		}
		now = *then
	}
	if old.same(now) {
		return out
	}
	c := now.change(Changed, d.cause(now.Needs))
	c.from(old)
	c.Comparable = true
	switch {
	case !old.is():
		c.Kind = Appeared
	case !now.is():
		c.Kind = Gone
	}
	i := slices.IndexFunc(again, func(n Number) bool { return n.Period == now.Period })
	if i >= 0 && d.Provable() && c.Cause == Unknown && !slices.ContainsFunc(d.Definitions, func(id string) bool { return slices.Contains(now.Needs, id) }) {
		c.prove(old, now, again[i])
	}
	return append(out, c)
}

func (c *Change) from(old Number) {
	c.OldPeriod, c.Old, c.OldText, c.OldReason = old.Period, old.Value, old.Text, old.Reason
}

// prove tells data and choices apart by the number that the old choices give with the new data.
func (c *Change) prove(old, now, again Number) {
	c.Again = again.Value
	switch {
	case again.same(now):
		c.Cause = Revision
	case again.same(old):
		c.Cause = Choice
	default:
		c.Cause = DataAndMethod
	}
	if !math.IsNaN(old.Value) && !math.IsNaN(now.Value) && !math.IsNaN(again.Value) {
		c.ByData, c.ByChoice = again.Value-old.Value, now.Value-again.Value
	}
}

// Count is how many numbers have changed of one cause.
type Count struct {
	Cause   Cause
	Numbers int
}

// ByCause counts changes by cause, the commonest first.
func ByCause(list []Change) []Count {
	n := map[Cause]int{}
	for _, c := range list {
		n[c.Cause]++
	}
	var out []Count
	for c, k := range n {
		out = append(out, Count{c, k})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Numbers, a.Numbers), cmp.Compare(a.Cause, b.Cause)) })
	return out
}

package indicators

import (
	"fmt"
	"math"
)

// faults are what is wrong with words: each is told once, at the first row that has it.
type faults[T comparable] map[T]Problem

// take returns the fault of a word the first time.
func (f faults[T]) take(word T) (Problem, bool) {
	p, ok := f[word]
	delete(f, word)
	return p, ok
}

// verifier checks observations against the register and the catalogue.
type verifier struct {
	b          *Builder
	problems   Problems
	levels     []Level // of areas
	inds       []Indicator
	area       faults[int32]
	indicators faults[int32]
	groups     faults[int32]
	statuses   faults[Status]
	sources    faults[int32]
	suspect    []bool // keys
	doubtful   []bool // marks
}

// check returns the level of every area. A word that means nothing is told once, at the first row that has it.
func (b *Builder) check(reg *Register, cat *Catalogue) ([]Level, error) {
	v := b.verifier(reg, cat)
	w, r := &b.words, &b.rows
	for i := range r.line {
		a, k, m := r.area[i], r.key[i], r.mark[i]
		if v.levels[a] == 0 || v.suspect[k] || v.doubtful[m] {
			v.wordsOf(i)
		}
		v.numbers(i, &v.inds[w.key.list[k].indicator], w.mark.list[m].status)
	}
	return v.levels, v.problems.Err()
}

func (b *Builder) verifier(reg *Register, cat *Catalogue) *verifier {
	w := &b.words
	v := &verifier{b: b, levels: make([]Level, len(w.area.list)), inds: make([]Indicator, len(w.indicator.list)),
		area: make(faults[int32]), indicators: make(faults[int32]), groups: make(faults[int32]), statuses: make(faults[Status]), sources: make(faults[int32]),
		suspect: make([]bool, len(w.key.list)), doubtful: make([]bool, len(w.mark.list))}
	for i, id := range w.area.list {
		a, ok := reg.Find(id)
		if !ok {
			v.area[int32(i)] = Problem{Column: "area", What: fmt.Sprintf("unknown area %q of version %q", id.Code, id.Version), Remedy: areaRemedy(reg, id.Code)}
		}
		v.levels[i] = a.Level
	}
	for i, id := range w.indicator.list {
		ok := false
		if v.inds[i], ok = cat.Indicator(id); !ok {
			v.indicators[int32(i)] = Problem{Column: "indicator", What: fmt.Sprintf("unknown indicator %q", id), Remedy: "define it in the study"}
		}
	}
	for i, id := range w.source.list {
		if _, ok := cat.Source(id); !ok && id != "" {
			v.sources[int32(i)] = Problem{Column: "source", What: fmt.Sprintf("unknown source %q", id), Remedy: "define it in the study"}
		}
	}
	for i, g := range w.group.list {
		canonical, err := ParseGroup(g)
		if err == nil && string(canonical) != g {
			err = fmt.Errorf("group %q is not in canonical form %q", g, canonical)
		}
		if err != nil {
			v.groups[int32(i)] = Problem{Column: "group", What: err.Error()}
		}
	}
	for i, k := range w.key.list {
		_, ind := v.indicators[k.indicator]
		_, group := v.groups[k.group]
		v.suspect[i] = ind || group || k.end < k.start
	}
	for i, m := range w.mark.list {
		if _, err := ParseStatus(m.status.String()); err != nil {
			v.statuses[m.status] = Problem{Column: "status", What: err.Error()}
		}
		_, status := v.statuses[m.status]
		_, source := v.sources[m.source]
		v.doubtful[i] = status || source
	}
	return v
}

// wordsOf tells what is wrong with the words of a row.
func (v *verifier) wordsOf(i int) {
	r := &v.b.rows
	k, m := v.b.words.key.list[r.key[i]], v.b.words.mark.list[r.mark[i]]
	tell := func(p Problem, ok bool) {
		if ok {
			v.problem(i, p.Column, p.What, p.Remedy)
		}
	}
	tell(v.area.take(r.area[i]))
	tell(v.indicators.take(k.indicator))
	tell(v.groups.take(k.group))
	tell(v.statuses.take(m.status))
	tell(v.sources.take(m.source))
	if k.end < k.start {
		v.problem(i, "period", fmt.Sprintf("period ends %s, before it starts %s", Day(k.end), Day(k.start)), "exchange the two dates")
	}
}

func (v *verifier) problem(i int, column, what, remedy string) {
	o := v.b.origin(int32(i))
	v.problems.Add(Problem{o.File, int(o.Row), column, what, remedy})
}

// numbers checks the numbers of row i. An unknown indicator is the zero Indicator, whose unit takes any finite value.
func (v *verifier) numbers(i int, ind *Indicator, s Status) {
	r := &v.b.rows
	value, num, den := r.nums[numValue].at(i), r.nums[numNumerator].at(i), r.nums[numDenominator].at(i)
	switch {
	case s.HasValue() && !value.OK:
		v.problem(i, "value", fmt.Sprintf("status is %s but there is no value", s), "give the value or the status missing")
	case !s.HasValue() && value.OK:
		v.problem(i, "value", fmt.Sprintf("status is %s but there is a value, %v", s, value.V), "remove the value or change the status")
	case s == Nil && value.V != 0:
		v.problem(i, "value", fmt.Sprintf("status is nil but the value is %v", value.V), "a true nothing is 0")
	}
	if value.OK {
		if err := ind.Unit.CheckValue(value.V); err != nil {
			v.problem(i, "value", fmt.Sprintf("%s: %v", ind.ID, err), "correct the value or the indicator's unit")
		}
	}
	for _, n := range [...]struct {
		name string
		Number
	}{{"numerator", num}, {"denominator", den}} {
		if n.OK && !(n.V >= 0 && math.Abs(n.V) <= math.MaxFloat64) {
			v.problem(i, n.name, fmt.Sprintf("%s is %v, but must be a finite number of at least 0", n.name, n.V), "")
		}
	}
	if ind.Unit.Kind == Share && num.OK && den.OK && num.V > den.V {
		v.problem(i, "numerator", fmt.Sprintf("numerator %v is above denominator %v", num.V, den.V), "exchange the columns or correct the counts")
	}
	if r.nums[numLower].v == nil && r.nums[numUpper].v == nil {
		return
	}
	lo, hi := r.nums[numLower].at(i), r.nums[numUpper].at(i)
	for _, n := range [...]struct {
		name string
		Number
	}{{"lower", lo}, {"upper", hi}} {
		if n.OK && !(math.Abs(n.V) <= math.MaxFloat64) {
			v.problem(i, n.name, fmt.Sprintf("%s limit %v is not a finite number", n.name, n.V), "leave it out where there is none")
		}
	}
	if lo.OK && hi.OK && lo.V > hi.V {
		v.problem(i, "lower", fmt.Sprintf("lower limit %v is above upper limit %v", lo.V, hi.V), "exchange the columns")
	}
}

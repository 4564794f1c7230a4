package indicators

import (
	"cmp"
	"fmt"
	"slices"
)

// Builder gathers observations in any order and makes a [Table] of them. Append copies; nothing is checked before
// [Builder.Table]. The zero Builder is ready.
type Builder struct {
	text  [nText]interner
	codes [nText][]int32
	start []int32
	end   []int32
	nums  [nNums]numberColumn
	row   []int32
}

// interner gives each distinct word a code in order of arrival.
type interner struct {
	words []string
	codes map[string]int32
}

func (in *interner) code(w string) int32 {
	if c, ok := in.codes[w]; ok {
		return c
	}
	if in.codes == nil {
		in.codes = make(map[string]int32)
	}
	c := int32(len(in.words))
	in.codes[w] = c
	in.words = append(in.words, w)
	return c
}

// Len returns the number of observations so far.
func (b *Builder) Len() int { return len(b.row) }

// Append adds an observation.
func (b *Builder) Append(o Observation) {
	for col, word := range [nText]string{
		colIndicator: o.Indicator, colArea: o.Area.Code, colVersion: o.Area.Version, colGroup: string(o.Group),
		colStatus: o.Status.String(), colNote: o.Note, colSource: o.Source, colOrigin: o.Origin.File,
	} {
		b.codes[col] = append(b.codes[col], b.text[col].code(word))
	}
	b.start = append(b.start, int32(o.Period.Start))
	b.end = append(b.end, int32(o.Period.End))
	for col, v := range [nNums]Number{o.Value, o.Numerator, o.Denominator, o.Lower, o.Upper} {
		b.nums[col].append(v)
	}
	b.row = append(b.row, o.Origin.Row)
}

// Table sorts and checks the observations against the areas and indicators they speak of. All problems are returned at once:
// an unknown area, indicator or source, a value outside its unit's range, a value that contradicts its status, a period that ends before
// it starts, and two observations of one key.
//
// Two sources of one key are a problem unless ranked lists both: then the one named first wins, and its note names the loser.
//
// A builder that gave a table is empty again, so that the observations are not held twice.
func (b *Builder) Table(reg *Register, cat *Catalogue, ranked ...string) (*Table, error) {
	b.sortWords()
	levels, err := b.check(reg, cat)
	if err != nil {
		return nil, err
	}
	order := b.order(levels)
	order, err = b.unique(order, ranked)
	if err != nil {
		return nil, err
	}
	b.sortWords() // notes of losers may have added words
	c := b.gather(order)
	*b = Builder{}
	return newTable(reg, cat, c), nil
}

// sortWords renumbers every text column so that codes are in the order of words.
func (b *Builder) sortWords() {
	for col := range b.text {
		in := &b.text[col]
		if slices.IsSorted(in.words) {
			continue
		}
		sorted := slices.Clone(in.words)
		slices.Sort(sorted)
		newCode := make([]int32, len(sorted))
		for c, w := range sorted {
			newCode[in.codes[w]] = int32(c)
			in.codes[w] = int32(c)
		}
		in.words = sorted
		for i, c := range b.codes[col] {
			b.codes[col][i] = newCode[c]
		}
	}
}

func (b *Builder) word(col, i int) string { return b.text[col].words[b.codes[col][i]] }

// check returns the level of every row. A word that means nothing is told once, at the first row that has it.
func (b *Builder) check(reg *Register, cat *Catalogue) ([]Level, error) {
	var ps Problems
	levels := make([]Level, b.Len())
	statuses := make([]Status, len(b.text[colStatus].words))
	inds := make([]Indicator, len(b.text[colIndicator].words))
	unknown := func(col int, known func(code int, word string) bool) map[int32]Problem {
		out := make(map[int32]Problem)
		for c, w := range b.text[col].words {
			if !known(c, w) {
				out[int32(c)] = Problem{Column: textNames[col], What: fmt.Sprintf("unknown %s %q", textNames[col], w), Remedy: "define it in the study"}
			}
		}
		return out
	}
	wrong := [nText]map[int32]Problem{
		colIndicator: unknown(colIndicator, func(c int, id string) (ok bool) { inds[c], ok = cat.Indicator(id); return ok }),
		colSource:    unknown(colSource, func(_ int, id string) bool { _, ok := cat.Source(id); return ok || id == "" }),
		colGroup:     make(map[int32]Problem),
		colStatus:    make(map[int32]Problem),
	}
	for c, g := range b.text[colGroup].words {
		canonical, err := ParseGroup(g)
		if err == nil && string(canonical) != g {
			err = fmt.Errorf("group %q is not in canonical form %q", g, canonical)
		}
		if err != nil {
			wrong[colGroup][int32(c)] = Problem{Column: "group", What: err.Error()}
		}
	}
	for c, w := range b.text[colStatus].words {
		var err error
		if statuses[c], err = ParseStatus(w); err != nil {
			wrong[colStatus][int32(c)] = Problem{Column: "status", What: err.Error()}
		}
	}
	type areaCode struct{ code, version int32 }
	level := make(map[areaCode]Level)
	for i := range levels {
		problem := func(column, what, remedy string) {
			ps.Add(Problem{b.word(colOrigin, i), int(b.row[i]), column, what, remedy})
		}
		ac := areaCode{b.codes[colArea][i], b.codes[colVersion][i]}
		l, seen := level[ac]
		if !seen {
			id := AreaID{b.word(colArea, i), b.word(colVersion, i)}
			a, ok := reg.Find(id)
			if !ok {
				problem("area", fmt.Sprintf("unknown area %q of version %q", id.Code, id.Version), areaRemedy(reg, id.Code))
			}
			l = a.Level
			level[ac] = l
		}
		levels[i] = l
		for col, words := range wrong {
			if len(words) == 0 {
				continue
			}
			if p, ok := words[b.codes[col][i]]; ok {
				problem(p.Column, p.What, p.Remedy)
				delete(words, b.codes[col][i])
			}
		}
		if b.end[i] < b.start[i] {
			problem("period", fmt.Sprintf("period ends %s, before it starts %s", Day(b.end[i]), Day(b.start[i])), "exchange the two dates")
		}
		b.checkNumbers(i, inds[b.codes[colIndicator][i]], statuses[b.codes[colStatus][i]], problem)
	}
	return levels, ps.Err()
}

// checkNumbers checks the numbers of row i. An unknown indicator is the zero Indicator, whose unit takes any finite value.
func (b *Builder) checkNumbers(i int, ind Indicator, s Status, problem func(column, what, remedy string)) {
	v, num, den := b.nums[numValue].at(i), b.nums[numNumerator].at(i), b.nums[numDenominator].at(i)
	switch {
	case s.HasValue() && !v.OK:
		problem("value", fmt.Sprintf("status is %s but there is no value", s), "give the value or the status missing")
	case !s.HasValue() && v.OK:
		problem("value", fmt.Sprintf("status is %s but there is a value, %v", s, v.V), "remove the value or change the status")
	case s == Nil && v.V != 0:
		problem("value", fmt.Sprintf("status is nil but the value is %v", v.V), "a true nothing is 0")
	}
	if v.OK {
		if err := ind.Unit.CheckValue(v.V); err != nil {
			problem("value", fmt.Sprintf("%s: %v", ind.ID, err), "correct the value or the indicator's unit")
		}
	}
	for _, n := range [...]struct {
		name string
		Number
	}{{"numerator", num}, {"denominator", den}} {
		if n.OK && !(n.V >= 0 && n.V-n.V == 0) {
			problem(n.name, fmt.Sprintf("%s is %v, but must be a finite number of at least 0", n.name, n.V), "")
		}
	}
	if ind.Unit.Kind == Share && num.OK && den.OK && num.V > den.V {
		problem("numerator", fmt.Sprintf("numerator %v is above denominator %v", num.V, den.V), "exchange the columns or correct the counts")
	}
	lo, hi := b.nums[numLower].at(i), b.nums[numUpper].at(i)
	for _, n := range [...]struct {
		name string
		Number
	}{{"lower", lo}, {"upper", hi}} {
		if n.OK && n.V-n.V != 0 {
			problem(n.name, fmt.Sprintf("%s limit %v is not a finite number", n.name, n.V), "leave it out where there is none")
		}
	}
	if lo.OK && hi.OK && lo.V > hi.V {
		problem("lower", fmt.Sprintf("lower limit %v is above upper limit %v", lo.V, hi.V), "exchange the columns")
	}
}

// areaRemedy guesses what went wrong with a code: a leading zero that a spreadsheet ate, or another version.
func areaRemedy(reg *Register, code string) string {
	if reg == nil {
		return "list it in the study's areas"
	}
	for _, v := range reg.versions {
		if _, ok := reg.byID[AreaID{code, v}]; ok {
			return fmt.Sprintf("the study has this code in version %q: say which version the file uses", v)
		}
		for _, full := range [...]string{"0" + code, "00" + code} {
			if _, ok := reg.byID[AreaID{full, v}]; ok {
				return fmt.Sprintf("did a spreadsheet remove the leading zero of %q? read the column as text", full)
			}
		}
	}
	return "list it in the study's areas or leave its rows out"
}

// order returns the rows in table order. Runs are few and their rows many, so runs are sorted and rows counted into them: by area, then by
// run. Rows of one key stay as they came.
func (b *Builder) order(levels []Level) []int32 {
	type runCode struct {
		indicator, version, group, start, end int32
		level                                 Level
	}
	number := make(map[runCode]int32)
	var runs []runCode
	run := make([]int32, b.Len())
	for i := range run {
		k := runCode{b.codes[colIndicator][i], b.codes[colVersion][i], b.codes[colGroup][i], b.start[i], b.end[i], levels[i]}
		n, ok := number[k]
		if !ok {
			n = int32(len(runs))
			number[k] = n
			runs = append(runs, k)
		}
		run[i] = n
	}
	slices.SortFunc(runs, func(r, s runCode) int {
		return cmp.Or(cmp.Compare(r.indicator, s.indicator), cmp.Compare(r.level, s.level), cmp.Compare(r.version, s.version),
			cmp.Compare(r.group, s.group), cmp.Compare(r.start, s.start), cmp.Compare(r.end, s.end))
	})
	rank := make([]int32, len(runs))
	for i, k := range runs {
		rank[number[k]] = int32(i)
	}
	order := make([]int32, b.Len())
	for i, n := range run {
		order[i], run[i] = int32(i), rank[n]
	}
	order = counted(order, b.codes[colArea], len(b.text[colArea].words))
	return counted(order, run, len(runs))
}

// counted sorts rows by a key below n. Rows of one key keep their order.
func counted(rows, key []int32, n int) []int32 {
	at := make([]int32, n+1)
	for _, i := range rows {
		at[key[i]+1]++
	}
	for k := range n {
		at[k+1] += at[k]
	}
	out := make([]int32, len(rows))
	for _, i := range rows {
		out[at[key[i]]] = i
		at[key[i]]++
	}
	return out
}

// unique drops rows that a better source replaces and reports every other repeated key.
func (b *Builder) unique(order []int32, ranked []string) ([]int32, error) {
	var ps Problems
	kept := order[:0]
	same := func(i, j int32) bool {
		for _, col := range [...]int{colIndicator, colVersion, colGroup, colArea} {
			if b.codes[col][i] != b.codes[col][j] {
				return false
			}
		}
		return b.start[i] == b.start[j] && b.end[i] == b.end[j]
	}
	rank := func(i int32) int {
		if r := slices.Index(ranked, b.word(colSource, int(i))); r >= 0 {
			return r
		}
		return len(ranked)
	}
	for len(order) > 0 {
		n := 1
		for n < len(order) && same(order[0], order[n]) {
			n++
		}
		rows := order[:n]
		order = order[n:]
		if n > 1 {
			slices.SortStableFunc(rows, func(i, j int32) int { return cmp.Compare(rank(i), rank(j)) })
		}
		winner := rows[0]
		for k, j := range rows[1:] {
			if i := rows[k]; rank(j) == len(ranked) || rank(i) == rank(j) {
				ps.Add(b.repeated(int(i), int(j)))
				continue
			}
			note := b.word(colNote, int(winner))
			if note != "" {
				note += "; "
			}
			b.codes[colNote][winner] = b.text[colNote].code(note + "instead of " + b.word(colSource, int(j)))
		}
		kept = append(kept, winner)
	}
	return kept, ps.Err()
}

// repeated is the problem that row j has the key of row i.
func (b *Builder) repeated(i, j int) Problem {
	first := "another row"
	if file := b.word(colOrigin, i); file != "" {
		first = fmt.Sprintf("%s:%d", file, b.row[i])
	}
	return Problem{b.word(colOrigin, j), int(b.row[j]), "", fmt.Sprintf("%s for area %s, group %q, period %s is already given by %s",
		b.word(colIndicator, j), b.word(colArea, j), b.word(colGroup, j), Period{Day(b.start[j]), Day(b.end[j])}, first),
		"remove one, or rank the sources in the study"}
}

// gather copies the rows in order into columns, letting go of each as soon as it is copied, so that a table of millions of rows is not held twice.
func (b *Builder) gather(order []int32) columns {
	c := columns{n: len(order), start: make([]int32, len(order)), end: make([]int32, len(order)), originRow: make([]int32, len(order))}
	for col := range c.text {
		c.text[col] = b.gatherWords(col, order)
		b.codes[col], b.text[col] = nil, interner{}
	}
	for k, i := range order {
		c.start[k], c.end[k], c.originRow[k] = b.start[i], b.end[i], b.row[i]
	}
	b.start, b.end, b.row = nil, nil, nil
	for col := range c.nums {
		c.nums[col] = b.nums[col].gather(order)
		b.nums[col] = numberColumn{}
	}
	return c
}

// gatherWords leaves out words that only dropped rows used.
func (b *Builder) gatherWords(col int, order []int32) textColumn {
	newCode := make([]int32, len(b.text[col].words))
	for _, i := range order {
		newCode[b.codes[col][i]] = 1
	}
	var words []string
	for c, used := range newCode {
		if used == 1 {
			newCode[c] = int32(len(words))
			words = append(words, b.text[col].words[c])
		}
	}
	codes := make([]int32, len(order))
	for k, i := range order {
		codes[k] = newCode[b.codes[col][i]]
	}
	return textColumn{codes, words}
}

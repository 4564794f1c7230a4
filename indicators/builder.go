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
	nums  [nNums][]Number
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
		b.nums[col] = append(b.nums[col], v)
	}
	b.row = append(b.row, o.Origin.Row)
}

// Table sorts and checks the observations against the areas and indicators they speak of. All problems are returned at once:
// an unknown area, indicator or source, a value outside its unit's range, a value that contradicts its status, a period that ends before
// it starts, and two observations of one key.
//
// Two sources of one key are a problem unless ranked lists both: then the one named first wins, and its note names the loser.
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
	return newTable(reg, cat, b.gather(order)), nil
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

// check returns the level of every row.
func (b *Builder) check(reg *Register, cat *Catalogue) ([]Level, error) {
	var ps Problems
	levels := make([]Level, b.Len())
	statuses := statusesOf(b.text[colStatus].words, &ps)
	type areaCode struct{ code, version int32 }
	level := make(map[areaCode]Level)
	inds := make([]Indicator, len(b.text[colIndicator].words))
	known := make([]bool, len(inds))
	for c, id := range b.text[colIndicator].words {
		inds[c], known[c] = cat.Indicator(id)
	}
	sources := make([]bool, len(b.text[colSource].words))
	for c, id := range b.text[colSource].words {
		_, ok := cat.Source(id)
		sources[c] = ok || id == ""
	}
	groups := make([]error, len(b.text[colGroup].words))
	for c, g := range b.text[colGroup].words {
		canonical, err := ParseGroup(g)
		if err == nil && string(canonical) != g {
			err = fmt.Errorf("group %q is not in canonical form %q", g, canonical)
		}
		groups[c] = err
	}
	for i := range levels {
		problem := func(column, what, remedy string) {
			ps.Add(Problem{b.word(colOrigin, i), int(b.row[i]), column, what, remedy})
		}
		ac := areaCode{b.codes[colArea][i], b.codes[colVersion][i]}
		l, seen := level[ac]
		if !seen {
			a, _ := reg.Find(AreaID{b.word(colArea, i), b.word(colVersion, i)})
			l = a.Level
			level[ac] = l
		}
		if levels[i] = l; l == 0 {
			problem("area", fmt.Sprintf("unknown area %q of version %q", b.word(colArea, i), b.word(colVersion, i)),
				areaRemedy(reg, b.word(colArea, i)))
		}
		ic := b.codes[colIndicator][i]
		if !known[ic] {
			problem("indicator", fmt.Sprintf("unknown indicator %q", b.word(colIndicator, i)), "define it in the study")
			continue
		}
		if !sources[b.codes[colSource][i]] {
			problem("source", fmt.Sprintf("unknown source %q", b.word(colSource, i)), "define it in the study")
		}
		if err := groups[b.codes[colGroup][i]]; err != nil {
			problem("group", err.Error(), "")
		}
		if b.end[i] < b.start[i] {
			problem("period", fmt.Sprintf("period ends %s, before it starts %s", Day(b.end[i]), Day(b.start[i])), "exchange the two dates")
		}
		b.checkNumbers(i, inds[ic], statuses[b.codes[colStatus][i]], problem)
	}
	return levels, ps.Err()
}

func (b *Builder) checkNumbers(i int, ind Indicator, s Status, problem func(column, what, remedy string)) {
	v, num, den := b.nums[numValue][i], b.nums[numNumerator][i], b.nums[numDenominator][i]
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
	lo, hi := b.nums[numLower][i], b.nums[numUpper][i]
	if lo.OK && hi.OK && !(lo.V <= hi.V) {
		problem("lower", fmt.Sprintf("lower limit %v is above upper limit %v", lo.V, hi.V), "exchange the columns")
	}
}

// areaRemedy guesses what went wrong with a code: a leading zero that a spreadsheet ate, or another version.
func areaRemedy(reg *Register, code string) string {
	if reg == nil {
		return "list it in the study's areas"
	}
	for _, a := range reg.Areas() {
		if a.Code == "0"+code || a.Code == "00"+code {
			return fmt.Sprintf("did a spreadsheet remove the leading zero of %q? read the column as text", a.Code)
		}
		if a.Code == code {
			return fmt.Sprintf("the study has this code in version %q: say which version the file uses", a.Version)
		}
	}
	return "list it in the study's areas or leave its rows out"
}

// order returns the rows in table order.
func (b *Builder) order(levels []Level) []int32 {
	order := make([]int32, b.Len())
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(i, j int32) int {
		return cmp.Or(b.compareRun(levels, i, j), cmp.Compare(b.codes[colArea][i], b.codes[colArea][j]))
	})
	return order
}

func (b *Builder) compareRun(levels []Level, i, j int32) int {
	if c := cmp.Compare(b.codes[colIndicator][i], b.codes[colIndicator][j]); c != 0 {
		return c
	}
	if c := cmp.Compare(levels[i], levels[j]); c != 0 {
		return c
	}
	if c := cmp.Compare(b.codes[colVersion][i], b.codes[colVersion][j]); c != 0 {
		return c
	}
	if c := cmp.Compare(b.codes[colGroup][i], b.codes[colGroup][j]); c != 0 {
		return c
	}
	if c := cmp.Compare(b.start[i], b.start[j]); c != 0 {
		return c
	}
	return cmp.Compare(b.end[i], b.end[j])
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
	for _, j := range order {
		if len(kept) == 0 || !same(kept[len(kept)-1], j) {
			kept = append(kept, j)
			continue
		}
		i := kept[len(kept)-1]
		si, sj := b.word(colSource, int(i)), b.word(colSource, int(j))
		ri, rj := slices.Index(ranked, si), slices.Index(ranked, sj)
		if ri < 0 || rj < 0 || ri == rj {
			ps.Add(Problem{b.word(colOrigin, int(j)), int(b.row[j]), "", fmt.Sprintf(
				"%s for area %s, group %q, period %s is already given by %s:%d", b.word(colIndicator, int(j)), b.word(colArea, int(j)),
				b.word(colGroup, int(j)), Period{Day(b.start[j]), Day(b.end[j])}, b.word(colOrigin, int(i)), b.row[i]),
				"remove one, or rank the sources in the study"})
			continue
		}
		winner, loser := i, j
		if rj < ri {
			winner, loser = j, i
		}
		note := b.word(colNote, int(winner))
		if note != "" {
			note += "; "
		}
		note += "instead of " + b.word(colSource, int(loser))
		b.codes[colNote][winner] = b.text[colNote].code(note)
		kept[len(kept)-1] = winner
	}
	return kept, ps.Err()
}

// gather copies the rows in order into columns.
func (b *Builder) gather(order []int32) columns {
	c := columns{n: len(order), start: make([]int32, len(order)), end: make([]int32, len(order)), originRow: make([]int32, len(order))}
	for col := range c.text {
		c.text[col] = b.gatherWords(col, order)
	}
	for k, i := range order {
		c.start[k], c.end[k], c.originRow[k] = b.start[i], b.end[i], b.row[i]
	}
	for col := range c.nums {
		v := make([]float64, len(order))
		var valid []byte
		for k, i := range order {
			n := b.nums[col][i]
			if !n.OK {
				if valid == nil {
					valid = allSet(len(order))
				}
				valid[k/8] &^= 1 << (k % 8)
				continue
			}
			v[k] = n.V
		}
		c.nums[col] = numberColumn{v, valid}
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

func allSet(n int) []byte {
	b := make([]byte, (n+7)/8)
	for i := range b {
		b[i] = 0xff
	}
	return b
}

func statusesOf(words []string, ps *Problems) []Status {
	out := make([]Status, len(words))
	for i, w := range words {
		s, err := ParseStatus(w)
		if err != nil {
			ps.Add(err)
		}
		out[i] = s
	}
	return out
}

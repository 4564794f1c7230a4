package indicators

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// sorting is the observations of a builder in table order.
type sorting struct {
	keys     []RunKey // of the runs, in table order
	run      []int32  // of each row
	areaRank []int32  // of each area of the builder, in order of code; −1 for one without a row
	words    []string // area codes in order
	order    []int32  // rows in table order; nil where they are in it already
	distinct bool     // no key comes twice
}

// sorting finds the order of the rows. Runs are few and their rows many, so runs are sorted and rows counted into them: by area, then by
// run. Rows of one key stay as they came.
func (b *Builder) sorting(levels []Level) sorting {
	var s sorting
	s.areaRank, s.words = b.areaOrder()
	s.keys, s.run = b.runOrder(levels)
	sorted, distinct := true, true
	for i := 1; i < len(s.run) && sorted; i++ {
		switch c := cmp.Or(cmp.Compare(s.run[i-1], s.run[i]), cmp.Compare(s.areaRank[b.rows.area[i-1]], s.areaRank[b.rows.area[i]])); c {
		case 0:
			distinct = false
		case 1:
			sorted = false
		}
	}
	if s.distinct = distinct; sorted {
		return s
	}
	rank := make([]int32, len(s.run))
	for i, a := range b.rows.area {
		rank[i] = s.areaRank[a]
	}
	s.order = counted(counted(nil, rank, len(s.words)), s.run, len(s.keys))
	s.distinct = true
	for k := 1; k < len(s.order) && s.distinct; k++ {
		i, j := s.order[k-1], s.order[k]
		s.distinct = s.run[i] != s.run[j] || rank[i] != rank[j]
	}
	return s
}

// areaOrder returns the place of each area's code among those that have rows.
func (b *Builder) areaOrder() (rank []int32, codes []string) {
	areas := b.words.area.list
	rank = make([]int32, len(areas))
	for i := range rank {
		rank[i] = -1
	}
	for _, a := range b.rows.area {
		rank[a] = 0
	}
	var used []int32
	for i := range rank {
		if rank[i] == 0 {
			used = append(used, int32(i))
		}
	}
	slices.SortFunc(used, func(x, y int32) int { return strings.Compare(areas[x].Code, areas[y].Code) })
	for _, a := range used {
		if n := len(codes); n == 0 || codes[n-1] != areas[a].Code {
			codes = append(codes, areas[a].Code)
		}
		rank[a] = int32(len(codes) - 1)
	}
	return rank, codes
}

// runOrder returns the runs in table order and the run of each row.
func (b *Builder) runOrder(levels []Level) (keys []RunKey, run []int32) {
	type layer struct {
		level   Level
		version string
	}
	var layers coded[layer]
	layerOf := make([]int32, len(levels))
	for a, id := range b.words.area.list {
		layerOf[a] = layers.code(layer{levels[a], id.Version})
	}
	n := len(layers.list)
	at := make([]int32, len(b.words.key.list)*n) // 1 + the position among keys
	run = make([]int32, b.Len())
	for i, k := range b.rows.key {
		l := layerOf[b.rows.area[i]]
		cell := &at[int(k)*n+int(l)]
		if *cell == 0 {
			c := b.words.key.list[k]
			keys = append(keys, RunKey{b.words.indicator.list[c.indicator], layers.list[l].level, layers.list[l].version, Group(b.words.group.list[c.group]), Period{Day(c.start), Day(c.end)}})
			*cell = int32(len(keys))
		}
		run[i] = *cell - 1
	}
	place := make([]int32, len(keys))
	for i := range place {
		place[i] = int32(i)
	}
	compare := func(x, y RunKey) int {
		return cmp.Or(cmp.Compare(x.Indicator, y.Indicator), cmp.Compare(x.Level, y.Level), cmp.Compare(x.Version, y.Version),
			cmp.Compare(x.Group, y.Group), cmp.Compare(x.Period.Start, y.Period.Start), cmp.Compare(x.Period.End, y.Period.End))
	}
	slices.SortFunc(place, func(x, y int32) int { return compare(keys[x], keys[y]) })
	sorted := make([]RunKey, len(keys))
	rank := make([]int32, len(keys))
	for r, k := range place {
		sorted[r], rank[k] = keys[k], int32(r)
	}
	for i, k := range run {
		run[i] = rank[k]
	}
	return sorted, run
}

// counted sorts rows by a key below n; nil rows are all of them. Rows of one key keep their order.
func counted(rows, key []int32, n int) []int32 {
	at := make([]int32, n+1)
	for _, k := range key {
		at[k+1]++
	}
	for k := range n {
		at[k+1] += at[k]
	}
	out := make([]int32, len(key))
	for i := range out {
		row := int32(i)
		if rows != nil {
			row = rows[i]
		}
		k := key[row]
		out[at[k]] = row
		at[k]++
	}
	return out
}

// unique drops rows that a better source replaces and reports every other repeated key.
func (b *Builder) unique(s *sorting, ranked []string) error {
	if s.distinct {
		return nil
	}
	order := s.order
	if order == nil {
		order = make([]int32, b.Len())
		for i := range order {
			order[i] = int32(i)
		}
	}
	var ps Problems
	kept := order[:0]
	same := func(i, j int32) bool {
		return s.run[i] == s.run[j] && s.areaRank[b.rows.area[i]] == s.areaRank[b.rows.area[j]]
	}
	rank := func(i int32) int {
		if r := slices.Index(ranked, b.source(i)); r >= 0 {
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
				ps.Add(b.repeated(i, j))
				continue
			}
			b.note(winner, "instead of "+b.source(j))
		}
		kept = append(kept, winner)
	}
	s.order = kept
	return ps.Err()
}

// note adds to the note of row i.
func (b *Builder) note(i int32, text string) {
	w := &b.words
	m := w.mark.list[b.rows.mark[i]]
	if note := w.note.list[m.note]; note != "" {
		text = note + "; " + text
	}
	m.note = w.note.code(text)
	b.rows.mark[i] = w.mark.code(m)
}

// repeated is the problem that row j has the key of row i.
func (b *Builder) repeated(i, j int32) Problem {
	first := "another row"
	if o := b.origin(i); o.File != "" {
		first = fmt.Sprintf("%s:%d", o.File, o.Row)
	}
	o, at := b.at(j), b.origin(j)
	return Problem{at.File, int(at.Row), "", fmt.Sprintf("%s for area %s, group %q, period %s is already given by %s",
		o.Indicator, o.Area.Code, o.Group, o.Period, first),
		"remove one, or rank the sources in the study"}
}

// gather makes a table of the rows in order. Each column is let go of as soon as it is copied, so that millions of rows are not held twice; rows
// that are in order already are not copied.
func (b *Builder) gather(s sorting, reg *Register, cat *Catalogue) *Table {
	w, r, n := &b.words, &b.rows, b.Len()
	t := &Table{reg: reg, cat: cat, at: make(map[RunKey]int, len(s.keys))}
	inOrder := func(column *[]int32) []int32 {
		from := *column
		*column = nil
		if s.order == nil {
			return snug(from)
		}
		out := make([]int32, len(s.order))
		for k, i := range s.order {
			out[k] = from[i]
		}
		return out
	}
	runs := inOrder(&s.run)
	for from := 0; from < len(runs); {
		k, to := runs[from], from+1
		for to < len(runs) && runs[to] == k {
			to++
		}
		t.at[s.keys[k]] = len(t.runs)
		t.runs = append(t.runs, Run{Key: s.keys[k], table: t, from: from, to: to})
		if n := len(t.indicators); n == 0 || t.indicators[n-1] != s.keys[k].Indicator {
			t.indicators = append(t.indicators, s.keys[k].Indicator)
		}
		from = to
	}
	c := &t.cols
	c.n = len(runs)
	c.area, c.mark, c.line = inOrder(&r.area), inOrder(&r.mark), inOrder(&r.line)
	seen := make([]bool, len(s.words)) // a dropped row may have been the only one of its area
	for k, a := range c.area {
		c.area[k] = s.areaRank[a]
		seen[c.area[k]] = true
	}
	c.words = s.words
	if slices.Contains(seen, false) {
		c.words = c.dense(seen)
	}
	code := make([]int32, len(w.mark.list))
	for k, m := range c.mark {
		if code[m] == 0 {
			said := w.mark.list[m]
			c.marks = append(c.marks, mark{said.status, w.note.list[said.note], w.source.list[said.source], w.file.list[said.file]})
			code[m] = int32(len(c.marks))
		}
		c.mark[k] = code[m] - 1
	}
	for i := range c.nums {
		c.nums[i] = r.nums[i].gather(s.order, n)
		r.nums[i] = numberColumn{}
	}
	return t
}

// dense leaves out area words that no row has.
func (c *columns) dense(seen []bool) (words []string) {
	code := make([]int32, len(seen))
	for i, is := range seen {
		code[i] = int32(len(words))
		if is {
			words = append(words, c.words[i])
		}
	}
	for k, a := range c.area {
		c.area[k] = code[a]
	}
	return words
}

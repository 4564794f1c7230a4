package indicators

import (
	"fmt"
)

// Builder gathers observations in any order and makes a [Table] of them. Append copies; nothing is checked before
// [Builder.Table]. The zero Builder is ready.
//
// What many observations share is held once: which indicator, group and period a number is of, and what is said of it beside the number. An
// observation itself takes some 40 bytes. Those that are too many for memory can be written away: see [Builder.Spill].
type Builder struct {
	words words
	rows  rows
	last  struct {
		indicator string
		group     Group
		period    Period
		key       int32 // 1 + its code; 0 before the first
		note      string
		source    string
		file      string
		status    Status
		mark      int32 // 1 + its code; 0 before the first
	}
}

// words are what observations share, by code in order of arrival. Codes never change.
type words struct {
	indicator, group, note, source, file coded[string]
	area                                 coded[AreaID]
	key                                  coded[keyCode]
	mark                                 coded[markCode]
}

// keyCode is what an observation is of, beside its area.
type keyCode struct{ indicator, group, start, end int32 }

// markCode is what is said of an observation beside its numbers.
type markCode struct {
	status             Status
	note, source, file int32
}

// coded gives each distinct thing a code in order of arrival.
type coded[T comparable] struct {
	list []T
	at   map[T]int32 // nil until it is needed
}

func (c *coded[T]) code(v T) int32 {
	if i, ok := c.at[v]; ok {
		return i
	}
	if c.at == nil {
		c.at = make(map[T]int32, len(c.list)+1)
		for i, w := range c.list {
			c.at[w] = int32(i)
		}
		if i, ok := c.at[v]; ok {
			return i
		}
	}
	i := int32(len(c.list))
	c.at[v] = i
	c.list = append(c.list, v)
	return i
}

// copied returns a list of its own for further things to be added to.
func (c *coded[T]) copied() coded[T] { return coded[T]{list: c.list[:len(c.list):len(c.list)]} }

// rows are observations in columns.
type rows struct {
	area, key, mark, line []int32
	nums                  [nNums]numberColumn
}

func (r *rows) len() int { return len(r.line) }

// Len returns the number of observations so far.
func (b *Builder) Len() int { return b.rows.len() }

// Bytes returns how much memory the observations take, beside the texts and keys that they share.
func (b *Builder) Bytes() int64 {
	n := int64(4 * 4 * b.Len())
	for i := range b.rows.nums {
		n += int64(8*len(b.rows.nums[i].v) + len(b.rows.nums[i].valid))
	}
	return n
}

// Append adds an observation.
func (b *Builder) Append(o Observation) {
	b.AppendCoded(b.Area(o.Area), b.Key(o.Indicator, o.Group, o.Period), b.Mark(o.Status, o.Note, o.Source, o.Origin.File), o.Origin.Row,
		&[5]Number{o.Value, o.Numerator, o.Denominator, o.Lower, o.Upper})
}

// Area returns the code of an area for [Builder.AppendCoded].
func (b *Builder) Area(id AreaID) int32 { return b.words.area.code(id) }

// Key returns the code of what an observation is of, for [Builder.AppendCoded].
func (b *Builder) Key(indicator string, group Group, period Period) int32 {
	l, w := &b.last, &b.words
	if l.key == 0 || l.indicator != indicator || l.group != group || l.period != period {
		l.indicator, l.group, l.period = indicator, group, period
		l.key = 1 + w.key.code(keyCode{w.indicator.code(indicator), w.group.code(string(group)), int32(period.Start), int32(period.End)})
	}
	return l.key - 1
}

// Mark returns the code of what is said of an observation, for [Builder.AppendCoded].
func (b *Builder) Mark(status Status, note, source, file string) int32 {
	l, w := &b.last, &b.words
	if l.mark == 0 || l.status != status || l.note != note || l.source != source || l.file != file {
		l.status, l.note, l.source, l.file = status, note, source, file
		l.mark = 1 + w.mark.code(markCode{status, w.note.code(note), w.source.code(source), w.file.code(file)})
	}
	return l.mark - 1
}

// AppendCoded is [Builder.Append] for many observations that share what the codes stand for. The numbers are value, numerator, denominator, lower
// and upper limit.
func (b *Builder) AppendCoded(area, key, mark, line int32, numbers *[5]Number) {
	r := &b.rows
	r.area, r.key = append(roomy(r.area), area), append(roomy(r.key), key)
	r.mark, r.line = append(roomy(r.mark), mark), append(roomy(r.line), line)
	for i := range numbers {
		r.nums[i].append(numbers[i])
	}
}

// roomy returns a column with room for one more. Columns grow by half: append would copy millions of rows twice as often.
func roomy[T any](column []T) []T {
	n := len(column)
	if n < cap(column) || n < 1<<12 {
		return column
	}
	return append(make([]T, 0, n+n/2), column...)
}

// snug returns a column without much room to grow.
func snug[T any](column []T) []T {
	if n := len(column); cap(column) > n+n/8 {
		return append(make([]T, 0, n), column...)
	}
	return column
}

// Table sorts and checks the observations against the areas and indicators they speak of. All problems are returned at once:
// an unknown area, indicator or source, a value outside its unit's range, a value that contradicts its status, a period that ends before
// it starts, and two observations of one key.
//
// Two sources of one key are a problem unless ranked lists both: then the one named first wins, and its note names the loser.
//
// A builder that gave a table is empty again, so that the observations are not held twice.
func (b *Builder) Table(reg *Register, cat *Catalogue, ranked ...string) (*Table, error) {
	levels, err := b.check(reg, cat)
	if err != nil {
		return nil, err
	}
	s := b.sorting(levels)
	if err := b.unique(&s, ranked); err != nil {
		return nil, err
	}
	t := b.gather(s, reg, cat)
	*b = Builder{}
	return t, nil
}

func (b *Builder) source(i int32) string {
	return b.words.source.list[b.words.mark.list[b.rows.mark[i]].source]
}

func (b *Builder) origin(i int32) Origin {
	return Origin{b.words.file.list[b.words.mark.list[b.rows.mark[i]].file], b.rows.line[i]}
}

// at returns the observation of row i.
func (b *Builder) at(i int32) Observation {
	w, r := &b.words, &b.rows
	k, m := w.key.list[r.key[i]], w.mark.list[r.mark[i]]
	return Observation{
		Indicator: w.indicator.list[k.indicator], Area: w.area.list[r.area[i]], Period: Period{Day(k.start), Day(k.end)}, Group: Group(w.group.list[k.group]),
		Value: r.nums[numValue].at(int(i)), Numerator: r.nums[numNumerator].at(int(i)), Denominator: r.nums[numDenominator].at(int(i)),
		Lower: r.nums[numLower].at(int(i)), Upper: r.nums[numUpper].at(int(i)),
		Status: m.status, Note: w.note.list[m.note], Source: w.source.list[m.source], Origin: b.origin(i),
	}
}

// About returns the observations about some areas, in order of arrival. Each area is asked for once.
func (b *Builder) About(areas func(AreaID) bool) []Observation {
	const unknown, yes, no = 0, 1, 2
	asked := make([]uint8, len(b.words.area.list))
	var out []Observation
	for i, a := range b.rows.area {
		if asked[a] == unknown {
			asked[a] = no
			if areas(b.words.area.list[a]) {
				asked[a] = yes
			}
		}
		if asked[a] == yes {
			out = append(out, b.at(int32(i)))
		}
	}
	return out
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

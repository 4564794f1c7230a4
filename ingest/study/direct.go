package study

import (
	"math"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// direct hands the plain rows of a batch to the builder without making an observation of each: what a text means is found out once for each text
// of a dictionary, what texts mean together once for each combination. A row that is not plain goes the long way, which knows every case and
// says what is wrong: direct never tells anything.
type direct struct {
	row     row // of the batch, for the long way's methods
	into    *sink
	keep    []codes
	keepAt  [][]int32 // by code: the text of the keep plan that it is, −1 for none, unasked
	area    codes     // and version
	areas   []directArea
	combine codes
	values  []directValue
	empty   indicators.Status // of a cell with nothing in it
	none    indicators.Number
}

// sink is where observations go to that need not be made.
type sink struct {
	builder *indicators.Builder
	placing *placing
	took    func() // called after each
}

const unasked = -2

// codes are the cells of one or several columns as numbers below n, the same for the same texts.
type codes struct {
	at []int64 // by row; nil where all are 0
	n  int64
}

func (c codes) of(i int) int64 {
	if c.at == nil {
		return 0
	}
	return c.at[i]
}

// maxCodes bounds how many combinations of texts are told apart.
const maxCodes = 1 << 62

// maxListed bounds the lists that are made for a batch: a few rows with a large dictionary are not worth one.
func maxListed(rows int) int64 { return 64 + 8*int64(rows) }

// codesOf returns the codes of a column. It is not ok for columns that are best read row by row.
func codesOf(c cells, rows int) (codes, bool) {
	switch a := c.array.(type) {
	case nil:
		return codes{n: 1}, true
	case *array.Dictionary:
		positions, ok := a.Indices().(*array.Int32)
		if c.dict == nil || !ok {
			return codes{}, false
		}
		out := codes{make([]int64, rows), int64(c.words.Len()) + 1}
		for i, p := range positions.Int32Values() {
			out.at[i] = int64(p)
		}
		if a.NullN() > 0 {
			for i := range out.at {
				if a.IsNull(i) {
					out.at[i] = out.n - 1
				}
			}
		}
		return out, true
	case *array.Int64:
		values := a.Int64Values()
		if a.NullN() > 0 || len(values) == 0 {
			return codes{}, false
		}
		least, most := slices.Min(values), slices.Max(values)
		if uint64(most)-uint64(least) > math.MaxInt16 {
			return codes{}, false
		}
		out := codes{make([]int64, rows), most - least + 1}
		for i, v := range values {
			out.at[i] = v - least
		}
		return out, true
	}
	return codes{}, false
}

// with returns the codes of two columns together.
func (c codes) with(d codes) (codes, bool) {
	if c.n > maxCodes/d.n {
		return codes{}, false
	}
	out := codes{n: c.n * d.n}
	switch {
	case d.at == nil:
		out.at = c.at
		if d.n > 1 {
			return codes{}, false
		}
	case c.at == nil:
		out.at = d.at
	default:
		out.at = c.at
		for i, v := range d.at {
			out.at[i] = out.at[i]*d.n + v
		}
	}
	return out, true
}

// direct returns how the rows of a batch can be handed on, nil where they must go the long way.
func (m *mapping) direct(r row, rows int, into *sink) *direct {
	if into == nil || m.plan.cells != nil || len(m.plan.loose) > 0 {
		return nil
	}
	d := &direct{row: r, into: into, combine: codes{n: 1}, area: codes{n: 1}}
	joined := func(to *codes, columns ...int) bool {
		for _, column := range columns {
			c, ok := codesOf(r.at(column), rows)
			if ok {
				*to, ok = to.with(c)
			}
			if !ok {
				return false
			}
		}
		return true
	}
	p := &m.plan
	if !joined(&d.area, p.area, p.version) || d.area.n > maxListed(rows) || !joined(&d.combine, p.indicator, p.period, p.group, p.note) {
		return nil
	}
	for _, dim := range p.dims {
		if !joined(&d.combine, dim.column) {
			return nil
		}
	}
	for _, k := range p.keep {
		c, ok := codesOf(r.at(k.column), rows)
		if !ok || c.n > maxListed(rows) {
			return nil
		}
		d.keep = append(d.keep, c)
		at := make([]int32, c.n)
		for i := range at {
			at[i] = unasked
		}
		d.keepAt = append(d.keepAt, at)
	}
	for i := range p.values {
		v := &p.values[i]
		if v.status >= 0 && !joined(&d.combine, v.status) {
			return nil
		}
	}
	ok := false
	if d.empty, ok = m.markers.status[""]; !ok {
		return nil
	}
	if d.empty == indicators.Nil {
		d.none = indicators.Num(0)
	}
	for i := range p.values {
		v := &p.values[i]
		d.values = append(d.values, directValue{plan: v, meanings: make(map[int64]*meaning), last: -1})
		for k, column := range [...]int{v.value, v.numerator, v.denominator, v.lower, v.upper} {
			d.values[i].columns[k] = m.numbersOf(r.at(column))
		}
	}
	d.areas = make([]directArea, d.area.n)
	return d
}

// left is [row.left] for row i.
func (d *direct) left(i int) bool {
	for k, c := range d.keep {
		plan := &d.row.plan.keep[k]
		at := &d.keepAt[k][c.of(i)]
		if *at == unasked {
			*at = int32(slices.Index(plan.texts, d.row.at(plan.column).found(i)))
		}
		if *at < 0 {
			return true
		}
		plan.seen[*at] = true
	}
	return false
}

// directArea is the area that a code of the file means.
type directArea struct {
	asked, plain bool
	code         int32
	spans        []indicators.Period // that its version has figures of
}

// areaOf finds out which area row i is about.
func (d *direct) areaOf(i int) *directArea {
	a := &d.areas[d.area.of(i)]
	if a.asked {
		return a
	}
	a.asked = true
	r := d.row
	r.i = i
	found := indicators.AreaID{Code: r.meant(r.plan.area, "area"), Version: r.meant(r.plan.version, "area_version")}
	if found.Code == "" {
		return a
	}
	before := r.mapping.problems
	id := r.area(found)
	if r.mapping.problems.Len() != before.Len() {
		r.mapping.problems = before // the long way tells them
		delete(r.areas, found)
		return a
	}
	pl := d.into.placing
	at, met := pl.placed[id]
	if !met {
		at = pl.place(id)
		pl.placed[id] = at
	}
	if !at.ok || at.how != "" {
		return a
	}
	for _, v := range pl.versions {
		if v.version == at.id.Version && slices.Contains(v.levels, at.level) {
			a.spans = append(a.spans, v.span)
		}
	}
	a.plain, a.code = true, d.into.builder.Area(at.id)
	return a
}

// directValue is one value of each row.
type directValue struct {
	plan     *valuePlan
	columns  [5]numbers
	meanings map[int64]*meaning
	last     int64
	now      *meaning // of last
}

// meaning is what the texts of a row mean together.
type meaning struct {
	plain  bool
	period indicators.Period
	key    int32
	number said // where the value's cell has a number
	empty  said // where it has nothing
}

// said is what is said of an observation, and whether it is 0 without a number.
type said struct {
	mark int32
	none indicators.Number
}

// mean finds out what the texts of row i mean.
func (d *direct) mean(v *directValue, i int) *meaning {
	code := d.combine.of(i)
	if code == v.last {
		return v.now
	}
	w := v.meanings[code]
	if w == nil {
		w = d.newMeaning(v.plan, i)
		v.meanings[code] = w
	}
	v.last, v.now = code, w
	return w
}

func (d *direct) newMeaning(v *valuePlan, i int) *meaning {
	r := d.row
	r.i = i
	w := &meaning{}
	before := r.mapping.problems
	defer func() { r.mapping.problems = before }() // the long way tells them
	indicator := v.indicator
	if indicator == "" {
		indicator = r.meant(r.plan.indicator, "indicator")
	}
	source := r.in.Source
	if source == "" {
		source = r.sources[indicator]
	}
	w.period = r.period(v)
	group, note := r.group(v), r.note()
	if indicator == "" || r.mapping.problems.Len() > before.Len() {
		return w
	}
	say := func(value indicators.Number, status indicators.Status) said {
		o := indicators.Observation{Value: value, Status: status}
		r.state(v, &o)
		return said{d.into.builder.Mark(o.Status, note, source, r.file), o.Value}
	}
	w.number, w.empty = say(indicators.Num(1), indicators.Reported), say(d.none, d.empty)
	if r.mapping.problems.Len() > before.Len() {
		return w
	}
	w.key = d.into.builder.Key(indicator, group, w.period)
	w.plain = true
	return w
}

// take hands value j of row i on. It is not ok where the row must go the long way.
func (d *direct) take(j, i int, line int32) bool {
	a, v := d.areaOf(i), &d.values[j]
	w := d.mean(v, i)
	if !a.plain || !w.plain {
		return false
	}
	for _, span := range a.spans {
		if w.period.Start < span.Start || span.End < w.period.End {
			return false
		}
	}
	var n [5]indicators.Number
	s := w.number
	for k := range n {
		switch value, is := v.columns[k].at(i); {
		case is == aNumber:
			n[k] = indicators.Num(value)
		case is == unclear:
			return false
		case k == 0:
			s = w.empty
			n[k] = s.none
		case is == nothing:
			n[k] = d.none
		}
	}
	d.into.builder.AppendCoded(a.code, w.key, s.mark, line, &n)
	d.into.took()
	return true
}

// What a cell that should be a number is.
const (
	unclear = iota // to be looked at by the long way
	aNumber
	nothing
	absent // the file has no such column
)

// numbers is a column of numbers as [row.number] reads it, where they are plain.
type numbers struct {
	floats  []float64
	ints    []int64
	cells   cells
	texts   bool // that are numbers
	decimal byte
}

func (m *mapping) numbersOf(c cells) numbers {
	n := numbers{cells: c, decimal: byte(m.decimal)}
	if c.recode != nil {
		return n
	}
	switch a := c.array.(type) {
	case *array.Float64:
		n.floats = a.Float64Values()
	case *array.Int64:
		n.ints = a.Int64Values()
	case *array.String, *array.Dictionary:
		n.texts = c.words != nil && !m.markers.numeric(n.decimal)
	}
	return n
}

// numeric tells whether a marker looks like a number.
func (m *markers) numeric(decimal byte) bool {
	for text := range m.status {
		if _, ok := delimited.Number(text, decimal); ok {
			return true
		}
	}
	return false
}

func (n *numbers) at(i int) (v float64, is int) {
	switch {
	case n.cells.array == nil:
		return 0, absent
	case n.cells.recode != nil:
		return 0, unclear
	case n.cells.array.IsNull(i):
		return 0, nothing
	case n.floats != nil:
		return n.floats[i], aNumber
	case n.ints != nil:
		return float64(n.ints[i]), aNumber
	case !n.texts:
		return 0, unclear
	}
	var text string
	if n.cells.dict != nil {
		text = n.cells.words.Value(n.cells.dict.GetValueIndex(i))
	} else {
		text = n.cells.words.Value(i)
	}
	if text = strings.TrimSpace(text); text == "" {
		return 0, nothing
	}
	if v, ok := delimited.Number(text, n.decimal); ok {
		return v, aNumber
	}
	return 0, unclear
}

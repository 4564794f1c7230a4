package indicators

import (
	"cmp"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/bitutil"
)

// Table is many observations in columns, sorted by their unique key: indicator, level, area version, group, period, area. It is
// immutable, and it is an Arrow record: [Table.Record] and the slices of a [Run] share its memory.
//
// What a table promises was checked when it was made by a [Builder] or [FromRecord]: keys are unique, areas and indicators are
// known, values lie in their unit's range and agree with their status, periods end after they start.
type Table struct {
	rec  arrow.Record
	reg  *Register
	cat  *Catalogue
	cols columns
	runs []Run
	at   map[RunKey]int
}

// RunKey names the rows that are compared with one another: one indicator for one group and period over the areas of one level.
type RunKey struct {
	Indicator string
	Level     Level
	Version   string
	Group     Group
	Period    Period
}

// Run is the contiguous rows of a [RunKey], sorted by area code. It shares the table's memory: its slices must not be changed.
type Run struct {
	Key      RunKey
	table    *Table
	from, to int
}

// Len returns the number of rows.
func (t *Table) Len() int { return t.cols.n }

// Record returns the table as an Arrow record without copying. The record must not be changed.
func (t *Table) Record() arrow.Record { return t.rec }

// Register returns the areas that the table is about.
func (t *Table) Register() *Register { return t.reg }

// Catalogue returns the indicators that the table holds.
func (t *Table) Catalogue() *Catalogue { return t.cat }

// Indicators returns the indicators that have rows, in table order: sorted by ID.
func (t *Table) Indicators() []string { return t.cols.text[colIndicator].words }

// Runs returns all runs in table order. The slice must not be changed.
func (t *Table) Runs() []Run { return t.runs }

// Run returns the rows of a key.
func (t *Table) Run(k RunKey) (Run, bool) {
	i, ok := t.at[k]
	if !ok {
		return Run{}, false
	}
	return t.runs[i], true
}

// Periods returns the periods that an indicator has for a group at a level and version, in order of time.
func (t *Table) Periods(indicator string, level Level, version string, group Group) []Period {
	var out []Period
	for _, r := range t.runs {
		k := r.Key
		if k.Indicator == indicator && k.Level == level && k.Version == version && k.Group == group {
			out = append(out, k.Period)
		}
	}
	return out
}

// Find returns the observation of one area in the run of a key. Its level and version are those of the area.
func (t *Table) Find(indicator string, area AreaID, group Group, period Period) (Observation, bool) {
	a, ok := t.reg.Find(area)
	if !ok {
		return Observation{}, false
	}
	r, ok := t.Run(RunKey{indicator, a.Level, a.Version, group, period})
	if !ok {
		return Observation{}, false
	}
	i, ok := r.Find(area.Code)
	if !ok {
		return Observation{}, false
	}
	return r.At(i), true
}

// At returns row i of the table.
func (t *Table) At(i int) Observation {
	c := &t.cols
	return Observation{
		Indicator:   c.text[colIndicator].at(i),
		Area:        AreaID{c.text[colArea].at(i), c.text[colVersion].at(i)},
		Period:      Period{Day(c.start[i]), Day(c.end[i])},
		Group:       Group(c.text[colGroup].at(i)),
		Value:       c.nums[numValue].at(i),
		Numerator:   c.nums[numNumerator].at(i),
		Denominator: c.nums[numDenominator].at(i),
		Lower:       c.nums[numLower].at(i),
		Upper:       c.nums[numUpper].at(i),
		Status:      c.status(i),
		Note:        c.text[colNote].at(i),
		Source:      c.text[colSource].at(i),
		Origin:      Origin{c.text[colOrigin].at(i), c.originRow[i]},
	}
}

// Len returns the number of rows, with and without a value.
func (r Run) Len() int { return r.to - r.from }

// At returns row i of the run.
func (r Run) At(i int) Observation { return r.table.At(r.from + i) }

// Area returns the area of row i.
func (r Run) Area(i int) Area {
	a, _ := r.table.reg.Find(AreaID{r.table.cols.text[colArea].at(r.from + i), r.Key.Version})
	return a
}

// Find returns the row of an area code.
func (r Run) Find(code string) (int, bool) {
	area := r.table.cols.text[colArea]
	return slices.BinarySearchFunc(area.codes[r.from:r.to], code, func(c int32, want string) int {
		return cmp.Compare(area.words[c], want)
	})
}

// Value returns the value of row i, if it has one.
func (r Run) Value(i int) Number { return r.table.cols.nums[numValue].at(r.from + i) }

// Status returns the status of row i.
func (r Run) Status(i int) Status { return r.table.cols.status(r.from + i) }

// Numerator returns the numerator of row i, if it has one.
func (r Run) Numerator(i int) Number { return r.table.cols.nums[numNumerator].at(r.from + i) }

// Denominator returns the denominator of row i, if it has one.
func (r Run) Denominator(i int) Number { return r.table.cols.nums[numDenominator].at(r.from + i) }

// Limits returns the limits that the source publishes for row i, where it does.
func (r Run) Limits(i int) (lower, upper Number) {
	c := &r.table.cols
	return c.nums[numLower].at(r.from + i), c.nums[numUpper].at(r.from + i)
}

// Source returns the ID of the source of row i.
func (r Run) Source(i int) string { return r.table.cols.text[colSource].at(r.from + i) }

// Note returns the note of row i.
func (r Run) Note(i int) string { return r.table.cols.text[colNote].at(r.from + i) }

// Origin returns where row i was read from.
func (r Run) Origin(i int) Origin {
	c := &r.table.cols
	return Origin{c.text[colOrigin].at(r.from + i), c.originRow[r.from+i]}
}

// Values returns the value column of the run without copying, and whether every slot holds a value. Where complete is false
// the slots without a value hold anything: use [Run.Compact].
func (r Run) Values() (values []float64, complete bool) {
	return r.slice(numValue)
}

// Numerators is [Run.Values] for the numerator column.
func (r Run) Numerators() (values []float64, complete bool) { return r.slice(numNumerator) }

// Denominators is [Run.Values] for the denominator column.
func (r Run) Denominators() (values []float64, complete bool) { return r.slice(numDenominator) }

func (r Run) slice(col int) ([]float64, bool) {
	c := &r.table.cols.nums[col]
	complete := c.valid == nil || bitutil.CountSetBits(c.valid, r.from, r.Len()) == r.Len()
	return c.v[r.from:r.to:r.to], complete
}

// AreaCodes returns the area column of the run without copying, as positions in the words that [Table.AreaWords] returns.
func (r Run) AreaCodes() []int32 { return r.table.cols.text[colArea].codes[r.from:r.to:r.to] }

// AreaWords returns the sorted area codes of the whole table.
func (t *Table) AreaWords() []string { return t.cols.text[colArea].words }

// Compact returns a copy of the values that are there, with their rows in the run.
func (r Run) Compact() (values []float64, rows []int) {
	for i := range r.Len() {
		if v := r.Value(i); v.OK {
			values = append(values, v.V)
			rows = append(rows, i)
		}
	}
	return values, rows
}

// Positions of the text and number columns.
const (
	colIndicator = iota
	colArea
	colVersion
	colGroup
	colStatus
	colNote
	colSource
	colOrigin
	nText
)

const (
	numValue = iota
	numNumerator
	numDenominator
	numLower
	numUpper
	nNums
)

// columns are Go views of the record's buffers.
type columns struct {
	n          int
	text       [nText]textColumn
	start, end []int32
	nums       [nNums]numberColumn
	originRow  []int32
	statuses   []Status // by word of the status column
}

func (c *columns) status(i int) Status { return c.statuses[c.text[colStatus].codes[i]] }

// textColumn is a dictionary column: sorted words and one code per row.
type textColumn struct {
	codes []int32
	words []string
}

func (c *textColumn) at(i int) string { return c.words[c.codes[i]] }

// numberColumn is a float column with a validity bitmap; nil valid means that every slot holds a number. A column that is being gathered
// takes no memory before its first number: many sources publish no limits.
type numberColumn struct {
	v      []float64
	valid  []byte
	before int // rows without a number before the first that has one
}

func (c *numberColumn) at(i int) Number {
	if c.v == nil || c.valid != nil && !bitutil.BitIsSet(c.valid, i) {
		return Number{}
	}
	return Number{c.v[i], true}
}

func (c *numberColumn) append(n Number) {
	if c.v == nil {
		if !n.OK {
			c.before++
			return
		}
		c.v, c.valid = make([]float64, c.before), make([]byte, bitutil.BytesForBits(int64(c.before)))
	}
	i := len(c.v)
	if i%8 == 0 {
		c.valid = append(c.valid, 0)
	}
	c.v = append(c.v, n.V)
	bitutil.SetBitTo(c.valid, i, n.OK)
}

// gather returns the numbers of the rows in order.
func (c *numberColumn) gather(order []int32) numberColumn {
	out := numberColumn{v: make([]float64, len(order)), valid: make([]byte, bitutil.BytesForBits(int64(len(order))))}
	if c.v == nil {
		return out // its pages stay untouched
	}
	complete := true
	for k, i := range order {
		n := c.at(int(i))
		out.v[k] = n.V
		bitutil.SetBitTo(out.valid, k, n.OK)
		complete = complete && n.OK
	}
	if complete {
		out.valid = nil
	}
	return out
}

// findRuns cuts the sorted rows into runs. Codes of text columns are dense, so comparing codes compares words.
func (t *Table) findRuns() {
	c := &t.cols
	t.at = make(map[RunKey]int)
	same := func(i, j int) bool {
		return c.text[colIndicator].codes[i] == c.text[colIndicator].codes[j] &&
			c.text[colVersion].codes[i] == c.text[colVersion].codes[j] &&
			c.text[colGroup].codes[i] == c.text[colGroup].codes[j] &&
			c.start[i] == c.start[j] && c.end[i] == c.end[j] &&
			t.level(i) == t.level(j)
	}
	for from := 0; from < c.n; {
		to := from + 1
		for to < c.n && same(from, to) {
			to++
		}
		k := RunKey{
			Indicator: c.text[colIndicator].at(from),
			Level:     t.level(from),
			Version:   c.text[colVersion].at(from),
			Group:     Group(c.text[colGroup].at(from)),
			Period:    Period{Day(c.start[from]), Day(c.end[from])},
		}
		t.at[k] = len(t.runs)
		t.runs = append(t.runs, Run{Key: k, table: t, from: from, to: to})
		from = to
	}
}

func (t *Table) level(i int) Level {
	a, _ := t.reg.Find(AreaID{t.cols.text[colArea].at(i), t.cols.text[colVersion].at(i)})
	return a.Level
}

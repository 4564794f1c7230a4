package indicators

import (
	"cmp"
	"slices"

	"github.com/apache/arrow/go/v17/arrow/bitutil"
)

// Table is many observations in columns, sorted by their unique key: indicator, level, area version, group, period, area. It is
// immutable. The slices of a [Run] and the columns of numbers and areas of [Table.Record] share its memory. What the rows of a run have in
// common is held once, so that an observation takes some 40 bytes.
//
// What a table promises was checked when it was made by a [Builder] or [FromRecord]: keys are unique, areas and indicators are
// known, values lie in their unit's range and agree with their status, periods end after they start.
type Table struct {
	reg        *Register
	cat        *Catalogue
	cols       columns
	runs       []Run
	at         map[RunKey]int
	indicators []string
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

// Register returns the areas that the table is about.
func (t *Table) Register() *Register { return t.reg }

// Catalogue returns the indicators that the table holds.
func (t *Table) Catalogue() *Catalogue { return t.cat }

// Indicators returns the indicators that have rows, in table order: sorted by ID.
// The slice must not be changed.
func (t *Table) Indicators() []string { return t.indicators }

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
	r, _ := slices.BinarySearchFunc(t.runs, i, func(r Run, i int) int { return cmp.Compare(r.to-1, i) })
	return t.runs[r].At(i - t.runs[r].from)
}

// Len returns the number of rows, with and without a value.
func (r Run) Len() int { return r.to - r.from }

// At returns row i of the run.
func (r Run) At(i int) Observation {
	c := &r.table.cols
	row := r.from + i
	m := &c.marks[c.mark[row]]
	return Observation{
		Indicator:   r.Key.Indicator,
		Area:        AreaID{c.words[c.area[row]], r.Key.Version},
		Period:      r.Key.Period,
		Group:       r.Key.Group,
		Value:       c.nums[numValue].at(row),
		Numerator:   c.nums[numNumerator].at(row),
		Denominator: c.nums[numDenominator].at(row),
		Lower:       c.nums[numLower].at(row),
		Upper:       c.nums[numUpper].at(row),
		Status:      m.status,
		Note:        m.note,
		Source:      m.source,
		Origin:      Origin{m.file, c.line[row]},
	}
}

// Area returns the area of row i.
func (r Run) Area(i int) Area {
	a, _ := r.table.reg.Find(AreaID{r.table.cols.words[r.table.cols.area[r.from+i]], r.Key.Version})
	return a
}

// Find returns the row of an area code.
func (r Run) Find(code string) (int, bool) {
	words := r.table.cols.words
	return slices.BinarySearchFunc(r.AreaCodes(), code, func(c int32, want string) int { return cmp.Compare(words[c], want) })
}

// Value returns the value of row i, if it has one.
func (r Run) Value(i int) Number { return r.table.cols.nums[numValue].at(r.from + i) }

// Status returns the status of row i.
func (r Run) Status(i int) Status { return r.mark(i).status }

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
func (r Run) Source(i int) string { return r.mark(i).source }

// Note returns the note of row i.
func (r Run) Note(i int) string { return r.mark(i).note }

// Origin returns where row i was read from.
func (r Run) Origin(i int) Origin { return Origin{r.mark(i).file, r.table.cols.line[r.from+i]} }

func (r Run) mark(i int) *mark { return &r.table.cols.marks[r.table.cols.mark[r.from+i]] }

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
	if c.v == nil {
		return make([]float64, r.Len()), r.Len() == 0
	}
	complete := c.valid == nil || bitutil.CountSetBits(c.valid, r.from, r.Len()) == r.Len()
	return c.v[r.from:r.to:r.to], complete
}

// AreaCodes returns the area column of the run without copying, as positions in the words that [Table.AreaWords] returns.
func (r Run) AreaCodes() []int32 { return r.table.cols.area[r.from:r.to:r.to] }

// AreaWords returns the sorted area codes of the whole table.
func (t *Table) AreaWords() []string { return t.cols.words }

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

// Positions of the number columns.
const (
	numValue = iota
	numNumerator
	numDenominator
	numLower
	numUpper
	nNums
)

// columns are what differs between the rows of a run.
type columns struct {
	n     int
	area  []int32  // position in words
	words []string // sorted area codes
	mark  []int32  // position in marks
	marks []mark
	nums  [nNums]numberColumn
	line  []int32
}

// mark is what is said of an observation beside its numbers.
type mark struct {
	status             Status
	note, source, file string
}

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
	c.v = append(roomy(c.v), n.V)
	if n.OK {
		c.valid[i>>3] |= 1 << (i & 7)
	}
}

// gather returns the numbers of the rows in order, of all n where the order is nil. A column without a number stays nil.
func (c *numberColumn) gather(order []int32, n int) numberColumn {
	if c.v == nil {
		return numberColumn{}
	}
	if order == nil {
		if bitutil.CountSetBits(c.valid, 0, n) == n {
			return numberColumn{v: snug(c.v)}
		}
		return numberColumn{v: snug(c.v), valid: snug(c.valid)}
	}
	out := numberColumn{v: make([]float64, len(order)), valid: make([]byte, bitutil.BytesForBits(int64(len(order))))}
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

package rows

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// counting gives rows of a text, which is null at every third, and a number, which is null at every seventh.
type counting struct {
	n, at int
	bad   map[int]error
	table *Table
	text  *Text
	value *Number
}

func newCounting(n int) *counting {
	c := &counting{n: n, table: new(Table)}
	c.text = c.table.Text("value", ingest.RoleDimension, cube.Entry{Key: ingest.MetadataLabel, Value: "ord"})
	c.value = c.table.Number("value", ingest.RoleValue)
	return c
}

func (c *counting) Next() error {
	if c.at == c.n {
		return io.EOF
	}
	c.at++
	if c.at%3 == 0 {
		c.text.AddNull()
	} else {
		c.text.AddText(fmt.Sprint(c.at % 100))
	}
	if err := c.bad[c.at]; err != nil {
		return err // in the middle of a row
	}
	if c.at%7 == 0 {
		c.value.AddNull()
	} else {
		c.value.Add(float64(c.at))
	}
	c.table.Row(c.at)
	return nil
}

func (*counting) Warnings() []error { return nil }
func (*counting) Close() error      { return nil }

func TestRowsOverSeveralBatches(t *testing.T) {
	const n = 3*batchRows + 17
	c := newCounting(n)
	r := NewReader(c.table, []cube.Entry{{Key: ingest.MetadataSource, Value: "SCB"}}, c)
	if got, _ := r.Schema().Metadata().GetValue("source"); got != "SCB" || r.Schema().Field(1).Name != "cell_value" {
		t.Errorf("source %q, second column %q", got, r.Schema().Field(1).Name)
	}
	row := 0
	var kept []ingest.Batch // batches must stay as they are
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, b)
	}
	for _, b := range kept {
		text, value := b.Record.Column(0).(*array.Dictionary), b.Record.Column(1).(*array.Float64)
		for i := range int(b.Record.NumRows()) {
			row++
			if int(b.Lines[i]) != row || text.IsNull(i) != (row%3 == 0) || value.IsNull(i) != (row%7 == 0) ||
				!text.IsNull(i) && text.ValueStr(i) != fmt.Sprint(row%100) || !value.IsNull(i) && value.Value(i) != float64(row) {
				t.Fatalf("row %d is line %d with %s and %s", row, b.Lines[i], text.ValueStr(i), value.ValueStr(i))
			}
		}
	}
	if row != n || len(kept) != 4 {
		t.Errorf("%d rows in %d batches, want %d in 4", row, len(kept), n)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("after the end: %v", err)
	}
}

// A column of ever new texts begins a new dictionary now and then.
func TestDictionariesDoNotGrowWithoutEnd(t *testing.T) {
	table := new(Table)
	text := table.Text("t", "")
	long := strings.Repeat("x", 100)
	for batch := range 4 {
		for i := range batchRows {
			text.AddText(fmt.Sprint(long, batch, i))
		}
		a := text.take().(*array.Dictionary)
		if got, want := a.Dictionary().Len(), 2*batchRows; got > want {
			t.Errorf("batch %d has %d words, want %d at most", batch, got, want)
		}
		if got, want := a.ValueStr(5), fmt.Sprint(long, batch, 5); got != want {
			t.Errorf("batch %d: %q, want %q", batch, got, want)
		}
	}
}

// All problems are told at once, and no row after the first of them is given.
func TestProblemsAreGathered(t *testing.T) {
	c := newCounting(2*batchRows + 5)
	problem := func(line int) error { return indicators.Problem{File: "f", Line: line, What: "bad"} }
	c.bad = map[int]error{batchRows + 3: problem(1), batchRows + 9: problem(2), 2 * batchRows: problem(3)}
	r := NewReader(c.table, nil, c)
	b, err := r.Next()
	if err != nil || b.Record.NumRows() != batchRows {
		t.Fatalf("the first batch: %v", err)
	}
	for range 2 {
		if _, err = r.Next(); err == nil || err.Error() != "f:1: bad\nf:2: bad\nf:3: bad" {
			t.Errorf("%v", err)
		}
	}
}

func TestOtherErrorsEndTheReading(t *testing.T) {
	c := newCounting(100)
	broken := errors.New("broken")
	c.bad = map[int]error{50: broken}
	r := NewReader(c.table, nil, c)
	for range 2 {
		if _, err := r.Next(); err != broken {
			t.Errorf("%v, want broken", err)
		}
	}
}

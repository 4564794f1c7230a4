package cube

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// counting gives every cell its own number, from 0.
type counting struct {
	fail  int // the cell that cannot be read; −1 for none
	short bool
}

func (c counting) Read(from, n int) (value, status arrow.Array, err error) {
	if c.fail >= from && c.fail < from+n {
		return nil, nil, indicators.Problem{File: "f", Line: c.fail, What: "bad"}
	}
	if c.short {
		n--
	}
	numbers := make([]float64, n)
	for i := range numbers {
		numbers[i] = float64(from + i)
	}
	return Numbers(numbers, nil, 0), Dictionary(make([]int32, n), make([]byte, n/8+1), n, Words(nil)), nil
}

func (counting) Warnings() []error { return nil }
func (counting) Close() error      { return nil }

func dims(sizes ...int) (out []Dimension) {
	for i, n := range sizes {
		d := Dimension{ID: fmt.Sprint("d", i)}
		for k := range n {
			d.Codes = append(d.Codes, fmt.Sprint(k))
		}
		out = append(out, d)
	}
	return out
}

// TestCoordinatesOfEveryCell reads cubes larger than a batch: the codes of a row must be the digits of its cell's number.
func TestCoordinatesOfEveryCell(t *testing.T) {
	for _, sizes := range [][]int{{1}, {7}, {3, 5, 2}, {1, 1, 9}, {100_003, 3}, {2, 90_001}, {70, 1, 41, 29}} {
		r := NewReader(dims(sizes...), nil, counting{fail: -1})
		rows := 0
		for {
			b, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			value := b.Record.Column(len(sizes)).(*array.Float64)
			for i := range int(b.Record.NumRows()) {
				cell := 0
				for k, n := range sizes {
					c := b.Record.Column(k).(*array.Dictionary)
					var digit int
					fmt.Sscan(c.Dictionary().(*array.String).Value(c.GetValueIndex(i)), &digit)
					cell = cell*n + digit
				}
				if cell != rows || value.Value(i) != float64(rows) || b.Lines[i] != int32(rows+1) {
					t.Fatalf("%v: row %d has the codes of cell %d, the value %v and the line %d", sizes, rows, cell, value.Value(i), b.Lines[i])
				}
				rows++
			}
		}
		if want, ok := Count(dims(sizes...)); !ok || rows != want {
			t.Errorf("%v: %d rows, want %d", sizes, rows, want)
		}
	}
}

func TestCountRefusesWhatCannotBeNumbered(t *testing.T) {
	many := Dimension{Codes: make([]string, 50_000)}
	for _, d := range [][]Dimension{{{}}, {many, {}}, {many, many}} {
		if n, ok := Count(d); ok {
			t.Errorf("%d cells are ok", n)
		}
	}
	if n, ok := Count([]Dimension{many, {Codes: make([]string, 40_000)}}); !ok || n != 2_000_000_000 {
		t.Errorf("2,000,000,000 cells: %d, %v", n, ok)
	}
}

func TestNamesRolesAndUnits(t *testing.T) {
	d := []Dimension{
		{ID: "value", Codes: []string{"a"}, Labels: []string{"A"}, Metadata: []Entry{{ingest.MetadataRole, ingest.RoleGeo}}},
		{ID: "m", Codes: []string{"1", "2"}, Labels: []string{"Antal", ""}, Units: []string{"antal", ""}},
	}
	r := NewReader(d, []Entry{{ingest.MetadataTable, "TAB1"}}, counting{fail: -1})
	var got []string
	for _, f := range r.Schema().Fields() {
		role, _ := f.Metadata.GetValue(ingest.MetadataRole)
		got = append(got, f.Name+"="+role)
	}
	want := "value=geo value_label=labels m=dimension m_label=labels cell_value=value status=status unit=unit"
	if g := strings.Join(got, " "); g != want {
		t.Errorf("columns %s, want %s", g, want)
	}
	if table, _ := r.Schema().Metadata().GetValue(ingest.MetadataTable); table != "TAB1" {
		t.Errorf("table %q", table)
	}
	b, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	if unit := b.Record.Column(6); unit.IsNull(0) || !unit.IsNull(1) || !b.Record.Column(3).IsNull(1) {
		t.Error("a category without unit and label is not null")
	}
}

func TestReadingEndsAtAProblem(t *testing.T) {
	r := NewReader(dims(100_000, 2), nil, counting{fail: 150_000})
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	for {
		_, err := r.Next()
		if err == nil {
			continue
		}
		if err.Error() != "f:150000: bad" {
			t.Errorf("%v", err)
		}
		if _, again := r.Next(); again == nil || again.Error() != err.Error() {
			t.Errorf("after %v: %v", err, again)
		}
		break
	}
	if _, err := NewReader(dims(9), nil, counting{fail: -1, short: true}).Next(); err == nil || err.Error() != "8 values and 8 statuses of 9 cells" {
		t.Errorf("too few cells: %v", err)
	}
}

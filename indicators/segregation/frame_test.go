package segregation_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// frame is a CSV file.
type frame struct {
	header []string
	rows   [][]string
}

func readFrame(t *testing.T, path string) frame {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(read(t, path)))
	r.Comment = '#'
	records, err := r.ReadAll()
	if err != nil || len(records) < 2 {
		t.Fatalf("%s: got %d rows, %v", path, len(records), err)
	}
	return frame{records[0], records[1:]}
}

// column returns the texts of a column.
func (f frame) column(t *testing.T, name string) []string {
	t.Helper()
	j := slices.Index(f.header, name)
	if j < 0 {
		t.Fatalf("no column %q among %v", name, f.header)
	}
	out := make([]string, len(f.rows))
	for i, row := range f.rows {
		out[i] = row[j]
	}
	return out
}

// numbers returns a column of numbers. "REST" is everybody outside HISP in the Sacramento data.
func (f frame) numbers(t *testing.T, name string) []float64 {
	t.Helper()
	if strings.EqualFold(name, "rest") {
		return against(f.numbers(t, "HISP"), f.numbers(t, "TOT_POP")).Counts[1]
	}
	texts := f.column(t, name)
	out := make([]float64, len(texts))
	for i, s := range texts {
		if s == "NA" {
			out[i] = math.NaN()
			continue
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatalf("column %s, row %d: %v", name, i+1, err)
		}
		out[i] = v
	}
	return out
}

// groups returns the composition whose groups are the named columns.
func (f frame) groups(t *testing.T, names []string) index.Composition {
	t.Helper()
	c := index.Composition{Names: names}
	for _, name := range names {
		c.Counts = append(c.Counts, f.numbers(t, name))
	}
	return c
}

// long returns the composition of long data: rows of a group, a unit and a count n.
func (f frame) long(t *testing.T, group, unit string) index.Composition {
	t.Helper()
	groups, units, n := f.column(t, group), f.column(t, unit), f.numbers(t, "n")
	c := index.Composition{Names: slices.Compact(slices.Sorted(slices.Values(groups)))}
	row := make(map[string]int)
	for _, u := range units {
		if _, ok := row[u]; !ok {
			row[u] = len(row)
		}
	}
	for range c.Names {
		c.Counts = append(c.Counts, make([]float64, len(row)))
	}
	for i := range n {
		c.Counts[slices.Index(c.Names, groups[i])][row[units[i]]] += n[i]
	}
	return c
}

package columnar

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/google/go-cmp/cmp"
)

// TestFilesOfOtherPrograms reads one table as pyarrow, DuckDB and polars wrote it.
func TestFilesOfOtherPrograms(t *testing.T) {
	want := expected(t)
	paths, err := filepath.Glob("testdata/foreign/*.[pa]*r*")
	if err != nil || len(paths) != 9 {
		t.Fatalf("found %d files of other programs, want 9 (%v)", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			format := Parquet
			if strings.HasSuffix(path, ".arrow") {
				format = Arrow
			}
			batches, schema, err := readAll(format, input(filepath.Base(path), data))
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			var header []string
			for _, f := range schema.Fields() {
				header = append(header, f.Name)
			}
			got = append(got, header)
			for _, b := range batches {
				for i := range int(b.Record.NumRows()) {
					var row []string
					for _, c := range b.Record.Columns() {
						row = append(row, plain(c, i))
					}
					got = append(got, row)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// plain writes a cell as expected.csv has it.
func plain(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return ""
	}
	switch a := a.(type) {
	case *array.Dictionary:
		return plain(a.Dictionary(), a.GetValueIndex(i))
	case *array.Float64:
		return strconv.FormatFloat(a.Value(i), 'f', -1, 64)
	}
	return a.ValueStr(i)
}

func expected(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("testdata/foreign/expected.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		row[2] = strings.TrimSuffix(row[2], ".0")
	}
	return rows
}

// Package golden reads what tests compare with: the values of other programs, and files as publishers made them.
//
// They lie in a directory named shared beside the repository, since they are large or under terms of their own. Where it is absent a
// test that needs it is skipped; with "shared" among the words of JAMLIK_TEST_REQUIRE (joined by commas) it fails.
package golden

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Path returns the path of a file or directory below shared. It skips the test where there is no shared, and fails it where shared has no
// such file.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	root := repository(t)
	shared := filepath.Join(filepath.Dir(root), "shared")
	if _, err := os.Stat(shared); err != nil {
		if slices.Contains(strings.Split(os.Getenv("JAMLIK_TEST_REQUIRE"), ","), "shared") {
			t.Fatalf("the directory shared beside the repository is required: %v", err)
		}
		t.Skip("there is no directory shared beside the repository")
	}
	path := filepath.Join(append([]string{shared}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// repository returns the directory of go.mod: tests run in the directory of their package.
func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("the test runs outside of the repository: no directory above has a go.mod")
		}
		dir = filepath.Dir(dir)
	}
}

// JSON decodes a file.
func JSON[T any](t testing.TB, path string) T {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}

// Row is a row of a CSV file by the names of its header.
type Row map[string]string

// Rows returns the rows of a CSV file.
func Rows(t testing.TB, path string) []Row {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil || len(records) < 2 {
		t.Fatalf("%s: %d lines, %v", path, len(records), err)
	}
	out := make([]Row, 0, len(records)-1)
	for _, rec := range records[1:] {
		row := make(Row, len(rec))
		for k, name := range records[0] {
			row[name] = rec[k]
		}
		out = append(out, row)
	}
	return out
}

// Number returns the number in a column.
func (r Row) Number(t testing.TB, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(r[column], 64)
	if err != nil {
		t.Fatalf("column %s: %v", column, err)
	}
	return v
}

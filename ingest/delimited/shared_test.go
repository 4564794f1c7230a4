package delimited

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/ingest"
)

// shared returns a file of the data directory beside the repository, and skips the test where there is none.
func shared(t *testing.T, name string) ingest.Input {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared")
	if _, err := os.Stat(root); err != nil {
		if strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "shared") {
			t.Fatalf("the shared data directory is required: %v", err)
		}
		t.Skip("no directory ../shared beside the repository")
	}
	b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return input(filepath.Base(name), string(b))
}

func input(name, content string) ingest.Input {
	return ingest.Input{Name: name, Data: strings.NewReader(content), Size: int64(len(content))}
}

// cellText shows a cell: null as ∅.
func cellText(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return "∅"
	}
	return a.ValueStr(i)
}

// content is everything a reader gives.
type content struct {
	Names    []string
	Types    []string
	Rows     [][]string
	Lines    []int32
	Warnings []string
}

// readAll reads a file to its end.
func readAll(in ingest.Input, o ingest.Options) (content, error) {
	r, err := Format.Open(in, o)
	if err != nil {
		return content{}, err
	}
	defer r.Close()
	var c content
	for _, f := range r.Schema().Fields() {
		c.Names = append(c.Names, f.Name)
		kind := f.Type.Name()
		if kind == "dictionary" {
			kind = "utf8" // which of the two text types a column has depends on its values only
		}
		c.Types = append(c.Types, kind)
	}
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return content{}, err
		}
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(c.Names))
			for k := range row {
				row[k] = cellText(b.Record.Column(k), i)
			}
			c.Rows = append(c.Rows, row)
		}
		c.Lines = append(c.Lines, b.Lines...)
	}
	for _, w := range r.Warnings() {
		c.Warnings = append(c.Warnings, w.Error())
	}
	return c, nil
}

var _ = array.NewRecord

func TestTry(t *testing.T) {
	for _, n := range []string{"skolverket/grundskola_slutbetyg_ak9_2025_skolenhet.csv", "skolverket/skolverket_statistics_gr_long.csv",
		"sweden/regso_socioekonomisk_index_2022_raw.csv", "sweden/koppling-deso2018-regso2020.csv", "sweden/deso_with_index_2022_damaged_codes.csv", "sweden/sweden_deso2018_birthregion_2019.csv",
		"reserialised/boras_pop_deso_age_sex_2025.v1.csv", "boras/boras_published_facts.csv", "boras/boras_deso_indicators_2024_2025.csv", "boras/boras_districts_suggested.csv", "kolada/kolada_kpi_catalogue.csv", "boras/boras_schools_ak9_2025_26.csv"} {
		for _, text := range []bool{true, false} {
			c, err := readAll(shared(t, "data/"+n), ingest.Options{Text: text})
			if err != nil {
				t.Logf("%s: %v", n, err)
				continue
			}
			t.Logf("%s %d rows %q %v warn %q last %v %v", n, len(c.Rows), c.Names, c.Types, c.Warnings, c.Rows[len(c.Rows)-1], c.Lines[len(c.Lines)-1])
		}
	}
}

package formats

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/xlsx"
)

// TestTableSurvivesEveryFormat writes a table with every status, nulls, notes, odd periods and two versions of one code to each
// format that is written, and reads it back.
func TestTableSurvivesEveryFormat(t *testing.T) {
	table := everything(t)
	type writer interface {
		Write(arrow.Record) error
		Close() error
	}
	cases := []struct {
		format ingest.Format
		open   func(io.Writer) (writer, error)
	}{
		{columnar.Parquet, func(w io.Writer) (writer, error) { return columnar.NewParquetWriter(w, indicators.TableSchema) }},
		{columnar.Arrow, func(w io.Writer) (writer, error) { return columnar.NewArrowWriter(w, indicators.TableSchema) }},
		{delimited.Format, func(w io.Writer) (writer, error) {
			return delimited.NewWriter(w, indicators.TableSchema, delimited.WriteOptions{})
		}},
		{xlsx.Format, func(w io.Writer) (writer, error) {
			return xlsx.NewWriter(w, indicators.TableSchema, xlsx.WriteOptions{})
		}},
	}
	for _, c := range cases {
		t.Run(c.format.ID, func(t *testing.T) {
			var file bytes.Buffer
			w, err := c.open(&file)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(w.Write(table.Record()), w.Close()); err != nil {
				t.Fatal(err)
			}
			r, err := c.format.Open(ingest.Input{Name: "table", Data: bytes.NewReader(file.Bytes()), Size: int64(file.Len())}, ingest.Options{Text: true})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			var b indicators.Builder
			for {
				batch, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := b.AppendRecord(batch.Record); err != nil {
					t.Fatal(err)
				}
			}
			again, err := b.Table(table.Register(), table.Catalogue())
			if err != nil {
				t.Fatal(err)
			}
			if got, want := again.Len(), table.Len(); got != want {
				t.Fatalf("%d rows, want %d", got, want)
			}
			for i := range table.Len() {
				if diff := cmp.Diff(table.At(i), again.At(i)); diff != "" {
					t.Errorf("row %d (-want +got):\n%s", i, diff)
				}
			}
		})
	}
}

func everything(t *testing.T) *indicators.Table {
	t.Helper()
	reg, err := indicators.NewRegister([]indicators.Area{
		{Code: "0114", Version: "2018", Name: "Upplands Väsby", Level: indicators.City},
		{Code: "0114", Version: "2025", Name: "Upplands Väsby", Level: indicators.City},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := indicators.NewCatalogue([]indicators.Indicator{{ID: "rate", Name: lang.Text{Sv: "Tal"}, Unit: indicators.Unit{Kind: indicators.Rate, Per: 1000}}},
		nil, nil, []indicators.Source{{ID: "scb"}})
	if err != nil {
		t.Fatal(err)
	}
	periods := []indicators.Period{indicators.Year(2024), indicators.SchoolYear(2024), indicators.Month(2025, 2), indicators.Years(2021, 2024), {Start: 20000, End: 20010}}
	notes := []string{"", "noise", "revised; \"quoted\"", "two\nlines", " spaces ", "=1+1"}
	var b indicators.Builder
	for i, p := range periods {
		for _, version := range []string{"2018", "2025"} {
			for s := indicators.Missing; s <= indicators.NotApplicable; s++ {
				o := indicators.Observation{
					Indicator: "rate", Area: indicators.AreaID{Code: "0114", Version: version}, Period: p,
					Group: indicators.Group("status=" + s.String()), Status: s, Note: notes[(i+int(s))%len(notes)],
					Origin: indicators.Origin{File: "a b,c.csv", Row: int32(i*10 + int(s))},
				}
				if s.HasValue() && s != indicators.Nil {
					o.Value, o.Numerator, o.Denominator = indicators.Num(0.1+float64(i)), indicators.Num(1), indicators.Num(1.0/3)
					o.Source, o.Lower, o.Upper = "scb", indicators.Num(0), indicators.Num(1e-300)
				}
				if s == indicators.Nil {
					o.Value = indicators.Num(0)
				}
				b.Append(o)
			}
		}
	}
	table, err := b.Table(reg, cat)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

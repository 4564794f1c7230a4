package formats

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsonstat"
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
		{jsonstat.Format, func(w io.Writer) (writer, error) {
			return jsonstat.NewWriter(w, indicators.TableSchema, jsonstat.WriteOptions{})
		}},
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
			appendRecord := b.AppendRecord
			if c.format.ID == jsonstat.Format.ID {
				appendRecord = func(rec arrow.Record) error { return appendCells(&b, rec) }
			}
			for {
				batch, err := r.Next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := appendRecord(batch.Record); err != nil {
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

// appendCells adds the observations of a cube: a row for each measure of one, the value first. Cells without a status had no observation.
func appendCells(b *indicators.Builder, rec arrow.Record) error {
	row := 0
	text := func(name string) string {
		if a := rec.Column(rec.Schema().FieldIndices(name)[0]); !a.IsNull(row) {
			return a.ValueStr(row)
		}
		return ""
	}
	var o *indicators.Observation
	for ; row < int(rec.NumRows()); row++ {
		var number indicators.Number
		if a := rec.Column(rec.Schema().FieldIndices("value")[0]).(*array.Float64); !a.IsNull(row) {
			number = indicators.Num(a.Value(row))
		}
		switch text("measure") {
		case "value":
			if o = nil; text("status") == "" {
				continue
			}
			status, err := indicators.ParseStatus(text("status"))
			if err != nil {
				return err
			}
			period, err := indicators.ParsePeriod(text("period"))
			if err != nil {
				return err
			}
			line, err := strconv.Atoi(text("origin_row"))
			if err != nil {
				return err
			}
			o = &indicators.Observation{
				Indicator: text("indicator"), Area: indicators.AreaID{Code: text("area"), Version: text("area_version")}, Period: period, Group: indicators.Group(text("group")),
				Value: number, Status: status, Note: text("note"), Source: text("source"), Origin: indicators.Origin{File: text("origin_file"), Row: int32(line)},
			}
		case "numerator":
			if o != nil {
				o.Numerator = number
			}
		case "denominator":
			if o != nil {
				o.Denominator = number
			}
		case "lower":
			if o != nil {
				o.Lower = number
			}
		case "upper":
			if o != nil {
				o.Upper = number
				b.Append(*o)
			}
		}
	}
	return nil
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

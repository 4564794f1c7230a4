package local_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest/columnar"
)

// person is a row of a made-up register.
type person struct {
	area       string
	year       int64
	background string // "" is not known
	age        int64
	born       arrow.Date32
	moved      bool
	weight     float64
	hasWeight  bool
}

// persons makes up a register, the same for the same numbers.
func persons(n, areas int) []person {
	r := rand.New(rand.NewPCG(9, uint64(n)))
	all := make([]person, n)
	for i := range all {
		all[i] = person{
			area: fmt.Sprintf("%04dC%04d", 100+r.IntN(20), 1000+10*r.IntN(areas)), year: 2015 + r.Int64N(10), background: []string{"inrikes", "utrikes", "båda", ""}[r.IntN(4)],
			age: r.Int64N(100), born: arrow.Date32(r.IntN(20000) - 5000), moved: r.IntN(10) == 0, weight: float64(r.IntN(5000)) / 1000, hasWeight: r.IntN(20) > 0,
		}
	}
	return all
}

var personSchema = arrow.NewSchema([]arrow.Field{
	{Name: "deso", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}},
	{Name: "year", Type: arrow.PrimitiveTypes.Int64},
	{Name: "background", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}, Nullable: true},
	{Name: "age", Type: arrow.PrimitiveTypes.Int64},
	{Name: "born", Type: arrow.FixedWidthTypes.Date32},
	{Name: "moved", Type: arrow.FixedWidthTypes.Boolean},
	{Name: "weight", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
}, nil)

func record(all []person) arrow.Record {
	b := array.NewRecordBuilder(memory.DefaultAllocator, personSchema)
	for _, p := range all {
		for i, v := range []any{p.area, p.year, p.background, p.age, p.born, p.moved, p.weight} {
			switch f := b.Field(i).(type) {
			case *array.BinaryDictionaryBuilder:
				if v == "" {
					f.AppendNull()
				} else if err := f.AppendString(v.(string)); err != nil {
					panic(err)
				}
			case *array.Int64Builder:
				f.Append(v.(int64))
			case *array.Date32Builder:
				f.Append(v.(arrow.Date32))
			case *array.BooleanBuilder:
				f.Append(v.(bool))
			case *array.Float64Builder:
				if p.hasWeight {
					f.Append(v.(float64))
				} else {
					f.AppendNull()
				}
			}
		}
	}
	return b.NewRecord()
}

// write writes persons to a file of the format that its name tells, in batches of so many rows.
func write(t testing.TB, path string, all []person, batch int) {
	t.Helper()
	var out bytes.Buffer
	switch filepath.Ext(path) {
	case ".csv":
		fmt.Fprintln(&out, "deso;year;background;age;born;moved;weight")
		for _, p := range all {
			weight := ""
			if p.hasWeight {
				weight = fmt.Sprintf("%v", p.weight)
			}
			fmt.Fprintf(&out, "%s;%d;%s;%d;%s;%t;%s\n", p.area, p.year, p.background, p.age, p.born.FormattedString(), p.moved, weight)
		}
	case ".parquet", ".arrow":
		var w interface {
			Write(arrow.Record) error
			Close() error
		}
		var err error
		if filepath.Ext(path) == ".arrow" {
			w, err = columnar.NewArrowWriter(&out, personSchema)
		} else {
			w, err = columnar.NewParquetWriter(&out, personSchema)
		}
		for at := 0; at < len(all) && err == nil; at += batch {
			err = w.Write(record(all[at:min(at+batch, len(all))]))
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

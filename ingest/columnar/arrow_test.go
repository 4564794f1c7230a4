package columnar

import (
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
)

// fromJSON makes a record of one column.
func fromJSON(t testing.TB, dt arrow.DataType, values string) arrow.Record {
	t.Helper()
	a, _, err := array.FromJSON(memory.DefaultAllocator, dt, strings.NewReader(values))
	if err != nil {
		t.Fatal(err)
	}
	return array.NewRecord(arrow.NewSchema([]arrow.Field{{Name: "antal", Type: dt, Nullable: true}}, nil), []arrow.Array{a}, int64(a.Len()))
}

func TestArrowTypes(t *testing.T) {
	text := arrow.BinaryTypes.String
	for _, c := range []struct {
		typ    arrow.DataType
		values string
		want   string // type and values, or the error after the file's and column's name
	}{
		{text, `["å", null, ""]`, "utf8 å ∅ "},
		{arrow.BinaryTypes.LargeString, `["å", null, "b"]`, "utf8 å ∅ b"},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Uint8, ValueType: text}, `["b", null, "b"]`, "dictionary<values=utf8, indices=int32, ordered=false> b ∅ b"},
		{&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int64, ValueType: text, Ordered: true}, `["b", null, "c"]`,
			"dictionary<values=utf8, indices=int32, ordered=true> b ∅ c"},
		{arrow.Null, `[null, null]`, "utf8 ∅ ∅"},
		{arrow.PrimitiveTypes.Int8, `[-128, null]`, "int64 -128 ∅"},
		{arrow.PrimitiveTypes.Uint16, `[65535, null]`, "int64 65535 ∅"},
		{arrow.PrimitiveTypes.Int32, `[-2147483648]`, "int64 -2147483648"},
		{arrow.PrimitiveTypes.Uint32, `[4294967295]`, "int64 4294967295"},
		{arrow.PrimitiveTypes.Int64, `[1, null, 3]`, "int64 1 ∅ 3"},
		{arrow.PrimitiveTypes.Uint64, `[4611686018427387904]`, "int64 4611686018427387904"},
		{arrow.PrimitiveTypes.Uint64, `[1, 9223372036854775808]`, "a number above 9223372036854775807 (-9223372036854775808 as a signed number); write the column as text or as signed numbers"},
		{arrow.PrimitiveTypes.Float32, `[0.1, null, 16777216, 1e-30, 3.4028235e38, -0.3]`, "float64 0.1 ∅ 1.6777216e+07 1e-30 3.4028235e+38 -0.3"},
		{arrow.PrimitiveTypes.Float64, `[0.1, null]`, "float64 0.1 ∅"},
		{&arrow.Decimal128Type{Precision: 20, Scale: 2}, `["-123.45", null]`, "float64 -123.45 ∅"},
		{&arrow.Decimal128Type{Precision: 38, Scale: 2}, `["10000000000000000000000000"]`, "a decimal of more than 15 digits (9223372036854775807 without its point) would be rounded; write the column as DOUBLE or as text"},
		{arrow.FixedWidthTypes.Date32, `["2026-01-01", null]`, "date32 2026-01-01 ∅"},
		{arrow.FixedWidthTypes.Date64, `["2026-01-01"]`, "date32 2026-01-01"},
		{arrow.FixedWidthTypes.Timestamp_s, `["2026-01-01T00:00:00Z", null]`, "date32 2026-01-01 ∅"},
		{arrow.FixedWidthTypes.Timestamp_ns, `["2026-01-01T00:00:01Z"]`, "a time of day (1767225601000000000 since 1970), where only dates are read; write the column as dates"},
		{arrow.FixedWidthTypes.Boolean, `[true, null, false]`, "bool true ∅ false"},
		{arrow.BinaryTypes.Binary, `["YQ=="]`, "has the type binary, which is not read; write it as utf8, int64, float64, date32 or bool, or leave it out"},
		{arrow.FixedWidthTypes.Float16, `[1]`, "has the type float16, which is not read; write it as utf8, int64, float64, date32 or bool, or leave it out"},
		{arrow.ListOf(arrow.PrimitiveTypes.Int8), `[[1, 2]]`, "holds lists or structures, which have no place in a table; write a table of plain columns, one value per row: unnest lists and structures first"},
	} {
		rec := fromJSON(t, c.typ, c.values)
		for name, data := range map[string][]byte{"file": writeArrow(t, rec), "stream": writeStream(t, rec)} {
			batches, s, err := readAll(Arrow, input("fil", data))
			got := ""
			if err != nil {
				_, got, _ = strings.Cut(err.Error(), `column "antal": `)
			} else {
				var values []string
				for _, row := range cells(batches) {
					_, v, _ := strings.Cut(row, "|")
					values = append(values, v)
				}
				got = s.Field(0).Type.String() + " " + strings.Join(values, " ")
			}
			if got != c.want {
				t.Errorf("%s of %s:\n got %s\nwant %s", name, c.typ, got, c.want)
			}
		}
	}
}

func TestDictionariesThatChange(t *testing.T) {
	words := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	recs := []arrow.Record{fromJSON(t, words, `["b", "a", null]`), fromJSON(t, words, `["c", "b"]`), fromJSON(t, words, `["c", "b", "c", "d"]`)}
	want := []string{"1|b", "2|a", "3|∅", "4|c", "5|b", "6|c", "7|b", "8|c", "9|d"}
	for _, c := range []seed{
		{"file", Arrow, writeArrow(t, recs...)},
		{"stream", Arrow, writeStream(t, recs...)},
		{"stream with additions", Arrow, writeStreamWith(t, recs, ipc.WithDictionaryDeltas(true))},
		{"stream with lz4", Arrow, writeStreamWith(t, recs, ipc.WithLZ4())},
		{"stream with zstd", Arrow, writeStreamWith(t, recs, ipc.WithZstd())},
		{"parquet", Parquet, writeParquet(t, recs...)},
	} {
		got, _, err := readAll(c.format, input("fil", c.data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		// Batches stay valid after the next has been read.
		if d := cmp.Diff(want, cells(got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestArrowTextThatLies(t *testing.T) {
	// Offsets that fall, that point beyond the text and into a letter, and bytes that are not UTF-8.
	for _, c := range []struct {
		offsets []int32
		text    string
		want    string
	}{
		{[]int32{0, 2, 1}, "abc", "text 2 should end at byte 1 of 3"},
		{[]int32{-1, 2}, "abc", "text 0 should end at byte -1 of 3"},
		{[]int32{0, 2, 4}, "aåb", "text 1 ends in the middle of a letter"},
		{[]int32{0, 4}, "abc", "text 1 should end at byte 4 of 3"},
		{[]int32{0, 1}, "\xe5", "holds bytes that are not text"},
		{[]int32{1, 3, 4}, "aåb", ""},
	} {
		err := checkOffsets(c.offsets, []byte(c.text))
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("offsets %v in %q: got %v, want %q", c.offsets, c.text, err, c.want)
		}
	}
}

func TestDictionaryOfLargeTexts(t *testing.T) {
	dt := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int16, ValueType: arrow.BinaryTypes.LargeString}
	index, _, err := array.FromJSON(memory.DefaultAllocator, dt.IndexType, strings.NewReader(`[1, null, 0]`))
	if err != nil {
		t.Fatal(err)
	}
	words, _, err := array.FromJSON(memory.DefaultAllocator, dt.ValueType, strings.NewReader(`["å", "b"]`))
	if err != nil {
		t.Fatal(err)
	}
	rec := array.NewRecord(arrow.NewSchema([]arrow.Field{{Name: "a", Type: dt, Nullable: true}}, nil), []arrow.Array{array.NewDictionaryArray(dt, index, words)}, 3)
	got, _, err := readAll(Arrow, input("fil", writeStream(t, rec)))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"1|b", "2|∅", "3|å"}, cells(got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

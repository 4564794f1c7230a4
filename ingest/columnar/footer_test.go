package columnar

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet/metadata"
)

// refooter returns a Parquet file with its metadata changed.
func refooter(t testing.TB, data []byte, change func(*metadata.FileMetaData)) []byte {
	t.Helper()
	start := len(data) - 8 - int(binary.LittleEndian.Uint32(data[len(data)-8:]))
	meta, err := metadata.NewFileMetaData(data[start:len(data)-8], nil)
	if err != nil {
		t.Fatal(err)
	}
	change(meta)
	out := bytes.NewBuffer(bytes.Clone(data[:start]))
	n, err := meta.WriteTo(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(binary.LittleEndian.AppendUint32(out.Bytes(), uint32(n)), parquetMagic...)
}

func TestFootersThatLie(t *testing.T) {
	data := writeParquet(t, sample(100))
	other := "annan.parquet"
	for _, c := range []struct {
		name   string
		change func(*metadata.FileMetaData)
		want   string
	}{
		{"rows of the file", func(m *metadata.FileMetaData) { m.NumRows = 99 }, "the row groups have 100 rows, the footer says 99"},
		{"rows of a group", func(m *metadata.FileMetaData) { m.RowGroups[0].NumRows, m.NumRows = 101, 101 }, `column "område": row group 1: 100 values for 101 rows`},
		{"fewer rows everywhere", func(m *metadata.FileMetaData) {
			m.NumRows, m.RowGroups[0].NumRows = 99, 99
			for _, c := range m.RowGroups[0].Columns {
				c.MetaData.NumValues = 99
			}
		}, `column "område": row group 1: page 2 claims 100 values, but the row group has only 99 more rows`},
		{"more rows everywhere", func(m *metadata.FileMetaData) {
			m.NumRows, m.RowGroups[0].NumRows = 101, 101
			for _, c := range m.RowGroups[0].Columns {
				c.MetaData.NumValues = 101
			}
		}, `column "område": row group 1: the column ends 1 row early`},
		{"negative rows", func(m *metadata.FileMetaData) { m.RowGroups[0].NumRows = -1 }, "row group 1 has -1 rows after 0; at most 2147483647 can be read"},
		{"absurd rows", func(m *metadata.FileMetaData) {
			m.NumRows, m.RowGroups[0].NumRows = 2e9, 2e9
			for _, c := range m.RowGroups[0].Columns {
				c.MetaData.NumValues = 2e9
			}
		}, "bytes claim to hold 2000000000 rows"},
		{"missing columns", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns = m.RowGroups[0].Columns[1:] }, "row group 1 has 5 columns, the schema 6"},
		{"length", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[2].MetaData.TotalCompressedSize = 1 << 40 }, `column "antal": row group 1: the values should be at bytes`},
		{"negative length", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[2].MetaData.TotalCompressedSize = -5 }, `column "antal": row group 1: the values should be at bytes`},
		{"offset", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[2].MetaData.DataPageOffset = 1<<63 - 1 }, `column "antal": row group 1: the values should be at bytes`},
		{"type", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[2].MetaData.Type = 1 }, `column "antal": row group 1: the values are INT32, the schema says INT64`},
		{"codec", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[3].MetaData.Codec = 5 },
			`column "värde": row group 1: the values are compressed with LZ4, which is not read; write the file with zstd, snappy or gzip`},
		{"a codec of blocks", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[3].MetaData.Codec = 7 }, `column "värde": row group 1: page 1 cannot be decompressed`},
		{"other codec", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[3].MetaData.Codec = 1 }, `column "värde": row group 1: page 1 cannot be decompressed`},
		{"other file", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns[3].FilePath = &other }, `column "värde": row group 1: the values are in another file, "annan.parquet"; write one whole file`},
		{"same name", func(m *metadata.FileMetaData) { m.FileMetaData.Schema[2].Name = "område" }, `column "område": two columns have this name; rename one of them`},
		{"no columns", func(m *metadata.FileMetaData) { m.RowGroups[0].Columns = nil }, "row group 1 has 0 columns, the schema 6"},
	} {
		_, _, err := readAll(Parquet, input("fil", refooter(t, data, c.change)))
		if err == nil || !strings.HasPrefix(err.Error(), "fil: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestProblemsOfAllColumnsComeAtOnce(t *testing.T) {
	data := refooter(t, writeParquet(t, sample(100)), func(m *metadata.FileMetaData) {
		for _, c := range m.RowGroups[0].Columns {
			c.MetaData.Codec = 0 // they are compressed with zstd
		}
	})
	_, _, err := readAll(Parquet, input("fil", data))
	if n := len(flatten(err)); n != 6 {
		t.Errorf("got %d problems, want one for each of 6 columns:\n%v", n, err)
	}
}

func TestRowGroupsJoin(t *testing.T) {
	// Three records of 524,290 rows: the row groups end inside records and batches inside row groups.
	const n = 1<<19 + 2
	s := arrow.NewSchema([]arrow.Field{{Name: "grupp.namn", Type: textType}, {Name: "", Type: arrow.PrimitiveTypes.Int64}}, nil)
	codes, values := make([]int32, n), make([]int64, n)
	for i := range n {
		codes[i], values[i] = int32(i%3), int64(i)
	}
	w := newWords()
	for _, text := range []string{"a", "b", "å"} {
		if _, err := w.add([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	rec := array.NewRecord(s, []arrow.Array{
		array.NewDictionaryArray(textType, newArray(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(codes), n, nil, 0), w.all()),
		newArray(arrow.PrimitiveTypes.Int64, arrow.Int64Traits.CastToBytes(values), n, nil, 0),
	}, n)
	batches, _, err := readAll(Parquet, input("fil", writeParquet(t, rec, rec, rec)))
	if err != nil {
		t.Fatal(err)
	}
	row := 0
	for _, b := range batches {
		words := b.Record.Column(0).(*array.Dictionary)
		for i, v := range b.Record.Column(1).(*array.Int64).Int64Values() {
			at := row % n
			if got, want := words.ValueStr(i), [...]string{"a", "b", "å"}[at%3]; v != int64(at) || int(b.Lines[i]) != row+1 || got != want {
				t.Fatalf("row %d is %q, %d at line %d", row+1, got, v, b.Lines[i])
			}
			row++
		}
	}
	if row != 3*n {
		t.Errorf("%d rows of %d", row, 3*n)
	}
}

func TestTextsThatNeverRepeatDoNotPileUp(t *testing.T) {
	const n = 600_000
	sb := array.NewStringBuilder(memory.DefaultAllocator)
	for i := range n {
		sb.Append(fmt.Sprintf("elev %d", i))
	}
	a := sb.NewArray()
	rec := array.NewRecord(arrow.NewSchema([]arrow.Field{{Name: "id", Type: a.DataType()}}, nil), []arrow.Array{a}, n)
	batches, _, err := readAll(Parquet, input("fil", writeParquet(t, rec)))
	if err != nil {
		t.Fatal(err)
	}
	row, most := 0, 0
	for _, b := range batches {
		words := b.Record.Column(0).(*array.Dictionary)
		most = max(most, words.Dictionary().Len())
		for i := range words.Len() {
			if got, want := words.ValueStr(i), fmt.Sprintf("elev %d", row); got != want {
				t.Fatalf("row %d is %q, want %q", row+1, got, want)
			}
			row++
		}
	}
	// The writer's dictionary holds some 90,000 words before it gives up; beside as many again a batch may add its own.
	if row != n || most > 350_000 {
		t.Errorf("%d rows, a dictionary of %d words", row, most)
	}
}

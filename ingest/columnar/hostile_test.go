package columnar

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// writeStream writes records as an Arrow stream with replaced dictionaries.
func writeStream(t testing.TB, recs ...arrow.Record) []byte {
	t.Helper()
	return writeStreamWith(t, recs)
}

func writeStreamWith(t testing.TB, recs []arrow.Record, options ...ipc.Option) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := ipc.NewWriter(&buf, append(options, ipc.WithSchema(recs[0].Schema()))...)
	for _, rec := range recs {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// withoutPrefix moves the schema of an Arrow file over the prefix before it, as polars writes it.
func withoutPrefix(data []byte) []byte {
	out := bytes.Clone(data)
	size := binary.LittleEndian.Uint32(out[12:])
	copy(out[8:], out[16:16+size])
	return out
}

type seed struct {
	name   string
	format ingest.Format
	data   []byte
}

// seeds are small sound files of every kind.
func seeds(t testing.TB, rows int) []seed {
	rec := sample(rows)
	out := []seed{
		{"parquet", Parquet, writeParquet(t, rec)},
		{"arrow", Arrow, writeArrow(t, rec)},
		{"arrow without the prefix of its schema", Arrow, withoutPrefix(writeArrow(t, rec))},
		{"arrow of two batches", Arrow, writeArrow(t, rec, rec)},
		{"stream", Arrow, writeStream(t, rec, rec)},
		{"stream with lz4", Arrow, writeStreamWith(t, []arrow.Record{rec, rec}, ipc.WithLZ4())},
		{"stream with zstd", Arrow, writeStreamWith(t, []arrow.Record{rec, rec}, ipc.WithZstd(), ipc.WithMinSpaceSavings(0.2))},
	}
	for _, c := range []compress.Compression{compress.Codecs.Uncompressed, compress.Codecs.Snappy, compress.Codecs.Gzip, compress.Codecs.Brotli} {
		for _, v := range []parquet.DataPageVersion{parquet.DataPageV1, parquet.DataPageV2} {
			out = append(out, seed{fmt.Sprintf("parquet %s v%d", c, v+1), Parquet, foreignParquet(t, rec, foreign{codec: c, version: v})})
		}
	}
	// The library does not write LZ4_RAW, nor views of texts as others do.
	blocks, err := os.ReadFile("testdata/foreign/duckdb-lz4raw.parquet")
	if err != nil {
		t.Fatal(err)
	}
	views, err := os.ReadFile("testdata/foreign/polars-views.arrow")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, seed{"parquet with LZ4_RAW", Parquet, blocks}, seed{"arrow with views", Arrow, views})
}

// check reads a file that may be damaged: it must be read whole, or give errors that name the file and say what to do.
func check(t *testing.T, what string, f ingest.Format, data []byte) (rows int, err error) {
	t.Helper()
	batches, _, err := readAll(f, input("fil", data))
	for _, b := range batches {
		rows += int(b.Record.NumRows())
		cells([]ingest.Batch{b}) // every cell can be looked at
	}
	for _, e := range flatten(err) {
		p, ok := e.(indicators.Problem)
		if !ok || p.File != "fil" || p.What == "" || p.Remedy == "" {
			t.Errorf("%s: got error %#v, want a problem with file, reason and remedy", what, e)
		}
	}
	return rows, err
}

func TestAFileCutOffAnywhereIsAnError(t *testing.T) {
	for _, s := range seeds(t, 8) {
		for n := range s.data {
			if rows, err := check(t, s.name, s.format, s.data[:n]); err == nil {
				t.Fatalf("%s cut off after %d of %d bytes reads as %d rows without an error", s.name, n, len(s.data), rows)
			}
		}
	}
}

func TestADamagedFileNeverGivesOtherRows(t *testing.T) {
	const rows = 60
	for i, s := range seeds(t, rows) {
		whole, err := check(t, s.name, s.format, s.data)
		if err != nil || whole == 0 {
			t.Fatalf("%s: %d rows, %v", s.name, whole, err)
		}
		rnd := rand.New(rand.NewPCG(1, uint64(i)))
		for m := range 300 {
			data := mutate(rnd, s.data)
			if got, err := check(t, fmt.Sprint(s.name, " mutant ", m), s.format, data); err == nil && got != whole {
				t.Errorf("%s mutant %d: %d rows of %d without an error", s.name, m, got, whole)
			}
		}
	}
}

// mutate damages a copy of data as disks, networks and people do.
func mutate(rnd *rand.Rand, data []byte) []byte {
	b := slices.Clone(data)
	switch rnd.IntN(6) {
	case 0, 1: // bits anywhere
		for range 1 + rnd.IntN(8) {
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		}
	case 2: // bytes towards the end, where footers are
		for range 1 + rnd.IntN(4) {
			b[len(b)-1-rnd.IntN(min(len(b), 600))] = byte(rnd.Uint32())
		}
	case 3: // a block of zeros
		at := rnd.IntN(len(b))
		clear(b[at:min(len(b), at+1+rnd.IntN(64))])
	case 4: // bytes put in
		at := rnd.IntN(len(b))
		b = slices.Insert(b, at, make([]byte, 1+rnd.IntN(16))...)
	case 5: // a number of four bytes replaced by an extreme one
		at := rnd.IntN(len(b) - 4)
		binary.LittleEndian.PutUint32(b[at:], []uint32{0xffffffff, 0x7fffffff, 0x80000000, 1 << 28}[rnd.IntN(4)])
	}
	return b
}

func TestWhatIsNotSuchAFileSaysSo(t *testing.T) {
	for _, c := range []struct {
		format ingest.Format
		data   string
		want   string
	}{
		{Parquet, "", "fil: the file is empty; fetch or write the file again"},
		{Arrow, "", "fil: the file is empty; fetch or write the file again"},
		{Parquet, "kommun;antal\n", `fil: the file is not Parquet: it starts with "kommun;a", not with "PAR1"; name the format that the file has`},
		{Arrow, "kommun;antal\n", `fil: the file is not Arrow: it starts with "kommun;ant", not with "ARROW1"; name the format that the file has`},
		{Parquet, "P", `fil: the file is not Parquet: it starts with "P", not with "PAR1"; name the format that the file has`},
		{Parquet, "PAR1", "fil: the Parquet file has only 4 bytes; " + damaged},
		{Parquet, "PAR1xxxxxxxxxxxx", `fil: the Parquet file does not end with "PAR1" but with "xxxx"; ` + damaged},
		{Parquet, "PAR1xxxx\xff\xff\xff\xffPAR1", "fil: the Parquet file claims a footer of 4294967295 bytes but has only 16; " + damaged},
		{Parquet, "PARExxxxxxxx", "fil: the Parquet file is encrypted; write it without encryption"},
		{Arrow, "FEA1xxxxxxxxxxxxxxxxxxxx", "fil: the file is Feather version 1, which is not read; write it as Feather version 2, which is Arrow IPC"},
		{Arrow, "ARROW1\x00\x00", "fil: the Arrow file has only 8 bytes; " + damaged},
		{Arrow, "\xff\xff\xff\xff\x00\x00\x00\x7f", "fil: a message claims 2130706432 bytes and 0 are left; " + damaged},
	} {
		_, _, err := readAll(c.format, input("fil", []byte(c.data)))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %v", c.data, err, c.want)
		}
	}
}

func TestReadingOnAfterAnErrorGivesTheErrorAgain(t *testing.T) {
	data := writeParquet(t, sample(1000))
	data[40] ^= 0xff
	r, err := Parquet.Open(input("fil", data), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, first := r.Next()
	_, second := r.Next()
	if first == nil || first == io.EOF || second == nil || first.Error() != second.Error() {
		t.Errorf("got %v, then %v", first, second)
	}
}

func FuzzParquet(f *testing.F) {
	for _, s := range seeds(f, 20) {
		if s.format.ID == Parquet.ID {
			f.Add(s.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = check(t, "fuzzed", Parquet, data) })
}

func FuzzArrow(f *testing.F) {
	for _, s := range seeds(f, 20) {
		if s.format.ID == Arrow.ID {
			f.Add(s.data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = check(t, "fuzzed", Arrow, data) })
}

package columnar

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type result struct {
	Area   string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Year   int32    `parquet:"name=year, type=INT32"`
	Value  *float64 `parquet:"name=value, type=DOUBLE"`
	Note   *string  `parquet:"name=note, type=BYTE_ARRAY, convertedtype=UTF8"`
	Sure   bool     `parquet:"name=sure, type=BOOLEAN"`
	Period int32    `parquet:"name=period_start, type=INT32, convertedtype=DATE"`
}

func results(n int) []result {
	value, note := 12.5, "brott i serien"
	out := make([]result, n)
	for i := range out {
		out[i] = result{Area: "1490C" + strings.Repeat("å", i%3), Year: int32(2000 + i%25), Sure: i%2 == 0, Period: int32(i)}
		if i%3 > 0 {
			out[i].Value = &value
		}
		if i%5 == 0 {
			out[i].Note = &note
		}
	}
	return out
}

func TestResultsReadBack(t *testing.T) {
	for _, n := range []int{0, 1, 5000} {
		rows := results(n)
		var buf, again bytes.Buffer
		if err := WriteResults(&buf, rows); err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		if err := WriteResults(&again, rows); err != nil || !bytes.Equal(buf.Bytes(), again.Bytes()) {
			t.Errorf("%d rows: a second run gives other bytes (%v)", n, err)
		}
		batches, s, err := readAll(Parquet, input("fil", buf.Bytes()))
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		var names []string
		for _, f := range s.Fields() {
			names = append(names, f.Name+" "+f.Type.String())
		}
		words := "dictionary<values=utf8, indices=int32, ordered=false>"
		if d := cmp.Diff([]string{"area " + words, "year int64", "value float64", "note " + words, "sure bool", "period_start date32"}, names); d != "" {
			t.Errorf("%d rows: columns (-want +got):\n%s", n, d)
		}
		got := cells(batches)
		if len(got) != n {
			t.Fatalf("%d rows of %d", len(got), n)
		}
		if n > 2 {
			if d := cmp.Diff([]string{"1|1490C|2000|∅|brott i serien|true|1970-01-01", "2|1490Cå|2001|12.5|∅|false|1970-01-02"}, got[:2]); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		}
	}
}

func TestResultsRefuseDictionaries(t *testing.T) {
	type row struct {
		Area *string `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8, encoding=PLAIN_DICTIONARY"`
	}
	var buf bytes.Buffer
	err := WriteResults(&buf, []row{{}})
	if err == nil || !strings.Contains(err.Error(), `column "area" must be plain, not a dictionary`) || buf.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, buf.Len())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWritersPassOnWhatFails(t *testing.T) {
	if err := WriteResults(fullDisk{}, results(10)); err == nil || err.Error() != "disk full" {
		t.Errorf("results: got %v", err)
	}
	rec := sample(10)
	pw, err := NewParquetWriter(fullDisk{}, rec.Schema())
	if err == nil {
		err = errors.Join(pw.Write(rec), pw.Close())
	}
	if err == nil {
		t.Error("parquet: no error")
	}
	aw, err := NewArrowWriter(fullDisk{}, rec.Schema())
	if err == nil {
		err = errors.Join(aw.Write(rec), aw.Close())
	}
	if err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("arrow: got %v", err)
	}
}

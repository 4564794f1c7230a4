package isolate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// Formats that misbehave as a hostile file might make a reader do.
var (
	hungry = ingest.Format{ID: "hungry", Open: func(ingest.Input, ingest.Options) (ingest.Reader, error) {
		var hoard [][]byte
		for range 1 << 16 {
			b := bytes.Repeat([]byte{1}, 64<<20)
			hoard = append(hoard, b)
		}
		return nil, fmt.Errorf("got %d", len(hoard))
	}}
	crashing = ingest.Format{ID: "crashing", Open: func(ingest.Input, ingest.Options) (ingest.Reader, error) {
		go panic("in a goroutine of a library")
		select {}
	}}
	hanging = ingest.Format{ID: "hanging", Open: func(ingest.Input, ingest.Options) (ingest.Reader, error) {
		select {}
	}}
	failing = ingest.Format{ID: "failing", Open: func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
		return nil, errors.Join(indicators.Problem{File: in.Name, Line: 3, Column: "antal", What: "fel", Remedy: "rätta " + o.Footer}, errors.New("annat"))
	}}
	twoBatches = ingest.Format{ID: "two", Open: func(in ingest.Input, _ ingest.Options) (ingest.Reader, error) {
		return &fakeReader{rec: sample(10), left: 2}, nil
	}}
)

// fakeReader gives the same record some times with lines of its own, then an error where it has one.
type fakeReader struct {
	rec  arrow.Record
	left int
	err  error
}

func (r *fakeReader) Schema() *arrow.Schema { return r.rec.Schema() }
func (r *fakeReader) Warnings() []error     { return []error{indicators.Problem{File: "f", What: "obs"}} }
func (r *fakeReader) Close() error          { return nil }
func (r *fakeReader) Next() (ingest.Batch, error) {
	if r.left == 0 {
		if r.err != nil {
			return ingest.Batch{}, r.err
		}
		return ingest.Batch{}, io.EOF
	}
	r.left--
	ls := lines(int64(100*r.left), r.rec.NumRows())
	return ingest.Batch{Record: r.rec, Lines: ls}, nil
}

func TestMain(m *testing.M) {
	if handled, code := Serve(os.Args[1:], columnar.Parquet, columnar.Arrow, hungry, crashing, hanging, failing, twoBatches); handled {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

var small = Limits{Memory: 512 << 20, Stall: 20 * time.Second}

func TestAWorkerReadsTheSame(t *testing.T) {
	rec := sample(70_000)
	for _, f := range []struct {
		format ingest.Format
		data   []byte
	}{{columnar.Parquet, writeParquet(t, rec)}, {columnar.Arrow, writeArrow(t, rec)}} {
		want, s, err := readAll(f.format, input("fil", f.data), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "fil")
		if err := os.WriteFile(path, f.data, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		for _, in := range []ingest.Input{input("fil", f.data), {Name: "fil", Data: file, Size: int64(len(f.data))}} {
			got, gs, err := readAll(Format("", f.format, small), in, ingest.Options{})
			if err != nil {
				t.Fatalf("%s: %v", f.format.ID, err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: got other rows (-want +got):\n%.1000s", f.format.ID, d)
			}
			if !gs.Equal(s) || gs.Metadata().String() != s.Metadata().String() || gs.Field(1).Metadata.String() != s.Field(1).Metadata.String() {
				t.Errorf("%s: got schema %v, want %v", f.format.ID, gs, s)
			}
		}
	}
}

func TestAWorkerKeepsLinesAndWarnings(t *testing.T) {
	r, err := Format("", twoBatches, small).Open(input("f", []byte("x")), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got []int32
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, b.Lines...)
	}
	if d := cmp.Diff(append(lines(100, 10), lines(0, 10)...), got); d != "" {
		t.Errorf("got other lines (-want +got):\n%s", d)
	}
	if w := r.Warnings(); len(w) != 1 || w[0].Error() != "f: obs" {
		t.Errorf("got warnings %v", w)
	}
}

func TestAWorkerThatFailsIsAnError(t *testing.T) {
	stall := Limits{Memory: small.Memory, Stall: 300 * time.Millisecond}
	for _, c := range []struct {
		format ingest.Format
		limits Limits
		want   []string
	}{
		{hungry, small, []string{"fil.parquet: ", "more than 512 MB", "damaged"}},
		{crashing, small, []string{"fil.parquet: ", "in a goroutine of a library"}},
		{hanging, stall, []string{"fil.parquet: ", "no progress for 300ms"}},
		{failing, small, []string{`fil.parquet:3: column "antal": fel; rätta Summa`, "annat"}},
		{ingest.Format{ID: "unknown"}, small, []string{"fil.parquet: ", `no format "unknown"`}},
	} {
		if c.format.ID == hungry.ID && !memoryIsLimited {
			continue
		}
		_, _, err := readAll(Format("", c.format, c.limits), input("fil.parquet", []byte("x")), ingest.Options{Footer: "Summa"})
		for _, want := range c.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: got error %v, want it to say %q", c.format.ID, err, want)
			}
		}
	}
}

func TestAWorkerIsGoneAfterClose(t *testing.T) {
	r, err := Format("", columnar.Parquet, small).Open(input("fil", writeParquet(t, sample(500_000))), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := r.(*workerReader)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if w.cmd.ProcessState == nil {
		t.Error("the worker was not waited for")
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("got %v after Close, want EOF", err)
	}
}

func TestOtherArgumentsAreNotForAWorker(t *testing.T) {
	for _, args := range [][]string{nil, {"run"}, {"__read"}, {"run", "__read"}} {
		if handled, _ := Serve(args); handled {
			t.Errorf("%q were taken as a worker's", args)
		}
	}
}

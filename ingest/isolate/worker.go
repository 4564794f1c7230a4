package isolate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// workerArgument is the first argument of a process that is to read a file for another.
const workerArgument = "__read"

// Serve does the work of a worker process where args, the arguments of the program without its name, ask for one, and returns the exit status.
// It is to be called before anything else. The worker reads the file that is its standard input and writes its batches as an Arrow stream.
func Serve(args []string, formats ...ingest.Format) (handled bool, code int) {
	if len(args) != 2 || args[0] != workerArgument {
		return false, 0
	}
	var t task
	if err := json.Unmarshal([]byte(args[1]), &t); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		return true, 2
	}
	i := slices.IndexFunc(formats, func(f ingest.Format) bool { return f.ID == t.Format })
	if i < 0 {
		fmt.Fprintf(os.Stderr, "worker: no format %q\n", t.Format)
		return true, 2
	}
	signal.Ignore(os.Interrupt) // which the terminal sends to both: the parent says what becomes of it
	go exitWithParent(t.Parent)
	if t.Memory > 0 {
		debug.SetMemoryLimit(min(debug.SetMemoryLimit(-1), t.Memory/4*3)) // collect garbage hard before the limit below ends the process, or as GOMEMLIMIT says
		if err := limitMemory(t.Memory); err != nil {
			fmt.Fprintln(os.Stderr, "worker:", err)
			return true, 2
		}
	}
	errs := json.NewEncoder(os.Stderr)
	warnings, err := serve(os.Stdout, formats[i], ingest.Input{Name: t.Name, Data: os.Stdin, Size: t.Size}, t.Options)
	for _, w := range warnings {
		_ = errs.Encode(reportOf(w, true))
	}
	for _, e := range flatten(err) {
		_ = errs.Encode(reportOf(e, false))
	}
	if err != nil {
		return true, 1
	}
	return true, 0
}

// exitWithParent ends the process when the one that started it is gone, so that nothing is left over.
func exitWithParent(parent int) {
	for os.Getppid() == parent {
		time.Sleep(200 * time.Millisecond)
	}
	os.Exit(1)
}

// serve writes all batches of a file as an Arrow stream. Without its end mark the stream is not whole.
func serve(out io.Writer, f ingest.Format, in ingest.Input, o ingest.Options) (warnings []error, err error) {
	r, err := f.Open(in, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	md := r.Schema().Metadata()
	s := arrow.NewSchema(append(r.Schema().Fields(), arrow.Field{Name: lineColumn, Type: arrow.PrimitiveTypes.Int32}), &md)
	w := ipc.NewWriter(out, ipc.WithSchema(s))
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return r.Warnings(), err
		}
		n := int(b.Record.NumRows())
		cols := append(slices.Clone(b.Record.Columns()), numbers(b.Lines))
		if err := w.Write(array.NewRecord(s, cols, int64(n))); err != nil {
			return r.Warnings(), err
		}
	}
	return r.Warnings(), w.Close()
}

// numbers returns lines as a column; nothing is copied.
func numbers(lines []int32) arrow.Array {
	return array.NewInt32Data(array.NewData(arrow.PrimitiveTypes.Int32, len(lines), []*memory.Buffer{nil, memory.NewBufferBytes(arrow.GetBytes(lines))}, nil, 0, 0))
}

// flatten returns the single errors of joined ones.
func flatten(err error) []error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

func reportOf(err error, warning bool) report {
	var p indicators.Problem
	if errors.As(err, &p) {
		return report{Problem: &p, Warning: warning}
	}
	return report{Text: err.Error(), Warning: warning}
}

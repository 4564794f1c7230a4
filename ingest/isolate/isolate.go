// Package isolate reads files of strangers in a worker process with a limit of memory and a deadline.
//
// A library that decodes a binary format can crash, loop or ask for all memory on a damaged or hostile file, also in goroutines where no
// recover helps. So the program runs itself anew for each such file. The worker gives its batches as an Arrow stream, and its problems and
// warnings as lines of JSON; nothing that it says is believed without the checks that any Arrow file gets.
package isolate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// Limits bound what a worker process may do with a file.
type Limits struct {
	// Memory is how many bytes the worker may use beside what it needs to start; 0 means 2 GiB. Only Linux enforces it.
	Memory int64
	// Stall is how long the worker may take from one batch to the next; 0 means a minute. The whole reading may take any time.
	Stall time.Duration
}

const (
	defaultMemory = 2 << 30
	defaultStall  = time.Minute
)

// harmful is what to do about a file that a worker could not cope with.
const harmful = "the file is damaged or made to do harm; if it is sound, split it, or write it with smaller row groups and pages where it has such"

// Format returns a format that reads files as f does, but in a worker process: a program run anew, which must call [Serve] with f
// among its formats as the first thing it does. exe is that program; "" means the one that is running. Where the worker crashes,
// stops making progress or needs too much memory, reading ends with an error and nothing else is harmed.
func Format(exe string, f ingest.Format, l Limits) ingest.Format {
	if l.Memory == 0 {
		l.Memory = defaultMemory
	}
	if l.Stall == 0 {
		l.Stall = defaultStall
	}
	id := f.ID
	f.Open = func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
		return openWorker(exe, id, in, o, l)
	}
	return f
}

// task is what a worker is asked to do, as its second argument.
type task struct {
	Format  string
	Name    string
	Size    int64
	Memory  int64
	Parent  int // the process that asks
	Options ingest.Options
}

// report is a line that a worker writes on its standard error for each problem and warning.
type report struct {
	Problem *indicators.Problem `json:",omitempty"`
	Text    string              `json:",omitempty"` // of an error that is not a Problem
	Warning bool                `json:",omitempty"`
}

// lineColumn is the column that a worker adds to every batch to say where each row was.
const lineColumn = "\x00line"

// reportBytes is how much of a worker's standard error is kept.
const reportBytes = 1 << 20

type workerReader struct {
	name    string
	limits  Limits
	cmd     *exec.Cmd
	out     io.ReadCloser
	errs    *head
	cleanup func()

	stalled  atomic.Bool
	waited   bool
	inner    ingest.Reader
	schema   *arrow.Schema
	warnings []error
	stopped  error
}

func openWorker(exe, id string, in ingest.Input, o ingest.Options, l Limits) (ingest.Reader, error) {
	if exe == "" {
		var err error
		if exe, err = os.Executable(); err != nil {
			return nil, fmt.Errorf("find the program to read %s with: %w", in.Name, err)
		}
	}
	request, err := json.Marshal(task{Format: id, Name: in.Name, Size: in.Size, Memory: l.Memory, Parent: os.Getpid(), Options: o})
	if err != nil {
		return nil, err
	}
	file, cleanup, err := asFile(in)
	if err != nil {
		return nil, err
	}
	w := &workerReader{name: in.Name, limits: l, cmd: exec.Command(exe, workerArgument, string(request)), errs: new(head), cleanup: cleanup}
	w.cmd.Stdin, w.cmd.Stderr = file, w.errs
	if w.out, err = w.cmd.StdoutPipe(); err == nil {
		err = w.cmd.Start()
	}
	if err != nil {
		cleanup()
		return nil, fmt.Errorf("start a process to read %s: %w", in.Name, err)
	}
	err = w.watched(func() (err error) {
		w.inner, err = columnar.ReadStream(in.Name, w.out)
		return err
	})
	if err == nil {
		fields := w.inner.Schema().Fields()
		if n := len(fields) - 1; n >= 1 && fields[n].Name == lineColumn {
			md := w.inner.Schema().Metadata()
			w.schema = arrow.NewSchema(fields[:n], &md)
			return w, nil
		}
		err = errors.New("the worker speaks another language; is it the same program?")
	}
	return nil, w.end(err)
}

// asFile returns the input as a file that a worker can inherit. A copy has no name any more where the system can do without, so that none is left
// over, however this process ends.
func asFile(in ingest.Input) (*os.File, func(), error) {
	if f, ok := in.Data.(*os.File); ok {
		return f, func() {}, nil
	}
	f, err := os.CreateTemp("", "jamlik-")
	if err != nil {
		return nil, nil, fmt.Errorf("copy %s for reading: %w", in.Name, err)
	}
	unnamed := os.Remove(f.Name()) == nil
	cleanup := func() {
		f.Close()
		if !unnamed {
			os.Remove(f.Name())
		}
	}
	if _, err := io.Copy(f, in.Section()); err != nil {
		cleanup()
		return nil, nil, fmt.Errorf("copy %s for reading: %w", in.Name, err)
	}
	return f, cleanup, nil
}

// watched runs f, which waits for the worker, and kills the worker where that takes too long.
func (w *workerReader) watched(f func() error) error {
	t := time.AfterFunc(w.limits.Stall, func() {
		w.stalled.Store(true)
		_ = w.cmd.Process.Kill()
	})
	defer t.Stop()
	return f()
}

func (w *workerReader) Schema() *arrow.Schema { return w.schema }

func (w *workerReader) Warnings() []error { return w.warnings }

func (w *workerReader) Next() (ingest.Batch, error) {
	if w.stopped != nil {
		return ingest.Batch{}, w.stopped
	}
	var b ingest.Batch
	err := w.watched(func() (err error) {
		b, err = w.inner.Next()
		return err
	})
	if err != nil {
		w.stopped = w.end(err)
		return ingest.Batch{}, w.stopped
	}
	n := b.Record.NumCols() - 1
	where, ok := b.Record.Column(int(n)).(*array.Int64)
	if !ok {
		w.stopped = w.end(errors.New("the worker gives no lines"))
		return ingest.Batch{}, w.stopped
	}
	for i, v := range where.Int64Values() {
		b.Lines[i] = int32(v)
	}
	b.Record = array.NewRecord(w.schema, b.Record.Columns()[:n], b.Record.NumRows())
	return b, nil
}

// end waits for the worker after reading ended with err, io.EOF included, and returns why it really ended.
func (w *workerReader) end(err error) error {
	if err != io.EOF {
		// What came was not all: the worker says why when it ends by itself, else it is ended here.
		w.out.Close()
	}
	exit := w.wait()
	var found []error
	for line := range bytes.Lines(w.errs.kept) {
		var r report
		if json.Unmarshal(line, &r) != nil {
			continue
		}
		e := error(errors.New(r.Text))
		if r.Problem != nil {
			e = *r.Problem
		}
		if r.Warning {
			w.warnings = append(w.warnings, e)
		} else {
			found = append(found, e)
		}
	}
	switch text := string(w.errs.kept); {
	case w.stalled.Load():
		return indicators.Problem{File: w.name, What: fmt.Sprintf("reading made no progress for %s and was stopped", w.limits.Stall), Remedy: harmful}
	case len(found) > 0:
		return errors.Join(found...)
	case exit == nil:
		return err
	case memoryRanOut(text):
		return indicators.Problem{File: w.name, What: fmt.Sprintf("reading needed more than %d MB and was stopped", w.limits.Memory>>20), Remedy: harmful}
	default:
		first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
		return indicators.Problem{File: w.name, What: fmt.Sprintf("the process that read the file failed (%v): %.200s", exit, first),
			Remedy: "the file is damaged or was cut off: fetch it again, or write it anew with the program that made it"}
	}
}

// memoryRanOut tells whether a process that ended with such a message had no more memory: the first two are what Go's runtime says, the
// others what its race detector says.
func memoryRanOut(text string) bool {
	return slices.ContainsFunc([]string{"out of memory", "cannot allocate memory", "failed to allocate", "address space collisions"},
		func(sign string) bool { return strings.Contains(text, sign) })
}

func (w *workerReader) wait() error {
	if w.waited {
		return nil
	}
	w.waited = true
	defer w.cleanup()
	return w.watched(w.cmd.Wait)
}

func (w *workerReader) Close() error {
	if !w.waited {
		_ = w.cmd.Process.Kill()
		_ = w.wait()
	}
	if w.stopped == nil {
		w.stopped = io.EOF
	}
	return nil
}

// head keeps the first bytes that are written to it and lets the rest go.
type head struct{ kept []byte }

func (h *head) Write(b []byte) (int, error) {
	h.kept = append(h.kept, b[:min(len(b), reportBytes-len(h.kept))]...)
	return len(b), nil
}

// Package local counts persons that are in files: Parquet, Arrow and delimited text, in one file or in many. It reads batch by batch, so that files
// may be larger than memory, and only the columns of the query; what it holds grows with the number of cells.
//
// Several files are read side by side, and the batches of one are counted side by side. The answer is the same for any number of processors, files
// and batches, because counts are whole numbers and sums exact.
//
// Columns of delimited text are text: an area 0114 keeps its zero. Limits and sums read numbers from it, with a decimal point or comma.
package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/engine"
)

// Options say how files are read.
type Options struct {
	// Formats reads them. Those of package ingest/formats are fast; files of strangers are better read in a process of their own: see package isolate.
	Formats ingest.Formats
	// Workers is how many goroutines count; 0 is one for each processor.
	Workers int
}

// Engine is a directory with files. It implements [engine.Engine].
type Engine struct {
	dir string
	o   Options
}

// Open returns the engine of a directory, which tables are named below. Tables with an absolute path are where they say.
func Open(_ context.Context, dir string, o Options) (*Engine, error) {
	if dir == "" {
		dir = "."
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, indicators.Problem{File: dir, What: "there is no such directory", Remedy: "name the directory that the files are in"}
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, indicators.Problem{File: dir, What: "is not a directory", Remedy: "name the directory that the files are in; the files are the table of the query"}
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return &Engine{dir, o}, nil
}

// Close implements [engine.Engine].
func (e *Engine) Close() error { return nil }

// Version implements [engine.Engine].
func (e *Engine) Version(context.Context) (string, error) { return "files", nil }

// Statements implements [engine.Engine]: a sentence for each file, with no arguments.
func (e *Engine) Statements(q engine.Query) ([]engine.Statement, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	files, err := e.files(q.Table)
	if err != nil {
		return nil, err
	}
	var all []engine.Statement
	for _, file := range files {
		if name, err := filepath.Rel(e.dir, file); err == nil && filepath.IsLocal(name) {
			file = filepath.ToSlash(name) // where the directory is stays out of what is kept
		}
		all = append(all, engine.Statement{Text: fmt.Sprintf("read %s of %q, %s", strings.Join(quoted(columnsOf(q)), ", "), file, inWords(q))})
	}
	return all, nil
}

// inWords says what is done with the rows of a file.
func inWords(q engine.Query) string {
	var b strings.Builder
	for _, w := range q.Where {
		switch {
		case len(w.In) > 0:
			fmt.Fprintf(&b, "keep rows with %q among %s, ", w.Column, strings.Join(quoted(w.In), ", "))
		case w.To == "":
			fmt.Fprintf(&b, "keep rows with %q from %s, ", w.Column, w.From)
		case w.From == "":
			fmt.Fprintf(&b, "keep rows with %q to %s, ", w.Column, w.To)
		default:
			fmt.Fprintf(&b, "keep rows with %q from %s to %s, ", w.Column, w.From, w.To)
		}
	}
	b.WriteString("count by")
	for i, k := range q.Keys {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %q", k.Column)
	}
	for _, s := range q.Sums {
		fmt.Fprintf(&b, ", sum %s to %d decimals", strings.Join(quoted(s.Factors), " × "), s.Decimals)
	}
	if q.Least > 1 {
		fmt.Fprintf(&b, ", withhold cells of fewer than %d", q.Least)
	}
	return b.String()
}

func quoted(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = fmt.Sprintf("%q", s)
	}
	return out
}

// columnsOf returns the columns that a query reads, sorted.
func columnsOf(q engine.Query) []string {
	var all []string
	for _, k := range q.Keys {
		all = append(all, k.Column)
	}
	for _, s := range q.Sums {
		all = append(all, s.Factors...)
	}
	for _, w := range q.Where {
		all = append(all, w.Column)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// files returns the files of a table, sorted: the one of that name, or else those of the pattern.
func (e *Engine) files(table string) ([]string, error) {
	pattern, exact := filepath.FromSlash(table), filepath.FromSlash(table)
	if !filepath.IsAbs(pattern) {
		pattern, exact = filepath.Join(literally(e.dir), pattern), filepath.Join(e.dir, exact)
	}
	if info, err := os.Stat(exact); err == nil && !info.IsDir() {
		return []string{exact}, nil
	}
	found, err := filepath.Glob(pattern)
	if err != nil {
		return nil, indicators.Problem{File: table, What: "the pattern cannot be read", Remedy: "use * and ? for what differs, as in persons-*.parquet"}
	}
	found = slices.DeleteFunc(found, func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && info.IsDir()
	})
	if len(found) == 0 {
		return nil, indicators.Problem{File: exact, What: "there is no such file", Remedy: "name a file, or a pattern that some have, such as persons-*.parquet"}
	}
	slices.Sort(found)
	return found, nil
}

// literally is a pattern that only the path itself has.
var literally = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace

// Cells implements [engine.Engine].
func (e *Engine) Cells(ctx context.Context, q engine.Query) (*engine.Cells, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	files, err := e.files(q.Table)
	if err != nil {
		return nil, err
	}
	plan, err := newPlan(q)
	if err != nil {
		return nil, err
	}
	warnings := make([][]error, len(files))
	cells, err := plan.counted(ctx, e.o.Workers, func(ctx context.Context, stop context.CancelCauseFunc, work chan<- task) []error {
		errs := make([]error, len(files))
		names := make(chan int)
		var reading sync.WaitGroup
		for range min(e.o.Workers, len(files)) {
			reading.Go(func() {
				for i := range names {
					if warnings[i], errs[i] = e.read(ctx, files[i], plan, work); errs[i] != nil {
						stop(errStopped)
					}
				}
			})
		}
	feed:
		for i := range files {
			select {
			case names <- i:
			case <-ctx.Done():
				break feed
			}
		}
		close(names)
		reading.Wait()
		return errs
	})
	if err != nil {
		return nil, err
	}
	cells.Warnings = slices.Concat(warnings...)
	return cells, nil
}

// Count counts the rows of one reader, whose name is for messages, on all processors. The table of the query is not looked at.
func Count(ctx context.Context, name string, r ingest.Reader, q engine.Query) (*engine.Cells, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	p, err := newPlan(q)
	if err != nil {
		return nil, err
	}
	at, err := p.places(name, r.Schema())
	if err != nil {
		return nil, err
	}
	return p.counted(ctx, runtime.GOMAXPROCS(0), func(ctx context.Context, _ context.CancelCauseFunc, work chan<- task) []error {
		return []error{give(ctx, name, r, at, work)}
	})
}

// counted counts the batches that feed gives, side by side. Feed returns when it has given all of them, or its context is over.
func (p *plan) counted(ctx context.Context, workers int, feed func(ctx context.Context, stop context.CancelCauseFunc, work chan<- task) []error) (*engine.Cells, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work := make(chan task, workers)
	errs := make([]error, workers)
	counters := make([]*counter, workers)
	var counting sync.WaitGroup
	for i := range counters {
		counters[i] = newCounter(p)
		counting.Go(func() {
			for t := range work {
				if err := counters[i].count(t); err != nil {
					errs[i] = err
					stop(errStopped)
					break
				}
			}
			for range work { // lets readers go on to see that all is over
			}
		})
	}
	found := feed(ctx, stop, work)
	close(work)
	counting.Wait()
	if err := causes(append(found, errs...), ctx); err != nil {
		return nil, err
	}
	all := counters[0].adder
	for _, c := range counters[1:] {
		if err := all.Merge(c.adder); err != nil {
			return nil, err
		}
	}
	return all.Cells(), nil
}

// errStopped ends reading and counting after the first error of another goroutine.
var errStopped = errors.New("stopped after another error")

// causes returns all errors but those that only follow from others.
func causes(errs []error, ctx context.Context) error {
	found := slices.DeleteFunc(slices.Clone(errs), func(err error) bool { return err == nil || errors.Is(err, errStopped) })
	if err := errors.Join(found...); err != nil {
		return err
	}
	return context.Cause(ctx)
}

// task is a batch to count.
type task struct {
	file  string
	batch ingest.Batch
	at    []int // the place of each column of the plan
}

// read gives the batches of a file to those who count, and returns the warnings of its reader.
func (e *Engine) read(ctx context.Context, path string, p *plan, work chan<- task) (warnings []error, err error) {
	r, err := e.open(path, p.columns)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	at, err := p.places(path, r.Schema())
	if err != nil {
		return nil, e.explain(path, p, err)
	}
	err = give(ctx, path, r, at, work)
	return r.Warnings(), err
}

// give gives the batches of a reader to those who count.
func give(ctx context.Context, name string, r ingest.Reader, at []int, work chan<- task) error {
	for {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		b, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case work <- task{name, b, at}:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// explain says what is wrong with the columns of a file in view of all that it has.
func (e *Engine) explain(path string, p *plan, found error) error {
	r, err := e.open(path, nil)
	if err != nil {
		return found
	}
	defer r.Close()
	if _, err := p.places(path, r.Schema()); err != nil {
		return err
	}
	return found
}

// file is an open file with the reader over it.
type file struct {
	ingest.Reader
	data *os.File
}

func (f file) Close() error { return errors.Join(f.Reader.Close(), f.data.Close()) }

func (e *Engine) open(path string, columns []string) (ingest.Reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := e.reader(f, columns)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return file{r, f}, nil
}

func (e *Engine) reader(f *os.File, columns []string) (ingest.Reader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, indicators.Problem{File: f.Name(), What: "is a pipe or device, not a file", Remedy: "save what it gives to a file first"}
	}
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	format, err := e.o.Formats.Detect(f.Name(), head[:n])
	if err != nil {
		return nil, err
	}
	watch, err := ingest.NewWatch(ingest.Input{Name: f.Name(), Data: f, Size: info.Size()})
	if err != nil {
		return nil, err
	}
	return watch.Open(format, ingest.Options{Text: true, Columns: columns})
}

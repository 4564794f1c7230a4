package main

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"os"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// heldRows is the most rows of a table that are held in memory. A table with more is written row by row, and has no files for Excel: what nobody
// reads from top to bottom, programs read.
const heldRows = 1 << 16

// spoolRows is how many rows are written to a file at a time.
const spoolRows = 1 << 14

// spool gathers the rows of a table, or of a part of it: in memory, and where they become more than are held, in a file beside the result.
type spool[T any] struct {
	out     *outputDir
	n       int
	rows    []T // those that are not in the file
	records *columnar.ResultRecords[T]
	file    *os.File
	buf     *bufio.Writer
	w       *columnar.ArrowWriter
}

func newSpool[T any](out *outputDir) *spool[T] { return &spool[T]{out: out} }

// add appends rows.
func (s *spool[T]) add(rows []T) error {
	s.n += len(rows)
	s.rows = append(s.rows, rows...)
	if s.n <= s.out.held {
		return nil
	}
	for len(s.rows) >= spoolRows {
		if err := s.write(s.rows[:spoolRows]); err != nil {
			return err
		}
		clear(s.rows[:spoolRows]) // lets go of their texts
		s.rows = s.rows[spoolRows:]
	}
	return nil
}

func (s *spool[T]) write(rows []T) (err error) {
	if s.w == nil {
		if s.records, err = columnar.NewResultRecords[T](); err != nil {
			return err
		}
		if s.file, err = os.CreateTemp(s.out.stage, ".rows-*.arrow"); err != nil {
			return err
		}
		s.buf = bufio.NewWriterSize(s.file, 1<<20)
		if s.w, err = columnar.NewArrowWriter(s.buf, s.records.Schema()); err != nil {
			return err
		}
	}
	return s.w.Write(s.records.Record(rows))
}

// each calls f for the rows in order, as records of plain text. The spool is empty after that.
func (s *spool[T]) each(f func(arrow.Record) error) error {
	if s.n == 0 {
		return nil
	}
	if err := s.write(s.rows); err != nil {
		return err
	}
	s.rows = nil
	err := errors.Join(s.w.Close(), s.buf.Flush())
	if err != nil {
		return err
	}
	defer func() {
		s.file.Close()
		os.Remove(s.file.Name())
	}()
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	r, err := columnar.Arrow.Open(ingest.Input{Name: s.file.Name(), Data: s.file, Size: info.Size()}, ingest.Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	return eachBatch(r, func(b ingest.Batch) error { return f(b.Record) })
}

// writeSpools writes the rows of the parts of a table one after another. Q, where the table has it, is of the rows with a P in their order.
func writeSpools[T any](out *outputDir, stem string, parts []*spool[T], q iter.Seq[float64], of arrow.Metadata) error {
	n := 0
	for _, s := range parts {
		n += s.n
	}
	next, stop := func() (float64, bool) { return 0, false }, func() {}
	if q != nil {
		next, stop = iter.Pull(q)
	}
	defer stop()
	short := false
	nextQ := func() float64 {
		v, ok := next()
		short = short || !ok
		return v
	}
	if n > out.held {
		if err := writeLong(out, stem, parts, q != nil, nextQ, of); err != nil {
			return fmt.Errorf("%s: %w", stem, err)
		}
	} else {
		rows := make([]T, 0, n)
		for _, s := range parts {
			rows = append(rows, s.rows...)
			s.rows = nil
		}
		for i := range rows {
			if r, ok := any(&rows[i]).(adjustable); ok && q != nil {
				r.adjust(nextQ)
			}
		}
		if err := writeShort(out, stem, rows, of); err != nil {
			return err
		}
	}
	if _, more := next(); short || more {
		return fmt.Errorf("%s: the tests adjusted are not those of its rows", stem)
	}
	return nil
}

// writeLong writes a table that is too long to be held, as Parquet, Arrow and CSV.
func writeLong[T any](out *outputDir, stem string, parts []*spool[T], adjust bool, q func() float64, of arrow.Metadata) error {
	var files []*stagedFile
	var writers []recordWriter
	var schema *arrow.Schema
	start := func(fields []arrow.Field) error {
		schema = arrow.NewSchema(fields, &of)
		for _, ext := range []string{".parquet", ".arrow", ".csv"} {
			f, err := out.create(stem + ext)
			if err != nil {
				return err
			}
			files = append(files, f)
			w, err := outputs[ext](f, schema, outputOptions{})
			if err != nil {
				return err
			}
			writers = append(writers, w)
		}
		return nil
	}
	defer func() {
		for _, f := range files {
			f.abandon()
		}
	}()
	for _, s := range parts {
		err := s.each(func(rec arrow.Record) error {
			if writers == nil {
				if err := start(rec.Schema().Fields()); err != nil {
					return err
				}
			}
			if adjust {
				rec = adjusted(rec, q)
			}
			rec = array.NewRecord(schema, rec.Columns(), rec.NumRows())
			for _, w := range writers {
				if err := w.Write(rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for i, w := range writers {
		if err := errors.Join(w.Close(), files[i].finish()); err != nil {
			return err
		}
	}
	out.leaveOut(stem+".xlsx", longTable)
	out.leaveOut(stem+"-excel-sv.csv", longTable)
	return nil
}

// longTable is why a table has no files for Excel.
var longTable = fmt.Sprintf("the table has more than %d rows; read its CSV, Parquet or Arrow", heldRows)

// adjusted returns a record with q in the rows that have p.
func adjusted(rec arrow.Record, q func() float64) arrow.Record {
	at := func(name string) int { return rec.Schema().FieldIndices(name)[0] }
	p := rec.Column(at("p"))
	b := array.NewFloat64Builder(memory.DefaultAllocator)
	b.Reserve(p.Len())
	for i := range p.Len() {
		if p.IsValid(i) {
			b.UnsafeAppend(q())
		} else {
			b.AppendNull()
		}
	}
	columns := append([]arrow.Array(nil), rec.Columns()...)
	columns[at("q")] = b.NewArray()
	return array.NewRecord(rec.Schema(), columns, rec.NumRows())
}

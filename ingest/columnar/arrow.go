package columnar

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"

	"github.com/jamlik/jamlik/ingest"
)

type arrowReader struct {
	name    string
	source  *messages
	ipc     *ipc.Reader
	schema  *arrow.Schema
	columns []*normaliser
	row     int64
	batch   int
	stopped error
}

func openArrow(in ingest.Input, _ ingest.Options) (ingest.Reader, error) {
	var next func() (*ipc.Message, error)
	err := guard(func() (err error) {
		next, err = frameArrow(in)
		return err
	})
	if err != nil {
		return nil, problem(in.Name, "", "", err)
	}
	return newArrowReader(in.Name, next)
}

// ReadStream reads an Arrow IPC stream that comes from another process as [Arrow] reads a file, with name in its messages.
func ReadStream(name string, from io.Reader) (ingest.Reader, error) {
	r, err := newArrowReader(name, streamMessages(from, -1))
	if err != nil {
		return nil, err
	}
	return r, nil
}

// frameArrow tells a file from a stream and returns its messages.
func frameArrow(in ingest.Input) (func() (*ipc.Message, error), error) {
	if in.Size == 0 {
		return nil, unsupported("fetch or write the file again", "the file is empty")
	}
	var head, tail [10]byte
	n := min(in.Size, int64(len(head)))
	if err := readAt(in.Data, head[:n], 0); err != nil {
		return nil, err
	}
	switch {
	case hasPrefix(head[:n], continuation):
		return streamMessages(bufio.NewReaderSize(in.Section(), 1<<16), in.Size), nil
	case hasPrefix(head[:n], featherMagic):
		return nil, unsupported("write it as Feather version 2, which is Arrow IPC", "the file is Feather version 1, which is not read")
	case !hasPrefix(head[:n], arrowMagic):
		return nil, unsupported("name the format that the file has", "the file is not Arrow: it starts with %q, not with %q", head[:n], arrowMagic)
	case in.Size < 8+10:
		return nil, broken("the Arrow file has only %d bytes", in.Size)
	}
	if err := readAt(in.Data, tail[:], in.Size-10); err != nil {
		return nil, err
	}
	size := int64(int32(binary.LittleEndian.Uint32(tail[:4])))
	end := in.Size - 10 - size
	switch {
	case string(tail[4:]) != arrowMagic:
		return nil, broken("the Arrow file does not end with %q but with %q", arrowMagic, tail[4:])
	case size <= 0 || end < 8:
		return nil, broken("the Arrow file claims a footer of %d bytes but has only %d", size, in.Size)
	}
	footer := make([]byte, size)
	if err := readAt(in.Data, footer, end); err != nil {
		return nil, err
	}
	dictionaries, records, err := readFooterBlocks(footer, end)
	if err != nil {
		return nil, err
	}
	if err := checkListed(in.Data, slices.Concat(dictionaries, records), end); err != nil {
		return nil, err
	}
	return fileMessages(in.Data, dictionaries, records, end), nil
}

// newArrowReader reads the schema and decides how each column is read.
func newArrowReader(name string, next func() (*ipc.Message, error)) (*arrowReader, error) {
	r := &arrowReader{name: name, source: &messages{next: next, budget: new(budget)}}
	err := guard(func() (err error) {
		r.ipc, err = ipc.NewReaderFromMessageReader(r.source, ipc.WithAllocator(r.source.budget))
		return r.cause(err)
	})
	if err != nil {
		return nil, problem(name, "", "", err)
	}
	var errs []error
	seen := make(map[string]bool)
	fields := r.ipc.Schema().Fields()
	for i, f := range fields {
		n, err := newNormaliser(f.Type)
		if err == nil && seen[f.Name] {
			err = unsupported("rename one of them", "two columns have this name")
		}
		if err != nil {
			errs = append(errs, problem(name, f.Name, "", err))
			continue
		}
		seen[f.Name] = true
		fields[i].Type = n.as
		r.columns = append(r.columns, n)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	md := r.ipc.Schema().Metadata()
	r.schema = arrow.NewSchema(fields, &md)
	return r, nil
}

// cause returns what the message source found, where that is why the Arrow reader gave up.
func (r *arrowReader) cause(err error) error {
	if found := r.source.err; found != nil && found != io.EOF {
		return found
	}
	if err == nil {
		return nil
	}
	return broken("cannot be decoded (%v)", err)
}

func (r *arrowReader) Schema() *arrow.Schema { return r.schema }

func (r *arrowReader) Warnings() []error { return nil }

func (r *arrowReader) Close() error {
	r.stopped = io.EOF
	return nil
}

func (r *arrowReader) Next() (ingest.Batch, error) {
	for r.stopped == nil {
		var rec arrow.Record
		err := guard(func() (err error) {
			rec, err = r.next()
			return err
		})
		switch {
		case err == io.EOF:
			r.stopped = err
		case err != nil:
			r.stopped = named(r.name, err)
		case rec.NumRows() > 0:
			r.row += rec.NumRows()
			return ingest.Batch{Record: rec, Lines: lines(r.row-rec.NumRows(), rec.NumRows())}, nil
		}
	}
	return ingest.Batch{}, r.stopped
}

func (r *arrowReader) next() (arrow.Record, error) {
	if !r.ipc.Next() {
		if err := r.cause(r.ipc.Err()); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	r.batch++
	rec := r.ipc.Record()
	rec.Retain() // the reader lets go of it at the next; a batch stays
	n := rec.NumRows()
	if n < 0 || n > maxRows-r.row {
		return nil, unsupported("split the file", "batch %d has %d rows after %d; at most %d can be read", r.batch, n, r.row, maxRows)
	}
	if n == 0 {
		return rec, nil
	}
	cols := make([]arrow.Array, len(r.columns))
	var errs []error
	for i, c := range r.columns {
		err := guard(func() (err error) {
			if int64(rec.Column(i).Len()) != n {
				return broken("%d values for %d rows", rec.Column(i).Len(), n)
			}
			cols[i], err = c.normalise(rec.Column(i))
			return err
		})
		if err != nil {
			t := err.(*trouble)
			t.column = r.schema.Field(i).Name
			if t.row > 0 {
				t.row += r.row
			}
			errs = append(errs, t)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return array.NewRecord(r.schema, cols, n), nil
}

// decodeSchema reads a schema from an Arrow stream that need not hold anything else.
func decodeSchema(data []byte) (s *arrow.Schema, err error) {
	err = guard(func() error {
		r, err := ipc.NewReaderFromMessageReader(&messages{next: streamMessages(bytes.NewReader(data), int64(len(data))), budget: new(budget)})
		if err == nil {
			s = r.Schema()
		}
		return err
	})
	return s, err
}

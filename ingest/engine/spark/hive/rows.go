package hive

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"time"

	"github.com/beltran/gohive/hiveserver"
)

// batch is how many rows are fetched at once.
const batch = 10_000

// rows are those of one answer.
type rows struct {
	conn      *conn
	operation *hiveserver.TOperationHandle
	columns   []string
	release   func()

	batch []values
	len   int // of the batch
	at    int
	ended bool // there are no more after the batch
}

// values are those of a column of a batch.
type values struct {
	len   int
	null  []byte // a bit for each value, the lowest first
	value func(i int) driver.Value
}

// wait waits until the server has the answer. How often it is asked falls from a thousand times a second to ten.
func (r *rows) wait(ctx context.Context) error {
	request := &hiveserver.TGetOperationStatusReq{OperationHandle: r.operation}
	for pause := time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		status, err := r.conn.client.GetOperationStatus(context.WithoutCancel(ctx), request)
		if err := r.conn.said(status, err); err != nil {
			return err
		}
		if status.OperationState == nil {
			return errors.New("the server does not say how far the question is")
		}
		switch *status.OperationState {
		case hiveserver.TOperationState_FINISHED_STATE:
			return nil
		case hiveserver.TOperationState_INITIALIZED_STATE, hiveserver.TOperationState_PENDING_STATE, hiveserver.TOperationState_RUNNING_STATE:
		default:
			return newError(status.SqlState, status.ErrorMessage)
		}
		select {
		case <-ctx.Done():
			canceled, err := r.conn.client.CancelOperation(context.Background(), &hiveserver.TCancelOperationReq{OperationHandle: r.operation})
			r.conn.said(canceled, err)
			return context.Cause(ctx)
		case <-time.After(pause):
		}
	}
}

// Columns are the names of the columns.
func (r *rows) Columns() []string { return r.columns }

// Next reads a row.
func (r *rows) Next(into []driver.Value) error {
	if r.at == r.len {
		if err := r.fetch(); err != nil {
			return err
		}
	}
	for i, v := range r.batch {
		if bit := r.at; bit/8 < len(v.null) && v.null[bit/8]>>(bit%8)&1 == 1 {
			into[i] = nil
		} else {
			into[i] = v.value(r.at)
		}
	}
	r.at++
	return nil
}

// fetch reads the next rows, or returns [io.EOF] after the last. Spark always says that there are no more; that there are none is what ends an answer.
func (r *rows) fetch() error {
	if r.ended {
		return io.EOF
	}
	fetched, err := r.conn.client.FetchResults(context.Background(), &hiveserver.TFetchResultsReq{OperationHandle: r.operation, Orientation: hiveserver.TFetchOrientation_FETCH_NEXT, MaxRows: batch})
	if err := r.conn.said(fetched, err); err != nil {
		return err
	}
	if fetched.Results == nil || len(fetched.Results.Columns) != len(r.columns) {
		return errors.New("the server answers with other columns than it said")
	}
	r.batch, r.len, r.at = r.batch[:0], 0, 0
	for i, c := range fetched.Results.Columns {
		v, err := read(c)
		if err != nil {
			return err
		}
		if i > 0 && v.len != r.len {
			return errors.New("the server answers with columns of different lengths")
		}
		r.len = v.len
		r.batch = append(r.batch, v)
	}
	if r.len == 0 {
		r.ended = true
		return io.EOF
	}
	return nil
}

// read reads a column.
func read(c *hiveserver.TColumn) (values, error) {
	switch {
	case c.StringVal != nil:
		return values{len(c.StringVal.Values), c.StringVal.Nulls, func(i int) driver.Value { return c.StringVal.Values[i] }}, nil
	case c.I64Val != nil:
		return values{len(c.I64Val.Values), c.I64Val.Nulls, func(i int) driver.Value { return c.I64Val.Values[i] }}, nil
	case c.I32Val != nil:
		return values{len(c.I32Val.Values), c.I32Val.Nulls, func(i int) driver.Value { return int64(c.I32Val.Values[i]) }}, nil
	case c.BoolVal != nil:
		return values{len(c.BoolVal.Values), c.BoolVal.Nulls, func(i int) driver.Value { return c.BoolVal.Values[i] }}, nil
	}
	return values{}, errors.New("the server answers with a column of neither text, whole numbers nor true and false")
}

// Close lets the server forget the answer.
func (r *rows) Close() error {
	defer r.release()
	return r.end()
}

func (r *rows) end() error {
	if r.conn.broken {
		return nil
	}
	closed, err := r.conn.client.CloseOperation(context.Background(), &hiveserver.TCloseOperationReq{OperationHandle: r.operation})
	return r.conn.said(closed, err)
}

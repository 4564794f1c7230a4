package servers

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
)

// Answer is what an engine answers, or its error.
type Answer struct {
	Cells *engine.Cells
	Err   error
}

// Answered asks in the background.
func Answered(ctx context.Context, e engine.Engine, q engine.Query) chan Answer {
	done := make(chan Answer, 1)
	go func() {
		c, err := e.Cells(ctx, q)
		done <- Answer{c, err}
	}()
	return done
}

// Failed waits for an error, which comes without an answer and without the password.
func Failed(t testing.TB, done chan Answer) error {
	t.Helper()
	select {
	case a := <-done:
		switch {
		case a.Err == nil:
			t.Error("there is an answer")
		case a.Cells != nil:
			t.Errorf("an error comes with %d cells: %v", a.Cells.Len(), a.Err)
		case strings.Contains(a.Err.Error(), Password):
			t.Error(a.Err)
		}
		return a.Err
	case <-time.After(time.Minute):
		t.Fatal("there is neither an answer nor an error after a minute")
	}
	return nil
}

// WholeOrFailed waits for an answer that is as it should be, or for an error.
func WholeOrFailed(t testing.TB, done chan Answer, want *engine.Cells) {
	t.Helper()
	a := <-done
	if a.Err != nil {
		done <- a
		Failed(t, done)
		return
	}
	for _, d := range Differ(a.Cells, want) {
		t.Error(d)
	}
}

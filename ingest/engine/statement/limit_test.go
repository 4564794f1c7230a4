package statement

import (
	"context"
	"math"
	"testing"
	"time"
)

func TestServerEndsAQuestionAfterItsClient(t *testing.T) {
	if s, ok := ServerLimit(t.Context()); ok {
		t.Errorf("without a deadline the server has %d seconds", s)
	}
	for _, d := range []time.Duration{1000 * time.Hour, math.MaxInt64} {
		ctx, stop := context.WithTimeout(t.Context(), d)
		if s, ok := ServerLimit(ctx); ok || s != 0 {
			t.Errorf("with %v left the server has %d seconds", d, s)
		}
		stop()
	}
	for _, d := range []time.Duration{-time.Hour, 0, time.Millisecond, time.Second, 1500 * time.Millisecond, time.Hour, longest} {
		ctx, stop := context.WithDeadline(t.Context(), time.Now().Add(d))
		s, ok := ServerLimit(ctx)
		deadline, _ := ctx.Deadline()
		if server := time.Now().Add(time.Duration(s) * time.Second); !ok || s < 1 || server.Sub(deadline) < grace {
			t.Errorf("with %v left the server has %d seconds", d, s)
		}
		if most := (max(d, 0) + grace).Seconds() + 1; float64(s) > most {
			t.Errorf("with %v left the server has %d seconds, more than %v", d, s, most)
		}
		stop()
	}
}

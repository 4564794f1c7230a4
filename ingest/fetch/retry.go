package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/time/rate"
)

// do makes a call within the server's limits, and again after a wait where the network or the server fails.
func (c *Client) do(ctx context.Context, at place, call Call, since condition) (*response, error) {
	limits := c.options.Limits
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval, wait.MaxInterval, wait.Multiplier = limits.FirstWait, limits.LongestWait, 2
	wait.Reset()
	for try := 1; ; try++ {
		if err := c.turn(ctx, at); err != nil {
			return nil, err
		}
		r, err := c.attempt(ctx, call, at.accept, since)
		var again *temporary
		if !errors.As(err, &again) {
			return r, err
		}
		if try >= limits.Attempts {
			if try > 1 {
				return nil, fmt.Errorf("tried %d times: %w", try, again)
			}
			return nil, again
		}
		d := max(min(wait.NextBackOff(), limits.LongestWait), again.after)
		if d > limits.LongestWait {
			return nil, call.problem(fmt.Sprintf("the server asks to wait %s before the next call", d.Round(time.Second)), "fetch it again then; parts that are there are kept")
		}
		if err := c.options.Sleep(ctx, d); err != nil {
			return nil, err
		}
	}
}

// turn waits until the server may be called.
func (c *Client) turn(ctx context.Context, at place) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	now := c.options.Now()
	c.mu.Lock()
	key := at.base.Host
	limiter := c.limiters[key]
	if limiter == nil {
		limiter = rate.NewLimiter(c.usual(at), 1)
		c.limiters[key] = limiter
	}
	d := limiter.ReserveN(now, 1).DelayFrom(now)
	c.mu.Unlock()
	if d <= 0 {
		return nil
	}
	return c.options.Sleep(ctx, d)
}

// pace keeps the calls of a host to what its server says. Limits of the client's own stay.
func (c *Client) pace(at place, calls int, window time.Duration) {
	if c.options.Limits.Calls > 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.limiters[at.base.Host]; l != nil {
		l.SetLimitAt(c.options.Now(), every(calls, window))
	}
}

// usual is the pace before the server has said anything. Kolada and Skolverket never do; other clients make four or five calls a second.
func (c *Client) usual(at place) rate.Limit {
	calls, window := c.options.Limits.Calls, c.options.Limits.Window
	if calls <= 0 && at.calls > 0 {
		calls, window = at.calls, time.Second
	}
	return every(calls, window)
}

// every returns the rate of calls that are spread evenly over the window: a burst at the end of one and the start of the next would be twice
// what the server allows. Where nobody says, it is ten in ten seconds, the commonest of small installations.
func every(calls int, window time.Duration) rate.Limit {
	if calls <= 0 || window <= 0 {
		calls, window = 10, 10*time.Second
	}
	return rate.Every(window / time.Duration(calls))
}

// retryAfter reads how long a server asks to wait, in seconds or as a date; 0 where it does not say.
func retryAfter(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if n, err := strconv.Atoi(text); err == nil {
		return time.Duration(min(max(n, 0), 1_000_000)) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}

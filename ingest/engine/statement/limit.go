package statement

import (
	"context"
	"time"
)

// grace is how much later than the client a server ends a question. Were it at the same moment, chance would say which of the two the user is told of: that the time is over,
// or that the server cancelled something.
const grace = 5 * time.Second

// longest is what a server is told at most. PostgreSQL's statement_timeout holds 2^31-1 milliseconds, 24.8 days.
const longest = 24 * 24 * time.Hour

// ServerLimit returns for how many whole seconds a server may be at a question of this context, and false where it has no deadline or one that is weeks away. At the
// deadline the client ends the question; the server does so by itself a little later, for a client that is gone cannot.
func ServerLimit(ctx context.Context) (seconds int64, ok bool) {
	deadline, ok := ctx.Deadline()
	left := max(0, time.Until(deadline))
	if !ok || left > longest {
		return 0, false
	}
	return int64((left + grace + time.Second - 1) / time.Second), true
}

package fetch

import (
	"context"
	"fmt"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

// checkParts asks for every part again, on the condition that it has changed where the server gave something to tell by. A server that heeds no
// conditions sends the part, which is then compared.
func (c *Client) checkParts(ctx context.Context, at place, old snapshot.Snapshot) (newer bool, upstream string, err error) {
	for _, p := range old.Parts {
		call := Call{Method: p.Method, URL: p.URL, Body: p.Body}
		if err := at.holds(call); err != nil {
			return false, "", err
		}
		r, err := c.do(ctx, at, call, condition{p.ETag, p.LastModified})
		if err != nil {
			return false, "", err
		}
		if r.unchanged || sum(r.body) == p.SHA256 {
			continue
		}
		upstream := fmt.Sprintf("%s has changed since %s", p.URL, p.Retrieved.Format("2006-01-02"))
		if r.lastModified != "" {
			upstream += ", on " + shown(r.lastModified)
		}
		return true, upstream, nil
	}
	return false, "unchanged", nil
}

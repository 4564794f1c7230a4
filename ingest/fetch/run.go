package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// Fetch runs the plan of a query into the folder dir/<ID> and returns its description. The parts are staged beside it, in dir/.<ID>.partial: a
// fetch of the same plan that failed or was stopped goes on with the parts that are missing. The folder is exchanged when every part is there;
// until then, and if anything fails, the earlier snapshot stays.
func (c *Client) Fetch(ctx context.Context, q Query, dir string) (snapshot.Snapshot, error) {
	if q.ID == "" {
		return snapshot.Snapshot{}, q.problem("the query has no id to name its folder", "give it one")
	}
	s, err := q.source()
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	st, err := openStage(dir, q.ID)
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	defer st.close()
	p, err := c.Plan(ctx, q)
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	if err := st.begin(p, c.options.Now()); err != nil {
		return snapshot.Snapshot{}, err
	}
	r := &run{c: c, at: s.address(), plan: p, stage: st, total: len(p.Calls), has: map[string]bool{}}
	for i, call := range p.Calls {
		if err := r.call(ctx, call, fmt.Sprintf("%05d", i+1), 1); err != nil {
			return snapshot.Snapshot{}, err
		}
	}
	out, err := r.snapshot()
	if err != nil {
		return snapshot.Snapshot{}, err
	}
	return out, st.finish(out)
}

// run is a fetch under way.
type run struct {
	c     *Client
	at    place
	plan  Plan
	stage *stage

	done, total int
	parts       []snapshot.Part
	updated     []string // what the answers say, each once
	source      string   // what they say
	notes       []string
	has         map[string]bool
}

// call fetches one call of the plan, in parts where the server says that it is too large, and the pages that follow it.
func (r *run) call(ctx context.Context, call Call, name string, page int) error {
	asked := call
	if r.stage.fallback && call.other != "" {
		asked.Body = call.other
	}
	if limit := r.stage.limit; limit > 0 && call.Cells > limit && !r.stage.has(asked) {
		if cut, err := r.cut(ctx, call, name); cut || err != nil {
			return err
		}
	}
	file := name + ".json"
	if page > 1 {
		file = fmt.Sprintf("%s-%04d.json", name, page)
	}
	got, err := r.part(ctx, asked, file)
	// A server that does not know the format refuses the first call; one that knew it for a part knows it for all.
	if refusal, ok := errors.AsType[*refused](err); ok && call.other != "" && asked.Body != call.other && len(r.parts) == 0 && unknownFormat(refusal.status) && !tooMany(call, err) {
		other := asked
		other.Body = call.other
		if second, again := r.part(ctx, other, file); again == nil || tooMany(call, again) {
			r.stage.fallback = true
			asked, got, err = other, second, again
		}
	}
	if tooMany(call, err) {
		if limit := call.Cells / 2; r.stage.limit == 0 || limit < r.stage.limit {
			r.stage.limit = limit
		}
		if cut, cutErr := r.cut(ctx, call, name); cut || cutErr != nil {
			return cutErr
		}
	}
	if refusal, ok := errors.AsType[*refused](err); ok && call.absent != "" && refusal.status == http.StatusNotFound {
		r.note(call.absent)
		r.step()
		return nil
	}
	if err != nil {
		return err
	}
	a, err := asked.verify(asked, r.format(), got.text)
	if err != nil {
		return err
	}
	if n := len(r.parts); page > 1 && r.parts[n-1].SHA256 == got.SHA256 {
		return asked.problem("the server answered with the page before it again", "fetch it again later")
	}
	if !got.staged {
		if err := r.stage.keep(asked, got.Part, got.text); err != nil {
			return err
		}
	}
	r.take(got.Part, a)
	if a.next == nil {
		return nil
	}
	if len(r.parts) >= r.c.options.Limits.Parts {
		return asked.problem(fmt.Sprintf("the answers lead on after %d calls, the most that are made for one query", len(r.parts)), "select less")
	}
	r.total++
	return r.call(ctx, *a.next, name, page+1)
}

// take adds a part and what its answer says.
func (r *run) take(part snapshot.Part, a answer) {
	r.parts = append(r.parts, part)
	if len(r.updated) == 0 || a.updated != r.updated[len(r.updated)-1] {
		r.updated = append(r.updated, a.updated)
	}
	if r.source == "" {
		r.source = a.source
	}
	for _, n := range a.notes {
		r.note(n)
	}
	for _, h := range a.has {
		r.has[h] = true
	}
	r.step()
}

// format is the ID of the format that reads the answers.
func (r *run) format() string {
	if r.stage.fallback {
		return r.plan.fallback
	}
	return r.plan.Format
}

// cut fetches a call in two halves, and reports false where it is one cell.
func (r *run) cut(ctx context.Context, call Call, name string) (bool, error) {
	if call.halves == nil {
		return false, nil
	}
	first, second, ok := call.halves()
	if !ok {
		return false, nil
	}
	r.total++
	if err := r.call(ctx, first, name+"a", 1); err != nil {
		return true, err
	}
	return true, r.call(ctx, second, name+"b", 1)
}

// got is an answer, from the stage or the network.
type got struct {
	snapshot.Part
	text   []byte
	staged bool
}

// part returns the answer to a call, from the stage if it is there.
func (r *run) part(ctx context.Context, call Call, file string) (got, error) {
	if part, text, ok := r.stage.kept(call); ok {
		return got{part, text, true}, nil
	}
	resp, err := r.c.do(ctx, r.at, call, condition{})
	if err != nil {
		return got{}, err
	}
	return got{snapshot.Part{File: file, Method: call.Method, URL: call.URL, Body: call.Body, Status: resp.status, ContentType: resp.contentType,
		ETag: resp.etag, LastModified: resp.lastModified, Retrieved: resp.at, SHA256: sum(resp.body), Bytes: int64(len(resp.body))}, resp.body, false}, nil
}

func (r *run) step() {
	r.done++
	if r.c.options.Progress != nil {
		r.c.options.Progress(r.done, r.total)
	}
}

func (r *run) note(text string) {
	for _, n := range r.notes {
		if n == text {
			return
		}
	}
	r.notes = append(r.notes, text)
}

// snapshot describes the parts. Parts of two editions of a table do not belong together: what is there is thrown away, to begin anew.
func (r *run) snapshot() (snapshot.Snapshot, error) {
	p := r.plan
	if len(r.updated) > 1 {
		if err := r.stage.discard(); err != nil {
			return snapshot.Snapshot{}, err
		}
		return snapshot.Snapshot{}, indicators.Problem{File: "fetch " + p.ID, What: fmt.Sprintf("the publisher changed the table while it was being fetched: some parts are of %s and some of %s", r.updated[0], r.updated[1]), Remedy: "fetch it again"}
	}
	if len(r.parts) == 0 {
		return snapshot.Snapshot{}, indicators.Problem{File: "fetch " + p.ID, What: "the server has nothing of what was asked for: " + strings.Join(r.notes, "; "), Remedy: "select something else"}
	}
	for _, n := range r.lacking() {
		r.note(n)
	}
	out := snapshot.Snapshot{Version: 1, ID: p.ID, API: p.API, Table: p.Table, Title: p.Title, Format: r.format(), Source: p.Source, Licence: p.Licence,
		Updated: p.Updated, Query: p.Query, Parts: r.parts, Notes: append(append([]string(nil), p.Notes...), r.notes...)}
	if out.Source == "" && r.source != "" {
		out.Source = "Källa: " + r.source
	}
	if out.Updated == "" && len(r.updated) > 0 {
		out.Updated = r.updated[0]
	}
	return out, nil
}

// lacking says what was asked for that no answer has. Ids that a server does not know and ids without figures are alike to it.
func (r *run) lacking() []string {
	const most = 20
	var kinds []string
	missing := map[string][]string{}
	for _, e := range r.plan.expects {
		if r.has[e] {
			continue
		}
		kind, id, _ := strings.Cut(e, " ")
		if missing[kind] == nil {
			kinds = append(kinds, kind)
		}
		missing[kind] = append(missing[kind], id)
	}
	var out []string
	for _, kind := range kinds {
		ids, more := missing[kind], ""
		if len(ids) > most {
			ids, more = ids[:most], fmt.Sprintf(" and %d more", len(ids)-most)
		}
		out = append(out, "the answers have nothing of "+kind+" "+strings.Join(ids, ", ")+more)
	}
	return out
}

// tooMany tells whether a server refuses a call because it asks for too many cells.
func tooMany(call Call, err error) bool {
	r, ok := errors.AsType[*refused](err)
	if !ok || call.halves == nil {
		return false
	}
	switch r.status {
	case http.StatusRequestEntityTooLarge:
		return true
	case http.StatusForbidden:
		return call.many403 || strings.Contains(strings.ToLower(r.problem), "too many")
	case http.StatusBadRequest:
		return strings.Contains(strings.ToLower(r.problem), "too many")
	}
	return false
}

// unknownFormat tells whether a status may mean that the server does not know the format of the answer.
func unknownFormat(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusNotFound, http.StatusNotAcceptable, http.StatusUnsupportedMediaType, http.StatusNotImplemented:
		return true
	}
	return false
}

// Package fetch brings tables and series of open interfaces into snapshots: PxWebApi 2, PxWeb API 1, Kolada and Skolverket.
//
// A [Query] says what is wanted. [Client.Plan] reads the metadata that it needs and returns the calls, each within the limits of the server;
// [Client.Fetch] runs them into a folder that package snapshot describes. The answers are kept as they came: formats read them later, without
// the network.
//
//  1. The selection is expanded against the metadata, so that a misspelt dimension, value or code list is told before any data is asked for,
//     and so that the number of cells is known.
//  2. What is over the server's limit is cut along its longest dimensions. The parts hold every cell once.
//  3. Calls are spaced as the server asks, and repeated after a wait when the network or the server fails, never when the server refuses.
//  4. An answer is checked: it is JSON, whole, and about what was asked.
//  5. Parts are staged beside the snapshot. A fetch that fails or is stopped goes on where it was; the earlier snapshot stays until the new one is
//     whole.
//
// Only the hosts that are built in or that a query names are called, over TLS (a loopback address may do without), and no answer leads
// elsewhere: redirects stay on their host, and addresses in answers are not followed.
package fetch

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// Query is what is wanted of an interface. It is plain data, as a study writes it.
type Query struct {
	ID       string // names the folder of the snapshot
	API      string // scb, pxweb2, pxweb, kolada or skolverket
	Base     string // address of the interface; the built-in one where empty
	Table    string // PxWeb: the table's id, or its path in version 1; Skolverket: statistics (where empty) or school-units
	Language string // sv where empty
	// Select says which values of which dimension: codes, masks with * and ?, top(n), bottom(n), from(x), to(x), range(a,b).
	Select    map[string][]string
	Codelists map[string]string // dimension → code list of PxWeb
}

// Client calls open interfaces. It is safe for use by several goroutines, and keeps the limits of every server over all queries.
type Client struct {
	options Options
	http    *http.Client

	mu       sync.Mutex
	limiters map[string]*rate.Limiter // by base
	configs  map[string]config        // by base and language
}

// Options say how a client behaves. The zero value is what the command uses.
type Options struct {
	UserAgent string // who calls; a name of the program where empty
	Limits    Limits
	// Progress is called after each part with how many of the parts known so far are there. The total grows when a part is cut or has more pages.
	Progress func(done, total int)
	// Proxy returns the proxy of a call; that of the environment (HTTPS_PROXY, NO_PROXY …) where nil.
	Proxy func(*http.Request) (*url.URL, error)
	// RootCAs are the authorities that servers' certificates are checked against; the system's where nil.
	RootCAs *x509.CertPool
	Now     func() time.Time                           // time.Now where nil
	Sleep   func(context.Context, time.Duration) error // waits where nil
}

// Limits bound what a client does. What is zero is the default; Cells, Calls and Window then are what the server says.
type Limits struct {
	Cells       int           // most cells of one call
	Calls       int           // most calls in a window
	Window      time.Duration // length of the window
	Parts       int           // most calls for the data of one query; default 10,000
	Body        int64         // most bytes of an answer, decompressed; default 256 MiB
	Attempts    int           // most tries of a call; default 6
	Attempt     time.Duration // longest try; default 5 minutes
	Quiet       time.Duration // over this long at least Trickle bytes must come; default 30 seconds
	Trickle     int64         // default 1,000
	FirstWait   time.Duration // before the second try, about; default 1 second
	LongestWait time.Duration // between tries, also where the server asks for longer; default 5 minutes
	Segment     int           // most ids of one segment of Kolada's addresses; default 25
	Page        int           // most rows of one page; default 5,000 of Kolada, 50 of Skolverket
}

const megabyte = 1 << 20

func (l Limits) withDefaults() Limits {
	set := func(p *int, n int) {
		if *p <= 0 {
			*p = n
		}
	}
	wait := func(p *time.Duration, d time.Duration) {
		if *p <= 0 {
			*p = d
		}
	}
	set(&l.Parts, 10_000)
	set(&l.Attempts, 6)
	set(&l.Segment, 25)
	wait(&l.Attempt, 5*time.Minute)
	wait(&l.Quiet, 30*time.Second)
	wait(&l.FirstWait, time.Second)
	wait(&l.LongestWait, 5*time.Minute)
	if l.Body <= 0 {
		l.Body = 256 * megabyte
	}
	if l.Trickle <= 0 {
		l.Trickle = 1000
	}
	return l
}

// New returns a client.
func New(o Options) *Client {
	o.Limits = o.Limits.withDefaults()
	if o.UserAgent == "" {
		o.UserAgent = "jamlik (+https://github.com/jamlik/jamlik)"
	}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return &Client{options: o, http: newHTTP(o), limiters: map[string]*rate.Limiter{}, configs: map[string]config{}}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Canonical returns the query as a snapshot keeps it: with the defaults filled in, and without the ID, which only names the folder. Two
// queries that ask for the same have the same text.
func (q Query) Canonical() (json.RawMessage, error) {
	s, err := q.source()
	if err != nil {
		return nil, err
	}
	b := s.address()
	return json.Marshal(struct {
		API       string              `json:"api"`
		Base      string              `json:"base"`
		Table     string              `json:"table,omitempty"`
		Language  string              `json:"language,omitempty"`
		Select    map[string][]string `json:"select,omitempty"`
		Codelists map[string]string   `json:"codelists,omitempty"`
	}{q.API, b.base.String(), q.Table, b.language, q.Select, q.Codelists})
}

// Answers tells whether a snapshot is of this query.
func (q Query) Answers(s snapshot.Snapshot) bool {
	mine, err := q.Canonical()
	if err != nil {
		return false
	}
	var its bytes.Buffer
	return json.Compact(&its, s.Query) == nil && bytes.Equal(mine, its.Bytes())
}

// source is an interface that a query names.
type source interface {
	// address returns where the interface is.
	address() place
	// outline returns the plan as far as it is known without any call.
	outline() Plan
	// plan reads what it needs and returns the calls.
	plan(context.Context, *Client) (Plan, error)
	// describe returns the dimensions that can be asked for.
	describe(context.Context, *Client) (Description, error)
	// search returns the tables, or what an interface without tables has, that a text finds.
	search(ctx context.Context, c *Client, text string) ([]Table, error)
	// check tells whether the server has something newer than a snapshot.
	check(context.Context, *Client, snapshot.Snapshot) (newer bool, upstream string, err error)
}

// Plan reads the metadata that a query needs and returns the calls that fetch it. It asks for no data.
func (c *Client) Plan(ctx context.Context, q Query) (Plan, error) {
	s, err := q.source()
	if err != nil {
		return Plan{}, err
	}
	p, err := s.plan(ctx, c)
	if err != nil {
		return Plan{}, err
	}
	if p.Query, err = q.Canonical(); err != nil {
		return Plan{}, err
	}
	p.ID, p.API, p.Language = q.ID, q.API, s.address().language
	p.Base = s.address().base.String()
	for _, call := range p.Calls {
		p.Cells += call.Cells
	}
	if n := c.options.Limits.Parts; len(p.Calls) > n {
		return Plan{}, indicators.Problem{File: q.name(), What: fmt.Sprintf("the query would take %d calls, more than the %d that are made for one", len(p.Calls), n), Remedy: "select less, or fetch it in several"}
	}
	return p, nil
}

// Outline returns what a plan would be as far as it is known without any call: the metadata that would be read, and the calls for data with
// the selection as it is written. Notes say what only the metadata can tell.
func (c *Client) Outline(q Query) (Plan, error) {
	s, err := q.source()
	if err != nil {
		return Plan{}, err
	}
	p := s.outline()
	if p.Query, err = q.Canonical(); err != nil {
		return Plan{}, err
	}
	p.ID, p.API, p.Language = q.ID, q.API, s.address().language
	p.Base = s.address().base.String()
	return p, nil
}

// Metadata returns the dimensions, values, code lists and limits of what a query names. Its selection is not used, but by interfaces without
// tables.
func (c *Client) Metadata(ctx context.Context, q Query) (Description, error) {
	s, err := q.source()
	if err != nil {
		return Description{}, err
	}
	return s.describe(ctx, c)
}

// Search returns the tables of an interface whose names hold a text, at most a few hundred. Kolada has indicators in the place of tables.
// Skolverket has the school units of a municipality, whose code is the text.
func (c *Client) Search(ctx context.Context, q Query, text string) ([]Table, error) {
	s, err := q.source()
	if err != nil {
		return nil, err
	}
	return s.search(ctx, c, text)
}

// Check asks the server whether it has something newer than a snapshot, with as few calls as the interface allows. Upstream says what the
// server has now.
func (c *Client) Check(ctx context.Context, s snapshot.Snapshot) (newer bool, upstream string, err error) {
	q, err := queryOf(s)
	if err != nil {
		return false, "", err
	}
	from, err := q.source()
	if err != nil {
		return false, "", err
	}
	return from.check(ctx, c, s)
}

// queryOf returns the query that a snapshot answers.
func queryOf(s snapshot.Snapshot) (Query, error) {
	q := Query{ID: s.ID}
	if err := json.Unmarshal(s.Query, &q); err != nil {
		return Query{}, indicators.Problem{File: s.ID + "/" + snapshot.FileName, What: "the query of the snapshot cannot be read: " + err.Error(), Remedy: "fetch it again"}
	}
	return q, nil
}

// name is what messages call a query.
func (q Query) name() string {
	if q.ID != "" {
		return "fetch " + q.ID
	}
	return "fetch"
}

func (q Query) problem(what, remedy string) indicators.Problem {
	return indicators.Problem{File: q.name(), What: what, Remedy: remedy}
}

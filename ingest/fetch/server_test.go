package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a time that passes only by sleeping, so that no test waits.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2026, 6, 8, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return nil
}

// dimension is one of the test table.
type dimension struct {
	code, role string
	codes      []string
	eliminate  bool
	codelists  map[string][]string
}

// table is a table of the servers of the tests. The value of a cell is a number made of its codes.
type table struct {
	id, label, updated string
	dimensions         []dimension
}

// population is a table with what tests need: codes with commas, brackets and Swedish letters, a dimension that can be left out, code lists.
func population() *table {
	return &table{id: "TAB1", label: "Folkmängd", updated: "2026-06-08T06:00:00Z", dimensions: []dimension{
		{code: "Region", role: "geo", codes: []string{"00", "1490", "1490C1300_DeSO2025", "1490C1310_DeSO2025", "0114"}, eliminate: true,
			codelists: map[string][]string{"vs_DeSO2025": {"1490C1300_DeSO2025", "1490C1310_DeSO2025"}, "agg_Län": {"01", "14"}}},
		{code: "Ålder", codes: []string{"0-4", "5,9", "top(2)", "85+", "tot"}},
		{code: "Kon", codes: []string{"1", "2"}, eliminate: true},
		{code: "ContentsCode", role: "metric", codes: []string{"000007Y7"}},
		{code: "Tid", role: "time", codes: []string{"2020", "2021", "2022", "2023", "2024", "2025"}},
	}}
}

// server speaks the protocols over the loopback.
type server struct {
	*httptest.Server
	table *table
	cells int // most of one call
	calls int // maxCallsPerTimeWindow
	// secret is a lower limit than the one that the server tells.
	secret int
	old    bool // PxWeb 1 without JSON-stat 2 and without a configuration
	// fault may answer in the place of the server. It gets the number of the call, from 1.
	fault func(w http.ResponseWriter, r *http.Request, n int) bool

	mu       sync.Mutex
	requests []string // method and address
	bodies   []string
	headers  []http.Header
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := new(strings.Builder)
	if r.Body != nil {
		b := make([]byte, 1<<20)
		for {
			n, err := r.Body.Read(b)
			body.Write(b[:n])
			if err != nil {
				break
			}
		}
	}
	s.mu.Lock()
	s.requests = append(s.requests, r.Method+" "+r.URL.String())
	s.bodies = append(s.bodies, body.String())
	s.headers = append(s.headers, r.Header.Clone())
	n := len(s.requests)
	s.mu.Unlock()
	if s.fault != nil && s.fault(w, r, n) {
		return
	}
	s.answer(w, r, body.String())
}

// asked returns the requests so far and forgets them.
func (s *server) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.requests
	s.requests, s.bodies, s.headers = nil, nil, nil
	return out
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	json.NewEncoder(w).Encode(v)
}

func refuse(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"type": "Parameter error", "title": title, "status": status})
}

func (s *server) answer(w http.ResponseWriter, r *http.Request, body string) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/v1/"):
		s.answer1(w, r, body)
		return
	case strings.HasPrefix(r.URL.Path, "/v3/"):
		s.answerKolada(w, r)
		return
	case strings.HasPrefix(r.URL.Path, "/planned-educations/"):
		s.answerSkolverket(w, r)
		return
	}
	path := strings.TrimPrefix(r.URL.Path, "/api/v2")
	t := s.table
	switch {
	case path == "/config":
		write(w, map[string]any{"apiVersion": "2.2.0", "maxDataCells": s.cells, "maxCallsPerTimeWindow": s.calls, "timeWindow": 1,
			"license": "https://creativecommons.org/share-your-work/public-domain/cc0/", "defaultDataFormat": "json-stat2", "dataFormats": []string{"json-stat2", "csv"},
			"sourceReferences": []map[string]string{{"language": "en", "text": "Source: Statistics Sweden"}, {"language": "sv", "text": "Källa: SCB"}}})
	case path == "/tables/"+t.id+"/metadata":
		write(w, t.cube(nil, nil))
	case path == "/tables":
		number, _ := strconv.Atoi(r.URL.Query().Get("pageNumber"))
		write(w, map[string]any{"tables": []map[string]any{{"id": fmt.Sprintf("TAB%d", number), "label": t.label + " " + r.URL.Query().Get("query"), "updated": t.updated, "firstPeriod": "2020", "lastPeriod": "2025"}},
			"page": map[string]int{"pageNumber": number, "totalPages": 2}})
	case strings.HasPrefix(path, "/codelists/"):
		id := strings.TrimPrefix(path, "/codelists/")
		for _, d := range t.dimensions {
			if codes := d.codelists[id]; codes != nil {
				var values []map[string]any
				for _, c := range codes {
					values = append(values, map[string]any{"code": c, "label": c, "valueMap": []string{"x"}})
				}
				write(w, map[string]any{"id": id, "type": "Valueset", "values": values})
				return
			}
		}
		refuse(w, 404, "Non-existent codelist")
	case path == "/tables/"+t.id+"/data":
		var q struct {
			Selection []struct {
				VariableCode, Codelist, OutputValues string
				ValueCodes                           []string
			}
		}
		if err := json.Unmarshal([]byte(body), &q); err != nil || r.Method != "POST" || r.URL.Query().Get("outputFormat") != "json-stat2" {
			refuse(w, 400, "Bad request")
			return
		}
		selected, lists := map[string][]string{}, map[string]string{}
		for _, v := range q.Selection {
			selected[v.VariableCode], lists[v.VariableCode] = v.ValueCodes, v.Codelist
			if strings.HasPrefix(v.Codelist, "agg_") && v.OutputValues != "aggregated" {
				refuse(w, 400, "Illegal selection")
				return
			}
		}
		total := 1
		for _, d := range t.dimensions {
			known := d.codes
			if l := lists[d.code]; l != "" {
				known = d.codelists[l]
			}
			for _, c := range selected[d.code] {
				if !slices.Contains(known, c) {
					refuse(w, 400, "Non-existent value")
					return
				}
			}
			if selected[d.code] == nil && !d.eliminate {
				refuse(w, 400, "Missing selection for mandantory variable")
				return
			}
			total *= max(len(selected[d.code]), 1)
		}
		limit := s.cells
		if s.secret > 0 {
			limit = s.secret
		}
		if total > limit {
			refuse(w, 400, "Too many cells selected")
			return
		}
		write(w, t.cube(selected, lists))
	default:
		refuse(w, 404, "Non-existent table")
	}
}

// cube returns JSON-stat of a selection, or the metadata without one.
func (t *table) cube(selected map[string][]string, lists map[string]string) map[string]any {
	ids, sizes, dims := []string{}, []int{}, map[string]any{}
	var sets [][]string
	role := map[string][]string{}
	for _, d := range t.dimensions {
		codes := d.codes
		if selected != nil {
			if codes = nil; selected[d.code] == nil {
				continue
			}
			known := d.codes
			if l := lists[d.code]; l != "" {
				known = d.codelists[l]
			}
			for _, c := range known { // the server answers in its own order
				if slices.Contains(selected[d.code], c) {
					codes = append(codes, c)
				}
			}
		}
		index, label := map[string]int{}, map[string]string{}
		for i, c := range codes {
			index[c], label[c] = i, "namn "+c
		}
		extension := map[string]any{"elimination": d.eliminate}
		var cl []map[string]string
		for id := range d.codelists {
			cl = append(cl, map[string]string{"id": id, "label": id, "type": "Valueset"})
		}
		slices.SortFunc(cl, func(a, b map[string]string) int { return strings.Compare(a["id"], b["id"]) })
		extension["codelists"] = cl
		category := map[string]any{"index": index, "label": label}
		if d.role == "metric" {
			category["unit"] = map[string]any{codes[0]: map[string]any{"base": "antal", "decimals": 0}}
		}
		dims[d.code] = map[string]any{"label": strings.ToLower(d.code), "category": category, "extension": extension}
		ids, sizes, sets = append(ids, d.code), append(sizes, len(codes)), append(sets, codes)
		if d.role != "" {
			role[d.role] = append(role[d.role], d.code)
		}
	}
	values := []uint64{}
	if selected != nil {
		for _, key := range products(sets) {
			h := fnv.New64a()
			h.Write([]byte(key))
			values = append(values, h.Sum64()>>12) // whole as a float64
		}
	}
	return map[string]any{"version": "2.0", "class": "dataset", "label": t.label, "source": "SCB", "updated": t.updated, "role": role, "id": ids, "size": sizes, "dimension": dims, "value": values}
}

// products returns the keys of all cells, in row-major order.
func products(sets [][]string) []string {
	out := []string{""}
	for _, s := range sets {
		var next []string
		for _, o := range out {
			for _, c := range s {
				next = append(next, o+"|"+c)
			}
		}
		out = next
	}
	return out
}

// newServer starts a server of the population table, and returns with it a query of that table and a client that never waits.
func newServer(t *testing.T) (*server, Query, *Client, *clock) {
	t.Helper()
	s := &server{table: population(), cells: 1000, calls: 30}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	c := newClock()
	q := Query{ID: "folk", API: "pxweb2", Base: s.URL + "/api/v2", Table: "TAB1", Select: map[string][]string{
		"Region": {"1490*"}, "Ålder": {"*"}, "ContentsCode": {"*"}, "Tid": {"top(3)"}}}
	return s, q, New(Options{Now: c.Now, Sleep: c.Sleep, Proxy: noProxy}), c
}

func noProxy(*http.Request) (*url.URL, error) { return nil, nil }

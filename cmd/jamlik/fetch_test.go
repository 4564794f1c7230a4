package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// statistics is a PxWebApi 2 with one table: inhabitants by area and sex, the value being the year's last two digits times the area's and the sex's.
type statistics struct {
	*httptest.Server
	mu      sync.Mutex
	updated string
	refuses bool // what is asked for
	asked   []string
}

var statisticsDimensions = []struct {
	code, role string
	values     []string
}{
	{"Region", "geo", []string{"00", "0114", "0114A0010_DeSO2025", "0114A0020_DeSO2025"}},
	{"Kon", "", []string{"1", "2"}},
	{"ContentsCode", "metric", []string{"00000X"}},
	{"Tid", "time", []string{"2023", "2024", "2025"}},
}

func (s *statistics) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Method+" "+r.URL.Path)
	w.Header().Set("Content-Type", "application/json")
	if s.refuses {
		w.WriteHeader(http.StatusBadRequest)
		json.NewEncoder(w).Encode(map[string]any{"title": "Non-existent table", "status": 400})
		return
	}
	var answer any
	switch path := strings.TrimPrefix(r.URL.Path, "/api/v2"); path {
	case "/config":
		answer = map[string]any{"apiVersion": "2.2.0", "maxDataCells": 1000, "maxCallsPerTimeWindow": 100, "timeWindow": 1, "license": "https://creativecommons.org/publicdomain/zero/1.0/",
			"sourceReferences": []any{map[string]string{"language": "sv", "text": "Källa: Statistik"}}, "dataFormats": []string{"json-stat2"}}
	case "/tables":
		answer = map[string]any{"tables": []any{map[string]any{"id": "TAB1", "label": "Folkmängd. År 2023-2025", "updated": s.updated, "firstPeriod": "2023", "lastPeriod": "2025"}},
			"page": map[string]int{"pageNumber": 1, "pageSize": 100, "totalElements": 1, "totalPages": 1}}
	case "/tables/TAB1":
		answer = map[string]any{"id": "TAB1", "label": "Folkmängd. År 2023-2025", "updated": s.updated, "firstPeriod": "2023", "lastPeriod": "2025"}
	case "/tables/TAB1/metadata":
		answer = s.cube(nil)
	case "/tables/TAB1/data":
		var q struct {
			Selection []struct {
				VariableCode string   `json:"variableCode"`
				ValueCodes   []string `json:"valueCodes"`
			} `json:"selection"`
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		chosen := map[string][]string{}
		for _, sel := range q.Selection {
			chosen[sel.VariableCode] = sel.ValueCodes
		}
		answer = s.cube(chosen)
	default:
		http.NotFound(w, r)
		return
	}
	json.NewEncoder(w).Encode(answer)
}

// cube returns the table's metadata, and its data where values are chosen.
func (s *statistics) cube(chosen map[string][]string) map[string]any {
	dimension, role := map[string]any{}, map[string]any{}
	var ids []string
	var sizes []int
	cells := []float64{1}
	for _, d := range statisticsDimensions {
		values := d.values
		if chosen != nil {
			values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !slices.Contains(chosen[d.code], v) })
		}
		index := map[string]int{}
		var next []float64
		for i, v := range values {
			index[v] = i
		}
		for _, c := range cells {
			for _, v := range values {
				switch d.code {
				case "Region":
					next = append(next, c*float64(1+slices.Index(d.values, v)))
				case "Kon":
					next = append(next, c*float64(1+slices.Index(d.values, v)))
				case "Tid":
					next = append(next, c*float64(23+slices.Index(d.values, v)))
				default:
					next = append(next, c)
				}
			}
		}
		cells = next
		ids, sizes = append(ids, d.code), append(sizes, len(values))
		dimension[d.code] = map[string]any{"label": d.code, "category": map[string]any{"index": index}, "extension": map[string]any{"elimination": false}}
		if d.role != "" {
			role[d.role] = []string{d.code}
		}
	}
	out := map[string]any{"version": "2.0", "class": "dataset", "label": "Folkmängd", "source": "Statistik", "updated": s.updated, "id": ids, "size": sizes, "dimension": dimension, "role": role,
		"extension": map[string]any{"px": map[string]any{"tableid": "TAB1"}}}
	if chosen != nil {
		out["value"] = cells
	}
	return out
}

// calls returns the requests since it was last asked.
func (s *statistics) calls() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.asked
	s.asked = nil
	return out
}

// exits runs the program, which must exit so, and returns what it printed.
func exits(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if got := run(args, strings.NewReader(""), &out, &errs); got != want {
		t.Fatalf("jamlik %s exits with %d, want %d\n%s%s", strings.Join(args, " "), got, want, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// TestFetchStudy goes the way of an analyst: plan, fetch, check what is newer, and read the snapshot when the network is gone.
func TestFetchStudy(t *testing.T) {
	s := &statistics{updated: "2026-02-20T07:00:00Z"}
	s.Server = httptest.NewServer(s)
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("areas.csv", "code,name,level,version,parent\n0114,Liten stad,city,2025,\nD1,Norr,district,2025,0114\nD2,Söder,district,2025,0114\n")
	write("study.yaml", fmt.Sprintf(`id: small
title: {sv: Liten stad}
date: 2026-11-20
city: 0114
version: 2025
areas: [{file: areas.csv}]
themes: [{id: people, name: {sv: Människor}}]
sources: [{id: agency, publisher: {sv: Myndigheten}}]
indicators:
  - {id: population, name: {sv: Folkmängd}, theme: people, kind: count, better: none, source: agency}
fetch:
  - id: people
    api: pxweb2
    base: %s/api/v2
    table: TAB1
    select: {Region: ["0114"], Kon: ["*"], ContentsCode: [00000X], Tid: [from(2024)]}
data:
  - fetch: people
    source: agency
    constant: {indicator: population}
    groups: {sex: Kon}
    recode: {Kon: {"1": men, "2": women}}
`, s.URL))

	out, _ := exits(t, 0, "fetch", dir, "--dry-run", "--offline")
	if len(s.calls()) != 0 {
		t.Error("an offline plan made calls")
	}
	if !strings.Contains(out, "/tables/TAB1/data") {
		t.Errorf("the offline plan names no call for data:\n%s", out)
	}
	out, _ = exits(t, 0, "fetch", dir, "--dry-run")
	if !strings.Contains(out, "people: 1 call, 4 cells") || slices.Contains(s.calls(), "POST /api/v2/tables/TAB1/data") {
		t.Errorf("the plan:\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(dir, "snapshots")); err == nil {
		t.Error("a plan wrote something")
	}
	_, errs := exits(t, 1, "check", dir)
	if !strings.Contains(errs, "study.yaml:18: snapshots/people/snapshot.json: there is no snapshot here; fetch it with jamlik fetch") {
		t.Errorf("before fetching: %s", errs)
	}

	out, _ = exits(t, 0, "fetch", dir)
	if !strings.Contains(out, "people  fetched  1") || !slices.Contains(s.calls(), "POST /api/v2/tables/TAB1/data") {
		t.Errorf("fetching printed\n%s", out)
	}
	out, _ = exits(t, 0, "fetch", dir)
	if !strings.Contains(out, "people  current") || slices.Contains(s.calls(), "POST /api/v2/tables/TAB1/data") {
		t.Errorf("what has not changed: printed\n%s", out)
	}
	s.mu.Lock()
	s.updated = "2026-03-01T07:00:00Z"
	s.mu.Unlock()
	_, errs = exits(t, 0, "fetch", dir, "--check")
	if !strings.Contains(errs, "people: the publisher has something newer: 2026-03-01T07:00:00Z, the snapshot is of 2026-02-20T07:00:00Z") {
		t.Errorf("what is newer: %s", errs)
	}
	exits(t, 1, "fetch", dir, "--check", "--strict")
	if out, _ = exits(t, 0, "fetch", dir); !strings.Contains(out, "people  fetched") {
		t.Errorf("what is newer is not fetched:\n%s", out)
	}

	s.mu.Lock()
	s.refuses = true
	s.mu.Unlock()
	_, errs = exits(t, 1, "fetch", dir, "--refresh")
	if !strings.Contains(errs, s.URL) || !strings.Contains(errs, "Non-existent table") {
		t.Errorf("a server that refuses: %s", errs)
	}
	s.Close()
	out, _ = exits(t, 0, "data", "convert", filepath.Join(dir, "snapshots", "people"), filepath.Join(dir, "people.csv"))
	text, err := os.ReadFile(filepath.Join(dir, "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	// 2 for the second region, 1 and 2 for the sexes, 24 and 25 for the years.
	for _, row := range []string{"0114,1,00000X,2024,48", "0114,1,00000X,2025,50", "0114,2,00000X,2024,96", "0114,2,00000X,2025,100"} {
		if !strings.Contains(string(text), row) {
			t.Errorf("no row %s in\n%s%s", row, text, out)
		}
	}
	out, errs = exits(t, 0, "check", dir)
	if !strings.Contains(out, "4 observations") {
		t.Errorf("the study read offline: %s%s", out, errs)
	}
}

func TestFetchTable(t *testing.T) {
	s := &statistics{updated: "2026-02-20T07:00:00Z"}
	s.Server = httptest.NewServer(s)
	defer s.Close()
	base := s.URL + "/api/v2"
	out, _ := exits(t, 0, "fetch", "search", "pxweb2", "folkmängd", "--base", base)
	if !strings.Contains(out, "TAB1  2023–2025  2026-02-20T07:00:00Z  Folkmängd. År 2023-2025") {
		t.Errorf("search:\n%s", out)
	}
	out, _ = exits(t, 0, "fetch", "show", "pxweb2", "TAB1", "--base", base)
	for _, want := range []string{"TAB1 Folkmängd", "limit: 1000 cells a call", "Kon (Kon): 2 values, must be selected", "0114A0010_DeSO2025"} {
		if !strings.Contains(out, want) {
			t.Errorf("show lacks %q:\n%s", want, out)
		}
	}
	dir := t.TempDir()
	out, _ = exits(t, 0, "fetch", "pxweb2", "TAB1", "--base", base, "--select", "Region=0114*", "--select", "Kon=1,2", "--select", "ContentsCode=00000X", "--select", "Tid=range(2023,2024)", "-o", dir, "--format", "json")
	if !strings.Contains(out, `"folder": "`+filepath.Join(dir, "pxweb2-tab1")+`"`) {
		t.Errorf("fetch:\n%s", out)
	}
	out, _ = exits(t, 0, "data", "inspect", filepath.Join(dir, "pxweb2-tab1"))
	if !strings.Contains(out, "12 rows") { // 3 regions, 2 sexes, 2 years
		t.Errorf("inspect:\n%s", out)
	}
}

func TestFetchRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		exit int
		want string
	}{
		{[]string{"fetch"}, 2, "jamlik fetch takes one study, or a subcommand, got 0 arguments"},
		{[]string{"fetch", "nowhere"}, 1, "nowhere: no such file; check the path"},
		{[]string{"fetch", "../../testdata/exempelstad"}, 1, "the study fetches nothing; list tables after fetch:"},
		{[]string{"fetch", "scb"}, 2, "jamlik fetch scb takes one table, got 0 arguments"},
		{[]string{"fetch", "scb", "TAB1", "--select", "Region"}, 2, `--select is "Region": want DIMENSION=VALUES`},
		{[]string{"fetch", "pxweb2", "TAB1"}, 1, "base"},
		{[]string{"fetch", "search", "scbb", "x"}, 2, `unknown interface "scbb"; did you mean scb?`},
		{[]string{"fetch", "x", "--check", "--dry-run"}, 2, "--check goes with neither --dry-run nor --refresh"},
		{[]string{"fetch", "x", "--offline"}, 2, "--offline goes with --dry-run"},
	} {
		if _, errs := exits(t, c.exit, c.args...); !strings.Contains(errs, c.want) {
			t.Errorf("jamlik %s: %s, want %s", strings.Join(c.args, " "), errs, c.want)
		}
	}
}

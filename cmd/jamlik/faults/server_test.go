package faults

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// regions and years are the dimensions of the table that the server has.
var (
	regions = []string{"0114A0010_DeSO2025", "0114A0020_DeSO2025", "0114A0030_DeSO2025", "0114A0040_DeSO2025", "0114A0050_DeSO2025", "0114A0060_DeSO2025"}
	years   = []string{"2023", "2024", "2025"}
)

// server is a PxWebApi 2 with a table so narrow a limit of cells that it is fetched in many parts, each of which takes a while.
type server struct {
	*httptest.Server
	pause   time.Duration
	edition atomic.Int32 // of the table: its figures differ
	calls   atomic.Int32 // for data
}

// fetch is the command that fetches the table into a folder.
func (s *server) fetch(dir string) []string {
	return []string{"fetch", "pxweb2", "TAB1", "--base", s.URL + "/api/v2", "--select", "Region=*", "--select", "ContentsCode=*", "--select", "Tid=*", "-o", dir, "-q"}
}

func newServer(t *testing.T, pause time.Duration) *server {
	s := &server{pause: pause}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	updated := "2026-01-0" + string(rune('1'+s.edition.Load())) + "T08:00:00Z"
	var answer any
	switch strings.TrimPrefix(r.URL.Path, "/api/v2") {
	case "/config":
		answer = map[string]any{"apiVersion": "2.2.0", "maxDataCells": 2, "maxCallsPerTimeWindow": 1000, "timeWindow": 1, "license": "https://creativecommons.org/publicdomain/zero/1.0/",
			"sourceReferences": []any{map[string]string{"language": "sv", "text": "Källa: Statistik"}}, "dataFormats": []string{"json-stat2"}}
	case "/tables/TAB1":
		answer = map[string]any{"id": "TAB1", "label": "Folkmängd", "updated": updated, "firstPeriod": years[0], "lastPeriod": years[len(years)-1]}
	case "/tables/TAB1/metadata":
		answer = s.cube(updated, regions, years, false)
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
		s.calls.Add(1)
		time.Sleep(s.pause)
		answer = s.cube(updated, chosen["Region"], chosen["Tid"], true)
	default:
		http.NotFound(w, r)
		return
	}
	_ = json.NewEncoder(w).Encode(answer) // to a process that may have been killed
}

// cube is the table, or some of it.
func (s *server) cube(updated string, areas, periods []string, values bool) map[string]any {
	category := func(codes []string) map[string]any {
		index := map[string]int{}
		for i, c := range codes {
			index[c] = i
		}
		return map[string]any{"category": map[string]any{"index": index}, "extension": map[string]any{"elimination": false}}
	}
	dimension := map[string]any{"Region": category(areas), "ContentsCode": category([]string{"00000X"}), "Tid": category(periods)}
	for code, d := range dimension {
		d.(map[string]any)["label"] = code
	}
	out := map[string]any{"version": "2.0", "class": "dataset", "label": "Folkmängd", "source": "Statistik", "updated": updated,
		"id": []string{"Region", "ContentsCode", "Tid"}, "size": []int{len(areas), 1, len(periods)}, "dimension": dimension,
		"role": map[string][]string{"geo": {"Region"}, "metric": {"ContentsCode"}, "time": {"Tid"}}, "extension": map[string]any{"px": map[string]any{"tableid": "TAB1"}}}
	if values {
		var cells []int
		for _, r := range areas {
			for _, y := range periods {
				cells = append(cells, 1000*int(s.edition.Load()+1)+10*slices.Index(regions, r)+slices.Index(years, y))
			}
		}
		out["value"] = cells
	}
	return out
}

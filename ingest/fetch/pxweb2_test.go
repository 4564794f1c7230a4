package fetch

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

func TestAPlanReadsMetadataAndNamesEveryCall(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.cells = 30
	p, err := c.Plan(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"GET /api/v2/config", "GET /api/v2/tables/TAB1/metadata?lang=sv"}, s.asked()); diff != "" {
		t.Errorf("calls of a plan (-want +got)\n%s", diff)
	}
	// Three regions fit 1490*, five ages, one content, three years: 45 cells, cut along the ages into 3 × 2 × 3 and 3 × 3 × 3.
	var bodies []string
	for _, call := range p.Calls {
		bodies = append(bodies, call.Body)
	}
	regions := `{"variableCode":"Region","valueCodes":["1490","1490C1300_DeSO2025","1490C1310_DeSO2025"]}`
	rest := `{"variableCode":"ContentsCode","valueCodes":["000007Y7"]},{"variableCode":"Tid","valueCodes":["2023","2024","2025"]}`
	want := []string{
		`{"selection":[` + regions + `,{"variableCode":"Ålder","valueCodes":["0-4","5,9"]},` + rest + `]}`,
		`{"selection":[` + regions + `,{"variableCode":"Ålder","valueCodes":["top(2)","85+","tot"]},` + rest + `]}`,
	}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Errorf("bodies (-want +got)\n%s", diff)
	}
	if p.Cells != 45 || p.Calls[0].Cells != 18 || p.Calls[1].Cells != 27 {
		t.Errorf("cells: got %d of %d and %d, want 45 of 18 and 27", p.Cells, p.Calls[0].Cells, p.Calls[1].Cells)
	}
	if p.Title != "Folkmängd" || p.Source != "Källa: SCB" || !strings.Contains(p.Licence, "cc0") || p.Updated != "2026-06-08T06:00:00Z" || p.Format != "json-stat" {
		t.Errorf("plan is %q %q %q %q %q", p.Title, p.Source, p.Licence, p.Updated, p.Format)
	}
}

func TestAFetchLandsInASnapshot(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.cells = 30
	dir := t.TempDir()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	read, err := snapshot.Read(os.DirFS(dir), "folk")
	if err != nil {
		t.Fatal(err)
	}
	if !q.Answers(read) {
		t.Errorf("the snapshot is not of its query: %s", read.Query)
	}
	other := q
	other.Language = "en"
	if other.Answers(read) {
		t.Error("the snapshot is of a query in another language too")
	}
	read.Query, read.Sum = got.Query, "" // indented in the file, and only read has a sum
	if diff := cmp.Diff(got, read); diff != "" {
		t.Errorf("returned and kept differ (-returned +kept)\n%s", diff)
	}
	want := `{"api":"pxweb2","base":"` + q.Base + `","table":"TAB1","language":"sv","select":{"ContentsCode":["*"],"Region":["1490*"],"Tid":["top(3)"],"Ålder":["*"]}}`
	if string(got.Query) != want {
		t.Errorf("query: got %s, want %s", got.Query, want)
	}
	var values []json.Number
	for _, p := range read.Parts {
		b, err := os.ReadFile(filepath.Join(dir, "folk", p.File))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Check(p.File, strings.NewReader(string(b))); err != nil {
			t.Error(err)
		}
		if p.Status != 200 || p.ContentType != "application/json; charset=utf-8" || p.Retrieved.IsZero() {
			t.Errorf("part %+v", p)
		}
		var cube struct{ Value []json.Number }
		if err := json.Unmarshal(b, &cube); err != nil {
			t.Fatal(err)
		}
		values = append(values, cube.Value...)
	}
	if len(values) != 45 {
		t.Errorf("got %d values, want 45", len(values))
	}
	if diff := cmp.Diff([]string{"folk"}, names(t, dir)); diff != "" {
		t.Errorf("left in the folder (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"00001.json", "00002.json", "snapshot.json"}, names(t, filepath.Join(dir, "folk"))); diff != "" {
		t.Errorf("files of the snapshot (-want +got)\n%s", diff)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

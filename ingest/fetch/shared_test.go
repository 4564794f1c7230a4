package fetch

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
)

// recorded serves bodies that publishers sent, by the address that they were sent for.
func recorded(t *testing.T, bodies map[string][]byte, data func(body string) []byte) (string, *Client) {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := bodies[r.URL.String()]
		if r.Method == "POST" {
			b := new(strings.Builder)
			buffer := make([]byte, 1<<20)
			for {
				n, err := r.Body.Read(buffer)
				b.Write(buffer[:n])
				if err != nil {
					break
				}
			}
			text = data(b.String())
		}
		if text == nil {
			t.Errorf("no recorded answer to %s %s", r.Method, r.URL)
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Write(text)
	}))
	t.Cleanup(s.Close)
	c := newClock()
	return s.URL, New(Options{Now: c.Now, Sleep: c.Sleep, Proxy: noProxy})
}

func read(t *testing.T, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(golden.Path(t, append([]string{"data"}, elem...)...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type cube struct {
	ID        []string
	Size      []int
	Label     string
	Updated   string
	Dimension map[string]struct {
		Category struct{ Index map[string]int }
	}
	Value []json.Number
}

// codes returns the codes of a dimension in order.
func (c cube) codes(id string) []string {
	out := make([]string, len(c.Dimension[id].Category.Index))
	for code, i := range c.Dimension[id].Category.Index {
		out[i] = code
	}
	return out
}

// at returns the value of a cell by its codes, in the order of the dimensions.
func (c cube) at(codes []string) json.Number {
	i := 0
	for k, id := range c.ID {
		i = i*c.Size[k] + c.Dimension[id].Category.Index[codes[k]]
	}
	return c.Value[i]
}

// slice answers a query from the whole recorded cube.
func (c cube) slice(t *testing.T, body string) []byte {
	var q struct {
		Selection []struct {
			VariableCode string
			ValueCodes   []string
		}
	}
	if err := json.Unmarshal([]byte(body), &q); err != nil {
		t.Error(err)
		return nil
	}
	dims, sizes, sets := map[string]any{}, []int{}, [][]string{}
	for k, s := range q.Selection {
		if s.VariableCode != c.ID[k] {
			t.Errorf("dimension %d is %s, want %s", k, s.VariableCode, c.ID[k])
			return nil
		}
		index := map[string]int{}
		for i, code := range s.ValueCodes {
			index[code] = i
		}
		dims[s.VariableCode] = map[string]any{"category": map[string]any{"index": index}}
		sizes, sets = append(sizes, len(s.ValueCodes)), append(sets, s.ValueCodes)
	}
	var values []json.Number
	for _, key := range products(sets) {
		values = append(values, c.at(strings.Split(key[1:], "|")))
	}
	b, err := json.Marshal(map[string]any{"class": "dataset", "version": "2.0", "updated": c.Updated, "id": c.ID, "size": sizes, "dimension": dims, "value": values})
	if err != nil {
		t.Error(err)
	}
	return b
}

// The metadata, configuration and data are those that Statistics Sweden sent.
func TestTheRecordedTableOfStatisticsSwedenInParts(t *testing.T) {
	var whole cube
	if err := json.Unmarshal(read(t, "scb_pxwebapi_v2", "TAB6471_data.json"), &whole); err != nil {
		t.Fatal(err)
	}
	base, c := recorded(t, map[string][]byte{
		"/api/v2/config": read(t, "scb_pxwebapi_v2", "config.json"),
		"/api/v2/tables/TAB6471/metadata?lang=sv": read(t, "scb_pxwebapi_v2", "TAB6471_metadata.json"),
	}, func(body string) []byte { return whole.slice(t, body) })
	q := Query{ID: "folkmangd", API: "scb", Base: base + "/api/v2", Table: "TAB6471", Select: map[string][]string{
		"Region": whole.codes("Region"), "Alder": whole.codes("Alder"), "Kon": {"*"}, "ContentsCode": {"000007SF"}, "Tid": {"top(4)"}}}
	d, err := c.Metadata(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	// config.json: 150,000 cells, 3 calls in a second. TAB6471: 312 × 134 × 3 × 1 × 16.
	var sizes []int
	for _, dim := range d.Dimensions {
		sizes = append(sizes, len(dim.Values))
	}
	if diff := cmp.Diff([]int{312, 134, 3, 1, 16}, sizes); diff != "" || d.Limits.Cells != 150_000 || d.Limits.Calls != 3 || d.Limits.Window.Seconds() != 1 {
		t.Errorf("limits %+v, sizes (-want +got)\n%s", d.Limits, diff)
	}
	if d.Source != "Källa: SCB" || d.Licence != "https://creativecommons.org/share-your-work/public-domain/cc0/" || d.Updated != "2026-06-08T06:00:00Z" {
		t.Errorf("%q %q %q", d.Source, d.Licence, d.Updated)
	}
	if r := d.Dimensions[0]; r.Mandatory || len(r.Codelists) != 3 || r.Codelists[1] != (Codelist{"vs_CKM02Län", "län", "Valueset"}) || r.Values[2] != (Value{Code: "0114", Label: "Upplands Väsby"}) {
		t.Errorf("Region %+v", r.Codelists)
	}
	if a := d.Dimensions[1]; !a.Mandatory || d.Dimensions[4].Role != "time" || d.Dimensions[3].Values[0].Unit != "antal" {
		t.Errorf("Alder %+v", a.Mandatory)
	}

	// The whole table is over the limit: 312 × 134 × 3 × 16 = 2,006,784 cells. An area has 6,432, of which 23 fit: 14 calls.
	all := q
	all.Select = map[string][]string{"Region": {"*"}, "Alder": {"*"}, "Kon": {"*"}, "ContentsCode": {"*"}, "Tid": {"*"}}
	p, err := c.Plan(context.Background(), all)
	if err != nil || len(p.Calls) != 14 || p.Cells != 2_006_784 {
		t.Errorf("got %d calls of %d cells, want 14 of 2006784, %v", len(p.Calls), p.Cells, err)
	}
	// The masks of municipalities: 290 and 21 counties, the country beside them.
	all.Select["Region"] = []string{"????"}
	if p, err = c.Plan(context.Background(), all); err != nil || p.Cells != 290*134*3*16 {
		t.Errorf("got %d cells of ????, want those of 290 municipalities, %v", p.Cells, err)
	}

	c.options.Limits.Cells = 500
	dir := t.TempDir()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, part := range got.Parts {
		b, err := os.ReadFile(filepath.Join(dir, q.ID, part.File))
		if err != nil {
			t.Fatal(err)
		}
		var some cube
		if err := json.Unmarshal(b, &some); err != nil {
			t.Fatal(err)
		}
		var sets [][]string
		for _, id := range some.ID {
			sets = append(sets, some.codes(id))
		}
		for i, key := range products(sets) {
			if seen[key] {
				t.Errorf("%s comes twice", key)
			}
			seen[key] = true
			if want := whole.at(strings.Split(key[1:], "|")); some.Value[i] != want {
				t.Errorf("%s: got %s, want %s", key, some.Value[i], want)
			}
		}
	}
	if len(seen) != 2772 || len(got.Parts) != 7 { // 21 × 11 × 3 × 1 × 4; an area has 132, of which three fit
		t.Errorf("got %d cells in %d parts, want 2772 in 7", len(seen), len(got.Parts))
	}
}

func TestTheRecordedWholeAnswerIsWhatWasAskedFor(t *testing.T) {
	text := read(t, "scb_pxwebapi_v2", "TAB6471_data.json")
	base, c := recorded(t, map[string][]byte{
		"/api/v2/config": read(t, "scb_pxwebapi_v2", "config.json"),
		"/api/v2/tables/TAB6471/metadata?lang=sv":                           read(t, "scb_pxwebapi_v2", "TAB6471_metadata.json"),
		"/api/v2/tables?lang=sv&pageNumber=1&pageSize=100&query=befolkning": read(t, "scb_pxwebapi_v2", "search.json"),
	}, func(string) []byte { return text })
	var whole cube
	if err := json.Unmarshal(text, &whole); err != nil {
		t.Fatal(err)
	}
	q := Query{ID: "folkmangd", API: "scb", Base: base + "/api/v2", Table: "TAB6471", Select: map[string][]string{
		"Region": whole.codes("Region"), "Alder": whole.codes("Alder"), "Kon": {"*"}, "ContentsCode": {"*"}, "Tid": {"from(2026M01)"}}}
	dir := t.TempDir()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join(dir, q.ID, got.Parts[0].File))
	if err != nil || !slices.Equal(kept, text) {
		t.Errorf("the part is not the body as it came, %v", err)
	}
	tables, err := c.Search(context.Background(), q, "befolkning")
	if err != nil || len(tables) != 10 || tables[0].ID != "TAB4552" || tables[0].First != "1960" || tables[0].Last != "2024" {
		t.Errorf("tables %+v, %v", tables, err)
	}
}

func TestRecordedCodelistAndListOfTables(t *testing.T) {
	values, err := parseCodelist("x", "agg_Ålder10årJ", read(t, "scb_pxwebapi_v2", "agg_Ålder10årJ.json"))
	if err != nil || len(values) != 11 || values[0] != (Value{Code: "-9", Label: "0-9 år"}) || values[10].Code != "100+" {
		t.Errorf("got %+v, %v", values, err)
	}
	tables, pages, err := parseTables("x", read(t, "scb_pxwebapi_v2", "tables.json"))
	if err != nil || len(tables) != 20 || pages != 213 {
		t.Errorf("got %d tables, %d pages, %v", len(tables), pages, err)
	}
}

func TestTheRecordedTableOfVersion1(t *testing.T) {
	text := read(t, "pxweb_v1", "v1_json_response_BefolkningNy_2024.json")
	base, c := recorded(t, map[string][]byte{
		"/OV0104/v1/doris/en?config":                             []byte(`{"maxValues":110000,"maxCells":110000,"maxCalls":30,"timeWindow":10,"CORS":true}`),
		"/OV0104/v1/doris/en/ssd/BE/BE0101/BE0101A/BefolkningNy": read(t, "pxweb_v1", "v1_metadata_BefolkningNy.json"),
	}, func(body string) []byte {
		if strings.Contains(body, "json-stat2") {
			return []byte(`{}`)
		}
		return text
	})
	q := Query{ID: "b", API: "pxweb", Base: base + "/OV0104/v1/doris/en/ssd", Table: "BE/BE0101/BE0101A/BefolkningNy", Select: map[string][]string{
		"Civilstand": {"*"}, "Kon": {"*"}, "ContentsCode": {"BE0101N1"}, "Tid": {"range(2015,2017)"}}}
	p, err := c.Plan(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Population by region, marital status, age, sex, observations and year" || p.Cells != 4*2*3 {
		t.Errorf("%q has %d cells, want 24", p.Title, p.Cells)
	}
	// The recorded answer is in the form that servers without JSON-stat give.
	call := p.Calls[0]
	call.Body = call.other
	if _, err := call.verify(call, "pxweb-json", text); err != nil {
		t.Error(err)
	}
	if _, err := call.verify(call, "json-stat", []byte(`{}`)); err == nil {
		t.Error("an empty object is no answer")
	}
}

func TestRecordedAnswersOfSkolverketAndKolada(t *testing.T) {
	list := read(t, "skolverket", "api_v4", "school_units_page0.json")
	units, pages, err := parseUnits(Call{}, "0114", "gr", list)
	if err != nil || len(units) != 12 || pages != 1 || units[0] != (Value{Code: "80509560", Label: "Engelska skolan Upplands Väsby"}) {
		t.Errorf("got %+v, %d pages, %v", units, pages, err)
	}
	if _, _, err := parseUnits(Call{Method: "GET", URL: "u"}, "1490", "gr", list); err == nil || !strings.Contains(err.Error(), "of 0114, though those of 1490 were asked for") {
		t.Errorf("the list of another municipality: %v", err)
	}
	if _, _, err := parseUnits(Call{}, "0114", "gr", read(t, "skolverket", "api_v4", "compact_school_units_page0.json")); err == nil {
		t.Error("the list of the whole country, for a filter that was passed by, was accepted")
	}
	statistics := read(t, "skolverket", "api_v4", "statistics_gr_10132939.json")
	a, err := verifyStatistics(Call{}, "10132939", statistics)
	if err != nil || !slices.Contains(a.has, "year 2024/25") || slices.Contains(a.has, "year 2019/20") {
		t.Errorf("years %q, %v", a.has, err)
	}
	if _, err := verifyStatistics(Call{}, "10132940", statistics); err == nil {
		t.Error("the statistics of another unit were accepted")
	}

	figures := read(t, "reserialised", "kolada_v3_data_N03702.json")
	ids := map[string][]string{"kpi": {"N03702", "N03703"}, "municipality": {"0180", "1280", "1480"}}
	a, more, err := verifyFigures(Call{}, "municipality", ids, 1, figures)
	if err != nil || more || !slices.Contains(a.has, "year 2019") || !slices.Contains(a.has, "municipality 0180") {
		t.Errorf("has %q, more %v, %v", a.has, more, err)
	}
	ids["municipality"] = ids["municipality"][:2]
	if _, _, err := verifyFigures(Call{}, "municipality", ids, 1, figures); err == nil {
		t.Error("a municipality that was not asked for was accepted")
	}
}

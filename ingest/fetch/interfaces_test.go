package fetch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/formats"
	"github.com/jamlik/jamlik/ingest/readback"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// fetched runs a query and returns the snapshot with the requests that brought it.
func fetched(t *testing.T, s *server, c *Client, q Query) (snapshot.Snapshot, []string) {
	t.Helper()
	got, err := c.Fetch(context.Background(), q, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return got, s.asked()
}

func TestVersion1IsReadAsJSONStat(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.cells = 30
	q.API, q.Base, q.Table = "pxweb", s.URL+"/api/v1", "BE/BE0101/TAB1"
	got, asked := fetched(t, s, c, q)
	want := []string{"GET /api/v1/sv?config", "GET /api/v1/sv/BE/BE0101/TAB1", "POST /api/v1/sv/BE/BE0101/TAB1", "POST /api/v1/sv/BE/BE0101/TAB1"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("requests (-want +got)\n%s", diff)
	}
	if got.Format != "json-stat" || got.Title != "Folkmängd" || got.Updated != "2026-06-08T06:00:00Z" || len(got.Notes) != 0 {
		t.Errorf("snapshot %q %q %q %q", got.Format, got.Title, got.Updated, got.Notes)
	}
	body := `{"query":[{"code":"Region","selection":{"filter":"item","values":["1490","1490C1300_DeSO2025","1490C1310_DeSO2025"]}},` +
		`{"code":"Ålder","selection":{"filter":"item","values":["0-4","5,9"]}},{"code":"ContentsCode","selection":{"filter":"item","values":["000007Y7"]}},` +
		`{"code":"Tid","selection":{"filter":"item","values":["2023","2024","2025"]}}],"response":{"format":"json-stat2"}}`
	if got.Parts[0].Body != body {
		t.Errorf("body %s, want %s", got.Parts[0].Body, body)
	}
}

func TestAnOldServerOfVersion1IsAskedForItsOwnJSON(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.old = true
	q.API, q.Base, q.Table = "pxweb", s.URL+"/api/v1/sv", "BE/BE0101/TAB1"
	c.options.Limits.Cells = 30
	got, asked := fetched(t, s, c, q)
	if got.Format != "pxweb-json" || got.Updated != "2026-06-08T06:00:00Z" {
		t.Errorf("format %q, updated %q", got.Format, got.Updated)
	}
	if len(asked) != 5 { // the configuration, the metadata, one refusal, two parts
		t.Errorf("got %d requests, want 5: %q", len(asked), asked)
	}
	for _, p := range got.Parts {
		if !strings.HasSuffix(p.Body, `"response":{"format":"json"}}`) {
			t.Errorf("body %s", p.Body)
		}
	}
	if want := []string{"the server does not tell its limits: a part has at most 30 cells"}; !slices.Equal(got.Notes, want) {
		t.Errorf("notes: got %q, want %q", got.Notes, want)
	}
}

func TestABaseOfVersion1MayHoldLanguageAndDatabase(t *testing.T) {
	cases := []struct{ base, language, table, config string }{
		{"https://api.scb.se/OV0104/v1/doris/sv/ssd", "BE/T", "https://api.scb.se/OV0104/v1/doris/sv/ssd/BE/T", "https://api.scb.se/OV0104/v1/doris/sv?config"},
		{"https://api.scb.se/OV0104/v1/doris/", "ssd/BE/T", "https://api.scb.se/OV0104/v1/doris/sv/ssd/BE/T", "https://api.scb.se/OV0104/v1/doris/sv?config"},
		{"scb", "ssd/BE/T", "https://api.scb.se/OV0104/v1/doris/sv/ssd/BE/T", "https://api.scb.se/OV0104/v1/doris/sv?config"},
		{"folkhalsomyndigheten", "A_Folkhalsodata/T", "https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv/A_Folkhalsodata/T", "https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv?config"},
	}
	for _, c := range cases {
		p, err := New(Options{}).Outline(Query{API: "pxweb", Base: c.base, Table: c.language})
		if err != nil {
			t.Error(err)
			continue
		}
		if p.Read[0].URL != c.config || p.Read[1].URL != c.table || p.Language != "sv" {
			t.Errorf("%s: got %s and %s, want %s and %s", c.base, p.Read[0].URL, p.Read[1].URL, c.config, c.table)
		}
	}
	p, err := New(Options{}).Outline(Query{API: "pxweb", Base: "https://api.scb.se/OV0104/v1/doris/sv/ssd", Table: "BE/T", Language: "en"})
	if err != nil || p.Read[1].URL != "https://api.scb.se/OV0104/v1/doris/en/ssd/BE/T" {
		t.Errorf("another language than the base's: got %s, %v", p.Read[1].URL, err)
	}
}

func TestKoladaIsAskedWithinItsSegmentsAndPages(t *testing.T) {
	s, _, c, _ := newServer(t)
	c.options.Limits.Page = 40
	q := Query{ID: "kolada", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N154*"}, "municipality": {"1490", "0000"}, "year": {"range(2022,2023)", "2030"}}}
	got, asked := fetched(t, s, c, q)
	// 60 key figures in 25, 25 and 10, times two municipalities and two years: 100, 100 and 40 rows in pages of 40.
	kpis := func(from, to int) string {
		var ids []string
		for i := from; i < to; i++ {
			ids = append(ids, "N"+string([]byte{'1', '5', byte('0' + (400+i)/100), byte('0' + (400+i)/10%10), byte('0' + (400+i)%10)}))
		}
		return strings.Join(ids, ",")
	}
	var want []string
	for page := range 2 {
		want = append(want, "GET /v3/kpi?page="+string(rune('1'+page))+"&per_page=40")
	}
	want = append(want, "GET /v3/municipality?page=1&per_page=40")
	for _, part := range []struct{ from, to, pages int }{{0, 25, 3}, {25, 50, 3}, {50, 60, 1}} {
		for page := range part.pages {
			want = append(want, "GET /v3/data/kpi/"+kpis(part.from, part.to)+"/municipality/0000,1490/year/2022,2023,2030?page="+string(rune('1'+page))+"&per_page=40")
		}
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("requests (-want +got)\n%s", diff)
	}
	var files []string
	for _, p := range got.Parts {
		files = append(files, p.File)
	}
	if diff := cmp.Diff([]string{"00001.json", "00001-0002.json", "00001-0003.json", "00002.json", "00002-0002.json", "00002-0003.json", "00003.json"}, files); diff != "" {
		t.Errorf("files (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"the answers have nothing of year 2030"}, got.Notes); diff != "" {
		t.Errorf("notes (-want +got)\n%s", diff)
	}
	if got.Format != "kolada" || got.Source != "Källa: Kolada" || got.Title != "Nyckeltal 0, andel (%); Nyckeltal 1, andel (%); Nyckeltal 2, andel (%) (+57)" {
		t.Errorf("snapshot %q %q %q", got.Format, got.Source, got.Title)
	}
}

func TestKoladaUnitsAreThoseOfTheMunicipality(t *testing.T) {
	s, _, c, _ := newServer(t)
	q := Query{ID: "skolor", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "municipality": {"1490"}, "ou": {"V15E*"}}}
	got, _ := fetched(t, s, c, q)
	if len(got.Parts) != 2 || !strings.Contains(got.Parts[0].URL, "/v3/oudata/kpi/N15403/ou/V15E149000000,") || !strings.Contains(got.Parts[1].URL, "/ou/V15E149000025,") {
		t.Errorf("parts %+v", got.Parts)
	}
}

func TestSkolverketIsAskedForEveryUnitOfAMunicipality(t *testing.T) {
	s, _, c, _ := newServer(t)
	c.options.Limits.Page = 5
	q := Query{ID: "skolor", API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"municipality": {"1490"}, "form": {"gr"}, "year": {"2024/25", "2019/20"}}}
	got, asked := fetched(t, s, c, q)
	list := "GET /planned-educations/v4/school-units?geographicalAreaCode=1490&page=0&size=5&typeOfSchooling=gr"
	if asked[0] != list || asked[1] != strings.Replace(list, "page=0", "page=1", 1) || asked[2] != "GET /planned-educations/v4/school-units/10000000/statistics/gr" || len(asked) != 9 {
		t.Errorf("requests %q", asked)
	}
	if len(got.Parts) != 6 || got.Format != "skolverket" || got.Table != "statistics" {
		t.Errorf("got %d parts of %q %q", len(got.Parts), got.Format, got.Table)
	}
	want := []string{"the school unit 10000006 has no statistics of the form gr", "the answers have nothing of year 2019/20"}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Errorf("notes (-want +got)\n%s", diff)
	}

	q = Query{ID: "enheter", API: "skolverket", Base: s.URL + "/planned-educations", Table: "school-units", Select: map[string][]string{"municipality": {"1490"}}}
	got, _ = fetched(t, s, c, q)
	if len(got.Parts) != 2 || got.Parts[1].File != "00001-0002.json" {
		t.Errorf("parts of the list: %+v", got.Parts)
	}
}

func TestSearchAndMetadataOfEveryInterface(t *testing.T) {
	s, px, c, _ := newServer(t)
	px1 := Query{API: "pxweb", Base: s.URL + "/api/v1", Table: ""}
	k := Query{API: "kolada", Base: s.URL + "/v3"}
	sk := Query{API: "skolverket", Base: s.URL + "/planned-educations"}
	search := func(q Query, text string) []Table {
		t.Helper()
		got, err := c.Search(context.Background(), q, text)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := search(px, "folkmängd & ålder"); len(got) != 2 || got[1].ID != "TAB2" || got[0].Title != "Folkmängd folkmängd & ålder" || got[0].Last != "2025" {
		t.Errorf("PxWebApi 2: %+v", got)
	}
	if got := search(px1, "FOLK"); len(got) != 1 || got[0].ID != "BE/BE0101/TAB1" || got[0].Updated != "2026-06-08T06:00:00Z" {
		t.Errorf("PxWeb 1: %+v", got)
	}
	if got := search(px1, ""); len(got) != 1 || got[0].ID != "BE" || !got[0].Folder {
		t.Errorf("PxWeb 1, a folder: %+v", got)
	}
	if got := search(k, "tal 59, andel"); len(got) != 1 || got[0].ID != "N15459" {
		t.Errorf("Kolada: %+v", got)
	}
	if got := search(sk, "1490"); len(got) != 7 || got[0].ID != "10000000" {
		t.Errorf("Skolverket: %+v", got)
	}
	describe := func(q Query) Description {
		t.Helper()
		got, err := c.Metadata(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	d := describe(px)
	if d.Limits.Cells != 1000 || len(d.Dimensions) != 5 || d.Dimensions[0].Mandatory || !d.Dimensions[1].Mandatory || d.Dimensions[4].Role != "time" ||
		d.Dimensions[0].Codelists[1].ID != "vs_DeSO2025" || d.Dimensions[3].Values[0].Unit != "antal" || d.Dimensions[1].Values[1] != (Value{Code: "5,9", Label: "namn 5,9"}) {
		t.Errorf("PxWebApi 2: %+v", d)
	}
	px1.Table = "BE/BE0101/TAB1"
	if d := describe(px1); d.Limits.Cells != 1000 || len(d.Dimensions) != 5 || d.Dimensions[0].Mandatory || !d.Dimensions[1].Mandatory || d.Dimensions[4].Role != "time" {
		t.Errorf("PxWeb 1: %+v", d)
	}
	if d := describe(k); len(d.Dimensions) != 3 || len(d.Dimensions[0].Values) != 60 || len(d.Dimensions[1].Values) != 3 {
		t.Errorf("Kolada: %+v", d)
	}
	sk.Select = map[string][]string{"municipality": {"1490"}}
	if d := describe(sk); len(d.Dimensions[1].Values) != 7 {
		t.Errorf("Skolverket: %+v", d)
	}
}

// What is fetched is read by the format that the snapshot names, whole and with no warning but the test's own.
func TestPartsAreReadByTheFormatOfTheSnapshot(t *testing.T) {
	s, px, c, _ := newServer(t)
	px.ID = "v2"
	v1 := px
	v1.ID, v1.API, v1.Base, v1.Table = "v1", "pxweb", s.URL+"/api/v1", "BE/BE0101/TAB1"
	old := v1
	old.ID = "old"
	cases := []struct {
		q    Query
		rows int
	}{
		{px, 45}, {v1, 45}, {old, 45},
		{Query{ID: "kolada", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403", "N15404"}, "municipality": {"14*"}, "year": {"2022", "2023"}}}, 8},
		{Query{ID: "enhet", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "ou": {"V15E149000001"}, "year": {"2023"}}}, 1},
		{Query{ID: "skola", API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"unit": {"10000001", "10000002"}}}, 4},
		{Query{ID: "enheter", API: "skolverket", Base: s.URL + "/planned-educations", Table: "school-units", Select: map[string][]string{"municipality": {"1490"}}}, 7},
	}
	for _, test := range cases {
		s.old = test.q.ID == "old"
		dir := t.TempDir()
		got, err := New(c.options).Fetch(context.Background(), test.q, dir)
		if err != nil {
			t.Error(err)
			continue
		}
		format, err := formats.All.ByID(got.Format)
		if err != nil {
			t.Error(err)
			continue
		}
		rows := 0
		for _, p := range got.Parts {
			b, err := os.ReadFile(filepath.Join(dir, test.q.ID, p.File))
			if err != nil {
				t.Fatal(err)
			}
			content, err := readback.All(format, readback.Input(p.File, string(b)), ingest.Options{})
			if err != nil {
				t.Errorf("%s: %v", test.q.ID, err)
			}
			rows += len(content.Rows)
		}
		if rows != test.rows {
			t.Errorf("%s: %d rows by %s, want %d", test.q.ID, rows, got.Format, test.rows)
		}
	}
}

func TestASchoolThatIsNewIsNewer(t *testing.T) {
	s, _, c, _ := newServer(t)
	q := Query{ID: "skolor", API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"municipality": {"1490"}}}
	kept, _ := fetched(t, s, c, q)
	if newer, upstream, err := c.Check(context.Background(), kept); newer || err != nil {
		t.Errorf("unchanged: %v %q %v", newer, upstream, err)
	}
	kept.Parts = kept.Parts[1:]
	newer, upstream, err := c.Check(context.Background(), kept)
	if want := s.URL + "/planned-educations/v4/school-units/10000000/statistics/gr is new"; !newer || upstream != want || err != nil {
		t.Errorf("got %v %q %v, want %q", newer, upstream, err, want)
	}
}

func TestCheckTellsWhatIsNewer(t *testing.T) {
	s, q, c, _ := newServer(t)
	q1 := q
	q1.ID, q1.API, q1.Base, q1.Table = "v1", "pxweb", s.URL+"/api/v1", "BE/BE0101/TAB1"
	k := Query{ID: "kolada", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "year": {"2023"}}}
	for _, q := range []Query{q, q1, k} {
		dir := t.TempDir()
		if _, err := c.Fetch(context.Background(), q, dir); err != nil {
			t.Fatal(err)
		}
		kept, err := snapshot.Read(os.DirFS(dir), q.ID)
		if err != nil {
			t.Fatal(err)
		}
		if newer, upstream, err := c.Check(context.Background(), kept); newer || err != nil {
			t.Errorf("%s: newer %v %s, %v", q.ID, newer, upstream, err)
		}
		if q.API == "kolada" {
			kept.Parts[0].SHA256 = strings.Repeat("0", 64)
		} else {
			s.table.updated = "2026-07-01T06:00:00Z"
		}
		newer, upstream, err := c.Check(context.Background(), kept)
		if !newer || err != nil || !strings.Contains(upstream, "2026-0") {
			t.Errorf("%s after a change: newer %v %q, %v", q.ID, newer, upstream, err)
		}
		s.table.updated = "2026-06-08T06:00:00Z"
	}
}

func TestRowsOfVersion1AreThoseAskedFor(t *testing.T) {
	selection := []chosen{{"Region", "", []string{"00", "1490"}}, {"Tid", "", []string{"2023"}}}
	call := Call{Method: "POST", URL: "u", Cells: 2}
	columns := `{"columns":[{"code":"Region","type":"d"},{"code":"Tid","type":"t"},{"code":"X","type":"c"}],"data":[`
	cases := []struct{ rows, want string }{
		{`{"key":["00","2023"],"values":["1"]},{"key":["1490","2023"],"values":[".."]}`, ""},
		{`{"key":["00"],"values":["1"]}`, "POST u:1: row 1 of the answer has 1 key for 2 columns; fetch it again later"},
		{`{"key":["00","2023"]},{"key":["00","2023"]}`, "POST u:1: row 2 of the answer has the keys of one before it; fetch it again later"},
		{`{"key":["00","2024"]}`, `POST u: the answer has the value "2024" of Tid, which was not asked for; check the table with jamlik fetch show`},
		{`{"key":["00","2023"]}`, "POST u: the answer has 1 cell where 2 were asked for; check the table with jamlik fetch show"},
		{`7`, "POST u:1: data is a number where an object is expected"},
	}
	for _, c := range cases {
		_, err := verifyRows(call, selection, []byte(columns+c.rows+"]}"))
		if got := fmt.Sprint(err); got != c.want && !(err == nil && c.want == "") {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

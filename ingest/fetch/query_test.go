package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

func TestQueriesThatNameNothingAreToldBeforeACall(t *testing.T) {
	cases := []struct {
		q    Query
		want string
	}{
		{Query{ID: "a", API: "kolda"}, `fetch a: unknown api "kolda"; did you mean "kolada"?`},
		{Query{ID: "a", API: ""}, `fetch a: unknown api ""; choose one of scb, pxweb2, pxweb, kolada, skolverket`},
		{Query{API: "pxweb2", Table: "T"}, "fetch: no base says where the interface is; give base, such as https://data.ssb.no/api/pxwebapi/v2"},
		{Query{API: "pxweb", Table: "T"}, "fetch: no base says where the interface is; give base: an address that ends with the version or the language, or scb or folkhalsomyndigheten"},
		{Query{API: "pxweb", Base: "https://a.example/px", Table: "T"}, `fetch: the base "https://a.example/px" has no version, v1, in its path; write it as https://host/…/api/v1 or https://api.scb.se/OV0104/v1/doris/sv/ssd`},
		{Query{API: "scb", Base: "http://a.example/api", Table: "T"}, `fetch: the base "http://a.example/api" is not encrypted; use https`},
		{Query{API: "scb", Base: "file:///etc/passwd", Table: "T"}, `fetch: the base "file:///etc/passwd" is no address; write it as https://host/path`},
		{Query{API: "scb", Base: "ftp://a.example/x", Table: "T"}, `fetch: the base "ftp://a.example/x" has the scheme "ftp"; use https`},
		{Query{API: "scb", Base: "https://me:secret@a.example/x", Table: "T"}, "fetch: the base holds a name or a password; leave it out: open interfaces need none, and the snapshot keeps the address"},
		{Query{API: "scb", Base: "https://a.example/x?key=1", Table: "T"}, `fetch: the base "https://a.example/x?key=1" holds a query; end it before the ? or #`},
		{Query{API: "scb", Base: "a.example", Table: "T"}, `fetch: the base "a.example" is no address; write it as https://host/path`},
		{Query{API: "scb", Table: "../admin"}, `fetch: the table "../admin" is no id of a table; find it with jamlik fetch search`},
		{Query{API: "scb", Table: ".."}, `fetch: the table ".." is no id of a table; find it with jamlik fetch search`},
		{Query{API: "pxweb", Base: "scb", Table: "BE/../../x"}, `fetch: the table "BE/../../x" is no id of a table; find it with jamlik fetch search`},
		{Query{API: "pxweb", Base: "scb", Table: "BE//x?y"}, `fetch: the table "BE//x?y" is no id of a table; find it with jamlik fetch search`},
		{Query{ID: "../a", API: "scb", Table: "T"}, `fetch ../a: the id "../a" cannot name a folder; use letters, digits, hyphens and underscores, at most 100`},
		{Query{ID: ".partial", API: "scb", Table: "T"}, `fetch .partial: the id ".partial" cannot name a folder; use letters, digits, hyphens and underscores, at most 100`},
		{Query{ID: "a", API: "scb", Table: "T", Language: "svenska"}, `fetch a: "svenska" is no language; write it as sv or en`},
		{Query{ID: "a", API: "kolada", Table: "T"}, `fetch a: kolada has no tables, but the query names "T"; leave table out; select says what is wanted`},
		{Query{ID: "a", API: "scb", Select: map[string][]string{}}, "fetch a: the query names no table; find one with jamlik fetch search"},
		{Query{ID: "a", API: "kolada", Select: map[string][]string{"kpi": {"N00945"}, "komun": {"1490"}}},
			`fetch a: unknown selection "komun"; kolada has kpi, municipality, ou, year` + "\n" +
				"fetch a: too little is selected: Kolada answers where two of kpi, municipality and year are given; give ids of two of them"},
		{Query{ID: "a", API: "skolverket", Select: map[string][]string{"form": {"gr"}}}, "fetch a: neither unit nor municipality is selected; give municipality, as 1490, or the codes of school units"},
		{Query{ID: "a", API: "skolverket", Table: "statistic", Select: map[string][]string{"municipality": {"Borås"}, "year": {"2024"}}},
			`fetch a: unknown table "statistic"; did you mean "statistics"?; Skolverket has statistics and school-units` + "\n" +
				`fetch a: municipality: "Borås" is none; write the four digits of a municipality, as 1490` + "\n" +
				`fetch a: year: "2024" is none; write a school year as 2024/25`},
	}
	dead := New(Options{Proxy: noProxy, Limits: Limits{Attempts: 1}})
	for _, c := range cases {
		_, err := dead.Plan(context.Background(), c.q)
		if err == nil || err.Error() != c.want {
			t.Errorf("%+v\ngot  %v\nwant %s", c.q, err, c.want)
		}
	}
}

func TestAllThatIsWrongWithASelectionIsToldBeforeDataIsAskedFor(t *testing.T) {
	s, q, c, _ := newServer(t)
	q.Select = map[string][]string{"Region": {"1491", "agg*"}, "Tid": {"2026", "top(0)"}, "ContentsCode": {"000007Y8"}}
	_, err := c.Plan(context.Background(), q)
	want := strings.Join([]string{
		`fetch folk: Region: unknown value "1491"; did you mean "1490"?; list the values with jamlik fetch show`,
		`fetch folk: Region: the mask "agg*" fits none of the 5 values, such as 00, 1490, 1490C1300_DeSO2025; list the values with jamlik fetch show`,
		`fetch folk: nothing is selected of "Ålder" (ålder), and the publisher gives no sum over it; select some of its 5 values under Ålder, or all with "*"`,
		`fetch folk: ContentsCode: unknown value "000007Y8"; did you mean "000007Y7"?; list the values with jamlik fetch show`,
		`fetch folk: Tid: unknown value "2026"; did you mean "2020"?; list the values with jamlik fetch show`,
		`fetch folk: Tid: top(0) needs a number of values, as in top(3); list the values with jamlik fetch show`,
	}, "\n")
	if diff := cmp.Diff(want, message(s, err)); diff != "" {
		t.Errorf("values (-want +got)\n%s", diff)
	}
	q.Select = map[string][]string{"Regin": {"*"}, "Alder": {"*"}}
	q.Codelists = map[string]string{"Region": "vs_DeSO2018", "Tid": "vs_x", "År": "vs_y"}
	_, err = c.Plan(context.Background(), q)
	want = strings.Join([]string{
		`fetch folk: unknown dimension "Alder"; did you mean "Ålder"?; TAB1 has Region, Ålder, Kon, ContentsCode, Tid`,
		`fetch folk: unknown dimension "Regin"; did you mean "Region"?; TAB1 has Region, Ålder, Kon, ContentsCode, Tid`,
		`fetch folk: unknown code list "vs_DeSO2018"; did you mean "vs_DeSO2025"? of Region; Region has agg_Län, vs_DeSO2025`,
		`fetch folk: unknown code list "vs_x" of Tid; Tid has none`,
		`fetch folk: unknown dimension "År" of a code list; TAB1 has Region, Ålder, Kon, ContentsCode, Tid`,
	}, "\n")
	if diff := cmp.Diff(want, message(s, err)); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
	for _, r := range s.asked() {
		if strings.HasPrefix(r, "POST") {
			t.Errorf("data was asked for: %s", r)
		}
	}
}

func TestCodelistsAreExpandedByThemselves(t *testing.T) {
	s, q, c, _ := newServer(t)
	q.Select = map[string][]string{"Region": {"*"}, "Ålder": {"tot"}, "ContentsCode": {"*"}, "Tid": {"2025"}}
	for _, list := range []struct{ id, want string }{
		{"agg_Län", `{"variableCode":"Region","codelist":"agg_Län","outputValues":"aggregated","valueCodes":["01","14"]}`},
		{"vs_DeSO2025", `{"variableCode":"Region","codelist":"vs_DeSO2025","valueCodes":["1490C1300_DeSO2025","1490C1310_DeSO2025"]}`},
	} {
		q.Codelists = map[string]string{"Region": list.id}
		got, asked := fetched(t, s, c, q)
		if !strings.Contains(got.Parts[0].Body, list.want) {
			t.Errorf("%s: body %s", list.id, got.Parts[0].Body)
		}
		if list.id == "agg_Län" && asked[2] != "GET /api/v2/codelists/agg_L%C3%A4n?lang=sv" {
			t.Errorf("requests %q", asked)
		}
	}
	q.API, q.Base, q.Table = "pxweb", s.URL+"/api/v1", "BE/BE0101/TAB1"
	q.Codelists = map[string]string{"Region": "agg_Län"}
	_, err := c.Plan(context.Background(), q)
	want := "fetch folk: * of Region by the code list agg_Län cannot be expanded; name the codes: version 1 does not tell which the list has"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	q.Select["Region"] = []string{"14", "01"}
	got, _ := fetched(t, s, c, q)
	if want := `{"code":"Region","selection":{"filter":"agg:Län","values":["14","01"]}}`; !strings.Contains(got.Parts[0].Body, want) {
		t.Errorf("body %s, want %s", got.Parts[0].Body, want)
	}
}

func TestAnOutlineMakesNoCall(t *testing.T) {
	s, q, c, _ := newServer(t)
	q.Codelists = map[string]string{"Region": "agg_Län"}
	p, err := c.Outline(q)
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, r := range p.Read {
		read = append(read, r.Method+" "+strings.TrimPrefix(r.URL, s.URL))
	}
	want := []string{"GET /api/v2/config", "GET /api/v2/tables/TAB1/metadata?lang=sv", "GET /api/v2/codelists/agg_L%C3%A4n?lang=sv"}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("would be read (-want +got)\n%s", diff)
	}
	if p.Cells != 0 || len(p.Calls) != 1 || p.Calls[0].Cells != 0 || !strings.Contains(p.Calls[0].Body, `"valueCodes":["1490*"]`) || len(p.Notes) != 1 {
		t.Errorf("outline %+v", p)
	}
	for _, q := range []Query{
		{API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "municipality": {"1490"}, "year": {"range(2020,2022)"}}},
		{API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"unit": {"10000001"}}},
		{API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"municipality": {"1490"}}},
		{API: "pxweb", Base: s.URL + "/api/v1", Table: "BE/T"},
	} {
		if p, err := c.Outline(q); err != nil || len(p.Calls)+len(p.Read) == 0 {
			t.Errorf("%s: %+v, %v", q.API, p, err)
		}
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("requests %q", asked)
	}
}

// An answer that is well-formed and about something else is worse than none.
func TestAnswersAboutSomethingElseAreRefused(t *testing.T) {
	s, px, c, _ := newServer(t)
	c.options.Limits.Attempts = 1
	cube := func(change func(selected map[string][]string)) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			selected := map[string][]string{"Region": {"1490", "1490C1300_DeSO2025", "1490C1310_DeSO2025"}, "Ålder": s.table.dimensions[1].codes, "ContentsCode": {"000007Y7"}, "Tid": {"2023", "2024", "2025"}}
			change(selected)
			write(w, s.table.cube(selected, nil))
		}
	}
	k := Query{ID: "k", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "municipality": {"1490"}}}
	sk := Query{ID: "s", API: "skolverket", Base: s.URL + "/planned-educations", Select: map[string][]string{"municipality": {"1490"}}}
	kData := "GET SERVER/v3/data/kpi/N15403/municipality/1490?page=1&per_page=5000"
	list := "GET SERVER/planned-educations/v4/school-units?geographicalAreaCode=1490&page=0&size=50&typeOfSchooling=gr"
	cases := []struct {
		name, path string
		q          Query
		answer     func(http.ResponseWriter, *http.Request)
		want       string
	}{
		{"another year", "/data", px, cube(func(m map[string][]string) { m["Tid"] = []string{"2022", "2023", "2024"} }),
			dataCallName + "the answer has other values of Tid than were asked for: 2022 and 2 more where 2023 and 2 more were expected; check the table with jamlik fetch show"},
		{"one value fewer", "/data", px, cube(func(m map[string][]string) { m["Tid"] = []string{"2023", "2024"} }),
			dataCallName + "the answer has other values of Tid than were asked for: 2023 and 1 more where 2023 and 2 more were expected; check the table with jamlik fetch show"},
		{"a dimension that was left out", "/data", px, cube(func(m map[string][]string) { m["Kon"] = []string{"1", "2"} }),
			dataCallName + "the answer has 2 values of Kon, of which none were asked for; select what is wanted of it"},
		{"a dimension fewer", "/data", px, cube(func(m map[string][]string) { delete(m, "Region") }),
			dataCallName + "the answer does not have the dimension Region, of which 3 values were asked for; check the table with jamlik fetch show"},
		{"Kolada's unknown figure", "/v3/kpi/", k, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"count": 0, "values": []int{}, "next_url": nil})
		}, ""}, // the catalogue has it after all
		{"another municipality", "/v3/data/", k, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"count": 1, "values": []map[string]any{{"kpi": "N15403", "municipality": "1480", "period": 2023}}})
		}, kData + ":1: the answer has municipality 1480, which was not asked for; fetch it again later"},
		{"fewer than counted", "/v3/data/", k, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"count": 2, "values": []map[string]any{{"kpi": "N15403", "municipality": "1490", "period": 2023}}})
		}, kData + ": the answer says that it has 2 values and has 1; fetch it again later"},
		{"a page that leads to itself", "/v3/data/", k, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"count": 1, "values": []map[string]any{{"kpi": "N15403", "municipality": "1490", "period": 2023}}, "next_page": "x"})
		}, strings.Replace(kData, "page=1", "page=2", 1) + ": the server answered with the page before it again; fetch it again later"},
		{"an empty page that leads on", "/v3/data/", k, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"count": 0, "values": []int{}, "next_page": "x"})
		}, kData + ": the answer is empty and leads on; fetch it again later"},
		{"no answer of Kolada", "/v3/data/", k, func(w http.ResponseWriter, r *http.Request) { write(w, map[string]any{"data": 1}) },
			kData + ":1: this is no answer of Kolada: it has no values; check the base"},
		{"a school of elsewhere", "/school-units", sk, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"body": map[string]any{"page": map[string]int{"totalPages": 133, "totalElements": 6615}, "_embedded": map[string]any{
				"listedSchoolUnits": []map[string]any{{"code": "36263479", "geographicalAreaCode": "1485"}}}}})
		}, list + ":1: the server lists the school unit 36263479 of 1485, though those of 1490 were asked for; the interface may have changed; fetch it again later"},
		{"a school of another form", "/school-units", sk, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"body": map[string]any{"page": map[string]int{"totalPages": 1, "totalElements": 1}, "_embedded": map[string]any{
				"listedSchoolUnits": []map[string]any{{"code": "36263479", "geographicalAreaCode": "1490", "typeOfSchooling": []map[string]string{{"code": "gy"}}}}}}})
		}, list + ":1: the server lists the school unit 36263479, which does not have the form gr that was asked for; the interface may have changed; fetch it again later"},
		{"a code that is a path", "/school-units", sk, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"body": map[string]any{"page": map[string]int{"totalPages": 1, "totalElements": 1}, "_embedded": map[string]any{
				"listedSchoolUnits": []map[string]any{{"code": "../admin", "geographicalAreaCode": "1490"}}}}})
		}, list + `:1: school unit 1 has the code "../admin", expected eight digits`},
		{"the statistics of another school", "/statistics/gr", sk, func(w http.ResponseWriter, r *http.Request) {
			write(w, map[string]any{"body": map[string]any{"schoolUnit": "99999999"}})
		}, `GET SERVER/planned-educations/v4/school-units/10000000/statistics/gr: the answer is about the school unit "99999999"; fetch it again later`},
	}
	for _, test := range cases {
		s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if !strings.Contains(r.URL.Path, test.path) {
				return false
			}
			test.answer(w, r)
			return true
		}
		_, err := c.Fetch(context.Background(), test.q, t.TempDir())
		if got := message(s, err); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestUnknownIdsOfKoladaAreTold(t *testing.T) {
	s, _, c, _ := newServer(t)
	q := Query{ID: "k", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403", "N25404", "N16*"}, "municipality": {"1491", "G114419"}, "year": {"top(2)", "2o22", "range(2024,2020)"}}}
	_, err := c.Fetch(context.Background(), q, t.TempDir())
	want := strings.Join([]string{
		`fetch k: kpi: unknown value "N25404"; did you mean "N15404"?; find it with jamlik fetch search`,
		`fetch k: kpi: the mask "N16*" fits none of the 60 values, such as N15400, N15401, N15402; find it with jamlik fetch search`,
		`fetch k: municipality: unknown value "1491"; did you mean "1490"?; find it with jamlik fetch search`,
		`fetch k: municipality: unknown value "G114419"; did you mean "G114418"?; find it with jamlik fetch search`,
		`fetch k: year: top(2) cannot be expanded, for Kolada does not tell which years it has; give years, range(2018,2024) or from(2018)`,
		`fetch k: year: 2o22 is no year or span of years; write 2024 or range(2018,2024)`,
		`fetch k: year: range(2024,2020) is no year or span of years; write 2024 or range(2018,2024)`,
	}, "\n")
	if diff := cmp.Diff(want, message(s, err)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, r := range s.asked() {
		if strings.Contains(r, "/data/") {
			t.Errorf("data was asked for: %s", r)
		}
	}
}

func TestWhatNoAnswerHasIsNoted(t *testing.T) {
	s, _, c, _ := newServer(t)
	// A server may also answer 404 where it knows no id.
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if strings.Contains(r.URL.Path, "/kpi/N") && !strings.Contains(r.URL.Path, "/data/") {
			w.WriteHeader(http.StatusNotFound)
			return true
		}
		return false
	}
	q := Query{ID: "k", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "municipality": {"G114418", "1490"}, "year": {"range(2022,2023)", "2030"}}}
	got, _ := fetched(t, s, c, q)
	want := []string{"the answers have nothing of municipality G114418", "the answers have nothing of year 2030"}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Errorf("notes (-want +got)\n%s", diff)
	}
	r := &run{has: map[string]bool{"ou 3": true}}
	for i := range 25 {
		r.plan.expects = append(r.plan.expects, fmt.Sprintf("ou %d", i))
	}
	want = []string{"the answers have nothing of ou 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 4 more"}
	if diff := cmp.Diff(want, r.lacking()); diff != "" {
		t.Errorf("many (-want +got)\n%s", diff)
	}
}

func TestTooManyCallsAreToldBeforeAny(t *testing.T) {
	s, q, c, _ := newServer(t)
	c.options.Limits.Cells, c.options.Limits.Parts = 2, 10
	_, err := c.Plan(context.Background(), q)
	want := "fetch folk: the query would take 30 calls of at most 2 cells each, more than the 10 calls that are made for one; select less, or fetch it in several"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Who edits a snapshot gets no call made to another place.
func TestACheckStaysWithinTheInterface(t *testing.T) {
	s, _, c, _ := newServer(t)
	q := Query{ID: "k", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "year": {"2023"}}}
	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	kept, err := snapshot.Read(os.DirFS(dir), "k")
	if err != nil {
		t.Fatal(err)
	}
	s.asked()
	for _, elsewhere := range []string{"https://elsewhere.example/v3/x", s.URL + "/v2/x", strings.Replace(s.URL, "http", "https", 1) + "/v3/x", "://"} {
		kept.Parts[0].URL = elsewhere
		_, _, err := c.Check(context.Background(), kept)
		if want := "GET " + elsewhere + ": the snapshot names an address outside the interface " + s.URL + "/v3; fetch it again"; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	kept.Query = json.RawMessage(`{"api":"kolada","base":5}`)
	if _, _, err := c.Check(context.Background(), kept); err == nil {
		t.Error("a query that is none was checked")
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("requests %q", asked)
	}
}

func TestConditionsSpareAnswers(t *testing.T) {
	s, _, c, _ := newServer(t)
	q := Query{ID: "k", API: "kolada", Base: s.URL + "/v3", Select: map[string][]string{"kpi": {"N15403"}, "year": {"2023"}}}
	etag := `"a"`
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if !strings.Contains(r.URL.Path, "/data/") {
			return false
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", "Mon, 08 Jun 2026 06:00:00 GMT")
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
		return false
	}
	dir := t.TempDir()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	if got.Parts[0].ETag != `"a"` || got.Parts[0].LastModified == "" {
		t.Errorf("part %+v", got.Parts[0])
	}
	if newer, _, err := c.Check(context.Background(), got); newer || err != nil {
		t.Errorf("unchanged: %v %v", newer, err)
	}
	if h := s.headers[len(s.headers)-1]; h.Get("If-None-Match") != `"a"` || h.Get("If-Modified-Since") != "Mon, 08 Jun 2026 06:00:00 GMT" {
		t.Errorf("headers %v", h)
	}
	etag = `"b"` // the same bytes under another tag are not newer
	if newer, _, err := c.Check(context.Background(), got); newer || err != nil {
		t.Errorf("the same bytes: %v %v", newer, err)
	}
}

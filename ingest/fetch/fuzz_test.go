package fetch

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// soundText fails the test where a text of the network could do harm in a message or a table.
func soundText(t *testing.T, s string) {
	t.Helper()
	if len([]rune(s)) > 210 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || !unicode.IsPrint(r) && r != '\uFFFD' }) {
		t.Errorf("%q is no text for a message", s)
	}
}

func soundDescription(t *testing.T, d Description) {
	t.Helper()
	soundText(t, d.Title)
	soundText(t, d.Updated)
	dims := map[string]bool{}
	for _, dim := range d.Dimensions {
		if dim.Code == "" || dims[dim.Code] {
			t.Errorf("dimension %q is empty or comes twice", dim.Code)
		}
		dims[dim.Code] = true
		soundText(t, dim.Label)
		codes := map[string]bool{}
		for _, v := range dim.Values {
			if v.Code == "" || codes[v.Code] {
				t.Errorf("%s has %q, which is empty or comes twice", dim.Code, v.Code)
			}
			codes[v.Code] = true
			soundText(t, v.Label)
		}
	}
}

// FuzzMetadata reads metadata of PxWebApi 2, and what is read again when it is written.
func FuzzMetadata(f *testing.F) {
	b, err := json.Marshal(population().cube(nil, nil))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"id":["A"],"dimension":{"A":{"category":{"label":{"x":"X"}}}}}`))
	f.Add([]byte(`{"id":["A","B"],"role":{"time":["B"]},"dimension":{"A":{"category":{"index":["x","y"]}},"B":{"label":"b","category":{"index":{"1":0},"unit":{"1":{"base":"kr"}}},"extension":{"elimination":true,"codelists":[{"id":"vs_x"}]}}}}`))
	f.Add([]byte(`{"id":["A"],"dimension":{"A":{"category":{"index":{"x":1,"y":1}}}}}`))
	f.Add([]byte(`{"id":["A"],"dimension":{"A":{"category":{"index":{"x":0,"x":0}}}}}`))
	f.Add([]byte(`{"id":["A"],"dimension":{"A":null},"role":[1]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := parseMetadata("x", text)
		if err != nil {
			return
		}
		soundDescription(t, d)
		dims, ids, role := map[string]any{}, []string{}, map[string][]string{}
		for _, dim := range d.Dimensions {
			index, label, unit := []string{}, map[string]string{}, map[string]any{}
			for _, v := range dim.Values {
				index, label[v.Code], unit[v.Code] = append(index, v.Code), v.Label, map[string]string{"base": v.Unit}
			}
			var lists []map[string]string
			for _, l := range dim.Codelists {
				lists = append(lists, map[string]string{"id": l.ID, "label": l.Label, "type": l.Type})
			}
			ids = append(ids, dim.Code)
			if dim.Role != "" {
				role[dim.Role] = append(role[dim.Role], dim.Code)
			}
			dims[dim.Code] = map[string]any{"label": dim.Label, "category": map[string]any{"index": index, "label": label, "unit": unit},
				"extension": map[string]any{"elimination": !dim.Mandatory, "codelists": lists}}
		}
		again, err := json.Marshal(map[string]any{"label": d.Title, "updated": d.Updated, "id": ids, "role": role, "dimension": dims})
		if err != nil {
			t.Fatal(err)
		}
		second, err := parseMetadata("x", again)
		if err != nil {
			t.Fatalf("%v of %s", err, again)
		}
		if diff := cmp.Diff(d, second); diff != "" {
			t.Errorf("written and read again (-first +second)\n%s", diff)
		}
	})
}

// FuzzLists reads what else servers send for a plan. Nothing of it may harm a message, and no code may lead out of an address.
func FuzzLists(f *testing.F) {
	f.Add([]byte(`{"title":"T","variables":[{"code":"Region","text":"region","values":["00","1490"],"valueTexts":["Riket","Borås"],"elimination":true},{"code":"Tid","values":["2023"],"time":true}]}`))
	f.Add([]byte(`{"maxDataCells":150000,"maxCallsPerTimeWindow":3,"timeWindow":1,"license":"cc0","sourceReferences":[{"language":"sv","text":"Källa: SCB"}]}`))
	f.Add([]byte(`{"maxValues":"1000","maxCells":-1,"maxCalls":1e9,"timeWindow":99999999999999999999}`))
	f.Add([]byte(`{"id":"x","values":[{"code":"-9","label":"0-9 år"}]}`))
	f.Add([]byte(`{"tables":[{"id":"TAB1","label":"T","updated":"2026","discontinued":true}],"page":{"totalPages":2}}`))
	f.Add([]byte(`[{"id":"BE","type":"l","text":"Befolkning"},{"dbid":"ssd","text":"ssd"},{"id":"T.px","type":"t"},{"id":"../x","type":"t"}]`))
	f.Add([]byte(`{"count":1,"values":[{"id":"N00945","title":"Inv"}],"next_url":"https://x"}`))
	f.Add([]byte(`{"body":{"_embedded":{"listedSchoolUnits":[{"code":"10000000","geographicalAreaCode":"1490","typeOfSchooling":[{"code":"gr"}]}]},"page":{"totalPages":1}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if d, err := parseVariables("x", text); err == nil {
			soundDescription(t, d)
		}
		if c, err := parseConfig("x", "sv", text); err == nil {
			soundText(t, c.licence)
			soundText(t, c.source)
			if l := c.limits; l.Cells < 0 || l.Calls < 0 || l.Window < 0 || l.Window > 24*time.Hour || every(l.Calls, l.Window) <= 0 {
				t.Errorf("limits %+v", l)
			}
		}
		if values, err := parseCodelist("x", "x", text); err == nil && len(values) == 0 {
			t.Error("a code list without values was accepted")
		}
		if tables, _, err := parseTables("x", text); err == nil {
			for _, x := range tables {
				soundText(t, x.ID)
				soundText(t, x.Title)
			}
		}
		if tables, err := parseFolder("x", text); err == nil {
			for _, x := range tables {
				if err := (Query{}).tableID(x.ID, true); err != nil && len(x.ID) <= 200 {
					t.Errorf("a folder holds %q: %v", x.ID, err)
				}
			}
		}
		if values, _, err := parseCatalogue("x", text); err == nil && slices.ContainsFunc(values, func(v Value) bool { return v.Code == "" }) {
			t.Error("a catalogue with an empty id was accepted")
		}
		if units, _, err := parseUnits(Call{}, "1490", "gr", text); err == nil {
			for _, u := range units {
				if !unitPattern.MatchString(u.Code) {
					t.Errorf("a school unit has the code %q", u.Code)
				}
			}
		}
	})
}

// FuzzProblem shows what servers say when they refuse.
func FuzzProblem(f *testing.F) {
	f.Add("application/problem+json", []byte(`{"type":"Parameter error","title":"Too many cells selected","status":400,"detail":"Too many cells selected"}`), "120")
	f.Add("application/json", []byte(`{"detail":[{"loc":["path"],"msg":"too long"}]}`), "Mon, 08 Jun 2026 06:00:00 GMT")
	f.Add("text/html", []byte("<html><title>403 - Förbjudet</title>"), "-1")
	f.Add("", []byte("\x1b[2Jnej\r\n\xff"), "9999999999999999999")
	f.Add("application/json", []byte(`"för mycket"`), "")
	f.Fuzz(func(t *testing.T, contentType string, text []byte, after string) {
		said := problemOf(contentType, text)
		if strings.ContainsFunc(said, unicode.IsControl) || len([]rune(said)) > 6*210 {
			t.Errorf("%q is no text for a message", said)
		}
		soundText(t, titleOf(text))
		now := time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC)
		if d := retryAfter(after, now); d < 0 {
			t.Errorf("Retry-After %q is %v", after, d)
		}
		if page(contentType, text) && json.Valid(text) && contentType == "" {
			t.Errorf("JSON was taken for a page: %q", text)
		}
		if cut(text) && json.Valid(text) {
			t.Errorf("whole JSON was taken for cut off: %q", text)
		}
	})
}

// FuzzExpression expands selections. Masks are compared with regular expressions.
func FuzzExpression(f *testing.F) {
	for _, text := range []string{"1490*", "????", "top(2)", "bottom(1,1)", "from(2020)", "to(2021)", "range(2020, 2021)", "*C*0*", "top(", "TOP(99999999999999999999)", "range(,)", "a(b)", "**?*"} {
		f.Add(text, "00|1490|1490C1300|5,9|2020|2021|2022", true)
	}
	f.Fuzz(func(t *testing.T, text, list string, time bool) {
		if !strings.Contains(list, "|") || len(list) > 1000 || len(text) > 200 {
			return
		}
		codes := slices.Compact(slices.Sorted(slices.Values(strings.Split(list, "|"))))
		selected, wrong := expand([]string{text}, codes, time)
		if (len(selected) == 0) != (len(wrong) > 0) {
			t.Fatalf("%q of %q selects %q and says %q", text, codes, selected, wrong)
		}
		i := 0
		for _, s := range selected {
			for i < len(codes) && codes[i] != s {
				i++
			}
			if i == len(codes) {
				t.Fatalf("%q of %q selects %q, out of order or twice", text, codes, selected)
			}
			i++
		}
		e, err := parseExpression(text)
		if err != nil || !e.isMask() || slices.Contains(codes, text) || !validRunes(text+list) {
			return
		}
		pattern := strings.NewReplacer(`\*`, `(?s:.*)`, `\?`, `(?s:.)`).Replace(regexp.QuoteMeta(text))
		fits := regexp.MustCompile(`^` + pattern + `$`)
		for _, c := range codes {
			if got, want := masked(text, c), fits.MatchString(c); got != want {
				t.Errorf("mask %q, code %q: got %v, want %v", text, c, got, want)
			}
		}
	})
}

func validRunes(s string) bool { return strings.ToValidUTF8(s, "") == s }

// FuzzSplit cuts selections, whose parts hold every cell once.
func FuzzSplit(f *testing.F) {
	f.Add(3, 5, 2, 1, 7)
	f.Add(1, 1, 1, 1, 0)
	f.Add(9, 9, 9, 9, 80)
	f.Fuzz(func(t *testing.T, a, b, c, d, limit int) {
		size := func(n int) int { return 1 + (n%10+10)%10 }
		whole := selectionOf(size(a), size(b), size(c), size(d))
		limit = max(limit%20_000, math.MinInt32)
		parts, n := split(whole, limit, 100_000)
		sum := 0
		seen := map[string]bool{}
		for _, p := range parts {
			if cells(p) > max(limit, 1) {
				t.Fatalf("a part of %d cells, limit %d", cells(p), limit)
			}
			sum += cells(p)
			var sets [][]string
			for _, d := range p {
				sets = append(sets, d.codes)
			}
			for _, key := range products(sets) {
				seen[key] = true
			}
		}
		if n != len(parts) || sum != cells(whole) || len(seen) != sum {
			t.Errorf("%d parts (%d) of %d cells, %d different, want %d", len(parts), n, sum, len(seen), cells(whole))
		}
	})
}

// FuzzVerify compares answers with what was asked. What it accepts has as many cells as were asked for.
func FuzzVerify(f *testing.F) {
	selection := []chosen{{"Region", "", []string{"00", "1490"}}, {"Tid", "", []string{"2023"}}}
	f.Add([]byte(`{"class":"dataset","id":["Region","Tid"],"size":[2,1],"updated":"2026","dimension":{"Region":{"category":{"index":{"00":0,"1490":1}}},"Tid":{"category":{"index":["2023"]}}},"value":[1,2]}`))
	f.Add([]byte(`{"id":["Region","Tid"],"dimension":{"Region":{"category":{"index":{"00":0}}},"Tid":{"category":{"label":{"2023":"x"}}}},"value":[1]}`))
	f.Add([]byte(`{"columns":[{"code":"Region","type":"d"},{"code":"Tid","type":"t"},{"code":"X","type":"c"}],"data":[{"key":["00","2023"],"values":[".."]},{"key":["1490","2023"],"values":["1"]}],"metadata":[{"updated":"2026"}]}`))
	f.Add([]byte(`{"count":1,"values":[{"kpi":"N1","municipality":"1490","period":2023}],"next_url":null}`))
	f.Add([]byte(`{"body":{"schoolUnit":"10000000","x":[{"timePeriod":"2024/25"}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		call := Call{Cells: cells(selection)}
		if a, err := verifyCube(call, selection, text); err == nil {
			soundText(t, a.updated)
			var c struct {
				ID        []string
				Dimension map[string]struct {
					Category struct{ Index, Label json.RawMessage }
				}
			}
			if err := json.Unmarshal(text, &c); err != nil {
				return // keys that differ in case are one to package json
			}
			if !slices.Contains(c.ID, "Region") {
				t.Error("an answer without Region was accepted")
			}
		}
		if a, err := verifyRows(call, selection, text); err == nil {
			soundText(t, a.updated)
		}
		ids := map[string][]string{"kpi": {"N1"}, "municipality": {"1490"}}
		if a, _, err := verifyFigures(call, "municipality", ids, 1, text); err == nil {
			for _, h := range a.has {
				if strings.HasPrefix(h, "kpi ") && h != "kpi N1" {
					t.Errorf("%q was accepted", h)
				}
			}
		}
		verifyStatistics(call, "10000000", text)
	})
}

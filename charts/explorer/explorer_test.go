package explorer

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Nothing runs on the page but its own script, and nothing is fetched.
func TestOnlyItsOwnScriptRuns(t *testing.T) {
	page, doc := written(t, testExplorer(t, lang.Sv))
	var policy string
	for _, m := range elements(doc, "meta") {
		if attribute(m, "http-equiv") == "Content-Security-Policy" {
			policy = attribute(m, "content")
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") {
		t.Fatalf("the policy is %q", policy)
	}
	hashed := func(name, content string) {
		sum := sha256.Sum256([]byte(content))
		if want := name + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
	}
	all := elements(doc, "script")
	if len(all) != 2 || attribute(all[0], "type") != "application/json" || attribute(all[1], "type") != "module" {
		t.Fatalf("the page has %d scripts", len(all))
	}
	hashed("script", all[1].FirstChild.Data)
	styles := elements(doc, "style")
	if len(styles) != 1 {
		t.Fatalf("the page has %d styles", len(styles))
	}
	hashed("style", styles[0].FirstChild.Data)
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "src" {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
			if a.Key == "href" && n.Data == "a" && !strings.HasPrefix(a.Val, "#") && !regexp.MustCompile(`^[a-z]+\.html(#|$)`).MatchString(a.Val) {
				t.Errorf("the page links to %s", a.Val)
			}
		}
	}
	if len(elements(doc, "link"))+len(elements(doc, "img")) > 0 || strings.Contains(page, "@import") || strings.Contains(page, "url(") {
		t.Error("the page asks for other files")
	}
	if strings.Contains(page, "<b onclick") {
		t.Error("the name of an area became an element")
	}
	if !strings.Contains(textOf(doc), hostile) {
		t.Error("the name of an area is not on the page as it is")
	}
}

// The modules are joined in an order in which everything is there before it is used, and no two give one name to different things.
func TestModulesFitTogether(t *testing.T) {
	exported, owner := map[string]string{}, map[string]string{}
	for _, name := range modules {
		b, err := scripts.ReadFile("script/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^import \{ ([^}]*) \} from "\./([a-z]+\.js)";$`).FindAllStringSubmatch(string(b), -1) {
			for _, what := range strings.Split(m[1], ", ") {
				if exported[what] != m[2] {
					t.Errorf("%s imports %s from %s, which does not give it or comes later", name, what, m[2])
				}
				if !regexp.MustCompile(`\b` + what + `\b`).MatchString(imports.ReplaceAllString(string(b), "")) {
					t.Errorf("%s does not use %s", name, what)
				}
			}
		}
		for _, m := range regexp.MustCompile(`(?m)^(export )?(?:async )?(?:function|const|let) (\w+)`).FindAllStringSubmatch(string(b), -1) {
			if owner[m[2]] != "" {
				t.Errorf("%s and %s both have %s", owner[m[2]], name, m[2])
			}
			owner[m[2]] = name
			if m[1] != "" {
				exported[m[2]] = name
			}
		}
	}
	if strings.Contains(script, "</") || strings.Contains(script, "<!--") || regexp.MustCompile(`(?m)^(import|export)\b`).MatchString(script) {
		t.Error("the script cannot stand in a page")
	}
	for _, never := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest", "localStorage", "http:"} {
		if strings.Contains(strings.ReplaceAll(script, "http://www.w3.org/", ""), never) {
			t.Errorf("the script uses %s", never)
		}
	}
}

// Every phrase is used, and every phrase that is used is there.
func TestPhrases(t *testing.T) {
	used := script
	for _, f := range []string{"template/page.html.tmpl", "template/tables.html.tmpl"} {
		used += read(f)
	}
	for _, m := range regexp.MustCompile(`words\.(\w+)|words\["([a-z-]+)"\]|say "([a-z-]+)"`).FindAllStringSubmatch(used, -1) {
		key := m[1] + m[2] + m[3]
		if _, ok := phrases[key]; !ok && key != "replaceAll" {
			t.Errorf("there is no phrase %q", key)
		}
	}
	for key, p := range phrases {
		if p.Sv == "" || p.En == "" {
			t.Errorf("%q lacks a language", key)
		}
		braces := regexp.MustCompile(`\{\w+\}`)
		sv, en := braces.FindAllString(p.Sv, -1), braces.FindAllString(p.En, -1)
		slices.Sort(sv)
		slices.Sort(en)
		if !slices.Equal(slices.Compact(sv), slices.Compact(en)) {
			t.Errorf("%q takes %v in Swedish and %v in English", key, sv, en)
		}
	}
}

// What is embedded is what the figures show: the same texts, and the same numbers beside them.
func TestEmbeddedIsWhatFiguresShow(t *testing.T) {
	for _, l := range lang.All {
		e := testExplorer(t, l)
		_, doc := written(t, e)
		var d data
		if err := json.Unmarshal([]byte(elements(doc, "script")[0].FirstChild.Data), &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Measures) != 3 || d.Measures[0].Key != "employed" || len(d.Measures[0].Groups) != 3 {
			t.Fatalf("%d measures", len(d.Measures))
		}
		for i, g := range d.Measures[0].Groups {
			f, err := charts.Compare(e.Results.Comparisons[i], e.Options)
			if err != nil {
				t.Fatal(err)
			}
			p := g.Periods[0]
			if p.Title != f.Title || p.Alt != f.Alt || p.Method != f.Method {
				t.Errorf("the words of %s differ from those of its figure", g.Heading)
			}
			column := map[string]int{}
			for k, c := range f.Table.Columns {
				column[c.Key] = k
			}
			for k, a := range d.Areas {
				row := slices.IndexFunc(f.Table.Rows, func(r []charts.Cell) bool { return r[column["area_code"]].Raw == a.Code })
				r, c := f.Table.Rows[row], p.Cells[k]
				if text := strings.TrimSuffix(c.Text, "\u00a0p"); text != r[column["value"]].Text || c.Absent != r[column["value"]].Class {
					t.Errorf("%s: %q %q, the figure has %q %q", a.Name, c.Text, c.Absent, r[column["value"]].Text, r[column["value"]].Class)
				}
				if (c.Value == nil) != (r[column["value"]].Raw == "") || c.Value == nil && (c.Diff != nil || c.Behind != nil || c.Range != "") {
					t.Errorf("%s: a value that is not shown is embedded", a.Name)
				}
				if d.Verdicts[c.Verdict].ID != r[column["verdict"]].Raw || d.Verdicts[c.Verdict].Text != r[column["verdict"]].Text {
					t.Errorf("%s: verdict %v, the figure has %q", a.Name, d.Verdicts[c.Verdict], r[column["verdict"]].Text)
				}
				if c.Diff != nil && c.Diff.Text != r[column["difference"]].Text {
					t.Errorf("%s: difference %q, the figure has %q", a.Name, c.Diff.Text, r[column["difference"]].Text)
				}
			}
		}
	}
}

// An earlier year is judged where the gap to the rest of the city was followed, and nowhere else.
func TestEarlierPeriods(t *testing.T) {
	d, err := collect(testExplorer(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range d.Measures[0].Groups[0].Periods {
		c := p.Cells[4]
		got = append(got, p.Key+" "+c.Text+" "+d.Verdicts[c.Verdict].ID)
		if p.Compared != (c.Verdict != 0) {
			t.Errorf("%s is compared: %v", p.Key, p.Compared)
		}
	}
	want := []string{"2025 79,8 better", "2024 62,0 worse", "2023 61,0 not_compared", "2022 60,0 not_compared"}
	if !slices.Equal(got, want) {
		t.Errorf("the periods are %q, want %q", got, want)
	}
}

// Without script every measure has its table, with real headers.
func TestTablesWithoutScript(t *testing.T) {
	_, doc := written(t, testExplorer(t, lang.Sv))
	tables := elements(doc, "table")
	if len(tables) != 5 {
		t.Fatalf("%d tables, want one for each measure and group", len(tables))
	}
	first := tables[0]
	if got := textOf(elements(first, "caption")[0]); got != "Sysselsatta 20–64 år, befolkningen 20–64 år, procent, 2025" {
		t.Errorf("caption %q", got)
	}
	want := []string{"Hela Provby 71,5 71,1–71,9 . . .", "Bergen 62,4 60,9–63,9 −8,6 −10,6 till −6,6 ▼ sämre", "Centrum & hamnen (70,1) p 64,1–76,1 −1,0 −7,0 till 5,0 ○ ingen säker skillnad",
		"Dalen .. (visas inte av sekretesskäl) .. .. .. jämförs inte", hostile + " .. (uppgift saknas i källan) .. .. .. jämförs inte", "Ängby 79,8 78,2–81,2 +8,8 6,8–10,8 ▲ bättre"}
	var got []string
	for _, r := range elements(first, "tr")[1:] {
		got = append(got, cellsText(r))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the rows are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, s := range elements(doc, "section") {
		if id := attribute(s, "id"); id == "i=median_income" {
			if !strings.Contains(textOf(s), "visas inte: kan inte räknas samman ur mindre områden.") || !strings.Contains(textOf(s), "D1 (Trakten A)280") {
				t.Errorf("the medians read %s", textOf(s))
			}
			return
		}
	}
	t.Error("the medians have no section")
}

func cellsText(r *html.Node) string {
	var cells []string
	for c := range r.ChildNodes() {
		if c.Type == html.ElementNode {
			cells = append(cells, textOf(c))
		}
	}
	return strings.Join(cells, " ")
}

func TestWriteRefuses(t *testing.T) {
	err := (&Explorer{Options: charts.Options{Lang: "de"}}).Write(nil)
	if err == nil {
		t.Fatal("a page of nothing was written")
	}
	for _, part := range []string{"language", "results", "catalogue", "register", "title"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q says nothing of the %s", err, part)
		}
	}
}

// Trends that are too many for a page are left out, and the page says so.
func TestTooManyTrends(t *testing.T) {
	e := testExplorer(t, lang.En)
	e.Results.Trends = append(e.Results.Trends, analysis.Trend{Periods: make([]indicators.Period, 1000), Areas: make([]analysis.AreaSeries, 101)})
	page, _ := written(t, e)
	if !strings.Contains(page, "too many for their trends") || strings.Contains(page, `"trend":`) {
		t.Error("the page has trends that it has no room for")
	}
	if page, _ = written(t, testExplorer(t, lang.En)); strings.Contains(page, `<p class="callout">The districts are too many`) || !strings.Contains(page, `"trend":`) {
		t.Error("the trends of a city are left out")
	}
}

// A study may have nothing to compare.
func TestEmptyStudy(t *testing.T) {
	e := testExplorer(t, lang.En)
	e.Results = &analysis.Results{City: city, Options: e.Results.Options}
	page, _ := written(t, e)
	if !strings.Contains(page, "There is nothing to compare") {
		t.Error("the page of a study without figures does not say so")
	}
}

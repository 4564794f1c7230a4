package report

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/jamlik/jamlik/indicators/lang"
)

// pages calls f for the page in each language, by theme and by frame.
func pages(t *testing.T, f func(t *testing.T, r *Report, page string, doc *html.Node)) {
	t.Helper()
	for _, l := range lang.All {
		for _, frame := range []string{"", "goal"} {
			t.Run(fmt.Sprintf("%s %q", l, frame), func(t *testing.T) {
				r := testReport(t, l)
				r.Frame = frame
				page, doc := written(t, r)
				f(t, r, page, doc)
			})
		}
	}
}

// WCAG 3.1.1, 1.3.1 and 2.4.6: the language is stated, there is one h1, and no level of heading is skipped.
func TestLanguageAndHeadings(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		if got := attr(elements(doc, "html")[0], "lang"); got != string(r.Lang) {
			t.Errorf("lang is %q, want %q", got, r.Lang)
		}
		if got, want := text(elements(doc, "title")[0]), r.Study.Title.In(r.Lang); got != want && got != "" {
			t.Errorf("title is %q, want %q", got, want)
		}
		level, ones := 0, 0
		for _, n := range elements(doc, "") {
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			now := int(n.Data[1] - '0')
			if now == 1 {
				ones++
			}
			if now > level+1 {
				t.Errorf("heading %q of level %d follows one of level %d", text(n), now, level)
			}
			if text(n) == "" {
				t.Errorf("a heading of level %d is empty", now)
			}
			level = now
		}
		if ones != 1 {
			t.Errorf("there are %d h1, want 1", ones)
		}
	})
}

func TestIDsAreUniqueAndLinksResolve(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		ids := map[string]bool{}
		for _, n := range elements(doc, "") {
			if !hasAttr(n, "id") {
				continue
			}
			id := attr(n, "id")
			if ids[id] {
				t.Errorf("id %q comes twice", id)
			}
			if n.Namespace == "" && !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(id) {
				t.Errorf("id %q is not lower case words joined by hyphens", id)
			}
			ids[id] = true
		}
		for _, n := range elements(doc, "") {
			for _, key := range []string{"href", "aria-labelledby", "aria-describedby"} {
				for _, ref := range strings.Fields(attr(n, key)) {
					target, local := strings.CutPrefix(ref, "#")
					if (local || key != "href") && !ids[target] {
						t.Errorf("%s %q of %s leads nowhere", key, ref, n.Data)
					}
				}
			}
		}
		for _, want := range []string{"summary", "reading", "areas", "indicator-employed", "indicator-over-crowded", "inequality", "segregation",
			"school-segregation", "profiles", "area-norra-ost", "reconciliation", "method", "reuse"} {
			if !ids[want] {
				t.Errorf("there is no id %q", want)
			}
		}
	})
}

// The page must open from a mail attachment: no script, and nothing that is fetched. What readers may follow are links.
func TestSelfContained(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, page string, doc *html.Node) {
		for _, name := range []string{"script", "link", "img", "iframe", "object", "embed", "audio", "video", "base"} {
			if n := len(elements(doc, name)); n > 0 {
				t.Errorf("there are %d %s elements", n, name)
			}
		}
		for _, n := range elements(doc, "") {
			for _, a := range n.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s has the handler %s", n.Data, a.Key)
				case (a.Key == "src" || a.Key == "srcset" || a.Key == "style") && a.Val != "":
					t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
				case a.Key == "href" && n.Data != "a":
					t.Errorf("%s has href=%q", n.Data, a.Val)
				case a.Key == "href" && !regexp.MustCompile(`^(#|https?://|data:text/csv;|figures/[a-z0-9-]+\.(svg|png|pdf|csv)$|report\.html$|rapport\.html$)`).MatchString(a.Val):
					t.Errorf("href %.60q is of no expected kind", a.Val)
				}
			}
		}
		for _, bad := range []string{"url(", "@import", "@font-face", "ZgotmplZ", "<no value>", "%!", "NaN", "+Inf"} {
			if strings.Contains(page, bad) {
				i := strings.Index(page, bad)
				t.Errorf("the page contains %q: …%s…", bad, page[max(0, i-60):min(len(page), i+60)])
			}
		}
	})
}

// A link to a picture that was not drawn would lead nowhere.
func TestLinksGoToFilesThatExist(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		linked := 0
		for _, a := range elements(doc, "a") {
			if name := attr(a, "href"); strings.HasPrefix(name, "figures/") {
				linked++
				if !r.Files[name] {
					t.Errorf("links to %s, which does not exist", name)
				}
			}
		}
		if linked < 3*len(r.Figures) {
			t.Errorf("%d links to the files of %d figures", linked, len(r.Figures))
		}
		bare := *r
		bare.Files = nil
		_, without := written(t, &bare)
		for _, a := range elements(without, "a") {
			if name := attr(a, "href"); strings.HasPrefix(name, "figures/") {
				t.Errorf("without files there is a link to %s", name)
			}
		}
	})
}

// Those who go from region to region by ear hear of each what it is.
func TestRegionsHaveNamesOfTheirOwn(t *testing.T) {
	pages(t, func(t *testing.T, _ *Report, _ string, doc *html.Node) {
		seen := map[string]bool{}
		for _, n := range elements(doc, "div") {
			if attr(n, "role") != "region" {
				continue
			}
			name := attr(n, "aria-label")
			if seen[name] {
				t.Errorf("two regions are called %q", name)
			}
			seen[name] = true
		}
	})
}

func TestTables(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		tables := elements(doc, "table")
		if len(tables) < 15 {
			t.Fatalf("there are %d tables, want at least 15", len(tables))
		}
		for _, n := range tables {
			caption := elements(n, "caption")
			if len(caption) != 1 || text(caption[0]) == "" {
				t.Errorf("table %q has no caption", attr(n, "id"))
				continue
			}
			name := text(caption[0])
			wrapper := n.Parent
			if attr(wrapper, "role") != "region" || attr(wrapper, "tabindex") != "0" || attr(wrapper, "aria-label") == "" {
				t.Errorf("table %q is not in a region that the keyboard reaches", name)
			}
			columns := 0
			for i, tr := range elements(n, "tr") {
				width, heads := 0, 0
				for _, c := range append(elements(tr, "th"), elements(tr, "td")...) {
					width++
					if text(c) == "" {
						t.Errorf("table %q, row %d has an empty cell", name, i+1)
					}
					if c.Data != "th" {
						continue
					}
					heads++
					scope := attr(c, "scope")
					if !slices.Contains([]string{"col", "row", "rowgroup"}, scope) {
						t.Errorf("table %q, row %d: header %q has scope %q", name, i+1, text(c), scope)
					}
					if scope == "rowgroup" && attr(c, "colspan") != fmt.Sprint(columns) {
						t.Errorf("table %q: %q spans %s columns of %d", name, text(c), attr(c, "colspan"), columns)
					}
					if scope == "rowgroup" {
						width = columns
					}
				}
				if i == 0 {
					columns = width
				}
				if width != columns {
					t.Errorf("table %q, row %d has %d cells for %d columns", name, i+1, width, columns)
				}
				if heads == 0 {
					t.Errorf("table %q, row %d has no header", name, i+1)
				}
			}
		}
	})
}

func TestFigures(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		svgs := elements(doc, "svg")
		want := 1 // the example
		for _, f := range r.Figures {
			if f.Chart != "overview" && !strings.Contains(f.ID, "-sex-") {
				want++ // groups and the overview have tables, and files to download
			}
		}
		if len(svgs) != want {
			t.Errorf("there are %d drawings, want %d", len(svgs), want)
		}
		for _, n := range svgs {
			title, desc := elements(n, "title"), elements(n, "desc")
			if attr(n, "role") != "img" || len(title) != 1 || len(desc) != 1 || text(title[0]) == "" || text(desc[0]) == "" {
				t.Errorf("a drawing lacks role, title or desc: %q", text(n))
			}
			if attr(n, "lang") != string(r.Lang) {
				t.Errorf("drawing %q is in language %q", text(title[0]), attr(n, "lang"))
			}
		}
		for _, n := range elements(doc, "figure") {
			if first := elements(n, "")[0]; first.Data != "figcaption" || text(first) == "" {
				t.Errorf("figure %q does not begin with its caption", attr(n, "id"))
			}
		}
		data, listed := map[string]bool{}, map[string]bool{}
		for _, n := range elements(doc, "a") {
			href, ok := strings.CutPrefix(attr(n, "href"), "data:text/csv;charset=utf-8;base64,")
			if !ok {
				if name, ok := strings.CutPrefix(attr(n, "href"), "figures/"); ok {
					listed[name] = true
				}
				continue
			}
			name := attr(n, "download")
			if data[name] {
				t.Errorf("file %q is there twice", name)
			}
			data[name] = true
			raw, err := base64.StdEncoding.DecodeString(href)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
			if err != nil || len(rows) < 2 {
				t.Errorf("%s has %d rows (%v)", name, len(rows), err)
			}
		}
		for _, f := range r.Figures {
			if !data[f.Stem()+".csv"] && !listed[f.Stem()+".csv"] {
				t.Errorf("the page has no way to the data of figure %q", f.ID)
			}
			if !listed[f.Stem()+".svg"] {
				t.Errorf("the page has no link to figure %q", f.ID)
			}
			delete(listed, f.Stem()+".csv")
			for _, ext := range []string{".svg", ".png", ".pdf"} {
				delete(listed, f.Stem()+ext)
			}
		}
		for name := range listed {
			t.Errorf("the page links to figures/%s, which no figure has", name)
		}
	})
}

// A reader meets figure 1 first, and then figure 2.
func TestFiguresAreNumberedInTheirOrder(t *testing.T) {
	number := regexp.MustCompile(`^(?:Figure|Diagram) (\d+)\. `)
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		n := 0
		for _, caption := range elements(doc, "figcaption") {
			m := number.FindStringSubmatch(text(caption))
			if m == nil { // the example
				continue
			}
			if n++; m[1] != strconv.Itoa(n) {
				t.Errorf("the figure at place %d is %q", n, text(caption))
			}
		}
		if n < 5 {
			t.Errorf("there are only %d figures", n)
		}
	})
}

func TestFictionalNoticeIsEverywhere(t *testing.T) {
	pages(t, func(t *testing.T, r *Report, page string, doc *html.Node) {
		notice := r.Study.Fictional.In(r.Lang)
		for _, n := range append(elements(doc, "header"), elements(doc, "footer")...) {
			if !strings.Contains(text(n), notice) {
				t.Errorf("%s does not say %q", n.Data, notice)
			}
		}
		for _, n := range elements(elements(doc, "main")[0], "section") {
			if n.Parent.Data == "main" && attr(n, "id") != "summary" && !strings.Contains(text(n), notice) {
				t.Errorf("chapter %q does not say %q", attr(n, "id"), notice)
			}
		}
		if !strings.Contains(page, `@top-center { content: "`+notice) {
			t.Error("the head of printed pages lacks the notice")
		}
	})
	r := testReport(t, lang.Sv)
	r.Study.Fictional = lang.Text{}
	if page, doc := written(t, r); strings.Contains(page, "top-center") || slices.ContainsFunc(elements(doc, "p"), func(n *html.Node) bool { return attr(n, "class") == "notice" }) {
		t.Error("a real city has the notice of a fictional one")
	}
}

// A number in a sentence of the summary must be found in a table of the page, so that it can be checked and followed.
func TestClaimsAreInTables(t *testing.T) {
	number := regexp.MustCompile(`\d+(?:[\x{a0}.,]\d+)*`)
	pages(t, func(t *testing.T, r *Report, _ string, doc *html.Node) {
		inTables := map[string]bool{}
		for _, n := range elements(doc, "table") {
			for _, name := range []string{"caption", "th", "td"} {
				for _, c := range elements(n, name) {
					for _, s := range number.FindAllString(text(c), -1) {
						inTables[s] = true
					}
				}
			}
		}
		var items []*html.Node
		for i, n := range findingLists(doc) {
			items = append(items, elements(n, "li")...)
			if i == 0 && len(items) != 5 {
				t.Errorf("the summary begins with %d findings, want 5", len(items))
			}
		}
		if want := len(r.Results.Findings); len(items) != want {
			t.Errorf("there are %d findings, want %d", len(items), want)
		}
		for _, li := range items {
			if attr(elements(li, "a")[0], "href") == "#method" { // a warning
				continue
			}
			found := number.FindAllString(text(li), -1)
			if len(found) < 2 {
				t.Errorf("%q has %d numbers", text(li), len(found))
			}
			for _, s := range found {
				if !inTables[s] {
					t.Errorf("%q: no table has %s", text(li), s)
				}
			}
		}
	})
}

// findingLists are the lists of findings: those that the summary begins with, and the others.
func findingLists(doc *html.Node) []*html.Node {
	return slices.DeleteFunc(elements(doc, "ul"), func(n *html.Node) bool { return attr(n, "class") != "findings" })
}

func TestSentences(t *testing.T) {
	r := testReport(t, lang.Sv)
	_, doc := written(t, r)
	var got []string
	for _, n := range findingLists(doc) {
		for _, li := range elements(n, "li") {
			got = append(got, strings.ReplaceAll(text(li), nbsp, " "))
		}
	}
	want := []string{
		"Sysselsatta. Ängby har 54,3 % och övriga Provby 74,2 %. Skillnaden är 19,9 procentenheter (95 %-intervall 17,7–22,1). Det är säkert sämre.",
		"Sysselsatta. I Ängby har läget blivit säkert bättre sedan 2024. Värdet är nu 54,3 %, en ändring med +2,7 procentenheter (95 %-intervall 1,3–4,1).",
		"Sysselsatta. Skillnaderna mellan områdena har vuxit säkert sedan 2024. Områdena ligger nu i genomsnitt 7,54 procentenheter från medelvärdet, tidigare 6,21 procentenheter.",
		"Trångbodda. Skillnaderna mellan områdena har minskat säkert sedan 2024. Områdena ligger nu i genomsnitt 2,22 procentenheter från medelvärdet, tidigare 3,33 procentenheter.",
		"Att tänka på. Gränserna är antagna.",
		"Sysselsatta, kvinnor. Bergen har 88,8 % och övriga Provby 74,2 %. Skillnaden är 13,7 procentenheter (95 %-intervall 12,5–14,9). Det är säkert bättre.",
		"Utländsk bakgrund. Bergen har 88,8 % och övriga Provby 74,2 %. Skillnaden är 14,6 procentenheter (95 %-intervall 13,3–15,9). Det är säkert högre.",
		"Sysselsatta. I Bergen har läget blivit säkert sämre sedan 2024. Värdet är nu 88,8 %, en ändring med −3,1 procentenheter (95 %-intervall −4,2 till −2,0).",
		"Efter bakgrund. Mellan 77 DeSO, 2025. Dissimilaritetsindex är 0,382: så stor andel av den ena gruppen skulle behöva flytta till en annan enhet för att båda grupperna skulle vara lika fördelade över enheterna.",
		"Efter bakgrund. Dissimilaritetsindex (D) mellan 3 DeSO har ökat, från 0,351 (2022) till 0,382 (2025). Ändringen är +0,031 (95 %-intervall 0,019–0,043).",
		"Skolor. Dissimilaritetsindex (D) är högre mellan skolor (0,390) än mellan bostadsområden (0,382): skillnaden är +0,008 (95 %-intervall 0,003–0,013).",
		"Sysselsatta. I Ängby har det blivit säkert bättre år för år 2018–2024: +1,23 procentenheter om året (95 %-intervall 0,89–1,57).",
		"Sysselsatta. I Bergen har det blivit säkert sämre år för år 2018–2024: −0,88 procentenheter om året (95 %-intervall −1,10 till −0,66).",
		"Sysselsatta. Skillnaden mellan Ängby och övriga Provby har säkert minskat 2018–2024, från −12,3 procentenheter till −6,7 procentenheter på linjen genom alla år. Kvoten pekar åt andra hållet.",
		"Sysselsatta. Skillnaden mellan Bergen och övriga Provby har säkert ökat 2018–2024, från −1,4 procentenheter till −5,9 procentenheter på linjen genom alla år.",
		"Flera mått samtidigt. Ängby hör till de 20 % av områdena som har sämst värden på 2 av 2 mått. Slumpen skulle ge 0,4 om måtten inte hade med varandra att göra.",
		"Flera mått samtidigt. Ängby hör till de 20 % av områdena som har bäst värden på 2 av 2 mått. Slumpen skulle ge 0,4 om måtten inte hade med varandra att göra.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings differ (−want +got):\n%s", diff)
	}
}

func TestValuesThatAreNotThere(t *testing.T) {
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {"Hela Provby|71,5|71,1–71,9|.|.|.|.|+0,6|0,1–1,1",
			"Ängby|54,3|52,2–56,4|74,2|−19,9|−22,1 till −17,7|▼sämre|+2,7|1,3–4,1",
			"Centrum & hamnen|.. (visas inte av sekretesskäl)|..|74,2|..|..|jämförs inte|..|..",
			"Dalen|.. (uppgift saknas i källan)|..|74,2|..|..|jämförs inte|..|..",
			"Norra <Öst>|(70,1) p|57,8–82,4|74,2|−4,2|−16,6 till 8,2|○ingen säker skillnad|..|.."},
		lang.En: {"All of Provby|71.5|71.1–71.9|.|.|.|.|+0.6|0.1–1.1",
			"Ängby|54.3|52.2–56.4|74.2|−19.9|−22.1 to −17.7|▼worse|+2.7|1.3–4.1",
			"Centrum & hamnen|.. (withheld to protect persons)|..|74.2|..|..|not compared|..|..",
			"Dalen|.. (not in the source)|..|74.2|..|..|not compared|..|..",
			"Norra <Öst>|(70.1) p|57.8–82.4|74.2|−4.2|−16.6 to 8.2|○no clear difference|..|.."},
	} {
		_, doc := written(t, testReport(t, l))
		var rows []string
		for _, n := range elements(doc, "table") {
			if attr(n, "id") != "table-employed" {
				continue
			}
			for _, tr := range elements(n, "tr") {
				var cells []string
				for c := range tr.ChildNodes() {
					cells = append(cells, strings.ReplaceAll(text(c), nbsp, " "))
				}
				rows = append(rows, strings.Join(cells, "|"))
			}
		}
		for _, w := range want {
			if !slices.Contains(rows, w) {
				t.Errorf("%s: no row reads %q; there are\n%s", l, w, strings.Join(rows, "\n"))
			}
		}
	}
}

// An indicator that reports to two categories of a frame is in full in the first and pointed to in the second; one that reports to none comes
// under "other".
func TestFrameCategories(t *testing.T) {
	r := testReport(t, lang.En)
	r.Frame = "goal"
	_, doc := written(t, r)
	got := map[string][]string{}
	for _, s := range elements(elements(doc, "main")[0], "section") {
		if s.Parent.Data != "main" || !strings.HasPrefix(attr(s, "id"), "goal-") {
			continue
		}
		for _, h := range elements(s, "h3") {
			got[attr(s, "id")] = append(got[attr(s, "id")], text(h))
		}
	}
	want := map[string][]string{
		"goal-8":  {"Employed, ages 20–64: do the districts differ from the rest of Provby?"},
		"goal-10": {"Employed, ages 20–64", "Overcrowded: do the districts differ from the rest of Provby?"},
		"goal-other": {"Foreign background: do the districts differ from the rest of Provby?", "Median income: how different are the parts of the city?",
			"Merit value: how different are the schools?"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("chapters differ (−want +got):\n%s", diff)
	}
}

func TestWriteIsRepeatable(t *testing.T) {
	first, _ := written(t, testReport(t, lang.Sv))
	second, _ := written(t, testReport(t, lang.Sv))
	if first != second {
		t.Error("two pages of the same report differ")
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Report)
		want   string
	}{
		"unknown frame":     {func(r *Report) { r.Frame = "nope" }, `frame "nope" is not in the catalogue`},
		"no results":        {func(r *Report) { r.Results = nil }, "there are no results"},
		"no catalogue":      {func(r *Report) { r.Catalogue = nil }, "there is no catalogue"},
		"no title":          {func(r *Report) { r.Study.Title = lang.Text{} }, "the study has no title"},
		"no language":       {func(r *Report) { r.Lang = "de" }, `language "de"`},
		"other language":    {func(r *Report) { r.Lang = lang.En }, `is in language "sv", the page in "en"`},
		"figure twice":      {func(r *Report) { r.Figures = append(r.Figures, r.Figures[0]) }, "two figures have the ID"},
		"unfinished figure": {func(r *Report) { f := *r.Figures[0]; f.Alt = ""; r.Figures[0] = &f }, "has no alternative text"},
	} {
		t.Run(name, func(t *testing.T) {
			r := testReport(t, lang.Sv)
			c.change(r)
			var b bytes.Buffer
			err := r.Write(&b)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes were written", b.Len())
			}
		})
	}
}

// A study may have next to nothing: the page still has its chapters.
func TestEmptyResults(t *testing.T) {
	r := testReport(t, lang.Sv)
	r.Figures, r.Register, r.Inputs, r.Languages, r.GroupName, r.Reconciliation = nil, nil, nil, nil, nil, nil
	options := r.Results.Options
	*r.Results = *results(t)
	r.Results.Comparisons, r.Results.Trends, r.Results.Inequality, r.Results.Segregation, r.Results.Mixes, r.Results.Findings = nil, nil, nil, nil, nil, nil
	r.Results.Districts, r.Results.Warnings, r.Results.Options = nil, nil, options
	_, doc := written(t, r)
	for _, id := range []string{"summary", "reading", "areas", "method", "reuse"} {
		if !slices.ContainsFunc(elements(doc, "section"), func(n *html.Node) bool { return attr(n, "id") == id }) {
			t.Errorf("there is no chapter %q", id)
		}
	}
}

func TestLinksOfSourcesAreOfTheWeb(t *testing.T) {
	page, _ := written(t, testReport(t, lang.Sv))
	if strings.Contains(page, "javascript:") {
		t.Error("an address that is not of the web became a link")
	}
	if !strings.Contains(page, `href="https://www.scb.se/"`) {
		t.Error("the address of a source is not a link")
	}
}

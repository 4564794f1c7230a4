package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/jamlik/jamlik/indicators/lang"
)

// fragments returns the nodes of the fragment of every figure of a report.
func fragments(t *testing.T, r *Report) map[string]*html.Node {
	t.Helper()
	out := map[string]*html.Node{}
	for _, f := range r.Figures {
		b, err := Fragment(f, r.Files, "../")
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "<style", "class=", "<html", "onload", "ZgotmplZ"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%s: the fragment holds %q", f.Stem(), bad)
			}
		}
		nodes, err := html.ParseFragment(bytes.NewReader(b), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
		if err != nil {
			t.Fatal(err)
		}
		var roots []*html.Node
		for _, n := range nodes {
			if n.Type == html.ElementNode || strings.TrimSpace(n.Data) != "" {
				roots = append(roots, n)
			}
		}
		if len(roots) != 1 || roots[0].Data != "figure" {
			t.Fatalf("%s: the fragment has %d roots, want one figure", f.Stem(), len(roots))
		}
		out[f.Stem()] = roots[0]
	}
	return out
}

func TestFragmentIsWholeByItself(t *testing.T) {
	for _, l := range lang.All {
		r := testReport(t, l)
		for stem, doc := range fragments(t, r) {
			if got := attr(doc, "lang"); got != string(l) {
				t.Errorf("%s: lang is %q, want %q", stem, got, l)
			}
			if first := elements(doc, "figcaption"); len(first) != 1 || text(first[0]) == "" {
				t.Errorf("%s: there is no caption", stem)
			}
			svg := elements(doc, "svg")
			if len(svg) != 1 || attr(svg[0], "role") != "img" || attr(svg[0], "aria-labelledby") == "" {
				t.Errorf("%s: the drawing has no role or name", stem)
			}
			if len(elements(doc, "table")) != 1 || len(elements(doc, "caption")) != 1 {
				t.Errorf("%s: want one table with a caption", stem)
			}
			for _, th := range elements(doc, "th") {
				if attr(th, "scope") == "" {
					t.Errorf("%s: header %q has no scope", stem, text(th))
				}
			}
			ids := map[string]bool{}
			for _, n := range elements(doc, "") {
				ids[attr(n, "id")] = true
			}
			for _, a := range elements(doc, "a") {
				switch href := attr(a, "href"); {
				case strings.HasPrefix(href, "#"):
					if !ids[href[1:]] {
						t.Errorf("%s: link to %s leads nowhere", stem, href)
					}
				case strings.HasPrefix(href, "../figures/"+stem+"."):
				case !strings.HasPrefix(href, "data:text/csv;"):
					t.Errorf("%s: unexpected link to %s", stem, href)
				}
			}
			if !strings.Contains(text(doc), map[lang.Lang]string{lang.Sv: "Källa: ", lang.En: "Source: "}[l]) {
				t.Errorf("%s: the source is not named", stem)
			}
		}
	}
}

// Several fragments, in both languages, may stand on one page.
func TestFragmentsShareNoID(t *testing.T) {
	seen := map[string]string{}
	for _, l := range lang.All {
		for stem, doc := range fragments(t, testReport(t, l)) {
			for _, n := range elements(doc, "") {
				id := attr(n, "id")
				if other, twice := seen[id]; twice && id != "" {
					t.Errorf("%s and %s both have id %q", other, stem, id)
				}
				seen[id] = stem
			}
		}
	}
}

func TestFragmentIsTheSameEveryTime(t *testing.T) {
	r := testReport(t, lang.Sv)
	for _, f := range r.Figures {
		one, err := Fragment(f, r.Files, "../")
		if err != nil {
			t.Fatal(err)
		}
		two, err := Fragment(f, r.Files, "../")
		if err != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: two fragments differ (%v)", f.Stem(), err)
		}
	}
}

func TestClassesBecomeStyles(t *testing.T) {
	got := string(inlineStyles([]byte(`<td class="n better">1</td><p class="unknown">class=&#34;n&#34;</p>`)))
	if want := `<td style="text-align:right">1</td><p>class=&#34;n&#34;</p>`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for class := range classStyles {
		if class != "drawing" && !regexp.MustCompile(`\.`+regexp.QuoteMeta(class)+`\b`).MatchString(styles) {
			t.Errorf("class %q is not one of the report", class)
		}
	}
}

package charts

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

// What is not drawn again must be what would be drawn: figures whose files differ have different sums, also where an SVG file rounds the difference away.
func TestDrawingsAreToldApart(t *testing.T) {
	sum := func(change func(*Figure)) string {
		t.Helper()
		f := allFigures(t, lang.Sv)["compare-normal"]
		change(f)
		d, err := f.Drawing()
		if err != nil {
			t.Fatal(err)
		}
		return d.SHA256
	}
	whole := sum(func(*Figure) {})
	if again := sum(func(*Figure) {}); again != whole {
		t.Error("the same figure has two sums")
	}
	for name, change := range map[string]func(*Figure){
		"id":                           func(f *Figure) { f.ID += "-half" },
		"title":                        func(f *Figure) { f.Title = strings.ToUpper(f.Title) },
		"alt":                          func(f *Figure) { f.Alt = strings.ToUpper(f.Alt) },
		"source":                       func(f *Figure) { f.Source += " X." },
		"method":                       func(f *Figure) { f.Method += " X." },
		"note":                         func(f *Figure) { f.Notes = append(f.Notes, "x") },
		"language":                     func(f *Figure) { f.Lang = lang.En },
		"subtitle":                     func(f *Figure) { f.Subtitle += " x" },
		"a shift that SVG rounds away": func(f *Figure) { f.Height += 1e-6 },
	} {
		if sum(change) == whole {
			t.Errorf("a figure with another %s has the same sum", name)
		}
	}
}

func TestCharactersWithoutShapeAreTold(t *testing.T) {
	f, err := Compare(testComparison(employed, "Sjöbo", "Łódź – Дом", "漢字", "بوراس"), testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Drawing()
	if err != nil {
		t.Fatal(err)
	}
	joined := strings.Join(d.Lacking, "|")
	if !strings.Contains(joined, "漢字") || !strings.Contains(joined, "بوراس") {
		t.Errorf("lacking are %q", d.Lacking)
	}
	if slices.ContainsFunc(d.Lacking, func(s string) bool { return !strings.ContainsAny(s, "漢ب") }) {
		t.Errorf("lacking are %q, of which the font has some", d.Lacking)
	}
	for format := range formats {
		write(t, f, format) // still drawn
	}
	for name, f := range allFigures(t, lang.Sv) {
		if d, err := f.Drawing(); err != nil || len(d.Lacking) > 0 {
			t.Errorf("%s: %v, lacking %q", name, err, d.Lacking)
		}
	}
}

func TestWebPNGHasTwoPixelsForEachOfAPage(t *testing.T) {
	f := allFigures(t, lang.Sv)["compare-normal"]
	var web bytes.Buffer
	if err := f.WriteWebPNG(&web, Titled); err != nil {
		t.Fatal(err)
	}
	w, h := f.Size(Titled)
	if b := decoded(t, web.Bytes()).Bounds(); b.Dx() != int(math.Round(w.Points()/72*192)) || b.Dy() != int(math.Round(h.Points()/72*192)) {
		t.Errorf("%v pixels for a page of %.1f × %.1f points", b, w, h)
	}
}

// A spreadsheet with Swedish settings reads numbers with decimal commas, and codes as they are.
func TestExcelCSVSaysTheSame(t *testing.T) {
	eachFigure(t, func(t *testing.T, f *Figure) {
		text, ok := strings.CutPrefix(string(write(t, f, "excel")), "\ufeff")
		if !ok {
			t.Fatal("no byte order mark")
		}
		r := csv.NewReader(strings.NewReader(text))
		r.Comma = ';'
		excel, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		plain, err := csv.NewReader(bytes.NewReader(write(t, f, "csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(excel) != len(plain) {
			t.Fatalf("%d rows, want %d", len(excel), len(plain))
		}
		for i := range plain {
			for j := range plain[i] {
				if got := excel[i][j]; got != plain[i][j] && strings.Replace(got, ",", ".", 1) != plain[i][j] {
					t.Errorf("row %d: %q, want %q", i, got, plain[i][j])
				}
			}
		}
	})
}

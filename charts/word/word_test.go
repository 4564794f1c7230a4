package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testFigures are comparisons of 3, 31 and 130 made-up areas: one table on a page, one that goes on, and one that is too long to print.
func testFigures(t *testing.T, l lang.Lang) []*charts.Figure {
	t.Helper()
	var out []*charts.Figure
	for _, n := range []int{3, 31, 130} {
		ind := indicators.Indicator{
			ID: fmt.Sprintf("employed_%d", n), Name: lang.Text{Sv: "Sysselsatta & studerande", En: "Employed & students"}, Source: "scb", Decimals: 1,
			Unit:      indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}},
			Direction: indicators.HigherIsBetter,
		}
		catalogue, err := indicators.NewCatalogue([]indicators.Indicator{ind}, nil, nil,
			[]indicators.Source{{ID: "scb", Publisher: lang.Text{Sv: "SCB", En: "Statistics Sweden"}}})
		if err != nil {
			t.Fatal(err)
		}
		c := analysis.Comparison{Indicator: ind, Period: indicators.Year(2024), City: analysis.Value{Estimate: index.Estimate{Value: 70}, OK: true}}
		for i := range n {
			c.Areas = append(c.Areas, analysis.AreaComparison{
				Area:  indicators.Area{Code: fmt.Sprint(i), Name: fmt.Sprintf("Område <%d>", i), Level: indicators.District},
				Value: analysis.Value{Estimate: index.Estimate{Value: 60 + float64(i)/10}, OK: true},
			})
		}
		figures := charts.ComparePages
		if n == 130 { // one figure, whose data are longer than a table that is printed
			figures = func(c analysis.Comparison, o charts.Options) ([]*charts.Figure, error) {
				f, err := charts.Compare(c, o)
				return []*charts.Figure{f}, err
			}
		}
		fs, err := figures(c, charts.Options{Lang: l, City: "Provby", Catalogue: catalogue})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fs...)
	}
	return out
}

// testDocument has pictures that are not really drawn: their files are put into the package as they are.
func testDocument(t *testing.T, l lang.Lang) *Document {
	t.Helper()
	d := &Document{Lang: l, Title: "Jämlikhet & mer", Subtitle: "Provby", Notice: "Provby finns inte.", Date: "2026-11-20", Contact: "a@b.example",
		Summary: []string{"Om rapporten.", "Det första fyndet < det andra."}}
	for i, f := range testFigures(t, l) {
		d.Pictures = append(d.Pictures, Picture{Figure: f, PNG: fmt.Appendf(nil, "\x89PNG %d", i), Mode: charts.Mode(i % 2)})
	}
	return d
}

// unpacked writes a document and returns its files.
func unpacked(t *testing.T, d *Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for i, f := range z.File {
		if i == 0 && f.Name != "[Content_Types].xml" {
			t.Errorf("the first file is %s, want the list of types", f.Name)
		}
		if !f.Modified.Before(time.Date(1981, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s is in the package twice", f.Name)
		}
		out[f.Name] = string(data)
	}
	return out
}

// TestPackageHoldsTogether follows every reference between the parts.
func TestPackageHoldsTogether(t *testing.T) {
	files := unpacked(t, testDocument(t, lang.Sv))
	for name, data := range files {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
			continue
		}
		for d := xml.NewDecoder(strings.NewReader(data)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
	types := files["[Content_Types].xml"]
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:Extension|PartName)="([^"]+)"`).FindAllStringSubmatch(types, -1) {
		if seen[m[1]] {
			t.Errorf("the type of %s is given twice", m[1])
		}
		seen[m[1]] = true
		if name, ok := strings.CutPrefix(m[1], "/"); ok && files[name] == "" {
			t.Errorf("the type of %s is given, which is not there", name)
		}
	}
	for name := range files {
		if ext := strings.TrimPrefix(path.Ext(name), "."); !seen[ext] {
			t.Errorf("the type of %s is not given", name)
		}
	}
	for rels, base := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(`<Relationship Id="([^"]+)" Type="[^"]+" Target="([^"]+)"/>`).FindAllStringSubmatch(files[rels], -1) {
			if ids[m[1]] || !regexp.MustCompile(`^[A-Za-z]\w*$`).MatchString(m[1]) {
				t.Errorf("%s: id %q comes twice or is no name", rels, m[1])
			}
			ids[m[1]] = true
			if files[base+m[2]] == "" {
				t.Errorf("%s: %s is not there", rels, m[2])
			}
		}
		if base == "" {
			continue
		}
		for _, m := range regexp.MustCompile(`r:(?:embed|id)="([^"]+)"`).FindAllStringSubmatch(files["word/document.xml"], -1) {
			if !ids[m[1]] {
				t.Errorf("the document refers to %q, which has no relation", m[1])
			}
		}
	}
	for _, m := range regexp.MustCompile(`w:(?:p|tbl)Style w:val="([^"]+)"`).FindAllStringSubmatch(files["word/document.xml"]+files["word/footer1.xml"], -1) {
		if !strings.Contains(files["word/styles.xml"], `w:styleId="`+m[1]+`"`) {
			t.Errorf("style %q is not defined", m[1])
		}
	}
}

// WCAG 1.1.1, 1.3.1, 2.4.2 and 3.1.1 in the structure of the document itself.
func TestDocumentCanBeHeard(t *testing.T) {
	for _, l := range lang.All {
		d := testDocument(t, l)
		files := unpacked(t, d)
		body := files["word/document.xml"]
		for _, p := range d.Pictures {
			alt, err := escape(p.Figure.Alt)
			if err != nil || !strings.Contains(body, `<wp:docPr id="`) || strings.Count(body, `descr="`+alt+`"`) != 2 {
				t.Errorf("%s: the picture has no alternative text", p.Figure.ID)
			}
			source, _ := escape(p.Figure.Source)
			if !strings.Contains(body, source) {
				t.Errorf("%s: the source is not named", p.Figure.ID)
			}
		}
		if got, want := strings.Count(body, "<w:tbl>"), strings.Count(body, "<w:tblHeader"); got == 0 || got != want {
			t.Errorf("%d tables and %d rows of headers", got, want)
		}
		for table := range strings.SplitSeq(body, "<w:tbl>") {
			if i, j := strings.Index(table, "w:tblHeader"), strings.Index(table, "</w:tr>"); i > j {
				t.Error("the first row of a table is no header")
			}
		}
		if want := `<w:lang w:val="` + tags[l] + `"`; !strings.Contains(files["word/styles.xml"], want) {
			t.Errorf("%s: the language of the text is not set", l)
		}
		core := files["docProps/core.xml"]
		for _, want := range []string{"<dc:title>Jämlikhet &amp; mer</dc:title>", "<dc:language>" + tags[l] + "</dc:language>", ">2026-11-20T00:00:00Z<"} {
			if !strings.Contains(core, want) {
				t.Errorf("%s: the properties lack %s", l, want)
			}
		}
		for i, style := range []string{"Title", "Heading1", "Heading2"} {
			if n := strings.Count(body, `w:val="`+style+`"`); n == 0 || i == 0 && n > 1 {
				t.Errorf("%d paragraphs of style %s", n, style)
			}
		}
	}
}

func TestTablesHoldTheFiguresData(t *testing.T) {
	d := testDocument(t, lang.En)
	body := unpacked(t, d)["word/document.xml"]
	for _, want := range []string{"Område &lt;2&gt;", "60.2", "The table has 131 rows and is in the file figures/compare-employed-130-en.csv."} {
		if !strings.Contains(body, want) {
			t.Errorf("the document does not hold %q", want)
		}
	}
	if strings.Contains(body, "Område &lt;77&gt;") {
		t.Error("a table of 131 rows is printed")
	}
	// Rows have as many cells as the table has columns.
	for _, table := range strings.Split(body, "<w:tbl>")[1:] {
		columns := strings.Count(table, "<w:gridCol")
		for row := range strings.SplitSeq(table[:strings.LastIndex(table, "</w:tr>")], "</w:tr>") {
			if n := strings.Count(row, "<w:tc>"); n != columns {
				t.Errorf("a row of %d cells in a table of %d columns", n, columns)
			}
		}
	}
}

// A wide table is printed in parts that each begin with the first column, and together have every column once.
func TestWideTablesAreDivided(t *testing.T) {
	f := testFigures(t, lang.Sv)[0]
	for i := range 12 {
		f.Table.Columns = append(f.Table.Columns, charts.Column{Key: fmt.Sprintf("x%d", i), Name: fmt.Sprintf("X%d", i)})
		for r := range f.Table.Rows {
			f.Table.Rows[r] = append(f.Table.Rows[r], charts.Cell{Text: "1", Raw: "1"})
		}
	}
	d := &Document{Lang: lang.Sv, Title: "T", Pictures: []Picture{{Figure: f, PNG: []byte("x")}}}
	body := unpacked(t, d)["word/document.xml"]
	n := strings.Count(body, "<w:tbl>")
	if n < 2 || strings.Count(body, ">Område<") != n || !strings.Contains(body, fmt.Sprintf("del %d av %d", n, n)) {
		t.Errorf("%d tables, which do not all have the first column", n)
	}
	for i := range 12 {
		if strings.Count(body, fmt.Sprintf(">X%d<", i)) != 1 {
			t.Errorf("column X%d is not in one of the parts", i)
		}
	}
	if strings.Count(body, ` SEQ Tabell \c `) != n-1 {
		t.Error("the later parts do not have the number of the first")
	}
}

// Figures are as wide as they are made, 159 mm or 5724000 units, and lower than a page.
func TestPicturesHaveTheirPrintSize(t *testing.T) {
	body := unpacked(t, testDocument(t, lang.Sv))["word/document.xml"]
	sizes := regexp.MustCompile(`<wp:extent cx="(\d+)" cy="(\d+)"/>`).FindAllStringSubmatch(body, -1)
	if len(sizes) != 3 || sizes[0][1] != "5724000" || sizes[1][1] != "5724000" {
		t.Fatalf("sizes are %v", sizes)
	}
	if sizes[2][2] != "8208000" { // 228 mm
		t.Errorf("the picture that is higher than a page has the height %s", sizes[2][2])
	}
	for i, m := range regexp.MustCompile(`<a:blip [^>]*/>(<a:srcRect t="\d+" b="\d+"/>)?`).FindAllStringSubmatch(body, -1) {
		if cut := m[1] != ""; cut != (i%2 == int(charts.Titled)) {
			t.Errorf("picture %d is cut: %v", i+1, cut)
		}
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	var first bytes.Buffer
	for i := range 5 {
		var b bytes.Buffer
		if err := testDocument(t, lang.Sv).Write(&b); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = b
		} else if !bytes.Equal(b.Bytes(), first.Bytes()) {
			t.Fatal("two documents of the same differ")
		}
	}
}

func TestIncompleteDocumentsAreRefused(t *testing.T) {
	d := testDocument(t, lang.Sv)
	d.Title, d.Lang = "", "de"
	d.Pictures[0].PNG = nil
	var b bytes.Buffer
	err := d.Write(&b)
	if err == nil || b.Len() > 0 {
		t.Fatalf("written in spite of everything: %v", err)
	}
	for _, want := range []string{`language "de"`, "no title", `"compare-employed-3" has no picture`, `is in language "sv", the document in "de"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

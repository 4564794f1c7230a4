package hostile

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// payloads are texts that would do something if a page, drawing or document took them for more than text. What runs sets window.owned.
var payloads = []string{
	`<script>window.owned=1</script>`, `"><img src=x onerror="window.owned=2">`, `</title><script>window.owned=3</script>`, `]]><script>window.owned=4</script>`,
	`'-window.owned=5-'`, `</script><svg onload=window.owned=6>`, `--><iframe srcdoc="<script>parent.owned=7</script>">`, "{{.}}${window.owned=8}", `&lt;b&gt;&#60;i&amp`,
	`</text></svg><a href="javascript:window.owned=9">x</a>`, "\u2028window.owned=10\u2029", "\u202e\u2066drow", `=HYPERLINK("http://example.org","x")`, `@SUM(1)`, `+1+cmd|'x'!A1`, `＝1`,
	`</style><style>*{display:none}`, `\"};window.owned=11;{\"`, `javascript:window.owned=12`,
}

// hostileStudy writes the study of jamlik init with payloads in every text that a study has, and its twin with plain words in the same places.
func hostileStudy(t *testing.T, dir string, text func(i int) string) {
	t.Helper()
	next := 0
	take := func() string { next++; return text(next - 1) }
	quoted := func() string { return strconv.Quote(take()) }
	for _, name := range []string{"study.yaml", "areas.csv", "background.csv", "employment.csv"} {
		data, err := os.ReadFile(filepath.Join(repository, "cmd/jamlik/template", name))
		if err != nil {
			t.Fatal(err)
		}
		switch name {
		case "study.yaml":
			data = translated.ReplaceAllFunc(data, func([]byte) []byte { return []byte(fmt.Sprintf("{sv: %s, en: %s}", quoted(), quoted())) })
			data = regexp.MustCompile(`(?m)^( +(?:sv|en)): ".*"`).ReplaceAllFunc(data, func(line []byte) []byte {
				return append(line[:bytes.IndexByte(line, ':')+2:bytes.IndexByte(line, ':')+2], quoted()...)
			})
			data = bytes.Replace(data, []byte("    licence: CC0\n"), []byte("    licence: "+quoted()+"\n    table: "+quoted()+"\n    retrieved: \"2026-01-01\"\n"), 1)
		case "areas.csv":
			rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				row[1] = take() // an area of each kind
			}
			var out bytes.Buffer
			if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			data = out.Bytes()
		}
		if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

var translated = regexp.MustCompile(`\{sv: [^{}]*, en: [^{}]*\}`)

// published runs a study and returns its files.
func published(t *testing.T, program, study string) (dir string, files []string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	cmd := exec.Command(program, "run", study, "-o", dir, "--formats", "svg,pdf")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	} else if flaw := harmful(out); flaw != "" {
		t.Errorf("%s%s", flaw, out)
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, files
}

// TestHostileTextsStayTexts publishes a study whose every text is a payload, and its twin with plain words. Both have the same files, elements and attributes,
// nothing runs in a browser, and nothing is a formula in a spreadsheet.
func TestHostileTextsStayTexts(t *testing.T) {
	program, base := buildProgram(t), t.TempDir()
	hostileStudy(t, filepath.Join(base, "hostile"), func(i int) string { return payloads[i%len(payloads)] + " " + strconv.Itoa(i) })
	hostileStudy(t, filepath.Join(base, "plain"), func(i int) string { return "Ord " + strconv.Itoa(i) })
	dir, files := published(t, program, filepath.Join(base, "hostile"))
	plain, twins := published(t, program, filepath.Join(base, "plain"))
	split := regexp.MustCompile(`-[0-9]+-(sv|en)\.`) // a figure with long names may need another page
	whole := func(names []string) []string {
		var out []string
		for _, n := range names {
			if n = split.ReplaceAllString(n, "-$1."); !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
		return out
	}
	if a, b := whole(files), whole(twins); !slices.Equal(a, b) {
		t.Errorf("hostile texts give the files %q, plain ones %q", a, b)
	}
	known := map[string]bool{} // kinds of file with elements and attributes that plain words give
	each := func(dir, name string, said func(what string)) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		switch path.Ext(name) {
		case ".html":
			elementsOfHTML(t, data, said)
		case ".svg":
			elementsOfXML(t, name, data, said)
		case ".docx", ".xlsx":
			for part, content := range unzipped(t, data) {
				elementsOfXML(t, name+": "+part, content, said)
			}
		}
	}
	for _, name := range twins {
		each(plain, name, func(what string) { known[path.Ext(name)+what] = true })
	}
	for _, name := range files {
		each(dir, name, func(what string) {
			if !known[path.Ext(name)+what] {
				known[path.Ext(name)+what] = true // told once
				t.Errorf("%s has %s, which it has not with plain words", name, what)
			}
		})
		if path.Ext(name) == ".xlsx" {
			formulas(t, dir, name)
		}
		if strings.HasSuffix(name, "-excel-sv.csv") {
			formulasOfExcel(t, dir, name)
		}
	}
	t.Run("browser", func(t *testing.T) { nothingRuns(t, dir, files) })
	t.Run("spreadsheet", func(t *testing.T) { nothingIsCalculated(t, dir) })
	t.Run("PDF", func(t *testing.T) { wholePDF(t, dir, files) })
}

// elementsOfHTML says each element, each of its attributes, and each address that is no address of a page.
func elementsOfHTML(t *testing.T, data []byte, said func(what string)) {
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Error(err)
		return
	}
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			said("a comment")
		}
		if n.Type != html.ElementNode {
			continue
		}
		said("<" + n.Data + ">")
		for _, a := range n.Attr {
			said("<" + n.Data + " " + a.Key + ">")
			if scheme, _, ok := strings.Cut(a.Val, ":"); ok && (a.Key == "href" || a.Key == "src" || a.Key == "action") {
				said("<" + n.Data + " " + a.Key + "=" + scheme + ":>")
			}
		}
	}
}

func elementsOfXML(t *testing.T, name string, data []byte, said func(what string)) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s is not well-formed: %v", name, err)
			return
		}
		switch e := token.(type) {
		case xml.StartElement:
			said("<" + e.Name.Local + ">")
			for _, a := range e.Attr {
				said("<" + e.Name.Local + " " + a.Name.Local + ">")
			}
		case xml.Directive, xml.Comment:
			said("a directive or comment")
		}
	}
}

func unzipped(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range archive.File {
		if ext := path.Ext(f.Name); ext != ".xml" && ext != ".rels" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// formulas complains of cells of a workbook that are calculated.
func formulas(t *testing.T, dir, name string) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	for part, content := range unzipped(t, data) {
		if strings.HasPrefix(part, "xl/worksheets/") && regexp.MustCompile(`<f[ >/]|<hyperlink|t="str"`).Match(content) {
			t.Errorf("%s: %s has a formula or a link", name, part)
		}
	}
}

// formulasOfExcel complains of cells that Excel would calculate when it opens the file.
func formulasOfExcel(t *testing.T, dir, name string) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	number := regexp.MustCompile(`^-(\d+(,\d+)?(e[+-]?\d+)?)?$`)
	for _, row := range rows {
		for _, cell := range row {
			if bare := strings.TrimSpace(cell); bare != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(bare)[0]) && !number.MatchString(bare) {
				t.Errorf("%s: the cell %q", name, cell)
			}
		}
	}
}

// nothingRuns opens every page, fragment and drawing in Chromium.
func nothingRuns(t *testing.T, dir string, files []string) {
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && browser == "" {
			browser = found
		}
	}
	if browser == "" {
		missing(t, "browser", "Chromium is not in PATH")
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.ExecPath(browser))...)
	defer stop()
	ctx, stop := chromedp.NewContext(allocator)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 5*time.Minute)
	defer stop()
	opened := map[string]int{}
	for _, name := range files {
		kind := path.Dir(name) + path.Ext(name)
		if path.Ext(name) != ".html" && path.Ext(name) != ".svg" || opened[kind] == 20 {
			continue
		}
		opened[kind]++
		if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.ToSlash(filepath.Join(dir, name)))); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`String(window.owned) + " " + location.href`))
		if err != nil || !strings.HasPrefix(got, "undefined file:") || !strings.HasSuffix(got, path.Base(name)) {
			t.Errorf("%s: the payload that ran and the page are %s, %v", name, got, err)
		}
	}
	if opened["..html"] < 4 || len(opened) < 3 {
		t.Errorf("opened %v: the test says nothing", opened)
	}
}

// nothingIsCalculated has LibreOffice open a table for Excel and a workbook, if it is installed, and looks for cells that are formulas.
func nothingIsCalculated(t *testing.T, dir string) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not in PATH")
	}
	home := t.TempDir()
	for _, name := range []string{"data/comparisons-excel-sv.csv", "data/comparisons.xlsx"} { // comparisons.csv, for programs, has texts as they are
		var filter []string
		if strings.HasSuffix(name, ".csv") {
			filter = []string{"--infilter=CSV:59,34,76,1,,1053,false,true,false,true"} // semicolons, UTF-8, Swedish, numbers read, formulas calculated
		}
		arguments := append([]string{"-env:UserInstallation=file://" + home, "--headless", "--convert-to", "fods", "--outdir", home}, filter...)
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
		out, err := exec.CommandContext(ctx, office, append(arguments, filepath.Join(dir, filepath.FromSlash(name)))...).CombinedOutput()
		cancel()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		sheet, err := os.ReadFile(filepath.Join(home, strings.TrimSuffix(path.Base(name), path.Ext(name))+".fods"))
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if n := bytes.Count(sheet, []byte("table:formula=")); n > 0 {
			t.Errorf("%s: %d cells are formulas", name, n)
		}
		if !bytes.Contains(sheet, []byte("+1+cmd|")) || bytes.Count(sheet, []byte(`office:value-type="float"`)) < 10 {
			t.Errorf("%s: the payloads or the numbers did not come through", name)
		}
	}
}

// wholePDF has qpdf look at the drawings, if it is installed.
func wholePDF(t *testing.T, dir string, files []string) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		missing(t, "tools", "qpdf is not in PATH")
	}
	looked := 0
	for _, name := range files {
		if path.Ext(name) != ".pdf" || looked == 10 {
			continue
		}
		looked++
		if out, err := exec.Command(qpdf, "--check", filepath.Join(dir, filepath.FromSlash(name))).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || regexp.MustCompile(`/(JavaScript|JS|Launch|URI|OpenAction)\b`).Match(data) {
			t.Errorf("%s does something when it is opened, or %v", name, err)
		}
	}
}

// missing skips a test for want of a program, unless JAMLIK_TEST_REQUIRE asks for it.
func missing(t *testing.T, what, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("JAMLIK_TEST_REQUIRE"), ","), what) {
		t.Fatal(why + ", and JAMLIK_TEST_REQUIRE asks for " + what)
	}
	t.Skip(why)
}

package published

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// proofTool returns the path of a program.
func proofTool(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	skipProof(t, names[0]+" is not in PATH")
	return ""
}

// proofModule returns a file of node_modules.
func proofModule(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(os.Getenv("JAMLIK_TEST_TOOLS"), "node_modules", name)
	if _, err := os.Stat(path); err != nil {
		skipProof(t, name+" is not under JAMLIK_TEST_TOOLS")
	}
	return path
}

func skipProof(t *testing.T, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("JAMLIK_TEST_REQUIRE"), ","), "tools") {
		t.Fatal(why + ", and JAMLIK_TEST_REQUIRE asks for the tools")
	}
	t.Skip(why)
}

// TestWhatIsPublished runs both studies with the program itself, which is built for that, and has others look at the files.
func TestWhatIsPublished(t *testing.T) {
	dir := t.TempDir()
	boras, exempelstad := filepath.Join(dir, "boras"), filepath.Join(dir, "exempelstad")
	runs := sync.OnceValue(func() error {
		program := filepath.Join(dir, "jamlik")
		for _, args := range [][]string{
			{"go", "build", "-o", program, "github.com/jamlik/jamlik/cmd/jamlik"},
			{program, "run", "-q", "-o", boras},
			{program, "run", filepath.Join("..", "..", "..", "testdata", "exempelstad"), "-q", "-o", exempelstad},
		} {
			if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
				return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
			}
		}
		return nil
	})
	studies := func(t *testing.T) []string { // made once, and not where every test is skipped
		t.Helper()
		if err := runs(); err != nil {
			t.Fatal(err)
		}
		return []string{boras, exempelstad}
	}
	t.Run("pages are accessible", func(t *testing.T) { proveAccessible(t, studies) })
	t.Run("pages are valid", func(t *testing.T) { proveValid(t, studies) })
	t.Run("PDF files are whole", func(t *testing.T) { provePDF(t, studies) })
	t.Run("renderers agree", func(t *testing.T) { proveDrawings(t, studies) })
}

// tool runs a program with a deadline and returns what it printed.
func tool(t *testing.T, path string, args ...string) (out string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.WaitDelay = 10 * time.Second
	b, err := cmd.CombinedOutput()
	return string(b), err
}

// publishedFiles returns the files of a run with an ending, in order.
func publishedFiles(t *testing.T, dir, ending string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ending) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("%s has no %s", dir, ending)
	}
	return out
}

// proveAccessible has axe-core look for violations of WCAG 2.1 A and AA and of its best practices.
func proveAccessible(t *testing.T, studies func(*testing.T) []string) {
	chromium := proofTool(t, "chromium", "chromium-browser", "google-chrome")
	axe, err := os.ReadFile(proofModule(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	runs := studies(t)
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`) // which would keep the checker out
	for _, page := range []string{filepath.Join(runs[0], "rapport.html"), filepath.Join(runs[0], "explore.html"),
		filepath.Join(runs[1], "report.html"), filepath.Join(runs[1], "utforska.html")} {
		t.Run(filepath.Base(page), func(t *testing.T) {
			source, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			source = policy.ReplaceAll(source, nil)
			dir := t.TempDir()
			file := filepath.Join(dir, "page.html")
			checker := "<script>" + string(axe) + `</script><script>
addEventListener("load", () => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"]}).then(r => {
  const found = r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.failureSummary).join("; "));
  const text = new TextEncoder().encode(JSON.stringify({passes: r.passes.length, found}));
  document.body.innerHTML = '<output id="axe">' + btoa(Array.from(text, b => String.fromCharCode(b)).join("")) + "</output>";
}));</script></body>`
			if err := os.WriteFile(file, bytes.Replace(source, []byte("</body>"), []byte(checker), 1), 0o600); err != nil {
				t.Fatal(err)
			}
			dom, err := tool(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
				"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1280,1000", "--virtual-time-budget=200000", "--dump-dom", "file://"+file)
			if err != nil {
				t.Fatalf("Chromium: %v\n%.2000s", err, dom)
			}
			m := regexp.MustCompile(`id="axe">([^<]*)<`).FindStringSubmatch(dom)
			if m == nil {
				t.Fatalf("axe-core gave no result in a page of %d bytes", len(dom))
			}
			raw, err := base64.StdEncoding.DecodeString(m[1])
			if err != nil {
				t.Fatal(err)
			}
			var result struct {
				Passes int
				Found  []string
			}
			if err := json.Unmarshal(raw, &result); err != nil {
				t.Fatal(err)
			}
			if result.Passes < 20 {
				t.Errorf("only %d rules were met: was the page there?", result.Passes)
			}
			for _, v := range result.Found {
				t.Error(v)
			}
		})
	}
}

// proveValid has the Nu HTML checker read every page, and the fragments to be embedded inside a page.
func proveValid(t *testing.T, studies func(*testing.T) []string) {
	java, vnu := proofTool(t, "java"), proofModule(t, "vnu-jar/build/dist/vnu.jar")
	runs := studies(t)
	dir := t.TempDir()
	var pages []string
	for i, study := range runs {
		var fragments strings.Builder
		fmt.Fprintf(&fragments, "<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\"><title>%d</title></head><body><h1>%[1]d</h1>\n", i)
		for _, file := range publishedFiles(t, study, ".html") {
			if filepath.Base(filepath.Dir(file)) != "embed" {
				pages = append(pages, file)
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			fragments.Write(b)
		}
		fragments.WriteString("</body></html>\n")
		page := filepath.Join(dir, fmt.Sprintf("embedded-%d.html", i))
		if err := os.WriteFile(page, []byte(fragments.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if out, err := tool(t, java, append([]string{"-jar", vnu, "--format", "gnu"}, pages...)...); err != nil {
		t.Errorf("%v\n%.4000s", err, out)
	}
}

// provePDF has qpdf check the PDF file of one figure of each kind, and Poppler that its fonts are embedded and its text can be had again.
func provePDF(t *testing.T, studies func(*testing.T) []string) {
	qpdf, fonts, info := proofTool(t, "qpdf"), proofTool(t, "pdffonts"), proofTool(t, "pdfinfo")
	var files []string
	kinds := map[string]bool{}
	for _, study := range studies(t) {
		for _, stem := range firstOfEachKind(t, study, kinds) {
			files = append(files, stem+".pdf")
		}
	}
	for _, file := range files {
		if out, err := tool(t, qpdf, "--check", file); err != nil || strings.Contains(out, "WARNING") {
			t.Errorf("%s: %v\n%s", filepath.Base(file), err, out)
		}
		out, err := tool(t, fonts, file)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if err != nil || len(lines) < 3 {
			t.Errorf("%s: %v\n%s", filepath.Base(file), err, out)
		}
		for _, l := range lines[min(2, len(lines)):] {
			if !regexp.MustCompile(` yes +(yes|no) +yes `).MatchString(l) { // embedded, whole or in part, with Unicode
				t.Errorf("%s: %s", filepath.Base(file), l)
			}
		}
		if out, err := tool(t, info, file); err != nil || !regexp.MustCompile(`Title: +\S`).MatchString(out) {
			t.Errorf("%s: %v\n%s", filepath.Base(file), err, out)
		}
	}
}

// proveDrawings compares, for one figure of each kind, the PNG file with what librsvg, Inkscape and Chromium make of the SVG file.
func proveDrawings(t *testing.T, studies func(*testing.T) []string) {
	renderers := []struct {
		name string
		args func(svg, out string, w, h int) []string
	}{
		{proofTool(t, "rsvg-convert"), func(svg, out string, w, h int) []string {
			return []string{"-w", fmt.Sprint(w), "-h", fmt.Sprint(h), "-b", "white", "-o", out, svg}
		}},
		{proofTool(t, "inkscape"), func(svg, out string, w, h int) []string {
			return []string{"-w", fmt.Sprint(w), "-h", fmt.Sprint(h), "-b", "white", "-o", out, svg}
		}},
		{proofTool(t, "chromium", "chromium-browser", "google-chrome"), func(svg, out string, w, h int) []string {
			const perPixel = 300.0 / 96 // of the PNG file to those of a page
			return []string{"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir=" + filepath.Join(filepath.Dir(out), "profile"),
				fmt.Sprintf("--force-device-scale-factor=%v", perPixel), "--hide-scrollbars",
				fmt.Sprintf("--window-size=%d,%d", int(math.Ceil(float64(w)/perPixel)), int(math.Ceil(float64(h)/perPixel))),
				"--screenshot=" + out, "file://" + svg}
		}},
	}
	runs := studies(t)
	kinds := map[string]bool{}
	dir := t.TempDir()
	for _, study := range runs {
		for _, stem := range firstOfEachKind(t, study, kinds) {
			want := grey(t, stem+".png")
			for _, r := range renderers {
				out := filepath.Join(dir, "drawn.png")
				w, h := want.Bounds().Dx(), want.Bounds().Dy()
				if log, err := tool(t, r.name, r.args(stem+".svg", out, w, h)...); err != nil {
					t.Errorf("%s: %s: %v\n%s", filepath.Base(stem), filepath.Base(r.name), err, log)
					continue
				}
				mean, worst := differ(want, grey(t, out))
				t.Logf("%s: %s: mean %.4f, worst block %.3f", filepath.Base(stem), filepath.Base(r.name), mean, worst)
				// Two pixels to the side at the end of a long line of text make 0.15 of a block.
				if mean > 0.004 || worst > 0.18 {
					t.Errorf("%s: %s draws it otherwise: mean %.4f, worst block %.3f", filepath.Base(stem), filepath.Base(r.name), mean, worst)
				}
			}
		}
	}
	if len(kinds) < 5 {
		t.Errorf("figures of %d kinds were compared", len(kinds))
	}
}

// firstOfEachKind returns a figure of each kind that is not yet known.
func firstOfEachKind(t *testing.T, study string, known map[string]bool) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(study, "figures.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kind := slices.Index(rows[0], "kind")
	if kind < 0 {
		t.Fatalf("figures.csv has columns %q", rows[0])
	}
	var out []string
	for _, r := range rows[1:] {
		if !known[r[kind]] {
			known[r[kind]] = true
			out = append(out, filepath.Join(study, strings.TrimSuffix(r[0], ".svg")))
		}
	}
	return out
}

// grey reads a picture.
func grey(t *testing.T, path string) image.Image {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return img
}

// differ compares two pictures of one size by the mean lightness of blocks of 16 pixels, from 0 to 1: over all blocks, and in the worst.
func differ(a, b image.Image) (mean, worst float64) {
	const side = 16
	w, h := min(a.Bounds().Dx(), b.Bounds().Dx()), min(a.Bounds().Dy(), b.Bounds().Dy())
	if max(a.Bounds().Dx(), b.Bounds().Dx())-w > 4 || max(a.Bounds().Dy(), b.Bounds().Dy())-h > 4 { // programs round sizes to whole pixels of theirs
		return 1, 1
	}
	lightness := func(img image.Image, x0, y0 int) float64 {
		var sum float64
		for y := range side {
			for x := range side {
				c := color.GrayModel.Convert(img.At(img.Bounds().Min.X+x0+x, img.Bounds().Min.Y+y0+y)).(color.Gray)
				sum += float64(c.Y) / 255
			}
		}
		return sum / (side * side)
	}
	n := 0
	for y := 0; y+side <= h; y += side {
		for x := 0; x+side <= w; x += side {
			d := math.Abs(lightness(a, x, y) - lightness(b, x, y))
			mean, worst = mean+d, max(worst, d)
			n++
		}
	}
	return mean / float64(max(n, 1)), worst
}

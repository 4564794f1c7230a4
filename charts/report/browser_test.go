package report

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/charts/report/chromium"
	"github.com/jamlik/jamlik/indicators/lang"
)

// browser returns the path of Chromium, or skips the test. With JAMLIK_TEST_REQUIRE containing "browser" its absence is a failure.
func browser(t *testing.T) string {
	t.Helper()
	path, err := chromium.Find()
	switch {
	case err != nil && strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "browser"):
		t.Fatal(err)
	case err != nil:
		t.Skip(err)
	}
	return path
}

// Each district's profile fits one page of A4, whatever its name, and the summary another.
func TestPrintedPages(t *testing.T) {
	b, err := chromium.Start(t.Context(), browser(t), "")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}()
	dir := t.TempDir()
	printed := func(html []byte) int {
		t.Helper()
		file := filepath.Join(dir, "page.html")
		if err := os.WriteFile(file, html, 0o600); err != nil {
			t.Fatal(err)
		}
		pdf, err := b.PDF(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(pdf, []byte("/Type /Page\n"))
	}
	for _, l := range lang.All {
		r := testReport(t, l)
		profiles, err := r.ProfilePages()
		if err != nil {
			t.Fatal(err)
		}
		if len(profiles) != len(districts) {
			t.Errorf("%s: there are %d profiles of %d districts", l, len(profiles), len(districts))
		}
		for _, p := range profiles {
			if n := printed(p.HTML); n != 1 {
				t.Errorf("%s: the profile of %s takes %d pages", l, p.Area.Name, n)
			}
		}
		page, _ := written(t, r)
		from, to := strings.Index(page, `<section id="findings">`), strings.Index(page, "</main>")
		if n := printed([]byte(page[:from] + page[to:])); n != 1 {
			t.Errorf("%s: the summary takes %d pages", l, n)
		}
	}
}

// The page is opened in frames as wide as a desktop window, a phone, and the 320 CSS pixels of WCAG 1.4.10. It must not be wider than its
// frame: what is wide scrolls in a region of its own. The script that measures is in the page around the frames, not in the report.
func TestPageFitsWindows(t *testing.T) {
	path := browser(t)
	widths := []int{1280, 768, 375, 320}
	for _, l := range lang.All {
		t.Run(string(l), func(t *testing.T) {
			page, _ := written(t, testReport(t, l))
			var b strings.Builder
			b.WriteString("<!doctype html><title>frames</title><body><output></output>\n")
			for _, w := range widths {
				fmt.Fprintf(&b, "<iframe width=\"%d\" height=\"900\" style=\"border:0\" srcdoc=\"%s\"></iframe>\n", w, html.EscapeString(page))
			}
			b.WriteString(`<script>
addEventListener("load", () => {
  document.querySelector("output").textContent = [...document.querySelectorAll("iframe")].map(f => {
    const d = f.contentDocument.documentElement;
    return "frame " + f.clientWidth + " page " + d.scrollWidth + " headings " + d.querySelectorAll("h2").length +
      " sticky " + getComputedStyle(d.querySelector("nav.contents")).position;
  }).join("; ");
});
</script>`)
			dir := t.TempDir()
			file := filepath.Join(dir, "frames.html")
			if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			dom, log := dump(t, path, dir, file)
			found := regexp.MustCompile(`frame (\d+) page (\d+) headings (\d+) sticky (\w+)`).FindAllStringSubmatch(dom, -1)
			if len(found) != len(widths) {
				t.Fatalf("%d frames were measured, want %d\n%s", len(found), len(widths), log)
			}
			for i, m := range found {
				frame, _ := strconv.Atoi(m[1])
				wide, _ := strconv.Atoi(m[2])
				if frame != widths[i] || wide > frame {
					t.Errorf("the page is %d pixels wide in a frame of %d, which should be %d", wide, frame, widths[i])
				}
				if m[3] == "0" {
					t.Errorf("the page is empty in a frame of %d", frame)
				}
				if want := frame >= 1120; (m[4] == "sticky") != want {
					t.Errorf("the contents are %s in a frame of %d pixels", m[4], frame)
				}
			}
			if strings.Contains(log, "CONSOLE") {
				t.Errorf("the console has messages:\n%s", log)
			}
		})
	}
}

// dump returns the document as Chromium has it once everything is loaded, and what it logged.
func dump(t *testing.T, path, dir, file string) (dom, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1400,1000", "--dump-dom", "file://"+file)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Run(); err != nil {
		t.Fatalf("Chromium: %v\n%s", err, errs.String())
	}
	return out.String(), errs.String()
}

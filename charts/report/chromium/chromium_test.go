package chromium_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/charts/report/chromium"
)

// start starts the installed browser, or skips the test. With JAMLIK_TEST_REQUIRE containing "browser" its absence is a failure.
func start(t *testing.T) *chromium.Browser {
	t.Helper()
	path, err := chromium.Find()
	if err != nil && strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "browser") {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	b, err := chromium.Start(ctx, path, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

const page = `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Åtta öar</title><style>@page { size: A4 } h2 { break-before: page }</style></head>
<body><h1>Åtta öar</h1><p>Första sidan.</p><h2>Två</h2><p>Andra sidan.</p>
<script>document.body.innerHTML = ""</script><img alt="" src="http://127.0.0.1:9/x.png"></body></html>`

func TestPDF(t *testing.T) {
	b := start(t)
	if !strings.Contains(b.Version, "/") {
		t.Errorf("the version is %q", b.Version)
	}
	file := filepath.Join(t.TempDir(), "ö ar #1.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // pages one after the other
		pdf, err := b.PDF(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 2 { // one, had the script run
			t.Errorf("there are %d pages, want 2", n)
		}
		for _, want := range []string{"/Lang (sv)", "/Title", "/StructTreeRoot", "/Outlines"} {
			if !bytes.Contains(pdf, []byte(want)) {
				t.Errorf("the PDF has no %s", want)
			}
		}
		if bytes.Contains(pdf, []byte("file:///")) {
			t.Error("the PDF tells where its page lay")
		}
		dated := chromium.Dated(pdf, time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC))
		if len(dated) != len(pdf) || !bytes.Contains(dated, []byte("/CreationDate (D:20251120120000+00'00')")) {
			t.Error("the PDF does not have the date that it was given")
		}
	}
	if _, err := b.PDF(t.Context(), filepath.Join(t.TempDir(), "none.html")); err == nil || !strings.Contains(err.Error(), "none.html: the browser cannot open it") {
		t.Errorf("a file that does not exist gives %v", err)
	}
}

// A browser that does not answer is ended at the deadline, and one that fails says why.
func TestStartFails(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell to stand in for a browser")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	script := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("#!"+shell+"\n"+text+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := chromium.Start(ctx, script("hangs", "sleep 60 & sleep 60"), ""); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a browser that hangs gives %v", err)
	}
	if _, err := chromium.Start(t.Context(), script("fails", "echo no display >&2; exit 1"), ""); err == nil || !strings.Contains(err.Error(), "no display") {
		t.Errorf("a browser that fails gives %v", err)
	}
	if _, err := chromium.Start(t.Context(), filepath.Join(dir, "nowhere"), ""); err == nil {
		t.Error("a browser that is not there starts")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d profiles were left behind (%v)", len(left), err)
	}
}

func TestFind(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv(chromium.Variable, "")
	if _, err := chromium.Find(); !errors.Is(err, chromium.ErrNotFound) {
		t.Errorf("without a browser there is %v", err)
	}
	t.Setenv(chromium.Variable, "/no/such/browser")
	if _, err := chromium.Find(); err == nil || !strings.Contains(err.Error(), chromium.Variable) {
		t.Errorf("a browser that does not exist gives %v", err)
	}
}

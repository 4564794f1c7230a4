package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/charts/report/chromium"
)

// A run with --pdf prints the reports, and each profile on one page, from the very files of the result.
func TestRunPrints(t *testing.T) {
	if _, err := chromium.Find(); err != nil {
		if strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "browser") {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir := t.TempDir()
	study, out := filepath.Join(dir, "study"), filepath.Join(dir, "out")
	jamlik(t, "init", study)
	jamlik(t, "run", study, "-o", out, "--formats", "svg", "--pdf", "-q")
	b, err := os.ReadFile(filepath.Join(out, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	profiles := 0
	for _, f := range m.Files {
		if !strings.HasSuffix(f.Name, ".pdf") {
			if f.Printer != "" {
				t.Errorf("%s has the printer %s", f.Name, f.Printer)
			}
			continue
		}
		if !strings.Contains(f.Printer, "Chrom") {
			t.Errorf("%s has the printer %q", f.Name, f.Printer)
		}
		pdf, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(f.Name)))
		if err != nil {
			t.Fatal(err)
		}
		language := "/Lang (sv)"
		if f.Name == "report.pdf" || strings.HasSuffix(f.Name, "-en.pdf") {
			language = "/Lang (en)"
		}
		for _, want := range []string{language, "/Title", "/StructTreeRoot", "/Outlines"} {
			if !bytes.Contains(pdf, []byte(want)) {
				t.Errorf("%s has no %s", f.Name, want)
			}
		}
		for _, never := range []string{"file:///", dir} {
			if bytes.Contains(pdf, []byte(never)) {
				t.Errorf("%s tells of %s", f.Name, never)
			}
		}
		if strings.HasPrefix(f.Name, "profiles/") {
			profiles++
			if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 1 {
				t.Errorf("%s has %d pages, want 1", f.Name, n)
			}
		}
	}
	if profiles == 0 || profiles%2 != 0 {
		t.Errorf("there are %d profiles", profiles)
	}
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// releaseHeading is a release in CHANGELOG.md.
var releaseHeading = regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$`)

// TestVersionIsTheNewestRelease holds the constant to CHANGELOG.md, whose releases are in falling order of version and of date.
func TestVersionIsTheNewestRelease(t *testing.T) {
	changelog, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	releases := releaseHeading.FindAllStringSubmatch(string(changelog), -1)
	if len(releases) == 0 {
		t.Fatal("CHANGELOG.md has no release")
	}
	if newest := releases[0][1]; newest != version {
		t.Errorf("the program is version %s, the newest release of CHANGELOG.md is %s", version, newest)
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`jamlik_(\d+\.\d+\.\d+)_`).FindAllStringSubmatch(string(readme), -1) {
		if m[1] != version {
			t.Errorf("README.md names the archive %s", m[0])
		}
	}
	for i := 1; i < len(releases); i++ {
		if !newer(releases[i-1][1], releases[i][1]) || releases[i-1][2] < releases[i][2] {
			t.Errorf("CHANGELOG.md has %s of %s above %s of %s", releases[i-1][1], releases[i-1][2], releases[i][1], releases[i][2])
		}
	}
	for line := range strings.Lines(string(changelog)) {
		if strings.HasPrefix(line, "## ") && !releaseHeading.MatchString(strings.TrimSpace(line)) && strings.TrimSpace(line) != "## [Unreleased]" {
			t.Errorf("CHANGELOG.md has the heading %q: want ## [Unreleased] or ## [VERSION] - DATE", strings.TrimSpace(line))
		}
	}
}

func TestAbout(t *testing.T) {
	last := "built with " + runtime.Version() + " for " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
	for _, c := range []struct {
		name string
		from buildSource
		want string
	}{
		{"a release", buildSource{revision: "abc", date: "2026-11-22T01:20:27Z", module: "v1.2.3"}, "commit abc of 2026-11-22T01:20:27Z\n"},
		{"a changed clone", buildSource{revision: "abc+changed"}, "commit abc+changed\n"},
		{"go install of a module", buildSource{module: "v1.2.3"}, "module v1.2.3\n"},
		{"an archive of the source", buildSource{}, "commit not known\n"},
	} {
		if got, want := c.from.about(), "jamlik "+version+"\n"+c.want+last; got != want {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
	if out, _ := jamlik(t, "--version"); out != builtFrom().about() {
		t.Errorf("--version prints %q", out)
	}
}

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSurroundings runs a study in surroundings of all kinds: the result has the same bytes.
func TestSurroundings(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	run := []string{"run", "study", "-o", "out", "--formats", "svg", "-q"}
	p.must(t, run...)
	want := tree(t, p.path("out"))
	closed := p.path("closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	cases := map[string]*exec.Cmd{
		"one core":                         p.under("export GOMAXPROCS=1", run...),
		"two cores":                        p.under("export GOMAXPROCS=2", run...),
		"no home":                          p.under("unset HOME", run...),
		"locale C":                         p.under("export LC_ALL=C LANG=C", run...),
		"another time zone":                p.under("export TZ=Pacific/Kiritimati", run...),
		"no directory of temporary files":  p.under("export TMPDIR=/nonexistent", run...),
		"one that cannot be written":       p.under("export TMPDIR="+closed, run...),
		"no input":                         p.under("exec <&-", run...),
		"nowhere to print":                 p.under("exec >&- 2>&-", run...),
		"nothing to print to":              p.under("exec </dev/null >/dev/null 2>/dev/null", run...),
		"little memory":                    p.under("export GOMEMLIMIT=40MiB", run...),
		"few files open":                   p.under("ulimit -n 32", run...),
		"a narrow address space":           p.under("ulimit -v 4000000", run...),
		"a umask that lets nobody else in": p.under("umask 077", run...),
		"no environment at all":            exec.Command("env", append([]string{"-i", "-C", p.dir, jamlik}, run...)...),
	}
	if faketime, err := exec.LookPath("faketime"); err == nil {
		for _, when := range []string{"1999-12-31 23:59:59", "2100-01-01 00:00:00"} {
			cmd := exec.Command(faketime, append([]string{when, jamlik}, run...)...)
			cmd.Dir, cmd.Env = p.dir, append(os.Environ(), p.env...)
			cases["the clock says "+when] = cmd
		}
	}
	for name, cmd := range cases {
		if err := os.RemoveAll(p.path("out")); err != nil {
			t.Fatal(err)
		}
		if o := ended(t, cmd); o.code != 0 {
			t.Errorf("%s: status %d\n%s", name, o.code, o.stderr)
			continue
		}
		same(t, name, tree(t, p.path("out")), want)
		only(t, p.tmp)
	}
}

// TestFutureFiles runs a study whose files say that they were written in the future, and in the past.
func TestFutureFiles(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
	want := tree(t, p.path("out"))
	for _, year := range []int{1970, 2199} {
		files, err := filepath.Glob(p.path("study/*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(files, p.path("out/manifest.json")) {
			at := time.Date(year, 1, 2, 3, 4, 5, 0, time.UTC)
			if err := os.Chtimes(f, at, at); err != nil {
				t.Fatal(err)
			}
		}
		p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
		same(t, fmt.Sprint(year), tree(t, p.path("out")), want)
	}
}

// TestManyInputs runs a study of more files than the process may have open.
func TestManyInputs(t *testing.T) {
	p := newPlace(t)
	p.must(t, "init", "study")
	b, err := os.ReadFile(p.path("study/study.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(b), "\ndata:\n")
	if !found {
		t.Fatal("the study has no data")
	}
	var data strings.Builder
	for i := range 80 {
		name := fmt.Sprintf("more%02d.csv", i)
		if err := os.WriteFile(p.path("study/"+name), fmt.Appendf(nil, "area,year,persons,background\n9901A0010,%d,%d,swedish\n", 1900+i, 1000+i), 0o666); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&data, "  - file: %s\n    source: example\n    area_version: \"2025\"\n    constant: {indicator: persons}\n"+
			"    columns: {area: area, period: year, value: persons}\n    groups: {background: background}\n", name)
	}
	if err := os.WriteFile(p.path("study/study.yaml"), []byte(before+"\ndata:\n"+data.String()+after), 0o666); err != nil {
		t.Fatal(err)
	}
	if o := ended(t, p.under("ulimit -n 40", "check", "study", "-q")); o.code != 0 {
		t.Errorf("status %d\n%s", o.code, o.stderr)
	}
}

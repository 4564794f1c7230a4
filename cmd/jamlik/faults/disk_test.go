package faults

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// disk mounts a small file system of its own, or skips the test where that is not allowed.
func (p place) disk(t *testing.T, name string, bytes int) {
	t.Helper()
	dir := p.path(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", bytes), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
}

// TestDiskFull writes on disks that are full sooner or later. The earlier result stays, and with room the same command succeeds.
func TestDiskFull(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "earlier", "--formats", "svg", "--frame", "opportunity", "-q")
	p.must(t, "run", "study", "-o", "new", "--formats", "svg", "-q")
	earlier, want := tree(t, p.path("earlier")), tree(t, p.path("new"))
	writeTable(t, p.path("in.csv"), 100_000)
	p.disk(t, "small", 64<<20)
	if err := os.CopyFS(p.path("small/out"), os.DirFS(p.path("earlier"))); err != nil {
		t.Fatal(err)
	}
	room := used(t, p.path("small"))
	for i := range times(t, 4) {
		resize(t, p.path("small"), room+i*100<<10)
		refused(t, ended(t, p.command("run", "study", "-o", "small/out", "--formats", "svg", "-q")), "small/out", "no space left on device; free some")
		same(t, "the result", tree(t, p.path("small/out")), earlier)
		only(t, p.path("small"), "out")
		refused(t, ended(t, p.command("data", "convert", "in.csv", "small/x.csv")), "small/x.csv", "no space left on device; free some")
		only(t, p.path("small"), "out")
		if t.Failed() {
			t.Fatalf("with room for %d KiB", 100*i)
		}
	}
	resize(t, p.path("small"), 64<<20)
	p.must(t, "run", "study", "-o", "small/out", "--formats", "svg", "-q") // and onto another file system than that of temporary files
	same(t, "the result", tree(t, p.path("small/out")), want)
	only(t, p.path("small"), "out")
	only(t, p.tmp)
}

// TestFetchDiskFull fetches onto a disk that is full: the earlier snapshot stays.
func TestFetchDiskFull(t *testing.T) {
	s := newServer(t, 0)
	p := newPlace(t)
	p.disk(t, "small", 8<<20)
	p.must(t, s.fetch("small")...)
	earlier := bodies(t, p.path("small"))
	s.edition.Add(1)
	resize(t, p.path("small"), used(t, p.path("small"))+16<<10)
	if o := ended(t, p.command(s.fetch("small")...)); o.code != 1 || !strings.Contains(o.stderr, "no space left on device") {
		t.Errorf("status %d\n%s", o.code, o.stderr)
	}
	same(t, "the snapshot", bodies(t, p.path("small")), earlier)
	resize(t, p.path("small"), 8<<20)
	p.must(t, s.fetch("small")...)
	p.must(t, s.fetch("plain")...)
	same(t, "the snapshot", bodies(t, p.path("small")), bodies(t, p.path("plain")))
	only(t, p.path("small"), entries(t, p.path("plain"))...)
}

func resize(t *testing.T, dir string, bytes int) {
	t.Helper()
	if out, err := exec.Command("mount", "-o", fmt.Sprintf("remount,size=%d", bytes), dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// used is how much of a file system is in use.
func used(t *testing.T, dir string) int {
	t.Helper()
	out, err := exec.Command("df", "-B1", "--output=used", dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if _, err := fmt.Sscanf(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(string(out)), "Used")), "%d", &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestFilesLimited writes where files may have few bytes, which is as a full disk and needs no rights.
func TestFilesLimited(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "--frame", "opportunity", "-q")
	writeTable(t, p.path("in.csv"), 100_000)
	before := tree(t, p.dir)
	for _, args := range [][]string{{"run", "study", "-o", "out", "--formats", "svg", "-q"}, {"data", "convert", "in.csv", "out.csv"}, {"data", "convert", "in.csv", "out.parquet"}, {"data", "convert", "in.csv", "out.xlsx"}} {
		refused(t, ended(t, p.under("ulimit -f 20", args...)), "file too large")
		same(t, "what was there", tree(t, p.dir), before)
		only(t, p.tmp)
	}
}

// TestPlaces writes where nothing can be written, or nothing may be replaced.
func TestPlaces(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	writeTable(t, p.path("in.csv"), 10)
	p.must(t, "run", "study", "-o", "result", "--formats", "svg", "-q")
	for name, text := range map[string]string{"file": "mine", "mine/diary.txt": "mine", "mixed/manifest.json": `{"program": "jamlik", "files": []}`, "mixed/diary.txt": "mine"} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(p.path(name)), 0o777), os.WriteFile(p.path(name), []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Symlink("result", p.path("link")), os.Symlink("in.csv", p.path("link.csv")), os.Mkdir(p.path("folder.csv"), 0o777)); err != nil {
		t.Fatal(err)
	}
	before := tree(t, p.dir)
	long := strings.Repeat("long", 70)
	for _, c := range []struct {
		out  string
		want []string
	}{
		{"file", []string{"file: is not a directory; choose another with -o"}},
		{"file/out", []string{"cannot be written", "not a directory"}},
		{"mine", []string{"mine: holds files that are not an earlier result"}},
		{"mixed", []string{"holds diary.txt, which is not of an earlier result; move it away"}},
		{"link", []string{"link: is a symbolic link; name the directory that it leads to"}},
		{long, []string{"file name too long; choose a shorter one"}},
		{"/proc/out", []string{"/proc/out: "}},
	} {
		refused(t, ended(t, p.command("run", "study", "-o", c.out, "--formats", "svg", "-q")), c.want...)
	}
	for _, c := range []struct{ out, want string }{
		{"nowhere/out.csv", "nowhere: no such directory; make it first"},
		{"file/out.csv", "not a directory"},
		{"folder.csv", "folder.csv: is a directory, not a file"},
		{long + ".csv", "file name too long; choose a shorter one"},
	} {
		refused(t, ended(t, p.command("data", "convert", "in.csv", c.out)), c.want)
	}
	same(t, "what was there", tree(t, p.dir), before)
	p.must(t, "run", "study", "-o", "new/below/out", "--formats", "svg", "-q")
	same(t, "a result where nothing was", tree(t, p.path("new/below/out")), tree(t, p.path("result")))
	p.must(t, "data", "convert", "in.csv", "other.csv")
	p.must(t, "data", "convert", "other.csv", "link.csv")
	if to, err := os.Readlink(p.path("link.csv")); err != nil || to != "in.csv" {
		t.Errorf("a link was replaced: %v", err)
	}
}

// TestReadOnly writes on a file system that cannot be written, and over a mount point.
func TestReadOnly(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	writeTable(t, p.path("in.csv"), 10)
	p.disk(t, "disk", 32<<20)
	refused(t, ended(t, p.command("run", "study", "-o", "disk", "--formats", "svg", "-q")), "disk: is a mount point, which cannot be replaced; choose a directory in it with -o")
	only(t, p.path("disk"))
	p.must(t, "run", "study", "-o", "disk/out", "--formats", "svg", "-q")
	before := tree(t, p.path("disk"))
	if out, err := exec.Command("mount", "-o", "remount,ro", p.path("disk")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	refused(t, ended(t, p.command("run", "study", "-o", "disk/out", "--formats", "svg", "-q")), "disk/out", "read-only file system; write somewhere else")
	refused(t, ended(t, p.command("data", "convert", "in.csv", "disk/out.csv")), "disk/out.csv", "read-only file system; write somewhere else")
	same(t, "what was there", tree(t, p.path("disk")), before)
}

// TestOutputLost prints where nothing more can be written.
func TestOutputLost(t *testing.T) {
	p := newPlace(t)
	for _, args := range [][]string{{"index", "list"}, {"indicators", "list", "--format", "json"}, {"index", "show", "gini"}} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		cmd := p.command(args...)
		cmd.Stdout = full
		refused(t, ended(t, cmd), "no space left on device")
		full.Close()
	}
}

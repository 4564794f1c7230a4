package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestTwoRunsAtOnce holds the lock of a directory as a run does and starts another.
func TestTwoRunsAtOnce(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("locks are only taken on Linux")
	}
	study, target := filepath.Join(t.TempDir(), "study"), filepath.Join(t.TempDir(), "out")
	jamlik(t, "init", study)
	first, err := newOutput(target)
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := tryJamlik("run", study, "-o", target)
	if want := "jamlik: error: " + target + ": another run is writing this directory; wait for it or choose another with -o\n"; code != exitFailed || stdout != "" || stderr != want {
		t.Errorf("status %d, printed %q and %q, want %q", code, stdout, stderr, want)
	}
	if err := first.write("data/a.csv", []byte("a\n")); err != nil {
		t.Fatal(err)
	}
	if err := first.commit(manifest{}); err != nil {
		t.Fatal(err)
	}
	first.close()
	if got := contents(target); string(got["data/a.csv"]) != "a\n" {
		t.Errorf("the first run's result is %v", got)
	}
	jamlik(t, "run", study, "-o", target, "--formats", "svg")
	if _, err := os.Stat(filepath.Join(target, "data", "a.csv")); err == nil {
		t.Error("a file of the replaced result is still there")
	}
}

// TestInterruptedExchange prepares what an exchange by two renames leaves when it is cut off, and starts the next run.
func TestInterruptedExchange(t *testing.T) {
	const whole = `{"program": "jamlik", "files": [{"name": "x"}]}`
	cases := []struct {
		name   string
		before map[string]string // path below the directory that holds out
		want   string            // contents of out/x when the next run begins
	}{
		{"before the first rename", map[string]string{"out/manifest.json": whole, "out/x": "earlier", ".out.jamlik-new/x": "new"}, "earlier"},
		{"between the renames", map[string]string{".out.jamlik-old/manifest.json": whole, ".out.jamlik-old/x": "earlier",
			".out.jamlik-new/manifest.json": whole, ".out.jamlik-new/x": "new"}, "new"},
		{"between the renames, and the new result is not whole", map[string]string{".out.jamlik-old/manifest.json": whole,
			".out.jamlik-old/x": "earlier", ".out.jamlik-new/x": "ne"}, "earlier"},
		{"after the second rename", map[string]string{"out/manifest.json": whole, "out/x": "new",
			".out.jamlik-old/manifest.json": whole, ".out.jamlik-old/x": "earlier"}, "new"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.before {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			out, err := newOutput(filepath.Join(dir, "out"))
			if err != nil {
				t.Fatal(err)
			}
			out.close()
			got, err := os.ReadFile(filepath.Join(dir, "out", "x"))
			if err != nil || string(got) != c.want {
				t.Errorf("out/x is %q (%v), want %q", got, err, c.want)
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(entries) != 1 {
				t.Errorf("left beside the result: %v", entries)
			}
		})
	}
}

// TestTwoRenames exchanges as systems without an exchange in one step do.
func TestTwoRenames(t *testing.T) {
	for _, earlier := range []bool{false, true} {
		dir := t.TempDir()
		stage, target := filepath.Join(dir, ".out.jamlik-new"), filepath.Join(dir, "out")
		for path, text := range map[string]string{filepath.Join(stage, "x"): "new", filepath.Join(target, "x"): "earlier"} {
			if strings.HasPrefix(path, target) && !earlier {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if err := twoRenames(stage, target); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(target, "x"))
		entries, _ := os.ReadDir(dir)
		if err != nil || string(got) != "new" || len(entries) != 1 {
			t.Errorf("with an earlier result %v: out/x is %q (%v), and %d entries are left", earlier, got, err, len(entries))
		}
	}
}

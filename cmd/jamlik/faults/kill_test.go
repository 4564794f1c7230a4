package faults

import (
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killing is a command that is killed over and over.
type killing struct {
	place   place
	args    []string
	reset   func(t *testing.T)                 // what was there before each attempt; may be nil
	intact  func(t *testing.T)                 // holds what is there after a kill
	done    func(t *testing.T, killed outcome) // holds what is there after the command has run to its end
	lengthy time.Duration                      // how long the command takes undisturbed
}

// campaign kills the command n times at moments spread evenly over its course, in random order, each followed by a run to the end every few.
func (k *killing) campaign(t *testing.T, n int, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	cut := 0
	for i, slot := range r.Perm(n) {
		if k.reset != nil {
			k.reset(t)
		}
		wait := time.Duration((float64(slot) + r.Float64()) / float64(n) * 1.1 * float64(k.lengthy))
		if kill(t, k.place.command(k.args...), wait) {
			cut++
		}
		k.place.gone(t)
		k.intact(t)
		if i%4 != 3 && i != n-1 { // so that what is left by several kills comes together
			continue
		}
		began := time.Now()
		o := ended(t, k.place.command(k.args...))
		k.lengthy = (k.lengthy + time.Since(began)) / 2 // the machine may be busier now
		if o.code != 0 {
			t.Fatalf("after kill %d the command fails with status %d:\n%s", i+1, o.code, o.stderr)
		}
		k.done(t, o)
		only(t, k.place.tmp)
		if t.Failed() {
			t.Fatalf("after kill %d of %d", i+1, n)
		}
	}
	t.Logf("%d of %d were killed before their end", cut, n)
	if n >= 20 && cut < n/2 {
		t.Errorf("only %d of %d were killed before their end", cut, n)
	}
}

// kill starts a command, kills it after a while, and tells whether it was still running.
func kill(t *testing.T, cmd *exec.Cmd, after time.Duration) bool {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	return cmd.Wait() != nil
}

// undisturbed runs a command and notes how long it takes.
func (k *killing) undisturbed(t *testing.T) {
	t.Helper()
	began := time.Now()
	k.place.must(t, k.args...)
	k.lengthy = time.Since(began)
}

// TestRunKilled kills runs that replace an earlier result. The study reads a Parquet file, which a worker process does.
func TestRunKilled(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "earlier", "--formats", "svg", "--frame", "opportunity", "-q")
	p.must(t, "run", "study", "-o", "new", "--formats", "svg", "-q")
	k := &killing{place: p, args: []string{"run", "study", "-o", "out", "--formats", "svg", "-q"}}
	k.result(t)
	k.campaign(t, times(t, 12), 1)
}

// TestRunBorasKilled kills runs of the embedded study, which take longer and draw on all cores, where a campaign is asked for.
func TestRunBorasKilled(t *testing.T) {
	n := times(t, 0) / 4
	if n == 0 {
		t.Skip("JAMLIK_TEST_FAULTS does not ask for a campaign")
	}
	p := newPlace(t)
	p.must(t, "run", "-o", "earlier", "--formats", "svg", "--charts", "compare", "-q")
	p.must(t, "run", "-o", "new", "--formats", "svg", "-q")
	k := &killing{place: p, args: []string{"run", "-o", "out", "--formats", "svg", "-q"}}
	k.result(t)
	k.campaign(t, n, 4)
}

// result makes out, which the command writes, one of earlier and new, and holds it to them.
func (k *killing) result(t *testing.T) {
	p := k.place
	earlier, want := tree(t, p.path("earlier")), tree(t, p.path("new"))
	beside := append(entries(t, p.dir), "out")
	k.reset = func(t *testing.T) {
		if _, err := os.Stat(p.path("out")); err == nil && maps.Equal(tree(t, p.path("out")), earlier) {
			return
		}
		if err := errors.Join(os.RemoveAll(p.path("out")), os.CopyFS(p.path("out"), os.DirFS(p.path("earlier")))); err != nil {
			t.Fatal(err)
		}
	}
	k.intact = func(t *testing.T) {
		whole(t, p.path("out"))
		if got := tree(t, p.path("out")); !maps.Equal(got, earlier) && !maps.Equal(got, want) {
			t.Error("the result is neither the earlier one nor the new one")
		}
		if got := entries(t, p.dir); len(got) > len(beside)+3 { // lock, stage and scratch
			t.Errorf("what kills leave grows: %v", got)
		}
	}
	k.done = func(t *testing.T, _ outcome) {
		same(t, "the result", tree(t, p.path("out")), want)
		only(t, p.dir, beside...)
	}
	k.reset(t)
	k.undisturbed(t)
}

// TestFetchKilled kills fetches of a newer edition of a table than the one that is there.
func TestFetchKilled(t *testing.T) {
	s := newServer(t, 10*time.Millisecond)
	p := newPlace(t)
	p.must(t, s.fetch("earlier")...)
	s.edition.Add(1)
	p.must(t, s.fetch("new")...)
	earlier, want := bodies(t, p.path("earlier")), bodies(t, p.path("new"))
	k := &killing{place: p, args: s.fetch("out")}
	k.undisturbed(t)
	k.reset = func(t *testing.T) {
		if maps.Equal(bodies(t, p.path("out")), earlier) {
			return
		}
		// What a killed fetch has staged stays: the next one goes on with it.
		folder := entries(t, p.path("earlier"))[0]
		if err := errors.Join(os.RemoveAll(filepath.Join(p.path("out"), folder)), os.CopyFS(p.path("out"), os.DirFS(p.path("earlier")))); err != nil {
			t.Fatal(err)
		}
	}
	k.intact = func(t *testing.T) {
		if got := bodies(t, p.path("out")); !maps.Equal(got, earlier) && !maps.Equal(got, want) {
			t.Error("the snapshot is neither the earlier one nor the new one")
		}
		if got := entries(t, p.path("out")); len(got) > 5 { // snapshot, stage, earlier, journal, lock
			t.Errorf("what kills leave grows: %v", got)
		}
	}
	k.done = func(t *testing.T, _ outcome) {
		same(t, "the snapshot", bodies(t, p.path("out")), want)
		only(t, p.path("out"), entries(t, p.path("earlier"))...)
	}
	k.campaign(t, times(t, 12), 3)
}

// bodies are the sums of the answers in a folder of snapshots; the description has the time in it, and what is staged is hidden.
func bodies(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := tree(t, dir)
	maps.DeleteFunc(out, func(name, _ string) bool {
		return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "/") || filepath.Base(name) == "snapshot.json"
	})
	return out
}

// TestConvertKilled kills conversions over an earlier file.
func TestConvertKilled(t *testing.T) {
	for _, ext := range []string{".parquet", ".xlsx", ".csv"} {
		t.Run(ext, func(t *testing.T) {
			p := newPlace(t)
			writeTable(t, p.path("in.csv"), 60_000)
			writeTable(t, p.path("small.csv"), 10)
			p.must(t, "data", "convert", "in.csv", "new"+ext)
			p.must(t, "data", "convert", "small.csv", "earlier"+ext)
			earlier, err := os.ReadFile(p.path("earlier" + ext))
			if err != nil {
				t.Fatal(err)
			}
			before := tree(t, p.dir)
			k := &killing{place: p, args: []string{"data", "convert", "in.csv", "out" + ext}}
			k.undisturbed(t)
			k.reset = func(t *testing.T) {
				if err := os.WriteFile(p.path("out"+ext), earlier, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			k.intact = func(t *testing.T) {
				got := tree(t, p.dir)
				if sum := got["out"+ext]; sum != before["earlier"+ext] && sum != before["new"+ext] {
					t.Error("the file is neither the earlier one nor the new one")
				}
				if n := len(got); n > len(before)+4 {
					t.Errorf("what kills leave grows: %v", entries(t, p.dir))
				}
			}
			k.done = func(t *testing.T, _ outcome) {
				got := tree(t, p.dir)
				if got["out"+ext] != before["new"+ext] {
					t.Error("the file is not what an undisturbed conversion writes")
				}
				delete(got, "out"+ext)
				same(t, filepath.Base(p.dir), got, before)
			}
			k.campaign(t, times(t, 8), 2)
		})
	}
}

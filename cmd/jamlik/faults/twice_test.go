package faults

import (
	"maps"
	"strings"
	"sync"
	"testing"
	"time"
)

// atOnce starts commands at the same time and returns how they ended. Those that fail say that another is writing.
func (p place) atOnce(t *testing.T, commands ...[]string) []outcome {
	t.Helper()
	out := make([]outcome, len(commands))
	var wg sync.WaitGroup
	for i, args := range commands {
		wg.Go(func() { out[i] = ended(t, p.command(args...)) })
	}
	wg.Wait()
	done := 0
	for i, o := range out {
		if o.code == 0 {
			done++
			continue
		}
		if !strings.Contains(o.stderr, "another run is writing") && !strings.Contains(o.stderr, "another fetch is writing") {
			t.Errorf("%v: status %d\n%s", commands[i], o.code, o.stderr)
		}
	}
	if done == 0 {
		t.Error("none of them succeeded")
	}
	return out
}

// TestTwoRuns has two different runs write one directory: it is wholly that of one that succeeded.
func TestTwoRuns(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	a, b := []string{"run", "study", "--formats", "svg", "-q", "-o"}, []string{"run", "study", "--formats", "svg", "--frame", "opportunity", "-q", "-o"}
	p.must(t, append(a, "a")...)
	p.must(t, append(b, "b")...)
	want := []map[string]string{tree(t, p.path("a")), tree(t, p.path("b"))}
	for range times(t, 3) {
		got := p.atOnce(t, append(a, "out"), append(b, "out"))
		there := tree(t, p.path("out"))
		if !(got[0].code == 0 && maps.Equal(there, want[0]) || got[1].code == 0 && maps.Equal(there, want[1])) {
			t.Error("the result is not that of a run that succeeded")
		}
		only(t, p.dir, "a", "b", "out", "study")
	}
	only(t, p.tmp)
}

// TestTwoConversions has two conversions write one file.
func TestTwoConversions(t *testing.T) {
	p := newPlace(t)
	writeTable(t, p.path("a.csv"), 30_000)
	writeTable(t, p.path("b.csv"), 20_000)
	p.must(t, "data", "convert", "a.csv", "a.parquet")
	p.must(t, "data", "convert", "b.csv", "b.parquet")
	for range times(t, 5) {
		p.atOnce(t, []string{"data", "convert", "a.csv", "out.parquet"}, []string{"data", "convert", "b.csv", "out.parquet"}, []string{"data", "convert", "a.csv", "out.parquet"})
		got := tree(t, p.dir)
		if got["out.parquet"] != got["a.parquet"] && got["out.parquet"] != got["b.parquet"] {
			t.Error("the file is of neither")
		}
		only(t, p.dir, "a.csv", "a.parquet", "b.csv", "b.parquet", "out.parquet")
	}
}

// TestTwoFetches has two fetches of one table write one folder.
func TestTwoFetches(t *testing.T) {
	s := newServer(t, 2*time.Millisecond)
	p := newPlace(t)
	for range times(t, 3) {
		s.edition.Add(1)
		p.atOnce(t, s.fetch("out"), s.fetch("out"))
		p.must(t, s.fetch("new")...)
		same(t, "the snapshot", bodies(t, p.path("out")), bodies(t, p.path("new")))
		only(t, p.path("out"), entries(t, p.path("new"))...)
	}
}

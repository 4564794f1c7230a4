package faults

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// signals are what the program is told to end with, and the status that it then has.
var signals = []struct {
	signal syscall.Signal
	status int
}{{syscall.SIGINT, 130}, {syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}}

// heeding makes processes that the test starts heed the signals, also where the test itself was started with them ignored.
func heeding(t *testing.T) {
	c := make(chan os.Signal, 1)
	for _, s := range signals {
		signal.Notify(c, s.signal)
	}
	t.Cleanup(func() { signal.Stop(c) })
}

// told starts a command, tells it to end when something has happened, and returns how it ended.
func told(t *testing.T, cmd *exec.Cmd, s syscall.Signal, when func()) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	when()
	_ = cmd.Process.Signal(s)
	hung := time.AfterFunc(deadline, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	if !hung.Stop() {
		t.Fatalf("%v: goes on after a signal\n%s", cmd.Args[1:], stderr.String())
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// stopped holds an outcome to that of a program that a signal stopped, if it came before the end.
func stopped(t *testing.T, o outcome, status int) bool {
	t.Helper()
	if o.code == 0 {
		return false
	}
	if o.code != status || strings.Count(o.stderr, "\n") != 1 || !strings.Contains(o.stderr, "stopped by a signal") {
		t.Errorf("status %d and\n%s\nwant status %d and one line", o.code, o.stderr, status)
	}
	return true
}

// TestSignalled stops runs and conversions at moments spread over their course.
func TestSignalled(t *testing.T) {
	heeding(t)
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "--frame", "opportunity", "-q")
	writeTable(t, p.path("in.csv"), 200_000)
	for _, args := range [][]string{
		{"run", "study", "-o", "out", "--formats", "svg,png", "--frame", "opportunity", "-q"},
		{"run", "-o", "boras", "-q"},
		{"data", "convert", "in.csv", "out.xlsx"},
		{"data", "convert", "in.csv", "out.parquet"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			before := tree(t, p.dir)
			n, cut := times(t, 4), 0
			for i := range n {
				s := signals[i%len(signals)]
				wait := time.Duration(i+1) * 600 * time.Millisecond / time.Duration(n)
				if args[1] == "-o" { // of Borås, which takes long
					wait *= 10
				}
				if stopped(t, told(t, p.command(args...), s.signal, func() { time.Sleep(wait) }), s.status) {
					cut++
					same(t, "what was there", tree(t, p.dir), before)
				} else {
					before = tree(t, p.dir)
				}
				p.gone(t)
				only(t, p.tmp)
				if t.Failed() {
					t.Fatalf("signal %d of %d, after %s", i+1, n, wait)
				}
			}
			t.Logf("%d of %d were stopped before their end", cut, n)
		})
	}
}

// TestSignalledTwice sends one signal after the other: the program ends at once, and the next run makes good.
func TestSignalledTwice(t *testing.T) {
	heeding(t)
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
	before := tree(t, p.dir)
	for i := range times(t, 3) {
		cmd := p.command("run", "study", "-o", "out", "--formats", "svg", "-q")
		o := told(t, cmd, syscall.SIGINT, func() {
			time.Sleep(time.Duration(100+40*i%300) * time.Millisecond)
			for range 3 {
				_ = cmd.Process.Signal(syscall.SIGTERM)
			}
		})
		if !slices.Contains([]int{-1, 0, 130, 143}, o.code) {
			t.Errorf("status %d\n%s", o.code, o.stderr)
		}
		p.gone(t)
		whole(t, p.path("out"))
		p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
		same(t, "what is there", tree(t, p.dir), before)
	}
}

// TestFetchSignalled stops a fetch in its midst: the earlier snapshot stays, and the next fetch goes on.
func TestFetchSignalled(t *testing.T) {
	heeding(t)
	s := newServer(t, 30*time.Millisecond)
	p := newPlace(t)
	p.must(t, s.fetch("out")...)
	all := s.calls.Load()
	earlier := bodies(t, p.path("out"))
	folder := entries(t, p.path("out"))[0]
	for _, sig := range signals {
		s.edition.Add(1)
		o := told(t, p.command(s.fetch("out")...), sig.signal, func() {
			waitFor(t, func() bool {
				list, _ := filepath.Glob(filepath.Join(p.path("out"), "."+folder+".partial", "*.json"))
				return len(list) > 1
			})
		})
		if !stopped(t, o, sig.status) {
			t.Error("the fetch had ended")
		}
		same(t, "the snapshot", bodies(t, p.path("out")), earlier)
		calls := s.calls.Load()
		p.must(t, s.fetch("out")...)
		if n := s.calls.Load() - calls; n >= all {
			t.Errorf("the next fetch asks for %d parts, as if none were there", n)
		}
		only(t, p.path("out"), folder)
		earlier = bodies(t, p.path("out"))
	}
	only(t, p.tmp)
}

// TestPrintingStopped stops and kills runs while a browser prints: it ends as well, and leaves nothing.
func TestPrintingStopped(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		if strings.Contains(os.Getenv("JAMLIK_TEST_REQUIRE"), "browser") {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	heeding(t)
	p := newPlace(t)
	p.must(t, "init", "study")
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
	before := tree(t, p.dir)
	run := []string{"run", "study", "-o", "out", "--formats", "svg", "--pdf", "-q"}
	n := times(t, 4)
	for i := range n {
		printing := func() {
			waitFor(t, func() bool { return len(entries(t, p.dir)) > 4 }) // study, out, and beside it lock, stage and scratch
			time.Sleep(time.Duration(i) * 2 * time.Second / time.Duration(n))
		}
		if i%2 == 0 {
			s := signals[i/2%len(signals)]
			if !stopped(t, told(t, p.command(run...), s.signal, printing), s.status) {
				before = tree(t, p.dir)
			}
		} else if told(t, p.command(run...), syscall.SIGKILL, printing).code == 0 {
			before = tree(t, p.dir)
		}
		p.gone(t)
		if i%2 == 1 {
			whole(t, p.path("out"))
			p.must(t, "run", "study", "-o", "out", "--formats", "svg", "-q")
			before = tree(t, p.dir)
		}
		same(t, "what is there", tree(t, p.dir), before)
		only(t, p.dir, "out", "study")
		only(t, p.tmp)
		if t.Failed() {
			t.Fatalf("attempt %d of %d", i+1, n)
		}
	}
}

// TestPipeClosed prints more than is read.
func TestPipeClosed(t *testing.T) {
	p := newPlace(t)
	for _, command := range []string{"index list", "index list --format json", "indicators list"} {
		cmd := exec.Command("bash", "-c", fmt.Sprintf(`"$0" %s | head -1`, command), jamlik)
		cmd.Dir = p.dir
		if o := ended(t, cmd); o.code != 0 || o.stderr != "" || strings.Count(o.stdout, "\n") != 1 {
			t.Errorf("%s: status %d, printed\n%s%s", command, o.code, o.stdout, o.stderr)
		}
	}
}

// waitFor waits until something has happened.
func waitFor(t *testing.T, happened func() bool) {
	t.Helper()
	for began := time.Now(); !happened(); time.Sleep(2 * time.Millisecond) {
		if time.Since(began) > deadline {
			t.Fatal("it does not happen")
		}
	}
}

package faults

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// jamlik is the program, built once.
var jamlik string

func TestMain(m *testing.M) { os.Exit(withProgram(m.Run)) }

func withProgram(tests func() int) int {
	dir, err := os.MkdirTemp("", "jamlik-faults-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	jamlik = filepath.Join(dir, "jamlik")
	if out, err := exec.Command("go", "build", "-o", jamlik, "..").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return tests()
}

// times is how often a fault is tried: few times, or as JAMLIK_TEST_FAULTS says.
func times(t *testing.T, few int) int {
	t.Helper()
	text := os.Getenv("JAMLIK_TEST_FAULTS")
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("JAMLIK_TEST_FAULTS is %q, want a number from 1", text)
	}
	return n
}

// place is a directory for one test: what the program is given lies in it, and it has a directory of temporary files of its own.
type place struct {
	dir, tmp string
	env      []string // beside what every process has
}

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{dir: t.TempDir(), tmp: t.TempDir()}
	p.env = []string{"TMPDIR=" + p.tmp, "JAMLIK_CHROMIUM="}
	return p
}

func (p place) path(name string) string { return filepath.Join(p.dir, name) }

// command is the program with its working directory in the place.
func (p place) command(args ...string) *exec.Cmd {
	cmd := exec.Command(jamlik, args...)
	cmd.Dir, cmd.Env = p.dir, append(os.Environ(), p.env...)
	return cmd
}

// under is the program as a shell starts it after something else, such as ulimit.
func (p place) under(before string, args ...string) *exec.Cmd {
	cmd := exec.Command("bash", append([]string{"-c", before + `; exec "$0" "$@"`, jamlik}, args...)...)
	cmd.Dir, cmd.Env = p.dir, append(os.Environ(), p.env...)
	return cmd
}

// outcome is how a process ended.
type outcome struct {
	code           int // -1 if a signal ended it
	stdout, stderr string
}

// deadline is how long any process may take before a test calls it hanging.
const deadline = 5 * time.Minute

// ended runs a command to its end.
func ended(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &stdout
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &stderr
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hung := time.AfterFunc(deadline, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	if !hung.Stop() {
		t.Fatalf("%v: hangs\n%s", cmd.Args[1:], stderr.String())
	}
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// must runs the program, which must succeed.
func (p place) must(t *testing.T, args ...string) string {
	t.Helper()
	o := ended(t, p.command(args...))
	if o.code != 0 {
		t.Fatalf("jamlik %v: status %d\n%s", args, o.code, o.stderr)
	}
	return o.stdout
}

// refused holds an outcome to a failure of one line with all of some words, and nothing printed.
func refused(t *testing.T, o outcome, words ...string) {
	t.Helper()
	if o.code != 1 || o.stdout != "" || strings.Count(o.stderr, "\n") != 1 {
		t.Errorf("status %d, printed %q and\n%s\nwant status 1 and one line of message", o.code, o.stdout, o.stderr)
	}
	for _, w := range words {
		if !strings.Contains(o.stderr, w) {
			t.Errorf("the message does not say %q: %s", w, o.stderr)
		}
	}
}

// tree is the sum of every file below a directory, by path; directories that are empty count.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if d.IsDir() {
			out[name+"/"] = ""
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			out[name], err = os.Readlink(path)
			return err
		}
		data, err := os.ReadFile(path)
		sum := sha256.Sum256(data)
		out[name] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// same compares two trees.
func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			t.Errorf("%s: %s is missing", what, name)
		} else if got[name] != want[name] {
			t.Errorf("%s: %s is another", what, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: %s is there", what, name)
		}
	}
}

// whole holds a result to its manifest: each file is there with its sum, and nothing else.
func whole(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Files []struct{ Name, SHA256 string }
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range m.Files {
		want[filepath.FromSlash(f.Name)] = f.SHA256
	}
	got := tree(t, dir)
	delete(got, "manifest.json")
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasSuffix(name, "/") })
	same(t, dir, got, want)
}

// entries are the names in a directory, hidden ones too.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

// only holds the names in a directory to some.
func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := entries(t, dir); !slices.Equal(got, want) {
		t.Errorf("%s holds %v, want %v", dir, got, want)
	}
}

// gone waits until no process of the program is left that has a place as its working directory.
func (p place) gone(t *testing.T) {
	t.Helper()
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		left := p.processes()
		if len(left) == 0 {
			return
		}
		if time.Since(began) > time.Minute {
			t.Fatalf("processes are left over: %v", left)
		}
	}
}

// processes are the commands of processes whose working directory is the place, where the system tells them.
func (p place) processes() (out []string) {
	list, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range list {
		if dir, err := os.Readlink(link); err == nil && dir == p.dir {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(link), "cmdline"))
			if len(line) > 0 { // a process that has ended and is not waited for has none
				out = append(out, strings.ReplaceAll(string(line), "\x00", " "))
			}
		}
	}
	return out
}

// study makes a study that has its figures in a Parquet file.
func (p place) study(t *testing.T) {
	t.Helper()
	p.must(t, "init", "study")
	p.must(t, "data", "convert", "study/background.csv", "study/background.parquet")
	name := p.path("study/study.yaml")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Replace(b, []byte("file: background.csv"), []byte("file: background.parquet"), 1)
	if err := os.WriteFile(name, b, 0o666); err != nil {
		t.Fatal(err)
	}
}

// writeTable writes a table as CSV.
func writeTable(t *testing.T, name string, rows int) {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("area,year,value,note\n")
	for i := range rows {
		fmt.Fprintf(&b, "a%05d,%d,%d,row %d\n", i/20, 2000+i%20, i*7919%10007, i)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain builds the program and puts it into PATH, for scripts and for tests that need a process of its own. The test binary itself is the worker that
// reads a file for a test.
func TestMain(m *testing.M) {
	if handled, code := serveWorker(os.Args[1:]); handled {
		os.Exit(code)
	}
	os.Exit(withProgram(m.Run))
}

// withProgram runs tests with the program in PATH.
func withProgram(tests func() int) int {
	dir, err := os.MkdirTemp("", "jamlik-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailed
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "jamlik"), ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return exitFailed
	}
	if err := os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailed
	}
	return tests()
}

// runProgram runs the program as a process of its own, which must succeed.
func runProgram(t testing.TB, args ...string) {
	t.Helper()
	if out, err := exec.Command("jamlik", args...).CombinedOutput(); err != nil {
		t.Fatalf("jamlik %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// TestScripts runs testdata/script/*.txtar. Each script finds a sound study in ./study, which is the one that init writes, and an
// earlier result of it in ./out. $REPO is the repository, $EARLIER the result that ./out is a copy of.
func TestScripts(t *testing.T) {
	repo, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	study, earlier := filepath.Join(t.TempDir(), "study"), filepath.Join(t.TempDir(), "out")
	jamlik(t, "init", study)
	jamlik(t, "run", study, "-o", earlier, "--formats", "svg")
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPO", repo)
			env.Setenv("EARLIER", earlier)
			return errors.Join(
				os.CopyFS(filepath.Join(env.WorkDir, "study"), os.DirFS(study)),
				os.CopyFS(filepath.Join(env.WorkDir, "out"), os.DirFS(earlier)),
			)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"jamlik":  scriptJamlik,
			"exits":   scriptExits,
			"same":    scriptSame,
			"replace": scriptReplace,
			"cut":     scriptCut,
			"json":    scriptJSON,
			"reverse": scriptReverse,
		},
	})
}

// jamlik runs the program in this process and returns what it printed. It must succeed.
func jamlik(t testing.TB, args ...string) (stdout, stderr string) {
	t.Helper()
	code, stdout, stderr := tryJamlik(args...)
	if code != exitDone {
		t.Fatalf("jamlik %s: exit status %d\n%s", strings.Join(args, " "), code, stderr)
	}
	return stdout, stderr
}

func tryJamlik(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

// scriptJamlik is `jamlik ARGS…`.
func scriptJamlik(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec("jamlik", args...)
	if neg && err == nil {
		ts.Fatalf("the program succeeded")
	}
	if !neg {
		ts.Check(err)
	}
}

// scriptExits is `exits STATUS PROGRAM ARGS…`: the program ends with that very status.
func scriptExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// scriptSame is `same [-sums] DIR DIR [EXCEPT…]`: both hold the same files with the same bytes, but for the files named and, with
// -sums, but for sha256 sums in them.
func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	sums := len(args) > 0 && args[0] == "-sums"
	if sums {
		args = args[1:]
	}
	if neg || len(args) < 2 {
		ts.Fatalf("usage: same [-sums] DIR DIR [EXCEPT…]")
	}
	one, two := contents(ts.MkAbs(args[0])), contents(ts.MkAbs(args[1]))
	for _, name := range args[2:] {
		delete(one, name)
		delete(two, name)
	}
	if sums {
		for _, files := range []map[string][]byte{one, two} {
			for name, data := range files {
				files[name] = sha256Text.ReplaceAll(data, []byte("sum"))
			}
		}
	}
	if diff := different(one, two); len(diff) > 0 {
		ts.Fatalf("%s and %s differ in %s", args[0], args[1], strings.Join(diff, ", "))
	}
}

var sha256Text = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// differentFiles lists the files that are not the same in two directories.
func differentFiles(a, b string) []string { return different(contents(a), contents(b)) }

func different(one, two map[string][]byte) []string {
	var diff []string
	for name, data := range one {
		if other, ok := two[name]; !ok || !bytes.Equal(data, other) {
			diff = append(diff, name)
		}
	}
	for name := range two {
		if _, ok := one[name]; !ok {
			diff = append(diff, name)
		}
	}
	if len(one) == 0 {
		diff = append(diff, "(the first holds nothing)")
	}
	slices.Sort(diff)
	return diff
}

// contents reads all files below a directory. What cannot be read has nil contents.
func contents(dir string) map[string][]byte {
	out := map[string][]byte{}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			out[filepath.ToSlash(name)], _ = os.ReadFile(path)
		}
		return nil
	})
	return out
}

// scriptReplace is `replace FILE OLD NEW`: changes the only occurrence of OLD, where \n is a line break and \xNN a byte.
func scriptReplace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	before := ts.ReadFile(args[0])
	from, to := unescape(ts, args[1]), unescape(ts, args[2])
	if n := strings.Count(before, from); n != 1 {
		ts.Fatalf("%s holds %q %d times, want once", args[0], from, n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(before, from, to, 1)), 0o666))
}

func unescape(ts *testscript.TestScript, s string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	ts.Check(err)
	return out
}

// scriptCut is `cut FILE BYTES`: takes that many bytes off the end.
func scriptCut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	whole := ts.ReadFile(args[0])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(whole[:len(whole)-n]), 0o666))
}

// scriptReverse is `reverse FILE`: turns the order of all lines but the first.
func scriptReverse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: reverse FILE")
	}
	lines := strings.SplitAfter(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	for i, j := 1, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(lines, "")), 0o666))
}

// scriptJSON is `json [-whole] FILE`: every line, or the file as a whole, is a JSON value.
func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: json [-whole] FILE")
	}
	file := args[len(args)-1]
	values := strings.SplitAfter(strings.TrimSuffix(ts.ReadFile(file), "\n"), "\n")
	if args[0] == "-whole" {
		values = []string{ts.ReadFile(file)}
	}
	for _, v := range values {
		if !json.Valid([]byte(v)) {
			ts.Fatalf("%s holds what is not JSON: %q", file, v)
		}
	}
}

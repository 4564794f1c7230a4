package hostile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// throughProgram gives an input to the program in every way that it takes such a file.
func (c *campaign) throughProgram(program string, i int) {
	in := c.g.damaged(c.seed, i)
	dir := c.t.TempDir()
	write := func(name string, data []byte) {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, data, 0o644)); err != nil {
			c.t.Fatal(err)
		}
	}
	var calls [][]string
	kind, _, _ := strings.Cut(in.kind(), " ")
	name := path.Base(in.name)
	switch kind {
	case "study:":
		for seed, data := range c.g.files {
			if strings.HasPrefix(seed, "study/") {
				write(seed, data)
			}
		}
		write(in.seed, in.data)
		calls = [][]string{{"check", "study"}, {"run", "study", "--formats", "svg", "--charts", "none", "-q", "-o", "out"}}
	case "snapshot":
		write("people/snapshot.json", in.data)
		calls = [][]string{{"data", "inspect", "people"}}
	case "map", "shapefile":
		for seed, data := range c.g.files {
			if strings.HasPrefix(seed, "squares.") && kind == "shapefile" {
				write(seed, data)
			}
		}
		write(name, in.data)
		if kind == "shapefile" && in.name == in.seed {
			name = "squares.shp"
		}
		calls = [][]string{{"space", "check", name, "--key", "code"}, {"space", "convert", name, "out.geojson"}}
	default:
		write(name, in.data)
		// A study that says that its employment is in this file.
		for seed, data := range c.g.files {
			if strings.HasPrefix(seed, "study/") {
				write(seed, bytes.ReplaceAll(data, []byte("file: employment.csv"), []byte("file: \""+name+"\"")))
			}
		}
		write("study/"+name, in.data)
		calls = [][]string{{"data", "inspect", name}, {"data", "convert", name, "out.csv"}, {"data", "convert", name, "out.xlsx"}, {"check", "study"}}
	}
	for _, arguments := range calls {
		c.call(program, dir, i, name, arguments)
	}
}

// call runs the program once. Where it fails, there is a message that names the file, and no output or part of one; where it does not, the
// output is whole. Nothing else is left in the directory either way.
func (c *campaign) call(program, dir string, i int, name string, arguments []string) {
	before := entries(dir)
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, arguments...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+c.t.TempDir())
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	said := told{Input: i, Took: time.Since(start), Ended: true, Outcome: "done", Message: fmt.Sprintf("%v: %s", arguments, stderr.String())}
	failed := cmd.ProcessState != nil && cmd.ProcessState.ExitCode() == 1
	appeared := slices.DeleteFunc(entries(dir), func(name string) bool { return slices.Contains(before, name) })
	output := arguments[len(arguments)-1]
	switch {
	case ctx.Err() != nil:
		said.Outcome = "hang"
	case strings.Contains(stderr.String(), "goroutine ") || strings.Contains(stderr.String(), "panic:"):
		said.Outcome = "panic"
	case err != nil && !failed:
		said.Outcome = "bad exit status"
		said.Message = fmt.Sprint(err, " ", said.Message)
	case failed:
		said.Outcome = "refused"
		if text := stderr.String(); !strings.Contains(text, name) && !strings.Contains(text, "study") && !strings.Contains(text, ".csv") && !strings.Contains(text, "squares.") && !strings.Contains(text, "error: people") {
			said.Outcome = "poor message"
		}
		if len(appeared) > 0 {
			said.Outcome, said.Message = "partial output", fmt.Sprint(appeared, " after ", said.Message)
		}
	case len(appeared) > 1 || len(appeared) == 1 && appeared[0] != output:
		said.Outcome, said.Message = "partial output", fmt.Sprint(appeared, " after ", said.Message)
	}
	if flaw := harmful(stdout.Bytes()) + harmful(stderr.Bytes()); flaw != "" && said.Outcome != "panic" {
		said.Outcome, said.Message = "poor message", flaw+said.Message
	}
	if left := entries(strings.TrimPrefix(cmd.Env[len(cmd.Env)-1], "TMPDIR=")); len(left) > 0 {
		said.Outcome, said.Message = "partial output", fmt.Sprint("temporary files ", left, " after ", said.Message)
	}
	for _, name := range appeared {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			c.t.Error(err)
		}
	}
	c.note(said)
}

func entries(dir string) []string {
	found, _ := os.ReadDir(dir) // none where there is no directory
	var names []string
	for _, e := range found {
		names = append(names, e.Name())
	}
	return names
}

// harmful says what a terminal would do with a text beside showing it: nothing, where every character is text, a tab or the end of a line.
func harmful(text []byte) string {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	for i, w := 0, 0; i < len(text); i += w {
		var r rune
		r, w = utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && w == 1:
			return fmt.Sprintf("the byte %#x is written; ", text[i])
		case r != '\n' && r != '\t' && unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return fmt.Sprintf("the character %U is written; ", r)
		}
	}
	return ""
}

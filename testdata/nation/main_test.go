package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A small country goes through the program from the file to the tables, with the same bytes however many processors there are.
func TestCountryIsAnalysed(t *testing.T) {
	dir := t.TempDir()
	n := nation{areas: 60, municipalities: 6, years: 3, indicators: 8, replicates: 99, seed: 1}
	for _, name := range []string{"study", "again"} {
		if err := n.write(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, filepath.Join(dir, "study"), filepath.Join(dir, "again"), 3)

	program := filepath.Join(dir, "jamlik")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/jamlik").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, processors := range []string{"1", "4"} {
		cmd := exec.Command(program, "run", filepath.Join(dir, "study"), "--only", "tables", "-o", filepath.Join(dir, "out"+processors), "--strict")
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+processors)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", cmd, err, out)
		}
	}
	same(t, filepath.Join(dir, "out1"), filepath.Join(dir, "out4"), 100)
}

// same compares two directories byte for byte, of so many files at least.
func same(t *testing.T, a, b string, least int) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(a, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		rel, _ := filepath.Rel(a, path)
		x, err1 := os.ReadFile(path)
		y, err2 := os.ReadFile(filepath.Join(b, rel))
		if err1 != nil || err2 != nil || string(x) != string(y) {
			t.Errorf("%s differs: %v %v", rel, err1, err2)
		}
		return nil
	})
	if err != nil || n < least {
		t.Errorf("%s: %d files, want %d or more: %v", a, n, least, err)
	}
}

// Numbers that make no country are refused.
func TestNoCountry(t *testing.T) {
	for _, n := range []nation{{areas: 1, municipalities: 2, years: 1, indicators: 1}, {areas: 10, municipalities: 2, years: 0, indicators: 1}} {
		if err := n.write(t.TempDir()); err == nil {
			t.Errorf("%+v is written", n)
		}
	}
}

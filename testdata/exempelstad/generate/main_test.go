package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The files in the repository are what the program writes.
func TestFilesAreGenerated(t *testing.T) {
	made := files()
	for name, want := range made {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what the generator writes (-generator +file):\n%s", name, cmp.Diff(string(want), string(got)))
		}
	}
	for _, pattern := range []string{"*.csv", "*.json"} {
		there, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range there {
			if _, ok := made[filepath.Base(path)]; !ok {
				t.Errorf("%s is not written by the generator", filepath.Base(path))
			}
		}
	}
}

func TestFilesAreSmall(t *testing.T) {
	total := 0
	for _, data := range files() {
		total += len(data)
	}
	if limit := 600_000; total > limit {
		t.Errorf("the files have %d bytes, want at most %d", total, limit)
	}
}

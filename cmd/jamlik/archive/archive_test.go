package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const at = "2026-11-22T01:20:27Z"

// tree writes files in the given order, with rights and times of their own.
func tree(t *testing.T, names []string, mode os.FileMode, when time.Time) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "jamlik_1.2.3_linux_amd64")
	for _, name := range names {
		file := filepath.Join(dir, name)
		err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte("the text of "+name), mode), os.Chtimes(file, when, when))
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSameFilesGiveTheSameBytes(t *testing.T) {
	names := []string{"jamlik", "README.md", "man1/jamlik.1", "man1/jamlik-run.1"}
	one := tree(t, names, 0o600, time.Unix(0, 0))
	slices.Reverse(names)
	two := tree(t, names, 0o755, time.Unix(2_000_000_000, 0))
	for _, ending := range []string{".tar.gz", ".zip"} {
		var made [][]byte
		for _, dir := range []string{one, two} {
			out := filepath.Join(t.TempDir(), "out"+ending)
			if err := archive([]string{out, dir, at}); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			made = append(made, data)
		}
		if !bytes.Equal(made[0], made[1]) {
			t.Errorf("%s: the same files give different bytes", ending)
		}
		want := []string{
			"jamlik_1.2.3_linux_amd64/README.md -rw-r--r-- " + at + " the text of README.md",
			"jamlik_1.2.3_linux_amd64/jamlik -rwxr-xr-x " + at + " the text of jamlik",
			"jamlik_1.2.3_linux_amd64/man1/jamlik-run.1 -rw-r--r-- " + at + " the text of man1/jamlik-run.1",
			"jamlik_1.2.3_linux_amd64/man1/jamlik.1 -rw-r--r-- " + at + " the text of man1/jamlik.1",
		}
		if got := listed(t, ending, made[0]); !slices.Equal(got, want) {
			t.Errorf("%s holds\n%s\nwant\n%s", ending, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// listed unpacks an archive: names, rights, times and texts.
func listed(t *testing.T, ending string, data []byte) []string {
	t.Helper()
	var out []string
	add := func(name string, info os.FileInfo, r io.Reader) {
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %s %s %s", name, info.Mode(), info.ModTime().UTC().Format(time.RFC3339), text))
	}
	if ending == ".zip" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			add(f.Name, f.FileInfo(), r)
		}
		return out
	}
	g, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(g); ; {
		h, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		add(h.Name, h.FileInfo(), r)
	}
}

func TestArchiveRefuses(t *testing.T) {
	dir := tree(t, []string{"jamlik"}, 0o600, time.Unix(0, 0))
	for _, c := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"x.tar.gz", dir}, "say OUT.tar.gz or OUT.zip, a directory and a time"},
		{[]string{"x.rar", dir, at}, "x.rar: want a name that ends in .tar.gz or .zip"},
		{[]string{"x.zip", dir, "yesterday"}, "cannot parse"},
		{[]string{filepath.Join(t.TempDir(), "x.zip"), filepath.Join(dir, "none"), at}, "no such file"},
	} {
		if err := archive(c.arguments); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("archive %v: %v, want %s", c.arguments, err, c.want)
		}
	}
}

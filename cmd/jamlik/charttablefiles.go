package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// tableMap is the directory that the files of the geometry appear in.
const tableMap = "map/"

// tableFiles are the files of a study that is made of a table: the study file and the areas, which are in memory, the table in its
// directory, and the geometry in its own.
type tableFiles struct {
	own            map[string][]byte
	data, geometry string
}

// Open implements [fs.FS].
func (t tableFiles) Open(name string) (fs.File, error) {
	if b, ok := t.own[name]; ok {
		return ownFile{bytes.NewReader(b), name}, nil
	}
	if rest, ok := strings.CutPrefix(name, tableMap); ok {
		return os.Open(filepath.Join(t.geometry, rest))
	}
	return os.Open(filepath.Join(t.data, name))
}

// ownFile is a file in memory, and what is told of it.
type ownFile struct {
	*bytes.Reader
	name string
}

func (f ownFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f ownFile) Close() error               { return nil }
func (f ownFile) Name() string               { return f.name }
func (f ownFile) Mode() fs.FileMode          { return 0o444 }
func (f ownFile) ModTime() time.Time         { return time.Time{} }
func (f ownFile) IsDir() bool                { return false }
func (f ownFile) Sys() any                   { return nil }

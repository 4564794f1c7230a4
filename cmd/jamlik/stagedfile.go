package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
)

// stagedFile is a file of a result that is written bit by bit.
type stagedFile struct {
	io.Writer
	out  *outputDir
	name string
	file *os.File
	buf  *bufio.Writer
	sum  hash.Hash
	n    int64
}

// create starts a file of the result. It belongs to it once finish has been called.
func (o *outputDir) create(name string) (*stagedFile, error) {
	path := filepath.Join(o.stage, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, err
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	s := &stagedFile{out: o, name: name, file: f, buf: bufio.NewWriterSize(f, 1<<20), sum: sha256.New()}
	s.Writer = io.MultiWriter(s.buf, s.sum)
	return s, nil
}

func (s *stagedFile) Write(b []byte) (int, error) {
	n, err := s.Writer.Write(b)
	s.n += int64(n)
	return n, err
}

// finish ends the file and puts it in the manifest.
func (s *stagedFile) finish() error {
	if err := errors.Join(s.buf.Flush(), s.file.Close()); err != nil {
		return err
	}
	s.file = nil
	s.out.mu.Lock()
	defer s.out.mu.Unlock()
	s.out.files = append(s.out.files, manifestFile{Name: s.name, SHA256: hex.EncodeToString(s.sum.Sum(nil)), Bytes: s.n})
	return nil
}

// abandon closes a file that is not to be finished; of one that is finished nothing is left to do.
func (s *stagedFile) abandon() {
	if s.file != nil {
		_ = s.file.Close() // the whole directory is thrown away
	}
}

// leaveOut notes in the manifest that a file, or rows of a table, which then stands without an ending, are not there which such results otherwise have, and why.
func (o *outputDir) leaveOut(name, why string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.omitted = append(o.omitted, manifestOmission{name, why})
}

package study

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/jamlik/jamlik/indicators"
)

// spill is the observations that did not fit into memory, in a file that nobody else can read.
//
// There is one file for all parts, whose blocks a list in memory tells apart, so that many indicators do not need many open files. Where the
// system allows it the file has no name any more as soon as it is open: it is gone with the process, however that ends.
type spill struct {
	within string // the directory that was asked for
	dir    string // of its own
	file   *os.File
	size   int64
	blocks [][]indicators.Spilled // by part
}

// newSpill makes the file in a new directory.
func newSpill(within string, parts int) (*spill, error) {
	if within == "" {
		within = os.TempDir()
	}
	s := &spill{within: within, blocks: make([][]indicators.Spilled, parts)}
	var err error
	if s.dir, err = os.MkdirTemp(within, "jamlik-spill-"); err != nil {
		return nil, s.failed(err)
	}
	if s.file, err = os.OpenFile(filepath.Join(s.dir, "observations"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		os.Remove(s.dir)
		return nil, s.failed(err)
	}
	os.RemoveAll(s.dir) // fails where open files have to have a name; close does it there
	return s, nil
}

// write writes all observations of a builder away.
func (s *spill) write(b *indicators.Builder, part func(indicator string) int) error {
	blocks, err := b.Spill(s.file, s.size, part)
	if err != nil {
		return s.failed(err)
	}
	for _, block := range blocks {
		s.blocks[block.Part] = append(s.blocks[block.Part], block)
		s.size += block.Size()
	}
	return nil
}

// read returns the observations of a part.
func (s *spill) read(b *indicators.Builder, part int) (*indicators.Builder, error) {
	out, err := b.Unspill(s.file, s.blocks[part])
	if err != nil {
		return nil, s.failed(err)
	}
	return out, nil
}

// failed says what became of a spill file and what to do.
func (s *spill) failed(err error) error {
	p := indicators.Problem{File: s.within, What: fmt.Sprintf("observations that do not fit into memory cannot be written away: %v", reason(err)),
		Remedy: "choose another directory with TMPDIR, make room in it, or give the program more memory"}
	if errors.Is(err, indicators.ErrSpill) || errors.Is(err, os.ErrClosed) {
		p.What, p.Remedy = fmt.Sprintf("observations that did not fit into memory cannot be read back: %v", reason(err)), "run again; if it happens again, choose a directory on another disk with TMPDIR"
	}
	return p
}

// reason leaves out the path of a file whose name says nothing to anybody.
func reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func (s *spill) close() error {
	err := s.file.Close()
	return errors.Join(err, os.RemoveAll(s.dir))
}

package jsonstat

import (
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/cube"
)

// texts holds a text of all cells, the status or another, or of those that are given in the sparse form.
type texts struct {
	words   []string // without repetitions
	indices []int32  // into words, −1 for none; nil if every cell has the first word, or there are no words
	offsets []int32  // of the indices, ascending; nil if every cell has one
	at      int      // the next of the sparse ones to be read
}

// readTexts reads the texts of cells: one for all, one for each, or those of some. Name says what they are, for messages.
func (d document) readTexts(n node, name string, out *dataset) (texts, error) {
	var ps indicators.Problems
	var s texts
	index := map[string]int32{}
	intern := func(text string) int32 {
		i, ok := index[text]
		if !ok {
			i = int32(len(s.words))
			index[text] = i
			s.words = append(s.words, text)
		}
		return i
	}
	add := func(cell int, value node) {
		switch {
		case value.IsNull():
			s.indices = append(s.indices, -1)
		case value.IsText():
			s.indices = append(s.indices, intern(value.Text()))
		default:
			ps.Add(d.Problem(cell+1, fmt.Sprintf("the %s of %s is %s where a text is expected", name, d.cell(cell, out), value.Shown()), ""))
		}
	}
	switch {
	case n.Absent():
	case n.IsText():
		s.words = []string{n.Text()}
	case n.IsArray():
		found := 0
		var only node
		n.Elements(func(i int, value node) bool {
			only = value
			if found++; found <= out.cells {
				add(i, value)
			}
			return true
		})
		switch {
		case found == out.cells:
		case found == 1: // an array of one is the text of all
			if s.indices = nil; only.IsNull() {
				s.words = nil
			}
		default:
			ps.Add(d.At(n, fmt.Sprintf("%s has %s where the sizes %s multiply to %d", name, lang.Count(found, "cell"), out.sizes(), out.cells), "fetch it again"))
		}
	case n.IsObject():
		s.indices, s.offsets = []int32{}, []int32{}
		ps.Add(d.sparse(n, name, out, func(cell int, value node) {
			s.offsets = append(s.offsets, int32(cell))
			add(cell, value)
		}))
		if ps.Len() == 0 {
			if by, ok := order(s.offsets); !ok {
				offsets, indices := make([]int32, len(by)), make([]int32, len(by))
				for i, from := range by {
					offsets[i], indices[i] = s.offsets[from], s.indices[from]
				}
				s.offsets, s.indices = offsets, indices
			}
			ps.Add(d.distinct(n, s.offsets, name, out))
		}
	default:
		ps.Add(d.At(n, fmt.Sprintf("%s is %s where a text, an array or an object is expected", name, n.Kind()), ""))
	}
	return s, ps.Err()
}

// read returns the texts of n cells, for cells in order.
func (s *texts) read(from, n int) arrow.Array {
	indices, valid, nulls := make([]int32, n), make([]byte, n/8+1), n
	set := func(i int, index int32) {
		if index >= 0 {
			indices[i] = index
			valid[i/8] |= 1 << (i % 8)
			nulls--
		}
	}
	switch {
	case len(s.words) == 0:
	case s.offsets != nil:
		for ; s.at < len(s.offsets) && int(s.offsets[s.at]) < from+n; s.at++ {
			set(int(s.offsets[s.at])-from, s.indices[s.at])
		}
	case s.indices != nil:
		for i, index := range s.indices[from : from+n] {
			set(i, index)
		}
	default:
		for i := range n {
			set(i, 0)
		}
	}
	return cube.Dictionary(indices, valid, nulls, cube.Words(s.words))
}

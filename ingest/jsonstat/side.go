package jsonstat

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
)

// side collects a dimension while rows come in.
type side struct {
	dimensionColumn
	codes  []string
	index  map[string]int32
	of     []int32  // the category of each row, −1 where the column is empty
	empty  int      // the first row where it is, from 1
	labels []string // of the categories
	named  []int    // the row that named the category's label, from 1; 0 for none
}

func newSide(d dimensionColumn) *side { return &side{dimensionColumn: d, index: map[string]int32{}} }

// add returns the category of a code.
func (s *side) add(code string) int32 {
	i, ok := s.index[code]
	if !ok {
		i = int32(len(s.codes))
		s.index[code] = i
		s.codes = append(s.codes, code)
		s.labels, s.named = append(s.labels, ""), append(s.named, 0)
	}
	return i
}

// take adds the rows of a record that come after so many others.
func (s *side) take(rec arrow.Record, before int) error {
	var ps indicators.Problems
	n := int(rec.NumRows())
	columns := []arrow.Array{rec.Column(s.column)}
	if s.end >= 0 {
		columns = append(columns, rec.Column(s.end))
	}
	empty := func(i int) bool { return columns[0].IsNull(i) || s.end >= 0 && columns[1].IsNull(i) }
	for i := 0; s.empty == 0 && i < n; i++ {
		if empty(i) {
			s.empty = before + i + 1
		}
	}
	var known []int32 // the category of each word of a dictionary, −1 where it is not known yet
	dictionary, _ := columns[0].(*array.Dictionary)
	if s.end >= 0 {
		dictionary = nil
	}
	if dictionary != nil {
		known = make([]int32, dictionary.Dictionary().Len())
		for i := range known {
			known[i] = -1
		}
	}
	code, err := s.coder(columns)
	if err != nil {
		return err
	}
	for i := range n {
		var c int32
		if s.empty > 0 && empty(i) {
			c = -1
		} else if dictionary == nil {
			c = s.add(code(i))
		} else if w := dictionary.GetValueIndex(i); known[w] >= 0 {
			c = known[w]
		} else {
			c = s.add(code(i))
			known[w] = c
		}
		s.of = append(s.of, c)
	}
	for _, c := range s.codes {
		if !utf8.ValidString(c) {
			ps.Add(fmt.Errorf("column %q: the text %q is not UTF-8", s.id, c))
		}
	}
	if s.label >= 0 {
		ps.Add(s.takeLabels(rec.Column(s.label), before))
	}
	return ps.Err()
}

// coder returns what gives the code of a row.
func (s *side) coder(columns []arrow.Array) (func(i int) string, error) {
	if s.end < 0 {
		return words(columns[0])
	}
	start, err := words(columns[0])
	if err != nil {
		return nil, err
	}
	end, err := words(columns[1])
	if err != nil {
		return nil, err
	}
	known := map[[2]string]string{}
	return func(i int) string {
		days := [2]string{start(i), end(i)}
		code, ok := known[days]
		if !ok {
			code = days[0] + "--" + days[1]
			if p, err := indicators.ParsePeriod(code); err == nil {
				code = p.String()
			}
			known[days] = code
		}
		return code
	}, nil
}

// takeLabels takes the labels of the rows just added. One category has one label.
func (s *side) takeLabels(a arrow.Array, before int) error {
	label, err := words(a)
	if err != nil {
		return err
	}
	var ps indicators.Problems
	for i := range a.Len() {
		if a.IsNull(i) {
			continue
		}
		c, text := s.of[before+i], label(i)
		switch {
		case c < 0:
		case s.named[c] == 0:
			s.labels[c], s.named[c] = text, before+i+1
			if !utf8.ValidString(text) {
				ps.Add(fmt.Errorf("row %d: the label %q is not UTF-8", before+i+1, text))
			}
		case s.labels[c] != text:
			ps.Add(indicators.Problem{What: fmt.Sprintf("row %d calls %s=%s %q, row %d calls it %q", before+i+1, s.id, s.codes[c], text, s.named[c], s.labels[c]), Remedy: "give the category one label"})
		}
	}
	return ps.Err()
}

// remarks collects a column of texts about cells.
type remarks struct {
	column int
	name   string
	spare  bool // empty texts say nothing, because the column knows no null
	words  []string
	index  map[string]int32
	of     []int32 // the word of each row, −1 for none
}

func (r *remarks) take(a arrow.Array, before int) error {
	text, err := words(a)
	if err != nil {
		return err
	}
	var ps indicators.Problems
	for i := range a.Len() {
		c := int32(-1)
		if !a.IsNull(i) {
			s := text(i)
			var ok bool
			if c, ok = r.index[s]; !ok {
				c = int32(len(r.words))
				r.index[s] = c
				r.words = append(r.words, s)
				if !utf8.ValidString(s) {
					ps.Add(fmt.Errorf("row %d: column %q: the text %q is not UTF-8", before+i+1, r.name, s))
				}
			}
		}
		r.of = append(r.of, c)
	}
	return ps.Err()
}

// says tells whether a word says something.
func (r *remarks) says(word string) bool { return word != "" || !r.spare }

// filled tells whether any of the texts says something.
func (r *remarks) filled() bool { return slices.ContainsFunc(r.words, r.says) }

// knownFrom tells whether the category of s is known from that of other in every row.
func (s *side) knownFrom(other *side) bool {
	const unknown = -2
	of := slices.Repeat([]int32{unknown}, len(other.codes))
	for i, c := range other.of {
		if c < 0 {
			return false
		}
		if of[c] == unknown {
			of[c] = s.of[i]
		} else if of[c] != s.of[i] {
			return false
		}
	}
	return true
}

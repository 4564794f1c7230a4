package main

import (
	"iter"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// texts is a column of texts. What returns, such as the area of each person of a register, is held once, and every row has its number: four bytes
// that the garbage collector need not look into, instead of a pointer and a length.
type texts struct {
	words []string
	codes []int32 // the word of each row
	known map[string]int32
}

func textsOf(list []string) (t texts) {
	for _, s := range list {
		t.add(s)
	}
	return t
}

func (t texts) len() int { return len(t.codes) }

func (t texts) at(row int) string { return t.words[t.codes[row]] }

// all iterates over rows and their texts.
func (t texts) all() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for row, code := range t.codes {
			if !yield(row, t.words[code]) {
				return
			}
		}
	}
}

// of returns the texts of some rows, each named once.
func (t texts) of(rows []int) texts { return texts{words: t.words, codes: pick(t.codes, rows)} }

// list returns the texts of all rows.
func (t texts) list() []string {
	out := make([]string, t.len())
	for row, s := range t.all() {
		out[row] = s
	}
	return out
}

// add adds a row.
func (t *texts) add(s string) { t.codes = append(t.codes, t.code(s)) }

// code returns the number of a word.
func (t *texts) code(s string) int32 {
	code, ok := t.known[s]
	if !ok {
		code, s = int32(len(t.words)), strings.Clone(s)
		if t.known == nil {
			t.known = map[string]int32{}
		}
		t.known[s] = code
		t.words = append(t.words, s)
	}
	return code
}

// addCells adds the cells of a column of a file, "" for null.
func (t *texts) addCells(a arrow.Array) {
	switch a := a.(type) {
	case *array.Dictionary:
		words := a.Dictionary()
		codes := make([]int32, words.Len())
		for k := range codes {
			codes[k] = -1 // not met yet
		}
		for i := range a.Len() {
			if a.IsNull(i) {
				t.add("")
				continue
			}
			code := &codes[a.GetValueIndex(i)]
			if *code < 0 {
				*code = t.code(cellText(a, i))
			}
			t.codes = append(t.codes, *code)
		}
	case *array.String: // a text that seldom returns: there is little to look up
		for i := range a.Len() {
			t.codes = append(t.codes, int32(len(t.words)))
			t.words = append(t.words, cellText(a, i))
		}
	default:
		for i := range a.Len() {
			t.add(cellText(a, i))
		}
	}
}

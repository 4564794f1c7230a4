package columnar

import (
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// words is a growing dictionary of texts. What is there never changes, so that arrays over it stay valid while it grows.
type words struct {
	bytes   []byte
	offsets []int32
	code    map[string]int32
	array   *array.String // over the words that were there when it was made
}

const maxWords = 256 << 20 // bytes of all words together; their offsets have 32 bits

func newWords() *words { return &words{offsets: []int32{0}, code: make(map[string]int32)} }

func (w *words) len() int { return len(w.offsets) - 1 }

// add returns the code of a text.
func (w *words) add(text []byte) (int32, error) {
	if code, ok := w.code[string(text)]; ok {
		return code, nil
	}
	if !utf8.Valid(text) {
		return 0, unsupported("write texts as UTF-8; leave out columns that hold other bytes", "holds bytes that are not text: %.40q", text)
	}
	if len(w.bytes)+len(text) > maxWords {
		return 0, unsupported("leave the column out", "the texts of one row group have more than %d MB", maxWords>>20)
	}
	code := int32(w.len())
	w.bytes = append(w.bytes, text...)
	w.offsets = append(w.offsets, int32(len(w.bytes)))
	w.code[string(text)] = code
	return code, nil
}

// all returns the words as an array.
func (w *words) all() *array.String {
	if n := w.len(); w.array == nil || w.array.Len() != n {
		w.array = array.NewStringData(array.NewData(arrow.BinaryTypes.String, n, []*memory.Buffer{nil,
			memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(w.offsets[: n+1 : n+1])),
			memory.NewBufferBytes(w.bytes[:len(w.bytes):len(w.bytes)])}, nil, 0, 0))
	}
	return w.array
}

// first returns a new dictionary of the first n words with the same codes.
func (w *words) first(n int) *words {
	f := newWords()
	for i := range n {
		// They are words already: they cannot fail.
		_, _ = f.add(w.bytes[w.offsets[i]:w.offsets[i+1]])
	}
	return f
}

package columnar

import (
	"encoding/binary"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// The layout of a view: its length, then the text itself where it is short, else its first bytes, the buffer that it is in and where it begins there
// (https://arrow.apache.org/docs/format/Columnar.html#variable-size-binary-view-layout).
const (
	viewSize   = 16
	viewInline = 12
)

// viewedTexts makes a dictionary of texts that are given as views, each checked against the buffer that it points to. Many views can share
// a few bytes, so the words are kept once.
func viewedTexts(a *array.StringView, valid []byte, nulls int) (arrow.Array, error) {
	rows := a.Len()
	buffers := a.Data().Buffers()
	if rows == 0 {
		return array.NewDictionaryArray(textType, newArray(textType.IndexType, nil, 0, nil, 0), newWords().all()), nil
	}
	views := bytesOf(buffers[1])
	if len(views)/viewSize < rows {
		return nil, broken("%d bytes of views for %d texts", len(views), rows)
	}
	w := newWords()
	codes := make([]int32, rows)
	for i := range codes {
		if valid != nil && valid[i>>3]>>(i&7)&1 == 0 {
			continue
		}
		view := views[i*viewSize : (i+1)*viewSize]
		size := int64(int32(binary.LittleEndian.Uint32(view)))
		var text []byte
		switch {
		case size < 0:
			return nil, broken("text %d has %d bytes", i+1, size)
		case size <= viewInline:
			text = view[4 : 4+size]
		default:
			buffer, from := int64(int32(binary.LittleEndian.Uint32(view[8:]))), int64(int32(binary.LittleEndian.Uint32(view[12:])))
			if buffer < 0 || buffer >= int64(len(buffers)-2) {
				return nil, broken("text %d is in buffer %d of %d", i+1, buffer+1, len(buffers)-2)
			}
			in := bytesOf(buffers[buffer+2])
			if from < 0 || from+size > int64(len(in)) {
				return nil, broken("text %d should be at bytes %d to %d of %d", i+1, from, from+size, len(in))
			}
			text = in[from : from+size]
		}
		var err error
		if codes[i], err = w.add(text); err != nil {
			return nil, err
		}
	}
	return array.NewDictionaryArray(textType, newArray(textType.IndexType, arrow.Int32Traits.CastToBytes(codes), rows, valid, nulls), w.all()), nil
}

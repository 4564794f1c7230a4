package columnar

import (
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// checkListed looks for rows that the footer of an Arrow file does not list: a damaged footer can lose them all and still be read.
func checkListed(in io.ReaderAt, blocks []block, end int64) error {
	blocks = append(slices.Clone(blocks), block{offset: end})
	slices.SortFunc(blocks, func(a, b block) int { return cmp.Compare(a.offset, b.offset) })
	from := int64(16) // past the magic and the start of the schema
	for _, b := range blocks {
		at, err := findBatch(in, from, b.offset)
		if err != nil {
			return err
		}
		if at > 0 {
			return broken("the footer does not list the rows at byte %d", at)
		}
		from = max(from, b.offset+b.meta+b.body)
	}
	return nil
}

// findBatch returns where a record batch begins between two bytes of a file, and 0 if none does. Messages begin at multiples of 8.
func findBatch(in io.ReaderAt, from, to int64) (int64, error) {
	const window, head = 1 << 20, 1 << 10 // what a message is stands at its head
	for from = (from + 7) &^ 7; from+8 <= to; from += window {
		buf := make([]byte, min(window+head, to-from))
		if err := readAt(in, buf, from); err != nil {
			return 0, err
		}
		for i := 0; i < window && i+8 <= len(buf); i += 8 {
			if string(buf[i:i+4]) != continuation {
				continue
			}
			at, size := from+int64(i), int64(int32(binary.LittleEndian.Uint32(buf[i+4:])))
			if size > 0 && at+8+size <= to && isMessage(buf[i+8:min(int64(len(buf)), int64(i)+8+size)], recordBatch) {
				return at, nil
			}
		}
	}
	return 0, nil
}

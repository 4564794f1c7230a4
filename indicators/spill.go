package indicators

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"

	"github.com/apache/arrow/go/v17/arrow/bitutil"
)

// Spilled is some observations that were written away by [Builder.Spill]. Only the builder that wrote them can read them: what they share with
// others stays in its memory.
type Spilled struct {
	Part int // as the caller numbered it
	Rows int

	offset, size int64
	sum          uint32
}

// spillRows is how many observations are written together.
const spillRows = 1 << 16

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(block []byte) uint32 { return crc32.Checksum(block, castagnoli) }

// Spill writes all observations away, from an offset of what is written to on, and holds none of them after it. They are sorted by the part that
// their indicator belongs to, so that one part can be read without the others; within a part they stay in order of arrival. After an error the
// builder cannot be used.
func (b *Builder) Spill(w io.Writer, offset int64, part func(indicator string) int) ([]Spilled, error) {
	ofIndicator := make([]int32, len(b.words.indicator.list))
	parts := int32(0)
	for i, id := range b.words.indicator.list {
		ofIndicator[i] = int32(part(id))
		parts = max(parts, ofIndicator[i]+1)
	}
	ofRow := make([]int32, b.Len())
	for i, k := range b.rows.key {
		ofRow[i] = ofIndicator[b.words.key.list[k].indicator]
	}
	order := counted(nil, ofRow, int(parts))
	var out []Spilled
	var block []byte
	for len(order) > 0 {
		p, n := ofRow[order[0]], 1
		for n < min(len(order), spillRows) && ofRow[order[n]] == p {
			n++
		}
		block = b.rows.encode(block[:0], order[:n])
		if _, err := w.Write(block); err != nil {
			return nil, err
		}
		out = append(out, Spilled{Part: int(p), Rows: n, offset: offset, size: int64(len(block)), sum: checksum(block)})
		offset += int64(len(block))
		order = order[n:]
	}
	b.rows.clear()
	return out, nil
}

// Size returns how many bytes were written.
func (s Spilled) Size() int64 { return s.size }

// clear lets go of the observations but not of the memory, for the next.
func (r *rows) clear() {
	r.area, r.key, r.mark, r.line = r.area[:0], r.key[:0], r.mark[:0], r.line[:0]
	for i := range r.nums {
		r.nums[i] = numberColumn{v: r.nums[i].v[:0], valid: r.nums[i].valid[:0]}
		if cap(r.nums[i].v) == 0 {
			r.nums[i] = numberColumn{}
		}
	}
}

// What a column of numbers of a block holds.
const (
	numbersNone = iota // no row has one
	numbersAll
	numbersSome // a bitmap says which
)

// encode writes some rows: which columns of numbers there are, the codes column by column, and the numbers.
func (r *rows) encode(to []byte, order []int32) []byte {
	for i := range r.nums {
		to = append(to, r.nums[i].kind(order))
	}
	for _, column := range [...][]int32{r.area, r.key, r.mark, r.line} {
		for _, i := range order {
			to = binary.LittleEndian.AppendUint32(to, uint32(column[i]))
		}
	}
	for c := range r.nums {
		kind := to[c]
		if kind == numbersNone {
			continue
		}
		for _, i := range order {
			to = binary.LittleEndian.AppendUint64(to, math.Float64bits(r.nums[c].at(int(i)).V))
		}
		if kind == numbersSome {
			bits := make([]byte, bitutil.BytesForBits(int64(len(order))))
			for k, i := range order {
				bitutil.SetBitTo(bits, k, r.nums[c].at(int(i)).OK)
			}
			to = append(to, bits...)
		}
	}
	return to
}

func (c *numberColumn) kind(order []int32) byte {
	n := 0
	for _, i := range order {
		if c.at(int(i)).OK {
			n++
		}
	}
	switch n {
	case 0:
		return numbersNone
	case len(order):
		return numbersAll
	}
	return numbersSome
}

// ErrSpill says that observations that were written away cannot be read back as they were.
var ErrSpill = errors.New("observations that were written away came back damaged")

// Unspill returns a builder of observations that were written away, in the order of the blocks. It shares what b holds of them and leaves b
// as it is. The error is [ErrSpill] where they are not what was written.
func (b *Builder) Unspill(from io.ReaderAt, blocks []Spilled) (*Builder, error) {
	w := &b.words
	out := &Builder{words: words{w.indicator.copied(), w.group.copied(), w.note.copied(), w.source.copied(), w.file.copied(), w.area.copied(), w.key.copied(), w.mark.copied()}}
	n := 0
	for _, s := range blocks {
		n += s.Rows
	}
	out.rows.grow(n)
	var data []byte
	for _, s := range blocks {
		if int64(cap(data)) < s.size {
			data = make([]byte, s.size)
		}
		data = data[:s.size]
		if k, err := from.ReadAt(data, s.offset); k < len(data) {
			if err == io.EOF || err == nil {
				err = fmt.Errorf("%w: %d bytes are gone", ErrSpill, len(data)-k)
			}
			return nil, err
		}
		if checksum(data) != s.sum {
			return nil, fmt.Errorf("%w: their checksum is another", ErrSpill)
		}
		if err := out.decode(data, s.Rows); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// grow makes room for n rows. Columns of numbers that no row has take none.
func (r *rows) grow(n int) {
	for _, column := range [...]*[]int32{&r.area, &r.key, &r.mark, &r.line} {
		*column = make([]int32, 0, n)
	}
}

// decode adds the rows of a block. Every code is checked, so that no block, whatever it holds, leads beyond what the builder has.
func (b *Builder) decode(data []byte, n int) error {
	if len(data) < nNums {
		return ErrSpill
	}
	kinds, data := data[:nNums], data[nNums:]
	want := 16 * n
	bits := int(bitutil.BytesForBits(int64(n)))
	for _, kind := range kinds {
		switch kind {
		case numbersNone:
		case numbersAll:
			want += 8 * n
		case numbersSome:
			want += 8*n + bits
		default:
			return ErrSpill
		}
	}
	if n < 0 || n > spillRows || len(data) != want {
		return ErrSpill
	}
	r := &b.rows
	const anything = 1 << 32
	for _, column := range [...]struct {
		to    *[]int32
		below int
	}{{&r.area, len(b.words.area.list)}, {&r.key, len(b.words.key.list)}, {&r.mark, len(b.words.mark.list)}, {&r.line, anything}} {
		for i := range n {
			code := binary.LittleEndian.Uint32(data[4*i:])
			if int(code) >= column.below {
				return ErrSpill
			}
			*column.to = append(*column.to, int32(code))
		}
		data = data[4*n:]
	}
	for c, kind := range kinds {
		to := &r.nums[c]
		if kind == numbersNone {
			for range n {
				to.append(Number{})
			}
			continue
		}
		if to.v == nil {
			to.v, to.valid = make([]float64, to.before, cap(r.line)), make([]byte, bitutil.BytesForBits(int64(to.before)), bitutil.BytesForBits(int64(cap(r.line))))
		}
		values := data[:8*n]
		data = data[8*n:]
		for i := range n {
			present := kind == numbersAll || bitutil.BitIsSet(data, i)
			to.append(Number{math.Float64frombits(binary.LittleEndian.Uint64(values[8*i:])), present})
		}
		if kind == numbersSome {
			data = data[bits:]
		}
	}
	return nil
}

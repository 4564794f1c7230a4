package columnar

import (
	"encoding/binary"
	"math"
)

// The decoders of Parquet's page encodings, as the format's document Encodings.md describes them
// (https://parquet.apache.org/docs/file-format/data-pages/encodings/). They never give fewer values than asked for: a page that holds fewer
// than it claims is an error.

// Encodings, as parquet.thrift numbers them.
const (
	codingPlain       = 0
	codingPlainDict   = 2
	codingRLE         = 3
	codingDelta       = 5
	codingDeltaLength = 6
	codingDeltaBytes  = 7
	codingDict        = 8
	codingSplit       = 9
)

var codingNames = map[int64]string{
	1: "GROUP_VAR_INT", 4: "BIT_PACKED", codingPlain: "PLAIN", codingPlainDict: "PLAIN_DICTIONARY", codingRLE: "RLE",
	codingDelta: "DELTA_BINARY_PACKED", codingDeltaLength: "DELTA_LENGTH_BYTE_ARRAY", codingDeltaBytes: "DELTA_BYTE_ARRAY",
	codingDict: "RLE_DICTIONARY", codingSplit: "BYTE_STREAM_SPLIT",
}

var errShort = broken("a page holds fewer values than it claims")

// hybrid decodes runs of repeated and of bit-packed numbers of one width: levels, flags and positions in a dictionary.
type hybrid struct {
	data  []byte
	width uint
	same  int    // values left of a run of one value
	value uint32 // that value
	run   []byte // a bit-packed run
	left  int    // values left in it
	bit   uint   // the next one's first bit
}

func newHybrid(data []byte, width uint) (*hybrid, error) {
	if width > 32 {
		return nil, broken("numbers of %d bits in a run", width)
	}
	return &hybrid{data: data, width: width}, nil
}

// read fills dst.
func (h *hybrid) read(dst []uint32) error {
	for len(dst) > 0 {
		switch {
		case h.same > 0:
			n := min(h.same, len(dst))
			for i := range dst[:n] {
				dst[i] = h.value
			}
			h.same -= n
			dst = dst[n:]
		case h.left > 0:
			n := min(h.left, len(dst))
			h.unpack(dst[:n])
			h.left -= n
			dst = dst[n:]
		default:
			if err := h.nextRun(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *hybrid) nextRun() error {
	head, k := binary.Uvarint(h.data)
	if k <= 0 || head>>1 == 0 || head>>1 > maxRows {
		return errShort
	}
	h.data = h.data[k:]
	n := int(head >> 1)
	if head&1 == 0 {
		size := int(h.width+7) / 8
		if len(h.data) < size {
			return errShort
		}
		h.same, h.value = n, 0
		for i, b := range h.data[:size] {
			h.value |= uint32(b) << (8 * i)
		}
		if h.value>>h.width != 0 { // a level or flag of 2 would pass for two rows, or spill into the next flag
			return broken("a run of the number %d in %d bits", h.value, h.width)
		}
		h.data = h.data[size:]
		return nil
	}
	// A run counts groups of eight. The last may be cut off after the values that are needed.
	size := min(n*int(h.width), len(h.data))
	h.run, h.data, h.bit, h.left = h.data[:size], h.data[size:], 0, 8*n
	if h.width > 0 {
		h.left = min(8*n, 8*size/int(h.width))
	}
	if h.left == 0 {
		return errShort
	}
	return nil
}

func (h *hybrid) unpack(dst []uint32) {
	mask := uint64(1)<<h.width - 1
	for i := range dst {
		dst[i] = uint32(load64(h.run, h.bit>>3) >> (h.bit & 7) & mask)
		h.bit += h.width
	}
}

// load64 reads eight bytes from off, zeros beyond the end.
func load64(b []byte, off uint) uint64 {
	if off+8 <= uint(len(b)) {
		return binary.LittleEndian.Uint64(b[off:])
	}
	var tail [8]byte
	if off < uint(len(b)) {
		copy(tail[:], b[off:])
	}
	return binary.LittleEndian.Uint64(tail[:])
}

// deltaNumbers decodes DELTA_BINARY_PACKED and returns the numbers, at most limit, and the bytes after them. Sums wrap around as
// the format says, in 32 bits where narrow.
func deltaNumbers(data []byte, limit int, narrow bool) (out []int64, rest []byte, err error) {
	c := &compact{data: data}
	block, minis, total, value := c.varint(), c.varint(), c.varint(), c.zigzag()
	switch {
	case c.bad:
		return nil, nil, errShort
	case block == 0 || block%128 != 0 || block > 1<<12 || minis == 0 || minis > block || block%minis != 0 || block/minis%32 != 0:
		return nil, nil, broken("delta blocks of %d values in %d parts", block, minis)
	case limit > maxDelta:
		return nil, nil, unsupported("write the file with pages of at most 1 MB", "a delta page of %d values; at most %d can be read", limit, maxDelta)
	case total > uint64(limit):
		return nil, nil, broken("a page claims %d values and holds %d", limit, total)
	}
	wrap := func(v int64) int64 {
		if narrow {
			return int64(int32(v))
		}
		return v
	}
	perMini := int(block / minis)
	n := int(total)
	if n > 0 {
		out = append(make([]int64, 0, min(n, 1+len(data)*perMini)), wrap(value))
	}
	for len(out) < n {
		least := c.zigzag()
		at := c.pos
		c.discard(minis)
		if c.bad {
			return nil, nil, errShort
		}
		for _, width := range data[at : at+int(minis)] {
			if len(out) == n {
				break // widths of parts that are not there mean nothing
			}
			if width > 64 {
				return nil, nil, broken("delta numbers of %d bits", width)
			}
			size := perMini * int(width) / 8
			k := min(perMini, n-len(out))
			if need := (k*int(width) + 7) / 8; len(data)-c.pos < need {
				return nil, nil, errShort
			}
			part := data[c.pos:min(c.pos+size, len(data))]
			c.pos += len(part)
			for i := range k {
				value = wrap(value + least + int64(bitsAt(part, uint(i)*uint(width), uint(width))))
				out = append(out, value)
			}
		}
	}
	return out, data[c.pos:], nil
}

// maxDelta bounds the values of a delta page, which is decoded at once.
const maxDelta = 1 << 24

// bitsAt reads a number of up to 64 bits.
func bitsAt(b []byte, bit, width uint) uint64 {
	v := load64(b, bit>>3) >> (bit & 7)
	if have := 64 - bit&7; have < width {
		v |= load64(b, bit>>3+8) << have
	}
	if width == 64 {
		return v
	}
	return v & (1<<width - 1)
}

// joinStreams undoes BYTE_STREAM_SPLIT: the first bytes of all numbers come first, then the second bytes, and so on.
func joinStreams(data []byte, width int) ([]byte, error) {
	if len(data)%width != 0 {
		return nil, broken("split streams have different lengths")
	}
	n := len(data) / width
	out := make([]byte, len(data))
	for k := range width {
		for i, b := range data[k*n : (k+1)*n] {
			out[i*width+k] = b
		}
	}
	return out, nil
}

// fixedValues reads values of a fixed width, one after the other.
func fixedValues[T any](data []byte, width int, get func([]byte) T) func([]T) error {
	return func(dst []T) error {
		if len(data)/width < len(dst) {
			return errShort
		}
		for i := range dst {
			dst[i] = get(data[i*width : (i+1)*width])
		}
		data = data[len(dst)*width:]
		return nil
	}
}

// listed gives out values that are already decoded.
func listed[T any](values []T) func([]T) error {
	return func(dst []T) error {
		if copy(dst, values) < len(dst) {
			return errShort
		}
		values = values[len(dst):]
		return nil
	}
}

// plainDoubles is fixedValues for the commonest case.
func plainDoubles(data []byte) func([]float64) error {
	return func(dst []float64) error {
		if len(data)/8 < len(dst) {
			return errShort
		}
		for i := range dst {
			dst[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
		}
		data = data[8*len(dst):]
		return nil
	}
}

// plainFlags reads one bit per flag.
func plainFlags(data []byte) func([]int64) error {
	bit := 0
	return func(dst []int64) error {
		if 8*len(data)-bit < len(dst) {
			return errShort
		}
		for i := range dst {
			dst[i] = int64(data[bit>>3] >> (bit & 7) & 1)
			bit++
		}
		return nil
	}
}

// runFlags reads flags from runs after a length.
func runFlags(data []byte) (func([]int64) error, error) {
	body, _, err := prefixed(data)
	if err != nil {
		return nil, err
	}
	h, err := newHybrid(body, 1)
	if err != nil {
		return nil, err
	}
	var buf []uint32
	return func(dst []int64) error {
		buf = resize(buf, len(dst))
		err := h.read(buf)
		for i, v := range buf {
			dst[i] = int64(v)
		}
		return err
	}, nil
}

// prefixed splits data into a part that is preceded by its length in four bytes, and the rest.
func prefixed(data []byte) (part, rest []byte, err error) {
	if len(data) < 4 {
		return nil, nil, errShort
	}
	n := binary.LittleEndian.Uint32(data)
	if uint64(n) > uint64(len(data)-4) {
		return nil, nil, broken("a part of a page claims %d bytes and %d are left", n, len(data)-4)
	}
	return data[4 : 4+n], data[4+n:], nil
}

// plainTexts calls each for every text of PLAIN encoding.
func plainTexts(data []byte) func() ([]byte, error) {
	return func() ([]byte, error) {
		text, rest, err := prefixed(data)
		data = rest
		return text, err
	}
}

// deltaTexts decodes DELTA_LENGTH_BYTE_ARRAY, and DELTA_BYTE_ARRAY, whose texts repeat the start of the one before, where last is not
// nil. It is the last text of the page before, because some writers let the first of a page repeat it.
func deltaTexts(data []byte, limit int, last *[]byte) (func() ([]byte, error), error) {
	var starts []int64
	var err error
	if last != nil {
		if starts, data, err = deltaNumbers(data, limit, true); err != nil {
			return nil, err
		}
	}
	lengths, data, err := deltaNumbers(data, limit, true)
	if err != nil {
		return nil, err
	}
	if last != nil && len(starts) != len(lengths) {
		return nil, broken("a page has %d starts of texts and %d ends", len(starts), len(lengths))
	}
	i := 0
	return func() ([]byte, error) {
		if i >= len(lengths) || lengths[i] < 0 || lengths[i] > int64(len(data)) {
			return nil, errShort
		}
		text := data[:lengths[i]]
		data = data[lengths[i]:]
		if last != nil {
			if starts[i] < 0 || starts[i] > int64(len(*last)) {
				return nil, broken("a text repeats %d bytes of one that has %d", starts[i], len(*last))
			}
			text = append((*last)[:starts[i]], text...) // the caller is done with the one before
			*last = text
		}
		i++
		return text, nil
	}, nil
}

// unscaled reads a big-endian two's complement number of a decimal; ok is false where it does not fit 64 bits.
func unscaled(b []byte) (v int64, ok bool) {
	if len(b) == 0 {
		return 0, false
	}
	sign := int64(int8(b[0])) >> 7
	for len(b) > 8 {
		if b[0] != byte(sign) {
			return 0, false
		}
		b = b[1:]
	}
	v = sign
	for _, x := range b {
		v = v<<8 | int64(x)
	}
	return v, v>>63 == sign
}

// resize returns a slice of n, using the memory of s where that is enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

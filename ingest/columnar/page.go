package columnar

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"sync/atomic"

	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/pierrec/lz4/v4"
)

// Kinds of page, as parquet.thrift numbers them.
const (
	dataPage       = 0
	dictionaryPage = 2
	dataPageV2     = 3
)

// pageHeader is what decoding needs of parquet.thrift's PageHeader.
type pageHeader struct {
	kind         int64
	uncompressed int64 // bytes of the page, levels included
	compressed   int64 // bytes in the file
	crc          int64 // CRC-32 of the bytes in the file
	hasCRC       bool
	values       int64 // nulls included
	encoding     int64
	levelCoding  int64 // of the definition levels, version 1 only
	defBytes     int64 // of the definition levels, version 2 only
	repBytes     int64
	packed       bool // whether the values are compressed; always so in version 1
}

const (
	maxPage       = 256 << 20 // bytes; writers' limits are far below
	firstHeader   = 512       // bytes read at first for a header, which seldom has more than 100
	longestHeader = 1 << 20   // headers hold the least and greatest text of the page
)

// parseHeader reads a page header and returns its length; it is 0 where the bytes do not hold a whole sound header.
func parseHeader(b []byte) (pageHeader, int) {
	c := &compact{data: b}
	h := pageHeader{kind: -1, uncompressed: -1, compressed: -1, values: -1, packed: true}
	c.fields(func(id int64, wire byte) {
		switch id {
		case 1:
			h.kind = c.number(wire)
		case 2:
			h.uncompressed = c.number(wire)
		case 3:
			h.compressed = c.number(wire)
		case 4:
			h.crc, h.hasCRC = c.number(wire), true
		case 5, 7, 8:
			if wire != wireStruct {
				c.bad = true
				return
			}
			c.fields(func(sub int64, wire byte) { h.detail(c, id, sub, wire) })
		default:
			c.skip(wire, 0)
		}
	})
	if c.bad || h.uncompressed < 0 || h.compressed < 0 {
		return h, 0
	}
	return h, c.pos
}

// detail reads a field of DataPageHeader (5), DictionaryPageHeader (7) or DataPageHeaderV2 (8).
func (h *pageHeader) detail(c *compact, page, id int64, wire byte) {
	switch {
	case id == 1:
		h.values = c.number(wire)
	case page != 8 && id == 2, page == 8 && id == 4:
		h.encoding = c.number(wire)
	case page == 5 && id == 3:
		h.levelCoding = c.number(wire)
	case page == 8 && id == 5:
		h.defBytes = c.number(wire)
	case page == 8 && id == 6:
		h.repBytes = c.number(wire)
	case page == 8 && id == 7:
		h.packed = wire == wireTrue
		c.skip(wire, 0)
	default:
		c.skip(wire, 0)
	}
}

// page is one page of a column, decompressed. Its bytes are overwritten by the next.
type page struct {
	pageHeader
	levels []byte // definition levels, of an optional column in version 2 only
	body   []byte // of version 1 with the levels in front
}

// pages reads the pages of one column of one row group.
type pages struct {
	data     io.ReaderAt
	pos, end int64
	codec    compress.Compression
	optional bool
	held     *atomic.Int64 // bytes that the buffers of all columns hold
	raw, out []byte
	n        int // pages read
}

// next returns the next page of values or dictionary; io.EOF after the last.
func (p *pages) next() (page, error) {
	for p.pos < p.end {
		h, size, err := p.header()
		if err != nil {
			return page{}, err
		}
		p.n++
		if h.compressed > p.end-p.pos-int64(size) {
			return page{}, broken("page %d has %d bytes but only %d are left of its column", p.n, h.compressed, p.end-p.pos-int64(size))
		}
		body := p.pos + int64(size)
		p.pos = body + h.compressed
		switch h.kind {
		case dataPage, dictionaryPage, dataPageV2:
			return p.load(h, body)
		}
	}
	return page{}, io.EOF
}

func (p *pages) header() (pageHeader, int, error) {
	var buf [firstHeader]byte
	b := buf[:min(firstHeader, p.end-p.pos)]
	for {
		if err := readAt(p.data, b, p.pos); err != nil {
			return pageHeader{}, 0, err
		}
		if h, n := parseHeader(b); n > 0 {
			return h, n, nil
		}
		if int64(len(b)) == p.end-p.pos || len(b) >= longestHeader {
			return pageHeader{}, 0, broken("the header of page %d cannot be read", p.n+1)
		}
		b = make([]byte, min(8*int64(len(b)), p.end-p.pos))
	}
}

// load reads and decompresses the page whose bytes start at off.
func (p *pages) load(h pageHeader, off int64) (page, error) {
	levels := int64(0)
	if h.kind == dataPageV2 {
		levels = h.defBytes + h.repBytes
	}
	switch {
	case h.uncompressed > maxPage || h.compressed > maxPage:
		return page{}, unsupported("write the file with pages of at most 1 MB; if it should have such pages already, it is damaged",
			"page %d claims %d bytes, more than the %d that are read at once", p.n, max(h.uncompressed, h.compressed), maxPage)
	case h.values < 0 || h.values > maxRows:
		return page{}, broken("page %d claims %d values", p.n, h.values)
	case h.defBytes < 0 || h.repBytes < 0 || levels > h.compressed || levels > h.uncompressed:
		return page{}, broken("the levels of page %d have impossible lengths", p.n)
	}
	if err := p.grow(&p.raw, h.compressed); err != nil {
		return page{}, err
	}
	raw := p.raw[:h.compressed]
	if err := readAt(p.data, raw, off); err != nil {
		return page{}, err
	}
	if h.hasCRC && crc32.ChecksumIEEE(raw) != uint32(h.crc) {
		return page{}, broken("page %d does not match its checksum", p.n)
	}
	pg := page{pageHeader: h, levels: raw[h.repBytes:levels]}
	packed, size := raw[levels:], h.uncompressed-levels
	if !h.packed || p.codec == compress.Codecs.Uncompressed {
		if int64(len(packed)) != size {
			return page{}, broken("page %d is not compressed but has %d bytes and claims %d", p.n, len(packed), size)
		}
		pg.body = packed
		return pg, nil
	}
	if err := p.grow(&p.out, size); err != nil {
		return page{}, err
	}
	err := guard(func() (err error) {
		pg.body, err = decompress(p.codec, p.out[:size], packed)
		return err
	})
	if err != nil {
		return page{}, broken("page %d cannot be decompressed: %v", p.n, err)
	}
	return pg, nil
}

// grow makes *b hold n bytes within what all columns together may hold.
func (p *pages) grow(b *[]byte, n int64) error {
	if n <= int64(cap(*b)) {
		return nil
	}
	if p.held.Add(n-int64(cap(*b))) > memoryAtOnce {
		return unsupported("write the file with pages of at most 1 MB, or with fewer columns; if it is so already, it is damaged",
			"the pages that must be held at once have more than %d MB", memoryAtOnce>>20)
	}
	*b = make([]byte, n)
	return nil
}

// release gives back what the buffers held.
func (p *pages) release() {
	p.held.Add(-int64(cap(p.raw) + cap(p.out)))
	p.raw, p.out = nil, nil
}

// decompress unpacks src, which must give exactly as many bytes as dst has room for, into dst where the library allows.
func decompress(c compress.Compression, dst, src []byte) ([]byte, error) {
	if len(dst) == 0 && len(src) == 0 {
		return nil, nil
	}
	if c == lz4Raw {
		if n, err := lz4.UncompressBlock(src, dst); err != nil || n != len(dst) {
			return nil, errors.Join(err, errLength)
		}
		return dst, nil
	}
	codec, err := compress.GetCodec(c)
	if err != nil {
		return nil, err
	}
	if c == compress.Codecs.Snappy {
		// A block names its length first, and the library would allocate whatever it says.
		if n, k := binary.Uvarint(src); k <= 0 || n != uint64(len(dst)) {
			return nil, errLength
		}
		return codec.Decode(dst, src), nil
	}
	return dst, readExactly(codec.NewReader(bytes.NewReader(src)), dst)
}

// readExactly fills dst and demands that the stream then ends, which is when formats with a checksum compare it.
func readExactly(r io.ReadCloser, dst []byte) error {
	defer r.Close()
	if _, err := io.ReadFull(r, dst); err != nil {
		return err
	}
	switch n, err := io.ReadFull(r, make([]byte, 1)); {
	case n != 0:
		return errLength
	case err != io.EOF:
		return err
	}
	return nil
}

// lz4Raw is LZ4_RAW, blocks of LZ4 without a frame, which the library knows by name only. Its forerunner LZ4 was framed in two ways that cannot be
// told apart, and is not read.
const lz4Raw compress.Compression = 7 // as parquet.thrift numbers it

// readable tells whether pages compressed so can be unpacked.
func readable(c compress.Compression) bool {
	if c == lz4Raw {
		return true
	}
	_, err := compress.GetCodec(c)
	return err == nil
}

var errLength = errors.New("it has another length than its header says")

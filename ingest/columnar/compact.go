package columnar

import "encoding/binary"

// compact reads the Thrift compact protocol, in which Parquet writes the header of a page. The first read past the end or the first
// malformed byte makes it bad for good.
type compact struct {
	data []byte
	pos  int
	bad  bool
}

// Wire types of the compact protocol.
const (
	wireStop   = 0
	wireTrue   = 1
	wireFalse  = 2
	wireByte   = 3
	wireI16    = 4
	wireI32    = 5
	wireI64    = 6
	wireDouble = 7
	wireBinary = 8
	wireList   = 9
	wireSet    = 10
	wireMap    = 11
	wireStruct = 12
)

func (c *compact) octet() byte {
	if c.bad || c.pos >= len(c.data) {
		c.bad = true
		return 0
	}
	b := c.data[c.pos]
	c.pos++
	return b
}

func (c *compact) varint() uint64 {
	if c.bad {
		return 0
	}
	v, n := binary.Uvarint(c.data[c.pos:])
	if n <= 0 {
		c.bad = true
		return 0
	}
	c.pos += n
	return v
}

func (c *compact) zigzag() int64 {
	v := c.varint()
	return int64(v>>1) ^ -int64(v&1)
}

func (c *compact) discard(n uint64) {
	if c.bad || n > uint64(len(c.data)-c.pos) {
		c.bad = true
		return
	}
	c.pos += int(n)
}

// fields calls visit for each field of a structure; visit must consume the field.
func (c *compact) fields(visit func(id int64, wire byte)) {
	id := int64(0)
	for !c.bad {
		b := c.octet()
		wire := b & 15
		if wire == wireStop {
			return
		}
		if delta := b >> 4; delta != 0 {
			id += int64(delta)
		} else {
			id = c.zigzag()
		}
		visit(id, wire)
	}
}

// number consumes a field that should be a whole number.
func (c *compact) number(wire byte) int64 {
	if wire != wireI16 && wire != wireI32 && wire != wireI64 {
		c.bad = true
		return 0
	}
	return c.zigzag()
}

// skip consumes a value of any type. Nesting is bounded because each level costs a byte of a short header.
func (c *compact) skip(wire byte, depth int) {
	if depth > 16 {
		c.bad = true
	}
	if c.bad {
		return
	}
	switch wire {
	case wireTrue, wireFalse:
	case wireByte:
		c.discard(1)
	case wireI16, wireI32, wireI64:
		c.varint()
	case wireDouble:
		c.discard(8)
	case wireBinary:
		c.discard(c.varint())
	case wireList, wireSet:
		head := c.octet()
		n := uint64(head >> 4)
		if n == 15 {
			n = c.varint()
		}
		c.elements(n, depth, head&15)
	case wireMap:
		if n := c.varint(); n > 0 {
			kinds := c.octet()
			c.elements(n, depth, kinds>>4, kinds&15)
		}
	case wireStruct:
		c.fields(func(_ int64, wire byte) { c.skip(wire, depth+1) })
	default:
		c.bad = true
	}
}

// elements consumes n elements, each made of values of the given types. A flag inside a list takes a byte.
func (c *compact) elements(n uint64, depth int, wires ...byte) {
	if n > uint64(len(c.data)) {
		c.bad = true
	}
	for ; n > 0 && !c.bad; n-- {
		for _, wire := range wires {
			if wire == wireTrue || wire == wireFalse {
				wire = wireByte
			}
			c.skip(wire, depth+1)
		}
	}
}

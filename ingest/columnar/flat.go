package columnar

import (
	"encoding/binary"
	"fmt"
)

// flat reads FlatBuffers, in which Arrow writes its metadata, with every offset checked: the library that Arrow's reader uses trusts
// them, and would allocate for whatever length a list claims. Only what decides about memory is read here. A place outside the
// buffer makes it bad for good.
type flat struct {
	data []byte
	bad  bool
}

// root returns the place of the outermost table.
func (f *flat) root() int { return f.follow(0) }

func (f *flat) u32(at int) uint32 {
	if f.bad || at < 0 || at > len(f.data)-4 {
		f.bad = true
		return 0
	}
	return binary.LittleEndian.Uint32(f.data[at:])
}

func (f *flat) u64(at int) uint64 { return uint64(f.u32(at)) | uint64(f.u32(at+4))<<32 }

// follow returns the place that the offset at a place leads to.
func (f *flat) follow(at int) int {
	to := int64(at) + int64(f.u32(at))
	if to > int64(len(f.data)-4) || to == int64(at) {
		f.bad = true
		return 0
	}
	return int(to)
}

// field returns the place of a table's field by its number in the schema; 0 where it is absent.
func (f *flat) field(table, number int) int {
	vtable := table - int(int32(f.u32(table)))
	size := int(f.u32(vtable) & 0xffff)
	slot := 4 + 2*number
	if f.bad || slot+2 > size {
		return 0
	}
	if vtable+slot+2 > len(f.data) {
		f.bad = true
		return 0
	}
	off := int(binary.LittleEndian.Uint16(f.data[vtable+slot:]))
	if off == 0 {
		return 0
	}
	return table + off
}

// list returns the place and length of a field that is a list of elements of so many bytes.
func (f *flat) list(table, number, size int) (at, n int) {
	field := f.field(table, number)
	if field == 0 {
		return 0, 0
	}
	at = f.follow(field)
	n = int(f.u32(at))
	if f.bad || n > (len(f.data)-at-4)/size {
		f.bad = true
		return 0, 0
	}
	return at + 4, n
}

func (f *flat) text(table, number int) string {
	at, n := f.list(table, number, 1)
	return string(f.data[at : at+n])
}

// Fields of Message, Schema, Field, RecordBatch, BodyCompression, DictionaryBatch and Footer by their order in Arrow's Message.fbs,
// Schema.fbs and File.fbs.
const (
	messageKind       = 1
	messageHeader     = 2
	schemaFields      = 1
	schemaMetadata    = 2
	fieldName         = 0
	fieldChildren     = 5
	fieldMetadata     = 6
	batchBuffers      = 2
	batchCompression  = 3
	compressionCodec  = 0
	dictionaryData    = 1
	footerDictionary  = 2
	footerRecordBatch = 3
)

// Kinds of message, as MessageHeader of Message.fbs numbers them.
const (
	schemaMessage = 1
	recordBatch   = 3
)

// isMessage tells whether bytes begin with a message that says it is of a kind.
func isMessage(meta []byte, kind byte) bool {
	f := &flat{data: meta}
	at := f.field(f.root(), messageKind)
	return !f.bad && at > 0 && at < len(meta) && meta[at] == kind
}

// checkSchema checks a message that should be a schema before it is decoded: it must describe plain columns.
func checkSchema(meta []byte) error {
	f := &flat{data: meta}
	header := f.field(f.root(), messageHeader)
	if header == 0 {
		return broken("the schema cannot be read")
	}
	schema := f.follow(header)
	f.list(schema, schemaMetadata, 4)
	at, n := f.list(schema, schemaFields, 4)
	if !f.bad && (n == 0 || n > maxColumns) {
		return unsupported("keep the columns that matter", "the file has %d columns; from 1 to %d can be read", n, maxColumns)
	}
	for i := range n {
		field := f.follow(at + 4*i)
		f.list(field, fieldMetadata, 4)
		if _, children := f.list(field, fieldChildren, 4); children > 0 {
			return &trouble{column: f.text(field, fieldName), what: "holds lists or structures, which have no place in a table",
				remedy: "write a table of plain columns, one value per row: unnest lists and structures first"}
		}
	}
	if f.bad {
		return broken("the schema cannot be read")
	}
	return nil
}

// block is where a message of an Arrow file lies.
type block struct {
	offset, meta, body int64
}

const blockSize = 24

// readFooterBlocks reads where the dictionaries and record batches of a file of so many bytes before its footer are.
func readFooterBlocks(footer []byte, end int64) (dictionaries, records []block, err error) {
	f := &flat{data: footer}
	root := f.root()
	read := func(number int) (out []block) {
		at, n := f.list(root, number, blockSize)
		for i := range n {
			p := at + blockSize*i
			b := block{int64(f.u64(p)), int64(int32(f.u32(p + 8))), int64(f.u64(p + 16))}
			if b.offset < 8 || b.meta < 8 || b.body < 0 || b.offset > end || b.body > end || b.offset+b.meta+b.body > end {
				err = broken("a part should be at byte %d with %d and %d bytes, in a file of %d", b.offset, b.meta, b.body, end)
				return nil
			}
			out = append(out, b)
		}
		return out
	}
	dictionaries, records = read(footerDictionary), read(footerRecordBatch)
	if f.bad {
		err = broken("the footer cannot be read")
	}
	return dictionaries, records, err
}

func (b block) String() string { return fmt.Sprintf("part at byte %d", b.offset) }

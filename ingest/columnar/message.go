package columnar

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// messages gives an Arrow reader the messages of a file or stream, each checked against the bytes that there are.
type messages struct {
	next   func() (*ipc.Message, error) // io.EOF after the last
	budget *budget
	err    error // what stopped it, as found here
}

// Message implements [ipc.MessageReader].
func (m *messages) Message() (*ipc.Message, error) {
	m.budget.left = memoryAtOnce
	msg, err := m.next()
	if err != nil {
		m.err = err
		return nil, err
	}
	return msg, nil
}

// Retain implements [ipc.MessageReader]; the garbage collector does the work.
func (m *messages) Retain() {}

// Release implements [ipc.MessageReader].
func (m *messages) Release() {}

// budget is an allocator that refuses, by a panic that the guard turns into an error, what is out of proportion.
type budget struct {
	memory.GoAllocator
	left int64
}

// Allocate implements [memory.Allocator].
func (b *budget) Allocate(size int) []byte {
	b.left -= int64(size)
	if size < 0 || b.left < 0 {
		panic(fmt.Sprintf("a part of more than %d MB", memoryAtOnce>>20))
	}
	return b.GoAllocator.Allocate(size)
}

// Reallocate implements [memory.Allocator].
func (b *budget) Reallocate(size int, old []byte) []byte {
	if size <= cap(old) {
		return old[:size]
	}
	out := b.Allocate(size)
	copy(out, old)
	return out
}

const maxMeta = 64 << 20 // bytes of the description of one batch or of the schema

// streamMessages reads messages one after the other. left is how many bytes there are, or -1 where that is not known.
func streamMessages(r io.Reader, left int64) func() (*ipc.Message, error) {
	if left < 0 {
		left = 1 << 62
	}
	first := true
	return func() (*ipc.Message, error) {
		var head [8]byte
		n, err := io.ReadFull(r, head[:])
		switch {
		case n == 0 && err == io.EOF:
			return nil, broken("the Arrow stream ends without its end mark")
		case err != nil:
			return nil, err
		case string(head[:4]) != continuation:
			return nil, unsupported("write it anew with a current program", "a message starts with %q; it is damaged or from before Arrow 0.15", head[:4])
		}
		size := int64(int32(binary.LittleEndian.Uint32(head[4:])))
		left -= 8
		if size == 0 {
			return nil, io.EOF
		}
		if size < 0 || size > maxMeta || size > left {
			return nil, broken("a message claims %d bytes and %d are left", size, left)
		}
		meta := make([]byte, size)
		if _, err := io.ReadFull(r, meta); err != nil {
			return nil, unexpected(err)
		}
		left -= size
		if first {
			if err := checkSchema(meta); err != nil {
				return nil, err
			}
		}
		length, kind := describe(meta)
		if length < 0 || length > left || length > memoryAtOnce {
			return nil, tooLong(length, left)
		}
		if first != (kind == ipc.MessageSchema) {
			return nil, broken("a message is of the wrong kind, %s", kind)
		}
		first = false
		body := make([]byte, length)
		if _, err := io.ReadFull(r, body); err != nil {
			return nil, unexpected(err)
		}
		left -= length
		return newMessage(meta, body, kind)
	}
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func tooLong(length, left int64) error {
	if length >= 0 && length <= left {
		return unsupported("write it with smaller batches, of 100,000 rows, say", "a batch has %d bytes; at most %d can be read at once", length, int64(memoryAtOnce))
	}
	return broken("a batch claims %d bytes and %d are left", length, left)
}

// describe returns the length of the body that follows a message and its kind.
func describe(meta []byte) (int64, ipc.MessageType) {
	msg := ipc.NewMessage(memory.NewBufferBytes(meta), memory.NewBufferBytes(nil))
	return msg.BodyLen(), msg.Type()
}

// fileSchema reads the schema at the start of an Arrow file, which ends where the first of its blocks begins. Polars writes it without
// the prefix of a message.
func fileSchema(in io.ReaderAt, end int64) (*ipc.Message, error) {
	meta := make([]byte, min(end-8, maxMeta))
	if err := readAt(in, meta, 8); err != nil {
		return nil, err
	}
	if !isMessage(meta, schemaMessage) {
		return streamMessages(bytes.NewReader(meta), end-8)()
	}
	if err := checkSchema(meta); err != nil {
		return nil, err
	}
	return newMessage(meta, nil, ipc.MessageSchema)
}

// fileMessages reads the schema of an Arrow file and then the blocks that its footer lists.
func fileMessages(in io.ReaderAt, dictionaries, records []block, end int64) func() (*ipc.Message, error) {
	first := end
	for _, b := range slices.Concat(dictionaries, records) {
		first = min(first, b.offset)
	}
	i := -1
	return func() (*ipc.Message, error) {
		i++
		b, want := block{}, ipc.MessageRecordBatch
		switch {
		case i == 0:
			return fileSchema(in, first)
		case i <= len(dictionaries):
			b, want = dictionaries[i-1], ipc.MessageDictionaryBatch
		case i <= len(dictionaries)+len(records):
			b = records[i-1-len(dictionaries)]
		default:
			return nil, io.EOF
		}
		if b.meta > maxMeta || b.body > memoryAtOnce {
			return nil, tooLong(b.body, end)
		}
		meta := make([]byte, b.meta)
		if err := readAt(in, meta, b.offset); err != nil {
			return nil, err
		}
		size := int64(int32(binary.LittleEndian.Uint32(meta[4:])))
		if string(meta[:4]) != continuation || size < 0 || size > b.meta-8 {
			return nil, broken("the %s is not a message", b)
		}
		meta = meta[8 : 8+size]
		length, kind := describe(meta)
		if length != b.body || kind != want {
			return nil, broken("the %s is %s of %d bytes; the footer says %s of %d", b, kind, length, want, b.body)
		}
		body := make([]byte, b.body)
		if err := readAt(in, body, b.offset+b.meta); err != nil {
			return nil, err
		}
		return newMessage(meta, body, kind)
	}
}

func newMessage(meta, body []byte, kind ipc.MessageType) (*ipc.Message, error) {
	var err error
	switch kind {
	case ipc.MessageRecordBatch, ipc.MessageDictionaryBatch:
		body, err = unpackBody(meta, body, kind == ipc.MessageDictionaryBatch)
	case ipc.MessageSchema:
	default:
		err = broken("a message is of an unknown kind, %s", kind)
	}
	if err != nil {
		return nil, err
	}
	return ipc.NewMessage(memory.NewBufferBytes(meta), memory.NewBufferBytes(body)), nil
}

package columnar

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/apache/arrow/go/v17/parquet/compress"
)

// zstdCodec is CompressionType.ZSTD of Arrow's Message.fbs.
const zstdCodec = 1

// unpackBody decompresses the zstd buffers of a batch and changes the message so that it describes them: Arrow's reader stops
// reading a buffer when it has enough, and so never sees a checksum that does not match. Other batches come back as they are.
func unpackBody(meta, body []byte, dictionary bool) ([]byte, error) {
	f := &flat{data: meta}
	at := f.field(f.root(), messageHeader)
	if at == 0 {
		return nil, broken("a message has no content")
	}
	batch := f.follow(at)
	if dictionary {
		if at = f.field(batch, dictionaryData); at == 0 {
			return nil, broken("a dictionary has no content")
		}
		batch = f.follow(at)
	}
	if at = f.field(batch, batchCompression); at == 0 {
		return body, nil
	}
	codec := f.field(f.follow(at), compressionCodec)
	buffers, n := f.list(batch, batchBuffers, bufferSize)
	switch {
	case f.bad || codec >= len(meta):
		return nil, broken("a message cannot be read")
	case codec == 0 || meta[codec] != zstdCodec:
		return body, nil
	}
	zstd, err := compress.GetCodec(compress.Codecs.Zstd)
	if err != nil {
		return nil, err
	}
	total := int64(0)
	parts := make([]packedPart, n)
	for i := range parts {
		at := buffers + bufferSize*i
		if parts[i], err = partOf(body, int64(f.u64(at)), int64(f.u64(at+8))); err != nil {
			return nil, broken("part %d of a batch %v", i+1, err)
		}
		if total += parts[i].size + 16; total > memoryAtOnce {
			return nil, tooLong(total, memoryAtOnce)
		}
	}
	out := make([]byte, 0, total)
	for i, p := range parts {
		start := len(out)
		if p.size > 0 {
			out = append(out, unpacked...)
			out = out[:len(out)+int(p.size)]
			if p.plain {
				copy(out[start+8:], p.data)
			} else if err := readExactly(zstd.NewReader(bytes.NewReader(p.data)), out[start+8:]); err != nil {
				return nil, broken("part %d of a batch cannot be decompressed: %v", i+1, err)
			}
		}
		at := buffers + bufferSize*i
		binary.LittleEndian.PutUint64(meta[at:], uint64(start))
		binary.LittleEndian.PutUint64(meta[at+8:], uint64(len(out)-start))
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
	}
	return out, nil
}

// packedPart is a buffer of a compressed batch.
type packedPart struct {
	data  []byte
	size  int64 // when decompressed
	plain bool  // not compressed after all
}

func partOf(body []byte, offset, length int64) (packedPart, error) {
	switch {
	case offset < 0 || length < 0 || offset > int64(len(body)) || length > int64(len(body))-offset:
		return packedPart{}, errors.New("is outside of it")
	case length == 0:
		return packedPart{}, nil
	case length < 8:
		return packedPart{}, fmt.Errorf("has only %d bytes", length)
	}
	data := body[offset : offset+length]
	size := int64(binary.LittleEndian.Uint64(data))
	if size == -1 {
		return packedPart{data[8:], length - 8, true}, nil
	}
	if size < 0 || size > memoryAtOnce {
		return packedPart{}, fmt.Errorf("claims %d bytes", size)
	}
	return packedPart{data[8:], size, false}, nil
}

const (
	bufferSize = 16
	unpacked   = "\xff\xff\xff\xff\xff\xff\xff\xff" // stands before a part that is not compressed in a batch that is
)

package columnar

import "github.com/apache/arrow/go/v17/parquet/compress"

// pageZstd is the zstd of the Parquet library with one encoder for all pages. The library's own makes another for each, with megabytes of tables
// to clear. What it writes is the same.
type pageZstd struct{ compress.Codec }

// EncodeLevel compresses src into dst where that has room for it.
func (c pageZstd) EncodeLevel(dst, src []byte, level int) []byte {
	if level == compress.DefaultCompressionLevel {
		return c.Encode(dst, src)
	}
	return c.Codec.EncodeLevel(dst, src, level)
}

// The library's table of codecs must be changed before anything is read from it.
func init() {
	if c, err := compress.GetCodec(compress.Codecs.Zstd); err == nil {
		compress.RegisterCodec(compress.Codecs.Zstd, pageZstd{c})
	}
}

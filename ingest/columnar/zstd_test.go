package columnar

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/apache/arrow/go/v17/parquet/compress"
)

// One encoder for all pages writes what a new one for each does, whatever it has compressed before.
func TestPagesAreCompressedAsByTheLibrary(t *testing.T) {
	registered, err := compress.GetCodec(compress.Codecs.Zstd)
	if err != nil {
		t.Fatal(err)
	}
	ours, ok := registered.(pageZstd)
	if !ok {
		t.Fatalf("pages are compressed by %T", registered)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for page := range 10 {
		src := make([]byte, 1+r.IntN(1<<18))
		for i := range src {
			src[i] = byte(r.IntN(1 + page*25)) // from all alike to hardly anything to find
		}
		for _, level := range []int{compress.DefaultCompressionLevel, 1, 9} {
			got, want := ours.EncodeLevel(nil, src, level), ours.Codec.EncodeLevel(nil, src, level)
			if !bytes.Equal(got, want) {
				t.Errorf("page %d of %d bytes, level %d: got other bytes than the library's", page, len(src), level)
			}
		}
	}
}

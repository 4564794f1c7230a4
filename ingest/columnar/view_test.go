package columnar

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
)

// view returns 16 bytes that say where a text is: in itself where it is short, else in a buffer.
func view(text string, size, buffer, from int32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(size))
	if text != "" {
		return append(b, (text + strings.Repeat("\x00", viewInline))[:viewInline]...)
	}
	b = append(b, 0, 0, 0, 0)
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, uint32(buffer)), uint32(from))
}

func TestViewedTexts(t *testing.T) {
	data := []byte("Upplands Väsby och Borås stad")
	read := func(rows int, valid []byte, nulls int, views ...[]byte) (arrow.Array, error) {
		a := array.NewStringViewData(array.NewData(arrow.BinaryTypes.StringView, rows, []*memory.Buffer{
			memory.NewBufferBytes(valid), memory.NewBufferBytes(bytes.Join(views, nil)), memory.NewBufferBytes(data)}, nil, nulls, 0))
		if nulls == 0 {
			valid = nil
		}
		return viewedTexts(a, valid, nulls)
	}
	got, err := read(4, []byte{0b1011}, 1, view("Borås", 6, 0, 0), view("", 15, 0, 0), view("", -7, 9, 9), view("", 15, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for i := range got.Len() {
		texts = append(texts, plain(got, i))
	}
	if diff := cmp.Diff([]string{"Borås", "Upplands Väsby", "", "Upplands Väsby"}, texts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if n := got.(*array.Dictionary).Dictionary().Len(); n != 2 {
		t.Errorf("%d words, want 2", n)
	}
	if empty, err := read(0, nil, 0); err != nil || empty.Len() != 0 {
		t.Errorf("no rows: %v, %v", empty, err)
	}
	for _, c := range []struct {
		name string
		view []byte
		want string
	}{
		{"a negative length", view("", -1, 0, 0), "text 1 has -1 bytes"},
		{"another buffer", view("", 15, 1, 0), "text 1 is in buffer 2 of 1"},
		{"a negative buffer", view("", 15, -1, 0), "text 1 is in buffer 0 of 1"},
		{"beyond the buffer", view("", 20, 0, 20), "text 1 should be at bytes 20 to 40 of 31"},
		{"before the buffer", view("", 13, 0, -1), "text 1 should be at bytes -1 to 12 of 31"},
		{"half a letter", view("", 13, 0, 11), `holds bytes that are not text: "\xa4sby och Bor\xc3"`},
		{"half a letter within", view("\xc3", 1, 0, 0), `holds bytes that are not text: "\xc3"`},
	} {
		if _, err := read(1, nil, 0, c.view); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// A footer that lists no rows, or not all, is no reason to read fewer.
func TestRowsThatTheFooterDoesNotList(t *testing.T) {
	data := writeArrow(t, sample(20), sample(20))
	end := int64(len(data)) - 10 - int64(binary.LittleEndian.Uint32(data[len(data)-10:]))
	footer := data[end : len(data)-10]
	f := &flat{data: footer}
	at, n := f.list(f.root(), footerRecordBatch, blockSize)
	if n != 2 {
		t.Fatalf("%d record batches", n)
	}
	for listed := range 2 {
		damaged := bytes.Clone(data)
		binary.LittleEndian.PutUint32(damaged[int(end)+at-4:], uint32(listed))
		_, _, err := readAll(Arrow, input("fil", damaged))
		if err == nil || !strings.Contains(err.Error(), "the footer does not list the rows at byte ") {
			t.Errorf("%d of 2 listed: %v, want an error about what is not listed", listed, err)
		}
	}
}

package columnar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The expectations are the worked examples of the format's document,
// https://github.com/apache/parquet-format/blob/master/Encodings.md.

func TestBitPackingExample(t *testing.T) {
	// "The numbers 1 through 7 using bit width 3": 10001000 11000110 11111010, after the header of one packed group.
	h, err := newHybrid([]byte{1<<1 | 1, 0b10001000, 0b11000110, 0b11111010}, 3)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]uint32, 8)
	if err := h.read(got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]uint32{0, 1, 2, 3, 4, 5, 6, 7}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if err := h.read(got[:1]); err == nil {
		t.Error("read beyond the last run without an error")
	}
}

func TestRunOfOneValue(t *testing.T) {
	h, err := newHybrid([]byte{5 << 1, 0x34, 0x12, 2 << 1, 7, 0}, 13)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]uint32, 7)
	for _, part := range [][]uint32{got[:2], got[2:6], got[6:]} {
		if err := h.read(part); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff([]uint32{0x1234, 0x1234, 0x1234, 0x1234, 0x1234, 7, 7}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// A level of 2 where levels have one bit would pass for two values.
func TestRunOfAValueThatIsTooWide(t *testing.T) {
	for _, data := range [][]byte{{3 << 1, 2}, {3 << 1, 0xff}} {
		h, err := newHybrid(data, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.read(make([]uint32, 3)); err == nil {
			t.Errorf("read the run % x as numbers of one bit", data)
		}
	}
	flags, err := runFlags([]byte{2, 0, 0, 0, 3 << 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := flags(make([]int64, 3)); err == nil {
		t.Error("read a run of 2 as flags")
	}
}

func TestDeltaExamples(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want []int64
	}{
		// "1, 2, 3, 4, 5": header 8 is the example's block size, here 128 with 4 parts as the format demands; the first value is 1, the
		// least delta 1, and no bits are needed.
		{"1, 2, 3, 4, 5", []byte{128, 1, 4, 5, 2, 2, 0, 0, 0, 0}, []int64{1, 2, 3, 4, 5}},
		// "7, 5, 3, 1, 2, 3, 4, 5": the least delta is −2, the relative deltas 0, 0, 0, 3, 3, 3, 3 have 2 bits: 0b11000000, 0b00111111.
		{"7, 5, 3, 1, 2, 3, 4, 5", []byte{128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b11000000, 0b00111111, 0, 0, 0, 0, 0, 0}, []int64{7, 5, 3, 1, 2, 3, 4, 5}},
	} {
		got, rest, err := deltaNumbers(c.data, len(c.want), false)
		if err != nil || len(rest) != 0 {
			t.Errorf("%s: %v, %d bytes left", c.name, err, len(rest))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, d)
		}
	}
}

func TestDeltasWrapAround(t *testing.T) {
	// From the greatest number one more is the least: in 32 bits for narrow columns.
	header := []byte{128, 1, 4, 2}
	for _, c := range []struct {
		narrow bool
		first  []byte
		want   []int64
	}{
		{true, []byte{0xfe, 0xff, 0xff, 0xff, 0x0f}, []int64{1<<31 - 1, -1 << 31}},
		{false, []byte{0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}, []int64{1<<63 - 1, -1 << 63}},
	} {
		data := append(append(append([]byte{}, header...), c.first...), 2, 0, 0, 0, 0)
		got, _, err := deltaNumbers(data, 2, c.narrow)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
}

func TestByteStreamSplitExample(t *testing.T) {
	got, err := joinStreams([]byte{0xAA, 0x00, 0xA3, 0xBB, 0x11, 0xB4, 0xCC, 0x22, 0xC5, 0xDD, 0x33, 0xD6}, 4)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]byte{0xAA, 0xBB, 0xCC, 0xDD, 0x00, 0x11, 0x22, 0x33, 0xA3, 0xB4, 0xC5, 0xD6}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestUnscaled(t *testing.T) {
	for _, c := range []struct {
		bytes string
		want  int64
		ok    bool
	}{
		{"\x01\x00", 256, true},
		{"\xff", -1, true},
		{"\x00\x00\x7f\xff\xff\xff\xff\xff\xff\xff", 1<<63 - 1, true},
		{"\xff\x80\x00\x00\x00\x00\x00\x00\x00", -1 << 63, true},
		{"\x00\x80\x00\x00\x00\x00\x00\x00\x00", 0, false}, // 2⁶³
		{"\x01\x00\x00\x00\x00\x00\x00\x00\x00", 0, false}, // 2⁶⁴
		{"", 0, false},
	} {
		got, ok := unscaled([]byte(c.bytes))
		if ok != c.ok || ok && got != c.want {
			t.Errorf("unscaled(%x) = %d, %t, want %d, %t", c.bytes, got, ok, c.want, c.ok)
		}
	}
}

package indicators

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spilling returns a builder that has written observations away in two lots, and what it wrote.
func spilling(t testing.TB, obs []Observation) (*Builder, []Spilled, []byte) {
	t.Helper()
	var b Builder
	var out bytes.Buffer
	var blocks []Spilled
	for i, o := range obs {
		b.Append(o)
		if i != len(obs)/2 && i != len(obs)-1 {
			continue
		}
		more, err := b.Spill(&out, int64(out.Len()), func(indicator string) int { return map[string]int{"population": 1, "employed": 0}[indicator] })
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, more...)
		if b.Len() != 0 || b.Bytes() != 0 {
			t.Errorf("%d observations in %d bytes are still held", b.Len(), b.Bytes())
		}
	}
	return &b, blocks, out.Bytes()
}

func ofPart(blocks []Spilled, part int) []Spilled {
	return slices.DeleteFunc(slices.Clone(blocks), func(s Spilled) bool { return s.Part != part })
}

func TestWhatIsWrittenAwayComesBack(t *testing.T) {
	obs := observations()
	obs[3].Lower, obs[3].Upper = Num(70), Num(73)
	b, blocks, data := spilling(t, obs)
	for part, id := range []string{"employed", "population"} {
		var want []Observation
		for _, o := range obs {
			if o.Indicator == id {
				want = append(want, o)
			}
		}
		for range 2 { // reading leaves the builder as it was
			got, err := b.Unspill(bytes.NewReader(data), ofPart(blocks, part))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got.About(func(AreaID) bool { return true })); diff != "" {
				t.Errorf("%s (-want +got):\n%s", id, diff)
			}
			reg, cat := fixture(t)
			if _, err := got.Table(reg, cat); err != nil {
				t.Error(err)
			}
		}
	}
	if many, err := b.Unspill(bytes.NewReader(data), blocks); err != nil || many.Len() != len(obs) {
		t.Errorf("all parts: %v, %v", many, err)
	}
}

// What is added after reading back says what it says, though it be like what nothing was said of yet.
func TestWhatIsAddedToWhatCameBackIsItself(t *testing.T) {
	obs := observations()
	b, blocks, data := spilling(t, obs)
	got, err := b.Unspill(bytes.NewReader(data), ofPart(blocks, 0))
	if err != nil {
		t.Fatal(err)
	}
	var nothing Observation
	got.Append(nothing)
	all := got.About(func(AreaID) bool { return true })
	if diff := cmp.Diff(nothing, all[len(all)-1]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDamageToWhatIsWrittenAwayIsFound(t *testing.T) {
	b, blocks, data := spilling(t, observations())
	for i := range data {
		for bit := range 8 {
			data[i] ^= 1 << bit
			if _, err := b.Unspill(bytes.NewReader(data), blocks); !errors.Is(err, ErrSpill) {
				t.Fatalf("bit %d of byte %d was turned: got %v", bit, i, err)
			}
			data[i] ^= 1 << bit
		}
		if _, err := b.Unspill(bytes.NewReader(data[:i]), blocks); !errors.Is(err, ErrSpill) {
			t.Fatalf("cut off after %d bytes: got %v", i, err)
		}
	}
	slices.Reverse(data)
	if _, err := b.Unspill(bytes.NewReader(data), blocks); !errors.Is(err, ErrSpill) {
		t.Errorf("another file: got %v", err)
	}
	if _, err := b.Unspill(failingReader{}, blocks); err != errReading {
		t.Errorf("got %v, want what the disk says", err)
	}
}

var errReading = errors.New("the disk is on fire")

type failingReader struct{}

func (failingReader) ReadAt([]byte, int64) (int, error) { return 0, errReading }

type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestADiskThatIsFullIsAnError(t *testing.T) {
	for _, room := range []int{0, 100} {
		var b Builder
		for _, o := range observations() {
			b.Append(o)
		}
		if _, err := b.Spill(&fullDisk{room}, 0, func(indicator string) int { return len(indicator) }); err != io.ErrShortWrite {
			t.Errorf("room for %d bytes: got %v", room, err)
		}
	}
}

// FuzzUnspill reads blocks that have the checksum that they should have, whatever else they hold.
func FuzzUnspill(f *testing.F) {
	b, blocks, data := spilling(f, observations())
	for _, s := range blocks {
		f.Add(data[s.offset:s.offset+s.size], uint16(s.Rows))
	}
	f.Add([]byte{numbersSome, 0, 0, 0, 0}, uint16(1))
	reg, cat := fixture(f)
	f.Fuzz(func(t *testing.T, block []byte, rows uint16) {
		got, err := b.Unspill(bytes.NewReader(block), []Spilled{{Rows: int(rows), size: int64(len(block)), sum: checksum(block)}})
		if err != nil {
			if !errors.Is(err, ErrSpill) {
				t.Error(err)
			}
			return
		}
		if got.Len() != int(rows) {
			t.Errorf("%d rows, want %d", got.Len(), rows)
		}
		if table, err := got.Table(reg, cat); err == nil {
			for i := range table.Len() {
				_ = table.At(i)
			}
		}
	})
}

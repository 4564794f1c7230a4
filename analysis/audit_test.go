package analysis

import (
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// Each of the sums a + b, b + c and a + c has two hidden parts, and yet a = ((a+b) + (a+c) − (b+c))/2. Of the four cells of a table of two by two with
// its margins none follows from the others.
func TestDetermined(t *testing.T) {
	hidden := func() *cell { return &cell{hidden: true} }
	open := func() *cell { return &cell{} }
	a, b, c, d := hidden(), hidden(), hidden(), hidden()
	if got := determined([]sum{{open(), []*cell{a, b}}, {open(), []*cell{b, c}}, {open(), []*cell{a, c, open()}}}); len(got) != 3 {
		t.Errorf("three sums of three: got %d determined, want 3", len(got))
	}
	square := []sum{{open(), []*cell{a, b}}, {open(), []*cell{c, d}}, {open(), []*cell{a, c}}, {open(), []*cell{b, d}}}
	if got := determined(square); len(got) != 0 {
		t.Errorf("two by two: got %d determined, want none", len(got))
	}
	// A hidden whole of a hidden part and one that is shown, twice over the same whole: nothing but their difference is known.
	w := hidden()
	if got := determined([]sum{{w, []*cell{a, open()}}, {w, []*cell{b, open()}}}); len(got) != 0 {
		t.Errorf("a hidden whole: got %d determined, want none", len(got))
	}
	if got := determined([]sum{{w, []*cell{a, open()}}, {w, []*cell{b, open()}}, {open(), []*cell{a, b}}}); len(got) != 3 {
		t.Errorf("with the sum of the parts: got %d determined, want 3", len(got))
	}
}

// The three groups of two dimensions leave each sum two hidden cells, but all of them can be solved for until secure hides another.
func TestSecureGoesBeyondSingleSums(t *testing.T) {
	parts := []*cell{{hidden: true}, {hidden: true}, {hidden: true}}
	wholes := []*cell{{num: indicators.Num(90)}, {num: indicators.Num(80)}, {num: indicators.Num(70)}}
	for i, c := range parts {
		c.num = indicators.Num(float64(10 * (i + 1)))
	}
	b := &book{
		cells: parts, small: func(num, _ indicators.Number) bool { return num.V < 5 },
		sums: []sum{{wholes[0], parts[:2]}, {wholes[1], parts[1:]}, {wholes[2], []*cell{parts[0], parts[2]}}},
	}
	b.secure(indicators.AreaID{})
	if got := determined(b.sums); len(got) != 0 {
		t.Errorf("%d hidden cells can still be solved for", len(got))
	}
	hidden := 0
	for _, w := range wholes {
		hidden += b2i(w.hidden)
	}
	if hidden == 0 {
		t.Error("no further cell was hidden")
	}
}

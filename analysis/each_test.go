package analysis

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
)

// What Each hands over piece by piece is what Run has together, and an error of the receiver comes back.
func TestEachIsRunInPieces(t *testing.T) {
	tb := national(t, 40, 7, 5)
	o := Options{City: id("00"), AreaLevel: indicators.DeSO, Replicates: 99, Workers: 3}
	whole, err := Run(tb, o)
	if err != nil {
		t.Fatal(err)
	}
	var pieces Results
	err = Each(tb, o, func(res *Results) error {
		pieces.Comparisons = append(pieces.Comparisons, res.Comparisons...)
		pieces.Trends = append(pieces.Trends, res.Trends...)
		pieces.Inequality = append(pieces.Inequality, res.Inequality...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	same := []cmp.Option{cmpopts.EquateNaNs(), cmpopts.IgnoreTypes(func() {}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Index" }, cmp.Ignore())}
	if len(whole.Comparisons) != 7 || len(whole.Trends) != 7 {
		t.Fatalf("%d comparisons and %d trends of 7 indicators", len(whole.Comparisons), len(whole.Trends))
	}
	for i := range whole.Comparisons {
		for j := range whole.Comparisons[i].Areas {
			whole.Comparisons[i].Areas[j].Q = indicators.Number{} // adjusted over all indicators
		}
	}
	if diff := cmp.Diff(whole.Comparisons, pieces.Comparisons, same...); diff != "" {
		t.Errorf("comparisons (-whole +pieces):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Trends, pieces.Trends, same...); diff != "" {
		t.Errorf("trends (-whole +pieces):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Inequality, pieces.Inequality, same...); diff != "" {
		t.Errorf("inequality (-whole +pieces):\n%s", diff)
	}
	stop := errors.New("full")
	calls := 0
	if err := Each(tb, o, func(*Results) error { calls++; return stop }); !errors.Is(err, stop) || calls != 1 {
		t.Errorf("an error of the receiver: got %v after %d calls, want it after 1", err, calls)
	}
}

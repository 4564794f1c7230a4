package analysis

import (
	"errors"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
)

// halves are two tables of the indicators of one, before an indicator and from it on.
func halves(t *testing.T, of *indicators.Table, from string) iter.Seq2[*indicators.Table, error] {
	t.Helper()
	var builders [2]indicators.Builder
	for i := range of.Len() {
		o, half := of.At(i), 0
		if o.Indicator >= from {
			half = 1
		}
		builders[half].Append(o)
	}
	var tables [2]*indicators.Table
	for i := range builders {
		var err error
		if tables[i], err = builders[i].Table(of.Register(), of.Catalogue()); err != nil {
			t.Fatal(err)
		}
	}
	return func(yield func(*indicators.Table, error) bool) {
		if yield(tables[0], nil) {
			yield(tables[1], nil)
		}
	}
}

// What Each hands over piece by piece is what Run has together, from one table and from several.
func TestEachIsRunInPieces(t *testing.T) {
	tb := national(t, 20, 7, 5)
	o := Options{City: id("00"), AreaLevel: indicators.DeSO, Replicates: 99, Workers: 3}
	whole, err := Run(tb, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Comparisons) != 7 || len(whole.Trends) != 7 || len(whole.Courses) != 7 {
		t.Fatalf("%d comparisons, %d trends and %d courses of 7 indicators", len(whole.Comparisons), len(whole.Trends), len(whole.Courses))
	}
	for _, c := range whole.Comparisons {
		for j := range c.Areas {
			c.Areas[j].Q = indicators.Number{} // adjusted over all indicators
		}
	}
	same := []cmp.Option{cmpopts.EquateNaNs(), cmpopts.IgnoreTypes(func() {}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Index" }, cmp.Ignore())}
	for name, tables := range map[string]iter.Seq2[*indicators.Table, error]{"one table": one(tb), "two tables": halves(t, tb, "i003")} {
		k := 0
		_, err := Each(tables, o, func(res *Results) error {
			for _, of := range []struct {
				what        string
				whole, some any
			}{{"comparisons", whole.Comparisons[k : k+1], res.Comparisons}, {"trends", whole.Trends[k : k+1], res.Trends}, {"courses", whole.Courses[k : k+1], res.Courses}} {
				if diff := cmp.Diff(of.whole, of.some, same...); diff != "" {
					t.Errorf("%s, %s of indicator %d (-whole +piece):\n%.2000s", name, of.what, k, diff)
				}
			}
			k++
			return nil
		})
		if err != nil || k != 7 {
			t.Errorf("%s: %d pieces, %v", name, k, err)
		}
	}
}

// An error of the receiver or of the tables ends the analysis and comes back, whenever it comes.
func TestEachEndsWithTheFirstError(t *testing.T) {
	tb := national(t, 20, 5, 2)
	o := Options{City: id("00"), AreaLevel: indicators.DeSO, Replicates: 99, Workers: 3}
	stop := errors.New("full")
	calls := 0
	if res, err := Each(one(tb), o, func(*Results) error { calls++; return stop }); !errors.Is(err, stop) || calls != 1 || res != nil {
		t.Errorf("an error of the receiver: got %v, %v after %d calls, want it after 1", res, err, calls)
	}
	two := halves(t, tb, "i003")
	for failing := range 4 { // they are gone through twice
		given := 0
		tables := func(yield func(*indicators.Table, error) bool) {
			for t, err := range two {
				if given++; given == failing+1 {
					t, err = nil, stop
				}
				if !yield(t, err) {
					return
				}
			}
		}
		if res, err := Each(tables, o, func(*Results) error { return nil }); !errors.Is(err, stop) || res != nil {
			t.Errorf("table %d cannot be had: got %v, %v", failing, res, err)
		}
	}
	none := func(func(*indicators.Table, error) bool) {}
	if _, err := Each(none, o, func(*Results) error { return nil }); err == nil {
		t.Error("an analysis of nothing")
	}
}

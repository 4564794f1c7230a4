package index_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
)

var aversion = index.Param{Name: "b", Default: 0.5, Min: 0.01, Max: 0.99}

func TestResolveFillsInDefaultsAndRefusesTheRest(t *testing.T) {
	ix := index.Index{ID: "x", Params: []index.Param{aversion, {Name: "base", Default: 2, Min: 1, Max: 10}, {Name: "degree", Default: 4, Min: 1, Max: 10, Whole: true}}}
	for _, tc := range []struct {
		name string
		in   index.Params
		want index.Params
		errs []string
	}{
		{name: "nothing chosen", want: index.Params{"b": 0.5, "base": 2, "degree": 4}},
		{name: "one chosen", in: index.Params{"b": 0.25}, want: index.Params{"b": 0.25, "base": 2, "degree": 4}},
		{name: "on the bound", in: index.Params{"b": 0.99}, want: index.Params{"b": 0.99, "base": 2, "degree": 4}},
		{name: "unknown", in: index.Params{"c": 1}, errs: []string{`index x has no parameter "c"`}},
		{name: "out of bounds", in: index.Params{"b": 1}, errs: []string{"parameter b=1 is outside 0.01 to 0.99"}},
		{name: "not whole", in: index.Params{"degree": 2.5}, errs: []string{"parameter degree=2.5 is not a whole number"}},
		{name: "not a number", in: index.Params{"b": math.NaN()}, errs: []string{"parameter b=NaN"}},
		{name: "all at once", in: index.Params{"b": 2, "c": 1}, errs: []string{"b=2", `"c"`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := ix.Resolve(tc.in)
			if len(tc.errs) == 0 {
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(got, tc.want); d != "" {
					t.Errorf("got -, want +:\n%s", d)
				}
				return
			}
			if err == nil {
				t.Fatalf("got %v, want an error", got)
			}
			for _, want := range tc.errs {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got error %q, want it to say %q", err, want)
				}
			}
		})
	}
}

func TestParamFromFallsBackToTheDefault(t *testing.T) {
	if got := aversion.From(nil); got != 0.5 {
		t.Errorf("nil: got %v, want 0.5", got)
	}
	if got := aversion.From(index.Params{"b": 0}); got != 0 {
		t.Errorf("a chosen zero: got %v, want 0", got)
	}
}

func TestCompositionCheck(t *testing.T) {
	for _, tc := range []struct {
		name   string
		counts [][]float64
		want   string // part of the error; empty means accepted
	}{
		{"two groups", [][]float64{{1, 2}, {3, 4}}, ""},
		{"zeros", [][]float64{{0, 0}, {0, 0}}, ""},
		{"no groups", nil, "needs at least 2 groups, has 0"},
		{"one group", [][]float64{{1}}, "needs at least 2 groups, has 1"},
		{"no units", [][]float64{{}, {}}, "no units"},
		{"ragged", [][]float64{{1, 2}, {3}}, "group 1 has 1 unit, group 0 has 2"},
		{"negative", [][]float64{{1, 2}, {3, -4}}, "group 1, unit 1: count -4"},
		{"not a number", [][]float64{{math.NaN()}, {1}}, "group 0, unit 0: count NaN"},
		{"infinite", [][]float64{{1}, {math.Inf(1)}}, "group 1, unit 0: count +Inf"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			checkError(t, index.Composition{Counts: tc.counts}.Check(2), tc.want)
		})
	}
}

func TestDistributionCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		d    index.Distribution
		want string
	}{
		{"values alone", index.Distribution{Values: []float64{-1, 0, 2}}, ""},
		{"no values", index.Distribution{}, "no values"},
		{"weights short", index.Distribution{Values: []float64{1, 2}, Weights: []float64{1}}, "2 values but 1 weight"},
		{"ranks short", index.Distribution{Values: []float64{1, 2}, Rank: []float64{1}}, "2 values but 1 rank"},
		{"value not finite", index.Distribution{Values: []float64{1, math.Inf(-1)}}, "value 1 is -Inf"},
		{"rank not a number", index.Distribution{Values: []float64{1}, Rank: []float64{math.NaN()}}, "rank 0 is NaN"},
		{"negative weight", index.Distribution{Values: []float64{1}, Weights: []float64{-1}}, "weight 0 is -1"},
		{"weights all zero", index.Distribution{Values: []float64{1}, Weights: []float64{0}}, "every weight is zero"},
	} {
		t.Run(tc.name, func(t *testing.T) { checkError(t, tc.d.Check(), tc.want) })
	}
}

func TestSubgroupsCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		s    index.Subgroups
		want string
	}{
		{"estimates alone", index.Subgroups{Estimates: []float64{1, 2}, Reference: -1}, ""},
		{"too few", index.Subgroups{Estimates: []float64{1}}, "needs at least 2 subgroups, has 1"},
		{"reference outside", index.Subgroups{Estimates: []float64{1, 2}, Reference: 2}, "reference 2 of 2"},
		{"errors short", index.Subgroups{Estimates: []float64{1, 2}, SE: []float64{1}}, "2 estimates but 1 standard error"},
	} {
		t.Run(tc.name, func(t *testing.T) { checkError(t, tc.s.Check(2), tc.want) })
	}
}

func TestEventsCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		e    index.Events
		want string
	}{
		{"pairs", index.Events{Count: []float64{1, 0}, Population: []float64{2, 3}}, ""},
		{"no units", index.Events{}, "no units"},
		{"populations short", index.Events{Count: []float64{1, 2}, Population: []float64{2}}, "has 1 unit,"},
		{"negative", index.Events{Count: []float64{-1}, Population: []float64{2}}, "count -1"},
	} {
		t.Run(tc.name, func(t *testing.T) { checkError(t, tc.e.Check(), tc.want) })
	}
}

func TestStrataCheck(t *testing.T) {
	ages := func() index.Strata {
		return index.Strata{Units: 2, Unit: []int{0, 0, 1}, At: []float64{0, 65, 0}, Count: []float64{1, 2, 3}, Population: []float64{10, 20, 30}}
	}
	for _, tc := range []struct {
		name   string
		change func(s *index.Strata)
		want   string
	}{
		{"events", func(s *index.Strata) {}, ""},
		{"values", func(s *index.Strata) { s.Count, s.Population, s.Values = nil, nil, []float64{1, -2, 3} }, ""},
		{"no strata", func(s *index.Strata) { *s = index.Strata{} }, "no strata"},
		{"units short", func(s *index.Strata) { s.Unit = s.Unit[:2] }, "3 rows but 2 units"},
		{"nothing", func(s *index.Strata) { s.Count, s.Population = nil, nil }, "neither events nor values"},
		{"half", func(s *index.Strata) { s.Population = nil }, "events need their population"},
		{"short", func(s *index.Strata) { s.Standard = []float64{1} }, "3 rows but 1 of standard population"},
		{"negative", func(s *index.Strata) { s.Expected = []float64{1, -1, 1} }, "row 1: expected rate is -1"},
		{"per cent", func(s *index.Strata) { s.Health = []float64{1, 1, 80} }, "row 2: share in good health is 80"},
		{"twice", func(s *index.Strata) { s.At[1] = 0 }, "unit 0 has stratum 0 twice"},
		{"once for each frequency", func(s *index.Strata) { s.At[1], s.Frequency = 0, []float64{1, 2, 1} }, ""},
		{"twice for a frequency", func(s *index.Strata) { s.At[1], s.Frequency = 0, []float64{2, 2, 1} }, "unit 0 has stratum 0 twice"},
		{"no such unit", func(s *index.Strata) { s.Unit[2] = 2 }, "row 2 lies in unit 2 of 2"},
	} {
		s := ages()
		tc.change(&s)
		t.Run(tc.name, func(t *testing.T) { checkError(t, s.Check(), tc.want) })
	}
}

func checkError(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "":
		if err != nil {
			t.Errorf("got error %v, want none", err)
		}
	case err == nil:
		t.Errorf("got no error, want one that says %q", want)
	case !errors.Is(err, index.ErrUndefined):
		t.Errorf("got %v, want it to wrap ErrUndefined", err)
	case !strings.Contains(err.Error(), want):
		t.Errorf("got error %q, want it to say %q", err, want)
	}
}

// A plain sum of 1, 1e100, 1 and -1e100 is 0.
func TestSumKeepsWhatAPlainLoopLoses(t *testing.T) {
	xs := []float64{1, 1e100, 1, -1e100}
	if got := index.Total(xs); got != 2 {
		t.Errorf("got %v, want 2", got)
	}
	if got := index.Total(nil); got != 0 {
		t.Errorf("empty: got %v, want 0", got)
	}
	tenths := make([]float64, 1_000_000)
	for i := range tenths {
		tenths[i] = 0.1
	}
	if got := index.Total(tenths); got != 100_000 {
		t.Errorf("a million tenths: got %v, want 100000", got)
	}
}

func TestShapeNamesTheFunctionThatIsSet(t *testing.T) {
	if got := (index.Index{}).Shape(); got != "" {
		t.Errorf("no function: got %q, want none", got)
	}
	ix := index.Index{MultiGroup: func(index.Composition, index.Params) (float64, error) { return 0, nil }}
	if got := ix.Shape(); got != index.ShapeMultiGroup {
		t.Errorf("got %q, want %q", got, index.ShapeMultiGroup)
	}
}

func TestHas(t *testing.T) {
	p := index.Scale | index.Merging
	if !p.Has(index.Scale) || p.Has(index.Scale|index.Transfer) {
		t.Errorf("got wrong membership for %b", p)
	}
}

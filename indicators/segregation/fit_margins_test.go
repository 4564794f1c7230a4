package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

func TestFitMarginsUndefined(t *testing.T) {
	c := index.Composition{Names: []string{"x", "y"}, Counts: [][]float64{{10, 5, 0}, {2, 8, 0}}}
	for _, tc := range []struct {
		name          string
		c             index.Composition
		units, groups []float64
		want          string
	}{
		{"other sums", c, []float64{10, 10, 0}, []float64{10, 11}, "the unit totals add up to 20, the group totals to 21"},
		{"too few units", c, []float64{10, 10}, []float64{10, 10}, "2 unit totals and 2 group totals for 3 units and 2 groups"},
		{"people in an empty unit", c, []float64{10, 8, 2}, []float64{10, 10}, "unit 2 has nobody, 2 wanted"},
		{"people in an empty group", index.Composition{Names: []string{"x", "y"}, Counts: [][]float64{{1, 2}, {0, 0}}}, []float64{1, 1}, []float64{1, 1},
			"y has nobody, 1 wanted"},
		{"negative total", c, []float64{-1, 11, 0}, []float64{5, 5}, "count -1"},
		{"total that is no number", c, []float64{1, 1, 0}, []float64{1, math.NaN()}, "count NaN"},
		{"no people", c, []float64{0, 0, 0}, []float64{0, 0}, "the unit totals add up to 0"},
		{"nothing", index.Composition{}, nil, nil, "at least 1 group"},
		// Each group has a unit of its own: no table has more of a group than of its unit.
		{"apart", index.Composition{Counts: [][]float64{{10, 0}, {0, 10}}}, []float64{12, 8}, []float64{10, 10}, "has no limit"},
		{"people wanted where the only group is to be empty", index.Composition{Counts: [][]float64{{1, 0}, {0, 1}}}, []float64{1, 1}, []float64{2, 0},
			""},
	} {
		got, err := segregation.FitMargins(tc.c, tc.units, tc.groups)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, %v, want an error that says %q", tc.name, got, err, tc.want)
		}
	}
}

// Totals of 0 empty a unit or a group; empty cells stay empty.
func TestFitMarginsOfEmptyUnitsAndGroups(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{10, 5, 7, 0}, {2, 8, 0, 0}, {3, 3, 3, 0}}}
	got, err := segregation.FitMargins(c, []float64{30, 0, 20, 0}, []float64{35, 15, 0})
	if err != nil {
		t.Fatal(err)
	}
	// Group 1 lives in unit 0 only, so 15 of unit 0 are of group 1 and the rest of group 0.
	want := [][]float64{{15, 0, 20, 0}, {15, 0, 0, 0}, {0, 0, 0, 0}}
	for k := range want {
		for i := range want[k] {
			if !(math.Abs(got.Counts[k][i]-want[k][i]) <= 1e-10) || (want[k][i] == 0) != (got.Counts[k][i] == 0) {
				t.Errorf("group %d, unit %d: got %v, want %v", k, i, got.Counts[k][i], want[k][i])
			}
		}
	}
}

// The only table with these totals has another empty cell, which scaling by turns makes ever smaller, as one over the
// number of rounds. The limit is reached nevertheless, as near as the tolerance.
func TestFitMarginsOnTheEdge(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{1, 1}, {0, 1}}}
	got, err := segregation.FitMargins(c, []float64{1, 1}, []float64{1, 1})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range [][]float64{{1, 0}, {0, 1}} {
		for i := range want {
			near(t, "a cell", got.Counts[k][i], want[i], 2e-12)
		}
	}
}

// Two groups that hardly meet: scaling by turns takes 100,000 rounds to the totals. The
// fit is the table with these totals and the odds ratio 10¹² of the counts.
func TestFitMarginsOfGroupsThatHardlyMeet(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{1e6, 1}, {1, 1e6}}}
	got, err := segregation.FitMargins(c, []float64{10.001, 9.999}, []float64{10, 10})
	if err != nil {
		t.Fatal(err)
	}
	n := got.Counts
	near(t, "odds ratio", n[0][0]*n[1][1]/(n[0][1]*n[1][0])/1e12, 1, 1e-6)
	near(t, "unit 0", n[0][0]+n[1][0], 10.001, 1e-11)
	near(t, "unit 1", n[0][1]+n[1][1], 9.999, 1e-11)
	near(t, "group 0", n[0][0]+n[0][1], 10, 2e-11)
}

// fitNaive scales whole tables, rows and columns in turn, as Deming and Stephan say. It returns false where that does not
// end.
func fitNaive(c index.Composition, units, groups []float64) ([][]float64, bool) {
	n := make([][]float64, len(c.Counts))
	for k := range n {
		n[k] = slices.Clone(c.Counts[k])
	}
	for range 10_000 {
		worst := 0.0
		for i, want := range units {
			total := 0.0
			for k := range n {
				total += n[k][i]
			}
			for k := range n {
				if total > 0 {
					n[k][i] *= want / total
				}
			}
		}
		for k, want := range groups {
			total := 0.0
			for _, v := range n[k] {
				total += v
			}
			worst = max(worst, math.Abs(total-want)/want)
			for i := range n[k] {
				n[k][i] *= want / total
			}
		}
		if worst < 1e-13 {
			return n, true
		}
	}
	return n, false
}

func FuzzFitMargins(f *testing.F) {
	f.Add(uint64(1), uint8(3), uint8(2), uint8(0))
	f.Add(uint64(2), uint8(30), uint8(5), uint8(40))
	f.Add(uint64(3), uint8(1), uint8(4), uint8(10))
	f.Add(uint64(4), uint8(200), uint8(9), uint8(120))
	f.Add(uint64(195), uint8(246), uint8(199), uint8(245)) // groups that hardly meet, some not at all
	f.Add(uint64(6), uint8(16), uint8(35), uint8(201))     // a whole step of Newton's method goes too far
	f.Fuzz(func(t *testing.T, seed uint64, units, groups, empty uint8) {
		r := rand.New(rand.NewPCG(seed, 1))
		n, K := 1+int(units), 1+int(groups)%10
		// The totals are those of another table with people in the same cells, so a fit exists.
		c, other := index.Composition{}, index.Composition{}
		for range K {
			x, y := make([]float64, n), make([]float64, n)
			for i := range x {
				if r.IntN(256) >= int(empty) {
					x[i], y[i] = 1+float64(r.IntN(1000)), 1+float64(r.IntN(1000))
				}
			}
			c.Counts, other.Counts = append(c.Counts, x), append(other.Counts, y)
		}
		var N []float64
		for _, counts := range other.Counts {
			N = append(N, index.Total(counts))
			if N[len(N)-1] == 0 {
				return
			}
		}
		got, err := segregation.FitMargins(c, totals(other), N)
		if err != nil {
			t.Fatalf("%v to %v and %v: %v", c.Counts, totals(other), N, err)
		}
		want, ok := fitNaive(c, totals(other), N)
		T := index.Total(N)
		for k := range want {
			near(t, "group total", index.Total(got.Counts[k]), N[k], 2e-12*N[k])
			for i := range want[k] {
				if v := got.Counts[k][i]; ok && !(math.Abs(v-want[k][i]) <= 1e-9*T) || (v == 0) != (c.Counts[k][i] == 0) {
					t.Errorf("group %d, unit %d: got %v, want %v of %v", k, i, v, want[k][i], T)
				}
			}
		}
		for i, v := range totals(got) {
			near(t, "unit total", v, totals(other)[i], 1e-12*T)
		}
	})
}

// Totals that the empty cells may or may not allow: an answer comes soon, either a table with these totals or the error,
// and a table wherever scaling by turns finds one.
func FuzzFitMarginsAnswers(f *testing.F) {
	f.Add(uint64(1), uint8(3), uint8(2), uint8(100))
	f.Add(uint64(2), uint8(30), uint8(5), uint8(200))
	f.Add(uint64(3), uint8(8), uint8(4), uint8(180))
	f.Fuzz(func(t *testing.T, seed uint64, units, groups, empty uint8) {
		r := rand.New(rand.NewPCG(seed, 2))
		n, K := 1+int(units)%40, 1+int(groups)%10
		c := index.Composition{}
		var N []float64
		T := 0
		for range K {
			x := make([]float64, n)
			for i := range x {
				if r.IntN(256) >= int(empty) {
					x[i] = 1 + float64(r.IntN(1000))
				}
			}
			c.Counts = append(c.Counts, x)
			size := 1 + r.IntN(1000)
			T += size
			N = append(N, float64(size))
		}
		t0 := make([]float64, n)
		for range T {
			t0[r.IntN(n)]++
		}
		got, err := segregation.FitMargins(c, t0, N)
		want, ok := fitNaive(c, t0, N)
		switch {
		case err != nil && !errors.Is(err, index.ErrUndefined):
			t.Errorf("got error %v, want one that is undefined", err)
		case err != nil && ok:
			t.Errorf("%v to %v and %v: got %v, want %v", c.Counts, t0, N, err, want)
		case err == nil:
			for k := range got.Counts {
				near(t, "group total", index.Total(got.Counts[k]), N[k], 2e-12*N[k])
			}
			for i, v := range totals(got) {
				near(t, "unit total", v, t0[i], 1e-12*float64(T))
			}
		}
	})
}

package space_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestTable(t *testing.T) {
	inf := math.Inf(1)
	pairs := []space.Link{{From: 0, To: 1, Value: 2}, {From: 2, To: 1, Value: 3}, {From: 1, To: 0, Value: 2}, {From: 3, To: 3}}
	oneWay, err := space.NewTable(4, "min", true, pairs)
	if err != nil {
		t.Fatal(err)
	}
	both, err := space.NewTable(4, "km", false, pairs)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(apart(oneWay), [][]float64{{0, 2, inf, inf}, {2, 0, inf, inf}, {inf, 3, 0, inf}, {inf, inf, inf, 0}}); d != "" || oneWay.Unit() != "min" {
		t.Errorf("one way, in %s: got -, want +:\n%s", oneWay.Unit(), d)
	}
	if d := gocmp.Diff(apart(both), [][]float64{{0, 2000, inf, inf}, {2000, 0, 3000, inf}, {inf, 3000, 0, inf}, {inf, inf, inf, 0}}); d != "" || both.Unit() != "m" {
		t.Errorf("both ways, in %s: got -, want +:\n%s", both.Unit(), d)
	}
	if got := both.Within(1, 2999, nil); !slices.Equal(got, []space.Near{{Unit: 0, Distance: 2000}}) {
		t.Errorf("got %v", got)
	}
}

// apart returns all distances as a matrix, +Inf where there is no way.
func apart(d space.Distances) [][]float64 {
	out := make([][]float64, d.Len())
	for i := range out {
		out[i] = slices.Repeat([]float64{math.Inf(1)}, d.Len())
		out[i][i] = 0
		for _, x := range d.Within(i, math.Inf(1), nil) {
			out[i][x.Unit] = x.Distance
		}
	}
	return out
}

func TestTableRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		unit     string
		directed bool
		pairs    []space.Link
	}{
		"degrees":            {"°", false, nil},
		"no unit":            {"", false, nil},
		"negative":           {"m", false, []space.Link{{From: 0, To: 1, Value: -1}}},
		"missing":            {"m", false, []space.Link{{From: 0, To: 1, Value: math.NaN()}}},
		"endless":            {"m", false, []space.Link{{From: 0, To: 1, Value: math.Inf(1)}}},
		"overflow":           {"km", false, []space.Link{{From: 0, To: 1, Value: math.MaxFloat64}}},
		"nobody":             {"m", false, []space.Link{{From: 0, To: 3, Value: 1}}},
		"before the first":   {"m", false, []space.Link{{From: -1, To: 1, Value: 1}}},
		"two distances":      {"m", true, []space.Link{{From: 0, To: 1, Value: 1}, {From: 0, To: 1, Value: 2}}},
		"both ways differ":   {"m", false, []space.Link{{From: 0, To: 1, Value: 1}, {From: 1, To: 0, Value: 2}}},
		"away from one self": {"m", false, []space.Link{{From: 1, To: 1, Value: 1}}},
	} {
		if got, err := space.NewTable(3, tc.unit, tc.directed, tc.pairs); err == nil {
			t.Errorf("%s: got %v, want an error", name, apart(got))
		}
	}
	if _, err := space.NewTable(3, "m", true, []space.Link{{From: 0, To: 1, Value: 1}, {From: 1, To: 0, Value: 2}, {From: 0, To: 1, Value: 1}}); err != nil {
		t.Error(err)
	}
}

// Whatever triples come, a table is made of them or refused; a symmetric one is symmetric, in order, and picks copies consistently.
func FuzzTable(f *testing.F) {
	f.Add(uint64(1), false)
	f.Add(uint64(2), true)
	f.Fuzz(func(t *testing.T, seed uint64, directed bool) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(8)
		var pairs []space.Link
		for range r.IntN(12) {
			pairs = append(pairs, space.Link{From: r.IntN(n), To: r.IntN(n), Value: float64(r.IntN(3))})
			if r.IntN(20) == 0 {
				pairs[len(pairs)-1] = space.Link{From: r.IntN(n+2) - 1, To: r.IntN(n), Value: []float64{-1, math.NaN(), math.Inf(1)}[r.IntN(3)]}
			}
		}
		got, err := space.NewTable(n, []string{"m", "km", "min"}[r.IntN(3)], directed, pairs)
		if err != nil {
			return
		}
		d := apart(got)
		for i := range n {
			for j := range n {
				if !directed && d[i][j] != d[j][i] {
					t.Fatalf("%d and %d are %v and %v apart", i, j, d[i][j], d[j][i])
				}
			}
		}
		mustPick(t, r, got)
	})
}

// mustPick picks units, some several times, and fails unless they are as far apart as before, copies 0.
func mustPick(t *testing.T, r *rand.Rand, d space.Distances) {
	t.Helper()
	order := make([]int, r.IntN(2*d.Len()+1))
	for j := range order {
		order[j] = r.IntN(d.Len())
	}
	before, after := apart(d), apart(d.Pick(order))
	want := make([][]float64, len(order))
	for a, i := range order {
		want[a] = make([]float64, len(order))
		for b, j := range order {
			want[a][b] = before[i][j]
		}
	}
	if diff := gocmp.Diff(after, want, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("picked %v: got -, want +:\n%s", order, diff)
	}
	twice := r.Perm(len(order))
	again := make([]int, len(order))
	for a, b := range twice {
		again[a] = order[b]
	}
	if diff := gocmp.Diff(apart(d.Pick(order).Pick(twice)), apart(d.Pick(again))); diff != "" {
		t.Fatalf("picked %v of %v: got -, want +:\n%s", twice, order, diff)
	}
	for i := range order {
		var buffer []space.Near
		if near := d.Pick(order).Within(i, 2, buffer); !slices.IsSortedFunc(near, func(a, b space.Near) int { return int(a.Unit - b.Unit) }) {
			t.Fatalf("got %v, out of order", near)
		}
	}
}

package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// decomposition is one way to take a change apart.
type decomposition struct {
	name  string
	f     func(before, after index.Composition) (segregation.Change, error)
	index string
}

var decompositions = []decomposition{
	{"Shapley of M", func(b, a index.Composition) (segregation.Change, error) {
		return segregation.MutualInformationChange(b, a, math.E)
	}, "mutual-information"},
	{"Shapley of H", segregation.TheilHChange, "multigroup-theil-h"},
	{"one way of M", func(b, a index.Composition) (segregation.Change, error) {
		return segregation.MutualInformationChangeOneWay(b, a, math.E)
	}, "mutual-information"},
	{"algebraic of M", func(b, a index.Composition) (segregation.Change, error) {
		return segregation.MoraRuizCastilloChange(b, a, math.E)
	}, "mutual-information"},
}

// randomDates returns two dates of the same units and groups. Some cells are empty; the last unit and the last group are
// new, the first unit is gone.
func randomDates(r *rand.Rand, units, groups int) (before, after index.Composition) {
	for range groups {
		x, y := make([]float64, units), make([]float64, units)
		for i := range x {
			x[i], y[i] = float64(max(0, r.IntN(300)-10)), float64(max(0, r.IntN(400)-10))
		}
		x[units-1], y[0] = 0, 0
		before.Counts, after.Counts = append(before.Counts, x), append(after.Counts, y)
	}
	clear(before.Counts[groups-1])
	return before, after
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func terms(ch segregation.Change) float64 {
	return ch.Additions + ch.Removals + ch.GroupMargin + ch.UnitMargin + ch.Interaction + ch.Structural
}

func TestTermsOfAChangeAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	for range 40 {
		before, after := randomDates(r, 3+r.IntN(60), 3+r.IntN(4))
		for _, d := range decompositions {
			ch, err := d.f(before, after)
			if err != nil {
				t.Fatalf("%s of %v and %v: %v", d.name, before, after, err)
			}
			near(t, d.name+": before", ch.Before, value(t, d.index, before, nil), 1e-13)
			near(t, d.name+": after", ch.After, value(t, d.index, after, nil), 1e-13)
			near(t, d.name+": all terms", terms(ch), ch.After-ch.Before, 1e-13)
			if ch.Units == nil {
				continue
			}
			units, groups := 0.0, 0.0
			for _, u := range ch.Units {
				units += u.Structural
			}
			near(t, d.name+": the units' structural terms", units, ch.Structural, 1e-13)
			if len(ch.Units) != before.Units()-2 || ch.Units[0].Unit != 1 {
				t.Errorf("%s: got %d units from %d on, want all but the first and the last", d.name, len(ch.Units), ch.Units[0].Unit)
			}
			if ch.Groups == nil {
				continue
			}
			for _, g := range ch.Groups {
				groups += g.Structural
			}
			near(t, d.name+": the groups' structural terms", groups, ch.Structural, 1e-13)
			if len(ch.Groups) != len(before.Counts)-1 {
				t.Errorf("%s: got %d groups, want all but the new one", d.name, len(ch.Groups))
			}
		}
	}
}

// Exchanging the dates changes the sign of every term, and exchanges additions and removals.
func TestShapleyChangeOfDatesExchanged(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	for range 20 {
		before, after := randomDates(r, 3+r.IntN(30), 3+r.IntN(4))
		for _, d := range []decomposition{decompositions[0], decompositions[1], decompositions[3]} {
			one, err1 := d.f(before, after)
			two, err2 := d.f(after, before)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			near(t, d.name+": additions", two.Additions, -one.Removals, 1e-13)
			near(t, d.name+": group margin", two.GroupMargin, -one.GroupMargin, 1e-12)
			near(t, d.name+": unit margin", two.UnitMargin, -one.UnitMargin, 1e-12)
			near(t, d.name+": structural", two.Structural, -one.Structural, 1e-12)
			for k, u := range one.Units {
				near(t, d.name+": a unit", two.Units[k].Structural, -u.Structural, 1e-12)
				near(t, d.name+": a unit's local segregation", two.Units[k].Local, -u.Local, 1e-12)
			}
			for k, g := range one.Groups {
				near(t, d.name+": a group", two.Groups[k].Structural, -g.Structural, 1e-12)
			}
		}
	}
}

// Units and groups are alike to M: the transposed tables have the same terms, with the margins exchanged.
func TestShapleyChangeOfTransposedTables(t *testing.T) {
	before, after := randomDates(rand.New(rand.NewPCG(8, 3)), 9, 4)
	one, err1 := segregation.MutualInformationChange(before, after, 2)
	two, err2 := segregation.MutualInformationChange(transposed(before), transposed(after), 2)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	near(t, "structural", two.Structural, one.Structural, 1e-12)
	near(t, "unit margin", two.UnitMargin, one.GroupMargin, 1e-12)
	near(t, "group margin", two.GroupMargin, one.UnitMargin, 1e-12)
	for k, u := range one.Units {
		near(t, "a unit as a group", two.Groups[k].Structural, u.Structural, 1e-12)
	}
	for k, g := range one.Groups {
		near(t, "a group as a unit", two.Units[k].Structural, g.Structural, 1e-12)
	}
}

func transposed(c index.Composition) index.Composition {
	var out index.Composition
	for i := range c.Units() {
		var unit []float64
		for _, counts := range c.Counts {
			unit = append(unit, counts[i])
		}
		out.Counts = append(out.Counts, unit)
	}
	return out
}

func TestNoChangeHasNoTerms(t *testing.T) {
	c := randomCounts(50, 4)
	for _, factor := range []float64{1, 4} {
		after := index.Composition{}
		for _, counts := range c.Counts {
			scaled := slices.Clone(counts)
			for i := range scaled {
				scaled[i] *= factor
			}
			after.Counts = append(after.Counts, scaled)
		}
		for _, d := range decompositions {
			ch, err := d.f(c, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range ch.Units {
				if u.Structural != 0 || u.Local != 0 {
					t.Errorf("%s, %v times as many people: got %+v, want 0", d.name, factor, u)
				}
			}
			ch.Units, ch.Groups = nil, nil
			if diff := cmp.Diff(ch, segregation.Change{Before: ch.Before, After: ch.Before}); diff != "" {
				t.Errorf("%s, %v times as many people (got -, want +):\n%s", d.name, factor, diff)
			}
		}
	}
}

// A table whose rows and columns are multiplied has the same association: all of its change is of the margins. A table
// with the margins of another has another association only: all of its change is structural.
func TestChangeOfMarginsOrOfStructureAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 20 {
		before, other := randomDates(r, 4+r.IntN(30), 3+r.IntN(3))
		for k := range before.Counts { // what exists both times
			before.Counts[k] = before.Counts[k][1 : len(before.Counts[k])-1]
			other.Counts[k] = other.Counts[k][1 : len(other.Counts[k])-1]
		}
		before.Counts, other.Counts = before.Counts[:len(before.Counts)-1], other.Counts[:len(other.Counts)-1]

		multiplied := index.Composition{}
		rows := make([]float64, before.Units())
		for i := range rows {
			rows[i] = 0.1 + 3*r.Float64()
		}
		var groups []float64
		for _, counts := range before.Counts {
			column := 0.1 + 3*r.Float64()
			scaled := make([]float64, len(counts))
			for i, n := range counts {
				scaled[i] = n * rows[i] * column
			}
			multiplied.Counts = append(multiplied.Counts, scaled)
			groups = append(groups, index.Total(counts))
		}
		same, err := segregation.FitMargins(other, totals(before), groups)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range decompositions[:3] {
			ch, err := d.f(before, multiplied)
			if err != nil {
				t.Fatal(err)
			}
			near(t, d.name+": structure of the same odds ratios", ch.Structural, 0, 1e-11)
			for _, u := range ch.Units {
				near(t, d.name+": a unit", u.Structural, 0, 1e-11)
			}
			if ch, err = d.f(before, same); err != nil {
				t.Fatal(err)
			}
			near(t, d.name+": group margin of the same totals", ch.GroupMargin, 0, 1e-11)
			near(t, d.name+": unit margin of the same totals", ch.UnitMargin, 0, 1e-11)
			near(t, d.name+": structure alone", ch.Structural, ch.After-ch.Before, 1e-11)
		}
	}
}

// Ip is 2P(1 − P) times D.
func TestKarmelMaclachlanIsDissimilarityRescaled(t *testing.T) {
	before, after := randomCounts(40, 2), index.Composition{Counts: randomCounts(40, 3).Counts[1:]}
	ch, err := segregation.KarmelMaclachlan(before, after)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		c   index.Composition
		got float64
	}{{before, ch.Before}, {after, ch.After}} {
		X, Y := index.Total(tc.c.Counts[0]), index.Total(tc.c.Counts[1])
		near(t, "Ip", tc.got, 2*X*Y/(X+Y)/(X+Y)*value(t, "dissimilarity", tc.c, nil), 1e-14)
	}
	near(t, "all terms", terms(ch), ch.After-ch.Before, 1e-14)
}

// By hand, two units alike in size at both dates and groups alike in size: D is 0.6, then 0.2, so Ip is 0.3, then 0.1, and
// all of it is structural. The unit that is built has 40 people, half of each group: with it D is 0.2·200/240.
func TestKarmelMaclachlanByHand(t *testing.T) {
	ch, err := segregation.KarmelMaclachlan(
		index.Composition{Counts: [][]float64{{80, 20, 0}, {20, 80, 0}}},
		index.Composition{Counts: [][]float64{{60, 40, 20}, {40, 60, 20}}})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "before", ch.Before, 0.3, 1e-15)
	near(t, "structural", ch.Structural, -0.2, 1e-15)
	near(t, "additions", ch.Additions, 0.1*200/240-0.1, 1e-15)
	near(t, "after", ch.After, 0.1*200/240, 1e-15)
}

// Units and groups that nobody is in at either date change nothing.
func TestChangeSkipsWhatIsEmptyBothTimes(t *testing.T) {
	before, after := randomDates(rand.New(rand.NewPCG(2, 2)), 12, 4)
	pad := func(c index.Composition) (out index.Composition) {
		out.Counts = append(out.Counts, make([]float64, 13))
		for _, counts := range c.Counts {
			out.Counts = append(out.Counts, slices.Insert(slices.Clone(counts), 5, 0))
		}
		return out
	}
	for _, d := range decompositions {
		want, err1 := d.f(before, after)
		got, err2 := d.f(pad(before), pad(after))
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for k, u := range want.Units {
			if u.Unit >= 5 {
				want.Units[k].Unit++
			}
		}
		for k := range want.Groups {
			want.Groups[k].Group++
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s (got -, want +):\n%s", d.name, diff)
		}
	}
}

// Where a unit has the same share of everybody both times, what it adds to the structural term is that share of the change
// of its local segregation. By hand, M of two units of one size with the shares p and 1 − p is ln 2 + p ln p + (1 − p) ln
// (1 − p), which is the local segregation of each.
func TestLocalChangeByHand(t *testing.T) {
	ch, err := segregation.MutualInformationChange(
		index.Composition{Counts: [][]float64{{80, 20}, {20, 80}}},
		index.Composition{Counts: [][]float64{{60, 40}, {40, 60}}}, math.E)
	if err != nil {
		t.Fatal(err)
	}
	want := 0.6*math.Log(0.6) + 0.4*math.Log(0.4) - 0.8*math.Log(0.8) - 0.2*math.Log(0.2)
	near(t, "structural", ch.Structural, want, 1e-15)
	for _, u := range ch.Units {
		near(t, "a unit", u.Structural, want/2, 1e-15)
		near(t, "its local segregation", u.Local, want, 1e-15)
	}
}

// R's package segregation stops fitting at margins that agree to 0.001: the first example of its README has the
// structural term −0.00349, of the wrong sign, and the sum of what its units contribute is another number still. At
// convergence, with its precision at 1e-9, it has 0.0031535.
func TestChangeOfTheSchoolsIsConverged(t *testing.T) {
	before, after := twoDates(t, newLibrary(t), "race", "school")
	ch, err := segregation.MutualInformationChange(before, after, math.E)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "structural", ch.Structural, 0.0031535, 1e-7)
	sum := 0.0
	for _, u := range ch.Units {
		sum += u.Structural
	}
	near(t, "the schools' structural terms", sum, ch.Structural, 1e-14)
	if got := len(ch.Units); got != 1710 {
		t.Errorf("got %d schools both years, want 1710", got)
	}
}

func TestUndefinedChangesSayWhy(t *testing.T) {
	table := func(groups ...[]float64) index.Composition { return index.Composition{Counts: groups} }
	for _, tc := range []struct {
		name          string
		before, after index.Composition
		want          string
	}{
		{"two cities", table([]float64{10, 20, 0, 0}, []float64{30, 10, 0, 0}), table([]float64{0, 0, 40, 10}, []float64{0, 0, 10, 10}),
			"no unit has people both times"},
		{"one common group", table([]float64{10, 20}, []float64{30, 10}, []float64{0, 0}), table([]float64{40, 10}, []float64{0, 0}, []float64{5, 8}),
			"needs two groups that have people both times, has 1"},
		// Unit 0 is in common only by group 0, of which unit 1 then has nobody before.
		{"nothing left", table([]float64{10, 0}, []float64{0, 10}, []float64{0, 0}), table([]float64{0, 10}, []float64{0, 0}, []float64{10, 0}),
			"no unit has people both times"},
		{"other units", table([]float64{10, 20}, []float64{30, 10}), table([]float64{10}, []float64{30}), "2 units and 2 groups before, 1 and 2 after"},
		{"complete separation, of other sizes", table([]float64{10, 0}, []float64{0, 10}), table([]float64{10, 4}, []float64{2, 8}),
			"empty cells"},
		{"nobody", table([]float64{0, 0}, []float64{0, 0}), table([]float64{1, 2}, []float64{2, 1}), "nobody in any unit"},
	} {
		for _, d := range decompositions[:3] {
			for _, exchange := range []bool{false, true} {
				b, a, want := tc.before, tc.after, tc.want
				if exchange {
					if d.name == "one way of M" || tc.name == "other units" {
						continue
					}
					b, a = a, b
				}
				got, err := d.f(b, a)
				if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
					t.Errorf("%s, %s: got %+v, %v, want an error that says %q", d.name, tc.name, got, err, want)
				}
			}
		}
	}
	if _, err := segregation.MutualInformationChange(table([]float64{1, 2}, []float64{2, 1}), table([]float64{1, 2}, []float64{2, 1}), 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("base 1: got %v, want it undefined", err)
	}
	three := table([]float64{1, 2}, []float64{2, 1}, []float64{1, 1})
	if _, err := segregation.KarmelMaclachlan(three, three); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("three groups: got %v, want it undefined", err)
	}
}

// A date that is decomposed thousands of times must not be copied thousands of times: memory does not grow with the
// iterations, and few slices are made.
func TestChangeAllocatesItsTablesOnly(t *testing.T) {
	before, after := randomDates(rand.New(rand.NewPCG(1, 1)), 500, 5)
	got := testing.AllocsPerRun(5, func() { _, _ = segregation.MutualInformationChange(before, after, math.E) })
	if got > 60 {
		t.Errorf("got %v allocations, want at most 60", got)
	}
	t.Logf("%v allocations", got)
}

func benchmarkChange(b *testing.B, units, groups int, f func(before, after index.Composition) (segregation.Change, error)) {
	before, after := randomDates(rand.New(rand.NewPCG(1, 1)), units, groups)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f(before, after); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMutualInformationChange2000x5(b *testing.B) {
	benchmarkChange(b, 2000, 5, decompositions[0].f)
}

func BenchmarkCompositionShareChange100k(b *testing.B) {
	before, after := randomDates(rand.New(rand.NewPCG(1, 1)), 100_000, 3)
	before.Counts, after.Counts = before.Counts[:2], after.Counts[:2]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := segregation.CompositionShareChange(before, after); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMutualInformationChange100kx10(b *testing.B) {
	benchmarkChange(b, 100_000, 10, decompositions[0].f)
}

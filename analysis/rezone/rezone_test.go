package rezone_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/rezone"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// grid is a city of square cells of a kilometre, beside each other where they share a side. at says how many of two groups live in a cell.
func grid(t testing.TB, rows, columns int, at func(row, column int) (x, y float64)) index.Composition {
	t.Helper()
	c := index.Composition{Counts: [][]float64{nil, nil}}
	s := &space.Space{Points: &space.Points{}}
	var links []space.Link
	for row := range rows {
		for column := range columns {
			i := row*columns + column
			x, y := at(row, column)
			c.Counts[0], c.Counts[1] = append(c.Counts[0], x), append(c.Counts[1], y)
			s.Points.X = append(s.Points.X, 1000*float64(column)+3e5)
			s.Points.Y = append(s.Points.Y, 1000*float64(row)+6.4e6)
			s.Area, s.Perimeter = append(s.Area, 1e6), append(s.Perimeter, 4000)
			if column > 0 {
				links = append(links, space.Link{From: i, To: i - 1, Value: 1000}, space.Link{From: i - 1, To: i, Value: 1000})
			}
			if row > 0 {
				links = append(links, space.Link{From: i, To: i - columns, Value: 1000}, space.Link{From: i - columns, To: i, Value: 1000})
			}
		}
	}
	var err error
	if s.Borders, err = space.NewGraph(rows*columns, links); err != nil {
		t.Fatal(err)
	}
	c.Space = s
	return c
}

func statistics(t testing.TB, ids ...string) []resample.Statistic {
	t.Helper()
	var out []resample.Statistic
	for _, id := range ids {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, resample.Statistic{Index: ix})
	}
	return out
}

// city has 11 × 7 cells of unlike size, where the group lives in the west.
func city(t testing.TB) index.Composition {
	r := rand.New(rand.NewPCG(7, 7))
	return grid(t, 7, 11, func(_, column int) (x, y float64) {
		all := float64(700 + r.IntN(2000))
		x = math.Round(all * (0.1 + 0.6*r.Float64()*float64(10-column)/10))
		return x, all - x
	})
}

// quarters puts each cell of the city into one of 6 zones, 4 × 4 cells or what the edge leaves of them.
func quarters() []int {
	var out []int
	for row := range 7 {
		for column := range 11 {
			out = append(out, row/4*3+column/4)
		}
	}
	return out
}

// On a road of four units there are three ways to make two connected zones; with a tolerance that allows none but the middle one, there is one.
func TestEnvelopeOfARoad(t *testing.T) {
	c := grid(t, 1, 4, func(_, column int) (x, y float64) {
		return []float64{10, 20, 30, 40}[column], []float64{40, 30, 20, 10}[column]
	})
	// Two halves of 100: shares 30 and 70 of the group's 100, D = 0.4. One against three: shares 10 and 40, D = 0.3.
	for _, tc := range []struct {
		o    rezone.Options
		want map[float64]bool
	}{
		{rezone.Options{Zones: 2, Tolerance: 0.1}, map[float64]bool{0.4: true}},
		{rezone.Options{Zones: 2, Tolerance: 0.5}, map[float64]bool{0.4: true, 0.3: true}},
		{rezone.Options{Zones: 2, Tolerance: 0.5, Alike: rezone.Units}, map[float64]bool{0.4: true, 0.3: true}},
		{rezone.Options{Zones: 4}, map[float64]bool{0.4: true}},
	} {
		got, err := rezone.Envelope(c, tc.o, statistics(t, "dissimilarity")...)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[float64]bool{}
		for _, v := range got.Outcomes[0].Drawn {
			seen[math.Round(v*1e9)/1e9] = true
		}
		if d := cmp.Diff(seen, tc.want); d != "" {
			t.Errorf("%+v: got -, want +:\n%s", tc.o, d)
		}
		if got.Beyond != 0 || got.Outcomes[0].Units != 0.4 {
			t.Errorf("%+v: got %d drawings beyond the tolerance and %v for the units", tc.o, got.Beyond, got.Outcomes[0].Units)
		}
	}
	// Three zones of four alike units cannot be alike within a tenth: the best there is has one of two units.
	got, err := rezone.Envelope(c, rezone.Options{Zones: 3, Tolerance: 0.1}, statistics(t, "dissimilarity")...)
	if err != nil || got.Beyond != 999 || math.Abs(got.Smallest-0.75) > 1e-12 || math.Abs(got.Largest-1.5) > 1e-12 {
		t.Errorf("got %+v, %v; want all beyond, from 0.75 to 1.5 of the mean", got, err)
	}
}

// The number of zones is right and their sizes are within the tolerance, or as far apart as those of the real division, whatever they are alike in.
func TestRealDivisionAgainstRandomOnes(t *testing.T) {
	c := city(t)
	for _, alike := range rezone.Sizes {
		stats := statistics(t, "dissimilarity", "theil-h", "segregation-curve")
		real, err := rezone.Envelope(c, rezone.Options{Actual: quarters(), Alike: alike, Seed: 1}, stats...)
		if err != nil {
			t.Fatal(err)
		}
		if real.Beyond != 0 || real.Smallest < real.ActualSmallest || real.Largest > real.ActualLargest || real.ActualLargest < 1.2 {
			t.Errorf("%s: got zones from %v to %v of the mean, %d beyond; the real ones are from %v to %v", alike, real.Smallest, real.Largest, real.Beyond,
				real.ActualSmallest, real.ActualLargest)
		}
		got, err := rezone.Envelope(c, rezone.Options{Actual: quarters(), Alike: alike, Tolerance: 0.3, Seed: 1}, stats...)
		if err != nil {
			t.Fatal(err)
		}
		if got.Units != 77 || got.Zones != 6 || got.Beyond != 0 || got.Smallest < 0.7 || got.Largest > 1.3 {
			t.Errorf("%s: got %d units in %d zones from %v to %v of the mean, %d beyond", alike, got.Units, got.Zones, got.Smallest, got.Largest, got.Beyond)
		}
		for _, o := range got.Outcomes[:2] {
			if !(o.Lower < o.Median && o.Median < o.Upper && o.Upper < o.Units && o.Below > 0 && o.Below < 1 && o.Undefined == 0 && o.Why == "") {
				t.Errorf("%s: got %+v", alike, o)
			}
		}
		if o := got.Outcomes[2]; o.Why == "" || !math.IsNaN(o.Mean) {
			t.Errorf("%s: got %+v for a curve, want a reason", alike, o)
		}
	}
}

// The same with 1, 2 and 7 goroutines; another seed gives others; the input is as it was.
func TestResultsDoNotDependOnWorkers(t *testing.T) {
	c := city(t)
	stats := statistics(t, "dissimilarity", "relative-centralisation")
	stats[1].Params = index.Params{"centre": 1}
	run := func(workers int, seed uint64) string {
		got, err := rezone.Envelope(c, rezone.Options{Actual: quarters(), Replicates: 50, Seed: seed, Workers: workers}, stats...)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%+v", got)
	}
	first := run(1, 42)
	for _, workers := range []int{2, 7} {
		if got := run(workers, 42); got != first {
			t.Errorf("%d workers give another result:\n%s", workers, cmp.Diff(first, got))
		}
	}
	if run(1, 43) == first {
		t.Error("another seed gives the same")
	}
	if d := cmp.Diff(c, city(t), cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); d != "" {
		t.Errorf("the input has changed:\n%s", d)
	}
}

// Units in no zone of the real division are left out of everything.
func TestUnitsOutsideTheDivisionAreLeftOut(t *testing.T) {
	c, division := city(t), quarters()
	for i := range division {
		if i%11 > 7 {
			division[i] = -1
		} else if division[i] == 0 {
			division[i] = 100 // numbers need not follow each other
		}
	}
	got, err := rezone.Envelope(c, rezone.Options{Actual: division, Replicates: 20}, statistics(t, "dissimilarity")...)
	if err != nil || got.Units != 56 || got.Zones != 4 {
		t.Errorf("got %+v, %v; want 56 units in 4 zones", got, err)
	}
}

// Parts that lie by themselves have zones of their own, in proportion to their people.
func TestIslandsHaveZonesOfTheirOwn(t *testing.T) {
	c := grid(t, 1, 6, func(int, int) (x, y float64) { return 10, 30 })
	c.Counts[0] = []float64{10, 20, 30, 5, 15, 10}
	c.Space.Borders, _ = space.NewGraph(6, []space.Link{{From: 0, To: 1, Value: 1}, {From: 2, To: 1, Value: 1}, {From: 2, To: 3, Value: 1}, {From: 4, To: 3, Value: 1}}) // one way
	got, err := rezone.Envelope(c, rezone.Options{Zones: 3, Replicates: 200}, statistics(t, "dissimilarity")...)
	if err != nil {
		t.Fatal(err)
	}
	// The island alone is 40 of the 270 people, and a zone: 40/90 of the mean.
	if math.Abs(got.Smallest-40.0/90) > 1e-12 {
		t.Errorf("got the smallest zone %v of the mean, want %v", got.Smallest, 40.0/90)
	}
	for _, tc := range []struct {
		o    rezone.Options
		want string
	}{
		{rezone.Options{Zones: 1}, "2 parts without a border in common, which is more than 1 zones"},
		{rezone.Options{Zones: 7}, "6 units cannot become 7 zones"},
		{rezone.Options{}, "6 units cannot become 0 zones"},
		{rezone.Options{Actual: []int{0}}, "the division has 1 units, of 6"},
		{rezone.Options{Actual: []int{-1, -1, -1, -1, -1, -1}}, "no unit lies in a zone"},
		{rezone.Options{Zones: 2, Alike: "areas"}, `zones cannot be alike in "areas"`},
	} {
		if _, err := rezone.Envelope(c, tc.o); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%+v: got %v, want an error that says %q", tc.o, err, tc.want)
		}
	}
	c.Counts = [][]float64{make([]float64, 6), make([]float64, 6)}
	if _, err := rezone.Envelope(c, rezone.Options{Zones: 2}); err == nil || !strings.Contains(err.Error(), "nobody lives") {
		t.Errorf("got %v without people", err)
	}
	c.Space = &space.Space{}
	if _, err := rezone.Envelope(c, rezone.Options{Zones: 2}); err == nil || !strings.Contains(err.Error(), "who lies beside whom is unknown") {
		t.Errorf("got %v without borders", err)
	}
}

// On a ring of four alike units all spanning trees are alike likely, so that each of the two ways to halve it comes as often.
func TestZoningsOfARingAreAlikeLikely(t *testing.T) {
	c := grid(t, 2, 2, func(row, column int) (x, y float64) { return float64(10 + 20*column), float64(90 - 20*column) })
	got, err := rezone.Envelope(c, rezone.Options{Zones: 2, Tolerance: 0.1, Replicates: 10_000, Seed: 5}, statistics(t, "dissimilarity")...)
	if err != nil {
		t.Fatal(err)
	}
	apart := 0
	for _, v := range got.Outcomes[0].Drawn {
		if v > 1e-9 { // west and east
			apart++
		}
	}
	// The standard deviation of 10,000 throws of a coin is 50.
	if apart < 4800 || apart > 5200 {
		t.Errorf("got west and east %d times of 10,000, want about half", apart)
	}
}

func BenchmarkEnvelope77(b *testing.B) {
	c := city(b)
	stats := statistics(b, "dissimilarity", "theil-h", "gini-segregation", "isolation", "multigroup-dissimilarity")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rezone.Envelope(c, rezone.Options{Zones: 23}, stats...); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEnvelope6000(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 7))
	c := grid(b, 60, 100, func(_, column int) (x, y float64) { return float64(r.IntN(500)), float64(r.IntN(1500)) })
	stats := statistics(b, "dissimilarity", "theil-h")
	for b.Loop() {
		if _, err := rezone.Envelope(c, rezone.Options{Zones: 600}, stats...); err != nil {
			b.Fatal(err)
		}
	}
}

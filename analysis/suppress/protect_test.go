package suppress

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sumsOf returns the sums of a table that is the product of dimensions. A dimension is given by the parents of its categories: the position
// of the category that each is part of, −1 for a total. Cell numbers run through the last dimension first.
func sumsOf(dimensions ...[]int) []Sum {
	cells := 1
	for _, d := range dimensions {
		cells *= len(d)
	}
	var out []Sum
	stride := cells
	for _, parents := range dimensions {
		stride /= len(parents)
		children := make([][]int, len(parents))
		for c, p := range parents {
			if p >= 0 {
				children[p] = append(children[p], c)
			}
		}
		for base := range cells {
			whole := base / stride % len(parents)
			if len(children[whole]) == 0 {
				continue
			}
			s := Sum{Whole: base}
			for _, c := range children[whole] {
				s.Parts = append(s.Parts, base+(c-whole)*stride)
			}
			out = append(out, s)
		}
	}
	return out
}

var nan = math.NaN()

// grid makes a table of a product of dimensions from the values of its inner cells; totals are added up. Costs are the values.
func grid(inner func() float64, dimensions ...[]int) Table {
	n := 1
	for _, d := range dimensions {
		n *= len(d)
	}
	t := Table{Sums: sumsOf(dimensions...), Cost: make([]float64, n)}
	value, width := make([]float64, n), make([]float64, n)
	set := make([]bool, n)
	whole := make([]bool, n)
	for _, s := range t.Sums {
		whole[s.Whole] = true
	}
	for i := range n {
		if !whole[i] {
			value[i], set[i] = inner(), true
		}
	}
	for again := true; again; {
		again = false
		for _, s := range t.Sums {
			if set[s.Whole] || slices.ContainsFunc(s.Parts, func(i int) bool { return !set[i] }) {
				continue
			}
			for _, i := range s.Parts {
				value[s.Whole] += value[i]
			}
			set[s.Whole], again = true, true
		}
	}
	for i, v := range value {
		t.Cost[i], width[i] = v+1, nan
	}
	t.Layers = []Layer{{Value: value, Width: width}}
	return t
}

var flat = func(n int) []int {
	out := make([]int, n+1)
	out[n] = -1
	for i := range n {
		out[i] = n
	}
	return out
}

// Investment of enterprises by activity and region, the example of Fischetti and Salazar (2000): activity II in region C, 22, is sensitive. With
// 8, 12 and 17 withheld as well it can be narrowed down to 5 to 30 and no further: with the margins, the four are 30−t, t, t−5 and 34−t.
// Their cost of 37 is the least of the rectangles with that corner: 38 with the first row and 8; all others have 19 or 32 or 50.
func TestInvestments(t *testing.T) {
	values := []float64{20, 50, 10, 8, 19, 22, 17, 32, 12}
	k := 0
	table := grid(func() float64 { k++; return values[k-1] }, flat(3), flat(3))
	if got := table.Layers[0].Value; !slices.Equal(got, []float64{20, 50, 10, 80, 8, 19, 22, 49, 17, 32, 12, 61, 45, 101, 44, 190}) {
		t.Fatalf("table: %v", got)
	}
	copy(table.Cost, table.Layers[0].Value)
	table.Layers[0].Width[6] = 10
	r, err := Protect(table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var hidden []int
	for i, w := range r.Withheld {
		if w {
			hidden = append(hidden, i)
		}
	}
	if !slices.Equal(hidden, []int{4, 6, 8, 10}) || r.Cost != 37 || !r.Optimal {
		t.Errorf("withheld %v at %v (optimal %v), want 4 6 8 10 at 37", hidden, r.Cost, r.Optimal)
	}
	if iv := r.Interval[0][6]; math.Abs(iv.Lower-5) > 1e-6 || math.Abs(iv.Upper-30) > 1e-6 {
		t.Errorf("interval %v, want 5 to 30", iv)
	}
}

// The wages of four firms of the place in the first row are told within 1 of 60 by the second largest: the interval must reach 5 above 100. In the
// row the cheapest other one is 3, which does not do; 4 and 3 do, and cost less than 40.
func TestHowFarAbove(t *testing.T) {
	values := []float64{100, 3, 4, 40}
	k := 0
	table := grid(func() float64 { k++; return values[k-1] }, flat(4))
	table.Layers[0].Width[0], table.Layers[0].Above = 0, []float64{5, 0, 0, 0, 0}
	r, err := Protect(table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []bool{true, true, true, false, false}; !slices.Equal(r.Withheld, want) || !r.Optimal {
		t.Errorf("withheld %v (optimal %v), want %v", r.Withheld, r.Optimal, want)
	}
	if iv := r.Interval[0][0]; math.Abs(iv.Upper-107) > 1e-6 {
		t.Errorf("interval %v, want up to 107", iv)
	}
}

// safeBy attacks a choice.
func safeBy(t *testing.T, table Table, withheld []bool) bool {
	t.Helper()
	intervals, err := table.Attack(withheld)
	if err != nil {
		t.Fatal(err)
	}
	for l, layer := range table.Layers {
		for i, w := range layer.Width {
			if w > 0 && intervals[l][i].Width() < w-1e-6 {
				return false
			}
		}
	}
	return true
}

// All 2ⁿ choices of small tables of two dimensions, tried out: none that is safe costs less.
func TestLeastOfAllChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	exact, compared := 0, 0
	for run := range 60 {
		table := grid(func() float64 { return float64(r.IntN(12)) }, flat(2+r.IntN(2)), flat(2))
		n := len(table.Cost)
		for i := range n {
			if v := table.Layers[0].Value[i]; v > 0 && v < 4 {
				table.Layers[0].Width[i] = 4
			}
		}
		if run%2 == 0 {
			for i := range n {
				table.Cost[i] = 1
			}
		}
		res, err := Protect(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Short) > 0 {
			continue
		}
		compared++
		if !safeBy(t, table, res.Withheld) {
			t.Fatalf("run %d: not safe", run)
		}
		var spares []int
		for i := range n {
			if !res.Primary[i] {
				spares = append(spares, i)
			}
		}
		least := math.Inf(1)
		for set := range 1 << len(spares) {
			cost := 0.0
			choice := slices.Clone(res.Primary)
			for k, i := range spares {
				if set>>k&1 == 1 {
					cost += table.Cost[i]
					choice[i] = true
				}
			}
			if cost < least-1e-9 && safeBy(t, table, choice) {
				least = cost
			}
		}
		if res.Optimal {
			exact++
			if math.Abs(least-res.Cost) > 1e-6 {
				t.Errorf("run %d: cost %v, but %v would do", run, res.Cost, least)
			}
		}
		if res.Bound > least+1e-6 {
			t.Errorf("run %d: bound %v above the least cost %v", run, res.Bound, least)
		}
	}
	if compared < 30 || exact < compared {
		t.Errorf("%d of %d are exact", exact, compared)
	}
}

// Thousands of tables of one to three dimensions with hierarchies: no primary cell is narrower than asked, and none that is withheld follows
// from what is shown.
func TestNothingFollows(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	areas := []int{7, 7, 7, 8, 8, 8, 8, 9, 9, -1} // three of area 7, four of area 8, both of area 9
	shapes := [][][]int{{areas}, {areas, flat(2)}, {flat(6), flat(3)}, {areas, flat(2), flat(2)}, {flat(4), flat(3), flat(2)}}
	tables, primaries, others, exact := 0, 0, 0, 0
	for run := range 1500 {
		shape := shapes[run%len(shapes)]
		spread := []float64{10, 40, 300}[run%3]
		table := grid(func() float64 { return math.Floor(r.ExpFloat64() * spread) }, shape...)
		any := false
		for i, v := range table.Layers[0].Value {
			if v > 0 && v < 5 {
				table.Layers[0].Width[i], any = 5, true
			}
		}
		if !any {
			continue
		}
		tables++
		res, err := Protect(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		short := map[int]bool{}
		for _, i := range res.Short {
			short[i] = true
		}
		if res.Optimal {
			exact++
		}
		for i, iv := range res.Interval[0] {
			if iv.OK != res.Withheld[i] {
				t.Fatalf("run %d: cell %d has an interval %v, withheld %v", run, i, iv, res.Withheld[i])
			}
			if !iv.OK {
				continue
			}
			v := table.Layers[0].Value[i]
			if v < iv.Lower-1e-6 || v > iv.Upper+1e-6 {
				t.Errorf("run %d: %v is outside %v", run, v, iv)
			}
			if res.Primary[i] {
				primaries++
				if iv.Width() < 5-1e-5 && !short[i] {
					t.Errorf("run %d: cell %d is %v of %v", run, i, iv, v)
				}
			} else {
				others++
			}
			if iv.Width() < 1e-6 && !short[i] {
				t.Errorf("run %d: cell %d of %v follows", run, i, v)
			}
		}
	}
	t.Logf("%d tables, %d primary cells, %d others, %d optimal", tables, primaries, others, exact)
	if tables < 950 || exact < tables*9/10 {
		t.Errorf("%d tables, %d of them optimal", tables, exact)
	}
}

func TestContradictions(t *testing.T) {
	table := grid(func() float64 { return 10 }, flat(3))
	table.Layers[0].Width[0] = 5
	table.Layers[0].Value[3] = 20 // of parts of 30 together
	if _, err := Protect(table, Options{}); !errors.Is(err, ErrContradictory) {
		t.Errorf("got %v, want a contradiction", err)
	}
	table.Sums[0].Overlap = true
	if _, err := Protect(table, Options{}); err != nil {
		t.Errorf("parts that overlap may come to more: %v", err)
	}
	for name, spoil := range map[string]func(*Table){
		"no cost":        func(t *Table) { t.Cost[0] = 0 },
		"NaN cost":       func(t *Table) { t.Cost[0] = nan },
		"missing values": func(t *Table) { t.Layers[0].Value = t.Layers[0].Value[1:] },
		"no such cell":   func(t *Table) { t.Sums[0].Parts[0] = 9 },
		"part of itself": func(t *Table) { t.Sums[0].Parts[0] = 3 },
		"no such whole":  func(t *Table) { t.Sums[0].Whole = -1 },
		"weights":        func(t *Table) { t.Sums[0].Weights = []float64{1} },
		"weight":         func(t *Table) { t.Sums[0].Weights = []float64{1, 2, 1} },
	} {
		table := grid(func() float64 { return 10 }, flat(3))
		spoil(&table)
		if _, err := Protect(table, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func ExampleProtect() {
	// Women and men of three districts and their sum: 3 women of the second district are too few.
	table := Table{
		Sums: sumsOf([]int{3, 3, 3, -1}, []int{2, 2, -1}),
		Layers: []Layer{{
			Value: []float64{40, 45, 85, 3, 20, 23, 60, 70, 130, 103, 135, 238},
			Width: make([]float64, 12),
		}},
	}
	for i, v := range table.Layers[0].Value {
		table.Cost = append(table.Cost, v)
		table.Layers[0].Width[i] = math.NaN()
	}
	table.Layers[0].Width[3] = 5
	r, err := Protect(table, Options{})
	fmt.Println(r.Withheld, r.Cost, r.Optimal, err)
	fmt.Printf("%.0f to %.0f\n", r.Interval[0][3].Lower, r.Interval[0][3].Upper)
	// Output:
	// [true true false true true false false false false false false false] 105 true <nil>
	// 0 to 23
}

package engine

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

var pairs = Query{Table: "t", Keys: []Key{{Name: "area"}, {Name: "sex"}}, Sums: []Sum{{Name: "wx", Factors: []string{"w", "x", "x"}, Decimals: 9}}}

// Whatever the shards and their order, the cells are the same, and the sums those of exact arithmetic.
func TestAdderMergesShards(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	type row struct {
		area, sex string
		factors   []int64
	}
	rows := make([]row, 20_000)
	for i := range rows {
		rows[i] = row{fmt.Sprint("A", r.IntN(3000)), fmt.Sprint(r.IntN(2)), []int64{r.Int64() - r.Int64(), r.Int64() - math.MaxInt64/2, r.Int64N(1000) - 500}}
		if i%7 == 0 {
			rows[i].factors = nil
		}
	}
	want := map[string]*big.Int{}
	counts := map[string]int64{}
	for _, row := range rows {
		k := row.area + " " + row.sex
		counts[k]++
		if want[k] == nil {
			want[k] = new(big.Int)
		}
		if row.factors != nil {
			p := big.NewInt(1)
			for _, f := range row.factors {
				p.Mul(p, big.NewInt(f))
			}
			want[k].Add(want[k], p)
		}
	}
	var first *Cells
	for _, shards := range []int{1, 2, 7} {
		parts := make([]*Adder, shards)
		for i := range parts {
			parts[i] = NewAdder(pairs)
		}
		for i, at := range r.Perm(len(rows)) {
			row, a := rows[at], parts[i%shards]
			area, _ := a.Code(0, row.area)
			sex, _ := a.Code(1, row.sex)
			cell, err := a.Cell([]uint32{area, sex})
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Count(cell, 1); err != nil {
				t.Fatal(err)
			}
			if row.factors != nil {
				a.AddProduct(cell, 0, row.factors)
			}
		}
		for _, b := range parts[1:] {
			if err := parts[0].Merge(b); err != nil {
				t.Fatal(err)
			}
		}
		got := parts[0].Cells()
		if first == nil {
			first = got
		}
		if !reflect.DeepEqual(got, first) {
			t.Errorf("%d shards give other cells than one", shards)
		}
		if got.Len() != len(counts) {
			t.Errorf("%d cells, want %d", got.Len(), len(counts))
		}
		for i := range got.Counts {
			k := got.Keys[0].Values[i] + " " + got.Keys[1].Values[i]
			if got.Counts[i] != counts[k] || got.Sums[0].Units[i].Cmp(want[k]) != 0 || got.Sums[0].Decimals != 27 {
				t.Fatalf("%s: %d rows and %s, want %d and %s", k, got.Counts[i], got.Sums[0].Units[i], counts[k], want[k])
			}
			if i > 0 && got.Keys[0].Values[i-1]+"\x00"+got.Keys[1].Values[i-1] >= got.Keys[0].Values[i]+"\x00"+got.Keys[1].Values[i] {
				t.Fatalf("row %d is not in order", i)
			}
		}
	}
}

func TestAdderWithholds(t *testing.T) {
	q := pairs
	q.Least = 5
	a := NewAdder(q)
	add := func(area, sex string, n int64) error {
		return a.AddCell([]string{area, sex}, n, []*big.Int{big.NewInt(7)}, []int64{n})
	}
	sum := func(area string, n, over int64) error { // a sum over some of the rows
		return a.AddCell([]string{area, "1"}, n, []*big.Int{big.NewInt(7 * over)}, []int64{over})
	}
	for _, err := range []error{add("a", "1", 3), add("a", "1", 2), add("a", "2", 4), a.AddWithheld([]string{"b", "1"}), sum("c", 20, 1), sum("d", 20, 0), sum("e", 20, 4), sum("e", 20, 1)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c := a.Cells()
	if fmt.Sprint(c.Counts, c.Withheld, c.Sums[0].Units, c.Sums[0].Valid) != "[5 0 0 0 20 40] [false true true true false false] [14 <nil> <nil> <nil> 0 35] [5 0 0 0 0 5]" {
		t.Errorf("%v %v %v %v", c.Counts, c.Withheld, c.Sums[0].Units, c.Sums[0].Valid)
	}
	for _, err := range []error{add("b", "1", 9), a.AddWithheld([]string{"b", "1"}), a.AddWithheld([]string{"a", "1"})} {
		if err == nil || !strings.Contains(err.Error(), "some are withheld") {
			t.Errorf("a part of a withheld cell: %v", err)
		}
	}
	b := NewAdder(q)
	if err := b.AddWithheld([]string{"a", "1"}); err != nil {
		t.Fatal(err)
	}
	if err := a.Merge(b); err == nil {
		t.Error("a withheld cell is merged with a part of it")
	}
}

func TestAdderHasLimits(t *testing.T) {
	q := pairs
	q.Most = 3
	a := NewAdder(q)
	var err error
	for i := 0; i < 10 && err == nil; i++ {
		err = a.AddCell([]string{fmt.Sprint(i / 2), fmt.Sprint(i % 2)}, 1, []*big.Int{new(big.Int)}, []int64{0})
	}
	if err == nil || !strings.Contains(err.Error(), "more than 3 combinations of area, sex; cells are for groups") || a.Len() != 3 {
		t.Errorf("%d cells: %v", a.Len(), err)
	}
	a = NewAdder(pairs)
	one := []string{"a", "1"}
	none := []*big.Int{new(big.Int)}
	if err := a.AddCell(one, math.MaxInt64, none, []int64{0}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int64{1, -1} {
		if err := a.AddCell(one, n, none, []int64{0}); err == nil {
			t.Errorf("%d rows more are added to %d", n, int64(math.MaxInt64))
		}
	}
}

func TestUnits(t *testing.T) {
	edge := []int64{0, 1, -1, 2, -2, math.MaxInt64, math.MinInt64, math.MinInt64 + 1, 1 << 32, -1 << 32, 1234567890123}
	for _, a := range edge {
		for _, b := range edge {
			want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
			if got := product(a, b).big(); got.Cmp(want) != 0 {
				t.Errorf("%d·%d = %s, want %s", a, b, got, want)
			}
			for _, c := range edge {
				var sum total
				wants := new(big.Int)
				for range 5 {
					sum.addProduct([]int64{a, b, c})
					wants.Add(wants, new(big.Int).Mul(want, big.NewInt(c)))
					sum.addProduct([]int64{a, b})
					wants.Add(wants, want)
				}
				if got := sum.big(); got.Cmp(wants) != 0 {
					t.Errorf("sums of %d·%d·%d = %s, want %s", a, b, c, got, wants)
				}
			}
		}
	}
}

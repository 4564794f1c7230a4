package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// nesting is the tables of one composition at every level, from the whole city down to the units.
type nesting struct {
	tables []table // tables[0] is the city, tables[1+l] level l of Within, the last the units
}

// table is the people of the areas of one level.
type table struct {
	counts [][]float64 // counts[k][a]
	totals []float64
	above  []int // the area of the table before that each area lies in
	number []int // what the input calls each area
}

// nest makes the tables of c. It is an error when a larger unit lies in two of the level before, or has a negative number.
func nest(c index.Composition, N []float64, T float64) (nesting, error) {
	levels := len(c.Within)
	city := table{counts: make([][]float64, len(N)), totals: []float64{T}, above: []int{0}, number: []int{0}}
	for k := range N {
		city.counts[k] = N[k : k+1 : k+1]
	}
	ns := nesting{tables: make([]table, levels+2)}
	ns.tables[0] = city
	within := make([]int, c.Units()) // the area of the table before that each unit lies in
	for l, numbers := range c.Within {
		areas := make(map[int]int)
		t := &ns.tables[l+1]
		of := make([]int, len(numbers))
		last, at := -1, 0
		for i, number := range numbers {
			if number < 0 {
				return nesting{}, index.Undefined("unit %d lies in number %d of level %d: numbers start from 0", i, number, l)
			}
			if number != last { // units of one area often come together
				a, ok := areas[number]
				if !ok {
					a = len(t.number)
					areas[number] = a
					t.number = append(t.number, number)
					t.above = append(t.above, within[i])
				}
				last, at = number, a
			}
			if t.above[at] != within[i] {
				above := ns.tables[l].number
				return nesting{}, index.Undefined("number %d of level %d lies in numbers %d and %d of level %d", number, l,
					above[t.above[at]], above[within[i]], l-1)
			}
			of[i] = at
		}
		within = of
	}
	ns.tables[levels+1] = table{counts: c.Counts, totals: unitTotals(c), above: within}
	for l := levels; l > 0; l-- {
		ns.tables[l].add(ns.tables[l+1])
	}
	return ns, nil
}

// add fills in the people of the areas of t, which are those of the smaller areas in them.
func (t *table) add(smaller table) {
	t.counts = make([][]float64, len(smaller.counts))
	sums, totals := make([]index.Sum, len(t.above)), make([]index.Sum, len(t.above))
	for k, counts := range smaller.counts {
		clear(sums)
		for a, n := range counts {
			sums[smaller.above[a]] = sums[smaller.above[a]].Plus(n)
		}
		t.counts[k] = values(sums)
		for a, n := range t.counts[k] {
			totals[a] = totals[a].Plus(n)
		}
	}
	t.totals = values(totals)
}

// entropy returns the entropy of the composition of area a in natural units.
func (t table) entropy(a int) float64 {
	var sum index.Sum
	for _, counts := range t.counts {
		if n := counts[a]; n > 0 {
			sum = sum.Plus(n / t.totals[a] * math.Log(t.totals[a]/n))
		}
	}
	return sum.Value()
}

func values(sums []index.Sum) []float64 {
	out := make([]float64, len(sums))
	for a, s := range sums {
		out[a] = s.Value()
	}
	return out
}

// divergences returns, for each area of table l, how far its composition diverges from that of the area it lies in, in
// natural units: 0 for an area without people.
func (ns nesting) divergences(l int) []float64 {
	t, parent := ns.tables[l], ns.tables[l-1]
	sums := make([]index.Sum, len(t.totals))
	for k, counts := range t.counts {
		for a, n := range counts {
			// The ratio is exactly 1 where whole counts have the composition of the area above.
			if n > 0 {
				b := t.above[a]
				sums[a] = sums[a].Plus(n / t.totals[a] * math.Log(n/t.totals[a]/(parent.counts[k][b]/parent.totals[b])))
			}
		}
	}
	return values(sums)
}

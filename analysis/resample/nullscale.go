package resample

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// scale returns what makes, for each goroutine, a function that draws people on a scale by the model. Brackets are drawn as
// a table of counts; where there are fewer people than cells, as with incomes of persons, the people are drawn one by one,
// with the same distribution.
func (m Null) scale(from index.Ranked) func() func(*rand.Rand) index.Ranked {
	rows := cellsOf(from)
	values := slices.Clone(rows.Values) // sorted
	values = slices.Compact(values)
	if index.Total(rows.Weights) < float64(len(values))*float64(from.Units) {
		return m.people(rows)
	}
	counts := columns(make([]float64, len(values)*from.Units), len(values), from.Units)
	for j, v := range rows.Values {
		k, _ := slices.BinarySearch(values, v)
		counts[k][rows.Unit[j]] = rows.Weights[j]
	}
	deal := m.dealer(tableOf(counts))
	return func() func(*rand.Rand) index.Ranked {
		deal := deal()
		counts := columns(make([]float64, len(values)*from.Units), len(values), from.Units)
		drawn := index.Ranked{Units: from.Units}
		return func(r *rand.Rand) index.Ranked {
			deal(r, counts)
			drawn.Unit, drawn.Values, drawn.Weights = drawn.Unit[:0], drawn.Values[:0], drawn.Weights[:0]
			for k, col := range counts {
				for i, n := range col {
					if n > 0 {
						drawn.Unit = append(drawn.Unit, i)
						drawn.Values = append(drawn.Values, values[k])
						drawn.Weights = append(drawn.Weights, n)
					}
				}
			}
			return drawn
		}
	}
}

// people draws for each of the people a unit, a value, or the order of both.
func (m Null) people(rows index.Ranked) func() func(*rand.Rand) index.Ranked {
	all := index.Ranked{Units: rows.Units}
	for j, n := range rows.Weights {
		for range int(n) {
			all.Unit = append(all.Unit, rows.Unit[j])
			all.Values = append(all.Values, rows.Values[j])
		}
	}
	return func() func(*rand.Rand) index.Ranked {
		drawn := all
		unit, values := make([]int, len(all.Unit)), make([]float64, len(all.Values))
		return func(r *rand.Rand) index.Ranked {
			switch m {
			case Evenness:
				for j := range values {
					values[j] = all.Values[r.IntN(len(all.Values))]
				}
				drawn.Values = values
			case Systematic:
				for j := range unit {
					unit[j] = all.Unit[r.IntN(len(all.Unit))]
				}
				drawn.Unit = unit
			default:
				shuffled(r, values, all.Values)
				drawn.Values = values
			}
			return drawn
		}
	}
}

// cellsOf adds up the rows of each value and unit, in that order, to whole people. Cells that are left empty are left out.
func cellsOf(from index.Ranked) index.Ranked {
	order := make([]int, len(from.Unit))
	for j := range order {
		order[j] = j
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(from.Values[a], from.Values[b]), cmp.Compare(from.Unit[a], from.Unit[b]), a-b)
	})
	out := index.Ranked{Units: from.Units}
	for at := 0; at < len(order); {
		first := order[at]
		n := 0.0
		for ; at < len(order) && from.Values[order[at]] == from.Values[first] && from.Unit[order[at]] == from.Unit[first]; at++ {
			n += from.Weight(order[at])
		}
		if n = math.Round(n); n > 0 {
			out.Unit = append(out.Unit, from.Unit[first])
			out.Values = append(out.Values, from.Values[first])
			out.Weights = append(out.Weights, n)
		}
	}
	return out
}

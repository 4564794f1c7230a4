package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var meanPower = index.Param{
	Name: "power", Default: 1, Min: -20, Max: 20,
	Doc: "of the mean: 1 arithmetic, 0 geometric, −1 harmonic",
}

var leaveOneOut = index.Index{
	ID:      "leave-one-out-ranks",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Ranger utan en indikator", En: "Ranks without one indicator"},
	Formula: "d_ik = rank_i without indicator k − rank_i with all",
	Source:  handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{arithmeticNormalise, meanPower, available},
	Reading: lang.Text{
		Sv: "Delen är %s: områdets rang (1 är högst), eller hur många steg den flyttas nedåt när en indikator tas bort.",
		En: "The part is %s: the area's rank (1 is highest), or how many places it falls when an indicator is left out.",
	},
	Caveat: lang.Text{
		Sv: "En indikator som mäter samma sak som en annan flyttar inga ranger när den tas bort, fast de två tillsammans styr.",
		En: "An indicator that measures the same as another moves no ranks when it is left out, though the two together decide.",
	},
	Needs:      "a table of two units or more by two indicators or more, each with two different values or more",
	Programs:   []string{"COINr: remove_elements"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		l, err := LeaveOneOut(x, Normalisation(arithmeticNormalise.From(p)), meanPower.From(p), available.From(p))
		if err != nil {
			return nil, err
		}
		return l.parts(), nil
	},
}

// LeftOut is what each indicator does to the ranks. Values that there are not are NaN.
type LeftOut struct {
	Ranks  []float64   // of the units, by all indicators, 1 for the highest
	Shifts [][]float64 // by indicator and unit: the rank without the indicator less that with all
	Mean   []float64   // of the absolute shifts of each indicator
}

// LeaveOneOut ranks the units by the weighted power mean of their normalised indicators, and again without each of them, the other
// weights scaled up. An indicator without weight has no shifts. A positive shift is a fall: the indicator holds the unit up. The ranks are among the units
// that have enough indicators with all of them and without that one.
//
// It is undefined where the mean is ([ArithmeticMean] for power 1, else [GeneralisedMean]), for fewer than two indicators with weight, and
// for fewer than two units that have enough indicators.
func LeaveOneOut(x index.Indicators, n Normalisation, power, available float64) (LeftOut, error) {
	if !(math.Abs(power) <= math.MaxFloat64) {
		return LeftOut{}, index.Undefined("the power is %v; it must be a number", power)
	}
	m := powerMean(power)
	if power == 1 {
		m = arithmetic
	}
	all, err := combine(x, n, available, m)
	if err != nil {
		return LeftOut{}, err
	}
	out := LeftOut{Ranks: descending(all, all)}
	for k := range x.Columns {
		shifts, mean := missing(x.Units()), math.NaN()
		if weight(x.Weights, k) > 0 {
			without := index.Indicators{Columns: x.Columns, Reverse: x.Reverse, Goals: x.Goals, Weights: make([]float64, len(x.Columns))}
			others := false
			for j := range without.Weights {
				if j != k {
					without.Weights[j] = weight(x.Weights, j)
					others = others || without.Weights[j] > 0
				}
			}
			if !others {
				return LeftOut{}, index.Undefined("only indicator %d has a weight: nothing is left without it", k)
			}
			rest, err := combine(without, n, available, m)
			if err != nil {
				return LeftOut{}, err
			}
			before, after := descending(all, rest), descending(rest, all)
			var sum index.Sum
			ranked := 0
			for i := range shifts {
				if shifts[i] = after[i] - before[i]; shifts[i] == shifts[i] {
					sum = sum.Plus(math.Abs(shifts[i]))
					ranked++
				}
			}
			if ranked < 2 {
				return LeftOut{}, index.Undefined("fewer than two units have enough indicators without indicator %d", k)
			}
			mean = sum.Value() / float64(ranked)
		}
		out.Shifts, out.Mean = append(out.Shifts, shifts), append(out.Mean, mean)
	}
	return out, nil
}

// descending returns the ranks of values, 1 for the highest, among the units that have both a value and another.
func descending(values, others []float64) []float64 {
	var both []float64
	var at []int
	for i, v := range values {
		if v == v && others[i] == others[i] {
			both = append(both, -v)
			at = append(at, i)
		}
	}
	out := missing(len(values))
	for j, rank := range ranks(both, false, rounding(both)) {
		out[at[j]] = rank
	}
	return out
}

// parts returns the ranks, the shifts and their means.
func (l LeftOut) parts() []index.Part {
	var parts []index.Part
	named := func(p index.Part, name string) {
		if p.Value == p.Value {
			p.Name = name
			parts = append(parts, p)
		}
	}
	for i, rank := range l.Ranks {
		named(index.OfUnit(i, rank), "rank")
	}
	for k, shifts := range l.Shifts {
		named(index.OfGroup(k, l.Mean[k]), "mean absolute shift")
		for i, shift := range shifts {
			named(index.OfCell(i, k, shift), "shift")
		}
	}
	return parts
}

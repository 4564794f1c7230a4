package resample

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// JackknifeOutcome is the values of a statistic, one for each part that [index.Index.Compute] returns, in its order.
type JackknifeOutcome struct {
	Values []Jackknifed
	Err    error // why there are none; wraps [index.ErrUndefined]
}

// Jackknifed is one value of a statistic with what it is without each person or area in turn.
type Jackknifed struct {
	Part      index.Part
	Bias, SE  float64 // NaN where Undefined is above 0
	Corrected float64 // value − Bias within the range of the statistic
	Undefined int     // persons or areas without which there is no value, each kind counted once
	Influence []Influence
	Why       string // why there is no bias and standard error
}

// Influence is how far one person or area moves a value, (n−1)(mean of the values without one − value without this one):
// the value itself and all influences on average are the jackknife's corrected value. Persons of one cell are alike and have
// one Influence.
type Influence struct {
	Unit  int     // −1 for a value of a distribution
	Group int     // −1 for an area and on an ordered scale
	Row   int     // of an ordered scale or a distribution; −1 elsewhere
	After bool    // a person of the later date
	Count float64 // how many are alike
	Value float64
	// Outlier tells that the value without this one lies more than one and a half times the distance between the hinges of
	// all such values outside of them, where the whiskers of a boxplot end (Tukey 1977, Exploratory Data Analysis; R:
	// boxplot.stats; OasisR: ResampleTest with outl).
	Outlier bool
}

// Jackknife leaves out one area, or one person, at a time. All persons of a cell are alike, so one of each cell that is not
// empty stands for all of them and counts as many times: the result is that of leaving out every person, exactly. The bias
// is (n−1)(mean − θ) and the variance (n−1)/n times the sum of squares about the mean (Efron and Tibshirani 1993, An
// Introduction to the Bootstrap, chapters 10 and 11). Of a cell with less than one person all is left out, and the effect
// taken as many times as makes one person.
//
// The index is computed once for each cell or area, so that a city of many of them takes long.
//
// Influences come largest first, whatever the sign: an outlier leads the list. Values of single units have none listed.
func Jackknife(in index.Input, scheme Scheme, stats []Statistic, o Options) []JackknifeOutcome {
	o = o.filled()
	all, slots := computeAll(in, stats, scheme.reasons(in))
	results := make([]Jackknifed, slots)
	leaveOut(in, scheme, all, slots, o, func(slot int, of owned, l leftOut) {
		results[slot] = l.jackknifed(of.Value, of.Index)
		if of.Unit < 0 {
			results[slot].Influence = l.influence()
		}
	})
	out := make([]JackknifeOutcome, len(all))
	for s, c := range all {
		out[s] = JackknifeOutcome{Values: make([]Jackknifed, len(c.parts)), Err: c.err}
		for i, p := range c.parts {
			nan := math.NaN()
			v := Jackknifed{Bias: nan, SE: nan, Corrected: nan, Why: c.why[i]}
			if slot := c.slots[i]; slot >= 0 {
				v = results[slot]
			}
			v.Part = p
			out[s].Values[i] = v
		}
	}
	return out
}

// leftOut is how far a value moves when one of each kind is left out.
type leftOut struct {
	kinds []Influence // without values
	moves []float64   // NaN where there is no value without
	n     float64     // how many there are in all
	value float64     // with all
}

// mean returns the mean move, and how many kinds have none.
func (l leftOut) mean() (mean float64, undefined int) {
	var sum index.Sum
	for i, x := range l.moves {
		if !(math.Abs(x) <= math.MaxFloat64) {
			undefined++
			continue
		}
		sum = sum.Plus(l.kinds[i].Count * x)
	}
	return sum.Value() / l.n, undefined
}

func (l leftOut) jackknifed(theta float64, ix index.Index) Jackknifed {
	mean, undefined := l.mean()
	if undefined > 0 || len(l.kinds) == 0 {
		nan := math.NaN()
		return Jackknifed{Bias: nan, SE: nan, Corrected: nan, Undefined: undefined, Why: l.why(undefined)}
	}
	var squares index.Sum
	for i, x := range l.moves {
		squares = squares.Plus(l.kinds[i].Count * (x - mean) * (x - mean))
	}
	bias := (l.n - 1) * mean
	return Jackknifed{Bias: bias, SE: math.Sqrt((l.n - 1) / l.n * squares.Value()), Corrected: min(max(theta-bias, ix.Min), ix.Max)}
}

func (l leftOut) why(undefined int) string {
	if len(l.kinds) == 0 {
		return "estimates are drawn, and not left out one at a time"
	}
	return fmt.Sprintf("undefined without %d of %d that are left out", undefined, len(l.kinds))
}

// influence returns the influences, largest first.
func (l leftOut) influence() []Influence {
	mean, _ := l.mean()
	low, high := l.whiskers()
	out := slices.Clone(l.kinds)
	for i, x := range l.moves {
		out[i].Value = (l.n - 1) * (mean - x)
		out[i].Outlier = x < low || x > high
	}
	slices.SortStableFunc(out, func(a, b Influence) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	return out
}

// whiskers returns how far the moves reach that are not outliers. The hinges are the medians of the lower and the upper half
// of all moves, the median among both where their number is odd.
func (l leftOut) whiskers() (low, high float64) {
	order := make([]int, 0, len(l.moves))
	for i, x := range l.moves {
		if math.Abs(x) <= math.MaxFloat64 {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return math.Inf(-1), math.Inf(1)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(l.moves[a], l.moves[b]) })
	ranks := make([]float64, len(order)) // of the last of each kind
	n := 0.0
	for j, i := range order {
		n += l.kinds[i].Count
		ranks[j] = n
	}
	at := func(rank float64) float64 {
		j, _ := slices.BinarySearch(ranks, rank)
		return l.moves[order[min(j, len(order)-1)]]
	}
	depth := math.Floor((n+3)/2) / 2
	lower := (at(math.Floor(depth)) + at(math.Ceil(depth))) / 2
	upper := (at(math.Floor(n+1-depth)) + at(math.Ceil(n+1-depth))) / 2
	reach := float64(1.5*(upper-lower)) + float64(1e-14*max(1, math.Abs(l.value))) // and what rounding may do
	return lower - reach, upper + reach
}

// powers returns the sums of the squares and cubes of the influences, each divided by n.
func (l leftOut) powers() (squares, cubes float64, why string) {
	mean, undefined := l.mean()
	if undefined > 0 || len(l.kinds) == 0 {
		return 0, 0, l.why(undefined)
	}
	var s2, s3 index.Sum
	for i, x := range l.moves {
		u := (l.n - 1) / l.n * (mean - x)
		s2 = s2.Plus(l.kinds[i].Count * u * u)
		s3 = s3.Plus(l.kinds[i].Count * u * u * u)
	}
	return s2.Value(), s3.Value(), ""
}

// accelerations are the constants of BCa intervals, by slot, or the reason why there is none.
type accelerations struct {
	squares, cubes []float64
	why            []string
}

func accelerationsOf(in index.Input, scheme Scheme, all []computed, slots int, o Options) accelerations {
	a := accelerations{make([]float64, slots), make([]float64, slots), make([]string, slots)}
	leaveOut(in, scheme, all, slots, o, func(slot int, _ owned, l leftOut) {
		a.squares[slot], a.cubes[slot], a.why[slot] = l.powers()
	})
	return a
}

// of returns a sixth of the skewness of the influences.
func (a accelerations) of(slot int) (float64, string) {
	if a.why[slot] != "" || a.squares[slot] == 0 {
		return 0, a.why[slot]
	}
	return a.cubes[slot] / (6 * math.Pow(a.squares[slot], 1.5)), ""
}

// minus returns the constants of the difference a − b of two independent samples, whose influences are those of both, b's
// with the opposite sign (DiCiccio and Efron 1996).
func (a accelerations) minus(b accelerations) accelerations {
	for i := range a.squares {
		a.squares[i] += b.squares[i]
		a.cubes[i] -= b.cubes[i]
		if a.why[i] == "" {
			a.why[i] = b.why[i]
		}
	}
	return a
}

package index

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Strata is the events and the population of units in strata: age groups for standardisation and life tables, years for
// trends. Row j is Count[j] events among Population[j] people of unit Unit[j] in the stratum that begins at At[j]. Rows in any
// order; a unit has a stratum once, or once for each Frequency.
//
// What only some indices read has the length of At where it is given, and is nil where it is not.
type Strata struct {
	Units      int       // number of units
	Unit       []int     // the unit of each row, from 0 to Units − 1
	At         []float64 // the age at which the age group begins, or the year
	Count      []float64
	Population []float64

	// Frequency is how many events each of the people of the row has had, where they may have several: row j is then Count[j] people
	// with Frequency[j] events each, among the Population[j] people of the stratum, who are the same for its every frequency.
	Frequency []float64

	Standard []float64 // the standard population of the stratum, the same for every unit; scale does not matter
	Expected []float64 // events per person of the stratum in the population that is compared with
	Health   []float64 // share of the people of the stratum who are in good health, from 0 to 1
	HealthN  []float64 // number of people whose answers that share rests on; nil where unknown

	// Values and SE are a figure with its standard error in place of events: the yearly values of a trend. Count and
	// Population are nil then.
	Values []float64
	SE     []float64
}

// Check returns an error when lengths differ, a unit does not exist or has a stratum twice, or a number is not finite, or is
// negative where it cannot be.
func (s Strata) Check() error {
	n := len(s.At)
	if n == 0 {
		return Undefined("no strata")
	}
	if len(s.Unit) != n {
		return Undefined("%s but %s", lang.Count(n, "row"), lang.Count(len(s.Unit), "unit"))
	}
	if s.Count == nil && s.Values == nil {
		return Undefined("neither events nor values")
	}
	if (s.Count == nil) != (s.Population == nil) {
		return Undefined("events need their population, and a population its events")
	}
	for _, column := range []struct {
		name   string
		of     []float64
		signed bool
		most   float64
	}{
		{"stratum", s.At, true, math.MaxFloat64}, {"count", s.Count, false, math.MaxFloat64}, {"population", s.Population, false, math.MaxFloat64},
		{"number of events each", s.Frequency, false, math.MaxFloat64},
		{"standard population", s.Standard, false, math.MaxFloat64}, {"expected rate", s.Expected, false, math.MaxFloat64},
		{"share in good health", s.Health, false, 1}, {"number of answers", s.HealthN, false, math.MaxFloat64},
		{"value", s.Values, true, math.MaxFloat64}, {"standard error", s.SE, false, math.MaxFloat64},
	} {
		if column.of != nil && len(column.of) != n {
			return Undefined("%s but %d of %s", lang.Count(n, "row"), len(column.of), column.name)
		}
		for j, v := range column.of {
			if !(v >= 0 || column.signed) || !(math.Abs(v) <= column.most) {
				return Undefined("row %d: %s is %v", j, column.name, v)
			}
		}
	}
	ordered := s.Frequency == nil // rows in the order of units and strata have none twice
	for j, u := range s.Unit {
		if u < 0 || u >= s.Units {
			return Undefined("row %d lies in unit %d of %d", j, u, s.Units)
		}
		ordered = ordered && (j == 0 || u > s.Unit[j-1] || u == s.Unit[j-1] && s.At[j] > s.At[j-1])
	}
	if ordered {
		return nil
	}
	seen := make(map[[3]float64]bool, n)
	for j, u := range s.Unit {
		stratum := [3]float64{float64(u), s.At[j]}
		if s.Frequency != nil {
			stratum[2] = s.Frequency[j]
		}
		if seen[stratum] {
			return Undefined("unit %d has stratum %v twice", u, s.At[j])
		}
		seen[stratum] = true
	}
	return nil
}

// Rows returns, for each unit, the numbers of its rows in ascending order of their strata.
func (s Strata) Rows() [][]int {
	rows := make([][]int, s.Units)
	for j, u := range s.Unit {
		rows[u] = append(rows[u], j)
	}
	for _, r := range rows {
		slices.SortFunc(r, func(a, b int) int { return cmp.Compare(s.At[a], s.At[b]) })
	}
	return rows
}

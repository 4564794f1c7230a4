package rate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators/index"
)

// Outcome is the figure of a unit in strata: an estimate with its standard error, or the reason why there is none.
type Outcome struct {
	index.Estimate         // limits are NaN and Level is 0 where there is no interval
	SE             float64 // on the scale of the value; NaN where unknown
	Missing        error   // why there is no value, wrapping [index.ErrUndefined]; nil where there is one
}

// none is the outcome of a unit without a value.
func none(format string, args ...any) Outcome {
	return Outcome{Estimate: undefined, SE: math.NaN(), Missing: index.Undefined(format, args...)}
}

// settled returns o if its numbers are finite, and else none: figures so large that their ratio cannot be said are no result.
func settled(o Outcome) Outcome {
	if o.Missing == nil && (!(math.Abs(o.Value) <= math.MaxFloat64) || math.IsInf(o.SE, 0) || math.IsInf(o.Lower, 0) || math.IsInf(o.Upper, 0)) {
		return none("the figures are too large or too small to compute with")
	}
	return o
}

// part returns the part of unit u that o is, and false where there is none.
func (o Outcome) part(u int, name string) (index.Part, bool) {
	p := index.OfUnit(u, o.Value)
	p.Name, p.SE, p.Estimate = name, o.SE, o.Estimate
	return p, o.Missing == nil
}

// partsOf returns the parts of the outcomes of units, and what those are missing that have none.
func partsOf(outcomes []Outcome, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	var missing []error
	for u, o := range outcomes {
		if p, ok := o.part(u, ""); ok {
			parts = append(parts, p)
		}
		missing = append(missing, o.Missing)
	}
	return parts, together(missing)
}

// together says once each reason why units have no value, with the first three of those units, in the order of the first. It returns nil
// where every unit has a value.
func together(missing []error) error {
	var reasons []string
	units := make(map[string][]int)
	for u, err := range missing {
		if err == nil {
			continue
		}
		reason := strings.TrimPrefix(err.Error(), index.ErrUndefined.Error()+": ")
		if units[reason] == nil {
			reasons = append(reasons, reason)
		}
		units[reason] = append(units[reason], u)
	}
	if len(reasons) == 0 {
		return nil
	}
	for k, reason := range reasons {
		of := units[reason]
		first := make([]string, 0, 3)
		for _, u := range of[:min(3, len(of))] {
			first = append(first, fmt.Sprintf("unit %d", u))
		}
		if reasons[k] = reason + ": " + strings.Join(first, ", "); len(of) > 3 {
			reasons[k] += fmt.Sprintf(" and %d more", len(of)-3)
		}
	}
	return index.Undefined("%s", strings.Join(reasons, "; "))
}

// ages is the strata of units in ascending order. Strata belong together by the number that they begin at and never by where they
// stand, so that neither another order of the rows nor a row that is missing can put one age group's population to
// another's events.
type ages struct {
	at      []float64 // every stratum that some unit has
	rows    [][]int   // rows[u][k] is the row of unit u at at[k]; nil where the unit misses one
	missing []error   // by unit: why it has no rows
}

// agesOf places the rows of s.
func agesOf(s index.Strata) ages {
	at := slices.Clone(s.At)
	slices.Sort(at)
	at = slices.Compact(at)
	a := ages{at: at, rows: s.Rows(), missing: make([]error, s.Units)}
	for u, rows := range a.rows {
		if len(rows) == len(at) {
			continue
		}
		lacks := at[len(rows):] // where the rows end too soon
		for k, j := range rows {
			if s.At[j] != at[k] {
				lacks = at[k:]
				break
			}
		}
		a.rows[u], a.missing[u] = nil, index.Undefined("no figure for stratum %v, which other units have", lacks[0])
	}
	return a
}

// shared returns the value that a column has in each stratum, and an error where two units differ: one of them stands in the wrong
// place.
func (a ages) shared(s index.Strata, column []float64, what string) ([]float64, error) {
	of := make(map[float64]float64, len(a.at))
	for j, at := range s.At {
		if v, ok := of[at]; ok && v != column[j] {
			return nil, index.Undefined("%s of stratum %v is %v in one unit and %v in another", what, at, v, column[j])
		}
		of[at] = column[j]
	}
	out := make([]float64, len(a.at))
	for k, at := range a.at {
		out[k] = of[at]
	}
	return out, nil
}

package analysis

import (
	"fmt"
	"math"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Trace says what one number of the results was computed from, down to the cells of the table.
//
// A trace is made by walking the way of the analysis once more; its numbers are then computed from the cells by the steps that it states,
// without looking at the result. Agree tells whether both give the same digits.
type Trace struct {
	Address    string
	Topic      string
	Measure    string // what of the address: value, rest, difference …
	Indicator  string // catalogue ID, or the ID of a spec of segregation or mix
	Title      lang.Text
	Group      indicators.Group
	Area       indicators.Area // zero where the number is not about one area
	Period     indicators.Period
	OK         bool           // false: there is no number; read Reason
	Reason     Reason         // why there is none
	Rule       lang.Text      // what kind of rule withheld it
	Found      index.Estimate // as in the results; limits are NaN where there are none
	Recomputed index.Estimate // from the cells
	Step       *Step          // the last one; nil where there is no number
}

// Agree tells whether the number computed from the cells has the digits of the result, and so have its limits.
func (t *Trace) Agree() bool {
	return t.OK && SameDigits(t.Found.Value, t.Recomputed.Value) && SameDigits(t.Found.Lower, t.Recomputed.Lower) &&
		SameDigits(t.Found.Upper, t.Recomputed.Upper)
}

// TraceDigits is how many significant digits of a number must be the same, and how many are printed.
const TraceDigits = 10

// SameDigits tells whether two numbers are the same to the last printed digit; two that are not there are.
func SameDigits(a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	if strconv.FormatFloat(a, 'g', TraceDigits, 64) == strconv.FormatFloat(b, 'g', TraceDigits, 64) {
		return true
	}
	return math.Abs(a-b) <= math.Pow(10, -TraceDigits)*max(math.Abs(a), math.Abs(b)) // on both sides of the middle between two digits
}

// Step is one number and how it was got: by a formula from other steps, or read from a cell of the table.
type Step struct {
	Name      string // what the number is: value, numerator, population …
	Formula   string // of what the inputs are called; "" for a cell
	Indicator string
	Group     indicators.Group
	Area      indicators.Area
	Period    indicators.Period
	Inputs    []StepInput
	Cell      *Cell       // of a number that was read
	Notes     []lang.Text // what a reader must know of the step
	Shown     bool        // the results show the number, so that it may be told

	compute func(in []index.Estimate) index.Estimate
}

// StepInput is a number that a step uses, and the weight that it counts with.
type StepInput struct {
	Weight float64 // 1 where nothing is weighted
	*Step
}

// Cell is a number as the table holds it, with where it was read.
type Cell struct {
	Observation indicators.Observation
	Column      string // value, numerator, denominator, lower or upper
}

// Number returns the number of the cell.
func (c *Cell) Number() indicators.Number {
	switch o := c.Observation; c.Column {
	case "numerator":
		return o.Numerator
	case "denominator":
		return o.Denominator
	case "lower":
		return o.Lower
	case "upper":
		return o.Upper
	default:
		return o.Value
	}
}

// Compute returns the number of a step from the cells that it rests on. What cannot be computed is NaN.
func (s *Step) Compute() index.Estimate { return s.computed(map[*Step]index.Estimate{}) }

func (s *Step) computed(done map[*Step]index.Estimate) index.Estimate {
	if e, ok := done[s]; ok {
		return e
	}
	e := alone(math.NaN())
	if s.Cell != nil {
		if n := s.Cell.Number(); n.OK {
			e.Value = n.V
		}
	} else {
		in := make([]index.Estimate, len(s.Inputs))
		for i, input := range s.Inputs {
			in[i] = input.computed(done)
		}
		e = s.compute(in)
	}
	done[s] = e
	return e
}

// Each calls f for every step once, inputs after the step that uses them, with how many steps lie above it.
func (s *Step) Each(f func(s *Step, depth int)) {
	seen := map[*Step]bool{}
	var walk func(s *Step, depth int)
	walk = func(s *Step, depth int) {
		if seen[s] {
			return
		}
		seen[s] = true
		f(s, depth)
		for _, in := range s.Inputs {
			walk(in.Step, depth+1)
		}
	}
	walk(s, 0)
}

// alone is a number without limits.
func alone(v float64) index.Estimate {
	return index.Estimate{Value: v, Lower: math.NaN(), Upper: math.NaN()}
}

// bare is an estimate without the limits that are not there.
func bare(e index.Estimate, interval bool) index.Estimate {
	if !interval {
		return alone(e.Value)
	}
	return e
}

// inputs are steps that nothing weights.
func inputs(steps ...*Step) []StepInput {
	out := make([]StepInput, 0, len(steps))
	for _, s := range steps {
		if s != nil {
			out = append(out, StepInput{Weight: 1, Step: s})
		}
	}
	return out
}

// like returns a step about the same as s.
func (s *Step) like(name, formula string, in []StepInput, compute func([]index.Estimate) index.Estimate) *Step {
	return &Step{Name: name, Formula: formula, Indicator: s.Indicator, Group: s.Group, Area: s.Area, Period: s.Period, Inputs: in, compute: compute}
}

// sumStep adds up its inputs, each by its weight.
func (s *Step) sumStep(name string, in []StepInput) *Step {
	formula := "sum"
	for _, i := range in {
		if i.Weight != 1 {
			formula = "sum of weight × number"
		}
	}
	return s.like(name, formula, in, func(es []index.Estimate) index.Estimate {
		var sum index.Sum
		for i, e := range es {
			sum.Add(in[i].Weight * e.Value)
		}
		return alone(sum.Value())
	})
}

// roundStep rounds to a whole number.
func (s *Step) roundStep() *Step {
	return s.like(s.Name, "rounded to a whole number, since a fraction of a person would tell the last digit of a count", inputs(s),
		func(es []index.Estimate) index.Estimate { return alone(math.Round(es[0].Value)) })
}

// perStep is a share or rate.
func perStep(num, den *Step, per float64) *Step {
	return num.like("value", fmt.Sprintf("%v × numerator / denominator", per), inputs(num, den),
		func(es []index.Estimate) index.Estimate { return alone(per * (es[0].Value / es[1].Value)) })
}

// AddressError says that there is no number of an address, and which addresses are like it.
type AddressError struct {
	Address string
	What    string
	Near    []string
}

// Error returns all of it in one line.
func (e *AddressError) Error() string {
	out := fmt.Sprintf("%q: %s", e.Address, e.What)
	for i, n := range e.Near {
		if i == 0 {
			out += "; did you mean "
		} else {
			out += " or "
		}
		out += n
	}
	if len(e.Near) > 0 {
		out += "?"
	}
	return out
}

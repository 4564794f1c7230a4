// Package index says what an index is and what it is computed from.
//
// An index is a value: what it is called, its formula and source, how to read it aloud, what it must not be used
// for, and one function from an input shape to a number. The families (segregation, inequality, disparity, rate)
// hold one such value per file; the registry lists them all. Lists, documentation, tests and the report come from
// these values, so a new index is one file and one line.
//
// Kernels take plain slices and never modify them. They do not panic on data: an index that has no value for its
// input returns an error that wraps [ErrUndefined] with the reason, never 0 and never NaN.
package index

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Family groups indices that answer the same kind of question.
type Family string

// The families in the order they are listed.
const (
	Segregation     Family = "segregation"
	Inequality      Family = "inequality"
	Disparity       Family = "disparity"
	Rate            Family = "rate"
	Composite       Family = "composite"
	Autocorrelation Family = "autocorrelation"
)

// Topic is the indices of a family that answer one question, under a heading.
type Topic struct {
	Name    lang.Text
	Indices []Index
}

// Join returns the indices of topics in their order.
func Join(topics []Topic) []Index {
	var out []Index
	for _, topic := range topics {
		out = append(out, topic.Indices...)
	}
	return out
}

// Index describes one index completely. Exactly one of its function fields is set; it decides the input shape.
type Index struct {
	ID      string // lower case words joined by hyphens, unique in the registry
	Family  Family
	Name    lang.Text
	Formula string // one line of plain text in the notation of the source
	Source  string // the reference that the formula is taken from
	Min     float64
	Max     float64 // the closed range of values; ±Inf where there is no bound
	Params  []Param
	Reading lang.Text // a sentence that reads a value aloud, with %s where the number goes
	Caveat  lang.Text // what the index must not be used for
	Needs   string    // what the input must have for the index to be defined

	Larger   Larger   // the larger units and groups that it reads
	Reads    Extra    // what it cannot do without beside the least that its shape has
	Whole    bool     // counts are whole numbers of people: chance cannot deal out fractions of them
	Programs []string // other programs that compute it, each with the name it has there

	Properties Property // what the property test holds it to

	// One number for the whole input.
	TwoGroup   func(c Composition, p Params) (float64, error)  // two groups: Counts[0] is the group of interest
	MultiGroup func(c Composition, p Params) (float64, error)  // two groups or more
	Ordered    func(r Ranked, p Params) (float64, error)       // people on an ordered scale, in units
	Unequal    func(d Distribution, p Params) (float64, error) // values with weights
	Disparate  func(s Subgroups, p Params) (float64, error)    // estimates of areas or groups

	// Interval gives the standard error and the confidence limits of the one number, from a formula, at the confidence level that
	// the parameter [Level] says; nil where there is no formula.
	Interval func(in Input, p Params) (Interval, error)

	// Several numbers: for units, groups, pairs of groups, points of a curve or terms of a sum.
	PerUnit         func(e Events, p Params) ([]Part, error)
	Stratified      func(s Strata, p Params) ([]Part, error)
	UnequalParts    func(d Distribution, p Params) ([]Part, error)
	DisparateParts  func(s Subgroups, p Params) ([]Part, error)
	DisparateChange func(before, after Subgroups, p Params) ([]Part, error) // not the same subgroups, necessarily
	Combined        func(x Indicators, p Params) ([]Part, error)
	TwoGroupParts   func(c Composition, p Params) ([]Part, error)
	MultiGroupParts func(c Composition, p Params) ([]Part, error)
	OrderedParts    func(r Ranked, p Params) ([]Part, error)
	ChangeParts     func(before, after Composition, p Params) ([]Part, error) // both have the same units and groups
}

// Larger tells which larger units ([Composition.Within]) and larger groups ([Composition.Supergroup]) an index reads. One that
// reads both is defined with either; one that can do without is Optional.
type Larger struct{ Units, Groups, Optional bool }

// Extra is what some inputs have and others lack.
type Extra uint

// What an index may read beside the least that its shape has, with the field that holds it.
const (
	Order       Extra = 1 << iota // Rank, of a distribution or of subgroups
	Errors                        // SE of subgroups, or Count from which it follows; SE of strata
	Numerators                    // Count of subgroups
	Bounds                        // Low and High
	Kinds                         // Group of a distribution
	Sources                       // Sources of a distribution
	Neighbours                    // Borders of the space
	Standard                      // Standard of strata
	Expected                      // Expected of strata
	Health                        // Health of strata
	Measured                      // Values of strata
	Benchmark                     // Reference of subgroups or events
	Frequencies                   // Frequency of strata
	Goalposts                     // Goals of indicators
	Located                       // Space, whatever is known of it
	Places                        // Points of the space
	Distances                     // Distances or Points of the space
	Areas                         // Area of the space
	Perimeters                    // Perimeter of the space
	Lengths                       // Borders of the space with how long they are
)

// Spatial is everything that says where units lie.
const Spatial = Neighbours | Located | Places | Distances | Areas | Perimeters | Lengths

// Extras are all there are.
var Extras = []Extra{
	Order, Errors, Numerators, Bounds, Kinds, Sources, Neighbours, Standard, Expected, Health, Measured, Benchmark, Frequencies,
	Goalposts, Located, Places, Distances, Areas, Perimeters, Lengths,
}

// Spatial tells whether ix reads where units lie.
func (ix Index) Spatial() bool { return ix.Reads&Spatial != 0 }

// Has tells whether all of q are among x.
func (x Extra) Has(q Extra) bool { return x&q == q }

// Shape names the input that an index is computed from.
type Shape string

// The input shapes, one for each function field of [Index].
const (
	ShapeTwoGroup   Shape = "two groups"
	ShapeMultiGroup Shape = "groups"
	ShapeRanked     Shape = "ordered scale"
	ShapeChange     Shape = "groups, twice"
	ShapeValues     Shape = "values"
	ShapeSubgroups  Shape = "subgroups"
	ShapeEvents     Shape = "events"
	ShapeTwice      Shape = "subgroups, twice"
	ShapeStrata     Shape = "strata"
	ShapeIndicators Shape = "indicators"
)

// Shape returns the input shape of ix, or "" when no function is set.
func (ix Index) Shape() Shape {
	switch {
	case ix.TwoGroup != nil, ix.TwoGroupParts != nil:
		return ShapeTwoGroup
	case ix.MultiGroup != nil, ix.MultiGroupParts != nil:
		return ShapeMultiGroup
	case ix.Ordered != nil, ix.OrderedParts != nil:
		return ShapeRanked
	case ix.ChangeParts != nil:
		return ShapeChange
	case ix.Unequal != nil, ix.UnequalParts != nil:
		return ShapeValues
	case ix.Disparate != nil, ix.DisparateParts != nil:
		return ShapeSubgroups
	case ix.DisparateChange != nil:
		return ShapeTwice
	case ix.PerUnit != nil:
		return ShapeEvents
	case ix.Stratified != nil:
		return ShapeStrata
	case ix.Combined != nil:
		return ShapeIndicators
	}
	return ""
}

// Scalar tells whether ix is one number for the whole input. Otherwise it has several, each about a part.
func (ix Index) Scalar() bool {
	return ix.TwoGroup != nil || ix.MultiGroup != nil || ix.Ordered != nil || ix.Unequal != nil || ix.Disparate != nil
}

// Param is a number that an index can be tuned by, such as the aversion of Atkinson's index.
type Param struct {
	Name     string
	Default  float64
	Min, Max float64  // closed bounds of what is accepted
	Whole    bool     // whole numbers only, such as a degree or a choice
	Length   bool     // a length in the unit of the distances between units
	Choices  []string // the names of the values 0, 1, 2 … of a choice; Min, Max and Whole follow from them
	Doc      string
}

// Choice returns a parameter that is one of named choices, the first of them unless otherwise chosen.
func Choice(name, doc string, choices ...string) Param {
	return Param{Name: name, Max: float64(len(choices) - 1), Whole: true, Choices: choices, Doc: doc}
}

// By returns the choice q with another default. A name that is not a choice leaves it as it is.
func (q Param) By(choice string) Param {
	if k := slices.Index(q.Choices, choice); k >= 0 {
		q.Default = float64(k)
	}
	return q
}

// Named returns the name of the value v of a choice, and "" where q is none.
func (q Param) Named(v float64) string {
	if k := int(v); k >= 0 && k < len(q.Choices) {
		return q.Choices[k]
	}
	return ""
}

// Params holds chosen parameter values by name; a name that is absent has its default.
type Params map[string]float64

// From returns the value that p chooses for q, or the default of q where p says nothing.
func (q Param) From(p Params) float64 {
	if v, ok := p[q.Name]; ok {
		return v
	}
	return q.Default
}

// Resolve returns the parameters of ix with defaults filled in. Unknown names, values out of bounds and
// fractions where a whole number is due are errors.
func (ix Index) Resolve(p Params) (Params, error) {
	out := make(Params, len(ix.Params))
	for _, q := range ix.Params {
		out[q.Name] = q.Default
	}
	var errs []error
	for name, v := range p {
		q, ok := ix.param(name)
		switch {
		case !ok:
			errs = append(errs, fmt.Errorf("index %s has no parameter %q", ix.ID, name))
		case !(v >= q.Min && v <= q.Max):
			errs = append(errs, fmt.Errorf("index %s: parameter %s=%v is outside %v to %v", ix.ID, name, v, q.Min, q.Max))
		case q.Whole && v != math.Trunc(v):
			errs = append(errs, fmt.Errorf("index %s: parameter %s=%v is not a whole number", ix.ID, name, v))
		default:
			out[name] = v
		}
	}
	return out, errors.Join(errs...)
}

func (ix Index) param(name string) (Param, bool) {
	for _, q := range ix.Params {
		if q.Name == name {
			return q, true
		}
	}
	return Param{}, false
}

// Level is the confidence level of an interval: a parameter of every index that gives one from a formula.
var Level = Param{
	Name: "level", Default: 0.95, Min: 0.5, Max: 0.9999,
	Doc: "confidence level of the interval",
}

// Interval is the precision of a number: its standard error, on the scale of the number, and its confidence limits. What a
// formula does not give is NaN.
type Interval struct{ SE, Lower, Upper float64 }

// Estimate is a number with its confidence limits. Lower and Upper are NaN where there is no interval.
type Estimate struct {
	Value, Lower, Upper float64
	Level               float64 // confidence level, 0.95 for 95 %
}

// ErrUndefined is wrapped by every error that says an index has no value for its input.
var ErrUndefined = errors.New("undefined")

// Undefined returns an error that wraps [ErrUndefined] and gives the reason.
func Undefined(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUndefined, fmt.Sprintf(format, args...))
}

// Property is a set of invariants that an index is declared to have, at its default parameters. The registry's test says
// what each means for each input shape, checks those that are declared, and shows a counterexample for those that are not.
type Property uint32

// The invariants of the literature, in the words of James and Taeuber (1985) and Cowell (2011).
const (
	Permutation  Property = 1 << iota // the order of units does not matter
	Replication                       // k copies of every unit change nothing
	Scale                             // multiplying every count or value by one number changes nothing
	Translation                       // adding one number to every value changes nothing
	GroupSwap                         // the order of the groups does not matter
	Merging                           // joining units of equal composition (or equal value) changes nothing
	EqualIsMin                        // equal units give Min
	ApartIsMax                        // complete separation gives Max
	Transfer                          // a move towards equality never raises it
	WeightsScale                      // multiplying every weight by one number changes nothing
	Reversal                          // turning the scale round, lowest to highest, changes nothing
)

// Has tells whether all of q are declared.
func (p Property) Has(q Property) bool { return p&q == q }

package index

import "math"

// Part is one of the values of an index that has several, with what it is about. Unit, Group and With are numbers of
// units and groups in the input, and -1 where the value is about none in particular. Make parts with the functions below,
// which set all that does not apply.
//
// A unit or group for which the index has no value has no part.
type Part struct {
	Unit  int
	Group int
	With  int     // the other group of a pair
	Name  string  // names a term of a sum or a curve; "" where there is one only
	At    float64 // the place on a curve; NaN where there is no curve
	SE    float64 // standard error from a formula; NaN where there is none
	Estimate
}

// About returns a part about nothing but the name, such as a term of a decomposition.
func About(name string, value float64) Part {
	nan := math.NaN()
	return Part{Unit: -1, Group: -1, With: -1, Name: name, At: nan, SE: nan,
		Estimate: Estimate{Value: value, Lower: nan, Upper: nan}}
}

// OfUnit returns the part of a unit.
func OfUnit(unit int, value float64) Part {
	p := About("", value)
	p.Unit = unit
	return p
}

// OfGroup returns the part of a group.
func OfGroup(group int, value float64) Part {
	p := About("", value)
	p.Group = group
	return p
}

// OfCell returns the part of a group in a unit.
func OfCell(unit, group int, value float64) Part {
	p := OfUnit(unit, value)
	p.Group = group
	return p
}

// OfPair returns the part of a group with another, or with itself.
func OfPair(group, with int, value float64) Part {
	p := OfGroup(group, value)
	p.With = with
	return p
}

// OfEstimates returns the parts of units with an estimate each. Level 0 says that a unit has none.
func OfEstimates(estimates []Estimate) []Part {
	parts := make([]Part, 0, len(estimates))
	for i, e := range estimates {
		if e.Level != 0 {
			p := OfUnit(i, e.Value)
			p.Estimate = e
			parts = append(parts, p)
		}
	}
	return parts
}

// OfPoint returns a point of a named curve.
func OfPoint(name string, at, value float64) Part {
	p := About(name, value)
	p.At = at
	return p
}

// Input is what an index is computed from. Only the fields of the index's shape are read.
type Input struct {
	Composition  Composition // also the earlier of two
	After        Composition // the later of two
	Ranked       Ranked
	Distribution Distribution
	Subgroups    Subgroups // also the earlier of two
	Later        Subgroups // the later of two
	Events       Events
	Strata       Strata
	Indicators   Indicators
}

// Compute returns every value of ix for the input of its shape. An index that is one number has one part, about nothing,
// with the standard error and the limits that [Index.Interval] gives. Where the number is defined but its interval is not,
// the part comes with the error that says why. So do the parts of an index of strata where some units have none.
func (ix Index) Compute(in Input, p Params) ([]Part, error) {
	if !ix.Scalar() {
		return ix.several(in, p)
	}
	v, err := ix.one(in, p)
	if err != nil {
		return nil, err
	}
	part := About("", v)
	if ix.Interval != nil {
		var i Interval
		if i, err = ix.Interval(in, p); err == nil {
			part.SE, part.Lower, part.Upper, part.Level = i.SE, i.Lower, i.Upper, Level.From(p)
		}
	}
	return []Part{part}, err
}

// one returns the value of an index that is one number.
func (ix Index) one(in Input, p Params) (float64, error) {
	switch {
	case ix.TwoGroup != nil:
		return ix.TwoGroup(in.Composition, p)
	case ix.MultiGroup != nil:
		return ix.MultiGroup(in.Composition, p)
	case ix.Ordered != nil:
		return ix.Ordered(in.Ranked, p)
	case ix.Unequal != nil:
		return ix.Unequal(in.Distribution, p)
	}
	return ix.Disparate(in.Subgroups, p)
}

// several returns the values of an index that has several.
func (ix Index) several(in Input, p Params) ([]Part, error) {
	switch {
	case ix.TwoGroupParts != nil:
		return ix.TwoGroupParts(in.Composition, p)
	case ix.MultiGroupParts != nil:
		return ix.MultiGroupParts(in.Composition, p)
	case ix.OrderedParts != nil:
		return ix.OrderedParts(in.Ranked, p)
	case ix.ChangeParts != nil:
		return ix.ChangeParts(in.Composition, in.After, p)
	case ix.UnequalParts != nil:
		return ix.UnequalParts(in.Distribution, p)
	case ix.DisparateParts != nil:
		return ix.DisparateParts(in.Subgroups, p)
	case ix.DisparateChange != nil:
		return ix.DisparateChange(in.Subgroups, in.Later, p)
	case ix.PerUnit != nil:
		return ix.PerUnit(in.Events, p)
	case ix.Stratified != nil:
		return ix.Stratified(in.Strata, p)
	case ix.Combined != nil:
		return ix.Combined(in.Indicators, p)
	}
	return nil, Undefined("index %s has no function", ix.ID)
}

package indicators

// Origin is the place that a number was read from, for messages and provenance.
type Origin struct {
	File string
	Row  int32 // line of a text file, row of a binary one, or offset of a cell, from 1; 0 where unknown
}

// Observation is one number about one area, period, indicator and group.
type Observation struct {
	Indicator string
	Area      AreaID
	Period    Period
	Group     Group

	Value       Number
	Numerator   Number
	Denominator Number
	Lower       Number // limits that the source itself publishes
	Upper       Number

	Status Status
	Note   string // provisional, revised, noise, break …
	Source string // Source.ID
	Origin Origin
}

// Number is a float that may be absent. The zero Number is absent.
type Number struct {
	V  float64
	OK bool
}

// Num returns a present number.
func Num(v float64) Number { return Number{v, true} }

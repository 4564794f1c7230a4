package space

// Distances are how far units are from each other: metres, or minutes, or what they declare. Distances are at least 0 and may differ by
// direction.
type Distances interface {
	// Len returns the number of units.
	Len() int
	// Unit names the unit of length, such as "m" or "min".
	Unit() string
	// Within appends to near the units at most limit away from unit i, i itself left out, in the order of their numbers. A unit that
	// cannot be reached is never within. It is safe for concurrent use.
	Within(i int, limit float64, near []Near) []Near
	// Pick returns the distances between units order[0], order[1] … Copies of a unit are 0 from each other.
	Pick(order []int) Distances
}

// Near is a unit and how far away it is.
type Near struct {
	Unit     int32
	Distance float64
}

package space

import (
	"fmt"
	"math"
)

// Shape is how the weight of a place falls off with its distance d, in bandwidths b.
type Shape int

// The shapes, in the order of [Shapes].
const (
	Exponential  Shape = iota // exp(−d/b)
	InversePower              // (b/d)^power, and 1 within b
	Biweight                  // (1 − (d/b)²)² within b, else 0
	Triangular                // 1 − d/b within b, else 0
	Uniform                   // 1 within b, else 0
	Gaussian                  // exp(−(d/b)²/2)
)

// Shapes are the names of the shapes.
var Shapes = []string{"exponential", "inverse-power", "biweight", "triangular", "uniform", "gaussian"}

// Self is the distance that a unit is taken to have from itself, where a is its area: people do not all live in one point.
type Self int

// The conventions, in the order of [Selves].
const (
	Zero     Self = iota // 0
	Root                 // √(0.6 a): PySAL's (αa)^β with α = 0.6 and β = 0.5
	White                // 0.6 √a: White 1983, American Journal of Sociology 88, 1011; OasisR's choice
	Excluded             // a unit has no weight of its own
)

// Selves are the names of the conventions.
var Selves = []string{"zero", "root", "white", "excluded"}

// Kernel is how much a unit weighs by its distance. The zero Kernel is of no use: it has no bandwidth.
type Kernel struct {
	Shape     Shape
	Bandwidth float64 // in the unit of the distances, above 0
	Power     float64 // of [InversePower]
	Self      Self
	Cutoff    float64 // a distance beyond which nothing counts; 0 means that everything does
}

// At returns the weight at distance d, from 0 to 1.
func (k Kernel) At(d float64) float64 {
	if k.Cutoff > 0 && d > k.Cutoff {
		return 0
	}
	u := d / k.Bandwidth
	switch k.Shape {
	case Exponential:
		return math.Exp(-u)
	case InversePower:
		return math.Pow(max(1, u), -k.Power)
	case Gaussian:
		return math.Exp(-u * u / 2)
	}
	if u > 1 {
		return 0
	}
	switch k.Shape {
	case Biweight:
		return (1 - u*u) * (1 - u*u)
	case Triangular:
		return 1 - u
	}
	return 1
}

// Reach returns the distance beyond which the weight is 0, +Inf where there is none.
func (k Kernel) Reach() float64 {
	reach := math.Inf(1)
	if k.Shape == Biweight || k.Shape == Triangular || k.Shape == Uniform {
		reach = k.Bandwidth
	}
	if k.Cutoff > 0 {
		reach = min(reach, k.Cutoff)
	}
	return reach
}

// OfSelf returns the weight of a unit of this area on itself. It is an error when the convention needs an area and there is none (NaN).
func (k Kernel) OfSelf(area float64) (float64, error) {
	d := 0.0
	switch k.Self {
	case Excluded:
		return 0, nil
	case Root:
		d = math.Sqrt(0.6 * area)
	case White:
		d = 0.6 * math.Sqrt(area)
	}
	if math.IsNaN(d) {
		return 0, unknown("the areas of units, from which their distance to themselves follows")
	}
	return k.At(d), nil
}

func (k Kernel) check() error {
	if !(k.Bandwidth > 0) || k.Bandwidth > math.MaxFloat64 {
		return fmt.Errorf("the bandwidth is %v; want a distance above 0", k.Bandwidth)
	}
	return nil
}

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
		return decay(u)
	case InversePower:
		return inverse(max(1, u), k.Power)
	case Gaussian:
		return decay(u * u / 2)
	}
	if d > k.Bandwidth {
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

// inverse returns u^(−power) for u ≥ 1.
func inverse(u, power float64) float64 {
	switch power {
	case 1:
		return 1 / u
	case 2:
		return 1 / (u * u)
	}
	return decay(power * math.Log(u))
}

// weigh writes the weight at each distance into w, which is as long as d.
func (k Kernel) weigh(d, w []float64) {
	w = w[:len(d)]
	scale := 1 / k.Bandwidth
	switch k.Shape {
	case Exponential:
		for i, x := range d {
			w[i] = decay(x * scale)
		}
	case Gaussian:
		scale *= math.Sqrt2 / 2
		for i, x := range d {
			u := x * scale
			w[i] = decay(u * u)
		}
	case InversePower:
		for i, x := range d {
			w[i] = inverse(max(1, x*scale), k.Power)
		}
	case Biweight:
		for i, x := range d {
			u := min(1, x*scale)
			v := 1 - float64(u*u)
			w[i] = v * v
		}
	case Triangular:
		for i, x := range d {
			w[i] = 1 - min(1, x*scale)
		}
	default:
		for i, x := range d {
			w[i] = 0
			if x <= k.Bandwidth {
				w[i] = 1
			}
		}
	}
	if k.Cutoff > 0 {
		for i, x := range d {
			if x > k.Cutoff {
				w[i] = 0
			}
		}
	}
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

// plain returns k without what its shape does not read, so that kernels which weigh alike are equal.
func (k Kernel) plain() Kernel {
	if k.Shape != InversePower {
		k.Power = 0
	}
	return k
}

func (k Kernel) check() error {
	if !(k.Bandwidth > 0) || k.Bandwidth > math.MaxFloat64 {
		return fmt.Errorf("the bandwidth is %v; want a distance above 0", k.Bandwidth)
	}
	if k.Shape == InversePower && (!(k.Power > 0) || k.Power > math.MaxFloat64) {
		return fmt.Errorf("the power of the kernel is %v; want a number above 0", k.Power)
	}
	if k.Cutoff < 0 || math.IsNaN(k.Cutoff) {
		return fmt.Errorf("the cut-off is %v; want a distance, or 0 for none", k.Cutoff)
	}
	return nil
}

package space

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Space is where the units of an input lie, in the order of the input. What is unknown is nil. A Space is not changed
// or copied once it is in use.
type Space struct {
	Points    *Points   // a representative point of each unit
	Distances Distances // between units, where they are not straight lines between Points
	Area      []float64 // m²
	Perimeter []float64 // m
	Borders   *Graph    // who lies beside whom, with the metres of border they share: 0 for a corner
	Centres   []Point   // centres of the city that the study or the user names, in the coordinates of Points

	smoothed memo
}

// ErrUnknown is wrapped by errors that say what is not known of the units.
var ErrUnknown = errors.New("unknown")

func unknown(what string) error { return fmt.Errorf("%w: %s", ErrUnknown, what) }

// Check returns an error when anything is not about n units, a length or an area is not finite and positive, or borders are not those
// of a [Graph].
func (s *Space) Check(n int) error {
	if s == nil {
		return nil
	}
	if s.Points != nil {
		if err := s.Points.check(); err != nil {
			return err
		}
		if s.Points.Len() != n {
			return fmt.Errorf("%d units but %d points", n, s.Points.Len())
		}
	}
	if s.Distances != nil && s.Distances.Len() != n {
		return fmt.Errorf("%d units but distances between %d", n, s.Distances.Len())
	}
	for _, column := range []struct {
		what   string
		values []float64
	}{{"area", s.Area}, {"perimeter", s.Perimeter}} {
		if column.values != nil && len(column.values) != n {
			return fmt.Errorf("%d units but an %s of %d", n, column.what, len(column.values))
		}
		for i, v := range column.values {
			if !(v > 0) || v > math.MaxFloat64 {
				return fmt.Errorf("the %s of unit %d is %v", column.what, i, v)
			}
		}
	}
	if s.Borders != nil {
		if err := s.Borders.check(); err != nil {
			return err
		}
		if s.Borders.Len() != n {
			return fmt.Errorf("%d units but borders of %d", n, s.Borders.Len())
		}
		for i := range n {
			to, _ := s.Borders.Of(i)
			if _, own := slices.BinarySearch(to, int32(i)); own {
				return fmt.Errorf("unit %d lies beside itself", i)
			}
		}
	}
	for _, c := range s.Centres {
		if s.Points == nil {
			return errors.New("a centre is given, but not where the units lie")
		}
		if !(math.Abs(c.X) <= math.MaxFloat64) || !(math.Abs(c.Y) <= math.MaxFloat64) {
			return fmt.Errorf("the centre lies at %v, %v", c.X, c.Y)
		}
	}
	return nil
}

// Metric returns the distances between units: those that are given, or straight lines between points. It is an error wrapping
// [ErrUnknown] when neither is known.
func (s *Space) Metric() (Distances, error) {
	switch {
	case s == nil:
		return nil, unknown("where the units lie")
	case s.Distances != nil:
		return s.Distances, nil
	case s.Points != nil:
		return s.Points, nil
	}
	return nil, unknown("the distances between units")
}

// Pick returns the space whose unit j is unit order[j] of s. Copies of a unit lie in one place, and beside all copies of its
// neighbours.
func (s *Space) Pick(order []int) *Space {
	if s == nil {
		return nil
	}
	out := &Space{Area: pick(s.Area, order), Perimeter: pick(s.Perimeter, order), Centres: s.Centres}
	if s.Points != nil {
		out.Points = s.Points.pick(order)
	}
	if s.Distances != nil {
		out.Distances = s.Distances.Pick(order)
	}
	if s.Borders != nil {
		out.Borders = s.Borders.Pick(order)
	}
	return out
}

func pick[E any](from []E, order []int) []E {
	if from == nil {
		return nil
	}
	out := make([]E, len(order))
	for j, i := range order {
		out[j] = from[i]
	}
	return out
}

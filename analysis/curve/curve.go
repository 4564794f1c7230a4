package curve

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Point is a point of a curve: what share of one thing, Y, goes with a share of another, X.
type Point struct{ X, Y float64 }

// Gini returns 1 less twice the area below a curve: the Gini index of a Lorenz or segregation curve, the concentration index of a concentration
// curve. It is negative where more of the curve lies above the diagonal.
func Gini(ps []Point) float64 {
	var twice index.Sum
	for i := 1; i < len(ps); i++ {
		twice.Add((ps[i].X - ps[i-1].X) * (ps[i].Y + ps[i-1].Y))
	}
	return 1 - twice.Value()
}

// Farthest returns the position of the point that lies farthest below or above the diagonal, measured upright, the first of several, and how far. For
// a segregation curve that is the dissimilarity index (Duncan and Duncan 1955), for a Lorenz curve the Hoover index. Between points
// a curve is straight, so that no place of it lies farther.
func Farthest(ps []Point) (at int, distance float64) {
	for i, p := range ps {
		if d := math.Abs(p.X - p.Y); d > distance {
			at, distance = i, d
		}
	}
	return at, distance
}

// Height returns Y at x; at a step, the least.
func Height(ps []Point, x float64) float64 {
	for i, p := range ps {
		if p.X < x {
			continue
		}
		if i == 0 || p.X == x {
			return p.Y
		}
		q := ps[i-1]
		return q.Y + (p.Y-q.Y)*(x-q.X)/(p.X-q.X)
	}
	return math.NaN()
}

// Reach returns the least X at which the curve comes to y.
func Reach(ps []Point, y float64) float64 {
	for i, p := range ps {
		if p.Y < y {
			continue
		}
		if i == 0 || p.Y == y {
			return p.X
		}
		q := ps[i-1]
		return q.X + (p.X-q.X)*(y-q.Y)/(p.Y-q.Y)
	}
	return math.NaN()
}

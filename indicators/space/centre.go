package space

import (
	"math"
	"slices"
)

// Mean returns the mean of the places, each weighted by its weight; nil weights are all 1. On the globe it is the direction of the mean
// of the directions from the middle of the Earth. Some weight is above 0.
func (p *Points) Mean(weights []float64) Point {
	weight := func(i int) float64 {
		if weights == nil {
			return 1
		}
		return weights[i]
	}
	if !p.Globe {
		// Places differ less from the first of them than from the origin of the map.
		var dx, dy, sum float64
		for i := range p.X {
			w := weight(i)
			sum += w
			dx += float64(w * (p.X[i] - p.X[0]))
			dy += float64(w * (p.Y[i] - p.Y[0]))
		}
		return Point{p.X[0] + dx/sum, p.Y[0] + dy/sum}
	}
	const degree = math.Pi / 180
	var x, y, z float64
	for i := range p.X {
		w, cos := weight(i), math.Cos(p.Y[i]*degree)
		x += float64(w * cos * math.Cos(p.X[i]*degree))
		y += float64(w * cos * math.Sin(p.X[i]*degree))
		z += float64(w * math.Sin(p.Y[i]*degree))
	}
	return Point{math.Atan2(y, x) / degree, math.Atan2(z, math.Hypot(x, y)) / degree}
}

// Median returns the median coordinate east and the median coordinate north. It depends on where north is.
func (p *Points) Median() Point { return Point{median(p.X), median(p.Y)} }

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return sorted[(n-1)/2]/2 + sorted[n/2]/2
}

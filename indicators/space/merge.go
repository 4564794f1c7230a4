package space

import (
	"fmt"
	"slices"
)

// Merge returns the space of larger units: zone[i] is the number of the one that unit i becomes part of, from 0, and none is without
// units. A zone lies at the mean of the places of its units, by weights, such as their people; nil weights are the areas, where they are
// known. Areas and the lengths of common borders are added up, and borders inside a zone dissolve: what they took of the perimeters on
// both sides is no longer there.
//
// Distances from a table are unknown afterwards, and so are perimeters where the borders are unknown or longer than them.
func (s *Space) Merge(zone []int, weights []float64) (*Space, error) {
	zones := 0
	for i, z := range zone {
		if z < 0 {
			return nil, fmt.Errorf("unit %d is in zone %d: numbers start from 0", i, z)
		}
		zones = max(zones, z+1)
	}
	if err := s.Check(len(zone)); err != nil {
		return nil, err
	}
	units := make([][]int, zones)
	for i, z := range zone {
		units[z] = append(units[z], i)
	}
	if z := slices.IndexFunc(units, func(u []int) bool { return len(u) == 0 }); z >= 0 {
		return nil, fmt.Errorf("zone %d of %d has no units", z, zones)
	}
	out := &Space{Centres: s.Centres}
	if s.Points != nil {
		out.Points = s.Points.merge(units, weights, s.Area)
	}
	if s.Area != nil {
		out.Area = sums(zone, zones, s.Area)
	}
	if s.Borders != nil {
		out.Borders = s.Borders.merge(zone, zones)
		if s.Perimeter != nil && s.Borders.Value != nil {
			out.Perimeter = s.perimeters(zone, zones)
		}
	}
	return out, nil
}

func sums(zone []int, zones int, values []float64) []float64 {
	out := make([]float64, zones)
	for i, z := range zone {
		out[z] += values[i]
	}
	return out
}

// merge returns one place for each zone.
func (p *Points) merge(units [][]int, weights, areas []float64) *Points {
	if weights == nil {
		weights = areas
	}
	out := &Points{X: make([]float64, len(units)), Y: make([]float64, len(units)), Globe: p.Globe}
	for z, members := range units {
		var own []float64
		for _, i := range members {
			if weights != nil && weights[i] > 0 {
				own = pick(weights, members)
				break
			}
		}
		at := p.pick(members).Mean(own)
		out.X[z], out.Y[z] = at.X, at.Y
	}
	return out
}

// perimeters returns the perimeters of zones, nil when borders are longer than what they are part of.
func (s *Space) perimeters(zone []int, zones int) []float64 {
	out := sums(zone, zones, s.Perimeter)
	for i, z := range zone {
		to, metres := s.Borders.Of(i)
		for k, j := range to {
			if zone[j] == z {
				out[z] -= metres[k] // once from either side
			}
		}
	}
	for _, v := range out {
		if !(v > 0) {
			return nil
		}
	}
	return out
}

// merge returns the links between zones, with the sums of the values of links between their units.
func (g *Graph) merge(zone []int, zones int) *Graph {
	units := make([][]int32, zones)
	for i, z := range zone {
		units[z] = append(units[z], int32(i))
	}
	out := &Graph{First: make([]int32, zones+1)}
	sum, linked := make([]float64, zones), make([]bool, zones)
	var beside []int32
	for z, members := range units {
		beside = beside[:0]
		for _, i := range members {
			to, value := g.Of(int(i))
			for k, j := range to {
				other := zone[j]
				if other == z {
					continue
				}
				if !linked[other] {
					linked[other] = true
					beside = append(beside, int32(other))
				}
				if value != nil {
					sum[other] += value[k]
				}
			}
		}
		slices.Sort(beside)
		for _, other := range beside {
			out.To = append(out.To, other)
			if g.Value != nil {
				out.Value = append(out.Value, sum[other])
			}
			sum[other], linked[other] = 0, false
		}
		out.First[z+1] = int32(len(out.To))
	}
	if g.Value != nil && out.Value == nil {
		out.Value = []float64{}
	}
	return out
}

package index

import "github.com/jamlik/jamlik/indicators/lang"

// Merge returns the composition of larger units: zone[i] is the number of the one that unit i becomes part of, from 0, and none is
// without units. Counts are added up; a larger unit lies at the mean of the places of its people. The larger units of Within are left out.
func (c Composition) Merge(zone []int) (Composition, error) {
	if err := c.Check(1); err != nil {
		return Composition{}, err
	}
	if len(zone) != c.Units() {
		return Composition{}, Undefined("%s in zones, of %d", lang.Count(len(zone), "unit"), c.Units())
	}
	zones := 0
	for i, z := range zone {
		if z < 0 {
			return Composition{}, Undefined("unit %d is in zone %d: numbers start from 0", i, z)
		}
		zones = max(zones, z+1)
	}
	out := Composition{Names: c.Names, Supergroup: c.Supergroup}
	people := make([]float64, len(zone))
	for _, counts := range c.Counts {
		sums := make([]Sum, zones)
		for i, n := range counts {
			sums[zone[i]] = sums[zone[i]].Plus(n)
			people[i] += n
		}
		merged := make([]float64, zones)
		for z, s := range sums {
			merged[z] = s.Value()
		}
		out.Counts = append(out.Counts, merged)
	}
	if c.Space != nil {
		s, err := c.Space.Merge(zone, people)
		if err != nil {
			return Composition{}, Undefined("where the units lie: %v", err)
		}
		out.Space = s
	}
	return out, nil
}

// Pick returns the composition whose unit j is unit order[j] of c, with the larger units that it lies in and where it lies.
func (c Composition) Pick(order []int) Composition {
	out := Composition{Names: c.Names, Supergroup: c.Supergroup, Space: c.Space.Pick(order)}
	for _, counts := range c.Counts {
		picked := make([]float64, len(order))
		for j, i := range order {
			picked[j] = counts[i]
		}
		out.Counts = append(out.Counts, picked)
	}
	for _, numbers := range c.Within {
		picked := make([]int, len(order))
		for j, i := range order {
			picked[j] = numbers[i]
		}
		out.Within = append(out.Within, picked)
	}
	return out
}

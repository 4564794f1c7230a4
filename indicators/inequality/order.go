package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// unit is a value and how many persons have it.
type unit struct{ value, weight float64 }

// present returns the values of positive weight.
func present(d index.Distribution) []unit {
	units := make([]unit, 0, len(d.Values))
	for i, x := range d.Values {
		if w := d.Weight(i); w > 0 {
			units = append(units, unit{x, w})
		}
	}
	return units
}

// ascending returns the values of positive weight from the lowest to the highest. The only memory it takes is the
// slice that it returns and, while sorting many, another of its size.
func ascending(d index.Distribution) []unit {
	units := present(d)
	sort(units)
	return units
}

// joined makes one unit of those of one value, in place. They are in ascending order.
func joined(units []unit) []unit {
	out := units[:0]
	for _, u := range units {
		if n := len(out); n > 0 && out[n-1].value == u.value {
			out[n-1].weight += u.weight
		} else {
			out = append(out, u)
		}
	}
	return out
}

// percentile returns the value below which k per cent of the persons are, for units in ascending order of total
// weight. With cumulative weights C(1) < C(2) < … and W = Σ w it is
//
//	x(j+1)               where C(j) < kW/100 < C(j+1)
//	(x(j) + x(j+1)) / 2  where C(j) = kW/100
//
// This is the definition of the European statistics on income (EU-SILC; Alfons and Templ 2013, Journal of Statistical
// Software 54(15), section 3.1) and, for weights of 1, type 2 of Hyndman and Fan (1996, The American Statistician
// 50(4), 361–365). Unlike the interpolating types it gives the same for persons as for values with head counts.
func percentile(units []unit, k, total float64) float64 {
	// The comparison allows for rounding in the sum of weights, so that a head count given in thousands meets the
	// same boundary as one given in persons.
	const rounding = 1e-10 // per cent
	var below index.Sum
	for i, u := range units {
		below.Add(u.weight)
		past := float64(100*(below.Value()/total)) - k
		switch {
		case past > rounding:
			return u.value
		case past >= -rounding && i+1 < len(units):
			return u.value + (units[i+1].value-u.value)/2
		}
	}
	return units[len(units)-1].value
}

// divided returns what the share bottom of the persons, those with the lowest values, hold together, and what the share top hold. A unit
// across a boundary is divided at it. Units are in ascending order.
func divided(units []unit, weight, bottom, top float64) (low, high float64) {
	held := func(share float64, at func(k int) unit) float64 {
		var people, total index.Sum
		for k := range units {
			u := at(k)
			w := math.Min(u.weight, float64(share*weight)-people.Value())
			if w <= 0 {
				break
			}
			people, total = people.Plus(w), total.Plus(w*u.value)
		}
		return total.Value()
	}
	return held(bottom, func(k int) unit { return units[k] }), held(top, func(k int) unit { return units[len(units)-1-k] })
}

package segregation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// nearness is how near each other those units lie where the share of a group is p or more.
type nearness struct{ p, eta float64 }

// nearnesses returns a nearness for every share that some unit has, highest first, and the share of the group of everybody.
func nearnesses(c index.Composition, rooks bool) (profile []nearness, P float64, err error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return nil, 0, err
	}
	g, err := borders(c, rooks)
	if err != nil {
		return nil, 0, err
	}
	units := byShare(x, y)
	slices.Reverse(units)
	place := slices.Repeat([]int32{-1}, len(x))
	for k, u := range units {
		place[u.unit] = int32(k)
	}
	reached, sum := g.StepsAmong(place)
	var pairs, steps int64
	for k, u := range units {
		pairs, steps = pairs+reached[u.unit], steps+sum[u.unit]
		if last := len(profile) - 1; last < 0 || u.p < profile[last].p*(1-1e-14) { // shares that rounding alone tells apart are one
			profile = append(profile, nearness{p: u.p})
		}
		if steps > 0 {
			all := float64(k) * float64(k+1) / 2
			profile[len(profile)-1].eta = float64(pairs) / all * (float64(pairs) / float64(steps))
		}
	}
	return profile, X / (X + Y), nil
}

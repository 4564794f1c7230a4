package contribution

import (
	"math"
	"strconv"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Levels is Theil's H between the larger units of every level and within them, for units that lie in larger ones
// ([index.Composition.Within], the largest first): the segregation between districts, between smaller areas within a district, and so on.
//
//	H = H_between(1) + H_between(2 within 1) + … + H_between(units within the smallest)
//
// The terms add up to H exactly (Theil 1972; Reardon, Yun and Eitle 2000, Demography 37, 351–364). The share of the first is macro
// segregation, that of the last micro segregation in the sense of Reardon and others (2008, Demography 45, 489–514), who measured it by
// distance; between levels of areas it depends on how large these are.
type Levels struct {
	Total  float64
	Terms  []float64 // from the largest units to the units themselves
	Shares []float64 // of the total; NaN where that is 0
}

// ByLevel takes the H of c apart. It is undefined when fewer than two groups have people, when the units lie in no larger ones, and when a
// larger unit lies in two of the level before.
func ByLevel(c index.Composition) (Levels, error) {
	d, err := segregation.TheilHDecomposition(c)
	if err != nil {
		return Levels{}, err
	}
	out := Levels{Total: d.Total, Terms: d.Terms, Shares: make([]float64, len(d.Terms))}
	for l, v := range d.Terms {
		out.Shares[l] = math.NaN()
		if d.Total > 0 {
			out.Shares[l] = v / d.Total
		}
	}
	return out, nil
}

// LevelsIndex is [ByLevel] as an index of several values, so that people can be drawn anew: "total", then "term" and "share" with the number
// of the level, from 0.
func LevelsIndex() index.Index {
	return index.Index{
		ID: "levels", Family: index.Segregation, Min: 0, Max: 1, Larger: index.Larger{Units: true},
		MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
			v, err := ByLevel(c)
			if err != nil {
				return nil, err
			}
			parts := []index.Part{index.About("total", v.Total)}
			for l := range v.Terms {
				parts = append(parts, index.About("term "+strconv.Itoa(l), v.Terms[l]), index.About("share "+strconv.Itoa(l), v.Shares[l]))
			}
			return parts, nil
		},
	}
}

package segregation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var spatialProximityCurve = index.Index{
	ID:      "spatial-proximity-curve",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Närhetsprofil", En: "Spatial proximity profile"},
	Formula: "η(s) = (k² − k)/Σ_i Σ_j δ_ij over the k units with p_i ≥ s, δ_ij the fewest borders between them",
	Source:  "Hong & Sadahiro 2014, Journal of Geographical Systems 16, 211–231",
	Min:     0,
	Max:     1,
	Params:  []index.Param{contiguity},
	Reading: lang.Text{
		Sv: "Närhetsprofilen är %s: 1 delat med hur många gränser som i genomsnitt ligger mellan två av de enheter där gruppens andel är minst så stor.",
		En: "The spatial proximity profile is %s: 1 over the mean number of borders between two of the units where the group's share is at least so large.",
	},
	Caveat: lang.Text{
		Sv: "Längst till höger handlar kurvan om några få enheter. Jämför bara städer och år med samma indelning i enheter.",
		En: "At its right end the curve is about a few units. Compare only cities and years with the same division into units.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and which units lie beside each other",
	Reads:      index.Neighbours,
	Programs:   []string{"PySAL segregation: SpatialProxProf"},
	Properties: index.Permutation | index.Scale,
	TwoGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		shares, nearness, err := SpatialProximityCurve(c, contiguity.From(p) == 1)
		if err != nil {
			return nil, err
		}
		parts := make([]index.Part, len(shares))
		for k, s := range shares {
			parts[k] = index.OfPoint("", s, nearness[k])
		}
		return parts, nil
	},
}

// SpatialProximityCurve returns the steps of the profile of [SpatialProximityProfile]: nearness[k] is η(s) for every s above shares[k−1] (or 0) up to and
// with shares[k]. The shares are those that units have, lowest first; above the last η is 0.
//
// It is undefined where the index is.
func SpatialProximityCurve(c index.Composition, rooks bool) (shares, nearness []float64, err error) {
	profile, _, err := nearnesses(c, rooks)
	for _, step := range slices.Backward(profile) {
		shares, nearness = append(shares, step.p), append(nearness, step.eta)
	}
	return shares, nearness, err
}

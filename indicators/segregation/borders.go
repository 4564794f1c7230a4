package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// contiguity is what makes units neighbours.
var contiguity = index.Choice("contiguity", "what makes units neighbours: a common corner is enough (queen) or not (rook)", "queen", "rook")

// borderWeights is how the weights of borders add up.
var borderWeights = index.Choice("weights", "plain weighs every border as it is; rows gives each unit the weight 1, shared by its borders", "plain", "rows")

// borders returns the neighbours of units, with rook those that share more than a corner.
func borders(c index.Composition, rook bool) (*space.Graph, error) {
	s, err := c.Located()
	if err != nil {
		return nil, err
	}
	if s.Borders == nil {
		return nil, index.Undefined("which units are neighbours is unknown")
	}
	if rook {
		return s.Borders.Rook(), nil
	}
	return s.Borders, nil
}

// measured returns the borders of units, with their lengths.
func measured(c index.Composition) (*space.Graph, error) {
	g, err := borders(c, false)
	if err == nil && g.Value == nil {
		err = index.Undefined("the lengths of borders between units are unknown")
	}
	return g, err
}

// shares returns the group's share of each unit, and NaN for units without people.
func shares(x, y []float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		out[i] = x[i] / (x[i] + y[i])
	}
	return out
}

// across is how the difference between neighbours is weighed.
type across struct {
	lengths bool      // by the length of the border, otherwise each border alike
	rows    bool      // each unit has the weight 1, shared by its borders
	form    []float64 // a factor of each unit; a difference counts by the mean of both; nil for none
}

// difference returns Σ c_ij f_ij |p_i − p_j|/Σ c_ij, the mean difference of shares across borders between units with people.
func (a across) difference(p []float64, g *space.Graph) (float64, error) {
	var sum, total index.Sum
	for i := range p {
		if math.IsNaN(p[i]) {
			continue
		}
		to, length := g.Of(i)
		differences, weights := 0.0, 0.0
		for k, j := range to {
			d := math.Abs(p[i] - p[j])
			if math.IsNaN(d) {
				continue
			}
			w := 1.0
			if a.lengths {
				w = length[k]
			}
			if a.form != nil {
				d *= (a.form[i] + a.form[j]) / 2
			}
			differences += float64(w * d)
			weights += w
		}
		if a.rows && weights > 0 {
			differences, weights = differences/weights, 1
		}
		sum, total = sum.Plus(differences), total.Plus(weights)
	}
	if total.Value() == 0 {
		return 0, index.Undefined("no two units with people share a border")
	}
	return sum.Value() / total.Value(), nil
}

// lessDifference returns D of c less the mean difference across borders.
func lessDifference(c index.Composition, g *space.Graph, a across) (float64, error) {
	D, err := Dissimilarity(c)
	if err != nil {
		return 0, err
	}
	d, err := a.difference(shares(c.Counts[0], c.Counts[1]), g)
	if err != nil {
		return 0, err
	}
	return within(-1, D-d, 1)
}

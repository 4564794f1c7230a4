package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var profileSteps = index.Param{
	Name: "steps", Default: 20, Min: 1, Max: 1000, Whole: true,
	Doc: "how many steps from the units themselves to the whole city, each as many people",
}

var divergenceProfile = index.Index{
	ID:      "divergence-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Divergensprofil", En: "Divergence profile"},
	Formula: "KL(s) = Σ_i (t_i/T) Σ_k q_ik ln(q_ik/P_k), q_i the composition of the units nearest to i that hold the share s of the city",
	Source:  "Olteanu, Randon-Furling & Clark 2019, PNAS 116, 12250–12254",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{profileSteps},
	Reading: lang.Text{
		Sv: "Divergensen är %s: så mycket avviker omgivningarna från staden när de har vuxit till så stor andel av den.",
		En: "The divergence is %s: how far surroundings are from the city when they have grown to that share of it.",
	},
	Caveat: lang.Text{
		Sv: "Kurvan slutar alltid i noll. Det som säger något är hur fort den faller, och det beror på var stadens gräns dras.",
		En: "The curve always ends at zero. What tells is how fast it falls, and that depends on where the city's border is drawn.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: compute_divergence_profiles"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		values, err := DivergenceProfile(c, int(profileSteps.From(p)))
		parts := make([]index.Part, len(values))
		for j, v := range values {
			parts[j] = index.OfPoint("", float64(j)/profileSteps.From(p), v)
		}
		return parts, err
	},
}

// DivergenceProfile returns the mean over people of the Kullback–Leibler divergence, in natural units, of their surroundings from the city, when
// these have grown to 0, 1/steps, 2/steps … 1 of its population: the mean of the trajectories of [LocalDistortion]. The first is of the units
// themselves, the [MutualInformation] of groups and units, and the last is 0. Units equally far away are taken together.
//
// PySAL gives the trajectory of each unit, step by step.
//
// It is undefined when fewer than two groups have people, or when some units cannot be reached from others.
func DivergenceProfile(c index.Composition, steps int) ([]float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	at, err := c.Located()
	if err != nil {
		return nil, err
	}
	w := newWalk(c, N, T)
	sizes := make([]float64, steps)
	for j := range sizes {
		sizes[j] = float64(j+1) / float64(steps) * T * (1 - 1e-12) // whatever rounding does
	}
	around, err := at.Nearest(w.people, sizes, w.counts...)
	if err != nil {
		return nil, index.Unplaced(err)
	}
	values := make([]float64, 1+steps)
	groups := make([]float64, len(w.counts))
	for j := range values {
		columns := w.counts
		if j > 0 {
			columns = around.Sums[j-1]
		}
		var sum index.Sum
		for i, t := range w.people {
			if t == 0 {
				continue
			}
			if j > 0 && !(around.Weight[j-1][i] >= sizes[j-1]) {
				return nil, index.Undefined("the whole city cannot be reached from unit %d", i)
			}
			for k, column := range columns {
				groups[k] = column[i]
			}
			sum = sum.Plus(t / T * w.divergence(groups))
		}
		if values[j], err = within(0, sum.Value(), math.Inf(1)); err != nil {
			return nil, err
		}
	}
	return values, nil
}

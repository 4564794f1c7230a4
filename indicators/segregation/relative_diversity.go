package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var relativeDiversity = index.Index{
	ID:      "relative-diversity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ mångfald (R)", En: "Relative diversity index (R)"},
	Formula: "R = Σ_i Σ_k t_i (p_ik − P_k)² / (T I), I = Σ_k P_k (1 − P_k)",
	Source:  "Goodman & Kruskal 1954, Journal of the American Statistical Association 49, 732–764; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Indexet för relativ mångfald är %s: så mycket mindre blandad är den genomsnittliga enheten än staden, som andel av stadens blandning.",
		En: "The relative diversity index is %s: how much less mixed the average unit is than the city, as a share of the city's mix.",
	},
	Caveat: lang.Text{
		Sv: "Stora grupper väger tyngst, så en liten grupp som bor mycket samlat syns knappt.",
		En: "Large groups weigh most, so a small group that lives closely together hardly shows.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"PySAL segregation: MultiRelativeDiversity", "OasisR: RelDivers", "Stata: seg", "Stata: dseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return RelativeDiversity(c) },
}

// RelativeDiversity returns Reardon and Firebaugh's R, how far Simpson's interaction index of the average unit falls short of
// the city's, as a share of the city's: 0 when all units have one composition, 1 when no unit holds people of two groups.
// It is Goodman and Kruskal's tau, and with two groups [CorrelationRatio].
//
// Groups without people are dropped; it is undefined when fewer than two remain.
func RelativeDiversity(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	var sum, interaction index.Sum
	squaredDeviations(c, N, T, func(k int, s float64) {
		sum = sum.Plus(s)
		interaction = interaction.Plus(N[k] / T * ((T - N[k]) / T))
	})
	return within(0, sum.Value()/interaction.Value(), 1)
}

// squaredDeviations calls f with Σ_i (t_i/T)(p_ik − P_k)² for each group k that has people.
func squaredDeviations(c index.Composition, N []float64, T float64, f func(k int, s float64)) {
	sums := make([]index.Sum, len(N))
	for i := range c.Units() {
		t := unitTotal(c, i)
		if t == 0 {
			continue
		}
		for k, counts := range c.Counts {
			d := counts[i]/t - N[k]/T
			sums[k] = sums[k].Plus(t / T * d * d)
		}
	}
	for k := range sums {
		if N[k] > 0 {
			f(k, sums[k].Value())
		}
	}
}

package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var selfExcluded = index.Param{
	Name: "self-excluded", Default: 0, Min: 0, Max: 1, Whole: true,
	Doc: "1 leaves the person itself out of those it meets",
}

var exposureMatrix = index.Index{
	ID:      "exposure-matrix",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Kontaktmatris", En: "Exposure matrix"},
	Formula: "P_ab = Σ_i (n_ia/N_a) p_ib",
	Source:  "Bell 1954, Social Forces 32, 357–364; Lieberson & Carter 1982, American Sociological Review 47, 296–310",
	Min:     0,
	Max:     1,
	Params:  []index.Param{selfExcluded},
	Reading: lang.Text{
		Sv: "Kontakten är %s: så stor andel av dem som finns i enheten tillhör den andra gruppen, i genomsnitt för den första gruppen.",
		En: "The exposure is %s: the share of the second group among those in the unit of the first group's average member.",
	},
	Caveat: lang.Text{
		Sv: "Kontakten beror på hur stor den mötta gruppen är i hela staden: jämför med dess andel.",
		En: "The exposure depends on how large the group that is met is in the whole city: compare with its share.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: exposure", "R segregation: isolation", "OasisR: xPy", "seg: spseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		matrix, err := ExposureMatrix(c, selfExcluded.From(p) == 1)
		var parts []index.Part
		for a, row := range matrix {
			for b, v := range row {
				parts = append(parts, index.OfPair(a, b, v))
			}
		}
		return parts, err
	},
}

// ExposureMatrix returns, in row a and column b, the mean over group a of the share of group b in their unit. The diagonal
// is each group's isolation, and every row sums to 1. With selfExcluded the person itself does not count among those it
// meets, as in [IsolationSelfExcluded]; people alone in their unit are then left out.
//
// The row of a group without people (with selfExcluded: without neighbours) is nil. It is undefined when fewer than two
// groups have people and, with selfExcluded, when a unit has between 0 and 1 of a group.
func ExposureMatrix(c index.Composition, selfExcluded bool) ([][]float64, error) {
	if _, _, err := multigroup(c, 2); err != nil {
		return nil, err
	}
	own := 0.0 // of those who are met
	if selfExcluded {
		own = 1
	}
	K := len(c.Counts)
	sums, people := make([]index.Sum, K*K), make([]index.Sum, K)
	for i := range c.Units() {
		t := unitTotal(c, i)
		if t == own {
			continue
		}
		for a, counts := range c.Counts {
			n := counts[i]
			if n == 0 {
				continue
			}
			if n < own {
				return nil, index.Undefined("unit %d holds part of a person: people cannot be left out of it", i)
			}
			people[a] = people[a].Plus(n)
			share := n / (t - own)
			sums[a*K+a] = sums[a*K+a].Plus((n - own) * share)
			for b := a + 1; b < K; b++ { // as many meetings of a with b as of b with a
				sums[a*K+b] = sums[a*K+b].Plus(c.Counts[b][i] * share)
			}
		}
	}
	matrix := make([][]float64, K)
	for a := range matrix {
		N := people[a].Value()
		if N == 0 {
			continue
		}
		matrix[a] = make([]float64, K)
		for b := range matrix[a] {
			v, err := within(0, sums[min(a, b)*K+max(a, b)].Value()/N, 1)
			if err != nil {
				return nil, err
			}
			matrix[a][b] = v
		}
	}
	return matrix, nil
}

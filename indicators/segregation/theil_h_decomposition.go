package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilHDecomposition = index.Index{
	ID:      "theil-h-decomposition",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Theils entropiindex, uppdelat", En: "Decomposition of the entropy index"},
	Formula: "H = H_between + Σ_w p_w (E_w/E) H_w, and so on within w",
	Source:  "Theil 1972, Statistical Decomposition Analysis; Reardon, Yun & Eitle 2000, Demography 37, 351–364",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom större områden blir hela Theils entropiindex.",
		En: "The part is %s: the parts between and within larger areas add up to the whole entropy index.",
	},
	Caveat: lang.Text{
		Sv: "Delen inom områdena är inget vanligt medelvärde av deras H: ett blandat område väger mer än ett ensartat.",
		En: "The part within areas is no plain mean of their H: a mixed area weighs more than a uniform one.",
	},
	Larger:     index.Larger{Units: true, Groups: true},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and larger units or larger groups",
	Programs:   []string{"R segregation: mutual_total_nested", "R segregation: mutual_within", "R segregation: mutual_total", "Stata: dseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		d, err := TheilHDecomposition(c)
		if err != nil {
			return nil, err
		}
		return d.parts("H"), nil
	},
}

// TheilHDecomposition takes [MultigroupTheilH] apart as [MutualInformationDecomposition] does the mutual information. The
// weight of a larger unit's own H is its share of the people times its entropy over the city's, as in R segregation; so the
// part within is no plain mean of the H of the areas. A larger unit with people of one group has no H and adds nothing.
//
// Groups without people are dropped; it is undefined when fewer than two remain, without larger units and groups, and when
// a larger unit lies in two of the level before.
func TheilHDecomposition(c index.Composition) (Decomposition, error) {
	d, err := decompose(c)
	if err != nil {
		return Decomposition{}, err
	}
	N, T, err := multigroup(c, 2)
	if err != nil {
		return Decomposition{}, err
	}
	E := shannon(N, T)
	d.divide(E)
	d.rescale(func(m *Member) {
		m.Divergence = math.NaN()
		m.Weight = m.Share * (m.entropy / E)
		if m.entropy > 0 {
			m.Own = min(m.Own/m.entropy, 1)
		} else {
			m.Own = math.NaN()
		}
	})
	if err := d.finite(); err != nil {
		return Decomposition{}, err
	}
	d.atMost(1)
	return d, nil
}

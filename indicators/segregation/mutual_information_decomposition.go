package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mutualInformationDecomposition = index.Index{
	ID:      "mutual-information-decomposition",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Ömsesidig information, uppdelad", En: "Decomposition of the mutual information"},
	Formula: "M = Σ_w p_w ls_w + Σ_w p_w M_w, and so on within w",
	Source:  "Mora & Ruiz-Castillo 2011, Sociological Methodology 41, 159–194; Roberto 2015, arXiv:1508.01167",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom större områden blir hela den ömsesidiga informationen.",
		En: "The part is %s: the parts between and within larger areas add up to the whole mutual information.",
	},
	Caveat: lang.Text{
		Sv: "Delen inom större områden växer när de är få och stora. Jämför bara uppdelningar efter samma slags områden.",
		En: "The part within larger areas grows when these are few and large. Compare decompositions by the same kind of areas only.",
	},
	Larger: index.Larger{Units: true, Groups: true},
	Needs:  "counts of two groups or more in each unit, with people in at least two of them, and larger units or larger groups",
	Programs: []string{
		"R segregation: mutual_total_nested", "R segregation: mutual_within", "R segregation: mutual_total",
		"rsegregation: decompose_divergence", "Stata: dseg",
	},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		d, err := MutualInformationDecomposition(c, logBase.From(p))
		if err != nil {
			return nil, err
		}
		return d.parts("M"), nil
	},
}

// MutualInformationDecomposition takes [MutualInformation] apart. By the levels of c.Within, to any depth: what lies between
// the largest units, between those of the next level within them, and so on down to the units. Each larger unit has its
// share of the people, the divergence of its composition from that of the area it lies in, and its own M within it; share
// times divergence adds up to a term between, share times M to what lies within. By c.Supergroup: what lies between the
// larger groups and within each of them, of the whole and of each term. All adds up exactly.
//
// Roberto's decomposition of the divergence index is the same. The weights are shares of people; R segregation's
// mutual_within and rsegregation's decompose_divergence give the same terms for one level.
//
// Groups without people are dropped; it is undefined when fewer than two remain, without larger units and groups, when a
// larger unit lies in two of the level before, and for a base that is not above 1.
func MutualInformationDecomposition(c index.Composition, base float64) (Decomposition, error) {
	unit, err := logUnit(base)
	if err != nil {
		return Decomposition{}, err
	}
	d, err := decompose(c)
	if err != nil {
		return Decomposition{}, err
	}
	d.divide(unit)
	d.rescale(func(m *Member) {
		m.Divergence /= unit
		m.Own /= unit
	})
	if err := d.finite(); err != nil {
		return Decomposition{}, err
	}
	return d, nil
}

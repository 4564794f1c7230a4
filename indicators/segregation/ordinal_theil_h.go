package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var ordinalTheilH = index.Index{
	ID:      "ordinal-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Ordinalt entropiindex (H)", En: "Ordinal information theory index (H)"},
	Formula: "Λ = Σ_i t_i (v − v_i)/(T v), v = mean over thresholds of −c log₂ c − (1−c) log₂(1−c)",
	Source:  "Reardon 2009, Measures of ordinal segregation, Research on Economic Inequality 17, 129–155",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Ordinalt entropiindex (H) är %s: så mycket mindre spridda på skalan är invånarna i en genomsnittlig enhet än i staden, som andel av stadens spridning.",
		En: "The ordinal information theory index (H) is %s: how much less spread over the scale the people of the average unit are than those of the city, as a share of the city's spread.",
	},
	Caveat: lang.Text{
		Sv: "Alla steg på skalan väger lika, oavsett hur långt det är mellan dem. Värdet stiger när enheterna blir mindre.",
		En: "All steps of the scale weigh alike, however far apart they are. The value rises with smaller units.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Programs:   []string{"OasisR: ordinalseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.EqualIsMin | index.ApartIsMax | index.WeightsScale | index.Reversal,
	Ordered:    func(r index.Ranked, _ index.Params) (float64, error) { return OrdinalTheilH(r) },
}

// OrdinalTheilH returns Reardon's ordinal information theory index: the mean variation of the units
// against that of the city, where the variation of people on an ordered scale is the mean, over the thresholds between
// neighbouring places, of −c log₂ c − (1−c) log₂(1−c) with c the share of people below. It is 0 when all units have one composition
// and 1 when nobody shares a unit with people at another place.
//
// A place where nobody is, is no place: it would count the threshold beside it twice. OasisR leaves such groups out too. It
// is undefined when all people are at one place.
func OrdinalTheilH(r index.Ranked) (float64, error) { return ordinal(r, entropyVariation) }

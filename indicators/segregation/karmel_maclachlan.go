package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var karmelMaclachlan = index.Index{
	ID:      "karmel-maclachlan",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förändring av Karmels och Maclachlans index (Ip)", En: "Change of Karmel and Maclachlan's index (Ip)"},
	Formula: "Ip = Σ_i |x_i − P t_i| / T = 2P(1 − P)D; Ip₂ − Ip₁ = additions + removals + group margin + unit margin + interaction + structural",
	Source:  "Karmel & Maclachlan 1988, Economic Record 64, 187–195",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till att andelen som skulle behöva byta enhet har ändrats, räknat från den första tidpunkten.",
		En: "The term is %s: how much it adds to the change of the share of people who would have to change unit, counted from the first date.",
	},
	Caveat: lang.Text{
		Sv: "Indexet beror på gruppernas storlek: därför delas förändringen. Byts tidpunkterna blir det andra tal, inte bara andra tecken.",
		En: "The index depends on the sizes of the groups, which is why its change is decomposed. Exchanging the dates gives other numbers, not only other signs.",
	},
	Needs:      "counts of two groups in the same units two times, with people of both groups both times; the empty cells before must allow the totals after",
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		ch, err := KarmelMaclachlan(before, after)
		if err != nil {
			return nil, err
		}
		return ch.oneWayParts(), nil
	},
}

// KarmelMaclachlan returns the difference between two dates of Karmel and Maclachlan's index Ip: the share of all people,
// of either group, who would have to change unit for the units to be of one mix, without changing the size of any. It is
// 0 when they are, and at most 2P(1 − P), with complete segregation; Ip is 2P(1 − P) times [Dissimilarity].
//
// The terms are those of [MutualInformationChangeOneWay]. In the words of the paper, about occupations and sexes, the unit
// margin is the occupation effect, the group margin the sex (labour force) effect, they and the interaction together the
// mix effect, and the structural term the composition effect. Additions and removals are no part of the paper: its
// occupations exist both times.
//
// It takes two groups, and is undefined when a group is empty at a date, when the dates have no unit in common, and when
// the empty cells before do not allow the totals after.
func KarmelMaclachlan(before, after index.Composition) (Change, error) {
	for _, c := range []index.Composition{before, after} {
		if _, _, _, _, err := twoGroups(c); err != nil {
			return Change{}, err
		}
	}
	d, err := compareDates(before, after, spread{
		term:    func(q, g float64) float64 { return math.Abs(q-g) / 2 },
		divisor: func([]float64) float64 { return 1 },
	})
	if err != nil {
		return Change{}, err
	}
	return d.oneWay()
}

package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mutualInformationChangeOneWay = index.Index{
	ID:     "mutual-information-change-one-way",
	Family: index.Segregation,
	Name: lang.Text{
		Sv: "Förändring av ömsesidig information (M), från den första tidpunkten",
		En: "Change of mutual information (M), from the first date",
	},
	Formula: "M₂ − M₁ = additions + removals + group margin + unit margin + interaction + structural, the table of the first date at the margins of the second",
	Source:  "Karmel & Maclachlan 1988, Economic Record 64, 187–195, applied to M",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till att den ömsesidiga informationen har ändrats, räknat från den första tidpunkten.",
		En: "The term is %s: how much it adds to the change of the mutual information, counted from the first date.",
	},
	Caveat: lang.Text{
		Sv: "Byts tidpunkterna blir det andra tal, inte bara andra tecken. Använd den delning som är medelvärdet av båda vägarna om inget talar för en av dem.",
		En: "Exchanging the dates gives other numbers, not only other signs. Use the decomposition that is the mean of both ways unless there is a reason for one of them.",
	},
	Needs:      "counts of the same groups in the same units two times, with people both times in one unit and two groups at least; the empty cells before must allow the totals after",
	Programs:   []string{"R segregation: mutual_difference(method = \"km\")"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	ChangeParts: func(before, after index.Composition, p index.Params) ([]index.Part, error) {
		ch, err := MutualInformationChangeOneWay(before, after, logBase.From(p))
		if err != nil {
			return nil, err
		}
		return ch.oneWayParts(), nil
	},
}

// MutualInformationChangeOneWay returns the difference of [MutualInformation] between two dates by Karmel and Maclachlan's
// way: the table before is taken to the totals after. The unit margin is what M gains when the units alone get their new
// sizes, each with the mix it had; the group margin when the groups alone do, each spread as it was; the interaction is
// what both together do beyond that, in the table of [FitMargins]; and what is left up to M after is structural. Only
// units and groups that exist both times are in these four; additions and removals hold the others.
//
// It is undefined where MutualInformation is, when the dates have no unit or fewer than two groups in common, and when the
// empty cells before do not allow the totals after.
func MutualInformationChangeOneWay(before, after index.Composition, base float64) (Change, error) {
	unit, err := logUnit(base)
	if err != nil {
		return Change{}, err
	}
	d, err := compareDates(before, after, spread{informationTerm, func([]float64) float64 { return unit }})
	if err != nil {
		return Change{}, err
	}
	return d.oneWay()
}

package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mutualInformationChange = index.Index{
	ID:      "mutual-information-change",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förändring av ömsesidig information (M), delad på orsaker", En: "Change of mutual information (M) by cause"},
	Formula: "M₂ − M₁ = additions + removals + group margin + unit margin + structural, margins swapped by iterative proportional fitting, averaged over orders",
	Source:  "Elbers 2021, Sociological Methods & Research; Deutsch, Flückiger & Silber 2009, Research on Economic Inequality 17, 171–202",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till att den ömsesidiga informationen har ändrats. Minus betyder att den har minskat segregationen.",
		En: "The term is %s: how much it adds to the change of the mutual information. Minus means that it has lowered segregation.",
	},
	Caveat: lang.Text{
		Sv: "Termerna säger hur talen har ändrats, inte varför folk har flyttat. Nya och försvunna enheter räknas för sig: har indelningen gjorts om säger de inget om segregationen.",
		En: "The terms say how the numbers changed, not why people moved. New and vanished units are counted apart: after a change of boundaries they say nothing about segregation.",
	},
	Needs:      "counts of the same groups in the same units two times, with people both times in one unit and two groups at least; empty cells must allow the totals of the other time",
	Programs:   []string{"R segregation: mutual_difference(method = \"shapley\"), mutual_difference(method = \"shapley_detailed\")"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	ChangeParts: func(before, after index.Composition, p index.Params) ([]index.Part, error) {
		ch, err := MutualInformationChange(before, after, logBase.From(p))
		if err != nil {
			return nil, err
		}
		return ch.parts(), nil
	},
}

// MutualInformationChange returns the difference of [MutualInformation] between two dates, or two places, as a sum of five
// terms: units and groups that only the later has (additions) or only the earlier had (removals), other sizes of the
// groups, other sizes of the units, and the structural term, which is what is left when sizes are held equal. A unit or
// group exists at a date when it has people.
//
// The terms come from the units and groups that exist both times, in the six tables that have the association of one date
// and the unit or group totals of the other, which [FitMargins] makes until they agree. The structural term is the mean of
// its values at the margins of either date, so that it does not depend on how the margins are told apart, and each margin
// is the mean over the orders in which the two margins can change, one straight after the other, before or after the
// structure (a Shapley value in two stages, as in the author's program). Exchanging the dates changes all signs and nothing
// else. What each unit and each group adds to the structural term adds up to it: the mean, over the two dates' sizes, of size
// times the change of local segregation, Σ_k p_ik log(p_ik/P_k), at the margins of that date.
//
// It is undefined where MutualInformation is, when the dates have no unit or fewer than two groups in common, as two
// cities have, and when the empty cells of a date do not allow the totals of the other.
//
// The R package segregation stops the fitting at totals that agree to 1 in 1,000 by default, and begins with units or
// groups by chance: its example has a structural term of −0.0035 where the limit is 0.0032, and contributions of units
// that do not add up.
func MutualInformationChange(before, after index.Composition, base float64) (Change, error) {
	unit, err := logUnit(base)
	if err != nil {
		return Change{}, err
	}
	d, err := compareDates(before, after, spread{informationTerm, func([]float64) float64 { return unit }})
	if err != nil {
		return Change{}, err
	}
	return d.shapley()
}

package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilHChange = index.Index{
	ID:      "theil-h-change",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förändring av Theils entropiindex (H), delad på orsaker", En: "Change of the multigroup entropy index (H) by cause"},
	Formula: "H₂ − H₁ = additions + removals + group margin + unit margin + structural, with H = M/E of every table",
	Source:  "the decomposition of Elbers 2021, Sociological Methods & Research, of the index of Theil & Finizza 1971, Journal of Mathematical Sociology 1, 187–193",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till att entropiindexet har ändrats. Minus betyder att den har minskat segregationen.",
		En: "The term is %s: how much it adds to the change of the entropy index. Minus means that it has lowered segregation.",
	},
	Caveat: lang.Text{
		Sv: "Gruppernas storlek ändrar både tabellen och entropin som den delas med: termen \"group margin\" är båda. Termerna säger inte varför folk har flyttat.",
		En: "The sizes of the groups change the table and the entropy it is divided by: the term \"group margin\" is both. The terms do not say why people moved.",
	},
	Needs:      "counts of the same groups in the same units two times, with people both times in one unit and two groups at least; empty cells must allow the totals of the other time",
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		ch, err := TheilHChange(before, after)
		if err != nil {
			return nil, err
		}
		return ch.parts(), nil
	},
}

// TheilHChange is [MutualInformationChange] for [MultigroupTheilH]: M of every fitted table is divided by the entropy of
// its own groups, so the structural term compares H at equal sizes, and the entropy's own change is part of the group
// margin. What units and groups add to the structural term adds up to it here too. It is undefined where
// MutualInformationChange is.
func TheilHChange(before, after index.Composition) (Change, error) {
	d, err := compareDates(before, after, spread{informationTerm, func(group []float64) float64 { return shannon(group, 1) }})
	if err != nil {
		return Change{}, err
	}
	return d.shapley()
}

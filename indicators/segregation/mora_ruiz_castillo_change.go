package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var moraRuizCastilloChange = index.Index{
	ID:     "mora-ruiz-castillo-change",
	Family: index.Segregation,
	Name: lang.Text{
		Sv: "Förändring av ömsesidig information (M) genom entropier",
		En: "Change of mutual information (M) by entropies",
	},
	Formula: "M₂ − M₁ = additions + removals + (E₂ − E₁) − Σ_i Δu_i (E_i1 + E_i2)/2 − Σ_i ΔE_i (u_i1 + u_i2)/2, u_i = t_i/T",
	Source:  "Mora & Ruiz-Castillo 2009, Research on Economic Inequality 17, 33–53",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till att den ömsesidiga informationen har ändrats.",
		En: "The term is %s: how much it adds to the change of the mutual information.",
	},
	Caveat: lang.Text{
		Sv: "Den strukturella termen följer med när gruppernas storlek ändras. Vill du hålla storlekarna lika, använd mutual-information-change.",
		En: "The structural term moves with the sizes of the groups. To hold sizes equal, use mutual-information-change.",
	},
	Needs:      "counts of the same groups in the same units two times, with people both times in one unit and two groups at least",
	Programs:   []string{"R segregation: mutual_difference(method = \"mrc\")"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	ChangeParts: func(before, after index.Composition, p index.Params) ([]index.Part, error) {
		ch, err := MoraRuizCastilloChange(before, after, logBase.From(p))
		if err != nil {
			return nil, err
		}
		parts := Change{
			Before: ch.Before, After: ch.After, Additions: ch.Additions, Removals: ch.Removals,
			GroupMargin: ch.GroupMargin, UnitMargin: ch.UnitMargin, Structural: ch.Structural,
		}.parts()
		for _, u := range ch.Units {
			part := index.OfUnit(u.Unit, u.Structural)
			part.Name = "structural"
			parts = append(parts, part)
		}
		return parts, nil
	},
}

// MoraRuizCastilloChange returns the difference of [MutualInformation] between two dates as M = E − Σ_i u_i E_i changes:
// the group margin is the change of the city's entropy E, the unit margin that of the units' shares of everybody u_i, and
// the structural term that of the units' own entropies E_i, each of the last two at the mean of the other. No table is
// fitted, so empty cells do no harm; but the structural term depends on the sizes of the groups, and units and groups are
// treated unlike: the decomposition of the transposed table is another one. The structural term is the sum of the units',
// whose local change is the fall of E_i.
//
// It is undefined where MutualInformation is, and when the dates have no unit or fewer than two groups in common.
func MoraRuizCastilloChange(before, after index.Composition, base float64) (Change, error) {
	unit, err := logUnit(base)
	if err != nil {
		return Change{}, err
	}
	d, err := compareDates(before, after, spread{informationTerm, func([]float64) float64 { return unit }})
	if err != nil {
		return Change{}, err
	}
	ch := d.change()
	ch.GroupMargin = (shannon(d.after.group, 1) - shannon(d.before.group, 1)) / unit
	K := len(d.groups)
	var margin, structural index.Sum
	for row, i := range d.units {
		u1, u2 := d.before.unit[row], d.after.unit[row]
		cells1, cells2 := d.before.cells[row*K:(row+1)*K], d.after.cells[row*K:(row+1)*K]
		e1, e2 := shannon(cells1, index.Total(cells1))/unit, shannon(cells2, index.Total(cells2))/unit
		margin = margin.Plus((u1 - u2) * ((e1 + e2) / 2))
		u := UnitChange{Unit: i, Structural: (e1 - e2) * ((u1 + u2) / 2), Local: e1 - e2}
		structural = structural.Plus(u.Structural)
		ch.Units = append(ch.Units, u)
	}
	ch.UnitMargin, ch.Structural = margin.Value(), structural.Value()
	return ch, ch.finite()
}

package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var isolation = index.Index{
	ID:      "isolation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Isoleringsindex (xPx)", En: "Isolation index (xPx)"},
	Formula: "xPx = Σ_i (x_i/X)(x_i/t_i)",
	Source:  "Bell 1954, Social Forces 32, 357–364; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Isoleringsindex är %s: så stor andel av invånarna i sin egen enhet möter gruppen i genomsnitt som tillhör den egna gruppen.",
		En: "The isolation index is %s: the share of their own group in the unit of the group's average member.",
	},
	Caveat: lang.Text{
		Sv: "Värdet kan inte bli lägre än gruppens andel i hela staden: en stor grupp får ett högt värde även när den är jämnt fördelad. Jämför med stadens andel eller använd korrelationskvoten.",
		En: "The value cannot fall below the group's share of the whole city: a large group has a high value even when it is spread evenly. Compare with the city's share, or use the correlation ratio.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Isolation", "R segregation: isolation", "OasisR: xPx",
		"rsegregation: isolation", "divseg: ds_isolation", "Stata: seg",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.ApartIsMax | index.Transfer,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return Isolation(c) },
}

// Isolation returns Bell's xPx, the mean over the group of interest of its share p_i of their unit. It lies between the
// group's share P of the city (every unit alike) and 1 (no unit holds both groups). The person itself counts among those
// it meets, as in Massey and Denton; OasisR also offers a variant that leaves it out (exact = TRUE).
//
// It is undefined when the group of interest is empty, or when everybody is in it.
func Isolation(c index.Composition) (float64, error) { return exposure(c, 0) }

// exposure returns the mean over the group of interest of the share that group met has in their unit.
func exposure(c index.Composition, met int) (float64, error) {
	x, y, X, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			sum = sum.Plus(x[i] / X * (c.Counts[met][i] / t))
		}
	}
	return within(0, sum.Value(), 1)
}

package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var hutchensDecomposition = index.Index{
	ID:      "hutchens-decomposition",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Hutchens kvadratrotsindex, uppdelat", En: "Decomposition of Hutchens' square root index"},
	Formula: "O = [1 − Σ_w √((X_w/X)(Y_w/Y))] + Σ_w √((X_w/X)(Y_w/Y)) O_w, and so on within w",
	Source:  "Hutchens 2004, International Economic Review 45, 555–578",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom större områden blir hela Hutchens index.",
		En: "The part is %s: the parts between and within larger areas add up to the whole of Hutchens' index.",
	},
	Caveat: lang.Text{
		Sv: "Vikterna blir tillsammans mindre än 1 när områdena skiljer sig åt: delen inom är inget medelvärde.",
		En: "The weights add up to less than 1 when the areas differ: the part within is no mean.",
	},
	Larger:     index.Larger{Units: true},
	Needs:      "counts of two groups in each unit, with people in both groups, and larger units",
	Programs:   []string{"Stata: hutchens"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		d, err := HutchensDecomposition(c)
		if err != nil {
			return nil, err
		}
		return d.parts("O"), nil
	},
}

// HutchensDecomposition takes [Hutchens] apart by the levels of c.Within, to any depth: what lies between the largest units,
// between those of the next level within them, and so on down to the units. The weight of a larger unit's own index is the
// geometric mean of its shares of both groups; the weights add up to 1 less what lies between. A larger unit with people of
// one group has no index of its own and adds nothing. All adds up exactly. Supergroups are not read: there are two groups.
//
// It is undefined when either group is empty, without larger units, and when a larger unit lies in two of the level before.
func HutchensDecomposition(c index.Composition) (Decomposition, error) {
	_, _, X, Y, err := twoGroups(c)
	if err != nil {
		return Decomposition{}, err
	}
	if len(c.Within) == 0 {
		return Decomposition{}, index.Undefined("needs larger units, to tell between from within")
	}
	ns, err := nest(c, []float64{X, Y}, X+Y)
	if err != nil {
		return Decomposition{}, err
	}
	smallest := len(ns.tables) - 1
	d := Decomposition{Terms: make([]float64, smallest), Larger: make([][]Member, smallest-1)}
	var own []float64 // the index within each area of the table at hand
	for l := smallest; l > 0; l-- {
		t, parent := ns.tables[l], ns.tables[l-1]
		inside := make([]index.Sum, len(parent.totals))
		var term index.Sum
		for a, b := range t.above {
			x, y, Xb, Yb := t.counts[0][a], t.counts[1][a], parent.counts[0][b], parent.counts[1][b]
			if x+y == 0 {
				continue
			}
			weight := math.Sqrt(x/X) * math.Sqrt(y/Y)
			if own != nil {
				m := Member{Number: t.number[a], Share: t.totals[a] / (X + Y), Divergence: math.NaN(), Weight: weight, Own: own[a]}
				if x == 0 || y == 0 {
					m.Own = math.NaN()
				}
				d.Larger[l-1] = append(d.Larger[l-1], m)
			}
			if Xb == 0 || Yb == 0 {
				continue // no index within b
			}
			// Areas fall short of each other by half the squares of differences, as in Hutchens.
			d := math.Sqrt(x/Xb) - math.Sqrt(y/Yb)
			term = term.Plus(math.Sqrt(Xb/X) * math.Sqrt(Yb/Y) * (d * d / 2))
			inside[b] = inside[b].Plus(d * d / 2)
			if own != nil && x > 0 && y > 0 {
				inside[b] = inside[b].Plus(math.Sqrt(x/Xb) * math.Sqrt(y/Yb) * own[a])
			}
		}
		d.Terms[l-1] = term.Value()
		own = values(inside)
		for b := range own {
			own[b] = min(own[b], 1)
		}
	}
	d.Total, err = Hutchens(c)
	if err != nil {
		return Decomposition{}, err
	}
	if err := d.finite(); err != nil {
		return Decomposition{}, err
	}
	return d, nil
}

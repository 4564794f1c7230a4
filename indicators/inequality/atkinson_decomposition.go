package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var atkinsonDecomposition = index.Index{
	ID:      "atkinson-decomposition",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Atkinsons index, uppdelat på grupper", En: "Atkinson index by group"},
	Formula: "1 − A = (1 − A_between)(1 − A_within), A_within = 1 − [Σk vk (1 − Ak)^(1−ε) / Σk vk]^(1/(1−ε)), vk = pk mk^(1−ε)",
	Source:  "Blackorby, C., Donaldson, D. & Auersperg, M. (1981). A new procedure for the measurement of inequality within and among population subgroups. Canadian Journal of Economics 14(4), 665–685.",
	Min:     -1, Max: 1,
	Params: []index.Param{epsilon},
	Reading: lang.Text{
		Sv: "Delen är %s: mellan plus inom, minus produkten av dem, är hela Atkinsons index.",
		En: "The part is %s: between plus within, less the product of the two, is the whole Atkinson index.",
	},
	Caveat: lang.Text{
		Sv: "Delarna blir inte tillsammans hela indexet utan en korsterm. Värdet beror på ε, som är ett ställningstagande och ska anges.",
		En: "The parts do not add up to the whole without a cross term. The value depends on ε, which is a value judgement and must be stated.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0 that are not all zero, each in a group; above 0 when epsilon is 1 or more",
	Programs:   []string{"IC2: decompAtkinson (BDA)"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := AtkinsonDecomposition(d, epsilon.From(p))
		if err != nil {
			return nil, err
		}
		parts := g.parts("cross")
		shown := parts[:0]
		for _, part := range parts {
			if part.Name != "contribution" { // the groups' terms make no sum
				shown = append(shown, part)
			}
		}
		return shown, nil
	},
}

// AtkinsonDecomposition takes [Atkinson] apart by d.Group after Blackorby, Donaldson and Auersperg (1981): Between is the index if
// everybody had the mean of the group; Within is what part of the total could be given up, without loss of welfare, if the rest were shared
// equally within each group; and
//
//	1 − A = (1 − Between)(1 − Within),  so that  Rest = A − Between − Within = −Between · Within
//
// The rest is the cross term, with the sign that makes the parts add up; IC2 prints it without. IC2's other decomposition, of Das and
// Parikh (1982), takes a mean of the groups' indices in place of a mean of their equally distributed equivalents: its residual has no
// reading, and a group without inequality drops out of it.
//
// Contribution is not used: the groups' terms make no sum. It is undefined where [Atkinson] is, and without groups. A group that has
// nothing has no index of its own.
func AtkinsonDecomposition(d index.Distribution, epsilon float64) (GroupDecomposition, error) {
	members, _, _, err := divide(d)
	if err != nil {
		return GroupDecomposition{}, err
	}
	var g GroupDecomposition
	if g.Total, err = Atkinson(d, epsilon); err != nil {
		return GroupDecomposition{}, err
	}
	if g.Between, err = Atkinson(means(members), epsilon); err != nil {
		return GroupDecomposition{}, err
	}
	// The weights differ as mk^(1−ε), which overflows where means differ much: the largest is taken out.
	power, largest := 1-epsilon, math.Inf(-1)
	logarithms := make([]float64, len(members))
	for k, m := range members {
		t := GroupTerm{Group: m.group, People: m.people, Held: m.held(), Index: math.NaN()}
		logarithms[k] = math.Inf(-1)
		if m.ratio > 0 {
			if t.Index, err = Atkinson(m.d, epsilon); err != nil {
				return GroupDecomposition{}, err
			}
			logarithms[k] = math.Log(m.people) + float64(power*math.Log(m.ratio))
		}
		largest = math.Max(largest, logarithms[k])
		g.Groups = append(g.Groups, t)
	}
	var weights, sum index.Sum
	for k, t := range g.Groups {
		if v := math.Exp(logarithms[k] - largest); v > 0 {
			left := math.Log1p(-t.Index) // of the group's total, when shared equally at no loss
			weights = weights.Plus(v)
			if power == 0 {
				sum = sum.Plus(v * left)
			} else {
				sum = sum.Plus(v * math.Expm1(power*left))
			}
		}
	}
	average := sum.Value() / weights.Value()
	if power != 0 {
		average = math.Log1p(average) / power
	}
	g.Within = -math.Expm1(average)
	g.Rest = -g.Between * g.Within
	return g, g.check()
}

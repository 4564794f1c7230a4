package composite

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	draws = index.Param{
		Name: "draws", Default: 1000, Min: 100, Max: 10_000, Whole: true,
		Doc: "number of choices that are drawn",
	}
	middle = index.Param{
		Name: index.Level.Name, Default: 0.9, Min: index.Level.Min, Max: index.Level.Max,
		Doc: "the share of the draws that the range of ranks holds; 0.9 is from the 5th to the 95th per cent",
	}
)

var rankUncertainty = index.Index{
	ID:      "rank-uncertainty",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Rangers osäkerhet", En: "Uncertainty of ranks"},
	Formula: "median and quantiles of rank_i(w(1 + e), normalisation, mean) over random choices, e uniform",
	Source:  "Saisana, Saltelli & Tarantola 2005, Journal of the Royal Statistical Society A 168(2), 307–323; " + handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{draws, perturbation, varied, available, seed, middle},
	Reading: lang.Text{
		Sv: "Delen är %s: områdets rang (1 är högst) eller sannolikheten att det ligger högst eller lägst när vikter och metod varieras.",
		En: "The part is %s: the area's rank (1 is highest), or the probability that it is highest or lowest, as weights and method are varied.",
	},
	Caveat: lang.Text{
		Sv: "Spannet visar vad valen gör, inte slumpen i siffrorna, och bara de val som har prövats.",
		En: "The range shows what the choices do, not chance in the figures, and only those choices that were tried.",
	},
	Needs:      "a table of two units or more by two indicators or more, each with two different values or more",
	Programs:   []string{"COINr: get_sensitivity"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		level := middle.From(p)
		ranges, err := RankUncertainty(x, choicesFrom(p), int(draws.From(p)), level)
		if err != nil {
			return nil, err
		}
		var parts []index.Part
		for i, r := range ranges {
			if r.Nominal != r.Nominal {
				continue
			}
			for _, of := range []struct {
				name  string
				value float64
			}{{"nominal rank", r.Nominal}, {"median rank", r.Median}, {"probability of highest", r.Highest}, {"probability of lowest", r.Lowest}} {
				p := index.OfUnit(i, of.value)
				p.Name = of.name
				if of.name == "median rank" {
					p.Lower, p.Upper, p.Level = r.Lower, r.Upper, level
				}
				parts = append(parts, p)
			}
		}
		return parts, nil
	},
}

// RankRange is where a unit ranks, 1 for the highest composite: by min–max, arithmetic mean and the weights given (Nominal), and by random
// choices. It is NaN for a unit that has too few indicators.
type RankRange struct {
	Nominal, Median, Lower, Upper float64
	Highest, Lowest               float64 // the share of the choices by which no unit is above it, or below
}

// RankUncertainty draws choices at random, all with the same probability and each weight uniform around its own, and returns the median
// rank of each unit and the range that holds the given share of its ranks in the middle. Quantiles are ranks that were drawn: the
// least with at least that share of the draws at or below it.
//
// Draw d has the stream d of the seed, so that more draws begin with the same. It is undefined where the normalisations are, for fewer than
// two units that have enough indicators, fewer than two indicators with weight, and for a level or number of draws out of
// range.
func RankUncertainty(x index.Indicators, c Choices, draws int, level float64) ([]RankRange, error) {
	if !(level > 0 && level < 1) || draws < 1 {
		return nil, index.Undefined("%d draws at level %v: want at least one, and a level between 0 and 1", draws, level)
	}
	t, err := newTrial(x, c)
	if err != nil {
		return nil, err
	}
	n := len(t.units)
	seen := make([][]float32, n) // halves of ranks are exact in them
	for j := range seen {
		seen[j] = make([]float32, draws)
	}
	highest, lowest := make([]int, n), make([]int, n)
	source, u := new(rand.PCG), make([]float64, t.factors())
	for d := range draws {
		t.draw(source, uint64(d), u)
		for j, rank := range t.choose(u) {
			seen[j][d] = float32(rank)
		}
		top, bottom := t.scores[t.order[0]], t.scores[t.order[n-1]]
		for j, v := range t.scores {
			if top-v <= t.tolerance {
				highest[j]++
			}
			if v-bottom <= t.tolerance {
				lowest[j]++
			}
		}
	}
	nan := math.NaN()
	out := slices.Repeat([]RankRange{{nan, nan, nan, nan, nan, nan}}, x.Units())
	for j, i := range t.units {
		slices.Sort(seen[j])
		at := func(share float64) float64 {
			return float64(seen[j][min(max(int(math.Ceil(float64(share*float64(draws))-1e-9))-1, 0), draws-1)])
		}
		out[i] = RankRange{
			Nominal: t.nominal[j], Median: at(0.5), Lower: at((1 - level) / 2), Upper: at((1 + level) / 2),
			Highest: float64(highest[j]) / float64(draws), Lowest: float64(lowest[j]) / float64(draws),
		}
	}
	return out, nil
}

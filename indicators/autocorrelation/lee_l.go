package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var leeLParams = testParams("row")

var leeL = index.Index{
	ID:      "lee-l",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lees L", En: "Lee's L"},
	Formula: "L = Σ_i (Σ_j w_ij z_xj)(Σ_j w_ij z_yj) / Σ_i (Σ_j w_ij)², x the first indicator and y the second; E[L] = r (t − (Σ_i W_i² − t)/(n − 1))/Σ_i W_i², t = Σ_i Σ_j w_ij², r their correlation",
	Source:  "Lee, S.-I. (2001). Developing a bivariate spatial association measure: an integration of Pearson's r and Moran's I. Journal of Geographical Systems 3(4), 369–385.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: leeLParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Nära 1 varierar de två variablerna lika över kartan, nära −1 tvärtom, när båda jämnats ut över grannarna.",
		En: "The part is %s. Near 1 the two variables vary alike over the map, near −1 the reverse, once both are smoothed over neighbours.",
	},
	Caveat: lang.Text{
		Sv: "Nära 0 antingen för att variablerna inte hör ihop eller för att de inte har något mönster på kartan. Läs det bredvid korrelationen.",
		En: "Near 0 either because the variables have nothing to do with each other or because they have no pattern on the map. Read it beside the correlation.",
	},
	Reads:      index.Located,
	Needs:      bivariateMoran.Needs,
	Programs:   []string{"PySAL esda: Spatial_Pearson", "spdep: lee, lee.test, lee.mc"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		g, err := LeeL(x, optionsFrom(leeLParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// LeeL returns Lee's L, the correlation of two indicators smoothed over neighbours times how much smoothing leaves of them. Random orders
// move units with both their indicators. A unit is not among its own neighbours here; Lee also has it so that it is.
//
// It is undefined where [BivariateMoran] is.
func LeeL(x index.Indicators, o Options) (Global, error) {
	net, z, err := ofColumns(x, 2, o.Weighting)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Global{}, err
	}
	n := float64(len(net.unit))
	var rows, links, together index.Sum
	for i, w := range net.sum {
		rows = rows.Plus(w * w)
		links = links.Plus(net.square[i])
		together = together.Plus(z[0][i] * z[1][i] / n)
	}
	all, own := rows.Value(), links.Value()
	// Random orders move pairs: a pair goes by its place in the order of values.
	pairs := order(z[0], z[1])
	place := make([]float64, len(pairs))
	for rank, i := range pairs {
		place[i] = float64(rank)
	}
	start := func() func([]float64) float64 {
		first, second := make([]float64, len(pairs)), make([]float64, len(pairs))
		return func(place []float64) float64 {
			for i, rank := range place {
				first[i], second[i] = z[0][pairs[int(rank)]], z[1][pairs[int(rank)]]
			}
			sum := 0.0
			for i := range place {
				sum += net.lagOf(i, first) * net.lagOf(i, second)
			}
			return sum / all
		}
	}
	g := Global{Value: start()(place), Units: len(pairs), Islands: net.islands, Normality: untested, Randomisation: untested}
	g.Randomisation.Expected = together.Value() * (own - (all-own)/(n-1)) / all
	g.Permutation = o.permute(pairs, place, g.Value, g.Randomisation.Expected, rounding, start)
	return g, nil
}

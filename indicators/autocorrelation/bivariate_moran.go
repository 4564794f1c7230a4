package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bivariateMoranParams = testParams("row")

var bivariateMoran = index.Index{
	ID:      "bivariate-moran",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Morans I för två variabler", En: "Bivariate Moran's I"},
	Formula: "I_xy = Σ_i Σ_j w_ij z_xi z_yj / S0, x the first indicator and y the second; E = 0",
	Source:  "Anselin, L., Syabri, I. & Smirnov, O. (2002). Visualizing multivariate spatial correlation with dynamically linked windows. CSISS; Wartenberg, D. (1985). Geographical Analysis 17(4), 263–283.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: bivariateMoranParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Över 0 har områden med höga värden av den första variabeln grannar med höga värden av den andra, under 0 tvärtom.",
		En: "The part is %s. Above 0 areas with high values of the first variable have neighbours with high values of the second, below 0 the reverse.",
	},
	Caveat: lang.Text{
		Sv: "Om variablerna följs åt i varje område och liknar sina grannar blir måttet högt av det skälet: det visar inte att grannarna påverkar.",
		En: "Where the variables go together in each area and resemble their neighbours it is high for that reason: it does not show that neighbours have an influence.",
	},
	Reads:      index.Located,
	Needs:      "two indicators, neither the same everywhere, in three units or more that have both and have neighbours, and what the weights are made of, as for moran; a third indicator and the weights of indicators are not read",
	Programs:   []string{"PySAL esda: Moran_BV", "spdep: moran_bv"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		g, err := BivariateMoran(x, optionsFrom(bivariateMoranParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// BivariateMoran returns the correlation of the first indicator of x with the second in the neighbours, on the scale that the weights
// give it.
//
// Random orders leave the first indicator where it is and move the second, so that they also take apart what goes together in a unit;
// the moments are exact for that.
//
// It is undefined where either indicator is the same in all units with neighbours, and where [Moran] is undefined.
func BivariateMoran(x index.Indicators, o Options) (Global, error) {
	net, z, err := ofColumns(x, 2, o.Weighting)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Global{}, err
	}
	// As a sum over the second indicator: Σ_j c_j z_yj with c_j = Σ_i w_ij z_xi / S0.
	share := make([]float64, len(net.unit))
	for i, v := range z[0] {
		to, weight := net.Of(i)
		for k, j := range to {
			share[j] += weight[k] * v / net.s0
		}
	}
	value := func(y []float64) float64 {
		sum := 0.0
		for j, v := range y {
			sum += share[j] * v
		}
		return sum
	}
	n := float64(len(share))
	g := Global{Value: value(z[1]), Units: len(share), Islands: net.islands, Normality: untested}
	p := powers(share)
	g.Randomisation = o.Alternative.normal(g.Value, 0, max(0, p[1]-p[0]*p[0]/n)*n/(n-1))
	g.Permutation = o.permute(order(z[1], share), z[1], g.Value, 0, rounding, func() func([]float64) float64 { return value })
	return g, nil
}

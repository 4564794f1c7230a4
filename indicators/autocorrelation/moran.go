package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var moranParams = testParams("row")

var moran = index.Index{
	ID:      "moran",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Morans I", En: "Moran's I"},
	Formula: "I = (n/S0) Σ_i Σ_j w_ij (x_i − x̄)(x_j − x̄) / Σ_i (x_i − x̄)², S0 = Σ_i Σ_j w_ij; E[I] = −1/(n − 1)",
	Source:  "Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17–23; moments: Cliff, A. D. & Ord, J. K. (1981). Spatial Processes. Pion, section 2.3.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: moranParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Morans I över det väntade värdet, strax under 0, betyder att områden liknar sina grannar; under det väntade skiljer de sig från dem.",
		En: "The part is %s. A Moran's I above the expected value, just below 0, means that areas resemble their neighbours; below it they differ from them.",
	},
	Caveat: lang.Text{
		Sv: "Säger inte var områden liknar varandra, och beror på vilka som räknas som grannar och på hur stora områdena är. Andelar i små områden varierar av en slump: använd moran-rates.",
		En: "Does not say where areas are alike, and depends on who counts as neighbours and on how large the areas are. Rates of small areas vary by chance: use moran-rates.",
	},
	Reads:      index.Located,
	Needs:      "values that are not all equal on three units or more with neighbours, and what the weights are made of: borders (queen, rook), their lengths (border-length), or distances (nearest, band, kernel); weights of the values are not read",
	Programs:   []string{"PySAL esda: Moran", "spdep: moran.test, moran.mc"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := Moran(d, optionsFrom(moranParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// Moran returns Moran's I, the correlation of values with those of neighbours on the scale that the weights give it: with
// row-standardised weights the slope of the lag on the value.
//
// Its mean is −1/(n − 1) in random orders and for normal values alike; the variance is exact for either. spdep with zero.policy takes islands out of n but keeps their values in the mean and in the sum of
// squares; PySAL keeps them in n as well. Here they are out of all.
//
// It is undefined where all values are equal, where fewer than three units have neighbours, and without what the weights are made of.
func Moran(d index.Distribution, o Options) (Global, error) {
	net, x, err := ofValues(d, o.Weighting)
	if err != nil {
		return Global{}, err
	}
	return o.moran(net, x)
}

// moran returns Moran's I of values on a network.
func (o Options) moran(net *network, x []float64) (Global, error) {
	z, err := standardised(x)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Global{}, err
	}
	n := float64(len(z))
	value := func(z []float64) float64 {
		sum := 0.0
		for i := range z {
			sum += z[i] * net.lagOf(i, z)
		}
		return sum / net.s0
	}
	g := Global{Value: value(z), Units: len(z), Islands: net.islands}
	mean, variance := net.moments(products(z))
	g.Randomisation = o.Alternative.normal(g.Value, mean/net.s0, variance/net.s0/net.s0)
	expected := -1 / (n - 1)
	s0 := net.s0 * net.s0
	g.Normality = o.Alternative.normal(g.Value, expected, (n*n*net.s1-n*net.s2+3*s0)/((n*n-1)*s0)-expected*expected)
	g.Permutation = o.permute(order(z, net.lag(z), net.sum), z, g.Value, expected, rounding, func() func([]float64) float64 { return value })
	return g, nil
}

// rounding is by how much sums of standardised values may differ with their order.
const rounding = 1e-12

package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var gearyParams = testParams("row")

var geary = index.Index{
	ID:      "geary",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Gearys C", En: "Geary's C"},
	Formula: "C = (n − 1) Σ_i Σ_j w_ij (x_i − x_j)² / (2 S0 Σ_i (x_i − x̄)²), S0 = Σ_i Σ_j w_ij; E[C] = 1",
	Source:  "Geary, R. C. (1954). The contiguity ratio and statistical mapping. The Incorporated Statistician 5(3), 115–145; moments: Cliff, A. D. & Ord, J. K. (1981). Spatial Processes. Pion, section 2.3.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: gearyParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Gearys C under 1 betyder att områden liknar sina grannar; över 1 skiljer de sig mer från dem än från andra.",
		En: "The part is %s. A Geary's C below 1 means that areas resemble their neighbours; above 1 they differ more from them than from others.",
	},
	Caveat: lang.Text{
		Sv: "Ett enda område med ett ytterlighetsvärde kan avgöra måttet. Läs det bredvid Morans I.",
		En: "A single area with an extreme value can decide it. Read it beside Moran's I.",
	},
	Reads:      index.Located,
	Needs:      moran.Needs,
	Programs:   []string{"PySAL esda: Geary", "spdep: geary.test, geary.mc"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := Geary(d, optionsFrom(gearyParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// Geary returns Geary's C: the mean squared difference of neighbours over that of all pairs, from 0 where neighbours do not differ. It is 1 in
// the mean of random orders and for normal values; the variance is exact for either.
//
// Z and the alternatives are of C as it is, so that likeness has a negative Z. spdep turns the sign round.
//
// It is undefined where [Moran] is.
func Geary(d index.Distribution, o Options) (Global, error) {
	net, x, err := ofValues(d, o.Weighting)
	if err != nil {
		return Global{}, err
	}
	z, err := standardised(x)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Global{}, err
	}
	n := float64(len(z))
	per := (n - 1) / (2 * n * net.s0)
	value := func(z []float64) float64 {
		sum := 0.0
		for i := range z {
			to, weight := net.Of(i)
			for k, j := range to {
				sum += weight[k] * (z[i] - z[j]) * (z[i] - z[j])
			}
		}
		return sum * per
	}
	g := Global{Value: value(z), Units: len(z), Islands: net.islands}
	mean, variance := net.moments(differences(z))
	g.Randomisation = o.Alternative.normal(g.Value, mean*per, variance*per*per)
	s0 := net.s0 * net.s0
	g.Normality = o.Alternative.normal(g.Value, 1, ((2*net.s1+net.s2)*(n-1)-4*s0)/(2*(n+1)*s0))
	g.Permutation = o.permute(order(z, net.lag(z), net.sum), z, g.Value, 1, rounding*n, func() func([]float64) float64 { return value })
	return g, nil
}

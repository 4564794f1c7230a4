package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var getisOrdGParams = testParams("binary")

var getisOrdG = index.Index{
	ID:      "getis-ord-g",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Getis och Ords G", En: "Getis and Ord's G"},
	Formula: "G = Σ_i Σ_j≠i w_ij x_i x_j / Σ_i Σ_j≠i x_i x_j; E[G] = S0/(n(n − 1))",
	Source:  "Getis, A. & Ord, J. K. (1992). The analysis of spatial association by use of distance statistics. Geographical Analysis 24(3), 189–206, equations 5–8.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: getisOrdGParams,
	Reading: lang.Text{
		Sv: "Delen är %s. G över det väntade värdet betyder att höga värden ligger bredvid varandra, under det att låga gör det.",
		En: "The part is %s. A G above the expected value means that high values lie beside each other, below it that low ones do.",
	},
	Caveat: lang.Text{
		Sv: "Skiljer inte ett lapptäcke från en samling av låga värden, och kräver värden med en naturlig nollpunkt, som antal eller andelar.",
		En: "Does not tell a patchwork from a gathering of low values, and needs values with a natural zero, such as counts or shares.",
	},
	Reads:      index.Located,
	Needs:      "values of at least 0 that are not all equal on three units or more with neighbours, and what the weights are made of: borders (queen, rook), their lengths (border-length), or distances (nearest, band, kernel); weights of the values are not read",
	Programs:   []string{"PySAL esda: G", "spdep: globalG.test"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := GetisOrdG(d, optionsFrom(getisOrdGParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// GetisOrdG returns Getis and Ord's global G: the share of all products of two units' values that are of neighbours, each by its weight. The
// mean and the variance are exact for random orders.
//
// It is undefined for a value below 0, where only one unit has a value above 0, and where [Moran] is undefined.
func GetisOrdG(d index.Distribution, o Options) (Global, error) {
	net, values, err := ofValues(d, o.Weighting)
	if err != nil {
		return Global{}, err
	}
	x, err := shares(values)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Global{}, err
	}
	a := products(x)
	if !(a.sum > 1e-12) {
		return Global{}, index.Undefined("the value of one unit is all but the sum of all, and it is nobody's neighbour beside itself")
	}
	value := func(x []float64) float64 {
		sum := 0.0
		for i := range x {
			sum += x[i] * net.lagOf(i, x)
		}
		return sum / a.sum
	}
	g := Global{Value: value(x), Units: len(x), Islands: net.islands, Normality: untested}
	mean, variance := net.moments(a)
	g.Randomisation = o.Alternative.normal(g.Value, mean/a.sum, variance/a.sum/a.sum)
	g.Permutation = o.permute(order(x, net.lag(x), net.sum), x, g.Value, mean/a.sum, rounding*net.s0, func() func([]float64) float64 { return value })
	return g, nil
}

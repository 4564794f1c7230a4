package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Null is which orders of values the moments of local statistics are over.
type Null int

// The nulls, in the order of the parameter moments.
const (
	Conditional Null = iota // the unit keeps its value (Sokal, Oden & Thomson 1998), as in the random orders
	Total                   // all values move (Anselin 1995)
)

var moments = index.Choice("moments", "orders that the mean and the variance are over: conditional (the unit keeps its value; Sokal, Oden & Thomson 1998) or total (all values move; Anselin 1995)",
	"conditional", "total")

var localMoranParams = append(localParams("row"), moments)

var localMoran = index.Index{
	ID:      "local-moran",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt Moran (LISA)", En: "Local Moran (LISA)"},
	Formula: "I_i = z_i Σ_j w_ij z_j, z_i = (x_i − x̄)/s; cluster and quadrant: 1 high among high, 2 low among high, 3 low among low, 4 high among low; cluster 0 not significant",
	Source:  "Anselin, L. (1995). Local indicators of spatial association – LISA. Geographical Analysis 27(2), 93–115; Sokal, R. R., Oden, N. L. & Thomson, B. A. (1998). Geographical Analysis 30(4), 331–354, equations A3–A8.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localMoranParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. I över det väntade betyder att området liknar sina grannar (högt omgivet av högt eller lågt av lågt), under att det avviker från dem.",
		En: "The part of the area is %s. An I above the expected means that the area resembles its neighbours (high among high or low among low), below that it departs from them.",
	},
	Caveat: lang.Text{
		Sv: "Ett p-värde per område är många prov: utan kontroll blir vart tjugonde område ett fynd av en slump. Ett kluster är områdets grannskap, inte området ensamt, och dess kant är inte känd. Med få slumpordningar kan inget område bland tusentals bli säkerställt: öka permutations.",
		En: "One p-value per area is many tests: without control every twentieth area is found by chance. A cluster is the neighbourhood of the area, not the area alone, and its edge is not known. With few random orders none of thousands of areas can be significant: raise permutations.",
	},
	Reads:      index.Located,
	Needs:      moran.Needs,
	Programs:   []string{"PySAL esda: Moran_Local", "spdep: localmoran, localmoran_perm"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		return partsOf(LocalMoran(d, Null(moments.From(p)), localOptionsFrom(localMoranParams, p)))
	},
}

// LocalMoran returns local Moran's I for each unit with neighbours: its standardised value times the weighted sum of theirs. They add up to S0
// times [Moran].
//
// PySAL's Moran_Local is (n − 1)/n times this. Its p_sim counts the tail in which the value lies, which is half of the two-sided p-value here
// (alternative directed), and all its units draw from the same random orders, so that they err together. spdep's localmoran has the
// same values.
//
// It is undefined where [Moran] is.
func LocalMoran(d index.Distribution, null Null, o LocalOptions) (Locals, error) {
	net, x, err := ofValues(d, o.Weighting)
	if err != nil {
		return Locals{}, err
	}
	return o.localMoran(net, x, null)
}

// localMoran returns local Moran's I of values on a network.
func (o LocalOptions) localMoran(net *network, x []float64, null Null) (Locals, error) {
	z, err := standardised(x)
	if err == nil {
		err = o.check()
	}
	if err == nil && (null < Conditional || null > Total) {
		err = index.Undefined("no orders %d for moments", null)
	}
	if err != nil {
		return Locals{}, err
	}
	units := o.lagged(net, z, z)
	if null == Total {
		fourth := powers(z)[3] / float64(len(z))
		for k, u := range units {
			mean, variance := net.totalMoments(u.at, fourth)
			test := o.Alternative.normal(u.Value, mean, variance)
			if o.Inference == ByPermutation || math.IsNaN(test.P) {
				test.P = u.P
			}
			units[k].Test = test
		}
	}
	return o.conclude(net, units, func(u Local) Cluster { return u.Quadrant }), nil
}

// totalMoments returns the moments of I_i over all orders of the values with this mean of z⁴ (Anselin 1995, equations 13 and 14, as Sokal
// et al. correct them).
func (net *network) totalMoments(i int, fourth float64) (mean, variance float64) {
	n := float64(len(net.unit))
	w, squares := net.sum[i], net.square[i]
	mean = -w / (n - 1)
	variance = squares*(n-fourth)/(n-1) + (w*w-squares)*(2*fourth-n)/((n-1)*(n-2)) - mean*mean
	return mean, max(0, variance)
}

// lagged returns z_i Σ_j w_ij y_j for each unit, with the neighbours of a unit drawn from the others. Both columns have mean 0 and variance 1.
func (o LocalOptions) lagged(net *network, z, y []float64) []Local {
	n := len(z)
	lag, size := net.lag(y), make([]float64, n)
	mean, variance := make([]float64, n), make([]float64, n)
	largest := 0.0
	for _, v := range y {
		largest = max(largest, math.Abs(v))
	}
	for i := range n {
		mean[i], variance[i] = net.weigh(i, withoutOne(float64(n), 0, float64(n), y[i]))
		size[i] = largest * net.sum[i]
	}
	urn := urnOf(y)
	draws := o.draw(net, urn, urnOf(z), lag, mean, size, sumOf(urn.sorted(y)))
	var units []Local
	for i, v := range z {
		if net.sum[i] == 0 {
			continue
		}
		if math.Abs(v) <= rounding {
			v = 0
		}
		units = append(units, Local{
			Unit: net.unit[i], at: i, Value: v * lag[i], Own: v, Lag: lag[i], Quadrant: quadrantOf(v, lag[i]),
			Test: o.judge(lag[i], mean[i], variance[i], v, draws[i]),
		})
	}
	return units
}

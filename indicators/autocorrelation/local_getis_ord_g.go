package autocorrelation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localGetisOrdGParams = localParams("binary")

var localGetisOrdG = index.Index{
	ID:      "local-getis-ord-g",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Getis och Ords lokala G", En: "Getis and Ord's local G"},
	Formula: "G_i = Σ_j≠i w_ij x_j / Σ_j≠i x_j; z as Ord & Getis (1995), the values of the other units in any order; cluster: 1 high values around, 3 low values around, 0 not significant",
	Source:  "Getis, A. & Ord, J. K. (1992). Geographical Analysis 24(3), 189–206, equation 1; Ord, J. K. & Getis, A. (1995). Local spatial autocorrelation statistics. Geographical Analysis 27(4), 286–306, table 1.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localGetisOrdGParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. G över det väntade betyder att grannarna har höga värden, under det att de har låga. Området självt räknas inte in.",
		En: "The part of the area is %s. A G above the expected means that the neighbours have high values, below it that they have low ones. The area itself does not count.",
	},
	Caveat: lang.Text{
		Sv: "Ett p-värde per område är många prov: läs det justerade. G handlar om grannarna: ett lågt område bland höga är också en het punkt.",
		En: "One p-value per area is many tests: read the adjusted one. G is about the neighbours: a low area among high ones is a hot spot too.",
	},
	Reads:      index.Located,
	Needs:      getisOrdG.Needs,
	Programs:   []string{"PySAL esda: G_Local", "spdep: localG, localG_perm"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		return partsOf(LocalGetisOrdG(d, localOptionsFrom(localGetisOrdGParams, p)))
	},
}

// LocalGetisOrdG returns local G for each unit with neighbours: the share of all values but its own that its neighbours have, each by its
// weight. Z is that of Ord and Getis (1995).
//
// A unit that has all there is of the value has no local G. PySAL's G_Local gives a unit without neighbours the value 0, and row-standardises by
// default.
//
// It is undefined for a value below 0, and where [Moran] is undefined.
func LocalGetisOrdG(d index.Distribution, o LocalOptions) (Locals, error) { return o.localG(d, false) }

// localG returns the local statistics of Getis and Ord, with the unit's own value or without.
func (o LocalOptions) localG(d index.Distribution, own bool) (Locals, error) {
	o.Own = own
	net, values, err := ofValues(d, o.Weighting)
	if err != nil {
		return Locals{}, err
	}
	x, err := shares(values)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Locals{}, err
	}
	z, err := standardised(x)
	if err != nil {
		return Locals{}, err
	}
	n, p := float64(len(x)), powers(x)
	centred := slices.Clone(x)
	for i := range centred {
		centred[i] -= p[0] / n
	}
	squares := powers(centred)[1]
	observed, size := net.lag(x), make([]float64, len(x))
	mean := make([]float64, len(x))
	variance, all := make([]float64, len(x)), make([]float64, len(x))
	centre := make([]float64, len(x)) // of the draws, in which the unit keeps its value
	for i, v := range x {
		all[i] = p[0] - v
		others := withoutOne(n, 0, squares, centred[i])
		others.mean = all[i] / (n - 1)
		mean[i], variance[i] = net.weigh(i, others)
		centre[i] = mean[i]
		if own {
			self := net.self[i]
			all[i] = p[0]
			observed[i] += self * v
			centre[i] += self * v
			mean[i], variance[i] = spread{p[0] / n, squares / n}.weigh(net.sum[i]+self, net.square[i]+self*self, n)
		}
		size[i] = net.sum[i] + net.self[i]
	}
	urn := urnOf(x)
	others := sumOf(urn.sorted(x))
	draws := o.draw(net, urn, urn, observed, centre, size, func(i int, drawn []int32, weight []float64) float64 {
		return others(i, drawn, weight) + net.self[i]*x[i]
	})
	var units []Local
	for i := range x {
		if net.sum[i] == 0 || !(all[i] > rounding) {
			continue
		}
		units = append(units, Local{
			Unit: net.unit[i], at: i, Value: observed[i] / all[i], Own: z[i], Lag: net.lagOf(i, z),
			Test: o.judge(observed[i], mean[i], variance[i], 1/all[i], draws[i]),
		})
	}
	if units == nil {
		return Locals{}, index.Undefined("no unit has neighbours and values beside its own")
	}
	return o.conclude(net, units, func(u Local) Cluster {
		if u.Value > u.Expected {
			return HighHigh
		}
		return LowLow
	}), nil
}

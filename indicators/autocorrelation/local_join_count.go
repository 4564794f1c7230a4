package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var localJoinCountParams = append(append([]index.Param{}, ruleParams...), blackCut, control, alpha)

var localJoinCount = index.Index{
	ID:      "local-join-count",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt antal grannar av samma slag", En: "Local join count"},
	Formula: "BB_i = Σ_j b_j over the k_i neighbours of a black unit, b_j = 1 where unit j is black; p = Pr(X ≥ BB_i), X hypergeometric: k_i drawn from n − 1 units of which B − 1 are black; cluster 1: black among black",
	Source:  "Anselin, L. & Li, X. (2019). Operational local join count statistics for cluster detection. Journal of Geographical Systems 21(2), 189–210.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localJoinCountParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. Fler grannar av samma slag än väntat betyder att området ingår i en samling.",
		En: "The part of the area is %s. More neighbours of its kind than expected mean that the area is part of a gathering.",
	},
	Caveat: lang.Text{
		Sv: "Gäller bara de områden som är av slaget. Med få grannar kan inget p-värde bli litet. Ett p-värde per område är många prov: läs det justerade.",
		En: "Only about the areas of the kind. With few neighbours no p-value can be small. One p-value per area is many tests: read the adjusted one.",
	},
	Reads:      index.Located,
	Needs:      moran.Needs,
	Programs:   []string{"PySAL esda: Join_Counts_Local"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		o := LocalOptions{Control: Control(control.From(p)), Alpha: alpha.From(p)}
		l, err := LocalJoinCount(d, Cut(blackCut.From(p)), weightingFrom(localJoinCountParams, p), o.Control, o.Alpha)
		return partsOf(l, err)
	},
}

// LocalJoinCount returns how many black neighbours each black unit with neighbours has, with the exact chance of as many or more where the
// neighbours are drawn from the other units. Neighbours count as one each, whatever their weight.
//
// PySAL estimates the same chance by random neighbours, and gives a unit without black neighbours none; here it is 1.
//
// It is undefined where [CountJoins] is.
func LocalJoinCount(d index.Distribution, cut Cut, w space.Weighting, c Control, alpha float64) (Locals, error) {
	o := LocalOptions{Control: c, Alpha: alpha}
	net, values, err := ofValues(d, w)
	if err == nil {
		err = c.check(alpha)
	}
	if err != nil {
		return Locals{}, err
	}
	black, all, err := cut.black(values)
	if err != nil {
		return Locals{}, err
	}
	others, kind := float64(len(black)-1), float64(all-1)
	share := kind / others
	var units []Local
	for i, b := range black {
		to, _ := net.Of(i)
		if b == 0 || len(to) == 0 {
			continue
		}
		count := 0.0
		for _, j := range to {
			count += black[j]
		}
		k := float64(len(to))
		u := Local{Unit: net.unit[i], at: i, Value: count, Own: math.NaN(), Lag: math.NaN()}
		u.Test = Test{Expected: k * share, Variance: k * share * (1 - share) * (others - k) / (others - 1), Z: math.NaN()}
		if u.Variance > 0 {
			u.Z = (count - u.Expected) / math.Sqrt(u.Variance)
		}
		u.P = atLeast(count, k, kind, others)
		units = append(units, u)
	}
	if units == nil {
		return Locals{}, index.Undefined("no black unit has neighbours")
	}
	return o.conclude(net, units, func(Local) Cluster { return HighHigh }), nil
}

// atLeast returns the chance of count or more black ones among k drawn from n units, of which so many are black, without replacement.
func atLeast(count, k, black, n float64) float64 {
	logChoose := func(n, k float64) float64 {
		a, _ := math.Lgamma(n + 1)
		b, _ := math.Lgamma(k + 1)
		c, _ := math.Lgamma(n - k + 1)
		return a - b - c
	}
	if count <= max(0, k-(n-black)) {
		return 1
	}
	all := logChoose(n, k)
	p := 0.0
	for x := count; x <= min(k, black); x++ {
		p += math.Exp(logChoose(black, x) + logChoose(n-black, k-x) - all)
	}
	return min(1, p)
}

package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localGearyParams = localParams("row")

var localGeary = index.Index{
	ID:      "local-geary",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt Geary", En: "Local Geary"},
	Formula: "c_i = Σ_j w_ij (z_i − z_j)², z_i = (x_i − x̄)/s; cluster: 1 high among high, 3 low among low, 5 like its neighbours, 6 unlike them, 0 not significant",
	Source:  "Anselin, L. (1995). Local indicators of spatial association – LISA. Geographical Analysis 27(2), 93–115, equations 17–19; moments: Sokal, R. R., Oden, N. L. & Thomson, B. A. (1998). Geographical Analysis 30(4), 331–354.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localGearyParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. Ett c under det väntade betyder att området liknar sina grannar, över det att det skiljer sig från dem.",
		En: "The part of the area is %s. A c below the expected means that the area resembles its neighbours, above it that it differs from them.",
	},
	Caveat: lang.Text{
		Sv: "Ett p-värde per område är många prov: läs det justerade. Skillnader från medelvärdet gör även områden mitt i skalan lika sina grannar: måttet säger inte om de ligger högt eller lågt.",
		En: "One p-value per area is many tests: read the adjusted one. Areas in the middle of the scale resemble their neighbours too: it does not say whether they are high or low.",
	},
	Reads:      index.Located,
	Needs:      moran.Needs,
	Programs:   []string{"PySAL esda: Geary_Local", "spdep: localC, localC_perm"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		return partsOf(LocalGeary(d, localOptionsFrom(localGearyParams, p)))
	},
}

// LocalGeary returns local Geary's c for each unit with neighbours: the weighted sum of squared differences from theirs. They add up to
// 2n S0/(n − 1) times [Geary].
//
// PySAL's Geary_Local has the same values; spdep's localC divides by s² over n − 1 and has (n − 1)/n of them. A unit is high among high where
// its value and the lag of its neighbours both lie above the mean, low among low where both lie below, and otherwise like its neighbours.
//
// It is undefined where [Moran] is.
func LocalGeary(d index.Distribution, o LocalOptions) (Locals, error) {
	net, x, err := ofValues(d, o.Weighting)
	if err != nil {
		return Locals{}, err
	}
	z, err := standardised(x)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Locals{}, err
	}
	units := o.gearys(net, [][]float64{z})
	for k := range units {
		u := &units[k]
		u.Own, u.Lag = z[u.at], net.lagOf(u.at, z)
		u.Quadrant = quadrantOf(u.Own, u.Lag)
	}
	return o.conclude(net, units, func(u Local) Cluster {
		switch {
		case u.Value >= u.Expected:
			return Unlike
		case u.Quadrant == HighHigh, u.Quadrant == LowLow:
			return u.Quadrant
		}
		return Alike
	}), nil
}

// gearys returns Σ_j w_ij Σ_k (z_ik − z_jk)²/K for each unit, with the neighbours of a unit drawn from the others. The K columns have mean 0
// and variance 1.
func (o LocalOptions) gearys(net *network, columns [][]float64) []Local {
	n, k := len(net.unit), float64(len(columns))
	apart := func(a, b int) float64 {
		sum := 0.0
		for _, z := range columns {
			sum += (z[a] - z[b]) * (z[a] - z[b])
		}
		return sum / k
	}
	observed, size := make([]float64, n), make([]float64, n)
	mean, variance := make([]float64, n), make([]float64, n)
	among := distancesAmong(columns)
	for i := range n {
		to, weight := net.Of(i)
		for e, j := range to {
			observed[i] += weight[e] * apart(i, int(j))
		}
		mean[i], variance[i] = net.weigh(i, among.from(i))
		size[i] = observed[i] + mean[i]
	}
	urn := urnOf(columns...)
	drawn := make([][]float64, len(columns))
	for c := range columns {
		drawn[c] = urn.sorted(columns[c])
	}
	sum := func(i int, at []int32, weight []float64) float64 {
		sum := 0.0
		for c, z := range drawn {
			own := columns[c][i]
			for e, j := range at {
				sum += weight[e] * (own - z[j]) * (own - z[j])
			}
		}
		return sum / k
	}
	draws := o.draw(net, urn, urn, observed, mean, size, sum)
	var units []Local
	for i := range n {
		if net.sum[i] > 0 {
			nan := math.NaN()
			units = append(units, Local{Unit: net.unit[i], at: i, Value: observed[i], Own: nan, Lag: nan, Test: o.judge(observed[i], mean[i], variance[i], 1, draws[i])})
		}
	}
	return units
}

// distances is what the mean and the variance of the squared distances Σ_k (z_ik − z_jk)²/K from a unit to all others follow from.
type distances struct {
	columns [][]float64
	norm    []float64   // |z_j|²
	square  float64     // Σ_j |z_j|⁴
	cross   [][]float64 // Σ_j z_jk z_jl
	along   []float64   // Σ_j |z_j|² z_jk
}

func distancesAmong(columns [][]float64) distances {
	d := distances{columns: columns, norm: make([]float64, len(columns[0])), along: make([]float64, len(columns))}
	for _, z := range columns {
		for j, v := range z {
			d.norm[j] += v * v
		}
	}
	for _, v := range d.norm {
		d.square += v * v
	}
	for k, z := range columns {
		row := make([]float64, len(columns))
		for l, other := range columns {
			for j, v := range z {
				row[l] += v * other[j]
			}
		}
		d.cross = append(d.cross, row)
		for j, v := range z {
			d.along[k] += d.norm[j] * v
		}
	}
	return d
}

// from returns the spread of the squared distances from unit i to the others: with a = |z_i|² and b_j = |z_j|² they are a + b_j − 2 z_i·z_j, and
// columns have mean 0 and Σ_j b_j = nK.
func (d distances) from(i int) spread {
	n, k := float64(len(d.norm)), float64(len(d.columns))
	a := d.norm[i]
	squares := n*a*a + d.square + 2*a*n*k
	for c, z := range d.columns {
		squares -= 4 * z[i] * d.along[c]
		for l, other := range d.columns {
			squares += 4 * z[i] * d.cross[c][l] * other[i]
		}
	}
	return withoutOne(n, (n*a+n*k)/k, squares/k/k, 0)
}

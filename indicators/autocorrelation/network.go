package autocorrelation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// network is the units that have neighbours, numbered anew from 0, with their weights.
type network struct {
	unit    []int // the number of each in the input
	islands []int // the units without neighbours, by their numbers in the input
	space.Graph
	self []float64 // own weights; nil where units are not among their neighbours

	sum    []float64 // W_i, own weight left out
	square []float64 // Σ_j w_ij², own weight left out
	s0     float64   // Σ_i W_i
	s1     float64   // Σ_i Σ_j (w_ij + w_ji)²/2
	s2     float64   // Σ_i (Σ_j w_ij + Σ_j w_ji)²
}

// least is the number of units with neighbours below which nothing is compared: of two, either has the other's neighbours.
const least = 3

// network returns the network of the units among those present (nil: all of them). With own, each unit is also a neighbour of its own.
func (w Weighting) network(s *space.Space, present []int, own bool) (*network, error) {
	if w.Style < RowStandardised || w.Style > VarianceStabilising {
		return nil, index.Undefined("no style %d of weights", w.Style)
	}
	if present != nil {
		s = s.Pick(present)
	}
	g, err := w.links(s)
	if err != nil {
		return nil, err
	}
	linked := make([]bool, g.Len())
	for i := range linked {
		to, _ := g.Of(i)
		linked[i] = linked[i] || len(to) > 0
		for _, j := range to {
			linked[j] = true
		}
	}
	net := &network{}
	renumbered := make([]int32, g.Len())
	for i, yes := range linked {
		number := i
		if present != nil {
			number = present[i]
		}
		if yes {
			renumbered[i] = int32(len(net.unit))
			net.unit = append(net.unit, number)
		} else {
			net.islands = append(net.islands, number)
		}
	}
	n := len(net.unit)
	if n < least {
		return nil, index.Undefined("%d of the units have neighbours; at least %d must", n, least)
	}
	net.To, net.Value = make([]int32, len(g.To)), slices.Clone(g.Value)
	for k, j := range g.To {
		net.To[k] = renumbered[j]
	}
	net.First = make([]int32, 1, n+1)
	for i, yes := range linked {
		if yes {
			net.First = append(net.First, g.First[i+1])
		}
	}
	if own {
		net.self = net.ownWeights(w)
	}
	net.dress(w.Style)
	if err := net.sums(); err != nil {
		return nil, err
	}
	return net, nil
}

// ownWeights are what a unit weighs among its own neighbours, before they are given a style: 1, which is what a kernel has at distance
// 0, or the longest border that the unit shares.
func (net *network) ownWeights(w Weighting) []float64 {
	self := ones(len(net.unit))
	if w.Kind == BorderLength {
		for i := range self {
			if _, value := net.Of(i); len(value) > 0 {
				self[i] = slices.Max(value)
			}
		}
	}
	return self
}

// dress gives the weights a style.
func (net *network) dress(style Style) {
	total, units := 0.0, 0
	for i := range net.unit {
		_, value := net.Of(i)
		own := 0.0
		if net.self != nil {
			own = net.self[i]
		}
		sum, square := own, own*own
		for _, v := range value {
			sum, square = sum+v, square+v*v
		}
		if len(value) == 0 && net.self == nil {
			continue
		}
		by := 1.0
		switch style {
		case RowStandardised:
			by = 1 / sum
		case VarianceStabilising:
			by = 1 / math.Sqrt(square)
		}
		for k := range value {
			value[k] *= by
			if style == Binary {
				value[k] = 1
			}
		}
		if net.self != nil {
			net.self[i] *= by
			if style == Binary {
				net.self[i] = 1
			}
		}
		total, units = total+sum*by, units+1
	}
	if style != VarianceStabilising {
		return
	}
	for k := range net.Value {
		net.Value[k] *= float64(units) / total
	}
	for i := range net.self {
		net.self[i] *= float64(units) / total
	}
}

// sums adds the weights up.
func (net *network) sums() error {
	n := len(net.unit)
	net.sum, net.square = make([]float64, n), make([]float64, n)
	into := make([]float64, n) // Σ_j w_ji
	var s0, s1, s2 index.Sum
	for i := range n {
		to, value := net.Of(i)
		for k, j := range to {
			v := value[k]
			net.sum[i] += v
			net.square[i] += v * v
			into[j] += v
			s1 = s1.Plus(v * (v + net.weight(int(j), i)))
		}
		s0 = s0.Plus(net.sum[i])
	}
	for i := range n {
		s2 = s2.Plus((net.sum[i] + into[i]) * (net.sum[i] + into[i]))
	}
	net.s0, net.s1, net.s2 = s0.Value(), s1.Value(), s2.Value()
	if sums := net.s0 + net.s1 + net.s2; !(net.s0 > 0) || sums-sums != 0 {
		return index.Undefined("the weights differ too much in size to compute with")
	}
	return nil
}

// weight returns w_ij, 0 where j is no neighbour of i.
func (net *network) weight(i, j int) float64 {
	to, value := net.Of(i)
	if k, ok := slices.BinarySearch(to, int32(j)); ok {
		return value[k]
	}
	return 0
}

// lag returns Σ_j w_ij x_j, own weights left out.
func (net *network) lag(x []float64) []float64 {
	out := make([]float64, len(net.unit))
	for i := range out {
		out[i] = net.lagOf(i, x)
	}
	return out
}

func (net *network) lagOf(i int, x []float64) float64 {
	to, value := net.Of(i)
	sum := 0.0
	for k, j := range to {
		sum += value[k] * x[j]
	}
	return sum
}

// of returns the values of the units of the network.
func (net *network) of(values []float64) []float64 {
	out := make([]float64, len(net.unit))
	for j, i := range net.unit {
		out[j] = values[i]
	}
	return out
}

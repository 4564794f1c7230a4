package autocorrelation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// network is the units that have neighbours, numbered anew from 0, with their weights on each other.
type network struct {
	unit    []int // the number of each in the input
	islands []int // the units without neighbours, by their numbers in the input
	space.Graph
	self []float64 // the weight of each unit on itself

	sum    []float64 // W_i
	square []float64 // Σ_j w_ij²
	s0     float64   // Σ_i W_i
	s1     float64   // Σ_i Σ_j (w_ij + w_ji)²/2
	s2     float64   // Σ_i (Σ_j w_ij + Σ_j w_ji)²
}

// least is the number of units with neighbours below which nothing is compared: of two, either is the other's only neighbour.
const least = 3

// networkOf returns the network of the units of s that are present (nil: of all). The weights of units on themselves are kept apart: sums
// leave them out.
func networkOf(s *space.Space, w space.Weighting, present []int) (*network, error) {
	if present != nil {
		s = s.Pick(present)
	}
	g, err := s.Weights(w)
	if err != nil {
		return nil, index.Undefined("%s weights: %v", weightsRule.Named(float64(w.Rule)), err)
	}
	linked := make([]bool, g.Len())
	for i := range linked {
		to, _ := g.Of(i)
		for _, j := range to {
			if int(j) != i {
				linked[i], linked[j] = true, true
			}
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
	if n := len(net.unit); n < least {
		return nil, index.Undefined("%d of the units have neighbours; at least %d must", n, least)
	}
	net.self = make([]float64, len(net.unit))
	net.First = append(net.First, 0)
	for i, yes := range linked {
		if !yes {
			continue
		}
		to, value := g.Of(i)
		for k, j := range to {
			if int(j) == i {
				net.self[renumbered[i]] = value[k]
			} else {
				net.To, net.Value = append(net.To, renumbered[j]), append(net.Value, value[k])
			}
		}
		net.First = append(net.First, int32(len(net.To)))
	}
	return net, net.addUp()
}

// addUp sets the sums of the weights.
func (net *network) addUp() error {
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
	if !(net.s0 > 0) || !finite(net.s0*net.s0+net.s1+net.s2) {
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

// lag returns Σ_j w_ij x_j for each unit.
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

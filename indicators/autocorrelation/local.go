package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Inference is where the p-values of local statistics come from.
type Inference int

// The ways, in the order of the parameter inference.
const (
	ByPermutation Inference = iota // random neighbours
	ByNormal                       // z by the normal distribution
)

var inference = index.Choice("inference", "where p-values come from: permutation (random neighbours) or normal (z by the normal distribution)", "permutation", "normal")

// LocalOptions are the choices of local statistics.
type LocalOptions struct {
	Options
	Inference Inference
	Control   Control
	Alpha     float64 // adjusted p-value up to which a unit is named
}

// localParams are the parameters of [LocalOptions], with a style of weights unless otherwise chosen.
func localParams(style string) []index.Param {
	return append(testParams(style), inference, control, alpha)
}

func localOptionsFrom(params []index.Param, p index.Params) LocalOptions {
	return LocalOptions{optionsFrom(params, p), Inference(inference.From(p)), Control(control.From(p)), alpha.From(p)}
}

func (o LocalOptions) check() error {
	if o.Inference < ByPermutation || o.Inference > ByNormal {
		return index.Undefined("no way %d to a p-value", o.Inference)
	}
	if err := o.Control.check(o.Alpha); err != nil {
		return err
	}
	return o.Options.check()
}

// Local is the statistic of one unit. What has no value is NaN.
type Local struct {
	Unit     int
	at       int // in the network
	Value    float64
	Own, Lag float64 // standardised value, and the weighted sum of those of the neighbours
	Test             // by moments, with P by the inference chosen
	Adjusted float64 // P adjusted for the number of units
	Quadrant Cluster // of the scatter plot, whatever P
	Cluster  Cluster // NotSignificant unless Adjusted is alpha at most
}

// Locals are the statistics of the units that have neighbours.
type Locals struct {
	Units   []Local
	Islands []int // units without neighbours, which have none
}

// parts returns what has a value.
func (l Locals) parts() []index.Part {
	var parts []index.Part
	for _, u := range l.Units {
		for _, part := range []struct {
			name  string
			value float64
		}{
			{"value", u.Value}, {"own", u.Own}, {"lag", u.Lag}, {"expected", u.Expected}, {"variance", u.Variance}, {"z", u.Z},
			{"p", u.P}, {"adjusted p", u.Adjusted}, {"quadrant", float64(u.Quadrant)}, {"cluster", float64(u.Cluster)},
		} {
			if finite(part.value) && (part.name != "quadrant" || u.Quadrant != NotSignificant) {
				p := index.OfUnit(u.Unit, part.value)
				p.Name = part.name
				parts = append(parts, p)
			}
		}
	}
	return parts
}

// partsOf returns the parts of local statistics, or the error.
func partsOf(l Locals, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	return l.parts(), nil
}

// conclude adjusts the p-values and names the units: by their quadrant, or as kind says.
func (o LocalOptions) conclude(net *network, units []Local, kind func(u Local) Cluster) Locals {
	p := make([]float64, len(units))
	for k, u := range units {
		p[k] = u.P
	}
	adjusted := o.Control.Adjust(p)
	for k := range units {
		if units[k].Adjusted = adjusted[k]; adjusted[k] <= o.Alpha {
			units[k].Cluster = kind(units[k])
		}
	}
	return Locals{units, net.islands}
}

// spread is the mean and the variance, over their number, of what the other units would bring to a unit as its neighbours.
type spread struct{ mean, variance float64 }

// weigh returns the mean and the variance of Σ_j w_ij u_j, where the neighbours of unit i are drawn from the n − 1 others without replacement.
func (net *network) weigh(i int, u spread) (mean, variance float64) {
	return u.weigh(net.sum[i], net.square[i], float64(len(net.unit)-1))
}

// weigh returns the moments of a sum of numbers that are drawn from n without replacement, by weights with this sum and sum of squares. Where
// all are drawn, with one weight, nothing varies.
func (u spread) weigh(weight, squares, n float64) (mean, variance float64) {
	uneven := squares - weight*weight/n
	if uneven < rounding*squares {
		uneven = 0
	}
	return weight * u.mean, u.variance * n / (n - 1) * uneven
}

// withoutOne returns the spread of n numbers of which the one given is left out. Numbers that are equal to rounding do not vary.
func withoutOne(n, sum, squares, one float64) spread {
	others := n - 1
	mean, square := (sum-one)/others, (squares-one*one)/others
	variance := square - mean*mean
	if variance < rounding*square {
		variance = 0
	}
	return spread{mean, variance}
}

// judge returns the test of a value Σ_j w_ij u_j times scale by its moments and by the draws. A value that is the only one there can be has
// no z, and p 1.
func (o LocalOptions) judge(sum, mean, variance, scale float64, draws orders) Test {
	t := Test{Expected: mean * scale, Variance: variance * scale * scale, Z: math.NaN(), P: 1}
	if scale == 0 {
		return t
	}
	t = o.Alternative.normal(sum*scale, mean*scale, variance*scale*scale)
	if o.Inference == ByPermutation {
		t.P = draws.p(o.Alternative, scale < 0)
	} else if math.IsNaN(t.P) {
		t.P = 1
	}
	return t
}

package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// environs are who the people of each unit have around them, in the unit itself and beyond it.
type environs struct {
	N      []float64   // people of each group in the city
	T      float64     // people in the city
	weight []float64   // of each unit: its people, in most indices
	share  [][]float64 // share[k][i] of group k around unit i, 0 where the weight is
}

// smoothed returns what each of the kernels makes of the counts: p̃_ik = Σ_j c_ij n_jk / Σ_j c_ij t_j, for every unit with people. Units and
// groups of the city stay as they were counted.
func smoothed(c index.Composition, kernels ...space.Kernel) ([]environs, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	at, err := c.Located()
	if err != nil {
		return nil, err
	}
	scales, err := at.SmoothMany(kernels, c.Counts...)
	if err != nil {
		return nil, index.Unplaced(err)
	}
	out := make([]environs, len(scales))
	totals := unitTotals(c)
	for j, around := range scales {
		if out[j], err = newEnvirons(around.Sums, totals); err != nil {
			return nil, err
		}
		out[j].N, out[j].T = N, T
	}
	return out, nil
}

// newEnvirons returns the shares that sums of groups around each unit are, where a unit has a weight.
func newEnvirons(sums [][]float64, weight []float64) (environs, error) {
	s := environs{weight: weight, share: make([][]float64, len(sums))}
	for k := range sums {
		s.share[k] = make([]float64, len(weight))
	}
	alone := 0
	for i, w := range weight {
		if w == 0 {
			continue
		}
		met := 0.0
		for _, sum := range sums {
			met += sum[i]
		}
		if !(met > 0) {
			alone++
			continue
		}
		if !(met <= math.MaxFloat64) {
			return s, index.Undefined("the counts are too large to add")
		}
		for k, sum := range sums {
			s.share[k][i] = sum[i] / met
		}
	}
	if alone > 0 {
		return s, index.Undefined("%s with people have nobody within reach of the kernel; choose a longer bandwidth, or a self-distance by which a unit reaches itself", lang.Count(alone, "unit"))
	}
	return s, nil
}

// theilH returns 1 − Σ_i w_i E_i / (W E): how much less mixed the average unit's surroundings are than the city.
func (s environs) theilH() (float64, error) {
	E := shannon(s.N, s.T)
	var sum, weights index.Sum
	for i, w := range s.weight {
		if w == 0 {
			continue
		}
		own := 0.0
		for _, share := range s.share {
			if p := share[i]; p > 0 {
				own -= float64(p * math.Log(p))
			}
		}
		sum, weights = sum.Plus(w/s.T*(E-own)), weights.Plus(w/s.T)
	}
	return within(math.Inf(-1), sum.Value()/(weights.Value()*E), 1)
}

// relativeDiversity returns 1 − Σ_i w_i I_i / (W I), with Simpson's interaction index I.
func (s environs) relativeDiversity() (float64, error) {
	I := s.interaction()
	var sum, weights index.Sum
	for i, w := range s.weight {
		if w == 0 {
			continue
		}
		own := 0.0
		for _, share := range s.share {
			own += float64(share[i] * (1 - share[i]))
		}
		sum, weights = sum.Plus(w/s.T*(I-own)), weights.Plus(w/s.T)
	}
	return within(math.Inf(-1), sum.Value()/(weights.Value()*I), 1)
}

// dissimilarity returns Σ_i Σ_k w_i |p_ik − P_k| / (2 W I).
func (s environs) dissimilarity() (float64, error) {
	var sum, weights index.Sum
	for i, w := range s.weight {
		if w == 0 {
			continue
		}
		apart := 0.0
		for k, share := range s.share {
			apart += math.Abs(share[i] - s.N[k]/s.T)
		}
		sum, weights = sum.Plus(w/s.T*apart), weights.Plus(w/s.T)
	}
	return within(0, sum.Value()/(2*weights.Value()*s.interaction()), math.Inf(1))
}

// interaction returns I = Σ_k P_k (1 − P_k).
func (s environs) interaction() float64 {
	var I index.Sum
	for _, n := range s.N {
		I = I.Plus(n / s.T * ((s.T - n) / s.T))
	}
	return I.Value()
}

// met returns the mean over group a of the share of group b around it, and NaN for a group without people.
func (s environs) met(c index.Composition, a, b int) (float64, error) {
	if s.N[a] == 0 {
		return math.NaN(), nil
	}
	var sum index.Sum
	for i, n := range c.Counts[a] {
		if n > 0 {
			sum = sum.Plus(n / s.N[a] * s.share[b][i])
		}
	}
	return within(0, sum.Value(), 1)
}

// Evenness is how unlike the city surroundings are, by one of three indices.
type Evenness int

// The indices, in the order of evennessChoice.
const (
	EvennessH Evenness = iota // the entropy index
	EvennessR                 // relative diversity
	EvennessD                 // dissimilarity
)

func (s environs) evenness(by Evenness) (float64, error) {
	switch by {
	case EvennessR:
		return s.relativeDiversity()
	case EvennessD:
		return s.dissimilarity()
	}
	return s.theilH()
}

var evennessChoice = index.Choice("measure", "the index: H, the entropy index; R, relative diversity; D, dissimilarity", "H", "R", "D")

// kernelOfSurroundings are the parameters of the kernel: that of Reardon and others (2008), 1 km unless otherwise chosen.
var kernelOfSurroundings = index.KernelParams("biweight", "zero", 1000)

// ofSurroundings returns an index of surroundings under the kernel that is chosen.
func ofSurroundings(f func(index.Composition, space.Kernel) (float64, error)) func(index.Composition, index.Params) (float64, error) {
	return func(c index.Composition, p index.Params) (float64, error) {
		return f(c, index.Kernel(kernelOfSurroundings, p))
	}
}

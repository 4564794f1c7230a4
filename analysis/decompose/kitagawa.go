package decompose

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Population is a population in strata.
type Population struct {
	Sizes []float64 // persons in each stratum, or shares: the scale does not matter
	Rates []float64 // of each stratum, in any unit; NaN where nobody is in it

	// Lower and Upper are the confidence limits of the rates, nil where these are unknown. The sizes are taken as known.
	Lower, Upper []float64

	// Dimensions are the categories of each stratum, one slice for each dimension that the strata are made of; nil where composition is not
	// to be divided further. They are read from the first of two populations.
	Dimensions [][]int
}

// Sampling is what limits rest on.
type Sampling struct {
	Level float64 // confidence level of the limits of the rates

	// SamePersons says that the two populations are one at two times, so that what chance does to the rate of a stratum it may do at both.
	// What chance does to sums of the two then counts in full, and to differences as if they were independent: limits are never too narrow
	// for it, whatever the correlation.
	SamePersons bool
}

// Parts is a difference of rates, To − From, in parts that sum to it: Total = Rate + Composition, and Composition = Σ Dimensions. Limits are
// NaN where those of the rates are unknown.
type Parts struct {
	From, To    float64 // rates of the whole populations
	Total       index.Estimate
	Rate        index.Estimate   // what other rates within strata make
	Composition index.Estimate   // what other shares of the strata make
	Dimensions  []index.Estimate // of the composition effect, one for each dimension
	Strata      []Stratum
}

// Stratum is what one stratum contributes. The composition effect of a stratum is told from the mean rate of both populations: a stratum that
// grows raises the whole if its rate is above that mean.
type Stratum struct {
	Rate, Composition float64
}

// Kitagawa divides the difference between the rates of two populations in strata into an effect of rates and one of composition
// (Kitagawa, E. M. 1955, Components of a difference between two rates. Journal of the American Statistical Association 50(272),
// 1168–1194, the two components of section 3):
//
//	R₂ − R₁ = Σ (p₁ᵢ + p₂ᵢ)/2 · (r₂ᵢ − r₁ᵢ)  +  Σ (p₂ᵢ − p₁ᵢ) · (r₁ᵢ + r₂ᵢ)/2
//
// With dimensions the second sum is divided by them (Das Gupta, P. 1993, Standardization and Decomposition of Rates: A User's Manual.
// U.S. Bureau of the Census, P23-186, chapter 5): the share of a stratum is written as a product of one symmetric factor for each dimension,
// equation 5.36, pᵢ = Π aᵢd, and each factor has the effect Σ (r₁ᵢ + r₂ᵢ)/2 · (what it makes of the difference of the products), as
// [Standardise] has it. A program that also takes the rates for one factor among the others, as an early DasGuptR did, mixes the products of
// two populations, which then no longer sum to one, and gets effects that differ in the fourth digit: −2.2282 of rates in Das Gupta's
// example 5.3, where Kitagawa's two components say −2.2277.
//
// A stratum that is empty in one of the populations has no rate there; it is taken to have the rate of the other, so that it has an
// effect of composition only. Strata that are empty in both play no part.
//
// Every effect is a sum of the rates with coefficients that depend on the sizes alone, so that their limits are those of
// [rate.MOVERSum] from the limits of the rates, which are taken to be independent but for what [Sampling] says. A rate that stands for
// another adds no chance of its own.
//
// It is undefined where lengths differ, a size is negative or not finite, a population is empty, or a stratum with somebody in it has no rate.
func Kitagawa(from, to Population, s Sampling) (Parts, error) {
	from, to, err := matched(from, to)
	if err != nil {
		return Parts{}, err
	}
	n := len(from.Sizes)
	p, q := shares(from.Sizes), shares(to.Sizes)
	out := Parts{From: mean(p, from.Rates), To: mean(q, to.Rates), Strata: make([]Stratum, n)}

	first, second := limitsOf(from), limitsOf(to)
	// The coefficients of the rates of a stratum in both populations.
	effect := func(of func(i int) (first, second float64)) index.Estimate {
		f := figures{same: s.SamePersons}
		for i := range n {
			a, b := of(i)
			switch { // an empty stratum has borrowed its rate
			case from.Sizes[i] == 0:
				a, b = 0, a+b
			case to.Sizes[i] == 0:
				a, b = a+b, 0
			}
			f.add(figure{a, from.Rates[i], first.lower[i], first.upper[i]}, figure{b, to.Rates[i], second.lower[i], second.upper[i]})
		}
		return f.sum(s.Level)
	}
	out.Total = effect(func(i int) (float64, float64) { return -p[i], q[i] })
	out.Rate = effect(func(i int) (float64, float64) { c := (p[i] + q[i]) / 2; return -c, c })
	out.Composition = effect(func(i int) (float64, float64) { c := (q[i] - p[i]) / 2; return c, c })
	for _, d := range structure(from.Dimensions, p, q) {
		out.Dimensions = append(out.Dimensions, effect(func(i int) (float64, float64) { return d[i] / 2, d[i] / 2 }))
	}
	middle := (out.From + out.To) / 2
	for i := range n {
		out.Strata[i] = Stratum{
			Rate:        (p[i] + q[i]) / 2 * (to.Rates[i] - from.Rates[i]),
			Composition: (q[i] - p[i]) * ((from.Rates[i]+to.Rates[i])/2 - middle),
		}
	}
	return out, nil
}

// matched checks two populations and lends the rates of strata that are empty in one of them.
func matched(from, to Population) (Population, Population, error) {
	n := len(from.Sizes)
	if n == 0 || len(to.Sizes) != n || len(from.Rates) != n || len(to.Rates) != n {
		return from, to, index.Undefined("%d and %d sizes, %d and %d rates", n, len(to.Sizes), len(from.Rates), len(to.Rates))
	}
	for _, d := range from.Dimensions {
		if len(d) != n {
			return from, to, index.Undefined("%d strata but %d categories of a dimension", n, len(d))
		}
	}
	for _, s := range []Population{from, to} {
		if s.Lower != nil && len(s.Lower) != n || s.Upper != nil && len(s.Upper) != n {
			return from, to, index.Undefined("%d strata but %d and %d limits", n, len(s.Lower), len(s.Upper))
		}
		for i, size := range s.Sizes {
			if !(size >= 0) || size > math.MaxFloat64 {
				return from, to, index.Undefined("size %d is %v", i, size)
			}
		}
		if !(index.Total(s.Sizes) > 0) {
			return from, to, index.Undefined("a population is empty")
		}
	}
	a, b := append([]float64{}, from.Rates...), append([]float64{}, to.Rates...)
	for i := range n {
		switch {
		case from.Sizes[i] == 0 && to.Sizes[i] == 0:
			a[i], b[i] = 0, 0
		case from.Sizes[i] == 0:
			a[i] = b[i]
		case to.Sizes[i] == 0:
			b[i] = a[i]
		}
		if !(math.Abs(a[i]) <= math.MaxFloat64) || !(math.Abs(b[i]) <= math.MaxFloat64) {
			return from, to, index.Undefined("stratum %d has no rate", i)
		}
	}
	from.Rates, to.Rates = a, b
	return from, to, nil
}

func shares(sizes []float64) []float64 {
	total := index.Total(sizes)
	out := make([]float64, len(sizes))
	for i, n := range sizes {
		out[i] = n / total
	}
	return out
}

func mean(p, rates []float64) float64 {
	var sum index.Sum
	for i, w := range p {
		sum.Add(float64(w * rates[i]))
	}
	return sum.Value()
}

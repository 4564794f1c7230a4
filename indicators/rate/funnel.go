package rate

import (
	"errors"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// FunnelLimits is how the limits of a funnel are made where units differ by chance alone.
type FunnelLimits int

// The limits. Quantiles are those of the exact distribution, binomial or Poisson, at the unit's size, drawn to a line between the whole
// numbers (Spiegelhalter 2005). Inverted are the counts whose own exact interval ends at the number expected, as
// PHEindicatormethods has for rates and ratios, or, of proportions, Wilson's limits laid around the benchmark, as Fingertips' SPC has.
// NormalLimits are P ∓ z √(P(1 − P)/n) and θ ∓ z √(θ/n), cut at the ends of the scale: what PHEindicatormethods has for proportions,
// under Wilson's name.
const (
	Quantiles    FunnelLimits = 0
	Inverted     FunnelLimits = 1
	NormalLimits FunnelLimits = 2
)

// Overdispersion is how a funnel allows for units that differ by more than chance.
type Overdispersion int

// The allowances of Spiegelhalter (2005). Multiplicative widens every standard error by √φ, Additive adds a variance between units.
const (
	NoOverdispersion Overdispersion = 0
	Multiplicative   Overdispersion = 1
	Additive         Overdispersion = 2
)

// FunnelOptions are the choices of a funnel. The zero value is exact quantiles without overdispersion.
type FunnelOptions struct {
	Limits         FunnelLimits
	Overdispersion Overdispersion
	Winsorise      float64 // share of the z-scores at each end that are drawn in before φ is estimated
}

var (
	funnelLimits = index.Param{
		Name: "limits", Default: float64(Quantiles), Min: float64(Quantiles), Max: float64(NormalLimits), Whole: true,
		Doc: "0: interpolated exact quantiles (Spiegelhalter 2005); 1: intervals turned round, Wilson's (Fingertips) or exact Poisson (PHEindicatormethods); 2: normal",
	}
	funnelOverdispersion = index.Param{
		Name: "overdispersion", Default: float64(NoOverdispersion), Min: float64(NoOverdispersion), Max: float64(Additive), Whole: true,
		Doc: "0: none; 1: multiplicative, standard errors times √φ; 2: additive, a variance between units",
	}
	funnelWinsorise = index.Param{
		Name: "winsorise", Default: 0.1, Min: 0, Max: 0.4,
		Doc: "share of the z-scores at each end that are drawn in to the quantile there before the dispersion is estimated",
	}
)

func funnelOptionsFrom(p index.Params) FunnelOptions {
	return FunnelOptions{FunnelLimits(funnelLimits.From(p)), Overdispersion(funnelOverdispersion.From(p)), funnelWinsorise.From(p)}
}

// Funnel is a funnel plot in numbers, on the scale of the figures.
type Funnel struct {
	Benchmark  float64
	Dispersion float64 // φ, the mean square of the winsorised z-scores: about 1 where chance is all; NaN for fewer than 2 units
	Between    float64 // standard deviation between units, by the additive model; NaN for fewer than 2 units
	Units      []FunnelUnit
}

// FunnelUnit is a unit of a funnel: its figure, the limits around the benchmark at its size, its distance from the benchmark in standard
// errors, which allow for overdispersion where that is asked for, and whether the figure lies outside the limits: Below, Similar or Above.
type FunnelUnit struct {
	Unit         int
	Value        float64
	Lower, Upper float64
	Z            float64
	Verdict      Verdict
}

// funnel computes a funnel around theta, the benchmark per person, of units with a population.
func (k Kind) funnel(e index.Events, theta, multiplier, level float64, o FunnelOptions) (Funnel, error) {
	if err := o.check(); err != nil {
		return Funnel{}, err
	}
	if variance := k.variance(theta); !(variance > 0) || math.IsInf(variance, 1) {
		return Funnel{}, index.Undefined("the benchmark is %v of one: chance moves nothing around it", theta)
	}
	if math.IsInf(theta*multiplier, 1) {
		return Funnel{}, index.Undefined("the benchmark is too large to compute with")
	}
	f := Funnel{Benchmark: theta * multiplier}
	units := 0
	for i, n := range e.Population {
		y := e.Count[i] / n
		se := math.Sqrt(k.variance(theta) / n)
		if z := (y - theta) / se; n > 0 && i != e.Reference && math.Abs(z) <= math.MaxFloat64 && se > 0 && y*multiplier < math.MaxFloat64 {
			f.Units = append(f.Units, FunnelUnit{Unit: i, Value: y * multiplier, Z: z})
			units++
		}
	}
	if units == 0 {
		return Funnel{}, index.Undefined("no unit has a population to be judged by")
	}
	between := f.disperse(e, k.variance(theta), o.Winsorise) // of one person's figure
	z := Z(level)
	for j := range f.Units {
		u := &f.Units[j]
		n := e.Population[u.Unit]
		se := math.Sqrt(k.variance(theta) / n)
		wide := se
		switch {
		case o.Overdispersion == Multiplicative && f.Dispersion > 1:
			wide *= math.Sqrt(f.Dispersion)
		case o.Overdispersion == Additive && between > 0:
			wide = math.Hypot(se, between)
		}
		limits := o.Limits
		if wide > se {
			limits = NormalLimits
		}
		u.Lower, u.Upper = k.around(theta, n, level, limits)
		if limits == NormalLimits {
			u.Lower, u.Upper = theta-z*wide, theta+z*wide
		}
		u.Lower = math.Max(0, u.Lower) * multiplier
		if k == Persons {
			u.Upper = math.Min(1, u.Upper)
		}
		u.Upper *= multiplier
		u.Z *= se / wide
		switch {
		case u.Value < u.Lower:
			u.Verdict = Below
		case u.Value > u.Upper:
			u.Verdict = Above
		}
	}
	f.Between = between * multiplier
	return f, nil
}

// around returns the limits around theta at a population of n, by a method other than the normal one.
func (k Kind) around(theta, n, level float64, limits FunnelLimits) (lower, upper float64) {
	tail := (1 - level) / 2
	switch {
	case limits == Quantiles && k == Persons:
		return binomialQuantile(tail, n, theta) / n, binomialQuantile(1-tail, n, theta) / n
	case limits == Quantiles:
		return poissonQuantile(tail, n*theta) / n, poissonQuantile(1-tail, n*theta) / n
	case limits == Inverted && k == Persons:
		return wilson(math.Min(n, n*theta), n, Z(level))
	case limits == Inverted:
		lower, upper = invertedPoisson(n*theta, level)
		return lower / n, upper / n
	}
	return math.NaN(), math.NaN()
}

// disperse estimates the dispersion of the z-scores and returns the standard deviation between units, for figures of the given
// variance per person (Spiegelhalter 2005): with the z-scores winsorised, φ = Σ z²/I and, with w = n/variance,
//
//	τ² = (Iφ − (I − 1)) / (Σ w − Σ w²/Σ w), and 0 where that is negative
func (f *Funnel) disperse(e index.Events, variance, share float64) (between float64) {
	f.Dispersion = math.NaN()
	count := float64(len(f.Units))
	if count < 2 {
		return math.NaN()
	}
	zs := make([]float64, len(f.Units))
	for j, u := range f.Units {
		zs[j] = u.Z
	}
	slices.Sort(zs)
	low, high := quantile7(zs, share), quantile7(zs, 1-share)
	var squares, weights, weightSquares index.Sum
	for j, z := range zs {
		z = min(max(z, low), high)
		squares.Add(float64(z * z))
		w := e.Population[f.Units[j].Unit] / variance
		weights.Add(w)
		weightSquares.Add(float64(w * w))
	}
	f.Dispersion = squares.Value() / count
	spread := weights.Value() - weightSquares.Value()/weights.Value()
	return math.Sqrt(math.Max(0, (squares.Value()-(count-1))/spread))
}

// quantile7 returns the quantile of sorted values by linear interpolation between them, type 7 of Hyndman and Fan (1996).
func quantile7(sorted []float64, p float64) float64 {
	h := p * float64(len(sorted)-1)
	k := min(int(h), len(sorted)-1)
	if k == len(sorted)-1 {
		return sorted[k]
	}
	return sorted[k] + float64((h-float64(k))*(sorted[k+1]-sorted[k]))
}

func (o FunnelOptions) check() error {
	var errs []error
	if o.Limits < Quantiles || o.Limits > NormalLimits {
		errs = append(errs, index.Undefined("no funnel limits of number %d", o.Limits))
	}
	if o.Overdispersion < NoOverdispersion || o.Overdispersion > Additive {
		errs = append(errs, index.Undefined("no overdispersion of number %d", o.Overdispersion))
	}
	if !(o.Winsorise >= 0 && o.Winsorise < 0.5) {
		errs = append(errs, index.Undefined("a share of %v to winsorise at each end; it must be from 0 to below 0.5", o.Winsorise))
	}
	return errors.Join(errs...)
}

// parts returns the numbers of f at a confidence level as parts.
func (f Funnel) parts(level float64) []index.Part {
	parts := []index.Part{index.About("benchmark", f.Benchmark)}
	for _, v := range []struct {
		name  string
		value float64
	}{{"dispersion", f.Dispersion}, {"standard deviation between units", f.Between}} {
		if math.Abs(v.value) <= math.MaxFloat64 {
			parts = append(parts, index.About(v.name, v.value))
		}
	}
	for _, u := range f.Units {
		parts = appendNamed(parts, u.Unit, "value", u.Value)
		limits := index.OfUnit(u.Unit, f.Benchmark)
		limits.Name = "benchmark"
		limits.Estimate = estimate(f.Benchmark, u.Lower, u.Upper, level)
		parts = append(parts, limits)
		parts = appendNamed(parts, u.Unit, "z", u.Z)
		parts = appendNamed(parts, u.Unit, "verdict", float64(u.Verdict))
	}
	return parts
}

package analysis

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// FunnelOptions are how funnels are made.
type FunnelOptions struct {
	Multiplicative bool    // overdispersion as a factor on every standard error, else as a variance between areas
	Winsorise      float64 // share of the z-scores at each end that are drawn in before the dispersion is estimated; default 0.1
}

// Limits of funnels.
const (
	defaultWinsorise = 0.1
	fewestForFunnel  = 5    // areas that a dispersion is estimated from
	mostForExact     = 1000 // areas whose limits are exact; of more they are the normal ones
)

// Funnel is where the values of one comparison lie around that of the city, by the size of each area (Spiegelhalter 2005, Statistics in Medicine
// 24, 1185–1202).
//
// It asks another question than a test against the rest of the city: whether an area lies farther from the city than areas of its size do by chance.
// The limits take the city's value as certain, although the area is part of it, and so are too wide for a large area. Areas nearly always differ by
// more than chance, and then nearly all large ones lie outside; the wide limits allow for that: those outside of them differ by more than areas of
// this city do on the whole. Their spread is estimated with the extreme areas drawn in, and is too small where it is that of a normal
// distribution: with a tenth drawn in some 10 in a hundred areas lie outside limits of 95 per cent. Noise that publishers add is not part of the
// limits of chance; the wide ones have it in the spread.
type Funnel struct {
	Indicator      indicators.Indicator
	Group          indicators.Group
	Period         indicators.Period
	OK             bool
	Reason         Reason
	Value          float64 // of the city
	Dispersion     float64 // φ: about 1 where areas differ by chance alone; NaN where they are too few
	Between        float64 // τ, standard deviation between areas in the indicator's unit, chance taken off; NaN where they are too few
	Multiplicative bool    // the wide limits are by φ, else by τ
	Exact          bool    // limits of chance are quantiles of the exact distribution, else normal ones
	Areas          []FunnelArea
	Left           []FunnelLeft // of a funnel that is OK: the areas that are not in it
}

// FunnelArea is an area in a funnel. Limits that are not there are NaN.
type FunnelArea struct {
	Area        indicators.Area
	Value       float64
	Denominator float64
	Inner       Band // at Options.Level, by chance alone
	Outer       Band // at Options.OverviewLevel, by chance alone
	WideInner   Band // with the areas' own spread
	WideOuter   Band
	Z           float64 // standard errors from the city, by chance alone
	WideZ       float64
	Assumed     bool // the delimitation of the area is an assumption
}

// FunnelLeft is an area that a funnel leaves out: it has no value, or none that chance is known of, or one that is withheld.
type FunnelLeft struct {
	Area   indicators.Area
	Reason Reason // why there is none; NoReason where Status says it
	Status indicators.Status
}

// Band is the limits on both sides.
type Band struct{ Lower, Upper float64 }

// Outside tells whether a value lies outside of a band: −1 below, 1 above, 0 within or where there is no band.
func (b Band) Outside(v float64) int {
	switch {
	case v < b.Lower:
		return -1
	case v > b.Upper:
		return 1
	}
	return 0
}

func (o FunnelOptions) check(ps *indicators.Problems) {
	if !(o.Winsorise >= 0 && o.Winsorise < 0.5) {
		ps.Add(fmt.Errorf("share to winsorise in funnels is %v; it must be from 0 to below 0.5, such as 0.1", o.Winsorise))
	}
}

// funnels makes a funnel of each comparison of shares or rates that has figures of areas.
func (a *analyst) funnels(res *Results) {
	var of []*Comparison
	for i := range res.Comparisons {
		if c := &res.Comparisons[i]; c.Indicator.Unit.Kind.Pooling() == indicators.PoolRatio && c.NoFigures == NoReason {
			of = append(of, c)
		}
	}
	res.Funnels = make([]Funnel, len(of))
	parallel(len(of), a.o.Workers, func(i int) { res.Funnels[i] = a.funnel(of[i]) })
}

func (a *analyst) funnel(c *Comparison) Funnel {
	nan := math.NaN()
	f := Funnel{Indicator: c.Indicator, Group: c.Group, Period: c.Period, Value: nan, Dispersion: nan, Between: nan,
		Multiplicative: a.o.Compare.Funnel.Multiplicative}
	var e index.Events
	for _, area := range c.Areas {
		v := area.Value
		switch {
		case v.OK && v.counted():
			e.Count, e.Population = append(e.Count, v.Numerator.V), append(e.Population, v.Denominator.V)
			f.Areas = append(f.Areas, FunnelArea{Area: area.Area, Value: v.Value, Denominator: v.Denominator.V, Assumed: area.Assumed})
		case v.OK:
			f.Left = append(f.Left, FunnelLeft{area.Area, noInterval(c.Indicator, v, v), indicators.Missing})
		default:
			f.Left = append(f.Left, FunnelLeft{area.Area, v.Reason, v.Status})
		}
	}
	switch {
	case !c.City.OK:
		f.Reason = c.City.Reason
	case !c.City.counted() || len(f.Areas) == 0:
		f.Reason = noInterval(c.Indicator, c.City, c.City)
	}
	if f.Reason != NoReason {
		f.Areas, f.Left = nil, nil
		return f
	}
	e.Reference = len(e.Count)
	e.Count, e.Population = append(e.Count, c.City.Numerator.V), append(e.Population, c.City.Denominator.V)
	f.Exact = len(f.Areas) <= mostForExact
	chance := rate.FunnelOptions{Winsorise: a.o.Compare.Funnel.Winsorise}
	if !f.Exact {
		chance.Limits = rate.NormalLimits
	}
	wide := chance
	wide.Overdispersion = rate.Additive
	if f.Multiplicative {
		wide.Overdispersion = rate.Multiplicative
	}
	take := func(o rate.FunnelOptions, level float64, put func(area *FunnelArea, u rate.FunnelUnit)) bool {
		found, err := funnelOf(c.Indicator, e, level, o)
		if err != nil {
			return false
		}
		f.Value, f.Dispersion, f.Between = found.Benchmark, found.Dispersion, found.Between
		for _, u := range found.Units {
			put(&f.Areas[u.Unit], u)
		}
		return len(found.Units) == len(f.Areas)
	}
	band := func(u rate.FunnelUnit) Band { return Band{u.Lower, u.Upper} }
	f.OK = take(chance, a.o.Level, func(area *FunnelArea, u rate.FunnelUnit) { area.Inner, area.Z = band(u), u.Z }) &&
		take(chance, a.o.OverviewLevel, func(area *FunnelArea, u rate.FunnelUnit) { area.Outer = band(u) }) &&
		take(wide, a.o.Level, func(area *FunnelArea, u rate.FunnelUnit) { area.WideInner, area.WideZ = band(u), u.Z }) &&
		take(wide, a.o.OverviewLevel, func(area *FunnelArea, u rate.FunnelUnit) { area.WideOuter = band(u) })
	switch {
	case !f.OK:
		f.Areas, f.Left, f.Value, f.Dispersion, f.Between, f.Reason = nil, nil, nan, nan, nan, Undefined
	case len(f.Areas) < fewestForFunnel:
		f.narrow(TooFewAreas)
	}
	return f
}

// narrow takes off what rests on the spread between areas.
func (f *Funnel) narrow(r Reason) {
	f.Dispersion, f.Between, f.Reason = math.NaN(), math.NaN(), r
	none := Band{math.NaN(), math.NaN()}
	for i := range f.Areas {
		f.Areas[i].WideInner, f.Areas[i].WideOuter, f.Areas[i].WideZ = none, none, math.NaN()
	}
}

func funnelOf(ind indicators.Indicator, e index.Events, level float64, o rate.FunnelOptions) (rate.Funnel, error) {
	if kindOf(ind) == rate.Occurrences {
		return rate.RateFunnel(e, ind.Unit.Per, level, o)
	}
	return rate.ProportionFunnel(e, ind.Unit.Per, level, o)
}

// withholdFunnels moves areas that are withheld to those left out, and removes the whole funnel where the city is, and the spread between areas where any of them is: it
// is a figure of all.
func withholdFunnels(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Funnels {
		f := &res.Funnels[i]
		if !unprotected[f.Indicator.ID] || !f.OK {
			continue
		}
		if p.hidden(f.Indicator.ID, f.Group, f.Period, res.City) {
			*f = Funnel{Indicator: f.Indicator, Group: f.Group, Period: f.Period, Reason: Withheld,
				Value: math.NaN(), Dispersion: math.NaN(), Between: math.NaN()}
			continue
		}
		if p.secret(f.Indicator.ID, f.Period) {
			f.narrow(Withheld)
		}
		hidden := func(area indicators.Area) bool { return p.hidden(f.Indicator.ID, f.Group, f.Period, area) }
		why := p.why(f.Indicator.ID, f.Period)
		for j := range f.Left {
			if left := &f.Left[j]; hidden(left.Area) {
				left.Reason, left.Status = why, indicators.Suppressed
			}
		}
		shown := f.Areas[:0]
		for _, area := range f.Areas {
			if hidden(area.Area) {
				f.Left = append(f.Left, FunnelLeft{area.Area, why, indicators.Suppressed})
				continue
			}
			shown = append(shown, area)
		}
		f.Areas = shown
	}
}

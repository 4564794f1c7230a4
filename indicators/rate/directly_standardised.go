package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// StandardisedInterval is a method for the limits of a directly standardised rate.
type StandardisedInterval int

// The methods. Dobson moves and scales the limits of the number of events ([Byar], exact below ten) to the standardised rate
// (Dobson, Kuulasmaa, Eberle and Scherer 1991); public health in England uses it. Gamma is the gamma distribution of Fay and Feuer
// (1997), which keeps the level where weights differ greatly and is wider; the cancer registries of the United States (SEER) use it.
const (
	Dobson StandardisedInterval = 0
	Gamma  StandardisedInterval = 1
)

// Standardisation is how a directly standardised rate is expressed.
type Standardisation struct {
	Multiplier   float64 // what the rate is expressed per: 100,000 for events per 100,000 persons
	FewestEvents float64 // fewer events than this in a unit give no rate; 0 for no limit
	Interval     StandardisedInterval
	Level        float64 // confidence level, between 0 and 1 exclusive
}

var (
	fewestEvents = index.Param{
		Name: "fewest-events", Default: 10, Min: 0, Max: 1000,
		Doc: "a unit with fewer events has no rate: chance and the weights decide it; 0: no limit",
	}
	standardisedInterval = index.Param{
		Name: "interval", Default: float64(Dobson), Min: float64(Dobson), Max: float64(Gamma), Whole: true,
		Doc: "method of the limits; 0: Dobson et al., with Byar's limits of the number of events (exact below ten); 1: gamma, after Fay and Feuer",
	}
	standardisation = []index.Param{perHundredThousand, fewestEvents, standardisedInterval, index.Level}
)

func standardisationFrom(p index.Params) Standardisation {
	return Standardisation{
		Multiplier: perHundredThousand.From(p), FewestEvents: fewestEvents.From(p),
		Interval: StandardisedInterval(standardisedInterval.From(p)), Level: index.Level.From(p),
	}
}

var directlyStandardised = index.Index{
	ID:      "directly-standardised-rate",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Direkt åldersstandardiserat tal", En: "Directly standardised rate"},
	Formula: "DSR = m Σa wa xa/na, wa = standard population of stratum a over that of all; var = m² Σa wa² xa/na²; limits DSR + √(var/X)(XL − X) and DSR + √(var/X)(XU − X) with those of the X events",
	Source:  "Dobson, A. J., Kuulasmaa, K., Eberle, E. & Scherer, J. (1991). Confidence intervals for weighted sums of Poisson parameters. Statistics in Medicine 10(3), 457–462; Fay, M. P. & Feuer, E. J. (1997). Confidence intervals for directly standardized rates: a method based on the gamma distribution. Statistics in Medicine 16(7), 791–801.",
	Min:     0, Max: inf,
	Params: standardisation,
	Reading: lang.Text{
		Sv: "Om åldrarna hade fördelat sig som i standardbefolkningen skulle talet ha varit %s.",
		En: "Had ages been distributed as in the standard population, the rate would have been %s.",
	},
	Caveat: lang.Text{
		Sv: "Kan bara jämföras med tal som har samma standardbefolkning, och säger inget om skillnader som är olika stora i olika åldrar.",
		En: "Can only be compared with rates that have the same standard population, and hides differences that vary with age.",
	},
	Needs:      "events, population and standard population by age; every unit has every age group with people in it",
	Reads:      index.Standard,
	Programs:   []string{"PHEindicatormethods: calculate_dsr"},
	Properties: index.Permutation | index.WeightsScale,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOf(DirectlyStandardised(s, standardisationFrom(p)))
	},
}

// DirectlyStandardised returns, for each unit of s, the rate that it would have if its people were distributed over the strata as
// the standard population: the rates of the strata, weighted by s.Standard, with the standard error and the limits that chance in
// the number of events gives. A standard population of Europe comes from [ESP2013] and [ESP1976].
//
// Strata are matched by the age at which they begin. A unit that misses one of the strata that others have has no rate, nor has
// one without people in a stratum, or with fewer than o.FewestEvents events; the outcome says which. A stratum to which the standard
// gives no weight is left out. It is an error when the standard population of a stratum is not the same for every unit,
// and when a number of events is missing: PHEindicatormethods' calculate_dsr takes a missing number for none: with the
// deaths of the old left blank it has 800 per 100,000 where the rate of all is 2,000 (a case of the test).
//
// The limits are [Dobson]'s or, by choice, [Gamma]. Dobson's lower limit falls below 0 where one stratum of great weight has the
// few events; it is 0 then. Without events Dobson's have no scale and are NaN. Both speak of events that are independent of each other; for
// events that come several to a person see [RecurringEvents].
func DirectlyStandardised(s index.Strata, o Standardisation) ([]Outcome, error) {
	if s.Frequency != nil {
		return nil, index.Undefined("the rows are people with several events each: the rate of recurring events reads them")
	}
	return standardise(s, s.Count, o)
}

// standardise is [DirectlyStandardised] where variances[j] estimates the variance of the number of events of row j.
func standardise(s index.Strata, variances []float64, o Standardisation) ([]Outcome, error) {
	if err := checkScale(o.Multiplier, o.Level); err != nil {
		return nil, err
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	switch {
	case s.Count == nil:
		return nil, index.Undefined("needs events and their population")
	case s.Standard == nil:
		return nil, index.Undefined("needs a standard population")
	case o.Interval != Dobson && o.Interval != Gamma:
		return nil, index.Undefined("there is no interval %d", o.Interval)
	case !(o.FewestEvents >= 0):
		return nil, index.Undefined("the fewest events are %v", o.FewestEvents)
	}
	groups := agesOf(s)
	standard, err := groups.shared(s, s.Standard, "the standard population")
	if err != nil {
		return nil, err
	}
	people := index.Total(standard)
	if !(people > 0) || math.IsInf(people, 1) {
		return nil, index.Undefined("the standard population is %v", people)
	}
	byars := byarsAt(o.Level)
	out := make([]Outcome, s.Units)
	for u, rows := range groups.rows {
		if groups.missing[u] != nil {
			out[u] = Outcome{Estimate: undefined, SE: math.NaN(), Missing: groups.missing[u]}
			continue
		}
		out[u] = settled(o.of(groups.at, standard, people, byars, func(k int) (x, v, n float64) {
			j := rows[k]
			return s.Count[j], variances[j], s.Population[j]
		}))
	}
	return out, nil
}

// of returns the rate of a unit that has x events, of variance v, among n people in each stratum.
func (o Standardisation) of(at, standard []float64, people float64, byars *byarLimits, in func(k int) (x, v, n float64)) Outcome {
	var events, value, variance index.Sum
	widest := 0.0
	for k, share := range standard {
		if share == 0 {
			continue
		}
		x, v, n := in(k)
		if n == 0 {
			return none("nobody in stratum %v", at[k])
		}
		w := share / people * (o.Multiplier / n)
		events.Add(x)
		value.Add(w * x)
		variance.Add(w * w * v)
		widest = math.Max(widest, w)
	}
	x, y, v := events.Value(), value.Value(), variance.Value()
	if x < o.FewestEvents {
		return none("fewer than %v events", o.FewestEvents)
	}
	r := Outcome{Estimate: index.Estimate{Value: y, Lower: math.NaN(), Upper: math.NaN()}, SE: math.Sqrt(v)}
	switch {
	case o.Interval == Gamma:
		r.Lower, r.Upper = gammaLimits(y, v, widest, o.Level)
	case x > 0:
		lower, upper := byars.of(x)
		scale := math.Sqrt(v / x)
		r.Lower = math.Max(0, y-float64(scale*(x-lower)))
		r.Upper = y + float64(scale*(upper-x))
	}
	if math.Abs(r.Lower) <= math.MaxFloat64 {
		r.Level = o.Level
	}
	return r
}

// gammaLimits returns the limits of Fay and Feuer (1997) of a rate y of variance v, where widest is how much an event would add in the
// stratum where it adds most:
//
//	v/(2y) χ²((1−level)/2, 2y²/v)  and  (v+w²)/(2(y+w)) χ²((1+level)/2, 2(y+w)²/(v+w²))
func gammaLimits(y, v, widest, level float64) (lower, upper float64) {
	if y > 0 && v > 0 {
		lower = v / (2 * y) * distuv.ChiSquared{K: 2 * y / v * y}.Quantile((1-level)/2)
	}
	y += widest
	v += float64(widest * widest)
	return lower, v / (2 * y) * distuv.ChiSquared{K: 2 * y / v * y}.Quantile((1+level)/2)
}

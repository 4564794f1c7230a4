package rate

import (
	"errors"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// ByAge is a figure of one unit at each age at which an age group begins, or the reason why it has none at any.
type ByAge struct {
	Ages     []float64
	Outcomes []Outcome // at each age
	Missing  error     // wraps [index.ErrUndefined]; nil where there are outcomes
}

// LifeTable says which units have a life table.
type LifeTable struct {
	FewestPeople   float64 // a unit with no more people than this, in all ages, has none; 0 for no limit
	WidestInterval float64 // an age whose interval at 95 per cent is wider than this many years has no figure; 0 for no limit
	ExcessDeaths   bool    // accept age groups with more deaths than people
	Level          float64 // confidence level, between 0 and 1 exclusive
}

var (
	fewestPeople = index.Param{
		Name: "fewest-people", Default: 5000, Min: 0, Max: 1e6,
		Doc: "a unit with no more people than this, over all ages and years, has no life table (Toson and Baker 2003); 0: no limit",
	}
	widestInterval = index.Param{
		Name: "widest-interval", Default: 20, Min: 0, Max: 100,
		Doc: "an age whose interval at 95 per cent is wider than this many years has no figure; 0: no limit",
	}
	excessDeaths = index.Param{
		Name: "excess-deaths", Default: 0, Min: 0, Max: 1, Whole: true,
		Doc: "more deaths than people in an age group; 0: a mistake in the figures, no life table; 1: accepted",
	}
	lifeTableParams = []index.Param{fewestPeople, widestInterval, excessDeaths, index.Level}
)

func lifeTableFrom(p index.Params) LifeTable {
	return LifeTable{FewestPeople: fewestPeople.From(p), WidestInterval: widestInterval.From(p), ExcessDeaths: excessDeaths.From(p) != 0, Level: index.Level.From(p)}
}

// check returns every reason why no unit of s has a life table.
func (o LifeTable) check(s index.Strata) error {
	errs := []error{checkScale(1, o.Level)}
	if !(o.FewestPeople >= 0 && o.WidestInterval >= 0) {
		errs = append(errs, index.Undefined("the fewest people are %v and the widest interval is %v years", o.FewestPeople, o.WidestInterval))
	}
	if err := s.Check(); err != nil {
		return errors.Join(append(errs, err)...)
	}
	if s.Count == nil || s.Frequency != nil {
		errs = append(errs, index.Undefined("needs deaths and their population, a row for each age group"))
	}
	return errors.Join(errs...)
}

// each returns what of gives at each age for the age groups of each unit that has a life table.
func (o LifeTable) each(s index.Strata, of func(groups []lifeGroup, rows []int) []Outcome) []ByAge {
	strata := agesOf(s)
	out := make([]ByAge, s.Units)
	for u, rows := range strata.rows {
		if out[u].Missing = strata.missing[u]; out[u].Missing != nil {
			continue
		}
		groups, err := lifeGroups(s, strata.at, rows, o)
		if err != nil {
			out[u].Missing = err
			continue
		}
		out[u] = ByAge{Ages: strata.at, Outcomes: of(groups, rows)}
	}
	return out
}

// lifeGroup is an age group of a life table after Chiang.
type lifeGroup struct {
	years    float64 // its width; of the last, which has no end, the years that remain, 1/M
	lived    float64 // the share of those years that those live who die in it
	dies     float64 // the probability to die in it; 1 in the last
	variance float64 // of that probability; of the last, the variance of the years
}

// oldest is the highest age that a group may begin at: a year is no age.
const oldest = 130

// lifeGroups returns the age groups of a unit.
func lifeGroups(s index.Strata, at []float64, rows []int, o LifeTable) ([]lifeGroup, error) {
	if len(at) < 2 || at[0] < 0 || at[len(at)-1] > oldest {
		return nil, index.Undefined("a life table needs two age groups or more, from age 0 to %v", oldest)
	}
	groups := make([]lifeGroup, len(rows))
	var people index.Sum
	for k, j := range rows {
		deaths, n := s.Count[j], s.Population[j]
		people.Add(n)
		switch {
		case n == 0:
			return nil, index.Undefined("nobody in age group %v", at[k])
		case deaths > n && !o.ExcessDeaths:
			return nil, index.Undefined("more deaths than people in age group %v", at[k])
		}
		m := deaths / n
		if k == len(rows)-1 {
			if deaths == 0 {
				return nil, index.Undefined("no deaths in the last age group")
			}
			groups[k] = lifeGroup{years: 1 / m, lived: 1, dies: 1, variance: 1 / deaths / m / m}
			continue
		}
		g := lifeGroup{years: at[k+1] - at[k], lived: 0.5}
		if at[k] == 0 {
			g.lived = 0.1
		}
		g.dies = math.Min(1, g.years*m/(1+float64(g.years*m*(1-g.lived))))
		if deaths > 0 {
			g.variance = g.dies * g.dies * (1 - g.dies) / deaths
		}
		groups[k] = g
	}
	if total := people.Value(); total <= o.FewestPeople && o.FewestPeople > 0 {
		return nil, index.Undefined("no more than %v people", o.FewestPeople)
	}
	return groups, nil
}

// expect returns the years that remain at each age, of which the share that in gives for a group counts, with the variance that
// in gives for that share. From the last group backwards: someone who reaches the age lives the group's years if they survive it, or a
// part of them, and then what those do who reach the next.
//
//	e = share · years (1 − dies + lived · dies) + (1 − dies) e'
//	var e = (share · years (1 − lived) + e')² var dies + (years lived in the group)² var share + (1 − dies)² var e'
//
// which is Chiang's formula with the variance of the last group that Silcocks et al. add, share² / (deaths · M²).
func (o LifeTable) expect(groups []lifeGroup, in func(k int) (share, variance float64)) []Outcome {
	out := make([]Outcome, len(groups))
	z, next, nextVariance := Z(o.Level), 0.0, 0.0
	for k := len(groups) - 1; k >= 0; k-- {
		g := groups[k]
		share, shareVariance := in(k)
		survives := 1 - g.dies
		here := g.years * (survives + float64(g.lived*g.dies))
		slope := float64(share*g.years*(1-g.lived)) + next
		if k == len(groups)-1 {
			slope = share
		}
		nextVariance = float64(slope*slope*g.variance) + float64(here*here*shareVariance) + float64(survives*survives*nextVariance)
		next = float64(share*here) + float64(survives*next)
		se := math.Sqrt(nextVariance)
		r := Outcome{Estimate: index.Estimate{Value: next, Lower: math.Max(0, next-float64(z*se)), Upper: next + float64(z*se), Level: o.Level}, SE: se}
		if math.IsNaN(se) {
			r.Lower, r.Upper, r.Level = math.NaN(), math.NaN(), 0
		}
		out[k] = settled(r)
		if o.WidestInterval > 0 && 2*Z(0.95)*se > o.WidestInterval {
			out[k] = none("the interval is wider than %v years", o.WidestInterval)
		}
	}
	return out
}

// partsByAge returns the parts of figures by age, and what units, or ages of units, are missing that have none.
func partsByAge(units []ByAge, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	var missing []error
	for u, unit := range units {
		why := unit.Missing
		for k, o := range unit.Outcomes {
			if p, ok := o.part(u, ""); ok {
				p.At = unit.Ages[k]
				parts = append(parts, p)
			} else if why == nil {
				why = o.Missing
			}
		}
		missing = append(missing, why)
	}
	return parts, together(missing)
}

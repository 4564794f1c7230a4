package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/ranking"
	"github.com/jamlik/jamlik/analysis/shrink"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// Shrinkage is the values of an indicator for the areas of a level, each drawn towards those of the others by empirical Bayes: the fewer persons
// it rests on, the more.
type Shrinkage struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Period    indicators.Period
	Level     indicators.Level // districts, or the smallest areas with figures
	Model     string           // beta-binomial for shares, gamma-Poisson for rates, normal for what has published limits
	Reason    Reason           // why there are no shrunken values; empty where there are
	Mean, SD  float64          // of the true values of the areas, in the indicator's unit
	Mapped    bool             // it is known who lies beside whom
	Areas     []ShrunkenArea   // those with a value, in order of code
}

// ShrunkenArea is the value of one area beside what is believed of its true value.
type ShrunkenArea struct {
	Area     indicators.Area
	Value    index.Estimate
	Interval bool     // of the value is there
	Persons  float64  // whom it is about; NaN where unknown
	All      Shrunken // drawn towards all areas of the level
	Near     Shrunken // drawn towards the neighbours
}

// Shrunken is what is believed of a true value: its mean and interval at Options.Level.
type Shrunken struct {
	index.Estimate
	SD     float64
	OK     bool
	Weight float64 // of the area's own figure, 0 to 1
}

// Ranking is the places of the areas of a level by an indicator. The first place is that of the best value, or of the highest where the
// indicator is not judged.
type Ranking struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Period    indicators.Period
	Level     indicators.Level
	Reason    Reason // why there are no places; empty where there are
	Shrunken  bool   // what is believed of the values are the shrunken ones
	Together  string // how the places of all areas together were found: "pairs" or "intervals"
	Areas     []RankedArea
}

// RankedArea is the place of one area.
type RankedArea struct {
	Area indicators.Area
	ranking.Place
}

// minRanked is the least number of areas that are ranked.
const minRanked = 3

// precision finds, for each comparison, what is believed of the values of districts, and how sure their places are; for everyone also of
// the smallest areas.
func (a *analyst) precision(res *Results) {
	type found struct {
		shrinkage []Shrinkage
		rankings  []Ranking
	}
	all := make([]found, len(res.Comparisons))
	parallel(len(all), a.o.Workers, func(i int) {
		c := &res.Comparisons[i]
		add := func(level indicators.Level, values []AreaValue) {
			if len(values) == 0 {
				return
			}
			s := a.shrinkage(c, level, values)
			all[i].rankings = append(all[i].rankings, a.ranking(c, values, &s))
			if s.Reason != NoReason {
				s.Areas = nil
			}
			all[i].shrinkage = append(all[i].shrinkage, s)
		}
		var districts []AreaValue
		for _, area := range c.Areas {
			if area.Value.OK {
				districts = append(districts, AreaValue{area.Area, area.Value})
			}
		}
		add(a.o.AreaLevel, districts)
		if c.Group != indicators.Everyone || a.o.AreaLevel >= indicators.DeSO { // nothing is smaller
			return
		}
		if smallest := a.smallest(c); len(smallest) > 0 && smallest[0].Area.Level != a.o.AreaLevel && smallest[0].Area.Level != indicators.School {
			add(smallest[0].Area.Level, smallest)
		}
	})
	for _, f := range all {
		res.Shrinkage = append(res.Shrinkage, f.shrinkage...)
		res.Rankings = append(res.Rankings, f.rankings...)
	}
}

// smallest returns the values of the smallest areas in the period of a comparison, in order of code.
func (a *analyst) smallest(c *Comparison) []AreaValue {
	series := a.series(c.Indicator, c.Group)
	i := slices.IndexFunc(series, func(f figures) bool { return f.period == c.Period })
	if i < 0 {
		return nil
	}
	out := a.spread(c.Indicator, &series[i])
	slices.SortFunc(out, func(x, y AreaValue) int { return cmp.Compare(x.Area.Code, y.Area.Code) })
	return out
}

// shrinkage shrinks the values of the areas of a level.
func (a *analyst) shrinkage(c *Comparison, level indicators.Level, values []AreaValue) Shrinkage {
	ind := c.Indicator
	s := Shrinkage{Indicator: ind, Group: c.Group, Period: c.Period, Level: level, Mean: math.NaN(), SD: math.NaN()}
	for _, v := range values {
		area := ShrunkenArea{Area: v.Area, Value: v.Value.Estimate, Interval: v.Value.Interval, Persons: math.NaN(), All: notShrunken(), Near: notShrunken()}
		if v.Value.Denominator.OK {
			area.Persons = v.Value.Denominator.V
		}
		s.Areas = append(s.Areas, area)
	}
	if ind.Unit.Kind == indicators.Count {
		s.Reason = SizeOnly
		return s
	}
	model, reason := a.model(ind, values)
	if s.Reason = reason; reason != NoReason {
		return s
	}
	s.Model = model.name
	all, err := model.shrink(nil)
	if err != nil {
		s.Reason = model.why()
		return s
	}
	s.Mean, s.SD = model.per*all.Mean, model.per*all.SD
	for i := range s.Areas {
		s.Areas[i].All = a.shrunken(model.per, all.Areas[i])
	}
	neighbours := a.neighbours(level, values)
	if neighbours == nil {
		return s
	}
	near, err := model.shrink(neighbours)
	if err != nil {
		return s
	}
	s.Mapped = true
	for i := range s.Areas {
		s.Areas[i].Near = a.shrunken(model.per, near.Areas[i])
	}
	return s
}

// shrinking is a model of how chance makes the values of some areas, with what it needs of them.
type shrinking struct {
	name   string
	per    float64 // the unit of values in that of the model
	size   []float64
	shrink func(neighbours [][]int) (shrink.Result, error)
}

// model returns the model that fits the values: that of their counts, or where the source publishes limits that of normal errors. Otherwise it
// returns why there is none.
func (a *analyst) model(ind indicators.Indicator, values []AreaValue) (shrinking, Reason) {
	m := shrinking{per: 1, size: make([]float64, len(values))}
	o := shrink.Options{Level: a.o.Level}
	counted := ind.Unit.Kind.Pooling() == indicators.PoolRatio && !slices.ContainsFunc(values, func(v AreaValue) bool { return !v.Value.counted() })
	if !counted {
		y := make([]float64, len(values))
		for i, v := range values {
			se, ok := standardError(ind, v.Value)
			if !ok || !(se > 0) {
				return m, noInterval(ind, v.Value, v.Value)
			}
			y[i], m.size[i] = v.Value.Value, se
		}
		m.name = "normal"
		m.shrink = func(neighbours [][]int) (shrink.Result, error) {
			o.Neighbours = neighbours
			return shrink.Values(y, m.size, o)
		}
		return m, NoReason
	}
	x := make([]float64, len(values))
	o.Noise = make([]float64, len(values))
	m.per = ind.Unit.Per
	for i, v := range values {
		x[i], m.size[i] = events(ind, v.Value)
		o.Noise[i] = v.Value.NoiseVariance(ind) / (m.per * m.per)
	}
	of := shrink.Rates
	m.name = "gamma-Poisson"
	if ind.Unit.Kind == indicators.Share {
		m.name, of = "beta-binomial", shrink.Shares
	}
	m.shrink = func(neighbours [][]int) (shrink.Result, error) {
		o.Neighbours = neighbours
		return of(x, m.size, o)
	}
	return m, NoReason
}

// why tells why the values cannot be shrunk.
func (m shrinking) why() Reason {
	if len(m.size) < shrink.MinAreas {
		return TooFewAreas
	}
	return Constant // nobody, or everybody, everywhere
}

func (a *analyst) shrunken(per float64, v shrink.Area) Shrunken {
	if math.IsNaN(v.Value) {
		return notShrunken()
	}
	return Shrunken{
		Estimate: index.Estimate{Value: per * v.Value, Lower: per * v.Lower, Upper: per * v.Upper, Level: a.o.Level},
		SD:       per * v.SD, OK: true, Weight: v.Weight,
	}
}

func notShrunken() Shrunken {
	nan := math.NaN()
	return Shrunken{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, SD: nan, Weight: nan}
}

// neighbours returns which of the areas lie beside each on the map; nil where there is none.
func (a *analyst) neighbours(level indicators.Level, values []AreaValue) [][]int {
	i := slices.IndexFunc(a.o.Maps, func(m Map) bool { return m.Level == level && m.Version == values[0].Area.Version })
	if i < 0 || a.o.Maps[i].Space == nil || a.o.Maps[i].Space.Borders == nil {
		return nil
	}
	m := a.o.Maps[i]
	at := make(map[string]int, len(values))
	for k, v := range values {
		at[v.Area.Code] = k
	}
	out := make([][]int, len(values))
	for j, code := range m.Codes {
		k, ok := at[code]
		if !ok {
			continue
		}
		to, _ := m.Space.Borders.Of(j)
		for _, n := range to {
			if l, ok := at[m.Codes[n]]; ok {
				out[k] = append(out[k], l)
			}
		}
	}
	return out
}

// ranking ranks the areas of a level.
func (a *analyst) ranking(c *Comparison, all []AreaValue, s *Shrinkage) Ranking {
	ind := c.Indicator
	r := Ranking{Indicator: ind, Group: c.Group, Period: c.Period, Level: s.Level, Shrunken: s.Reason == NoReason, Together: "pairs"}
	var values, believed []ranking.Value
	turned := func(v ranking.Value) ranking.Value {
		if ind.Direction == indicators.LowerIsBetter {
			return v.Down()
		}
		return v
	}
	for i, area := range all {
		v := area.Value
		lower, upper, ok := limitsAt(ind, v, a.o.Level)
		if !ok {
			continue
		}
		r.Areas = append(r.Areas, RankedArea{Area: area.Area})
		values = append(values, turned(ranking.FromInterval(v.Value, min(lower, v.Value), max(upper, v.Value), a.o.Level)))
		if e := s.Areas[i].All; e.OK {
			believed = append(believed, turned(ranking.FromInterval(e.Value, e.Lower, e.Upper, e.Level)))
		}
	}
	if len(believed) < len(values) {
		believed, r.Shrunken = nil, false
	}
	if len(values) > ranking.MaxPairs {
		r.Together = "intervals"
	}
	switch {
	case ind.Unit.Kind == indicators.Count:
		r.Reason = SizeOnly
	case len(values) == 0 && len(s.Areas) > 0:
		r.Reason = noInterval(ind, all[0].Value, all[0].Value)
	case len(values) < minRanked:
		r.Reason = TooFewAreas
	}
	if r.Reason != NoReason {
		r.Areas, r.Shrunken = nil, false
		return r
	}
	o := a.resampling(1, "places", ind.ID, string(c.Group), s.Level.String())
	places, err := ranking.Places(values, believed, ranking.Options{Level: a.o.Level, Draws: o.Replicates, Seed: o.Seed})
	if err != nil {
		r.Reason, r.Areas, r.Shrunken = Tied, nil, false
		return r
	}
	for i, p := range places {
		r.Areas[i].Place = p
	}
	return r
}

// withholdPrecision withholds the shrunken values and places of areas whose values must not be known. Both rest on all areas of the level, and
// what is believed of an area tells its figure. The smallest areas are not among the numbers that are protected one by one: of sources
// that are not protected they are left out altogether.
func withholdPrecision(p *protector, res *Results, unprotected map[string]bool) {
	hide := func(ind indicators.Indicator, period indicators.Period, level indicators.Level) bool {
		return unprotected[ind.ID] && (level != res.Options.AreaLevel || p.secret(ind.ID, period))
	}
	for i := range res.Shrinkage {
		if s := &res.Shrinkage[i]; hide(s.Indicator, s.Period, s.Level) {
			s.Reason, s.Areas, s.Mean, s.SD, s.Mapped = Withheld, nil, math.NaN(), math.NaN(), false
		}
	}
	for i := range res.Rankings {
		if r := &res.Rankings[i]; hide(r.Indicator, r.Period, r.Level) {
			r.Reason, r.Areas, r.Shrunken = Withheld, nil, false
		}
	}
}

// surePlaces returns the districts that are surely the best or the worst of all by an indicator that is judged. A summary has their gaps already.
func surePlaces(res *Results) []Finding {
	var out []Finding
	for _, r := range res.Rankings {
		at := positionOf(res, r.Indicator.ID, r.Group)
		if r.Level != res.Options.AreaLevel || r.Indicator.Direction == indicators.NotJudged || at < 0 {
			continue
		}
		small := map[indicators.AreaID]bool{}
		for _, a := range res.Comparisons[at].Areas {
			small[a.Area.ID()] = a.Value.SmallBase
		}
		for _, a := range r.Areas {
			if a.Highest != a.Lowest || a.Lowest != 1 && a.Lowest != len(r.Areas) || small[a.Area.ID()] {
				continue
			}
			tone := BadNews
			if a.Lowest == 1 {
				tone = GoodNews
			}
			out = append(out, Finding{
				Kind: SurePlace, Indicator: r.Indicator.ID, Group: r.Group, Area: a.Area, Period: r.Period, Comparison: at,
				Tone: tone, Certainty: res.Options.Level, Weight: float64(len(r.Areas)),
				Values: map[string]float64{"place": float64(a.Lowest), "areas": float64(len(r.Areas))},
			})
		}
	}
	return out
}

// mostlyChance returns the indicators whose districts differ so little that at least half of what is seen is chance and noise: there a ranking, or a
// district that is the highest, says little.
func mostlyChance(res *Results) []Finding {
	var out []Finding
	for _, q := range res.Inequality {
		n := q.Noise
		if n == nil || q.Level != res.Options.AreaLevel || n.Chance+n.Deliberate < 0.5 {
			continue
		}
		out = append(out, Finding{
			Kind: MostlyChance, Indicator: q.Indicator.ID, Group: q.Group, Period: q.Period, Comparison: positionOf(res, q.Indicator.ID, q.Group),
			Weight: n.Chance + n.Deliberate,
			Values: map[string]float64{
				"chance": n.Chance, "deliberate": n.Deliberate, "spread": n.Observed, "corrected": n.Corrected, "areas": float64(q.Areas),
			},
		})
	}
	return out
}

// positionOf is the position of the comparison of an indicator and group, −1 where there is none.
func positionOf(res *Results, indicator string, g indicators.Group) int {
	return slices.IndexFunc(res.Comparisons, func(c Comparison) bool { return c.Indicator.ID == indicator && c.Group == g })
}

package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
)

// RelationOptions say which indicators are held against one another, and how.
type RelationOptions struct {
	Indicators   []string // those that are held against one another; the first [MaxRelated] that are reported where empty
	Population   string   // a count by which areas are weighted; none where empty
	Worst        float64  // the share of areas that count as the worst, and as the best, by an indicator; default 0.2
	Several      int      // how many indicators are several; default half of those that are judged
	Permutations int      // of the test of whether the worst lie in the same areas; default 9,999
	MaxGroups    int      // the largest number of groups that areas are divided into by their profiles; default 6
}

// Defaults of [RelationOptions].
const (
	DefaultWorst     = 0.2
	DefaultMaxGroups = 6
)

// MaxRelated is the largest number of indicators that are correlated with one another: 45 pairs of ten are read, 780 of forty are not.
const MaxRelated = 40

func (o RelationOptions) filled(cat *indicators.Catalogue, ps *indicators.Problems) RelationOptions {
	if o.Worst == 0 {
		o.Worst = DefaultWorst
	}
	if o.Permutations == 0 {
		o.Permutations = DefaultPermutations
	}
	if o.MaxGroups == 0 {
		o.MaxGroups = DefaultMaxGroups
	}
	if !(o.Worst > 0 && o.Worst <= 0.5) {
		ps.Add(fmt.Errorf("the share of areas that count as the worst is %v; it must be above 0 and at most 0.5", o.Worst))
	}
	if o.Several < 0 || o.Several == 1 || o.Permutations < 0 || o.MaxGroups < 2 {
		ps.Add(fmt.Errorf("%d indicators, %d permutations and %d groups; several is at least 2, and so are the groups", o.Several, o.Permutations, o.MaxGroups))
	}
	if len(o.Indicators) > MaxRelated {
		ps.Add(fmt.Errorf("%d indicators to hold against one another; at most %d are", len(o.Indicators), MaxRelated))
	}
	for i, id := range o.Indicators {
		ind, ok := cat.Indicator(id)
		switch {
		case !ok:
			ps.Add(fmt.Errorf("indicator to relate %q is not defined", id))
		case ind.Unit.Kind == indicators.Count:
			ps.Add(fmt.Errorf("indicator to relate %q is a count, which says how large an area is", id))
		case slices.Contains(o.Indicators[:i], id):
			ps.Add(fmt.Errorf("indicator to relate %q is named twice", id))
		}
	}
	if o.Population != "" {
		if ind, ok := cat.Indicator(o.Population); !ok || ind.Unit.Kind != indicators.Count {
			ps.Add(fmt.Errorf("the population of areas %q is not a count that is defined", o.Population))
		}
	}
	return o
}

// Relations are the correlations of indicators over the areas of a level, for everyone and the newest figures of each. They are about areas: what goes
// together over areas need not go together in persons.
type Relations struct {
	Level      indicators.Level
	Version    string
	Indicators []RelatedMeasure
	Pairs      []Pair // every indicator with those before it
	Placed     bool   // it is known where the areas lie, and effective sizes allow for it
	Population string // count that weighted correlations are weighted by; "" where there are none
	Left       []string
	Warnings   []Warning
}

// RelatedMeasure is an indicator over the areas.
type RelatedMeasure struct {
	Indicator   indicators.Indicator
	Period      indicators.Period
	Areas       int     // with a value
	Reliability float64 // share of the variance between areas that is not chance; NaN where the counts behind the values are not known

	values []Value
}

// Pair is the correlation of two indicators.
type Pair struct {
	X, Y      int // positions among the indicators
	Areas     int
	Effective float64 // areas without their neighbours' likeness: what tests and intervals rest on; Areas where places are not known
	Reason    Reason
	Pearson   Coefficient
	Spearman  Coefficient
	Weighted  Coefficient // Pearson's by population
	P         float64     // of Pearson's as far from 0 by chance; NaN where there is none
	Adjusted  float64     // P held to the rate of false discoveries over all pairs of the level
	SameTable bool        // both come from one table of the source, or are of the same persons: some of the correlation may lie in how they are made
	// Corrected is Pearson's without what chance in the figures takes off it: r/√(product of the reliabilities); NaN where unknown or beyond 1.
	Corrected float64
}

// Coefficient is a number with its interval at Options.Level, or why it is not there.
type Coefficient struct {
	index.Estimate
	OK     bool
	Reason Reason
}

func noCoefficient(why Reason) Coefficient {
	nan := math.NaN()
	return Coefficient{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Reason: why}
}

// related returns the indicators that are held against one another, and the IDs of those that are left out because there are too many.
func (a *analyst) related(fits func(indicators.Indicator) bool) (list []indicators.Indicator, left []string) {
	for _, ind := range a.cat.Indicators {
		named := slices.Contains(a.o.Relation.Indicators, ind.ID)
		switch {
		case len(a.o.Relation.Indicators) > 0 && !named, !named && !a.o.reports(ind.ID), ind.Unit.Kind == indicators.Count, !fits(ind):
			continue
		}
		if len(list) == MaxRelated {
			left = append(left, ind.ID)
			continue
		}
		list = append(list, ind)
	}
	return list, left
}

// relations correlates the indicators over the areas that are compared and over the smallest areas.
func (a *analyst) relations(res *Results) {
	v := &levels{a: a}
	res.Relations = append(res.Relations, a.relate(a.o.AreaLevel, v)...)
	if a.o.AreaLevel != indicators.DeSO {
		res.Relations = append(res.Relations, a.relate(indicators.DeSO, v)...)
	}
}

// relate returns the correlations at a level, or none where fewer than two indicators have values there.
func (a *analyst) relate(level indicators.Level, v *levels) []Relations {
	out := Relations{Level: level}
	areas := v.areas(level)
	if len(areas) == 0 {
		return nil
	}
	out.Version = areas[0].Version
	list, left := a.related(func(indicators.Indicator) bool { return true })
	out.Left = left
	var columns, denominators [][]float64
	for _, ind := range list {
		found, ok := v.newest(ind, indicators.Everyone, level)
		if !ok {
			continue
		}
		x, den := column(found.values)
		m := RelatedMeasure{Indicator: ind, Period: found.period, Reliability: reliability(ind, found.values), values: found.values}
		for _, value := range x {
			if !math.IsNaN(value) {
				m.Areas++
			}
		}
		out.Indicators = append(out.Indicators, m)
		columns, denominators = append(columns, x), append(denominators, den)
	}
	if len(columns) < 2 {
		return nil
	}
	var weights []float64
	if id := a.o.Relation.Population; id != "" {
		ind, _ := a.cat.Indicator(id)
		if found, ok := v.newest(ind, indicators.Everyone, level); ok {
			weights, _ = column(found.values)
			out.Population = id
		}
	}
	places := &placing{a: a, level: level, version: out.Version, areas: areas, known: map[string]*placedColumns{}}
	for y := range columns {
		for x := range y {
			p := a.correlate(out.Indicators[x].Indicator, out.Indicators[y].Indicator, columns[x], columns[y], weights, places)
			p.X, p.Y = x, y
			mx, my := out.Indicators[x], out.Indicators[y]
			p.SameTable = sameTable(a.cat, mx.Indicator, my.Indicator) || samePersons(denominators[x], denominators[y])
			if r := p.Pearson.Value / math.Sqrt(mx.Reliability*my.Reliability); p.Pearson.OK && math.Abs(r) <= 1 {
				p.Corrected = r
			}
			out.Pairs = append(out.Pairs, p)
		}
	}
	out.Placed = places.any
	out.adjust()
	return []Relations{out}
}

// correlate correlates two indicators.
func (a *analyst) correlate(x, y indicators.Indicator, u, v, weights []float64, places *placing) Pair {
	nan := math.NaN()
	p := Pair{P: nan, Adjusted: nan, Corrected: nan, Effective: nan, Pearson: noCoefficient(Undefined), Spearman: noCoefficient(Undefined), Weighted: noCoefficient(NoWeights)}
	var at []int
	for i := range u {
		if !math.IsNaN(u[i]) && !math.IsNaN(v[i]) {
			at = append(at, i)
		}
	}
	p.Areas = len(at)
	none := func(why Reason) Pair {
		p.Reason = why
		p.Pearson, p.Spearman, p.Weighted = noCoefficient(why), noCoefficient(why), noCoefficient(why)
		return p
	}
	if len(at) < relation.MinUnits {
		return none(TooFewAreas)
	}
	if complementary(x, y, u, v, at) {
		return none(SharedParts)
	}
	r, err := relation.Pearson(u, v, nil)
	if err != nil {
		return none(Constant)
	}
	p.Effective = places.size(x.ID, y.ID, u, v, at)
	level := a.o.Level
	p.Pearson = Coefficient{Estimate: index.Estimate{Value: r, Level: level}, OK: true}
	p.Pearson.Lower, p.Pearson.Upper = relation.Interval(r, p.Effective, level)
	p.P = relation.P(r, p.Effective)
	if rho, err := relation.Spearman(u, v); err == nil {
		p.Spearman = Coefficient{Estimate: index.Estimate{Value: rho, Level: level}, OK: true}
		p.Spearman.Lower, p.Spearman.Upper = relation.RankInterval(rho, p.Effective, level)
	}
	if weights != nil {
		if w, err := relation.Pearson(u, v, weights); err == nil {
			size := relation.Size(u, v, weights) * p.Effective / float64(p.Areas)
			p.Weighted = Coefficient{Estimate: index.Estimate{Value: w, Level: level}, OK: true}
			p.Weighted.Lower, p.Weighted.Upper = relation.Interval(w, size, level)
		}
	}
	return p
}

// adjust holds the tests of the level to the rate of false discoveries.
func (r *Relations) adjust() {
	var ps []float64
	var at []int
	for i, p := range r.Pairs {
		if !math.IsNaN(p.P) {
			ps, at = append(ps, p.P), append(at, i)
		}
	}
	for j, q := range autocorrelation.FalseDiscovery.Adjust(ps) {
		r.Pairs[at[j]].Adjusted = q
	}
}

// complementary tells whether the one indicator is what the other leaves of the whole, or the same again.
func complementary(x, y indicators.Indicator, u, v []float64, at []int) bool {
	if x.Unit.Kind != indicators.Share || y.Unit.Kind != indicators.Share {
		return false
	}
	tolerance := (x.Unit.Per + y.Unit.Per) / 2 * 1e-4
	sum, same := true, true
	for _, i := range at {
		sum = sum && math.Abs(u[i]/x.Unit.Per+v[i]/y.Unit.Per-1) <= tolerance/x.Unit.Per
		same = same && math.Abs(u[i]/x.Unit.Per-v[i]/y.Unit.Per) <= tolerance/x.Unit.Per
	}
	return sum || same
}

// sameTable tells whether two indicators come from one table of a publisher.
func sameTable(cat *indicators.Catalogue, x, y indicators.Indicator) bool {
	s, ok := cat.Source(x.Source)
	return ok && s.Table != "" && x.Source == y.Source
}

// samePersons tells whether two indicators are shares of the same persons: all their denominators are the same.
func samePersons(x, y []float64) bool {
	any := false
	for i, n := range x {
		if math.IsNaN(n) || math.IsNaN(y[i]) {
			continue
		}
		if n != y[i] {
			return false
		}
		any = true
	}
	return any
}

// reliability returns the share of the variance between areas that chance and deliberate noise do not make: 1 − mean variance of the values / variance of
// them (Spearman 1904, American Journal of Psychology 15, 72–101), at least 0. It is NaN where the variance of a value is not known: of shares and rates it
// follows from the counts, of others from the source's own limits, taken as 95 per cent.
func reliability(ind indicators.Indicator, values []Value) float64 {
	var sum, squares, noise index.Sum
	n := 0.0
	for _, v := range values {
		if !v.OK {
			continue
		}
		variance := math.NaN()
		switch {
		case v.Basis == Published && v.Interval && v.Level == 0:
			half := (v.Upper - v.Lower) / 2 / 1.959963984540054
			variance = half * half
		case !v.Numerator.OK || !v.Denominator.OK || !(v.Denominator.V > 0):
		case ind.Unit.Kind == indicators.Share:
			p := v.Numerator.V / v.Denominator.V
			variance = ind.Unit.Per*ind.Unit.Per*p*(1-p)/v.Denominator.V + v.NoiseVariance(ind)
		case ind.Unit.Kind == indicators.Rate:
			variance = ind.Unit.Per*ind.Unit.Per*v.Numerator.V/(v.Denominator.V*v.Denominator.V) + v.NoiseVariance(ind)
		}
		n++
		sum.Add(v.Value)
		noise.Add(variance)
	}
	if n < relation.MinUnits {
		return math.NaN()
	}
	mean := sum.Value() / n
	for _, v := range values {
		if v.OK {
			squares.Add((v.Value - mean) * (v.Value - mean))
		}
	}
	variance := squares.Value() / (n - 1)
	if !(variance > 0) {
		return math.NaN()
	}
	return max(0, 1-noise.Value()/n/variance)
}

// placing finds effective sizes of pairs from where the areas lie.
type placing struct {
	a       *analyst
	level   indicators.Level
	version string
	areas   []indicators.Area
	known   map[string]*placedColumns // by which areas have both
	any     bool
}

// placedColumns are the indicators over some areas.
type placedColumns struct {
	strata *relation.Strata // nil where the places of the areas are not known
	alike  map[string]*relation.Likeness
}

// size returns how many independent areas those at some positions are worth, and their number where that is not known.
func (p *placing) size(x, y string, u, v []float64, at []int) float64 {
	n := float64(len(at))
	key := fmt.Sprint(at)
	c := p.known[key]
	if c == nil {
		c = &placedColumns{strata: p.strata(at), alike: make(map[string]*relation.Likeness)}
		p.known[key] = c
	}
	if c.strata == nil {
		return n
	}
	lx, ly := c.likeness(x, u, at), c.likeness(y, v, at)
	if lx == nil || ly == nil {
		return n
	}
	p.any = true
	return c.strata.EffectiveSize(*lx, *ly)
}

// likeness returns how alike neighbours are by an indicator; nil where that is not defined.
func (c *placedColumns) likeness(id string, x []float64, at []int) *relation.Likeness {
	if l, ok := c.alike[id]; ok {
		return l
	}
	values := make([]float64, len(at))
	for j, i := range at {
		values[j] = x[i]
	}
	c.alike[id] = nil
	if l, err := c.strata.Likeness(values); err == nil {
		c.alike[id] = &l
	}
	return c.alike[id]
}

func (p *placing) strata(at []int) *relation.Strata {
	if len(at) > relation.MaxPlaced {
		return nil
	}
	areas := make([]indicators.Area, len(at))
	for j, i := range at {
		areas[j] = p.areas[i]
	}
	found, ok := p.a.place(p.level, p.version, areas)
	if !ok || len(found.units) < len(areas) {
		return nil
	}
	metric, err := found.space.Metric()
	if err != nil {
		return nil
	}
	distance := make([][]float64, len(at))
	for i := range distance {
		distance[i] = slices.Repeat([]float64{math.NaN()}, len(at))
		for _, near := range metric.Within(i, math.Inf(1), nil) {
			distance[i][near.Unit] = near.Distance
		}
	}
	s, err := relation.NewStrata(len(at), func(i, j int) float64 { return distance[i][j] })
	if err != nil {
		return nil
	}
	return s
}

package analysis

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/autocorrelation"
)

// Disadvantage is which areas are among the worst, or among the best, by several indicators at once, beside what chance would put there if the indicators had
// nothing to do with one another.
type Disadvantage struct {
	Best         bool
	Level        indicators.Level
	Share        float64               // of the areas that count as the worst by an indicator
	Several      int                   // indicators
	Indicators   []DisadvantageMeasure // those that are judged
	Areas        []DisadvantageArea    // in order of code
	AtLeast      []relation.Level      // areas among the worst by 0, 1, … indicators or more
	Permutations int
	Reason       Reason

	columns [][]float64 // turned so that high is what is looked for
	several int         // as asked for; half of the indicators where 0
	seed    uint64
}

// maxPermuted is the largest number of values that are permuted: of many areas and indicators there are fewer permutations.
const maxPermuted = 1e8

// DisadvantageMeasure is an indicator that areas are the worst by.
type DisadvantageMeasure struct {
	Indicator indicators.Indicator
	Period    indicators.Period
	Used      bool // it tells some areas apart as the worst
	Withheld  bool // left out to protect persons
	Areas     int  // with a value
	High      int  // among the worst

	values []Value
}

// DisadvantageArea is an area and the indicators that it is among the worst by.
type DisadvantageArea struct {
	Area     indicators.Area
	Count    int
	Of       int     // indicators that the area has a value of
	Expected float64 // count by independence, in the mean
	P        float64 // of as many or more by independence
	Adjusted float64 // P held to the rate of false discoveries over all areas
	By       []int   // positions of the indicators
}

// disadvantage looks for areas that are the worst, or the best, by several indicators at once, among the areas that are compared and among the smallest,
// which often have figures of more indicators.
func (a *analyst) disadvantage(res *Results) {
	var measures []DisadvantageMeasure
	for _, c := range a.judged(res) {
		m := DisadvantageMeasure{Indicator: c.Indicator, Period: c.Period}
		for _, area := range c.Areas {
			m.values = append(m.values, area.Value)
		}
		measures = append(measures, m)
	}
	a.atBothEnds(res, a.o.AreaLevel, a.districts, measures)
	if a.o.AreaLevel == indicators.DeSO {
		return
	}
	v := &levels{a: a}
	areas := v.areas(indicators.DeSO)
	if len(areas) == 0 {
		return
	}
	measures = nil
	list, _ := a.related(func(ind indicators.Indicator) bool { return ind.Direction != indicators.NotJudged })
	for _, ind := range list {
		if found, ok := v.newest(ind, indicators.Everyone, indicators.DeSO); ok {
			measures = append(measures, DisadvantageMeasure{Indicator: ind, Period: found.period, values: found.values})
		}
	}
	a.atBothEnds(res, indicators.DeSO, areas, measures)
}

// atBothEnds counts for the worst areas and for the best.
func (a *analyst) atBothEnds(res *Results, level indicators.Level, areas []indicators.Area, measures []DisadvantageMeasure) {
	for _, best := range []bool{false, true} {
		about := "worst"
		if best {
			about = "best"
		}
		d := Disadvantage{Best: best, Level: level, Share: a.o.Relation.Worst, several: a.o.Relation.Several, Permutations: a.o.Relation.Permutations,
			Indicators: slices.Clone(measures), seed: a.resampling(1, "disadvantage", about, level.String()).Seed}
		for _, area := range areas {
			d.Areas = append(d.Areas, DisadvantageArea{Area: area})
		}
		for _, m := range measures {
			x, _ := column(m.values)
			d.turn(m.Indicator, x)
			d.columns = append(d.columns, x)
		}
		d.compute()
		res.Disadvantage = append(res.Disadvantage, d)
	}
}

// turn turns values so that high is what is looked for.
func (d *Disadvantage) turn(ind indicators.Indicator, x []float64) {
	for i := range x {
		if x[i] *= float64(ind.Direction); !d.Best {
			x[i] = -x[i]
		}
	}
}

// judged returns the comparisons of everyone by the indicators that are held against one another and judged, and that some area has a value of.
func (a *analyst) judged(res *Results) []*Comparison {
	list, _ := a.related(func(ind indicators.Indicator) bool { return ind.Direction != indicators.NotJudged })
	var out []*Comparison
	for i := range res.Comparisons {
		c := &res.Comparisons[i]
		wanted := slices.ContainsFunc(list, func(ind indicators.Indicator) bool { return ind.ID == c.Indicator.ID })
		if c.Group == indicators.Everyone && wanted && slices.ContainsFunc(c.Areas, func(area AreaComparison) bool { return area.Value.OK }) {
			out = append(out, c)
		}
	}
	return out
}

// compute counts, over the indicators that are not withheld.
func (d *Disadvantage) compute() {
	d.Reason, d.AtLeast = NoReason, nil
	for i := range d.Areas {
		d.Areas[i] = DisadvantageArea{Area: d.Areas[i].Area, Expected: math.NaN(), P: math.NaN(), Adjusted: math.NaN()}
	}
	var columns [][]float64
	var at []int
	for k := range d.Indicators {
		d.Indicators[k].Used, d.Indicators[k].Areas, d.Indicators[k].High = false, 0, 0
		if !d.Indicators[k].Withheld {
			columns, at = append(columns, d.columns[k]), append(at, k)
		}
	}
	if len(d.Areas) < relation.MinUnits {
		d.Reason = TooFewAreas
		return
	}
	if d.Several = d.several; d.Several == 0 {
		d.Several = max(2, (len(columns)+1)/2)
	}
	if len(columns) < d.Several {
		d.Reason = TooFewParts
		return
	}
	if most := maxPermuted / len(columns) / len(d.Areas); d.Permutations > most {
		d.Permutations = max(MinReplicates, most)
	}
	c, err := relation.Concentrate(columns, d.Share, d.Permutations, d.seed)
	if err != nil {
		d.Reason = Constant
		return
	}
	d.AtLeast = c.AtLeast
	for j, k := range at {
		d.Indicators[k].Used = c.Used[j]
		for i, high := range c.High[j] {
			if !math.IsNaN(columns[j][i]) {
				d.Indicators[k].Areas++
			}
			if high && c.Used[j] {
				d.Indicators[k].High++
				d.Areas[i].By = append(d.Areas[i].By, k)
			}
		}
	}
	for i := range d.Areas {
		d.Areas[i].Count, d.Areas[i].Of, d.Areas[i].Expected, d.Areas[i].P = c.Count[i], c.Of[i], c.Expected[i], c.P[i]
	}
	for i, q := range autocorrelation.FalseDiscovery.Adjust(c.P) {
		d.Areas[i].Adjusted = q
	}
}

// Alike is the areas in groups of those with like profiles by the indicators that are judged.
type Alike struct {
	Level      indicators.Level
	Indicators []DisadvantageMeasure // Used: enough areas have a value
	Areas      []AlikeArea           // in order of code
	Tree       []relation.Merge      // of the areas with a profile, numbered by their order among Areas
	Order      []int                 // positions among Areas, those side by side that are alike
	Groups     []AlikeGroup
	Silhouette float64   // mean over the areas: how clear the groups are
	ByNumber   []float64 // the same for 2, 3, … groups
	Reason     Reason

	columns   [][]float64 // high is better
	maxGroups int
}

// AlikeArea is an area with its profile.
type AlikeArea struct {
	Area       indicators.Area
	Reason     Reason    // why it has no profile
	Scores     []float64 // standard deviations from the mean of the areas by each of the indicators, above 0 for the better; NaN where there is none
	Group      int       // from 1; 0 where none
	Silhouette float64
}

// AlikeGroup is areas that are alike.
type AlikeGroup struct {
	Areas      []int     // positions among Areas
	Scores     []float64 // means
	Silhouette float64
}

// MinProfiled is the least share of the areas that must have an indicator for it to be part of profiles. Areas that lack one of those are left out.
const MinProfiled = 0.8

// alike groups the areas by their profiles.
func (a *analyst) alike(res *Results) {
	out := &Alike{Level: a.o.AreaLevel, maxGroups: a.o.Relation.MaxGroups}
	for _, area := range a.districts {
		out.Areas = append(out.Areas, AlikeArea{Area: area})
	}
	for _, c := range a.judged(res) {
		x := make([]float64, len(c.Areas))
		for i, area := range c.Areas {
			x[i] = math.NaN()
			if area.Value.OK {
				x[i] = float64(c.Indicator.Direction) * area.Value.Value
			}
		}
		out.Indicators = append(out.Indicators, DisadvantageMeasure{Indicator: c.Indicator, Period: c.Period})
		out.columns = append(out.columns, x)
	}
	out.compute()
	res.Alike = out
}

// compute groups the areas, by the indicators that are not withheld.
func (g *Alike) compute() {
	nan := math.NaN()
	g.Tree, g.Order, g.Groups, g.ByNumber, g.Silhouette, g.Reason = nil, nil, nil, nil, nan, NoReason
	var used []int
	for k := range g.Indicators {
		m := &g.Indicators[k]
		m.Used, m.Areas = false, 0
		if m.Withheld {
			continue
		}
		differ := false
		for _, v := range g.columns[k] {
			if !math.IsNaN(v) {
				m.Areas++
				differ = differ || v != g.columns[k][slices.IndexFunc(g.columns[k], func(v float64) bool { return !math.IsNaN(v) })]
			}
		}
		if m.Used = differ && float64(m.Areas) >= MinProfiled*float64(len(g.Areas))-1e-9; m.Used {
			used = append(used, k)
		}
	}
	var with []int
	for i := range g.Areas {
		scores := slices.Repeat([]float64{nan}, len(g.Indicators))
		g.Areas[i] = AlikeArea{Area: g.Areas[i].Area, Scores: scores, Silhouette: nan}
		if slices.ContainsFunc(used, func(k int) bool { return math.IsNaN(g.columns[k][i]) }) {
			g.Areas[i].Reason = NoObservation
			continue
		}
		with = append(with, i)
	}
	switch {
	case len(used) < 2:
		g.Reason = TooFewParts
	case len(with) < relation.MinUnits:
		g.Reason = TooFewAreas
	}
	if g.Reason != NoReason {
		for i := range g.Areas {
			g.Areas[i].Reason = cmp.Or(g.Areas[i].Reason, g.Reason)
		}
		return
	}
	profiles := g.standardise(used, with)
	if err := g.cluster(profiles, with); err != nil {
		g.Reason = Undefined
	}
}

// standardise returns the profiles of the areas at some positions, and keeps their scores. An indicator that is the same in all of these
// is 0.
func (g *Alike) standardise(used, with []int) [][]float64 {
	profiles := make([][]float64, len(with))
	for _, k := range used {
		mean, squares := 0.0, 0.0
		for _, i := range with {
			mean += g.columns[k][i] / float64(len(with))
		}
		for _, i := range with {
			d := g.columns[k][i] - mean
			squares += float64(d * d)
		}
		sd := math.Sqrt(squares / float64(len(with)-1))
		for j, i := range with {
			z := 0.0
			if sd > 1e-12*math.Abs(mean) {
				z = (g.columns[k][i] - mean) / sd
			}
			profiles[j] = append(profiles[j], z)
			g.Areas[i].Scores[k] = z
		}
	}
	return profiles
}

// cluster cuts the tree of the profiles where the silhouette is largest, of equal ones where the groups are fewest.
func (g *Alike) cluster(profiles [][]float64, with []int) error {
	tree, err := relation.Ward(profiles)
	if err != nil {
		return err
	}
	g.Tree = tree
	for _, j := range relation.Order(tree) {
		g.Order = append(g.Order, with[j])
	}
	var silhouettes []float64
	var cut []int
	for k := 2; k <= min(g.maxGroups, len(with)-1); k++ {
		these := relation.Cut(tree, k)
		s, err := relation.Silhouette(profiles, these)
		if err != nil {
			return err
		}
		mean := 0.0
		for _, v := range s {
			mean += v / float64(len(s))
		}
		g.ByNumber = append(g.ByNumber, mean)
		if cut == nil || mean > g.Silhouette+1e-12 {
			silhouettes, cut, g.Silhouette = s, these, mean
		}
	}
	if cut == nil {
		return errors.New("no groups")
	}
	g.Groups = make([]AlikeGroup, slices.Max(cut))
	for j, i := range with {
		g.Areas[i].Group, g.Areas[i].Silhouette = cut[j], silhouettes[j]
		group := &g.Groups[cut[j]-1]
		group.Areas = append(group.Areas, i)
		group.Silhouette += silhouettes[j]
		if group.Scores == nil {
			group.Scores = make([]float64, len(g.Indicators))
		}
		for k, z := range g.Areas[i].Scores {
			group.Scores[k] += z
		}
	}
	for n := range g.Groups {
		group := &g.Groups[n]
		size := float64(len(group.Areas))
		group.Silhouette /= size
		for k := range group.Scores {
			group.Scores[k] /= size
		}
	}
	return nil
}

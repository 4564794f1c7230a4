package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The choices that a composite is put to the test by: each weight a quarter up or down, three normalisations, three means. Ranges of ranks hold
// nine tenths of so many draws.
const (
	CompositePerturbation = 0.25
	CompositeDraws        = 1000
	CompositeRange        = 0.9

	sensitivitySample = 512
)

// Composite is one number for each area from several indicators: what it is made of, where areas rank by it, and how much of that the choices made.
type Composite struct {
	Spec      CompositeSpec // with defaults filled in
	Version   string        // of the areas
	Period    indicators.Period
	Reason    Reason // why there is none for any area
	Parts     []CompositeMeasure
	Areas     []CompositeArea // in order of code
	Explained float64         // share of the variation of all parts that their first principal component explains; NaN where there is none
	Shift     float64         // mean over the choices of the mean shift of ranks from the nominal ones; NaN where unknown
	Factors   []composite.Factor
	Agreement []Agreement // with the published types
	Warnings  []Warning
}

// CompositeMeasure is what one indicator is in a composite.
type CompositeMeasure struct {
	Indicator indicators.Indicator // of a group of the Care Need Index the count, with the name of the group
	Period    indicators.Period
	Reversed  bool    // low values make the composite high
	Weight    float64 // all weights together are 1; of the Care Need Index as published
	Loading   float64 // correlation with the first principal component; NaN where there is none
	Shift     float64 // mean shift of ranks when the indicator is left out; NaN where unknown
	Areas     int     // with a value
	Shrunken  bool
	Drawn     bool // its counts are drawn anew to see what chance does to the ranks
}

// CompositeArea is an area's composite.
type CompositeArea struct {
	Area      indicators.Area
	OK        bool
	Reason    Reason
	Value     float64
	Available float64 // share of the weight that the area has values for
	Rank      float64 // 1 for the highest composite; ties share the mean of their ranks
	// The ranks that hold [CompositeRange] of the choices, and the lowest and highest rank with one of the indicators left out; NaN where unknown.
	RankLower, RankUpper   float64
	LeaveLower, LeaveUpper float64
	// The ranks that hold Options.Level of the draws of the counts behind shares and rates; NaN where no part has counts.
	ChanceLower, ChanceUpper float64
	Type                     int // 1 for the greatest needs; 0 where there is none
	Published                int // type by the published classification, 0 where there is none
	Changed                  bool
	Parts                    []CompositeScore
}

// CompositeScore is one indicator of one area in a composite.
type CompositeScore struct {
	Value        Value   // as it is published or pooled
	Used         float64 // shrunken where the spec says so; NaN where there is none
	Score        float64 // on the common scale, high for a high composite
	Contribution float64 // weight times score, which sum to the composite; NaN for a geometric mean
}

func (a *analyst) composites(res *Results) {
	v := &levels{a: a}
	for _, spec := range a.o.Composites {
		if spec.CareNeed != nil {
			res.Composites = append(res.Composites, a.careNeed(spec, v))
			continue
		}
		res.Composites = append(res.Composites, a.composite(spec, v))
	}
}

// newComposite is a composite without any number.
func newComposite(spec CompositeSpec, areas []indicators.Area, parts int) Composite {
	nan := math.NaN()
	c := Composite{Spec: spec, Explained: nan, Shift: nan}
	for _, area := range areas {
		c.Version = area.Version
		e := noComposite(area, NoObservation)
		for range parts {
			e.Parts = append(e.Parts, CompositeScore{Value: noValue(NoObservation, indicators.Missing), Used: nan, Score: nan, Contribution: nan})
		}
		if spec.Published != nil {
			if t, ok := spec.Published.Types[area.Code]; ok {
				e.Published, e.Changed = t.Type, t.Changed
			}
		}
		c.Areas = append(c.Areas, e)
	}
	return c
}

func noComposite(area indicators.Area, why Reason) CompositeArea {
	nan := math.NaN()
	return CompositeArea{Area: area, Reason: why, Value: nan, Rank: nan, RankLower: nan, RankUpper: nan, LeaveLower: nan, LeaveUpper: nan, ChanceLower: nan, ChanceUpper: nan}
}

// refuse takes every number away, for a reason. The values of the parts are left.
func (c *Composite) refuse(why Reason) {
	c.Reason, c.Agreement, c.Factors = why, nil, nil
	c.Explained, c.Shift = math.NaN(), math.NaN()
	for i := range c.Areas {
		old := c.Areas[i]
		c.Areas[i] = noComposite(old.Area, cmp.Or(old.Reason, why))
		c.Areas[i].Parts, c.Areas[i].Published, c.Areas[i].Changed, c.Areas[i].Available = old.Parts, old.Published, old.Changed, old.Available
		for k := range c.Areas[i].Parts {
			c.Areas[i].Parts[k].Score, c.Areas[i].Parts[k].Contribution = math.NaN(), math.NaN()
		}
	}
}

// composite combines the newest values of the parts.
func (a *analyst) composite(spec CompositeSpec, v *levels) Composite {
	var of []dated
	for _, part := range spec.Parts {
		ind, _ := a.cat.Indicator(part.Indicator)
		found, _ := v.newest(ind, indicators.Everyone, spec.Level)
		of = append(of, found)
	}
	c, x, ok := a.compose(spec, v.areas(spec.Level), of)
	if !ok {
		return c
	}
	o := a.resampling(a.o.Workers, "composite", spec.ID)
	c.judge(x, o.Seed)
	c.chance(x, o)
	c.types(a.typePopulation(spec, v))
	c.agree(a.o.Level)
	c.caveats()
	return c
}

// compose combines the values of the parts, none of those that have no period, and returns them as a table too.
func (a *analyst) compose(spec CompositeSpec, areas []indicators.Area, of []dated) (c Composite, x index.Indicators, ok bool) {
	c = newComposite(spec, areas, len(spec.Parts))
	total := 0.0
	for k, part := range spec.Parts {
		ind, _ := a.cat.Indicator(part.Indicator)
		found := of[k]
		m := CompositeMeasure{Indicator: ind, Period: found.period, Loading: math.NaN(), Shift: math.NaN(),
			Reversed: (part.Better == indicators.HigherIsBetter) != spec.HighIsBetter, Weight: part.Weight}
		total += part.Weight
		values := slices.Repeat([]float64{math.NaN()}, len(c.Areas))
		if found.values != nil {
			var den []float64
			values, den = column(found.values)
			for i, value := range found.values {
				c.Areas[i].Parts[k].Value = value
				if value.OK {
					m.Areas++
				}
			}
			if spec.Shrink && ind.Unit.Kind == indicators.Share {
				values, m.Shrunken = shrunken(values, den, ind.Unit.Per)
			}
			if c.Period == (indicators.Period{}) || c.Period.Compare(found.period) < 0 {
				c.Period = found.period
			}
		}
		for i := range c.Areas {
			c.Areas[i].Parts[k].Used = values[i]
		}
		c.Parts = append(c.Parts, m)
		x.Columns, x.Weights, x.Reverse = append(x.Columns, values), append(x.Weights, part.Weight), append(x.Reverse, m.Reversed)
	}
	for k := range c.Parts {
		c.Parts[k].Weight /= total
		x.Weights[k] /= total
	}
	if why := c.leaveOut(x); why != NoReason {
		c.refuse(why)
		return c, x, false
	}
	if err := c.combine(x); err != nil {
		c.refuse(Undefined)
		c.Warnings = append(c.Warnings, Warning{Code: "undefined", Indicator: spec.ID, Text: lang.Text{
			Sv: "Indexet kan inte beräknas.", En: "The index cannot be computed: " + err.Error() + "."}})
		return c, x, false
	}
	return c, x, true
}

// shrunken draws shares towards that of all areas together. Where no area has a denominator they stay as they are.
func shrunken(values, den []float64, per float64) ([]float64, bool) {
	population := make([]float64, len(den))
	for i, n := range den {
		if n > 0 {
			population[i] = n
		}
	}
	s, err := composite.Shrink(index.Indicators{Columns: [][]float64{values}, Population: population}, per, false)
	if err != nil {
		return values, false
	}
	out := slices.Clone(values)
	for i, v := range s.Columns[0] {
		if !math.IsNaN(v) {
			out[i] = v
		}
	}
	return out, true
}

// leaveOut takes the areas out of the table that have too little of the weight, and says why nothing can be computed of what is left.
func (c *Composite) leaveOut(x index.Indicators) Reason {
	left := 0
	for i := range c.Areas {
		has := 0.0
		for k, column := range x.Columns {
			if !math.IsNaN(column[i]) {
				has += x.Weights[k]
			}
		}
		c.Areas[i].Available = min(1, has)
		if has > 0 && has >= c.Spec.Available-1e-9 {
			c.Areas[i].Reason = NoReason
			left++
			continue
		}
		if has > 0 {
			c.Areas[i].Reason = TooFewParts
		}
		for _, column := range x.Columns {
			column[i] = math.NaN()
		}
	}
	if left < 3 {
		for _, m := range c.Parts {
			if m.Areas == 0 {
				return NoObservation
			}
		}
		return TooFewAreas
	}
	for k, column := range x.Columns {
		first, differ, any := 0.0, false, false
		for _, v := range column {
			switch {
			case math.IsNaN(v):
			case !any:
				first, any = v, true
			default:
				differ = differ || v != first
			}
		}
		switch {
		case !any && c.Parts[k].Weight > 0:
			return NoObservation
		case !differ && c.Parts[k].Weight > 0:
			return Constant
		}
	}
	return NoReason
}

// combine fills in the composites of the areas, from the table of those that have enough.
func (c *Composite) combine(x index.Indicators) error {
	if component, err := composite.PrincipalComponent(x, false); err == nil {
		c.Explained = component.Share
		for k := range c.Parts {
			c.Parts[k].Loading = component.Loadings[k]
		}
		if c.Spec.Aggregation == "pca" {
			for k, w := range component.Weights {
				if w <= 0 {
					return index.Undefined("indicator %s runs against the common direction of the others", c.Parts[k].Indicator.ID)
				}
				c.Parts[k].Weight, x.Weights[k] = w, w
			}
		}
	} else if c.Spec.Aggregation == "pca" {
		return err
	}
	scores, err := composite.Normalise(x, c.normalisation())
	if err != nil {
		return err
	}
	values, err := c.values(x)
	if err != nil {
		return err
	}
	for i := range c.Areas {
		area := &c.Areas[i]
		if area.Reason != NoReason {
			continue
		}
		area.OK, area.Value = true, values[i]
		for k := range c.Parts {
			s := &area.Parts[k]
			s.Score = scores[k][i]
			if c.Spec.Aggregation != "geometric" && !math.IsNaN(s.Score) {
				s.Contribution = s.Score * c.Parts[k].Weight / area.Available
			}
		}
	}
	c.rank()
	return nil
}

// values combines a table of the parts. Units without enough of them hold none.
func (c *Composite) values(x index.Indicators) ([]float64, error) {
	if c.Spec.Aggregation == "geometric" {
		return composite.GeometricMean(x, c.normalisation(), 0)
	}
	return composite.ArithmeticMean(x, c.normalisation(), 0)
}

// normalisation is the scale that the parts are put on.
func (c *Composite) normalisation() composite.Normalisation {
	if c.Spec.Aggregation == "geometric" && c.Spec.Normalisation == "min-max" {
		return composite.OneToHundred // a zero would make all of the mean
	}
	return normalisations[c.Spec.Normalisation]
}

// rank ranks the areas, 1 for the highest composite.
func (c *Composite) rank() {
	values := make([]float64, len(c.Areas))
	for i, area := range c.Areas {
		values[i] = area.Value
	}
	for i, r := range ranksOf(values) {
		c.Areas[i].Rank = r
	}
}

// judge asks what the choices do to the ranks.
func (c *Composite) judge(x index.Indicators, seed uint64) {
	choices := composite.Choices{Perturbation: CompositePerturbation, Normalisation: true, Mean: true, Available: 0, Seed: seed}
	if ranges, err := composite.RankUncertainty(x, choices, CompositeDraws, CompositeRange); err == nil {
		for i, r := range ranges {
			if c.Areas[i].OK {
				c.Areas[i].RankLower, c.Areas[i].RankUpper = min(r.Lower, c.Areas[i].Rank), max(r.Upper, c.Areas[i].Rank)
			}
		}
	}
	power := 1.0
	if c.Spec.Aggregation == "geometric" {
		power = 0
	}
	if left, err := composite.LeaveOneOut(x, c.normalisation(), power, 0); err == nil {
		for k := range c.Parts {
			c.Parts[k].Shift = left.Mean[k]
		}
		for i := range c.Areas {
			area := &c.Areas[i]
			if !area.OK {
				continue
			}
			area.LeaveLower, area.LeaveUpper = area.Rank, area.Rank
			for _, shifts := range left.Shifts {
				if r := left.Ranks[i] + shifts[i]; !math.IsNaN(r) {
					area.LeaveLower, area.LeaveUpper = min(area.LeaveLower, r), max(area.LeaveUpper, r)
				}
			}
		}
	}
	if len(c.Areas) > MaxPooledAreas {
		return // some thousand rankings of them would take longer than all the rest
	}
	if s, err := composite.RankSensitivity(x, choices, sensitivitySample); err == nil {
		c.Shift, c.Factors = s.Shift, s.Factors
	}
}

// caveats are what the reader of a composite must know.
func (c *Composite) caveats() {
	without := 0
	for _, area := range c.Areas {
		if !area.OK {
			without++
		}
	}
	if without > 0 {
		c.Warnings = append(c.Warnings, Warning{Code: "not_computed", Indicator: c.Spec.ID, Text: text(
			"Indexet räknas inte för %d av %d områden: för lite av vikten har uppgift.",
			"The index is not computed for %d of %d areas: too little of the weight has data.", without, len(c.Areas))})
	}
	for _, m := range c.Parts {
		for _, area := range c.Areas {
			k := slices.IndexFunc(c.Parts, func(n CompositeMeasure) bool { return n.Indicator.ID == m.Indicator.ID })
			if v := area.Parts[k].Value; v.OK && v.Basis == Approximated {
				c.Warnings = append(c.Warnings, Warning{Code: "approximated", Indicator: m.Indicator.ID, Text: join(text(
					"Värdena för områdena är uppskattade.", "The values of the areas are approximations."), v.Note)})
				break
			}
		}
	}
}

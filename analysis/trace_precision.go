package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// The numbers of what is believed of areas, and of their places.
var (
	shrunkenMeasures = []string{"all", "near"}
	rankMeasures     = []string{"place", "expected"}
)

func (t *Tracer) shrunkenAddresses() []string {
	var out []string
	for _, s := range t.res.Shrinkage {
		for _, a := range s.Areas {
			at := addressOf("shrunken", s.Indicator.ID, t.areaWord(a.Area), string(s.Group))
			out = append(out, at)
			if s.Mapped {
				out = append(out, at+"/near")
			}
		}
	}
	return out
}

// areaWord is an area in an address: those that are compared by name, smaller ones by code.
func (t *Tracer) areaWord(a indicators.Area) string {
	if a.Level == t.o.AreaLevel {
		return Slug(a.Name)
	}
	return a.Code
}

func (t *Tracer) traceShrunken(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, measure := q.group(), q.oneOf(shrunkenMeasures...)
	places := slices.Clone(t.districts)
	for _, s := range t.res.Shrinkage {
		if s.Indicator.ID == ind.ID && s.Group == g {
			for _, a := range s.Areas {
				places = append(places, a.Area)
			}
		}
	}
	area, ok := q.area(places)
	if !ok {
		return nil, q.unknown("no area with a figure has that name or code")
	}
	for i := range t.res.Shrinkage {
		s := &t.res.Shrinkage[i]
		if s.Indicator.ID != ind.ID || s.Group != g || s.Level != area.Level {
			continue
		}
		if measure == "near" && s.Reason == NoReason && !s.Mapped {
			return nil, q.unknown("it is not known which areas lie beside one another")
		}
		out := &Trace{Address: q.address, Measure: measure, Indicator: ind.ID, Title: ind.Name, Group: g, Area: area, Period: s.Period, Reason: s.Reason}
		if found, ok := s.number(area, measure); ok {
			out.OK, out.Found, out.Step = true, found, t.shrunkenStep(s, area, measure)
		} else if out.Reason == NoReason {
			if out.Reason = NoObservation; measure == "near" {
				out.Reason = TooFewAreas // beside it
			}
		}
		return out, nil
	}
	return nil, q.unknown("nothing is shrunken by that indicator and group at that level")
}

// number returns one of the shrunkenMeasures of an area.
func (s *Shrinkage) number(area indicators.Area, measure string) (index.Estimate, bool) {
	for _, a := range s.Areas {
		if a.Area.ID() == area.ID() {
			e := a.All
			if measure == "near" {
				e = a.Near
			}
			return e.Estimate, e.OK
		}
	}
	return alone(math.NaN()), false
}

func (t *Tracer) shrunkenStep(s *Shrinkage, area indicators.Area, measure string) *Step {
	c := t.comparisonOf(s.Indicator.ID, s.Group)
	col := t.columnOf(c, s.Level)
	about := &Step{Indicator: s.Indicator.ID, Group: s.Group, Area: area, Period: s.Period}
	formula := "the value drawn towards those of all areas by empirical Bayes, " + s.Model
	if measure == "near" {
		formula = "the value drawn towards those of its neighbours by empirical Bayes, " + s.Model
	}
	return about.like("believed value", formula+"; the more, the fewer persons it rests on", col.inputs(), func(es []index.Estimate) index.Estimate {
		e, _ := t.shrunkAgain(c, s.Level, col, es).number(area, measure)
		return e
	})
}

// shrunkAgain shrinks a column that is computed from its cells.
func (t *Tracer) shrunkAgain(c *Comparison, level indicators.Level, col *tracedColumn, es []index.Estimate) *Shrinkage {
	if col.shrinkage == nil {
		s := t.shrinkage(c, level, col.again(es))
		col.shrinkage = &s
	}
	return col.shrinkage
}

// rankedAgain ranks a column that is computed from its cells.
func (t *Tracer) rankedAgain(c *Comparison, level indicators.Level, col *tracedColumn, es []index.Estimate) *Ranking {
	if col.ranking == nil {
		r := t.ranking(c, col.again(es), t.shrunkAgain(c, level, col, es))
		col.ranking = &r
	}
	return col.ranking
}

func (t *Tracer) rankAddresses() []string {
	var out []string
	for _, r := range t.res.Rankings {
		for _, a := range r.Areas {
			at := addressOf("rank", r.Indicator.ID, t.areaWord(a.Area), string(r.Group))
			out = append(out, at, at+"/expected")
		}
	}
	return out
}

func (t *Tracer) traceRank(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, measure := q.group(), q.oneOf(rankMeasures...)
	places := slices.Clone(t.districts)
	for _, r := range t.res.Rankings {
		if r.Indicator.ID == ind.ID && r.Group == g {
			for _, a := range r.Areas {
				places = append(places, a.Area)
			}
		}
	}
	area, ok := q.area(places)
	if !ok {
		return nil, q.unknown("no area with a figure has that name or code")
	}
	for i := range t.res.Rankings {
		r := &t.res.Rankings[i]
		if r.Indicator.ID != ind.ID || r.Group != g || r.Level != area.Level {
			continue
		}
		out := &Trace{Address: q.address, Measure: measure, Indicator: ind.ID, Title: ind.Name, Group: g, Area: area, Period: r.Period, Reason: r.Reason}
		if found, ok := r.number(area, measure); ok {
			out.OK, out.Found, out.Step = true, found, t.rankStep(r, area, measure)
		} else if out.Reason == NoReason {
			out.Reason = NoObservation
		}
		return out, nil
	}
	return nil, q.unknown("nothing is ranked by that indicator and group at that level")
}

// number returns one of the rankMeasures of an area: the place with those between which it surely lies, or the expected one with its interval.
func (r *Ranking) number(area indicators.Area, measure string) (index.Estimate, bool) {
	for _, a := range r.Areas {
		switch {
		case a.Area.ID() != area.ID():
		case measure == "expected":
			return index.Estimate{Value: a.Expected, Lower: float64(a.Lower), Upper: float64(a.Upper)}, true
		default:
			return index.Estimate{Value: float64(a.Place.Place), Lower: float64(a.Highest), Upper: float64(a.Lowest)}, true
		}
	}
	return alone(math.NaN()), false
}

func (t *Tracer) rankStep(r *Ranking, area indicators.Area, measure string) *Step {
	c := t.comparisonOf(r.Indicator.ID, r.Group)
	col := t.columnOf(c, r.Level)
	first := "the best"
	if r.Indicator.Direction == indicators.NotJudged {
		first = "the highest"
	}
	formula := "1 + the number of areas that lie before it, " + first + " first; limits are the places between which it surely lies, of all areas together"
	if measure == "expected" {
		formula = "mean place over what is believed of the values, " + first + " first; limits are those of this area alone"
	}
	about := &Step{Indicator: r.Indicator.ID, Group: r.Group, Area: area, Period: r.Period}
	step := about.like(measure, formula, col.inputs(), func(es []index.Estimate) index.Estimate {
		e, _ := t.rankedAgain(c, r.Level, col, es).number(area, measure)
		return e
	})
	return step.note(text("Platserna kommer av %[1]d dragningar med frö %[2]d.", "The places come from %[1]d draws with seed %[2]d.", t.o.Replicates, t.o.Seed))
}

// placeOfFinding traces the place of a district that is surely first or last.
func (t *Tracer) placeOfFinding(f *Finding) (*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	col := t.columnOf(c, t.o.AreaLevel)
	return t.ofDistricts(c, "place", "1 + the number of districts that are surely better; 1 is the best", func(es []index.Estimate) float64 {
		for _, a := range t.rankedAgain(c, t.o.AreaLevel, col, es).Areas {
			if a.Area.ID() == f.Area.ID() {
				return float64(a.Highest)
			}
		}
		return math.NaN()
	}), nil
}

// chanceOfFinding traces how much of the spread between districts chance makes.
func (t *Tracer) chanceOfFinding(f *Finding) (*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	col := t.columnOf(c, t.o.AreaLevel)
	return t.ofDistricts(c, "share of chance", "Σ p (1 − p) s² / Σ p (y − μ)², with p the share of the persons and s² the variance of chance", func(es []index.Estimate) float64 {
		var vs []Value
		for _, v := range col.again(es) {
			vs = append(vs, v.Value)
		}
		if n := gather(c.Indicator, vs).noiseParts(c.Indicator); n != nil {
			return n.Chance
		}
		return math.NaN()
	}), nil
}

// ofDistricts traces a number that follows from the values of all districts that have one.
func (t *Tracer) ofDistricts(c *Comparison, name, formula string, number func([]index.Estimate) float64) *Trace {
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Period: c.Period}
	step := about.like(name, formula, t.columnOf(c, t.o.AreaLevel).inputs(), func(es []index.Estimate) index.Estimate { return alone(number(es)) })
	return &Trace{Measure: name, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Period: c.Period, Step: step}
}

package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// compositeMeasures are the numbers of an area in a composite.
var compositeMeasures = []string{"value", "rank"}

// traced tells whether the numbers of a composite can be traced: the Care Need Index is of counts of groups, which have no chain.
func (c *Composite) traced() bool { return c.Spec.CareNeed == nil }

func (t *Tracer) compositeAddresses() []string {
	var out []string
	for i := range t.res.Composites {
		c := &t.res.Composites[i]
		if !c.traced() {
			continue
		}
		for _, a := range c.Areas {
			at := addressOf("composite", c.Spec.ID, t.areaWord(a.Area))
			out = append(out, at, at+"/rank")
		}
	}
	return out
}

func (t *Tracer) traceComposite(q *query) (*Trace, error) {
	id, measure := q.first(), q.oneOf(compositeMeasures...)
	i := slices.IndexFunc(t.res.Composites, func(c Composite) bool { return c.Spec.ID == id && c.traced() })
	if i < 0 {
		return nil, q.unknown("the study has no composite of indicators of that name")
	}
	c := &t.res.Composites[i]
	var areas []indicators.Area
	for _, a := range c.Areas {
		areas = append(areas, a.Area)
	}
	area, ok := q.area(areas)
	if !ok {
		return nil, q.unknown("no area of the composite has that name or code")
	}
	at := slices.IndexFunc(areas, func(a indicators.Area) bool { return a.ID() == area.ID() })
	a := &c.Areas[at]
	out := &Trace{Address: q.address, Measure: measure, Indicator: id, Title: c.Spec.Title, Group: indicators.Everyone, Area: area, Period: c.Period,
		OK: a.OK, Reason: a.Reason}
	if !a.OK {
		if out.Reason == NoReason {
			out.Reason = c.Reason
		}
		return out, nil
	}
	out.Found = alone(a.number(measure))
	if measure == "value" && c.Spec.Aggregation == "arithmetic" {
		out.Step = t.sumOfScores(c, areas, at)
	} else {
		out.Step = t.composedStep(c, areas, at, measure)
	}
	return out, nil
}

// number returns one of the compositeMeasures.
func (a *CompositeArea) number(measure string) float64 {
	if measure == "rank" {
		return a.Rank
	}
	return a.Value
}

// sumOfScores is a composite as the sum of the scores of its parts by their weights.
func (t *Tracer) sumOfScores(c *Composite, areas []indicators.Area, at int) *Step {
	about := &Step{Indicator: c.Spec.ID, Group: indicators.Everyone, Area: areas[at], Period: c.Period}
	var in []StepInput
	for k := range c.Parts {
		if !math.IsNaN(c.Areas[at].Parts[k].Score) {
			in = append(in, StepInput{c.Parts[k].Weight / c.Areas[at].Available, t.scoreStep(c, areas, k, at)})
		}
	}
	step := about.sumStep("value", in)
	step.Formula = "sum of weight × score; the weights are the study's, of the parts that the area has together 1"
	return step
}

// scoreStep is the score of an area by part k: its value on the common scale, by the values of all areas.
func (t *Tracer) scoreStep(c *Composite, areas []indicators.Area, k, at int) *Step {
	m := c.Parts[k]
	col := t.newestColumn(m.Indicator, c.Spec.Level)
	about := &Step{Indicator: m.Indicator.ID, Group: indicators.Everyone, Area: areas[at], Period: m.Period}
	formula := map[string]string{
		"z": "(value − mean of the areas) / standard deviation of the areas", "rank": "percentile rank among the areas, 0 to 100",
		"min-max": "(value − lowest of the areas) / (highest − lowest), 0 to 100", "exponential": "the exponential of the rank among the areas, 0 to 100",
	}[c.Spec.Normalisation]
	if m.Reversed {
		formula += ", turned so that low values make the composite high"
	}
	if m.Shrunken {
		formula += "; each value drawn towards that of all areas first, the more the fewer persons it is of"
	}
	step := about.like("score", formula, col.inputs(), func(es []index.Estimate) index.Estimate {
		x, den := column(col.on(areas, es))
		if m.Shrunken {
			x, _ = shrunken(x, den, m.Indicator.Unit.Per)
		}
		for i := range c.Areas {
			if !c.Areas[i].OK { // it has too few of the parts
				x[i] = math.NaN()
			}
		}
		scores, err := composite.Normalise(index.Indicators{Columns: [][]float64{x}, Weights: []float64{1}, Reverse: []bool{m.Reversed}}, c.normalisation())
		if err != nil {
			return alone(math.NaN())
		}
		return alone(scores[0][at])
	})
	step.Shown = true
	return step
}

// composedStep is a number of a composite that follows from the values of all parts in all areas at once.
func (t *Tracer) composedStep(c *Composite, areas []indicators.Area, at int, measure string) *Step {
	formula := map[string]string{
		"arithmetic": "weighted mean of the scores of the parts, each put on one scale (" + c.Spec.Normalisation + ") by the values of all areas",
		"geometric":  "weighted geometric mean of the scores of the parts, each put on one scale (" + c.Spec.Normalisation + ") by the values of all areas",
		"pca":        "mean of the scores of the parts, weighted by the first principal component of the values of all areas",
	}[c.Spec.Aggregation]
	if measure == "rank" {
		formula = "rank among the areas, 1 for the highest, of the " + formula
	}
	var columns []*tracedColumn
	var in []StepInput
	for _, m := range c.Parts {
		col := t.newestColumn(m.Indicator, c.Spec.Level)
		columns, in = append(columns, col), append(in, col.inputs()...)
	}
	about := &Step{Indicator: c.Spec.ID, Group: indicators.Everyone, Area: areas[at], Period: c.Period}
	return about.like(measure, formula, in, func(es []index.Estimate) index.Estimate {
		var of []dated
		for _, col := range columns {
			n := len(col.inputs())
			of, es = append(of, dated{col.period, col.on(areas, es[:n])}), es[n:]
		}
		again, _, ok := t.compose(c.Spec, areas, of)
		if !ok {
			return alone(math.NaN())
		}
		return alone(again.Areas[at].number(measure))
	})
}

package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// tracedColumn is the values of the areas of a level by an indicator, each with its chain. Many numbers rest on the same column, so that it is
// made once for all traces, and so is what follows from it for all areas at a time.
type tracedColumn struct {
	areas  []indicators.Area
	of     []traced
	period indicators.Period // of newestColumn
	city   traced            // as far as it was asked for; of the level that is compared

	shrinkage *Shrinkage
	ranking   *Ranking
	funnel    *Funnel
}

// columnName tells columns apart.
type columnName struct {
	indicator string
	group     indicators.Group
	level     indicators.Level
	newest    bool // at that level, which may be another period than that of the comparison
}

// columnOf returns the values of a comparison at the level that is compared or at that of the smallest areas.
func (t *Tracer) columnOf(c *Comparison, level indicators.Level) *tracedColumn {
	name := columnName{c.Indicator.ID, c.Group, level, false}
	if col := t.columns[name]; col != nil {
		return col
	}
	col := &tracedColumn{}
	if level == t.o.AreaLevel {
		now := t.figuresOf(c.Indicator, c.Group, c.Period)
		for d, area := range c.Areas {
			if area.Value.OK {
				col.areas, col.of = append(col.areas, area.Area), append(col.of, t.shownValue(c.Indicator, c.Group, now, d, area.Value))
			}
		}
	} else {
		for _, a := range t.smallest(c) {
			col.areas, col.of = append(col.areas, a.Area), append(col.of, t.smallValue(c.Indicator, c.Group, c.Period, a))
		}
	}
	t.columns[name] = col
	return col
}

// newestColumn returns the values of the areas of a level in the newest period that has some there.
func (t *Tracer) newestColumn(ind indicators.Indicator, level indicators.Level) *tracedColumn {
	name := columnName{ind.ID, indicators.Everyone, level, true}
	if col := t.columns[name]; col != nil {
		return col
	}
	col := &tracedColumn{}
	t.columns[name] = col
	areas := t.levels.areas(level)
	found, _ := t.levels.newest(ind, indicators.Everyone, level)
	col.period = found.period
	c := t.comparisonOf(ind.ID, indicators.Everyone)
	b := t.levels.analystOf(level)
	for i, v := range found.values {
		if !v.OK {
			continue
		}
		var of traced
		if b == nil {
			of = t.smallValue(ind, indicators.Everyone, found.period, AreaValue{areas[i], v})
		} else {
			there := &Tracer{analyst: b, res: t.res, raw: t.raw, crosswalks: t.crosswalks, read: t.read}
			of = there.valueOf(ind, indicators.Everyone, figuresAt(b.series(ind, indicators.Everyone), found.period), there.districtPlace(i), v)
			of = of.show(level == t.o.AreaLevel && c != nil && c.Period == found.period && c.Areas[i].Value.OK)
		}
		col.areas, col.of = append(col.areas, areas[i]), append(col.of, of)
	}
	return col
}

// on returns the values of a column that is computed again for the areas of a list, none for those without.
func (col *tracedColumn) on(areas []indicators.Area, es []index.Estimate) []Value {
	again := col.again(es)
	out := make([]Value, len(areas))
	for i, area := range areas {
		out[i] = noValue(NoObservation, indicators.Missing)
		if len(again) > 0 && again[0].Area.ID() == area.ID() {
			out[i], again = again[0].Value, again[1:]
		}
	}
	return out
}

// spread returns the computed values of a column for the areas of a list, NaN for those without.
func (col *tracedColumn) spread(areas []indicators.Area, es []index.Estimate) []float64 {
	out := slices.Repeat([]float64{math.NaN()}, len(areas))
	k := 0
	for i, area := range areas {
		if k < len(es) && col.areas[k].ID() == area.ID() {
			out[i] = es[k].Value
			k++
		}
	}
	return out
}

// current traces the value of a comparison in district d, the city where d is inCity.
func (t *Tracer) current(c *Comparison, d int) traced {
	col := t.columnOf(c, t.o.AreaLevel)
	if d == inCity {
		if col.city.value == nil {
			col.city = t.shownValue(c.Indicator, c.Group, t.figuresOf(c.Indicator, c.Group, c.Period), d, c.City)
		}
		return col.city
	}
	i := slices.IndexFunc(col.areas, func(a indicators.Area) bool { return a.ID() == t.districts[d].ID() })
	if i < 0 {
		return traced{}
	}
	return col.of[i]
}

// inputs are the steps of all values of a column.
func (col *tracedColumn) inputs() []StepInput {
	var out []StepInput
	for _, v := range col.of {
		out = append(out, inputs(v.steps()...)...)
	}
	return out
}

// again puts the values of a column together from the computed numbers of its steps.
func (col *tracedColumn) again(es []index.Estimate) []AreaValue {
	out := make([]AreaValue, len(col.of))
	for i, v := range col.of {
		out[i].Area = col.areas[i]
		out[i].Value, es = v.again(es)
	}
	return out
}

// values are the steps of the values alone, without their counts.
func (col *tracedColumn) values() []*Step {
	var out []*Step
	for _, v := range col.of {
		out = append(out, v.value)
	}
	return out
}

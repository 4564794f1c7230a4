package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// tracedColumn is the values of the areas of a level by an indicator, each with its chain. Many numbers rest on the same column, so that it is
// made once for all traces, and so is what follows from it for all areas at a time.
type tracedColumn struct {
	areas []indicators.Area
	of    []traced
	city  traced // as far as it was asked for; of the level that is compared

	shrinkage *Shrinkage
	ranking   *Ranking
	funnel    *Funnel
}

// columnName tells columns apart.
type columnName struct {
	indicator string
	group     indicators.Group
	level     indicators.Level
}

// columnOf returns the values of a comparison at the level that is compared or at that of the smallest areas.
func (t *Tracer) columnOf(c *Comparison, level indicators.Level) *tracedColumn {
	name := columnName{c.Indicator.ID, c.Group, level}
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

package analysis

import (
	"github.com/jamlik/jamlik/analysis/classes"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// typePopulation returns the persons of each area that quantiles are of, nil where the spec names no count.
func (a *analyst) typePopulation(spec CompositeSpec, v *levels) []float64 {
	if spec.Types.Population == "" {
		return nil
	}
	ind, _ := a.cat.Indicator(spec.Types.Population)
	found, _ := v.newest(ind, indicators.Everyone, spec.Level)
	x, _ := column(found.values)
	return x
}

// types cuts the composite into types, 1 for the greatest needs.
func (c *Composite) types(population []float64) {
	var found []int
	var err error
	t := c.Spec.Types
	switch {
	case t.Rule == "jenks":
		found, err = classes.Jenks(c.needs(), t.Number)
	case t.Rule == "cuts":
		found, err = c.cut(t)
	case t.Population != "" && population == nil:
		err = index.Undefined("no area has a population")
	default:
		found, err = classes.Quantiles(c.needs(), population, t.Number)
	}
	if err != nil {
		c.Warnings = append(c.Warnings, Warning{Code: "no_types", Indicator: c.Spec.ID, Text: lang.Text{
			Sv: "Områdena kan inte delas in i typer.", En: "The areas cannot be divided into types: " + err.Error() + "."}})
		return
	}
	for i := range c.Areas {
		c.Areas[i].Type = found[i]
	}
}

// cut returns the types by the cut points of the study. A composite at a cut point is above it, whichever end has the needs.
func (c *Composite) cut(t TypeRule) ([]int, error) {
	values := make([]float64, len(c.Areas))
	for i, area := range c.Areas {
		values[i] = area.Value
	}
	found, err := classes.Cuts(values, t.Cuts)
	for i, class := range found {
		if class > 0 && !c.Spec.HighIsBetter {
			found[i] = t.Number + 1 - class
		}
	}
	return found, err
}

// needs returns the composites turned so that the lowest have the greatest needs, NaN where there is none.
func (c *Composite) needs() []float64 {
	out := make([]float64, len(c.Areas))
	for i, area := range c.Areas {
		out[i] = area.Value
		if !c.Spec.HighIsBetter {
			out[i] = -area.Value
		}
	}
	return out
}

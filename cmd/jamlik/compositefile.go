package main

import (
	"errors"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/study"
)

// compositeOf turns a composite of a study into that of the analysis.
func compositeOf(c study.Composite) (analysis.CompositeSpec, error) {
	var errs []error
	level, err := indicators.ParseLevel(c.Level)
	errs = append(errs, err)
	spec := analysis.CompositeSpec{
		ID: c.ID, Title: c.Title, Note: c.Note, Level: level, HighIsBetter: c.High == "better", Normalisation: c.Normalisation,
		Aggregation: c.Aggregation, Available: c.Available, Shrink: c.Shrink,
		Types: analysis.TypeRule{Number: c.Types.Number, Rule: c.Types.Rule, Population: c.Types.Population, Cuts: c.Types.Cuts},
	}
	for _, part := range c.Indicators {
		p := analysis.CompositePart{Indicator: part.ID, Weight: part.Weight}
		switch part.Better {
		case "higher":
			p.Better = indicators.HigherIsBetter
		case "lower":
			p.Better = indicators.LowerIsBetter
		}
		spec.Parts = append(spec.Parts, p)
	}
	if pub := c.Published; pub != nil {
		period, err := indicators.ParsePeriod(pub.Period)
		errs = append(errs, err)
		spec.Published = &analysis.PublishedTypes{Source: pub.Source, Period: period, Version: pub.Version, Types: map[string]analysis.PublishedType{}}
		for code, t := range pub.Areas {
			spec.Published.Types[code] = analysis.PublishedType(t)
		}
	}
	if need := c.CareNeed; need != nil {
		count := func(g study.CountOf) analysis.CountOf {
			groups, err := groupsOf(g.Groups)
			errs = append(errs, err)
			return analysis.CountOf{Indicator: g.Indicator, Groups: groups}
		}
		spec.CareNeed = &analysis.CareNeedSpec{Population: count(need.Population), Mean: need.Mean}
		for _, g := range need.Groups {
			spec.CareNeed.Groups = append(spec.CareNeed.Groups, count(g))
		}
	}
	return spec, errors.Join(errs...)
}

package study

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Target is a value that somebody has decided to reach.
type Target struct {
	Indicator string    `yaml:"indicator"`
	Value     *float64  `yaml:"value"`  // in the indicator's unit
	Year      string    `yaml:"year"`   // calendar year whose figure is to have the value
	Period    string    `yaml:"period"` // in the place of year: a school year such as 2029/30, or several years
	Area      string    `yaml:"area"`   // code of a district; the city where empty
	Group     string    `yaml:"group"`  // everyone where empty
	Reach     string    `yaml:"reach"`  // at_least or at_most; what is better for the indicator where empty
	Source    lang.Text `yaml:"source"` // who decided it, where and when
}

// When is the period whose figure is to have the value.
func (t Target) When() string { return cmp.Or(t.Year, t.Period) }

func (c *checker) targets() {
	type key struct{ indicator, area, group, when string }
	seen := make(map[key]int)
	for i, t := range c.study.Targets {
		p := fmt.Sprintf("targets[%d]", i)
		known := c.oneOf(p+".indicator", "indicator", t.Indicator, ids(c.study.Indicators), false)
		c.oneOf(p+".reach", "reach", t.Reach, []string{"at_least", "at_most"}, true)
		c.need(p+".source", "the decision behind the target", t.Source)
		c.group(p+".group", t.Group)
		switch {
		case t.Value == nil:
			c.fail(p+".value", "the target has no value", "write the value that is to be reached, in the unit of the indicator")
		case math.IsNaN(*t.Value) || math.IsInf(*t.Value, 0):
			c.fail(p+".value", fmt.Sprintf("found %v, expected a number", *t.Value), "write the value that is to be reached, in the unit of the indicator")
		case known:
			c.targetValue(p, t)
		}
		switch when, err := indicators.ParsePeriod(t.When()); {
		case t.Year != "" && t.Period != "":
			c.fail(p+".period", "both year and period are given", "keep one")
		case t.When() == "":
			c.fail(p+".year", "the target has no year", "write the year whose figure is to have the value")
		case err != nil:
			c.fail(p+"."+map[bool]string{true: "year", false: "period"}[t.Year != ""], fmt.Sprintf("cannot read %q as a period", clip(t.When())), "write a year such as 2030, or a school year such as 2029/30 after period")
		default:
			k := key{t.Indicator, t.Area, t.Group, when.String()}
			if line, twice := seen[k]; twice {
				c.fail(p, fmt.Sprintf("the target of %q for %s is set twice, first in line %d", clip(t.Indicator), when, line), "keep one")
			}
			seen[k] = c.line(p)
		}
	}
}

// targetValue checks that an indicator can have the value, and that it is known on which side the target lies.
func (c *checker) targetValue(p string, t Target) {
	ind := c.study.Indicators[slices.IndexFunc(c.study.Indicators, func(ind Indicator) bool { return ind.ID == t.Indicator })]
	per := cmp.Or(ind.Per, 100)
	switch {
	case ind.Kind == "share" && (*t.Value < 0 || *t.Value > per):
		c.fail(p+".value", fmt.Sprintf("found %v, expected 0 to %v, for %q is a share", *t.Value, per, ind.ID), "write it in the unit of the indicator")
	case (ind.Kind == "rate" || ind.Kind == "count") && *t.Value < 0:
		c.fail(p+".value", fmt.Sprintf("found %v, expected 0 or more, for %q is a %s", *t.Value, ind.ID, ind.Kind), "write it in the unit of the indicator")
	}
	if t.Reach == "" && (ind.Better == "" || ind.Better == "none") {
		c.fail(p+".reach", fmt.Sprintf("neither high nor low values of %q are better, so that it is not known when the target is reached", ind.ID), "write reach: at_least, or at_most")
	}
}

// checkTargets checks the areas of targets.
func checkTargets(s *Study, reg *indicators.Register, c *checker) {
	for i, t := range s.Targets {
		a, ok := reg.Find(indicators.AreaID{Code: t.Area, Version: s.Version})
		if t.Area != "" && (!ok || a.Level != indicators.District && a.Level != indicators.City) {
			var codes []string
			for _, d := range reg.AtLevel(indicators.District, s.Version) {
				codes = append(codes, d.Code)
			}
			c.fail(fmt.Sprintf("targets[%d].area", i), fmt.Sprintf("no district has the code %q", clip(t.Area)), "there are "+examplesOf(codes)+"; leave it out for the city")
		}
	}
}

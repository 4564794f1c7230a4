package main

import (
	"strings"

	"github.com/jamlik/jamlik/indicators/index"
)

// exampleOf returns a command line that computes ix from a file of the shape it takes.
func exampleOf(ix index.Index) string {
	flags := exampleShape(ix)
	for _, extra := range exampleExtras {
		counted := strings.Contains(flags, "--total") && (extra.of == index.Errors || extra.of == index.Bounds) // counts have both
		if ix.Reads&extra.of != 0 && !counted && !strings.Contains(flags, strings.Fields(extra.flags)[0]) {
			flags += " " + extra.flags
		}
	}
	if ix.Larger.Units && !ix.Larger.Optional {
		flags += " --within district"
	}
	return "jamlik index compute " + ix.ID + " " + flags
}

// exampleShape is the flags that an index of the shape cannot do without.
func exampleShape(ix index.Index) string {
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		return "--data people.csv --unit area --group foreign,swedish"
	case index.ShapeMultiGroup:
		return "--data schools.csv --unit school --group africa,asia,europe"
	case index.ShapeRanked:
		return "--data brackets.csv --unit area --group b1,b2,b3,b4,b5,b6 --scale 50,150,250,350,450,600"
	case index.ShapeChange:
		return "--data years.csv --unit area --group foreign,swedish --compare year=2020,2025"
	case index.ShapeValues:
		if ix.Family == index.Autocorrelation { // of areas, not of the people in them
			return "--data income.csv --unit area --value income"
		}
		return "--data income.csv --unit area --value income --weight population"
	case index.ShapeSubgroups:
		if ix.Reads.Has(index.Numerators) {
			return "--data events.csv --unit area --group cases --total persons"
		}
		flags := "--data health.csv --unit area --value share --weight population"
		if ix.Interval != nil {
			flags += " --se error"
		}
		return flags
	case index.ShapeTwice:
		if ix.Reads.Has(index.Numerators) {
			return "--data events-years.csv --unit area --group cases --total persons --compare year=2020,2025"
		}
		return "--data health-years.csv --unit area --value share --se error --weight population --compare year=2020,2025"
	case index.ShapeEvents:
		return "--data events.csv --unit area --group cases --total persons"
	case index.ShapeStrata:
		switch {
		case ix.Reads.Has(index.Measured):
			return "--data trend.csv --unit area --at year --value share --se error"
		case byYear(ix):
			return "--data trend.csv --unit area --at year --group cases --total persons"
		}
		if ix.Reads.Has(index.Frequencies) {
			return "--data admissions.csv --unit area --at age --group people --total population"
		}
		return "--data ages.csv --unit area --at age --group deaths --total population"
	case index.ShapeIndicators:
		switch {
		case strings.Contains(ix.Needs, "seven groups"):
			return "--data care-need.csv --unit area --indicator under5,born_abroad,alone65,single_parent,moved_in,unemployed,low_education --weight population"
		case strings.Contains(ix.Needs, "shares or per cents"):
			return "--data indicators.csv --unit area --indicator jobs,school --weight population --within district"
		}
		return "--data indicators.csv --unit area --indicator income,jobs,school --reverse jobs"
	}
	return ""
}

// exampleExtras are the flags for what some indices read beside that.
var exampleExtras = []struct {
	of    index.Extra
	flags string
}{
	{index.Order, "--rank income"},
	{index.Benchmark, "--reference A"},
	{index.Errors, "--se error"},
	{index.Bounds, "--bounds 0,1000"},
	{index.Kinds, "--subgroup kind"},
	{index.Sources, "--source wages,capital"},
	{index.Spatial, "--geometry areas.geojson --key code"},
	{index.Places, "--centre A"},
	{index.Standard, "--standard standard"},
	{index.Frequencies, "--frequency times"},
	{index.Expected, "--expected-group city_deaths --expected-total city_population"},
	{index.Health, "--health good --health-n answers"},
	{index.Goalposts, "--goal income=200,400 --goal jobs=0,20 --goal school=50,100"},
}

package charts

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// Residents are the numbers of people in the city and the districts, by a count that is compared, or else by the true population behind a share of
// everyone; of several, the one for most districts. There are none where the results hold neither.
func Residents(res *analysis.Results) (people map[indicators.AreaID]float64, of analysis.Comparison) {
	for _, c := range res.Comparisons {
		if c.Group != indicators.Everyone {
			continue
		}
		ind := c.Indicator
		d := ind.Denominator
		count := ind.ID == "population" && ind.Unit.Kind == indicators.Count
		if !count && (d == nil || d.Indicator != "population" || len(d.Groups) > 0) {
			continue
		}
		found := map[indicators.AreaID]float64{}
		take := func(a indicators.Area, v analysis.Value) {
			switch {
			case !v.OK || !v.Note.IsZero(): // the population of an approximation is another year's
			case count:
				found[a.ID()] = v.Value
			case v.Denominator.OK:
				found[a.ID()] = v.Denominator.V
			}
		}
		take(res.City, c.City)
		for _, a := range c.Areas {
			take(a.Area, a.Value)
		}
		if len(found) > len(people) {
			people, of = found, c
		}
	}
	return people, of
}

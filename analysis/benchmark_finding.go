package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// maxAbroad is how many measures a summary names where the city as a whole does worse than places outside, and better.
const maxAbroad = 1

// cityGaps returns where the city as a whole surely differs from the country, a group of municipalities or another place outside. A sure
// difference that is smaller than matters is none.
func cityGaps(res *Results) []Finding {
	var found []Finding
	for _, b := range res.Benchmarks {
		if b.Group != indicators.Everyone || b.Benchmark.Kind == RestOfCity || b.Benchmark.Kind == WholeCity || len(b.Areas) == 0 {
			continue
		}
		city := b.Areas[0]
		v := city.Overview
		if city.Area.ID() != res.City.ID() || v == NotCompared || v == NoClearDifference || city.Importance == SureButSmall {
			continue
		}
		at := slices.IndexFunc(res.Comparisons, func(c Comparison) bool { return c.Indicator.ID == b.Indicator.ID && c.Group == b.Group })
		f := Finding{
			Kind: CityGap, Indicator: b.Indicator.ID, Against: b.Benchmark.ID(), Group: b.Group, Period: b.Period, Comparison: at,
			Tone: toneOf(v), Certainty: res.Options.OverviewLevel, Weight: sureEffect(city.Effect, city.Difference),
			Values: map[string]float64{
				"value": city.Value.Value, "reference": b.Value.Value, "difference": city.Difference.Value, "lower": city.Difference.Lower,
				"upper": city.Difference.Upper, "verdict": float64(v),
			},
		}
		if city.Effect.OK {
			f.Values["effect"] = city.Effect.Value
		}
		found = append(found, f)
	}
	out := append(strongest(ofTone(found, BadNews), maxAbroad), strongest(ofTone(found, GoodNews), maxAbroad)...)
	return append(out, strongest(ofTone(found, Neutral), 0)...)
}

package study

import (
	"github.com/jamlik/jamlik/indicators"
)

// catalogue turns what a checked study defines into the language of the program.
func catalogue(s *Study) (*indicators.Catalogue, error) {
	var inds []indicators.Indicator
	for _, d := range s.Indicators {
		kind, err := indicators.ParseKind(d.Kind)
		if err != nil {
			return nil, err
		}
		ind := indicators.Indicator{
			ID: d.ID, Name: d.Name, Short: d.Short, Theme: d.Theme, Unit: indicators.Unit{Kind: kind, Per: d.Per, Name: d.Unit},
			Direction: direction(d.Better), Decimals: d.Decimals, Definition: d.Definition, Population: d.Population,
			Source: d.Source, MinDenominator: d.MinDenominator, Categories: d.Frames, Cells: s.cellsOf(d.ID),
			ImportantDifference: d.ImportantDifference, LimitsLevel: d.LimitsLevel,
		}
		for _, b := range d.Breaks {
			day, err := breakDay(b.Start)
			if err != nil {
				return nil, err
			}
			ind.Breaks = append(ind.Breaks, indicators.Break{Start: day, Note: b.Note})
		}
		if p := d.Denominator; p != nil {
			ind.Denominator = &indicators.Denominator{Indicator: p.Indicator, Groups: groupsOf(p.Groups), Approximation: p.Approximation}
		}
		inds = append(inds, ind)
	}
	var frames []indicators.Frame
	for _, f := range s.Frames {
		frames = append(frames, indicators.Frame{ID: f.ID, Name: f.Name, Categories: namedOf(f.Categories)})
	}
	var sources []indicators.Source
	for _, d := range s.Sources {
		from, err := noiseDay(d.NoiseFrom)
		if err != nil {
			return nil, err
		}
		sources = append(sources, indicators.Source{
			ID: d.ID, Publisher: d.Publisher, Title: d.Title, Table: d.Table, Contents: d.Contents, Retrieved: d.Retrieved, Licence: d.Licence,
			URL: d.URL, Protected: d.Protected, Noise: d.Noise, NoiseSD: d.NoiseSD, NoiseFrom: from,
		})
	}
	return indicators.NewCatalogue(inds, namedOf(s.Themes), frames, sources)
}

func direction(better string) indicators.Direction {
	switch better {
	case "higher":
		return indicators.HigherIsBetter
	case "lower":
		return indicators.LowerIsBetter
	}
	return indicators.NotJudged
}

func namedOf(list []Named) []indicators.Named {
	var out []indicators.Named
	for _, n := range list {
		out = append(out, indicators.Named(n))
	}
	return out
}

func groupsOf(list []string) []indicators.Group {
	var out []indicators.Group
	for _, g := range list {
		out = append(out, indicators.Group(g))
	}
	return out
}

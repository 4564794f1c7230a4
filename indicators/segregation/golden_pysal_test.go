package segregation_test

import (
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// PySAL segregation, run on the tracts of Sacramento. A two-group index takes a group and the total.
func pysal(t *testing.T, data *library, r record) []check {
	var p struct {
		Group, Total, CRS string
		Groups            []string
		B                 float64
		Normalized        bool
		Distance          float64 // counts are smoothed first
		Function          string
	}
	if r.Set != "pysal" || !r.decodeParams(&p) {
		return nil
	}
	two := map[string]string{
		"Dissim": "dissimilarity", "Gini": "gini-segregation", "Entropy": "theil-h", "Atkinson": "atkinson-segregation",
		"Isolation": "isolation", "Interaction": "interaction", "CorrelationR": "correlation-ratio", "MinMax": "min-max",
		"ConProf": "concentration-profile", "BiasCorrectedDissim": "bias-corrected-dissimilarity",
		"ModifiedDissim": "modified-dissimilarity", "ModifiedGini": "modified-gini",
	}
	multi := map[string]string{
		"MultiDissim": "multigroup-dissimilarity", "MultiGini": "multigroup-gini", "MultiInfoTheory": "multigroup-theil-h",
		"MultiDivergence": "divergence", "MultiNormExposure": "normalised-exposure", "MultiRelativeDiversity": "relative-diversity",
		"MultiSquaredCoefVar": "squared-coefficient-of-variation", "MultiDiversity": "entropy",
		"SimpsonsConcentration": "simpson-concentration", "SimpsonsInteraction": "simpson-interaction",
	}
	var chosen index.Params
	if p.B > 0 {
		chosen = index.Params{"b": p.B}
	}
	if p.Normalized {
		multi["MultiDiversity"] = "pielou-evenness"
	}
	f := data.frame(t, r.Dataset)
	numbers := func(name string) []float64 {
		if p.Distance > 0 {
			return smoothAndRound(t, f.plane(t, "x_utm10", "y_utm10", 1), p.Distance, f.numbers(t, name))
		}
		return f.numbers(t, name)
	}
	if id, ok := two[r.Index]; ok {
		return []check{is(id, against(numbers(p.Group), numbers(p.Total)), chosen, decode[float64](t, r.Value))}
	}
	id, ok := multi[r.Index]
	if !ok {
		return nil
	}
	c, want := index.Composition{Names: p.Groups}, decode[float64](t, r.Value)
	for _, name := range p.Groups {
		c.Counts = append(c.Counts, numbers(name))
	}
	if id == "divergence" {
		return []check{is(id, c, nil, want), is("mutual-information", c, nil, want)}
	}
	return []check{is(id, c, nil, want)}
}

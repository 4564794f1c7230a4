package segregation_test

import (
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// PySAL segregation, run on the tracts of Sacramento. A two-group index takes a group and the total.
var pysalSource = source{"PySAL segregation", pysal, map[string]int{
	"atkinson-segregation": 7, "correlation-ratio": 2, "dissimilarity": 2, "entropy": 2, "gini-segregation": 2,
	"interaction": 3, "isolation": 1, "multigroup-dissimilarity": 1, "multigroup-theil-h": 1, "mutual-information": 1, "theil-h": 2,
}}

func pysal(t *testing.T, data *library, r record) []check {
	var p struct {
		Group, Total, CRS string
		Groups            []string
		B                 float64
		Normalized        bool
	}
	if r.Set != "pysal" || !r.decodeParams(&p) {
		return nil
	}
	two := map[string]string{
		"Dissim": "dissimilarity", "Gini": "gini-segregation", "Entropy": "theil-h", "Atkinson": "atkinson-segregation",
		"Isolation": "isolation", "Interaction": "interaction", "CorrelationR": "correlation-ratio",
	}
	multi := map[string]string{
		"MultiDissim": "multigroup-dissimilarity", "MultiInfoTheory": "multigroup-theil-h", "MultiDivergence": "mutual-information",
		"MultiDiversity": "entropy",
	}
	var chosen index.Params
	if p.B > 0 {
		chosen = index.Params{"b": p.B}
	}
	if p.Normalized {
		chosen = index.Params{"base": float64(len(p.Groups))}
	}
	f := data.frame(t, r.Dataset)
	if id, ok := two[r.Index]; ok {
		x := f.numbers(t, p.Group)
		return []check{is(id, against(x, f.numbers(t, p.Total)), chosen, decode[float64](t, r.Value))}
	}
	if id, ok := multi[r.Index]; ok {
		return []check{is(id, f.groups(t, p.Groups), chosen, decode[float64](t, r.Value))}
	}
	return nil
}

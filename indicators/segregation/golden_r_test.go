package segregation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// The R package segregation, on long data of pupils by race and school and on small matrices.
func elbers(t *testing.T, data *library, r record) (out []check) {
	if r.Set != "rpeers" {
		return nil
	}
	if strings.HasPrefix(r.Dataset, "inline matrix") {
		return inline(t, r)
	}
	var p struct {
		Group, Unit, Weight, Within string
		Groups                      []string
		Base                        float64
	}
	if !strings.HasPrefix(r.Dataset, "rseg_schools") || strings.Contains(r.Dataset, " ") || !r.decodeParams(&p) ||
		p.Within != "" && r.Index != "entropy" {
		return nil
	}
	f := data.frame(t, r.Dataset)
	switch r.Index {
	case "mutual_total":
		var chosen index.Params
		if p.Base > 0 {
			chosen = index.Params{"base": p.Base}
		}
		want := decode[struct{ M, H float64 }](t, r.Value)
		c := f.long(t, p.Group, p.Unit)
		out = append(out, is("mutual-information", c, chosen, want.M), is("multigroup-theil-h", c, nil, want.H))
	case "entropy":
		// Within states it is the mean of their entropies by population.
		id, unit := "entropy", "school"
		if p.Within != "" {
			id, unit = "mean-local-entropy", p.Within
		}
		out = append(out, is(id, f.long(t, p.Group, unit), nil, decode[float64](t, r.Value)))
	case "dissimilarity":
		c := f.long(t, "race", p.Unit)
		x, y := slices.Index(c.Names, p.Groups[0]), slices.Index(c.Names, p.Groups[1])
		pair := against(c.Counts[x], totals(c)) // "other" is everybody else
		if y >= 0 {
			pair = index.Composition{Counts: [][]float64{c.Counts[x], c.Counts[y]}}
		}
		out = append(out, is("dissimilarity", pair, nil, decode[float64](t, r.Value)))
	case "isolation":
		c := f.long(t, p.Group, p.Unit)
		for _, want := range decode[[]struct {
			Race      string
			Isolation float64
		}](t, r.Value) {
			out = append(out, is("isolation", against(c.Counts[slices.Index(c.Names, want.Race)], totals(c)), nil, want.Isolation))
		}
	case "exposure":
		c := f.long(t, p.Group, p.Unit)
		interaction := make([]float64, len(c.Names))
		matrix := check{"exposure-matrix", index.Input{Composition: c}, nil, make(map[string]float64)}
		for _, e := range decode[[]struct {
			Of, To   string
			Exposure float64
		}](t, r.Value) {
			of, to := slices.Index(c.Names, e.Of), slices.Index(c.Names, e.To)
			if of != to {
				interaction[of] += e.Exposure
			}
			matrix.want[about(index.OfPair(of, to, 0))] = e.Exposure
		}
		out = append(out, matrix)
		for k, want := range interaction {
			out = append(out, is("interaction", against(c.Counts[k], totals(c)), nil, want))
		}
	}
	return out
}

// inline: the matrices that are written out in the name of the data set.
func inline(t *testing.T, r record) []check {
	const ends, blocks = "inline matrix 4x2: g1=100,60,40,0 g2=0,40,60,100", "inline matrix 4x2: g1=80,80,20,20 g2=20,20,80,80"
	first := index.Composition{Counts: [][]float64{{100, 60, 40, 0}, {0, 40, 60, 100}}}
	switch r.Dataset {
	case ends:
		return []check{is("dissimilarity", first, nil, decode[float64](t, r.Value))}
	case blocks:
		c := index.Composition{Counts: [][]float64{{80, 80, 20, 20}, {20, 20, 80, 80}}}
		return []check{is("dissimilarity", c, nil, decode[float64](t, r.Value))}
	case "inline matrix m1 as above":
		want := decode[struct{ M, H float64 }](t, r.Value)
		return []check{is("mutual-information", first, nil, want.M), is("theil-h", first, nil, want.H)}
	}
	return nil
}

// The R package seg, on Morrill's patterns A to H and on Sacramento. Where its spatial indices look at no neighbour they
// are those of this package.
func seg(t *testing.T, data *library, r record) []check {
	var p struct {
		Groups  []string
		N       float64 // points of the grid
		Maxdist float64
		Comment string
	}
	if r.Set != "rpeers" || r.Dataset != "seg_segdata.csv" && r.Dataset != "pysal_sacramento_tracts.csv" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	switch {
	case r.Index == "conprof.d":
		return []check{is("concentration-profile", f.groups(t, p.Groups), nil, decode[float64](t, r.Value))}
	case r.Index == "dissim.d":
		return []check{is("dissimilarity", f.groups(t, p.Groups), nil, decode[float64](t, r.Value))}
	case r.Index == "spseg" && p.Comment == "aspatial limit":
		want := decode[struct {
			D, R, H float64
			P       [][]float64
		}](t, r.Value)
		c := f.groups(t, p.Groups)
		matrix := check{"exposure-matrix", index.Input{Composition: c}, nil, make(map[string]float64)}
		for a, row := range want.P {
			for b, v := range row {
				matrix.want[about(index.OfPair(a, b, 0))] = v
			}
		}
		return []check{
			matrix, is("relative-diversity", c, nil, want.R),
			is("multigroup-dissimilarity", c, nil, want.D), is("multigroup-theil-h", c, nil, want.H), is("correlation-ratio", c, nil, want.R),
			is("isolation", c, nil, want.P[0][0]), is("interaction", c, nil, want.P[0][1]),
		}
	}
	return nil
}

// Programs on shares by race: rsegregation in the Bay Area, Roberto's published values for Detroit (with rsegregation),
// and divseg on Delaware.
func shares(t *testing.T, data *library, r record) []check {
	switch {
	case r.Set == "detroit":
		return detroit(t, data.frame(t, r.Dataset), r)
	case r.Set == "rpeers" && r.Dataset == "rsegregation_bay_race.csv":
		return bay(t, data.frame(t, r.Dataset), r)
	case r.Set == "rpeers" && strings.HasPrefix(r.Dataset, "divseg"):
		return divseg(t, data.frame(t, r.Dataset), r)
	}
	return nil
}

// bay: rsegregation on shares by race in the Bay Area.
func bay(t *testing.T, f frame, r record) []check {
	var p struct {
		Group, Population string
		Groups            []string
	}
	ids := map[string]string{
		"divergence(summed)": "divergence", "entropy(overall)": "entropy",
		"entropy(information_theory, summed)": "multigroup-theil-h", "dissimilarity": "dissimilarity", "isolation": "isolation",
	}
	id, ok := ids[r.Index]
	if !ok || !r.decodeParams(&p) {
		return nil
	}
	population := f.numbers(t, "total_pop")
	if r.Index == "isolation" {
		return []check{is(id, against(times(f.numbers(t, p.Group), population), population), nil, decode[float64](t, r.Value))}
	}
	c := f.groups(t, p.Groups)
	for k := range c.Counts {
		c.Counts[k] = times(c.Counts[k], population)
	}
	return []check{is(id, c, nil, decode[float64](t, r.Value))}
}

// divseg: white against everybody else in Delaware.
func divseg(t *testing.T, f frame, r record) []check {
	ids := map[string]string{
		"ds_atkinson": "atkinson-segregation", "ds_isolation": "isolation", "ds_interaction": "interaction",
		"ds_dissim": "dissimilarity", "ds_correlation": "correlation-ratio", "ds_entropy": "theil-h",
	}
	mixes := map[string]string{"ds_blau": "simpson-interaction", "ds_hhi": "simpson-concentration"} // of each county alone
	id, ok := ids[r.Index]
	if !ok && mixes[r.Index] == "" {
		return nil
	}
	var names []string
	for _, name := range f.header {
		if strings.HasPrefix(name, "pop_") {
			names = append(names, name)
		}
	}
	c := f.groups(t, names)
	if !ok {
		var out []check
		for i, want := range decode[[]float64](t, r.Value) {
			var county index.Composition
			for _, counts := range c.Counts {
				county.Counts = append(county.Counts, counts[i:i+1])
			}
			out = append(out, is(mixes[r.Index], county, nil, want))
		}
		return out
	}
	return []check{is(id, against(c.Counts[0], totals(c)), nil, decode[float64](t, r.Value))}
}

// detroit: Roberto's published values, black and white shares in the city or in the whole metropolitan area.
func detroit(t *testing.T, f frame, r record) []check {
	var p struct {
		Area, Weights, Filter string
		Groups                []string
		LogBase               float64
	}
	ids := map[string]string{"divergence (summed)": "divergence", "entropy (weighted mean of units)": "mean-local-entropy"}
	if !r.decodeParams(&p) {
		return nil
	}
	population := f.numbers(t, "population")
	if p.Area == "city" {
		for i, place := range f.column(t, "place_name") {
			if !strings.HasPrefix(place, "Detroit city") {
				population[i] = 0
			}
		}
	}
	c := f.groups(t, p.Groups)
	for k := range c.Counts {
		c.Counts[k] = times(c.Counts[k], population)
	}
	return []check{is(ids[r.Index], c, index.Params{"base": p.LogBase}, decode[float64](t, r.Value))}
}

// times returns the counts that shares of a population stand for; nobody has no shares.
func times(share, population []float64) []float64 {
	out := make([]float64, len(share))
	for i, n := range population {
		if n > 0 {
			out[i] = share[i] * n
		}
	}
	return out
}

package registry_test

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// healthequalParams are the parameters of any measure there; each has a few of them.
type healthequalParams struct {
	Favourable, Ordered, Sim, Scale *float64
	LMin, LMax, Conf                *float64
	Ref, Method, Weight             string
	Outcome, PSU, Strata            string
	Linear                          bool
}

// healthequal compares the measures of WHO's program. What it prints on another scale than the value is brought to that of the value
// here; what is drawn at random (100 times, "sim") is not compared, nor are the standard errors of parisk and paf, which take
// populations for sizes of samples, and those of a survey's persons, whose sampling units are no part of subgroups.
func healthequal(t *testing.T, data *library, r record) []check {
	var p healthequalParams
	if !strings.HasPrefix(r.Source, "healthequal ") || !r.params(&p) {
		return nil
	}
	s := subgroupsOf(t, data, r, p)
	in := index.Input{Subgroups: s}
	value := map[string]float64{"": r.number(t)}
	tolerance := r.Tolerance
	one := func(id string, p index.Params, want map[string]float64) []check {
		return []check{{id: id, in: in, p: p, want: want, tolerance: tolerance}}
	}
	switch r.Measure {
	case "d":
		return one("difference", nil, r.wants(t, ""))
	case "r":
		return one("ratio", nil, errorOfLogarithm(r.wants(t, "")))
	case "bgv":
		level := index.Params{}
		if p.Conf != nil {
			level["level"] = *p.Conf
		}
		return one("bgv", level, r.wants(t, ""))
	case "bgsd":
		return one("bgsd", nil, value)
	case "covar":
		return one("cov", nil, value)
	case "mdmw", "mdbw", "mdrw", "idisw":
		return one(strings.TrimSuffix(r.Measure, "w"), nil, value)
	case "mdmu", "mdbu", "mdru", "idisu":
		return one(strings.TrimSuffix(r.Measure, "u"), index.Params{"weighted": 0}, value)
	case "parisk":
		return one("par", nil, value)
	case "paf":
		return one("paf", nil, value)
	case "ti", "mld":
		// The value is 1000 times the index, the standard error and the distance to the limits once.
		want := r.wants(t, "")
		v := want[""]
		want[";se"] *= 1000
		want[";lower"], want[";upper"] = v+1000*(want[";lower"]-v), v+1000*(want[";upper"]-v)
		return one(map[string]string{"ti": "disparity-theil-t", "mld": "disparity-mld"}[r.Measure], index.Params{"multiplier": 1000}, want)
	case "aci", "rci":
		params := index.Params{"errors": 2}
		switch p.Method {
		case "wagstaff":
			params["normalised"] = 1
		case "erreygers":
			params["normalised"] = 2
		case "":
			if p.LMin != nil { // estimates in parts of the scale
				in.Subgroups = inPartsOfScale(s, *p.LMin, *p.LMax)
			}
		}
		if p.Method != "" {
			in.Subgroups.Low, in.Subgroups.High = *p.LMin, *p.LMax
		}
		if p.PSU != "" {
			return one(r.Measure, params, value)
		}
		return one(r.Measure, params, r.wants(t, ""))
	case "sii", "rii":
		params := index.Params{"errors": 1}
		if !p.Linear {
			params["model"] = 1
		}
		if p.PSU != "" {
			return one(r.Measure, params, value)
		}
		scale := guessedScale(s)
		if p.Linear {
			in.Subgroups = wholePopulation(s)
		} else {
			in.Subgroups.High = scale
			in.Subgroups = wholeCounts(in.Subgroups)
			params["squared"] = 1
			tolerance = max(tolerance, 1e-6) // R's glm stops early: at epsilon = 1e-14 it agrees to 1e-10
		}
		want := r.wants(t, "")
		if r.Measure == "rii" {
			return one("rii", params, errorOfLogarithm(want))
		}
		if se, ok := want[";se"]; ok { // of the slope between shares
			want[";se"] = scale * se
		}
		return one("sii", params, want)
	}
	return nil
}

// errorOfLogarithm brings the standard error of the logarithm of a ratio, where there is one, to the scale of the ratio.
func errorOfLogarithm(want map[string]float64) map[string]float64 {
	if se, ok := want[";se"]; ok {
		want[";se"] = se * want[""]
	}
	return want
}

// subgroupsOf reads the subgroups that a record of healthequal is about. The data sets say which measure is for ordered subgroups.
func subgroupsOf(t *testing.T, data *library, r record, p healthequalParams) index.Subgroups {
	t.Helper()
	file, query, _ := strings.Cut(r.Dataset, "?")
	if p.Outcome != "" {
		return persons(t, data.rows(t, file), p.Outcome)
	}
	s := index.Subgroups{Reference: -1}
	for _, row := range data.rows(t, file) {
		if name, ok := strings.CutPrefix(query, "indicator="); ok && row["indicator"] != name {
			continue
		}
		if row["reference_subgroup"] == "1" && (p.Ref == "reference_subgroup" || strings.HasPrefix(r.Measure, "mdr")) {
			s.Reference = len(s.Estimates)
		}
		s.Estimates = append(s.Estimates, row.Number(t, "estimate"))
		s.SE = append(s.SE, row.Number(t, "se"))
		if p.Weight != "none" {
			s.Population = append(s.Population, row.Number(t, "population"))
		}
		if row["subgroup_order"] != "" {
			s.Rank = append(s.Rank, row.Number(t, "subgroup_order"))
		}
		s.High = row.Number(t, "indicator_scale")
		s.Favourable = row["favourable_indicator"] == "1"
	}
	if p.Favourable != nil {
		s.Favourable = *p.Favourable == 1
	}
	return s
}

// persons adds up weighted yes and no answers to the shares of the ordered subgroups, which say all that a measure of
// their ranks can use.
func persons(t *testing.T, rows []golden.Row, outcome string) index.Subgroups {
	t.Helper()
	type sum struct{ rank, weight, yes float64 }
	var sums []sum
	for _, r := range rows {
		if r[outcome] == "NA" || r["subgroup_order"] == "NA" {
			continue
		}
		rank, w := r.Number(t, "subgroup_order"), r.Number(t, "weight")
		i, found := slices.BinarySearchFunc(sums, rank, func(s sum, r float64) int { return cmp.Compare(s.rank, r) })
		if !found {
			sums = slices.Insert(sums, i, sum{rank: rank})
		}
		sums[i].weight += w
		sums[i].yes += w * r.Number(t, outcome)
	}
	s := index.Subgroups{Reference: -1, High: 1}
	for _, x := range sums {
		s.Estimates = append(s.Estimates, x.yes/x.weight)
		s.Population = append(s.Population, x.weight)
		s.Rank = append(s.Rank, x.rank)
	}
	return s
}

// inPartsOfScale returns estimates in parts of the way from low to high.
func inPartsOfScale(s index.Subgroups, low, high float64) index.Subgroups {
	s.Estimates, s.SE = slices.Clone(s.Estimates), slices.Clone(s.SE)
	for i := range s.Estimates {
		s.Estimates[i] = (s.Estimates[i] - low) / (high - low)
		s.SE[i] /= high - low
	}
	s.Low, s.High = 0, 1
	return s
}

// wholePopulation rounds populations up, as healthequal does before it fits a model.
func wholePopulation(s index.Subgroups) index.Subgroups {
	s.Population = slices.Clone(s.Population)
	for i, n := range s.Population {
		s.Population[i] = math.Ceil(n)
	}
	return s
}

// wholeCounts also rounds the events behind the estimates to whole numbers, as healthequal does for its binomial model.
func wholeCounts(s index.Subgroups) index.Subgroups {
	s = wholePopulation(s)
	s.Estimates = slices.Clone(s.Estimates)
	for i, n := range s.Population {
		s.Estimates[i] = math.Round(s.Estimates[i]/s.High*n) / n * s.High
	}
	return s
}

// guessedScale is the upper bound that healthequal takes an indicator to have: the power of ten, by way of 1 and 100,
// above its largest estimate. Deaths per 1000 become per cent if none exceeds 100.
func guessedScale(s index.Subgroups) float64 {
	top, scale := slices.Max(s.Estimates), 1.0
	if top > 1 {
		scale = 100
	}
	for top > scale {
		scale *= 10
	}
	return scale
}

// corrected compares closed formulas that were programmed apart from ours: those of healthequal without its errors, and other
// programs' conventions.
func corrected(t *testing.T, data *library, r record) []check {
	var p struct {
		Scale, Lo, Hi float64
		Weights       string
		RoundedCounts bool `json:"rounded_counts"`
	}
	if !strings.HasPrefix(r.Source, "corrected ") || !r.params(&p) {
		return nil
	}
	type formula struct {
		id     string
		params index.Params
	}
	f, ok := map[string]formula{
		"ti_delta":                      {"disparity-theil-t", index.Params{"multiplier": 1000}},
		"mld_delta":                     {"disparity-mld", index.Params{"multiplier": 1000}},
		"sii_wls":                       {"sii", nil},
		"rii_wls_ratio":                 {"rii", nil},
		"rii_wls_mean":                  {"slope-over-mean", nil},
		"sii_logit_pop_once":            {"sii", index.Params{"model": 1}},
		"rii_logit_pop_once":            {"rii", index.Params{"model": 1}},
		"sii_logit_pop_squared_as_peer": {"sii", index.Params{"model": 1, "squared": 1}},
		"rii_logit_pop_squared_as_peer": {"rii", index.Params{"model": 1, "squared": 1}},
		"aci_cov":                       {"aci", nil},
		"rci_cov":                       {"rci", nil},
		"rci_wagstaff":                  {"rci", index.Params{"normalised": 1}},
	}[r.Measure]
	if !ok {
		return nil
	}
	s := subgroupsOf(t, data, r, healthequalParams{})
	if p.RoundedCounts {
		s = wholeCounts(s)
	}
	if r.Measure == "rci_wagstaff" {
		s.Low, s.High = p.Lo, p.Hi
	}
	return []check{{id: f.id, in: index.Input{Subgroups: s}, p: f.params, want: r.wants(t, "")}}
}

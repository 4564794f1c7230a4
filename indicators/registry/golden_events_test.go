package registry_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// eventRecords compares what PHEindicatormethods and Fingertips compute from counts and populations, and from values.
func eventRecords(t *testing.T, data *library, r record) []check {
	switch r.Measure {
	case "wilson", "byars", "poisson_exact_count":
		return countRecords(t, r)
	case "proportion", "crude_rate":
		return figureRecords(t, r)
	case "mean_t":
		return meanRecords(t, data, r)
	case "quantile":
		return quantileRecords(t, r)
	case "category_bounds":
		return boundRecords(t, r)
	}
	return nil
}

// countRecords: limits of a count or a share, by functions that indices are made of.
func countRecords(t *testing.T, r record) []check {
	var p struct{ X, N, Confidence float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	id, got := "crude-rate", map[string]float64{"": p.X}
	switch r.Measure {
	case "wilson":
		id, got[""] = "proportion", p.X/p.N
		got[";lower"], got[";upper"] = rate.Wilson(p.X, p.N, p.Confidence)
	case "byars": // the program's function for it, below ten events too
		got[";lower"], got[";upper"] = rate.ByarApproximation(p.X, p.Confidence)
	default:
		got[";lower"], got[";upper"] = rate.ExactPoisson(p.X, p.Confidence)
	}
	return []check{{id: id, got: got, want: r.wants(t, "")}}
}

// figureRecords: a proportion or a rate at 95 and at 99.8 per cent.
func figureRecords(t *testing.T, r record) []check {
	var p struct {
		X, N, Multiplier, Confidence float64
		Method                       string // exact or Byar's, which goes by the count
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	in := index.Input{Events: index.Events{Count: []float64{p.X}, Population: []float64{p.N}, Reference: -1}}
	id := map[string]string{"proportion": "proportion", "crude_rate": "crude-rate"}[r.Measure]
	checks := []check{{id: id, in: in, p: index.Params{"multiplier": p.Multiplier, "level": p.Confidence}, want: r.wants(t, "unit=0")}}
	if r.Lower998 != nil {
		checks = append(checks, check{id: id, in: in, p: index.Params{"multiplier": p.Multiplier, "level": 0.998},
			want: map[string]float64{"unit=0;lower": *r.Lower998, "unit=0;upper": *r.Upper998}})
	}
	return checks
}

func meanRecords(t *testing.T, data *library, r record) []check {
	var p struct {
		Area       string
		Confidence float64
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	var in index.Input
	for _, row := range data.rows(t, r.Dataset) {
		if row["area"] == p.Area {
			in.Distribution.Values = append(in.Distribution.Values, row.Number(t, "values"))
		}
	}
	return []check{
		{id: "mean", in: in, p: index.Params{"level": p.Confidence}, want: r.wants(t, "")},
		{id: "mean", in: in, p: index.Params{"level": 0.998}, want: map[string]float64{";lower": *r.Lower998, ";upper": *r.Upper998}},
	}
}

// quantileRecords: the groups of a list of values, of which those that are missing have none.
func quantileRecords(t *testing.T, r record) []check {
	var p struct {
		Values     []*float64
		Nquantiles int
		Invert     bool
	}
	if !r.params(&p) {
		return nil
	}
	var groups []*float64
	if err := json.Unmarshal(r.Value, &groups); err != nil || len(groups) != len(p.Values) {
		t.Fatalf("%s: %v", r, err)
	}
	c := check{id: "quantile-groups", p: index.Params{"groups": float64(p.Nquantiles)}, want: map[string]float64{}}
	if p.Invert {
		c.p["highest-first"] = 1
	}
	for i, v := range p.Values {
		if v != nil {
			c.want[fmt.Sprintf("unit=%d", len(c.in.Distribution.Values))] = *groups[i]
			c.in.Distribution.Values = append(c.in.Distribution.Values, *v)
		}
	}
	return []check{c}
}

func boundRecords(t *testing.T, r record) []check {
	var p struct {
		X      string // "1..50"
		K      int
		Method string
	}
	if !r.params(&p) || p.Method != "type 7 linear" {
		t.Fatalf("%s: unknown parameters", r)
	}
	first, last, _ := strings.Cut(p.X, "..")
	from, err1 := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	var want []float64
	if err := json.Unmarshal(r.Value, &want); err != nil || err1 != nil || err2 != nil {
		t.Fatalf("%s: %v, %v, %v", r, err, err1, err2)
	}
	var values []float64
	for v := from; v <= to; v++ {
		values = append(values, float64(v))
	}
	c := check{id: "quantile-groups", got: map[string]float64{}, want: map[string]float64{}}
	for j, bound := range rate.QuantileBounds(values, p.K) {
		c.got[strconv.Itoa(j)] = bound
	}
	for j, bound := range want {
		c.want[strconv.Itoa(j)] = bound
	}
	return []check{c}
}

// The quantile groups of every area in PHEindicatormethods' own test: deciles of a region's areas by indicator and sex, septiles of all
// areas by indicator and sex, quartiles of everything in one.
func TestQuantileGroupsOfPHEIndicatorMethods(t *testing.T) {
	type set struct {
		values, want []float64 // want is 0 where the program gives none
		k            int
		highestFirst bool
	}
	sets := map[string]*set{}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_quantile.csv")) {
		if row["Test"] == "BadPolarity" || row["Value"] == "" {
			continue
		}
		name := row["QuantileNm"]
		switch row["GroupSet"] {
		case "IndSexReg":
			name += row["IndSexRef"] + row["ParentCode"]
		case "IndSex":
			name += row["IndSexRef"]
		}
		s := sets[name]
		if s == nil {
			s = &set{
				k:            map[string]int{"Quartile": 4, "Septile": 7, "Decile": 10}[row["QuantileNm"]],
				highestFirst: row["GroupSet"] == "None" || row["Polarity"] == "TRUE" || row["Polarity"] == "RAG - Low is good",
			}
			sets[name] = s
		}
		group := 0.0
		if row["QuantileInGrp"] != "" {
			group = row.Number(t, "QuantileInGrp")
		}
		s.values, s.want = append(s.values, row.Number(t, "Value")), append(s.want, group)
	}
	compared, tooFew := 0, 0
	for name, s := range sets {
		groups, err := rate.QuantileGroups(index.Distribution{Values: s.values}, s.k, rate.RankRule, s.highestFirst)
		if len(s.values) < s.k { // the program has no group for any of them
			tooFew++
			if err == nil || slices.Max(s.want) > 0 {
				t.Errorf("%s: got %v, %v, want none", name, groups, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, g := range groups {
			if compared++; float64(g) != s.want[i] {
				t.Errorf("%s: value %v is in group %d, want %v", name, s.values[i], g, s.want[i])
			}
		}
	}
	if compared < 900 || tooFew != 2 {
		t.Errorf("compared %d values, want at least 900; %d sets were too small, want 2", compared, tooFew)
	}
}

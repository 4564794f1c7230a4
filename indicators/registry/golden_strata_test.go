package registry_test

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
	"github.com/jamlik/jamlik/indicators/registry"
)

// strataRecords compares what PHEindicatormethods, Fingertips and COINr compute from ages and years.
func strataRecords(t *testing.T, data *library, r record) []check {
	switch r.Measure {
	case "dsr", "dsr_nonindependent", "israte", "isratio":
		return standardisedRecords(t, data, r)
	case "life_expectancy":
		return lifeRecords(t, data, r)
	case "recent_trend_proportion_chi2", "recent_trend_wls_chi2":
		return trendRecords(t, data, r)
	case "CAGR", "prc_change":
		return changeRecords(t, r)
	}
	return nil
}

// standardisedRecords: rates of an area at 95 and at 99.8 per cent, or none for its few events.
func standardisedRecords(t *testing.T, data *library, r record) []check {
	var p struct {
		Area, Stdpop, Method             string
		Multiplier, Refvalue, Confidence float64
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	id := map[string]string{"dsr": "directly-standardised-rate", "dsr_nonindependent": "recurring-events-rate",
		"israte": "indirectly-standardised-rate", "isratio": "indirectly-standardised-ratio"}[r.Measure]
	in := index.Input{Strata: agesOfArea(t, data.rows(t, r.Dataset), p.Area)}
	if string(r.Value) == "null" {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := ix.Compute(in, nil)
		if len(parts) > 0 || !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), "fewer than 10 events: unit 0") {
			t.Errorf("%s: got %v, %v, want none for few events", r, parts, err)
		}
		return []check{{id: id, got: map[string]float64{"without a value": 1 - float64(len(parts))}, want: map[string]float64{"without a value": 1}}}
	}
	params := func(level float64) index.Params {
		return index.Params{"multiplier": max(p.Multiplier, p.Refvalue), "level": level}
	}
	return []check{
		{id: id, in: in, p: params(p.Confidence), want: r.wants(t, "unit=0")},
		{id: id, in: in, p: params(0.998), want: map[string]float64{"unit=0;lower": *r.Lower998, "unit=0;upper": *r.Upper998}},
	}
}

// agesOfArea returns the rows of an area. Where the program takes a blank for no events, none are said here.
func agesOfArea(t *testing.T, rows []golden.Row, area string) index.Strata {
	t.Helper()
	s := index.Strata{Units: 1}
	count := func(row golden.Row, column string) float64 {
		if row[column] == "" {
			return 0
		}
		return row.Number(t, column)
	}
	for _, row := range rows {
		if row["area"] != area {
			continue
		}
		at, err := strconv.ParseFloat(strings.TrimRight(strings.SplitN(row["ageband"], "-", 2)[0], "+"), 64)
		if err != nil {
			t.Fatal(err)
		}
		if _, recurring := row["f1"]; recurring {
			for f, column := range []string{"f1", "f2", "f3", "f4"} {
				s.At, s.Frequency = append(s.At, at), append(s.Frequency, float64(1+f))
				s.Count, s.Population = append(s.Count, count(row, column)), append(s.Population, row.Number(t, "pop"))
			}
			continue
		}
		s.At, s.Count, s.Population = append(s.At, at), append(s.Count, count(row, "count")), append(s.Population, count(row, "pop"))
		if _, compared := row["refpop"]; compared {
			s.Standard = append(s.Standard, row.Number(t, "refpop"))
			s.Expected = append(s.Expected, count(row, "refcount")/row.Number(t, "refpop"))
		}
	}
	s.Unit = make([]int, len(s.At))
	if s.Standard == nil {
		var err error
		if s.Standard, err = rate.ESP2013.Of(s.At, math.Inf(1)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// lifeRecords: the example of the program's manual, a life table of one population in twenty age groups, age by age.
func lifeRecords(t *testing.T, data *library, r record) []check {
	var p struct{ Age, Confidence float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	rows := data.rows(t, r.Dataset)
	in := index.Input{Strata: index.Strata{
		Units: 1, Unit: make([]int, len(rows)), At: numbers(t, rows, "startage"), Count: numbers(t, rows, "deaths"), Population: numbers(t, rows, "pops"),
	}}
	about := fmt.Sprintf("unit=0;at=%v", p.Age)
	return []check{
		{id: "life-expectancy", in: in, p: index.Params{"level": p.Confidence}, want: r.wants(t, about)},
		{id: "life-expectancy", in: in, p: index.Params{"level": 0.998}, want: map[string]float64{about + ";lower": *r.Lower998, about + ";upper": *r.Upper998}},
	}
}

// trendRecords: Fingertips' own tests of its rule; the standard error is the distance of the limits over 3.92.
func trendRecords(t *testing.T, data *library, r record) []check {
	var p struct{ Points, Threshold float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	rows := data.rows(t, r.Dataset)
	s := index.Strata{Units: 1, Unit: make([]int, len(rows)), At: numbers(t, rows, "year")}
	want := map[string]float64{"unit=0;part=chi-squared": r.number(t)}
	if r.Measure == "recent_trend_proportion_chi2" {
		s.Count, s.Population = numbers(t, rows, "count"), numbers(t, rows, "denominator")
		return []check{{id: "recent-proportion-trend", in: index.Input{Strata: s}, p: index.Params{"points": p.Points}, want: want}}
	}
	s.Values = numbers(t, rows, "value")
	for i, lower := range numbers(t, rows, "lower95") {
		s.SE = append(s.SE, (numbers(t, rows, "upper95")[i]-lower)/3.92)
	}
	want["unit=0;part=slope"] = *r.Slope
	want["unit=0;part=direction"] = 0
	if strings.Contains(r.Note, "significant, increasing") {
		want["unit=0;part=direction"] = 1
	}
	return []check{{id: "recent-value-trend", in: index.Input{Strata: s}, p: index.Params{"points": p.Points}, want: want}}
}

// changeRecords: the compound growth is a share in the program, and per cent here.
func changeRecords(t *testing.T, r record) []check {
	var p struct{ Y, X []float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	in := index.Input{Strata: index.Strata{Units: 1, Unit: make([]int, len(p.X)), At: p.X, Values: p.Y}}
	if r.Measure == "CAGR" {
		return []check{{id: "change-over-years", in: in, want: map[string]float64{"unit=0;part=compound a year": 100 * r.number(t)}}}
	}
	return []check{{id: "change-over-years", in: in, want: map[string]float64{"unit=0;part=fitted a year": r.number(t)}}}
}

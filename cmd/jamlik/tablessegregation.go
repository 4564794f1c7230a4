package main

import (
	"errors"
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/study"
)

// seriesRow is an index in one period of a series, a change of it between two, or a term of such a change.
type seriesRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	CountedAt string   `parquet:"name=counted_at_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	Kind      string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"` // value, change, cause
	From      string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index     string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Params    string   `parquet:"name=params, type=BYTE_ARRAY, convertedtype=UTF8"`
	Cause     string   `parquet:"name=cause, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	P         *float64 `parquet:"name=p, type=DOUBLE"`
	Drawn     int64    `parquet:"name=replicates, type=INT64"`
	Certain   bool     `parquet:"name=certain, type=BOOLEAN"`
	Carried   bool     `parquet:"name=carried_over, type=BOOLEAN"`
	Noise     bool     `parquet:"name=noise_in_one_period, type=BOOLEAN"`
	CrossLow  *float64 `parquet:"name=crosswalk_lower, type=DOUBLE"` // how far the carrying over may have moved the value
	CrossHigh *float64 `parquet:"name=crosswalk_upper, type=DOUBLE"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Undefined string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// levelRow is an index at one level or scale, or the part of one that lies between the areas of a level.
type levelRow struct {
	Subject    string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind       string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"` // level, nearest_persons, macro_micro, between
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	In         string   `parquet:"name=within_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Scale      *float64 `parquet:"name=nearest_persons, type=DOUBLE"`
	Areas      int64    `parquet:"name=areas, type=INT64"`
	Persons    *float64 `parquet:"name=persons, type=DOUBLE"`
	Same       bool     `parquet:"name=same_persons, type=BOOLEAN"`
	Index      string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value      *float64 `parquet:"name=value, type=DOUBLE"`
	Lower      *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper      *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected  *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	Expected   *float64 `parquet:"name=expected_by_chance, type=DOUBLE"`
	Share      *float64 `parquet:"name=share, type=DOUBLE"`
	ShareLower *float64 `parquet:"name=share_lower, type=DOUBLE"`
	ShareUpper *float64 `parquet:"name=share_upper, type=DOUBLE"`
	ShareCorr  *float64 `parquet:"name=share_bias_corrected, type=DOUBLE"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Undefined  string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// contributionRow is what one area adds to a measure of segregation.
type contributionRow struct {
	Subject     string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period      string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Earlier     string   `parquet:"name=earlier_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel   string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area        string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version     string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name        string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Persons     *float64 `parquet:"name=persons, type=DOUBLE"`
	GroupShare  *float64 `parquet:"name=group_share, type=DOUBLE"`
	Quotient    *float64 `parquet:"name=location_quotient, type=DOUBLE"`
	PersonShare *float64 `parquet:"name=person_share, type=DOUBLE"` // of the people of all areas
	Measure     string   `parquet:"name=measure, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value       *float64 `parquet:"name=contribution, type=DOUBLE"`
	Lower       *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper       *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected   *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	Share       *float64 `parquet:"name=share_of_measure, type=DOUBLE"`
	Drawn       int64    `parquet:"name=replicates, type=INT64"`
	Rank        int64    `parquet:"name=rank, type=INT64"`
	Change      *float64 `parquet:"name=change, type=DOUBLE"`
	ChangeLower *float64 `parquet:"name=change_lower, type=DOUBLE"`
	ChangeUpper *float64 `parquet:"name=change_upper, type=DOUBLE"`
	Structural  *float64 `parquet:"name=structural_change, type=DOUBLE"`
	Reason      string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// pairRow is one index of segregation at school beside that at home.
type pairRow struct {
	School       string   `parquet:"name=school, type=BYTE_ARRAY, convertedtype=UTF8"`
	Home         string   `parquet:"name=home, type=BYTE_ARRAY, convertedtype=UTF8"`
	SchoolLevel  string   `parquet:"name=school_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	HomeLevel    string   `parquet:"name=home_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	SchoolPeriod string   `parquet:"name=school_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	HomePeriod   string   `parquet:"name=home_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index        string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	SchoolValue  *float64 `parquet:"name=school_value, type=DOUBLE"`
	SchoolCorr   *float64 `parquet:"name=school_bias_corrected, type=DOUBLE"`
	SchoolChance *float64 `parquet:"name=school_by_chance, type=DOUBLE"`
	HomeValue    *float64 `parquet:"name=home_value, type=DOUBLE"`
	HomeCorr     *float64 `parquet:"name=home_bias_corrected, type=DOUBLE"`
	HomeChance   *float64 `parquet:"name=home_by_chance, type=DOUBLE"`
	Difference   *float64 `parquet:"name=difference, type=DOUBLE"`
	Lower        *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper        *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected    *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	P            *float64 `parquet:"name=p, type=DOUBLE"`
	Reason       string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Undefined    string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// writeSegregation writes segregation over time, by level, by area, and at school beside at home. A study without segregation has none of it.
func writeSegregation(out *outputDir, l *study.Loaded, res *analysis.Results) error {
	if len(res.Options.Segregation) == 0 {
		return nil
	}
	return errors.Join(
		writeTable(out, "data/segregation-series", seriesRows(res), provenance(l)),
		writeTable(out, "data/segregation-levels", levelRows(res), provenance(l)),
		writeTable(out, "data/segregation-areas", contributionRows(res), provenance(l)),
		writeTable(out, "data/segregation-pairs", pairRows(res), provenance(l)),
	)
}

// seriesRows are the series, each with its values, then its changes, then their causes.
func seriesRows(res *analysis.Results) []seriesRow {
	var out []seriesRow
	for _, s := range res.SegregationSeries {
		base := seriesRow{Subject: s.Spec.ID, AreaLevel: s.Level.String(), CountedAt: s.From.String(), Version: s.Version, Areas: int64(len(s.Areas)),
			Drawn: int64(s.Drawn)}
		for _, at := range s.Periods {
			for j, v := range at.Indices {
				r := base
				if j < len(at.Crossed) && at.Crossed[j].OK {
					r.CrossLow, r.CrossHigh = finite(at.Crossed[j].Lower), finite(at.Crossed[j].Upper)
				}
				r.Kind, r.Period, r.Index, r.Carried, r.Undefined = "value", at.Period.String(), v.Index.ID, at.Carried, v.Undefined
				r.Params = paramText(v)
				r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
				r.Corrected = finite(v.Corrected)
				if at.Withheld {
					r.Reason = string(analysis.Withheld)
				}
				out = append(out, r)
			}
		}
		for _, c := range s.Changes {
			r := base
			r.Kind, r.From, r.Period, r.Carried, r.Reason = "change", c.From.String(), c.To.String(), c.Carried, string(c.Reason)
			r.Noise = c.Noise
			if c.Reason != analysis.NoReason {
				out = append(out, r)
			}
			for _, v := range c.Indices {
				r := r
				r.Index, r.Certain, r.Undefined, r.Reason = v.Index.ID, v.Certain, v.Undefined, string(v.Reason)
				r.Params = paramText(analysis.IndexValue{Index: v.Index, Params: v.Params})
				r.Value, r.Lower, r.Upper = contrast(v.Difference)
				r.Corrected, r.P = finite(v.Corrected), finite(v.P)
				out = append(out, r)
			}
		}
		for _, c := range s.Causes {
			r := base
			r.Kind, r.From, r.Period, r.Index, r.Reason, r.Undefined = "cause", c.From.String(), c.To.String(), c.Index.ID, string(c.Reason), c.Undefined
			if c.Reason != analysis.NoReason {
				out = append(out, r)
				continue
			}
			r.Drawn = int64(c.Drawn)
			for _, t := range append([]analysis.CauseTerm{c.Change}, c.Terms...) {
				r := r
				if r.Cause = causeNames[t.Cause]; t.Cause == "" {
					r.Cause = "all"
				}
				r.Value, r.Lower, r.Upper = contrast(t.Difference)
				r.Corrected = finite(t.Corrected)
				out = append(out, r)
			}
		}
		if s.Reason != analysis.NoReason && len(s.Changes) == 0 {
			r := base
			r.Kind, r.Reason = "change", string(s.Reason)
			out = append(out, r)
		}
	}
	return out
}

// causeNames are the terms of a change in tables.
var causeNames = map[analysis.Cause]string{
	analysis.GroupSizes: "group_sizes", analysis.AreaSizes: "area_sizes", analysis.Appearing: "areas_new", analysis.Vanishing: "areas_gone",
	analysis.Association: "structural",
}

// levelRows are the indices by level and by number of nearest persons, and the parts between levels.
func levelRows(res *analysis.Results) []levelRow {
	var out []levelRow
	for _, s := range res.SegregationScales {
		for i, l := range s.Levels {
			at := res.Segregation[l.At]
			base := levelRow{Subject: s.Spec.ID, Period: at.Period.String(), Kind: "level", AreaLevel: l.Level.String(), Areas: int64(l.Areas),
				Persons: finite(l.Persons), Same: l.Same}
			for j, v := range l.Indices {
				r := base
				r.Index, r.Undefined, r.Expected = v.Index.ID, v.Undefined, finite(l.Expected[j])
				r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
				r.Corrected = finite(v.Corrected)
				out = append(out, r)
			}
			if i > 0 || at.Where == nil { // nearest persons are counted from the smallest areas
				continue
			}
			for _, v := range at.Where.Nearest {
				r := base
				r.Kind, r.Same = "nearest_persons", false
				r.Scale, r.Index, r.Undefined = finite(v.Scale), v.Index.ID, v.Undefined
				r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
				r.Corrected = finite(v.Corrected)
				out = append(out, r)
			}
		}
		if v := s.Macro; v.OK {
			r := levelRow{Subject: s.Spec.ID, Period: s.Parts.Period.String(), Kind: "macro_micro", AreaLevel: s.Levels[0].Level.String(), Areas: int64(s.Levels[0].Areas), Index: v.Index.ID}
			r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
			r.Corrected = finite(v.Corrected)
			out = append(out, r)
		}
		p := s.Parts
		base := levelRow{Subject: s.Spec.ID, Period: p.Period.String(), Kind: "between", Index: p.Total.Index.ID, Reason: string(p.Reason), Undefined: p.Undefined}
		if p.Reason != analysis.NoReason {
			out = append(out, base)
			continue
		}
		all := base
		all.In = indicators.City.String()
		all.Value, all.Lower, all.Upper = estimate(p.Total.Value, p.Total.OK, p.Total.Interval)
		all.Corrected = finite(p.Total.Corrected)
		out = append(out, all)
		for _, t := range p.Terms {
			r := base
			r.AreaLevel, r.In, r.Areas = t.Level.String(), t.In.String(), int64(t.Areas)
			r.Value, r.Lower, r.Upper = estimate(t.Value.Value, t.Value.OK, t.Value.Interval)
			r.Corrected = finite(t.Value.Corrected)
			r.Share, r.ShareLower, r.ShareUpper = estimate(t.Share.Value, t.Share.OK, t.Share.Interval)
			r.ShareCorr = finite(t.Share.Corrected)
			out = append(out, r)
		}
	}
	return out
}

// contributionRows are the areas of each level, with a row for each measure.
func contributionRows(res *analysis.Results) []contributionRow {
	var out []contributionRow
	for _, s := range res.SegregationAreas {
		base := contributionRow{Subject: s.Spec.ID, Period: s.Period.String(), AreaLevel: s.Level.String(), Version: s.Version, Drawn: int64(s.Drawn), Reason: string(s.Reason)}
		if s.Earlier != (indicators.Period{}) {
			base.Earlier = s.Earlier.String()
		}
		if s.Reason != analysis.NoReason {
			out = append(out, base)
		}
		for _, a := range s.Areas {
			r := base
			r.Area, r.Version, r.Name = a.Area.Code, a.Area.Version, a.Area.Name
			r.Persons, r.PersonShare, r.GroupShare, r.Quotient = finite(a.Persons), finite(a.Part), finite(a.Share), finite(a.Quotient)
			for j, t := range a.Terms {
				r := r
				r.Measure, r.Rank, r.Share, r.Corrected = string(s.Measures[j]), int64(t.Rank), finite(t.Share), finite(t.Corrected)
				r.Value, r.Lower, r.Upper = estimate(t.Value, true, t.Interval)
				r.Change, r.ChangeLower, r.ChangeUpper = contrast(t.Change)
				if s.Measures[j] == contribution.MutualInformation && !math.IsNaN(a.Structural) {
					r.Structural = finite(a.Structural)
				}
				out = append(out, r)
			}
		}
	}
	return out
}

// pairRows are the indices of schools beside those of homes.
func pairRows(res *analysis.Results) []pairRow {
	var out []pairRow
	for _, p := range res.SegregationPairs {
		s, h := res.Segregation[p.School], res.Segregation[p.Home]
		base := pairRow{School: s.Spec.ID, Home: h.Spec.ID, SchoolLevel: s.Level.String(), HomeLevel: h.Level.String(),
			SchoolPeriod: s.Period.String(), HomePeriod: h.Period.String(), Reason: string(p.Reason)}
		if p.Reason != analysis.NoReason {
			out = append(out, base)
		}
		for _, v := range p.Indices {
			r := base
			r.Index, r.Undefined = v.School.Index.ID, v.Difference.Undefined
			r.SchoolValue, _, _ = estimate(v.School.Value, v.School.OK, false)
			r.HomeValue, _, _ = estimate(v.Home.Value, v.Home.OK, false)
			r.SchoolCorr, r.HomeCorr = finite(v.School.Corrected), finite(v.Home.Corrected)
			r.SchoolChance, r.HomeChance = finite(v.SchoolChance), finite(v.HomeChance)
			r.Difference, r.Lower, r.Upper = contrast(v.Difference.Difference)
			r.Corrected, r.P = finite(v.Difference.Corrected), finite(v.Difference.P)
			out = append(out, r)
		}
	}
	return out
}

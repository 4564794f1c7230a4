package main

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/study"
)

// targetRow is how far the study has come towards a target.
type targetRow struct {
	Indicator string   `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `json:"area" parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name      string   `json:"area_name" parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Target    float64  `json:"target" parquet:"name=target, type=DOUBLE"`
	By        string   `json:"target_period" parquet:"name=target_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reach     string   `json:"reach" parquet:"name=reach, type=BYTE_ARRAY, convertedtype=UTF8"`
	SourceSv  string   `json:"source_sv" parquet:"name=source_sv, type=BYTE_ARRAY, convertedtype=UTF8"`
	SourceEn  string   `json:"source_en" parquet:"name=source_en, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value     *float64 `json:"value" parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `json:"lower" parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `json:"upper" parquet:"name=upper, type=DOUBLE"`
	Verdict   string   `json:"verdict" parquet:"name=verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	Sure      bool     `json:"sure" parquet:"name=sure, type=BOOLEAN"`
	Reason    string   `json:"reason" parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Distance  *float64 `json:"distance" parquet:"name=distance, type=DOUBLE"`
	Years     *float64 `json:"years_left" parquet:"name=years_left, type=DOUBLE"`
	Required  *float64 `json:"required_a_year" parquet:"name=required_a_year, type=DOUBLE"`
	Pace      *float64 `json:"pace_a_year" parquet:"name=pace_a_year, type=DOUBLE"`
	PaceLower *float64 `json:"pace_lower" parquet:"name=pace_lower, type=DOUBLE"`
	PaceUpper *float64 `json:"pace_upper" parquet:"name=pace_upper, type=DOUBLE"`
	PaceFrom  string   `json:"pace_from" parquet:"name=pace_from, type=BYTE_ARRAY, convertedtype=UTF8"`
	PaceTo    string   `json:"pace_to" parquet:"name=pace_to, type=BYTE_ARRAY, convertedtype=UTF8"`
	Projected *float64 `json:"projected" parquet:"name=projected, type=DOUBLE"`
	ProjLower *float64 `json:"projected_lower" parquet:"name=projected_lower, type=DOUBLE"`
	ProjUpper *float64 `json:"projected_upper" parquet:"name=projected_upper, type=DOUBLE"`
}

// targetRows are the targets in their order.
func targetRows(res *analysis.Results) []targetRow {
	out := make([]targetRow, len(res.Targets))
	for i, t := range res.Targets {
		r := targetRow{
			Indicator: t.Indicator.ID, Group: string(t.Spec.Group), AreaLevel: t.Area.Level.String(), Area: t.Area.Code, Name: t.Area.Name,
			Target: t.Spec.Value, By: t.Spec.Period.String(), Reach: reachText(t), SourceSv: t.Spec.Source.Sv, SourceEn: t.Spec.Source.En,
			Verdict: t.Verdict.String(), Sure: t.Sure, Reason: string(t.Reason), Years: finite(t.Years), Required: finite(t.Required),
		}
		if t.Period != (indicators.Period{}) {
			r.Period = t.Period.String()
		}
		r.Value, r.Lower, r.Upper = estimate(t.Value.Estimate, t.Value.OK, t.Value.Interval)
		r.Distance, _, _ = contrast(t.Distance)
		r.Pace, r.PaceLower, r.PaceUpper = contrast(t.Pace)
		if t.Pace.OK {
			r.PaceFrom, r.PaceTo = t.From.String(), t.To.String()
		}
		r.Projected, r.ProjLower, r.ProjUpper = contrast(t.Projected)
		out[i] = r
	}
	return out
}

// writeTargets writes the targets. A study without any has no table of them.
func writeTargets(out *outputDir, l *study.Loaded, res *analysis.Results) error {
	if len(res.Targets) == 0 {
		return nil
	}
	return writeTable(out, "data/targets", targetRows(res), provenance(l))
}

// reachText is on which side of the target the value is to be.
func reachText(t analysis.TargetProgress) string {
	if t.Reason == analysis.NotJudged {
		return ""
	}
	if t.AtLeast {
		return string(analysis.AtLeast)
	}
	return string(analysis.AtMost)
}

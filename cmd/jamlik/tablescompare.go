package main

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// benchmarkRow is one area against one benchmark for one indicator, group and period.
type benchmarkRow struct {
	Against     string   `json:"against" parquet:"name=against, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reference   string   `json:"reference" parquet:"name=reference, type=BYTE_ARRAY, convertedtype=UTF8"`
	RefName     string   `json:"reference_name" parquet:"name=reference_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	RefBasis    string   `json:"reference_basis" parquet:"name=reference_basis, type=BYTE_ARRAY, convertedtype=UTF8"`
	RefValue    *float64 `json:"reference_value" parquet:"name=reference_value, type=DOUBLE"`
	Unweighted  *float64 `json:"reference_unweighted" parquet:"name=reference_unweighted, type=DOUBLE"`
	Members     *int64   `json:"reference_members" parquet:"name=reference_members, type=INT64"`
	Indicator   string   `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group       string   `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period      string   `json:"period" parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area        string   `json:"area" parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version     string   `json:"area_version" parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name        string   `json:"area_name" parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel   string   `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value       *float64 `json:"value" parquet:"name=value, type=DOUBLE"`
	Diff        *float64 `json:"difference" parquet:"name=difference, type=DOUBLE"`
	DiffLower   *float64 `json:"difference_lower" parquet:"name=difference_lower, type=DOUBLE"`
	DiffUpper   *float64 `json:"difference_upper" parquet:"name=difference_upper, type=DOUBLE"`
	Ratio       *float64 `json:"ratio" parquet:"name=ratio, type=DOUBLE"`
	RatioLower  *float64 `json:"ratio_lower" parquet:"name=ratio_lower, type=DOUBLE"`
	RatioUpper  *float64 `json:"ratio_upper" parquet:"name=ratio_upper, type=DOUBLE"`
	Effect      *float64 `json:"standardised_difference" parquet:"name=standardised_difference, type=DOUBLE"`
	EffectLower *float64 `json:"standardised_lower" parquet:"name=standardised_lower, type=DOUBLE"`
	EffectUpper *float64 `json:"standardised_upper" parquet:"name=standardised_upper, type=DOUBLE"`
	Verdict     string   `json:"verdict" parquet:"name=verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview    string   `json:"verdict_overview" parquet:"name=verdict_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	Importance  string   `json:"importance" parquet:"name=importance, type=BYTE_ARRAY, convertedtype=UTF8"`
	P           *float64 `json:"p" parquet:"name=p, type=DOUBLE"`
	Q           *float64 `json:"q" parquet:"name=q, type=DOUBLE"`
	Reason      string   `json:"reason" parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// referenceBasis says in a word what the figure that areas are compared with is.
func referenceBasis(b analysis.BenchmarkComparison) string {
	switch {
	case !b.Value.OK:
		return ""
	case b.Benchmark.Kind == analysis.GroupOf && b.Pooled && b.Value.Certain:
		return "pooled_certain"
	case b.Benchmark.Kind == analysis.GroupOf && b.Pooled:
		return "pooled"
	case b.Benchmark.Kind == analysis.GroupOf:
		return "unweighted_certain"
	case b.Value.Certain:
		return "certain"
	}
	return string(b.Value.Basis)
}

func benchmarkRows(res *analysis.Results) []benchmarkRow {
	var out []benchmarkRow
	for _, b := range res.Benchmarks {
		base := benchmarkRow{Against: b.Benchmark.ID(), Reference: b.Reference.Code, RefName: b.Reference.Name, RefBasis: referenceBasis(b),
			Indicator: b.Indicator.ID, Group: string(b.Group), Period: b.Period.String(), Unweighted: present(b.Unweighted)}
		base.RefValue, _, _ = estimate(b.Value.Estimate, b.Value.OK, false)
		if b.Benchmark.Kind == analysis.GroupOf {
			n := int64(b.Members)
			base.Members = &n
			base.RefName = b.Benchmark.Name.Sv
		}
		for _, a := range b.Areas {
			r := base
			r.Area, r.Version, r.Name, r.AreaLevel = a.Area.Code, a.Area.Version, a.Area.Name, a.Area.Level.String()
			r.Value, _, _ = estimate(a.Value.Estimate, a.Value.OK, false)
			if b.Benchmark.Kind == analysis.RestOfCity {
				r.RefValue, _, _ = estimate(a.Rest.Estimate, a.Rest.OK, false)
				r.RefBasis = string(a.Rest.Basis)
			}
			r.Diff, r.DiffLower, r.DiffUpper = contrast(a.Difference)
			r.Ratio, r.RatioLower, r.RatioUpper = contrast(a.Ratio)
			r.Effect, r.EffectLower, r.EffectUpper = contrast(a.Effect)
			r.Verdict, r.Overview, r.Importance = a.Verdict.String(), a.Overview.String(), a.Importance.String()
			r.P, r.Q, r.Reason = present(a.P), present(a.Q), string(a.Difference.Reason)
			out = append(out, r)
		}
	}
	return out
}

// funnelRow is one area in the funnel of one indicator, group and period.
type funnelRow struct {
	Indicator    string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group        string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period       string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area         string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version      string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name         string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value        *float64 `parquet:"name=value, type=DOUBLE"`
	Denominator  *float64 `parquet:"name=denominator, type=DOUBLE"`
	City         *float64 `parquet:"name=city, type=DOUBLE"`
	Limits       string   `parquet:"name=limits, type=BYTE_ARRAY, convertedtype=UTF8"`
	InnerLower   *float64 `parquet:"name=inner_lower, type=DOUBLE"`
	InnerUpper   *float64 `parquet:"name=inner_upper, type=DOUBLE"`
	OuterLower   *float64 `parquet:"name=outer_lower, type=DOUBLE"`
	OuterUpper   *float64 `parquet:"name=outer_upper, type=DOUBLE"`
	Z            *float64 `parquet:"name=z, type=DOUBLE"`
	Model        string   `parquet:"name=overdispersion, type=BYTE_ARRAY, convertedtype=UTF8"`
	Dispersion   *float64 `parquet:"name=dispersion, type=DOUBLE"`
	Between      *float64 `parquet:"name=between_areas, type=DOUBLE"`
	WideInLower  *float64 `parquet:"name=wide_inner_lower, type=DOUBLE"`
	WideInUpper  *float64 `parquet:"name=wide_inner_upper, type=DOUBLE"`
	WideOutLower *float64 `parquet:"name=wide_outer_lower, type=DOUBLE"`
	WideOutUpper *float64 `parquet:"name=wide_outer_upper, type=DOUBLE"`
	WideZ        *float64 `parquet:"name=wide_z, type=DOUBLE"`
	Position     *int64   `parquet:"name=outside, type=INT64"` // −2 to 2: below or above the outer limits, the inner ones, or within
	PositionWide *int64   `parquet:"name=outside_wide, type=INT64"`
	Reason       string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func funnelRows(res *analysis.Results) []funnelRow {
	var out []funnelRow
	for _, f := range res.Funnels {
		base := funnelRow{Indicator: f.Indicator.ID, Group: string(f.Group), Period: f.Period.String(), City: finite(f.Value),
			Dispersion: finite(f.Dispersion), Between: finite(f.Between), Limits: "normal", Model: "additive", Reason: string(f.Reason)}
		if f.Exact {
			base.Limits = "exact"
		}
		if f.Multiplicative {
			base.Model = "multiplicative"
		}
		if !f.OK {
			base.Limits, base.Model = "", ""
			out = append(out, base.of(res.City))
		}
		for _, a := range f.Areas {
			r := base.of(a.Area)
			r.Value, r.Denominator = finite(a.Value), finite(a.Denominator)
			r.InnerLower, r.InnerUpper = finite(a.Inner.Lower), finite(a.Inner.Upper)
			r.OuterLower, r.OuterUpper = finite(a.Outer.Lower), finite(a.Outer.Upper)
			r.WideInLower, r.WideInUpper = finite(a.WideInner.Lower), finite(a.WideInner.Upper)
			r.WideOutLower, r.WideOutUpper = finite(a.WideOuter.Lower), finite(a.WideOuter.Upper)
			r.Z, r.WideZ = finite(a.Z), finite(a.WideZ)
			r.Position, r.PositionWide = outside(a.Value, a.Inner, a.Outer), outside(a.Value, a.WideInner, a.WideOuter)
			out = append(out, r)
		}
		for _, a := range f.Left {
			r := base.of(a.Area)
			if r.Reason = string(a.Reason); r.Reason == "" {
				r.Reason = a.Status.String()
			}
			out = append(out, r)
		}
	}
	return out
}

// outside tells beyond how many of the two bands a value lies, below 0 on the lower side; nil where there are none.
func outside(v float64, inner, outer analysis.Band) *int64 {
	if math.IsNaN(inner.Lower) {
		return nil
	}
	n := int64(inner.Outside(v) + outer.Outside(v))
	return &n
}

func (r funnelRow) of(a indicators.Area) funnelRow {
	r.Area, r.Version, r.Name = a.Code, a.Version, a.Name
	return r
}

// discoveryRow is how many tests against one thing found a difference.
type discoveryRow struct {
	Against          string  `parquet:"name=against, type=BYTE_ARRAY, convertedtype=UTF8"`
	Tests            int64   `parquet:"name=tests, type=INT64"`
	Sure             int64   `parquet:"name=sure, type=INT64"`
	ByChance         float64 `parquet:"name=sure_by_chance, type=DOUBLE"`
	SureOverview     int64   `parquet:"name=sure_overview, type=INT64"`
	ByChanceOverview float64 `parquet:"name=sure_overview_by_chance, type=DOUBLE"`
	Found            int64   `parquet:"name=found, type=INT64"`
	Rate             float64 `parquet:"name=false_discovery_rate, type=DOUBLE"`
	FalseOfFound     float64 `parquet:"name=false_of_found, type=DOUBLE"`
	Dependent        bool    `parquet:"name=dependent, type=BOOLEAN"`
}

func discoveryRows(res *analysis.Results) []discoveryRow {
	var out []discoveryRow
	for _, d := range res.Discoveries {
		out = append(out, discoveryRow{d.Against, int64(d.Tests), int64(d.Sure), d.ByChance, int64(d.SureOverview), d.ByChanceOverview,
			int64(d.Found), d.Rate, d.Rate * float64(d.Found), d.Dependent})
	}
	return out
}

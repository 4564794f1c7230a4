package main

import (
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// groupRow is two groups in one place (kind gap), a group of several dimensions beside everybody else there (cell), or how far such a group is from
// what its dimensions make alone (interaction: additive as the difference, multiplicative as the ratio).
type groupRow struct {
	Kind       string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`
	Indicator  string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Dimensions string   `parquet:"name=dimensions, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group      string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reference  string   `parquet:"name=reference, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value      *float64 `parquet:"name=value, type=DOUBLE"`
	Compared   *float64 `parquet:"name=reference_value, type=DOUBLE"`
	Diff       *float64 `parquet:"name=difference, type=DOUBLE"`
	DiffLower  *float64 `parquet:"name=difference_lower, type=DOUBLE"`
	DiffUpper  *float64 `parquet:"name=difference_upper, type=DOUBLE"`
	Ratio      *float64 `parquet:"name=ratio, type=DOUBLE"`
	RatioLower *float64 `parquet:"name=ratio_lower, type=DOUBLE"`
	RatioUpper *float64 `parquet:"name=ratio_upper, type=DOUBLE"`
	Verdict    string   `parquet:"name=verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview   string   `parquet:"name=verdict_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Rest       *float64 `parquet:"name=rest_of_city_difference, type=DOUBLE"`
	RestLower  *float64 `parquet:"name=rest_of_city_difference_lower, type=DOUBLE"`
	RestUpper  *float64 `parquet:"name=rest_of_city_difference_upper, type=DOUBLE"`
	Against    *float64 `parquet:"name=against_rest, type=DOUBLE"`
	AgainstLow *float64 `parquet:"name=against_rest_lower, type=DOUBLE"`
	AgainstUp  *float64 `parquet:"name=against_rest_upper, type=DOUBLE"`
	Times      *float64 `parquet:"name=ratio_against_rest, type=DOUBLE"`
	TimesLower *float64 `parquet:"name=ratio_against_rest_lower, type=DOUBLE"`
	TimesUpper *float64 `parquet:"name=ratio_against_rest_upper, type=DOUBLE"`
	Apart      string   `parquet:"name=apart, type=BYTE_ARRAY, convertedtype=UTF8"`
	ApartOver  string   `parquet:"name=apart_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	DifferQ    *float64 `parquet:"name=districts_differ_q, type=DOUBLE"`
	DifferOf   *int64   `parquet:"name=districts_differ_of, type=INT64"`
	DifferP    *float64 `parquet:"name=districts_differ_p, type=DOUBLE"`
}

func groupRows(res *analysis.Results) []groupRow {
	var out []groupRow
	for _, g := range res.GroupGaps {
		base := groupRow{Kind: "gap", Indicator: g.Indicator.ID, Dimensions: dimensionText(g.Group), Group: string(g.Group),
			Reference: string(g.Reference), Period: g.Period.String()}
		city := base.gap(g.City)
		if g.Differ.OK {
			of := int64(g.Differ.Of)
			city.DifferQ, city.DifferOf, city.DifferP = finite(g.Differ.Q), &of, finite(g.Differ.P)
		}
		out = append(out, city)
		for _, a := range g.Areas {
			out = append(out, base.gap(a))
		}
	}
	for _, c := range res.GroupCells {
		base := groupRow{Indicator: c.Indicator.ID, Dimensions: strings.Join(c.Dimensions, ";"), Period: c.Period.String()}.at(c.Area)
		if c.Reason != analysis.NoReason {
			r := base
			r.Kind, r.Reason = "cell", string(c.Reason)
			out = append(out, r)
		}
		for _, cell := range c.Cells {
			r := base
			r.Kind, r.Group = "cell", string(cell.Group)
			r.Value, _, _ = estimate(cell.Value.Estimate, cell.Value.OK, false)
			r.Compared, _, _ = estimate(cell.Rest.Estimate, cell.Rest.OK, false)
			out = append(out, r.contrasts(cell.Difference, cell.Ratio, cell.Verdict, cell.Overview))
		}
		for _, x := range c.Interactions {
			r := base
			r.Kind, r.Group, r.Reference = "interaction", string(x.Group), string(x.Reference)
			out = append(out, r.contrasts(x.Additive, x.Multiplicative, analysis.NotCompared, analysis.NotCompared))
		}
	}
	return out
}

func dimensionText(g indicators.Group) string {
	var names []string
	for _, c := range g.Categories() {
		names = append(names, c.Dim)
	}
	return strings.Join(names, ";")
}

func (r groupRow) at(a indicators.Area) groupRow {
	r.Area, r.Version, r.Name, r.AreaLevel = a.Code, a.Version, a.Name, a.Level.String()
	return r
}

func (r groupRow) gap(g analysis.GapArea) groupRow {
	r = r.at(g.Area)
	r.Value, _, _ = estimate(g.Value.Estimate, g.Value.OK, false)
	r.Compared, _, _ = estimate(g.Reference.Estimate, g.Reference.OK, false)
	r = r.contrasts(g.Difference, g.Ratio, g.Verdict, g.Overview)
	r.Rest, r.RestLower, r.RestUpper = contrast(g.RestGap)
	r.Against, r.AgainstLow, r.AgainstUp = contrast(g.Against)
	r.Times, r.TimesLower, r.TimesUpper = contrast(g.AgainstRatio)
	r.Apart, r.ApartOver = string(g.Apart), string(g.ApartOverview)
	return r
}

func (r groupRow) contrasts(difference, ratio analysis.Difference, verdict, overview analysis.Verdict) groupRow {
	r.Diff, r.DiffLower, r.DiffUpper = contrast(difference)
	r.Ratio, r.RatioLower, r.RatioUpper = contrast(ratio)
	r.Reason = string(difference.Reason)
	if r.Kind != "interaction" {
		r.Verdict, r.Overview = verdict.String(), overview.String()
	}
	return r
}

// groupMeasureRow is one measure over the groups of one or more dimensions in one place, or a part of what differs between them.
type groupMeasureRow struct {
	Indicator  string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Dimensions string   `parquet:"name=dimensions, type=BYTE_ARRAY, convertedtype=UTF8"`
	Ordered    bool     `parquet:"name=ordered, type=BOOLEAN"`
	Reference  string   `parquet:"name=reference, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Groups     int64    `parquet:"name=groups, type=INT64"`
	Index      string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Params     string   `parquet:"name=params, type=BYTE_ARRAY, convertedtype=UTF8"`
	Part       string   `parquet:"name=part, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value      *float64 `parquet:"name=value, type=DOUBLE"`
	Lower      *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper      *float64 `parquet:"name=upper, type=DOUBLE"`
	Corrected  *float64 `parquet:"name=bias_corrected, type=DOUBLE"`
	Share      *float64 `parquet:"name=share, type=DOUBLE"`
	ShareLower *float64 `parquet:"name=share_lower, type=DOUBLE"`
	ShareUpper *float64 `parquet:"name=share_upper, type=DOUBLE"`
	Interval   string   `parquet:"name=interval, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Undefined  string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func groupMeasureRows(res *analysis.Results) []groupMeasureRow {
	var out []groupMeasureRow
	for _, m := range res.GroupMeasures {
		base := groupMeasureRow{Indicator: m.Indicator.ID, Dimensions: strings.Join(m.Dimensions, ";"), Ordered: m.Ordered,
			Reference: string(m.Reference), Period: m.Period.String(), Groups: int64(len(m.Groups))}.at(m.Area)
		if m.Reason != analysis.NoReason {
			base.Reason = string(m.Reason)
			out = append(out, base)
			continue
		}
		for _, v := range m.Measures {
			r := base
			r.Index, r.Params, r.Interval, r.Undefined, r.Reason = v.Index.ID, paramText(v.IndexValue), v.Type, v.Undefined, string(v.Reason)
			r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
			if v.OK {
				r.Corrected = finite(v.Corrected)
			}
			out = append(out, r)
		}
	}
	for _, c := range res.GroupCells {
		base := groupMeasureRow{Indicator: c.Indicator.ID, Dimensions: strings.Join(c.Dimensions, ";"), Period: c.Period.String(),
			Groups: int64(len(c.Cells)), Index: "variance-between-groups"}.at(c.Area)
		for _, part := range c.Variance {
			out = append(out, base.part(part))
		}
	}
	for _, g := range res.GroupAreas {
		base := groupMeasureRow{Indicator: g.Indicator.ID, Dimensions: strings.Join(g.Dimensions, ";"), Period: g.Period.String(),
			Groups: int64(g.Groups), Reason: string(g.Reason)}.at(res.City)
		if g.Reason != analysis.NoReason {
			base.Index = "groups-by-area"
			out = append(out, base)
		}
		for _, n := range g.Parts {
			r := base
			r.Index, r.Params = n.Measure+"-by-"+n.By, "areas="+strconv.Itoa(g.Areas)
			if n.Reason != analysis.NoReason {
				r.Reason = string(n.Reason)
				out = append(out, r)
				continue
			}
			out = append(out, r.part(n.Total), r.part(n.Between), r.part(n.Within))
		}
	}
	return out
}

func (r groupMeasureRow) at(a indicators.Area) groupMeasureRow {
	r.Area, r.Version, r.Name, r.AreaLevel = a.Code, a.Version, a.Name, a.Level.String()
	return r
}

// part is the observed part as the value, and the part without chance with its limits.
func (r groupMeasureRow) part(v analysis.VariancePart) groupMeasureRow {
	r.Part, r.Value, r.Corrected = v.Part, finite(v.Observed), finite(v.Corrected.Value)
	r.Lower, r.Upper = finite(v.Corrected.Lower), finite(v.Corrected.Upper)
	r.Share, r.ShareLower, r.ShareUpper = finite(v.Share.Value), finite(v.Share.Lower), finite(v.Share.Upper)
	if v.Interval {
		r.Interval = "percentile"
	}
	return r
}

// decompositionRow is one effect, or one district or group, of a change or a gap that is divided, or one period of a series.
type decompositionRow struct {
	Kind      string   `parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"` // change, gap, series
	Indicator string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	By        string   `parquet:"name=by, type=BYTE_ARRAY, convertedtype=UTF8"` // district, or dimensions of groups
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Earlier   string   `parquet:"name=earlier_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name      string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Part      string   `parquet:"name=part, type=BYTE_ARRAY, convertedtype=UTF8"` // total, values, composition, composition by a dimension, or a district or group
	From      *float64 `parquet:"name=from, type=DOUBLE"`
	To        *float64 `parquet:"name=to, type=DOUBLE"`
	Effect    *float64 `parquet:"name=effect, type=DOUBLE"`
	Lower     *float64 `parquet:"name=effect_lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=effect_upper, type=DOUBLE"`
	ShareFrom *float64 `parquet:"name=share_from, type=DOUBLE"`
	ShareTo   *float64 `parquet:"name=share_to, type=DOUBLE"`
	Values    *float64 `parquet:"name=effect_of_values, type=DOUBLE"`
	Mix       *float64 `parquet:"name=effect_of_composition, type=DOUBLE"`
	SameMix   *float64 `parquet:"name=value_with_same_composition, type=DOUBLE"`
	SameRates *float64 `parquet:"name=value_with_same_values, type=DOUBLE"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func decompositionRows(res *analysis.Results) []decompositionRow {
	var out []decompositionRow
	for _, d := range res.Decompositions {
		base := decompositionRow{Kind: string(d.Kind), Indicator: d.Indicator.ID, By: dividedBy(d.By), Period: d.Period.String()}.at(d.Area)
		if d.Earlier != (indicators.Period{}) {
			base.Earlier = d.Earlier.String()
		}
		effect := func(part string, x analysis.Difference) {
			r := base
			r.Part, r.Reason = part, string(x.Reason)
			r.Effect, r.Lower, r.Upper = contrast(x)
			if part == "total" && d.Reason == analysis.NoReason {
				r.From, r.To = finite(d.From), finite(d.To)
			}
			out = append(out, r)
		}
		effect("total", d.Total)
		if d.Reason != analysis.NoReason {
			continue
		}
		effect("values", d.Values)
		effect("composition", d.Mix)
		for _, x := range d.Dims {
			effect("composition "+x.Dimension, x.Effect)
		}
		for _, p := range d.Parts {
			r := base
			if r.Part = string(p.Group); p.Outside() {
				r.Part = "outside"
			} else if p.Group == indicators.Everyone {
				r.Part = p.Area.Code
			}
			r.From, r.To, r.ShareFrom, r.ShareTo = finite(p.From), finite(p.To), finite(p.ShareFrom), finite(p.ShareTo)
			r.Values, r.Mix = finite(p.Values), finite(p.Mix)
			out = append(out, r)
		}
	}
	for _, s := range res.Series {
		base := decompositionRow{Kind: "series", Indicator: s.Indicator.ID, By: dividedBy(s.By), Reason: string(s.Reason)}.at(res.City)
		if s.Reason != analysis.NoReason {
			out = append(out, base)
		}
		for i, p := range s.Periods {
			r := base
			r.Period, r.To, r.SameMix, r.SameRates = p.String(), finite(s.Observed[i]), finite(s.SameMix[i]), finite(s.SameRates[i])
			out = append(out, r)
		}
	}
	return out
}

func (r decompositionRow) at(a indicators.Area) decompositionRow {
	r.Area, r.Version, r.Name, r.AreaLevel = a.Code, a.Version, a.Name, a.Level.String()
	return r
}

// dividedBy names what is divided by.
func dividedBy(dims []string) string {
	if len(dims) == 0 {
		return "district"
	}
	return strings.Join(dims, ";")
}

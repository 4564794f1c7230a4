package main

import (
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/analysis"
)

// relationRow is the correlation of two indicators over the areas of a level.
type relationRow struct {
	AreaLevel      string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	X              string   `parquet:"name=indicator_x, type=BYTE_ARRAY, convertedtype=UTF8"`
	XPeriod        string   `parquet:"name=period_x, type=BYTE_ARRAY, convertedtype=UTF8"`
	Y              string   `parquet:"name=indicator_y, type=BYTE_ARRAY, convertedtype=UTF8"`
	YPeriod        string   `parquet:"name=period_y, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas          int64    `parquet:"name=areas, type=INT64"`
	Effective      *float64 `parquet:"name=effective_areas, type=DOUBLE"`
	Pearson        *float64 `parquet:"name=pearson, type=DOUBLE"`
	PearsonLower   *float64 `parquet:"name=pearson_lower, type=DOUBLE"`
	PearsonUpper   *float64 `parquet:"name=pearson_upper, type=DOUBLE"`
	Spearman       *float64 `parquet:"name=spearman, type=DOUBLE"`
	SpearmanLower  *float64 `parquet:"name=spearman_lower, type=DOUBLE"`
	SpearmanUpper  *float64 `parquet:"name=spearman_upper, type=DOUBLE"`
	Weighted       *float64 `parquet:"name=pearson_weighted, type=DOUBLE"`
	WeightedLower  *float64 `parquet:"name=pearson_weighted_lower, type=DOUBLE"`
	WeightedUpper  *float64 `parquet:"name=pearson_weighted_upper, type=DOUBLE"`
	WeightedReason string   `parquet:"name=pearson_weighted_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	P              *float64 `parquet:"name=p, type=DOUBLE"`
	Adjusted       *float64 `parquet:"name=p_adjusted, type=DOUBLE"`
	ReliabilityX   *float64 `parquet:"name=reliability_x, type=DOUBLE"`
	ReliabilityY   *float64 `parquet:"name=reliability_y, type=DOUBLE"`
	Corrected      *float64 `parquet:"name=pearson_without_chance, type=DOUBLE"`
	SameTable      string   `parquet:"name=same_table, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason         string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// disadvantageRow is by how many indicators an area is among the worst, or among the best; or, without an area, how many areas are so by a number of
// indicators or more.
type disadvantageRow struct {
	End        string   `parquet:"name=end, type=BYTE_ARRAY, convertedtype=UTF8"`
	Row        string   `parquet:"name=row, type=BYTE_ARRAY, convertedtype=UTF8"`
	Share      float64  `parquet:"name=share, type=DOUBLE"`
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Indicators *int64   `parquet:"name=indicators, type=INT64"`
	Of         *int64   `parquet:"name=of_indicators, type=INT64"`
	By         string   `parquet:"name=by, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas      *int64   `parquet:"name=areas, type=INT64"`
	Expected   *float64 `parquet:"name=expected_by_chance, type=DOUBLE"`
	P          *float64 `parquet:"name=p, type=DOUBLE"`
	Adjusted   *float64 `parquet:"name=p_adjusted, type=DOUBLE"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// profileRow is the score of an area by an indicator, and the group of areas with like profiles that the area lies in.
type profileRow struct {
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group      *int64   `parquet:"name=profile_group, type=INT64"`
	Silhouette *float64 `parquet:"name=silhouette, type=DOUBLE"`
	Order      *int64   `parquet:"name=tree_order, type=INT64"`
	Indicator  string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Score      *float64 `parquet:"name=score, type=DOUBLE"`
	Reason     string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// profileTreeRow joins two clusters of areas: areas by their codes, and joined ones by merge: and the number of their row.
type profileTreeRow struct {
	Merge  int64    `parquet:"name=merge, type=INT64"`
	First  string   `parquet:"name=first, type=BYTE_ARRAY, convertedtype=UTF8"`
	Second string   `parquet:"name=second, type=BYTE_ARRAY, convertedtype=UTF8"`
	Height *float64 `parquet:"name=height, type=DOUBLE"`
	Areas  int64    `parquet:"name=areas, type=INT64"`
}

func relationRows(res *analysis.Results) []relationRow {
	var out []relationRow
	for _, r := range res.Relations {
		for _, p := range r.Pairs {
			x, y := r.Indicators[p.X], r.Indicators[p.Y]
			row := relationRow{
				AreaLevel: r.Level.String(), X: x.Indicator.ID, XPeriod: x.Period.String(), Y: y.Indicator.ID, YPeriod: y.Period.String(), Areas: int64(p.Areas),
				Effective: finite(p.Effective), P: finite(p.P), Adjusted: finite(p.Adjusted), ReliabilityX: finite(x.Reliability),
				ReliabilityY: finite(y.Reliability), Corrected: finite(p.Corrected), SameTable: yesNo(p.SameTable), Reason: string(p.Reason),
				WeightedReason: string(p.Weighted.Reason),
			}
			row.Pearson, row.PearsonLower, row.PearsonUpper = estimate(p.Pearson.Estimate, p.Pearson.OK, true)
			row.Spearman, row.SpearmanLower, row.SpearmanUpper = estimate(p.Spearman.Estimate, p.Spearman.OK, true)
			row.Weighted, row.WeightedLower, row.WeightedUpper = estimate(p.Weighted.Estimate, p.Weighted.OK, true)
			out = append(out, row)
		}
	}
	return out
}

func disadvantageRows(res *analysis.Results) []disadvantageRow {
	var out []disadvantageRow
	whole := func(n int) *int64 {
		v := int64(n)
		return &v
	}
	for _, d := range res.Disadvantage {
		base := disadvantageRow{End: "worst", Share: d.Share, AreaLevel: d.Level.String(), Reason: string(d.Reason)}
		if d.Best {
			base.End = "best"
		}
		for _, a := range d.Areas {
			r := base
			r.Row, r.Area, r.Version, r.Name = "area", a.Area.Code, a.Area.Version, a.Area.Name
			if d.Reason == analysis.NoReason {
				var by []string
				for _, k := range a.By {
					by = append(by, d.Indicators[k].Indicator.ID)
				}
				r.Indicators, r.Of, r.By = whole(a.Count), whole(a.Of), strings.Join(by, " ")
				r.Expected, r.P, r.Adjusted = finite(a.Expected), finite(a.P), finite(a.Adjusted)
			}
			out = append(out, r)
		}
		for m, l := range d.AtLeast {
			r := base
			r.Row, r.Indicators, r.Areas, r.Expected, r.P = "at_least", whole(m), whole(l.Units), finite(l.Expected), finite(l.P)
			out = append(out, r)
		}
	}
	return out
}

func profileRows(res *analysis.Results) []profileRow {
	g := res.Alike
	if g == nil {
		return nil
	}
	order := make(map[int]int64)
	for place, i := range g.Order {
		order[i] = int64(place + 1)
	}
	var out []profileRow
	for i, a := range g.Areas {
		for k, m := range g.Indicators {
			r := profileRow{
				AreaLevel: g.Level.String(), Area: a.Area.Code, Version: a.Area.Version, Name: a.Area.Name, Group: positive(a.Group),
				Silhouette: finite(a.Silhouette), Indicator: m.Indicator.ID, Period: m.Period.String(), Score: finite(a.Scores[k]), Reason: string(a.Reason),
			}
			if place, ok := order[i]; ok {
				r.Order = &place
			}
			switch {
			case m.Withheld:
				r.Reason = string(analysis.Withheld)
			case !m.Used && r.Reason == "":
				r.Reason = string(analysis.TooFewAreas)
			}
			out = append(out, r)
		}
	}
	return out
}

func profileTreeRows(res *analysis.Results) []profileTreeRow {
	g := res.Alike
	if g == nil {
		return nil
	}
	var with []string
	for _, a := range g.Areas {
		if a.Reason == analysis.NoReason {
			with = append(with, a.Area.Code)
		}
	}
	name := func(c int) string {
		if c < len(with) {
			return with[c]
		}
		return "merge:" + strconv.Itoa(c-len(with)+1)
	}
	var out []profileTreeRow
	for m, merge := range g.Tree {
		out = append(out, profileTreeRow{int64(m + 1), name(merge.A), name(merge.B), finite(merge.Height), int64(merge.Units)})
	}
	return out
}

package main

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// compositeRow is the composite index of one area.
type compositeRow struct {
	Composite   string   `parquet:"name=composite, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period      string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel   string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area        string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version     string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name        string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value       *float64 `parquet:"name=value, type=DOUBLE"`
	Reason      string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Available   *float64 `parquet:"name=available_weight, type=DOUBLE"`
	Rank        *float64 `parquet:"name=rank, type=DOUBLE"`
	RankLower   *float64 `parquet:"name=rank_lower, type=DOUBLE"`
	RankUpper   *float64 `parquet:"name=rank_upper, type=DOUBLE"`
	LeaveLower  *float64 `parquet:"name=rank_lower_leave_one_out, type=DOUBLE"`
	LeaveUpper  *float64 `parquet:"name=rank_upper_leave_one_out, type=DOUBLE"`
	ChanceLower *float64 `parquet:"name=rank_lower_chance, type=DOUBLE"`
	ChanceUpper *float64 `parquet:"name=rank_upper_chance, type=DOUBLE"`
	Type        *int64   `parquet:"name=own_type, type=INT64"`
	Published   *int64   `parquet:"name=published_type, type=INT64"`
	Changed     string   `parquet:"name=ground_changed_since_published, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// compositePartRow is one indicator of one area in a composite index.
type compositePartRow struct {
	Composite    string   `parquet:"name=composite, type=BYTE_ARRAY, convertedtype=UTF8"`
	Part         int64    `parquet:"name=part, type=INT64"`
	Indicator    string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name         string   `parquet:"name=part_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period       string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area         string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version      string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Weight       *float64 `parquet:"name=weight, type=DOUBLE"`
	Reversed     string   `parquet:"name=reversed, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value        *float64 `parquet:"name=value, type=DOUBLE"`
	Basis        string   `parquet:"name=basis, type=BYTE_ARRAY, convertedtype=UTF8"`
	Reason       string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Used         *float64 `parquet:"name=value_used, type=DOUBLE"`
	Score        *float64 `parquet:"name=score, type=DOUBLE"`
	Contribution *float64 `parquet:"name=contribution, type=DOUBLE"`
	Loading      *float64 `parquet:"name=loading, type=DOUBLE"`
	Shift        *float64 `parquet:"name=mean_rank_shift_without, type=DOUBLE"`
}

// agreementRow is one measure of how our types of areas agree with the published ones; or one cell of the table of both.
type agreementRow struct {
	Composite string   `parquet:"name=composite, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     string   `parquet:"name=areas, type=BYTE_ARRAY, convertedtype=UTF8"`
	Measure   string   `parquet:"name=measure, type=BYTE_ARRAY, convertedtype=UTF8"`
	Published *int64   `parquet:"name=published_type, type=INT64"`
	Own       *int64   `parquet:"name=own_type, type=INT64"`
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Reason    string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

func compositeRows(res *analysis.Results) []compositeRow {
	var out []compositeRow
	for _, c := range res.Composites {
		for _, a := range c.Areas {
			r := compositeRow{
				Composite: c.Spec.ID, Period: periodOrNone(c.Period), AreaLevel: a.Area.Level.String(), Area: a.Area.Code, Version: a.Area.Version,
				Name: a.Area.Name, Value: finite(a.Value), Reason: string(a.Reason), Available: finite(a.Available), Rank: finite(a.Rank),
				RankLower: finite(a.RankLower), RankUpper: finite(a.RankUpper), LeaveLower: finite(a.LeaveLower), LeaveUpper: finite(a.LeaveUpper),
				ChanceLower: finite(a.ChanceLower), ChanceUpper: finite(a.ChanceUpper),
				Type: positive(a.Type), Published: positive(a.Published),
			}
			if a.Published > 0 {
				r.Changed = yesNo(a.Changed)
			}
			out = append(out, r)
		}
	}
	return out
}

func compositePartRows(res *analysis.Results) []compositePartRow {
	var out []compositePartRow
	for _, c := range res.Composites {
		for _, a := range c.Areas {
			for k, s := range a.Parts {
				m := c.Parts[k]
				r := compositePartRow{
					Composite: c.Spec.ID, Part: int64(k + 1), Indicator: m.Indicator.ID, Name: m.Indicator.Name.En, Period: periodOrNone(m.Period),
					Area: a.Area.Code, Version: a.Area.Version, Weight: finite(m.Weight), Reversed: yesNo(m.Reversed), Basis: string(s.Value.Basis),
					Reason: string(s.Value.Reason), Used: finite(s.Used), Score: finite(s.Score), Contribution: finite(s.Contribution),
					Loading: finite(m.Loading), Shift: finite(m.Shift),
				}
				r.Value, _, _ = estimate(s.Value.Estimate, s.Value.OK, false)
				out = append(out, r)
			}
		}
	}
	return out
}

func agreementRows(res *analysis.Results) []agreementRow {
	var out []agreementRow
	for _, c := range res.Composites {
		for _, g := range c.Agreement {
			base := agreementRow{Composite: c.Spec.ID, Areas: "same_code", Reason: string(g.Reason)}
			if g.SameGround {
				base.Areas = "same_ground"
			}
			add := func(measure string, e index.Estimate, interval bool) {
				r := base
				r.Measure = measure
				r.Value, r.Lower, r.Upper = estimate(e, g.Reason == analysis.NoReason, interval)
				out = append(out, r)
			}
			add("areas", index.Estimate{Value: float64(g.Areas)}, false)
			add("weighted_kappa", g.Kappa, true)
			add("largest_kappa", index.Estimate{Value: g.Largest}, false)
			add("weighted_kappa_matched_sizes", index.Estimate{Value: g.Matched}, false)
			add("spearman", g.Spearman, true)
			add("kendall_tau_b", index.Estimate{Value: g.Kendall}, false)
			add("same_type", index.Estimate{Value: float64(g.Same)}, false)
			add("at_most_one_type_apart", index.Estimate{Value: float64(g.Near)}, false)
			for i, row := range g.Table {
				for j, n := range row {
					r := base
					r.Measure, r.Published, r.Own, r.Value = "areas_by_type", positive(i+1), positive(j+1), finite(n)
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// positive returns nil for a number that stands for none.
func positive(n int) *int64 {
	if n <= 0 {
		return nil
	}
	v := int64(n)
	return &v
}

// periodOrNone is the text of a period, empty where there is none.
func periodOrNone(p indicators.Period) string {
	if p == (indicators.Period{}) {
		return ""
	}
	return p.String()
}

package main

import (
	"github.com/jamlik/jamlik/analysis"
)

// trendRow is the trend of an area over the years between two breaks of its series.
type trendRow struct {
	Indicator     string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group         string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area          string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version       string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name          string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel     string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	From          string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	To            string   `parquet:"name=to_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Newest        bool     `parquet:"name=newest, type=BOOLEAN"`
	Periods       int64    `parquet:"name=periods, type=INT64"`
	Missing       int64    `parquet:"name=missing_years, type=INT64"`
	Reason        string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	BasedOn       string   `parquet:"name=based_on, type=BYTE_ARRAY, convertedtype=UTF8"`
	Approximated  bool     `parquet:"name=approximated, type=BOOLEAN"`
	Change        *float64 `parquet:"name=change_a_year, type=DOUBLE"`
	ChangeLower   *float64 `parquet:"name=change_lower, type=DOUBLE"`
	ChangeUpper   *float64 `parquet:"name=change_upper, type=DOUBLE"`
	Percent       *float64 `parquet:"name=percent_a_year, type=DOUBLE"`
	PercentLower  *float64 `parquet:"name=percent_lower, type=DOUBLE"`
	PercentUpper  *float64 `parquet:"name=percent_upper, type=DOUBLE"`
	P             *float64 `parquet:"name=p, type=DOUBLE"`
	Dispersion    *float64 `parquet:"name=overdispersion, type=DOUBLE"`
	Verdict       string   `parquet:"name=verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview      string   `parquet:"name=verdict_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	Steady        bool     `parquet:"name=steady, type=BOOLEAN"`
	Recent        *int64   `parquet:"name=recent_direction, type=INT64"`
	RecentVerdict string   `parquet:"name=recent_verdict, type=BYTE_ARRAY, convertedtype=UTF8"`
	RecentChi     *float64 `parquet:"name=recent_chi_squared, type=DOUBLE"`
	RecentReason  string   `parquet:"name=recent_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Turn          string   `parquet:"name=turn_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	TurnP         *float64 `parquet:"name=turn_p, type=DOUBLE"`
	TurnBefore    *float64 `parquet:"name=change_before_turn, type=DOUBLE"`
	TurnAfter     *float64 `parquet:"name=change_after_turn, type=DOUBLE"`
	TurnReason    string   `parquet:"name=turn_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// gapRow is the gap of a district to the rest of the city in a period.
type gapRow struct {
	Indicator  string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group      string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Diff       *float64 `parquet:"name=difference, type=DOUBLE"`
	DiffLower  *float64 `parquet:"name=difference_lower, type=DOUBLE"`
	DiffUpper  *float64 `parquet:"name=difference_upper, type=DOUBLE"`
	Ratio      *float64 `parquet:"name=ratio, type=DOUBLE"`
	RatioLower *float64 `parquet:"name=ratio_lower, type=DOUBLE"`
	RatioUpper *float64 `parquet:"name=ratio_upper, type=DOUBLE"`
}

// gapChangeRow is how the gap of a district to the rest of the city has moved, on both scales, and the years to parity.
type gapChangeRow struct {
	Indicator        string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group            string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area             string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version          string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name             string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	From             string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	To               string   `parquet:"name=to_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Periods          int64    `parquet:"name=periods, type=INT64"`
	Reason           string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	BasedOn          string   `parquet:"name=based_on, type=BYTE_ARRAY, convertedtype=UTF8"`
	First            *float64 `parquet:"name=difference_first, type=DOUBLE"`
	Last             *float64 `parquet:"name=difference_last, type=DOUBLE"`
	Change           *float64 `parquet:"name=difference_change_a_year, type=DOUBLE"`
	ChangeLower      *float64 `parquet:"name=difference_change_lower, type=DOUBLE"`
	ChangeUpper      *float64 `parquet:"name=difference_change_upper, type=DOUBLE"`
	Movement         string   `parquet:"name=difference_movement, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview         string   `parquet:"name=difference_movement_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	AbsoluteReason   string   `parquet:"name=difference_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	RatioFirst       *float64 `parquet:"name=ratio_first, type=DOUBLE"`
	RatioLast        *float64 `parquet:"name=ratio_last, type=DOUBLE"`
	Percent          *float64 `parquet:"name=ratio_percent_a_year, type=DOUBLE"`
	PercentLower     *float64 `parquet:"name=ratio_percent_lower, type=DOUBLE"`
	PercentUpper     *float64 `parquet:"name=ratio_percent_upper, type=DOUBLE"`
	RelativeMovement string   `parquet:"name=ratio_movement, type=BYTE_ARRAY, convertedtype=UTF8"`
	RelativeOverview string   `parquet:"name=ratio_movement_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
	RelativeReason   string   `parquet:"name=ratio_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Disagree         bool     `parquet:"name=scales_disagree, type=BOOLEAN"`
	Years            *float64 `parquet:"name=years_to_parity, type=DOUBLE"`
	YearsLower       *float64 `parquet:"name=years_lower, type=DOUBLE"`
	YearsUpper       *float64 `parquet:"name=years_upper, type=DOUBLE"`
	YearsOpen        bool     `parquet:"name=years_upper_open, type=BOOLEAN"`
	YearsReason      string   `parquet:"name=years_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// spreadRow is the spread between districts in a period.
type spreadRow struct {
	Indicator string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	Spread    *float64 `parquet:"name=mean_difference_from_mean, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	SE        *float64 `parquet:"name=se, type=DOUBLE"`
}

// spreadChangeRow is how the spread between districts has moved.
type spreadChangeRow struct {
	Indicator   string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group       string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	From        string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	To          string   `parquet:"name=to_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Periods     int64    `parquet:"name=periods, type=INT64"`
	Areas       int64    `parquet:"name=areas, type=INT64"`
	Reason      string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	First       *float64 `parquet:"name=spread_first, type=DOUBLE"`
	Last        *float64 `parquet:"name=spread_last, type=DOUBLE"`
	Change      *float64 `parquet:"name=change_a_year, type=DOUBLE"`
	ChangeLower *float64 `parquet:"name=change_lower, type=DOUBLE"`
	ChangeUpper *float64 `parquet:"name=change_upper, type=DOUBLE"`
	Movement    string   `parquet:"name=movement, type=BYTE_ARRAY, convertedtype=UTF8"`
	Overview    string   `parquet:"name=movement_overview, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// mobilityRow is how far the districts have kept their ranks, beside what chance makes.
type mobilityRow struct {
	Indicator   string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group       string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	From        string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	To          string   `parquet:"name=to_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas       int64    `parquet:"name=areas, type=INT64"`
	Reason      string   `parquet:"name=reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Spearman    *float64 `parquet:"name=spearman, type=DOUBLE"`
	Weighted    *float64 `parquet:"name=spearman_weighted, type=DOUBLE"`
	Kendall     *float64 `parquet:"name=kendall_tau_b, type=DOUBLE"`
	Classes     int64    `parquet:"name=classes, type=INT64"`
	Prais       *float64 `parquet:"name=prais_shorrocks, type=DOUBLE"`
	Expected    *float64 `parquet:"name=spearman_by_chance, type=DOUBLE"`
	Lower       *float64 `parquet:"name=spearman_by_chance_lower, type=DOUBLE"`
	PraisChance *float64 `parquet:"name=prais_shorrocks_by_chance, type=DOUBLE"`
	P           *float64 `parquet:"name=p, type=DOUBLE"`
	Beyond      bool     `parquet:"name=beyond_chance, type=BOOLEAN"`
	Alike       bool     `parquet:"name=alike_but_for_chance, type=BOOLEAN"`
	Unsure      string   `parquet:"name=chance_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// moveRow is the ranks of a district at both dates.
type moveRow struct {
	Indicator string   `parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	From      string   `parquet:"name=from_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	To        string   `parquet:"name=to_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name      string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	First     float64  `parquet:"name=rank_first, type=DOUBLE"`
	Last      float64  `parquet:"name=rank_last, type=DOUBLE"`
	Gained    float64  `parquet:"name=ranks_gained, type=DOUBLE"`
	P         *float64 `parquet:"name=p, type=DOUBLE"`
	Sure      bool     `parquet:"name=beyond_chance, type=BOOLEAN"`
}

func trendRows(res *analysis.Results) []trendRow {
	var out []trendRow
	for _, c := range res.Courses {
		add := func(of analysis.AreaCourse) {
			for k, s := range of.Segments {
				newest := k == len(of.Segments)-1
				r := trendRow{
					Indicator: c.Indicator.ID, Group: string(c.Group), Area: of.Area.Code, Version: of.Area.Version, Name: of.Area.Name,
					AreaLevel: of.Area.Level.String(), From: s.From.String(), To: s.To.String(), Newest: newest, Periods: int64(s.Periods),
					Missing: int64(s.Missing), Reason: string(s.Reason), BasedOn: string(s.Means), Approximated: s.Rough,
					Verdict: s.Verdict.String(), Overview: s.Overview.String(), Steady: s.Steady,
				}
				r.Change, r.ChangeLower, r.ChangeUpper = contrast(s.Change)
				r.Percent, r.PercentLower, r.PercentUpper = contrast(s.Relative)
				if s.Reason == analysis.NoReason {
					r.P, r.Dispersion = finite(s.P), finite(s.Dispersion)
				}
				if newest {
					r.recent(s)
				}
				out = append(out, r)
			}
		}
		add(c.City)
		for _, a := range c.Areas {
			add(a)
		}
	}
	return out
}

// recent adds what is said of the newest years only.
func (r *trendRow) recent(s analysis.Segment) {
	r.RecentReason, r.TurnReason = string(s.Recent.Reason), string(s.Joinpoint.Reason)
	if s.Recent.OK {
		direction := int64(s.Recent.Direction)
		r.Recent, r.RecentVerdict, r.RecentChi = &direction, s.Recent.Verdict.String(), finite(s.Recent.ChiSquared)
	}
	if t := s.Joinpoint; t.OK {
		r.Turn, r.TurnP, r.TurnBefore, r.TurnAfter = t.Period.String(), finite(t.P), finite(t.Before), finite(t.After)
	}
}

func gapRows(res *analysis.Results) []gapRow {
	var out []gapRow
	for _, c := range res.Courses {
		for _, a := range c.Areas {
			for _, p := range a.Gap.Points {
				r := gapRow{Indicator: c.Indicator.ID, Group: string(c.Group), Area: a.Area.Code, Version: a.Area.Version, Name: a.Area.Name, Period: p.Period.String()}
				r.Diff, r.DiffLower, r.DiffUpper = contrast(p.Difference)
				r.Ratio, r.RatioLower, r.RatioUpper = contrast(p.Ratio)
				out = append(out, r)
			}
		}
	}
	return out
}

func gapChangeRows(res *analysis.Results) []gapChangeRow {
	var out []gapChangeRow
	for _, c := range res.Courses {
		for _, a := range c.Areas {
			g := a.Gap
			r := gapChangeRow{
				Indicator: c.Indicator.ID, Group: string(c.Group), Area: a.Area.Code, Version: a.Area.Version, Name: a.Area.Name,
				From: periodText(g.From), To: periodText(g.To), Periods: int64(g.Periods), Reason: string(g.Reason), BasedOn: string(g.Means),
				Disagree: g.Disagree, YearsOpen: g.Parity.Open, YearsReason: string(g.Parity.Reason),
				AbsoluteReason: string(g.Absolute.Reason), RelativeReason: string(g.Relative.Reason),
			}
			r.First, _, _ = contrast(g.Absolute.First)
			r.Last, _, _ = contrast(g.Absolute.Last)
			r.Change, r.ChangeLower, r.ChangeUpper = contrast(g.Absolute.Change)
			r.RatioFirst, _, _ = contrast(g.Relative.First)
			r.RatioLast, _, _ = contrast(g.Relative.Last)
			r.Percent, r.PercentLower, r.PercentUpper = contrast(g.Relative.Change)
			if g.Absolute.Reason == analysis.NoReason {
				r.Movement, r.Overview = g.Absolute.Movement.String(), g.Absolute.Overview.String()
			}
			if g.Relative.Reason == analysis.NoReason {
				r.RelativeMovement, r.RelativeOverview = g.Relative.Movement.String(), g.Relative.Overview.String()
			}
			if g.Parity.Reason == analysis.NoReason {
				r.Years, r.YearsLower, r.YearsUpper = finite(g.Parity.Years), finite(g.Parity.Lower), finite(g.Parity.Upper)
			}
			out = append(out, r)
		}
	}
	return out
}

func spreadRows(res *analysis.Results) []spreadRow {
	var out []spreadRow
	for _, c := range res.Courses {
		for _, p := range c.Spread.Points {
			out = append(out, spreadRow{
				Indicator: c.Indicator.ID, Group: string(c.Group), Period: p.Period.String(), Areas: int64(c.Spread.Areas), Spread: finite(p.Spread),
				Lower: finite(p.Lower), Upper: finite(p.Upper), SE: finite(p.SE),
			})
		}
	}
	return out
}

func spreadChangeRows(res *analysis.Results) []spreadChangeRow {
	var out []spreadChangeRow
	for _, c := range res.Courses {
		s := c.Spread
		r := spreadChangeRow{
			Indicator: c.Indicator.ID, Group: string(c.Group), From: periodText(s.From), To: periodText(s.To), Periods: int64(len(s.Points)),
			Areas: int64(s.Areas), Reason: string(s.Reason),
		}
		r.First, _, _ = contrast(s.First)
		r.Last, _, _ = contrast(s.Last)
		r.Change, r.ChangeLower, r.ChangeUpper = contrast(s.Change)
		if s.Reason == analysis.NoReason {
			r.Movement, r.Overview = s.Movement.String(), s.Overview.String()
		}
		out = append(out, r)
	}
	return out
}

func mobilityRows(res *analysis.Results) []mobilityRow {
	var out []mobilityRow
	for _, m := range res.Mobility {
		out = append(out, mobilityRow{
			Indicator: m.Indicator.ID, Group: string(m.Group), From: periodText(m.From), To: periodText(m.To), Areas: int64(m.Areas),
			Reason: string(m.Reason), Spearman: finite(m.Spearman), Weighted: finite(m.Weighted), Kendall: finite(m.Kendall), Classes: int64(m.Classes),
			Prais: finite(m.Prais), Expected: finite(m.Expected), Lower: finite(m.Lower), PraisChance: finite(m.ByChance), P: finite(m.P),
			Beyond: m.Beyond, Alike: m.Alike, Unsure: string(m.Unsure),
		})
	}
	return out
}

func moveRows(res *analysis.Results) []moveRow {
	var out []moveRow
	for _, m := range res.Mobility {
		for _, v := range m.Moves {
			out = append(out, moveRow{
				Indicator: m.Indicator.ID, Group: string(m.Group), From: m.From.String(), To: m.To.String(), Area: v.Area.Code, Version: v.Area.Version,
				Name: v.Area.Name, First: v.First, Last: v.Last, Gained: v.Gained, P: finite(v.P), Sure: v.Sure,
			})
		}
	}
	return out
}

package analysis

import "github.com/jamlik/jamlik/indicators"

// apart returns the specs whose first index at its finest level surely rose or fell between the first period and the last. They stand in the
// summary, each once: how groups live is neither good nor bad news by itself.
func apart(res *Results) []Finding {
	best := map[string]int{}
	var order []string
	for i := range res.SegregationSeries {
		s := &res.SegregationSeries[i]
		if _, ok := changed(s); !ok {
			continue
		}
		old, seen := best[s.Spec.ID]
		if !seen {
			order = append(order, s.Spec.ID)
		}
		if !seen || s.Level > res.SegregationSeries[old].Level {
			best[s.Spec.ID] = i
		}
	}
	var out []Finding
	for _, id := range order {
		s := &res.SegregationSeries[best[id]]
		c, _ := changed(s)
		v := c.Indices[0]
		if !v.Certain {
			continue
		}
		first, last := s.Periods[s.First], s.Periods[len(s.Periods)-1]
		f := Finding{
			Kind: MoreApart, Indicator: id, Index: v.Index.ID, Period: last.Period, Comparison: -1, Certainty: res.Options.OverviewLevel, Summary: true,
			Values: map[string]float64{
				"value": last.Indices[0].Value.Value, "past": first.Indices[0].Value.Value, "change": v.Value, "lower": v.Lower, "upper": v.Upper,
				"corrected": v.Corrected, "areas": float64(len(s.Areas)),
			},
		}
		if v.Corrected < 0 {
			f.Kind = LessApart
		}
		out = append(out, f)
	}
	return out
}

// changed returns the change of a series over all its periods, where its first index has one that a statement may be made of: among the areas of the
// delimitation that is reported, with no estimate in it.
func changed(s *SegregationSeries) (SegregationChange, bool) {
	c, ok := s.Whole()
	return c, ok && !c.Carried && len(c.Indices) > 0 && c.Indices[0].OK && c.Indices[0].Interval
}

// schoolsApart returns the pairs whose first index surely differs between school and home.
func schoolsApart(res *Results) []Finding {
	var out []Finding
	for _, p := range res.SegregationPairs {
		if p.Reason != NoReason || len(p.Indices) == 0 || !p.Indices[0].Difference.Certain {
			continue
		}
		v := p.Indices[0]
		s := res.Segregation[p.School]
		if s.Level != indicators.School {
			continue
		}
		out = append(out, Finding{
			Kind: SchoolsApart, Indicator: s.Spec.ID, Index: v.School.Index.ID, Period: s.Period, Comparison: -1, Certainty: res.Options.OverviewLevel,
			Values: map[string]float64{
				"school": v.School.Value.Value, "home": v.Home.Value.Value, "difference": v.Difference.Value, "lower": v.Difference.Lower,
				"upper": v.Difference.Upper, "corrected": v.Difference.Corrected,
			},
		})
	}
	return out
}

package analysis

// severalAtOnce returns the areas that are surely among the worst, and among the best, by more indicators than chance would give.
func severalAtOnce(res *Results) []Finding {
	var out []Finding
	for _, d := range res.Disadvantage {
		if d.Reason != NoReason || d.Level != res.Options.AreaLevel {
			continue
		}
		var of []Finding
		for _, area := range d.Areas {
			if !(area.Adjusted <= DiscoveryRate) || area.Count < 2 {
				continue
			}
			f := Finding{
				Kind: WorstBySeveral, Area: area.Area, Comparison: -1, Tone: BadNews, Certainty: 1 - DiscoveryRate, Weight: float64(area.Count) - area.Expected,
				Values: map[string]float64{"count": float64(area.Count), "of": float64(area.Of), "expected": area.Expected, "q": area.Adjusted, "share": d.Share},
			}
			if d.Best {
				f.Kind, f.Tone = BestBySeveral, GoodNews
			}
			for _, k := range area.By {
				if p := d.Indicators[k].Period; f.Period.Compare(p) < 0 {
					f.Period = p
				}
			}
			of = append(of, f)
		}
		of = strongest(of, 1)
		for i := 1; i < min(len(of), maxBetter); i++ { // one area is not named before another that is as bad
			of[i].Summary = of[i].Weight == of[0].Weight
		}
		out = append(out, of...)
	}
	return out
}

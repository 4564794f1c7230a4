package analysis

import (
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// How many findings about groups a summary holds.
const (
	maxGaps      = 2 // gaps between two groups in the whole city
	maxGapDiffer = 1 // districts where a gap is wider than in the rest of the city, and as many where it is narrower
)

// groupFindings returns the gaps between groups that are surely there, and the districts where a gap surely differs from that in the rest of the
// city. A gap between groups is no good news for anybody, whichever group is ahead; one that is narrower than elsewhere is.
func groupFindings(res *Results) []Finding {
	level := res.Options.OverviewLevel
	var gaps, wider, narrower, turned []Finding
	for i := range res.GroupGaps {
		g := &res.GroupGaps[i]
		tone := BadNews
		if g.Indicator.Direction == indicators.NotJudged {
			tone = Neutral
		}
		base := Finding{
			Indicator: g.Indicator.ID, Group: g.Group, Reference: g.Reference, Period: g.Period, Comparison: comparisonOf(res, g),
			Tone: tone, Certainty: level,
		}
		if c := g.City; c.Overview != NotCompared && c.Overview != NoClearDifference && !c.Value.SmallBase && !c.Reference.SmallBase && c.Importance != SureButSmall {
			d := difference(g.Indicator, c.Value, c.Reference, level)
			f := base
			f.Kind, f.Weight = WideGap, sureEffect(c.Effect, d)
			f.Values = map[string]float64{
				"value": c.Value.Value, "reference": c.Reference.Value, "difference": d.Value, "lower": d.Lower, "upper": d.Upper,
				"verdict": float64(c.Overview),
			}
			if c.Effect.OK {
				f.Values["effect"] = c.Effect.Value
			}
			if c.Ratio.OK {
				f.Values["ratio"] = c.Ratio.Value
			}
			gaps = append(gaps, f)
		}
		for _, area := range g.Areas {
			if area.ApartOverview == GapNotCompared || area.ApartOverview == GapAlike || area.Value.SmallBase || area.Reference.SmallBase {
				continue
			}
			_, rest, against := area.atLevel(g.Indicator, level)
			f := base
			f.Kind, f.Area = GapDiffers, area.Area
			if own, other := area.Effect, standardised(g.Indicator, area.Rest, area.RestReference, level); own.OK && other.OK {
				f.Weight = sureEffect(Difference{Estimate: index.Estimate{Value: own.Value - other.Value}, OK: true}, against)
			}
			f.Values = map[string]float64{
				"difference": area.Difference.Value, "rest": rest.Value, "against": against.Value, "lower": against.Lower, "upper": against.Upper,
			}
			switch area.ApartOverview {
			case GapWider:
				f.Values["wider"] = 1
				wider = append(wider, f)
			case GapNarrower:
				f.Values["wider"] = -1
				if tone != Neutral {
					f.Tone = GoodNews
				}
				narrower = append(narrower, f)
			default:
				f.Values["wider"], f.Tone = 0, Neutral
				turned = append(turned, f)
			}
		}
	}
	out := append(strongest(gaps, maxGaps), strongest(wider, maxGapDiffer)...)
	return append(append(out, strongest(narrower, maxGapDiffer)...), strongest(turned, maxGapDiffer)...)
}

// comparisonOf is the position of the comparison of the group of a gap.
func comparisonOf(res *Results, g *GroupGap) int {
	for i, c := range res.Comparisons {
		if c.Indicator.ID == g.Indicator.ID && c.Group == g.Group && c.Period == g.Period {
			return i
		}
	}
	return -1
}

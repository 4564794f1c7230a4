// Package disparity holds summary measures of the differences between areas or population groups: one number for a
// set of estimates such as the share in work in each district.
//
// Simple measures compare two subgroups ([Difference], [Ratio]); complex ones use all of them. Absolute measures are in
// the indicator's own unit, relative ones are free of it; the two can point in opposite directions over time, so both
// belong in a report. The definitions are those of the World Health Organization (Schlotheuber and Hosseinpoor 2022,
// International Journal of Environmental Research and Public Health 19(6), 3697), with the corrections that each
// function states.
//
// What they have in common:
//
//   - Population weights the subgroups; without it they count alike. A subgroup without population is left out.
//   - Rank orders the subgroups from the most disadvantaged (lowest) upward by something other than the indicator.
//     Subgroups of equal rank are one stratum: their mean stands for them, and none comes before another.
//   - Favourable says whether a high value is good. It decides which way a gap is taken so that disadvantage shows as a
//     positive difference. It leaves the sign of a slope alone, which is that of the relation with the ranking, unless the
//     parameter "direction" asks for the same of it.
//   - A standard error is on the scale of its measure, and comes from those of the estimates, which are taken to be independent;
//     measures of ordered subgroups can take it from the distances to a line instead (parameter "errors").
//
// Every measure but the noise-corrected ones counts chance as disparity: small areas differ even where nothing is behind it. None of
// them should be shown without an interval.
package disparity

// Package composite combines several indicators of the same units into one number for each: deprivation and need indices,
// and what is done to indicators on the way.
//
// The steps are those of the handbook of OECD and JRC (2008). Outliers are treated ([TreatOutliers]) and noisy figures of
// small areas shrunk ([Shrink]); the indicators are put on one scale ([Normalise]), weighted ([PrincipalComponent]
// proposes weights) and combined ([ArithmeticMean] and its kin, [Copeland]); then it is asked how much of the result the
// choices made ([RankUncertainty], [RankSensitivity], [LeaveOneOut]). Every step stands alone. [CareNeed] is an index with
// weights of its own.
//
// # Notation
//
// x_ik is indicator k in unit i, K indicators and n units; w_k are weights with sum 1; r_ik is the rank of the unit among
// the n_k that have the indicator, 1 for the lowest.
//
// # Conventions
//
//   - High counts as high: an indicator of which low counts as high is turned round first, by its sign.
//   - Missing is never zero, nor the mean of the others: a normalised value is missing where the value is, and a unit has
//     a composite only where the share of indicators that the parameter available says is there. The default is all of
//     them, for with other indicators the number means something else. Below that the weights of those that are there are
//     scaled to sum to 1, which is the same as to put the unit's own mean in the gap.
//   - Results are by indicator and unit like the input, NaN where there is none.
//   - An indicator that is the same everywhere says nothing and cannot be put on a scale: that is an error, not 0.
//   - Rank 1 is the unit with the highest composite. Ties share the mean of their ranks.
package composite

// Package relation tells how numbers about the same areas go together: two of them ([Pearson], [Spearman], [Kendall]), two orderings of the areas into
// types ([WeightedKappa]), many of them at once ([Concentrate]), and areas that are alike ([Ward], [Silhouette]).
//
// All input is plain slices over the same units, in the same order; NaN is a missing value. Results that there are not have
// [index.ErrUndefined] with the reason.
//
// # What the numbers do not say
//
// They are about areas. That two indicators go together over areas does not say that the persons who have the one have the other, and often
// it is not so: the ecological fallacy (Robinson 1950, American Sociological Review 15, 351–357). Correlations of areas are larger the larger the
// areas are, and neighbours that are alike are fewer observations than they look ([EffectiveSize]).
package relation

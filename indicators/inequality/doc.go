// Package inequality holds indices of how a quantity, such as income, is spread over persons or over areas: how unequally, how the top
// compares with the bottom, in how few hands, how many are poor, how far the people have moved to either end, and how the quantity follows
// an order or is divided between groups.
//
// Most are measures of relative inequality: they ask how values compare with their mean, so the currency and the general price level do not
// matter. A relative comparison has no meaning for negative values or when everything is zero; there these indices are undefined and say
// why. The exceptions name themselves: [Kolm] compares amounts, [GiniWithNegatives] is made for values below zero, and a poverty line may
// be an amount. Values of weight zero stand for nobody and are left out.
//
// Weights count persons, households or residents. An index of n persons and one of their distribution given as values with head
// counts agree; nothing is corrected by n/(n−1) unless asked for, so an index describes the population that is given and does not
// estimate that of a larger one. Only [Herfindahl] and [Rosenbluth], which tell how many share, depend on the sum of the weights, and only
// [DuclosEstebanRay], whose smoothing follows the number of values, on how many rows they are divided into.
//
// Quantiles are those of the European income statistics: the value at which the cumulative weight passes the share asked for, and the mean of
// two values where it falls between them ([P90P10]). Where a share of the persons is asked for, such as the top tenth, a person across the
// boundary is divided at it ([ShareRatio] says what else there is).
//
// Standard errors are linearised: the influence of each row on the index, with the rows taken for a sample drawn with replacement and the
// weights for how many each stands for. Those that read a density, of percentile ratios and of poverty below a share of the median,
// do so by a Gaussian kernel on the logarithms. Limits are normal, and too optimistic at the top of skewed values in small samples: of 100
// log-normal incomes with σ = 0.9 those of 95 per cent hold the true top share in 85 per cent of samples, of 1,000 in 94.
// When the rows are areas and the values their means, these errors answer what another draw of areas might have given, which is seldom
// the question.
//
// Between areas, weighted by population, the same formulas measure inequality between the areas' means. That is not
// the inequality between their residents, which is always at least as large; whoever shows the numbers must say which
// of the two they are.
package inequality

// Package ranking says how sure the places of areas in a ranking are.
//
// A ranking makes an order of any figures, sure or not: most places in league tables say little (Goldstein and Spiegelhalter 1996, Journal of the
// Royal Statistical Society A 159, 385–443). For each unit there are
//
//   - the place that its value has, and the expected place;
//   - an interval for the place of this unit alone, and the probabilities of the first place, the last and the last quarter, from draws of all
//     the values at once, each ranked. Such an interval says what would be believed of one unit that was chosen beforehand. It is no
//     confidence interval: of units that are truly equal it leaves the ends out too often;
//   - a confidence interval for the places of all units together: with the probability of the level every true place lies in its interval,
//     however the true values are. It counts the units that are surely higher and surely lower than this one. With up to [MaxPairs] units
//     the differences of all pairs are tested at once, step by step, the critical value being the quantile of the largest of them (Mogstad,
//     Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91, 476–518, section 3); with more, the values have simultaneous intervals, and those that do
//     not overlap are surely apart (Klein, Wright and Wieczorek 2020, Journal of the Royal Statistical Society A 183, 589–606), which is
//     wider but grows with n log n where pairs grow with n².
//
// The first place is that of the highest value. Errors are independent from unit to unit, and normal with one standard deviation below the
// value and another above it, as an interval that is not symmetric tells. With more than [MaxDrawn] units places are not drawn but follow
// from sums of normal distributions, and the probabilities of the first and last place are not computed.
package ranking

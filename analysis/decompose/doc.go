// Package decompose divides the difference between two rates into what differs in rates and what differs in composition.
//
// A rate of a whole population is the mean of the rates of its strata by how many persons each holds: R = Σ pi ri. Two populations,
// or one population at two times, differ in R because strata have other rates, because persons are divided otherwise between strata,
// or both. [Kitagawa] divides the difference in two, [Kitagawa] with [Population.Dimensions] divides composition further by each of several
// dimensions that the strata are made of, and [Standardise] does the same for any function of any number of factors and for any number of
// populations, such that no effect depends on which of them comes first.
//
// The division is arithmetic. It says how much of a difference goes with what, under the convention that what the two have in common is
// halved; it does not say why rates or compositions differ.
package decompose

// Package autocorrelation asks whether places near each other are alike: over the whole map (Moran, Geary, Getis and Ord, join counts)
// and around each unit (local indicators of spatial association).
//
// # Notation
//
// x_i is the value of unit i, z_i its standardised value (x_i − x̄)/s with s² = Σ(x_i − x̄)²/n; w_ij is the weight of unit j among the
// neighbours of unit i, W_i = Σ_j w_ij and S0 = Σ_i W_i. Σ_j w_ij z_j is the spatial lag: with row-standardised weights, the mean of
// the neighbours.
//
// # Conventions
//
//   - Every unit counts alike, whatever its population, as in the literature and in all other programs. Rates of small units vary by
//     chance alone: [MoranRates] and [LocalMoranRates] allow for that.
//   - A unit without neighbours is an island. It has no local value and is left out of everything else, the mean of the values as well,
//     and so is its place among random orders: n counts the units that are left. R's spdep with zero.policy keeps its value in the
//     mean; PySAL keeps it in n too, as a unit whose neighbours are all at the mean (or at 0, for Getis and Ord).
//   - Distances that are equal to rounding are equal: all units as far away as the k-th nearest are among the nearest, where other
//     programs pick some of them by the order of the rows.
//   - Σ_i I_i = S0 I and Σ_i c_i = 2n S0 C/(n − 1): local values are those of Anselin (1995), with s² over n.
//
// # Chance
//
// A test asks whether the values could lie where they lie by chance. Global statistics are compared with all values in random
// order. Local ones hold the unit's own value and draw its neighbours from all other values without replacement (conditional
// permutation), for each unit by itself. The p-value counts the observed order as one of the orders, so it is never 0 and never below
// 1/(permutations + 1), or 2/(permutations + 1) where it is two-sided. Random numbers follow from the seed, from the value of the unit by
// its rank, and from nothing else: neither the order of the rows nor the number of processors moves a local p-value.
//
// Analytic moments are exact for random orders; only taking them for those of a normal distribution is an approximation, poor where a
// unit has few neighbours and values are skewed.
//
// Many units are many tests: of 6,000 units without any pattern, 300 have p ≤ 0.05. Clusters are therefore named by adjusted p-values.
package autocorrelation

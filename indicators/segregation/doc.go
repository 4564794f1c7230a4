// Package segregation holds indices of how differently groups of people are spread over units: areas, schools,
// workplaces.
//
// The dimensions are those of Massey and Denton (1988): evenness (dissimilarity, Gini, Theil's H, Atkinson), exposure
// (isolation, interaction) with the correlation ratio between them, concentration, centralisation and clustering. The multigroup indices are those of Reardon and
// Firebaugh (2002), the mutual information is Mora and Ruiz-Castillo's (2011), and the two entropies describe how mixed
// the city and its units are.
//
// # Notation
//
// Units i and groups k. n_ik people of group k live in unit i, t_i in all; N_k of group k live in the city, T in all.
// p_ik = n_ik/t_i and P_k = N_k/T. With two groups x_i and y_i are the group of interest and everybody else,
// X and Y their totals, p_i = x_i/t_i and P = X/T. A share of zero contributes nothing to an entropy: 0·ln 0 = 0.
//
// # Conventions
//
//   - Units without people are skipped: they change no index. (Published programs differ: some divide 0 by 0.)
//   - A group without people is dropped. An index that compares groups needs two groups with people in them,
//     otherwise it is undefined. An index that compares units needs two units with people in them: within one unit
//     nobody is apart. (Published programs give 0.) The indices of mix are of one area or many.
//   - People outside the groups that are given do not exist to an index. For one group against all others, pass the
//     others as the second group.
//   - Logarithms are natural unless the base parameter says otherwise. Only the entropies and the mutual information
//     depend on the base.
//   - Between two dates a unit or a group exists when it has people. What exists at one date only is added or removed.
//   - Values that rounding puts outside an index's range by some 1e-16 are put on its bound.
//
// # Place
//
// Most indices ignore where the units lie: exchanging two areas on the map changes nothing (the checkerboard problem). Those that read
// [index.Composition.Space] do not. They ask how large units are (concentration), how far apart people live (clustering, exposure that
// decays with distance), who lives beside whom (dissimilarity adjusted for neighbours) and where the centre is. Weights are those of a
// [space.Kernel] in the unit of the distances, metres unless a table of distances declares another, so that exp(−d) with d in kilometres is
// a bandwidth of 1000. A unit lies at no distance from itself unless another convention is chosen; published programs differ in it.
// An index that needs areas, distances, borders or their lengths is undefined where they are unknown.
//
// All depend on how large the units are: values for DeSO, RegSO and districts are not comparable.
package segregation

// Package inequality holds indices of how unequally a quantity, such as income, is spread over persons or over areas.
//
// All of them are measures of relative inequality: they ask how values compare with their mean, so the currency and
// the general price level do not matter. A relative comparison has no meaning for negative values or when everything
// is zero; there every index is undefined and says why. Values of weight zero stand for nobody and are left out.
//
// Weights count persons, households or residents. An index of n persons and one of their distribution given as
// values with head counts agree; nothing is corrected by n/(n−1), so an index describes the population that is
// given and does not estimate that of a larger one.
//
// Between areas, weighted by population, the same formulas measure inequality between the areas' means. That is not
// the inequality between their residents, which is always at least as large; whoever shows the numbers must say which
// of the two they are.
package inequality

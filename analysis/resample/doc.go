// Package resample says how sure an index is: intervals from drawing the data anew, tests against a city where chance
// places people, and tests of the difference between two cities or dates. It takes any index, and every value of one that
// has several.
//
// [Bootstrap] draws by [Persons] or [Areas]. Persons draws every person anew: the counts of all units and groups together
// are one multinomial sample, as in Elbers (2023, Sociological Methods & Research 52, 164–208). It answers how far the index
// would move if the same process had placed as many people again. Areas draws whole units with replacement: it answers for
// other units that might have been, which for a city whose every unit is in the data is seldom the question. [Jackknife]
// leaves them out one at a time and says which of them move the index most. Where a publisher has added noise to the counts, persons are drawn
// with [Noise] of the same size, so that intervals have it in them and the bias-corrected value is without what it adds on average.
//
// Resampling moves most indices of segregation and inequality upward, because chance is counted as separation twice. So a
// result comes with a bias-corrected value, 2θ − mean(θ*), and by default with the basic interval, which turns the
// replicates round the value instead of taking them as they stand (Davison and Hinkley 1997, Bootstrap Methods and their
// Application, section 5.2). Where the bias is larger than the spread the value itself may lie outside its interval: read
// the corrected value then.
//
// [Test] compares an index with its distribution under a null model, [Compare] two samples. Whole people are drawn as
// counts, so cost does not grow with the population.
//
// Replicate r has its own stream of random numbers, seeded by the seed and r alone, so results do not depend on the number
// of goroutines. Inputs are never modified.
package resample

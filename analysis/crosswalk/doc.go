// Package crosswalk says how far an index may be from the truth when counts of areas with other boundaries have been carried over.
//
// A crosswalk says which share of each older area lies in which newer one. An area that is divided is carried over as if its people were mixed alike
// everywhere, which they are not: [Error] deals them out to the parts in other ways that agree with the crosswalk, and computes the index of each.
//
// Two ways of dealing stand for what may be. By chance, each person falls into a part by its share, independently of the others: parts then differ only as
// much as chance makes them, which is less than real ones do. Apart, the groups of a divided area live as much apart as its parts allow, in a drawn order,
// which is more than in real ones. Most indices rise with what sets the parts apart, so that the figures that are carried over tend to be too low and the
// truth lies between the two: the crosswalk error reaches over both. It says nothing of shares that are wrong themselves.
//
// Drawing r has its own stream of random numbers, seeded by the seed and r alone, so results do not depend on the number of goroutines.
package crosswalk

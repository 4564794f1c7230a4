// Package rezone asks how much of an index is the boundaries that people happen to be counted in: the modifiable areal unit problem
// (Openshaw 1984, The Modifiable Areal Unit Problem, CATMOG 38).
//
// An index of the same people is lower in larger units, and depends on how these are drawn. [Envelope] draws the units together at random into
// as many connected zones as a real division has, time and again, and computes indices of each: the value of the real division can be read
// against what any other of its kind would have given. A division whose value lies above all of them follows the lines between groups; one within
// says no more than its number of zones does.
//
// # How zones are drawn
//
// A connected part of the city that is to become k zones is cut in two along an edge of a random spanning tree of the units that lie beside each
// other, any such tree as likely as any other (Wilson 1996, STOC 28, 296–303), and the parts are cut anew until each is one zone. An edge may be
// cut where the size of either side is that of a whole number of zones, within the tolerance of one; one of them is drawn (the tree cuts of DeFord,
// Duchin and Solomon 2021, Harvard Data Science Review 3.1). Compact zones are so drawn more often than ragged ones. A tree without such an edge is drawn anew. After a
// hundred of them the best cut of the last is made, and in the end the zoning is drawn anew; after ten zonings the last stands, and the result says so.
//
// Zones never join units without a common border: each part of a city that lies by itself, such as an island, has its zones, in proportion to
// its size and at least one.
//
// Drawing r has its own stream of random numbers, seeded by the seed and r alone, so results do not depend on the number of goroutines.
package rezone

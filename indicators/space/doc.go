// Package space says where units lie: how far they are from each other, who lies beside whom, and how much of a kernel's weight each
// puts on the others. Geometry comes in as points, areas and borders; weights and sums over neighbourhoods go out.
//
// # Units of length
//
// Distances are metres on a plane or on the globe, or what a table of distances declares, such as minutes of travel. Coordinates in
// degrees never count as lengths: a kernel of so many metres over degrees would weigh every unit alike or none at all.
//
// # Size
//
// Nothing here holds a matrix of all pairs. Units are gone through one by one or in tiles, with all processors, and each unit's
// sums are added up in the same order whatever their number, so that results do not depend on it.
package space

// Package space says where units lie: how far they are from each other, who lies beside whom, and how much of a kernel's weight each
// puts on the others. Geometry comes in as points, areas and borders; weights and sums over neighbourhoods go out.
//
// # Distances
//
// [Points] are straight lines on a plane or great circles on the globe, a [Table] what somebody else has measured, and a [Network] ways along an
// edge list. [Space.Walker] goes through units in order of their distance by any of them.
//
// # Neighbourhoods
//
// [Space.Smooth] adds up columns around each unit by a [Kernel], [Space.Nearest] over the nearest units that hold so many people. [Space.Weights]
// says who weighs on whom: by contiguity, number, distance or kernel. [Tiles] draws a map of squares, one for each unit.
//
// # Units of length
//
// Distances are metres on a plane or on the globe, or what a table of distances declares, such as minutes of travel. Coordinates in
// degrees never count as lengths: a kernel of so many metres over degrees would weigh every unit alike or none at all.
//
// # Size
//
// Nothing here holds a matrix of all pairs, but weights that are asked to. Units are gone through one by one or in tiles, with all processors,
// and each unit's sums are added up in the same order whatever their number, so that results do not depend on it. Near units are found by
// a tree over the places, which is made when it is first needed.
package space

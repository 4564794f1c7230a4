// Package strata tells how much of what differs between the cells of a cross-classification goes with each of its dimensions.
//
// Cells are groups of people by two dimensions or more, such as sex by background, or district by background, each with a mean, a share or
// a rate. [Between] divides the variance between the cells into what each dimension has by itself, what all have together, and what is
// left to their interaction. [Nest] divides variance, Theil's T or the mean log deviation into what lies between the categories of one
// dimension and what lies within them, exactly.
//
// Chance makes cells differ where nothing is behind it, small ones most. Every part therefore comes twice: as observed, and with what chance
// makes of it on average taken off, from the sampling variances of the cells. A corrected part can be negative, where chance has made less
// of it than that; corrected parts sum as observed ones do.
//
// These are moments of the cells that there are, weighted by population. A multilevel model (MAIHDA) takes the cells for a sample of a
// normal distribution, all of one weight, and reports variances of that; its shares are near to these where cells are of like size.
package strata

// Package mobility says how far areas have kept their places among one another between two dates: rank correlations, the index of Prais and
// Shorrocks, and the ranks gained and lost, each beside what chance in the figures alone would make of areas that all keep their places. A
// rank is the more easily lost the closer the areas lie and the fewer persons they have; what chance explains is not called mobility.
//
// What cannot be said is an error that wraps [index.ErrUndefined] and tells why.
package mobility

// Package trend says how a figure and a gap have moved over years, and how sure that is: the change a year, absolute and in per cent; one
// turning point; whether a gap closes or widens; and the years until it is closed at the present pace.
//
// The functions take years, values and variances as plain slices and know neither areas nor sources. Years are the numbers themselves: a year
// that is missing leaves a gap of its length. What separates comparable years from others (a new definition, a moved boundary) is for the
// caller to cut at. Years are taken as independent samples. Where most persons are the same in all years, their values vary less about the
// line than that says, and the limits hold more often than they promise.
//
// What cannot be said is an error that wraps [index.ErrUndefined] and tells why.
package trend

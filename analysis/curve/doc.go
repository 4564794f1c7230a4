// Package curve reads curves that show how unevenly something is spread: Lorenz, concentration and segregation curves, which run from (0, 0) to
// (1, 1) and are straight between their points.
package curve

// Package disparity holds summary measures of the differences between areas or population groups.
package disparity

// Package rate holds proportions and rates of events with their confidence intervals.
package rate

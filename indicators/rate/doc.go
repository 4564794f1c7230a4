// Package rate holds proportions and rates of events, each with a confidence interval that stays within its bounds and
// keeps its level for small counts.
//
// Proportions have Wilson's interval, rates the exact Poisson interval below ten events and Byar's from ten, as in the
// public health practice of Eayres (2008), "Technical Briefing 3: Commonly used public health statistics and their
// confidence intervals", Association of Public Health Observatories. The intervals stand on their own too ([Wilson],
// [Byar], [NewcombeDifference] and others) for whoever compares two counts.
//
// Units are compared with a reference, with the rest of the city or with the city that they are part of ([RestDifference],
// [CityDifference]), and judged by the rules in use: funnels and Fingertips' comparisons, each as it is defined there and under its
// own name, for they do not agree ([ControlChart] says where).
//
// Events by age give rates standardised to a population ([ESP2013]) or to the risks of one, and life tables; by year, trends. Ages and
// years are matched by what they are, never by where they stand, and a unit that lacks one has no figure but a reason ([Outcome]).
//
// An interval says how far chance alone could move the figure. It does not allow for persons who are missing from the
// source, and where a figure is a complete count of everybody it speaks of the risk behind it, not of the count.
package rate

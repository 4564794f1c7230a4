package analysis

import (
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// FindingKind says what a finding is about.
type FindingKind string

// The kinds of findings, in the order of a summary.
const (
	LargestGap     FindingKind = "largest_gap"   // a district that surely differs most from the rest of the city
	CityGap        FindingKind = "city_gap"      // the city as a whole surely differs from a place outside
	MostImproved   FindingKind = "most_improved" // a district that surely became better
	MostWorsened   FindingKind = "most_worsened"
	Widening       FindingKind = "widening"  // the spread between districts grew surely
	Narrowing      FindingKind = "narrowing" // the spread between districts shrank surely
	Separation     FindingKind = "separation"
	MoreApart      FindingKind = "more_apart" // groups surely live, or study, more apart than in the first period that can be compared
	LessApart      FindingKind = "less_apart"
	SchoolsApart   FindingKind = "schools_apart" // pupils of groups are surely more, or less, apart at school than residents are at home
	WideGap        FindingKind = "group_gap"     // a group that surely differs from another in the whole city
	GapDiffers     FindingKind = "gap_differs"   // a district where the gap between two groups surely differs from that in the rest of the city
	TrendBetter    FindingKind = "trend_better"  // a district that surely became better year by year
	TrendWorse     FindingKind = "trend_worse"
	GapClosing     FindingKind = "gap_closing" // the gap of a district to the rest of the city surely shrank year by year
	GapWidening    FindingKind = "gap_widening"
	WorstBySeveral FindingKind = "worst_by_several" // a district that is surely among the worst by more indicators than chance would give
	BestBySeveral  FindingKind = "best_by_several"
	SurePlace      FindingKind = "sure_place"    // a district that is surely first or last of all, by an indicator
	MostlyChance   FindingKind = "mostly_chance" // chance and noise make at least half of the spread between districts
	DataWarning    FindingKind = "data_warning"
)

// Finding is one statement: what kind, about what, and the numbers that it may be said with.
//
// The keys of Values, all in the indicator's unit unless said otherwise:
//
//	largest_gap                   value, city, rest, difference, lower, upper (of the difference at OverviewLevel), ratio (where there is one),
//	                              effect (standardised, where there is one), verdict (a [Verdict])
//	city_gap                      value, reference, difference, lower, upper (of the difference at Level), effect, verdict
//	most_improved, most_worsened  value, past, change, lower, upper (of the change at OverviewLevel), effect
//	widening, narrowing           spread, past, change, lower, upper (mean difference from the mean between districts, the change of it
//	                              at OverviewLevel), areas
//	separation                    value, corrected, lower, upper (of the index that Index names), areas
//	more_apart, less_apart        value, past (of the index that Index names), change, lower, upper (at Level), corrected, areas; Period is the
//	                              last of the two
//	schools_apart                 school, home (of the index that Index names), difference, lower, upper (at Level), corrected
//	group_gap                     value, reference (of the two groups), difference, lower, upper (at OverviewLevel), ratio (where there is
//	                              one), effect, verdict
//	gap_differs                   difference (the gap of the district), rest (the gap of the rest of the city), against, lower, upper (the
//	                              difference of the two at OverviewLevel), wider (1 wider, −1 narrower, 0 neither)
//	trend_better, trend_worse     change, lower, upper (a year, at Level), percent (a year), periods; Period is the last
//	gap_closing, gap_widening     first, last (difference from the rest of the city on the line), change, lower, upper (of it a year, at
//	                              Level), percent (a year of the ratio, where there is one), disagree (1 where the ratio moves the other
//	                              way), periods; Period is the last
//	worst_by_several, best_by_several  count (indicators), of (those that the district has), expected (by chance), q (of as many by chance, adjusted
//	                              for the number of districts), share (of the districts that count as the worst by an indicator); Certainty is one less
//	                              the rate of false discoveries
//	sure_place                    place (1 is the best), areas
//	mostly_chance                 chance, deliberate (shares of the variance between districts), spread, corrected (standard deviation as it looks, and without
//	                              what chance and noise make of it), areas
//	data_warning                  count: how many indicators or areas the warning is about
type Finding struct {
	Kind       FindingKind
	Indicator  string // catalogue ID, or the ID of a segregation spec
	Index      string // registry ID of the index of a separation; the period of a target
	Group      indicators.Group
	Reference  indicators.Group // the group that it is compared with, in findings about gaps between groups
	Against    string           // ID of the benchmark of a city_gap
	Area       indicators.Area  // zero where the finding is about the whole city
	Period     indicators.Period
	Comparison int  // position in Results.Comparisons, −1 where none
	Tone       Tone // for whom it is good or bad news, by the direction of the indicator
	Values     map[string]float64
	Certainty  float64 // confidence level that the statement was held to; 0 where it was not tested
	Weight     float64 // how much it matters among findings of its kind: of a difference or change, how large it is at least
	Summary    bool    // it is among the few that a summary says
	Warning    *Warning
}

// Tone is whether a finding is good or bad news.
type Tone int8

// The tones. Findings about indicators that are not judged, and about how groups live, are neutral.
const (
	BadNews  Tone = -1
	Neutral  Tone = 0
	GoodNews Tone = 1
)

// ID names a finding by what it is about, the same in every run of a study: its kind, indicator, index, benchmark, group and area, those that
// there are, with a slash between.
func (f Finding) ID() string {
	parts := []string{string(f.Kind)}
	for _, s := range []string{f.Indicator, f.Index, f.Against, string(f.Group), f.Area.Code} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if f.Warning != nil {
		parts = append(parts, f.Warning.Code)
	}
	return strings.Join(parts, "/")
}

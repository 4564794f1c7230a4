package registry_test

import "regexp"

// excuses are all reasons why a record is not compared. A rule that no record needs is an error, as is a record under two.
//
// Kinds: "defect", the program's value is wrong (section 5 of shared/reference/inequality.md), and a test of the family shows it;
// "simulated", the value or its limits are drawn at random by the program; "undefined", a point of a formula that no input has.
var excuses = []excuse{
	{kind: "defect", source: "COINr ", measures: []string{"log_GII"},
		why: "returns the values it was given; TestLogarithmOfTheGlobalInnovationIndex has what the formula gives"},
	{kind: "defect", source: "COINr ", measures: []string{"a_genmean"}, pattern: regexp.MustCompile(`null`),
		why: "no mean where a value is missing, as all its other means give; TestMeansOfThoseThatAreThere"},
	{kind: "undefined", source: "IMD / WIMD / SIMD", pattern: regexp.MustCompile(`"R":0,`),
		why: "the transformation at a rank of zero, which no unit has"},
	{kind: "simulated", source: "corrected ", measures: []string{"ti_mc", "mld_mc"},
		why: "limits that chance has moved up with the draws; ours come from the formula, which ti_delta and mld_delta hold"},
	{
		kind: "defect", source: "rineq ", measures: []string{"rank_wt"},
		why: "tied values get different ranks, by the order of the rows (inequality.ConcentrationIndex)",
	},
}

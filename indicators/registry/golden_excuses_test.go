package registry_test

// excuses are all reasons why a record is not compared. A rule that no record needs is an error, as is a record under two.
//
// Kinds: "defect", the program's value is wrong (section 5 of shared/reference/inequality.md), and a test of the family shows it;
// "simulated", the value or its limits are drawn at random by the program.
var excuses = []excuse{
	{kind: "simulated", source: "corrected ", measures: []string{"ti_mc", "mld_mc"},
		why: "limits that chance has moved up with the draws; ours come from the formula, which ti_delta and mld_delta hold"},
}

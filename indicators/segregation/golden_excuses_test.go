package segregation_test

import "regexp"

// The kinds of excuse.
const (
	defect    = "defect"    // the program's value is wrong; numbers are those of section 3 of shared/reference/segregation.md
	simulated = "simulated" // drawn at random by the program
)

// excuses are all reasons why a record is not compared. A rule that no record needs is an error, as is a record under two.
var excuses = []excuse{
	{defect, "pysal", []string{"AbsoluteClustering", "RelativeClustering", "SpatialProximity"}, nil,
		"defect 1: the weight of a pair grows with its distance"},
	{defect, "pysal", []string{"DensityCorrectedDissim"}, nil,
		"defect 5: the most segregated units are lost where the optimiser underflows; the exact values are compared"},
	{defect, "pysal", []string{"DistanceDecayInteraction", "DistanceDecayIsolation"}, nil,
		"defect 2: weights are divided along the wrong axis, so that exposure to all is not 1"},

	{defect, "oasisr", []string{"ACE"}, regexp.MustCompile(`^oasisr_segdata`),
		"defect 16: cells as far from the centre as each other are taken in the order of the table; RCE takes them together, and is compared"},
	{defect, "oasisr", []string{"DPxx", "DPxy"}, regexp.MustCompile(`^(oasisr_grehsize|pysal_sacramento)`),
		"defect 2: distances are weighted by the unit itself, so that exposure to all is not 1 unless all units are of one size; those are compared"},

	{defect, "rpeers", []string{"ds_abs_cent", "ds_rel_cent"}, nil,
		"divseg: distances are to the nearest edge of an area, 0 for that of the centre; areas of land keep the order of the table when the people have been sorted by distance"},
	{defect, "rpeers", []string{"ds_dd_isolation", "ds_dd_interaction"}, nil,
		"divseg, defect 2: people weigh by how far away they are, not by how near, and where the group lives does not count"},
	{defect, "rpeers", []string{"ds_rel_clust"}, nil,
		"divseg, defect 8: the sum of c_ij x_j leaves out how many of the group live in unit i"},
	{defect, "rpeers", []string{"ds_gini", "ds_diversity", "ds_perplexity"}, nil,
		"divseg, defect 8: the Gini index of counts instead of shares; a diversity that is 1 whatever the counts"},
	{simulated, "rpeers", []string{"dissimilarity(se=TRUE)"}, nil,
		"a bootstrap: the test of analysis/resample compares its own with it"},
	{simulated, "rpeers", []string{"mutual_total_expected"}, nil,
		"the record holds no number"},

	{defect, "rankorder", []string{"H^R continuous (micro data)"}, nil,
		"segindex, defect 17: the profile is read at 14 even quantiles, between the thresholds that the eleven people have"},
}

package segregation_test

import "regexp"

// The kinds of excuse.
const (
	spatial   = "spatial"   // an index of where units lie, which this package does not have
	defect    = "defect"    // the program's value is wrong; numbers are those of section 3 of shared/reference/segregation.md
	simulated = "simulated" // drawn at random by the program
)

// excuses are all reasons why a record is not compared. A rule that no record needs is an error, as is a record under two.
var excuses = []excuse{
	{spatial, "pysal", []string{"AbsoluteConcentration", "RelativeConcentration", "Delta"}, nil,
		"concentration: the areas of units"},
	{spatial, "pysal", []string{"SpatialDissim", "BoundarySpatialDissim", "PARDissim"}, nil,
		"dissimilarity adjusted for neighbours and boundaries"},
	{defect, "pysal", []string{"AbsoluteClustering", "RelativeClustering", "SpatialProximity"}, nil,
		"defect 1, and spatial: the weight of a pair grows with its distance"},
	{defect, "pysal", []string{"DensityCorrectedDissim"}, nil,
		"defect 5: the most segregated units are lost where the optimiser underflows; the exact values are compared"},
	{defect, "pysal", []string{"DistanceDecayInteraction", "DistanceDecayIsolation"}, nil,
		"defect 2, and spatial: weights are divided along the wrong axis, so that exposure to all is not 1"},

	{spatial, "oasisr", []string{"ISMorrill", "DIMorrill", "ISWong", "DIWong"}, nil,
		"dissimilarity adjusted for neighbours and boundaries"},
	{spatial, "oasisr", []string{"ACL", "Pxx", "Pxy", "Poo", "SP", "RCL"}, nil,
		"clustering: the distance between people"},
	{spatial, "oasisr", []string{"Delta", "ACO", "RCO"}, nil,
		"concentration: the areas of units"},
	{defect, "oasisr", []string{"ACE"}, regexp.MustCompile(`^oasisr_segdata`),
		"defect 16: cells as far from the centre as each other are taken in the order of the table; RCE takes them together, and is compared"},
	{defect, "oasisr", []string{"DPxx", "DPxy"}, nil,
		"defect 2, and spatial: distances are weighted by the unit itself, so that exposure to all is not 1"},

	{spatial, "rpeers", []string{"dissim.D(adj) rook", "isp (White P)"}, nil,
		"seg: neighbours and distances"},
	{spatial, "rpeers", []string{"ds_abs_clust", "ds_abs_conc", "ds_delta", "ds_rel_conc"}, nil,
		"divseg: clustering and concentration"},
	{defect, "rpeers", []string{"ds_abs_cent", "ds_rel_cent"}, nil,
		"divseg: distances are to the nearest edge of an area, 0 for that of the centre; areas of land keep the order of the table when the people have been sorted by distance"},
	{defect, "rpeers", []string{"ds_rel_clust", "ds_dd_isolation", "ds_dd_interaction"}, nil,
		"divseg, defects 2 and 8, and spatial: distances weigh as they are, not by their decay"},
	{defect, "rpeers", []string{"ds_gini", "ds_diversity", "ds_perplexity"}, nil,
		"divseg, defect 8: the Gini index of counts instead of shares; a diversity that is 1 whatever the counts"},
	{simulated, "rpeers", []string{"dissimilarity(se=TRUE)"}, nil,
		"a bootstrap: the test of analysis/resample compares its own with it"},
	{simulated, "rpeers", []string{"mutual_total_expected"}, nil,
		"the record holds no number"},

	{defect, "rankorder", []string{"H^R continuous (micro data)"}, nil,
		"segindex, defect 17: the profile is read at 14 even quantiles, between the thresholds that the eleven people have"},
	{spatial, "textbook", []string{"Pxx", "Pxy", "Ptt", "SP", "RCL", "ACL"}, nil,
		"clustering: the distance between people"},
	{spatial, "textbook", []string{"DPxx (Morgan distance-decay isolation)", "DPxy (Morgan distance-decay interaction)"}, nil,
		"exposure that decays with distance"},
}

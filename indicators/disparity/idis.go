package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var idis = index.Index{
	ID:      "idis",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Olikhetsindex i procent (IDIS)", En: "Index of disparity (IDIS)"},
	Formula: "IDIS = 100 MDM / μ",
	Source:  "Pearcy, J. N. & Keppel, K. G. (2002). A summary measure of health disparity. Public Health Reports 117(3), 273–280; from the mean as in " + who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{byPopulation, around},
	Reading: lang.Text{
		Sv: "Områdena ligger i genomsnitt %s procent från medelvärdet.",
		En: "The areas are on average %s per cent from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Beror på om man räknar andelen som har något eller andelen som saknar det. Slump räknas som skillnad.",
		En: "Depends on whether one counts the share that has a thing or the share that lacks it. Chance counts as difference.",
	},
	Needs:    "three subgroups or more; estimates of at least 0 that are not all zero",
	Programs: []string{"healthequal: idisw", "healthequal: idisu"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		w, err := choice(byPopulation, p)
		if err != nil {
			return 0, err
		}
		a, err := choice(around, p)
		if err != nil {
			return 0, err
		}
		return IndexOfDisparity(s, w == 1, Around(a))
	},
}

// Around says what an index of disparity measures distances from and divides by.
type Around int

// The published variants of the index of disparity.
const (
	AroundMean   Around = 0 // the mean by population, as WHO
	AroundBest   Around = 1 // the reference, or the best where there is none, which counts as one of the subgroups
	AroundOthers Around = 2 // the same, but the mean distance is over the other subgroups, of which there are J − 1
)

var around = index.Param{
	Name: "around", Default: float64(AroundMean), Min: float64(AroundMean), Max: float64(AroundOthers), Whole: true,
	Doc: "0: distances from the mean, divided by it; 1: from the reference, or the best where there is none; 2: as 1, but over the other subgroups only",
}

// IndexOfDisparity returns the mean distance from a value in per cent of it, by population or with every subgroup alike: WHO's IDISW
// when weighted and around the mean, else IDISU,
//
//	IDIS = 100 Σ pj |yj − y*| / y*
//
// where y* is the mean, or the reference or best estimate; [AroundOthers] divides by the population, or the number, of the other
// subgroups. It runs from 0 (all equal) without upper bound. It is undefined for fewer than three subgroups, for negative estimates and
// where what it divides by is zero.
//
// Pearcy and Keppel (2002) took the distance from the best group and divided by it; WHO takes the mean, which chance moves less.
// Health departments in the United States have divided by J − 1. The three cannot be compared. Limits are simulated ([Simulate]).
func IndexOfDisparity(s index.Subgroups, weighted bool, from Around) (float64, error) {
	s, centre, err := relative(s, several)
	if err != nil {
		return 0, err
	}
	at := s.Reference
	if from != AroundMean {
		if at < 0 {
			at = extreme(s, -1, func(a, b float64) bool { return a != b && (a > b) == s.Favourable })
		}
		if centre = s.Estimates[at]; centre == 0 {
			return 0, index.Undefined("the estimate to divide by is zero")
		}
	}
	v, err := distance(s, centre, weighted)
	if err != nil {
		return 0, err
	}
	if from == AroundOthers {
		if !weighted {
			s.Population = nil
		}
		v /= 1 - share(s)(at)
	}
	return defined(100 * (v / centre))
}

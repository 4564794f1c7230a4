package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var concentrationProfile = index.Index{
	ID:      "concentration-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Koncentrationsprofilens index (R)", En: "Concentration profile index (R)"},
	Formula: "R = Σ_i (x_i/X) |p_i − P| / (1 − P)",
	Source:  "Hong & Sadahiro 2014, Annals of Regional Science 53, 317–335; the closed form of their integral",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Koncentrationsprofilens index är %s: 0 betyder att gruppen har samma andel i alla enheter och 1 att den bara bor i enheter utan andra.",
		En: "The concentration profile index is %s: 0 means that the group has the same share of all units and 1 that it lives in units without others only.",
	},
	Caveat: lang.Text{
		Sv: "Värdet är inte detsamma när grupperna byter plats: säg vilken grupp det gäller.",
		En: "The value changes when the groups change places: say which group it is about.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: ConProf", "seg: conprof"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.ApartIsMax,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return ConcentrationProfile(c) },
}

// ConcentrationProfile returns Hong and Sadahiro's R. With v(s) the share of the group of interest that lives where its
// share of the unit is s or more, R = (P − ∫₀ᴾ v + ∫ₚ¹ v)/(1 − P): 0 when all units have one composition, 1 when the group
// shares no unit with others.
//
// Since ∫ v over an interval is a sum over units of how much of it lies below p_i, the integrals have the closed form
// Σ (x_i/X)|p_i − P|/(1 − P), computed here. PySAL (ConProf) and seg (conprof) add up v on a grid of 1,000 and 999 points
// and are off in the third digit; PySAL's number of points cannot be changed.
//
// It is undefined when either group is empty.
func ConcentrationProfile(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	T := X + Y
	P := X / T
	var sum index.Sum
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			sum = sum.Plus(x[i] / X * math.Abs(x[i]/t-P))
		}
	}
	return within(0, sum.Value()/(Y/T), 1)
}

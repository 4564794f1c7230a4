package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var extremes = index.Param{
	Name: "share", Default: 0.2, Min: 0, Max: 0.5,
	Doc: "the share of the population that is an extreme at either end; 0 takes the lowest and the highest bracket as they are",
}

var concentrationAtExtremes = index.Index{
	ID:      "concentration-at-extremes",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Koncentration i ytterligheterna (ICE)", En: "Index of concentration at the extremes (ICE)"},
	Formula: "ICE_i = (A_i − P_i)/t_i",
	Source:  "Massey 2001, The prodigal paradigm returns, in Booth & Crouter (eds), Does It Take a Village?; Krieger et al. 2016, American Journal of Public Health 106, 256–263",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{extremes},
	Reading: lang.Text{
		Sv: "Koncentrationen i ytterligheterna är %s: 1 betyder att alla i enheten hör till de rikaste, −1 att alla hör till de fattigaste och 0 att grupperna är lika stora eller saknas.",
		En: "The concentration at the extremes is %s: 1 means that all in the unit are among the richest, −1 that all are among the poorest and 0 that the two are of equal size or absent.",
	},
	Caveat: lang.Text{
		Sv: "Noll säger inte om enheten är blandad eller helt i mitten. Ange alltid hur stora ytterligheterna är.",
		En: "Zero does not say whether the unit is mixed or all in the middle. Always state how large the extremes are.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Properties: index.Permutation | index.Scale | index.Translation | index.WeightsScale,
	OrderedParts: func(r index.Ranked, p index.Params) ([]index.Part, error) {
		values, err := ConcentrationAtExtremes(r, extremes.From(p))
		return ofUnits(values), err
	},
}

// ConcentrationAtExtremes returns Massey's ICE for each unit: its people among the most privileged less those among the
// most deprived, as a share of all its people, from −1 (all deprived) to 1 (all privileged). The extremes are the given
// share of the population at either end, people at one place on the scale being shared in proportion; share 0 takes the
// lowest and the highest place as they are, such as the outer brackets of a table. A unit without people has NaN.
//
// It is undefined when all people are at one place, and for a share outside 0 to ½.
func ConcentrationAtExtremes(r index.Ranked, share float64) ([]float64, error) {
	if !(share >= 0 && share <= 0.5) {
		return nil, index.Undefined("the share of the extremes is %v, must lie between 0 and 0.5", share)
	}
	s, err := newScale(r)
	if err != nil {
		return nil, err
	}
	values := make([]float64, r.Units)
	lowest, highest := s.cells[0].place, s.cells[len(s.cells)-1].place
	s.spread(func(c cell, below, above float64) {
		excess := overlap(below, above, 1-share, 1) - overlap(below, above, 0, share)
		if share == 0 {
			excess = 0
			switch c.place {
			case lowest:
				excess = -1
			case highest:
				excess = 1
			}
		}
		values[c.unit] += c.people / s.totals[c.unit] * excess
	})
	for i, t := range s.totals {
		if t == 0 {
			values[i] = math.NaN()
		} else {
			values[i] = min(max(values[i], -1), 1)
		}
	}
	return values, nil
}

package disparity

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics lists the indices of the family by what they are about, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Två grupper", En: "Two groups"}, Indices: []index.Index{difference, ratio}},
	{Name: lang.Text{Sv: "Absoluta mått", En: "Absolute measures"}, Indices: []index.Index{mdm, mdb, mdr, bgv, bgsd}},
	{Name: lang.Text{Sv: "Relativa mått", En: "Relative measures"}, Indices: []index.Index{idis, cov, theilT, mld}},
	{Name: lang.Text{Sv: "Utan slump", En: "Without chance"}, Indices: []index.Index{
		noiseCorrectedBGV, noiseCorrectedBGSD, noiseCorrectedCOV, noiseCorrectedIDIS, noiseCorrectedTheilT, noiseCorrectedMLD, noiseShare,
		disparityChange,
	}},
	{Name: lang.Text{Sv: "Ordnade grupper", En: "Ordered groups"}, Indices: []index.Index{sii, rii, slopeOverMean, aci, rci}},
	{Name: lang.Text{Sv: "Möjlig förbättring", En: "Possible improvement"}, Indices: []index.Index{par, paf}},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

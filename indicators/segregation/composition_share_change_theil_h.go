package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var compositionShareChangeTheilH = index.Index{
	ID:      "composition-share-change-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förändring av Theils entropiindex (H): struktur och befolkning", En: "Change of the entropy index (H): structure and population"},
	Formula: "H₂ − H₁ = spatial + attribute, spatial = ½[H(2,1) − H(1,1) + H(2,2) − H(1,2)], with H(s,a) the structure of s and the population of a",
	Source:  "Rey, Cortes & Knaap 2021, Comparative spatial segregation analytics, Spatial Demography 9",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till skillnaden i entropiindex mellan de två tidpunkterna eller orterna.",
		En: "The term is %s: how much it adds to the difference of the entropy index between the two dates or places.",
	},
	Caveat: lang.Text{
		Sv: "De tre sätten att flytta befolkningen ger olika svar: visa vilket du har valt. En enhet får värdet som har samma rang på den andra orten, inte värdet på samma plats.",
		En: "The three ways of moving the population give different answers: show which you chose. A unit gets the value of the same rank in the other place, not of the same location.",
	},
	Needs:      "counts of two groups two times, with people of both groups each time; the units need not be the same",
	Programs:   []string{"PySAL segregation: DecomposeSegregation of Entropy"},
	Properties: index.Permutation | index.Scale,
	ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		ways, err := CompositionShareChangeTheilH(before, after)
		return structureParts(ways), err
	},
}

// CompositionShareChangeTheilH returns the difference of [TheilH] between two dates or places by [ChangeOfStructure], by
// composition, by share and by dual composition, in this order. It is undefined where one of them is.
func CompositionShareChangeTheilH(before, after index.Composition) ([]StructureChange, error) {
	return everyCounterfactual(before, after, TheilH)
}

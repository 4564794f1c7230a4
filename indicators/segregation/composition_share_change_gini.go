package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var compositionShareChangeGini = index.Index{
	ID:      "composition-share-change-gini",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förändring av Gini-index (G): struktur och befolkning", En: "Change of the Gini index (G): structure and population"},
	Formula: "G₂ − G₁ = spatial + attribute, spatial = ½[G(2,1) − G(1,1) + G(2,2) − G(1,2)], with G(s,a) the structure of s and the population of a",
	Source:  "Rey, Cortes & Knaap 2021, Comparative spatial segregation analytics, Spatial Demography 9",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Termen är %s: så mycket bidrar den till skillnaden i Gini-index mellan de två tidpunkterna eller orterna.",
		En: "The term is %s: how much it adds to the difference of the Gini index between the two dates or places.",
	},
	Caveat: lang.Text{
		Sv: "De tre sätten att flytta befolkningen ger olika svar: visa vilket du har valt. En enhet får värdet som har samma rang på den andra orten, inte värdet på samma plats.",
		En: "The three ways of moving the population give different answers: show which you chose. A unit gets the value of the same rank in the other place, not of the same location.",
	},
	Needs:      "counts of two groups two times, with people of both groups each time; the units need not be the same",
	Programs:   []string{"PySAL segregation: DecomposeSegregation of Gini"},
	Properties: index.Permutation | index.Scale,
	ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		ways, err := CompositionShareChangeGini(before, after)
		return structureParts(ways), err
	},
}

// CompositionShareChangeGini returns the difference of [Gini] between two dates or places by [ChangeOfStructure], by
// composition, by share and by dual composition, in this order. It is undefined where one of them is.
func CompositionShareChangeGini(before, after index.Composition) ([]StructureChange, error) {
	return everyCounterfactual(before, after, Gini)
}

package composite

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Gemensam skala", En: "One scale"}, Indices: scales},
}

// All lists the indices of the family in the order they are printed.
var All = all()

func all() []index.Index {
	var out []index.Index
	for _, topic := range Topics {
		out = append(out, topic.Indices...)
	}
	return out
}

// Indicators on one scale.
var scales = []index.Index{
	minMax,
	zScore,
	percentileRank,
	goalposts,
	distanceToTarget,
	distanceToReference,
	bordaPoints,
	exponentialRank,
	logarithm,
}

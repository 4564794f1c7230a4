package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// careNeedWeights are those of Statistics Sweden's groups, in the order of the columns.
var careNeedWeights = [...]float64{
	3.23, // under 5 years
	5.72, // born in eastern Europe, Asia, Africa or South America
	6.15, // over 65 and living alone
	4.19, // single parent with children of 17 or less
	4.19, // of 1 year or more, and moved in
	5.13, // unemployed or in a labour market programme, 16 to 64
	3.97, // low education, 25 to 64
}

var nationalMean = index.Param{
	Name: "mean", Default: 2.4761, Min: 0.1, Max: 35,
	Doc: "the national weighted sum per person, which has the index 1",
}

var careNeedIndex = index.Index{
	ID:      "care-need-index",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Care Need Index (CNI)", En: "Care Need Index (CNI)"},
	Formula: "CNI_i = (3.23 n_i1 + 5.72 n_i2 + 6.15 n_i3 + 4.19 n_i4 + 4.19 n_i5 + 5.13 n_i6 + 3.97 n_i7) / (N_i · mean)",
	Source:  "Statistics Sweden, Care Need Index (CNI): product description and example; Sundquist et al. 2003, Journal of Epidemiology and Community Health 57(5), 347–352",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{nationalMean},
	Reading: lang.Text{
		Sv: "Det förväntade behovet av vård är %s gånger rikets per invånare (delen index), eller så många vägda personer (delen index sum).",
		En: "The expected need of care is %s times that of the country per inhabitant (part index), or so many weighted persons (part index sum).",
	},
	Caveat: lang.Text{
		Sv: "En person räknas en gång i varje grupp den tillhör. Vikterna bygger på distriktsläkares bedömning av arbetsbelastningen. Rikets medelvärde är ett visst års: ange årets eget.",
		En: "A person counts once in each group that he or she belongs to. The weights rest on general practitioners' judgement of their workload. The national mean is that of one year: give that of your own.",
	},
	Needs: "counts of seven groups for each unit, in this order: under 5, born abroad, over 65 and alone, single parents, moved in, " +
		"unemployed, low education; and the population",
	Properties: index.Permutation,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		values, sums, err := CareNeed(x, nationalMean.From(p))
		if err != nil {
			return nil, err
		}
		var parts []index.Part
		for i, v := range values {
			if v == v {
				of, sum := index.OfUnit(i, v), index.OfUnit(i, sums[i])
				of.Name, sum.Name = "index", "index sum"
				parts = append(parts, of, sum)
			}
		}
		return parts, nil
	},
}

// CareNeed returns Statistics Sweden's Care Need Index of each unit, 1 where the need of primary care is expected to be that of the
// country, above 1 where it is more; and the weighted sum of persons that it is made of. The columns are numbers of persons in seven
// groups, in this order, with their weights:
//
//	under 5 years 3.23
//	born in eastern Europe, Asia, Africa or South America 5.72
//	over 65 years and living alone 6.15
//	single parent with children of 17 years or less 4.19
//	1 year or older and moved in 4.19
//	unemployed or in a labour market programme, 16 to 64 years 5.13
//	low education, 25 to 64 years 3.97
//
// A person who belongs to several groups counts in each. The index is the sum by the population, by its national mean. The mean that
// the published example was computed with is 2.4761: its two units, with sums 22,709 and 7,869, have 1.5513 and 1.3204.
// Weights and directions of the table are not read.
//
// A unit without people, or of which a count is missing, is NaN. It is undefined for another number of columns, without population, for
// counts that are negative or more than the population, where no unit has all counts, and for a mean that is not above 0.
func CareNeed(x index.Indicators, mean float64) (values, sums []float64, err error) {
	if err := x.Check(1); err != nil {
		return nil, nil, err
	}
	switch {
	case len(x.Columns) != len(careNeedWeights):
		return nil, nil, index.Undefined("the index is of %d groups, and there are %d", len(careNeedWeights), len(x.Columns))
	case x.Population == nil:
		return nil, nil, index.Undefined("the population of the units is not given")
	case !(mean > 0):
		return nil, nil, index.Undefined("the national mean is %v; it must be above 0", mean)
	}
	values, sums = missing(x.Units()), missing(x.Units())
	any := false
	for i, people := range x.Population {
		var sum index.Sum
		for k, column := range x.Columns {
			if column[i] < 0 || column[i] > people {
				return nil, nil, index.Undefined("group %d, unit %d: %v persons of a population of %v", k, i, column[i], people)
			}
			sum = sum.Plus(float64(careNeedWeights[k] * column[i]))
		}
		if s := sum.Value(); people > 0 && s == s {
			values[i], sums[i] = s/people/mean, s
			any = true
		}
	}
	if !any {
		return nil, nil, index.Undefined("no unit has people and all seven counts")
	}
	return values, sums, nil
}

package composite

import "github.com/jamlik/jamlik/indicators/index"

// Normalisation is a way to put the indicators on one scale before they are combined.
type Normalisation int

// The ways, by the numbers that the parameter normalise has for them.
const (
	AsTheyAre    Normalisation = iota // values as they are, with the sign changed where low counts as high
	Hundred                           // [MinMax], 0 to 100
	OneToHundred                      // [MinMax], 1 to 100: no zero, which a geometric mean would make all of
	Standardised                      // [ZScore], n − 1
	Percentiles                       // [PercentileRank], 0 to 100
	Borda                             // [BordaPoints]
	Exponential                       // [ExponentialRank], k = 23
	Posts                             // [Goalposts], 0 to 100, capped
)

// Normalise puts the indicators on one scale.
func Normalise(x index.Indicators, n Normalisation) ([][]float64, error) {
	switch n {
	case AsTheyAre:
		return byColumn(x, func(int, []float64) error { return nil })
	case Hundred:
		return MinMax(x, 100)
	case OneToHundred:
		y, err := MinMax(x, 99)
		for _, column := range y {
			for i := range column {
				column[i]++
			}
		}
		return y, err
	case Standardised:
		return ZScore(x, true)
	case Percentiles:
		return PercentileRank(x, 100, false)
	case Borda:
		return BordaPoints(x, false)
	case Exponential:
		return ExponentialRank(x, decay.Default)
	case Posts:
		return Goalposts(x, 100, true)
	}
	return nil, index.Undefined("normalisation %d: there are those from 0 to 7", n)
}

// normalise is the parameter that chooses, with the given default.
func normalise(by Normalisation) index.Param {
	return index.Param{
		Name: "normalise", Default: float64(by), Min: 0, Max: 7, Whole: true,
		Doc: "0: values as they are; 1: min–max, 0 to 100; 2: min–max, 1 to 100; 3: z-scores; 4: percentile ranks; 5: Borda points; " +
			"6: exponential ranks; 7: goalposts",
	}
}

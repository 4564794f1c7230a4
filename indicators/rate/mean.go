package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"gonum.org/v1/gonum/stat/distuv"
)

var mean = index.Index{
	ID:      "mean",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Medelvärde", En: "Mean"},
	Formula: "x̄ = Σ w x / Σ w; se = √(n/(n − 1) Σ w²(x − x̄)²) / Σ w, s/√n without weights; limits x̄ ∓ t((1+level)/2, n − 1) se",
	Source:  "Student (1908). The probable error of a mean. Biometrika 6, 1–25; Särndal, C.-E., Swensson, B. & Wretman, J. (1992). Model Assisted Survey Sampling. Springer.",
	Min:     -inf, Max: inf,
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Medelvärdet är %s.",
		En: "The mean is %s.",
	},
	Caveat: lang.Text{
		Sv: "Intervallet förutsätter att varje rad är en person i ett urval, och att vikten är den personens urvalsvikt.",
		En: "The interval takes each row for one person of a sample, and the weight for that person's sampling weight.",
	},
	Needs:      "values; two or more of positive weight for an interval",
	Programs:   []string{"PHEindicatormethods: phe_mean", "R stats: t.test"},
	Properties: index.Permutation | index.Replication | index.Merging | index.Transfer | index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) {
		v, _, err := meanOf(d)
		return v, err
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		_, i, err := StudentMean(in.Distribution, index.Level.From(p))
		return i, err
	},
}

// StudentMean returns the mean of a sample with its standard error and the limits of Student's t on n − 1 degrees of freedom,
//
//	x̄ ∓ t((1+level)/2, n−1) s/√n
//
// (Student 1908, Biometrika 6, 1–25). Each value is one person's. Weights are those persons' sampling weights, whose scale does
// not matter: the mean is then Σwx/Σw and its standard error that of a ratio of two totals by linearisation,
// √(n/(n − 1) Σw²(x − x̄)²)/Σw (Särndal, Swensson and Wretman 1992), which is s/√n where the weights are alike. They are not numbers of
// persons: a value that stands for many, such as the mean of an area, is one observation here, and one of weight zero none.
// PHEindicatormethods' phe_mean, R's t.test and SciPy take no weights.
//
// It is undefined for fewer than two values, for values that are not finite, and unless 0 < level < 1.
func StudentMean(d index.Distribution, level float64) (float64, index.Interval, error) {
	mean, n, err := meanOf(d)
	if err != nil {
		return 0, index.Interval{}, err
	}
	if n < 2 {
		return 0, index.Interval{}, index.Undefined("needs at least 2 values, has %v", n)
	}
	if !(level > 0 && level < 1) {
		return 0, index.Interval{}, index.Undefined("confidence level is %v; it must be between 0 and 1", level)
	}
	var squares, weights index.Sum
	for i, x := range d.Values {
		w := d.Weight(i)
		deviation := w * (x - mean)
		squares.Add(float64(deviation * deviation))
		weights.Add(w)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile((1 + level) / 2)
	se := math.Sqrt(squares.Value()/(n-1)*n) / weights.Value()
	half := float64(t * se)
	if !(math.Abs(half) <= math.MaxFloat64) {
		return 0, index.Interval{}, index.Undefined("the values are too large to compute with")
	}
	return mean, index.Interval{SE: se, Lower: mean - half, Upper: mean + half}, nil
}

// meanOf returns the mean of d, and how many values of positive weight it has.
func meanOf(d index.Distribution) (mean, n float64, err error) {
	if err := d.Check(); err != nil {
		return 0, 0, err
	}
	var sum, weights index.Sum
	for i, x := range d.Values {
		w := d.Weight(i)
		sum.Add(float64(w * x))
		weights.Add(w)
		if w > 0 {
			n++
		}
	}
	mean = sum.Value() / weights.Value()
	if !(math.Abs(mean) <= math.MaxFloat64) {
		return 0, 0, index.Undefined("the values are too large to compute with")
	}
	return mean, n, nil
}

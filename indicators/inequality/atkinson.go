package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The default is that of R's ineq; it allows zeros.
var epsilon = index.Param{
	Name: "epsilon", Default: 0.5, Min: 0, Max: 50,
	Doc: "aversion to inequality; the higher, the more the lowest values count (0 is none at all)",
}

var atkinson = index.Index{
	ID:      "atkinson",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Atkinsons index", En: "Atkinson index"},
	Formula: "A = 1 − [Σi (wi/W) (xi/μ)^(1−ε)]^(1/(1−ε)); for ε = 1: A = 1 − Πi (xi/μ)^(wi/W)",
	Source:  "Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244–263.",
	Min:     0, Max: 1,
	Params: []index.Param{epsilon, index.Level},
	Reading: lang.Text{
		Sv: "Atkinsons index är %s: så stor del av summan kunde avvaras om resten delades lika, utan att välfärden minskar.",
		En: "The Atkinson index is %s: that part of the total could be given up, without loss of welfare, if the rest were shared equally.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på ε, som är ett ställningstagande och ska anges. Jämför bara index med samma ε.",
		En: "The value depends on ε, which is a value judgement and must be stated. Compare only indices of the same ε.",
	},
	Needs:    "values of at least 0 that are not all zero; above 0 when epsilon is 1 or more",
	Programs: []string{"PySAL inequality: Atkinson", "ineq: Atkinson", "IC2: calcAtkinson", "convey: svyatk"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return Atkinson(d, epsilon.From(p))
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		a, err := Atkinson(in.Distribution, epsilon.From(p))
		if err != nil {
			return index.Interval{}, err
		}
		_, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		// With e = 1 − A and power = 1 − ε the influence function is e [(x/μ − 1) − ((x/(eμ))^power − 1)/power].
		power, e := 1-epsilon.From(p), 1-a
		return interval(present(in.Distribution), p, a, 0, 1, func(_ int, x float64) float64 {
			return e * ((x/mean - 1) - exprel(power, math.Log(x/mean/e)))
		})
	},
}

// Atkinson returns Atkinson's index of d for the inequality aversion epsilon, the share of the total that could be
// given up without loss of welfare if the rest were shared equally,
//
//	A = 1 − [Σ (wi/W) (xi/μ)^(1−ε)]^(1/(1−ε)),  and for ε = 1  A = 1 − exp(Σ (wi/W) ln(xi/μ))
//
// (Atkinson 1970, section 4). It runs from 0 (all equal, or ε = 0) to below 1. It is undefined for negative values, a
// mean of zero, an epsilon that is negative or not finite, and for values of zero when ε ≥ 1, where the limit is 1
// whatever the other values are.
func Atkinson(d index.Distribution, epsilon float64) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(epsilon >= 0) || !finite(epsilon) {
		return 0, index.Undefined("epsilon is %v; it must be at least 0", epsilon)
	}
	if epsilon >= 1 && zeroAmong(d) {
		return 0, index.Undefined("a value is zero; with epsilon %v only values above 0 can be compared", epsilon)
	}
	power := 1 - epsilon
	if power == 0 {
		logs := average(d, weight, func(x float64) float64 { return math.Log(x / mean) })
		return atLeast(0, -math.Expm1(logs))
	}
	// A = 1 − exp(ln M / power) with M the mean of exp(t), t = power·ln(x/μ). Where the t are small, M is close to 1
	// and Expm1 keeps its digits; where they are large, the largest is taken out so that exp cannot overflow.
	largest, spread := math.Inf(-1), 0.0
	for i, x := range d.Values {
		if d.Weight(i) > 0 {
			t := power * math.Log(x/mean)
			largest, spread = math.Max(largest, t), math.Max(spread, math.Abs(t))
		}
	}
	var logMean float64
	if spread < 1 {
		logMean = math.Log1p(average(d, weight, func(x float64) float64 { return math.Expm1(power * math.Log(x/mean)) }))
	} else {
		logMean = largest + math.Log(average(d, weight, func(x float64) float64 {
			return math.Exp(float64(power*math.Log(x/mean)) - largest)
		}))
	}
	return atLeast(0, -math.Expm1(logMean/power))
}

// exprel returns (exp(at) − 1)/a, and t for a = 0.
func exprel(a, t float64) float64 {
	if a == 0 {
		return t
	}
	return math.Expm1(a*t) / a
}

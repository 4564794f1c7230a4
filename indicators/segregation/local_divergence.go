package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localDivergence = index.Index{
	ID:      "local-divergence",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokal divergens (lokal segregation, ls)", En: "Local divergence (local segregation, ls)"},
	Formula: "ls_i = Σ_k p_ik log(p_ik/P_k); Σ_i (t_i/T) ls_i = M",
	Source:  "Alonso-Villar & Del Río 2010, Mathematical Social Sciences 60, 30–38; Mora & Ruiz-Castillo 2011, Sociological Methodology 41, 159–194; Roberto 2015, arXiv:1508.01167",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Den lokala divergensen är %s: 0 betyder att enheten har stadens sammansättning, och värdet växer ju mer den skiljer sig.",
		En: "The local divergence is %s: 0 means that the unit has the composition of the city, and the value grows the more it differs.",
	},
	Caveat: lang.Text{
		Sv: "En liten enhet skiljer sig från staden av en slump. Medelfelet gäller när antalen är personer i ett urval, inte omräknade tal.",
		En: "A small unit differs from the city by chance. The standard error holds when the counts are people of a sample, not rescaled figures.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: mutual_local", "rsegregation: divergence", "Stata: dseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		values, se, err := LocalDivergence(c, logBase.From(p))
		parts := ofUnits(values)
		for j := range parts {
			parts[j].SE = se[parts[j].Unit]
		}
		return parts, err
	},
}

// LocalDivergence returns for each unit how far its composition diverges from the city's (Kullback and Leibler), with a
// standard error: 0 where they are the same, at most the logarithm of 1/P of the smallest group. The mean weighted by
// population is [MutualInformation]. R segregation calls it local segregation, Roberto divergence.
//
// The standard error is that of the delta method when all people are one multinomial draw over the cells of the table, so
// that the units' sizes and the city's composition vary as well. With r_k = p_ik/P_k it is the root of
//
//	1/T [ (T/t_i) Σ_k p_ik (log r_k − ls_i)² − 2 Σ_k p_ik r_k (log r_k − ls_i) + Σ_k P_k (r_k − 1)² ].
//
// It is somewhat too small in units of a few people and where ls_i is close to 0, and 0 where all units are alike: there the
// value is biased upwards instead.
//
// A unit without people has NaN. Groups without people are dropped; it is undefined when fewer than two remain, and for a
// base that is not above 1.
func LocalDivergence(c index.Composition, base float64) (values, se []float64, err error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, nil, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return nil, nil, err
	}
	totals := unitTotals(c)
	values, se = make([]float64, len(totals)), make([]float64, len(totals))
	cells, logs := make([]float64, len(c.Counts)), make([]float64, len(c.Counts))
	for i, t := range totals {
		for k, counts := range c.Counts {
			cells[k] = counts[i]
		}
		if values[i], se[i], err = diverge(cells, t, N, T, unit, logs); err != nil {
			return nil, nil, err
		}
	}
	return values, se, nil
}

// diverge returns how far the composition of counts, of which there are t, diverges from that of all, of which there are T,
// and its standard error, in the unit of the logarithm. Without people both are NaN.
// It writes to logs, which is as long as counts.
func diverge(counts []float64, t float64, all []float64, T, unit float64, logs []float64) (value, se float64, err error) {
	if t == 0 {
		return math.NaN(), math.NaN(), nil
	}
	var mean index.Sum
	for k, n := range counts {
		if n > 0 {
			logs[k] = math.Log(n / t / (all[k] / T))
			mean = mean.Plus(n / t * logs[k])
		}
	}
	v := mean.Value()
	var own, both, whole index.Sum
	for k, n := range counts {
		if all[k] == 0 {
			continue
		}
		r := n / t / (all[k] / T)
		whole = whole.Plus(all[k] / T * (r - 1) * (r - 1))
		if n > 0 {
			d := logs[k] - v
			own = own.Plus(n / t * d * d)
			both = both.Plus(n / t * r * d)
		}
	}
	variance := own.Value()/t - 2*both.Value()/T + whole.Value()/T
	if !(math.Abs(variance) <= math.MaxFloat64) {
		return 0, 0, index.Undefined("the counts differ too much in size to compute with")
	}
	value, err = within(0, v/unit, math.Inf(1))
	return value, math.Sqrt(max(0, variance)) / unit, err
}

package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var variationSources = index.Index{
	ID:      "variation-by-source",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Kvadrerad variationskoefficient, uppdelad på inkomstslag", En: "Squared coefficient of variation by source"},
	Formula: "CV² = Σk cov(yk, y)/μ²; the proportion of source k is cov(yk, y)/var(y)",
	Source:  "Shorrocks, A. F. (1982). Inequality decomposition by factor components. Econometrica 50(1), 193–211.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Delen är %s. Inkomstslagens bidrag blir tillsammans hela den kvadrerade variationskoefficienten.",
		En: "The part is %s. The contributions of the sources add up to the whole squared coefficient of variation.",
	},
	Caveat: lang.Text{
		Sv: "De högsta värdena bestämmer mest. Ett slag som är lika för alla får bidraget 0 fast det jämnar ut.",
		En: "The highest values decide most. A source that is the same for all contributes 0 though it evens out.",
	},
	Reads:      index.Sources,
	Needs:      "values of at least 0 that are not all zero, with their sources",
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		v, err := VariationBySource(d)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("total", v.Total), index.About("remainder", v.Remainder)}
		for k, t := range v.Sources {
			parts = append(parts, ofSource(k, "share", t.Share), ofSource(k, "contribution", t.Contribution))
			if finite(t.Proportion) {
				parts = append(parts, ofSource(k, "proportion", t.Proportion))
			}
		}
		return parts, nil
	},
}

// VariationDecomposition is the squared coefficient of variation taken apart by what the values are made of.
type VariationDecomposition struct {
	Total     float64 // the square of [CoefficientOfVariation]
	Remainder float64 // the contribution of what no source accounts for
	Sources   []VariationTerm
}

// VariationTerm is a source in a [VariationDecomposition].
type VariationTerm struct {
	Share        float64 // of the total
	Contribution float64 // cov(yk, y)/μ²
	Proportion   float64 // cov(yk, y)/var(y); NaN where all values are equal
}

// VariationBySource takes the squared coefficient of variation, var(y)/μ², of the values of d apart by d.Sources: the contribution of
// a source is its covariance with the values over the squared mean, that is its own variance and half of all it has in common with the
// others. Contributions, with the remainder, add up to the whole.
//
// The proportions are the natural decomposition of Shorrocks (1982): of all rules that he admits the one for which a source that is
// the same for all, and one of two sources that cancel out, explain nothing. The same proportions hold for the variance and for half the
// squared coefficient, generalised entropy of order 2.
//
// Sources may be negative; the values may not. It is undefined for negative values, a mean of zero and without sources.
func VariationBySource(d index.Distribution) (VariationDecomposition, error) {
	a, err := divideBySource(d)
	if err != nil {
		return VariationDecomposition{}, err
	}
	r, err := order(d, d.Values)
	if err != nil {
		return VariationDecomposition{}, err
	}
	with := func(source []float64) (share, contribution float64) {
		values, mean := r.column(source)
		var sum index.Sum
		for k, p := range r.places {
			sum = sum.Plus(p.share * (values[k] - mean) / r.mean * ((p.value - r.mean) / r.mean))
		}
		return mean / r.mean, sum.Value()
	}
	var v VariationDecomposition
	_, v.Total = with(d.Values)
	_, v.Remainder = with(a.remainder)
	if !finite(v.Total) || !finite(v.Remainder) {
		return VariationDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
	}
	for _, source := range a.sources {
		t := VariationTerm{Proportion: math.NaN()}
		t.Share, t.Contribution = with(source)
		if v.Total > 0 {
			t.Proportion = t.Contribution / v.Total
		}
		if !finite(t.Share) || !finite(t.Contribution) || math.IsInf(t.Proportion, 0) {
			return VariationDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
		}
		v.Sources = append(v.Sources, t)
	}
	return v, nil
}

package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var giniSources = index.Index{
	ID:      "gini-by-source",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient, uppdelad på inkomstslag", En: "Gini coefficient by source"},
	Formula: "G = Σk Sk Gk Rk, Sk = μk/μ, Rk = cov(yk, F)/cov(yk, Fk); marginal effect Sk Gk Rk / G − Sk",
	Source:  "Lerman, R. I. & Yitzhaki, S. (1985). Income inequality effects by income source: a new approach and applications to the United States. Review of Economics and Statistics 67(1), 151–156.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Delen är %s. Inkomstslagens bidrag blir tillsammans hela Ginikoefficienten; marginaleffekten säger hur mycket den ändras i procent om slaget ökar en procent för alla.",
		En: "The part is %s. The contributions of the sources add up to the whole Gini coefficient; the marginal effect is the per cent by which it changes when the source rises by one per cent for all.",
	},
	Caveat: lang.Text{
		Sv: "Ett slag som är lika för alla får bidraget 0 fast det jämnar ut: se på marginaleffekten. Uppdelningen säger inte vad som händer om slaget försvinner.",
		En: "A source that is the same for all contributes 0 though it evens out: look at the marginal effect. The decomposition does not say what would happen if the source went away.",
	},
	Reads:      index.Sources,
	Needs:      "values of at least 0 that are not all zero, with their sources",
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		g, err := GiniBySource(d)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("total", g.Total), index.About("remainder", g.Remainder)}
		for k, t := range g.Sources {
			for _, v := range []struct {
				name  string
				value float64
			}{
				{"share", t.Share}, {"gini", t.Gini}, {"correlation", t.Correlation}, {"contribution", t.Contribution},
				{"proportion", t.Proportion}, {"marginal effect", t.Marginal},
			} {
				if finite(v.value) {
					parts = append(parts, ofSource(k, v.name, v.value))
				}
			}
		}
		return parts, nil
	},
}

// SourceDecomposition is the Gini coefficient taken apart by what the values are made of.
type SourceDecomposition struct {
	Total     float64
	Remainder float64 // the contribution of what no source accounts for; 0 where the sources add up to the values
	Sources   []SourceTerm
}

// SourceTerm is a source in a [SourceDecomposition]. What has no value is NaN.
type SourceTerm struct {
	Share        float64 // of the total
	Gini         float64 // of the source alone; above 1 is possible where some have less than nothing of it, NaN where its mean is not above 0
	Correlation  float64 // Gini correlation with the total, from −1 to 1; NaN where all have the same
	Contribution float64 // Share · Gini · Correlation, the source's part of Total
	Proportion   float64 // Contribution over Total; NaN where that is 0
	Marginal     float64 // relative change of Total by a relative change of the source: Proportion − Share
}

// GiniBySource takes [Gini] of the values of d apart by d.Sources after Lerman and Yitzhaki (1985). The contribution of a source is twice
// the covariance of its amounts with the ranks of the values, over the mean: its share times its concentration index in the order of the
// values. Contributions, with the remainder, add up to the whole.
//
// Sources may be negative, such as taxes; the values may not. Persons of one value share a rank. It is undefined where [Gini] is, and
// without sources.
func GiniBySource(d index.Distribution) (SourceDecomposition, error) {
	a, err := divideBySource(d)
	if err != nil {
		return SourceDecomposition{}, err
	}
	r, err := order(d, d.Values)
	if err != nil {
		return SourceDecomposition{}, err
	}
	var g SourceDecomposition
	if g.Total, err = Gini(d); err != nil {
		return SourceDecomposition{}, err
	}
	nan := math.NaN()
	for _, source := range a.sources {
		values, mean := r.column(source)
		along := r.along(values, mean)
		own, err := order(index.Distribution{Values: source, Weights: d.Weights}, source)
		if err != nil {
			return SourceDecomposition{}, err
		}
		t := SourceTerm{Share: mean / r.mean, Gini: nan, Correlation: nan, Contribution: along / r.mean, Proportion: nan, Marginal: nan}
		if own.mean > 0 {
			t.Gini = own.generalised / own.mean
		}
		if spread := own.generalised * (own.unit / r.unit); spread > 0 {
			t.Correlation = math.Max(-1, math.Min(1, along/spread))
		}
		if g.Total > 0 {
			t.Proportion = t.Contribution / g.Total
			t.Marginal = t.Proportion - t.Share
		}
		if !finite(t.Share) || !finite(t.Contribution) || math.IsInf(t.Proportion, 0) {
			return SourceDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
		}
		g.Sources = append(g.Sources, t)
	}
	values, mean := r.column(a.remainder)
	g.Remainder = r.along(values, mean) / r.mean
	if !finite(g.Remainder) {
		return SourceDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
	}
	return g, nil
}

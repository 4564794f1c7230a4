package suppress

import "math"

// Rules say which numbers are withheld for themselves. A limit of zero is no rule.
//
// Counts of nobody are shown: they tell of no one. That all persons of a cell share an attribute is told of each of them, which MaxShare
// guards against.
type Rules struct {
	MinCount       float64 // counts from 1 up to below this are withheld
	MinDenominator float64 // and what rests on fewer persons
	MaxShare       float64 // in per cent: withheld where more of a cell's persons than that have an attribute (group disclosure)
	Dominance      Dominance
	PPercent       float64 // in per cent: withheld where one contributor can be estimated closer than this by the second largest
}

// Dominance is the (n,k) rule: a sum is withheld where its n largest contributors make up more than k per cent of it.
type Dominance struct {
	N int
	K float64
}

// Rule names what a number is withheld for.
type Rule string

// The rules.
const (
	NoRule         Rule = ""
	FewPersons     Rule = "few_persons"     // a count below MinCount
	FewOthers      Rule = "few_others"      // all but fewer than MinCount of a cell's persons are counted
	SmallBase      Rule = "small_base"      // a denominator below MinDenominator
	OneGroup       Rule = "one_group"       // more than MaxShare of a cell's persons share the attribute
	Dominated      Rule = "dominated"       // the (n,k) rule
	Estimable      Rule = "estimable"       // the p % rule
	BySource       Rule = "by_source"       // the source has withheld it
	ProtectsOthers Rule = "protects_others" // so that another cannot be worked out
)

// Count returns the rule by which a count is withheld, of persons of whom there are so many in all (NaN where that is unknown), or none. Counts
// that are approximated need not be whole.
func (r Rules) Count(count, all float64, complement bool) Rule {
	switch others := all - count; {
	case all < r.MinDenominator-tiny:
		return SmallBase
	case r.few(count):
		return FewPersons
	case complement && r.few(others):
		return FewOthers
	case r.MaxShare > 0 && count > 0 && 100*count > float64(r.MaxShare*all)+tiny:
		return OneGroup
	}
	return NoRule
}

func (r Rules) few(n float64) bool { return n > tiny && n < r.MinCount-tiny }

// Sum returns the rule by which a sum of contributions, as the wages that a district's employers pay, is withheld, or none. The largest
// contributions come first; as many as the rules ask for must be given, the n of dominance and two for p %, or all where there are fewer.
//
// Dominance (n,k): x₁ + … + xₙ > k/100·X. p %: X − x₁ − x₂ < p/100·x₁, for then the second largest contributor, who knows his own, can
// estimate the largest within p per cent (Hundepool et al. 2012, section 4.2.2).
func (r Rules) Sum(total float64, largest []float64) Rule {
	if d := r.Dominance; d.N > 0 && total > 0 {
		top := 0.0
		for _, x := range largest[:min(d.N, len(largest))] {
			top += x
		}
		if top > float64(d.K*total)/100+tiny*total {
			return Dominated
		}
	}
	if r.PPercent > 0 && len(largest) > 0 && largest[0] > 0 {
		rest := total - largest[0]
		if len(largest) > 1 {
			rest -= largest[1]
		}
		if rest < float64(r.PPercent*largest[0])/100-tiny*math.Abs(total) {
			return Estimable
		}
	}
	return NoRule
}

// Above returns how far above its value a sum that these rules withhold must seem possible, so that no contributor can be estimated more closely
// than they allow: p/100·x₁ − (X − x₁ − x₂) for p %, and 100/k·(x₁ + … + xₙ) − X for dominance (Hundepool et al. 2012, table 4.4). It is 0 for
// a sum that they do not withhold.
func (r Rules) Above(total float64, largest []float64) float64 {
	need := 0.0
	if d := r.Dominance; d.N > 0 && d.K > 0 {
		top := 0.0
		for _, x := range largest[:min(d.N, len(largest))] {
			top += x
		}
		need = max(need, 100*top/d.K-total)
	}
	if r.PPercent > 0 && len(largest) > 0 {
		rest := total - largest[0]
		if len(largest) > 1 {
			rest -= largest[1]
		}
		need = max(need, float64(r.PPercent*largest[0])/100-rest)
	}
	return need
}

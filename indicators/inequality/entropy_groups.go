package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// entropyTerm is the term of one person in generalised entropy of order alpha, from r, the value over the mean. It differs from the
// term of the textbook, (r^α − 1)/(α(α − 1)), by a multiple of r − 1, which adds up to 0: it is 0 for a person with the mean and never
// negative, so that no digits cancel.
func entropyTerm(r, alpha float64) float64 {
	beta := alpha - 1
	switch logarithm := math.Log(r); {
	case r == 0 && alpha > 0:
		return 1 / alpha
	case alpha == 0:
		return max(0, r-1-logarithm)
	case alpha == 1:
		return max(0, float64(r*logarithm)-(r-1))
	case alpha < 0.5:
		return max(0, (math.Expm1(alpha*logarithm)-float64(alpha*(r-1)))/(alpha*beta))
	default:
		return max(0, (float64(r*math.Expm1(beta*logarithm))-float64(beta*(r-1)))/(alpha*beta))
	}
}

// entropyOf returns generalised entropy of order alpha of d, whose mean is given. Zeros make it infinite where alpha is 0 or less.
func entropyOf(d index.Distribution, weight, mean, alpha float64) float64 {
	return average(d, weight, func(x float64) float64 { return entropyTerm(x/mean, alpha) })
}

// entropyByGroup takes generalised entropy of order alpha apart.
func entropyByGroup(d index.Distribution, alpha float64) (GroupDecomposition, error) {
	members, weight, mean, err := divide(d)
	if err != nil {
		return GroupDecomposition{}, err
	}
	if !finite(alpha) {
		return GroupDecomposition{}, index.Undefined("alpha is %v", alpha)
	}
	if alpha <= 0 && zeroAmong(d) {
		return GroupDecomposition{}, index.Undefined("a value is zero; with alpha %v only values above 0 can be compared", alpha)
	}
	g := GroupDecomposition{Total: entropyOf(d, weight, mean, alpha), Between: entropyOf(means(members), 1, 1, alpha)}
	var within index.Sum
	for _, m := range members {
		t := GroupTerm{Group: m.group, People: m.people, Held: m.held(), Index: math.NaN()}
		if m.ratio > 0 { // a group that has nothing adds nothing within
			t.Index = entropyOf(m.d, index.Total(m.d.Weights), m.ratio*mean, alpha)
			t.Contribution = m.people * math.Pow(m.ratio, alpha) * t.Index
		}
		within = within.Plus(t.Contribution)
		g.Groups = append(g.Groups, t)
	}
	g.Within = within.Value()
	return g, g.check()
}

// entropyParts lists the decomposition with standard errors of the total and of its two parts.
func entropyParts(d index.Distribution, g GroupDecomposition, alpha float64, p index.Params) []index.Part {
	parts := g.parts("")
	for k, se := range entropyErrors(d, alpha) {
		if part := &parts[k]; finite(se) {
			i := normalLimits(part.Value, se, p, 0, math.Inf(1))
			part.SE, part.Lower, part.Upper, part.Level = i.SE, i.Lower, i.Upper, index.Level.From(p)
		}
	}
	return parts
}

// entropyErrors returns the standard errors of generalised entropy, of what is between groups and of what is within, by linearisation:
// SE² = n/(n − 1) Σ (p z)², with z the derivative towards each row and p its share of the weight. The shares and the means of the groups
// are estimates like the rest. They are NaN for a single value.
func entropyErrors(d index.Distribution, alpha float64) [3]float64 {
	nan := math.NaN()
	members, weight, mean, err := divide(d)
	if err != nil {
		return [3]float64{nan, nan, nan}
	}
	var squares [3]index.Sum
	n := 0.0
	influences(d, members, weight, mean, alpha, func(i int, total, between float64) {
		share := d.Weight(i) / weight
		for k, z := range []float64{total, between, total - between} {
			squares[k] = squares[k].Plus(share * z * share * z)
		}
		n++
	})
	var out [3]float64
	for k := range squares {
		out[k] = math.Sqrt(n / (n - 1) * squares[k].Value())
	}
	return out
}

// influences calls f with the derivative of generalised entropy, and of what of it is between groups, towards each row of positive
// weight. It follows from the index being a function of means: of the values, of their powers or logarithms, and of the persons and
// values of each group.
func influences(d index.Distribution, members []member, weight, mean, alpha float64, f func(i int, total, between float64)) {
	const near = 1e-6 // of 0 and 1, where the general formula loses its digits
	ratio := make([]float64, len(d.Values))
	for _, m := range members {
		ratio[m.group] = m.ratio
	}
	switch between := means(members); {
	case math.Abs(alpha) < near:
		all := average(d, weight, func(x float64) float64 { return math.Log(x / mean) })
		groups := average(between, 1, math.Log)
		for i, x := range d.Values {
			if d.Weight(i) > 0 {
				r, m := x/mean, ratio[d.Group[i]]
				f(i, r-1-math.Log(r)+all, r-r/m-math.Log(m)+groups)
			}
		}
	case math.Abs(alpha-1) < near:
		logarithm := func(r float64) float64 {
			if r == 0 {
				return 0
			}
			return math.Log(r)
		}
		all := average(d, weight, func(x float64) float64 { return x / mean * logarithm(x/mean) })
		groups := average(between, 1, func(m float64) float64 { return m * logarithm(m) })
		for i, x := range d.Values {
			if d.Weight(i) > 0 {
				r, m := x/mean, ratio[d.Group[i]]
				f(i, float64(r*logarithm(r))-all-float64((all+1)*(r-1)), float64(r*logarithm(m))-m+1-float64(groups*r))
			}
		}
	default:
		scale := alpha * (alpha - 1)
		all := average(d, weight, func(x float64) float64 { return math.Pow(x/mean, alpha) })
		groups := average(between, 1, func(m float64) float64 { return math.Pow(m, alpha) })
		for i, x := range d.Values {
			if d.Weight(i) > 0 {
				r, m := x/mean, ratio[d.Group[i]]
				power := math.Pow(m, alpha)
				own := 0.0
				if m > 0 {
					own = power * (r / m)
				}
				f(i, (math.Pow(r, alpha)-all-float64(alpha*all*(r-1)))/scale,
					(float64((1-alpha)*(power-groups))+float64(alpha*(own-groups))-float64(alpha*groups*(r-1)))/scale)
			}
		}
	}
}

package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var giniStratification = index.Index{
	ID:      "gini-stratification",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient efter skiktning i grupper", En: "Gini coefficient by stratification into groups"},
	Formula: "G = 2 cov(μk, F̄k)/μ + Σk sk Gk Ok, Ok = cov_k(y, F)/cov_k(y, Fk) = 1 − (1 − pk) Qk",
	Source:  "Yitzhaki, S. & Lerman, R. I. (1991). Income stratification and income inequality. Review of Income and Wealth 37(3), 313–329; Yitzhaki, S. (1994). Economic decomposition of inequality measures. Journal of Econometrics 61(1), 147–159.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Delen är %s. Skiktningen är 1 när ingen utanför gruppen har värden inom dess spann, och 0 när gruppen ligger spridd bland alla andra.",
		En: "The part is %s. Stratification is 1 where nobody outside the group has values within its range, and 0 where the group is spread among all others.",
	},
	Caveat: lang.Text{
		Sv: "Delen mellan grupper är här en annan än Ginikoefficienten mellan medelvärden: den räknar med gruppens medelplats och kan vara negativ.",
		En: "What is between groups is not the Gini coefficient between means here: it goes by the mean rank of the group, and may be negative.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0 that are not all zero, each in a group",
	Programs:   []string{"IC2: decompSGini (YL)"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		s, err := GiniStratification(d)
		if err != nil {
			return nil, err
		}
		return s.parts(), nil
	},
}

// Stratification is the Gini coefficient taken apart by how much the groups keep to ranges of their own.
type Stratification struct {
	GroupDecomposition // Within is Σ sk Gk, and Rest, never positive where groups keep apart, what overlapping takes off it or adds
	Strata             []Stratum
}

// Stratum is how much a group keeps to a range of its own: 1 is apart from all others, 0 spread among them as though by chance, and below
// that the others are a stratum within its range. Both are NaN where all in the group have one value.
type Stratum struct {
	Stratification float64 // Qk; NaN as well where the group is everybody
	Overlapping    float64 // Ok, from the group's share of the persons, apart, up
}

func (s Stratification) parts() []index.Part {
	parts := s.GroupDecomposition.parts("stratification")
	for k, t := range s.Groups {
		if v := s.Strata[k].Stratification; finite(v) {
			parts = append(parts, t.part("stratification", v))
		}
		if v := s.Strata[k].Overlapping; finite(v) {
			parts = append(parts, t.part("overlapping", v))
		}
	}
	return parts
}

// GiniStratification takes [Gini] apart by d.Group after Yitzhaki and Lerman (1991):
//
//	G = 2 cov(μk, F̄k)/μ + Σ sk Gk + Σ sk Gk (Ok − 1)
//
// the part between, where F̄k is the mean rank of group k among all; the part within; and the part of stratification. Ok is the
// overlapping of the group with everybody (Yitzhaki 1994): the covariance, within the group, of values and their ranks among all, over
// that of values and their ranks in the group. Qk = (1 − Ok)/(1 − pk) is its stratification. Contribution is the group's term sk Gk.
//
// Persons of one value share a rank. IC2 computes the same but ranks ties by the order of the rows. It is undefined where [Gini] is, and
// without groups.
func GiniStratification(d index.Distribution) (Stratification, error) {
	members, _, _, err := divide(d)
	if err != nil {
		return Stratification{}, err
	}
	r, err := order(d, d.Values)
	if err != nil {
		return Stratification{}, err
	}
	s := Stratification{}
	at := make([]int, len(d.Values))
	lead := make([]index.Sum, len(members)) // mean of 2F − 1 over each group
	for k, m := range members {
		at[m.group] = k
	}
	for _, p := range r.places {
		k := at[d.Group[p.row]]
		lead[k] = lead[k].Plus(p.share / members[k].people * p.lead())
	}
	var between, within, rest index.Sum
	spread := make([]index.Sum, len(members)) // twice the covariance of value and rank among all, over the mean
	for _, p := range r.places {
		k := at[d.Group[p.row]]
		spread[k] = spread[k].Plus(p.share * (p.value/r.mean - members[k].ratio) * (p.lead() - lead[k].Value()))
	}
	for k, m := range members {
		t, q := GroupTerm{Group: m.group, People: m.people, Held: m.held(), Index: math.NaN()}, Stratum{math.NaN(), math.NaN()}
		between = between.Plus(m.people * (m.ratio - 1) * lead[k].Value())
		if m.ratio > 0 {
			if t.Index, err = Gini(m.d); err != nil {
				return Stratification{}, err
			}
			t.Contribution = m.held() * t.Index
		}
		if t.Contribution > 0 {
			q.Overlapping = spread[k].Value() / t.Contribution
			rest = rest.Plus(spread[k].Value() - t.Contribution)
			if len(members) > 1 {
				q.Stratification = (1 - q.Overlapping) / (1 - m.people)
			}
		}
		within = within.Plus(t.Contribution)
		s.Groups, s.Strata = append(s.Groups, t), append(s.Strata, q)
	}
	if s.Total, err = Gini(d); err != nil {
		return Stratification{}, err
	}
	s.Between, s.Within, s.Rest = between.Value(), within.Value(), rest.Value()
	return s, s.check()
}

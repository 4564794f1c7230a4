package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	orders     = index.Param{Name: "order", Default: 2, Min: 1, Max: 20, Whole: true, Doc: "the largest number of steps between neighbours of neighbours that count"}
	orderDecay = index.Choice("decay", "how the weight falls off with the order k: exp(β(1 − k)) or 1/k^β", "exponential", "power")
	orderBeta  = index.Param{Name: "beta", Default: 1, Min: 0, Max: 100, Doc: "β, how fast the weight falls off with the order"}
)

var adjustedDissimilarityOrders = index.Index{
	ID:      "adjusted-dissimilarity-orders",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex justerat för grannar i flera led", En: "Dissimilarity adjusted for neighbours of several orders"},
	Formula: "D(adj, K) = D − Σ_{k≤K} f(k) Σ_i Σ_j c_ij(k) |p_i − p_j| / Σ_i Σ_j c_ij(k), c_ij(k) = 1 for units k steps apart, f(k) = exp(β(1 − k)) or 1/k^β",
	Source:  "Tivadar 2019, Journal of Statistical Software 89(7), appendix A; after Morrill 1991, Geography Research Forum 11, 25–36",
	Min:     math.Inf(-1),
	Max:     1,
	Params:  []index.Param{contiguity, orders, orderDecay, orderBeta},
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex justerat för grannar i flera led är %s: D minskat med hur mycket gruppens andel skiljer sig mellan grannar, grannars grannar och så vidare.",
		En: "Dissimilarity adjusted for neighbours of several orders is %s: D less how much the group's share differs between neighbours, neighbours of neighbours and so on.",
	},
	Caveat: lang.Text{
		Sv: "Vikterna summerar inte till 1: ju fler led, desto lägre värde, och det kan bli negativt. Jämför bara värden för samma antal led.",
		En: "The weights do not add up to 1: the more orders, the lower the value, and it can be negative. Compare values of one number of orders only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and which units are neighbours",
	Reads:      index.Neighbours,
	Programs:   []string{"OasisR: ISMorrillK", "OasisR: DIMorrillK"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		f := func(k int) float64 { return math.Exp(orderBeta.From(p) * float64(1-k)) }
		if orderDecay.From(p) == 1 {
			f = func(k int) float64 { return math.Pow(float64(k), -orderBeta.From(p)) }
		}
		return AdjustedDissimilarityOrders(c, contiguity.From(p) == 1, int(orders.From(p)), f)
	},
}

// AdjustedDissimilarityOrders returns [Dissimilarity] less, for each order k up to K, the mean difference in the group's share between
// units that are k steps apart, times f(k). One order with f(1) = 1 is [AdjustedDissimilarity]. Steps go through units with people only.
// Orders at which no two units lie have no term.
//
// OasisR 3.1.1 takes β = 1 whatever is asked for when there are two groups.
//
// It is undefined when either group is empty, neighbours are unknown or no two units with people are neighbours.
func AdjustedDissimilarityOrders(c index.Composition, rook bool, K int, f func(k int) float64) (float64, error) {
	D, err := Dissimilarity(c)
	if err != nil {
		return 0, err
	}
	g, err := borders(c, rook)
	if err != nil {
		return 0, err
	}
	p, populated := shares(c.Counts[0], c.Counts[1]), make([]int, 0, c.Units())
	for i := range p {
		if !math.IsNaN(p[i]) {
			p[len(populated)] = p[i]
			populated = append(populated, i)
		}
	}
	p, g = p[:len(populated)], g.Pick(populated)
	var less index.Sum
	for k := 1; k <= K; k++ {
		apart := g.Order(k)
		if k > 1 && len(apart.To) == 0 {
			break
		}
		d, err := across{}.difference(p, apart)
		if err != nil {
			return 0, err
		}
		less = less.Plus(f(k) * d)
	}
	return within(math.Inf(-1), D-less.Value(), 1)
}

package autocorrelation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Cut is which values count as black.
type Cut int

// The cuts, in the order of the parameter black. Values that are 0 and 1 give the same by AboveMean and ByOnes.
const (
	AboveMean   Cut = iota // above the mean of the units with neighbours, by more than rounding
	ByOnes                 // 1; any value but 0 and 1 is an error
	AboveMedian            // above their median
)

var blackCut = index.Choice("black", "which units are black: those above-mean (1 of 0 and 1), ones (values must be 0 and 1), or above-median",
	"above-mean", "ones", "above-median")

var joinCountsParams = append(testParams("binary"), blackCut)

var joinCounts = index.Index{
	ID:      "join-counts",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Grannpar av samma och olika slag", En: "Join counts"},
	Formula: "BB = Σ_i Σ_j w_ij b_i b_j / 2, WW = Σ_i Σ_j w_ij (1 − b_i)(1 − b_j) / 2, BW = Σ_i Σ_j w_ij (b_i − b_j)² / 2, b_i = 1 where unit i is black, else 0",
	Source:  "Cliff, A. D. & Ord, J. K. (1981). Spatial Processes. Pion, section 1.5, non-free sampling; Moran, P. A. P. (1948). Journal of the Royal Statistical Society B 10(2), 243–251.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: joinCountsParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Fler grannpar av samma slag (BB, WW) och färre av olika (BW) än väntat betyder att områden av samma slag ligger samlade.",
		En: "The part is %s. More joins of one kind (BB, WW) and fewer of both (BW) than expected mean that areas of a kind lie together.",
	},
	Caveat: lang.Text{
		Sv: "Av ett värde blir bara ja eller nej kvar: var gränsen dras kan avgöra svaret. Gränsen följer här medelvärdet om inget annat väljs.",
		En: "Of a value only yes or no is left: where the line is drawn may decide the answer. Here it follows the mean unless otherwise chosen.",
	},
	Reads:      index.Located,
	Needs:      moran.Needs,
	Programs:   []string{"PySAL esda: Join_Counts", "spdep: joincount.test, joincount.mc, joincount.multi"},
	Properties: index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		counts, err := CountJoins(d, Cut(blackCut.From(p)), optionsFrom(joinCountsParams, p))
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("black", float64(counts.Black)), index.About("white", float64(counts.White))}
		for _, joins := range []struct {
			name string
			Global
		}{{"BB", counts.BB}, {"WW", counts.WW}, {"BW", counts.BW}} {
			for _, part := range joins.parts() {
				switch part.Name {
				case "units", "islands":
					continue
				case "value":
					part.Name = joins.name
				default:
					part.Name = joins.name + " " + part.Name
				}
				parts = append(parts, part)
			}
		}
		return append(parts, index.About("islands", float64(len(counts.BB.Islands)))), nil
	},
}

// JoinCounts is how many joins, or how much weight of joins, link black units with black, white with white, and black with white.
type JoinCounts struct {
	Black, White int // units
	BB, WW, BW   Global
}

// CountJoins counts the joins of units whose values make them black or white. Every join is met from both its units and counts half from
// each; with weights that differ by direction the count is of the mean of both.
//
// The mean and the variance are exact for so many black units in random order (non-free sampling). PySAL's Join_Counts has no analytic
// moments; its chi-squared counts every join as independent of the others.
//
// It is undefined where all units are black or none is, and where [Moran] is undefined.
func CountJoins(d index.Distribution, cut Cut, o Options) (JoinCounts, error) {
	net, values, err := ofValues(d, o.Weighting)
	if err != nil {
		return JoinCounts{}, err
	}
	black, n, err := cut.black(values)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return JoinCounts{}, err
	}
	white := make([]float64, len(black))
	for i, b := range black {
		white[i] = 1 - b
	}
	both := func(x []float64) float64 {
		sum := 0.0
		for i, b := range x {
			if b != 0 {
				sum += net.lagOf(i, x)
			}
		}
		return sum / 2
	}
	apart := func(x []float64) float64 {
		sum := 0.0
		for i := range x {
			to, weight := net.Of(i)
			for k, j := range to {
				if x[i] != x[j] {
					sum += weight[k]
				}
			}
		}
		return sum / 2
	}
	b, w := float64(n), float64(len(black)-n)
	of := func(x []float64, count func([]float64) float64, a pairs) Global {
		g := Global{Value: count(x), Units: len(x), Islands: net.islands, Normality: untested}
		mean, variance := net.moments(a)
		g.Randomisation = o.Alternative.normal(g.Value, mean/2, variance/4)
		g.Permutation = o.permute(order(x, net.lag(x), net.sum), x, g.Value, mean/2, rounding*net.s0, func() func([]float64) float64 { return count })
		return g
	}
	return JoinCounts{
		Black: n, White: len(black) - n,
		BB: of(black, both, products(black)),
		WW: of(white, both, products(white)),
		BW: of(black, apart, pairs{sum: 2 * b * w, squares: 2 * b * w, rows: b*w*w + w*b*b}),
	}, nil
}

// black returns 1 for each value that is black and 0 for the others, and how many are.
func (c Cut) black(values []float64) ([]float64, int, error) {
	x, err := scaled(values)
	if err != nil {
		return nil, 0, err
	}
	line := 0.0
	switch c {
	case AboveMean:
		line = index.Total(x)/float64(len(x)) + rounding
	case AboveMedian:
		sorted := slices.Sorted(slices.Values(x))
		line = (sorted[(len(x)-1)/2] + sorted[len(x)/2]) / 2
	case ByOnes:
		for _, v := range values {
			if v != 0 && v != 1 {
				return nil, 0, index.Undefined("a value is %v; it must be 1 for a black unit and 0 for a white one", v)
			}
		}
	default:
		return nil, 0, index.Undefined("no cut %d between black and white", c)
	}
	out, n := make([]float64, len(x)), 0
	for i, v := range x {
		if v > line {
			out[i] = 1
			n++
		}
	}
	if n == 0 || n == len(x) {
		return nil, 0, index.Undefined("%d of %d units are black: there is nothing to compare", n, len(x))
	}
	return out, n, nil
}

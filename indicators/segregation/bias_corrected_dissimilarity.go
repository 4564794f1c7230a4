package segregation

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var biasCorrected = index.Index{
	ID:      "bias-corrected-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritet korrigerad för slumpfel (Allen m.fl.)", En: "Bias-corrected dissimilarity (Allen et al.)"},
	Formula: "2D − E[D_b], D_b of groups drawn anew in proportion to what was found",
	Source:  "Allen, Burgess, Davidson & Windmeijer 2015, Econometrics Journal 18, 40–66, section 3",
	Min:     math.Inf(-1),
	Max:     1,
	Reading: lang.Text{
		Sv: "Den korrigerade dissimilariteten är %s: dissimilaritetsindex sedan det som slumpen lägger till har dragits av.",
		En: "The bias-corrected dissimilarity is %s: the index of dissimilarity with what chance adds taken off.",
	},
	Caveat: lang.Text{
		Sv: "Korrigeringen är ofullständig när grupperna är små: värdet är fortfarande något för högt. Det kan bli negativt.",
		En: "The correction is incomplete where groups are small: the value is still somewhat too high. It can be negative.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: BiasCorrectedDissim", "R segregation: dissimilarity"},
	Properties: index.Permutation | index.GroupSwap | index.ApartIsMax,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return BiasCorrectedDissimilarity(c) },
}

// BiasCorrectedDissimilarity returns Allen and others' bootstrap correction of [Dissimilarity], 2D − E[D_b], where D_b is D when
// the people of each group choose their units anew with the probabilities that were found. It is at most 1 and can be negative.
//
// The mean over all bootstrap samples is exact: it is the sum over units of E|A/X − B/Y| with A and B independent binomial
// counts, so nothing is drawn. PySAL averages 500 draws; R segregation reports the same with se = TRUE, over draws that let the
// sizes of the groups vary. It is undefined when either group is empty and for counts that are not whole.
func BiasCorrectedDissimilarity(c index.Composition) (float64, error) {
	D, err := Dissimilarity(c)
	if err != nil {
		return 0, err
	}
	if err := whole(c); err != nil {
		return 0, err
	}
	x, y, X, Y, _ := twoGroups(c)
	// Blocks of fixed size, added in order: the number of processors does not show in the sum.
	const block = 1024
	sums := make([]float64, (len(x)+block-1)/block)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(sums)) {
		wg.Go(func() {
			var a, b band
			for {
				j := int(next.Add(1)) - 1
				if j >= len(sums) {
					return
				}
				var sum index.Sum
				for i := j * block; i < min((j+1)*block, len(x)); i++ {
					sum = sum.Plus(meanDifference(&a, &b, x[i], X, y[i], Y))
				}
				sums[j] = sum.Value()
			}
		})
	}
	wg.Wait()
	return within(math.Inf(-1), 2*D-index.Total(sums)/2, 1)
}

// meanDifference returns E|A/X − B/Y| for independent binomial counts A of X trials with mean x and B of Y trials with mean y.
func meanDifference(a, b *band, x, X, y, Y float64) float64 {
	p, q := x/X, y/Y
	if (x == 0 || x == X) && (y == 0 || y == Y) { // neither varies
		return math.Abs(p - q)
	}
	if varianceX, varianceY := p*((X-x)/X)/X, q*((Y-y)/Y)/Y; x*((X-x)/X) > 1e7 || y*((Y-y)/Y) > 1e7 {
		// So many people are normal to ten digits: the mean of a folded normal variable (Leone, Nelson and Nottingham 1961).
		sd := math.Sqrt(varianceX + varianceY)
		z := (p - q) / sd
		return sd*math.Sqrt(2/math.Pi)*math.Exp(-z*z/2) + (p-q)*math.Erf(z/math.Sqrt2)
	}
	a.around(x, X)
	b.around(y, Y)
	if a.last()/X <= b.first/Y || b.last()/Y <= a.first/X {
		return math.Abs(p - q) // one is always the larger
	}
	// E|U − V| = ∫ F_U (1 − F_V) + F_V (1 − F_U), a step function over the points of both.
	stepX, stepY := 1/X, 1/Y
	below, above := 0.0, 0.0 // F_U and F_V
	nextA, nextB := a.first*stepX, b.first*stepY
	at := min(nextA, nextB)
	sum := 0.0
	for i, j := 0, 0; i < len(a.p) || j < len(b.p); {
		to := min(nextA, nextB)
		sum += float64((to - at) * (below + above - float64(2*below*above)))
		at = to
		if nextA == to {
			below += a.p[i]
			if i++; i < len(a.p) {
				nextA = (a.first + float64(i)) * stepX
			} else {
				nextA, below = math.Inf(1), 1
			}
		}
		if nextB == to {
			above += b.p[j]
			if j++; j < len(b.p) {
				nextB = (b.first + float64(j)) * stepY
			} else {
				nextB, above = math.Inf(1), 1
			}
		}
	}
	return sum
}

// around makes b the distribution of successes among n trials with the given mean, itself a whole number.
func (b *band) around(mean, n float64) {
	if mean == 0 || mean == n {
		b.first, b.p = mean, append(b.p[:0], 1)
		return
	}
	b.binomial(n, mean/n)
}

package disparity

import "math"

// sums are what the measures of a set are made of: pj is the population share, dj = yj − μ, rj = yj/μ and sj the standard error.
type sums struct {
	n                       float64
	mean, lowest, highest   float64
	atLowest, atHighest     int
	variance                float64 // Σ p d²
	distance, plainDistance float64 // Σ p |d| and Σ |d|/n
	theil, log              float64 // Σ p r ln r and −Σ p ln r
	plain                   float64 // Σ y/n
	q, qd, qdd              float64 // Σ p² s² times 1, d and d²
	q4, qRest               float64 // Σ p⁴ s⁴ and Σ p² (1 − p)² s⁴
	qLog, qLogLog, qInverse float64 // Σ p² s² times ln r, (ln r)² and (1 − 1/r)²
	covariance, spread      float64 // Σ p d (x − ½) and Σ p (x − ½)²
	qRank, qRanks           float64 // Σ p² s² times x − ½ and (x − ½)²
	ranks                   int
}

// sum goes through the areas of b.
func (b *batch) sum() sums {
	n := len(b.y)
	y, p := b.y, b.p[:n]
	m := sums{n: float64(n), lowest: y[0], highest: y[0]}
	// The mean is taken round the first estimate, so that estimates that are far from zero and close together keep their digits.
	var mean, plain float64
	for i, v := range y {
		mean += p[i] * (v - y[0])
		plain += v - y[0]
		if v < m.lowest {
			m.lowest, m.atLowest = v, i
		}
		if v > m.highest {
			m.highest, m.atHighest = v, i
		}
	}
	m.mean, m.plain = y[0]+mean, y[0]+plain/m.n
	for i, v := range y {
		d := v - m.mean
		m.variance += p[i] * d * d
		m.distance += p[i] * math.Abs(d)
		m.plainDistance += math.Abs(d)
	}
	m.plainDistance /= m.n
	if m.lowest >= 0 && m.mean > 0 {
		b.logarithms(&m)
	}
	if len(b.se) > 0 {
		for i, s := range b.se[:n] {
			d, share := y[i]-m.mean, p[i]
			q := share * share * s * s
			m.q += q
			m.qd += q * d
			m.qdd += q * d * d
			m.q4 += q * q
			m.qRest += q * s * s * (1 - share) * (1 - share)
		}
	}
	if b.order != nil {
		m.ranks = b.midpoints()
		for i, x := range b.x {
			c := x - 0.5
			m.covariance += p[i] * (y[i] - m.mean) * c
			m.spread += p[i] * c * c
			if len(b.se) > 0 {
				q := p[i] * p[i] * b.se[i] * b.se[i]
				m.qRank += q * c
				m.qRanks += q * c * c
			}
		}
	}
	return m
}

// logarithms adds what the measures of entropy need.
func (b *batch) logarithms(m *sums) {
	for i, v := range b.y {
		if v == 0 {
			continue // 0 ln 0 = 0; there is no mean logarithm then
		}
		share, r := b.p[i], v/m.mean
		ln := math.Log(r)
		m.theil += share * r * ln
		m.log -= share * ln
		if len(b.se) > 0 {
			q := share * share * b.se[i] * b.se[i]
			m.qLog += q * ln
			m.qLogLog += q * ln * ln
			m.qInverse += q * (1 - 1/r) * (1 - 1/r)
		}
	}
}

// summary computes the measures of set k.
func (b *batch) summary(k int) Summary {
	if !b.take(k) {
		return newSummary(len(b.y))
	}
	m := b.sum()
	out := newSummary(len(b.y))
	favourable := b.sets.Favourable != nil && b.sets.Favourable[k]
	ordered, referred := b.order != nil, b.sets.Reference >= 0
	if m.lowest == m.highest {
		m.variance, m.distance, m.plainDistance, m.theil, m.log = 0, 0, 0, 0, 0 // but for rounding of the mean
	}
	se := func(variance float64) float64 {
		if len(b.se) == 0 || !(variance >= 0) {
			return math.NaN()
		}
		return math.Sqrt(variance)
	}

	first, second, target, share := b.extremes(m, favourable)
	best := m.lowest
	if favourable {
		best = m.highest
	}
	out.Difference = Measure{first.value - second.value, se(first.variance + second.variance)}
	deviation := math.Sqrt(m.variance)
	out.BetweenGroupVariance = Measure{m.variance, se(4*m.qdd + 2*(m.q*m.q-m.q4+m.qRest))}
	out.BetweenGroupStandardDeviation = Measure{deviation, se(m.qdd / m.variance)}
	out.MeanDifference.Value, out.UnweightedDifference.Value = m.distance, m.plainDistance
	out.FromBest.Value, out.UnweightedFromBest.Value = math.Abs(m.mean-best), math.Abs(m.plain-best)
	if b.ref >= 0 {
		out.FromReference.Value, out.PlainFromReference.Value = b.distances(b.y[b.ref])
	}
	gap := gain(target.value, m.mean, favourable)
	out.AttributableRisk = Measure{gap, se(m.q + (1-2*share)*target.variance)}
	attributed := m.q*(target.value/m.mean)*(target.value/m.mean) + (1-2*share*(target.value/m.mean))*target.variance
	if m.lowest >= 0 && m.mean > 0 {
		if second.value > 0 {
			ratio := first.value / second.value
			out.Ratio = Measure{ratio, se(ratio * ratio * (first.variance/(first.value*first.value) + second.variance/(second.value*second.value)))}
		}
		out.CoefficientOfVariation = Measure{100 * deviation / m.mean,
			100 / m.mean * se(m.qdd/m.variance-2*m.qd/m.mean+m.variance*m.q/(m.mean*m.mean))}
		out.IndexOfDisparity.Value, out.UnweightedDisparity.Value = 100*m.distance/m.mean, 100*m.plainDistance/m.mean
		out.AttributableFraction = Measure{100 * gap / m.mean, 100 / m.mean * se(attributed)}
		out.TheilT = Measure{math.Max(0, m.theil), se(m.qLogLog-2*m.theil*m.qLog+m.theil*m.theil*m.q) / m.mean}
		if m.lowest > 0 {
			out.MeanLogDeviation = Measure{math.Max(0, m.log), se(m.qInverse) / m.mean}
		} else {
			out.TheilT.SE = math.NaN() // the slope of r ln r is endless at zero
		}
	}
	if referred && b.ref < 0 {
		nan := Measure{math.NaN(), math.NaN()}
		out.Difference, out.Ratio, out.AttributableRisk, out.AttributableFraction = nan, nan, nan, nan
	}
	if gap == 0 { // whatever the errors
		out.AttributableRisk.SE, out.AttributableFraction.SE = math.NaN(), math.NaN()
	}
	if ordered && m.ranks > 2 {
		slope := m.covariance / m.spread
		out.ConcentrationIndex = Measure{2 * m.covariance, 2 * se(m.qRanks)}
		out.SlopeIndex = Measure{slope, se(m.qRanks) / m.spread}
		if m.lowest >= 0 && m.mean > 0 {
			index := 2 * m.covariance / m.mean
			out.RelativeIndex = Measure{index, se(4*m.qRanks-4*index*m.qRank+index*index*m.q) / m.mean}
			if bottom, top := m.mean-slope/2, m.mean+slope/2; bottom > 0 && top > 0 {
				byMean, bySlope := 1/top-1/bottom, (1/top+1/bottom)/(2*m.spread) // derivatives of ln RII
				out.RelativeSlopeIndex = Measure{top / bottom, top / bottom *
					se(byMean*byMean*m.q+2*byMean*bySlope*m.qRank+bySlope*bySlope*m.qRanks)}
			}
		}
	}
	if len(b.y) < several {
		simple := newSummary(len(b.y))
		simple.Difference, simple.Ratio = out.Difference, out.Ratio
		simple.AttributableRisk, simple.AttributableFraction = out.AttributableRisk, out.AttributableFraction
		return simple
	}
	return out
}

// extremes returns the two estimates that simple measures compare and the one that all could have, with its population share, by the
// rules of [pair] and [AttributableRisk].
func (b *batch) extremes(m sums, favourable bool) (first, second, target estimate, share float64) {
	switch {
	case b.ref >= 0:
		reference, other := b.estimate(b.ref), b.worst(favourable)
		if favourable {
			return reference, other, reference, b.p[b.ref]
		}
		return other, reference, reference, b.p[b.ref]
	case b.order != nil:
		bottom, top, share := b.ends()
		if favourable {
			return top, bottom, top, share
		}
		return bottom, top, top, share
	}
	first, second = b.estimate(m.atHighest), b.estimate(m.atLowest)
	if favourable {
		return first, second, first, b.p[m.atHighest]
	}
	return first, second, second, b.p[m.atLowest]
}

// worst returns the lowest estimate beside the reference where a high value is good, and else the highest.
func (b *batch) worst(favourable bool) estimate {
	worst := -1
	for i, y := range b.y {
		if i != b.ref && (worst < 0 || (y < b.y[worst]) == favourable && y != b.y[worst]) {
			worst = i
		}
	}
	return b.estimate(worst)
}

func (b *batch) estimate(i int) estimate {
	e := estimate{value: b.y[i]}
	if len(b.se) > 0 {
		e.variance = b.se[i] * b.se[i]
	}
	return e
}

// distances returns the mean distance from a value, by population and with every area alike.
func (b *batch) distances(from float64) (weighted, plain float64) {
	for i, y := range b.y {
		d := math.Abs(y - from)
		weighted += b.p[i] * d
		plain += d
	}
	return weighted, plain / float64(len(b.y))
}

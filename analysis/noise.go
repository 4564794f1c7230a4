package analysis

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Noise is what a publisher's deliberate noise adds to the counts behind a value: the variance of each, in persons squared. A sum of m published
// counts, each with noise of its own, carries m σ² where σ is that of one (the Cell Key Method: Thompson, Broadfoot and Elazar 2013,
// Methodology for the automatic confidentialisation of statistical outputs from remote servers; Eurostat 2019, Guidelines on the
// disclosure control of census data). Publishers do not tell σ: it is an assumption of the study.
//
// A share that is published without its counts has that of one count in either. The noise of a population that only weighs areas together, and
// of the weights of a mean, hardly moves a value and is taken for nothing.
//
// The noise of a published total is taken to be independent of that of its parts, as it is where every number has a key of its own. Of a
// share whose denominator is the sum of its parts it would be somewhat less, so that intervals are rather too wide than too narrow.
type Noise struct {
	Numerator, Denominator float64
	// Of a value that is what is left when another is taken away, the part that the two have in common, with opposite signs.
	SharedNumerator, SharedDenominator float64
}

// less is the noise of what is left when counts are taken away.
func (n Noise) less(m Noise) Noise {
	return Noise{
		Numerator: n.Numerator + m.Numerator, Denominator: n.Denominator + m.Denominator,
		SharedNumerator: m.Numerator, SharedDenominator: m.Denominator,
	}
}

// NoiseVariance returns the variance that deliberate noise gives the value, in the square of the indicator's unit: of a share or rate x/n
// that is, to first order, (s² + (x/n)² t²)/n² with s² and t² the variances of the counts. It is 0 where there is none, or where how much is
// not known.
func (v Value) NoiseVariance(ind indicators.Indicator) float64 {
	if !v.OK || v.Noise == (Noise{}) {
		return 0
	}
	switch ind.Unit.Kind.Pooling() {
	case indicators.PoolSum:
		return v.Noise.Numerator
	case indicators.PoolRatio:
		if n := v.Denominator.V; v.Numerator.OK && v.Denominator.OK && n > 0 {
			r := v.Numerator.V / n
			return ind.Unit.Per * ind.Unit.Per * (v.Noise.Numerator + float64(r*r*v.Noise.Denominator)) / (n * n)
		}
	}
	return 0
}

// contrastNoise returns the variance that deliberate noise gives v − w, in the square of the indicator's unit, and v / w on the scale of
// logarithms. Where w is what is left of the city when v is taken away, noise that raises the one lowers the other.
func contrastNoise(ind indicators.Indicator, v, w Value) (difference, logRatio float64) {
	a, b := v.NoiseVariance(ind), w.NoiseVariance(ind)
	if a+b == 0 {
		return 0, 0
	}
	x, n, y, m, per := v.Numerator.V, v.Denominator.V, w.Numerator.V, w.Denominator.V, ind.Unit.Per
	difference, logRatio = a+b, a/(v.Value*v.Value)+b/(w.Value*w.Value)
	if s := w.Noise; s.SharedNumerator+s.SharedDenominator > 0 {
		difference += 2 * per * per * (s.SharedNumerator + float64((x/n)*(y/m)*s.SharedDenominator)) / (n * m)
		logRatio += 2 * (s.SharedNumerator/(x*y) + s.SharedDenominator/(n*m))
	}
	return difference, logRatio
}

// widened returns limits round a value with a variance of independent noise added, by the method of variance estimates recovery (Zou and Donner
// 2008, Statistics in Medicine 27, 1693–1702): each limit is as far from the value as √((value − limit)² + z² variance).
func widened(value, lower, upper, variance, level float64) (float64, float64) {
	if variance == 0 {
		return lower, upper
	}
	z := rate.Z(level)
	half := z * math.Sqrt(variance)
	return value - math.Hypot(value-lower, half), value + math.Hypot(upper-value, half)
}

// cellNoise returns the variance of the noise in a count of an observation; 0 where there is none, or where how much is not known. A nil is not
// a count that noise was added to: publishers leave what does not exist alone.
func (a *analyst) cellNoise(ind indicators.Indicator, o *indicators.Observation) float64 {
	if !a.withNoise || !o.Value.OK || o.Status == indicators.Nil {
		return 0
	}
	s, _ := a.cat.Source(cmp.Or(o.Source, ind.Source))
	if s.NoiseSD == 0 || !s.NoisyIn(o.Period) {
		return 0
	}
	return s.NoiseSD * s.NoiseSD
}

// noiseOf is the noise of a figure whose numerator and denominator are each made of counts with so much of it together, where one published
// count makes one of them.
func noiseOf(ind indicators.Indicator, variance float64) Noise {
	if !(variance > none) {
		return Noise{}
	}
	switch ind.Unit.Kind.Pooling() {
	case indicators.PoolSum:
		return Noise{Numerator: variance * cells(ind.Cells.Numerator)}
	case indicators.PoolRatio:
		return Noise{Numerator: variance * cells(ind.Cells.Numerator), Denominator: variance * cells(ind.Cells.Denominator)}
	}
	return Noise{}
}

// cells is a number of published counts in one figure.
func cells(n int) float64 { return float64(max(n, 1)) }

// noisyIn tells whether the figures of an indicator carry noise in a period.
func (a *analyst) noisyIn(indicator string, p indicators.Period) bool {
	ind, _ := a.cat.Indicator(indicator)
	s, _ := a.cat.Source(ind.Source)
	return s.NoisyIn(p)
}

// noise is the warning that figures of an indicator carry noise. It says whether the intervals of what the warning is about know of it: they do
// where the size of the noise is known and they are such as reckon with it. What is without intervals says nothing of them.
func (a *analyst) noise(about string, ind indicators.Indicator, intervals bool) Warning {
	s, _ := a.cat.Source(ind.Source)
	w := Warning{Code: "noise", Indicator: about, Text: text(
		"Källan lägger till slumpmässiga fel för att skydda enskilda: delar summerar inte alltid till helheten.",
		"The source adds random errors to protect persons: parts do not always sum to totals.")}
	known := s.NoiseSD > 0
	if known {
		sd := strconv.FormatFloat(s.NoiseSD, 'f', -1, 64)
		w.Text = join(w.Text, lang.Text{
			Sv: "Studien antar att felet i varje publicerat antal har standardavvikelsen " + strings.Replace(sd, ".", ",", 1) + ".",
			En: "The study assumes that the error in each published count has a standard deviation of " + sd + ".",
		})
	} else {
		w.Text = join(w.Text, text("Hur stora felen är uppger källan inte.", "The source does not tell how large the errors are."))
	}
	switch {
	case intervals && known:
		w.Text = join(w.Text, text("Det är med i intervallen.", "It is part of the intervals."))
	case intervals:
		w.Text = join(w.Text, text("Det är inte med i intervallen.", "It is not part of the intervals."))
	}
	return w
}

// agreementNoise returns how far a published value may lie from that of its parts for deliberate noise alone: [noiseSpan] standard deviations
// of the two together. It is 0 where the noise is not known.
func agreementNoise(ind indicators.Indicator, published, pooled Value) float64 {
	return noiseSpan * math.Sqrt(published.NoiseVariance(ind)+pooled.NoiseVariance(ind))
}

// noiseSpan is how many standard deviations of noise are forgiven: normal noise is outside once in 16,000.
const noiseSpan = 4

// precisionBreak returns the first period of a series whose figures carry deliberate noise where those before do not: from there the values are
// less certain than before. It is no break of the series, for the noise is as often up as down.
func (a *analyst) precisionBreak(indicator string, periods []indicators.Period) indicators.Period {
	for i, p := range periods {
		if a.noisyIn(indicator, p) {
			if i > 0 {
				return p
			}
			break
		}
	}
	return indicators.Period{}
}

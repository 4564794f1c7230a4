package analysis

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// The measures of inequality between areas, in the order they are read. For shares and rates the absolute ones lead: a relative one
// depends on whether one counts those who have a thing or those who lack it. Where the events behind them are known, those follow that
// have chance taken off. The slope index is not among them, for it needs a ranking of the areas by something else.
var (
	absoluteMeasures = []string{"difference", "mdm", "bgv", "idis"} // as disparity.Unordered has them
	withoutChance    = []string{"noise-corrected-bgsd", "noise-share"}
	relativeMeasures = []string{"gini", "theil-t", "coefficient-of-variation", "p90-p10"}
)

// areaValues is the values of one indicator over the areas of a level, without those that have none.
type areaValues struct {
	values []float64
	num    []float64 // nil where some area has no counts
	den    []float64 // nil where some area has no denominator
	noise  []float64 // standard deviations of deliberate noise in the values; nil where there is none
	note   lang.Text // of the first approximation
}

// gather collects the values of areas.
func gather(ind indicators.Indicator, values []Value) areaValues {
	out := areaValues{num: []float64{}, den: []float64{}}
	noisy := false
	for _, v := range values {
		if !v.OK {
			continue
		}
		out.values = append(out.values, v.Value)
		noise := v.NoiseVariance(ind)
		noisy = noisy || noise > 0
		out.noise = append(out.noise, math.Sqrt(noise))
		if out.note.IsZero() {
			out.note = v.Note
		}
		if v.Denominator.OK && out.den != nil {
			out.den = append(out.den, v.Denominator.V)
		} else {
			out.den = nil
		}
		if v.Numerator.OK && !v.Sampled && out.num != nil {
			out.num = append(out.num, v.Numerator.V)
		} else {
			out.num = nil
		}
	}
	if out.den == nil {
		out.num = nil
	}
	if !noisy {
		out.noise = nil
	}
	return out
}

// inequality measures how far the areas of each level lie from one another: districts, and the smallest areas or the schools.
func (a *analyst) inequality(ind indicators.Indicator, g indicators.Group, f figures) []Inequality {
	var out []Inequality
	add := func(level indicators.Level, values []Value) {
		v := gather(ind, values)
		if len(v.values) < 3 { // of two areas the difference says it all, and a comparison has it already
			return
		}
		out = append(out, Inequality{
			Indicator: ind, Group: g, Period: f.period, Level: level, Areas: len(v.values), Weighted: v.den != nil,
			Note: v.note, Measures: a.measure(ind, g, level, v), Noise: v.noiseParts(ind),
		})
	}
	add(a.o.AreaLevel, f.areas)
	if s := f.smallest(); s != nil && s.level != a.o.AreaLevel {
		var values []Value
		for _, v := range a.spread(ind, &f) {
			values = append(values, v.Value)
		}
		add(s.level, values)
	}
	return out
}

// measure computes the measures with intervals from a parametric bootstrap: every area's numerator is drawn anew, as binomial for a share and
// as Poisson for a rate, and the publisher's noise anew as normal. Areas of sampling noise alone would show inequality too; the corrected value takes that off once.
func (a *analyst) measure(ind indicators.Indicator, g indicators.Group, level indicators.Level, v areaValues) []IndexValue {
	ids := relativeMeasures
	if ind.Unit.Kind.Pooling() == indicators.PoolRatio {
		ids = absoluteMeasures
	}
	out := make([]IndexValue, len(ids))
	for j, id := range ids {
		out[j] = newIndexValue(id, nil)
		out[j].set(measureOf(out[j].Index, ind, v.values, v.den))
	}
	if v.num == nil || ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return out
	}
	o := a.resampling(1, ind.ID, string(g), level.String())
	reps := resample.Replicate(o, len(ids), func() resample.Draw {
		drawn, laws := make([]float64, len(v.values)), v.laws(ind)
		return func(r *rand.Rand, stats []float64) {
			v.draw(ind, laws, r, drawn)
			if u, err := disparity.MeasureUnordered(subgroups(ind, drawn, v.den)); err == nil {
				stats[0], stats[1], stats[2], stats[3] = u.Difference, u.MeanDifference, u.BetweenGroupVariance, u.IndexOfDisparity
			}
		}
	})
	for j := range out {
		if out[j].OK {
			lo, hi := bounds(out[j].Index, ind)
			out[j].resampled(resample.Basic(out[j].Value.Value, reps[j], o.Level, lo, hi))
		}
	}
	return append(out, a.withoutChance(ind, v)...)
}

// withoutChance computes the measures that have chance taken off, with the limits of their formula.
func (a *analyst) withoutChance(ind indicators.Indicator, v areaValues) []IndexValue {
	level := index.Params{index.Level.Name: a.o.Level}
	in := index.Input{Subgroups: v.subgroups(ind)}
	var out []IndexValue
	for _, id := range withoutChance {
		m := newIndexValue(id, level)
		parts, err := m.Index.Compute(in, level)
		if len(parts) == 0 {
			m.set(0, err)
		} else {
			m.set(parts[0].Value, nil)
			m.Value, m.Interval = parts[0].Estimate, err == nil
		}
		if m.Interval {
			m.Type = "formula"
		}
		out = append(out, m)
	}
	return out
}

// laws are the distributions of the numerators of shares, nil for rates. A part of an area may have a population of less than one.
func (v areaValues) laws(ind indicators.Indicator) []resample.BinomialLaw {
	if ind.Unit.Kind != indicators.Share {
		return nil
	}
	out := make([]resample.BinomialLaw, len(v.den))
	for i, n := range v.den {
		if n > 0 {
			out[i] = resample.NewBinomialLaw(max(1, math.Round(n)), v.num[i]/n)
		}
	}
	return out
}

// draw fills out with values whose numerators are drawn anew.
func (v areaValues) draw(ind indicators.Indicator, laws []resample.BinomialLaw, r *rand.Rand, out []float64) {
	for i, n := range v.den {
		x := v.num[i]
		switch {
		case n <= 0:
			out[i] = v.values[i]
			continue
		case laws != nil:
			x = laws[i].Draw(r) / max(1, math.Round(n)) * n
		case x > 0:
			x = distuv.Poisson{Lambda: x, Src: r}.Rand()
		}
		out[i] = ind.Unit.Per * x / n
		if v.noise != nil {
			out[i] = max(0, out[i]+v.noise[i]*r.NormFloat64())
			if per := scale(ind); per > 0 {
				out[i] = min(out[i], per)
			}
		}
	}
}

// subgroups is the areas as measures of disparity read them.
func (v areaValues) subgroups(ind indicators.Indicator) index.Subgroups {
	return index.Subgroups{Estimates: v.values, Population: v.den, Count: v.num, Noise: v.noise, Reference: -1, High: scale(ind)}
}

// noiseParts tells what the spread between areas is with and without noise. It is nil where the counts are not known, and where all
// areas have one value.
func (v areaValues) noiseParts(ind indicators.Indicator) *NoiseParts {
	if v.num == nil || ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return nil
	}
	s := v.subgroups(ind)
	chance, deliberate, err := disparity.NoiseParts(s)
	if err != nil {
		return nil
	}
	observed, err := disparity.BetweenGroupStandardDeviation(s)
	if err != nil {
		return nil
	}
	corrected, err := disparity.NoiseCorrectedStandardDeviation(s)
	if err != nil {
		return nil
	}
	return &NoiseParts{Observed: observed, Corrected: corrected, Chance: chance, Deliberate: deliberate}
}

// measureOf computes an index of inequality between areas.
func measureOf(ix index.Index, ind indicators.Indicator, values, weights []float64) (float64, error) {
	if ix.Disparate != nil {
		return ix.Disparate(subgroups(ind, values, weights), nil)
	}
	return ix.Unequal(index.Distribution{Values: values, Weights: weights}, nil)
}

// subgroups are areas as measures of disparity take them.
func subgroups(ind indicators.Indicator, values, weights []float64) index.Subgroups {
	return index.Subgroups{
		Estimates: values, Population: weights, Reference: -1,
		Favourable: ind.Direction == indicators.HigherIsBetter, High: scale(ind),
	}
}

// bounds returns the range of a measure between areas that are not ordered. No two shares differ by more than the whole scale, and none
// varies more than if half of the persons had everything and half nothing.
func bounds(ix index.Index, ind indicators.Indicator) (lo, hi float64) {
	lo, hi = max(ix.Min, 0), ix.Max
	if per := scale(ind); per > 0 {
		switch ix.ID {
		case "difference":
			hi = per
		case "mdm":
			hi = per / 2
		case "bgv":
			hi = per * per / 4
		}
	}
	return lo, hi
}

func scale(ind indicators.Indicator) float64 {
	if ind.Unit.Kind.Bounded() {
		return ind.Unit.Per
	}
	return 0
}

// resampling returns the options of a bootstrap whose random numbers depend on what it is about and on nothing else.
func (a *analyst) resampling(workers int, about ...string) resample.Options {
	h := fnv.New64a()
	for _, s := range about {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return resample.Options{Replicates: a.o.Replicates, Level: a.o.Level, Seed: a.o.Seed ^ h.Sum64(), Workers: workers}
}

// newIndexValue returns an index without a value yet. The ID is known to be in the registry.
func newIndexValue(id string, p index.Params) IndexValue {
	ix, _ := registry.Lookup(id)
	nan := math.NaN()
	return IndexValue{Index: ix, Params: p, Value: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Corrected: nan}
}

// set gives the value, or the reason why there is none.
func (v *IndexValue) set(x float64, err error) {
	if err == nil {
		v.Value.Value, v.OK = x, true
		return
	}
	v.Undefined = reasonOf(err)
}

// reasonOf is why something is undefined.
func reasonOf(err error) string {
	return strings.TrimPrefix(err.Error(), index.ErrUndefined.Error()+": ")
}

// resampled adds what the replicates say.
func (v *IndexValue) resampled(r resample.Result) {
	v.Value, v.Interval, v.Corrected = r.Estimate, r.Interval, r.Corrected
	if r.Interval {
		v.Resampled, v.Type = "persons", "basic"
	}
}

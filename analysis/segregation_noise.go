package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

// countedIn tells which counts those of the areas of a level are: published for them, or added up from smaller areas as these belonged to them at
// some time.
type countedIn struct {
	version  string
	from, to indicators.Level
	members  indicators.Period
}

// countNoise returns the variance of deliberate noise in the count of each group of an area, nil where there is none that is known. The noises
// of published counts are independent of one another, so that a sum of shares w of them has Σ w² σ².
func (a *analyst) countNoise(indicator string, groups []indicators.Group, area indicators.Area, by countedIn, p indicators.Period) []float64 {
	if !a.withNoise {
		return nil
	}
	ind, _ := a.cat.Indicator(indicator)
	out := make([]float64, len(groups))
	some := false
	add := func(of indicators.AreaID, weight float64) {
		for k, g := range groups {
			if o, ok := a.table.Find(indicator, of, g, p); ok {
				v := a.cellNoise(ind, &o) * cells(ind.Cells.Numerator)
				out[k] += float64(weight * weight * v)
				some = some || v > 0
			}
		}
	}
	if by.from == by.to {
		add(area.ID(), 1)
	} else {
		for _, part := range a.reg.WithinAt(area.ID(), by.from, by.members) {
			if part.Area.Version == by.version {
				add(part.Area, part.Weight)
			}
		}
	}
	if !some {
		return nil
	}
	return out
}

// unitNoise is the noise of the counts of units as bootstraps draw it; nothing of it where no count has any.
func unitNoise(units []UnitMake) []resample.Noise {
	noise := make([][]float64, len(units))
	for i, u := range units {
		noise[i] = u.noise
	}
	return []resample.Noise{{Composition: deviations(noise)}}
}

// deviations turns variances of units, nil of one without noise, into standard deviations of groups. It is nil where no unit has any.
func deviations(variance [][]float64) [][]float64 {
	i := slices.IndexFunc(variance, func(v []float64) bool { return v != nil })
	if i < 0 {
		return nil
	}
	out := make([][]float64, len(variance[i]))
	for k := range out {
		out[k] = make([]float64, len(variance))
		for i, v := range variance {
			if v != nil {
				out[k][i] = math.Sqrt(v[k])
			}
		}
	}
	return out
}

// panelNoise is the noise of the counts of each period of a panel.
func (a *analyst) panelNoise(spec SegregationSpec, level indicators.Level, p panel) []resample.Noise {
	out := make([]resample.Noise, len(p.periods))
	if !a.withNoise {
		return out
	}
	for t, at := range p.periods {
		noise := make([][]float64, len(p.areas))
		for i, area := range p.areas {
			noise[i] = a.countNoise(spec.Indicator, spec.Groups, area, countedIn{p.version, p.from, level, today}, at)
		}
		out[t].Composition = deviations(noise)
	}
	return out
}

// between is the noise of two periods as that of one input: of a change.
func between(periods []resample.Noise, from, to int) []resample.Noise {
	return []resample.Noise{{Composition: periods[from].Composition, After: periods[to].Composition}}
}

// noiseAgainstRest is the noise of the group of interest and of everybody else together, as againstRest has their counts.
func noiseAgainstRest(noise []resample.Noise) []resample.Noise {
	of := noise[0].Composition
	if len(of) <= 2 {
		return noise
	}
	rest := make([]float64, len(of[0]))
	for _, sd := range of[1:] {
		for i, s := range sd {
			rest[i] = math.Hypot(rest[i], s)
		}
	}
	return []resample.Noise{{Composition: [][]float64{of[0], rest}}}
}

// part is a share of a unit, with that much of its noise. Parts of one unit have the same noise and are drawn as if each had its own.
func (u UnitMake) part(weight float64) UnitMake {
	v := UnitMake{Area: u.Area}
	for _, x := range u.noise {
		v.noise = append(v.noise, weight*weight*x)
	}
	return v
}

// pick returns units[i] for each i of order.
func pick(units []UnitMake, order []int) []UnitMake {
	out := make([]UnitMake, len(order))
	for j, i := range order {
		out[j] = units[i]
	}
	return out
}

// noiseInIndices is the warning that the counts behind indices of segregation carry noise.
func (a *analyst) noiseInIndices(about string, ind indicators.Indicator) Warning {
	w := a.noise(about, ind, true)
	if s, _ := a.cat.Source(ind.Source); s.NoiseSD > 0 {
		w.Text = join(w.Text, text(
			"Sådana fel gör index för jämnhet något för höga, mest där områdena är små. Från det korrigerade värdet är det draget.",
			"Such errors make indices of evenness somewhat too high, most where areas are small. The corrected value has that taken off."))
	}
	return w
}

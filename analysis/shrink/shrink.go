package shrink

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// MinAreas is the least number of areas with a figure that others can be drawn towards. With fewer nothing can be said of how much areas differ.
const MinAreas = 5

// Area is the shrunken value of one area. Its fields are NaN for an area without a figure.
type Area struct {
	Value, SD    float64 // mean and standard deviation of what is believed of the true value
	Lower, Upper float64 // interval
	Weight       float64 // of the area's own figure, 0 to 1; the rest is that of the others
}

// Result is the shrunken values of areas, and what is believed of the true values of areas like them.
type Result struct {
	Areas    []Area
	Mean, SD float64 // NaN where each area has its own
}

// Options are how values are shrunk.
type Options struct {
	Level float64   // of the intervals
	Noise []float64 // variance of errors in each value beside those of chance, such as a publisher's noise; nil where there are none
	// Neighbours is which areas each one is drawn towards, beside itself; all where nil. An area with fewer than MinAreas − 1 of them that have a
	// figure, or whose neighbours have no events, has no value.
	Neighbours [][]int
}

// Shares shrinks the shares of x among n by the beta-binomial model. An area without people has no value.
//
// It is undefined for a count that is negative, not finite or more than its population, with fewer than [MinAreas] areas with people, and where
// nobody or everybody is counted.
func Shares(x, n []float64, o Options) (Result, error) { return counted(binomial, x, n, o) }

// Rates shrinks the rates x/n of events by the gamma-Poisson model. An area without population has no value.
//
// It is undefined for a count that is negative or not finite, with fewer than [MinAreas] areas with a population, and without events.
func Rates(x, n []float64, o Options) (Result, error) { return counted(poisson, x, n, o) }

// Values shrinks values with standard errors by the normal model. A value that is NaN is not there.
//
// It is undefined for a standard error that is not above 0, and with fewer than [MinAreas] values.
func Values(y, se []float64, o Options) (Result, error) {
	if len(y) != len(se) {
		return Result{}, index.Undefined("%s but %s", lang.Count(len(y), "value"), lang.Count(len(se), "standard error"))
	}
	f := newFigures(normal, len(y), o.Noise)
	for i, v := range y {
		if math.IsNaN(v) {
			continue
		}
		if !(math.Abs(v) <= math.MaxFloat64) || !(se[i] > 0) || math.IsInf(se[i], 1) {
			return Result{}, index.Undefined("value %d is %v with a standard error of %v", i, v, se[i])
		}
		f.add(i, v, 1/(se[i]*se[i]))
	}
	return f.shrink(o)
}

func counted(model model, x, n []float64, o Options) (Result, error) {
	if len(x) != len(n) {
		return Result{}, index.Undefined("%s but %s", lang.Count(len(x), "count"), lang.Count(len(n), "population"))
	}
	f := newFigures(model, len(x), o.Noise)
	for i, c := range x {
		switch {
		case !(c >= 0) || !(n[i] >= 0) || !(math.Abs(c) <= math.MaxFloat64) || !(math.Abs(n[i]) <= math.MaxFloat64):
			return Result{}, index.Undefined("area %d has %v among %v", i, c, n[i])
		case model == binomial && c > n[i]*(1+1e-9):
			return Result{}, index.Undefined("area %d has %v among %v, more than there are", i, c, n[i])
		case n[i] > 0:
			f.add(i, c/n[i], n[i])
		}
	}
	return f.shrink(o)
}

// figures are what is known of the areas that have a figure.
type figures struct {
	model model
	areas int
	unit  []int // of areas
	at    []int // position of each area here, −1 where it has no figure
	y     []float64
	size  []float64 // what chance is divided by: persons, or 1/s² where it is known
	noise []float64
	given []float64 // noise by area
}

func newFigures(m model, areas int, noise []float64) *figures {
	f := &figures{model: m, areas: areas, given: noise, at: make([]int, areas)}
	for i := range f.at {
		f.at[i] = -1
	}
	return f
}

func (f *figures) add(area int, y, size float64) {
	f.at[area] = len(f.unit)
	f.unit, f.y, f.size = append(f.unit, area), append(f.y, y), append(f.size, size)
	noise := 0.0
	if f.given != nil && area < len(f.given) {
		noise = f.given[area]
	}
	f.noise = append(f.noise, noise)
}

func (f *figures) shrink(o Options) (Result, error) {
	if !(o.Level > 0 && o.Level < 1) {
		return Result{}, index.Undefined("confidence level is %v; it must be between 0 and 1", o.Level)
	}
	if f.given != nil && len(f.given) != f.areas {
		return Result{}, index.Undefined("%s but %s of noise", lang.Count(f.areas, "area"), lang.Count(len(f.given), "variance"))
	}
	for i, v := range f.noise {
		if !(v >= 0) || math.IsInf(v, 1) {
			return Result{}, index.Undefined("variance %d of noise is %v", f.unit[i], v)
		}
	}
	if o.Neighbours != nil && len(o.Neighbours) != f.areas {
		return Result{}, index.Undefined("%s but the neighbours of %d", lang.Count(f.areas, "area"), len(o.Neighbours))
	}
	if len(f.unit) < MinAreas {
		return Result{}, index.Undefined("needs at least %s with a figure, has %d", lang.Count(MinAreas, "area"), len(f.unit))
	}
	all := make([]int, len(f.unit))
	for k := range all {
		all[k] = k
	}
	whole, err := f.fit(all)
	if err != nil {
		return Result{}, err
	}
	nan := math.NaN()
	out := Result{Areas: make([]Area, f.areas), Mean: nan, SD: nan}
	for i := range out.Areas {
		out.Areas[i] = Area{nan, nan, nan, nan, nan}
	}
	if o.Neighbours == nil {
		out.Mean, out.SD = whole.mean(), whole.sd()
		for k, area := range f.unit {
			out.Areas[area] = f.area(k, whole, o.Level)
		}
		return out, nil
	}
	var near []int
	for k, area := range f.unit {
		near = append(near[:0], k)
		for _, j := range o.Neighbours[area] {
			if j < 0 || j >= f.areas {
				return Result{}, index.Undefined("area %d has the neighbour %d of %s", area, j, lang.Count(f.areas, "area"))
			}
			if j != area && f.at[j] >= 0 {
				near = append(near, f.at[j])
			}
		}
		if len(near) < MinAreas {
			continue
		}
		if p, err := f.fit(near); err == nil {
			out.Areas[area] = f.area(k, p, o.Level)
		}
	}
	return out, nil
}

// area is what is believed of an area, the prior being averaged over.
func (f *figures) area(k int, p *prior, level float64) Area {
	var value, weight, within, between float64
	for g, share := range p.share {
		w, v := f.model.posterior(f.y[k], f.size[k], f.noise[k], p.m[g], p.a[g])
		theta := w*f.y[k] + (1-w)*p.m[g]
		value += float64(share * theta)
		weight += float64(share * w)
		within += share * (v + float64((1-w)*(1-w)*p.varm[g]))
	}
	for g, share := range p.share {
		w, _ := f.model.posterior(f.y[k], f.size[k], f.noise[k], p.m[g], p.a[g])
		d := w*f.y[k] + (1-w)*p.m[g] - value
		between += share * d * d
	}
	a := Area{Value: value, SD: math.Sqrt(within + between), Weight: weight}
	a.Lower, a.Upper = f.model.limits(value, within+between, level)
	return a
}

package registry_test

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// Each index has the properties that it declares, at its default parameters, and no other: for every property that it
// does not declare and that its shape and range allow, there is a counterexample.
func TestDeclaredPropertiesAreExact(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		for _, l := range laws {
			declared := ix.Properties.Has(l.property)
			if !l.applies(ix) {
				if declared {
					t.Errorf("%s: declared, but it says nothing about this shape or range", l.name)
				}
				continue
			}
			tested, report := l.test(ix)
			switch {
			case tested == 0:
				t.Errorf("%s: no sample tests it", l.name)
			case declared && report != "":
				t.Errorf("%s: declared, but %s", l.name, report)
			case !declared && report == "":
				t.Errorf("%s: not declared, but %d samples show no counterexample", l.name, tested)
			case !declared:
				t.Logf("%s: not declared; %s", l.name, report)
			}
		}
	})
}

// Every value lies in the range that the index states, whatever the input.
func TestValuesKeepToTheirRange(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		defined := 0
		samples(ix, func(r *rand.Rand, x sample) bool {
			for _, y := range []sample{x, rough(r, x.clone())} {
				values, err := compute(ix, y, nil)
				if err != nil {
					mustBeUndefined(t, err)
					continue
				}
				defined++
				for i, v := range values {
					inRange(t, ix, y, i, v, 1e-12)
				}
			}
			return !t.Failed()
		})
		if defined < 100 {
			t.Errorf("only %d samples have a value", defined)
		}
	})
}

// Whatever is chosen, too, there is a value within the range or a reason why there is none.
func TestChoicesKeepToTheirRange(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		for _, p := range choices(ix, index.Param{})[1:] {
			n := 0
			samples(ix, func(r *rand.Rand, x sample) bool {
				for _, y := range []sample{x, rough(r, x.clone())} {
					values, err := compute(ix, y, p)
					if err != nil {
						mustBeUndefined(t, err)
						continue
					}
					for i, v := range values {
						inRange(t, ix, y, i, v, 1e-12)
					}
				}
				n++
				return !t.Failed() && n < 150
			})
			if t.Failed() {
				t.Fatalf("with %v", p)
			}
		}
	})
}

// rough sets some of the numbers to zero, makes some of them very large or very small, and some values negative.
func rough(r *rand.Rand, x sample) sample {
	disturb := func(column []float64, signed bool) {
		for i := range column {
			switch r.IntN(8) {
			case 0:
				column[i] = 0
			case 1:
				column[i] *= 1e12
			case 2:
				column[i] /= 1e12
			case 3:
				if signed {
					column[i] = -column[i]
				}
			}
		}
	}
	for _, counts := range x.counts() {
		disturb(counts, false)
	}
	plain := [][]float64{
		x.r.Weights, x.d.Weights, x.s.SE, x.s.Population, x.later.SE, x.later.Population, x.e.Count, x.e.Population, x.t.Count, x.t.Population, x.t.HealthN, x.t.SE,
		x.x.Weights, x.x.Population,
	}
	for _, column := range append(plain, x.x.SE...) {
		disturb(column, false)
	}
	signed := [][]float64{x.r.Values, x.d.Values, x.d.Rank, x.s.Estimates, x.s.Rank, x.later.Estimates, x.t.Values}
	for _, column := range slices.Concat(signed, x.d.Sources, x.x.Columns) {
		disturb(column, true)
	}
	return x
}

// inRange fails the test when v, number i of the values of ix for x, lies outside the range by more than the margin.
// The limits of a part that has none are NaN, and its place on a curve has no range.
func inRange(t *testing.T, ix index.Index, x sample, i int, v, margin float64) {
	t.Helper()
	if !ix.Scalar() && (i%perPart == perPart-1 || i%perPart > 0 && math.IsNaN(v)) {
		return
	}
	margin *= max(1, math.Abs(v))
	if !(v >= ix.Min-margin && v <= ix.Max+margin) || math.IsInf(v, 0) {
		t.Errorf("value %d is %v, outside %v to %v, for %v", i, v, ix.Min, ix.Max, x)
	}
}

func TestDefaultsApplyWhereNothingIsChosen(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		defaults, err := ix.Resolve(nil)
		if err != nil {
			t.Fatal(err)
		}
		samples(ix, func(r *rand.Rand, x sample) bool {
			got, gotErr := compute(ix, x, index.Params{})
			want, wantErr := compute(ix, x, defaults)
			if (gotErr == nil) != (wantErr == nil) || gotErr == nil && !same(ix, got, want) {
				t.Errorf("got %v, %v; want the values at %v: %v, %v", got, gotErr, defaults, want, wantErr)
			}
			return !t.Failed()
		})
	})
}

// precise returns the values of compute, and for an index that is one number its standard error and limits as well.
func precise(ix index.Index, x sample, p index.Params) ([]float64, error) {
	values, err := compute(ix, x, p)
	if err == nil && ix.Interval != nil {
		i, err := ix.Interval(x.input(), p)
		if err == nil {
			values = append(values, i.SE, i.Lower, i.Upper)
		}
	}
	return values, err
}

// A parameter that is accepted is honoured: it changes some value, whatever else is chosen or after some choice.
func TestParametersAreHonoured(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		for _, q := range ix.Params {
			changed := false
			between := (q.Min + q.Default) / 2
			if q.Whole {
				between = math.Floor(between)
			}
			values := []float64{q.Max, q.Min, between, min(q.Min+3, q.Max)}
			if q.Length {
				values = []float64{between, 1000, q.Max, q.Min} // the likeliest to change something first
			}
			values = slices.DeleteFunc(values, func(v float64) bool { return v == q.Default })
			for _, most := range []int{60, 400} { // most parameters show in a few samples, some in large ones only
				for _, v := range values {
					for _, choice := range choices(ix, q) {
						changed = changed || changes(t, ix, q.Name, v, choice, most)
					}
				}
			}
			if !changed {
				t.Errorf("parameter %s changes nothing", q.Name)
			}
		}
	})
}

// changes tells whether a value of a parameter gives other values than its default in one of so many samples, with what else is chosen.
func changes(t *testing.T, ix index.Index, name string, v float64, choice index.Params, most int) (changed bool) {
	with := maps.Clone(choice)
	with[name] = v
	samples(ix, func(r *rand.Rand, x sample) bool {
		for _, y := range []sample{x, rough(r, x.clone())} {
			before, err := precise(ix, y, choice)
			if err != nil {
				continue
			}
			after, err := precise(ix, y, with)
			if err != nil {
				mustBeUndefined(t, err)
			}
			changed = changed || err == nil && !same(ix, before, after)
		}
		most--
		return !changed && most > 0
	})
	return changed
}

// choices returns what can be chosen beside q: nothing, and each value of every other choice. Random orders are few.
func choices(ix index.Index, q index.Param) []index.Params {
	few := fewOrders(ix)
	delete(few, q.Name)
	out := []index.Params{few}
	for _, other := range ix.Params {
		for v := range other.Choices {
			if other.Name != q.Name {
				with := maps.Clone(few)
				with[other.Name] = float64(v)
				out = append(out, with)
			}
		}
	}
	return out
}

// The standard error of an index that is one number is at least 0 where there is one, the limits lie on either side of the value, and more
// confidence needs no narrower limits; where there is none, the reason is given.
func TestIntervalsHoldTheirValue(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		if ix.Interval == nil {
			return
		}
		defined := 0
		samples(ix, func(r *rand.Rand, x sample) bool {
			for _, y := range []sample{x, rough(r, x.clone())} {
				value, err := compute(ix, y, nil)
				if err != nil {
					continue
				}
				i, err := ix.Interval(y.input(), nil)
				if err != nil {
					mustBeUndefined(t, err)
					continue
				}
				defined++
				margin := 1e-9 * max(1, math.Abs(value[0]))
				if i.SE < 0 || math.IsInf(i.SE, 0) || i.Lower > value[0]+margin || i.Upper < value[0]-margin ||
					i.Lower < ix.Min-margin || i.Upper > ix.Max+margin {
					t.Errorf("got %v with %+v for %v", value[0], i, y)
				}
				if wide, err := ix.Interval(y.input(), index.Params{index.Level.Name: 0.998}); err != nil || wide.Lower > i.Lower+margin || wide.Upper < i.Upper-margin {
					t.Errorf("got %+v, %v at 99.8 per cent, want at least as wide as %+v", wide, err, i)
				}
			}
			return !t.Failed()
		})
		if defined < 100 {
			t.Errorf("only %d samples have an interval", defined)
		}
	})
}

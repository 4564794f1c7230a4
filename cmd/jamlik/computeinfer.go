package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The alternatives of a test: what the value is held to be where it is not what chance makes.
var alternatives = []string{"two-sided", "greater", "less"}

// leftOut is what a jackknife leaves out one of at a time.
var leftOut = []resample.Scheme{resample.Persons, resample.Areas}

// infer adds intervals, jackknife and test as the flags ask.
func (b *batch) infer(f computeFlags, progress func(what string) func(done, total int)) {
	o := resample.Options{Replicates: f.bootstrap, Level: f.level, Seed: f.seed, Interval: resample.Interval(f.interval)}
	if b.after != nil {
		o.Replicates, o.Progress = f.replicates, progress(f.test)
		for j, out := range resample.Compare(b.in.Input, b.after.Input, resample.Comparison(f.test), f.scheme(b.stats[0].Index), b.stats, o) {
			b.addDifferences(j, out, f)
		}
	}
	if f.bootstrap > 0 {
		o.Progress = progress("bootstrap")
		for j, out := range resample.Bootstrap(b.in.Input, f.scheme(b.stats[0].Index), b.stats, o) {
			b.addIntervals(j, out, f)
		}
	}
	if f.jackknife != "" {
		o.Progress = progress("jackknife")
		for j, out := range resample.Jackknife(b.in.Input, resample.Scheme(f.jackknife), b.stats, o) {
			b.addJackknife(j, out, f)
		}
	}
	if f.null != "" {
		o.Replicates, o.Progress = f.replicates, progress(f.null)
		for j, out := range resample.Test(b.in.Input, resample.Null(f.null), b.stats, o) {
			b.addTest(j, out, f)
		}
	}
}

// scheme is what the bootstrap draws. Values have no persons to draw, and subgroups the estimates in their place.
func (f computeFlags) scheme(ix index.Index) resample.Scheme {
	scheme := resample.Scheme(f.resample)
	for _, other := range []resample.Scheme{resample.Estimates, resample.Areas} {
		if !scheme.Draws(ix.Shape()) && other.Draws(ix.Shape()) {
			scheme = other
		}
	}
	return scheme
}

// checkResampling reports an index that is not resampled. Of a family it keeps its value, and a warning says why.
func (f computeFlags) checkResampling(ix index.Index) error {
	shape := ix.Shape()
	scheme := f.scheme(ix)
	switch {
	case f.family:
	case f.bootstrap > 0 && !scheme.Draws(shape):
		return usagef("--bootstrap: an index of %s is not resampled%s", shape, ofFormula(ix))
	case f.bootstrap > 0 && scheme == resample.Estimates && f.se == "" && !f.counted():
		return usagef("--bootstrap draws the estimates of %s by their errors: give --se, or counts with --group and --total, or draw areas with --resample areas", ix.ID)
	case f.jackknife != "" && !resample.Persons.Draws(shape) && !resample.Areas.Draws(shape):
		return usagef("--jackknife: an index of %s has nothing to leave out one at a time%s", shape, ofFormula(ix))
	}
	return nil
}

// ofFormula tells of the limits that an index has without resampling.
func ofFormula(ix index.Index) string {
	if slices.ContainsFunc(ix.Params, func(q index.Param) bool { return q.Name == index.Level.Name }) {
		return "; its limits are of a formula"
	}
	return ""
}

// inferredOf is where to say something of value k of index j: of the only value, or of one of several.
func (b *batch) inferredOf(j, k int) *inferred {
	if b.stats[j].Index.Scalar() {
		return &b.results[j].inferred
	}
	return &b.results[j].Values[k].inferred
}

// without warns that something is not known, for the reason and with the number of values it is not known for.
func (c *computed) without(what string, reasons []string) {
	var distinct []string
	count := map[string]int{}
	for _, why := range reasons {
		if why == "" {
			continue
		}
		if count[why] == 0 {
			distinct = append(distinct, why)
		}
		count[why]++
	}
	for _, why := range distinct {
		if c.Values == nil {
			c.Warnings = append(c.Warnings, fmt.Sprintf("no %s: %s", what, why))
		} else {
			c.Warnings = append(c.Warnings, fmt.Sprintf("no %s for %s: %s", what, lang.Count(count[why], "value"), why))
		}
	}
}

func (b *batch) addIntervals(j int, out resample.Outcome, f computeFlags) {
	c := b.results[j]
	if b.parts[j] == nil {
		return // undefined, which is said
	}
	if out.Err != nil {
		c.Warnings = append(c.Warnings, "no interval: "+out.Err.Error())
		return
	}
	var reasons []string
	for k, v := range out.Values {
		reasons = append(reasons, v.Why)
		if !v.Interval {
			continue
		}
		c.Interval, c.Resample, c.Level = f.interval, string(f.scheme(b.stats[j].Index)), f.level
		lower, upper := finite(v.Estimate.Lower), finite(v.Estimate.Upper)
		if b.stats[j].Index.Scalar() {
			c.Lower, c.Upper, c.NoInterval = lower, upper, ""
		} else {
			c.Values[k].Lower, c.Values[k].Upper = lower, upper
		}
		i := b.inferredOf(j, k)
		i.Bias, i.SE = finite(v.Corrected), finite(v.SE)
	}
	what := "interval"
	if c.Interval == "" && (c.Lower != nil || slices.ContainsFunc(c.Values, func(v partValue) bool { return v.Lower != nil })) {
		what = "interval of resampling" // that of a formula stays
	}
	c.without(what, reasons)
}

func (b *batch) addJackknife(j int, out resample.JackknifeOutcome, f computeFlags) {
	c := b.results[j]
	if b.parts[j] == nil {
		return
	}
	if out.Err != nil {
		c.Warnings = append(c.Warnings, "no jackknife: "+out.Err.Error())
		return
	}
	var reasons []string
	for k, v := range out.Values {
		reasons = append(reasons, v.Why)
		if math.IsNaN(v.SE) {
			continue
		}
		one := &jackknifed{Resample: f.jackknife, Corrected: finite(v.Corrected), Bias: finite(v.Bias), SE: finite(v.SE)}
		if b.stats[j].Index.Scalar() { // of several values each would have a list as long as the file
			for _, i := range v.Influence {
				one.Influence = append(one.Influence, b.in.influence(i))
			}
		}
		b.inferredOf(j, k).Jackknife = one
	}
	c.without("jackknife", reasons)
}

// influence names what was left out.
func (in *computeInput) influence(i resample.Influence) influence {
	out := influence{Count: i.Count, Value: finite(i.Value), Outlier: i.Outlier}
	switch {
	case i.Unit >= 0:
		out.Unit = in.units.at(i.Unit)
	case i.Row >= 0: // values are one for each unit
		out.Unit = in.units.at(i.Row)
	}
	if i.Group >= 0 {
		out.Group = in.groups[i.Group]
	}
	if i.Row >= 0 && in.Ranked.Values != nil {
		out.At = finite(in.Ranked.Values[i.Row])
	}
	return out
}

func (b *batch) addTest(j int, out resample.TestOutcome, f computeFlags) {
	c := b.results[j]
	if b.parts[j] == nil {
		return
	}
	if out.Err != nil {
		c.Warnings = append(c.Warnings, "no test: "+out.Err.Error())
		return
	}
	var reasons []string
	for k, v := range out.Values {
		reasons = append(reasons, v.Why)
		if v.Why == "" {
			b.inferredOf(j, k).Test = &tested{Null: f.null, Replicates: f.replicates, Mean: finite(v.Mean), SD: finite(v.SD),
				Excess: finite(v.Excess), P: f.p(v.P), Alternative: f.alternative}
		}
	}
	c.without("test", reasons)
}

// addDifferences puts the differences of two samples, with the values of both.
func (b *batch) addDifferences(j int, out resample.CompareOutcome, f computeFlags) {
	c := b.results[j]
	c.UnitsAfter = b.after.units.len()
	if out.Err != nil {
		c.Warnings = append(c.Warnings, out.Err.Error())
		return
	}
	if len(out.Values) == 0 {
		c.Warnings = append(c.Warnings, "no test: values of single units and points of curves are not compared, since the samples have others")
	}
	scalar := b.stats[j].Index.Scalar()
	var reasons []string
	for _, v := range out.Values {
		d := b.in.about(v.First)
		d.Value, d.Before, d.After = finite(v.Difference.Estimate.Value), finite(v.First.Value), finite(v.Second.Value)
		if v.Difference.Interval {
			d.Lower, d.Upper = finite(v.Difference.Estimate.Lower), finite(v.Difference.Estimate.Upper)
			d.Bias, d.SE = finite(v.Difference.Corrected), finite(v.Difference.SE)
			c.Interval, c.Resample = f.interval, string(f.scheme(b.stats[j].Index))
		}
		if v.Why == "" {
			d.Test = &tested{Comparison: f.test, Replicates: f.replicates, Mean: finite(v.Mean), SD: finite(v.SD), P: f.p(v.P), Alternative: f.alternative}
		}
		reasons = append(reasons, v.Why)
		if scalar {
			c.Value, c.Lower, c.Upper, c.inferred = d.Value, d.Lower, d.Upper, d.inferred
		} else {
			c.Values = append(c.Values, d)
		}
	}
	c.without("test", reasons)
}

// p is the p-value of the alternative that was asked for.
func (f computeFlags) p(p resample.PValues) *float64 {
	switch f.alternative {
	case "greater":
		return finite(p.Greater)
	case "less":
		return finite(p.Less)
	}
	return finite(p.TwoSided)
}

// checkInference reports flags of resampling that have no value of theirs, or do not go together.
func (f computeFlags) checkInference(given func(flag string) bool) error {
	enough := func(flag string, n int) error {
		if n < analysis.MinReplicates {
			return usagef("--%s is %d: want at least %d replicates", flag, n, analysis.MinReplicates)
		}
		return nil
	}
	if f.bootstrap != 0 {
		if err := enough("bootstrap", f.bootstrap); err != nil {
			return err
		}
	}
	if err := enough("replicates", f.replicates); err != nil {
		return err
	}
	for _, choice := range []struct {
		flag, value string
		known       []string
	}{
		{"resample", f.resample, names(resample.Schemes)},
		{"interval", f.interval, names(resample.Intervals)},
		{"jackknife", f.jackknife, names(leftOut)},
		{"null", f.null, names(resample.Nulls)},
		{"test", f.test, names(resample.Comparisons)},
		{"alternative", f.alternative, alternatives},
	} {
		if choice.value != "" {
			if err := oneOf(choice.flag, choice.value, choice.known...); err != nil {
				return err
			}
		}
	}
	draws := f.bootstrap > 0 || f.test == string(resample.BootstrapDifference)
	tests := f.null != "" || f.test != ""
	switch {
	case f.test != "" && f.compare == "":
		return usagef("--test compares two samples: give them with --compare COLUMN=BEFORE,AFTER; one sample is tested with --null")
	case f.test != "" && f.null != "":
		return usagef("--null tests one sample and --test the difference between two: give one of them")
	case f.test != "" && (f.bootstrap > 0 || f.jackknife != ""):
		return usagef("--bootstrap and --jackknife are about one sample: for an interval of the difference between two, --test bootstrap --replicates %d", max(f.bootstrap, f.replicates))
	case given("interval") && !draws, given("resample") && !draws:
		return usagef("--interval and --resample go with --bootstrap, or with --test bootstrap")
	case given("alternative") && !tests, given("replicates") && !tests:
		return usagef("--alternative and --replicates go with --null or --test; replicates of an interval are given with --bootstrap")
	}
	return nil
}

// names returns the texts of names.
func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, name := range list {
		out[i] = string(name)
	}
	return out
}

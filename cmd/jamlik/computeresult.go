package main

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

// computed is one result, in the form of its JSON.
type computed struct {
	Index    string             `json:"index"`
	By       map[string]string  `json:"by,omitempty"`
	Value    *float64           `json:"value"`
	Lower    *float64           `json:"lower"`
	Upper    *float64           `json:"upper"`
	Level    float64            `json:"level"`
	Interval string             `json:"interval,omitempty"`
	Resample string             `json:"resampled,omitempty"`
	Bias     *float64           `json:"bias_corrected,omitempty"`
	Values   []partValue        `json:"values,omitempty"`
	Units    int                `json:"n_units"`
	Params   map[string]float64 `json:"params"`
	Warnings []string           `json:"warnings"`
}

// MarshalJSON leaves out the single value of an index that has several: null would say that it is undefined.
func (c computed) MarshalJSON() ([]byte, error) {
	type whole computed // without this method
	if c.Values == nil {
		return json.Marshal(whole(c))
	}
	return json.Marshal(struct {
		whole
		Value *float64 `json:"value,omitempty"`
		Lower *float64 `json:"lower,omitempty"`
		Upper *float64 `json:"upper,omitempty"`
	}{whole: whole(c)})
}

// partValue is one of several values with what it is about.
type partValue struct {
	Unit  string   `json:"unit,omitempty"`
	Group string   `json:"group,omitempty"`
	With  string   `json:"with,omitempty"`
	Part  string   `json:"part,omitempty"`
	At    *float64 `json:"at,omitempty"`
	Value *float64 `json:"value"`
	SE    *float64 `json:"se,omitempty"`
	Lower *float64 `json:"lower,omitempty"`
	Upper *float64 `json:"upper,omitempty"`

	Withheld bool `json:"withheld,omitempty"`

	limits bool // the index gives limits: null where there are none
}

// MarshalJSON writes the limits of an index that gives them whether there are any or not.
func (v partValue) MarshalJSON() ([]byte, error) {
	type whole partValue // without this method
	if !v.limits {
		return json.Marshal(whole(v))
	}
	return json.Marshal(struct {
		whole
		Lower *float64 `json:"lower"`
		Upper *float64 `json:"upper"`
	}{whole(v), v.Lower, v.Upper})
}

func (in computeInput) compute(ix index.Index, params index.Params, f computeFlags) (computed, error) {
	ps, err := ix.Resolve(known(ix, params))
	if err != nil {
		return computed{}, usageError{err}
	}
	c := computed{Index: ix.ID, Level: 0.95, Units: len(in.units), Params: ps, Warnings: append([]string{}, in.warnings...)}
	parts, err := ix.Compute(in.Input, ps)
	undefined := errors.Is(err, index.ErrUndefined)
	switch {
	case undefined:
		c.Warnings = append(c.Warnings, err.Error())
	case err != nil:
		return c, err
	}
	switch {
	case !ix.Scalar():
		in.several(ix, parts, &c, f)
	case !undefined:
		c.Value = &parts[0].Value
		if f.bootstrap > 0 {
			in.interval(ix, ps, &c, f)
		}
	}
	return c, nil
}

// several names what the parts are about. A unit or group without a value, among others that have one, has null.
func (in computeInput) several(ix index.Index, parts []index.Part, c *computed, f computeFlags) {
	rate := ix.PerUnit != nil
	hidden := in.withhold(f.threshold)
	units, groups := make([]bool, len(in.units)), make([]bool, len(in.groups))
	ofUnits, ofGroups := rate, false
	for _, p := range parts {
		v := partValue{Unit: nameOf(in.units, p.Unit), Group: nameOf(in.groups, p.Group), With: nameOf(in.groups, p.With), Part: p.Name, At: finite(p.At), limits: rate}
		if p.Unit >= 0 {
			units[p.Unit], ofUnits = true, true
		}
		if p.Group >= 0 {
			groups[p.Group] = true
			ofGroups = ofGroups || p.Unit < 0 && ix.MultiGroupParts != nil // an index of two groups may be about one
		}
		if p.With >= 0 {
			groups[p.With] = true
		}
		if v.Withheld = hidden.part(p, ix.Shape()); !v.Withheld {
			v.Value, v.SE, v.Lower, v.Upper = finite(p.Value), finite(p.SE), finite(p.Lower), finite(p.Upper)
		}
		if p.Level != 0 {
			c.Level = p.Level
		}
		c.Values = append(c.Values, v)
	}
	var undefined []string
	for i, u := range in.units {
		if ofUnits && !units[i] {
			undefined = append(undefined, u)
			c.Values = append(c.Values, partValue{Unit: u, limits: rate})
		}
	}
	for k, g := range in.groups {
		if ofGroups && !groups[k] {
			undefined = append(undefined, g)
			c.Values = append(c.Values, partValue{Group: g})
		}
	}
	if len(undefined) > 0 && len(parts) > 0 {
		c.Warnings = append(c.Warnings, "undefined: "+listed(undefined))
		in.sort(c.Values)
	}
	if slices.ContainsFunc(c.Values, func(v partValue) bool { return v.Withheld }) {
		c.Warnings = append(c.Warnings, hidden.why(f.threshold))
	}
}

// nameOf returns the name with the number i, and "" for a part that is about none.
func nameOf(names []string, i int) string {
	if i < 0 {
		return ""
	}
	return names[i]
}

// sort puts values that are all of units in the order of the units.
func (in computeInput) sort(values []partValue) {
	if slices.ContainsFunc(values, func(v partValue) bool { return v.Unit == "" }) {
		return
	}
	at := make(map[string]int, len(in.units))
	for i, u := range in.units {
		at[u] = i
	}
	slices.SortStableFunc(values, func(a, b partValue) int { return at[a.Unit] - at[b.Unit] })
}

// interval adds what resampling tells. An index that cannot be resampled keeps its value and says why it has no interval.
func (in computeInput) interval(ix index.Index, ps index.Params, c *computed, f computeFlags) {
	o := resample.Options{Replicates: f.bootstrap, Seed: f.seed, Level: c.Level}
	scheme := resample.Scheme(f.resample)
	if ix.Shape() == index.ShapeValues {
		scheme = resample.Areas
	}
	out := resample.Bootstrap(in.Input, scheme, []resample.Statistic{{Index: ix, Params: ps}}, o)[0]
	if out.Err != nil {
		c.Warnings = append(c.Warnings, "no interval: "+out.Err.Error())
		return
	}
	v := out.Values[0]
	if ix.Shape() != index.ShapeSubgroups {
		c.Resample = string(scheme)
	}
	switch {
	case v.Undefined > 0 && !v.Interval:
		c.Warnings = append(c.Warnings, "no interval: the index is "+v.Why)
		return
	case !v.Interval:
		c.Warnings = append(c.Warnings, "no interval: "+v.Why)
		return
	}
	c.Lower, c.Upper, c.Bias, c.Interval = finite(v.Estimate.Lower), finite(v.Estimate.Upper), finite(v.Corrected), string(resample.BasicInterval)
}

// known leaves out the parameters that are for other indices.
func known(ix index.Index, params index.Params) index.Params {
	out := index.Params{}
	for _, q := range ix.Params {
		if v, ok := params[q.Name]; ok {
			out[q.Name] = v
		}
	}
	return out
}

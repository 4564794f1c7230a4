package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

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
	Values   []unitValue        `json:"values,omitempty"`
	Units    int                `json:"n_units"`
	Params   map[string]float64 `json:"params"`
	Warnings []string           `json:"warnings"`
}

// MarshalJSON leaves out the single value of an index that has one for each unit: null would say that it is undefined.
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

type unitValue struct {
	Unit  string   `json:"unit"`
	Value *float64 `json:"value"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

// computeInput is the data of one slice in the shape of one kind of index.
type computeInput struct {
	units    []string
	comp     index.Composition
	dist     index.Distribution
	sub      index.Subgroups
	events   index.Events
	warnings []string
}

func (in computeInput) compute(ix index.Index, params index.Params, family bool, f computeFlags) (computed, error) {
	if family {
		params = known(ix, params)
	}
	ps, err := ix.Resolve(params)
	if err != nil {
		return computed{}, usageError{err}
	}
	c := computed{Index: ix.ID, Level: 0.95, Units: len(in.units), Params: ps, Warnings: append([]string{}, in.warnings...)}
	if ix.PerUnit != nil {
		return in.computeUnits(ix, ps, c, f)
	}
	v, err := in.value(ix, ps)
	if errors.Is(err, index.ErrUndefined) {
		c.Warnings = append(c.Warnings, err.Error())
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Value = &v
	if f.bootstrap > 0 {
		in.interval(ix, ps, &c, f)
	}
	return c, nil
}

func (in computeInput) value(ix index.Index, ps index.Params) (float64, error) {
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		return ix.TwoGroup(in.comp, ps)
	case index.ShapeMultiGroup:
		return ix.MultiGroup(in.comp, ps)
	case index.ShapeValues:
		return ix.Unequal(in.dist, ps)
	default:
		return ix.Disparate(in.sub, ps)
	}
}

// interval adds what resampling tells. An index that cannot be resampled keeps its value and says why it has no interval.
func (in computeInput) interval(ix index.Index, ps index.Params, c *computed, f computeFlags) {
	o := resample.Options{Replicates: f.bootstrap, Seed: f.seed, Level: c.Level}
	stats := []resample.Statistic{{Index: ix, Params: ps}}
	var r resample.Result
	switch shape := ix.Shape(); {
	case shape == index.ShapeValues:
		c.Resample, r = "areas", resample.Values(in.dist, stats, o)[0]
	case shape == index.ShapeSubgroups:
		c.Warnings = append(c.Warnings, "no interval: an index of subgroups is not resampled")
		return
	case f.resample == "areas":
		c.Resample, r = "areas", resample.Units(in.comp, stats, o)[0]
	default:
		c.Resample, r = "persons", resample.Persons(in.comp, stats, o)[0]
	}
	switch {
	case r.Err != nil:
		c.Warnings = append(c.Warnings, "no interval: "+r.Err.Error())
		return
	case !r.Interval:
		c.Warnings = append(c.Warnings, fmt.Sprintf("no interval: the index is undefined for %d of %d replicates", r.Undefined, f.bootstrap))
		return
	}
	c.Lower, c.Upper, c.Bias, c.Interval = finite(r.Estimate.Lower), finite(r.Estimate.Upper), finite(r.Corrected), "basic"
}

func (in computeInput) computeUnits(ix index.Index, ps index.Params, c computed, f computeFlags) (computed, error) {
	es, err := ix.PerUnit(in.events, ps)
	if errors.Is(err, index.ErrUndefined) {
		c.Warnings = append(c.Warnings, err.Error())
		for _, u := range in.units {
			c.Values = append(c.Values, unitValue{Unit: u})
		}
		return c, nil
	}
	if err != nil {
		return c, err
	}
	withheld := 0
	var undefined []string
	for i, e := range es {
		u := unitValue{Unit: in.units[i]}
		switch {
		case e.Level == 0:
			undefined = append(undefined, u.Unit)
		case small(in.events.Count[i], in.events.Population[i], f.threshold):
			withheld++
		default:
			u.Value, u.Lower, u.Upper, c.Level = finite(e.Value), finite(e.Lower), finite(e.Upper), e.Level
		}
		c.Values = append(c.Values, u)
	}
	if len(undefined) > 0 {
		c.Warnings = append(c.Warnings, "undefined: "+listed(undefined))
	}
	if withheld > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("%d units withheld: a count, its remainder or the population is below %v", withheld, f.threshold))
	}
	return c, nil
}

// small tells whether an estimate would speak of fewer than threshold persons.
func small(count, population, threshold float64) bool {
	few := func(n float64) bool { return n > 0 && n < threshold }
	return few(count) || few(population-count) || population < threshold
}

// known leaves out the parameters that an index of a family does not have.
func known(ix index.Index, params index.Params) index.Params {
	out := index.Params{}
	for _, q := range ix.Params {
		if v, ok := params[q.Name]; ok {
			out[q.Name] = v
		}
	}
	return out
}

func (p *program) writeComputed(out []computed, f computeFlags) error {
	for _, c := range out {
		for _, w := range c.Warnings {
			p.warn(fmt.Errorf("%s%s: %s", c.Index, byText(f.by, c.By), w))
		}
	}
	if f.format == "json" {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		for _, c := range out {
			if err := enc.Encode(c); err != nil {
				return err
			}
		}
		return nil
	}
	header := slices.Concat(f.by, []string{"index", "unit", "value", "lower", "upper", "level", "n_units"})
	rows := [][]string{header}
	for _, c := range out {
		var by []string
		for _, b := range f.by {
			by = append(by, c.By[b])
		}
		row := func(unit string, v, lo, hi *float64) {
			rows = append(rows, slices.Concat(by, []string{c.Index, unit, show(v), show(lo), show(hi),
				strconv.FormatFloat(c.Level, 'g', -1, 64), strconv.Itoa(c.Units)}))
		}
		if c.Values == nil {
			row("", c.Value, c.Lower, c.Upper)
		}
		for _, u := range c.Values {
			row(u.Unit, u.Value, u.Lower, u.Upper)
		}
	}
	if f.format == "csv" {
		w := csv.NewWriter(p.stdout)
		return errors.Join(w.WriteAll(rows), w.Error())
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r, "\t"))
	}
	return w.Flush()
}

// show writes a number with all its digits, and nothing where there is none.
func show(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'g', -1, 64)
}

func byText(cols []string, by map[string]string) string {
	var b strings.Builder
	for _, c := range cols {
		fmt.Fprintf(&b, " %s=%s", c, by[c])
	}
	return b.String()
}

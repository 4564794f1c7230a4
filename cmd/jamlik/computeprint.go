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
)

func (p *program) writeComputed(out []*computed, f computeFlags) error {
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
	return p.writeRows(computedRows(out, f.by), f.format)
}

// writeRows writes a table, header first, as comma-separated text or in columns.
func (p *program) writeRows(rows [][]string, format string) error {
	if format == "csv" {
		w := csv.NewWriter(p.stdout)
		return errors.Join(w.WriteAll(rows), w.Error())
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(r, "\t"))
	}
	return w.Flush()
}

// column is one of the table of results.
type column struct {
	name  string
	cell  func(c *computed, v partValue) string
	shown bool // in any case; others are there when a value has them
}

func computedColumns() []column {
	number := func(of func(v partValue) *float64) func(*computed, partValue) string {
		return func(_ *computed, v partValue) string { return show(of(v)) }
	}
	ofTest := func(of func(t *tested) *float64) func(*computed, partValue) string {
		return func(_ *computed, v partValue) string {
			if v.Test == nil {
				return ""
			}
			return show(of(v.Test))
		}
	}
	ofJackknife := func(of func(j *jackknifed) *float64) func(*computed, partValue) string {
		return func(_ *computed, v partValue) string {
			if v.Jackknife == nil {
				return ""
			}
			return show(of(v.Jackknife))
		}
	}
	return []column{
		{"unit", func(_ *computed, v partValue) string { return v.Unit }, true},
		{"group", func(_ *computed, v partValue) string { return v.Group }, false},
		{"with", func(_ *computed, v partValue) string { return v.With }, false},
		{"part", func(_ *computed, v partValue) string { return v.Part }, false},
		{"at", number(func(v partValue) *float64 { return v.At }), false},
		{"before", number(func(v partValue) *float64 { return v.Before }), false},
		{"after", number(func(v partValue) *float64 { return v.After }), false},
		{"value", number(func(v partValue) *float64 { return v.Value }), true},
		{"bias_corrected", number(func(v partValue) *float64 { return v.Bias }), false},
		{"se", number(func(v partValue) *float64 { return v.SE }), false},
		{"lower", number(func(v partValue) *float64 { return v.Lower }), true},
		{"upper", number(func(v partValue) *float64 { return v.Upper }), true},
		{"level", func(c *computed, _ partValue) string { return strconv.FormatFloat(c.Level, 'g', -1, 64) }, true},
		{"resampled", func(c *computed, _ partValue) string { return c.Resample }, false},
		{"jackknife_bias", ofJackknife(func(j *jackknifed) *float64 { return j.Bias }), false},
		{"jackknife_se", ofJackknife(func(j *jackknifed) *float64 { return j.SE }), false},
		{"mean", ofTest(func(t *tested) *float64 { return t.Mean }), false},
		{"sd", ofTest(func(t *tested) *float64 { return t.SD }), false},
		{"p", ofTest(func(t *tested) *float64 { return t.P }), false},
		{"n_units", func(c *computed, _ partValue) string { return strconv.Itoa(c.Units) }, true},
	}
}

// computedRows is the table of the results, header first: a row for each value, and one for each influence on it.
func computedRows(out []*computed, by []string) [][]string {
	lists := make([][]partValue, len(out))
	columns := computedColumns()
	for i, c := range out {
		lists[i] = c.listed()
		for k := range columns {
			col := &columns[k]
			col.shown = col.shown || slices.ContainsFunc(lists[i], func(v partValue) bool { return col.cell(c, v) != "" })
		}
	}
	columns = slices.DeleteFunc(columns, func(col column) bool { return !col.shown })
	header := append(slices.Clone(by), "index")
	for _, col := range columns {
		header = append(header, col.name)
	}
	rows := [][]string{header}
	for i, c := range out {
		for _, v := range lists[i] {
			var row []string
			for _, b := range by {
				row = append(row, c.By[b])
			}
			row = append(row, c.Index)
			for _, col := range columns {
				row = append(row, col.cell(c, v))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// listed returns the values of a result, of which there may be one, and the influences.
func (c *computed) listed() []partValue {
	if c.Values != nil {
		return c.Values
	}
	list := []partValue{{Value: c.Value, Lower: c.Lower, Upper: c.Upper, inferred: c.inferred}}
	if c.Jackknife != nil {
		for _, i := range c.Jackknife.Influence {
			list = append(list, partValue{Unit: i.Unit, Group: i.Group, At: i.At, Part: "influence", Value: i.Value})
		}
	}
	return list
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

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
	rows := computedRows(out, f.by)
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

// computedRows is the table of the results, header first: a row for each value. Columns about groups, parts and points are there
// when a value has them.
func computedRows(out []computed, by []string) [][]string {
	columns := []struct {
		name  string
		cell  func(c computed, v partValue) string
		shown bool
	}{
		{"unit", func(_ computed, v partValue) string { return v.Unit }, true},
		{"group", func(_ computed, v partValue) string { return v.Group }, false},
		{"with", func(_ computed, v partValue) string { return v.With }, false},
		{"part", func(_ computed, v partValue) string { return v.Part }, false},
		{"at", func(_ computed, v partValue) string { return show(v.At) }, false},
		{"value", func(_ computed, v partValue) string { return show(v.Value) }, true},
		{"se", func(_ computed, v partValue) string { return show(v.SE) }, false},
		{"lower", func(_ computed, v partValue) string { return show(v.Lower) }, true},
		{"upper", func(_ computed, v partValue) string { return show(v.Upper) }, true},
		{"level", func(c computed, _ partValue) string { return strconv.FormatFloat(c.Level, 'g', -1, 64) }, true},
		{"n_units", func(c computed, _ partValue) string { return strconv.Itoa(c.Units) }, true},
	}
	for k := range columns {
		for _, c := range out {
			col := &columns[k]
			col.shown = col.shown || slices.ContainsFunc(c.Values, func(v partValue) bool { return col.cell(c, v) != "" })
		}
	}
	header := append(slices.Clone(by), "index")
	for _, col := range columns {
		if col.shown {
			header = append(header, col.name)
		}
	}
	rows := [][]string{header}
	for _, c := range out {
		values := c.Values
		if values == nil {
			values = []partValue{{Value: c.Value, Lower: c.Lower, Upper: c.Upper}}
		}
		for _, v := range values {
			var row []string
			for _, b := range by {
				row = append(row, c.By[b])
			}
			row = append(row, c.Index)
			for _, col := range columns {
				if col.shown {
					row = append(row, col.cell(c, v))
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
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

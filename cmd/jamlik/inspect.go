package main

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// columnInfo is what inspect says of a column.
type columnInfo struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Role    string   `json:"role,omitempty"`
	Nulls   int      `json:"nulls"`
	Min     *float64 `json:"min,omitempty"`
	Max     *float64 `json:"max,omitempty"`
	Example string   `json:"example"`
	// Metadata is what the file says of the column, or of the categories in it.
	Metadata map[string]string `json:"metadata,omitempty"`
}

func (p *program) inspectCommand() *cobra.Command {
	var f fileFlags
	var format string
	cmd := &cobra.Command{
		Use:     "inspect FILE",
		Short:   "Show what a data file says of itself, its columns, types and size",
		Example: "  jamlik data inspect table.json\n  jamlik data inspect export.csv --delimiter ';' --encoding windows-1252",
		Args:    positional(1, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "json"); err != nil {
				return err
			}
			name := args[0]
			r, err := open(name, f, false)
			if err != nil {
				return err
			}
			defer r.Close()
			cols := make([]columnInfo, r.Schema().NumFields())
			for i, fd := range r.Schema().Fields() {
				cols[i] = columnInfo{Name: fd.Name, Type: typeName(fd.Type), Metadata: fd.Metadata.ToMap()}
				cols[i].Role = cols[i].Metadata[ingest.MetadataRole]
				delete(cols[i].Metadata, ingest.MetadataRole)
			}
			rows := 0
			err = eachBatch(r, func(b ingest.Batch) error {
				rows += int(b.Record.NumRows())
				for i := range cols {
					cols[i].add(b.Record.Column(i))
				}
				return nil
			})
			if err != nil {
				return err
			}
			p.warn(r.Warnings()...)
			if format == "json" {
				return p.writeJSON(struct {
					File     string            `json:"file"`
					Rows     int               `json:"rows"`
					Metadata map[string]string `json:"metadata,omitempty"`
					Columns  []columnInfo      `json:"columns"`
				}{name, rows, r.Schema().Metadata().ToMap(), cols})
			}
			fmt.Fprintf(p.stdout, "%s: %s, %s\n", name, lang.Count(rows, "row"), lang.Count(len(cols), "column"))
			md := r.Schema().Metadata()
			for i, key := range md.Keys() {
				fmt.Fprintf(p.stdout, "  %s: %s\n", key, shortened(md.Values()[i]))
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "COLUMN\tTYPE\tROLE\tEMPTY\tMIN\tMAX\tEXAMPLE")
			for _, c := range cols {
				fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n", c.Name, c.Type, c.Role, c.Nulls, show(c.Min), show(c.Max), shortened(c.Example))
			}
			return w.Flush()
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&format, "format", "table", "table or json")
	offer(cmd, map[string][]string{"format": {"table", "json"}})
	return cmd
}

func typeName(t arrow.DataType) string {
	switch t.ID() {
	case arrow.DICTIONARY, arrow.STRING:
		return "text"
	case arrow.FLOAT64:
		return "number"
	case arrow.INT64, arrow.INT32:
		return "integer"
	case arrow.DATE32:
		return "date"
	case arrow.BOOL:
		return "flag"
	}
	return t.String()
}

func (c *columnInfo) add(a arrow.Array) {
	c.Nulls += a.NullN()
	for i := range a.Len() {
		if a.IsNull(i) {
			continue
		}
		if c.Example == "" {
			c.Example = cellText(a, i)
		}
		var v float64
		switch a := a.(type) {
		case *array.Float64:
			v = a.Value(i)
		case *array.Int64:
			v = float64(a.Value(i))
		case *array.Int32:
			v = float64(a.Value(i))
		default:
			return
		}
		if math.IsNaN(v) {
			continue
		}
		if c.Min == nil {
			lo, hi := v, v
			c.Min, c.Max = &lo, &hi
		}
		*c.Min, *c.Max = min(*c.Min, v), max(*c.Max, v)
	}
}

// shortened returns a text on one line, cut where it is long: notes of publishers are.
func shortened(s string) string {
	const most = 200
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + " …"
	}
	return s
}

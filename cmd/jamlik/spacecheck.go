package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

func (p *program) spaceCheckCommand() *cobra.Command {
	var f layerFlags
	var all bool
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "What is wrong with areas: rings that cross themselves, gaps, overlaps, islands",
		Long: `Print what is wrong with the areas of a map, in the columns kind, code, feature, finding and square_metres, with coordinates in metres:
  ring       a ring that is open, flat, crosses itself or meets another; square_metres is what the area gains when it is mended
  gap        areas surround ground that belongs to none of them
  overlap    areas share ground
  island     an area without a neighbour
Gaps and overlaps narrower than --tolerance are two drawings of one border. They close by themselves, and are counted; --all prints them.

Nothing is written. space convert --repair writes the areas as they are read, with these closed.`,
		Example: `  jamlik space check areas.geojson --key code`,
		Args:    positional(1, 1, "one file"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.spaceCheck(args[0], f, all) },
	}
	f.registerAreas(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "gaps and overlaps that close by themselves as well")
	return cmd
}

func (p *program) spaceCheck(path string, f layerFlags, all bool) error {
	if f.key == "" {
		return usagef("--key is required: the column of the codes of the areas")
	}
	l, err := p.readLayer(path, f)
	if err != nil {
		return err
	}
	if l, err = p.projected(l, l.Plane()); err != nil {
		return err
	}
	faults, err := topology.Inspect(l, f.key)
	if err != nil {
		return err
	}
	rows := append([][]string{{"kind", "code", "feature", "finding", "square_metres"}}, ringRows(faults)...)
	rings := len(rows) - 1
	a, err := topology.New(l, topology.Options{Key: f.key, Join: f.join})
	if err != nil {
		return errors.Join(err, p.writeRows(rows, "csv"))
	}
	c, err := a.Coverage(f.tolerance)
	if err != nil {
		return err
	}
	gaps, overlaps, closed, narrow := 0, 0, 0, 0.0
	for _, m := range c.Misfits {
		kind := "overlap"
		if m.Gap {
			kind = "gap"
		}
		finding := fmt.Sprintf("%.1f m wide at %.0f, %.0f", m.Width, m.At[0], m.At[1])
		switch {
		case m.Closed:
			closed++
			narrow += m.Area
			if !all {
				continue
			}
			finding += "; closes by itself"
		case m.Gap:
			gaps++
		default:
			overlaps++
		}
		rows = append(rows, []string{kind, strings.Join(m.Codes, " "), "", finding, decimals(m.Area, 0)})
	}
	near, err := a.Adjacency(c.Tolerance)
	if err != nil {
		return err
	}
	for _, code := range near.Islands {
		rows = append(rows, []string{"island", code, "", "no other area lies beside it", ""})
	}
	p.inform(fmt.Sprintf("%s: %s, borders drawn alike within %s m: %s of %s m² in all close by themselves", path, lang.Count(len(a.Codes), "area"),
		decimals(c.Tolerance, 1), fmt.Sprintf("%d gaps and overlaps", closed), decimals(narrow, 0)))
	for _, found := range []struct {
		n    int
		what string
	}{{rings, "finding"}, {overlaps, "overlap"}, {gaps, "gap"}, {len(near.Islands), "island"}} {
		if found.n > 0 {
			p.warn(fmt.Errorf("%s: %s", path, lang.Count(found.n, found.what)+map[bool]string{true: " about rings"}[found.what == "finding"]))
		}
	}
	return p.writeRows(rows, "csv")
}

// ringRows are the findings about the rings of each feature.
func ringRows(faults []topology.Fault) [][]string {
	var rows [][]string
	for _, f := range faults {
		if f.Kind == topology.Winding {
			continue // formats differ
		}
		finding := f.String() + "; mended as it is read"
		if !f.Mended {
			finding = f.String() + "; cannot be mended"
		}
		rows = append(rows, []string{"ring", f.Code, strconv.Itoa(f.Feature), finding, decimals(f.After-f.Before, 0)})
	}
	return rows
}

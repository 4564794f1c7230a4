package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

func (p *program) spaceAdjacencyCommand() *cobra.Command {
	var f layerFlags
	contiguity := "queen"
	cmd := &cobra.Command{
		Use:   "adjacency FILE",
		Short: "Which areas lie beside which, and how much border they share",
		Long: `Print each pair of areas that lie beside each other once, in the columns from, to and length: the metres of border that they share, 0 where they
meet in a corner. Borders need not be drawn alike on both sides: edges that run beside each other within the tolerance are shared.

The table can be edited by hand, to add a bridge or a ferry or to take out a border that nobody crosses, and read with --neighbours.`,
		Example: `  jamlik space adjacency areas.geojson --key code
  jamlik space adjacency areas.geojson --key code --contiguity rook --tolerance 5`,
		Args: positional(1, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("contiguity", contiguity, "queen", "rook"); err != nil {
				return err
			}
			return p.adjacency(args[0], f, contiguity == "rook")
		},
	}
	f.registerAreas(cmd)
	cmd.Flags().StringVar(&contiguity, "contiguity", contiguity, "queen: a corner is enough; rook: a border is shared")
	offer(cmd, map[string][]string{"contiguity": {"queen", "rook"}})
	return cmd
}

func (p *program) adjacency(path string, f layerFlags, rook bool) error {
	areas, _, err := p.readAreas(path, f)
	if err != nil {
		return err
	}
	found, err := areas.Adjacency(f.tolerance)
	if err != nil {
		return err
	}
	borders := found.Borders
	if rook {
		borders = borders.Rook()
	}
	var islands []string
	rows := [][]string{{"from", "to", "length"}}
	for i, code := range areas.Codes {
		to, metres := borders.Of(i)
		if len(to) == 0 {
			islands = append(islands, code)
		}
		for k, j := range to {
			if int(j) > i {
				rows = append(rows, []string{code, areas.Codes[j], decimals(metres[k], 1)})
			}
		}
	}
	if len(islands) > 0 {
		p.warn(indicators.Problem{File: path, What: lang.Count(len(islands), "area") + " without a neighbour: " + listed(islands),
			Remedy: "add a row where a bridge or a ferry counts"})
	}
	if f.tolerance == 0 {
		p.inform(fmt.Sprintf("%s: borders are drawn alike within %s m", path, decimals(found.Tolerance, 1)))
	}
	return p.writeRows(rows, "csv")
}

// decimals writes a number with so many decimals.
func decimals(v float64, n int) string { return strconv.FormatFloat(v, 'f', n, 64) }

// neighbourFlags are the flags of `space neighbours`.
type neighbourFlags struct {
	layerFlags
	k      int
	within float64
	people string
	size   float64
}

func (p *program) spaceNeighboursCommand() *cobra.Command {
	var f neighbourFlags
	cmd := &cobra.Command{
		Use:   "neighbours FILE",
		Short: "The areas nearest to each area: a number of them, within metres, or with so many people",
		Long: `Print, for each area, others in the order of their distance, in the columns from, to and distance (metres between centroids, or between points):
the --nearest of them, all --within metres, or those that it takes for --people of the column --population to live around it, the area itself
first. Areas that are as far away as the last one are printed as well.`,
		Example: `  jamlik space neighbours areas.geojson --key code --nearest 5
  jamlik space neighbours areas.geojson --key code --within 1500
  jamlik space neighbours areas.geojson --key code --people 5000 --population people`,
		Args: positional(1, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error { return p.neighbours(args[0], f) },
	}
	f.registerAreas(cmd)
	fl := cmd.Flags()
	fl.IntVar(&f.k, "nearest", 0, "how many others")
	fl.Float64Var(&f.within, "within", 0, "metres")
	fl.Float64Var(&f.size, "people", 0, "how many people")
	fl.StringVar(&f.people, "population", "", "with --people, the column of the file that holds them")
	return cmd
}

func (f neighbourFlags) check() error {
	asked := 0
	for _, given := range []bool{f.k != 0, f.within != 0, f.size != 0} {
		if given {
			asked++
		}
	}
	switch {
	case asked != 1:
		return usagef("give one of --nearest, --within and --people")
	case f.k < 0 || !(f.within >= 0) || !(f.size >= 0):
		return usagef("--nearest, --within and --people are above 0")
	case (f.size != 0) != (f.people != ""):
		return usagef("--people and --population go together: how many, and the column that counts them")
	}
	return nil
}

func (p *program) neighbours(path string, f neighbourFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	areas, layer, err := p.readAreas(path, f.layerFlags)
	if err != nil {
		return err
	}
	where, warnings, err := areas.Space(areas.Codes, f.tolerance)
	if err != nil {
		return err
	}
	p.warn(warnings...)
	var people []float64
	if f.people != "" {
		if people, err = numbersOf(layer, areas, f.people); err != nil {
			return err
		}
	}
	walker, err := where.Walker()
	if err != nil {
		return err
	}
	rows := [][]string{{"from", "to", "distance"}}
	for i, code := range areas.Codes {
		others, lived := 0, 0.0
		walker.From(i, func(ring []space.Near) bool {
			for _, near := range ring {
				if f.within > 0 && near.Distance > f.within {
					return false
				}
				if people != nil {
					lived += people[near.Unit]
				}
				if int(near.Unit) == i {
					continue
				}
				others++
				rows = append(rows, []string{code, areas.Codes[near.Unit], decimals(near.Distance, 1)})
			}
			return f.within > 0 || f.k > 0 && others < f.k || f.size > 0 && lived < f.size
		})
	}
	return p.writeRows(rows, "csv")
}

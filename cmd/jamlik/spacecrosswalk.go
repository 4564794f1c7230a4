package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
)

func (p *program) spaceCrosswalkCommand() *cobra.Command {
	var f layerFlags
	var toKey string
	cmd := &cobra.Command{
		Use:   "crosswalk FROM TO",
		Short: "Which share of the ground of each area lies in which area of another map",
		Long: `Print how areas of one map are spread over those of another, in the columns from, to and weight: the share of the ground of from that lies in to. A study reads
the table with crosswalk, as basis area: it carries counts over as if people lived evenly over the ground, which they do not, so
that a crosswalk by population is better where there is one.

Pieces narrower than --tolerance, where both maps draw one border differently, do not count.`,
		Example: `  jamlik space crosswalk areas.geojson areas.geojson --key code`,
		Args:    positional(2, 2, "two maps"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.crosswalk(args[0], args[1], f, toKey) },
	}
	f.registerAreas(cmd)
	cmd.Flags().StringVar(&toKey, "to-key", "", "column of the codes of TO; default that of --key")
	return cmd
}

func (p *program) crosswalk(from, to string, f layerFlags, toKey string) error {
	older, _, err := p.readAreas(from, f)
	if err != nil {
		return err
	}
	g := f
	if toKey != "" {
		g.key = toKey
	}
	l, err := p.readLayer(to, g)
	if err != nil {
		return err
	}
	newer, err := p.areasOn(l, older.CRS, g)
	if err != nil {
		return err
	}
	tolerance := f.tolerance
	if tolerance == 0 {
		tolerance = max(older.Tolerance(), newer.Tolerance())
	}
	shares, err := older.Shares(newer, tolerance)
	if err != nil {
		return err
	}
	rows := [][]string{{"from", "to", "weight"}}
	for _, s := range shares {
		if s.To < 0 {
			p.warn(indicators.Problem{File: to, What: fmt.Sprintf("no area covers %.1f %% of %s of %s", 100*s.Share, older.Codes[s.From], from)})
			continue
		}
		rows = append(rows, []string{older.Codes[s.From], newer.Codes[s.To], fmt.Sprintf("%.6f", s.Share)})
	}
	return p.writeRows(rows, "csv")
}

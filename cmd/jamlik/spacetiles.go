package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

func (p *program) spaceTilesCommand() *cobra.Command {
	var f layerFlags
	cmd := &cobra.Command{
		Use:   "tiles FILE",
		Short: "A tile map: one square for each area, neighbours near each other",
		Long: `Print a square of a grid for each area, in the columns code, column and row, from the west and from the north. Areas with few people and much
forest are as large on it as those with many people in town, so that none hides another.

The table can be edited by hand; a study reads it with tiles below boundaries.`,
		Example: `  jamlik space tiles areas.geojson --key code`,
		Args:    positional(1, 1, "one file"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.tiles(args[0], f) },
	}
	f.registerAreas(cmd)
	return cmd
}

func (p *program) tiles(path string, f layerFlags) error {
	areas, _, err := p.readAreas(path, f)
	if err != nil {
		return err
	}
	where, warnings, err := areas.Space(areas.Codes, f.tolerance)
	if err != nil {
		return err
	}
	p.warn(warnings...)
	tiles, quality, err := space.Tiles(where.Points, where.Borders)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	p.inform(fmt.Sprintf("%s: %s; the tiles of %.0f %% of neighbours touch, and %.0f %% lie in about the direction that they have on the map",
		path, lang.Count(len(tiles), "tile"), 100*quality.Touching, 100*quality.Direction))
	rows := [][]string{{"code", "column", "row"}}
	for i, t := range tiles {
		rows = append(rows, []string{areas.Codes[i], strconv.Itoa(t.Column), strconv.Itoa(t.Row)})
	}
	return p.writeRows(rows, "csv")
}

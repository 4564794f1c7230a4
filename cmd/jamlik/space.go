package main

import (
	"github.com/spf13/cobra"
)

func (p *program) spaceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "space",
		Short: "Areas on the map: who lies beside whom, larger areas, other formats",
		Long: `Read areas and points of GeoJSON, GeoPackage and Shapefile, in degrees or in metres, and make of them what indices, maps and other
programs take. Degrees are projected before anything is measured: to SWEREF 99 TM within Sweden, elsewhere to the zone of UTM.

The tables that adjacency, neighbours and tiles print can be edited by hand: index compute reads them with --neighbours and --distances, and a
study with neighbours and tiles below boundaries.`,
		Example: `  jamlik space adjacency areas.geojson --key code
  jamlik space neighbours areas.geojson --key code --nearest 5`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.spaceAdjacencyCommand(), p.spaceNeighboursCommand(), p.spaceRezoneCommand(), p.spaceConvertCommand(), p.spaceCheckCommand(),
		p.spaceDissolveCommand(), p.spaceLocateCommand(), p.spaceCrosswalkCommand(), p.spaceCarryCommand(), p.spaceTilesCommand())
	return cmd
}

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/rezone"
	"github.com/jamlik/jamlik/indicators/index"
)

// rezoneFlags are the flags of `space rezone`.
type rezoneFlags struct {
	data      computeFlags
	zones     int
	alike     string
	tolerance float64
}

func (p *program) spaceRezoneCommand() *cobra.Command {
	f := rezoneFlags{data: computeFlags{per: perDefault, events: eventShares, outside: true}} // groups do not read per and events
	cmd := &cobra.Command{
		Use:   "rezone ID[,ID…]",
		Short: "How much of an index is the boundaries: random connected zones as an envelope",
		Long: `Compute indices of units, of the larger units that they lie in (--within), and of random zones, as many as these, that are put together of units
that lie beside each other. An index is lower in larger units, so values for units and for districts cannot be compared: read that of
the districts against the envelope of random zones instead. Without --within, --zones says how many zones are drawn. A unit whose cell is empty
lies in none of the larger units, and is left out.

Zones have as many people each (--alike people) or as many units, give or take --size-tolerance; without it they are as unlike in size as the larger
units are. Drawings depend on the seed alone.`,
		Example: `  jamlik space rezone dissimilarity,theil-h --data people.csv --unit area --group foreign,swedish --within district --geometry areas.geojson --key code
  jamlik space rezone dissimilarity --data people.csv --unit area --group foreign,swedish --neighbours beside.csv --zones 2`,
		Args:              positional(1, 1, "one list of IDs"),
		ValidArgsFunction: completeIndices,
		RunE:              func(_ *cobra.Command, args []string) error { return p.rezone(args[0], f) },
	}
	fl := cmd.Flags()
	d := &f.data
	d.registerDrawn(cmd)
	fl.StringSliceVar(&d.within, "within", nil, "columns of the larger units that the units lie in, the largest first")
	fl.IntVar(&f.zones, "zones", 0, "how many zones are drawn; default as many as there are larger units")
	fl.StringVar(&f.alike, "alike", string(rezone.People), "what zones have alike: "+listOf(rezone.Sizes))
	fl.Float64Var(&f.tolerance, "size-tolerance", 0, "how far the size of a zone may be from the mean, as a share of it; default as far as those of the larger units, without them 0.5")
	d.place.register(cmd)
	offer(cmd, map[string][]string{"alike": names(rezone.Sizes)})
	return cmd
}

// registerDrawn registers the flags of commands that draw something at random from groups in units.
func (f *computeFlags) registerDrawn(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "file to read (required)")
	fl.StringVar(&f.unit, "unit", "", "column that names the units (required)")
	fl.StringSliceVar(&f.groups, "group", nil, "columns of the groups, the group of interest first")
	fl.StringVar(&f.total, "total", "", "column of the whole population: the groups are compared with the rest of it")
	fl.StringArrayVar(&f.params, "param", nil, "parameter as name=value; may be repeated")
	fl.IntVar(&f.replicates, "replicates", 999, "drawings")
	fl.Float64SliceVar(&f.levels, "level", nil, "share of the drawings between the limits; default 0.95")
	fl.Uint64Var(&f.seed, "seed", 1, "seed of the random numbers")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	fl.Lookup("level").DefValue = ""
	f.file.register(cmd)
	offer(cmd, map[string][]string{"format": {"table", "csv", "json"}, "decimal": {".", ","}})
}

// rezoned is one index of one division, in the form of its JSON.
type rezoned struct {
	Index    string   `json:"index"`
	Division string   `json:"division,omitempty"` // the column of the larger units
	NUnits   int      `json:"n_units"`
	Units    *float64 `json:"units"` // the index of the units
	Zones    int      `json:"zones"`
	Actual   *float64 `json:"division_value,omitempty"`
	Mean     *float64 `json:"mean"`
	Lower    *float64 `json:"lower"`
	Median   *float64 `json:"median"`
	Upper    *float64 `json:"upper"`
	Below    *float64 `json:"below,omitempty"` // share of the drawings below the division
	Drawings int      `json:"drawings"`
	Level    float64  `json:"level"`
	Seed     uint64   `json:"seed"`
	Warnings []string `json:"warnings"`
}

func (p *program) rezone(ids string, f rezoneFlags) error {
	ixs, _, err := chooseIndices(ids)
	if err != nil {
		return err
	}
	d := f.data
	if err := d.check(); err != nil {
		return err
	}
	if err := oneOf("alike", f.alike, names(rezone.Sizes)...); err != nil {
		return err
	}
	if len(d.within) == 0 && f.zones == 0 {
		return usagef("--within names the larger units, or --zones how many zones are drawn")
	}
	if f.zones < 0 || !(f.tolerance >= 0) || d.replicates < 1 {
		return usagef("--zones, --size-tolerance and --replicates are above 0")
	}
	if !d.place.any() {
		return usagef("--geometry or --neighbours says which units lie beside each other")
	}
	params, err := parseParams(d.params, ixs)
	if err != nil {
		return err
	}
	in, err := p.composition(d)
	if err != nil {
		return err
	}
	out, err := f.envelopes(in, ixs, params, p.progress("drawing zones"))
	if err != nil {
		return fmt.Errorf("%s: %w", d.data, err)
	}
	return p.writeRezoned(out, in.warnings, d.format)
}

// firstLevel is the level that is asked for, 0.95 where none is.
func (f computeFlags) firstLevel() float64 {
	if len(f.levels) > 0 {
		return f.levels[0]
	}
	return 0.95
}

// composition reads the counts of groups in units, and where the units lie.
func (p *program) composition(d computeFlags) (computeInput, error) {
	r, err := open(d.data, d.file, true)
	if err != nil {
		return computeInput{}, err
	}
	defer r.Close()
	fr, err := readFrame(r, d.data, d.textColumns(), d.numberColumns(), rune(d.decimal[0]))
	if err != nil {
		return computeInput{}, err
	}
	p.warn(r.Warnings()...)
	if d.where, err = p.whereabouts(fr, d); err != nil {
		return computeInput{}, err
	}
	all, err := d.split(fr)
	if err != nil {
		return computeInput{}, err
	}
	return all[0].composition(index.ShapeMultiGroup, d)
}

// scalars returns the indices with their parameters. Each is one number for the groups there are.
func scalars(ixs []index.Index, params index.Params, in computeInput) ([]resample.Statistic, error) {
	stats := make([]resample.Statistic, len(ixs))
	for k, ix := range ixs {
		ps, err := ix.Resolve(known(ix, params))
		if err != nil {
			return nil, usageError{err}
		}
		if len(in.Composition.Counts) != 2 && ix.Shape() == index.ShapeTwoGroup || ix.TwoGroup == nil && ix.MultiGroup == nil {
			return nil, usagef("%s is not one number for %d groups", ix.ID, len(in.Composition.Counts))
		}
		stats[k] = resample.Statistic{Index: ix, Params: ps}
	}
	return stats, nil
}

// envelopes computes the indices of every division.
func (f rezoneFlags) envelopes(in computeInput, ixs []index.Index, params index.Params, progress func(done, total int)) ([]rezoned, error) {
	stats, err := scalars(ixs, params, in)
	if err != nil {
		return nil, err
	}
	c := in.Composition
	divisions := c.Within
	if len(divisions) == 0 {
		divisions = [][]int{nil}
	}
	c.Within = nil // zones are another division
	level := f.data.firstLevel()
	var out []rezoned
	for l, actual := range divisions {
		if actual != nil {
			actual = in.levels[l].inside(actual)
		}
		o := rezone.Options{Actual: actual, Zones: f.zones, Alike: rezone.Size(f.alike), Tolerance: f.tolerance,
			Replicates: f.data.replicates, Level: level, Seed: f.data.seed, Progress: progress}
		got, err := rezone.Envelope(c, o, stats...)
		if err != nil {
			return nil, err
		}
		for k, v := range got.Outcomes {
			one := rezoned{Index: ixs[k].ID, NUnits: got.Units, Units: finite(v.Units), Zones: got.Zones, Actual: finite(v.Actual), Mean: finite(v.Mean),
				Lower: finite(v.Lower), Median: finite(v.Median), Upper: finite(v.Upper), Below: finite(v.Below),
				Drawings: len(v.Drawn) - v.Undefined, Level: level, Seed: f.data.seed, Warnings: []string{}}
			if actual != nil {
				one.Division = f.data.within[l]
			}
			if v.Why != "" {
				one.Warnings = append(one.Warnings, v.Why)
			}
			if got.Beyond > 0 {
				one.Warnings = append(one.Warnings, fmt.Sprintf("borders allowed no zones within the tolerance in %d of %d drawings", got.Beyond, f.data.replicates))
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// inside returns the numbers of the larger units of a level, −1 for units that lie in none: those whose cell is empty.
func (l level) inside(numbers []int) []int {
	numbers = slices.Clone(numbers)
	for i, n := range numbers {
		if name := l.names[n]; name == "" || strings.HasSuffix(name, "/") { // of one name in several larger units
			numbers[i] = -1
		}
	}
	return numbers
}

func (p *program) writeRezoned(out []rezoned, warnings []string, format string) error {
	for _, w := range warnings {
		p.warn(fmt.Errorf("%s", w))
	}
	rows := [][]string{{"index", "division", "n_units", "units", "zones", "division_value", "mean", "lower", "median", "upper", "below"}}
	for _, v := range out {
		for _, w := range v.Warnings {
			p.warn(fmt.Errorf("%s: %s", v.Index, w))
		}
		rows = append(rows, []string{v.Index, v.Division, strconv.Itoa(v.NUnits), show(v.Units), strconv.Itoa(v.Zones), show(v.Actual),
			show(v.Mean), show(v.Lower), show(v.Median), show(v.Upper), show(v.Below)})
	}
	if format == "json" {
		return p.writeJSON(out)
	}
	return p.writeRows(rows, format)
}

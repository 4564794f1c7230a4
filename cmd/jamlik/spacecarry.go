package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/crosswalk"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// carryFlags are the flags of `space carry`.
type carryFlags struct {
	data      computeFlags
	crosswalk string
	basis     string
}

func (p *program) spaceCarryCommand() *cobra.Command {
	f := carryFlags{data: computeFlags{per: perDefault, events: eventShares}} // which groups do not read
	cmd := &cobra.Command{
		Use:   "carry ID[,ID…]",
		Short: "Indices of newer areas from counts of older ones, with the error that the crosswalk brings",
		Long: `Carry counts of areas over to areas with other boundaries, by a table with the columns from, to and weight such as space crosswalk prints, and compute
indices of the newer areas. An area that is divided is carried over as if its people were mixed alike everywhere. They are not, so that
the index comes with two ways of dealing them out that agree with the table: every person by chance, and groups as much apart as can be. The
crosswalk error, from lower to upper, reaches over both.

With --basis population the weights are shares of the people; with --basis area they are shares of the ground, and how many people live in a part
is unknown as well.`,
		Example:           `  jamlik space carry dissimilarity,theil-h --data people.csv --unit area --group foreign,swedish --crosswalk crosswalk.csv --basis area`,
		Args:              positional(1, 1, "one list of IDs"),
		ValidArgsFunction: completeIndices,
		RunE:              func(_ *cobra.Command, args []string) error { return p.carry(args[0], f) },
	}
	fl := cmd.Flags()
	f.data.registerDrawn(cmd)
	fl.StringVar(&f.crosswalk, "crosswalk", "", "file with the columns from, to and weight (required)")
	fl.StringVar(&f.basis, "basis", "population", "what the weights are shares of: population, area")
	offer(cmd, map[string][]string{"basis": {"population", "area"}})
	return cmd
}

// carriedIndex is one index of the newer areas, in the form of its JSON.
type carriedIndex struct {
	Index       string   `json:"index"`
	NUnits      int      `json:"n_units"` // newer areas
	Divided     float64  `json:"divided"` // share of the people in older areas that are divided
	Value       *float64 `json:"value"`
	Lower       *float64 `json:"lower"`
	Upper       *float64 `json:"upper"`
	ChanceLower *float64 `json:"chance_lower"`
	ChanceUpper *float64 `json:"chance_upper"`
	ApartLower  *float64 `json:"apart_lower"`
	ApartUpper  *float64 `json:"apart_upper"`
	Level       float64  `json:"level"`
	Seed        uint64   `json:"seed"`
	Warnings    []string `json:"warnings"`
}

func (p *program) carry(ids string, f carryFlags) error {
	ixs, _, err := chooseIndices(ids)
	if err != nil {
		return err
	}
	d := f.data
	if err := d.check(); err != nil {
		return err
	}
	if err := oneOf("basis", f.basis, "population", "area"); err != nil {
		return err
	}
	switch {
	case f.crosswalk == "":
		return usagef("--crosswalk names the file that says where the areas lie")
	case d.replicates < 1:
		return usagef("--replicates is above 0")
	}
	params, err := parseParams(d.params, ixs)
	if err != nil {
		return err
	}
	in, err := p.composition(d)
	if err != nil {
		return err
	}
	stats, err := scalars(ixs, params, in)
	if err != nil {
		return err
	}
	x, err := f.read(in)
	if err != nil {
		return err
	}
	level := d.firstLevel()
	c := index.Composition{Names: in.Composition.Names, Counts: in.Composition.Counts}
	got, err := crosswalk.Error(c, x, crosswalk.Options{Replicates: d.replicates, Level: level, Seed: d.seed}, stats...)
	if err != nil {
		return fmt.Errorf("%s: %w", f.crosswalk, err)
	}
	var out []carriedIndex
	for k, v := range got.Outcomes {
		one := carriedIndex{Index: ixs[k].ID, NUnits: x.Newer, Divided: got.Divided, Value: finite(v.Value), Lower: finite(v.Lower), Upper: finite(v.Upper),
			ChanceLower: finite(v.Chance.Lower), ChanceUpper: finite(v.Chance.Upper), ApartLower: finite(v.Apart.Lower), ApartUpper: finite(v.Apart.Upper),
			Level: level, Seed: d.seed, Warnings: []string{}}
		if v.Why != "" {
			one.Warnings = append(one.Warnings, v.Why)
		}
		out = append(out, one)
	}
	for _, w := range in.warnings {
		p.warn(fmt.Errorf("%s", w))
	}
	return p.writeCarried(out, d.format)
}

// read reads the crosswalk of the areas of the data.
func (f carryFlags) read(in computeInput) (crosswalk.Crosswalk, error) {
	x := crosswalk.Crosswalk{Population: f.basis == "population"}
	fr, err := f.data.readColumns(f.crosswalk, []string{"from", "to"}, []string{"weight"}, nil)
	if err != nil {
		return x, err
	}
	older := make(map[string]int, in.units.len())
	for i, u := range in.units.all() {
		older[u] = i
	}
	var names []string
	for i, from := range fr.text["from"].all() {
		if _, ok := older[from]; ok {
			names = append(names, fr.text["to"].at(i))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	x.Newer = len(names)
	sums, line := make([]float64, in.units.len()), make([]int32, in.units.len())
	var ps indicators.Problems
	for i, from := range fr.text["from"].all() {
		at, ok := older[from]
		if !ok {
			continue // of another place
		}
		to, _ := slices.BinarySearch(names, fr.text["to"].at(i))
		weight := fr.num["weight"][i]
		if !(weight >= 0 && weight <= 1) {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: "weight", What: "the weight is missing or no share from 0 to 1",
				Remedy: "write the share of the older area, 1 for all of it"})
			continue
		}
		if line[at] == 0 {
			line[at] = fr.lines[i]
		}
		sums[at] += weight
		x.Shares = append(x.Shares, crosswalk.Share{From: at, To: to, Weight: weight})
	}
	if err := ps.Err(); err != nil {
		return x, err
	}
	for i, u := range in.units.all() {
		switch {
		case line[i] == 0:
			ps.Add(indicators.Problem{File: fr.name, What: fmt.Sprintf("no row says where %q lies", u), Remedy: "list every area, one that is unchanged with the weight 1"})
		case sums[i] < 0.999 || sums[i] > 1.001:
			ps.Add(indicators.Problem{File: fr.name, Line: int(line[i]), Column: "weight", What: fmt.Sprintf("the weights of %q sum to %.4g, not to 1", u, sums[i]),
				Remedy: "list every area that a part lies in, with its share of the older area"})
		}
	}
	return x, ps.Err()
}

func (p *program) writeCarried(out []carriedIndex, format string) error {
	rows := [][]string{{"index", "n_units", "divided", "value", "lower", "upper", "chance_lower", "chance_upper", "apart_lower", "apart_upper"}}
	for _, v := range out {
		for _, w := range v.Warnings {
			p.warn(fmt.Errorf("%s: %s", v.Index, w))
		}
		rows = append(rows, []string{v.Index, strconv.Itoa(v.NUnits), show(&v.Divided), show(v.Value), show(v.Lower), show(v.Upper),
			show(v.ChanceLower), show(v.ChanceUpper), show(v.ApartLower), show(v.ApartUpper)})
	}
	if format == "json" {
		return p.writeJSON(out)
	}
	return p.writeRows(rows, format)
}

package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// computeFlags are the flags of `index compute`.
type computeFlags struct {
	data, unit, total, weight, value, rank string
	groups, by, params                     []string
	within, supergroups                    []string
	scale                                  []float64
	compare                                string
	long                                   bool
	groupCol, countCol                     string
	reference                              string
	lowIsGood                              bool
	bootstrap                              int
	seed                                   uint64
	resample                               string
	threshold                              float64
	format, decimal                        string
	file                                   fileFlags

	compared comparison // what compare says
	micro    bool       // each row is a person, not a unit
}

func (p *program) computeCommand() *cobra.Command {
	var f computeFlags
	cmd := &cobra.Command{
		Use:   "compute ID[,ID…|family]",
		Short: "Compute indices of any data file",
		Long: `Compute indices of any file that the program reads.

Two-group indices compare the first of --group with the second; with --total, one --group is compared with the rest of the
total. Indices of values take the column --value (or a single --group) with --weight. Rates take --group as events and --total as
population. A family instead of an ID computes every index of it that fits the columns.

--threshold withholds the values of units with few people, those of other units where the values of all the rest would tell them by
subtraction, and curves whose steps are such units. An index over all units tells of no single one, but where few units are unknown
to a reader, several indices together may.

JSON output is one object on a line for each index and each value of --by.`,
		Example: `  jamlik index compute dissimilarity --data deso.csv --unit area --group foreign,swedish
  jamlik index compute dissimilarity,isolation --data deso.csv --unit area --group foreign --total population --by year --bootstrap 999
  jamlik index compute segregation --data long.csv --unit school --long --group-col background --count-col pupils
  jamlik index compute gini --data income.csv --unit area --value income --weight population
  jamlik index compute atkinson --data income.csv --unit area --value income --param epsilon=1`,
		Args:              positional(1, 1, "one list of IDs or a family"),
		ValidArgsFunction: completeIndices,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.compute(args[0], f)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "file to read (required)")
	fl.StringVar(&f.unit, "unit", "", "column that names the units: areas or schools (required)")
	fl.StringSliceVar(&f.groups, "group", nil, "columns of the groups, the group of interest first; with --long, values of --group-col")
	fl.StringVar(&f.total, "total", "", "column of the whole population: the groups are compared with the rest of it; with --long, a value of --group-col")
	fl.StringVar(&f.value, "value", "", "column of values, for indices of inequality and disparity")
	fl.StringVar(&f.weight, "weight", "", "column of weights of the values")
	fl.StringVar(&f.rank, "rank", "", "column that orders the units from most disadvantaged upward")
	fl.StringVar(&f.reference, "reference", "", "unit that the others are compared with")
	fl.BoolVar(&f.lowIsGood, "low-is-good", false, "a low value is the good one")
	fl.StringSliceVar(&f.by, "by", nil, "columns that divide the file; each combination is computed by itself")
	fl.StringVar(&f.compare, "compare", "", "two dates or cities as COLUMN=BEFORE,AFTER, for indices of a change")
	fl.StringSliceVar(&f.within, "within", nil, "columns of the larger units that the units lie in, the largest first, for decompositions")
	fl.StringArrayVar(&f.supergroups, "supergroup", nil, "larger group as NAME=group,group, for decompositions; may be repeated; other groups stand for themselves")
	fl.Float64SliceVar(&f.scale, "scale", nil, "numbers that the brackets of --group stand for, such as their midpoints; default 0, 1, 2 …")
	fl.StringArrayVar(&f.params, "param", nil, "parameter as name=value; may be repeated")
	fl.BoolVar(&f.long, "long", false, "one row for each unit and group")
	fl.StringVar(&f.groupCol, "group-col", "", "with --long, the column that names the group")
	fl.StringVar(&f.countCol, "count-col", "", "with --long, the column of counts")
	fl.IntVar(&f.bootstrap, "bootstrap", 0, "replicates for an interval; 0 means no interval")
	fl.StringVar(&f.resample, "resample", "persons", "what the bootstrap draws: persons or areas (values are always drawn by area)")
	fl.Uint64Var(&f.seed, "seed", 1, "seed of the bootstrap")
	fl.Float64Var(&f.threshold, "threshold", 0, "withhold the values of units with fewer people than this, in all or in a group; indices over all units are shown as they are")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	f.file.register(cmd)
	return cmd
}

func (p *program) compute(ids string, f computeFlags) error {
	ixs, family, err := chooseIndices(ids)
	if err != nil {
		return err
	}
	out, err := p.computeAll(ixs, family, f)
	if err != nil {
		return err
	}
	if len(out) == 0 {
		return usagef("no index of %q fits the columns given (see jamlik index list for what each needs)", ids)
	}
	return p.writeComputed(out, f)
}

// computeAll reads the file and gives the results of the indices for each slice of it.
func (p *program) computeAll(ixs []index.Index, family bool, f computeFlags) ([]computed, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var err error
	if f.compared, err = parseComparison(f.compare); err != nil {
		return nil, err
	}
	f.micro = f.value != "" && len(f.groups) == 0 && (family || allRanked(ixs)) && slices.ContainsFunc(ixs, ranked)
	params, err := parseParams(f.params, ixs)
	if err != nil {
		return nil, err
	}
	r, err := open(f.data, f.file, true)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	fr, err := readFrame(r, f.data, f.textColumns(), f.numberColumns(), rune(f.decimal[0]))
	if err != nil {
		return nil, err
	}
	p.warn(r.Warnings()...)
	slicesOf, err := f.split(fr)
	if err != nil {
		return nil, err
	}
	var out []computed
	for _, s := range slicesOf {
		results, err := s.compute(ixs, params, family, f)
		if err != nil {
			return nil, err
		}
		out = append(out, results...)
	}
	return out, nil
}

// compute gives the results of the indices for one slice. Of a family it computes what fits the columns.
func (s *slice) compute(ixs []index.Index, params index.Params, family bool, f computeFlags) ([]computed, error) {
	type shaped struct {
		in  computeInput
		err error
	}
	inputs := map[index.Shape]shaped{}
	var out []computed
	for _, ix := range ixs {
		i, ok := inputs[ix.Shape()]
		if !ok {
			i.in, i.err = s.input(ix.Shape(), f)
			inputs[ix.Shape()] = i
		}
		if i.err != nil {
			if family && errors.As(i.err, new(usageError)) {
				continue
			}
			return nil, i.err
		}
		if ix.Whole && !family { // of a family the index is undefined, with a warning
			if err := s.whole(ix, f); err != nil {
				return nil, err
			}
		}
		c, err := i.in.compute(ix, params, f)
		if err != nil {
			return nil, err
		}
		c.By = s.by
		out = append(out, c)
	}
	return out, nil
}

func ranked(ix index.Index) bool { return ix.Shape() == index.ShapeRanked }

func allRanked(ixs []index.Index) bool {
	return !slices.ContainsFunc(ixs, func(ix index.Index) bool { return !ranked(ix) })
}

func (f computeFlags) check() error {
	if f.data == "" || f.unit == "" {
		return usagef("--data and --unit are required")
	}
	if f.long && (f.groupCol == "" || f.countCol == "") {
		return usagef("--long needs --group-col and --count-col")
	}
	if !f.long && (f.groupCol != "" || f.countCol != "") {
		return usagef("--group-col and --count-col go with --long")
	}
	if f.long && (f.value != "" || f.weight != "" || f.rank != "") {
		return usagef("--value, --weight and --rank go with one row for each unit, not with --long")
	}
	if !f.long && len(f.groups) == 0 && f.value == "" {
		return usagef("give the columns of the groups with --group, or a column of values with --value")
	}
	if err := errors.Join(once("group", f.groups), once("by", f.by), once("within", f.within)); err != nil {
		return err
	}
	if f.total != "" && slices.Contains(f.groups, f.total) {
		return usagef("--total is %q, which --group names too", f.total)
	}
	if len(f.scale) > 0 && len(f.scale) != len(f.groups) {
		return usagef("--scale has %s for %s of --group", lang.Count(len(f.scale), "number"), lang.Count(len(f.groups), "bracket"))
	}
	if f.bootstrap != 0 && f.bootstrap < analysis.MinReplicates {
		return usagef("--bootstrap is %d: want 0 for no interval, or at least %d replicates", f.bootstrap, analysis.MinReplicates)
	}
	if !(f.threshold >= 0) {
		return usagef("--threshold is %v: want 0 or more", f.threshold)
	}
	if err := oneOf("resample", f.resample, "persons", "areas"); err != nil {
		return err
	}
	if err := oneOf("decimal", f.decimal, ".", ","); err != nil {
		return err
	}
	return oneOf("format", f.format, "table", "csv", "json")
}

// once checks that a flag names nothing twice.
func once(flag string, names []string) error {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return usagef("--%s names %q twice", flag, name)
		}
	}
	return nil
}

// chooseIndices reads a list of IDs or the name of a family.
func chooseIndices(ids string) (ixs []index.Index, family bool, err error) {
	if ixs := registry.Family(index.Family(ids)); len(ixs) > 0 {
		return ixs, true, nil
	}
	for id := range strings.SplitSeq(ids, ",") {
		ix, err := registry.Lookup(strings.TrimSpace(id))
		if err != nil {
			return nil, false, usageError{err}
		}
		ixs = append(ixs, ix)
	}
	return ixs, false, nil
}

// parseParams reads name=number for each parameter. Each must be one of an index asked for.
func parseParams(list []string, ixs []index.Index) (index.Params, error) {
	var names []string
	for _, ix := range ixs {
		for _, q := range ix.Params {
			if !slices.Contains(names, q.Name) {
				names = append(names, q.Name)
			}
		}
	}
	out := index.Params{}
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		v, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil {
			return nil, usagef("--param %q: want name=number", s)
		}
		if len(names) == 0 {
			return nil, usagef("--param %q: %s no parameter", s, taker(ixs, "takes", "take"))
		}
		if !slices.Contains(names, name) {
			return nil, usagef("--param %q: %s no such parameter%s", s, taker(ixs, "has", "have"), meant(name, names))
		}
		out[name] = v
	}
	return out, nil
}

// taker names the indices that were asked for, with the verb in their number.
func taker(ixs []index.Index, has, have string) string {
	if len(ixs) == 1 {
		return "index " + ixs[0].ID + " " + has
	}
	return fmt.Sprintf("the %d indices %s", len(ixs), have)
}

func (f computeFlags) textColumns() []string {
	cols := slices.Concat([]string{f.unit}, f.by, f.within)
	if f.long {
		cols = append(cols, f.groupCol)
	}
	if f.compared.column != "" {
		cols = append(cols, f.compared.column)
	}
	slices.Sort(cols)
	return slices.Compact(cols)
}

func (f computeFlags) numberColumns() []string {
	if f.long {
		return []string{f.countCol}
	}
	cols := slices.Clone(f.groups)
	for _, c := range []string{f.total, f.value, f.weight, f.rank} {
		if c != "" && !slices.Contains(cols, c) {
			cols = append(cols, c)
		}
	}
	return cols
}

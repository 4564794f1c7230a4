package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/resample"
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
	pairwise                               bool
	compare                                string
	long                                   bool
	groupCol, countCol                     string
	reference                              string
	lowIsGood                              bool
	bootstrap, replicates                  int
	seed                                   uint64
	resample, interval, jackknife          string
	null, test, alternative                string
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
		Long: `Compute indices of any file that the program reads. A family instead of an ID computes every index of it that fits the flags given;
jamlik index show ID says what an index needs and gives an example.

Groups: one column for each with --group, the group of interest first; --total adds the rest of a total as a group. With --long there is
one row for each unit and group, and --group and --total are values of --group-col. Larger units (--within) and larger groups
(--supergroup) are for decompositions.

An ordered scale: --group with the brackets, the lowest first, and --scale with the number that each stands for; or --value and --weight
with one row for each person. Values: --value with --weight. Rates: one --group with the events and --total with the population.

Two dates or cities: --compare. An index of a change takes both as they are: a unit or a group that is there at one date only has no
people at the other. Units that miss a figure are left out, of both, and named: missing is never zero.

Chance: --bootstrap puts an interval round every value, and --jackknife gives bias, standard error and influence. --null tests one sample
against a city in which chance alone decides:
  evenness                 the people of each unit are drawn with the city's composition
  systematic               each group is drawn over the units in proportion to their size
  fixed-margins            units and groups keep their sizes; person-permutation is the same
  geographic-permutation   units change places between the larger ones of --within
--test tests the difference between the two samples of --compare, the later minus the earlier:
  random-label             units are dealt to the samples anew
  person-permutation       people change places over the units of both
  counterfactual-…         units take the composition, or the share, of the unit of the same rank in the other sample
  bootstrap                both are drawn anew; gives an interval as well
A p-value is never 0: the value itself counts as one replicate.

--threshold withholds the values of units with few people, those of other units where the values of all the rest would tell them by
subtraction, and curves whose steps are such units. An index over all units tells of no single one, but where few units are unknown
to a reader, several indices together may.

JSON output is one object on a line for each index and each value of --by. An undefined value is null, and a warning says why.`,
		Example: `  jamlik index compute dissimilarity --data deso.csv --unit area --group foreign,swedish
  jamlik index compute dissimilarity,isolation --data deso.csv --unit area --group foreign --total population --by year --bootstrap 999
  jamlik index compute segregation --data long.csv --unit school --long --group-col background --count-col pupils
  jamlik index compute mutual-information-change --data years.csv --unit area --group foreign,swedish --compare year=2020,2025
  jamlik index compute dissimilarity --data years.csv --unit area --group foreign,swedish --compare year=2020,2025 --test random-label
  jamlik index compute dissimilarity --data deso.csv --unit area --group foreign,swedish --null fixed-margins --alternative greater
  jamlik index compute gini --data income.csv --unit area --value income --weight population --jackknife areas
  jamlik index compute atkinson --data income.csv --unit area --value income --param epsilon=1`,
		Args:              positional(1, 1, "one list of IDs or a family"),
		ValidArgsFunction: completeIndices,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.checkInference(cmd.Flags().Changed); err != nil {
				return err
			}
			return p.compute(args[0], f)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "file to read (required)")
	fl.StringVar(&f.unit, "unit", "", "column that names the units: areas or schools (required)")
	fl.StringSliceVar(&f.groups, "group", nil, "columns of the groups, the group of interest first; with --long, values of --group-col")
	fl.StringVar(&f.total, "total", "", "column of the whole population: the groups are compared with the rest of it; with --long, a value of --group-col")
	fl.BoolVar(&f.pairwise, "pairwise", false, "an index of two groups for each ordered pair of the groups")
	fl.StringVar(&f.value, "value", "", "column of values, for indices of inequality and disparity")
	fl.StringVar(&f.weight, "weight", "", "column of weights of the values")
	fl.StringVar(&f.rank, "rank", "", "column that orders the units from most disadvantaged upward")
	fl.StringVar(&f.reference, "reference", "", "unit that the others are compared with")
	fl.BoolVar(&f.lowIsGood, "low-is-good", false, "a low value is the good one")
	fl.StringSliceVar(&f.by, "by", nil, "columns that divide the file; each combination is computed by itself")
	fl.StringVar(&f.compare, "compare", "", "two dates or cities as COLUMN=BEFORE,AFTER, for indices of a change and --test")
	fl.StringSliceVar(&f.within, "within", nil, "columns of the larger units that the units lie in, the largest first, for decompositions")
	fl.StringArrayVar(&f.supergroups, "supergroup", nil, "larger group as NAME=group,group, for decompositions; may be repeated; other groups stand for themselves")
	fl.Float64SliceVar(&f.scale, "scale", nil, "numbers that the brackets of --group stand for, such as their midpoints; default 0, 1, 2 …")
	fl.StringArrayVar(&f.params, "param", nil, "parameter as name=value; may be repeated")
	fl.BoolVar(&f.long, "long", false, "one row for each unit and group")
	fl.StringVar(&f.groupCol, "group-col", "", "with --long, the column that names the group")
	fl.StringVar(&f.countCol, "count-col", "", "with --long, the column of counts")
	fl.IntVar(&f.bootstrap, "bootstrap", 0, "replicates for an interval; 0 means no interval")
	fl.StringVar(&f.resample, "resample", "persons", "what the bootstrap draws: "+listOf(resample.Schemes)+" (values are always drawn by area)")
	fl.StringVar(&f.interval, "interval", "basic", "how the bootstrap makes its interval: "+listOf(resample.Intervals))
	fl.StringVar(&f.jackknife, "jackknife", "", "bias, standard error and influence from leaving out one at a time: "+listOf(resample.Schemes))
	fl.StringVar(&f.null, "null", "", "test against a model of chance: "+listOf(resample.Nulls))
	fl.StringVar(&f.test, "test", "", "with --compare, test the difference: "+listOf(resample.Comparisons))
	fl.IntVar(&f.replicates, "replicates", 999, "replicates of a test")
	fl.StringVar(&f.alternative, "alternative", "two-sided", "what a test asks: "+strings.Join(alternatives, ", "))
	fl.Uint64Var(&f.seed, "seed", 1, "seed of the random numbers")
	fl.Float64Var(&f.threshold, "threshold", 0, "withhold the values of units with fewer people than this, in all or in a group; indices over all units are shown as they are")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	f.file.register(cmd)
	offer(cmd, map[string][]string{
		"resample": names(resample.Schemes), "interval": names(resample.Intervals), "jackknife": names(resample.Schemes), "null": names(resample.Nulls),
		"test": names(resample.Comparisons), "alternative": alternatives, "format": {"table", "csv", "json"}, "decimal": {".", ","},
	})
	return cmd
}

func listOf[T ~string](list []T) string { return strings.Join(names(list), ", ") }

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
func (p *program) computeAll(ixs []index.Index, family bool, f computeFlags) ([]*computed, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	var err error
	if f.pairwise {
		if ixs, err = pairwise(ixs, family); err != nil {
			return nil, err
		}
	}
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
	var out []*computed
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
func (s *slice) compute(ixs []index.Index, params index.Params, family bool, f computeFlags) ([]*computed, error) {
	batches := map[index.Shape]*batch{}
	refused := map[index.Shape]error{}
	var order []*batch
	var out []*computed
	for _, ix := range ixs {
		b, err := batches[ix.Shape()], refused[ix.Shape()]
		if b == nil && err == nil {
			if b, err = s.batch(ix.Shape(), f); err == nil {
				order = append(order, b)
			}
			batches[ix.Shape()], refused[ix.Shape()] = b, err
		}
		if err != nil {
			if family && errors.As(err, new(usageError)) {
				continue
			}
			return nil, err
		}
		if ix.Whole && !family { // of a family the index is undefined, with a warning
			if err := s.whole(ix, f); err != nil {
				return nil, err
			}
		}
		ps, err := ix.Resolve(known(ix, params))
		if err != nil {
			return nil, usageError{err}
		}
		c := &computed{Index: ix.ID, By: s.by, Level: 0.95, Units: len(b.in.units), Params: ps, Warnings: append([]string{}, s.warnings...)}
		if f.compare != "" {
			c.Compare = &f.compared
		}
		b.params = params
		b.stats = append(b.stats, resample.Statistic{Index: ix, Params: ps})
		b.results = append(b.results, c)
		out = append(out, c)
	}
	for _, b := range order {
		if err := b.compute(f); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// batch reads the input of one shape, of both samples where two are tested.
func (s *slice) batch(shape index.Shape, f computeFlags) (*batch, error) {
	in, err := s.input(shape, f)
	if err != nil || f.test == "" {
		return &batch{in: &in}, err
	}
	after, err := s.after.input(shape, f)
	return &batch{in: &in, after: &after}, err
}

// known leaves out the parameters that are for other indices.
func known(ix index.Index, params index.Params) index.Params {
	out := index.Params{}
	for _, q := range ix.Params {
		if v, ok := params[q.Name]; ok {
			out[q.Name] = v
		}
	}
	return out
}

// pairwise makes indices of any number of groups out of those of two: a value for each ordered pair. Of a family others are left out.
func pairwise(ixs []index.Index, family bool) ([]index.Index, error) {
	var out []index.Index
	for _, ix := range ixs {
		switch {
		case ix.TwoGroup != nil:
			pairs := ix
			pairs.TwoGroup, pairs.MultiGroupParts = nil, func(c index.Composition, p index.Params) ([]index.Part, error) { return index.Pairwise(ix, c, p) }
			out = append(out, pairs)
		case !family:
			return nil, usagef("--pairwise is for an index that is one number for two groups; %s is not (see jamlik index list --input 'two groups')", ix.ID)
		}
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
	if !(f.threshold >= 0) {
		return usagef("--threshold is %v: want 0 or more", f.threshold)
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
	if f.compared.Column != "" {
		cols = append(cols, f.compared.Column)
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

package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// computeFlags are the flags of `index compute`.
type computeFlags struct {
	data, unit, total, weight, value, rank string
	se, events                             string
	bounds                                 []float64
	per                                    float64
	allowMissing                           bool
	subgroup                               string
	sources                                []string
	at, standard, health, healthN          string
	frequency                              string
	expectedGroup, expectedTotal           string
	indicators, indicatorErrors            []string
	indicatorWeights                       []float64
	reverse, goals                         []string
	groups, by, params                     []string
	within, supergroups                    []string
	scale                                  []float64
	pairwise                               bool
	compare                                string
	long, persons                          bool
	groupCol, countCol                     string
	reference                              string
	lowIsGood                              bool
	bootstrap, replicates                  int
	seed                                   uint64
	levels                                 []float64
	resample, interval, jackknife          string
	null, test, alternative                string
	threshold                              float64
	format, decimal                        string
	file                                   fileFlags
	place                                  spaceFlags

	compared comparison   // what compare says
	apart    bool         // the units of the two dates need not be the same
	where    *whereabouts // the units lie
	outside  bool         // a unit may lie in no larger unit: its cell is empty
	level    float64      // that of levels which is computed now
	micro    bool         // each row is a person, not a unit
	family   bool         // indices are those of a family that fit
}

func (f *computeFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "file to read (required)")
	fl.StringVar(&f.unit, "unit", "", "column that names the units: areas or schools (required)")
	fl.StringSliceVar(&f.groups, "group", nil, "columns of the groups, the group of interest first; with --long or --persons, values of --group-col")
	fl.StringVar(&f.total, "total", "", "column of the whole population: the groups are compared with the rest of it; with --long, a value of --group-col; with --persons, a name for all groups together")
	fl.BoolVar(&f.pairwise, "pairwise", false, "an index of two groups for each ordered pair of the groups")
	fl.StringVar(&f.value, "value", "", "column of values, for indices of inequality and disparity")
	fl.StringVar(&f.weight, "weight", "", "column of weights of the values")
	fl.StringVar(&f.se, "se", "", "column of standard errors of the values, on their scale")
	fl.Float64SliceVar(&f.bounds, "bounds", nil, "least and greatest number that a value can be, such as 0,100; nothing is guessed from the values")
	fl.Float64Var(&f.per, "per", perDefault, "what estimates from --group and --total are expressed per")
	fl.StringVar(&f.events, "events", eventShares, "what estimates from --group and --total are: "+strings.Join(eventKinds, ", ")+"; a share lies between 0 and --per, a rate has no bound")
	fl.BoolVar(&f.allowMissing, "allow-missing", false, "compare subgroups even where more than 15 % of the units, or of ranked units any, have no figure")
	fl.StringVar(&f.subgroup, "subgroup", "", "column of the group that each value belongs to, for decompositions")
	fl.StringSliceVar(&f.sources, "source", nil, "columns of the parts that each value is made of, or of its determinants, for decompositions")
	fl.StringVar(&f.at, "at", "", "column of strata: several rows for each unit, one for each year or age group (a number, 0-4 or 90+)")
	fl.StringVar(&f.standard, "standard", "", "column of the standard population of the stratum, or one known by name: "+strings.Join(slices.Sorted(maps.Keys(standards)), ", "))
	fl.StringVar(&f.frequency, "frequency", "", "column of how many events each of the people of the row has had: one row for each unit, stratum and number")
	fl.StringVar(&f.expectedGroup, "expected-group", "", "column of the events of the stratum in the population that is compared with")
	fl.StringVar(&f.expectedTotal, "expected-total", "", "column of the people of the stratum in the population that is compared with")
	fl.StringVar(&f.health, "health", "", "column of the share of the stratum in good health, from 0 to 1")
	fl.StringVar(&f.healthN, "health-n", "", "column of the number of answers that the share in good health rests on")
	fl.StringSliceVar(&f.indicators, "indicator", nil, "columns of indicators, for composite indices; an empty cell is missing")
	fl.Float64SliceVar(&f.indicatorWeights, "indicator-weight", nil, "weights of the indicators; default equal")
	fl.StringSliceVar(&f.indicatorErrors, "indicator-se", nil, "columns of the standard errors of the indicators")
	fl.StringSliceVar(&f.reverse, "reverse", nil, "indicators of which a low value counts as high")
	fl.StringArrayVar(&f.goals, "goal", nil, "goalposts as INDICATOR=LOW,HIGH, the values that count as 0 and 1; may be repeated")
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
	fl.BoolVar(&f.persons, "persons", false, "one row for each person: rows are counted by unit and --group-col, or each has its --value")
	fl.StringVar(&f.groupCol, "group-col", "", "with --long or --persons, the column that names the group")
	fl.StringVar(&f.countCol, "count-col", "", "with --long, the column of counts")
	fl.IntVar(&f.bootstrap, "bootstrap", 0, "replicates for an interval; 0 means no interval")
	fl.StringVar(&f.resample, "resample", "persons", "what the bootstrap draws: "+listOf(resample.Schemes)+"; values are always drawn by area, and subgroups by their estimates or by area")
	fl.StringVar(&f.interval, "interval", "basic", "how the bootstrap makes its interval: "+listOf(resample.Intervals))
	fl.StringVar(&f.jackknife, "jackknife", "", "bias, standard error and influence from leaving out one at a time: "+listOf(leftOut))
	fl.StringVar(&f.null, "null", "", "test against a model of chance: "+listOf(resample.Nulls))
	fl.StringVar(&f.test, "test", "", "with --compare, test the difference: "+listOf(resample.Comparisons))
	fl.IntVar(&f.replicates, "replicates", 999, "replicates of a test")
	fl.StringVar(&f.alternative, "alternative", "two-sided", "what a test asks: "+strings.Join(alternatives, ", "))
	fl.Float64SliceVar(&f.levels, "level", nil, "confidence levels of intervals, such as 0.95,0.998: a result for each; default 0.95")
	fl.Uint64Var(&f.seed, "seed", 1, "seed of the random numbers")
	fl.Float64Var(&f.threshold, "threshold", 0, "withhold the values of units with fewer people than this, in all or in a group; indices over all units are shown as they are")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	for _, flag := range []string{"bounds", "indicator-weight", "level", "scale"} {
		fl.Lookup(flag).DefValue = "" // not "[]" in the help
	}
	f.place.register(cmd)
	f.file.register(cmd)
	offer(cmd, map[string][]string{
		"resample": names(resample.Schemes), "interval": names(resample.Intervals), "jackknife": names(leftOut), "null": names(resample.Nulls),
		"test": names(resample.Comparisons), "alternative": alternatives, "format": {"table", "csv", "json"}, "decimal": {".", ","},
	})
}

func listOf[T ~string](list []T) string { return strings.Join(names(list), ", ") }

func (f computeFlags) check() error {
	if f.data == "" || f.unit == "" {
		return usagef("--data and --unit are required")
	}
	if f.long && (f.groupCol == "" || f.countCol == "") {
		return usagef("--long needs --group-col and --count-col")
	}
	if !f.long && (f.groupCol != "" || f.countCol != "") {
		return usagef("--group-col and --count-col go with --long; with --persons, --group-col alone")
	}
	if f.long && (f.value != "" || f.weight != "" || f.rank != "" || f.se != "") {
		return usagef("--value, --se, --weight and --rank go with one row for each person or unit, not with %s", notFromCells)
	}
	if !f.long && len(f.groups) == 0 && f.value == "" && len(f.indicators) == 0 {
		return usagef("give the columns of the groups with --group, or a column of values with --value")
	}
	if f.long && (f.at != "" || f.subgroup != "" || len(f.sources) > 0 || len(f.indicators) > 0) {
		return usagef("--at, --subgroup, --source and --indicator go with a column for each kind of figure, not with --long")
	}
	for _, pair := range []struct{ flag, with, value, other string }{
		{"health-n", "health", f.healthN, f.health}, {"expected-group", "expected-total", f.expectedGroup, f.expectedTotal},
		{"expected-total", "expected-group", f.expectedTotal, f.expectedGroup}} {
		if pair.value != "" && pair.other == "" {
			return usagef("--%s goes with --%s", pair.flag, pair.with)
		}
	}
	if f.subgroup != "" && len(f.sources) > 0 {
		return usagef("--subgroup and --source are two decompositions: give one of them")
	}
	for _, check := range []func() error{f.checkEstimates, f.checkIndicators, f.place.check} {
		if err := check(); err != nil {
			return err
		}
	}
	if err := errors.Join(once("group", f.groups), once("by", f.by), once("within", f.within), once("source", f.sources), once("indicator", f.indicators)); err != nil {
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

// parseParams reads name=number, or the name of a choice, for each parameter. Each must be one of an index asked for.
func parseParams(list []string, ixs []index.Index) (index.Params, error) {
	var names []string
	choices := map[string][]string{}
	for _, ix := range ixs {
		for _, q := range ix.Params {
			if !slices.Contains(names, q.Name) {
				names = append(names, q.Name)
				choices[q.Name] = q.Choices
			}
		}
	}
	out := index.Params{}
	for _, s := range list {
		name, value, ok := strings.Cut(s, "=")
		v, err := strconv.ParseFloat(value, 64)
		switch chosen := slices.Index(choices[name], value); {
		case chosen >= 0:
			v, err = float64(chosen), nil
		case ok && choices[name] != nil:
			return nil, usagef("--param %q: %s is one of %s", s, name, strings.Join(choices[name], ", "))
		}
		if !ok || err != nil {
			return nil, usagef("--param %q: want name=number", s)
		}
		if len(names) == 0 {
			return nil, usagef("--param %q: %s no parameter", s, taker(ixs, "takes", "take"))
		}
		if !slices.Contains(names, name) {
			return nil, usagef("--param %q: %s no such parameter%s", s, taker(ixs, "has", "have"), meant(name, names))
		}
		if _, ok := out[name]; ok {
			return nil, usagef("--param names %q twice", name)
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
	cols := slices.Concat([]string{f.unit}, f.by, f.within, given(f.subgroup, f.at))
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
		return append([]string{f.countCol}, f.place.columns()...)
	}
	cols := slices.Clone(f.groups)
	for _, c := range slices.Concat(given(f.total, f.value, f.se, f.weight, f.rank, f.frequency, f.standardColumn(), f.expectedGroup, f.expectedTotal, f.health, f.healthN),
		f.sources, f.indicators, f.indicatorErrors, f.place.columns()) {
		if !slices.Contains(cols, c) {
			cols = append(cols, c)
		}
	}
	return cols
}

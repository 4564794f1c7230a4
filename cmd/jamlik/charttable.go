package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// flatFlags say what a table holds that figures are drawn straight from, without a study.
type flatFlags struct {
	data                                 string
	file                                 fileFlags
	decimal                              string
	values                               []string
	numerators, denominators             []string
	lower, upper                         string
	city, everyone                       string
	titles, units, kinds, betters        []string
	decimals                             int
	population, source, date             string
	limitsLevel, threshold, smallestBase float64
	geometry                             string
	layer                                layerFlags
}

// tableOnly are the flags that are about a table and nothing else.
var tableOnly = []string{"decimal", "value", "numerator", "denominator", "lower", "upper", "city", "everyone", "title", "unit", "kind", "better", "decimals",
	"population", "source", "date", "limits-level", "threshold", "min-denominator", "geometry", "key", "crs", "layer",
	"input-format", "delimiter", "encoding", "header", "footer", "sheet", "skip"}

func (f *flatFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "draw from a table in place of a study; --area and --group are then columns, and --period a column or the period itself")
	fl.StringVar(&f.decimal, "decimal", ".", "with --data: decimal mark of numbers, . or ,")
	fl.StringSliceVar(&f.values, "value", nil, "with --data: column of the values, or several")
	fl.StringSliceVar(&f.numerators, "numerator", nil, "with --data: column of the counts that the values are of, for each of --value")
	fl.StringSliceVar(&f.denominators, "denominator", nil, "with --data: column of the persons among whom was counted, for each of --value")
	fl.StringVar(&f.lower, "lower", "", "with --data: column of the lower limits of the values")
	fl.StringVar(&f.upper, "upper", "", "with --data: column of the upper limits of the values")
	fl.Float64Var(&f.limitsLevel, "limits-level", 0.95, "with --data: confidence level of --lower and --upper; 0.95 where not given")
	fl.StringVar(&f.city, "city", "", "with --data: name of the city, whose row it is too where there is one")
	fl.StringVar(&f.everyone, "everyone", "", "with --data and --group: what the column has in rows about everyone; an empty cell is everyone too")
	fl.StringArrayVar(&f.titles, "title", nil, "with --data: what the values are, as a heading; once for each of --value")
	fl.StringArrayVar(&f.units, "unit", nil, "with --data: unit of the values: percent, 'per 1000', or any words; once, or for each of --value (required)")
	fl.StringArrayVar(&f.kinds, "kind", nil, "with --data: kind of number: share, rate, mean, median, count, score; found out from --unit where empty")
	fl.StringArrayVar(&f.betters, "better", nil, "with --data: high, low or none; once, or for each of --value")
	fl.IntVar(&f.decimals, "decimals", -1, "with --data: decimals of printed values; 1, or 0 where all are whole, where empty")
	fl.StringVar(&f.population, "population", "", "with --data: among whom, as in a subtitle")
	fl.StringVar(&f.source, "source", "", "with --data: where the figures come from, printed on the figure (required)")
	fl.StringVar(&f.date, "date", "", "with --data: date of the figure, such as 2026-03-01, printed on it")
	fl.Float64Var(&f.threshold, "threshold", 0, "with --data: withhold what tells of fewer persons than this")
	fl.Float64Var(&f.smallestBase, "min-denominator", 0, "with --data: mark values on fewer persons than this")
	fl.StringVar(&f.geometry, "geometry", "", "with --data: GeoJSON, GeoPackage or Shapefile with the areas, for maps")
	fl.Lookup("limits-level").DefValue = "0" // only with the columns
	fl.Lookup("decimals").DefValue = "0"
	f.layer.register(cmd)
	fl.Lookup("key").Usage = "with --geometry: column of the geometry that has the areas as --area has them"
	f.file.registerLayout(cmd)
	offer(cmd, map[string][]string{"decimal": {".", ","}, "unit": {"percent"}, "kind": kindNames(), "better": {"high", "low", "none"}})
}

// kindNames are the kinds of number as flags name them.
func kindNames() []string {
	var out []string
	for k := indicators.Share; k <= indicators.Score; k++ {
		out = append(out, k.String())
	}
	return out
}

// measure is one column of values and what the flags say of it.
type measure struct {
	id, column             string
	numerator, denominator string
	title                  string
	unit                   lang.Text
	kind                   indicators.Kind
	per                    float64
	better                 string // as study files say it
}

// measures puts together what the flags say of each column of values. All that is wrong comes at once.
func (f *flatFlags) measures() ([]measure, []error) {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, usagef(format, args...)) }
	n := len(f.values)
	if n == 0 {
		bad("--value is required with --data: the column of the values")
	}
	for _, l := range []struct {
		flag string
		list []string
		once bool
	}{{"numerator", f.numerators, false}, {"denominator", f.denominators, false}, {"title", f.titles, false},
		{"unit", f.units, true}, {"kind", f.kinds, true}, {"better", f.betters, true}} {
		if m := len(l.list); m != 0 && m != n && (m != 1 || !l.once) {
			bad("--%s is given %s for %s of --value", l.flag, times(m), lang.Count(n, "column"))
		}
	}
	if len(f.units) == 0 {
		bad("--unit is required with --data: percent, 'per 1000', or the unit in words")
	}
	if len(f.numerators) != len(f.denominators) {
		bad("--numerator and --denominator go together")
	}
	if len(errs) > 0 {
		return nil, errs
	}
	var out []measure
	for i, column := range f.values {
		m := measure{column: column, id: freshID(column, out), title: nth(f.titles, i), numerator: nth(f.numerators, i), denominator: nth(f.denominators, i)}
		if m.title == "" {
			m.title = column
		}
		m.unit, m.kind, m.per = unitOf(nth(f.units, i))
		if name := nth(f.kinds, i); name != "" {
			kind, err := indicators.ParseKind(name)
			if err != nil {
				bad("--kind is %q: want %s", name, strings.Join(kindNames(), ", "))
			}
			if kind == indicators.Rate && m.per == 0 {
				bad("--kind rate needs for how many persons it is: --unit 'per 1000'")
			}
			m.kind = kind
		}
		switch better := nth(f.betters, i); better {
		case "high", "low":
			m.better = better + "er"
		case "", "none":
			m.better = "none"
		default:
			bad("--better is %q: want high, low or none", better)
		}
		out = append(out, m)
	}
	return out, errs
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}

// nth is entry i of a list, or the only one; "" where there is none.
func nth(list []string, i int) string {
	switch {
	case len(list) == 0:
		return ""
	case i < len(list):
		return list[i]
	}
	return list[0]
}

// unitOf is what is said of a unit: its name, the kind of number that it is most likely of, and for how many persons a rate is.
func unitOf(words string) (lang.Text, indicators.Kind, float64) {
	plain := strings.ToLower(strings.TrimSpace(words))
	if slices.Contains([]string{"percent", "per cent", "procent", "%"}, plain) {
		return lang.Text{Sv: "procent", En: "per cent"}, indicators.Share, 100
	}
	if number, ok := strings.CutPrefix(plain, "per "); ok {
		digits, rest := strings.TrimLeft(number, "0123456789 \u00a0"), ""
		if i := len(number) - len(digits); i > 0 {
			number, rest = number[:i], digits
		}
		per, err := strconv.ParseFloat(strings.NewReplacer(" ", "", "\u00a0", "").Replace(number), 64)
		if err == nil && per > 0 {
			name := func(l lang.Lang) string {
				return strings.TrimSpace("per " + countText(l, per) + " " + strings.TrimSpace(rest))
			}
			return lang.Text{Sv: name(lang.Sv), En: name(lang.En)}, indicators.Rate, per
		}
	}
	return lang.Text{Sv: words, En: words}, indicators.Score, 0
}

// checkTable returns everything that is wrong with the flags of a table, before it is opened.
func (f chartFlags) checkTable() ([]measure, []error) {
	t := &f.table
	measures, errs := t.measures()
	bad := func(format string, args ...any) { errs = append(errs, usagef(format, args...)) }
	if len(f.areas) != 1 {
		bad("--area names one column with --data: that of the areas")
	}
	if len(f.groups) > 1 {
		bad("--group names one column with --data: that of the groups")
	}
	if len(f.indicators) > 0 {
		bad("--indicator chooses from a study; with --data the values are those of --value")
	}
	if f.period == "" {
		bad("--period is required with --data: the column of the periods, or the period itself, such as 2025")
	}
	if t.everyone != "" && len(f.groups) == 0 {
		bad("--everyone goes with --group")
	}
	if strings.TrimSpace(t.source) == "" {
		bad("--source is required with --data: where the figures come from, which is printed on the figure")
	}
	if (t.lower == "") != (t.upper == "") {
		bad("--lower and --upper go together")
	}
	if t.lower != "" && len(t.values) > 1 {
		bad("--lower and --upper go with one column of --value")
	}
	if !(t.limitsLevel > 0 && t.limitsLevel < 1) {
		bad("--limits-level is %v: want a number above 0 and below 1; 95 %% is 0.95", t.limitsLevel)
	}
	if !(t.threshold >= 0) || !(t.smallestBase >= 0) {
		bad("--threshold and --min-denominator are 0 or more")
	}
	for _, m := range measures {
		if t.threshold > 0 && m.numerator == "" && m.kind != indicators.Count {
			bad("--threshold needs the counts behind %q: --numerator and --denominator", m.column)
		}
	}
	if t.decimals < -1 || t.decimals > 9 {
		bad("--decimals is %d: want 0 to 9", t.decimals)
	}
	if (t.geometry == "") != (t.layer.key == "") {
		bad("--geometry and --key go together: the file of the areas, and its column that has them as --area has them")
	}
	for _, check := range []error{oneOf("decimal", t.decimal, ".", ","), dateFlag(t.date)} {
		if check != nil {
			errs = append(errs, check)
		}
	}
	return measures, errs
}

// options are those of figures of a table: the date is that of the flag, and a city without a name has none.
func (f *flatFlags) options(o charts.Options) charts.Options {
	o.Date = f.date
	if f.city == "" {
		o.City = wholeName.In(o.Lang)
	}
	return o
}

func dateFlag(date string) error {
	if date == "" || isDate(date) {
		return nil
	}
	return usagef("--date is %q: want a date such as 2026-03-01", date)
}

// freshID makes an ID of the name of a column that none of those before has.
func freshID(column string, before []measure) string {
	id := slugOr(column, "value")
	for n := 2; slices.ContainsFunc(before, func(m measure) bool { return m.id == id }); n++ {
		id = fmt.Sprintf("%s-%d", slugOr(column, "value"), n)
	}
	return id
}

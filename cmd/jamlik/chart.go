package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// chartFlags are the flags of `chart`.
type chartFlags struct {
	indicators, areas, groups, indices, highlight []string
	level, period                                 string
	language, preset, mode                        string
	formats                                       []string
	out                                           string
	classes                                       string
	breaks                                        []float64
	table                                         flatFlags
}

// bothLanguages is the value of --lang for figures in all languages.
const bothLanguages = "both"

func (p *program) chartCommand() *cobra.Command {
	var f chartFlags
	cmd := &cobra.Command{
		Use:   "chart KIND [STUDY]",
		Short: "Draw figures of one kind",
		Long: `Draw the figures of one kind that a study gives, as jamlik run does, or a choice of them; jamlik chart list has the kinds. Without STUDY it is the
embedded study of Borås. The study is analysed whole, so that figures and verdicts are those of its report.

--data draws straight from a table, in any format that the program reads, with one row for each area, period and group: --area, --value, --period and --group
are its columns. It is compared, tested and protected like a study. A figure needs a source. With --numerator and --denominator values have
intervals and the city's follows; else limits are those of --lower and --upper.

-o FILE.svg writes one figure in the format that the ending names, -o DIR/ every figure in every format under the names that they have in a
run, and -o - one figure to standard output. The names of the files are printed. A file that is there is replaced.`,
		Example: `  jamlik chart list
  jamlik chart compare --indicator low_economic_standard -o poverty.svg
  jamlik chart overview my-study --highlight Norr,Söder --lang both --formats svg,png -o figures/
  jamlik chart compare my-study --indicator employed --preset slide --mode bare -o employed.png
  jamlik chart compare --data values.csv --area area --value share --numerator poor --denominator persons --period 2025 --city Lillköping --title 'Låg ekonomisk standard' --unit percent --better low --source 'Exempeldata, tabell 1' -o poverty.svg`,
		Args: positional(1, 2, "a kind of chart and at most one study"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.table.data != "" && len(args) > 1 {
				return usagef("%s: figures are drawn from --data or from a study, not from both", args[1])
			}
			for _, flag := range tableOnly {
				if f.table.data == "" && cmd.Flags().Changed(flag) {
					return usagef("--%s goes with --data", flag)
				}
			}
			return p.chart(args[0], args[1:], f)
		},
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.indicators, "indicator", nil, "indicators; all where empty")
	fl.StringSliceVar(&f.areas, "area", nil, "names or codes of areas: charts of one area are drawn for these alone, others set them off")
	fl.StringSliceVar(&f.groups, "group", nil, "groups of people such as sex=women, or everyone; all where empty")
	fl.StringSliceVar(&f.indices, "index", nil, "IDs of indices, for charts of an index; all where empty")
	fl.StringSliceVar(&f.highlight, "highlight", nil, "names or codes of areas to set off, in place of those of the study")
	fl.StringVar(&f.level, "level", "district", "level of the areas: district, regso, deso or school")
	fl.StringVar(&f.period, "period", "", "period; the latest where empty")
	fl.StringVar(&f.language, "lang", string(lang.Sv), "language of the figures: sv, en or both")
	fl.StringVar(&f.preset, "preset", charts.Presets[0].ID, "size: "+strings.Join(presetIDs(), ", "))
	fl.StringVar(&f.classes, "classes", "", "classes of maps, in place of the study's: "+strings.Join(charts.ClassWays, ", "))
	fl.Float64SliceVar(&f.breaks, "breaks", nil, "where the classes of maps begin, but for the first; the same for all indicators that are drawn")
	fl.StringVar(&f.mode, "mode", "titled", "titled, or bare: without title and source, for a page that has them as text")
	fl.StringSliceVar(&f.formats, "formats", nil, "formats of the files: "+strings.Join(chartFormats, ", ")+"; all where empty")
	fl.StringVarP(&f.out, "output", "o", "./", "a file, a directory with / at the end, or - for standard output")
	offer(cmd, map[string][]string{"level": {"district", "regso", "deso", "school"}, "lang": {"sv", "en", bothLanguages},
		"preset": presetIDs(), "mode": {"titled", "bare"}, "classes": charts.ClassWays, "formats": chartFormats})
	f.table.register(cmd)
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var out []string
		for _, k := range charts.Kinds {
			out = append(out, k.ID+"\t"+k.Answers.En)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	cmd.AddCommand(p.chartListCommand())
	return cmd
}

func presetIDs() []string {
	var out []string
	for _, q := range charts.Presets {
		out = append(out, q.ID)
	}
	return out
}

func kindOf(id string) (charts.Kind, error) {
	var ids []string
	for _, k := range charts.Kinds {
		if k.ID == id {
			return k, nil
		}
		ids = append(ids, k.ID)
	}
	return charts.Kind{}, usagef("no kind of chart is called %q%s (jamlik chart list says what they show)", id, meant(id, ids))
}

// check returns what the flags ask for that a study has no say in: how figures look and where they go.
func (f chartFlags) check() (charts.Preset, target, error) {
	i := slices.IndexFunc(charts.Presets, func(q charts.Preset) bool { return q.ID == f.preset })
	if i < 0 {
		return charts.Preset{}, target{}, oneOf("preset", f.preset, presetIDs()...)
	}
	to, err := f.target()
	return charts.Presets[i], to, errors.Join(err, oneOf("mode", f.mode, "titled", "bare"), oneOf("lang", f.language, "sv", "en", bothLanguages))
}

func (f chartFlags) languages() []lang.Lang {
	if f.language == bothLanguages {
		return lang.All
	}
	return []lang.Lang{lang.Lang(f.language)}
}

func (p *program) chart(kind string, args []string, f chartFlags) error {
	k, err := kindOf(kind)
	if err != nil {
		return err
	}
	preset, to, err := f.check()
	if err != nil {
		return err
	}
	level, err := belowCity(f.level)
	if err != nil {
		return err
	}
	l, period, err := p.chartStudy(args, f)
	if err != nil {
		return err
	}
	res, err := p.analyse(l, func(o *analysis.Options) { o.AreaLevel, o.Period = level, period })
	if err != nil {
		return err
	}
	if f.table.data != "" {
		f.areas, f.groups = nil, nil // columns, which have been read
	}
	s, err := f.selection(l, res)
	if err != nil {
		return err
	}
	var figures []*charts.Figure
	data := chartData(l, res)
	for _, lg := range f.languages() {
		o := chartOptions(l, res, lg)
		o.Preset = preset
		if f.table.data != "" {
			o = f.table.options(o)
		}
		if o.Classes, err = f.classesOf(o.Classes, l.Catalogue); err != nil {
			return err
		}
		if o.Highlight, err = f.highlighted(o.Highlight, s, res); err != nil {
			return err
		}
		figs, err := charts.Figures([]charts.Kind{k}, data, s, o)
		if err != nil {
			return err
		}
		figures = append(figures, figs...)
	}
	for _, f := range figures {
		if f.Nothing != "" {
			p.warn(fmt.Errorf("%s: there is nothing to draw; the figure is a note that says why: %s", f.Stem(), f.Nothing))
		}
	}
	if len(figures) == 0 {
		return nothingToDraw(k, f, l, res)
	}
	if err := p.strictError(); err != nil {
		return err
	}
	return p.writeFigures(figures, to)
}

// classesOf is how maps cut values, where the flags say.
func (f chartFlags) classesOf(c charts.Classes, cat *indicators.Catalogue) (charts.Classes, error) {
	if f.classes != "" {
		c = charts.Classes{Way: f.classes, Number: c.Number}
	}
	if len(f.breaks) > 0 {
		c.Breaks = map[string][]float64{}
		for _, ind := range cat.Indicators {
			c.Breaks[ind.ID] = f.breaks
		}
	}
	if err := c.Check(); err != nil {
		return c, usageError{err}
	}
	return c, nil
}

// chartStudy reads the study or the table, and the period to show.
func (p *program) chartStudy(args []string, f chartFlags) (*study.Loaded, indicators.Period, error) {
	var period indicators.Period
	if f.table.data != "" {
		l, err := p.readTable(f)
		return l, period, err
	}
	if f.period != "" {
		var err error
		if period, err = indicators.ParsePeriod(f.period); err != nil {
			return nil, period, usageError{err}
		}
	}
	l, err := p.load(args)
	if err == nil {
		err = knownIndicators(l.Catalogue, f.indicators)
	}
	return l, period, err
}

// nothingToDraw says why there is no figure of a kind, as far as the results tell.
func nothingToDraw(k charts.Kind, f chartFlags, l *study.Loaded, res *analysis.Results) error {
	what := "the study " + l.Study.ID
	if f.table.data != "" {
		what = f.table.data
	}
	errs := []error{fmt.Errorf("%s: %s has nothing for a figure that asks %q; it needs %s", k.ID, what, k.Answers.En, k.Needs.En)}
	all, err := charts.Figures([]charts.Kind{k}, chartData(l, res), charts.Selection{}, chartOptions(l, res, lang.En))
	if len(all) > 0 {
		var ids []string
		for _, fig := range all {
			ids = append(ids, fig.ID)
		}
		errs = []error{fmt.Errorf("%s: there is no figure of what --indicator, --group, --area and --index choose; without them there are %s", k.ID, listed(ids))}
	}
	for _, c := range res.Comparisons {
		if slices.Contains(f.indicators, c.Indicator.ID) && c.Group == indicators.Everyone && c.NoFigures != analysis.NoReason {
			errs = append(errs, fmt.Errorf("%s: no %s has a value to compare (%s)", c.Indicator.ID, f.level, c.NoFigures))
		}
	}
	return errors.Join(append(errs, err)...)
}

// kindInfo is a kind of chart as JSON shows it.
type kindInfo struct {
	ID      string    `json:"id"`
	Name    lang.Text `json:"name"`
	Answers lang.Text `json:"answers"`
	Needs   lang.Text `json:"needs"`
}

func (p *program) chartListCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the kinds of charts, the questions that they answer and what they need",
		Example: "  jamlik chart list\n  jamlik chart list --format json",
		Args:    positional(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("format", format, "table", "json"); err != nil {
				return err
			}
			if format == "json" {
				infos := []kindInfo{}
				for _, k := range charts.Kinds {
					infos = append(infos, kindInfo{k.ID, k.Name, k.Answers, k.Needs})
				}
				return p.writeJSON(infos)
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "KIND\tNAME\tNAMN\tANSWERS\tNEEDS")
			for _, k := range charts.Kinds {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.ID, k.Name.En, k.Name.Sv, k.Answers.En, k.Needs.En)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table or json")
	offer(cmd, map[string][]string{"format": {"table", "json"}})
	return cmd
}

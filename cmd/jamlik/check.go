package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
)

func (p *program) checkCommand() *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:   "check [STUDY]",
		Short: "Read and validate a study, reconcile its figures, write nothing",
		Long: `Read and validate everything that a study names, compare its figures with one another and run its analysis. Every error of a stage is
printed, and where there are none: how many areas have a value, the sources with their dates, every warning and every note, each with the
file and row that it is about. Nothing is written. Without STUDY the embedded study of Borås is checked.

A warning is something that is probably wrong or easily misread; --strict makes it a failure. A note is worth knowing and never fails. Figures
are quoted as they were read, small ones too: the list is for those who hold the data, the report and data/reconciliation.csv of jamlik run are
for publication.

csv is the list of warnings and notes; json is one object with the list, the coverage and the sources.`,
		Example: "  jamlik check my-study\n  jamlik check my-study --strict\n  jamlik check my-study --format csv",
		Args:    positional(0, 1, "at most one study"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "csv", "json"); err != nil {
				return err
			}
			return p.check(args, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, csv or json")
	offer(cmd, map[string][]string{"format": {"table", "csv", "json"}})
	return cmd
}

func (p *program) check(args []string, format string) error {
	l, err := p.read(args)
	if err != nil {
		return err
	}
	res, err := p.results(l)
	if err != nil {
		return err
	}
	// What is wrong with a single figure is told where it is drawn.
	figures, _ := charts.Figures(charts.Kinds, chartData(l, res), charts.Selection{}, chartOptions(l, res, lang.Sv))
	if err := charts.Distinct(figures); err != nil {
		return err
	}
	findings := allFindings(l, res)
	rows := findingRows(findings)
	warnings := 0
	for _, f := range findings {
		if f.Severity == reconcile.Warning {
			warnings++
		}
	}
	p.warned += warnings
	switch format {
	case "json":
		return p.writeJSON(struct {
			Study    string        `json:"study"`
			Warnings int           `json:"warnings"`
			Notes    int           `json:"notes"`
			Findings []findingRow  `json:"findings"`
			Coverage []coverageRow `json:"coverage"`
			Sources  []sourceRow   `json:"sources"`
		}{l.Study.ID, warnings, len(findings) - warnings, rows, coverageRows(l.Reconciliation), sourceRows(l.Reconciliation)})
	case "csv":
		var pq bytes.Buffer
		if err := columnar.WriteResults(&pq, rows); err != nil {
			return err
		}
		b, err := convertBytes("findings", pq.Bytes(), ".csv", false)
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(b)
		return err
	}
	if !p.quiet {
		p.printCoverage(l.Reconciliation)
		p.printSources(l.Reconciliation)
		p.printDisclosure(res)
	}
	for _, s := range []struct {
		severity reconcile.Severity
		title    string
	}{{reconcile.Warning, "Warnings"}, {reconcile.Note, "Notes"}} {
		if p.quiet && (s.severity == reconcile.Note || !p.strict) {
			continue
		}
		var lines []string
		for _, f := range findings {
			if f.Severity == s.severity {
				lines = append(lines, "  "+f.Error())
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(p.stdout, "%s (%d)\n%s\n\n", s.title, len(lines), strings.Join(lines, "\n"))
		}
	}
	fmt.Fprintf(p.stdout, "%s: %d files, %d observations, %d indicators, %d districts; %s, %s\n", l.Study.ID, len(l.Inputs), l.Table.Len(),
		len(l.Catalogue.Indicators), len(res.Districts), lang.Count(warnings, "warning"), lang.Count(len(findings)-warnings, "note"))
	return nil
}

// printCoverage prints a line for each indicator, level and delimitation: its periods, and the fewest and most areas that have a value.
func (p *program) printCoverage(r *reconcile.Report) {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Areas with a value\nindicator\tlevel\tperiods\tareas\tof")
	type line struct {
		indicator, version string
		level              indicators.Level
	}
	cs := r.Coverage
	for len(cs) > 0 {
		first := line{cs[0].Indicator, cs[0].Version, cs[0].Level}
		n := 0
		low, high := cs[0].Values, cs[0].Values
		var ps []indicators.Period
		for n < len(cs) && (line{cs[n].Indicator, cs[n].Version, cs[n].Level}) == first {
			low, high = min(low, cs[n].Values), max(high, cs[n].Values)
			ps = append(ps, cs[n].Period)
			n++
		}
		areas := strconv.Itoa(low)
		if high > low {
			areas += "–" + strconv.Itoa(high)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%d\n", first.indicator, strings.TrimSpace(first.level.String()+" "+first.version), reconcile.PeriodList(ps), areas, cs[0].Areas)
		cs = cs[n:]
	}
	fmt.Fprintln(w)
	_ = w.Flush() // checkedWriter remembers
}

func (p *program) printSources(r *reconcile.Report) {
	if len(r.Sources) == 0 {
		return
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "Sources\nsource\tpublisher\ttable\tretrieved\tupdated\tfirst\tlast\tobservations\tnoise\tprotected")
	for _, s := range sourceRows(r) {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", s.Source, s.PublisherEn, orDots(s.Table), orDots(s.Retrieved), orDots(s.Updated),
			orDots(s.First), orDots(s.Last), s.Observations, yesNo(s.Noise), yesNo(s.Protected))
	}
	fmt.Fprintln(w)
	_ = w.Flush()
}

func orDots(s string) string {
	if s == "" {
		return ".."
	}
	return s
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// The kinds of findings that come of other stages than the reconciliation.
const (
	kindReading    reconcile.Kind = "reading"
	kindComparison reconcile.Kind = "comparison"
)

// allFindings are those of the reading, of the table and of the analysis.
func allFindings(l *study.Loaded, res *analysis.Results) []reconcile.Finding {
	var reading []reconcile.Finding
	for _, w := range l.Warnings {
		reading = append(reading, readingFinding(w))
	}
	return warningsFirst(reading, l.Reconciliation.Findings, analysisFindings(l, res))
}

// warningsFirst puts the findings of several stages together.
func warningsFirst(stages ...[]reconcile.Finding) []reconcile.Finding {
	all := slices.Concat(stages...)
	slices.SortStableFunc(all, func(a, b reconcile.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	return all
}

func readingFinding(err error) reconcile.Finding {
	f := reconcile.Finding{Severity: reconcile.Warning, Kind: kindReading}
	var p indicators.Problem
	if errors.As(err, &p) {
		f.Origin = indicators.Origin{File: p.File, Row: int32(p.Line)}
		remedy := p.Remedy
		p.File, p.Line, p.Remedy = "", 0, ""
		f.What, f.Remedy = lang.Text{En: p.Error()}, lang.Text{En: remedy}
		return f
	}
	f.What = lang.Text{En: err.Error()}
	return f
}

// Warnings of single comparisons that the reconciliation tells too, with more periods and rows; and those that say how a figure is to be read.
// The others say that something is probably wrong.
var (
	toldCodes = map[string]bool{"noise": true, "break": true, "provisional": true}
	softCodes = map[string]bool{"approximated": true, "withheld": true, "partial_city": true, "outside_districts": true,
		"divided": true, "precision": true}
)

// analysisFindings are the warnings of an analysis: those of the whole study, and those of single comparisons and segregations, each once.
func analysisFindings(l *study.Loaded, res *analysis.Results) []reconcile.Finding {
	differs := map[string]bool{}
	for _, f := range l.Reconciliation.Findings {
		differs[f.Indicator] = differs[f.Indicator] || f.Kind == reconcile.KindLevels
	}
	type said struct{ indicator, text string }
	at := map[said]int{}
	var out []reconcile.Finding
	add := func(w analysis.Warning, f reconcile.Finding) {
		if w.Text.IsZero() || toldCodes[w.Code] || w.Code == "published_differs" && differs[w.Indicator] {
			return
		}
		if i, ok := at[said{w.Indicator, w.Text.En}]; ok { // of other groups too
			out[i].Group, out[i].Periods = indicators.Everyone, nil
			return
		}
		at[said{w.Indicator, w.Text.En}] = len(out)
		f.Kind, f.Indicator, f.What, f.Public = kindComparison, w.Indicator, w.Text, true
		if w.Area != "" {
			f.Areas = []string{w.Area}
		}
		out = append(out, f)
	}
	severity := func(w analysis.Warning) reconcile.Severity {
		if softCodes[w.Code] {
			return reconcile.Note
		}
		return reconcile.Warning
	}
	for _, w := range res.Warnings {
		add(w, reconcile.Finding{Severity: reconcile.Warning})
	}
	for _, c := range res.Comparisons {
		for _, w := range c.Warnings {
			add(w, reconcile.Finding{Severity: severity(w), Group: c.Group, Periods: []indicators.Period{c.Period}})
		}
	}
	for _, s := range res.Segregation {
		for _, w := range s.Warnings {
			add(w, reconcile.Finding{Severity: severity(w), Level: s.Level, Version: s.Version, Periods: []indicators.Period{s.Period}})
		}
	}
	return out
}

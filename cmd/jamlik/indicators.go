package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

func (p *program) indicatorsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "indicators",
		Short: "List and explain the built-in indicators for Swedish municipalities",
		Long: `List and explain the indicators of the built-in catalogue: what each measures, among whom, which way is better, and in which table
of which publisher its figures are. A study takes them by name, with use: in its study file.`,
		Example: `  jamlik indicators list
  jamlik indicators show low_economic_standard`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.indicatorsListCommand(), p.indicatorsShowCommand())
	return cmd
}

// indicatorInfo is an indicator as JSON shows it.
type indicatorInfo struct {
	ID          string              `json:"id"`
	Name        lang.Text           `json:"name"`
	Theme       string              `json:"theme"`
	Kind        string              `json:"kind"`
	Per         float64             `json:"per,omitempty"`
	Unit        lang.Text           `json:"unit"`
	Better      string              `json:"better"` // higher, lower or none
	Decimals    int                 `json:"decimals"`
	Definition  lang.Text           `json:"definition"`
	Population  lang.Text           `json:"population"`
	Frames      map[string][]string `json:"frames"`
	Background  bool                `json:"background"` // read for denominators and groups, no chapter of its own
	Denominator string              `json:"denominator,omitempty"`
	Source      sourceInfo          `json:"source"`
	Table       *tableInfo          `json:"table"` // null where the study says nothing of it
}

type sourceInfo struct {
	ID        string    `json:"id"`
	Publisher lang.Text `json:"publisher"`
	Title     lang.Text `json:"title"`
	Licence   string    `json:"licence"`
	URL       string    `json:"url"`
}

type tableInfo struct {
	API        string                         `json:"api"`
	Base       string                         `json:"base,omitempty"`
	ID         string                         `json:"id"`
	Path       string                         `json:"path,omitempty"`
	Title      string                         `json:"title,omitempty"`
	Contents   []string                       `json:"contents"`
	Label      string                         `json:"label,omitempty"`
	Levels     []string                       `json:"levels"`
	Version    string                         `json:"area_version,omitempty"`
	Select     map[string][]string            `json:"select,omitempty"`
	Groups     map[string]string              `json:"groups,omitempty"`
	Recode     map[string]map[string]string   `json:"recode,omitempty"`
	Roles      map[string]map[string][]string `json:"roles,omitempty"`
	Labels     []string                       `json:"labels,omitempty"`
	Columns    map[string]string              `json:"columns,omitempty"`
	Documented string                         `json:"documented,omitempty"`
	Complete   bool                           `json:"complete"` // nothing is left to look up in the interface's metadata
}

func indicatorInfoOf(s *study.Study, ind study.Indicator) indicatorInfo {
	info := indicatorInfo{ID: ind.ID, Name: ind.Name, Theme: ind.Theme, Kind: ind.Kind, Per: ind.Per, Unit: ind.Unit, Better: ind.Better,
		Decimals: ind.Decimals, Definition: ind.Definition, Population: ind.Population, Frames: ind.Frames, Background: ind.Background}
	if info.Frames == nil {
		info.Frames = map[string][]string{}
	}
	if ind.Denominator != nil {
		info.Denominator = ind.Denominator.Indicator
	}
	if i := slices.IndexFunc(s.Sources, func(src study.Source) bool { return src.ID == ind.Source }); i >= 0 {
		src := s.Sources[i]
		info.Source = sourceInfo{src.ID, src.Publisher, src.Title, src.Licence, src.URL}
	}
	if t := ind.Table; t != nil {
		info.Table = &tableInfo{API: t.API, Base: t.Base, ID: t.ID, Path: t.Path, Title: t.Title, Contents: append([]string{}, t.Measures()...), Label: t.Label,
			Levels: append([]string{}, t.Levels...), Version: t.AreaVersion, Select: t.Select, Groups: t.Groups, Recode: t.Recode, Roles: t.Roles, Labels: t.Labels,
			Columns: t.Columns, Documented: t.Documented, Complete: t.Complete()}
	}
	return info
}

// tableName is the name of an indicator's table that people look for.
func (info indicatorInfo) tableName() string {
	switch t := info.Table; {
	case t == nil:
		return ""
	case t.ID != "":
		return t.ID
	default:
		return t.Path[strings.LastIndexByte(t.Path, '/')+1:]
	}
}

func (info indicatorInfo) levels() string {
	if info.Table == nil {
		return ""
	}
	return strings.Join(info.Table.Levels, ",")
}

func (info indicatorInfo) contents() string {
	if info.Table == nil {
		return ""
	}
	return strings.Join(info.Table.Contents, ",")
}

// indicatorFilter is what the flags of indicators list ask for.
type indicatorFilter struct {
	theme, source, level, frame, search string
}

func (p *program) indicatorsListCommand() *cobra.Command {
	var f indicatorFilter
	var format string
	cmd := &cobra.Command{
		Use:   "list [STUDY]",
		Short: "List the indicators of the catalogue, or of a study",
		Long: `List the indicators of the built-in catalogue. With STUDY, list those of the study, its own and those that it takes from the
catalogue. Filters are joined by and; --search finds words in names, definitions, tables and codes, in Swedish and English.`,
		Example: `  jamlik indicators list
  jamlik indicators list --theme health --level regso
  jamlik indicators list --frame focus=good_start --source skolverket
  jamlik indicators list --search valdeltagande
  jamlik indicators list my-study --format csv`,
		Args: positional(0, 1, "at most one study"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "csv", "json"); err != nil {
				return err
			}
			s, err := definitions(args)
			if err != nil {
				return err
			}
			list, err := f.choose(s)
			if err != nil {
				return err
			}
			return p.writeIndicators(list, format)
		},
	}
	cmd.Flags().StringVar(&f.theme, "theme", "", "only the indicators of one theme")
	cmd.Flags().StringVar(&f.source, "source", "", "only those of one source, such as scb or scb_population")
	cmd.Flags().StringVar(&f.level, "level", "", "only those that have figures of one level, such as regso")
	cmd.Flags().StringVar(&f.frame, "frame", "", "only those that report to a frame, or to one category of it, such as focus=good_start")
	cmd.Flags().StringVar(&f.search, "search", "", "only those that have all these words")
	cmd.Flags().StringVar(&format, "format", "table", "table, csv or json")
	all := study.BuiltIn()
	offer(cmd, map[string][]string{"format": {"table", "csv", "json"}, "theme": themesOf(all), "source": sourcesOf(all), "level": levelsOf(all), "frame": framesOf(all)})
	return cmd
}

// definitions returns the catalogue, or what a study defines; its data files are not read.
func definitions(args []string) (*study.Study, error) {
	if len(args) == 0 {
		return study.BuiltIn(), nil
	}
	fsys, name, err := openStudy(args)
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, plainPathError(err)
	}
	return study.Decode(name, data)
}

// choose returns the indicators that have all that is asked for, in the order of the study.
func (f indicatorFilter) choose(s *study.Study) ([]indicatorInfo, error) {
	for _, flag := range []struct {
		name, value string
		allowed     []string
	}{{"theme", f.theme, themesOf(s)}, {"source", f.source, sourcesOf(s)}, {"level", f.level, levelsOf(s)}, {"frame", f.frame, framesOf(s)}} {
		if flag.value != "" && !slices.Contains(flag.allowed, flag.value) {
			if near, ok := lang.Nearest(flag.value, flag.allowed); ok {
				return nil, usagef("--%s is %q: did you mean %s?", flag.name, flag.value, near)
			}
			return nil, oneOf(flag.name, flag.value, flag.allowed...)
		}
	}
	list := []indicatorInfo{}
	for _, ind := range s.Indicators {
		if info := indicatorInfoOf(s, ind); f.has(info) {
			list = append(list, info)
		}
	}
	return list, nil
}

func (f indicatorFilter) has(info indicatorInfo) bool {
	frame, category, one := strings.Cut(f.frame, "=")
	in := info.Frames[frame]
	return (f.theme == "" || info.Theme == f.theme) &&
		(f.source == "" || info.Source.ID == f.source || publisherOf(info.Source.ID) == f.source) &&
		(f.level == "" || info.Table != nil && slices.Contains(info.Table.Levels, f.level)) &&
		(f.frame == "" || len(in) > 0 && (!one || slices.Contains(in, category))) &&
		info.mentions(strings.Fields(strings.ToLower(f.search)))
}

// mentions tells whether all words stand in what is said of an indicator.
func (info indicatorInfo) mentions(words []string) bool {
	texts := []string{info.ID, info.Name.Sv, info.Name.En, info.Definition.Sv, info.Definition.En, info.Population.Sv, info.Population.En,
		info.Source.Publisher.Sv, info.Source.Publisher.En, info.Source.Title.Sv, info.Source.Title.En, info.contents()}
	if t := info.Table; t != nil {
		texts = append(texts, t.ID, t.Path, t.Title, t.Label)
	}
	all := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
}

// publisherOf is the first word of a source's ID: scb of scb_population.
func publisherOf(source string) string {
	first, _, _ := strings.Cut(source, "_")
	return first
}

func themesOf(s *study.Study) []string {
	var out []string
	for _, t := range s.Themes {
		out = append(out, t.ID)
	}
	return out
}

func sourcesOf(s *study.Study) []string {
	var out []string
	for _, src := range s.Sources {
		for _, id := range []string{publisherOf(src.ID), src.ID} {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func levelsOf(s *study.Study) []string {
	var out []string
	for _, ind := range s.Indicators {
		if ind.Table == nil {
			continue
		}
		for _, level := range ind.Table.Levels {
			if !slices.Contains(out, level) {
				out = append(out, level)
			}
		}
	}
	return out
}

func framesOf(s *study.Study) []string {
	var out []string
	for _, f := range s.Frames {
		out = append(out, f.ID)
		for _, c := range f.Categories {
			out = append(out, f.ID+"="+c.ID)
		}
	}
	return out
}

func (p *program) writeIndicators(list []indicatorInfo, format string) error {
	switch format {
	case "json":
		return p.writeJSON(list)
	case "csv":
		w := csv.NewWriter(p.stdout)
		w.Write([]string{"id", "name_sv", "name_en", "theme", "kind", "unit_sv", "unit_en", "better", "levels", "source", "table", "contents", "definition_sv", "definition_en"})
		for _, i := range list {
			w.Write([]string{i.ID, i.Name.Sv, i.Name.En, i.Theme, i.Kind, i.Unit.Sv, i.Unit.En, i.Better, i.levels(), i.Source.ID, i.tableName(), i.contents(), i.Definition.Sv, i.Definition.En})
		}
		w.Flush()
		return w.Error()
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tTHEME\tBETTER\tLEVELS\tSOURCE\tTABLE\tNAME\tNAMN")
	for _, i := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", i.ID, i.Theme, i.Better, i.levels(), i.Source.ID, i.tableName(), i.Name.En, i.Name.Sv)
	}
	return w.Flush()
}

// completeIndicators offers the IDs of the catalogue to the shell.
func completeIndicators(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, ind := range study.BuiltIn().Indicators {
		out = append(out, ind.ID+"\t"+ind.Name.En)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

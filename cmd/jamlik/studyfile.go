package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
	"github.com/jamlik/jamlik/testdata/boras"
)

// studyName is the file that makes a directory a study.
const studyName = "study.yaml"

// openStudy returns the files of a study and the name of its study file. Without an argument it is the embedded study of Borås.
func openStudy(args []string) (fs.FS, string, error) {
	if len(args) == 0 {
		return boras.Files, studyName, nil
	}
	path := args[0]
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", plainPathError(err)
	}
	if info.IsDir() {
		if _, err := os.Stat(filepath.Join(path, studyName)); errors.Is(err, fs.ErrNotExist) {
			return nil, "", fmt.Errorf("%s: holds no %s; jamlik init makes a study to start from", path, studyName)
		}
		return inside(path, studyName)
	}
	return inside(filepath.Dir(path), filepath.Base(path))
}

// inside returns the files of a directory; a study cannot reach out of it, by symbolic links either.
func inside(dir, name string) (fs.FS, string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "", plainPathError(err)
	}
	return root.FS(), name, nil
}

// read reads a study whole.
func (p *program) read(args []string, change ...func(*study.LoadOptions)) (*study.Loaded, error) {
	fsys, name, err := openStudy(args)
	if err != nil {
		return nil, err
	}
	o := study.LoadOptions{Formats: isolatedFormats(), Progress: p.progress("reading")}
	for _, c := range change {
		c(&o)
	}
	return study.Load(fsys, name, o)
}

// load reads a study whole and prints its warnings. Notes are left to check and to the report.
func (p *program) load(args []string, change ...func(*study.LoadOptions)) (*study.Loaded, error) {
	l, err := p.read(args, change...)
	if err != nil {
		return nil, err
	}
	p.warn(l.Warnings...)
	for _, f := range l.Reconciliation.Findings {
		if f.Severity == reconcile.Warning {
			p.warn(f)
		}
	}
	return l, nil
}

// analyse runs the analysis that a study asks for and prints its warnings.
func (p *program) analyse(l *study.Loaded, change ...func(*analysis.Options)) (*analysis.Results, error) {
	res, err := p.results(l, change...)
	if err != nil {
		return nil, err
	}
	p.warnOf(l, res)
	return res, nil
}

// results runs the analysis that a study asks for.
func (p *program) results(l *study.Loaded, change ...func(*analysis.Options)) (*analysis.Results, error) {
	o, err := analysisOptions(l)
	if err != nil {
		return nil, err
	}
	for _, c := range change {
		c(&o)
	}
	return analysis.Run(l.Table, o)
}

// analysisOptions are the choices of a study, with where its areas lie and what was carried over.
func analysisOptions(l *study.Loaded) (analysis.Options, error) {
	o, err := optionsOf(l.Study)
	if err != nil {
		return o, err
	}
	for _, m := range l.Maps {
		codes := make([]string, len(m.Places))
		for i, place := range m.Places {
			codes[i] = place.Code
		}
		o.Maps = append(o.Maps, analysis.Map{Level: m.Level, Version: m.Version, Codes: codes, Space: m.Space, Divided: m.Divided})
	}
	for _, c := range l.Crossings {
		o.Carried = append(o.Carried, analysis.Carried(c))
	}
	o.Crosswalks = crosswalksOf(l)
	return o, nil
}

// optionsOf turns a study's choices into those of the analysis, which knows no study files.
func optionsOf(s *study.Study) (analysis.Options, error) {
	o := analysis.Options{
		City:          indicators.AreaID{Code: s.City, Version: s.Version},
		Level:         s.Comparison.Level,
		OverviewLevel: s.Comparison.OverviewLevel,
		MinCoverage:   s.Comparison.MinCoverage,
		Replicates:    s.Comparison.Replicates,
		Seed:          s.Seed,
		Disclosure:    disclosureOf(s.Disclosure),
		Space:         spatialOf(s.Space),
		Compare:       compareOf(s.Comparison),
		Courses:       analysis.CourseOptions{FewestPeriods: s.Trends.FewestYears, MostYears: s.Trends.ParityWithin},
	}
	var errs []error
	for _, sp := range s.Segregation {
		gs, err := groupsOf(sp.Groups)
		errs = append(errs, err)
		spec := analysis.SegregationSpec{ID: sp.ID, Title: sp.Title, Indicator: sp.Indicator, Groups: gs,
			Names: namesOf(sp.Names), Indices: sp.Indices, School: sp.Setting == "school", Ordered: sp.Ordered,
			Latest: sp.OverTime != nil && !*sp.OverTime, Against: sp.Against, Space: spatialOf(sp.Space), Placed: sp.Space != nil && len(sp.Space.Indices) > 0}
		for _, name := range sp.Levels {
			level, err := indicators.ParseLevel(name)
			errs = append(errs, err)
			spec.Levels = append(spec.Levels, level)
		}
		o.Segregation = append(o.Segregation, spec)
	}
	for _, m := range s.Mix {
		gs, err := groupsOf(m.Groups)
		errs = append(errs, err)
		o.Mix = append(o.Mix, analysis.MixSpec{ID: m.ID, Title: m.Title, Indicator: m.Indicator, Groups: gs, Names: namesOf(m.Names)})
	}
	o.Relation = analysis.RelationOptions{Indicators: s.Relation.Indicators, Population: s.Relation.Population, Worst: s.Relation.Worst,
		Several: s.Relation.Several, Permutations: s.Relation.Permutations, MaxGroups: s.Relation.MaxGroups}
	for _, t := range s.Targets {
		spec, err := targetOf(t)
		errs = append(errs, err)
		o.Targets.List = append(o.Targets.List, spec)
	}
	if day, err := time.Parse(time.DateOnly, s.Date); err == nil {
		o.Targets.Date = indicators.NewDay(day.Year(), day.Month(), day.Day())
	}
	for _, c := range s.Composites {
		spec, err := compositeOf(c)
		errs = append(errs, err)
		o.Composites = append(o.Composites, spec)
	}
	for _, d := range s.Groups {
		o.Groups = append(o.Groups, analysis.Dimension{ID: d.Dimension, Name: d.Name, Categories: d.Categories, Ordered: d.Ordered, Reference: d.Reference})
	}
	for _, ind := range s.Indicators {
		if ind.Background {
			o.Background = append(o.Background, ind.ID)
		}
	}
	return o, errors.Join(errs...)
}

func disclosureOf(d study.Disclosure) analysis.Disclosure {
	return analysis.Disclosure{MinCount: d.MinCount, MinDenominator: d.MinDenominator, MaxShare: d.MaxShare, Protection: d.Protection,
		RoundTo: d.RoundTo, RoundAtRandom: d.Rounding == "random"}
}

// spatialOf turns choices of how areas are looked at by where they lie into those of the analysis.
func spatialOf(s *study.Space) analysis.Spatial {
	if s == nil {
		return analysis.Spatial{}
	}
	return analysis.Spatial{Indices: s.Indices, Kernel: s.Kernel, Bandwidth: s.Bandwidth, Bandwidths: s.Bandwidths, Nearest: s.Nearest,
		Rezonings: s.Rezonings, Permutations: s.Permutations, Local: s.Local, Indicators: s.Indicators}
}

func groupsOf(list []string) ([]indicators.Group, error) {
	var out []indicators.Group
	var errs []error
	for _, s := range list {
		g, err := indicators.ParseGroup(s)
		out = append(out, g)
		errs = append(errs, err)
	}
	return out, errors.Join(errs...)
}

func namesOf(list []study.Named) []lang.Text {
	var out []lang.Text
	for _, n := range list {
		out = append(out, n.Name)
	}
	return out
}

// groupNames returns what readers call a group.
func groupNames(s *study.Study) func(indicators.Group) lang.Text {
	names := map[indicators.Group]lang.Text{}
	for _, n := range s.GroupNames {
		names[indicators.Group(n.ID)] = n.Name
	}
	return func(g indicators.Group) lang.Text { return names[g] }
}

// targetOf turns a target of a study into that of the analysis. The study was checked when it was read.
func targetOf(t study.Target) (analysis.TargetSpec, error) {
	period, err := indicators.ParsePeriod(t.When())
	spec := analysis.TargetSpec{Indicator: t.Indicator, Period: period, Area: t.Area, Group: indicators.Group(t.Group), Reach: analysis.TargetReach(t.Reach), Source: t.Source}
	if t.Value != nil {
		spec.Value = *t.Value
	}
	return spec, err
}

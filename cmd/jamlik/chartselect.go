package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/ingest/study"
)

// belowCity reads a level of areas that are parts of a city.
func belowCity(name string) (indicators.Level, error) {
	level, err := indicators.ParseLevel(name)
	if err != nil || level <= indicators.City {
		return level, usagef("--level is %q: want district, regso, deso or school", name)
	}
	return level, nil
}

// selection turns the names that the flags give into those of the results. All names that mean nothing come at once.
func (f chartFlags) selection(l *study.Loaded, res *analysis.Results) (charts.Selection, error) {
	s := charts.Selection{Indicators: f.indicators}
	var errs []error
	for _, id := range f.indices {
		ix, err := registry.Lookup(id)
		if err != nil {
			errs = append(errs, usageError{err})
		}
		s.Indices = append(s.Indices, ix.ID)
	}
	for _, name := range f.groups {
		g, err := groupNamed(name, l, res)
		s.Groups, errs = append(s.Groups, g), append(errs, err)
	}
	codes, err := areaCodes("area", f.areas, f.level, res)
	s.Areas = codes
	return s, errors.Join(append(errs, err)...)
}

// highlighted returns the areas to set off: those of --highlight, else those of --area, else those of the study.
func (f chartFlags) highlighted(ofStudy []string, s charts.Selection, res *analysis.Results) ([]string, error) {
	switch {
	case len(f.highlight) > 0:
		return areaCodes("highlight", f.highlight, f.level, res)
	case len(s.Areas) > 0:
		return s.Areas, nil
	}
	return ofStudy, nil
}

// areaCodes returns the codes of areas that are named by name or code.
func areaCodes(flag string, wanted []string, level string, res *analysis.Results) ([]string, error) {
	var codes []string
	var errs []error
	for _, want := range wanted {
		i := slices.IndexFunc(res.Districts, func(a indicators.Area) bool { return a.Code == want || strings.EqualFold(a.Name, want) })
		if i < 0 {
			var names []string
			for _, a := range charts.ByName(res.Districts) {
				if a.Name == "" {
					names = append(names, a.Code)
				} else {
					names = append(names, a.Name)
				}
			}
			errs = append(errs, usagef("--%s: no %s is called %q%s", flag, level, want, meant(want, names)))
			continue
		}
		codes = append(codes, res.Districts[i].Code)
	}
	return codes, errors.Join(errs...)
}

// everyoneWord is how --group names everyone, whose canonical form is empty.
const everyoneWord = "everyone"

// groupNamed returns the group of the results that is written so, canonically or as readers know it.
func groupNamed(want string, l *study.Loaded, res *analysis.Results) (indicators.Group, error) {
	if want == everyoneWord {
		return indicators.Everyone, nil
	}
	called := groupNames(l.Study)
	var known []string
	for _, c := range res.Comparisons {
		if c.Group == indicators.Everyone {
			continue
		}
		if string(c.Group) == want {
			return c.Group, nil
		}
		for _, lg := range lang.All {
			if strings.EqualFold(called(c.Group).In(lg), want) {
				return c.Group, nil
			}
		}
		if !slices.Contains(known, string(c.Group)) {
			known = append(known, string(c.Group))
		}
	}
	return "", usagef("--group: the study has no group %q%s", want, meant(want, append(known, everyoneWord)))
}

package study

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/areas"
)

// Changes names a publisher's log of how the areas of one version follow from those of another. An area that the log does not name is
// unchanged. The columns are from_deso, to_deso, change_type_sv and date, or those that Columns names after from, to, kind and date.
type Changes struct {
	File    string            `yaml:"file"`
	From    string            `yaml:"from"`  // version
	To      string            `yaml:"to"`    // version
	Level   string            `yaml:"level"` // deso where empty, or regso
	Columns map[string]string `yaml:"columns"`
}

// Version says for which periods the areas of a version have figures. Some tables answer 0 for any other period, which is no figure.
type Version struct {
	Version string   `yaml:"version"`
	Levels  []string `yaml:"levels"` // deso and regso where empty
	From    string   `yaml:"from"`   // first period, open where empty
	To      string   `yaml:"to"`     // last period, open where empty
}

var (
	changeColumns = map[string]string{"from": "from_deso", "to": "to_deso", "kind": "change_type_sv", "date": "date"}
	changeLevels  = []string{"deso", "regso"}
)

// changes checks what a study says of areas in time, without looking at any other file.
func (c *checker) changes() {
	for i, ch := range c.study.Changes {
		p := fmt.Sprintf("changes[%d]", i)
		c.path(p+".file", ch.File)
		c.versionPair(p, ch.From, ch.To)
		c.oneOf(p+".level", "level", ch.Level, changeLevels, true)
		for _, role := range slices.Sorted(maps.Keys(ch.Columns)) {
			c.oneOf(p+".columns."+role, "role", role, []string{"from", "to", "kind", "date"}, false)
		}
	}
	for i, v := range c.study.Versions {
		p := fmt.Sprintf("versions[%d]", i)
		if v.Version == "" {
			c.fail(p, "version is not given", "write the area version that the periods are of")
		}
		for j, level := range v.Levels {
			c.oneOf(fmt.Sprintf("%s.levels[%d]", p, j), "level", level, changeLevels, false)
		}
		for _, end := range [...]struct{ key, text string }{{"from", v.From}, {"to", v.To}} {
			if end.text == "" {
				continue
			}
			if _, err := periodOrDay(end.text); err != nil {
				c.fail(p+"."+end.key, fmt.Sprintf("cannot read %q as a period", clip(end.text)), "write a year such as 2024")
			}
		}
		if v.From == "" && v.To == "" {
			c.fail(p, fmt.Sprintf("version %q has neither a first nor a last period", clip(v.Version)), "write from:, to: or both")
		}
	}
	c.crosswalks()
}

func (c *checker) versionPair(p, from, to string) {
	for _, end := range [...]struct{ key, version string }{{"from", from}, {"to", to}} {
		if end.version == "" {
			c.fail(p+"."+end.key, end.key+" is not given", "write the area version, such as 2018")
		}
	}
	if from == to && from != "" {
		c.fail(p+".to", fmt.Sprintf("both versions are %q", clip(from)), "write the version before and the version after")
	}
}

// readChanges reads the logs of changes.
func (l *loader) readChanges(r *registerReader) {
	for i, ch := range l.Study.Changes {
		if in, ok := l.named(fmt.Sprintf("changes[%d].file", i), ch.File); ok {
			n, old := r.readLog(in, ch)
			r.problems.Add(l.took(in, n))
			if old > 0 {
				l.Warnings = append(l.Warnings, indicators.Problem{File: in.Name,
					What: fmt.Sprintf("left out: %s of changes in or before the first year of version %s, whose areas are those after them", lang.Count(old, "row"), ch.From)})
			}
		}
	}
	for i, c := range l.Study.Crosswalk {
		if in, ok := l.named(fmt.Sprintf("crosswalk[%d].file", i), c.File); ok {
			r.problems.Add(l.took(in, l.readCrosswalk(r, in, c)))
		}
	}
}

// readLog reads one log of changes. Changes of the year that the first version is named after, or before, are in its areas already and are
// only counted.
func (r *registerReader) readLog(in ingest.Input, ch Changes) (n, old int) {
	s := indicators.Succession{Level: indicators.DeSO, From: ch.From, To: ch.To}
	if ch.Level != "" {
		s.Level, _ = indicators.ParseLevel(ch.Level) // the checker has seen it
	}
	column := func(role string) string { return cmp.Or(ch.Columns[role], changeColumns[role]) }
	columns, optional := []string{column("from"), column("to"), column("kind")}, []string{column("date")}
	if ch.Columns["date"] != "" {
		columns, optional = append(columns, column("date")), nil
	}
	began, err := strconv.Atoi(ch.From)
	if err != nil {
		began = 0
	}
	at := make(map[indicators.Change]int)
	known := make(map[indicators.AreaID]bool)
	for _, a := range r.areas {
		if a.Level == s.Level && (a.Version == s.From || a.Version == s.To) {
			known[indicators.AreaID{Code: a.Code, Version: s.To}] = true
		}
	}
	damaged, met := newCodeProblems(in.Name), false
	r.read(in, columns, optional, func(line int, cells []string) {
		n++
		fail := func(role, what, remedy string) {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: column(role), What: what, Remedy: remedy})
		}
		c := indicators.Change{}
		c.From, _, _ = areas.Version(cells[0])
		c.To, _, _ = areas.Version(cells[1])
		ok := false
		if c.Kind, c.Formed, ok = changeKind(cells[2]); !ok {
			fail("kind", fmt.Sprintf("unknown kind of change %q", clip(cells[2])), "known are Ger del, Minskas, Utvidgas, Upphör and Kodändrad, and what SCB writes after them")
			return
		}
		if cells[3] != "" {
			day, err := time.Parse(time.DateOnly, cells[3])
			if err != nil {
				fail("date", fmt.Sprintf("cannot read %q as a date", clip(cells[3])), "write it as 2025-01-01")
				return
			}
			if day.Year() <= began {
				old++
				return
			}
		}
		for _, end := range [...]struct{ role, code string }{{"from", c.From}, {"to", c.To}} {
			if end.code == "" {
				fail(end.role, "no area is named", "fill it in")
				return
			}
			// Areas of other municipalities are none of the study's. A damaged code of its own would make a changed area look unchanged.
			id := indicators.AreaID{Code: end.code, Version: s.To}
			met = met || known[id]
			if likely, fault := guess(known, id); !known[id] && likely != "" {
				damaged.put(id, likely, fault, indicators.Origin{File: in.Name, Row: int32(line)}, column(end.role))
			}
		}
		self := c.Kind == indicators.Shrinks || c.Kind == indicators.Grows
		if self != (c.From == c.To) {
			what := fmt.Sprintf("%q is about one area, but the row names %s and %s", cells[2], c.From, c.To)
			if !self {
				what = fmt.Sprintf("%q is about two areas, but the row names %s twice", cells[2], c.From)
			}
			fail("to", what, "correct the codes or the kind of change")
			return
		}
		if before, twice := at[c]; twice {
			fail("from", fmt.Sprintf("the change of %s to %s is already given on line %d", c.From, c.To, before), "remove one")
			return
		}
		at[c] = line
		s.Changes = append(s.Changes, c)
	})
	for _, err := range damaged.errors() {
		r.problems.Add(err)
	}
	if !met {
		r.warnings = append(r.warnings, indicators.Problem{File: in.Name, What: fmt.Sprintf("names no %s area that the study has: all of version %s are taken to be those of version %s",
			s.Level, s.To, s.From), Remedy: "check the level, and that the log is of the right part of the country"})
	}
	r.changes = append(r.changes, s)
	return n, old
}

// changeKind reads the kinds of SCB's log of changes of DeSO, by how they begin: "Ger del/delar till befintlig", "Ger del till nybildad",
// "Minskas och ger del till befintlig eller nybildad", "Utvidgas", "Utvidgas till territorialvattengräns", "Upphör; till befintlig", "Upphör; till
// nybildad", "Kodändrad; annat än 20-22".
func changeKind(text string) (kind indicators.ChangeKind, formed, ok bool) {
	formed = strings.HasSuffix(text, "nybildad")
	for _, k := range [...]struct {
		begins string
		kind   indicators.ChangeKind
	}{
		{"Ger del", indicators.Gives}, {"Minskas", indicators.Shrinks}, {"Utvidgas", indicators.Grows}, {"Upphör", indicators.Ends}, {"Kodändrad", indicators.Recoded},
	} {
		if strings.HasPrefix(text, k.begins) {
			return k.kind, formed && (k.kind == indicators.Gives || k.kind == indicators.Ends), true
		}
	}
	return 0, false, false
}

// areasBefore lists the areas of a version that a log tells of and that no areas file has: those that are unchanged since, and those that
// became areas of the study. A version that the study lists itself is left as it is.
func (r *registerReader) areasBefore() {
	for _, s := range r.changes {
		listed := func(version string) map[string]indicators.Area {
			out := make(map[string]indicators.Area)
			for _, a := range r.areas {
				if a.Version == version && a.Level == s.Level {
					out[a.Code] = a
				}
			}
			return out
		}
		now := listed(s.To)
		if len(now) == 0 || len(listed(s.From)) > 0 {
			continue
		}
		before, after := s.Fates()
		add := func(code, name string) {
			a := indicators.Area{Code: code, Version: s.From, Name: name, Level: s.Level}
			r.areas = append(r.areas, a)
			r.areaAt[a.ID()] = r.areaAt[now[code].ID()]
		}
		for _, code := range slices.Sorted(maps.Keys(now)) {
			if _, named := before[code]; after[code] == indicators.Unchanged && !named {
				add(code, now[code].Name)
			}
		}
		needed := make(map[string]bool)
		for _, c := range s.Changes {
			if _, ok := now[c.To]; ok {
				needed[c.From] = true
				if !c.Formed && c.Kind != indicators.Recoded {
					needed[c.To] = true
				}
			}
		}
		for _, code := range slices.Sorted(maps.Keys(needed)) {
			add(code, code)
		}
	}
}

package study

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/areas"
)

// area takes the version off a code that says its own, and gives others the version of the input. The version that a column or constant states
// must agree with that of the code; that of the input too, unless the study says of which periods both are.
func (r row) area(found indicators.AreaID) indicators.AreaID {
	if id, ok := r.areas[found]; ok {
		return id
	}
	id := found
	code, version, ok := areas.Version(found.Code)
	if ok {
		declared, where := found.Version, "the row"
		if declared == "" && !slices.Contains(r.versions, version) {
			declared, where = r.in.AreaVersion, "the study"
		}
		if declared != "" && declared != version {
			r.fail(r.plan.area, "area", fmt.Sprintf("%q is of version %s, but %s says %s", clip(found.Code), version, where, clip(declared)),
				"leave the version out: the code says it")
		}
		id = indicators.AreaID{Code: code, Version: version}
	}
	if id.Version == "" {
		id.Version = r.version
		r.assumed[id] = r.in.AreaVersion == ""
	}
	r.areas[found] = id
	return id
}

// placing finds the area that each observation of an input is about, and leaves out those of periods that their version has no figures of.
type placing struct {
	l        *loader
	p        string
	d        *Input
	known    map[indicators.AreaID]bool
	names    *nameIndex
	placed   map[indicators.AreaID]placed
	faults   *codeProblems
	versions []validVersion

	repaired map[string]*repairs // by damage or way
	outside  map[string]*tally
	wrong    map[string]*tally
}

// placed is what became of a code.
type placed struct {
	id    indicators.AreaID
	ok    bool
	level indicators.Level
	how   string // what was repaired; "" for nothing
	// likely is a damaged code that was not to be repaired: it is not among those that are left out for being of other areas.
	likely bool
}

type repairs struct {
	rows     int
	first    indicators.Origin
	examples []string
}

// tally counts rows that are alike.
type tally struct {
	rows  int
	first indicators.Origin
	area  string
	value float64
	when  indicators.Period
}

// validVersion is the periods that a version of a level has figures of.
type validVersion struct {
	version string
	levels  []indicators.Level
	span    indicators.Period
}

func (l *loader) newPlacing(p string, d *Input) *placing {
	pl := &placing{l: l, p: p, d: d, placed: make(map[indicators.AreaID]placed), faults: newCodeProblems(d.name()),
		repaired: make(map[string]*repairs), outside: make(map[string]*tally), wrong: make(map[string]*tally)}
	for _, v := range l.Study.Versions {
		valid := validVersion{version: v.Version, levels: []indicators.Level{indicators.RegSO, indicators.DeSO},
			span: indicators.Period{Start: indicators.FirstDay, End: indicators.LastDay}}
		if len(v.Levels) > 0 {
			valid.levels = nil
		}
		for _, name := range v.Levels {
			level, _ := indicators.ParseLevel(name) // the checker has seen it
			valid.levels = append(valid.levels, level)
		}
		if from, err := periodOrDay(v.From); err == nil {
			valid.span.Start = from.Start
		}
		if to, err := periodOrDay(v.To); err == nil {
			valid.span.End = to.End
		}
		pl.versions = append(pl.versions, valid)
	}
	return pl
}

// take returns the observation with its area. It is not ok where there is none, which is told by finish, or where the observation is left out.
func (pl *placing) take(o indicators.Observation) (indicators.Observation, bool) {
	at, met := pl.placed[o.Area]
	if !met {
		at = pl.place(o.Area)
		pl.placed[o.Area] = at
	}
	if !at.ok {
		if pl.d.OtherAreas == "skip" && !at.likely {
			return o, true // the loader counts it
		}
		pl.fault(o)
		return o, false
	}
	if at.how != "" {
		r := pl.repaired[at.how]
		if r == nil {
			r = &repairs{first: o.Origin}
			pl.repaired[at.how] = r
		}
		r.rows++
		if example := fmt.Sprintf("%q is read as %s", clip(o.Area.Code), at.id.Code); !slices.Contains(r.examples, example) {
			r.examples = append(r.examples, example)
		}
		o.Note = strings.TrimPrefix(o.Note+"; area code repaired", "; ")
	}
	o.Area = at.id
	return o, pl.inTime(o, at.level)
}

// place finds the area of a code or name.
func (pl *placing) place(id indicators.AreaID) placed {
	if pl.d.AreaBy == "name" {
		if pl.names == nil {
			pl.names = newNameIndex(pl.l.Register, pl.d.AreaLevel)
		}
		return pl.names.place(id, pl.d.Repair == "codes")
	}
	if a, ok := pl.l.Register.Find(id); ok {
		return placed{id: id, ok: true, level: a.Level}
	}
	// The version of an input is that of its small areas. A municipality or county is none of them.
	if level, ok := areas.LevelOf(id.Code); ok && level <= indicators.City && id.Version == pl.d.AreaVersion {
		larger := indicators.AreaID{Code: id.Code, Version: pl.l.Study.Version}
		if a, ok := pl.l.Register.Find(larger); ok {
			return placed{id: larger, ok: true, level: a.Level}
		}
	}
	likely, fault := guess(pl.all(), id)
	if likely == "" || pl.d.Repair != "codes" {
		return placed{likely: likely != ""}
	}
	mended := indicators.AreaID{Code: likely, Version: id.Version}
	a, _ := pl.l.Register.Find(mended)
	return placed{id: mended, ok: true, level: a.Level, how: string(fault.damage)}
}

// all returns every area of the study.
func (pl *placing) all() map[indicators.AreaID]bool {
	if pl.known == nil {
		pl.known = make(map[indicators.AreaID]bool)
		for _, a := range pl.l.Register.Areas() {
			pl.known[a.ID()] = true
		}
	}
	return pl.known
}

func (pl *placing) fault(o indicators.Observation) {
	if pl.names == nil {
		pl.faults.add(pl.all(), o.Area, o.Origin, "area")
		return
	}
	likely, fault := pl.names.fault(o.Area)
	pl.faults.put(o.Area, likely, fault, o.Origin, "area")
}

// inTime tells whether an observation is of a period that its version has figures of. What is 0 or nothing for another period is no figure;
// anything else contradicts the study.
func (pl *placing) inTime(o indicators.Observation, level indicators.Level) bool {
	for _, v := range pl.versions {
		if v.version != o.Area.Version || !slices.Contains(v.levels, level) || v.span.Start <= o.Period.Start && o.Period.End <= v.span.End {
			continue
		}
		counts := pl.outside
		if o.Value.OK && o.Value.V != 0 {
			counts = pl.wrong
		}
		t := counts[v.version]
		if t == nil {
			t = &tally{first: o.Origin, area: o.Area.Code, value: o.Value.V, when: o.Period}
			counts[v.version] = t
		}
		t.rows++
		return false
	}
	return true
}

// assumedVersions warns of areas whose version nothing says, where the study has more than one: the codes may well be of another.
func (l *loader) assumedVersions(p string, m *mapping) {
	several := make(map[indicators.Level]bool)
	for _, a := range l.Register.Areas() {
		if a.Level == indicators.DeSO || a.Level == indicators.RegSO {
			several[a.Level] = several[a.Level] || a.Version != m.version
		}
	}
	var codes []string
	for id, assumed := range m.assumed {
		if a, _ := l.Register.Find(id); assumed && several[a.Level] {
			codes = append(codes, id.Code)
		}
	}
	if len(codes) > 0 {
		slices.Sort(codes)
		l.Warnings = append(l.Warnings, l.checker.problem(p, fmt.Sprintf("nothing says which version %s of %s are of; they are read as version %s: %s",
			lang.Count(len(codes), "area"), m.in.name(), m.version, examplesOf(codes)), "write area_version: in the study"))
	}
}

// finish tells what was repaired and left out, and returns what could not be placed.
func (pl *placing) finish() error {
	l := pl.l
	for _, how := range slices.Sorted(maps.Keys(pl.repaired)) {
		r := pl.repaired[how]
		l.Warnings = append(l.Warnings, indicators.Problem{File: r.first.File, Line: int(r.first.Row), Column: "area",
			What: fmt.Sprintf("area codes of %s repaired (%s): %s", lang.Count(r.rows, "observation"), how, examplesOf(r.examples)), Remedy: "check them, and mend the file"})
	}
	for _, version := range slices.Sorted(maps.Keys(pl.outside)) {
		t := pl.outside[version]
		l.Warnings = append(l.Warnings, indicators.Problem{File: t.first.File, Line: int(t.first.Row),
			What: fmt.Sprintf("left out: %s of version %s with 0 or nothing for periods that the study says it has no figures of, such as %s",
				lang.Count(t.rows, "observation"), version, t.when)})
	}
	errs := pl.faults.errors()
	for _, version := range slices.Sorted(maps.Keys(pl.wrong)) {
		t := pl.wrong[version]
		errs = append(errs, indicators.Problem{File: t.first.File, Line: int(t.first.Row),
			What: fmt.Sprintf("the study says that version %s has no figures of %s, but found %v for %s; in all %s like it",
				version, t.when, t.value, t.area, lang.Count(t.rows, "observation")),
			Remedy: "correct versions: in the study, or the version of the file"})
	}
	return errors.Join(errs...)
}

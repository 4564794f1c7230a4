package study

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/areas"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// Crosswalk names a file that says which share of each area of one version lies in which area of another: columns from, to and weight, and
// from_version and to_version where the file has them. Counts of the older areas are carried over by it to the newer ones, for the
// indicators, groups and periods that these have no figures of.
type Crosswalk struct {
	File  string `yaml:"file"`
	From  string `yaml:"from"`  // version
	To    string `yaml:"to"`    // version
	Level string `yaml:"level"` // deso where empty, or regso
	Basis string `yaml:"basis"` // what the weights are shares of: population or area
}

// Crossing is what a crosswalk did to the figures of one indicator.
type Crossing struct {
	Indicator  string
	From, To   string
	Population bool    // weighted by population, otherwise by area
	Divided    float64 // share of the persons counted who lie in areas that are divided
	Refused    string  // why the figures were not carried over; "" where they were
}

// crossing is a crosswalk with the file that it was read from.
type crossing struct {
	*areas.Crosswalk
	path string
}

// carriedOver is what one crosswalk made of some observations.
type carriedOver struct {
	crossing *crossing
	some     bool // whether there was something to carry over
	areas.Carried
}

func (c *checker) crosswalks() {
	for i, x := range c.study.Crosswalk {
		p := fmt.Sprintf("crosswalk[%d]", i)
		c.path(p+".file", x.File)
		c.versionPair(p, x.From, x.To)
		c.oneOf(p+".level", "level", x.Level, changeLevels, true)
		c.oneOf(p+".basis", "basis", x.Basis, []string{"population", "area"}, false)
		if slices.ContainsFunc(c.study.Crosswalk[:i], func(y Crosswalk) bool { return y.From == x.From && y.To == x.To && y.Level == x.Level }) {
			c.fail(p, fmt.Sprintf("a crosswalk from %q to %q is named twice", clip(x.From), clip(x.To)), "put their rows in one file")
		}
	}
}

// readCrosswalk reads one crosswalk.
func (l *loader) readCrosswalk(r *registerReader, in ingest.Input, c Crosswalk) int {
	x := &areas.Crosswalk{Level: indicators.DeSO, From: c.From, To: c.To, Basis: c.Basis, Shares: make(map[string][]areas.Share)}
	if c.Level != "" {
		x.Level, _ = indicators.ParseLevel(c.Level) // the checker has seen it
	}
	n := 0
	lines := make(map[string]int)
	known := r.listed(x.Level)
	unknown := newCodeProblems(in.Name)
	r.read(in, []string{"from", "to", "weight"}, []string{"from_version", "to_version"}, func(line int, cells []string) {
		n++
		fail := func(column, what, remedy string) {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: column, What: what, Remedy: remedy})
		}
		from, _, _ := areas.Version(cells[0])
		to, _, _ := areas.Version(cells[1])
		for _, v := range [...]struct{ column, found, want string }{{"from_version", cells[3], c.From}, {"to_version", cells[4], c.To}} {
			if v.found != "" && v.found != v.want {
				fail(v.column, fmt.Sprintf("found version %q, but the study says %q", clip(v.found), clip(v.want)), "correct the one that is wrong")
				return
			}
		}
		for _, end := range [...]struct{ column, code, version string }{{"from", from, c.From}, {"to", to, c.To}} {
			if id := (indicators.AreaID{Code: end.code, Version: end.version}); !known[id] {
				unknown.add(known, id, indicators.Origin{File: in.Name, Row: int32(line)}, end.column)
				return
			}
		}
		weight, err := delimited.ParseNumber(cells[2], '.')
		if err != nil || !(weight >= 0 && weight <= 1) {
			fail("weight", fmt.Sprintf("found %q, expected a share from 0 to 1", clip(cells[2])), "write the share of the area's population or land, 1 for all of it")
			return
		}
		if slices.ContainsFunc(x.Shares[from], func(s areas.Share) bool { return s.To == to }) {
			fail("to", fmt.Sprintf("the share of %s in %s is given twice", from, to), "remove one")
			return
		}
		if len(x.Shares[from]) == 0 {
			lines[from] = line
		}
		x.Shares[from] = append(x.Shares[from], areas.Share{To: to, Weight: weight})
	})
	for _, err := range unknown.errors() {
		r.problems.Add(err)
	}
	if codes, sums := x.Uneven(); len(codes) > 0 {
		var list []string
		for i, code := range codes {
			list = append(list, fmt.Sprintf("%s has %.4g", code, sums[i]))
		}
		r.problems.Add(indicators.Problem{File: in.Name, Line: lines[codes[0]], Column: "weight",
			What:   fmt.Sprintf("the weights of %s do not sum to 1: %s", lang.Count(len(codes), "area"), examplesOf(list)),
			Remedy: "list every area that a part lies in, with its share of the older area"})
	}
	l.crossings = append(l.crossings, &crossing{x, in.Name})
	return n
}

// listed returns the areas of a level that the study has.
func (r *registerReader) listed(level indicators.Level) map[indicators.AreaID]bool {
	r.areasBefore()
	out := make(map[indicators.AreaID]bool)
	for _, a := range r.areas {
		if a.Level == level {
			out[a.ID()] = true
		}
	}
	return out
}

// completeCrosswalks lets unchanged areas go over whole and tells of the areas that a crosswalk does not have.
func (l *loader) completeCrosswalks(reg *indicators.Register) {
	for _, x := range l.crossings {
		from, to := x.Complete(reg)
		l.Carried = append(l.Carried, x.Crosswalk)
		if len(from) > 0 {
			l.Warnings = append(l.Warnings, indicators.Problem{File: x.path, What: fmt.Sprintf("%s of version %s are in no row, and no log says that they are unchanged: %s",
				lang.Count(len(from), x.Level.String()+" area"), x.From, examplesOf(from)), Remedy: "their figures are not carried over"})
		}
		if len(to) > 0 {
			l.Warnings = append(l.Warnings, indicators.Problem{File: x.path, What: fmt.Sprintf("%s of version %s get nothing: %s",
				lang.Count(len(to), x.Level.String()+" area"), x.To, examplesOf(to)), Remedy: "they have no figures before version " + x.To})
		}
	}
}

// carryOver adds the observations that the crosswalks give of those that a builder has. It has all of an indicator.
func (l *loader) carryOver(b *indicators.Builder) []carriedOver {
	out := make([]carriedOver, len(l.crossings))
	for i, x := range l.crossings {
		of := func(version string) []indicators.Observation {
			return b.About(func(id indicators.AreaID) bool {
				a, _ := l.Register.Find(id)
				return id.Version == version && a.Level == x.Level
			})
		}
		has := make(map[indicators.RunKey]bool) // what the newer areas have figures of
		for _, o := range of(x.To) {
			has[indicators.RunKey{Indicator: o.Indicator, Group: o.Group, Period: o.Period}] = true
		}
		obs := slices.DeleteFunc(of(x.From), func(o indicators.Observation) bool {
			return has[indicators.RunKey{Indicator: o.Indicator, Group: o.Group, Period: o.Period}]
		})
		out[i] = carriedOver{crossing: x, some: len(obs) > 0}
		if len(obs) > 0 {
			out[i].Carried = x.Carry(obs, func(id string) indicators.Unit {
				ind, _ := l.Catalogue.Indicator(id)
				return ind.Unit
			})
		}
	}
	for i := range out {
		for _, o := range out[i].Observations {
			b.Append(o)
		}
		out[i].Observations = nil
	}
	return out
}

// tellCarried tells what was carried over of all parts.
func (l *loader) tellCarried(parts []carriedOver) {
	for _, x := range l.crossings {
		divided, refused := make(map[string]float64), make(map[string]string)
		some := false
		for _, p := range parts {
			if p.crossing == x {
				some = some || p.some
				maps.Copy(divided, p.Divided)
				maps.Copy(refused, p.Refused)
			}
		}
		if !some {
			l.Warnings = append(l.Warnings, indicators.Problem{File: x.path,
				What: fmt.Sprintf("no figures of version %s are carried over to version %s: there are none that version %s does not have itself", x.From, x.To, x.To)})
			continue
		}
		population := x.Basis == "population"
		for _, id := range slices.Sorted(maps.Keys(divided)) {
			l.Crossings = append(l.Crossings, Crossing{Indicator: id, From: x.From, To: x.To, Population: population, Divided: divided[id]})
		}
		var list []string
		for _, id := range slices.Sorted(maps.Keys(refused)) {
			list = append(list, id+": "+refused[id])
			l.Crossings = append(l.Crossings, Crossing{Indicator: id, From: x.From, To: x.To, Population: population, Refused: refused[id]})
		}
		if len(list) > 0 {
			l.Warnings = append(l.Warnings, indicators.Problem{File: x.path, What: fmt.Sprintf("%s not carried over from version %s to %s: %s",
				lang.Count(len(list), "indicator"), x.From, x.To, strings.Join(list, "; ")), Remedy: "their series begin with version " + x.To})
		}
	}
}

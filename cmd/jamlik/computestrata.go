package main

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// stratum is how a stratum is written: a number, as a year or the age at which an age group begins, or the age group from there to
// another age, or from there on.
var stratum = regexp.MustCompile(`^(-?\d+(?:[.,]\d+)?)(?:\s*[-–]\s*(\d+)|\s*\+)?$`)

// parseStratum returns the number at which a stratum begins and the one at which the next does, +Inf where the text does not say.
func parseStratum(text string) (from, until float64, ok bool) {
	m := stratum.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, 0, false
	}
	from, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	if err != nil {
		return 0, 0, false
	}
	if m[2] != "" {
		last, err := strconv.ParseFloat(m[2], 64)
		return from, last + 1, err == nil && last >= from
	}
	return from, math.Inf(1), true
}

// inStratum notes the stratum of row i. It returns what tells the rows of a file apart: the unit, and its stratum where there are any.
func (s *slice) inStratum(fr *frame, i int, f *computeFlags, ps *indicators.Problems) string {
	u := fr.text[f.unit].at(i)
	if f.at == "" {
		return u
	}
	text := fr.text[f.at].at(i)
	at, until, ok := parseStratum(text)
	if !ok {
		ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.at, What: fmt.Sprintf("cannot read %q as a stratum", text),
			Remedy: "write a year, the age at which an age group begins, or the group as 0-4 or 90+"})
	}
	s.at, s.until = append(s.at, at), append(s.until, until)
	key := u + "\x00" + strconv.FormatFloat(at, 'g', -1, 64)
	if f.frequency != "" {
		key += "\x00" + strconv.FormatFloat(fr.num[f.frequency][i], 'g', -1, 64)
	}
	return key
}

// firstYear is the least number that is taken for a year, and not for an age, where a family is asked for.
const firstYear = 1000

// byYear tells whether an index of strata is about years, as its needs say, and not about age groups.
func byYear(ix index.Index) bool { return strings.Contains(ix.Needs, "by year") }

// otherStrata tells whether an index of a family is about years where the strata are ages, or the other way round. One that is asked for
// by name takes what it is given.
func (s *slice) otherStrata(ix index.Index) bool {
	return ix.Shape() == index.ShapeStrata && len(s.at) > 0 && byYear(ix) != (slices.Min(s.at) >= firstYear)
}

// needsStrata says that rows have no stratum: then each would be a unit.
var needsStrata = usagef("an index of strata needs --at with the age groups or years")

// strata is the events and the population of units in strata, or values with their errors, and what goes with them. A unit that misses
// a figure in one stratum is left out of all.
func (s *slice) strata(f computeFlags) (computeInput, error) {
	counted := len(s.groups) == 1 && f.total != ""
	switch {
	case f.at == "":
		return computeInput{}, needsStrata
	case f.value == "" && !counted:
		return computeInput{}, usagef("an index of strata needs one --group with the events and --total with the population, or --value")
	}
	cols := given(f.value, f.se, f.frequency, f.standardColumn(), f.expectedGroup, f.expectedTotal, f.health, f.healthN)
	if counted {
		cols = append(cols, s.groups[0], f.total)
	}
	in, rows := s.wholeUnits(cols)
	keep := func(col string) []float64 {
		if col == "" {
			return nil
		}
		out := make([]float64, len(rows))
		for k, i := range rows {
			out[k] = s.columns[col][i]
		}
		return out
	}
	st := index.Strata{Values: keep(f.value), SE: keep(f.se), Frequency: keep(f.frequency), Standard: keep(f.standardColumn()), Health: keep(f.health), HealthN: keep(f.healthN)}
	if counted {
		st.Count, st.Population = keep(s.groups[0]), keep(f.total)
	}
	names := make([]string, len(rows))
	for k, i := range rows {
		names[k] = s.units.at(i)
		st.At = append(st.At, s.at[i])
	}
	st.Unit, names = numbered(names)
	in.units, st.Units = textsOf(names), len(names)
	if f.expectedGroup != "" {
		st.Expected = keep(f.expectedGroup)
		for k, n := range keep(f.expectedTotal) {
			st.Expected[k] /= n
		}
	}
	if f.standardColumn() == "" && f.standard != "" {
		var err error
		if st.Standard, err = s.standardOf(f, st.At); err != nil {
			return in, err
		}
	}
	in.Strata = st
	in.gaps()
	return in, s.checkStrata(f)
}

// wholeUnits leaves out the units that miss one of the columns in any row, and says so. It returns the rows that stay.
func (s *slice) wholeUnits(cols []string) (in computeInput, rows []int) {
	missing := map[string]bool{}
	for i, u := range s.units.all() {
		if s.misses(i, cols) && !missing[u] {
			missing[u] = true
			in.left = append(in.left, u)
		}
	}
	for i, u := range s.units.all() {
		if !missing[u] {
			rows = append(rows, i)
		}
	}
	if len(in.left) > 0 {
		in.warnings = append(in.warnings, "left out, a figure is missing: "+listed(in.left))
	}
	return in, rows
}

// gaps warns of units that do not have every stratum.
func (in *computeInput) gaps() {
	seen := map[float64]bool{}
	n := make([]int, in.units.len())
	of := map[[2]float64]bool{}
	for j, u := range in.Strata.Unit {
		at := in.Strata.At[j]
		seen[at] = true
		if row := [2]float64{float64(u), at}; !of[row] {
			of[row] = true
			n[u]++
		}
	}
	var units []string
	for u, name := range in.units.all() {
		if n[u] < len(seen) {
			units = append(units, name)
		}
	}
	if len(units) > 0 {
		in.warnings = append(in.warnings, "without a row for every stratum: "+listed(units))
	}
}

// checkStrata reports shares in good health that are none, and reference populations without people.
func (s *slice) checkStrata(f computeFlags) error {
	var ps indicators.Problems
	for i := range s.units.all() {
		if f.health != "" {
			if h := s.columns[f.health][i]; h > 1 {
				ps.Add(indicators.Problem{File: s.name, Line: int(s.lines[f.health][i]), Column: f.health,
					What: fmt.Sprintf("%v is not a share from 0 to 1", h), Remedy: "divide per cent by 100"})
			}
		}
		if f.expectedTotal != "" {
			if s.columns[f.expectedTotal][i] == 0 {
				ps.Add(indicators.Problem{File: s.name, Line: int(s.lines[f.expectedTotal][i]), Column: f.expectedTotal,
					What: "the population that is compared with has nobody in this stratum", Remedy: "join the stratum with another"})
			}
		}
	}
	return ps.Err()
}

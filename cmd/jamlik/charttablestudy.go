package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/study"
)

// A table is made into a study of its own, so that it is read, checked, compared and protected like any other. The study file says what the
// flags say; areas are those of the table.
const (
	tableStudy   = ".study" // names that no file of a user has
	tableAreas   = ".areas"
	tableVersion = "table"
	tableSource  = "source"
	tableTheme   = "figures"
	tableGroup   = "group" // dimension of the groups
	noDate       = "1970-01-01"
	wholeCode    = "city" // of a city that the table has no row of
)

// wholeName is what the city is called that nobody has named.
var wholeName = lang.Text{Sv: "hela staden", En: "the whole city"}

// readTable reads a table as a study.
func (p *program) readTable(f chartFlags) (*study.Loaded, error) {
	measures, errs := f.checkTable()
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	t, err := f.tableContents(measures)
	if err != nil {
		return nil, err
	}
	if t.city == "" && f.table.city != "" && !slices.ContainsFunc(measures, func(m measure) bool { return m.numerator != "" || m.kind == indicators.Count }) {
		p.warn(fmt.Errorf("%s: column %q has no row of --city %q, and without --numerator and --denominator its value cannot be worked out%s",
			f.table.data, f.areas[0], f.table.city, meant(f.table.city, t.areas)))
	}
	text, err := yaml.Marshal(f.tableStudy(measures, t))
	if err != nil {
		return nil, err
	}
	areas, err := f.tableAreas(t)
	if err != nil {
		return nil, err
	}
	files := tableFiles{own: map[string][]byte{tableStudy: text, tableAreas: areas}, data: filepath.Dir(f.table.data), geometry: filepath.Dir(f.table.geometry)}
	l, err := study.Load(files, tableStudy, study.LoadOptions{Formats: isolatedFormats(), Progress: p.progress("reading")})
	if err != nil {
		return nil, withoutStudyFile(err)
	}
	p.warn(l.Warnings...)
	return l, nil
}

// tableContents is what must be known of a table before it is read: its areas and groups, in the order of their first rows.
type tableContents struct {
	areas, groups []string
	city          string // what the rows of the city have; "" where there are none
	periods       bool   // whether --period is a column
	whole         bool   // all values are whole numbers
}

func (f chartFlags) tableContents(measures []measure) (tableContents, error) {
	var t tableContents
	r, err := open(f.table.data, f.table.file, true)
	if err != nil {
		return t, err
	}
	defer r.Close()
	names := fieldNames(r.Schema())
	t.periods = slices.Contains(names, f.period)
	if _, err := indicators.ParsePeriod(f.period); err != nil && !t.periods {
		return t, usagef("--period is %q: %s has no such column, and it is no period such as 2025%s", f.period, f.table.data, meant(f.period, names))
	}
	if f.table.geometry != "" {
		if _, err := os.Stat(f.table.geometry); err != nil {
			return t, plainPathError(err)
		}
	}
	var values []string
	for _, m := range measures {
		values = append(values, given(m.column, m.numerator, m.denominator)...)
	}
	fr, err := readFrame(r, f.table.data, slices.Concat(f.areas, f.groups, values, given(f.table.lower, f.table.upper)), nil, '.')
	if err != nil {
		return t, err
	}
	for _, area := range fr.text[f.areas[0]].all() {
		area = strings.TrimSpace(area)
		switch {
		case area == "" || slices.Contains(t.areas, area):
		case t.city == "" && f.table.city != "" && strings.EqualFold(area, f.table.city):
			t.city = area
		case area != t.city:
			t.areas = append(t.areas, area)
		}
	}
	if len(t.areas) == 0 {
		return t, indicators.Problem{File: f.table.data, Column: f.areas[0], What: "there is no area beside the city", Remedy: "name the column of the areas with --area"}
	}
	for _, column := range f.groups {
		for _, g := range fr.text[column].all() {
			if g = strings.TrimSpace(g); g != "" && g != f.table.everyone && !slices.Contains(t.groups, g) {
				t.groups = append(t.groups, g)
			}
		}
	}
	t.whole = true
	decimal := rune(f.table.decimal[0])
	for _, m := range measures {
		for _, s := range fr.text[m.column].all() {
			if v, err := delimited.ParseNumber(strings.TrimSpace(s), decimal); err == nil && v != float64(int64(v)) {
				t.whole = false
			}
		}
	}
	return t, nil
}

// tableAreas is the list of the areas, as a study reads it.
func (f chartFlags) tableAreas(t tableContents) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	code, name := t.city, t.city
	if code == "" {
		code, name = freshCode(t.areas), f.table.city
	}
	if name == "" {
		name = wholeName.Sv
	}
	rows := [][]string{{"code", "name", "level", "version", "parent"}, {code, name, "city", tableVersion, ""}}
	for _, a := range t.areas {
		rows = append(rows, []string{a, a, f.level, tableVersion, code})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// freshCode is a code of the city that no area has.
func freshCode(areas []string) string {
	code := wholeCode
	for slices.Contains(areas, code) {
		code += "-"
	}
	return code
}

// entry is a key of a study file with what stands under it.
type entry = map[string]any

// tableStudy is the study file of a table.
func (f chartFlags) tableStudy(measures []measure, t tableContents) entry {
	both := func(s string) entry { return entry{"sv": s, "en": s} }
	city := t.city
	if city == "" {
		city = freshCode(t.areas)
	}
	data := entry{"file": filepath.Base(f.table.data), "source": tableSource, "area_version": tableVersion, "decimal": f.table.decimal,
		"format": f.table.file.format, "encoding": f.table.file.encoding, "footer": f.table.file.footer, "sheet": f.table.file.sheet,
		"header": f.table.file.header, "skip": max(f.table.file.skip, 0)}
	if o, err := f.table.file.options(); err == nil && o.Delimiter != 0 {
		data["delimiter"] = string(o.Delimiter)
	}
	columns, constant := entry{"area": f.areas[0]}, entry{}
	if t.periods {
		columns["period"] = f.period
	} else {
		constant["period"] = f.period
	}
	if len(f.groups) > 0 {
		data["groups"] = entry{tableGroup: f.groups[0]}
		if f.table.everyone != "" {
			data["recode"] = entry{f.groups[0]: entry{f.table.everyone: ""}}
		}
	}
	if m := measures[0]; len(measures) == 1 {
		constant["indicator"] = m.id
		for role, column := range map[string]string{"value": m.column, "numerator": m.numerator, "denominator": m.denominator, "lower": f.table.lower, "upper": f.table.upper} {
			if column != "" {
				columns[role] = column
			}
		}
	}
	var values, list, compositions []entry
	for _, m := range measures {
		decimals := f.table.decimals
		if decimals < 0 && !t.whole {
			decimals = 1
		}
		ind := entry{"id": m.id, "name": both(m.title), "theme": tableTheme, "kind": m.kind.String(), "per": m.per, "unit": entry{"sv": m.unit.Sv, "en": m.unit.En},
			"better": m.better, "decimals": max(decimals, 0), "population": both(f.table.population), "source": tableSource, "min_denominator": f.table.smallestBase}
		if f.table.lower != "" {
			ind["limits_level"] = f.table.limitsLevel
		}
		list = append(list, ind)
		if len(measures) > 1 {
			values = append(values, entry{"column": m.column, "indicator": m.id, "numerator": m.numerator, "denominator": m.denominator})
		}
		if m.kind == indicators.Count && len(t.groups) > 1 {
			compositions = append(compositions, entry{"id": m.id, "title": both(m.title), "indicator": m.id, "groups": groupIDs(t.groups),
				"names": groupEntries(t.groups, false), "levels": []string{f.level}})
		}
	}
	data["columns"], data["constant"], data["values"] = columns, constant, values
	s := entry{
		"id": "table", "title": both(filepath.Base(f.table.data)), "date": noDate, "city": city, "version": tableVersion, "seed": 1,
		"areas": []entry{{"file": tableAreas}}, "themes": []entry{{"id": tableTheme, "name": both(tableTheme)}},
		"sources":    []entry{{"id": tableSource, "publisher": both(strings.TrimRight(strings.TrimSpace(f.table.source), ".")), "protected": f.table.threshold == 0}},
		"indicators": list, "data": []entry{data}, "segregation": compositions,
	}
	if f.table.threshold > 0 {
		s["disclosure"] = entry{"min_count": f.table.threshold}
	}
	if len(t.groups) > 0 {
		s["group_names"] = groupEntries(t.groups, true)
	}
	if f.table.geometry != "" {
		s["boundaries"] = []entry{{"file": tableMap + filepath.Base(f.table.geometry), "level": f.level, "version": tableVersion,
			"key": f.table.layer.key, "crs": f.table.layer.crs, "layer": f.table.layer.layer}}
	}
	return s
}

func groupIDs(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, tableGroup+"="+n)
	}
	return out
}

// groupEntries names groups: by their canonical form, or by an ID in lower case letters.
func groupEntries(names []string, canonical bool) []entry {
	var out []entry
	for i, n := range names {
		id := fmt.Sprintf("g%d", i+1)
		if canonical {
			id = tableGroup + "=" + n
		}
		out = append(out, entry{"id": id, "name": entry{"sv": n, "en": n}})
	}
	return out
}

// withoutStudyFile takes the lines of the study file, which the user has not written, and the folder of the geometry from errors.
func withoutStudyFile(err error) error {
	var out []error
	for _, e := range flatten(err) {
		var p indicators.Problem
		if errors.As(e, &p) {
			if p.File == tableStudy || p.File == tableAreas {
				p.File, p.Line = "", 0
			}
			p.File = strings.TrimPrefix(p.File, tableMap)
			e = p
		}
		out = append(out, e)
	}
	return errors.Join(out...)
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func slugOr(name, other string) string {
	if s := charts.Slug(name); s != "" {
		return s
	}
	return other
}

// countText prints a whole number as a language has it.
func countText(l lang.Lang, n float64) string { return charts.Number(l, n, 0) }

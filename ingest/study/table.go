package study

import "cmp"

// Table says where the figures of an indicator lie, as far as the publisher or a published program that reads them shows it. What is empty is
// not known: the table is then found by its Title and the measure by its Label in the interface's own metadata, when it is fetched.
type Table struct {
	API      string   `yaml:"api"`  // as of [Fetch], or file: an extract that the city makes from a system of its own
	Base     string   `yaml:"base"` // address of the interface; the built-in one where empty
	ID       string   `yaml:"id"`   // PxWebApi 2: the id of the table; Kolada: the KPI; Skolverket: the resource
	Path     string   `yaml:"path"` // PxWeb 1: the path of the table below Base
	Title    string   `yaml:"title"`
	Contents string   `yaml:"contents"` // code of the measure; Skolverket: the field
	Label    string   `yaml:"label"`    // name of the measure as published
	Levels   []string `yaml:"levels"`   // deso, regso, municipality, county, school: where there are figures

	// AreaVersion is the delimitation of the small areas whose codes do not say theirs; the study's where empty.
	AreaVersion string `yaml:"area_version"`

	// Area, Period and Measure are the dimensions of place, time and contents where they are not those that the interface usually has.
	Area    string `yaml:"area"`
	Period  string `yaml:"period"`
	Measure string `yaml:"measure"`

	// Select says which values of which other dimension, and Codelists which code list of it, both as of [Fetch]. Groups says which dimension
	// holds which grouping, and Recode what its codes mean, both as of [Input].
	Select    map[string][]string          `yaml:"select"`
	Codelists map[string]string            `yaml:"codelists"`
	Groups    map[string]string            `yaml:"groups"`
	Recode    map[string]map[string]string `yaml:"recode"`

	// Roles says which cells are what where the table has more than the value: role (value, numerator, denominator, lower, upper) → dimension →
	// codes, whose cells are added. A share whose numerator and denominator are published is computed from them.
	Roles map[string]map[string][]string `yaml:"roles"`

	// Labels are the dimensions whose values stand here by their published labels, because their codes are not documented.
	Labels []string `yaml:"labels"`

	// Columns are the columns of a city's own file, as of [Input].
	Columns map[string]string `yaml:"columns"`

	Documented string `yaml:"documented"` // what the entry was written from
}

// AreaDimension is the dimension of places.
func (t *Table) AreaDimension() string {
	return cmp.Or(t.Area, map[string]string{"kolada": "municipality", "skolverket": "unit", "file": t.Columns["area"]}[t.API], "Region")
}

// PeriodDimension is the dimension of time.
func (t *Table) PeriodDimension() string {
	return cmp.Or(t.Period, map[string]string{"kolada": "year", "skolverket": "year", "file": t.Columns["period"]}[t.API], "Tid")
}

// MeasureDimension is the dimension of contents; a city's own file has none.
func (t *Table) MeasureDimension() string {
	return cmp.Or(t.Measure, map[string]string{"kolada": "kpi", "skolverket": "indicator"}[t.API], "ContentsCode")
}

// Measures returns the codes of all measures that the indicator is made of.
func (t *Table) Measures() []string {
	var out []string
	if t.Contents != "" {
		out = append(out, t.Contents)
	}
	for _, role := range tableRoles {
		out = append(out, t.Roles[role][t.MeasureDimension()]...)
	}
	return out
}

// Complete tells whether the entry says enough to fetch the figures without asking the interface for its metadata first.
func (t *Table) Complete() bool {
	switch t.API {
	case "file":
		return true
	case "kolada":
		return t.ID != ""
	}
	return (t.ID != "" || t.Path != "") && len(t.Measures()) > 0
}

// Findable tells whether the entry says at least what the measure is called, so that the interface's metadata can tell the rest.
func (t *Table) Findable() bool { return t.Complete() || t.Label != "" }

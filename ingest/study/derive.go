package study

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// derive makes the study ask for the tables of the indicators that it takes from the catalogue, and read them: a fetch for each table, with all that
// they need of it, and an entry of data for each indicator. An indicator that an entry of data brings already is left to it.
func (c *checker) derive(taken []Indicator) {
	s := c.study
	at := make(map[string]int) // of a table's fetch
	for _, ind := range taken {
		t := ind.Table
		if t == nil || t.API == "file" || s.brings(ind.ID) {
			continue
		}
		if !t.Findable() {
			c.fail(fmt.Sprintf("indicators[%d]", slices.Index(ids(s.Indicators), ind.ID)), fmt.Sprintf("which cells of table %s are %q is not documented", t.ID, ind.ID),
				fmt.Sprintf("jamlik fetch show %s %s lists what it holds; write a fetch and an entry of data in the study", t.API, t.ID))
			continue
		}
		f := s.fetchOf(t)
		in := inputOf(ind, f)
		key := f.shared()
		i, ok := at[key]
		if ok {
			s.Fetch[i].widen(f.Select)
		} else {
			i = len(s.Fetch)
			at[key] = i
			f.ID = c.freeFetch(f)
			s.Fetch = append(s.Fetch, f)
			c.lines[fmt.Sprintf("fetch[%d]", i)] = c.line("use")
		}
		in.Fetch = s.Fetch[i].ID
		c.lines[fmt.Sprintf("data[%d]", len(s.Data))] = c.line("use")
		s.Data = append(s.Data, in)
	}
}

// shared is what fetches must have in common to be made one: the table, the dimensions that are chosen from, and any choice that cannot be told apart
// again in the answer.
func (f Fetch) shared() string {
	key := fmt.Sprint(f.API, f.Base, f.Table, f.Title, f.Measure, f.Codelists)
	for _, dim := range slices.Sorted(maps.Keys(f.Select)) {
		key += " " + dim
		if values := f.Select[dim]; !plainCodes(values) {
			key += fmt.Sprint(values)
		}
	}
	return key
}

// plainCodes tells whether values are codes, and no masks or functions.
func plainCodes(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return strings.ContainsAny(v, "*?(") })
}

// widen adds values to a selection.
func (f Fetch) widen(with map[string][]string) {
	for dim, values := range with {
		for _, v := range values {
			if !slices.Contains(f.Select[dim], v) {
				f.Select[dim] = append(f.Select[dim], v)
			}
		}
	}
}

// brings tells whether an entry of data says that it holds an indicator.
func (s *Study) brings(id string) bool {
	return slices.ContainsFunc(s.Data, func(in Input) bool {
		return in.Constant["indicator"] == id || slices.Contains(in.Brings, id) ||
			slices.ContainsFunc(in.Values, func(v Value) bool { return v.Indicator == id }) ||
			slices.ContainsFunc(in.Wide, func(w Wide) bool {
				return w.Indicator == id || slices.Contains(slices.Collect(maps.Values(w.Recode)), id)
			}) ||
			slices.Contains(slices.Collect(maps.Values(in.Recode[in.Columns["indicator"]])), id)
	})
}

// fetchOf returns the fetch of a table for the study's city.
func (s *Study) fetchOf(t *Table) Fetch {
	f := Fetch{API: t.API, Base: t.Base, Table: t.ID, Select: make(map[string][]string), Codelists: t.Codelists}
	switch {
	case t.API == "kolada" || t.API == "skolverket":
		f.Table = "" // the KPI and the field are chosen below
	case t.API == "pxweb":
		f.Table = t.Path
	}
	if f.Table == "" && t.API != "kolada" && t.API != "skolverket" {
		f.Title = t.Title
	}
	for _, dim := range t.Groups {
		f.Select[dim] = []string{"*"}
		if codes := t.Recode[dim]; len(codes) > 0 {
			f.Select[dim] = slices.Sorted(maps.Keys(codes))
		}
	}
	for dim, values := range t.Select {
		f.Select[dim] = slices.Clone(values)
	}
	if t.API == "skolverket" {
		f.Select["municipality"] = []string{s.City}
	} else {
		f.Select[t.AreaDimension()] = s.areasOf(t)
	}
	for _, role := range slices.Sorted(maps.Keys(t.Roles)) {
		f.widen(t.Roles[role])
	}
	for _, dim := range t.Labels { // the codes are not known, so that all are asked for and the labels are chosen from when they are read
		f.Select[dim] = []string{"*"}
	}
	switch t.API {
	case "kolada":
		delete(f.Select, "gender") // always answered in full
		f.Select[t.MeasureDimension()] = []string{t.ID}
	case "skolverket": // answers with every field of a school
	default:
		if _, ok := f.Select[t.PeriodDimension()]; !ok {
			f.Select[t.PeriodDimension()] = []string{"*"}
		}
		if measures := t.Measures(); len(measures) > 0 {
			f.Select[t.MeasureDimension()] = measures
		} else {
			f.Measure = t.Label
		}
	}
	return f
}

// areasOf returns the areas of a table that the study can use. SCB writes the delimitation of small areas after their code from 2025 on; before, a
// letter tells them from each other.
func (s *Study) areasOf(t *Table) (areas []string) {
	for _, level := range t.Levels {
		switch {
		case level == "county" && len(s.City) >= 2:
			areas = append(areas, s.City[:2])
		case level == "municipality":
			areas = append(areas, s.City)
		case level == "deso" && t.AreaVersion != "": // codes of other delimitations are longer
			areas = append(areas, s.City+"A????", s.City+"B????", s.City+"C????")
		case level == "regso" && t.AreaVersion != "":
			areas = append(areas, s.City+"R???")
		case level == "deso" && s.Version >= "2025":
			areas = append(areas, s.City+"*_DeSO"+s.Version)
		case level == "deso":
			areas = append(areas, s.City+"A*", s.City+"B*", s.City+"C*")
		case level == "regso" && s.Version >= "2025":
			areas = append(areas, s.City+"*_RegSO"+s.Version)
		case level == "regso":
			areas = append(areas, s.City+"R*")
		}
	}
	return areas
}

var notInIDs = regexp.MustCompile(`[^a-z0-9]+`)

// freeFetch returns an ID for a fetch that no other has.
func (c *checker) freeFetch(f Fetch) string {
	name := strings.TrimSuffix(path.Base(f.Table), path.Ext(f.Table))
	if f.Table == "" {
		name = f.Title
	}
	id := strings.Trim(notInIDs.ReplaceAllString(strings.ToLower(f.API+"-"+name), "-"), "-")
	for n, base := 2, id; slices.ContainsFunc(c.study.Fetch, func(g Fetch) bool { return g.ID == id }); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// inputOf returns how the rows of one indicator are read from a snapshot that has its table.
func inputOf(ind Indicator, f Fetch) Input {
	t := ind.Table
	in := Input{Source: ind.Source, OtherAreas: "skip", Constant: map[string]string{"indicator": ind.ID}, Columns: make(map[string]string),
		Groups: t.Groups, Recode: t.Recode, Keep: make(map[string][]string), Cells: t.cells(),
		AreaVersion: t.AreaVersion}
	if len(t.Labels) > 0 {
		in.byLabel(t)
	}
	if t.Area != "" {
		in.Columns["area"] = t.Area
	}
	if t.Period != "" {
		in.Columns["period"] = t.column(t.Period)
	}
	for dim, values := range f.Select { // the snapshot may hold more, for other indicators
		if dim != t.AreaDimension() && dim != t.PeriodDimension() && plainCodes(values) {
			in.Keep[dim] = values
		}
	}
	switch t.API {
	case "kolada":
		delete(in.Keep, "municipality")
	case "skolverket":
		in.Keep = map[string][]string{t.MeasureDimension(): {t.Contents}} // what is chosen are schools
	}
	return in
}

// cells returns which rows are what. Where roles speak of other things than the value, the value is what the contents name.
func (t *Table) cells() map[string]map[string][]string {
	_, value := t.Roles["value"]
	_, numerator := t.Roles["numerator"]
	_, denominator := t.Roles["denominator"]
	if len(t.Roles) == 0 || value || numerator && denominator || t.Contents == "" {
		return t.Roles
	}
	return with(t.Roles, map[string]map[string][]string{"value": {t.MeasureDimension(): {t.Contents}}})
}

// column is the column of a dimension: its codes, or its labels where the table's values stand by them.
func (t *Table) column(dim string) string {
	if slices.Contains(t.Labels, dim) {
		return dim + "_label"
	}
	return dim
}

// byLabel lets an entry of data read the labels of the dimensions whose codes are not known.
func (in *Input) byLabel(t *Table) {
	in.Groups, in.Recode = make(map[string]string), make(map[string]map[string]string)
	for group, dim := range t.Groups {
		in.Groups[group] = t.column(dim)
	}
	for dim, codes := range t.Recode {
		in.Recode[t.column(dim)] = codes
	}
	cells := make(map[string]map[string][]string)
	for role, of := range in.Cells {
		cells[role] = make(map[string][]string)
		for dim, texts := range of {
			cells[role][t.column(dim)] = texts
		}
	}
	in.Cells = cells
	for dim, texts := range t.Select {
		if slices.Contains(t.Labels, dim) {
			in.Keep[t.column(dim)] = texts
		}
	}
}

// fill completes an entry of data that takes its mapping from an indicator of the catalogue, such as a file that the city makes of its own records.
func (c *checker) fill() {
	for i := range c.study.Data {
		in := &c.study.Data[i]
		if in.Use == "" {
			continue
		}
		p := fmt.Sprintf("data[%d].use", i)
		ind, err := Lookup(in.Use)
		switch {
		case err != nil:
			c.fail(p, err.Error(), "")
			continue
		case ind.Table == nil || ind.Table.API != "file":
			c.fail(p, fmt.Sprintf("the catalogue does not say how a file of %q looks", clip(in.Use)), "say it with columns, or let jamlik fetch bring the figures")
			continue
		}
		t := ind.Table
		if in.Constant["indicator"] == "" && in.Columns["indicator"] == "" {
			in.Constant = with(in.Constant, map[string]string{"indicator": ind.ID})
		}
		in.Columns, in.Groups = with(in.Columns, t.Columns), with(in.Groups, t.Groups)
		in.Recode, in.Cells = with(in.Recode, t.Recode), with(in.Cells, t.Roles)
		in.Source = cmp.Or(in.Source, ind.Source)
	}
}

// with returns what is own, and more of what is not.
func with[V any](own, more map[string]V) map[string]V {
	out := maps.Clone(more)
	if out == nil {
		out = make(map[string]V)
	}
	maps.Copy(out, own)
	return out
}

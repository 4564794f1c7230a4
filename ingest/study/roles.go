package study

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// roleOf says what a column that the study leaves unsaid is for, where the file tells: files of statistical tables name the dimensions of time, of
// place and of contents.
var roleOf = map[string]string{"area": ingest.RoleGeo, "period": ingest.RoleTime, "indicator": ingest.RoleMetric, "value": ingest.RoleValue, "status": ingest.RoleStatus}

// role returns the column of a role: the one that the study names, or the only one that the file says it is of.
func (m *mapping) role(f finder, name string) int {
	if column := m.in.Columns[name]; column != "" {
		return f.find("columns."+name, column)
	}
	role, ok := roleOf[name]
	if m.in.Constant[name] != "" && name != "status" || !ok {
		return -1
	}
	if columns := ingest.ColumnsOf(f.schema, role); len(columns) == 1 {
		return f.schema.FieldIndices(columns[0])[0]
	}
	return -1
}

// complete reports the roles that neither the study nor the file gives.
func (m *mapping) complete(f finder) {
	need := func(name string, column int, texts ...string) {
		if column < 0 && m.in.Constant[name] == "" && !slices.ContainsFunc(texts, func(t string) bool { return t != "" }) {
			f.fail("columns", fmt.Sprintf("%s: nothing says which %s a row %s", f.file, name, map[bool]string{true: "is about", false: "has"}[name == "area"]),
				fmt.Sprintf("name the column after columns: %s:; %s", name, f.remedy("")))
		}
	}
	need("area", m.plan.area)
	for _, v := range m.plan.values {
		need("value", v.value)
		need("period", m.plan.period, v.period)
		need("indicator", m.plan.indicator, v.indicator)
	}
}

// loose is a dimension of the file that the study does not mention. That is right where all rows are of one category.
type loose struct {
	column int
	first  string
	met    bool
	told   bool
}

// loosePlan returns the dimensions that the study does not mention.
func (m *mapping) loosePlan(schema *arrow.Schema) (out []loose) {
	p := &m.plan
	used := []int{p.area, p.version, p.period, p.indicator, p.group, p.note}
	for _, d := range p.dims {
		used = append(used, d.column)
	}
	for _, k := range p.keep {
		if len(k.texts) == 1 {
			used = append(used, k.column)
		}
	}
	if p.cells != nil {
		used = append(used, p.cells.columns()...)
	}
	for _, i := range used { // a label says what its code does
		if i < 0 {
			continue
		}
		if name, ok := strings.CutSuffix(schema.Field(i).Name, "_label"); ok {
			used = append(used, schema.FieldIndices(name)...)
		}
	}
	for _, role := range []string{ingest.RoleDimension, ingest.RoleMetric, ingest.RoleTime, ingest.RoleGeo} {
		for _, name := range ingest.ColumnsOf(schema, role) {
			if i := schema.FieldIndices(name)[0]; !slices.Contains(used, i) {
				out = append(out, loose{column: i})
			}
		}
	}
	return out
}

// checkLoose reports a dimension that the study does not mention as soon as a second category of it is met.
func (r row) checkLoose() {
	for i := range r.plan.loose {
		l := &r.plan.loose[i]
		text := r.at(l.column).found(r.i)
		switch {
		case !l.met:
			l.met, l.first = true, text
		case text != l.first && !l.told:
			l.told = true
			name := r.names.Field(l.column).Name
			r.problems.Add(indicators.Problem{File: r.file, Line: int(r.line), Column: name,
				What:   fmt.Sprintf("rows are of %q and of %q, and the study does not say what they are", clip(l.first), clip(text)),
				Remedy: fmt.Sprintf("name it after groups:, such as groups: {sex: %s}, or choose one with keep: {%s: [%q]}", name, name, clip(l.first))})
		}
	}
}

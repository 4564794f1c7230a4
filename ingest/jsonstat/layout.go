package jsonstat

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// layout is what each column of a table becomes in a cube. Columns are numbers of fields, −1 where there is none.
type layout struct {
	dimensions []dimensionColumn
	values     []valueColumn
	status     int
	ofFirst    bool // the status is that of the first value, not of all
	found      bool // the dimensions are all columns that may be some
	unit       int
	others     []int
}

type dimensionColumn struct {
	id, role           string
	column, end, label int // end is that of a period whose start is column
}

type valueColumn struct {
	name   string
	column int
	spare  bool // left out where it holds no number
}

// layOut decides what the columns of a schema become.
func layOut(schema *arrow.Schema, o WriteOptions) (layout, error) {
	var ps indicators.Problems
	fields := schema.Fields()
	seen := map[string]bool{}
	for i, f := range fields {
		if f.Name == "" || seen[f.Name] {
			ps.Add(indicators.Problem{What: fmt.Sprintf("column %d has no name or one that another has: %q", i+1, f.Name), Remedy: "name it"})
		}
		seen[f.Name] = true
		if !ingest.Writable(f.Type) || f.Type.ID() == arrow.UINT64 {
			ps.Add(fmt.Errorf("column %q: JSON-stat has no form for %s", f.Name, f.Type))
		}
	}
	if ps.Len() > 0 {
		return layout{}, ps.Err()
	}
	var l layout
	var err error
	switch {
	case o.Dimensions != nil:
		l, err = asTold(fields, o.Dimensions)
	case isTable(schema):
		l = ofTable(fields)
	case slices.ContainsFunc(fields, func(f arrow.Field) bool { return roleOf(f) == ingest.RoleValue }):
		l = byRole(fields)
	default:
		l = byType(fields)
	}
	switch {
	case err != nil:
		return layout{}, err
	case len(l.values) == 0:
		return layout{}, indicators.Problem{What: "no column holds numbers that could be the cells of a cube", Remedy: "convert the column of values to numbers first"}
	case len(l.dimensions) == 0:
		return layout{}, indicators.Problem{What: "no column says what the numbers are about", Remedy: "name those that do as dimensions"}
	}
	return l, nil
}

func roleOf(f arrow.Field) string {
	role, _ := f.Metadata.GetValue(ingest.MetadataRole)
	return role
}

// isDimension tells whether a role is that of a dimension.
func isDimension(role string) bool {
	return role == ingest.RoleDimension || slices.Contains(knownRoles, role)
}

// labelOf returns the column with labels of a dimension, under the name that [cube.NewReader] gives it, −1 where there is none.
func labelOf(fields []arrow.Field, id string) int {
	return slices.IndexFunc(fields, func(f arrow.Field) bool {
		name := f.Name
		for name != id+"_label" && strings.HasPrefix(name, "cell_") {
			name = name[len("cell_"):]
		}
		return name == id+"_label" && isText(f.Type) && (roleOf(f) == "" || roleOf(f) == ingest.RoleLabel)
	})
}

func isText(t arrow.DataType) bool {
	return t.ID() == arrow.STRING || t.ID() == arrow.LARGE_STRING || t.ID() == arrow.DICTIONARY
}

func isNumber(t arrow.DataType) bool {
	return !isText(t) && t.ID() != arrow.BOOL && t.ID() != arrow.DATE32
}

func isFloat(t arrow.DataType) bool { return t.ID() == arrow.FLOAT32 || t.ID() == arrow.FLOAT64 }

// asTold takes the dimensions that the options name; of the other columns those of numbers are values and those of text what they are called.
func asTold(fields []arrow.Field, names []string) (layout, error) {
	l := layout{status: -1, unit: -1}
	var ps indicators.Problems
	used := map[int]bool{}
	for _, name := range names {
		i := slices.IndexFunc(fields, func(f arrow.Field) bool { return f.Name == name })
		if i < 0 || used[i] {
			known := make([]string, len(fields))
			for k, f := range fields {
				known[k] = f.Name
			}
			p := indicators.Problem{What: fmt.Sprintf("there is no column %q to be a dimension", name), Remedy: "the columns are " + strings.Join(known, ", ")}
			if i >= 0 {
				p = indicators.Problem{What: fmt.Sprintf("the dimension %q is named twice", name), Remedy: "name it once"}
			} else if near, ok := lang.Nearest(name, known); ok {
				p.Remedy = fmt.Sprintf("did you mean %q?", near)
			}
			ps.Add(p)
			continue
		}
		used[i] = true
		role := roleOf(fields[i])
		if !isDimension(role) {
			role = namedRole(name)
		}
		label := labelOf(fields, name)
		used[label] = true
		l.dimensions = append(l.dimensions, dimensionColumn{id: name, role: role, column: i, end: -1, label: label})
	}
	for i := range fields {
		if !used[i] {
			l.add(fields, i, false)
		}
	}
	return l, ps.Err()
}

// ofTable is the layout of [indicators.TableSchema].
func ofTable(fields []arrow.Field) layout {
	l := layout{status: -1, unit: -1, ofFirst: true}
	for i, f := range fields {
		if isNumber(f.Type) && slices.Contains([]string{"numerator", "denominator", "lower", "upper"}, f.Name) {
			l.values = append(l.values, valueColumn{f.Name, i, true})
			continue
		}
		switch f.Name {
		case "indicator":
			l.dimensions = append(l.dimensions, dimensionColumn{f.Name, ingest.RoleMetric, i, -1, -1})
		case "area":
			l.dimensions = append(l.dimensions, dimensionColumn{f.Name, ingest.RoleGeo, i, -1, -1})
		case "area_version", "group":
			l.dimensions = append(l.dimensions, dimensionColumn{f.Name, ingest.RoleDimension, i, -1, -1})
		case "period_start":
			end := slices.IndexFunc(fields, func(f arrow.Field) bool { return f.Name == "period_end" })
			l.dimensions = append(l.dimensions, dimensionColumn{"period", ingest.RoleTime, i, end, -1})
		case "period_end":
		case "value":
			l.values = append([]valueColumn{{f.Name, i, false}}, l.values...)
		case "status":
			l.status = i
		default:
			l.others = append(l.others, i)
		}
	}
	return l
}

// isTable tells whether a schema has what makes the rows of [indicators.TableSchema] what they are. Days may be texts.
func isTable(schema *arrow.Schema) bool {
	for _, name := range []string{"indicator", "area", "period_start", "period_end", "value", "status"} {
		f, ok := schema.FieldsByName(name)
		if !ok {
			return false
		}
		number, day := isNumber(f[0].Type), f[0].Type.ID() == arrow.DATE32
		switch name {
		case "value":
			ok = number
		case "period_start", "period_end":
			ok = day || isText(f[0].Type)
		default:
			ok = isText(f[0].Type)
		}
		if !ok {
			return false
		}
	}
	return true
}

// byRole is the layout of a table whose columns say what they are, as the readers of cubes give it.
func byRole(fields []arrow.Field) layout {
	l := layout{status: -1, unit: -1}
	for i, f := range fields {
		role := roleOf(f)
		switch {
		case isDimension(role):
			l.dimensions = append(l.dimensions, dimensionColumn{f.Name, role, i, -1, labelOf(fields, f.Name)})
		case role == ingest.RoleValue:
			l.values = append(l.values, valueColumn{f.Name, i, false})
		case role == ingest.RoleStatus:
			l.status = i
		case role == ingest.RoleUnit:
			l.unit = i
		case role != ingest.RoleLabel:
			l.others = append(l.others, i)
		}
	}
	return l
}

// byType is the layout of a table that says nothing of its columns. Whole numbers are values, unless one column has the name of
// values: then they are codes.
func byType(fields []arrow.Field) layout {
	l := layout{status: -1, unit: -1, found: true}
	named := slices.ContainsFunc(fields, func(f arrow.Field) bool { return isNumber(f.Type) && namedValue(f.Name) })
	for i, f := range fields {
		base, isLabel := strings.CutSuffix(f.Name, "_label")
		if isLabel && isText(f.Type) && slices.ContainsFunc(fields, func(f arrow.Field) bool { return f.Name == base }) {
			continue // labelOf finds it
		}
		if named && isNumber(f.Type) && !isFloat(f.Type) && !namedValue(f.Name) { // a code or a year
			l.dimensions = append(l.dimensions, dimensionColumn{f.Name, namedRole(f.Name), i, -1, labelOf(fields, f.Name)})
			continue
		}
		l.add(fields, i, true)
	}
	return l
}

// add lays out a column by its name and type. Texts of other names than ours are dimensions or other columns.
func (l *layout) add(fields []arrow.Field, i int, dimensions bool) {
	f := fields[i]
	name := strings.ToLower(f.Name)
	switch {
	case isNumber(f.Type) && (isFloat(f.Type) || namedRole(f.Name) == ingest.RoleDimension): // a year or a code of an area is no value
		l.values = append(l.values, valueColumn{f.Name, i, false})
	case name == "status" && isText(f.Type) && l.status < 0:
		l.status = i
	case name == "unit" && isText(f.Type) && l.unit < 0:
		l.unit = i
	case name == "note" || !dimensions:
		l.others = append(l.others, i)
	default:
		l.dimensions = append(l.dimensions, dimensionColumn{f.Name, namedRole(f.Name), i, -1, labelOf(fields, f.Name)})
	}
}

// namedValue tells whether a column is called what values are called.
func namedValue(name string) bool {
	return slices.Contains([]string{"value", "count", "värde", "antal"}, strings.ToLower(name))
}

// namedRole returns the role of a dimension by its name.
func namedRole(name string) string {
	switch strings.ToLower(name) {
	case "year", "period", "quarter", "month", "week", "school_year", "läsår", "kvartal", "månad", "vecka":
		return ingest.RoleTime
	case "area", "area_code", "municipality", "deso", "regso", "kommun", "kommunkod", "län", "länskod":
		return ingest.RoleGeo
	case "indicator":
		return ingest.RoleMetric
	default:
		if role := ingest.RoleByName(name); role != "" {
			return role
		}
		return ingest.RoleDimension
	}
}

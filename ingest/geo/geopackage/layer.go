package geopackage

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/geo"
)

// layer reads the table that the options name, or the only one.
func (d *database) layer(ctx context.Context, o geo.Options) (*geo.Layer, error) {
	name, err := d.choose(ctx, o.Table)
	if err != nil {
		return nil, err
	}
	g, err := d.geometryColumn(ctx, name)
	if err != nil {
		return nil, err
	}
	columns, err := d.columns(ctx, name)
	if err != nil {
		return nil, err
	}
	t := table{database: d, layer: &geo.Layer{File: d.in.Name, Name: name, Key: o.Key}, system: g.system}
	if err := t.plan(columns, g.column); err != nil {
		return nil, err
	}
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	said, err := d.statement(ctx, g.system)
	if err != nil {
		return nil, err
	}
	if err := t.layer.Settle(said, o); err != nil {
		return nil, err
	}
	return t.layer, nil
}

// needed are the tables that every GeoPackage of features has.
var needed = []string{"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"}

// choose finds the table of features to read, and checks that it and the tables that describe it are tables, not views or virtual tables.
func (d *database) choose(ctx context.Context, want string) (string, error) {
	kinds := map[string]string{} // of tables and views, by name in lower case
	err := d.rows(ctx, 3, "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view')", func(row []any) error {
		kind, _ := row[0].(string)
		name, _ := row[1].(string)
		sql, _ := row[2].(string)
		if words := strings.Fields(strings.ToUpper(sql[:min(len(sql), 100)])); len(words) > 1 && words[1] == "VIRTUAL" {
			kind = "virtual table"
		}
		kinds[strings.ToLower(name)] = kind
		return nil
	})
	if err != nil {
		return "", err
	}
	for _, name := range needed {
		switch kind := kinds[name]; kind {
		case "table":
		case "":
			return "", d.problem(fmt.Sprintf("the SQLite database has no table %s: it is no GeoPackage of features", name), "")
		default:
			return "", d.problem(fmt.Sprintf("%s is a %s, expected a table", name, kind), "")
		}
	}
	var names []string
	err = d.rows(ctx, 1, "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid", func(row []any) error {
		name, ok := row[0].(string)
		if !ok {
			return d.problem("gpkg_contents has a table without a name", "")
		}
		if names = append(names, name); len(names) > tableLimit {
			return d.problem(fmt.Sprintf("gpkg_contents lists more than %d tables", tableLimit), "")
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	var shown []string
	for _, n := range names {
		shown = append(shown, strconv.Quote(n))
	}
	list := strings.Join(shown, ", ")
	chosen := ""
	switch {
	case len(names) == 0:
		return "", d.problem("the GeoPackage has no table of features", "")
	case want == "" && len(names) > 1:
		return "", d.problem(fmt.Sprintf("the GeoPackage has %d tables of features: %s", len(names), list), "name one of them: layer "+names[0])
	case want == "":
		chosen = names[0]
	default:
		i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, want) })
		if i < 0 {
			return "", d.problem(fmt.Sprintf("the GeoPackage has no table %q of features; it has %s", want, list), "name one of them")
		}
		chosen = names[i]
	}
	switch kind := kinds[strings.ToLower(chosen)]; kind {
	case "table":
		return chosen, nil
	case "":
		return "", d.problem(fmt.Sprintf("gpkg_contents lists the table %q, which does not exist", chosen), "")
	default:
		return "", d.problem(fmt.Sprintf("%q is a %s, expected a table", chosen, kind), "write what it shows to a table")
	}
}

// geometryColumn is what gpkg_geometry_columns says of a table.
type geometryColumn struct {
	column string
	system int64
}

func (d *database) geometryColumn(ctx context.Context, table string) (geometryColumn, error) {
	var found []geometryColumn
	err := d.rows(ctx, 2, "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ? COLLATE NOCASE LIMIT 2", func(row []any) error {
		column, ok := row[0].(string)
		system, whole := row[1].(int64)
		if !ok || !whole {
			return d.problem(fmt.Sprintf("gpkg_geometry_columns has no column name or no srs_id for the table %q", table), "")
		}
		found = append(found, geometryColumn{column, system})
		return nil
	}, table)
	if err != nil {
		return geometryColumn{}, err
	}
	if len(found) != 1 {
		return geometryColumn{}, d.problem(fmt.Sprintf("gpkg_geometry_columns has %d rows for the table %q, expected one", len(found), table), "")
	}
	return found[0], nil
}

// statement returns what the file says of its system, by the number that it has there.
func (d *database) statement(ctx context.Context, system int64) (geo.Statement, error) {
	const by = "by gpkg_geometry_columns"
	if system == 0 || system == -1 {
		return geo.Statement{By: fmt.Sprintf("srs_id of gpkg_geometry_columns is %d, which stands for unknown", system)}, nil
	}
	said := geo.Statement{Err: indicators.Problem{What: fmt.Sprintf("gpkg_spatial_ref_sys does not describe the system %d", system), Remedy: "declare the system, as in crs EPSG:3006"}}
	err := d.rows(ctx, 3, "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ? LIMIT 1", func(row []any) error {
		organisation, _ := row[0].(string)
		code, _ := row[1].(int64)
		definition, _ := row[2].(string)
		if strings.EqualFold(organisation, "EPSG") {
			said.CRS, said.Err = geo.ParseCRS(strconv.FormatInt(code, 10))
		} else {
			said.CRS, said.Err = geo.ParseWKT(definition)
		}
		said.By = by
		return nil
	}, system)
	return said, err
}

// column is a column of a table of features.
type column struct {
	name    string
	boolean bool
	row     bool // the number of the row
}

// columns returns the columns of a table, without computed ones.
func (d *database) columns(ctx context.Context, table string) ([]column, error) {
	var columns []column
	err := d.rows(ctx, 4, "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?)", func(row []any) error {
		name, _ := row[0].(string)
		declared, _ := row[1].(string)
		key, _ := row[2].(int64)
		hidden, _ := row[3].(int64)
		if hidden != 0 {
			return nil
		}
		lower := strings.ToLower(name)
		columns = append(columns, column{
			name:    name,
			boolean: strings.EqualFold(declared, "BOOLEAN"),
			row:     key == 1 && strings.EqualFold(declared, "INTEGER") && (lower == "fid" || lower == "ogc_fid"),
		})
		return nil
	}, table)
	return columns, err
}

// table is a table of features on its way to being a layer.
type table struct {
	*database
	layer    *geo.Layer
	query    string
	booleans []bool // which columns of the layer are
	system   int64
	heights  int
	binary   map[string]bool // columns that hold binary data
	problems indicators.Problems
}

// plan makes the query and the columns of the layer.
func (t *table) plan(columns []column, geometry string) error {
	selected := ""
	for _, c := range columns {
		switch {
		case strings.EqualFold(c.name, geometry):
			selected = "+" + quoted(c.name)
		case !c.row:
			t.layer.Columns = append(t.layer.Columns, c.name)
			t.booleans = append(t.booleans, c.boolean)
		}
	}
	if selected == "" {
		return t.problem(fmt.Sprintf("the table %q has no column %q, which gpkg_geometry_columns says holds its geometry", t.layer.Name, geometry), "")
	}
	for _, name := range t.layer.Columns {
		selected += ", +" + quoted(name) // the sign keeps the driver from reading dates and truth values into texts
	}
	t.query = "SELECT " + selected + " FROM " + quoted(t.layer.Name)
	return nil
}

// read reads the rows.
func (t *table) read(ctx context.Context) error {
	t.binary = map[string]bool{}
	if err := t.rows(ctx, 1+len(t.layer.Columns), t.query, t.feature); err != nil {
		t.problems.Add(err)
	}
	if err := t.problems.Err(); err != nil {
		return err
	}
	warn := func(what string) {
		t.layer.Warnings = append(t.layer.Warnings, indicators.Problem{File: t.in.Name, What: what})
	}
	for _, name := range t.layer.Columns {
		if t.binary[name] {
			warn(fmt.Sprintf("the column %q holds binary data, which is left out", name))
		}
	}
	if t.heights > 0 {
		warn(fmt.Sprintf("the heights of %s are left out", lang.Count(t.heights, "feature")))
	}
	return nil
}

// feature keeps a row.
func (t *table) feature(row []any) error {
	l := t.layer
	f := geo.Feature{Number: len(l.Features) + 1, Properties: make([]any, len(l.Columns))}
	for i, v := range row[1:] {
		p, ok := property(v, t.booleans[i])
		if _, text := v.(string); text && !ok {
			t.problems.Add(l.Problem(f, fmt.Sprintf("column %q: the text is not UTF-8", l.Columns[i]), "repair it"))
		} else if !ok {
			t.binary[l.Columns[i]] = true
		}
		f.Properties[i] = p
	}
	defer func() { l.Features = append(l.Features, f) }()
	if row[0] == nil {
		return nil
	}
	blob, ok := row[0].([]byte)
	if !ok {
		t.problems.Add(l.Problem(f, "its geometry is no binary data", ""))
		return nil
	}
	g, system, heights, err := decodeBlob(blob)
	switch {
	case err != nil:
		t.problems.Add(l.Problem(f, err.Error(), ""))
	case int64(system) != t.system && system > 0 && t.system > 0 && g != nil:
		t.problems.Add(l.Problem(f, fmt.Sprintf("its geometry says that it is in the system %d, and the table in %d", system, t.system), "convert this feature: a layer has one system"))
	default:
		f.Geometry = g
	}
	if heights {
		t.heights++
	}
	return nil
}

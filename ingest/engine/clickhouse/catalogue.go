package clickhouse

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// describe reads what the server says of a table.
func (e *Engine) describe(ctx context.Context, name string) (*statement.Table, error) {
	for _, n := range statement.Names(name) {
		table := &statement.Table{Name: name}
		var t statement.Text
		t.Write("SELECT database, name, type FROM system.columns WHERE table = ")
		t.Value(n[1])
		t.Write(" AND database = ")
		if n[0] == "" {
			t.Write("currentDatabase()")
		} else {
			t.Value(n[0])
		}
		err := e.each(ctx, func(rows *sql.Rows) error {
			var database string
			var c statement.Column
			if err := rows.Scan(&database, &c.Name, &c.Type); err != nil {
				return err
			}
			c.Kind, c.Scale, c.Nullable, c.Type = kindOf(c.Type)
			table.Parts = []string{quote(database) + "." + quote(n[1])}
			table.Columns = append(table.Columns, c)
			return nil
		}, t.Literal(literal))
		if err != nil {
			return nil, err
		}
		if table.Parts != nil {
			return table, nil
		}
	}
	var known []string
	err := e.each(ctx, func(rows *sql.Rows) error {
		var database, table string
		var here uint8
		err := rows.Scan(&database, &table, &here)
		if here == 1 {
			known = append(known, table)
		}
		known = append(known, database+"."+table)
		return err
	}, "SELECT database, name, database = currentDatabase() FROM system.tables WHERE database != 'system' ORDER BY database, name LIMIT 1000")
	if err != nil {
		return nil, err
	}
	return nil, statement.NoTable(name, known)
}

// kindOf reads a type, and returns it without what it is wrapped in.
func kindOf(full string) (kind statement.Kind, scale int, nullable bool, inner string) {
	inner = full
	for {
		if s, ok := strings.CutPrefix(inner, "LowCardinality("); ok {
			inner = strings.TrimSuffix(s, ")")
		} else if s, ok := strings.CutPrefix(inner, "Nullable("); ok {
			inner, nullable = strings.TrimSuffix(s, ")"), true
		} else {
			break
		}
	}
	word, _, _ := strings.Cut(inner, "(")
	switch word {
	case "String", "FixedString":
		kind = statement.Word
	case "Enum8", "Enum16", "UUID":
		kind = statement.Label
	case "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64":
		kind = statement.Whole
	case "Float32", "Float64":
		kind, scale = statement.Float, -1
	case "Date", "Date32":
		kind = statement.Day
	case "Bool":
		kind = statement.Flag
	case "Decimal":
		var precision int
		if _, err := fmt.Sscanf(inner, "Decimal(%d, %d)", &precision, &scale); err == nil && precision <= 38 {
			kind = statement.Decimal
		}
	}
	return kind, scale, nullable, inner
}

package spark

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine/spark/hive"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// describe reads what the catalog of a session says of a table.
func describe(ctx context.Context, session *sql.Conn, name string) (*statement.Table, error) {
	schemas, err := list(ctx, session, "SHOW SCHEMAS")
	if err != nil {
		return nil, err
	}
	var known []string
	for _, n := range statement.Names(name) {
		in, prefix := "", ""
		if n[0] != "" {
			schema, ok := find(schemas, n[0])
			if !ok {
				continue
			}
			in, prefix = " IN "+hive.Quote(schema), schema+"."
		}
		tables, err := list(ctx, session, "SHOW TABLES"+in)
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			known = append(known, prefix+t)
		}
		found, ok := find(tables, n[1])
		if !ok {
			continue
		}
		quoted := hive.Quote(found)
		if in != "" {
			quoted = strings.TrimPrefix(in, " IN ") + "." + quoted
		}
		table := &statement.Table{Name: name, Parts: []string{quoted}}
		table.Columns, err = columns(ctx, session, quoted)
		return table, err
	}
	return nil, statement.NoTable(name, append(known, schemas...))
}

// find returns the name of a list that is meant: Spark takes names for the same whatever the case of their letters.
func find(names []string, meant string) (string, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, n := range names {
			if same(n, meant) {
				return n, true
			}
		}
	}
	return "", false
}

// list returns the names that a statement lists: the only column, or the second of several, before which is what they are in.
func list(ctx context.Context, session *sql.Conn, text string) ([]string, error) {
	var names []string
	err := each(ctx, session, text, func(row []any) error {
		name, ok := row[min(1, len(row)-1)].(string)
		if !ok {
			return fmt.Errorf("%s lists a name that is not text", text)
		}
		names = append(names, name)
		return nil
	})
	return names, err
}

// columns returns the columns of a table by name and type.
func columns(ctx context.Context, session *sql.Conn, table string) ([]statement.Column, error) {
	var out []statement.Column
	ended := false // what follows the columns is about partitions, and begins with a row without a type
	err := each(ctx, session, "DESCRIBE TABLE "+table, func(row []any) error {
		name, _ := row[0].(string)
		kind, _ := row[1].(string)
		if ended = ended || kind == ""; ended {
			return nil
		}
		out = append(out, columnOf(name, kind))
		return nil
	})
	return out, err
}

// columnOf reads a type: https://spark.apache.org/docs/latest/sql-ref-datatypes.html.
func columnOf(name, kind string) statement.Column {
	c := statement.Column{Name: name, Type: kind, Nullable: true} // what a table says of it, nobody enforces
	word, rest, _ := strings.Cut(kind, "(")
	switch word {
	case "string", "varchar", "char":
		c.Kind = statement.Word
	case "tinyint", "smallint", "int", "bigint":
		c.Kind = statement.Whole
	case "float", "double":
		c.Kind, c.Scale = statement.Float, -1
	case "date":
		c.Kind = statement.Day
	case "boolean":
		c.Kind = statement.Flag
	case "decimal":
		var precision int
		if _, err := fmt.Sscanf(rest, "%d,%d)", &precision, &c.Scale); err == nil {
			c.Kind = statement.Decimal
		}
		if c.Kind == statement.Decimal && c.Scale == 0 {
			c.Kind = statement.Whole
		}
	default:
		if strings.HasPrefix(kind, "string collate ") {
			c.Kind, c.Inexact = statement.Word, true
		}
	}
	return c
}

// each calls f with every row of an answer.
func each(ctx context.Context, session *sql.Conn, text string, f func(row []any) error) error {
	rows, err := session.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	row, into := make([]any, len(names)), make([]any, len(names))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// mostName is how many bytes of a name PostgreSQL keeps: it cuts off what is beyond.
const mostName = 63

// Load copies rows into a table in one transaction.
func (e *Engine) Load(ctx context.Context, to engine.Target, from ingest.Reader) (int64, error) {
	fields, err := engine.Fields(from.Schema())
	if err != nil {
		return 0, err
	}
	schema, table, err := e.target(ctx, to, fields)
	if err != nil {
		return 0, err
	}
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return 0, e.told(ctx, err)
	}
	defer conn.Close()
	var copied int64
	rows := engine.NewRows(ctx, from)
	err = conn.Raw(func(driver any) error {
		tx, err := driver.(*stdlib.Conn).Conn().Begin(ctx)
		if err != nil {
			return err
		}
		defer tx.Rollback(context.WithoutCancel(ctx)) // after a commit it does nothing
		if to.Create {
			if _, err := tx.Exec(ctx, create(schema, table, fields)); err != nil {
				return err
			}
		}
		if copied, err = tx.CopyFrom(ctx, pgx.Identifier{schema, table}, namesOf(fields), rows); err != nil {
			return err
		}
		return tx.Commit(ctx)
	})
	if broken := rows.Err(); broken != nil {
		return 0, broken // of the file, in its words
	}
	if err != nil {
		return 0, e.told(ctx, err)
	}
	return copied, nil
}

// target returns the schema and name of the table that is loaded into, after holding its columns against those of the rows.
func (e *Engine) target(ctx context.Context, to engine.Target, fields []engine.Field) (schema, table string, err error) {
	var problems indicators.Problems
	err = e.reading(ctx, func(tx *sql.Tx) error {
		there := false
		for _, n := range statement.Names(to.Table) {
			var in string
			var found bool
			err := tx.QueryRowContext(ctx, `SELECT n.nspname, EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname::text = $2)
FROM pg_catalog.pg_namespace n WHERE n.nspname::text = CASE WHEN $1 = '' THEN current_schema()::text ELSE $1 END`, n[0], n[1]).Scan(&in, &found)
			if err != nil && err != sql.ErrNoRows {
				return err
			}
			// Of the schemas that a name with points may name, the last that is there is meant.
			if err == nil && found != to.Create {
				schema, table = in, n[1]
			}
			there = there || err == nil && found
		}
		if schema == "" || to.Create && there {
			if to.Create {
				return indicators.Problem{File: to.Table, What: "the table is there already, or its schema is not", Remedy: "load into it without creating it, or give another name"}
			}
			_, err := describe(ctx, tx, to.Table)
			return err
		}
		if to.Create {
			return nil
		}
		known, err := describe(ctx, tx, to.Table)
		if err != nil {
			return err
		}
		for _, f := range fields {
			if !slices.ContainsFunc(known.Columns, func(c statement.Column) bool { return c.Name == f.Name }) {
				problems.Add(indicators.Problem{File: to.Table, Column: f.Name, What: "the table has no such column", Remedy: "leave it out of the file, or add it to the table"})
			}
		}
		return nil
	})
	if err != nil {
		return "", "", err
	}
	for _, name := range append(namesOf(fields), table) {
		if len(name) > mostName {
			problems.Add(indicators.Problem{File: to.Table, Column: name, What: fmt.Sprintf("the name is longer than the %d bytes that PostgreSQL keeps", mostName), Remedy: "give a shorter one"})
		}
	}
	return schema, table, problems.Err()
}

func namesOf(fields []engine.Field) []string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	return names
}

// create writes the statement that makes a table.
func create(schema, table string, fields []engine.Field) string {
	types := map[engine.Kind]string{engine.Text: "text", engine.Whole: "bigint", engine.Number: "double precision", engine.Day: "date", engine.Flag: "boolean"}
	var columns []string
	for _, f := range fields {
		columns = append(columns, quote(f.Name)+" "+types[f.Kind])
	}
	return "CREATE TABLE " + quote(schema) + "." + quote(table) + " (" + strings.Join(columns, ", ") + ")"
}

package postgres

import (
	"context"
	"database/sql"

	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// describe reads what the catalogue says of a table.
func describe(ctx context.Context, tx *sql.Tx, name string) (*statement.Table, error) {
	for _, n := range statement.Names(name) {
		var id uint32
		var schema, relation, kind string
		var secured bool
		err := tx.QueryRowContext(ctx, `SELECT c.oid, n.nspname, c.relname, c.relkind::text, row_security_active(c.oid)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname::text = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND CASE WHEN $1 = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname::text = $1 END`,
			n[0], n[1]).Scan(&id, &schema, &relation, &kind, &secured)
		if err == sql.ErrNoRows {
			continue
		}
		if err != nil {
			return nil, err
		}
		table := &statement.Table{Name: name, Parts: []string{quote(schema) + "." + quote(relation)}}
		if table.Columns, err = columns(ctx, tx, id); err != nil {
			return nil, err
		}
		// Rights and policies that are on the whole table alone do not hold for its partitions.
		if kind == "p" && !secured {
			if parts, err := foreignParts(ctx, tx, id); err != nil || parts != nil {
				table.Parts = parts
				return table, err
			}
		}
		return table, nil
	}
	var known []string
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var visible bool
		var schema, relation string
		if err := rows.Scan(&schema, &relation, &visible); err != nil {
			return err
		}
		if visible {
			known = append(known, relation)
		}
		known = append(known, schema+"."+relation)
		return nil
	}, `SELECT n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
ORDER BY 1, 2 LIMIT 1000`)
	if err != nil {
		return nil, err
	}
	return nil, statement.NoTable(name, known)
}

// foreignParts returns the partitions of a table where one at least is on another server and all may be read, nil elsewhere: the planner itself counts local ones where they
// are, but fetches the rows of a foreign one unless it is the key that partitions are by that is counted by.
func foreignParts(ctx context.Context, tx *sql.Tx, table uint32) ([]string, error) {
	var parts []string
	foreign, readable := false, true
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var schema, relation string
		var f, r bool
		if err := rows.Scan(&schema, &relation, &f, &r); err != nil {
			return err
		}
		parts = append(parts, quote(schema)+"."+quote(relation))
		foreign, readable = foreign || f, readable && r
		return nil
	}, `SELECT n.nspname, c.relname, c.relkind = 'f', pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid)
FROM pg_catalog.pg_partition_tree($1::oid) p JOIN pg_catalog.pg_class c ON c.oid = p.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE p.isleaf ORDER BY 1, 2`, table)
	if err != nil || !foreign || !readable {
		return nil, err
	}
	return parts, nil
}

// columns returns the columns of a table by name and type. Of a type made of another by a constraint the other is told.
func columns(ctx context.Context, tx *sql.Tx, table uint32) ([]statement.Column, error) {
	var out []statement.Column
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var c statement.Column
		var base string
		var modifier int32
		var enum bool
		if err := rows.Scan(&c.Name, &c.Type, &base, &modifier, &enum, &c.Inexact); err != nil {
			return err
		}
		c.Kind, c.Scale = kindOf(base, modifier)
		c.Nullable = true // what a foreign table or a view says of it, nobody enforces
		if enum {
			c.Kind = statement.Label
		}
		out = append(out, c)
		return nil
	}, `SELECT a.attname, pg_catalog.format_type(b.oid, m.modifier), CASE WHEN bn.nspname = 'pg_catalog' THEN b.typname::text ELSE '' END, m.modifier, b.typtype = 'e', COALESCE(NOT l.collisdeterministic, false)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
JOIN pg_catalog.pg_namespace bn ON bn.oid = b.typnamespace
CROSS JOIN LATERAL (SELECT CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier) m
LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`, table)
	return out, err
}

func kindOf(base string, modifier int32) (kind statement.Kind, scale int) {
	switch base {
	case "text", "varchar", "bpchar", "name":
		return statement.Word, 0
	case "uuid":
		return statement.Label, 0
	case "int2", "int4", "int8":
		return statement.Whole, 0
	case "numeric":
		// A modifier is precision and scale plus 4, the scale in 11 bits with its sign.
		if modifier < 4 {
			return statement.Decimal, -1
		}
		if scale = int((modifier-4)&0x7ff^1024) - 1024; scale == 0 {
			return statement.Whole, 0
		}
		return statement.Decimal, scale
	case "float4", "float8":
		return statement.Float, -1
	case "date":
		return statement.Day, 0
	case "bool":
		return statement.Flag, 0
	}
	return statement.Other, 0
}

// each calls f with every row of an answer.
func each(ctx context.Context, tx *sql.Tx, f func(*sql.Rows) error, text string, args ...any) error {
	rows, err := tx.QueryContext(ctx, text, args...)
	return statement.Each(rows, err, f)
}

package clickhouse

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// block is how many rows are sent at once.
const block = 100_000

// Load puts rows into a table of their own, beside the one that is meant, and only when all are there makes it that table or its part. ClickHouse has no transactions over
// several blocks. Rows can be added to a MergeTree without partitions; a program that is killed leaves the table beside, whose name begins with jamlik_loading_.
func (e *Engine) Load(ctx context.Context, to engine.Target, from ingest.Reader) (int64, error) {
	fields, err := engine.Fields(from.Schema())
	if err != nil {
		return 0, err
	}
	table, err := e.target(ctx, to, fields)
	if err != nil {
		return 0, e.told(ctx, err)
	}
	random := make([]byte, 8)
	rand.Read(random)
	beside := quote(table[0]) + "." + quote("jamlik_loading_"+hex.EncodeToString(random))
	alike := quote(table[0]) + "." + quote("jamlik_loading_"+hex.EncodeToString(random)+"_alike")
	target := quote(table[0]) + "." + quote(table[1])
	// The driver looks for the names of columns in the text of an insertion, and finds only those without signs: rows are sent to columns of such names first.
	plain := slices.Clone(fields)
	for i := range plain {
		plain[i].Name = fmt.Sprintf("c%d", i)
	}
	columns := strings.Join(names(plain), ", ")
	copied := "INSERT INTO " + alike + " (" + strings.Join(names(fields), ", ") + ") SELECT " + columns + " FROM " + beside
	finishing := []string{"CREATE TABLE " + alike + " AS " + target, copied, "ALTER TABLE " + target + " ATTACH PARTITION tuple() FROM " + alike}
	if to.Create {
		finishing = []string{create(alike, fields), copied, "RENAME TABLE " + alike + " TO " + target}
	}
	rows := engine.NewRows(ctx, from)
	err = func() error {
		if err := e.do(ctx, create(beside, plain)); err != nil {
			return err
		}
		for more := true; more; {
			var err error
			if more, err = e.send(ctx, beside+" ("+columns+")", fields, rows); err != nil {
				return err
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		return e.do(ctx, finishing...)
	}()
	err = errors.Join(err, e.do(context.WithoutCancel(ctx), "DROP TABLE IF EXISTS "+alike, "DROP TABLE IF EXISTS "+beside))
	if broken := rows.Err(); broken != nil {
		return 0, broken // of the file, in its words
	}
	if err != nil {
		return 0, e.told(ctx, err)
	}
	return rows.Len(), nil
}

// send sends a block of rows to a table and its columns, and tells whether there may be more.
func (e *Engine) send(ctx context.Context, to string, fields []engine.Field, rows *engine.Rows) (more bool, err error) {
	asking, stop := withoutDeadline(ctx)
	defer stop()
	tx, err := e.db.BeginTx(asking, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // after a commit it does nothing
	insert, err := tx.PrepareContext(asking, "INSERT INTO "+to)
	if err != nil {
		return false, err
	}
	sent := 0
	for ; sent < block && rows.Next(); sent++ {
		values, err := rows.Values()
		if err != nil {
			return false, err
		}
		for i, v := range values {
			switch v := v.(type) {
			case bool:
				values[i] = map[bool]uint8{false: 0, true: 1}[v]
			case time.Time: // which the driver sends as another day where it is none of these
				if v.Before(firstDay) || v.After(lastDay) {
					return false, indicators.Problem{Line: int(rows.Len()), Column: fields[i].Name, What: fmt.Sprintf("holds %s, and a Date of ClickHouse is from %s to %s", v.Format(time.DateOnly), firstDay.Format(time.DateOnly), lastDay.Format(time.DateOnly)),
						Remedy: "load it as text, or the year as a number"}
				}
			}
		}
		if _, err := insert.ExecContext(asking, values...); err != nil {
			return false, err
		}
	}
	if rows.Err() != nil || sent == 0 {
		return false, rows.Err()
	}
	return sent == block, tx.Commit()
}

// names returns the quoted names of columns.
func names(fields []engine.Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, quote(f.Name))
	}
	return out
}

// do runs statements one after the other.
func (e *Engine) do(ctx context.Context, statements ...string) error {
	asking, stop := withoutDeadline(ctx)
	defer stop()
	for _, s := range statements {
		if _, err := e.db.ExecContext(asking, s); err != nil {
			return err
		}
	}
	return nil
}

// target returns the database and name of the table that is loaded into, after holding its columns against those of the rows.
func (e *Engine) target(ctx context.Context, to engine.Target, fields []engine.Field) (table [2]string, err error) {
	for _, n := range statement.Names(to.Table) {
		var t statement.Text
		t.Write("SELECT name, (SELECT count() FROM system.tables WHERE database = ")
		database(&t, n[0])
		t.Write(" AND name = ")
		t.Value(n[1])
		t.Write(") FROM system.databases WHERE name = ")
		database(&t, n[0])
		err := e.each(ctx, func(rows *sql.Rows) error {
			var in string
			var found uint64
			if err := rows.Scan(&in, &found); err != nil {
				return err
			}
			// Of the databases that a name with points may name, the last that is there is meant.
			if (found > 0) != to.Create {
				table = [2]string{in, n[1]}
			}
			return nil
		}, t.Literal(literal))
		if err != nil {
			return table, err
		}
	}
	switch {
	case to.Create && table[1] == "":
		return table, indicators.Problem{File: to.Table, What: "the table is there already, or its database is not", Remedy: "load into it without creating it, or give another name"}
	case to.Create:
		return table, nil
	}
	known, err := e.describe(ctx, to.Table)
	if err != nil {
		return table, err
	}
	var problems indicators.Problems
	for _, f := range fields {
		i := slices.IndexFunc(known.Columns, func(c statement.Column) bool { return c.Name == f.Name })
		switch {
		case i < 0:
			problems.Add(indicators.Problem{File: to.Table, Column: f.Name, What: "the table has no such column", Remedy: "leave it out of the file, or add it to the table"})
		case !slices.Contains(types[f.Kind], known.Columns[i].Type):
			problems.Add(indicators.Problem{File: to.Table, Column: f.Name, What: fmt.Sprintf("holds values of type %s, of which ClickHouse makes others without saying so", known.Columns[i].Type),
				Remedy: fmt.Sprintf("make it %s, or load into a table of its own and add that with INSERT INTO … SELECT", types[f.Kind][0])})
		}
	}
	problems.Add(e.appendable(ctx, table, to.Table))
	return table, problems.Err()
}

// database writes the name of a database, or that of the session.
func database(t *statement.Text, name string) {
	if name == "" {
		t.Write("currentDatabase()")
		return
	}
	t.Value(name)
}

// appendable tells of a table that cannot be given rows all or nothing.
func (e *Engine) appendable(ctx context.Context, table [2]string, name string) error {
	var t statement.Text
	t.Write("SELECT engine, partition_key FROM system.tables WHERE database = ")
	t.Value(table[0])
	t.Write(" AND name = ")
	t.Value(table[1])
	return e.each(ctx, func(rows *sql.Rows) error {
		var kind, partitions string
		if err := rows.Scan(&kind, &partitions); err != nil {
			return err
		}
		if kind != "MergeTree" || partitions != "" {
			return indicators.Problem{File: name, What: fmt.Sprintf("rows cannot be added all or none to a table of the engine %s", kind) + map[bool]string{true: " with partitions"}[partitions != ""],
				Remedy: "load into a table of its own and add that with INSERT INTO … SELECT"}
		}
		return nil
	}, t.Literal(literal))
}

// types are those that hold every value of a kind as it is, the first that of new tables.
var types = map[engine.Kind][]string{engine.Text: {"String"}, engine.Whole: {"Int64"}, engine.Number: {"Float64"}, engine.Day: {"Date", "Date32"}, engine.Flag: {"UInt8", "Bool"}}

// create writes the statement that makes a table.
func create(table string, fields []engine.Field) string {
	var columns []string
	for _, f := range fields {
		columns = append(columns, quote(f.Name)+" Nullable("+types[f.Kind][0]+")")
	}
	return "CREATE TABLE " + table + " (" + strings.Join(columns, ", ") + ") ENGINE = MergeTree ORDER BY tuple()"
}

// Package postgres counts persons in PostgreSQL: in a table of one server, in one that is partitioned over servers by foreign tables (postgres_fdw), or in one that
// an extension such as Citus spreads. A partition on another server is counted there, and its counts alone travel.
//
// Sums are exact: integers and numerics as they are, floating point columns as the shortest decimal that reads back as each value. PostgreSQL has no function for that
// decimal that it would leave to a foreign server, so that a sum of a floating point column fetches the rows of foreign partitions; a numeric column does not.
//
// All of a question is asked in one transaction that only reads, of one snapshot per server. It ends on the server when the context ends.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// Engine is a database of PostgreSQL.
type Engine struct {
	db       *sql.DB
	password string
}

var _ engine.Loader = (*Engine)(nil)

// Open reads an address, as a URL (postgres://user:password@host:5432/database?sslmode=verify-full) or in words (host=… user=…), and connects. What the address
// leaves out is taken from the variables and files that every client of PostgreSQL reads, such as PGPASSWORD and ~/.pgpass. No error holds the address or the password.
func Open(ctx context.Context, dsn string) (*Engine, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, indicators.Problem{What: "the address of PostgreSQL cannot be read" + unreadable(err),
			Remedy: "write it as postgres://user:password@host:5432/database?sslmode=verify-full, with %40 for an @ in the password, or as host=… port=… user=… dbname=…"}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	config.RuntimeParams["application_name"] = "jamlik"
	// What a server or a pool of connections remembers of a statement is of no use to a question that is asked once.
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	e := &Engine{db: stdlib.OpenDB(*config), password: config.Password}
	if err := e.db.PingContext(ctx); err != nil {
		return nil, errors.Join(e.told(ctx, err), e.db.Close())
	}
	return e, nil
}

// unreadable says which part of an address is wrong where that can be said without the address.
func unreadable(err error) string {
	for _, word := range []string{"sslmode", "sslrootcert", "sslcert", "sslkey", "port", "connect_timeout", "target_session_attrs"} {
		if strings.Contains(err.Error(), word) {
			return ": see its " + word
		}
	}
	return ""
}

// Close lets go of all connections.
func (e *Engine) Close() error { return e.db.Close() }

// Version says which PostgreSQL answers.
func (e *Engine) Version(ctx context.Context) (string, error) {
	var v string
	if err := e.db.QueryRowContext(ctx, "SHOW server_version").Scan(&v); err != nil {
		return "", e.told(ctx, err)
	}
	v, _, _ = strings.Cut(v, " ")
	return "PostgreSQL " + v, nil
}

// Cells has the database count.
func (e *Engine) Cells(ctx context.Context, q engine.Query) (*engine.Cells, error) {
	var cells *engine.Cells
	err := e.reading(ctx, func(tx *sql.Tx) error {
		t, err := e.text(ctx, tx, q)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, t.Numbered(), t.Values...)
		if err != nil {
			return err
		}
		defer rows.Close()
		cells, err = dialect.Answer(rows, q)
		return err
	})
	if err != nil {
		return nil, err
	}
	return cells, nil
}

// Statements returns the question that [Engine.Cells] would ask. It reads of the table what columns and partitions it has, and nothing that is in it.
func (e *Engine) Statements(q engine.Query) ([]engine.Statement, error) {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	var out []engine.Statement
	err := e.reading(ctx, func(tx *sql.Tx) error {
		t, err := e.text(ctx, tx, q)
		if err != nil {
			return err
		}
		out = []engine.Statement{{Text: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}, settings(context.Background()), {Text: t.Numbered(), Args: t.Values}, {Text: "COMMIT"}}
		return nil
	})
	return out, err
}

func (e *Engine) text(ctx context.Context, tx *sql.Tx, q engine.Query) (*statement.Text, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	table, err := describe(ctx, tx, q.Table)
	if err != nil {
		return nil, err
	}
	if err := table.Check(q); err != nil {
		return nil, err
	}
	return dialect.Cells(q, table)
}

// reading runs f in a transaction that only reads.
func (e *Engine) reading(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := e.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return e.told(ctx, err)
	}
	s := settings(ctx)
	if _, err = tx.ExecContext(ctx, s.Text, s.Args...); err == nil {
		err = f(tx)
	}
	if err == nil {
		// Where the end of a transaction fails on a foreign server, what was read there is not sure.
		err = tx.Commit()
	} else {
		tx.Rollback() // says the same again
	}
	return e.told(ctx, err)
}

// settings makes the session write days and numbers as the contract has them, has partitions counted where they are, and ends a question by itself.
func settings(ctx context.Context) engine.Statement {
	s := engine.Statement{Text: "SELECT set_config('DateStyle', 'ISO, YMD', true), set_config('extra_float_digits', '1', true), set_config('enable_partitionwise_aggregate', 'on', true)"}
	if seconds, ok := statement.ServerLimit(ctx); ok {
		s.Text += ", set_config('statement_timeout', $1, true)"
		s.Args = []any{fmt.Sprintf("%ds", seconds)}
	}
	return s
}

// told puts an error of the driver into words, without the password.
func (e *Engine) told(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var problem indicators.Problem
	if errors.As(err, &problem) {
		return err
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("PostgreSQL had not answered: %w", cause)
	}
	said := err.Error()
	if e.password != "" {
		said = strings.ReplaceAll(said, e.password, "***")
	}
	p := indicators.Problem{What: "PostgreSQL: " + said}
	var server *pgconn.PgError
	var connecting *pgconn.ConnectError
	switch {
	case errors.As(err, &server):
		p.What = fmt.Sprintf("PostgreSQL: %s (SQLSTATE %s)", strings.ReplaceAll(server.Message, orNothing(e.password), "***"), server.Code)
		p.Remedy = remedy(server.Code)
	case errors.As(err, &connecting):
		// Each address is tried with TLS and without, and both may be told of in the same words.
		p.What = strings.Join(slices.Compact(strings.Split(p.What, "\n\t")), " ")
		p.Remedy = "see that the server is up and that its host, port and sslmode are right"
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(net.Error)):
		p.What = "the connection to PostgreSQL broke before all of the answer was there"
		p.Remedy = "ask again: nothing of an answer in part is kept"
	}
	return statement.Failure{Problem: p, Cause: err}
}

// orNothing returns a text that is in no message where there is no password.
func orNothing(password string) string {
	if password == "" {
		return "\x00"
	}
	return password
}

// remedy says what to do about a class of errors: https://www.postgresql.org/docs/15/errcodes-appendix.html.
func remedy(code string) string {
	switch {
	case code == "28P01" || code == "28000":
		return "see user and password in the address"
	case code == "3D000":
		return "see the database in the address"
	case code == "42501":
		return "have the owner of the table GRANT SELECT on it to this user, and to the user of each foreign server"
	case code == "57014":
		return "give the question more time, or an index or fewer rows"
	case strings.HasPrefix(code, "08"), strings.HasPrefix(code, "57P"):
		return "see that the server and all servers of its foreign tables are up, and ask again: nothing of an answer in part is kept"
	case strings.HasPrefix(code, "53"):
		return "the server lacks memory, disk or connections: ask again later, or by fewer keys"
	}
	return ""
}

// Package spark counts persons in Apache Spark, through its Thrift server: in tables of any catalog that a session of it knows, by as many executors as it has.
//
// Sums are exact: integers and decimals as they are, floating point columns as the decimal that Java writes of each value, which is the shortest that reads back as it (before Java 19
// some numbers of 16 digits and more have a digit too many: https://bugs.openjdk.org/browse/JDK-4511638); a total that 38 digits do not hold is an error. Every setting by which a session could leave something out (files that are gone or broken), round, or take a text for another
// is set so that it fails instead. An executor that is lost is replaced by Spark, which counts its part again; where none is left the question waits until its deadline.
//
// A table of plain files has no snapshots: what is written to it while it is counted may be counted or not. Tables of Delta and Iceberg do. The protocol has no parameters; values
// are written into the question as literals that hold no sign which could end them.
package spark

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/spark/hive"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// Engine is a Thrift server of Spark. Each question has a session of its own.
type Engine struct {
	db       *sql.DB
	password string
}

var _ engine.Engine = (*Engine)(nil)

// whole are the settings that make a session fail where it could leave something out or round, and read a question as it is written.
var whole = [][2]string{
	{"spark.sql.variable.substitute", "false"}, // ${…} in the name of a column is no variable
	{"spark.sql.ansi.enabled", "true"},         // what does not fit is an error and not absent
	{"spark.sql.decimalOperations.allowPrecisionLoss", "false"},
	{"spark.sql.files.ignoreMissingFiles", "false"},
	{"spark.sql.files.ignoreCorruptFiles", "false"},
	{"spark.sql.groupByAliases", "true"},
	{"spark.sql.thriftServer.incrementalCollect", "false"}, // all is counted before the first cell is sent
	{"spark.sql.session.timeZone", "UTC"},
}

// Open reads an address, as hive2://user:password@host:10000/database?ssl=true (see [hive.Parse]), and connects. No error holds the address or the password.
func Open(ctx context.Context, dsn string) (*Engine, error) {
	config, err := hive.Parse(dsn)
	if err != nil {
		return nil, indicators.Problem{What: "the address of Spark's Thrift server cannot be read: " + err.Error(),
			Remedy: "write it as hive2://user:password@host:10000/database?ssl=true, with %40 for an @ in the password, and auth=nosasl where the server has no SASL"}
	}
	config.Settings = whole
	e := &Engine{db: sql.OpenDB(config), password: config.Password}
	e.db.SetMaxIdleConns(-1)
	if err := e.db.PingContext(ctx); err != nil {
		return nil, errors.Join(e.told(ctx, err), e.db.Close())
	}
	return e, nil
}

// Close lets go of all connections.
func (e *Engine) Close() error { return e.db.Close() }

// Version says which Spark answers.
func (e *Engine) Version(ctx context.Context) (string, error) {
	var v string
	if err := e.db.QueryRowContext(ctx, "SELECT version()").Scan(&v); err != nil {
		return "", e.told(ctx, err)
	}
	v, _, _ = strings.Cut(v, " ") // from the commit that it is built of
	return "Spark " + v, nil
}

// Cells has Spark count.
func (e *Engine) Cells(ctx context.Context, q engine.Query) (*engine.Cells, error) {
	var cells *engine.Cells
	err := e.asking(ctx, func(session *sql.Conn) error {
		fresh, t, err := text(ctx, session, q)
		if err != nil {
			return err
		}
		if _, err := session.ExecContext(ctx, fresh); err != nil {
			return err
		}
		rows, err := session.QueryContext(ctx, t.Literal(literal))
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

// Statements returns what [Engine.Cells] would ask, with question marks where the values are written. It reads of the table what columns it has, and nothing that is in it.
func (e *Engine) Statements(q engine.Query) ([]engine.Statement, error) {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	var out []engine.Statement
	err := e.asking(ctx, func(session *sql.Conn) error {
		fresh, t, err := text(ctx, session, q)
		if err != nil {
			return err
		}
		for _, s := range whole {
			out = append(out, engine.Statement{Text: "SET " + s[0] + "=" + s[1]})
		}
		out = append(out, engine.Statement{Text: fresh}, engine.Statement{Text: t.Marked(), Args: t.Values})
		return nil
	})
	return out, err
}

// text returns what makes a session forget which files a table had, and the question.
func text(ctx context.Context, session *sql.Conn, q engine.Query) (fresh string, t *statement.Text, err error) {
	if err := q.Check(); err != nil {
		return "", nil, err
	}
	table, err := describe(ctx, session, q.Table)
	if err != nil {
		return "", nil, err
	}
	if err := table.Check(q); err != nil {
		return "", nil, err
	}
	t, err = dialect.Cells(q, table)
	return "REFRESH TABLE " + table.Parts[0], t, err
}

// asking runs f with a session.
func (e *Engine) asking(ctx context.Context, f func(*sql.Conn) error) error {
	session, err := e.db.Conn(ctx)
	if err != nil {
		return e.told(ctx, err)
	}
	defer session.Close()
	return e.told(ctx, f(session))
}

// told puts an error into words, without the password and without a value of the table.
func (e *Engine) told(ctx context.Context, err error) error {
	var problem indicators.Problem
	if err == nil || errors.As(err, &problem) {
		return err
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("there was no answer from Spark: %w", cause)
	}
	said := err.Error()
	if e.password != "" {
		said = strings.ReplaceAll(said, e.password, "***")
	}
	p := indicators.Problem{What: "Spark: " + said}
	var server *hive.Error
	switch {
	case errors.As(err, &server):
		p.What, p.Remedy = inWords(server.State, said)
	case errors.As(err, new(*net.OpError)) && strings.Contains(said, "dial"), errors.As(err, new(*net.DNSError)):
		p.Remedy = "see that the Thrift server is up and that its host, port and ssl are right"
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(net.Error)):
		p.What = "the connection to Spark broke before all of the answer was there"
		p.Remedy = "see that its Thrift server is up and that auth and ssl are right, and ask again: nothing of an answer in part is kept"
	}
	return statement.Failure{Problem: p, Cause: err}
}

// inWords says what an error means by its SQLSTATE, https://spark.apache.org/docs/latest/sql-error-conditions-sqlstates.html, and what to do.
func inWords(state, said string) (what, remedy string) {
	what = fmt.Sprintf("Spark: %s (SQLSTATE %s)", said, state)
	if state == "" {
		what = "Spark: " + said
	}
	switch {
	case strings.HasPrefix(state, "22"): // of a value, which the message has
		return fmt.Sprintf("a number of the table is NaN, infinite or too large, or a product or a sum has more than 38 digits (SQLSTATE %s)", state),
			"leave out the rows that hold numbers beyond reason, with a condition or a view, or sum fewer decimals"
	case state == "28000":
		remedy = "see user and password in the address"
	case strings.HasPrefix(state, "42501"):
		remedy = "have the owner of the table GRANT SELECT on it to this user"
	case state == "42704" || state == "42P01":
		remedy = "see the database in the address, and the table"
	case strings.Contains(said, "FILE_NOT_EXIST") || strings.Contains(said, "FAILED_READ_FILE"):
		remedy = "a file of the table is gone or broken: nothing of an answer in part is kept; ask again when the table is whole"
	case strings.Contains(said, "SparkContext was shut down") || strings.Contains(said, "stopped SparkContext") || strings.Contains(said, "Job aborted"):
		remedy = "see that the executors are up, and ask again: nothing of an answer in part is kept"
	}
	return what, remedy
}

// Package clickhouse counts persons in ClickHouse: in a table of one server, or in a Distributed one, whose shards count their own rows and send their counts alone.
//
// Sums are exact: integers and decimals as they are, floating point columns as the shortest decimal that reads back as each value; a total that 38 digits do not hold is
// an error. Every setting by which a server could leave something out (a shard that is away, a limit of time or rows that ends a count early) is set so that it fails instead.
// Servers know parameters only since 2020, and in part; values are therefore written into the question as literals that hold no sign which could end them.
package clickhouse

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

	driver "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// Engine is a database of ClickHouse.
type Engine struct {
	db       *sql.DB
	password string
}

var _ engine.Loader = (*Engine)(nil)

// Open reads an address of the native protocol, as clickhouse://user:password@host:9000/database?secure=true, and connects. No error holds the address or the password.
func Open(ctx context.Context, dsn string) (*Engine, error) {
	options, err := driver.ParseDSN(dsn)
	if err != nil || options.Protocol != driver.Native {
		return nil, indicators.Problem{What: "the address of ClickHouse cannot be read",
			Remedy: "write it as clickhouse://user:password@host:9000/database, with %40 for an @ in the password, and ?secure=true for TLS (port 9440); it is the native protocol that is spoken"}
	}
	if options.DialTimeout == 0 {
		options.DialTimeout = 10 * time.Second
	}
	e := &Engine{db: driver.OpenDB(options), password: options.Auth.Password}
	if err := e.db.PingContext(ctx); err != nil {
		return nil, errors.Join(e.told(ctx, err), e.db.Close())
	}
	return e, nil
}

// Close lets go of all connections.
func (e *Engine) Close() error { return e.db.Close() }

// Version says which ClickHouse answers.
func (e *Engine) Version(ctx context.Context) (string, error) {
	var v string
	err := e.db.QueryRowContext(ctx, "SELECT version()").Scan(&v)
	return "ClickHouse " + v, e.told(ctx, err)
}

// Cells has the database count.
func (e *Engine) Cells(ctx context.Context, q engine.Query) (*engine.Cells, error) {
	cells, err := e.cells(ctx, q)
	if err != nil {
		return nil, e.told(ctx, err)
	}
	return cells, nil
}

func (e *Engine) cells(ctx context.Context, q engine.Query) (*engine.Cells, error) {
	t, err := e.text(ctx, q)
	if err != nil {
		return nil, err
	}
	asking, stop := withoutDeadline(ctx)
	defer stop()
	question := t.Literal(literal)
	const usual = 256 << 10 // how much of a question a server reads
	if len(question) >= usual {
		asking = driver.Context(asking, driver.WithSettings(driver.Settings{"max_query_size": len(question) + 1}))
	}
	rows, err := e.db.QueryContext(asking, question)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return dialect.Answer(rows, q)
}

// withoutDeadline returns a context that ends with ctx and has no deadline that the driver would see: it would send it as a setting, which a user who may not change any is
// refused for. The question says it where it may.
func withoutDeadline(ctx context.Context) (context.Context, context.CancelFunc) {
	inner, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, cancel)
	return inner, func() { stop(); cancel() }
}

// Statements returns the question that [Engine.Cells] would ask, with question marks where the values are written. It reads of the table what columns it has, and nothing
// that is in it.
func (e *Engine) Statements(q engine.Query) ([]engine.Statement, error) {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	asking, end := withoutDeadline(ctx) // the question says none
	defer end()
	t, err := e.text(asking, q)
	if err != nil {
		return nil, e.told(ctx, err)
	}
	return []engine.Statement{{Text: t.Marked(), Args: t.Values}}, nil
}

func (e *Engine) text(ctx context.Context, q engine.Query) (*statement.Text, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	table, err := e.describe(ctx, q.Table)
	if err != nil {
		return nil, err
	}
	if err := table.Check(q); err != nil {
		return nil, err
	}
	set, err := e.settings(ctx)
	if err != nil {
		return nil, err
	}
	t, err := dialect.Cells(q, table)
	if err == nil && set != "" {
		t.Write("\nSETTINGS ", set)
	}
	return t, err
}

// whole are the settings that make a server fail where it could leave something out, or count otherwise than it is asked to. Not every version has each.
var whole = map[string]string{
	"skip_unavailable_shards": "0", "distributed_group_by_no_merge": "0", "fallback_to_stale_replicas_for_distributed_queries": "0",
	"timeout_overflow_mode": "throw", "read_overflow_mode": "throw", "read_overflow_mode_leaf": "throw", "group_by_overflow_mode": "throw", "result_overflow_mode": "throw",
	"set_overflow_mode": "throw", "sort_overflow_mode": "throw", "transfer_overflow_mode": "throw", "decimal_check_overflow": "1", "limit": "0", "offset": "0",
	"additional_result_filter": "", "group_by_use_nulls": "0", "aggregate_functions_null_for_empty": "0", "cast_keep_nullable": "0", "prefer_column_name_to_alias": "0",
}

// settings returns those that the question must set, because the server has them otherwise.
func (e *Engine) settings(ctx context.Context) (string, error) {
	var names []string
	for name := range whole {
		names = append(names, "'"+name+"'")
	}
	slices.Sort(names)
	have := map[string]string{}
	err := e.each(ctx, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		have[name] = value
		return err
	}, "SELECT name, value FROM system.settings WHERE name IN ('readonly', "+strings.Join(names, ", ")+")")
	if err != nil {
		return "", err
	}
	var set []string
	for name, want := range whole {
		if is, ok := have[name]; ok && is != want {
			if want == "" || want[0] > '9' {
				want = "'" + want + "'"
			}
			set = append(set, name+" = "+want)
		}
	}
	slices.Sort(set)
	if have["readonly"] == "1" {
		if len(set) > 0 {
			return "", indicators.Problem{What: "this user of ClickHouse may not change settings, and has some by which an answer could be in part: " + strings.Join(set, ", "),
				Remedy: "have the administrator set them so, or give the user readonly = 2"}
		}
		return "", nil
	}
	if seconds, ok := statement.ServerLimit(ctx); ok {
		set = append(set, fmt.Sprintf("max_execution_time = %d", seconds))
	}
	if have["readonly"] == "0" {
		set = append(set, "readonly = 1")
	}
	return strings.Join(set, ", "), nil
}

// each calls f with every row of an answer.
func (e *Engine) each(ctx context.Context, f func(*sql.Rows) error, text string) error {
	asking, stop := withoutDeadline(ctx)
	defer stop()
	rows, err := e.db.QueryContext(asking, text)
	return statement.Each(rows, err, f)
}

// told puts an error of the driver into words, without the password.
func (e *Engine) told(ctx context.Context, err error) error {
	var problem indicators.Problem
	if err == nil || errors.As(err, &problem) {
		return err
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("ClickHouse had not answered: %w", cause)
	}
	said := err.Error()
	if e.password != "" {
		said = strings.ReplaceAll(said, e.password, "***")
	}
	p := indicators.Problem{What: "ClickHouse: " + said}
	var server *driver.Exception
	switch {
	case errors.As(err, &server):
		p.Remedy = remedy(server.Code)
	case errors.As(err, new(*net.OpError)) && strings.Contains(said, "dial"):
		p.Remedy = "see that the server is up and that its host, port and secure are right; the native protocol has a port of its own, 9000, or 9440 with TLS"
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(net.Error)):
		p.What = "the connection to ClickHouse broke before all of the answer was there"
		p.Remedy = "ask again: nothing of an answer in part is kept"
	}
	return statement.Failure{Problem: p, Cause: err}
}

// remedy says what to do about an error by its number: https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp.
func remedy(code int32) string {
	switch code {
	case 81:
		return "see the database in the address"
	case 159, 160:
		return "give the question more time, or fewer rows"
	case 164:
		return "this user may not change settings: give it readonly = 2"
	case 192, 193, 194, 516:
		return "see user and password in the address"
	case 209, 210, 279, 519:
		return "see that the server and all shards of its cluster are up, and ask again: nothing of an answer in part is kept"
	case 241:
		return "the server lacks memory for so many groups: ask by fewer keys, or let it spill (max_bytes_before_external_group_by)"
	case 407:
		return "a product or a sum has more than 38 digits: sum fewer decimals"
	case 497:
		return "have the administrator GRANT SELECT on the table to this user"
	}
	return ""
}

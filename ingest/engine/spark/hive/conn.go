package hive

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/apache/thrift/lib/go/thrift"
	"github.com/beltran/gohive/hiveserver"

	"github.com/jamlik/jamlik/ingest/engine/statement"
)

const (
	dialing = 10 * time.Second // to connect, without a deadline
	// grace is how long a call may go on when its context has ended, that the server can be told to stop, and how long taking leave may take.
	grace = 2 * time.Second
	// longest is how large a message may be: ten thousand cells with very long keys.
	longest = 256 << 20
)

// Error is what a server says.
type Error struct {
	State   string // its SQLSTATE, or empty
	Message string // its first line
}

func (e *Error) Error() string { return e.Message }

// conn is a session. It is used by one goroutine at a time, as database/sql has it.
type conn struct {
	net     net.Conn
	client  *hiveserver.TCLIServiceClient
	session *hiveserver.TSessionHandle
	broken  bool // nothing more can be said on it
}

var (
	_ driver.QueryerContext = (*conn)(nil)
	_ driver.ExecerContext  = (*conn)(nil)
	_ driver.Validator      = (*conn)(nil)
)

// Connect opens a session and sets what is to be set in it.
func (c *Config) Connect(ctx context.Context) (driver.Conn, error) {
	dialer := net.Dialer{Timeout: dialing}
	line, err := dialer.DialContext(ctx, "tcp", c.Host)
	if err != nil {
		return nil, err
	}
	s := &conn{net: line}
	first, stop := context.WithTimeout(ctx, 6*dialing) // a server that is busy opens a session late
	defer stop()
	defer s.bound(first)()
	if err := s.open(first, c); err != nil {
		s.net.Close()
		return nil, err
	}
	return s, nil
}

func (s *conn) open(ctx context.Context, c *Config) error {
	if c.TLS != nil {
		secure := tls.Client(s.net, c.TLS)
		if err := secure.HandshakeContext(ctx); err != nil {
			return err
		}
		s.net = secure
	}
	limits := &thrift.TConfiguration{MaxMessageSize: longest, MaxFrameSize: longest}
	socket := thrift.NewTSocketFromConnConf(s.net, limits)
	var transport thrift.TTransport = thrift.NewTBufferedTransport(socket, 4096)
	if c.Plain {
		if err := plain(s.net, c.User, c.Password); err != nil {
			return err
		}
		transport = thrift.NewTFramedTransportConf(socket, limits)
	}
	s.client = hiveserver.NewTCLIServiceClientFactory(transport, thrift.NewTBinaryProtocolFactoryConf(limits))
	// What comes by columns, since version 6, is what Spark knows.
	opened, err := s.client.OpenSession(context.WithoutCancel(ctx), &hiveserver.TOpenSessionReq{ClientProtocol: hiveserver.TProtocolVersion_HIVE_CLI_SERVICE_PROTOCOL_V8,
		Username: &c.User, Password: &c.Password})
	if err := s.said(opened, err); err != nil {
		return err
	}
	if s.session = opened.SessionHandle; s.session == nil {
		return errors.New("the server opens no session")
	}
	var statements []string
	for _, set := range c.Settings {
		statements = append(statements, "SET "+set[0]+"="+set[1])
	}
	if len(c.Database) > 0 {
		quoted := make([]string, len(c.Database))
		for i, name := range c.Database {
			quoted[i] = Quote(name)
		}
		statements = append(statements, "USE "+strings.Join(quoted, "."))
	}
	for _, statement := range statements {
		if _, err := s.ExecContext(ctx, statement, nil); err != nil {
			return err
		}
	}
	return nil
}

// bound makes every call end soon after the context, and returns what lets go of it.
func (s *conn) bound(ctx context.Context) func() {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		s.net.SetDeadline(time.Now().Add(grace))
		close(ended)
	})
	return func() {
		if !stop() {
			<-ended
			s.broken = true
		}
	}
}

// answer is what every answer of a server has.
type answer interface{ GetStatus() *hiveserver.TStatus }

// said returns what is wrong with an answer. After an error of the line itself nothing more can be said on it.
func (s *conn) said(a answer, err error) error {
	if err != nil {
		s.broken = true
		return err
	}
	status := a.GetStatus()
	if status == nil {
		s.broken = true
		return errors.New("the server answers without a status")
	}
	if status.StatusCode == hiveserver.TStatusCode_SUCCESS_STATUS || status.StatusCode == hiveserver.TStatusCode_SUCCESS_WITH_INFO_STATUS {
		return nil
	}
	return newError(status.SqlState, status.ErrorMessage)
}

func newError(state, message *string) *Error {
	e := &Error{Message: "no reason given"}
	if state != nil {
		e.State = *state
	}
	if message != nil {
		e.Message, _, _ = strings.Cut(strings.TrimSpace(*message), "\n")
	}
	return e
}

// QueryContext asks, waits for the end of it, and returns the rows. When the context ends, the server is told to stop.
func (s *conn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) > 0 {
		return nil, errors.New("the protocol has no parameters")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	release := s.bound(ctx)
	r, err := s.ask(ctx, query)
	if err != nil {
		release()
		return nil, err
	}
	r.release = release
	return r, nil
}

// ExecContext asks and leaves the rows alone.
func (s *conn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	r, err := s.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return driver.ResultNoRows, r.Close()
}

func (s *conn) ask(ctx context.Context, query string) (*rows, error) {
	calls := context.WithoutCancel(ctx) // the line ends them
	request := &hiveserver.TExecuteStatementReq{SessionHandle: s.session, Statement: query, RunAsync: true}
	request.QueryTimeout, _ = statement.ServerLimit(ctx)
	executed, err := s.client.ExecuteStatement(calls, request)
	if err := s.said(executed, err); err != nil {
		return nil, err
	}
	r := &rows{conn: s, operation: executed.OperationHandle}
	if r.operation == nil {
		s.broken = true
		return nil, errors.New("the server answers without a name for the question")
	}
	if err := r.wait(ctx); err != nil {
		return nil, errors.Join(err, r.end())
	}
	if r.operation.HasResultSet {
		described, err := s.client.GetResultSetMetadata(calls, &hiveserver.TGetResultSetMetadataReq{OperationHandle: r.operation})
		if err := s.said(described, err); err != nil {
			return nil, errors.Join(err, r.end())
		}
		if described.Schema == nil || len(described.Schema.Columns) == 0 {
			return nil, errors.Join(errors.New("the server answers without columns"), r.end())
		}
		for _, column := range described.Schema.Columns {
			r.columns = append(r.columns, column.ColumnName)
		}
	}
	return r, nil
}

// IsValid tells whether the session can be used again.
func (s *conn) IsValid() bool { return !s.broken }

// Close takes leave.
func (s *conn) Close() error {
	if !s.broken {
		s.net.SetDeadline(time.Now().Add(grace))
		s.client.CloseSession(context.Background(), &hiveserver.TCloseSessionReq{SessionHandle: s.session}) // the server ends it when the line does
	}
	return s.net.Close()
}

// Prepare is an error, as the protocol has no prepared statements; [driver.Conn] asks for it.
func (s *conn) Prepare(string) (driver.Stmt, error) {
	return nil, errors.New("the protocol has no prepared statements")
}

// Begin is an error, as Spark has no transactions; [driver.Conn] asks for it.
func (s *conn) Begin() (driver.Tx, error) {
	return nil, errors.New("there are no transactions in Spark")
}

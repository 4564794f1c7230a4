package hive

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apache/thrift/lib/go/thrift"
	"github.com/beltran/gohive/hiveserver"
)

// server is one that says what a test has it say: its rows for every question but those that set something.
type server struct {
	hiveserver.TCLIService // what no test calls

	plain    bool
	tls      *tls.Config
	password string

	rows     [][]*hiveserver.TColumn // batches
	names    []string
	state    hiveserver.TOperationState
	refusing *hiveserver.TStatus // of every question

	mu       sync.Mutex
	asked    []string
	limit    int64 // seconds that the last question may take
	fetched  int
	canceled int
	lines    []net.Conn
	said     bytes.Buffer
	frozen   chan struct{} // of state calls, where it is not nil
}

// start lets it listen, and returns its address.
func (s *server) start(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		l.Close()
		s.cut()
	})
	go func() {
		for {
			line, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.lines = append(s.lines, line)
			s.mu.Unlock()
			go s.serve(line)
		}
	}()
	return l.Addr().String()
}

func (s *server) cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, line := range s.lines {
		line.Close()
	}
	s.lines = nil
}

func (s *server) serve(line net.Conn) {
	defer line.Close()
	if s.tls != nil {
		line = tls.Server(line, s.tls)
	}
	line = kept{line, s}
	socket := thrift.NewTSocketFromConnConf(line, nil)
	var transport thrift.TTransport = thrift.NewTBufferedTransport(socket, 4096)
	if s.plain {
		_, mechanism := message(line)
		_, said := message(line)
		status, body := byte(saslComplete), ""
		if mechanism != "PLAIN" || said != "\x00analyst\x00"+s.password {
			status, body = 3, "wrong password"
		}
		out := append([]byte{status}, binary.BigEndian.AppendUint32(nil, uint32(len(body)))...)
		line.Write(append(out, body...))
		transport = thrift.NewTFramedTransportConf(socket, nil)
	}
	protocol := thrift.NewTBinaryProtocolConf(transport, nil)
	processor := hiveserver.NewTCLIServiceProcessor(s)
	for {
		if ok, err := processor.Process(context.Background(), protocol, protocol); !ok || err != nil {
			return
		}
	}
}

// kept keeps what the server says.
type kept struct {
	net.Conn
	server *server
}

func (k kept) Write(b []byte) (int, error) {
	k.server.mu.Lock()
	defer k.server.mu.Unlock()
	k.server.said.Write(b)
	return k.Conn.Write(b)
}

// message reads one of SASL.
func message(line io.Reader) (status byte, body string) {
	var header [5]byte
	io.ReadFull(line, header[:])
	b := make([]byte, binary.BigEndian.Uint32(header[1:]))
	io.ReadFull(line, b)
	return header[0], string(b)
}

var good = &hiveserver.TStatus{StatusCode: hiveserver.TStatusCode_SUCCESS_STATUS}

func (s *server) OpenSession(context.Context, *hiveserver.TOpenSessionReq) (*hiveserver.TOpenSessionResp, error) {
	return &hiveserver.TOpenSessionResp{Status: good, SessionHandle: &hiveserver.TSessionHandle{SessionId: identifier()}}, nil
}

func identifier() *hiveserver.THandleIdentifier {
	return &hiveserver.THandleIdentifier{GUID: []byte("0123456789abcdef"), Secret: []byte("0123456789abcdef")}
}

func (s *server) CloseSession(context.Context, *hiveserver.TCloseSessionReq) (*hiveserver.TCloseSessionResp, error) {
	return &hiveserver.TCloseSessionResp{Status: good}, nil
}

func (s *server) ExecuteStatement(_ context.Context, r *hiveserver.TExecuteStatementReq) (*hiveserver.TExecuteStatementResp, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r.Statement)
	s.limit = r.QueryTimeout
	if s.fetched = 0; s.refusing != nil {
		return &hiveserver.TExecuteStatementResp{Status: s.refusing}, nil
	}
	return &hiveserver.TExecuteStatementResp{Status: good, OperationHandle: &hiveserver.TOperationHandle{OperationId: identifier(), HasResultSet: !strings.HasPrefix(r.Statement, "SET ")}}, nil
}

func (s *server) GetOperationStatus(context.Context, *hiveserver.TGetOperationStatusReq) (*hiveserver.TGetOperationStatusResp, error) {
	s.mu.Lock()
	frozen, state := s.frozen, s.state
	s.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	said, code := "[DIVIDE_BY_ZERO] Division by zero.\n\tat org.apache.spark", "22012"
	return &hiveserver.TGetOperationStatusResp{Status: good, OperationState: &state, ErrorMessage: &said, SqlState: &code}, nil
}

func (s *server) GetResultSetMetadata(context.Context, *hiveserver.TGetResultSetMetadataReq) (*hiveserver.TGetResultSetMetadataResp, error) {
	schema := &hiveserver.TTableSchema{}
	for i, name := range s.names {
		schema.Columns = append(schema.Columns, &hiveserver.TColumnDesc{ColumnName: name, TypeDesc: &hiveserver.TTypeDesc{Types: []*hiveserver.TTypeEntry{{PrimitiveEntry: &hiveserver.TPrimitiveTypeEntry{}}}}, Position: int32(i)})
	}
	return &hiveserver.TGetResultSetMetadataResp{Status: good, Schema: schema}, nil
}

func (s *server) FetchResults(context.Context, *hiveserver.TFetchResultsReq) (*hiveserver.TFetchResultsResp, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set := &hiveserver.TRowSet{}
	if s.fetched < len(s.rows) {
		set.Columns = s.rows[s.fetched]
	} else {
		for range s.names {
			set.Columns = append(set.Columns, text())
		}
	}
	s.fetched++
	return &hiveserver.TFetchResultsResp{Status: good, Results: set}, nil
}

func (s *server) CloseOperation(context.Context, *hiveserver.TCloseOperationReq) (*hiveserver.TCloseOperationResp, error) {
	return &hiveserver.TCloseOperationResp{Status: good}, nil
}

func (s *server) CancelOperation(context.Context, *hiveserver.TCancelOperationReq) (*hiveserver.TCancelOperationResp, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.canceled++
	return &hiveserver.TCancelOperationResp{Status: good}, nil
}

// text is a column of text without absent values.
func text(values ...string) *hiveserver.TColumn {
	return &hiveserver.TColumn{StringVal: &hiveserver.TStringColumn{Values: append([]string{}, values...), Nulls: []byte{}}}
}

// certificate makes one for 127.0.0.1 and returns the file for clients to trust.
func certificate(t *testing.T) (*tls.Config, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "authority.crt")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, file
}

func dsn(host, password, words string) string {
	return fmt.Sprintf("hive2://analyst:%s@%s/register?%s", password, host, words)
}

// parrot says the same whatever it is asked.
func parrot(t testing.TB, said []byte) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		line, err := l.Accept()
		if err != nil {
			return
		}
		line.Write(said)
		line.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, line)
		line.Close()
	}()
	return l.Addr().String()
}

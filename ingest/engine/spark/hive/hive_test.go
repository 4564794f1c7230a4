package hive

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/beltran/gohive/hiveserver"
	"github.com/google/go-cmp/cmp"
)

// two are two batches of rows of every type, with absent values in both.
func two() *server {
	s := &server{plain: true, password: "hemligt", state: hiveserver.TOperationState_FINISHED_STATE, names: []string{"a", "n", "i", "b"}}
	for _, first := range []int64{1, 3} {
		a := text("x", "y")
		a.StringVal.Nulls = []byte{0b10}
		s.rows = append(s.rows, []*hiveserver.TColumn{a, {I64Val: &hiveserver.TI64Column{Values: []int64{first, first + 1}, Nulls: []byte{}}},
			{I32Val: &hiveserver.TI32Column{Values: []int32{7, 8}, Nulls: []byte{0b01}}}, {BoolVal: &hiveserver.TBoolColumn{Values: []bool{true, false}, Nulls: []byte{0}}}})
	}
	return s
}

// all reads all rows.
func all(ctx context.Context, db *sql.DB) ([][]any, error) {
	rows, err := db.QueryContext(ctx, "SELECT everything")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		row := make([]any, 4)
		if err := rows.Scan(&row[0], &row[1], &row[2], &row[3]); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

func open(t testing.TB, address string) *sql.DB {
	t.Helper()
	c, err := Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c.Settings = [][2]string{{"spark.sql.ansi.enabled", "true"}}
	db := sql.OpenDB(c)
	t.Cleanup(func() { db.Close() })
	return db
}

var want = [][]any{{"x", int64(1), nil, true}, {nil, int64(2), int64(8), false}, {"x", int64(3), nil, true}, {nil, int64(4), int64(8), false}}

func TestEveryWayIn(t *testing.T) {
	config, trusted := certificate(t)
	for _, c := range []struct {
		name, words string
		change      func(*server)
	}{
		{"a password", "", func(*server) {}},
		{"no SASL", "auth=nosasl", func(s *server) { s.plain = false }},
		{"TLS", "ssl=true&sslrootcert=" + trusted, func(s *server) { s.tls = config }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := two()
			c.change(s)
			got, err := all(t.Context(), open(t, dsn(s.start(t), s.password, c.words)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff([]string{"SET spark.sql.ansi.enabled=true", "USE `register`", "SELECT everything"}, s.asked); diff != "" {
				t.Errorf("asked (-want +got)\n%s", diff)
			}
		})
	}
}

func TestNoWayIn(t *testing.T) {
	config, _ := certificate(t)
	for _, c := range []struct {
		name, words, want string
		change            func(*server)
	}{
		{"another password", "", "refuses the user", func(s *server) { s.password = "annat" }},
		{"SASL of a server without", "", "", func(s *server) { s.plain = false }},
		{"TLS that nobody vouches for", "ssl=true", "certificate", func(s *server) { s.tls = config }},
		{"TLS of a server without", "ssl=true", "", func(*server) {}},
		{"a session refused", "", "no such database", func(s *server) {
			said := "no such database\n\tat org.apache"
			s.refusing = &hiveserver.TStatus{StatusCode: hiveserver.TStatusCode_ERROR_STATUS, ErrorMessage: &said}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := two()
			c.change(s)
			wait := time.Minute
			if c.want == "" { // the server says nothing
				wait = 500 * time.Millisecond
			}
			ctx, stop := context.WithTimeout(t.Context(), wait)
			defer stop()
			_, err := all(ctx, open(t, dsn(s.start(t), "hemligt", c.words)))
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hemligt") || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

func TestWhatIsNotWholeIsAnError(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*server)
	}{
		{"a question that fails", "[DIVIDE_BY_ZERO] Division by zero.", func(s *server) { s.state = hiveserver.TOperationState_ERROR_STATE }},
		{"one that others end", "Division", func(s *server) { s.state = hiveserver.TOperationState_CANCELED_STATE }},
		{"columns of different lengths", "different lengths", func(s *server) { s.rows[1][0] = text("x") }},
		{"a column less", "other columns", func(s *server) { s.rows[1] = s.rows[1][:3] }},
		{"a type that nobody knows", "neither text", func(s *server) {
			s.rows[1][2] = &hiveserver.TColumn{DoubleVal: &hiveserver.TDoubleColumn{Values: []float64{1, 2}, Nulls: []byte{}}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := two()
			db := open(t, dsn(s.start(t), s.password, ""))
			if _, err := all(t.Context(), db); err != nil {
				t.Fatal(err)
			}
			c.change(s)
			if rows, err := all(t.Context(), db); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%d rows and the error %v", len(rows), err)
			}
		})
	}
	t.Run("a line that is cut", func(t *testing.T) {
		s := two()
		db := open(t, dsn(s.start(t), s.password, ""))
		rows, err := db.QueryContext(t.Context(), "SELECT everything")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		n := 0
		for rows.Next() {
			if n++; n == 1 {
				s.cut()
			}
		}
		if err := rows.Err(); err == nil || n != 2 {
			t.Errorf("%d rows and the error %v", n, err)
		}
	})
}

func TestQuestionsEndWithTheirContext(t *testing.T) {
	s := two()
	s.state = hiveserver.TOperationState_RUNNING_STATE
	db := open(t, dsn(s.start(t), s.password, ""))
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	if _, err := all(ctx, db); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("of a question without end the error is %v", err)
	}
	s.mu.Lock()
	canceled, limit := s.canceled, s.limit
	s.state = hiveserver.TOperationState_FINISHED_STATE
	s.mu.Unlock()
	if canceled == 0 {
		t.Error("the server was not told to stop")
	}
	if limit < 1 {
		t.Error("the server was not told when to stop by itself")
	}
	if got, err := all(t.Context(), db); err != nil || len(got) != len(want) {
		t.Errorf("afterwards there are %d rows, %v", len(got), err)
	}
	s.mu.Lock()
	s.frozen, limit = make(chan struct{}), s.limit
	s.mu.Unlock()
	if limit != 0 {
		t.Errorf("a question without a deadline has %d seconds", limit)
	}
	defer close(s.frozen)
	ctx, stop = context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	done := make(chan error, 1)
	go func() {
		_, err := all(ctx, db)
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a server that answers nothing has answered")
		}
	case <-time.After(time.Minute):
		t.Error("a server that answers nothing is waited for")
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ dsn, want string }{
		{"hive2://host", "host:10000 anonymous [] plain"},
		{"hive2://me:p%40ss@host:1/cat/db?auth=NOSASL", "host:1 me [cat db]"},
		{"hive2://host/?ssl=true", "host:10000 anonymous [] plain TLS"},
	} {
		got, err := Parse(c.dsn)
		if err != nil {
			t.Errorf("%s: %v", c.dsn, err)
			continue
		}
		said := got.Host + " " + got.User + " [" + strings.Join(got.Database, " ") + "]"
		if got.Plain {
			said += " plain"
		}
		if got.TLS != nil {
			said += " TLS"
		}
		if said != c.want {
			t.Errorf("%s is %s, want %s", c.dsn, said, c.want)
		}
	}
	for _, bad := range []string{"", "spark://hemligt@host:7077", "hive2:///db", "hive2://a:hemligt%zz@host", "hive2://a:hemligt@host?auth=kerberos", "hive2://a:hemligt@host?sll=true",
		"hive2://a:hemligt@host?sslrootcert=x", "hive2://a:hemligt@host?ssl=true&sslrootcert=/nowhere", "hive2://a:hemligt%00@host", "hive2://a:hemligt@host#x"} {
		if _, err := Parse(bad); err == nil || strings.Contains(err.Error(), "hemligt") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// FuzzAnswers reads what no server says. It begins with what one said.
func FuzzAnswers(f *testing.F) {
	s := two()
	db := open(f, dsn(s.start(f), s.password, ""))
	if _, err := all(f.Context(), db); err != nil {
		f.Fatal(err)
	}
	db.Close()
	s.mu.Lock()
	f.Add(s.said.Bytes())
	s.mu.Unlock()
	f.Add([]byte{3, 0, 0, 0, 2, 'n', 'o'})
	f.Add([]byte{saslComplete, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, said []byte) {
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		rows, err := all(ctx, open(t, dsn(parrot(t, said), "hemligt", "")))
		if ctx.Err() != nil {
			t.Errorf("after %d rows it waits: %v", len(rows), err)
		}
	})
}

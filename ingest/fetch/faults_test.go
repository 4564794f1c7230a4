package fetch

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// raw answers with bytes of its own and closes the connection.
func raw(w http.ResponseWriter, text string) {
	c, b, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	b.WriteString(text)
	b.Flush()
	c.Close()
}

// data tells whether a request is for data.
func data(r *http.Request) bool { return r.Method == "POST" }

// message returns an error without the address of the server, which differs between runs.
func message(s *server, err error) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(err.Error(), s.URL, "SERVER"), s.Listener.Addr().String(), "HOST")
}

const dataCallName = "POST SERVER/api/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2: "

func TestPassingFaultsAreTriedAgain(t *testing.T) {
	cases := []struct {
		name  string
		fault func(w http.ResponseWriter, r *http.Request)
	}{
		{"connection closed", func(w http.ResponseWriter, r *http.Request) { raw(w, "") }},
		{"connection reset in the header", func(w http.ResponseWriter, r *http.Request) { raw(w, "HTTP/1.1 200 OK\r\nContent-Ty") }},
		{"body shorter than said", func(w http.ResponseWriter, r *http.Request) {
			raw(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":[")
		}},
		{"chunks cut off", func(w http.ResponseWriter, r *http.Request) {
			raw(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n")
		}},
		{"JSON cut off where no length is said", func(w http.ResponseWriter, r *http.Request) {
			raw(w, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"class\":\"dataset\",\"id\":[\"Reg")
		}},
		{"gzip cut off", func(w http.ResponseWriter, r *http.Request) {
			var b strings.Builder
			z := gzip.NewWriter(&b)
			io.WriteString(z, `{"class":"dataset","id":["Region","Ålder"]}`)
			z.Close()
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, b.String()[:b.Len()-9])
		}},
		{"empty body", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "application/json") }},
		{"500", func(w http.ResponseWriter, r *http.Request) { refuse(w, 500, "Oops") }},
		{"503 with a page", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(503)
			io.WriteString(w, "<html><title>Underhåll</title></html>")
		}},
		{"429", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(429) }},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			s, q, c, _ := newServer(t)
			faults := 0
			s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
				if !data(r) || faults == 2 {
					return false
				}
				faults++
				test.fault(w, r)
				return true
			}
			got, err := c.Fetch(context.Background(), q, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Parts) != 1 || faults != 2 || len(s.asked()) != 5 {
				t.Errorf("got %d parts after %d faults", len(got.Parts), faults)
			}
		})
	}
}

func TestFaultsThatStayAreTold(t *testing.T) {
	later := "; fetch it again later; parts that are there are kept"
	cases := []struct {
		name  string
		fault func(w http.ResponseWriter, r *http.Request)
		calls int // for the data
		want  string
	}{
		{"refusal", func(w http.ResponseWriter, r *http.Request) { refuse(w, 400, "Non-existent value") }, 1,
			dataCallName + "the server answered 400 Bad Request: Non-existent value; compare the query with jamlik fetch show"},
		{"refusal in plain text", func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, "nix\x07 \x1b[31mnej", http.StatusNotFound)
		}, 1,
			dataCallName + "the server answered 404 Not Found: nix [31mnej; check the table and the address with jamlik fetch search"},
		{"forbidden", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "blocked by policy", http.StatusForbidden) }, 1,
			dataCallName + "the server answered 403 Forbidden: blocked by policy; check the address, and whether a proxy or the server refuses this machine"},
		{"FastAPI's list of problems", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(422)
			io.WriteString(w, `{"detail":[{"loc":["path","kpi"],"msg":"too long"}]}`)
		}, 1,
			dataCallName + `the server answered 422 Unprocessable Entity: [{"loc":["path","kpi"],"msg":"too long"}]; compare the query with jamlik fetch show`},
		{"server error", func(w http.ResponseWriter, r *http.Request) { refuse(w, 502, "Bad gateway") }, 3,
			"tried 3 times: " + dataCallName + "the server answered 502 Bad Gateway: Bad gateway" + later},
		{"connection closed", func(w http.ResponseWriter, r *http.Request) { raw(w, "") }, 3,
			"tried 3 times: " + dataCallName + "the answer was cut off" + later},
		{"web page", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!DOCTYPE html>\n<html><head><TITLE>Logga \n in</TITLE></head></html>")
		}, 1, dataCallName + `the server answered with a web page in the place of JSON, titled "Logga in"; open the address in a browser: it may be a login, a proxy's notice or maintenance`},
		{"web page that says it is JSON", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, "\xef\xbb\xbf  <html></html>")
		}, 1, dataCallName + `the server answered with a web page in the place of JSON; open the address in a browser: it may be a login, a proxy's notice or maintenance`},
		{"another content type", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/pdf")
			io.WriteString(w, "%PDF-1.7")
		}, 1, dataCallName + `the server answered with the content type "application/pdf" in the place of JSON; check the address`},
		{"no JSON", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, "{\"id\":\n[1,,2]}")
		}, 1, "POST SERVER/api/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2:2: this is not JSON: invalid character ',' looking for beginning of value"},
		{"invalid UTF-8", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, "{\"label\":\"Folkm\xe4ngd\"}")
		}, 1, "POST SERVER/api/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2:1: the text is not UTF-8, as JSON must be; save it as UTF-8"},
		{"too large by its length", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "50001")
			io.WriteString(w, strings.Repeat(" ", 50001))
		}, 1, dataCallName + "the answer has more than 50000 bytes; select less"},
		{"too large without a length", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for range 100 {
				io.WriteString(w, strings.Repeat(" ", 1000))
				w.(http.Flusher).Flush()
			}
		}, 1, dataCallName + "the answer has more than 50000 bytes; select less"},
		{"gzip bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 64 {
				z.Write(zeros)
			}
			z.Close()
		}, 1, dataCallName + "the answer has more than 50000 bytes; select less"},
		{"packed otherwise", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "x")
		}, 1, dataCallName + `the answer is packed as "br", which was not asked for; check whether a proxy changes answers`},
		{"redirect to another host", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/api", http.StatusTemporaryRedirect)
		}, 1, dataCallName + "the server answered with a redirect to another host, elsewhere.example; correct the base: an interface that has moved is not followed"},
		{"redirect that drops the query", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, 1,
			dataCallName + "the server answered with a redirect that drops the query of a POST; correct the base: an interface that has moved is not followed"},
		{"endless redirects", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusTemporaryRedirect)
		}, 5,
			dataCallName + "the server answered with more than five redirects; correct the base: an interface that has moved is not followed"},
		{"metadata in the place of data", func(w http.ResponseWriter, r *http.Request) { write(w, map[string]any{"id": []string{"Region"}}) }, 1,
			dataCallName + "the answer is no JSON-stat with values; check the base, and whether it is the api that the query says"},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			s, q, c, _ := newServer(t)
			c.options.Limits.Attempts, c.options.Limits.Body = 3, 50_000
			s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
				if data(r) {
					test.fault(w, r)
				}
				return data(r)
			}
			dir := t.TempDir()
			_, err := c.Fetch(context.Background(), q, dir)
			if got := message(s, err); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			calls := 0
			for _, r := range s.asked() {
				if strings.HasPrefix(r, "POST") {
					calls++
				}
			}
			if calls != test.calls {
				t.Errorf("got %d calls, want %d", calls, test.calls)
			}
			if _, err := os.Stat(filepath.Join(dir, "folk")); err == nil {
				t.Error("a failed fetch left a snapshot")
			}
		})
	}
}

func TestALoginPageAfterARedirectIsNamed(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		switch r.URL.Path {
		case "/api/v2/config":
			http.Redirect(w, r, "/login", http.StatusFound)
		case "/login":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<title>Logga in</title>")
		}
		return true
	}
	_, err := c.Fetch(context.Background(), q, t.TempDir())
	want := `GET SERVER/api/v2/config: the server answered with a web page in the place of JSON, after a redirect to SERVER/login, titled "Logga in"; open the address in a browser: it may be a login, a proxy's notice or maintenance`
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSlowAndSilentServersAreGivenUp(t *testing.T) {
	cases := []struct {
		name, want     string
		attempt, quiet time.Duration
		fault          func(w http.ResponseWriter, r *http.Request)
	}{
		{"slow drip", "the answer came too slowly", time.Minute, 30 * time.Millisecond, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				io.WriteString(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(time.Millisecond)
			}
		}},
		{"no answer", "the server did not answer in time", 50 * time.Millisecond, time.Minute, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"an answer without end", "the server did not answer in time", 80 * time.Millisecond, 30 * time.Millisecond, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for r.Context().Err() == nil {
				io.WriteString(w, strings.Repeat(" ", 2000))
				w.(http.Flusher).Flush()
				time.Sleep(time.Millisecond)
			}
		}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			s, q, c, _ := newServer(t)
			c.options.Limits.Attempt, c.options.Limits.Quiet, c.options.Limits.Attempts = test.attempt, test.quiet, 2
			s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
				if data(r) {
					test.fault(w, r)
				}
				return data(r)
			}
			_, err := c.Fetch(context.Background(), q, t.TempDir())
			want := "tried 2 times: " + dataCallName + test.want + "; fetch it again later; parts that are there are kept"
			if got := message(s, err); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestWaitsAreThoseThatTheServerAsksFor(t *testing.T) {
	s, q, c, clock := newServer(t)
	s.calls = 4 // in a second
	storm := []string{"7", clock.Now().Add(2 * time.Minute).Format(http.TimeFormat), "0"}
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if !data(r) || len(storm) == 0 {
			return false
		}
		w.Header().Set("Retry-After", storm[0])
		w.WriteHeader(429)
		storm = storm[1:]
		return true
	}
	if _, err := c.Fetch(context.Background(), q, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	// A quarter of a second between calls, as the configuration says. A wait that the server asks for is the whole wait: the turn has come by then.
	if clock.slept[0] != 250*time.Millisecond || clock.slept[1] != 250*time.Millisecond || clock.slept[2] != 7*time.Second {
		t.Errorf("slept %v, want 250ms, 250ms and 7s first", clock.slept)
	}
	// The date is two minutes after the start, of which 7.5 seconds have passed.
	if got, want := clock.slept[3], 2*time.Minute-7500*time.Millisecond; got != want {
		t.Errorf("slept %v until the date, want %v", got, want)
	}
	// Retry-After: 0 does not shorten the wait of a third failure: 1, 2 and then 4 seconds, half more or less.
	if d := clock.slept[4]; d < 2*time.Second || d > 6*time.Second {
		t.Errorf("slept %v after the third failure, want 4s ± 2s", d)
	}

	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(503)
		return true
	}
	_, err := c.Metadata(context.Background(), q)
	want := "GET SERVER/api/v2/tables/TAB1/metadata?lang=sv: the server asks to wait 24h0m0s before the next call; fetch it again then; parts that are there are kept"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAServerThatAllowsLessThanItSaysIsAskedForLess(t *testing.T) {
	for _, api := range []string{"pxweb2", "pxweb"} {
		s, q, c, _ := newServer(t)
		s.secret = 7
		if api == "pxweb" {
			q.API, q.Base, q.Table = api, s.URL+"/api/v1", "BE/BE0101/TAB1"
		}
		dir := t.TempDir()
		got, err := c.Fetch(context.Background(), q, dir)
		if err != nil {
			t.Fatal(err)
		}
		cellsOnce(t, dir, got, 45)
		if got.Parts[0].File != "00001aa.json" {
			t.Errorf("first part %s", got.Parts[0].File)
		}
		// 45 is refused, then cut before it is asked for: 22 and 23 cells are over half of what was refused, and so on.
		if n := len(s.asked()); n > 2+len(got.Parts)+4 {
			t.Errorf("%s: %d requests for %d parts", api, n, len(got.Parts))
		}
	}
	s, q, c, _ := newServer(t)
	s.secret = -1
	s.cells = 1
	c.options.Limits.Cells = 45
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			refuse(w, 403, "Too many cells selected")
		}
		return data(r)
	}
	_, err := c.Fetch(context.Background(), q, t.TempDir())
	if got, want := message(s, err), dataCallName+"the server answered 403 Forbidden: Too many cells selected; check the address, and whether a proxy or the server refuses this machine"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A header without end is not read.
func TestAHeaderWithoutEndIsRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				bufio.NewReader(c).ReadString('\n')
				fmt.Fprint(c, "HTTP/1.1 200 OK\r\n")
				for {
					if _, err := fmt.Fprintf(c, "X: %s\r\n", strings.Repeat("x", 1000)); err != nil {
						return
					}
				}
			}()
		}
	}()
	clock := newClock()
	c := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy, Limits: Limits{Attempts: 1}})
	_, err = c.Metadata(context.Background(), Query{API: "pxweb2", Base: "http://" + l.Addr().String(), Table: "T"})
	if err == nil || !strings.Contains(err.Error(), "exceeded 1048576 bytes") {
		t.Errorf("got %v", err)
	}
}

func TestAnOldServerThatAllowsLessIsAskedForLessInItsOwnJSON(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.old, s.secret = true, 10
	q.API, q.Base, q.Table = "pxweb", s.URL+"/api/v1/sv", "BE/BE0101/TAB1"
	got, err := c.Fetch(context.Background(), q, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if got.Format != "pxweb-json" || len(got.Parts) < 5 {
		t.Errorf("%d parts of %q", len(got.Parts), got.Format)
	}
}

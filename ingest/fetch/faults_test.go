package fetch

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/snapshot"
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

func TestTheEarlierSnapshotStaysWhenAFetchFails(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.cells = 30
	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	s.table.updated = "2026-07-01T06:00:00Z"
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			posts++
		}
		if posts == 2 {
			refuse(w, 400, "Non-existent value")
			return true
		}
		return false
	}
	if _, err := c.Fetch(context.Background(), q, dir); err == nil {
		t.Fatal("the second fetch did not fail")
	}
	after := tree(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	if after[".folk.partial/00001.json"] == "" || after[".folk.journal"] == "" {
		t.Errorf("nothing is staged: %v", keys(after))
	}

	// It goes on with the part that is missing.
	s.fault = nil
	s.asked()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"GET /api/v2/tables/TAB1/metadata?lang=sv", "POST /api/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2"}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Errorf("requests of the second try (-want +got)\n%s", diff)
	}
	if got.Updated != "2026-07-01T06:00:00Z" || len(got.Parts) != 2 {
		t.Errorf("got %q with %d parts", got.Updated, len(got.Parts))
	}
	if diff := cmp.Diff([]string{"folk"}, names(t, dir)); diff != "" {
		t.Errorf("left in the folder (-want +got)\n%s", diff)
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(dir, path)
			out[filepath.ToSlash(name)] = string(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keys(m map[string]string) []string { return sortedKeys(m) }

func TestAFetchThatIsStoppedGoesOnWhereItWas(t *testing.T) {
	s, q, c, clock := newServer(t)
	c.options.Limits.Cells = 3 // 45 cells in 15 calls
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 7 {
				cancel()
				<-r.Context().Done()
				return true
			}
		}
		return false
	}
	if _, err := c.Fetch(ctx, q, dir); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that the context was cancelled", err)
	}
	s.fault = nil
	count := func(asked []string) (n int) {
		for _, r := range asked {
			if strings.HasPrefix(r, "POST") {
				n++
			}
		}
		return n
	}
	s.asked()
	// One part is damaged meanwhile, and half of another was written.
	if err := os.WriteFile(filepath.Join(dir, ".folk.partial", "00003.json"), []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".folk.partial", "00009.json.new"), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	journal, err := os.OpenFile(filepath.Join(dir, ".folk.journal"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(journal, `{"call":"0123`)
	journal.Close()
	again := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy, Limits: Limits{Cells: 3}})
	var progress []int
	again.options.Progress = func(done, total int) { progress = append(progress, done, total) }
	if _, err := again.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	if n := count(s.asked()); n != 10 { // 15 less the six that were there, and the damaged one again
		t.Errorf("got %d calls for data, want 10", n)
	}
	if len(progress) != 30 || progress[28] != 15 || progress[29] != 15 {
		t.Errorf("progress %v", progress)
	}
	whole := tree(t, dir)
	if len(whole) != 16 {
		t.Errorf("files %q", keys(whole))
	}

	// A fetch in one go gives the same, but for the times.
	other := t.TempDir()
	if _, err := again.Fetch(context.Background(), q, other); err != nil {
		t.Fatal(err)
	}
	for name, text := range tree(t, other) {
		if name != "folk/snapshot.json" && whole[name] != text {
			t.Errorf("%s differs after a resumed fetch", name)
		}
	}
}

func TestStagedPartsOfAnotherDayOrPlanAreThrownAway(t *testing.T) {
	for _, test := range []string{"day", "plan", "journal"} {
		s, q, c, clock := newServer(t)
		c.options.Limits.Cells = 15
		dir := t.TempDir()
		posts := 0
		s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if data(r) {
				posts++
			}
			if posts > 2 {
				w.WriteHeader(400)
			}
			return posts > 2
		}
		if _, err := c.Fetch(context.Background(), q, dir); err == nil {
			t.Fatal("the fetch did not fail")
		}
		s.fault = nil
		s.asked()
		switch test {
		case "day":
			clock.Sleep(context.Background(), 25*time.Hour)
		case "plan":
			s.table.updated = "2026-06-09"
		case "journal":
			if err := os.WriteFile(filepath.Join(dir, ".folk.journal"), []byte("{"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.Fetch(context.Background(), q, dir); err != nil {
			t.Fatal(err)
		}
		if asked := s.asked(); len(asked) != 4 { // the metadata and three parts
			t.Errorf("%s: requests %q, want the metadata and three parts", test, asked)
		}
	}
}

func TestPartsOfTwoEditionsAreNotMixed(t *testing.T) {
	s, q, c, _ := newServer(t)
	c.options.Limits.Cells = 15
	dir := t.TempDir()
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 2 {
				s.table.updated = "2026-06-09T06:00:00Z"
			}
		}
		return false
	}
	_, err := c.Fetch(context.Background(), q, dir)
	want := "fetch folk: the publisher changed the table while it was being fetched: some parts are of 2026-06-08T06:00:00Z and some of 2026-06-09T06:00:00Z; fetch it again"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if left := names(t, dir); len(left) != 0 {
		t.Errorf("left %q", left)
	}
	if got, err := c.Fetch(context.Background(), q, dir); err != nil || got.Updated != "2026-06-09T06:00:00Z" {
		t.Errorf("the next fetch: %q, %v", got.Updated, err)
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

func TestDisksThatFailLeaveTheSnapshot(t *testing.T) {
	s, q, c, _ := newServer(t)
	c.options.Limits.Cells = 15
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, file); err == nil || !strings.HasPrefix(err.Error(), "the folder of the snapshots cannot be made: ") {
		t.Errorf("a file in the place of the folder: %v", err)
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("called the network before the folder was there: %q", asked)
	}

	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 2 { // something stands where the part would be written
				if err := os.MkdirAll(filepath.Join(dir, ".folk.partial", "00002.json", "x"), 0o777); err != nil {
					t.Error(err)
				}
			}
		}
		return false
	}
	_, err := c.Fetch(context.Background(), q, dir)
	if err == nil || !strings.HasPrefix(err.Error(), filepath.Join(dir, "folk")+": rename") {
		t.Errorf("a part that cannot be written: %v", err)
	}
	after := tree(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	s.fault = nil
	if err := os.RemoveAll(filepath.Join(dir, ".folk.partial", "00002.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Errorf("after the disk works again: %v", err)
	}
}

func TestAnExchangeThatWasCutOffIsFinished(t *testing.T) {
	_, q, c, _ := newServer(t)
	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	// Between the two renames there is only the earlier snapshot, under another name.
	if err := os.Rename(filepath.Join(dir, "folk"), filepath.Join(dir, ".folk.earlier")); err != nil {
		t.Fatal(err)
	}
	wrong := q
	wrong.Table = "TAB9"
	if _, err := c.Fetch(context.Background(), wrong, dir); err == nil {
		t.Error("an unknown table was fetched")
	}
	if _, err := snapshot.Read(os.DirFS(dir), "folk"); err != nil {
		t.Errorf("the earlier snapshot is not back: %v", err)
	}
}

func TestLinksOutOfTheFolderAreNotFollowed(t *testing.T) {
	_, q, c, _ := newServer(t)
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, ".folk.partial")); err != nil {
		t.Skip("no links here")
	}
	if err := os.WriteFile(filepath.Join(outside, "mine"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mine"}, names(t, outside)); diff != "" {
		t.Errorf("outside the folder (-want +got)\n%s", diff)
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

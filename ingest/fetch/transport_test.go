package fetch

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// tlsServer starts the server of the tests over TLS. Its certificate is for example.com and the loopback addresses.
func tlsServer(t *testing.T) (*server, *x509.CertPool) {
	t.Helper()
	s := &server{table: population(), cells: 1000, calls: 30}
	s.Server = httptest.NewUnstartedServer(s)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused certificates are what is tested
	s.StartTLS()
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return s, roots
}

func TestCertificatesAreVerified(t *testing.T) {
	s, roots := tlsServer(t)
	clock := newClock()
	q := Query{API: "pxweb2", Base: s.URL + "/api/v2", Table: "TAB1"}
	trusting := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy, RootCAs: roots})
	if _, err := trusting.Metadata(context.Background(), q); err != nil {
		t.Errorf("a certificate of a known authority: %v", err)
	}
	s.asked()

	want := "GET SERVER/api/v2/config: the certificate of the server is not trusted: "
	remedy := "; check the address; a proxy of your own needs its authority among the system's"
	strange := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy})
	_, err := strange.Metadata(context.Background(), q)
	if got := message(s, err); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, remedy) {
		t.Errorf("an unknown authority: got %s", got)
	}
	// The certificate does not name localhost.
	q.Base = strings.Replace(q.Base, "127.0.0.1", "localhost", 1)
	_, err = trusting.Metadata(context.Background(), q)
	if err == nil || !strings.Contains(err.Error(), "the certificate of the server is not trusted: x509: certificate is valid for example.com") {
		t.Errorf("a certificate of another host: got %v", err)
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("requests reached the server: %q", asked)
	}
	if len(clock.slept) > 3 {
		t.Errorf("a bad certificate was tried again: slept %v", clock.slept)
	}
}

func TestNoRedirectLeavesTLS(t *testing.T) {
	s, roots := tlsServer(t)
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		http.Redirect(w, r, "http://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
		return true
	}
	clock := newClock()
	c := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy, RootCAs: roots})
	_, err := c.Metadata(context.Background(), Query{API: "pxweb2", Base: s.URL + "/api/v2", Table: "TAB1"})
	want := "GET SERVER/api/v2/config: the server answered with a redirect from https to http; correct the base: an interface that has moved is not followed"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// tunnel is a proxy that connects every host to one server, and remembers what it was asked for.
type tunnel struct {
	*httptest.Server
	to string

	mu    sync.Mutex
	asked []string
}

func newTunnel(t *testing.T, to string) *tunnel {
	p := &tunnel{to: to}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.Method+" "+r.Host)
		p.mu.Unlock()
		there, err := net.Dial("tcp", p.to)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		here, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			there.Close()
			return
		}
		io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() { io.Copy(there, here); there.Close() }()
		io.Copy(here, there)
		here.Close()
	}))
	t.Cleanup(p.Close)
	return p
}

func TestCallsGoThroughTheProxy(t *testing.T) {
	s, roots := tlsServer(t)
	proxy := newTunnel(t, s.Listener.Addr().String())
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	clock := newClock()
	c := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: http.ProxyURL(at), RootCAs: roots})
	if _, err := c.Metadata(context.Background(), Query{API: "pxweb2", Base: "https://example.com/api/v2", Table: "TAB1"}); err != nil {
		t.Fatal(err)
	}
	if len(proxy.asked) == 0 || proxy.asked[0] != "CONNECT example.com:443" {
		t.Errorf("the proxy was asked for %q", proxy.asked)
	}

	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer refusing.Close()
	at, _ = url.Parse(refusing.URL)
	c = New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: http.ProxyURL(at), Limits: Limits{Attempts: 2}})
	_, err = c.Metadata(context.Background(), Query{API: "pxweb2", Base: "https://example.com/api/v2", Table: "TAB1"})
	want := "tried 2 times: GET https://example.com/api/v2/config: the server cannot be reached: Forbidden; check the network, the address and the proxy (HTTPS_PROXY)"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// The environment is read once in a process, so that another one has to read it.
func TestTheProxyIsThatOfTheEnvironment(t *testing.T) {
	if file := os.Getenv("JAMLIK_TEST_PROXIED"); file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		roots := x509.NewCertPool()
		if !roots.AppendCertsFromPEM(b) {
			t.Fatal("no certificate")
		}
		clock := newClock()
		c := New(Options{Now: clock.Now, Sleep: clock.Sleep, RootCAs: roots})
		if _, err := c.Metadata(context.Background(), Query{API: "pxweb2", Base: "https://example.com/api/v2", Table: "TAB1"}); err != nil {
			t.Fatal(err)
		}
		return
	}
	s, _ := tlsServer(t)
	proxy := newTunnel(t, s.Listener.Addr().String())
	file := filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o666); err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(exe, "-test.run=^TestTheProxyIsThatOfTheEnvironment$")
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(strings.ToUpper(v), "="); name != "NO_PROXY" && name != "HTTPS_PROXY" && name != "ALL_PROXY" {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "JAMLIK_TEST_PROXIED="+file, "HTTPS_PROXY="+proxy.URL)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if len(proxy.asked) == 0 || proxy.asked[0] != "CONNECT example.com:443" {
		t.Errorf("the proxy was asked for %q", proxy.asked)
	}
}

func TestWhoCallsIsSaid(t *testing.T) {
	s, q, c, _ := newServer(t)
	if _, err := c.Fetch(context.Background(), q, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	h := s.headers[len(s.headers)-1]
	if h.Get("User-Agent") != "jamlik (+https://github.com/jamlik/jamlik)" || h.Get("Accept") != "application/json" || h.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("headers %v", h)
	}
}

package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jamlik/jamlik/indicators"
)

// newHTTP returns a client that verifies certificates, and whose redirects stay on their host, scheme and method.
func newHTTP(o Options) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                 o.Proxy,
			TLSClientConfig:       &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:   30 * time.Second,
			ResponseHeaderTimeout: o.Limits.Attempt,
			MaxIdleConnsPerHost:   1,
			IdleConnTimeout:       30 * time.Second,
			ForceAttemptHTTP2:     true,
			// The size of a header is bounded as that of a body is.
			MaxResponseHeaderBytes: megabyte,
		},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			first := via[0]
			switch {
			case len(via) >= 5:
				return refusedRedirect("more than five redirects")
			case r.URL.Host != first.URL.Host:
				return refusedRedirect("a redirect to another host, " + r.URL.Host)
			case r.URL.Scheme != first.URL.Scheme:
				return refusedRedirect("a redirect from " + first.URL.Scheme + " to " + r.URL.Scheme)
			case r.Method != first.Method:
				return refusedRedirect("a redirect that drops the query of a " + first.Method)
			}
			return nil
		},
	}
}

type refusedRedirect string

func (e refusedRedirect) Error() string { return string(e) }

// response is a whole answer with status 200.
type response struct {
	body         []byte
	status       int
	contentType  string
	etag         string
	lastModified string
	unchanged    bool // the server has what the condition names
	at           time.Time
}

// condition asks for an answer only if it has changed.
type condition struct{ etag, lastModified string }

// Reasons to try again.
var (
	errCutOff  = errors.New("the answer was cut off")
	errTrickle = errors.New("the answer came too slowly")
	errTimeout = errors.New("the server did not answer in time")
)

// temporary is a failure that a later try may not have.
type temporary struct {
	err   error
	after time.Duration // that the server asks to wait; 0 where it does not say
}

func (e *temporary) Error() string { return e.err.Error() }
func (e *temporary) Unwrap() error { return e.err }

// refused is an answer with another status than 200.
type refused struct {
	call    Call
	status  int
	problem string // what the server says
}

func (e *refused) Error() string {
	what := fmt.Sprintf("the server answered %d %s", e.status, http.StatusText(e.status))
	if e.problem != "" {
		what += ": " + e.problem
	}
	return e.call.problem(what, remedyFor(e.status)).Error()
}

func remedyFor(status int) string {
	switch {
	case status == http.StatusNotFound || status == http.StatusGone:
		return "check the table and the address with jamlik fetch search"
	case status == http.StatusTooManyRequests || status >= 500:
		return "fetch it again later; parts that are there are kept"
	case status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusProxyAuthRequired:
		return "check the address, and whether a proxy or the server refuses this machine"
	}
	return "compare the query with jamlik fetch show"
}

// problem is a problem of a call.
func (c Call) problem(what, remedy string) indicators.Problem {
	return indicators.Problem{File: c.Method + " " + c.URL, What: what, Remedy: remedy}
}

// attempt makes one try of a call and reads the whole answer.
func (c *Client) attempt(ctx context.Context, call Call, accept string, since condition) (*response, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	deadline := time.AfterFunc(c.options.Limits.Attempt, func() { cancel(errTimeout) })
	defer deadline.Stop()

	var body io.Reader
	if call.Body != "" {
		body = strings.NewReader(call.Body)
	}
	r, err := http.NewRequestWithContext(ctx, call.Method, call.URL, body)
	if err != nil {
		return nil, call.problem("the address cannot be called: "+err.Error(), "correct the base or the table")
	}
	r.Header.Set("User-Agent", c.options.UserAgent)
	r.Header.Set("Accept", accept)
	if call.Body != "" {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	if since.etag != "" {
		r.Header.Set("If-None-Match", since.etag)
	}
	if since.lastModified != "" {
		r.Header.Set("If-Modified-Since", since.lastModified)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, failed(ctx, call, err)
	}
	defer resp.Body.Close()
	text, err := c.read(ctx, cancel, call, resp)
	if err != nil {
		return nil, err
	}
	out := &response{body: text, status: resp.StatusCode, contentType: resp.Header.Get("Content-Type"), etag: resp.Header.Get("ETag"),
		lastModified: resp.Header.Get("Last-Modified"), at: c.options.Now().UTC()}
	switch {
	case resp.StatusCode == http.StatusOK:
		return out, whole(call, resp, text)
	case resp.StatusCode == http.StatusNotModified && since != condition{}:
		out.unchanged = true
		return out, nil
	}
	err = &refused{call, resp.StatusCode, problemOf(out.contentType, text)}
	if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 {
		return nil, &temporary{err, retryAfter(resp.Header.Get("Retry-After"), c.options.Now())}
	}
	return nil, err
}

// read reads a body within the limit of its decompressed size, and gives up on one that hardly comes.
func (c *Client) read(ctx context.Context, cancel context.CancelCauseFunc, call Call, resp *http.Response) ([]byte, error) {
	limits := c.options.Limits
	if resp.ContentLength > limits.Body {
		return nil, call.tooLarge(limits.Body)
	}
	if e := resp.Header.Get("Content-Encoding"); e != "" {
		return nil, call.problem(fmt.Sprintf("the answer is packed as %q, which was not asked for", shown(e)), "check whether a proxy changes answers")
	}
	var came atomic.Int64
	quiet := time.NewTicker(limits.Quiet)
	done := make(chan struct{})
	defer close(done)
	go func() {
		defer quiet.Stop()
		before := int64(0)
		for {
			select {
			case <-done:
				return
			case <-quiet.C:
				now := came.Load()
				if now-before < limits.Trickle {
					cancel(errTrickle)
					return
				}
				before = now
			}
		}
	}()
	var text bytes.Buffer
	if resp.ContentLength > 0 {
		text.Grow(int(min(resp.ContentLength, megabyte)) + bytes.MinRead)
	}
	_, err := io.Copy(&text, &counted{io.LimitReader(resp.Body, limits.Body+1), &came})
	switch {
	case int64(text.Len()) > limits.Body:
		return nil, call.tooLarge(limits.Body)
	case err != nil:
		return nil, failed(ctx, call, fmt.Errorf("the answer broke off: %w", err))
	}
	return text.Bytes(), nil
}

// counted counts what is read, for another goroutine to see.
type counted struct {
	io.Reader
	n *atomic.Int64
}

func (r *counted) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.n.Add(int64(n))
	return n, err
}

func (c Call) tooLarge(limit int64) error {
	return c.problem(fmt.Sprintf("the answer has more than %d bytes", limit), "select less")
}

// failed says why a call brought no answer, and whether it may later.
func failed(ctx context.Context, call Call, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		if cause == errTrickle || cause == errTimeout {
			return &temporary{err: call.problem(cause.Error(), "fetch it again later; parts that are there are kept")}
		}
		return cause
	}
	if refusal, ok := errors.AsType[refusedRedirect](err); ok {
		return call.problem("the server answered with "+refusal.Error(), "correct the base: an interface that has moved is not followed")
	}
	var certificate *tls.CertificateVerificationError
	if errors.As(err, &certificate) {
		return call.problem("the certificate of the server is not trusted: "+certificate.Err.Error(), "check the address; a proxy of your own needs its authority among the system's")
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &temporary{err: call.problem(errCutOff.Error(), "fetch it again later; parts that are there are kept")}
	}
	if unknown, ok := errors.AsType[*net.DNSError](err); ok && unknown.IsNotFound {
		return call.problem("there is no host "+unknown.Name, "check the address, the network and the proxy (HTTPS_PROXY)")
	}
	what := err.Error()
	if sent, ok := errors.AsType[*url.Error](err); ok { // it repeats the method and the address
		what = "the server cannot be reached: " + sent.Err.Error()
	}
	return &temporary{err: call.problem(what, "check the network, the address and the proxy (HTTPS_PROXY)")}
}

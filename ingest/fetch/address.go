package fetch

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// place is where an interface is and in which language it is asked.
type place struct {
	base     *url.URL
	language string
	accept   string // header of every call
	calls    int    // in a second, of an interface that does not tell; 0 where it may
}

// APIs are the interfaces that a query can name.
var APIs = []string{"scb", "pxweb2", "pxweb", "kolada", "skolverket"}

// The addresses that are built in.
const (
	scbBase        = "https://statistikdatabasen.scb.se/api/v2"
	koladaBase     = "https://api.kolada.se/v3"
	skolverketBase = "https://api.skolverket.se/planned-educations"
)

// knownPxweb are the installations of PxWeb API 1 that a query can name in the place of an address, with the credit line and licence that their
// publishers give elsewhere, for version 1 tells neither.
var knownPxweb = []struct{ name, base, source, licence string }{
	{"scb", "https://api.scb.se/OV0104/v1/doris", "Källa: SCB", "CC0"},
	{"folkhalsomyndigheten", "https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1", "Källa: Folkhälsomyndigheten", ""},
}

var (
	languagePattern = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z]{2})?$`)
	versionPattern  = regexp.MustCompile(`^v[01]$`)
	idPattern       = regexp.MustCompile(`^[\pL\pN_][\pL\pN_.-]{0,99}$`)
)

// source returns the interface that a query names, or every problem of the query that needs no call.
func (q Query) source() (source, error) {
	var ps indicators.Problems
	if !slices.Contains(APIs, q.API) {
		remedy := "choose one of " + strings.Join(APIs, ", ")
		if near, ok := lang.Nearest(q.API, APIs); ok {
			remedy = fmt.Sprintf("did you mean %q?", near)
		}
		ps.Add(q.problem(fmt.Sprintf("unknown api %q", q.API), remedy))
		return nil, ps.Err()
	}
	if q.ID != "" && (!idPattern.MatchString(q.ID) || strings.HasSuffix(q.ID, ".")) {
		ps.Add(q.problem(fmt.Sprintf("the id %q cannot name a folder", q.ID), "use letters, digits, hyphens and underscores, at most 100"))
	}
	if q.Language != "" && !languagePattern.MatchString(q.Language) {
		ps.Add(q.problem(fmt.Sprintf("%q is no language", q.Language), "write it as sv or en"))
	}
	at := place{language: q.Language, accept: "application/json"}
	if at.language == "" {
		at.language = "sv"
	}
	text := q.Base
	switch {
	case text != "":
	case q.API == "scb":
		text = scbBase
	case q.API == "kolada":
		text = koladaBase
	case q.API == "skolverket":
		text = skolverketBase
	default:
		var names []string
		for _, k := range knownPxweb {
			names = append(names, k.name)
		}
		remedy := "give base, such as https://data.ssb.no/api/pxwebapi/v2"
		if q.API == "pxweb" {
			remedy = "give base: an address that ends with the version or the language, or " + strings.Join(names, " or ")
		}
		ps.Add(q.problem("no base says where the interface is", remedy))
		return nil, ps.Err()
	}
	if q.API == "pxweb" {
		for _, k := range knownPxweb {
			if text == k.name {
				text = k.base
			}
		}
	}
	base, err := q.parseBase(text)
	if err != nil {
		ps.Add(err)
		return nil, ps.Err()
	}
	at.base = base
	switch q.API {
	case "scb", "pxweb2":
		ps.Add(q.tableID(q.Table, false))
		return pxweb2{q, at}, ps.Err()
	case "pxweb":
		ps.Add(q.tableID(q.Table, true))
		s, err := newPxweb1(q, at)
		ps.Add(err)
		return s, ps.Err()
	case "kolada":
		ps.Add(q.noTable())
		at.calls = 4
		return kolada{q, at}, ps.Err()
	}
	at.calls = 4
	return skolverket{q, at}, ps.Err()
}

// parseBase checks the address of an interface: TLS, but to the machine itself, and nothing in it that would be lost or kept secret.
func (q Query) parseBase(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	switch {
	case err != nil || u.Host == "":
		return nil, q.problem(fmt.Sprintf("the base %q is no address", text), "write it as https://host/path")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, q.problem(fmt.Sprintf("the base %q is not encrypted", text), "use https")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, q.problem(fmt.Sprintf("the base %q has the scheme %q", text, u.Scheme), "use https")
	case u.User != nil:
		return nil, q.problem("the base holds a name or a password", "leave it out: open interfaces need none, and the snapshot keeps the address")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, q.problem(fmt.Sprintf("the base %q holds a query", text), "end it before the ? or #")
	}
	return u, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// tableID checks the id of a table, or its path. None is fine where metadata of the whole interface is asked for.
func (q Query) tableID(id string, path bool) error {
	segments := []string{id}
	if path {
		segments = strings.Split(strings.Trim(id, "/"), "/")
	}
	for _, s := range segments {
		if s == "." || s == ".." || strings.ContainsAny(s, "/\\?#%\x00") || len(s) > 200 {
			return q.problem(fmt.Sprintf("the table %q is no id of a table", id), "find it with jamlik fetch search")
		}
	}
	return nil
}

func (q Query) noTable() error {
	if q.Table == "" {
		return nil
	}
	return q.problem(fmt.Sprintf("%s has no tables, but the query names %q", q.API, q.Table), "leave table out; select says what is wanted")
}

// call returns a GET below the base. The segments are escaped.
func (at place) call(query url.Values, segments ...string) Call {
	return Call{Method: "GET", URL: at.url(query, segments...)}
}

func (at place) url(query url.Values, segments ...string) string {
	u := *at.base
	for _, s := range segments {
		u.RawPath = u.EscapedPath() + "/" + url.PathEscape(s)
		u.Path += "/" + s
	}
	// Commas in a segment separate ids, and servers expect them as they are.
	u.RawPath = strings.ReplaceAll(u.RawPath, "%2C", ",")
	u.RawQuery = query.Encode()
	return u.String()
}

// holds tells whether a call that a snapshot names goes to the interface of its query. Who edits a snapshot leads no call elsewhere.
func (at place) holds(c Call) error {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != at.base.Scheme || u.Host != at.base.Host || !strings.HasPrefix(u.Path, at.base.Path+"/") || u.User != nil {
		return c.problem("the snapshot names an address outside the interface "+at.base.String(), "fetch it again")
	}
	return nil
}

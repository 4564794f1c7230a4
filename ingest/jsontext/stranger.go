package jsontext

import "fmt"

// Stranger says what a file seems to be that is JSON and not the format that it was read as, which what names.
func (d Document) Stranger(members Object, what string) error {
	for _, s := range []struct{ a, b, format, is, remedy string }{
		{"columns", "data", "pxweb-json", "PxWeb's own json", ""},
		{"dimension", "value", "json-stat", "JSON-stat", ""},
		{"title", "variables", "", "PxWeb's description of a table: it has no data", "fetch the data, as json-stat2"},
		{"query", "response", "", "a query to PxWeb, not its answer", "send it, and save the answer"},
		{"queryObj", "tableIdForQuery", "", "a query to PxWeb, not its answer", "send it, and save the answer"},
		{"count", "values", "kolada", "an answer of Kolada", ""},
		{"status", "body", "skolverket", "an answer of Skolverket", ""},
		{"type", "features", "", "GeoJSON", ""},
		{"title", "status", "", "an error message of the server", "fetch it again"},
	} {
		if len(members.Get(s.a).Raw()) == 0 || len(members.Get(s.b).Raw()) == 0 {
			continue
		}
		if detail := members.Get("detail").Text(); s.b == "status" && detail != "" {
			s.is += fmt.Sprintf(": %q", detail)
		}
		if s.format != "" {
			return d.Problem(0, fmt.Sprintf("this is %s, not %s", s.is, what), "read it as "+s.format)
		}
		if s.remedy == "" {
			return d.Problem(0, fmt.Sprintf("this is %s, not %s", s.is, what), "")
		}
		return d.Problem(0, "this is "+s.is, s.remedy)
	}
	return nil
}

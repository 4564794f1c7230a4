package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"unicode"

	"github.com/jamlik/jamlik/ingest/jsontext"
)

// whole tells whether the body of an answer with status 200 is JSON to its end. A body that is cut off may be whole the next time.
func whole(call Call, resp *http.Response, text []byte) error {
	contentType := resp.Header.Get("Content-Type")
	from := ""
	if resp.Request != nil && resp.Request.URL.String() != call.URL {
		from = ", after a redirect to " + resp.Request.URL.String()
	}
	if page(contentType, text) {
		what := "the server answered with a web page in the place of JSON" + from
		if t := titleOf(text); t != "" {
			what += fmt.Sprintf(", titled %q", t)
		}
		return call.problem(what, "open the address in a browser: it may be a login, a proxy's notice or maintenance")
	}
	if !jsonType(contentType) {
		return call.problem(fmt.Sprintf("the server answered with the content type %q in the place of JSON%s", shown(contentType), from), "check the address")
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return &temporary{err: call.problem("the answer is empty", "fetch it again later; parts that are there are kept")}
	}
	_, err := jsontext.Parse(call.Method+" "+call.URL, "JSON", text)
	if err != nil && cut(text) {
		return &temporary{err: call.problem(errCutOff.Error()+": it ends in the middle of the JSON", "fetch it again later; parts that are there are kept")}
	}
	return err
}

// cut tells whether a text is the start of JSON that goes on.
func cut(text []byte) bool {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	err := json.Unmarshal(text, new(json.RawMessage))
	syntax, ok := errors.AsType[*json.SyntaxError](err)
	return ok && int(syntax.Offset) >= len(text)
}

// page tells whether an answer is a web page, whatever its content type says.
func page(contentType string, text []byte) bool {
	t, _, _ := mime.ParseMediaType(contentType)
	if t == "text/html" || t == "application/xhtml+xml" {
		return true
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(head) > 0 && head[0] == '<'
}

// jsonType tells whether JSON may come under a content type. Some servers call it plain text or nothing.
func jsonType(contentType string) bool {
	t, _, _ := mime.ParseMediaType(contentType)
	switch t {
	case "application/json", "text/json", "text/plain", "text/javascript", "application/javascript":
		return true
	}
	return contentType == "" || strings.HasSuffix(t, "+json")
}

// titleOf returns the title of a web page, for a message.
func titleOf(text []byte) string {
	head := string(text[:min(len(text), 64<<10)])
	lower := strings.ToLower(head)
	i := strings.Index(lower, "<title")
	if i < 0 || len(lower) != len(head) { // lower-casing may change the length of what is not UTF-8
		return ""
	}
	rest := head[i:]
	_, rest, _ = strings.Cut(rest, ">")
	title, _, ok := strings.Cut(rest, "<")
	if !ok {
		return ""
	}
	return shown(title)
}

// problemOf returns what the body of a refusal says: problem JSON in its several forms, the title of a page, or a short text.
func problemOf(contentType string, text []byte) string {
	if page(contentType, text) {
		return titleOf(text)
	}
	d, err := jsontext.Parse("", "JSON", text)
	if err != nil {
		if bytes.IndexByte(text, 0) >= 0 || len(text) > 1000 {
			return ""
		}
		return shown(string(text))
	}
	root := d.Root()
	if root.IsText() {
		return shown(root.Text())
	}
	o, err := d.Object(root, "the problem")
	if err != nil {
		return ""
	}
	var said []string
	for _, key := range []string{"title", "detail", "error", "message", "Message", "errors"} {
		n := o.Get(key)
		s := n.Text()
		if !n.IsText() && !n.Absent() {
			s = string(n.Raw())
		}
		if s = shown(s); s != "" && (len(said) == 0 || said[len(said)-1] != s) {
			said = append(said, s)
		}
	}
	return strings.Join(said, ": ")
}

// shown makes a text of the network fit for a message: one line, no control characters, not long.
func shown(s string) string { return shownLong(s, 200) }

func shownLong(s string, most int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + " …"
	}
	return s
}

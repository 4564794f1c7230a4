package px

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// header is all that stands before DATA.
type header struct {
	in        ingest.Input
	letters   letters
	byKeyword map[string][]*entry // in the order of the file
	languages []string            // the first is that of keywords without one; empty where the file does not say
	spoken    map[string]bool     // the languages, in small letters
	chosen    string              // the language that texts are wanted in; "" for the first
	dataAt    int64               // offset of what follows DATA=
	dataLine  int
	wrong     indicators.Problems
	warned    indicators.Problems
}

// readHeader takes the header to pieces and settles its encoding and languages.
func readHeader(in ingest.Input, o ingest.Options) (*header, error) {
	h := &header{in: in, byKeyword: map[string][]*entry{}, spoken: map[string]bool{}}
	entries, text, err := h.lex()
	if err != nil {
		return nil, err
	}
	var warning error
	if h.letters, warning, err = chooseLetters(in, o, entries, text); err != nil {
		return nil, err
	}
	h.warned.Add(warning)
	if err := h.letters.decodeEntries(in.Name, entries); err != nil {
		return nil, err
	}
	if err := h.settleLanguage(entries, o.Language); err != nil {
		return nil, err
	}
	h.sort(entries)
	return h, h.wrong.Err()
}

// lex returns the entries and their bytes.
func (h *header) lex() ([]entry, []byte, error) {
	l := &lexer{in: h.in, line: 1}
	if l.has(2) && bytes.HasPrefix(l.text, []byte(byteOrderMark)) {
		l.at = len(byteOrderMark)
	}
	if err := h.stranger(l); err != nil {
		return nil, nil, err
	}
	var entries []entry
	found := false
	for {
		e, done, fault := l.next()
		if done {
			found, h.dataAt, h.dataLine = e.keyword == "DATA", int64(l.at), l.line
			break
		}
		if fault == nil {
			if _, ok := keywords[e.keyword]; !ok {
				h.unknown(e)
			} else {
				entries = append(entries, e)
			}
			continue
		}
		if r, ok := keywords[e.keyword]; ok && !r.structure {
			h.warned.Add(h.problem(fault.line, fault.what+", and is left out", "correct it"))
		} else {
			h.wrong.Add(h.problem(fault.line, fault.what, "correct it, or fetch the file again"))
		}
		if h.wrong.Len() > 1 && len(entries) == 0 {
			break // hardly a PX file
		}
	}
	if l.err != nil && l.err != io.EOF {
		return nil, nil, l.err
	}
	if !found {
		h.wrong.Add(h.problem(l.line, "DATA is missing: the file ends with its header", "the file seems to be cut off: fetch it again"))
	}
	if err := h.wrong.Err(); err != nil {
		return nil, nil, err
	}
	return entries, l.text[:h.dataAt], nil
}

// stranger says what a file is that does not begin as PX does.
func (h *header) stranger(l *lexer) error {
	l.blanks()
	l.has(l.at + 512)
	rest := l.text[l.at:]
	refetch := "the server answered with something else: fetch it again"
	switch {
	case len(rest) == 0 && l.err != io.EOF:
		return l.err
	case len(rest) == 0:
		return h.problem(0, "the file is empty", "fetch it again")
	case rest[0] == '<':
		return h.problem(1, "this is a web page, not PX", refetch)
	case rest[0] == '{' || rest[0] == '[' && !bytes.HasPrefix(rest, []byte("[D")) && !bytes.HasPrefix(rest, []byte("[A")):
		return h.problem(1, "this is JSON, not PX", refetch)
	case bytes.HasPrefix(rest, []byte("PK\x03\x04")):
		return h.problem(0, "this is a zip file, not PX", "unpack it first")
	case bytes.HasPrefix(rest, []byte("\xff\xfe")), bytes.HasPrefix(rest, []byte("\xfe\xff")):
		return h.problem(0, "this is UTF-16, which PX never is", "save it as UTF-8")
	case bytes.IndexByte(rest, 0) >= 0:
		return h.problem(0, "this is not text, so not PX", "")
	}
	if end := keywordEnd(rest, 0); end == 0 || end < len(rest) && bytes.IndexByte([]byte("=[( \t\r\n"), rest[end]) < 0 {
		return h.problem(l.line, fmt.Sprintf("this is not PX: it begins with %s where a keyword is expected", l.shown()), "")
	}
	return nil
}

// settleLanguage finds the languages of the file and the one to read, and makes that of the first language "" in every entry.
func (h *header) settleLanguage(entries []entry, wanted string) error {
	for _, keyword := range []string{"LANGUAGE", "LANGUAGES"} {
		for _, e := range entries {
			if e.keyword != keyword {
				continue
			}
			for _, text := range e.list() {
				if small := strings.ToLower(text); text != "" && !h.spoken[small] {
					h.spoken[small] = true
					h.languages = append(h.languages, text)
				}
			}
		}
	}
	for i := range entries {
		if len(h.languages) > 0 && strings.EqualFold(entries[i].language, h.languages[0]) {
			entries[i].language = ""
		}
	}
	if wanted == "" || len(h.languages) == 0 || strings.EqualFold(wanted, h.languages[0]) {
		return nil
	}
	for _, l := range h.languages[1:] {
		if strings.EqualFold(wanted, l) {
			h.chosen = l
			return nil
		}
	}
	return h.problem(0, fmt.Sprintf("the file is not in the language %q", wanted), "set language to one of "+strings.Join(h.languages, ", ")+", or leave it out")
}

// sort puts entries by their keyword, each once.
func (h *header) sort(entries []entry) {
	type identity struct{ keyword, language, subkeys string }
	seen := map[identity]*entry{}
	for i := range entries {
		e := &entries[i]
		if e.language != "" && !h.spoken[strings.ToLower(e.language)] {
			h.warned.Add(h.problem(e.line, fmt.Sprintf("%s is in the language %q, which LANGUAGES does not name, and is left out", e.keyword, e.language), ""))
			continue
		}
		if e.language != "" && !strings.EqualFold(e.language, h.chosen) {
			continue
		}
		id := identity{e.keyword, e.language, strings.Join(e.subkeys, "\x00")}
		first := seen[id]
		switch {
		case first == nil:
			seen[id] = e
		case repeats[e.keyword]:
		case slices.EqualFunc(first.tokens, e.tokens, func(a, b token) bool { return a.kind == b.kind && a.text == b.text }):
			continue
		default:
			h.complain(e, fmt.Sprintf("%s is given again, otherwise than on line %d", e.name(), first.line), "keep one of them")
			continue
		}
		h.byKeyword[e.keyword] = append(h.byKeyword[e.keyword], e)
	}
}

// repeats are the keywords of which every one counts.
var repeats = map[string]bool{
	"NOTE": true, "NOTEX": true, "VALUENOTE": true, "VALUENOTEX": true, "CELLNOTE": true, "CELLNOTEX": true, "DATANOTECELL": true, "PARTITIONED": true, "LINK": true,
}

func (h *header) problem(line int, what, remedy string) error {
	return indicators.Problem{File: h.in.Name, Line: line, What: what, Remedy: remedy}
}

// complain reports something wrong with an entry: an error for the keywords that say what the cells are, a warning for others.
func (h *header) complain(e *entry, what, remedy string) {
	if keywords[e.keyword].structure {
		h.wrong.Add(h.problem(e.line, what, remedy))
	} else {
		h.warned.Add(h.problem(e.line, what, remedy))
	}
}

// unknown reports a keyword that the format does not have, with the one that it was perhaps meant to be.
func (h *header) unknown(e entry) {
	remedy := ""
	if h.warned.Len() < 50 { // more are not shown
		if near, ok := lang.Nearest(e.keyword, slices.Sorted(maps.Keys(keywords))); ok {
			remedy = "did you mean " + near + "?"
		}
	}
	h.warned.Add(h.problem(e.line, fmt.Sprintf("unknown keyword %s is left out", e.keyword), remedy))
}

// of returns the entry of a keyword that concerns the whole table, in the language that is wanted, else in the first; nil where there is none.
func (h *header) of(keyword string) *entry {
	var found *entry
	for _, e := range h.byKeyword[keyword] {
		if len(e.subkeys) == 0 && (found == nil || found.language == "" && e.language != "") {
			found = e
		}
	}
	return found
}

// text returns the value of a keyword that concerns the whole table.
func (h *header) text(keyword string) string {
	if e := h.of(keyword); e != nil {
		return e.text()
	}
	return ""
}

// name returns the entry's keyword with what stands in brackets.
func (e *entry) name() string {
	name := e.keyword
	if e.language != "" {
		name += "[" + e.language + "]"
	}
	if len(e.subkeys) > 0 {
		name += `("` + strings.Join(e.subkeys, `","`) + `")`
	}
	return name
}

// text returns the value of an entry that has one. Words are set apart by spaces, the elements of a list by line feeds.
func (e *entry) text() string {
	return strings.Join(e.list(), "\n")
}

// list returns the values of an entry that has several.
func (e *entry) list() []string {
	if len(e.tokens) == 0 {
		return nil
	}
	var list []string
	text, words := "", 0
	for _, t := range e.tokens {
		switch {
		case t.kind == ',':
			list = append(list, text)
			text, words = "", 0
		case t.kind == 'w' || t.kind == '"':
			if words++; words > 1 {
				text += " "
			}
			text += t.text
		default:
			text += string(t.kind)
		}
	}
	return append(list, text)
}

// texts returns the values of an entry that must be a list of texts or words. Between two commas, and after the last one, where published files
// have nothing, is an empty text.
func (h *header) texts(e *entry) []string {
	if len(e.tokens) == 0 {
		h.complain(e, e.name()+" has no value", "")
		return nil
	}
	before := byte(',')
	empty := false
	for _, t := range e.tokens {
		word := t.kind == '"' || t.kind == 'w'
		switch {
		case word && before != ',':
			h.complain(e, fmt.Sprintf("%s has %s where a comma is expected", e.name(), t.shown()), "")
			return nil
		case !word && t.kind != ',':
			h.complain(e, fmt.Sprintf("%s has %s where a value is expected", e.name(), t.shown()), "")
			return nil
		}
		empty = empty || before == ',' && t.kind == ','
		before = t.kind
	}
	if empty || before == ',' {
		h.warned.Add(h.problem(e.line, fmt.Sprintf("%s has a comma where a value is expected; an empty text is taken for it", e.name()), ""))
	}
	return e.list()
}

func (t token) shown() string {
	switch t.kind {
	case '"', 'w':
		return short(t.text)
	}
	return fmt.Sprintf("%q", t.kind)
}

// short quotes a text for messages.
func short(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return fmt.Sprintf("%q …", string(r[:most]))
	}
	return fmt.Sprintf("%q", text)
}

// flag returns the value of a keyword that is YES or NO.
func (h *header) flag(keyword string) (yes, said bool) {
	e := h.of(keyword)
	if e == nil {
		return false, false
	}
	switch text := strings.ToUpper(e.text()); text {
	case "YES", "NO":
		return text == "YES", true
	default:
		h.complain(e, fmt.Sprintf("%s is %s where YES or NO is expected, and is left out", keyword, short(e.text())), "")
		return false, false
	}
}

package px

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// describe keeps what the header says of the table.
func (t *table) describe() {
	keep := func(key, value string) {
		if value != "" {
			t.metadata = append(t.metadata, cube.Entry{Key: key, Value: value})
		}
	}
	title := lines(t.text("TITLE"))
	description := lines(t.text("DESCRIPTION"))
	byDefault, _ := t.flag("DESCRIPTIONDEFAULT")
	if byDefault && description == "" {
		t.warned.Add(t.problem(t.of("DESCRIPTIONDEFAULT").line, "DESCRIPTIONDEFAULT is YES, but there is no DESCRIPTION", "TITLE is taken"))
	}
	if byDefault && description != "" || title == "" {
		title = description
	}
	keep(ingest.MetadataLabel, title)
	if id := t.text("TABLEID"); id != "" {
		keep(ingest.MetadataTable, id)
	} else {
		keep(ingest.MetadataTable, t.text("MATRIX"))
	}
	var notes []string
	for _, keyword := range []string{"NOTEX", "NOTE"} {
		notes = append(notes, t.tableNotes(keyword)...)
	}
	keep(ingest.MetadataNote, strings.Join(notes, "\n"))
	if allowed, said := t.flag("AGGREGALLOWED"); said && !allowed {
		keep(ingest.MetadataAggregate, "no")
	}
	keep(ingest.MetadataDecimals, t.decimals())
	if t.chosen != "" {
		keep("language", t.chosen)
	} else if len(t.languages) > 0 {
		keep("language", t.languages[0])
	}
	for _, keyword := range perTable {
		text := t.text(keyword)
		if keyword == "LAST-UPDATED" && text == "" {
			text = t.lastUpdated()
		}
		if keyword == "CONTACT" || keyword == "DESCRIPTION" {
			text = lines(text)
		}
		keep(keywords[keyword].kept, text)
	}
}

// lines makes line feeds of the # of texts.
func lines(text string) string { return strings.ReplaceAll(text, "#", "\n") }

// tableNotes returns the notes that concern the table, in the language that is wanted, else in the first.
func (t *table) tableNotes(keyword string) []string {
	var first, wanted []string
	for _, e := range t.byKeyword[keyword] {
		switch {
		case len(e.subkeys) > 0 || e.text() == "":
		case e.language == "":
			first = append(first, lines(e.text()))
		default:
			wanted = append(wanted, lines(e.text()))
		}
	}
	if wanted != nil {
		return wanted
	}
	return first
}

// decimals returns how many decimals are shown: SHOWDECIMALS, which is at most DECIMALS, the number that is stored.
func (t *table) decimals() string {
	stored, shown := t.text("DECIMALS"), t.of("SHOWDECIMALS")
	if shown == nil {
		return stored
	}
	most, _ := strconv.Atoi(stored)
	if n, err := strconv.Atoi(shown.text()); err != nil || n < 0 || n > most {
		t.complain(shown, fmt.Sprintf("SHOWDECIMALS is %s where a number from 0 to DECIMALS, %s, is expected, and is left out", short(shown.text()), stored), "")
		return stored
	}
	return shown.text()
}

// lastUpdated returns the last day that any of the contents was updated.
func (t *table) lastUpdated() string {
	last := ""
	for _, e := range t.byKeyword["LAST-UPDATED"] {
		last = max(last, e.text())
	}
	return last
}

// target is a variable, or one of its values; position is -1 for the variable itself.
type target struct {
	variable *variable
	position int
}

// targets returns the entries of a keyword that concern variables and values, by what they concern, in the order of the file: those in the
// language that is wanted, else those in the first.
func (t *table) targets(keyword string, resolve func(e *entry) (target, bool)) ([]target, map[target][]*entry) {
	var order []target
	found := map[target][]*entry{}
	for _, e := range t.byKeyword[keyword] {
		if len(e.subkeys) == 0 {
			continue
		}
		to, ok := resolve(e)
		if !ok {
			continue
		}
		before := found[to]
		switch {
		case before == nil:
			order = append(order, to)
			found[to] = []*entry{e}
		case before[0].language == e.language:
			found[to] = append(before, e)
		case e.language != "":
			found[to] = []*entry{e}
		}
	}
	return order, found
}

// ofVariable finds what ("variable") or ("variable","value") names.
func (t *table) ofVariable(e *entry) (target, bool) {
	v := t.variable(e)
	if v == nil {
		return target{}, false
	}
	switch len(e.subkeys) {
	case 1:
		return target{v, -1}, true
	case 2:
		i, ok := v.position(e, e.subkeys[1], false)
		if !ok {
			t.complain(e, fmt.Sprintf("%s concerns %s, which is no value of the variable, and is left out", e.name(), short(e.subkeys[1])), "")
		}
		return target{v, i}, ok
	}
	t.complain(e, fmt.Sprintf("%s has %d names in its brackets where a variable and a value are expected", e.name(), len(e.subkeys)), "")
	return target{}, false
}

// ofContent finds what ("value of the contents") names.
func (t *table) ofContent(e *entry) (target, bool) {
	i, ok := t.content(e)
	return target{t.contents, i}, ok
}

// keep adds to what is known of a variable or a value.
func (to target) keep(key, value string) {
	if value == "" {
		return
	}
	if to.position >= 0 {
		key += ":" + to.variable.codes[to.position]
	}
	to.variable.metadata = append(to.variable.metadata, cube.Entry{Key: key, Value: value})
}

// describeVariables keeps what the header says of variables and their values.
func (t *table) describeVariables() {
	t.keepNotes()
	for _, keyword := range perVariable {
		order, found := t.targets(keyword, t.ofVariable)
		for _, to := range order {
			to.keep(keywords[keyword].kept, found[to][0].text())
		}
	}
	for _, keyword := range perContent {
		order, found := t.targets(keyword, t.ofContent)
		for _, to := range order {
			text := found[to][0].text()
			if keyword == "CONTACT" {
				text = lines(text)
			}
			to.keep(keywords[keyword].kept, text)
		}
	}
	order, found := t.targets("PRECISION", t.ofVariable)
	for _, to := range order {
		e := found[to][0]
		if n, err := strconv.Atoi(e.text()); err != nil || n < 0 || n > 15 {
			t.complain(e, fmt.Sprintf("%s is %s where a number of decimals is expected, and is left out", e.name(), short(e.text())), "")
			continue
		}
		to.keep(ingest.MetadataDecimals, e.text())
	}
	order, found = t.targets("ELIMINATION", t.ofVariable)
	for _, to := range order {
		t.elimination(to.variable, found[to][0])
	}
	order, found = t.targets("HIERARCHIES", t.ofVariable)
	for _, to := range order {
		t.hierarchy(to.variable, found[to][0])
	}
}

// keepNotes keeps the notes of variables and values, those that must be shown first.
func (t *table) keepNotes() {
	var order []target
	notes := map[target][]string{}
	for _, keyword := range []string{"NOTEX", "VALUENOTEX", "NOTE", "VALUENOTE"} {
		targets, found := t.targets(keyword, t.ofVariable)
		for _, to := range targets {
			if notes[to] == nil {
				order = append(order, to)
			}
			for _, e := range found[to] {
				notes[to] = append(notes[to], lines(e.text()))
			}
		}
	}
	for _, to := range order {
		to.keep(ingest.MetadataNote, strings.Join(notes[to], "\n"))
	}
}

// elimination keeps how a variable may be left out: by adding its values (yes), or by the code of the value that stands for all.
func (t *table) elimination(v *variable, e *entry) {
	text := e.text()
	i, ok := v.position(e, text, false)
	word := len(e.tokens) == 1 && e.tokens[0].kind == 'w'
	switch {
	case word && strings.EqualFold(text, "NO"):
	case word && strings.EqualFold(text, "YES"):
		v.metadata = append(v.metadata, cube.Entry{Key: "elimination", Value: "yes"})
	case ok:
		v.metadata = append(v.metadata, cube.Entry{Key: "elimination", Value: v.codes[i]})
	default:
		t.complain(e, fmt.Sprintf("%s is %s, which is neither YES, NO nor a value of the variable, and is left out", e.name(), short(text)), "")
	}
}

// hierarchy keeps the parent of each value: "SE","SE":"0180" says that 0180 is a part of SE.
func (t *table) hierarchy(v *variable, e *entry) {
	parents := map[int]int{}
	var pair []int
	wrong := 0
	complain := func(what string) {
		if wrong++; wrong <= 3 {
			t.complain(e, fmt.Sprintf("%s %s", e.name(), what), "")
		}
	}
	end := func() {
		switch {
		case len(pair) > 2:
			complain("has more than a parent and a child between two commas")
		case len(pair) < 2 || pair[0] < 0 || pair[1] < 0:
		default:
			if _, twice := parents[pair[1]]; twice {
				complain(fmt.Sprintf("gives %s two parents, of which the first is kept", short(v.codes[pair[1]])))
			} else {
				parents[pair[1]] = pair[0]
			}
		}
		pair = pair[:0]
	}
	for _, tok := range e.tokens {
		switch tok.kind {
		case ',':
			end()
		case ':':
		case '"', 'w':
			i, ok := v.position(e, tok.text, true)
			if !ok {
				complain(fmt.Sprintf("names %s, which is no value of the variable", short(tok.text)))
				i = -1
			}
			pair = append(pair, i)
		default:
			complain(fmt.Sprintf("has %s where a value is expected", tok.shown()))
		}
	}
	end()
	if circular(parents) {
		t.complain(e, e.name()+" goes in a circle, and is left out", "")
		return
	}
	for i, c := range v.codes {
		if p, ok := parents[i]; ok {
			v.metadata = append(v.metadata, cube.Entry{Key: "parent:" + c, Value: v.codes[p]})
		}
	}
}

// circular tells whether anything is a part of itself.
func circular(parents map[int]int) bool {
	ends := map[int]bool{} // seen to lead to something that has no parent
	for child := range parents {
		var path []int
		for at := child; !ends[at]; {
			if path = append(path, at); len(path) > len(parents)+1 {
				return true
			}
			parent, ok := parents[at]
			if !ok {
				break
			}
			at = parent
		}
		for _, p := range path {
			ends[p] = true
		}
	}
	return false
}

package px

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/ingest"
)

func (t *table) readContents() {
	for _, e := range t.byKeyword["CONTVARIABLE"] {
		i := slices.IndexFunc(t.variables, func(v *variable) bool {
			return e.language == "" && v.name == e.text() || e.language != "" && v.local == e.text()
		})
		if i < 0 {
			t.complain(e, fmt.Sprintf("%s is %s, which is no variable", e.name(), short(e.text())), "name one of STUB and HEADING")
			continue
		}
		t.contents = t.variables[i]
	}
	if t.contents != nil && t.chosen != "" && t.of("CONTVARIABLE").language == "" {
		t.warned.Add(t.problem(t.of("CONTVARIABLE").line, fmt.Sprintf("CONTVARIABLE[%s] is missing; that of %s is taken", t.chosen, t.languages[0]), ""))
	}
	v := t.contents
	if v == nil {
		v = t.variables[0]
	}
	v.units = slices.Repeat([]string{t.text("UNITS")}, len(v.codes))
	order, found := t.targets("UNITS", t.ofContent)
	for _, to := range order {
		v.units[to.position] = found[to][0].text()
	}
}

func (t *table) content(e *entry) (int, bool) {
	if t.contents == nil {
		if t.of("CONTVARIABLE") == nil {
			t.complain(e, fmt.Sprintf("%s concerns a value of the contents, but there is no CONTVARIABLE", e.name()), "")
		}
		return 0, false
	}
	i, ok := t.contents.position(e, e.subkeys[0], false)
	if !ok {
		t.complain(e, fmt.Sprintf("%s concerns %s, which is no value of the contents", e.name(), short(e.subkeys[0])), "the contents are "+some(t.contents.values))
	}
	return i, ok
}

func (t *table) readRoles() {
	if t.contents != nil {
		t.contents.role = ingest.RoleMetric
	}
	for _, e := range t.byKeyword["VARIABLE-TYPE"] {
		if v := t.variable(e); v != nil && v.role == "" && e.text() != "" {
			switch e.text()[0] {
			case 'T', 't':
				v.role = ingest.RoleTime
			case 'G', 'g':
				v.role = ingest.RoleGeo
			case 'C', 'c':
				v.role = ingest.RoleMetric
			}
		}
	}
	for _, e := range t.byKeyword["MAP"] {
		if v := t.variable(e); v != nil && v.role == "" {
			v.role = ingest.RoleGeo
		}
	}
	for _, by := range []struct {
		role  string
		names []string
	}{{ingest.RoleTime, []string{"tid", "time", "år"}}, {ingest.RoleGeo, []string{"region", "geo"}}, {ingest.RoleMetric, []string{"contentscode"}}} {
		if slices.ContainsFunc(t.variables, func(v *variable) bool { return v.role == by.role }) {
			continue
		}
		for _, v := range t.variables {
			if v.role == "" && slices.Contains(by.names, strings.ToLower(v.dimension)) {
				v.role = by.role
			}
		}
	}
}

func (t *table) readKeys() {
	entries := t.byKeyword["KEYS"]
	if len(entries) == 0 {
		return
	}
	if t.stub == 0 {
		t.complain(entries[0], "KEYS needs variables in STUB, and there are none", "fetch the file again")
		return
	}
	t.keys = slices.Repeat([]string{"VALUES"}, t.stub)
	for _, e := range entries {
		v := t.variable(e)
		if v == nil {
			continue
		}
		kind := strings.ToUpper(e.text())
		switch i := slices.Index(t.variables, v); {
		case i >= t.stub:
			t.complain(e, fmt.Sprintf("%s concerns a variable of HEADING; only those of STUB have keys", e.name()), "")
		case kind != "VALUES" && kind != "CODES":
			t.complain(e, fmt.Sprintf("%s is %s where VALUES or CODES is expected", e.name(), short(e.text())), "")
		default:
			t.keys[i] = kind
		}
	}
}

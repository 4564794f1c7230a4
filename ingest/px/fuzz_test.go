package px

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

var seeds = []string{
	file2x2("", "1 2.5 -4e2 0;"),
	file2x2("TIMEVAL(\"år\")=TLIST(A1),\"2024\",\"2025\";\n", `"." ".." - 12345678901234567890;`),
	file2x2("KEYS(\"region\")=CODES;\n", "\"0114\",\"..\" -3;\n"),
	file2x2("CONTVARIABLE=\"region\";\nUNITS(\"Borås\")=\"kr\";\nCELLNOTE(\"*\",\"2025\")=\"a\"\n\"b#c\";\nATTRIBUTE-ID=\"A\";\nATTRIBUTES=\"x\";\n", "1,2,3,4"),
	file2x2("HIERARCHIES(\"region\")=\"1490\",\"1490\":\"0114\";\nPRECISION(\"region\",\"Borås\")=1;\nNOTE=\"x\"y\";\nTIMEVAL(\"år\")=TLIST(M1,\"202412\"-\"202501\");\n", "1 2 3 4 ;"),
	latin(strings.Replace(file2x2("VARIABLECODE(\"region\")=\"Region\";\n", "1 2 3 4;\x1a"), "utf-8", "cp1252", 1)),
	byteOrderMark + strings.ReplaceAll(file2x2("DATASYMBOL2=\"n\";\nNOTE[en]=\"q\";\n", "n n n n;"), "\n", "\r\n"),
}

// What is taken to pieces and put together again is taken to the same pieces.
func FuzzHeader(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		entries, faults := lexAll(string(text))
		var b strings.Builder
		for _, e := range entries {
			write(&b, e)
		}
		again, faultsNow := lexAll(b.String() + "DATA=")
		if faultsNow > 0 {
			t.Fatalf("%d faults in what was put together\n%s", faultsNow, b.String())
		}
		if diff := cmp.Diff(entries, again, cmp.AllowUnexported(entry{}, token{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".line" }, cmp.Ignore())); diff != "" {
			t.Errorf("%d faults at first (-first +again)\n%s", faults, diff)
		}
		if h, err := readHeader(readback.Input("f.px", string(text)), ingest.Options{}); err == nil {
			_, _ = h.table() // must not panic
		}
	})
}

func lexAll(text string) (entries []entry, faults int) {
	l := &lexer{in: readback.Input("f.px", text), line: 1}
	for {
		e, done, fault := l.next()
		if done {
			return entries, faults
		}
		if fault != nil {
			faults++
		} else {
			entries = append(entries, e)
		}
	}
}

// write writes an entry. A semicolon ends a piece of a text, so that no text looks as if the next keyword began.
func write(b *strings.Builder, e entry) {
	quote := func(s string) string { return `"` + strings.ReplaceAll(s, ";", ";\" \"") + `"` }
	b.WriteString(e.keyword)
	if e.language != "" {
		b.WriteString("[" + e.language + "]")
	}
	for i, s := range e.subkeys {
		b.WriteString([]string{"(", ","}[min(i, 1)] + quote(s))
	}
	if len(e.subkeys) > 0 {
		b.WriteByte(')')
	}
	b.WriteByte('=')
	for _, t := range e.tokens {
		switch t.kind {
		case '"':
			b.WriteString(quote(t.text))
		case 'w':
			b.WriteString(" " + t.text + " ")
		default:
			b.WriteByte(t.kind)
		}
	}
	b.WriteString(";\n")
}

// What is read has as many rows as the variables have values multiplied, and written as the plainest file reads the same.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		in := readback.Input("f.px", string(text))
		h, err := readHeader(in, ingest.Options{})
		if err != nil {
			return
		}
		table, err := h.table()
		if err != nil || table.cells > 10_000 || len(table.variables) > 20 {
			return
		}
		got, err := readback.All(Format, in, ingest.Options{})
		if err != nil {
			return
		}
		if len(got.Rows) != table.cells {
			t.Fatalf("%d rows of %d cells", len(got.Rows), table.cells)
		}
		again, err := readback.All(Format, readback.Input("f.px", plainest(table, got)), ingest.Options{})
		if err != nil {
			t.Fatalf("what was read does not read again: %v\n%s", err, plainest(table, got))
		}
		if diff := cmp.Diff(columnsToCompare(table, got), columnsToCompare(table, again)); diff != "" {
			t.Errorf("(-first +second)\n%s\n%s", diff, plainest(table, got))
		}
	})
}

// starred tells whether a code is *, so that notes on its cells cannot be written.
func starred(t *table) bool {
	return slices.ContainsFunc(t.variables, func(v *variable) bool { return slices.Contains(v.codes, "*") })
}

// columnsToCompare leaves out attributes, and units that differ between values, which are not written.
func columnsToCompare(t *table, c readback.Content) [][]string {
	var keep []int
	for i, f := range c.Schema.Fields() {
		role, _ := f.Metadata.GetValue(ingest.MetadataRole)
		if role != ingest.RoleAttribute && (role != ingest.RoleNote || !starred(t)) && (role != ingest.RoleUnit || t.contents == nil) {
			keep = append(keep, i)
		}
	}
	rows := make([][]string, len(c.Rows))
	for r, row := range c.Rows {
		for _, i := range keep {
			rows[r] = append(rows[r], row[i])
		}
	}
	return rows
}

// plainest writes a table with everything in quotation marks.
func plainest(t *table, c readback.Content) string {
	var b strings.Builder
	list := func(keyword string, subkeys []string, texts ...string) {
		e := entry{keyword: keyword, subkeys: subkeys}
		for i, text := range texts {
			if i > 0 {
				e.tokens = append(e.tokens, token{kind: ','})
			}
			e.tokens = append(e.tokens, token{kind: '"', text: text})
		}
		write(&b, e)
	}
	list("CHARSET", nil, "ANSI")
	list("CODEPAGE", nil, "utf-8")
	for _, k := range []string{"MATRIX", "SUBJECT-AREA", "SUBJECT-CODE", "CONTENTS", "TITLE"} {
		list(k, nil, "x")
	}
	list("DECIMALS", nil, "0")
	list("UNITS", nil, t.text("UNITS"))
	var names []string
	for _, v := range t.variables {
		names = append(names, v.dimension)
	}
	list("HEADING", nil, names...)
	for i, d := range t.dimensions {
		if d.Labels == nil {
			list("VALUES", names[i:i+1], d.Codes...)
		} else {
			list("VALUES", names[i:i+1], d.Labels...)
			list("CODES", names[i:i+1], d.Codes...)
		}
	}
	value := slices.IndexFunc(c.Schema.Fields(), func(f arrow.Field) bool {
		role, _ := f.Metadata.GetValue(ingest.MetadataRole)
		return role == ingest.RoleValue
	})
	notes := slices.IndexFunc(c.Schema.Fields(), func(f arrow.Field) bool {
		role, _ := f.Metadata.GetValue(ingest.MetadataRole)
		return role == ingest.RoleNote
	})
	for r, row := range c.Rows {
		if notes < 0 || row[notes] == null || starred(t) {
			continue
		}
		at := make([]string, len(t.variables))
		for i := len(at) - 1; i >= 0; i-- {
			at[i] = t.variables[i].codes[r%len(t.variables[i].codes)]
			r /= len(t.variables[i].codes)
		}
		list("DATANOTECELL", at, row[notes])
	}
	b.WriteString("DATA=\n")
	for _, row := range c.Rows {
		if row[value+1] != null {
			fmt.Fprintf(&b, "%q\n", row[value+1])
		} else {
			fmt.Fprintf(&b, "%s\n", row[value])
		}
	}
	b.WriteString(";")
	return b.String()
}

// What is read of a value set or an aggregation, and written again, reads the same.
func FuzzValueSet(f *testing.F) {
	f.Add([]byte("[Descr]\nName=Kommuner\nType=V\n[Aggreg]\n1=a.agg\n[Domain]\n1=Region\n[Valuecode]\n1=0114\n2=0115\n[Valuetext]\n1=Upplands V\xe4sby\n2=Vallentuna\n"))
	f.Add([]byte("\xef\xbb\xbf[valuecode]\r\n3=\"a\"\r\n1=b\r\n3=c\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		v, _, err := ReadValueSet(readback.Input("f.vs", string(text)), ingest.Options{})
		if err != nil {
			return
		}
		var b strings.Builder
		fmt.Fprintf(&b, "\xef\xbb\xbf[Descr]\nName=%q\nType=%q\n", raw(v.Name), raw(v.Type))
		for name, list := range map[string][]string{"Aggreg": v.Aggregations, "Domain": v.Domains} {
			fmt.Fprintf(&b, "[%s]\n", name)
			for i, s := range list {
				fmt.Fprintf(&b, "%d=%q\n", i+1, raw(s))
			}
		}
		texts := "[Valuetext]\n"
		b.WriteString("[Valuecode]\n")
		for i, x := range v.Values {
			fmt.Fprintf(&b, "%d=%q\n", i+1, raw(x.Code))
			texts += fmt.Sprintf("%d=%q\n", i+1, raw(x.Text))
		}
		again, warnings, err := ReadValueSet(readback.Input("f.vs", b.String()+texts), ingest.Options{})
		if len(v.Values) == 999 && v.Values[998].Code == "****" {
			return
		}
		if err != nil || len(warnings) > 0 {
			t.Fatal(err, warnings, b.String()+texts)
		}
		for i := range v.Values {
			v.Values[i].Line, again.Values[i].Line = 0, 0
		}
		if diff := cmp.Diff(v, again); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}

// raw is text that %q of fmt writes as it is.
type raw string

func (r raw) Format(s fmt.State, _ rune) { fmt.Fprintf(s, `"%s"`, string(r)) }

func FuzzAggregation(f *testing.F) {
	f.Add([]byte("[Aggreg]\nName=Lokala\nValueset=Kommuner\nMap=m\n1=A\n2=B\n[Aggtext]\n1=Stockholm LA\n2=Nyk\xf6ping LA\n[A]\n1=0114\n2=0115\n[B]\n1=0120\n"))
	f.Add([]byte("[aggreg]\r\n1=a\r\n[a]\r\n1=x\r\n2=x\r\n[b]\r\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, _, err := ReadAggregation(readback.Input("f.agg", string(text)), ingest.Options{})
		if err != nil {
			return
		}
		var b strings.Builder
		fmt.Fprintf(&b, "\xef\xbb\xbf[Aggreg]\nName=%q\nValueset=%q\nMap=%q\n", raw(a.Name), raw(a.ValueSet), raw(a.Map))
		texts, members := "[Aggtext]\n", ""
		for i, g := range a.Groups {
			if strings.EqualFold(g.Code, "aggtext") || strings.TrimSpace(g.Code) != g.Code {
				return
			}
			fmt.Fprintf(&b, "%d=%q\n", i+1, raw(g.Code))
			texts += fmt.Sprintf("%d=%q\n", i+1, raw(g.Text))
			members += fmt.Sprintf("[%s]\n", g.Code)
			for k, m := range g.Members {
				members += fmt.Sprintf("%d=%q\n", k+1, raw(m.Code))
			}
		}
		again, _, err := ReadAggregation(readback.Input("f.agg", b.String()+texts+members), ingest.Options{})
		if err != nil {
			t.Fatal(err, b.String()+texts+members)
		}
		for _, x := range []*Aggregation{&a, &again} {
			for i := range x.Groups {
				x.Groups[i].Line = 0
				for k := range x.Groups[i].Members {
					x.Groups[i].Members[k].Line = 0
				}
			}
		}
		if diff := cmp.Diff(a, again); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}

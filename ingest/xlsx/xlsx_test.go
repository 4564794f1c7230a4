package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

// The workbooks of Försäkringskassan: one sheet, years and months as text, and a drawing that is not in the file.
func TestForsakringskassan(t *testing.T) {
	texts := []string{"År", "Månad", "Län", "Kommun", "Ålder", "Kön", "Ohälsotal", "2024", "01", "20 Dalarnas län", "Riket", "Samtliga 16-64 år", "Kvinnor", "Män"}
	var sst strings.Builder
	fmt.Fprintf(&sst, xmlHeading+`<sst %s count="99" uniqueCount="%d">`, mainNS, len(texts))
	for _, s := range texts {
		fmt.Fprintf(&sst, `<si><t>%s</t></si>`, s)
	}
	sst.WriteString(`</sst>`)
	s := func(i int) raw { return raw(fmt.Sprintf(`<c r="%%s" t="s"><v>%d</v></c>`, i)) }
	sheet := `<dimension ref="A1:XFD1048576"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>` +
		grid([]any{s(0), s(1), s(2), s(3), s(4), s(5), s(6)}, []any{s(7), s(8), s(9), s(10), s(11), s(12), 23.5}, []any{s(7), s(8), s(9), s(10), s(11), s(13), 17.899999999999999}) +
		`<drawing r:id="rId1"/>`
	data := workbookWith([]string{sheet},
		member{"xl/sharedStrings.xml", sst.String()},
		member{"xl/worksheets/_rels/sheet1.xml.rels", xmlHeading + `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + relType + `drawing" Target="../drawings/drawing1.xml"/></Relationships>`})
	got := mustRead(t, data, ingest.Options{})
	want := whatIsRead{
		Names: []string{"År", "Månad", "Län", "Kommun", "Ålder", "Kön", "Ohälsotal"},
		Types: []string{"int64", "dictionary", "dictionary", "dictionary", "dictionary", "dictionary", "float64"},
		Rows: [][]string{
			{"2024", "01", "20 Dalarnas län", "Riket", "Samtliga 16-64 år", "Kvinnor", "23.5"},
			{"2024", "01", "20 Dalarnas län", "Riket", "Samtliga 16-64 år", "Män", "17.9"},
		},
		Lines: []int32{2, 3}, Metadata: map[string]string{"sheet": "Blad1"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLayouts(t *testing.T) {
	prose := "Uppgifterna avser den 31 december"
	cases := []struct {
		name  string
		sheet string
		o     ingest.Options
		names []string
		rows  []string // cells set apart by |
		lines []int32
		warns []string
	}{
		{
			name: "preamble, blank rows and columns, footer",
			sheet: grid([]any{"Tabell 1. Folkmängd"}, []any{"Källa:", "SCB"}, nil, []any{nil, "kommun", nil, "år", "antal"}, []any{nil, "Borås", nil, 2024, 5},
				nil, []any{nil, "Ale", nil, 2024, 6}, []any{nil, "Ale", nil, 2023, nil}, nil, []any{nil, prose}, []any{nil, "SCB"}),
			names: []string{"kommun", "år", "antal"}, rows: []string{"Borås|2024|5", "Ale|2024|6", "Ale|2023|∅"}, lines: []int32{5, 7, 8},
			warns: []string{
				`t.xlsx:4: the header is taken to be here, below "Tabell 1. Folkmängd"; set skip: 3 to say so`,
				`t.xlsx:10: rows below the data are left out, from "` + prose + `"; set footer to how they begin, to say that they are no data`,
			},
		},
		{
			name:  "skip and footer are named",
			sheet: grid([]any{"a", "b"}, []any{"x", "y"}, []any{"kommun", "antal"}, []any{"Borås", 5}, []any{"Summa", 5}, []any{"Ale", 6}),
			o:     ingest.Options{Skip: 2, Footer: "Summa"},
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5"}, lines: []int32{4},
		},
		{
			name:  "a footer that is not there",
			sheet: grid([]any{"kommun", "antal"}, []any{"Borås", 5}), o: ingest.Options{Footer: "Summa"},
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5"}, lines: []int32{2},
			warns: []string{`t.xlsx: no row begins with the footer "Summa"; take footer out of the study, or set it to how the rows below the data begin`},
		},
		{
			name:  "a footer right below",
			sheet: grid([]any{"kommun", "antal"}, []any{"Borås", 5}, []any{"Källa: SCB"}),
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5"}, lines: []int32{2},
			warns: []string{`t.xlsx:3: rows below the data are left out, from "Källa: SCB"; set footer to how they begin, to say that they are no data`},
		},
		{
			name:  "a remark between rows is a row",
			sheet: grid([]any{"kommun", "antal"}, []any{"Borås", 5}, []any{"Obs: fel"}, []any{"Ale", 6}),
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5", "Obs: fel|∅", "Ale|6"}, lines: []int32{2, 3, 4},
		},
		{
			name:  "names are given",
			sheet: grid(nil, []any{nil, "Borås", 5}, []any{nil, "Ale", 6}), o: ingest.Options{Header: []string{"kommun", "antal"}},
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5", "Ale|6"}, lines: []int32{2, 3},
		},
		{
			name:  "names are given below rows that are skipped",
			sheet: grid([]any{"Tabell"}, []any{"x", "y"}, []any{"Borås", 5}), o: ingest.Options{Header: []string{"kommun", "antal"}, Skip: 2},
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5"}, lines: []int32{3},
		},
		{
			name: "header of two rows, merged",
			sheet: grid([]any{"Folkmängd"}, []any{"kommun", "Kvinnor", nil, "Män", nil}, []any{nil, "antal", "andel", "antal", "andel"}, []any{"Borås", 1, .5, 3, .7}) +
				merges("D2:E2", "A2:A3", "B2:C2", "A1:E1"),
			names: []string{"kommun", "Kvinnor / antal", "Kvinnor / andel", "Män / antal", "Män / andel"}, rows: []string{"Borås|1|0.5|3|0.7"}, lines: []int32{4},
			warns: []string{`t.xlsx:2: the header is taken to be here, below "Folkmängd"; set skip: 1 to say so`},
		},
		{
			name: "header of three rows, merged",
			sheet: grid([]any{"kommun", "2024", nil, nil}, []any{nil, "Kvinnor", nil, "Män"}, []any{nil, "antal", "andel", "antal"}, []any{"Borås", 1, .5, 3}) +
				merges("A1:A3", "B1:D1", "B2:C2"),
			names: []string{"kommun", "2024 / Kvinnor / antal", "2024 / Kvinnor / andel", "2024 / Män / antal"}, rows: []string{"Borås|1|0.5|3"}, lines: []int32{4},
		},
		{
			name:  "header of two rows, not merged",
			sheet: grid([]any{nil, "2023", nil, "2024"}, []any{"kommun", "antal", "andel", "antal", "andel"}, []any{"Borås", 1, .5, 3, .7}),
			names: []string{"kommun", "2023 / antal", "2023 / andel", "2024 / antal", "2024 / andel"}, rows: []string{"Borås|1|0.5|3|0.7"}, lines: []int32{3},
		},
		{
			name:  "years as header",
			sheet: grid([]any{"kommun", 2023, 2024}, []any{"Borås", 1, 3}),
			names: []string{"kommun", "2023", "2024"}, rows: []string{"Borås|1|3"}, lines: []int32{2},
		},
		{
			name:  "a first column without a name, and one with nothing in it",
			sheet: grid([]any{nil, "2023", nil, "2024"}, []any{"Borås", 1, nil, 3}, []any{"Ale", 2, nil, 4}),
			names: []string{"column A", "2023", "2024"}, rows: []string{"Borås|1|3", "Ale|2|4"}, lines: []int32{2, 3},
			warns: []string{`t.xlsx:1: a column has no name and is called "column A"; name it in the header, or skip the rows and give the names in header`},
		},
		{
			name:  "broken words in the header",
			sheet: grid([]any{"Skol\u00adenhets\u00adkod", " antal \n elever"}, []any{"12345678", 5}),
			names: []string{"Skolenhetskod", "antal elever"}, rows: []string{"12345678|5"}, lines: []int32{2},
		},
		{
			name: "merged keys and numbers",
			sheet: grid([]any{"år", "län", "kommun", "antal", "andel"}, []any{2024, "Västra Götaland", "Borås", 5, 1}, []any{nil, nil, "Ale", 6}, []any{nil, nil, "Ulricehamn", 7}, []any{2025, "Skåne", "Lund", 8, 2}) +
				merges("A2:A4", "B2:B4", "E2:E4"),
			names: []string{"år", "län", "kommun", "antal", "andel"},
			rows:  []string{"2024|Västra Götaland|Borås|5|1", "2024|Västra Götaland|Ale|6|∅", "2024|Västra Götaland|Ulricehamn|7|∅", "2025|Skåne|Lund|8|2"}, lines: []int32{2, 3, 4, 5},
			warns: []string{
				`t.xlsx:2: the merged cells A2:A4 are filled down with "2024"`,
				`t.xlsx:2: the merged cells B2:B4 are filled down with "Västra Götaland"`,
				`t.xlsx:2: the number in the merged cells E2:E4 is read in the first of 3 rows alone; unmerge the cells, and give every row its own number`,
			},
		},
		{
			name:  "keys merged to the end",
			sheet: grid([]any{"län", "antal"}, []any{"Skåne", 5}, []any{nil, 6}) + merges("A2:A3"),
			names: []string{"län", "antal"}, rows: []string{"Skåne|5", "Skåne|6"}, lines: []int32{2, 3},
			warns: []string{`t.xlsx:2: the merged cells A2:A3 are filled down with "Skåne"`},
		},
		{
			name:  "one column",
			sheet: grid([]any{"kommun"}, []any{"Borås"}, []any{"Ale"}),
			names: []string{"kommun"}, rows: []string{"Borås", "Ale"}, lines: []int32{2, 3},
		},
		{
			name:  "a header alone",
			sheet: grid([]any{"kommun", "antal"}),
			names: []string{"kommun", "antal"},
			warns: []string{`t.xlsx: the sheet "Blad1" has a header and no rows`},
		},
		{
			name:  "hidden",
			sheet: `<cols><col min="2" max="3" hidden="1"/></cols>` + strings.Replace(strings.Replace(grid([]any{"kommun", "antal"}, []any{"Borås", 5}, []any{"Ale", 6}), `<row r="2"`, `<row r="2" hidden="1"`, 1), `<row r="3"`, `<row hidden="true" r="3"`, 1),
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5", "Ale|6"}, lines: []int32{2, 3},
			warns: []string{`t.xlsx: column "antal": the column B is hidden in the sheet; see that it is to be read`, `t.xlsx:2: this row and 1 more row are hidden in the sheet; see that it is to be read`},
		},
		{
			name:  "rows and cells without their names",
			sheet: `<sheetData><row><c t="inlineStr"><is><t>kommun</t></is></c><c t="inlineStr"><is><t>antal</t></is></c></row><row><c t="inlineStr"><is><t>Borås</t></is></c><c><v>5</v></c></row></sheetData>`,
			names: []string{"kommun", "antal"}, rows: []string{"Borås|5"}, lines: []int32{2},
		},
		{
			name:  "everything as text",
			sheet: grid([]any{"a", "b", "c", "d", "e"}, []any{0.10000000000000001, 5.0, 1e21, true, 1e-7}), o: ingest.Options{Text: true},
			names: []string{"a", "b", "c", "d", "e"}, rows: []string{"0.1|5|1e+21|true|1e-07"}, lines: []int32{2},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := mustRead(t, workbookWith([]string{c.sheet}), c.o)
			var rows []string
			for _, r := range got.Rows {
				rows = append(rows, strings.Join(r, "|"))
			}
			if diff := cmp.Diff(c.names, got.Names); diff != "" {
				t.Errorf("names (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.rows, rows); diff != "" {
				t.Errorf("rows (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.lines, got.Lines); diff != "" {
				t.Errorf("lines (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.warns, got.Warnings); diff != "" {
				t.Errorf("warnings (-want +got)\n%s", diff)
			}
		})
	}
}

package pxweb

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

func TestReadCSV(t *testing.T) {
	cp1252 := func(s string) string {
		out, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	pivoted := [][]string{
		{"1490 Borås", "män", "Folkmängd", "2023", "57", null}, {"1490 Borås", "män", "Folkmängd", "2024", null, ".."},
		{"1490 Borås", "män", "Folkökning", "2023", "0", "-"}, {"1490 Borås", "män", "Folkökning", "2024", "-3.5", null},
	}
	names := []string{"region", "kön", "contents", "period", "value", "status"}
	whole := "\"region\",\"kön\",\"Folkmängd 2023\",\"Folkmängd 2024\",\"Folkökning 2023\",\"Folkökning 2024\"\r\n\"1490 Borås\",\"män\",57,\"..\",\"-\",-3.5\r\n"
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		names      []string
		rows       [][]string
		label      string
		warnings   int
	}{
		{name: "csv in UTF-8 with a mark", text: "\ufeff" + whole, names: names, rows: pivoted},
		{name: "csv in windows-1252", text: cp1252(whole), names: names, rows: pivoted},
		{name: "csv with a title", text: "\"Folkmängd, efter region, kön och år\"\r\n\r\n" + whole, names: names, rows: pivoted, label: "Folkmängd, efter region, kön och år", warnings: 1},
		{name: "semicolons", text: strings.ReplaceAll(whole, ",", ";"), names: names, rows: pivoted},
		{name: "tabs", text: strings.ReplaceAll(whole, ",", "\t"), names: names, rows: pivoted},
		{name: "spaces", text: strings.ReplaceAll(whole, ",", " "), names: names, rows: pivoted},
		{name: "spaces below a title", text: "\"Folkmängd, efter region\"\r\n\r\n" + strings.ReplaceAll(whole, ",", " "), names: names, rows: pivoted, label: "Folkmängd, efter region", warnings: 1},
		{
			name: "periods of all kinds", text: "\"region\",\"N 2024M03\",\"N 2024K1\",\"N 2024H2\",\"N 2021-2024\",\"N 2024/25\",\"N 2024/2025\",\"N 2024V07\"\n\"1490\",1,2,3,4,5,6,7\n",
			names: []string{"region", "contents", "period", "value", "status"},
			rows: [][]string{
				{"1490", "N", "2024M03", "1", null}, {"1490", "N", "2024K1", "2", null}, {"1490", "N", "2024H2", "3", null}, {"1490", "N", "2021-2024", "4", null},
				{"1490", "N", "2024/25", "5", null}, {"1490", "N", "2024/2025", "6", null}, {"1490", "N", "2024V07", "7", null},
			},
		},
		{
			name: "periods alone", text: "\"region\",\"2023\",\"2024\"\n\"1490\",1,2\n", names: []string{"region", "period", "value", "status"},
			rows: [][]string{{"1490", "2023", "1", null}, {"1490", "2024", "2", null}},
		},
		{
			name: "another dimension in the heading", text: "\"region\",\"Folkmängd män 2024\",\"Folkmängd kvinnor 2024\"\n\"1490\",1,2\n", names: []string{"region", "contents", "period", "value", "status"},
			rows: [][]string{{"1490", "Folkmängd män", "2024", "1", null}, {"1490", "Folkmängd kvinnor", "2024", "2", null}},
		},
		{
			name: "csv2", text: "\"region\",\"år\",\"tabellinnehåll\",\"Befolkning\"\n\"Borås\",\"2024\",\"Folkmängd\",115217\n\"Borås\",\"2025\",\"Folkmängd\",..\n",
			names: []string{"region", "år", "tabellinnehåll", "value", "status"}, label: "Befolkning",
			rows: [][]string{{"Borås", "2024", "Folkmängd", "115217", null}, {"Borås", "2025", "Folkmängd", null, ".."}},
		},
		{
			name: "csv3", text: "\"Region\",\"Tid\",\"ContentsCode\",\"TAB638\"\n\"1490\",\"2024M01\",\"1\",115217\n\"0114\",\"2024M01\",\"2\",3\n",
			names: []string{"Region", "Tid", "ContentsCode", "value", "status"}, label: "TAB638",
			rows: [][]string{{"1490", "2024M01", "1", "115217", null}, {"0114", "2024M01", "2", "3", null}},
		},
		{
			name: "contents in the heading, time at the left", text: "Region,Kon,Tid,N1,N2\n1490,1,2024,5,..\n1490,2,2024,6,7\n", names: []string{"Region", "Kon", "Tid", "contents", "value", "status"},
			rows: [][]string{{"1490", "1", "2024", "N1", "5", null}, {"1490", "1", "2024", "N2", null, ".."}, {"1490", "2", "2024", "N1", "6", null}, {"1490", "2", "2024", "N2", "7", null}},
		},
		{
			name: "codes and texts", text: "\"Region - region\",\"Kon - kön\",\"N1 - Folkmängd 2024 - 2024\"\n\"1490 - Borås\",\"1 - män\",7\n\"00 - Riket - hela\",\"2 - kvinnor\",8\n",
			names: []string{"Region", "Region_label", "Kon", "Kon_label", "contents", "period", "value", "status"},
			rows:  [][]string{{"1490", "Borås", "1", "män", "N1 - Folkmängd", "2024", "7", null}, {"00", "Riket - hela", "2", "kvinnor", "N1 - Folkmängd", "2024", "8", null}},
		},
		{
			name: "codes and texts, all at the left", text: "\"Region - region\",\"Tid - år\",\"TAB1\"\n\"1490 - Borås\",\"2024 - 2024\",7\n", label: "TAB1",
			names: []string{"Region", "Region_label", "Tid", "Tid_label", "value", "status"},
			rows:  [][]string{{"1490", "Borås", "2024", "2024", "7", null}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(CSV, readback.Input("t.csv", c.text), c.options)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.names, got.Names); diff != "" {
				t.Errorf("names (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.rows, got.Rows); diff != "" {
				t.Errorf("rows (-want +got)\n%s", diff)
			}
			if label, _ := got.Schema.Metadata().GetValue(ingest.MetadataLabel); label != c.label {
				t.Errorf("label %q, want %q", label, c.label)
			}
			if len(got.Warnings) != c.warnings {
				t.Errorf("warnings %q", got.Warnings)
			}
			times, values := ingest.ColumnsOf(got.Schema, ingest.RoleTime), ingest.ColumnsOf(got.Schema, ingest.RoleValue)
			if len(times) != 1 || len(values) != 1 {
				t.Errorf("time %q and value %q, want one of each", times, values)
			}
		})
	}
}

func TestBadCSV(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"another csv", "\"area\",\"name\",\"count\"\n\"1490\",\"Borås\",7\n",
			`t.csv:1: the header does not end in columns of periods, such as "Folkmängd 2024", and no column before the last holds periods: this is no csv of PxWeb; read it as csv, and say in the study what its columns are`},
		{"the time first in the heading", "\"region\",\"år\",\"2023 Folkmängd\",\"2024 Folkmängd\"\n\"1490\",\"2025\",1,7\n",
			`t.csv:1: column "2023 Folkmängd" begins with a period: columns of values are read where the period stands last; fetch it with the time last in the heading, or read it as csv and say under wide in the study what the names hold`},
		{"a dimension after values", "\"region\",\"N 2023\",\"kön\",\"N 2024\"\n\"1490\",1,\"män\",7\n",
			`t.csv:1: column 2 is called "N 2023", as a column of values, and column 3 after it "kön"; read it as csv, and say in the study what its columns are`},
		{"a value too many", "\"region\",\"N 2023\",\"N 2024\"\n\"1490\",1,7,8\n", "t.csv:2: 4 cells where the header has 3; put a text that holds ',' in quotation marks"},
		{"a decimal comma", "\"region\";\"N 2023\"\n\"1490\";\"1,5\"\n\"0114\";\"2,5\"\n",
			`t.csv:2: column "N 2023": cannot read "1,5" as a number with a decimal point; ask the server for decimal points, or read the file as csv with decimal: ","` + "\n" +
				`t.csv:3: column "N 2023": cannot read "2,5" as a number with a decimal point; ask the server for decimal points, or read the file as csv with decimal: ","`},
		{"a text as a value", "\"region\",\"N 2023\"\n\"1490\",åäö åäö åäö åäö åäö åäö\n", `t.csv:2: column "N 2023": "åäö åäö åäö å" … is neither a number nor a mark such as ..; fetch it again`},
		{"a web page", "<html>", `t.csv: this is a web page, not delimited text`},
		{"empty", "", `t.csv: the file is empty; fetch it again, or take it out of the study`},
		{"a quotation mark that is not closed", "\"region\",\"N 2023\n\"1490\",1\n", `t.csv:2: text after the closing quotation mark of cell 2; double the quotation marks that belong to the text`},
	} {
		t.Run(c.name, func(t *testing.T) {
			readback.Refuses(t, CSV, readback.Input("t.csv", c.text), c.want)
		})
	}
}

// A column of values may be cut off anywhere: the rows that are whole are read, or the file is refused.
func TestDamagedCSV(t *testing.T) {
	whole := "\"region\",\"kön\",\"N 2023\",\"N 2024\"\r\n" + strings.Repeat("\"1490\",\"män\",57,\"..\"\r\n", 60)
	for n := range len(whole) {
		got, err := readback.All(CSV, readback.Input("t.csv", whole[:n]), ingest.Options{})
		if err == nil && len(got.Rows)%2 != 0 {
			t.Errorf("cut off after %d bytes: %d rows", n, len(got.Rows))
		}
	}
}

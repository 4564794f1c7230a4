package delimited

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

func input(name, content string) ingest.Input {
	return ingest.Input{Name: name, Data: strings.NewReader(content), Size: int64(len(content))}
}

// cellText shows a cell: null as ∅.
func cellText(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return "∅"
	}
	return a.ValueStr(i)
}

// content is everything a reader gives.
type content struct {
	Names    []string
	Types    []string
	Rows     [][]string
	Lines    []int32
	Warnings []string
}

// readAll reads a file to its end.
func readAll(in ingest.Input, o ingest.Options) (content, error) {
	r, err := Format.Open(in, o)
	if err != nil {
		return content{}, err
	}
	defer r.Close()
	var c content
	for _, f := range r.Schema().Fields() {
		c.Names = append(c.Names, f.Name)
		kind := f.Type.Name()
		if kind == "dictionary" {
			kind = "utf8" // which of the two text types a column has depends on its values only
		}
		c.Types = append(c.Types, kind)
	}
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return content{}, err
		}
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(c.Names))
			for k := range row {
				row[k] = cellText(b.Record.Column(k), i)
			}
			c.Rows = append(c.Rows, row)
		}
		c.Lines = append(c.Lines, b.Lines...)
	}
	for _, w := range r.Warnings() {
		c.Warnings = append(c.Warnings, w.Error())
	}
	return c, nil
}

// writeAll reads a file and writes it.
func writeAll(t *testing.T, in ingest.Input, o ingest.Options, w WriteOptions) string {
	t.Helper()
	r, err := Format.Open(in, o)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to, err := NewWriter(&out, r.Schema(), w)
	if err != nil {
		t.Fatal(err)
	}
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := to.Write(b.Record); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// utf16 encodes ASCII and Latin letters as UTF-16 with a byte order mark.
func utf16(s string, big bool) string {
	b := []byte{0xff, 0xfe}
	if big {
		b = []byte{0xfe, 0xff}
	}
	for _, r := range s {
		if big {
			b = append(b, byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8))
		}
	}
	return string(b)
}

func TestRead(t *testing.T) {
	const padded = "Statistik, från Skolverket;;\n;;\nValt läsår: 2024/25;;\n;;\n"
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		names      []string
		types      string // of every column, by the first letter: text, int, float
		rows       [][]string
		lines      []int32
		warnings   []string
	}{
		{name: "commas", text: "a,b\n1,x\n2,y\n", names: []string{"a", "b"}, types: "it", rows: [][]string{{"1", "x"}, {"2", "y"}}, lines: []int32{2, 3}},
		{name: "everything text", text: "a,b\n1,2.50\n", options: ingest.Options{Text: true}, names: []string{"a", "b"}, types: "tt", rows: [][]string{{"1", "2.50"}}, lines: []int32{2}},
		{name: "decimal commas in every row", text: "a;b\nx;1,5\ny;2,5\n", names: []string{"a", "b"}, types: "tf", rows: [][]string{{"x", "1.5"}, {"y", "2.5"}}, lines: []int32{2, 3}},
		{name: "more commas than semicolons", text: "a;b\nx, z;1,5\ny, z;2,5\n", names: []string{"a", "b"}, types: "tf", rows: [][]string{{"x, z", "1.5"}, {"y, z", "2.5"}}, lines: []int32{2, 3}},
		{name: "semicolons and decimal commas", text: "a;b\nx;1,5\ny;2\n", names: []string{"a", "b"}, types: "tf", rows: [][]string{{"x", "1.5"}, {"y", "2"}}, lines: []int32{2, 3}},
		{name: "tabs", text: "a\tb\nx, y\t1\n", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"x, y", "1"}}, lines: []int32{2}},
		{name: "bars", text: "a|b\nx|1\n", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"x", "1"}}, lines: []int32{2}},
		{name: "one column", text: "a\nx\n\ny\n", names: []string{"a"}, types: "t", rows: [][]string{{"x"}, {"∅"}, {"y"}}, lines: []int32{2, 3, 4}},
		{name: "CRLF and no end of the last line", text: "a,b\r\nx,1\r\ny,2", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"x", "1"}, {"y", "2"}}, lines: []int32{2, 3}},
		{name: "CR", text: "a,b\rx,1\ry,2\r", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"x", "1"}, {"y", "2"}}, lines: []int32{2, 3}},
		{name: "quoted delimiter, marks and line breaks", text: "a,b\n\"x, \"\"y\"\"\r\nz\nw\",1\nv,2\n", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"x, \"y\"\r\nz\nw", "1"}, {"v", "2"}}, lines: []int32{2, 5}},
		{name: "a mark within a cell", text: "a,b\n5\" rör,1\n", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"5\" rör", "1"}}, lines: []int32{2}},
		{name: "null and empty text", text: "a,b\n,1\n\"\",2\n", names: []string{"a", "b"}, types: "ti", rows: [][]string{{"∅", "1"}, {"", "2"}}, lines: []int32{2, 3}},
		{name: "empty cells of numbers are null", text: "a,b\n1,1.5\n,\n", names: []string{"a", "b"}, types: "if", rows: [][]string{{"1", "1.5"}}, lines: []int32{2}},
		{name: "a row of nulls amid data", text: "a,b\n1,1.5\n,\n2,2.5\n", names: []string{"a", "b"}, types: "if", rows: [][]string{{"1", "1.5"}, {"∅", "∅"}, {"2", "2.5"}}, lines: []int32{2, 3, 4}},
		{name: "blank lines amid data", text: "a,b\n\n1,x\n\n\n2,y\n\n", names: []string{"a", "b"}, types: "it", rows: [][]string{{"1", "x"}, {"2", "y"}}, lines: []int32{3, 6}},
		{name: "a byte order mark", text: "\xef\xbb\xbfå,b\nx,1\n", names: []string{"å", "b"}, types: "ti", rows: [][]string{{"x", "1"}}, lines: []int32{2}},
		{name: "windows-1252", text: "\xe5r,b\n\x93x\x94,1\n", names: []string{"år", "b"}, types: "ti", rows: [][]string{{"“x”", "1"}}, lines: []int32{2}},
		{name: "iso-8859-1", text: "\xe5r,b\nx,1\n", options: ingest.Options{Encoding: "iso-8859-1"}, names: []string{"år", "b"}, types: "ti", rows: [][]string{{"x", "1"}}, lines: []int32{2}},
		{name: "UTF-16, little end first", text: utf16("år\tb\r\nx\t1\r\n", false), names: []string{"år", "b"}, types: "ti", rows: [][]string{{"x", "1"}}, lines: []int32{2}},
		{name: "UTF-16, big end first", text: utf16("år,b\nx,1\n", true), names: []string{"år", "b"}, types: "ti", rows: [][]string{{"x", "1"}}, lines: []int32{2}},
		{name: "soft hyphens and space in names", text: " Skol\u00adenhets\u00adkod ,\"Antal\n elever\"\n1,2\n", names: []string{"Skolenhetskod", "Antal elever"}, types: "ii", rows: [][]string{{"1", "2"}}, lines: []int32{3}},
		{name: "words broken at the end of a line in a name", text: "\"Skol-\nenhets-\r\nkod\",\"IT-\nstöd\",Andel\u00ad\u00adelever\n1,2,3\n", names: []string{"Skolenhetskod", "IT- stöd", "Andelelever"}, types: "iii", rows: [][]string{{"1", "2", "3"}}, lines: []int32{5}},
		{
			name: "a header of two lines whose upper cells span", text: "Kommun;Kod;2023;;2024;\n;;Män;Kvinnor;Män;Kvinnor\nBorås;1490;1;2;3;4\nAle;1440;..;6;7;8\n",
			names: []string{"Kommun", "Kod", "2023 / Män", "2023 / Kvinnor", "2024 / Män", "2024 / Kvinnor"}, types: "titiii",
			rows: [][]string{{"Borås", "1490", "1", "2", "3", "4"}, {"Ale", "1440", "..", "6", "7", "8"}}, lines: []int32{3, 4},
			warnings: []string{`t.csv:1: the header is taken to have 2 lines, which give names such as "2023 / Män"; give the names in header, and skip the lines, if it has not`},
		},
		{
			name: "a header of three lines below a title, with repeated cells", text: "Tabell 3;;;;\n;Antal;Antal;Antal;Antal\n;2023;2023;2024;2024\nRegion;män;kvinnor;män;kvinnor\nBorås;1;2;3;4\nAle;5;6;7;8\n",
			names: []string{"Region", "Antal / 2023 / män", "Antal / 2023 / kvinnor", "Antal / 2024 / män", "Antal / 2024 / kvinnor"}, types: "tiiii",
			rows: [][]string{{"Borås", "1", "2", "3", "4"}, {"Ale", "5", "6", "7", "8"}}, lines: []int32{5, 6},
			warnings: []string{
				`t.csv:2: the header is taken to have 3 lines, which give names such as "Antal / 2023 / män"; give the names in header, and skip the lines, if it has not`,
				`t.csv:2: the header is taken to be here, below "Tabell 3"; set skip: 1 to say so`,
			},
		},
		{
			name: "years below words that span", text: "Område;Andel;;Antal;\n;2023;2024;2023;2024\nA;1,5;2;3;4\nB;1,5;2;3;4\n", names: []string{"Område", "Andel / 2023", "Andel / 2024", "Antal / 2023", "Antal / 2024"}, types: "tfiii",
			rows: [][]string{{"A", "1.5", "2", "3", "4"}, {"B", "1.5", "2", "3", "4"}}, lines: []int32{3, 4},
			warnings: []string{`t.csv:1: the header is taken to have 2 lines, which give names such as "Andel / 2023"; give the names in header, and skip the lines, if it has not`},
		},
		{
			name: "a column without a name", text: "\xef\xbb\xbf,2022\nAle (Ahlafors),4\nAle (Nol),3\n", names: []string{"column 1", "2022"}, types: "ti", rows: [][]string{{"Ale (Ahlafors)", "4"}, {"Ale (Nol)", "3"}}, lines: []int32{2, 3},
			warnings: []string{`t.csv:1: a column has no name and is called "column 1"; name it in the header, or skip the line and give the names in header`},
		},
		{
			name: "the first row of data is no header, whatever it says", text: ",2023,2024\nAle,uppgift saknas,uppgift saknas\nBorås,1,2\nHåbo,3,4\n", names: []string{"column 1", "2023", "2024"}, types: "ttt",
			rows: [][]string{{"Ale", "uppgift saknas", "uppgift saknas"}, {"Borås", "1", "2"}, {"Håbo", "3", "4"}}, lines: []int32{2, 3, 4},
			warnings: []string{`t.csv:1: a column has no name and is called "column 1"; name it in the header, or skip the line and give the names in header`},
		},
		{name: "a line that tells spreadsheets the delimiter", text: "sep=;\r\na;b\r\n1,5;x\r\n", names: []string{"a", "b"}, types: "ft", rows: [][]string{{"1.5", "x"}}, lines: []int32{3}},
		{name: "line ends of every kind", text: "a;b\r\n1;x\n2;y\r3;z", names: []string{"a", "b"}, types: "it", rows: [][]string{{"1", "x"}, {"2", "y"}, {"3", "z"}}, lines: []int32{2, 3, 4}},
		{name: "a delimiter at the end of every line", text: "a;b;\n1;x;\n2;y;\n", names: []string{"a", "b"}, types: "it", rows: [][]string{{"1", "x"}, {"2", "y"}}, lines: []int32{2, 3}},
		{name: "totals are data", text: "kommun;antal\nAle;1\nBorås;2\nTotalt;3\n", names: []string{"kommun", "antal"}, types: "ti", rows: [][]string{{"Ale", "1"}, {"Borås", "2"}, {"Totalt", "3"}}, lines: []int32{2, 3, 4}},
		{
			name: "numbers as people write them", text: "k;v;w;x;p\nx;1 234;\u22125;1'234,5;12,5 %\ny;22;3;-1\u00a0000;5 %\n", names: []string{"k", "v", "w", "x", "p"}, types: "tffft",
			rows: [][]string{{"x", "1234", "-5", "1234.5", "12,5 %"}, {"y", "22", "3", "-1000", "5 %"}}, lines: []int32{2, 3},
		},
		{name: "trailing columns without a name or a cell", text: "a,b,,\n1,2,,\n", names: []string{"a", "b"}, types: "ii", rows: [][]string{{"1", "2"}}, lines: []int32{2}},
		{
			name: "a padded preamble", text: padded + "Skola;Kod;Andel\nx;0114;~100\ny;0180;98,5\n", names: []string{"Skola", "Kod", "Andel"}, types: "ttt",
			rows: [][]string{{"x", "0114", "~100"}, {"y", "0180", "98,5"}}, lines: []int32{6, 7},
			warnings: []string{`t.csv:5: the header is taken to be here, below "Statistik, från Skolverket"; set skip: 4 to say so`},
		},
		{
			name: "a preamble that is named", text: padded + "Skola;Kod;Andel\nx;0114;1\n", options: ingest.Options{Skip: 4}, names: []string{"Skola", "Kod", "Andel"}, types: "tti",
			rows: [][]string{{"x", "0114", "1"}}, lines: []int32{6},
		},
		{
			name: "a title", text: "Folkmängd efter region\n\nregion,2024,2025\nBorås,1,2\n", names: []string{"region", "2024", "2025"}, types: "tii",
			rows: [][]string{{"Borås", "1", "2"}}, lines: []int32{4}, warnings: []string{`t.csv:3: the header is taken to be here, below "Folkmängd efter region"; set skip: 2 to say so`},
		},
		{name: "names from the options", text: "0114,1\n0180,2\n", options: ingest.Options{Header: []string{"code", "n"}}, names: []string{"code", "n"}, types: "ti", rows: [][]string{{"0114", "1"}, {"0180", "2"}}, lines: []int32{1, 2}},
		{
			name: "a padded footer below a blank line", text: "a;b;c\nx;1;2\ny;3;4\n;;\nKälla: SCB;;\n;;\nSenaste uppdatering:;2025;\n", names: []string{"a", "b", "c"}, types: "tii",
			rows: [][]string{{"x", "1", "2"}, {"y", "3", "4"}}, lines: []int32{2, 3}, warnings: []string{`t.csv:5: lines below the data are left out, from "Källa: SCB"; set footer to how they begin, to say that they are no data`},
		},
		{
			name: "a short footer", text: "a,b\nx,1\nKälla: SCB\nKontakt: någon\n", names: []string{"a", "b"}, types: "ti",
			rows: [][]string{{"x", "1"}}, lines: []int32{2}, warnings: []string{`t.csv:3: lines below the data are left out, from "Källa: SCB"; set footer to how they begin, to say that they are no data`},
		},
		{
			name: "a footer that is named", text: "a,b\nx,1\n,\nKälla,SCB\n\"", options: ingest.Options{Footer: "Källa"}, names: []string{"a", "b"}, types: "ti",
			rows: [][]string{{"x", "1"}}, lines: []int32{2},
		},
		{
			name: "a footer that is not met", text: "a,b\nx,1\n", options: ingest.Options{Footer: "Källa"}, names: []string{"a", "b"}, types: "ti",
			rows: [][]string{{"x", "1"}}, lines: []int32{2}, warnings: []string{`t.csv: no line begins with the footer "Källa"; take footer out of the study, or set it to how the lines below the data begin`},
		},
		{name: "a sparse row below a blank line is data", text: "a;b;c\nx;1;2\n;;\ny;;\n", names: []string{"a", "b", "c"}, types: "tii", rows: [][]string{{"x", "1", "2"}, {"∅", "∅", "∅"}, {"y", "∅", "∅"}}, lines: []int32{2, 3, 4}},
		{name: "no rows", text: "a,b\n", names: []string{"a", "b"}, types: "tt", warnings: []string{"t.csv: the file has a header and no rows"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(input("t.csv", c.text), c.options)
			if err != nil {
				t.Fatal(err)
			}
			types := ""
			for _, k := range got.Types {
				types += map[string]string{"utf8": "t", "int64": "i", "float64": "f"}[k]
			}
			got.Types = nil
			want := content{Names: c.names, Rows: c.rows, Lines: c.lines, Warnings: c.warnings}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if types != c.types {
				t.Errorf("types %s, want %s", types, c.types)
			}
		})
	}
}

func TestInference(t *testing.T) {
	for _, c := range []struct{ cells, want string }{
		{"1 2 -3", "int64"},
		{"1 2.5", "float64"},
		{"0 0.5 -0.25", "float64"},
		{"1e-07 2.5e+21", "float64"},
		{"0.27867452018028843", "float64"},
		{"-0", "float64"},
		{"1,5 12,25", "float64"},
		{"123456789012345678", "int64"},
		{"12% 5%", "utf8"},
		{"\u22121 2", "float64"},
		{"\u22121,5 2", "float64"},
		{"\u2212 1", "utf8"},
		{"\u22120114", "utf8"},
		{"0114 0180", "utf8"},            // codes
		{"1 .. 3", "utf8"},               // a marker is no number
		{"98,5 ~100", "utf8"},            // neither is a rounded one
		{"1.5 2,5", "utf8"},              // two decimal signs
		{"1,234 5,678", "utf8"},          // thousands or thousandths
		{"1234567890123456789", "utf8"},  // beyond int64
		{"0.5 9007199254740993", "utf8"}, // beyond float64
		{"0.1234567890123456789", "utf8"},
		{"7E1 8E2", "utf8"}, // school classes
		{"1e+400", "utf8"},
		{"5. 6.", "utf8"},
		{"- 1", "utf8"},
		{"0x10", "utf8"},
		{"NaN 1", "utf8"},
		{"+1", "utf8"},
		{"2024-01-01", "utf8"},
	} {
		text := "k;v\n"
		for _, cell := range strings.Fields(c.cells) {
			text += "x;" + cell + "\n"
		}
		got, err := readAll(input("t.csv", text+"y;\n"), ingest.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.cells, err)
			continue
		}
		if got.Types[1] != c.want {
			t.Errorf("%s: %s, want %s", c.cells, got.Types[1], c.want)
		}
	}
}

// The type of a column must not depend on how far down the first odd cell is, nor must rows be lost where batches meet.
func TestLateCells(t *testing.T) {
	const rows = 150_000
	var b strings.Builder
	b.WriteString("k,n,v\n")
	for i := range rows {
		b.WriteString([]string{"a", "b", "c"}[i%3])
		if i == rows-1 {
			b.WriteString(",1,..\n")
		} else {
			b.WriteString(",1,2.5\n")
		}
	}
	got, err := readAll(input("t.csv", b.String()), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"utf8", "int64", "utf8"}, got.Types); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(got.Rows) != rows {
		t.Fatalf("%d rows, want %d", len(got.Rows), rows)
	}
	for i, r := range got.Rows {
		if want := []string{"a", "b", "c"}[i%3]; r[0] != want || got.Lines[i] != int32(i+2) {
			t.Fatalf("row %d is %q of line %d", i, r, got.Lines[i])
		}
	}
	// A letter that is not UTF-8 in the last row changes how the first is read.
	got, err = readAll(input("t.csv", "a,b\n"+strings.Repeat("x,1\n", 200_000)+"\xe5,2\n"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if last := got.Rows[len(got.Rows)-1][0]; last != "å" {
		t.Errorf("last cell %q, want å", last)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		want       string
	}{
		{name: "empty", text: "", want: "t.csv: the file is empty; fetch it again, or take it out of the study"},
		{name: "blank", text: "\n \n", want: "t.csv: the file has only blank lines; fetch it again, or take it out of the study"},
		{name: "a web page", text: "<!DOCTYPE html>\n<html>", want: "t.csv: this is a web page, not delimited text"},
		{name: "a workbook", text: "PK\x03\x04abc", want: "t.csv: this is a zip archive or a workbook, not delimited text"},
		{name: "a NUL", text: "a,b\nx,\x00\n", want: "t.csv:2: a NUL byte in text; the file may be UTF-16 without a byte order mark, or not text: save it as UTF-8"},
		{name: "the wrong delimiter", text: "a;b\nx;1,5\ny;2\n", options: ingest.Options{Delimiter: ','}, want: `t.csv:1: the delimiter is said to be ',', but ';' cuts the lines evenly, into 2 columns; set delimiter: ";", or leave it out`},
		{name: "the wrong delimiter, one column", text: "a;b\nx;1\ny;2\n", options: ingest.Options{Delimiter: '\t'}, want: `t.csv:1: the delimiter is said to be '\t', but ';' cuts the lines evenly, into 2 columns; set delimiter: ";", or leave it out`},
		{name: "a delimiter that cannot be", text: "a;b\n", options: ingest.Options{Delimiter: 'x'}, want: `t.csv: 'x' cannot delimit text; set delimiter to a comma, a semicolon, a tab or |`},
		{name: "said to be UTF-8", text: "a,b\nx,1\nBor\xe5s,2\n", options: ingest.Options{Encoding: "utf-8"}, want: "t.csv:3: byte 0xE5 is not UTF-8, which the file is said to be; set encoding: windows-1252 if the publisher uses it"},
		{name: "two encodings in one file", text: "å,b\nBor\xe5s,2\n", want: "t.csv:2: byte 0xE5 is not UTF-8, though other letters of the file are; repair the file, or set the encoding if it is windows-1252 all the same"},
		{name: "said to be windows-1252", text: "å,b\n", options: ingest.Options{Encoding: "windows-1252"}, want: "t.csv: the encoding is said to be windows-1252, but every letter of the file is UTF-8; set encoding: utf-8, or leave it out"},
		{name: "of no encoding", text: "a,b\n\x81,2\n", want: "t.csv:2: the text is neither UTF-8 nor windows-1252; save it as UTF-8"},
		{name: "said to be iso-8859-1", text: "a,b\n\x93x\x94\xe5,2\n", options: ingest.Options{Encoding: "iso-8859-1"}, want: "t.csv:2: a control character where iso-8859-1 has no letter; set encoding: windows-1252"},
		{name: "an unknown encoding", text: "a,b\n", options: ingest.Options{Encoding: "cp850"}, want: `t.csv: unknown encoding "cp850"; one of utf-8, utf-16, windows-1252, iso-8859-1`},
		{name: "a mark that contradicts", text: "\xef\xbb\xbfa,b\n", options: ingest.Options{Encoding: "windows-1252"}, want: "t.csv:1: the file begins with the mark of utf-8, but its encoding is said to be windows-1252; set encoding: utf-8"},
		{name: "UTF-16 without a mark", text: "a\x00,\x00", options: ingest.Options{Encoding: "utf-16"}, want: "t.csv:1: the encoding is said to be utf-16, but the file does not begin with a byte order mark; save it as UTF-8"},
		{name: "half a letter of UTF-16", text: utf16("a,b\nx,y\n", false) + "\x00\xd8x\x00", want: "t.csv:3: a broken letter in UTF-16 text; save the file as UTF-8"},
		{name: "a name twice", text: "a,b,a\n1,2,3\n", want: `t.csv:1: columns 1 and 3 are both named "a"; rename one, or skip the line and give the names in header`},
		{name: "names missing and twice", text: ",b,b\n1,2,3\n", want: `t.csv:1: columns 2 and 3 are both named "b"; rename one, or skip the line and give the names in header`},
		{name: "no header", text: "1,2\n3,4\n", want: "t.csv:1: every cell of the header is a number, so it seems to be data; give the column names in header"},
		{name: "ragged rows", text: "a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n", want: "t.csv:3: 2 cells where the header has 3; complete the row, or set footer if the data end above it\n" +
			"t.csv:5: 4 cells where the header has 3; put a text that holds ',' in quotation marks"},
		{name: "a row cut off at the end", text: "a,b,c\n1,2,3\n1,2,3\nKälla: SC", want: "t.csv:4: 1 cell where the header has 3; complete the row, or set footer if the data end above it"},
		{name: "more below the data than a footer has", text: "a,b\n1,2\n\n" + strings.Repeat("Källa: "+strings.Repeat("x", 1<<19)+"\n", 3), want: "t.csv:4: 1 cell where the header has 2; complete the row, or set footer if the data end above it\n" +
			"t.csv:5: 1 cell where the header has 2; complete the row, or set footer if the data end above it"},
		{name: "a remark amid data", text: "a,b\n1,2\nKälla: SCB\n3,4\n", want: "t.csv:3: 1 cell where the header has 2; complete the row, or set footer if the data end above it"},
		{name: "names from the options that are too few", text: "1,2\n", options: ingest.Options{Header: []string{"a"}}, want: "t.csv:1: 2 cells where header gives 1 name; put a text that holds ',' in quotation marks"},
		{name: "a cell in a column without a name", text: "a,b,\n1,2,\n1,2,x\n", want: `t.csv:3: column 3 has no name but holds "x"; name it in the header`},
		{name: "a quotation mark that is not closed", text: "a,b\n1,2\n\"x,3\n4,5\n", want: "t.csv:3: a quotation mark is opened and never closed; close it, or double it if it belongs to the text"},
		{name: "text after a quotation mark", text: "a,b\n1,2\n3,\"x\"y\n", want: "t.csv:3: text after the closing quotation mark of cell 2; double the quotation marks that belong to the text"},
		{name: "more lines to skip than there are", text: "a,b\n1,2\n", options: ingest.Options{Skip: 9}, want: "t.csv:3: the file ends within the 9 lines to be skipped; set skip to the number of lines above the header"},
		{name: "all lines skipped", text: "a,b\n1,2\n", options: ingest.Options{Skip: 2}, want: "t.csv:3: nothing follows the 2 lines to be skipped; set skip to the number of lines above the header"},
		{name: "a long line", text: "a,b\n1,2\n3," + strings.Repeat("x", 1<<20) + "\n", want: "t.csv:3: a line of more than 1048576 bytes; look for a quotation mark that is not closed, or for line breaks that are missing"},
		{name: "a long quoted cell", text: "a,b\n1,2\n3,\"" + strings.Repeat("x\n", 1<<20) + "\n", want: "t.csv:3: a line of more than 1048576 bytes; look for a quotation mark that is not closed, or for line breaks that are missing"},
		{name: "names twice over data that say nothing of them", text: "a;Antal;Antal\nx;..;..\ny;1;2\nz;3;4\n", want: `t.csv:1: columns 2 and 3 are both named "Antal"; rename one, or skip the line and give the names in header`},
		{name: "ten million columns", text: strings.Repeat("x,", 10_000_000) + "x\n", want: "t.csv:1: a line of more than 1048576 bytes; look for a quotation mark that is not closed, or for line breaks that are missing"},
		{name: "too many columns", text: strings.Repeat("x,", 20_000) + "x\n", want: "t.csv:1: 20001 columns, more than 16384; set the delimiter, or split the file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, text := range []bool{true, false} {
				c.options.Text = text
				_, err := readAll(input("t.csv", c.text), c.options)
				if err == nil {
					t.Fatalf("no error, want %s", c.want)
				}
				if diff := cmp.Diff(c.want, err.Error()); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				if _, ok := errors.AsType[indicators.Problem](err); !ok {
					t.Errorf("%T is no indicators.Problem", err)
				}
			}
		})
	}
}

func TestPreambleIsKept(t *testing.T) {
	r, err := Format.Open(input("t.csv", "Statistik;;\n;;\nValt läsår: 2024/25;;\na;b;c\n1;2;3\n"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := r.Schema().Metadata().GetValue(MetadataPreamble); got != "Statistik\nValt läsår: 2024/25" {
		t.Errorf("preamble %q", got)
	}
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		"a,b\n1,2\n": true, "a;b\n1;2\n": true, "\xff\xfea\x00": true, "Bor\xe5s,2\nx,1\n": true,
		"": false, "{\"a\": 1,\n\"b\": 2}": false, "[1,2]": false, "<html>": false, "PK\x03\x04": false, "PAR1": false, "a\nb\n": false, "a\x00b": false,
	} {
		if got := Format.Sniff([]byte(text)); got != want {
			t.Errorf("Sniff(%q) = %v", text, got)
		}
	}
}

package px

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// head is a header of what every file has. Its table has two regions by two years.
const head = `CHARSET="ANSI";
CODEPAGE="utf-8";
LANGUAGE="sv";
LANGUAGES="sv","en";
DECIMALS=1;
MATRIX="BE01";
SUBJECT-CODE="BE";
SUBJECT-AREA="Befolkning";
TITLE="Folkmängd efter region och år";
TITLE[en]="Population by region and year";
CONTENTS="Folkmängd";
UNITS="antal";
UNITS[en]="number";
STUB="region";
STUB[en]="region";
HEADING="år";
HEADING[en]="year";
VALUES("region")="Borås","Upplands Väsby";
VALUES("år")="2024","2025";
CODES("region")="1490","0114";
`

// file2x2 is a file with keywords after its header and cells.
func file2x2(more, data string) string { return head + more + "DATA=\n" + data }

var names2x2 = []string{"region", "region_label", "år", "value", "status", "unit"}

// rows2x2 are its rows with values and statuses.
func rows2x2(cells ...string) [][]string {
	var rows [][]string
	for i, c := range [][]string{{"1490", "Borås", "2024"}, {"1490", "Borås", "2025"}, {"0114", "Upplands Väsby", "2024"}, {"0114", "Upplands Väsby", "2025"}} {
		rows = append(rows, append(c, cells[2*i], cells[2*i+1], "antal"))
	}
	return rows
}

// latin makes cp1252 of UTF-8, in which the letters of the tests have the same codes as in Unicode.
func latin(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func TestRead(t *testing.T) {
	plain := rows2x2("1", null, "2.5", null, "-400", null, "0", null)
	dos := strings.NewReplacer("å", "\x86", "ä", "\x84", "Å", "\x8f").Replace(strings.Replace(head, "CHARSET=\"ANSI\";\nCODEPAGE=\"utf-8\";\n", "", 1))
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		names      []string
		rows       [][]string
		warnings   []string
	}{
		{name: "numbers", text: file2x2("", "1 2.5 \n-4E2 0 ;"), rows: plain},
		{name: "no line feed", text: file2x2("", "1 2.5 -400 0;"), rows: plain},
		{name: "the separators of old", text: file2x2("", "1,2.5;-400\t0;"), rows: plain},
		{name: "carriage returns", text: strings.ReplaceAll(file2x2("", "1 2.5 \n-400 0 \n;\n"), "\n", "\r\n"), rows: plain},
		{name: "the end of a DOS file", text: file2x2("", "1 2.5 -400 0;\r\n\x1a"), rows: plain},
		{name: "numbers in quotation marks", text: file2x2("", `"1" "2.5" "-400" 0;`), rows: plain},
		{name: "a byte order mark", text: byteOrderMark + strings.Replace(file2x2("", "1 2.5 -400 0;"), "utf-8", "windows-1252", 1), rows: plain},
		{name: "windows-1252", text: latin(strings.Replace(file2x2("", "1 2.5 -400 0;"), "utf-8", "Windows-1252", 1)), rows: plain},
		{name: "ANSI without a code page", text: latin(strings.Replace(file2x2("", "1 2.5 -400 0;"), "CODEPAGE=\"utf-8\";\n", "", 1)), rows: plain},
		{name: "no CHARSET", text: dos + "DATA=1 2.5 -400 0;", rows: plain},
		{name: "a code page of DOS", text: "CHARSET=\"OEM\";\nCODEPAGE=\"cp850\";\n" + dos + "DATA=1 2.5 -400 0;", rows: plain},
		{name: "the encoding that the user says", text: latin(file2x2("", "1 2.5 -400 0;")), options: ingest.Options{Encoding: "iso-8859-1"}, rows: plain},
		{
			name: "UTF-8 that says it is something else", text: strings.Replace(file2x2("", "1 2.5 -400 0;"), "utf-8", "windows-1252", 1), rows: plain,
			warnings: []string{"t.px:2: the file has CODEPAGE windows-1252, but every letter of its header is UTF-8, and is read so; correct CODEPAGE, or set encoding"},
		},
		{name: "no semicolon", text: file2x2("", "1 2.5 \n-400 0 "), rows: plain, warnings: []string{"t.px:23: DATA is not ended by a semicolon"}},
		{
			name: "more keywords after DATA", text: file2x2("", "1 2.5 -400 0;\nNOTE=\"x\";"), rows: plain,
			warnings: []string{"t.px:23: what follows DATA is left out; DATA is the last keyword of a PX file"},
		},
		{name: "small letters and blanks", text: strings.Replace(file2x2("", "1 2.5 -400 0;"), `VALUES("år")="2024","2025";`, "values ( \"år\" ) =\n \"20\"\n\"24\" , \"2025\" ;", 1), rows: plain},
		{
			name: "marks, with and without quotation marks", text: file2x2("", `"." ".." "-" 0;`),
			rows: rows2x2(null, ".", null, "..", "0", "-", "0", null),
		},
		{
			name: "marks of up to seven dots", text: file2x2("", `... "......" ....... -;`),
			rows: rows2x2(null, "...", null, "......", null, ".......", "0", "-"),
		},
		{
			name: "the words that marks are shown as", text: file2x2("DATASYMBOL1=\"..\";\nDATASYMBOL2=\"uppgift saknas\";\nDATASYMBOL3=\":\";\nDATASYMBOLNIL=\"noll\";\n", `".." "uppgift saknas" : "noll";`),
			rows: rows2x2(null, "..", null, "..", null, "...", "0", "-"),
		},
		{
			name: "long numbers", text: file2x2("", "0.1234567890123456789 12345678901234567890 .5 -.25;"),
			rows: rows2x2("0.12345678901234568", null, "1.2345678901234567e+19", null, "0.5", null, "-0.25", null),
		},
		{name: "no zero below zero", text: file2x2("", "-0 -0.0 -0e5 0;"), rows: rows2x2("0", null, "0", null, "0", null, "0", null)},
		{
			name: "rows with keys, not in order, one missing", text: file2x2("KEYS(\"region\")=CODES;\n", "\"0114\",\"..\" -3;"),
			rows: rows2x2("0", "-", "0", "-", null, "..", "-3", null),
		},
		{
			name: "rows with values as keys", text: file2x2("KEYS(\"region\")=VALUES;\n", "\"Upplands Väsby\",3 4 \n\"Borås\",1 2 ;"),
			rows: rows2x2("1", null, "2", null, "3", null, "4", null),
		},
		{
			name: "rows with values as keys in windows-1252", text: latin(strings.Replace(file2x2("KEYS(\"region\")=VALUES;\n", "\"Upplands Väsby\",3 4 \n\"Borås\",1 2 ;"), "utf-8", "1252", 1)),
			rows: rows2x2("1", null, "2", null, "3", null, "4", null),
		},
		{name: "no rows with keys at all", text: file2x2("KEYS(\"region\")=VALUES;\n", ";"), rows: rows2x2("0", "-", "0", "-", "0", "-", "0", "-")},
		{
			name: "another language", text: file2x2("VALUES[en](\"region\")=\"City of Borås\",\"U. V.\";\nVALUES[en](\"year\")=\"y 2024\",\"y 2025\";\n", "1 2 3 4;"), options: ingest.Options{Language: "en"},
			names: []string{"region", "region_label", "år", "år_label", "value", "status", "unit"},
			rows: [][]string{
				{"1490", "City of Borås", "2024", "y 2024", "1", null, "number"}, {"1490", "City of Borås", "2025", "y 2025", "2", null, "number"},
				{"0114", "U. V.", "2024", "y 2024", "3", null, "number"}, {"0114", "U. V.", "2025", "y 2025", "4", null, "number"},
			},
		},
		{
			name: "codes of variables", text: file2x2("VARIABLECODE(\"region\")=\"Region\";\nVARIABLECODE(\"år\")=\"Tid\";\n", "1 2 3 4;"),
			names: []string{"Region", "Region_label", "Tid", "value", "status", "unit"}, rows: rows2x2("1", null, "2", null, "3", null, "4", null),
		},
		{
			name: "periods that are codes of words", text: strings.Replace(file2x2("TIMEVAL(\"år\")=TLIST(M1,\"202412\"-\"202501\");\n", "1 2 3 4;"), `"2024","2025"`, `"december","januari"`, 1),
			names: []string{"region", "region_label", "år", "år_label", "value", "status", "unit"},
			rows: [][]string{
				{"1490", "Borås", "202412", "december", "1", null, "antal"}, {"1490", "Borås", "202501", "januari", "2", null, "antal"},
				{"0114", "Upplands Väsby", "202412", "december", "3", null, "antal"}, {"0114", "Upplands Väsby", "202501", "januari", "4", null, "antal"},
			},
		},
		{
			name: "notes on cells", text: file2x2("CELLNOTEX(\"*\",\"2025\")=\"ny#indelning\";\nCELLNOTE(\"Borås\",\"2025\")=\"osäker\";\nCELLNOTE(\"Borås\",\"2025\")=\"rättad\";\nDATANOTECELL(\"1490\",\"*\")=\"Ae\";\nCELLNOTE[en](\"*\",\"*\")=\"all\";\n", "1 2 3 4;"),
			names: append(names2x2[:6:6], "note"),
			rows: [][]string{
				{"1490", "Borås", "2024", "1", null, "antal", "Ae"}, {"1490", "Borås", "2025", "2", null, "antal", "Ae\nny\nindelning\nosäker\nrättad"},
				{"0114", "Upplands Väsby", "2024", "3", null, "antal", null}, {"0114", "Upplands Väsby", "2025", "4", null, "antal", "ny\nindelning"},
			},
		},
		{
			name: "attributes of cells", text: file2x2("ATTRIBUTE-ID=\"OBS_STATUS\",\"note\";\nATTRIBUTE-TEXT=\"Status\",\"Note\";\nATTRIBUTES=\"A\",\"-\";\nATTRIBUTES(\"1490\",\"*\")=\"B\",\"x\";\nATTRIBUTES(\"*\",\"2025\")=\"E\",\"y\";\nCELLNOTE(\"Borås\",\"2024\")=\"n\";\n", "1 2 3 4;"),
			names: append(names2x2[:6:6], "note", "OBS_STATUS", "cell_note"),
			rows: [][]string{
				{"1490", "Borås", "2024", "1", null, "antal", "n", "B", "x"}, {"1490", "Borås", "2025", "2", null, "antal", null, "E", "y"},
				{"0114", "Upplands Väsby", "2024", "3", null, "antal", null, "A", "-"}, {"0114", "Upplands Väsby", "2025", "4", null, "antal", null, "E", "y"},
			},
		},
		{
			name: "units of the contents", text: file2x2("CONTVARIABLE=\"region\";\nUNITS(\"Borås\")=\"kronor\";\n", "1 2 3 4;"),
			rows: [][]string{
				{"1490", "Borås", "2024", "1", null, "kronor"}, {"1490", "Borås", "2025", "2", null, "kronor"},
				{"0114", "Upplands Väsby", "2024", "3", null, "antal"}, {"0114", "Upplands Väsby", "2025", "4", null, "antal"},
			},
		},
		{
			name: "keywords on one line, the last twice the same", text: strings.ReplaceAll(file2x2("AXIS-VERSION=\"2013\";\nAXIS-VERSION=\"2013\";\nAUTOPEN=YES;\n", "1 2.5 -400 0;"), ";\n", ";"), rows: plain,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.px", c.text), c.options)
			if err != nil {
				t.Fatal(err)
			}
			if c.names == nil {
				c.names = names2x2
			}
			got.Holds(t, c.names, c.rows, c.warnings)
		})
	}
}

// Without a variable in HEADING, or in STUB, the other has all.
func TestVariablesOnOneSide(t *testing.T) {
	text := strings.NewReplacer("STUB=\"region\";", "", "STUB[en]=\"region\";", "", "HEADING=\"år\"", `HEADING="region","år"`, "HEADING[en]=\"year\"", `HEADING[en]="region","year"`).Replace(file2x2("", "1 2.5 -400 0;"))
	for _, side := range []string{"HEADING", "STUB"} {
		got, err := readback.All(Format, readback.Input("t.px", strings.ReplaceAll(text, "HEADING", side)), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows2x2("1", null, "2.5", null, "-400", null, "0", null), got.Rows); diff != "" {
			t.Errorf("%s (-want +got)\n%s", side, diff)
		}
	}
}

func TestMetadata(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.px", file2x2(`AGGREGALLOWED=NO;
SHOWDECIMALS=0;
TABLEID="TAB1";
CONTVARIABLE="region";
LAST-UPDATED("Borås")="20250221 08:00";
LAST-UPDATED("Upplands Väsby")="20240221 08:00";
REFPERIOD("Borås")="31 december";
SOURCE="SCB";
SOURCE[en]="Statistics Sweden";
DATASYMBOL2="uppgift saknas";
DATASYMBOLNIL="noll";
NOTE="Första#raden";
NOTE="Andra noten";
NOTEX="Viktigt";
NOTE("region")="Indelning";
VALUENOTE("region","Borås")="Stad";
VALUENOTEX("region","Borås")="Läs#detta";
TIMEVAL("år")=TLIST(A1),"2024","2025";
PRECISION("region","Borås")=2;
ELIMINATION("region")="Borås";
ELIMINATION("år")=YES;
HIERARCHIES("region")="1490","1490":"0114";
DOMAIN("region")="Kommun";
MAP("region")="Sverige_kommun";
META-ID("region")="META1:1";
META-ID("region","Borås")="META1:2";
PRESTEXT("region")=2;
CONTACT("Borås")="Ewa, SCB#019-17 67 43";
COPYRIGHT=YES;
`, "1 2 3 4;")), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Warnings != nil {
		t.Errorf("warnings %q", got.Warnings)
	}
	entries := func(keys, values []string) map[string]string {
		m := map[string]string{}
		for i, k := range keys {
			m[k] = values[i]
		}
		return m
	}
	of := got.Schema.Metadata()
	want := map[string]string{
		"label": "Folkmängd efter region och år", "table": "TAB1", "note": "Viktigt\nFörsta\nraden\nAndra noten", "aggregate": "no", "decimals": "0", "language": "sv",
		"source": "SCB", "updated": "20250221 08:00", "contents": "Folkmängd", "subject-area": "Befolkning", "subject-code": "BE", "matrix": "BE01",
		"symbol:..": "uppgift saknas", "symbol:-": "noll", "copyright": "YES",
	}
	if diff := cmp.Diff(want, entries(of.Keys(), of.Values())); diff != "" {
		t.Errorf("of the table (-want +got)\n%s", diff)
	}
	for i, want := range []map[string]string{
		{
			"role": "metric", "label": "region", "note": "Indelning", "note:1490": "Läs\ndetta\nStad", "decimals:1490": "2", "elimination": "1490", "parent:0114": "1490", "domain": "Kommun",
			"map": "Sverige_kommun", "meta-id": "META1:1", "meta-id:1490": "META1:2", "updated:1490": "20250221 08:00", "updated:0114": "20240221 08:00", "refperiod:1490": "31 december",
			"contact:1490": "Ewa, SCB\n019-17 67 43",
		},
		{"role": "labels"},
		{"role": "time", "label": "år", "timescale": "A1", "elimination": "yes"},
		{"role": "value"}, {"role": "status"}, {"role": "unit"},
	} {
		m := got.Schema.Field(i).Metadata
		if diff := cmp.Diff(want, entries(m.Keys(), m.Values())); diff != "" {
			t.Errorf("of column %s (-want +got)\n%s", got.Names[i], diff)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct{ more, want string }{
		{"", "geo time"}, // by the names region and år
		{"MAP(\"år\")=\"x\";\n", " geo"},
		{"VARIABLE-TYPE(\"region\")=\"T\";\nVARIABLE-TYPE(\"år\")=\"G\";\n", "time geo"},
		{"VARIABLE-TYPE(\"region\")=\"V\";\nTIMEVAL(\"år\")=TLIST(A1);\n", "geo time"},
		{"CONTVARIABLE=\"år\";\n", "geo metric"},
	} {
		got, err := readback.All(Format, readback.Input("t.px", file2x2(c.more, "1 2 3 4;")), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		region, _ := got.Schema.Field(0).Metadata.GetValue(ingest.MetadataRole)
		year, _ := got.Schema.Field(2).Metadata.GetValue(ingest.MetadataRole)
		if got := strings.ReplaceAll(region+" "+year, "dimension", ""); got != c.want {
			t.Errorf("%q gives %q, want %q", c.more, got, c.want)
		}
	}
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		"CHARSET=\"ANSI\";\n": true, byteOrderMark + " LANGUAGE=\"sv\";": true, "TITLE[en]=\"x\";": true, "charset=\"ANSI\";": true, `VALUES("a")="b";`: true,
		"NAME=\"x\";": false, "CHARSET;1;2\n": false, "MATRIX": false, "": false, "UNITS,VALUES\n": false, "SOURCE=x\n": false,
	} {
		if got := Format.Sniff([]byte(text)); got != want {
			t.Errorf("Sniff(%q) = %v", text, got)
		}
	}
}

func TestTimeLists(t *testing.T) {
	for text, want := range map[string]string{
		`TLIST(A1)`:                       "A1",
		`TLIST(A1),"2003","2004"`:         "A1 2003 2004",
		`TLIST(A1,"1998"-"2001")`:         "A1 1998 1999 2000 2001",
		`TLIST(Q1,"19983"-"19992")`:       "Q1 19983 19984 19991 19992",
		`TLIST(K),"2015K1"`:               "K 2015K1",
		`TLIST(H1,"20032"-"20041")`:       "H1 20032 20041",
		`TLIST(T1,"20033"-"20041")`:       "T1 20033 20041",
		`TLIST(M1,"200311"-"200402")`:     "M1 200311 200312 200401 200402",
		`TLIST(W1,"200452"-"200501")`:     "W1 200452 200453 200501", // 2004 began on a Thursday
		`TLIST(W1,"200552"-"200601")`:     "W1 200552 200601",
		`TLIST(A1,"2001"-"1998")`:         `goes from "2001" to "1998", which are no periods of its time scale in order`,
		`TLIST(Q1,"19985"-"19992")`:       `goes from "19985" to "19992", which are no periods of its time scale in order`,
		`TLIST(W1,"200553"-"200601")`:     `goes from "200553" to "200601", which are no periods of its time scale in order`,
		`TLIST(D1),"20030101"`:            `has the unknown time scale "D1"`,
		`"2003","2004"`:                   "has no time scale",
		`TLIST(A1 "2003")`:                "has no ) after the time scale",
		`TLIST(A1),"2003",,"2004"`:        "has ',' where a period is expected",
		`TLIST(A1),2003 2004`:             `has "2004" where a comma is expected`,
		`TLIST(A1,"0001"-"9999")` + ` x `: "has no ) after the time scale",
	} {
		l := &lexer{in: readback.Input("t", text+";"), line: 1}
		e := entry{keyword: "TIMEVAL"}
		if f := l.value(&e); f != nil {
			t.Fatal(text, f)
		}
		name, periods, what := timeList(e.tokens)
		got := what
		if what == "" {
			got = strings.Join(append([]string{name}, periods...), " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

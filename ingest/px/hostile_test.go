package px

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// A file that is cut off anywhere is refused. Only the last semicolon may be missing, after a blank, where no row can be.
func TestTruncation(t *testing.T) {
	for i, text := range []string{
		file2x2("NOTE=\"a\";\nTIMEVAL(\"år\")=TLIST(A1),\"2024\",\"2025\";\nCELLNOTE(\"*\",\"2025\")=\"b\";\n", "10 \"..\" 30 -40 ;"),
		file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",10 20\n\"0114\",\"..\" 40 ;"),
	} {
		for n := range len(text) {
			_, err := readback.All(Format, readback.Input("t.px", text[:n]), ingest.Options{})
			if whole := i == 0 && n == len(text)-1; (err == nil) != whole {
				t.Errorf("%d of %d bytes: %v", n, len(text), err)
			}
		}
	}
}

// Whatever bit is wrong, the reader ends, and gives all cells or none.
func TestFlippedBits(t *testing.T) {
	for _, text := range []string{seeds[1], seeds[2], seeds[3], seeds[4]} {
		for at := range len(text) {
			for bit := range 8 {
				b := []byte(text)
				b[at] ^= 1 << bit
				in := readback.Input("t.px", string(b))
				got, err := readback.All(Format, in, ingest.Options{})
				if err != nil {
					continue
				}
				h, _ := readHeader(in, ingest.Options{})
				if table, err := h.table(); err != nil || len(got.Rows) != table.cells {
					t.Fatalf("bit %d of byte %d: %d rows, %v", bit, at, len(got.Rows), err)
				}
			}
		}
	}
}

// list writes n values.
func list(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"%d"`, i)
	}
	return b.String()
}

// A few bytes must not make memory or rows without end.
func TestSizesOutOfProportion(t *testing.T) {
	large := func(regions, years int, more, data string) string {
		text := strings.Replace(file2x2(more, data), `VALUES("år")="2024","2025"`, `VALUES("år")=`+list(years), 1)
		return strings.Replace(strings.Replace(text, `"Borås","Upplands Väsby"`, list(regions), 1), "CODES(\"region\")=\"1490\",\"0114\";\n", "", 1)
	}
	for _, c := range []struct{ name, text, want string }{
		{
			"more cells than can be numbered", large(50_000, 50_000, "", "1 2 3 4;"),
			"t.px:20: the variables have 50000 × 50000 values, which multiply to more than 2147483647 cells; fetch it in parts",
		},
		{
			"more cells than bytes", large(40_000, 50_000, "", "1 2 3 4;"),
			"t.px:20: DATA has 9 bytes, too few for the 2000000000 cells of the variables, 40000 × 50000; the file seems to be cut off: fetch it again",
		},
		{
			"few rows with keys", large(5_000, 1_000, "KEYS(\"region\")=VALUES;\n", `"1",`+strings.Repeat("1 ", 1000)+";"),
			"t.px:21: DATA gives 1000 of 5000000 cells, fewer than one in 1000; fetch fewer values at a time",
		},
		{
			"a long row that is not there", large(40_000, 50_000, "KEYS(\"region\")=VALUES;\n", `"1",1;`),
			"t.px:22: DATA has 1 cell of the row 1 where 50000 are expected; fetch the file again",
		},
		{
			"too many variables", strings.Replace(file2x2("", "1;"), `STUB="region"`, `STUB=`+list(5000), 1),
			"t.px:14: more than 1000 variables",
		},
	} {
		_, err := readback.All(Format, readback.Input("t.px", c.text), ingest.Options{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// Notes that would be repeated in many combinations are refused before they fill the memory, and too many patterns of * are left out.
func TestNotesOutOfProportion(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	var more strings.Builder
	fmt.Fprintf(&more, "CELLNOTE(\"0\",\"*\")=%q;\n", long)
	for i := range 100 {
		fmt.Fprintf(&more, "CELLNOTE(\"*\",\"%d\")=\"y\";\n", i)
	}
	text := strings.Replace(file2x2(more.String(), strings.Repeat("1 ", 200)+";"), `VALUES("år")="2024","2025"`, `VALUES("år")=`+list(100), 1)
	text = strings.Replace(text, `"1490","0114"`, `"0","1"`, 1)
	_, err := readback.All(Format, readback.Input("t.px", text), ingest.Options{})
	if want := "t.px: the notes on cells have more than 67108864 bytes between cells 1 and 200; take CELLNOTE out of the file"; err == nil || err.Error() != want {
		t.Errorf("%.200v, want %s", err, want)
	}
	const variables = 7 // of which 2⁷ combinations are left open
	var names, keys []string
	more.Reset()
	for i := range variables {
		names = append(names, fmt.Sprintf(`"v%d"`, i))
		fmt.Fprintf(&more, "VALUES(\"v%d\")=\"a\";\n", i)
	}
	for pattern := range 1 << variables {
		keys = keys[:0]
		for i := range variables {
			keys = append(keys, []string{`"*"`, `"a"`}[pattern>>i&1])
		}
		fmt.Fprintf(&more, "CELLNOTE(%s,\"*\")=\"n\";\n", strings.Join(keys, ","))
	}
	text = strings.Replace(file2x2(more.String(), "1 2 3 4;"), `STUB="region"`, "STUB="+strings.Join(names, ","), 1)
	text = strings.NewReplacer("VALUES(\"region\")=\"Borås\",\"Upplands Väsby\";\n", "", "CODES(\"region\")=\"1490\",\"0114\";\n", "").Replace(text)
	text = strings.Replace(text, "1 2 3 4;", "1 2;", 1)
	got, err := readback.All(Format, readback.Input("t.px", text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0], "more than 64 combinations") {
		t.Errorf("warnings %q", got.Warnings)
	}
}

// A file of nothing but faults must be refused about as fast as a good one is read, and with few words.
func TestManyFaults(t *testing.T) {
	const n = 50_000
	for _, c := range []struct{ name, text, first string }{
		{"cells", strings.Replace(file2x2("", strings.Repeat("x\n", 2*n)+";"), `VALUES("år")="2024","2025"`, `VALUES("år")=`+list(n), 1), `t.px:22: DATA holds "x" in cell 1`},
		{"entries", file2x2(strings.Repeat("CODES(\"x\")=\"a\"b;\n", n), "1 2 3 4;"), "t.px:21: CODES has b; after a text"},
		{"quotation marks", file2x2(strings.Repeat("CODES(\"x\")=\"a;\n", n), "1 2 3 4;"), "t.px:21: CODES has a text without a closing quotation mark"},
		{"variables", file2x2(strings.Repeat("VALUES(\"x\")=1;\nVALUES(\"y\")=2;\n", n), "1 2 3 4;"), `t.px:21: VALUES("x") concerns "x", which is no variable`},
		{"words", strings.Repeat("word ", n), "t.px:1: WORD is followed by word word"},
		{"lines", "CHARSET=\"ANSI\";\n" + strings.Repeat("a;b\n", n), "t.px:2: A is followed by ;b where = is expected"},
		{"rows", strings.Replace(file2x2("KEYS(\"region\")=CODES;\n", strings.Repeat("\"x\",1 2\n", n)+";"), "", "", 1), `t.px:23: DATA has a row of "x", which CODES("region") does not have`},
	} {
		_, err := readback.All(Format, readback.Input("t.px", c.text), ingest.Options{})
		if err == nil || !strings.HasPrefix(err.Error(), c.first) || strings.Count(err.Error(), "\n") > 50 {
			t.Errorf("%s: %.300v, want %s …", c.name, err, c.first)
		}
	}
	for _, c := range []struct{ name, more string }{
		{"unknown keywords", "NOTES%d=\"x\";\n"}, {"unknown values", "VALUENOTE(\"region\",\"x%d\")=\"x\";\n"}, {"quotation marks", "NOTE(\"%d\")=\"x\"y;\n"}, {"languages", "NOTE[l%d]=\"x\";\n"},
	} {
		var more strings.Builder
		for i := range n {
			fmt.Fprintf(&more, c.more, i)
		}
		got, err := readback.All(Format, readback.Input("t.px", file2x2(more.String(), "1 2 3 4;")), ingest.Options{})
		if err != nil || len(got.Warnings) != 51 || got.Warnings[50] != "… and 49950 more problems of this stage" {
			t.Errorf("%s: %v, %d warnings, the last %q", c.name, err, len(got.Warnings), got.Warnings[len(got.Warnings)-1])
		}
	}
}

// Numbers are read as strconv reads them.
func TestNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var texts, want []string
	for i := range 20_000 {
		text := fmt.Sprintf("%.*f", r.IntN(10), (r.Float64()-0.5)*float64(int64(1)<<r.IntN(60)))
		if i%5 == 0 {
			text = fmt.Sprintf("%g", r.NormFloat64())
		}
		texts = append(texts, text)
		var f float64
		if _, err := fmt.Sscan(text, &f); err != nil {
			t.Fatal(err)
		}
		want = append(want, fmt.Sprint(f+0)) // −0 is 0
	}
	text := strings.Replace(file2x2("", strings.Join(texts, " ")+";"), `VALUES("år")="2024","2025"`, `VALUES("år")=`+list(len(texts)/2), 1)
	got, err := readback.All(Format, readback.Input("t.px", text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range got.Rows {
		var f float64
		if _, err := fmt.Sscan(row[3], &f); err != nil || fmt.Sprint(f) != want[i] {
			t.Fatalf("%s is read as %s, want %s", texts[i], row[3], want[i])
		}
	}
}

// Rows and keys that come at the edge of what is read at a time are whole.
func TestEdgesOfTheBuffer(t *testing.T) {
	const years = 1000
	for _, pad := range []int{0, 1, 5} {
		var data strings.Builder
		data.WriteString(strings.Repeat(" ", pad))
		for i := range 100 {
			fmt.Fprintf(&data, "\"%d\"", i)
			for k := range years {
				fmt.Fprintf(&data, ",%d.5", i*k)
			}
			data.WriteByte('\n')
		}
		data.WriteByte(';')
		text := strings.NewReplacer(`VALUES("år")="2024","2025"`, `VALUES("år")=`+list(years), `"Borås","Upplands Väsby"`, list(100), "CODES(\"region\")=\"1490\",\"0114\";\n", "").Replace(file2x2("KEYS(\"region\")=VALUES;\n", data.String()))
		got, err := readback.All(Format, readback.Input("t.px", text), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n, row := range got.Rows {
			if i, k := n/years, n%years; row[0] != fmt.Sprint(i) || row[1] != fmt.Sprint(k) || row[2] != fmt.Sprintf("%d.5", i*k) {
				t.Fatalf("row %d is %q", n, row)
			}
		}
	}
}

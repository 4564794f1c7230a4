package px

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// with replaces a line of the header.
func with(old, replacement string) string {
	text := strings.Replace(file2x2("", "1 2 3 4;"), old, replacement, 1)
	if old == "" || !strings.Contains(file2x2("", "1 2 3 4;"), old) {
		panic(old)
	}
	return text
}

func TestMalformedFiles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		want       string
	}{
		{"nothing", "", ingest.Options{}, `t.px: the file is empty; fetch it again`},
		{"blanks", " \r\n\t\n", ingest.Options{}, `t.px: the file is empty; fetch it again`},
		{"a web page", "<!DOCTYPE html>\n<html>", ingest.Options{}, `t.px:1: this is a web page, not PX; the server answered with something else: fetch it again`},
		{"JSON", `{"class":"dataset"}`, ingest.Options{}, `t.px:1: this is JSON, not PX; the server answered with something else: fetch it again`},
		{"a zip file", "PK\x03\x04\x00\x00", ingest.Options{}, `t.px: this is a zip file, not PX; unpack it first`},
		{"UTF-16", "\xff\xfeC\x00H\x00", ingest.Options{}, `t.px: this is UTF-16, which PX never is; save it as UTF-8`},
		{"bytes", "\x00\x01\x02", ingest.Options{}, `t.px: this is not text, so not PX`},
		{"CSV", "region;år;antal\n1490;2024;5\n", ingest.Options{}, `t.px:1: this is not PX: it begins with region;?r;antal where a keyword is expected`},
		{"CSV with a keyword for a name", "UNITS,VALUES\n1,2\n", ingest.Options{}, `t.px:1: this is not PX: it begins with UNITS,VALUES where a keyword is expected`},
		{"prose", "CHARSET is a keyword\nbut this is not PX", ingest.Options{}, "t.px:1: CHARSET is followed by is a keyword where = is expected; correct it, or fetch the file again\nt.px:2: DATA is missing: the file ends with its header; the file seems to be cut off: fetch it again"},
		{"only a header", head, ingest.Options{}, `t.px:21: DATA is missing: the file ends with its header; the file seems to be cut off: fetch it again`},
		{"a header cut off", head[:len(head)-20], ingest.Options{}, "t.px:20: CODES has a text without a closing quotation mark; correct it, or fetch the file again\nt.px:20: DATA is missing: the file ends with its header; the file seems to be cut off: fetch it again"},
		{"no cells", file2x2("", ""), ingest.Options{}, `t.px:21: DATA has 1 byte, too few for the 4 cells of the variables, 2 × 2; the file seems to be cut off: fetch it again`},
		{"too few cells", file2x2("", "1 2 3          ;"), ingest.Options{}, `t.px:22: DATA has 3 cells where the variables, 2 × 2, have 4; the file seems to be cut off: fetch it again`},
		{"too many cells", file2x2("", "1 2 3 4\n5 6;"), ingest.Options{}, `t.px:23: DATA goes on after the 4 cells of the variables, 2 × 2; fetch the file again`},
		{"the last number cut off", file2x2("", "1 2 3 4000"), ingest.Options{}, `t.px:22: the file ends within DATA, without the semicolon: its last number may be incomplete; the file seems to be cut off: fetch it again`},
		{"words", file2x2("", "1 x\n3 y2;"), ingest.Options{}, "t.px:22: DATA holds \"x\" in cell 2 (region=1490, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:23: DATA holds \"y2\" in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\""},
		{"a word in quotation marks", file2x2("", "1 2\n3 \"hemligt\";"), ingest.Options{}, `t.px:23: DATA holds "hemligt" in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of "." to "......" and "-"`},
		{"a mark without its closing quotation mark", file2x2("", "1 \"..\n3 4    ;"), ingest.Options{}, `t.px:22: DATA holds a quotation mark without its fellow in cell 2 (region=1490, år=2025); a cell holds a number with a decimal point, or one of "." to "......" and "-"`},
		{"eight dots", file2x2("", "1 2 3 ........;"), ingest.Options{}, `t.px:22: DATA holds "........" in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of "." to "......" and "-"`},
		{"no number", file2x2("", "NaN Inf -Infinity 0x10;"), ingest.Options{}, "t.px:22: DATA holds \"NaN\" in cell 1 (region=1490, år=2024); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"Inf\" in cell 2 (region=1490, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"-Infinity\" in cell 3 (region=0114, år=2024); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"0x10\" in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\""},
		{"an underscore", file2x2("", "1_000 2 3 4;"), ingest.Options{}, `t.px:22: DATA holds "1_000" in cell 1 (region=1490, år=2024); a cell holds a number with a decimal point, or one of "." to "......" and "-"`},
		{"a number too large", file2x2("", "1e999 2 3 -1e999;"), ingest.Options{}, "t.px:22: DATA holds 1e999, which is too large, in cell 1 (region=1490, år=2024); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds -1e999, which is too large, in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\""},
		{"a dash within a number", file2x2("", "1-2 2 3 4;"), ingest.Options{}, `t.px:22: DATA holds "1-2" in cell 1 (region=1490, år=2024); a cell holds a number with a decimal point, or one of "." to "......" and "-"`},
		{"a decimal comma makes two", file2x2("", "1,5 2 3 4;"), ingest.Options{}, `t.px:22: DATA goes on after the 4 cells of the variables, 2 × 2; fetch the file again`},
		{"a long word", file2x2("", strings.Repeat("x", 50_000)+" 2 3 4;"), ingest.Options{}, "t.px:22: DATA holds \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" … in cell 1 (region=1490, år=2024); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" … in cell 2 (region=1490, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" … in cell 3 (region=0114, år=2024); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\"\nt.px:22: DATA holds \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" … in cell 4 (region=0114, år=2025); a cell holds a number with a decimal point, or one of \".\" to \"......\" and \"-\""},
		{"a NUL", file2x2("", "1 2\x003 4 5;"), ingest.Options{}, `t.px: this is not text, so not PX`},
		{"no quotation mark at the end", with(`STUB="region";`, `STUB="region;`), ingest.Options{}, `t.px:14: STUB has a text without a closing quotation mark; correct it, or fetch the file again`},
		{"no quotation mark at the beginning", with(`STUB="region";`, `STUB=region";`), ingest.Options{}, `t.px:14: STUB has "; where a value or the semicolon is expected; correct it, or fetch the file again`},
		{"no quotation mark in brackets", with(`CODES("region")`, `CODES("region)`), ingest.Options{}, `t.px:20: CODES has 1490","0114"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again`},
		{"no bracket", with(`CODES("region")`, `CODES("region"`), ingest.Options{}, `t.px:20: CODES has ="1490","0114"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again`},
		{"no bracket of the language", with(`STUB[en]`, `STUB[en`), ingest.Options{}, `t.px:15: STUB has a language without the closing ]; correct it, or fetch the file again`},
		{"no equals sign", with(`MATRIX="BE01"`, `MATRIX "BE01"`), ingest.Options{}, `t.px:6: MATRIX is followed by "BE01"; where = is expected; correct it, or fetch the file again`},
		{"no semicolon", with(`MATRIX="BE01";`, `MATRIX="BE01"`), ingest.Options{}, `t.px:7: MATRIX has SUBJECT-CODE="BE"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again`},
		{"no keyword", with(`MATRIX="BE01";`, `="BE01";`), ingest.Options{}, `t.px:6: ="BE01"; where a keyword is expected; correct it, or fetch the file again`},
		{"two equals signs", with(`MATRIX="BE01";`, `MATRIX=="BE01";`), ingest.Options{}, `t.px:6: MATRIX has ="BE01"; where a value or the semicolon is expected; correct it, or fetch the file again`},
		{"several faults", strings.NewReplacer(`MATRIX="BE01";`, `MATRIX="BE"01";`, `STUB="region";`, `STUB="re"gion";`, `VALUES("år")="2024"`, `VALUES("år")="20"24"`).Replace(file2x2("", "1 2 3 4;")), ingest.Options{}, "t.px:6: MATRIX has 01\"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again\nt.px:14: STUB has gion\"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again\nt.px:19: VALUES has 24\",\"2025\"; after a text, where a comma or the semicolon is expected; correct it, or fetch the file again"},
		{"no value", with(`VALUES("region")="Borås","Upplands Väsby";`, `VALUES("region")=;`), ingest.Options{}, `t.px:18: VALUES("region") has no value`},
		{"no comma", with(`VALUES("region")="Borås","Upplands Väsby";`, `VALUES("region")=1 2;`), ingest.Options{}, `t.px:18: VALUES("region") has "2" where a comma is expected`},
		{"values with colons", with(`VALUES("region")="Borås","Upplands Väsby";`, `VALUES("region")="Borås":"Upplands Väsby";`), ingest.Options{}, `t.px:18: VALUES("region") has ':' where a value is expected`},
		{"values without a variable", with(`VALUES("region")`, `VALUES`), ingest.Options{}, "t.px:18: VALUES does not say which variable it concerns"},
		{"fewer codes than values", with(`CODES("region")="1490","0114"`, `CODES("region")="1490"`), ingest.Options{}, `t.px:20: CODES("region") has 1 code where VALUES has 2 values; fetch the file again`},
		{"a code twice", with(`"1490","0114"`, `"1490","1490"`), ingest.Options{}, `t.px:20: CODES("region") has "1490" twice; fetch the file again`},
		{"a value twice without codes", with(`"2024","2025"`, `"2024","2024"`), ingest.Options{}, `t.px:19: VALUES("år") has "2024" twice, and no CODES tell them apart; fetch the file again`},
		{"values twice", with(`VALUES("år")`, "VALUES(\"år\")=\"1\",\"2\";\nVALUES(\"år\")"), ingest.Options{}, `t.px:20: VALUES("år") is given again, otherwise than on line 19; keep one of them`},
		{"a variable twice", with(`HEADING="år"`, `HEADING="region"`), ingest.Options{}, `t.px:16: HEADING names the variable "region", which is named before`},
		{"a variable without a name", with(`HEADING="år"`, `HEADING=""`), ingest.Options{}, `t.px:16: HEADING has a variable without a name`},
		{"two columns of one name", with(`CODES(`, "VARIABLECODE(\"år\")=\"region\";\nCODES("), ingest.Options{}, `t.px:22: VARIABLECODE calls both "region" and "år" "region"; give each its own`},
		{"decimals that are no number", with(`DECIMALS=1`, `DECIMALS=many`), ingest.Options{}, `t.px:5: DECIMALS is "many" where a number from 0 to 15 is expected`},
		{"an unknown code page", with(`"utf-8"`, `"ebcdic"`), ingest.Options{}, `t.px:2: unknown CODEPAGE "ebcdic"; set encoding to what it is: utf-8, windows-1252, iso-8859-1, cp850 …`},
		{"a wrong encoding", latin(file2x2("", "1 2 3 4;")), ingest.Options{}, "t.px:9: TITLE has a byte that is no letter in utf-8; set encoding: windows-1252 if the publisher uses it\nt.px:11: CONTENTS has a byte that is no letter in utf-8; set encoding: windows-1252 if the publisher uses it\nt.px:16: HEADING has a byte that is no letter in utf-8; set encoding: windows-1252 if the publisher uses it\nt.px:18: VALUES has a byte that is no letter in utf-8; set encoding: windows-1252 if the publisher uses it\nt.px:19: VALUES has a byte that is no letter in utf-8; set encoding: windows-1252 if the publisher uses it"},
		{"no letter", strings.Replace(with(`"utf-8"`, `"windows-1252"`), "å", "\x81", 1), ingest.Options{}, `t.px:9: TITLE has a byte that is no letter in windows-1252; set encoding to what the file has`},
		{"an encoding against the mark", byteOrderMark + file2x2("", "1 2 3 4;"), ingest.Options{Encoding: "windows-1252"}, `t.px:1: the file begins with the mark of utf-8, but its encoding is said to be windows-1252; set encoding: utf-8`},
		{"an unknown encoding", file2x2("", "1 2 3 4;"), ingest.Options{Encoding: "klingon"}, `t.px: unknown encoding "klingon"; one of utf-8, windows-1252, iso-8859-1, cp850`},
		{"a language that the file is not in", file2x2("", "1 2 3 4;"), ingest.Options{Language: "fi"}, `t.px: the file is not in the language "fi"; set language to one of sv, en, or leave it out`},
		{"a language with fewer variables", with(`STUB[en]="region"`, `STUB[en]="region","sex"`), ingest.Options{Language: "en"}, `t.px:15: STUB[en] names 2 variables where STUB names 1; fetch the file again`},
		{"a language with fewer values", with(`CODES(`, "VALUES[en](\"year\")=\"2024\";\nCODES("), ingest.Options{Language: "en"}, `t.px:19: VALUES[en]("year") has 1 value where VALUES("år") has 2; fetch the file again`},
		{"contents that are no variable", file2x2("CONTVARIABLE=\"kön\";\n", "1 2 3 4;"), ingest.Options{}, `t.px:21: CONTVARIABLE is "kön", which is no variable; name one of STUB and HEADING`},
		{"a unit without contents", file2x2("UNITS(\"Borås\")=\"kr\";\n", "1 2 3 4;"), ingest.Options{}, `t.px:21: UNITS("Borås") concerns a value of the contents, but there is no CONTVARIABLE`},
		{"keys of the heading", file2x2("KEYS(\"år\")=VALUES;\n", "1 2 3 4;"), ingest.Options{}, `t.px:21: KEYS("år") concerns a variable of HEADING; only those of STUB have keys`},
		{"keys of another kind", file2x2("KEYS(\"region\")=TEXTS;\n", "1 2 3 4;"), ingest.Options{}, `t.px:21: KEYS("region") is "TEXTS" where VALUES or CODES is expected`},
		{"rows without keys", file2x2("KEYS(\"region\")=CODES;\n", "1 2\n3 4;"), ingest.Options{}, "t.px:23: DATA has a row without the key of \"region\", which is in quotation marks; fetch the file again\nt.px:24: DATA has a row without the key of \"region\", which is in quotation marks; fetch the file again"},
		{"unknown keys", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 2\n\"Upplands Väsby\",3 4;"), ingest.Options{}, `t.px:24: DATA has a row of "Upplands Väsby", which CODES("region") does not have; fetch the file again`},
		{"a key twice", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 2\n\"1490\",3 4;"), ingest.Options{}, `t.px:24: DATA has the row 1490, which line 23 has; fetch the file again`},
		{"a row too short", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1\n\"0114\",3 4;"), ingest.Options{}, `t.px:23: DATA has 1 cell of the row 1490 where 2 are expected; fetch the file again`},
		{"a row too long", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 2 3\n\"0114\",3 4;"), ingest.Options{}, `t.px:23: DATA has a row without the key of "region", which is in quotation marks; fetch the file again`},
		{"rows cut off", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 2\n\"0114\",3"), ingest.Options{}, `t.px:24: DATA has 1 cell of the row 0114 where 2 are expected; fetch the file again`},
		{"the last number of a row cut off", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 2\n\"0114\",3 4"), ingest.Options{}, `t.px:24: the file ends within DATA, without the semicolon: rows may be missing; the file seems to be cut off: fetch it again`},
		{"a word in a row", file2x2("KEYS(\"region\")=CODES;\n", "\"1490\",1 b\n\"0114\",c 4;"), ingest.Options{}, "t.px:23: DATA holds \"b\" in cell 2 (region=1490, år=2025); fetch the file again\nt.px:24: DATA holds \"c\" in cell 3 (region=0114, år=2024); fetch the file again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readback.All(Format, readback.Input("t.px", c.text), c.options)
			if err == nil {
				t.Fatalf("no error, want %s", c.want)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if _, ok := errors.AsType[indicators.Problem](err); !ok {
				t.Errorf("%T is no indicators.Problem", err)
			}
		})
	}
}

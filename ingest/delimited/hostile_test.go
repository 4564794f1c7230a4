package delimited

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// A file that was cut off within a row is an error with the row's line. Where the cut is between rows or within the last cell nobody can tell.
func TestCutOffAtEveryKilobyte(t *testing.T) {
	text := strings.ReplaceAll(string(observations(2000)), ",", ";")
	if len(text) < 64<<10 {
		t.Fatalf("only %d bytes", len(text))
	}
	for n := 0; n < len(text); n += 1 << 10 {
		part := text[:n]
		lines := strings.Count(part, "\n")
		last := part[strings.LastIndexByte(part, '\n')+1:]
		want := ""
		switch cells := strings.Count(last, ";") + 1; {
		case n == 0:
			want = "t.csv: the file is empty; fetch it again, or take it out of the study"
		case last != "" && cells < 5:
			noun := "cells"
			if cells == 1 {
				noun = "cell"
			}
			want = fmt.Sprintf("t.csv:%d: %d %s where the header has 5; complete the row, or set footer if the data end above it", lines+1, cells, noun)
		}
		for _, text := range []bool{true, false} {
			got, err := readAll(input("t.csv", part), ingest.Options{Text: text})
			switch {
			case want != "" && (err == nil || err.Error() != want):
				t.Errorf("cut off after %d bytes: %v, want %s", n, err, want)
			case want == "" && err != nil:
				t.Errorf("cut off after %d bytes: %v", n, err)
			case want == "" && len(got.Rows) != strings.Count(strings.TrimSuffix(part, "\n"), "\n"):
				t.Errorf("cut off after %d bytes: %d rows", n, len(got.Rows))
			}
		}
	}
}

// Bits that flip give problems with the file's name, or rows that are counted as the lines are.
func TestFlippedBits(t *testing.T) {
	text := observations(60)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := []byte(string(text))
		for range 1 + rnd.IntN(4) {
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		}
		got, err := readAll(input("t.csv", string(b)), ingest.Options{Text: rnd.IntN(2) == 0})
		if err != nil {
			if p, ok := errors.AsType[indicators.Problem](err); !ok || p.File != "t.csv" || p.What == "" {
				t.Fatalf("%#v is no problem of the file", err)
			}
			continue
		}
		for i, line := range got.Lines {
			if line < 2 || i > 0 && line <= got.Lines[i-1] {
				t.Fatalf("row %d is of line %d after %v in\n%s", i, line, got.Lines[:i], b)
			}
		}
	}
}

func TestGiants(t *testing.T) {
	long := "a line of more than 1048576 bytes; look for a quotation mark that is not closed, or for line breaks that are missing"
	for _, c := range []struct{ name, text, want string }{
		{"a field", "a;b\n1;" + strings.Repeat("x", 8<<20) + "\n", "t.csv:2: " + long},
		{"a quoted field", "a;b\n1;\"" + strings.Repeat("x\n", 4<<20) + "\"\n", "t.csv:2: " + long},
		{"a name", strings.Repeat("x", 8<<20) + ";b\n1;2\n", "t.csv:1: " + long},
		{"a quotation mark that is never closed", "a;b\n\"" + strings.Repeat("1;2\n", 4<<20), "t.csv:2: " + long},
		{"a NUL far down", "a;b\n" + strings.Repeat("1;2\n", 1<<20) + "1;\x00\n", "t.csv:1048578: a NUL byte in text; the file may be UTF-16 without a byte order mark, or not text: save it as UTF-8"},
		{"a letter of another encoding far down", "å;b\n" + strings.Repeat("1;2\n", 1<<20) + "\xe5;2\n", "t.csv:1048578: byte 0xE5 is not UTF-8, though other letters of the file are; repair the file, or set the encoding if it is windows-1252 all the same"},
	} {
		if _, err := readAll(input("t.csv", c.text), ingest.Options{}); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsShownDoesNothingToATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"Göteborg\t5\r\n": "Göteborg\t5\r\n", "a\rb": `a\u000db`, "\x1b[2J": `\u001b[2J`, "\u009b2J": `\u009b2J`, "\x7f\x00\a\b": `\u007f\u0000\u0007\u0008`,
		"\u202eabc\u2069": `\u202eabc\u2069`, "\u200fעברית": "\u200fעברית", "\xff\xc3": `\ufffd\ufffd`, "\ufffd": "\ufffd", "": "",
	} {
		if got := string(harmless([]byte(text))); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
		for size := 1; size <= len(text); size++ { // written in any pieces, it is the same
			var out bytes.Buffer
			w := &shownText{w: &out}
			for rest := text; rest != ""; {
				n := min(size, len(rest))
				if _, err := w.Write([]byte(rest[:n])); err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			w.end()
			if out.String() != want {
				t.Errorf("%q in pieces of %d is shown as %q, want %q", text, size, out.String(), want)
			}
		}
	}
}

// TestHostileTextInMessagesAndAnswers has the program speak of a file that is full of what terminals obey.
func TestHostileTextInMessagesAndAnswers(t *testing.T) {
	const escape, csi, over = "\x1b]0;owned\a", "\u009b31m", "\u202e"
	dir := t.TempDir()
	path := filepath.Join(dir, "t.csv")
	text := "area," + escape + "x,value" + csi + "\n\"Nor\rr" + escape + "\",a" + over + ",1\nSöder,b,2\nVäster" + csi + ",c,x\"\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"data", "inspect", path}, {"data", "inspect", path, "--format", "json"}, {"data", "inspect", path, "--log-format", "json"},
		{"index", "compute", "gini", "--data", path, "--value", "value" + csi, "--unit", "area"},
		{"index", "compute", "gini", "--data", path, "--value", escape, "--log-format", "json"},
		{"data", "inspect", filepath.Join(dir, escape+"\njamlik: error: forged")}, {"data", over}, {escape},
		{"chart", "compare", "--data", path, "--area", "area", "--value", "value" + csi, "--source", over},
	} {
		var out, errs bytes.Buffer
		run(args, strings.NewReader(""), &out, &errs)
		for _, said := range []string{out.String(), errs.String()} {
			for _, r := range said {
				if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || turns(r) {
					t.Errorf("%q: %U is printed in %q", args, r, said)
					break
				}
			}
			if strings.Contains(said, "\njamlik: error: forged") {
				t.Errorf("%q: a forged message in %q", args, said)
			}
		}
		if args[len(args)-1] == "json" {
			for line := range strings.Lines(errs.String()) {
				if !json.Valid([]byte(line)) {
					t.Errorf("%q: %q is not JSON", args, line)
				}
			}
			if args[len(args)-2] == "--format" && (!json.Valid(out.Bytes()) || out.Len() == 0) {
				t.Errorf("%q: %q is not JSON", args, out.String())
			}
		}
	}
}

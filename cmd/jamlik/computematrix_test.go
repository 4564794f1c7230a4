package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Every index goes with every question that can be asked of it: each line of output is JSON, what has no value is null and said, and
// nothing that is withheld has a number.
func TestEveryIndexAnswersEveryQuestion(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"people.csv": "area,city,district,year,a,b,c,income,weight,cases,persons\n" +
			"A,X,N,1,30,10,5,210,12,5,10\nB,X,S,1,10,30,5,340,9,3,20\nC,Y,N,1,12,13,0,280,10,1,30\nD,Y,N,1,3,7,40,150,1,0,25\n" +
			"A,X,N,2,30,10,7,220,12,5,10\nB,X,S,2,10,20,5,330,9,3,22\nE,Y,N,2,12,13,1,285,10,2,30\nD,Y,N,2,,7,40,155,1,0,0\n",
		"empty.csv": "area,city,district,year,a,b,c,income,weight,cases,persons\nA,X,N,1,0,0,0,0,0,0,0\nA,X,N,2,0,0,0,0,0,0,0\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	questions := []string{"", "--threshold 8", "--bootstrap 99 --interval bca --threshold 8", "--bootstrap 99 --resample areas --interval normal",
		"--jackknife persons --threshold 8", "--jackknife areas", "--pairwise"}
	for _, null := range resample.Nulls {
		questions = append(questions, "--replicates 99 --null "+string(null))
	}
	for _, test := range resample.Comparisons {
		questions = append(questions, "--replicates 99 --compare year=1,2 --test "+string(test))
	}
	for _, ix := range registry.All() {
		for _, file := range []string{"people.csv", "empty.csv"} {
			for _, question := range questions {
				flags := flagsOf(ix, question)
				if flags == "" {
					continue
				}
				line := "index compute " + ix.ID + " --data " + file + " --unit area --format json " + flags + " " + question
				code, stdout, stderr := tryJamlik(strings.Fields(line)...)
				if code != exitDone {
					t.Errorf("jamlik %s: exit status %d\n%s", line, code, stderr)
					continue
				}
				checkResults(t, line, stdout)
			}
		}
	}
}

// flagsOf returns the columns that an index takes, and "" where the question is not for it.
func flagsOf(ix index.Index, question string) string {
	test, pairwise := strings.Contains(question, "--test"), strings.Contains(question, "--pairwise")
	flags := "--group a,b,c"
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		if pairwise && ix.TwoGroup != nil {
			return flags + " --by year"
		}
		flags = "--group a,b"
	case index.ShapeMultiGroup:
	case index.ShapeValues, index.ShapeSubgroups:
		flags = "--value income --weight weight"
	case index.ShapeEvents:
		flags = "--group cases --total persons"
	case index.ShapeChange:
		if test || pairwise {
			return ""
		}
		return flags + " --compare year=1,2"
	}
	if ix.Larger.Units {
		flags += " --within city,district"
	}
	if ix.Larger.Groups {
		flags += " --supergroup ab=a,b"
	}
	if pairwise {
		return ""
	}
	if !test {
		flags += " --by year"
	}
	return flags
}

func checkResults(t *testing.T, line, stdout string) {
	t.Helper()
	if stdout == "" {
		t.Errorf("jamlik %s: no output", line)
	}
	for s := bufio.NewScanner(strings.NewReader(stdout)); s.Scan(); {
		var r struct {
			Value    *float64
			Values   []partValue
			Warnings []string
		}
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Errorf("jamlik %s: %v in %s", line, err, s.Text())
		}
		if r.Value == nil && r.Values == nil && len(r.Warnings) == 0 {
			t.Errorf("jamlik %s: neither a value nor a warning in %s", line, s.Text())
		}
		for _, v := range r.Values {
			if v.Withheld && (v.Value != nil || v.Lower != nil || v.Upper != nil || (v.inferred != inferred{})) {
				t.Errorf("jamlik %s: withheld and yet shown: %+v", line, v)
			}
			if v.Value == nil && len(r.Warnings) == 0 {
				t.Errorf("jamlik %s: %+v has no value and no warning says why", line, v)
			}
		}
	}
}

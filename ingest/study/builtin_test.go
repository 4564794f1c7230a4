package study

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Every file of the catalogue passes the checks of a study, with the themes and frames of the catalogue and its own sources.
func TestBuiltInFilesAreStudies(t *testing.T) {
	frames, lines, err := readCatalogue(frameFile)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{file: frameFile, lines: lines, study: frames}
	c.frames()
	if err := c.problems.Err(); err != nil {
		t.Error(err)
	}
	for _, name := range catalogueNames()[1:] {
		s, lines, err := readCatalogue(name)
		if err != nil {
			t.Error(err)
			continue
		}
		s.Themes, s.Frames = frames.Themes, frames.Frames
		c := &checker{file: name, lines: lines, study: s}
		c.sources()
		c.indicators()
		if err := c.problems.Err(); err != nil {
			t.Error(err)
		}
	}
	entries, err := catalogueFiles.ReadDir("catalogue")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(catalogueNames(), e.Name()) {
			t.Errorf("catalogue/%s is not read", e.Name())
		}
	}
}

func TestBuiltInEntriesAreComplete(t *testing.T) {
	all := BuiltIn()
	if got := len(all.Indicators); got < 60 {
		t.Errorf("%d indicators, want at least 60", got)
	}
	for i, ind := range all.Indicators {
		if slices.Contains(ids(all.Indicators)[:i], ind.ID) {
			t.Errorf("%s: defined twice", ind.ID)
		}
		for what, text := range map[string]lang.Text{"name": ind.Name, "unit": ind.Unit, "definition": ind.Definition, "population": ind.Population} {
			if text.Sv == "" || text.En == "" {
				t.Errorf("%s: %s is not in both languages: %q, %q", ind.ID, what, text.Sv, text.En)
			}
		}
		if ind.Theme == "" || ind.Better == "" || ind.Source == "" {
			t.Errorf("%s: theme %q, better %q or source %q is not given", ind.ID, ind.Theme, ind.Better, ind.Source)
		}
		if len(ind.Frames) == 0 && !ind.Background && ind.Theme != "population" {
			t.Errorf("%s: reports to no frame", ind.ID)
		}
		switch table := ind.Table; {
		case table == nil:
			t.Errorf("%s: says nothing of its table", ind.ID)
		case len(table.Levels) == 0 || table.Documented == "":
			t.Errorf("%s: levels %v or documented %q is not given", ind.ID, table.Levels, table.Documented)
		case !table.Complete() && table.Title == "" && table.Label == "":
			t.Errorf("%s: neither code nor title nor label to find its figures by", ind.ID)
		}
	}
	for _, s := range all.Sources {
		if !slices.ContainsFunc(all.Indicators, func(ind Indicator) bool { return ind.Source == s.ID }) {
			t.Errorf("source %s: no indicator comes from it", s.ID)
		}
		if s.Retrieved != "" {
			t.Errorf("source %s: retrieved is the study's to say", s.ID)
		}
	}
}

var (
	scbContents = regexp.MustCompile(`^(0000[0-9A-Z]{4}|HE0111DJ)$`)
	pxPath      = regexp.MustCompile(`^[A-Za-z0-9_./]+$`)
)

// Codes have the form that the publisher's have, and the measures are those of the source.
func TestBuiltInCodes(t *testing.T) {
	all := BuiltIn()
	for _, ind := range all.Indicators {
		table := ind.Table
		source := all.Sources[slices.Index(ids(all.Sources), ind.Source)]
		for _, code := range table.Measures() {
			if (table.API == "scb" || strings.HasPrefix(table.Base, "https://api.scb.se/")) && !scbContents.MatchString(code) {
				t.Errorf("%s: %q has not the form of a code of contents", ind.ID, code)
			}
			if source.Contents != "" && !slices.Contains(strings.Split(source.Contents, ", "), code) {
				t.Errorf("%s: its source has the contents %s, not %s", ind.ID, source.Contents, code)
			}
		}
		if table.Path != "" && !pxPath.MatchString(table.Path) {
			t.Errorf("%s: path is %q", ind.ID, table.Path)
		}
		if table.API == "pxweb" && !strings.HasPrefix(table.Base, "https://") {
			t.Errorf("%s: address of the interface is %q", ind.ID, table.Base)
		}
		if source.Table != "" && table.API != "file" && !strings.Contains(source.Table+" "+table.Path, table.ID) {
			t.Errorf("%s: its source is table %s, the table is %s", ind.ID, source.Table, table.ID)
		}
	}
}

// Studies name indicators by their IDs, so one that was there stays. testdata/catalogue.txt lists them all.
func TestBuiltInIDsAreStable(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "catalogue.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ind := range BuiltIn().Indicators {
		got = append(got, ind.ID)
	}
	slices.Sort(got)
	if diff := cmp.Diff(strings.Fields(string(data)), got); diff != "" {
		t.Errorf("IDs differ from testdata/catalogue.txt; add the new ones there, and keep the old (-there +here):\n%s", diff)
	}
}

// Words of offices, and the plain ones that stand for them.
var officialese = map[string]string{
	"samt": "och", "erhålla": "få", "erhållit": "fått", "erhåller": "får", "gällande": "om", "avseende": "om", "beträffande": "om", "rörande": "om",
	"utifrån": "efter", "inneha": "ha", "innehar": "har", "såväl": "både", "dylikt": "sådant", "ifrågavarande": "den", "respektive": "och", "i syfte att": "för att",
}

// The Swedish texts are klarspråk: short sentences in everyday words, spelt as Swedish is.
func TestBuiltInSwedishIsPlain(t *testing.T) {
	for _, ind := range BuiltIn().Indicators {
		for _, text := range []string{ind.Name.Sv, ind.Definition.Sv, ind.Population.Sv} {
			for word, plain := range officialese {
				if regexp.MustCompile(`(?i)(^|[^\p{L}])` + word + `($|[^\p{L}])`).MatchString(text) {
					t.Errorf("%s: %q says %q, write %q", ind.ID, text, word, plain)
				}
			}
			if strings.Contains(text, "  ") || strings.Contains(text, "%") || text != strings.TrimSpace(text) {
				t.Errorf("%s: %q has spaces too many, or a sign for per cent", ind.ID, text)
			}
			if r := []rune(text); !unicode.IsUpper(r[0]) && !unicode.IsDigit(r[0]) {
				t.Errorf("%s: %q does not begin with a capital", ind.ID, text)
			}
		}
		for _, text := range []string{ind.Definition.Sv, ind.Definition.En} {
			if !strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q does not end with a stop", ind.ID, text)
			}
			for sentence := range strings.SplitSeq(text, ". ") {
				if n := len(strings.Fields(sentence)); n > 40 {
					t.Errorf("%s: a sentence of %d words: %q", ind.ID, n, sentence)
				}
			}
		}
		if strings.ContainsAny(ind.Definition.En+ind.Name.En, "åäöÅÄÖ") {
			t.Errorf("%s: the English wording has Swedish letters", ind.ID)
		}
	}
}

// The study of Borås defines its indicators itself. Where the catalogue has them too they are the same thing from the same table.
func TestBuiltInAgreesWithBoras(t *testing.T) {
	data, err := os.ReadFile("../../testdata/boras/study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Decode("study.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for _, own := range s.Indicators {
		ind, err := Lookup(own.ID)
		if err != nil {
			continue
		}
		met++
		type essence struct {
			Name, Unit, Population lang.Text
			Theme, Kind, Better    string
			Per                    float64
			Decimals               int
		}
		of := func(i Indicator) essence {
			return essence{i.Name, i.Unit, i.Population, i.Theme, i.Kind, i.Better, i.Per, i.Decimals}
		}
		if diff := cmp.Diff(of(ind), of(own)); diff != "" {
			t.Errorf("%s differs (-catalogue +study):\n%s", own.ID, diff)
		}
		source := s.Sources[slices.Index(ids(s.Sources), own.Source)]
		if !strings.HasSuffix(source.Table, ind.Table.ID) {
			t.Errorf("%s: table is %s, in the study %s", own.ID, ind.Table.ID, source.Table)
		}
		for _, code := range ind.Table.Measures() {
			if source.Contents != "" && !strings.Contains(source.Contents, code) {
				t.Errorf("%s: contents is %s, in the study %s", own.ID, code, source.Contents)
			}
		}
	}
	if met != len(s.Indicators) {
		t.Errorf("the catalogue has %d of the study's %d indicators", met, len(s.Indicators))
	}
}

func TestLookupSuggests(t *testing.T) {
	if ind, err := Lookup("employed"); err != nil || ind.Name.Sv != "Sysselsatta 20–64 år" {
		t.Errorf("employed is %q, %v", ind.Name.Sv, err)
	}
	for id, want := range map[string]string{
		"emplyed":  `the built-in catalogue has no indicator "emplyed"; did you mean "employed"?`,
		"happines": `the built-in catalogue has no indicator "happines"; jamlik indicators list shows them`,
	} {
		if _, err := Lookup(id); fmt.Sprint(err) != want {
			t.Errorf("%s: error is\n%v\nwant\n%s", id, err, want)
		}
	}
}

func TestTableOfCounts(t *testing.T) {
	ind, err := Lookup("employed")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"0000089X", "0000089Y"}, ind.Table.Measures()); diff != "" {
		t.Error(diff)
	}
	if !ind.Table.Complete() || ind.Table.AreaDimension() != "Region" || ind.Table.PeriodDimension() != "Tid" || ind.Table.MeasureDimension() != "ContentsCode" {
		t.Errorf("table is %+v", ind.Table)
	}
	if ind, _ = Lookup("foreign_citizens"); ind.Table.Complete() {
		t.Error("the measure of foreign citizens is not documented, yet its table is complete")
	}
	if ind, _ = Lookup("good_health"); ind.Table.PeriodDimension() != "År" || ind.Table.MeasureDimension() != "Hälsotillstånd" {
		t.Errorf("table is %+v", ind.Table)
	}
	if ind, _ = Lookup("kolada_merit_value"); ind.Table.AreaDimension() != "municipality" || ind.Table.PeriodDimension() != "year" {
		t.Errorf("table is %+v", ind.Table)
	}
	if ind, _ = Lookup("school_attendance"); ind.Table.AreaDimension() != "area" || !ind.Table.Complete() {
		t.Errorf("table is %+v", ind.Table)
	}
}

package study

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// use returns the small study with indicators of the catalogue.
func use(t *testing.T, list string) string {
	t.Helper()
	return change(t, "indicators:\n", "use: "+list+"\nindicators:\n")
}

func TestUseAddsWhatTheCatalogueHas(t *testing.T) {
	s, err := Decode("study.yaml", []byte(use(t, "[unemployed, low_economic_standard]")))
	if err != nil {
		t.Fatal(err)
	}
	// The small study has a population of its own, which is the denominator of the low standard.
	if diff := cmp.Diff([]string{"population", "employed", "unemployed", "low_economic_standard"}, ids(s.Indicators)); diff != "" {
		t.Errorf("indicators (-want +got):\n%s", diff)
	}
	ind := s.Indicators[2]
	if ind.Table == nil || ind.Table.ID != "TAB6680" || ind.Per != 100 {
		t.Errorf("unemployed is %+v", ind)
	}
	if len(ind.Frames["programme"]) != 0 {
		t.Errorf("frames are %v; the study's programme has no category work", ind.Frames)
	}
	for _, id := range []string{"scb_labour", "scb_low_standard"} {
		if !slices.Contains(ids(s.Sources), id) {
			t.Errorf("source %s is missing among %v", id, ids(s.Sources))
		}
	}
	if n := len(s.Themes); !slices.Contains(ids(s.Themes), "economy") || slices.Contains(ids(s.Themes), "health") {
		t.Errorf("%d themes: %v, want those of the study and economy", n, ids(s.Themes))
	}
}

// A denominator that neither the study nor its list names comes along.
func TestUseBringsTheDenominator(t *testing.T) {
	text := strings.ReplaceAll(small["study.yaml"], "population", "inhabitants")
	text = strings.Replace(text, "inhabitants.csv", "population.csv", 1)
	text = strings.Replace(text, "indicators:\n", "use: [low_economic_standard]\nindicators:\n", 1)
	s, err := Decode("study.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"inhabitants", "employed", "low_economic_standard", "population"}, ids(s.Indicators)); diff != "" {
		t.Errorf("indicators (-want +got):\n%s", diff)
	}
	if !s.Indicators[3].Background {
		t.Error("the population that comes along has a chapter of its own")
	}
}

func TestUseSaysWhatIsWrong(t *testing.T) {
	for list, want := range map[string]string{
		"[unemploid]":              `the built-in catalogue has no indicator "unemploid"; did you mean "unemployed"?`,
		"[foreign_citizens]":       `which cells of table TAB6569 are "foreign_citizens" is not documented; jamlik fetch show scb TAB6569 lists what it holds; write a fetch and an entry of data in the study`,
		"[unemployed, unemployed]": `indicator "unemployed" is used twice; remove one`,
	} {
		_, err := Decode("study.yaml", []byte(use(t, list)))
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "study.yaml:") {
			t.Errorf("%s: error is\n%v\nwant\n%s", list, err, want)
		}
	}
}

func TestUseYieldsToTheStudy(t *testing.T) {
	s, c, err := decode("study.yaml", []byte(use(t, "[employed]")))
	if err != nil {
		t.Fatal(err)
	}
	if i := slices.Index(ids(s.Indicators), "employed"); s.Indicators[i].Table != nil || len(s.Indicators) != 2 {
		t.Errorf("indicators are %v, the study's own gone", ids(s.Indicators))
	}
	if len(c.warnings) != 1 || !strings.Contains(c.warnings[0].Error(), `the study defines "employed" itself, so the catalogue's definition is not used; remove one of the two`) {
		t.Errorf("warnings are %v", c.warnings)
	}
	l, err := Load(study(t, "study.yaml", "indicators:\n", "use: [employed]\nindicators:\n"), "study.yaml", LoadOptions{})
	if err != nil || !slices.ContainsFunc(l.Warnings, func(w error) bool { return w.Error() == c.warnings[0].Error() }) {
		t.Errorf("error %v, warnings %v", err, l.Warnings)
	}
}

// The study of Borås with its definitions left out and named instead reads the same figures.
func TestBorasThroughTheCatalogue(t *testing.T) {
	dir := os.DirFS("../../testdata/boras")
	data, err := fs.ReadFile(dir, "study.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own, err := Load(dir, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(data), "\nindicators:\n")
	_, rest, _ = strings.Cut(rest, "\ndata:\n")
	all := strings.Join(ids(own.Study.Indicators), ", ")
	rest = strings.ReplaceAll(rest, "    columns: {area: area, period: period, indicator:", "    brings: ["+all+"]\n    columns: {area: area, period: period, indicator:")
	named := head + "\nuse: [" + all + "]\ndata:\n" + rest
	files := fstest.MapFS{"study.yaml": {Data: []byte(named)}}
	for _, f := range own.Inputs[1:] {
		bytes, err := fs.ReadFile(dir, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = &fstest.MapFile{Data: bytes}
	}
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Len() != own.Table.Len() || len(l.Warnings) != len(own.Warnings) {
		t.Errorf("%d observations and %d warnings, want %d and %d: %v", l.Table.Len(), len(l.Warnings), own.Table.Len(), len(own.Warnings), l.Warnings)
	}
	for i := range min(l.Table.Len(), own.Table.Len()) {
		if l.Table.At(i) != own.Table.At(i) {
			t.Fatalf("observation %d is %+v, want %+v", i, l.Table.At(i), own.Table.At(i))
		}
	}
}

// All that can be fetched is asked for at once, each table in a fetch of its own and every indicator with an entry of data.
func TestUseOfTheWholeCatalogue(t *testing.T) {
	var list []string
	for _, ind := range BuiltIn().Indicators {
		if ind.Table.API != "file" && ind.Table.Findable() {
			list = append(list, ind.ID)
		}
	}
	s, err := Decode("study.yaml", []byte(named(t, "["+strings.Join(list, ", ")+"]")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, ids(s.Indicators)); diff != "" {
		t.Errorf("indicators (-want +got):\n%s", diff)
	}
	if len(s.Data) != len(list) || len(s.Fetch) < 20 || len(s.Fetch) > 60 {
		t.Errorf("%d entries of data and %d fetches for %d indicators", len(s.Data), len(s.Fetch), len(list))
	}
	for _, f := range s.Fetch {
		for dim, values := range f.Select {
			if len(values) == 0 {
				t.Errorf("fetch %s chooses nothing of %s", f.ID, dim)
			}
		}
	}
}

func TestTableIsChecked(t *testing.T) {
	const line = "    decimals: 1"
	for table, want := range map[string]string{
		"{api: scbb, id: TAB1}":                                               `unknown interface "scbb"; did you mean "scb"?`,
		"{api: scb, id: BE0101}":                                              `indicator "employed": table id "BE0101" is none of the interface scb`,
		"{api: scb, title: Sysselsatta, contents: 000007Y7}":                  `a code of contents is given without a table; name the table after id: or path:`,
		"{api: scb, title: Sysselsatta, roles: {value: {ContentsCode: [a]}}}": `a code of contents is given without a table`,
		"{api: scb}":                           `neither id, path nor title of the table is given`,
		"{api: scb, id: TAB1, levels: [desa]}": `unknown level "desa"; did you mean "deso"?`,
		"{api: scb, id: TAB1, roles: {numerater: {Kon: [a]}}}":              `unknown role "numerater"; did you mean "numerator"?`,
		"{api: scb, id: TAB1, recode: {Kon: {1: men}}}":                     `codes of "Kon" are recoded, but it holds no group; name it after groups:`,
		"{api: file, columns: {area: kod}}":                                 `nothing says which column of the file holds the period`,
		"{api: file, columns: {area: kod, period: år, xyz: a}}":             `unknown role "xyz"`,
		"{api: scb, id: TAB1, select: {Kon: [kvinnor]}, labels: [Alder]}":   `unknown dimension "Alder"; one of Kon, Region, Tid`,
		"{api: scb, id: TAB1, select: {Kon: [kvinnor]}, labels: [Kon]}":     "",
		"{api: kolada, id: N15428, levels: [municipality]}":                 "",
		"{api: file, columns: {area: kod, period: år}}":                     "",
		"{api: scb, id: TAB1, groups: {sex: Kon}, recode: {Kon: {1: men}}}": "",
	} {
		_, err := Decode("study.yaml", []byte(change(t, line, line+"\n    table: "+table)))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: error is\n%v\nwant\n%s", table, err, want)
		}
	}
}

package px

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsonstat"
	"github.com/jamlik/jamlik/ingest/readback"
)

// shared returns a file of the data beside the repository.
func shared(t *testing.T, name string) ingest.Input {
	t.Helper()
	path := golden.Path(t, "data", filepath.FromSlash(name))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readback.Input(filepath.Base(path), string(b))
}

const examples = "px/pxweb_example/"

// summary adds up the values of a table and counts its marks: ".×2 ..×1".
func summary(t *testing.T, c readback.Content) (sum float64, marks string) {
	t.Helper()
	value, status := slices.Index(c.Names, "value"), slices.Index(c.Names, "status")
	count := map[string]int{}
	for _, row := range c.Rows {
		if row[value] != null {
			f, err := strconv.ParseFloat(row[value], 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += f
		}
		if (row[value] == null) != (row[status] != null && row[status] != "-") {
			t.Fatalf("value %s with status %s", row[value], row[status])
		}
		if row[status] != null {
			count[row[status]]++
		}
	}
	var parts []string
	for _, m := range append([]string{"-"}, markTexts[:7]...) {
		if count[m] > 0 {
			parts = append(parts, fmt.Sprintf("%s×%d", m, count[m]))
		}
	}
	return sum, strings.Join(parts, " ")
}

// The cells (the numbers of VALUES multiplied), sums and marks were counted by another program, with regular expressions. With KEYS, 576 cells
// of BE101ACEkeys.px are in rows that are not there.
func TestExamplesOfPxWeb(t *testing.T) {
	for _, c := range []struct {
		file  string
		cells int
		sum   float64
		marks string
	}{
		{"AggregallowedNo/PR0101B3.px", 40, 9972.09, ""},
		{"AttributesCellnotes/BE0101F1langensvfiolikacelln.px", 48, 17793, ""},
		{"Autopen/BE0101N1.px", 84, 18439274, ""},
		{"Autopen/BE0101N1autopen.px", 84, 18439274, ""},
		{"Descriptiondefault/BE0101N1descdefault.px", 84, 18439274, ""},
		{"Descriptiondefault/BE0101N1descnotdefault.px", 84, 18439274, ""},
		{"Doublecolumn/BE0101N1doublecol.px", 84, 18439274, ""},
		{"Doublecolumn/HA0201E8doublecol.px", 117, 15461, ""},
		{"Hierarchies/BE0101A1det.px", 9984, 1620909, ""},
		{"Hierarchies/BE0101A1hier.px", 9984, 107510934, ""},
		{"Hierarchies/BE0101A1hierpiv.px", 9984, 107510934, ""},
		{"Hierarchies/BE0101A1hierreg.px", 9984, 1620909, ""},
		{"Hierarchies/BE0101A1hierreg2.px", 9984, 1620909, ""},
		{"Hierarchies/GeneveEUhierarch.px", 58, 190.63643, ""},
		{"Hierarchies/PR0101B3hier.px", 726, 215138.53, "..×42"},
		{"Hierarchies/PR0101B3hier2lang.px", 726, 215138.53, "..×42"},
		{"Maxvariabler/10variabler.PX", 17920, 107880, ""},
		{"Misc/OfficialStatistics/officialstatistics.px", 48, 11504, ".×1 ..×1"},
		{"Month/PR0101B3.px", 324, 83285.53, ""},
		{"Month/PR0101D8.px", 58, 5983.13, ""},
		{"NPM/BE0101F1allKeywords.px", 48, 11466, "-×1 .×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/BE0101F1allKeywordsNoContentsvar.px", 24, 4436, "-×1 .×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/BE0101F1datasymbols.px", 24, 4474, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/BE0101F1nilSymbol.px", 48, 8750, "-×3 .×1 ..×2"},
		{"NPM/BE0101F1nildotnosymbol.px", 48, 3164, "-×8 .×2 ..×2 ...×2 ....×1 ......×1"},
		{"NPM/BE0101F1nildotsymbols.px", 48, 3164, "-×8 .×2 ..×2 ...×2 ....×1 ......×1"},
		{"NPM/BE0101F1nilnopres.px", 48, 8750, "-×3 ..×3"},
		{"NPM/BE0101F1nolang.px", 48, 11466, "-×1 .×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/BE0101F1symbnot.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/BE0101F1symbnot2.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/EXEMPEL1.PX", 48, 11504, "-×1 .×1 ...×1 ....×1 .....×1 ......×1"},
		{"NPM/EXEMPEL2.PX", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"Population/BE0101A1.px", 33936, 18059144, ""},
		{"Population/BE0101A1elimtot.px", 90, 215991948, ""},
		{"Population/BE0101A1proc.px", 288, 7629458.06, ""},
		{"Population/BE0101A1procproc.px", 432, 7643862.64, ""},
		{"Population/BE0101F1allakw.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"Population/BE0101F1pnosymbol.px", 24, 4474, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"Population/BE0101F1symbnot.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"Population/BE101ACE.px", 8064, 538792262, ""},
		{"Population/Fotnoter.px", 3240, 272064, ""},
		{"Population/Nya Fotnoter.px", 48, 17793, ""},
		{"Quarter/HA0201E8.px", 117, 15461, ""},
		{"aggregations/BE0101D1.px", 46176, 1169832, ""},
		{"alias/BE0101F1ensvdescdefault.px", 48, 17793, ""},
		{"alias/BE0101F1langensvfiolikacelln.px", 48, 17793, ""},
		{"alias/BE0101F1langensvfiolikacelln2.px", 48, 17793, ""},
		{"alias/BE0101F1langensvolikacelln.px", 48, 11504, ".×1 ..×1"},
		{"datanotecell/Transmengde.px", 27300, 3747858069, ""},
		{"error/continue/template av BE0101F1error.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"error/fatal/template av BE0101F1error.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"error/multilang/BE0101F1ensvcontvarerror.px", 48, 17793, ""},
		{"error/multilang/BE0101F1ensvdescdefaulterror.px", 48, 17793, ""},
		{"error/multilang/BE0101F1ensvdescerror.px", 48, 17793, ""},
		{"error/multilang/BE0101F1langensvfiolikacelln2error.px", 48, 17793, ""},
		{"keys/BE0101F1symbnotkeys.px", 48, 11504, ".×1 ..×1 ...×1 ....×1 .....×1 ......×1"},
		{"keys/BE101ACEkeys.px", 8064, 538792262, "-×576"},
		{"multilanguage/BE0101F1ensvdescdefault.px", 48, 17793, ""},
		{"multilanguage/BE0101F1langensvfiolikacelln.px", 48, 17793, ""},
		{"multilanguage/BE0101F1langensvfiolikacelln2.px", 48, 17793, ""},
		{"multilanguage/BE0101F1langensvolikacelln.px", 48, 11504, ".×1 ..×1"},
		{"percent/BE0101A1proc.px", 96, 4895141, ""},
		{"percent/BE0101A1proc2.px", 96, 4895141, ""},
		{"percent/BE0101A1procnorounding.px", 96, 4895141, ""},
		{"percent/BE0101A1procrounding0.px", 96, 4895141, ""},
		{"percent/BE0101A1procrounding1.px", 96, 4895141, ""},
		{"percent/BE0101A1procspar.px", 96, 4895141, ""},
		{"percent/ENdecnoround.px", 27, 1387.1511, "..×3"},
		{"percent/ENdecround0.px", 27, 1387.1511, "..×3"},
		{"percent/ENdecround1.px", 27, 1387.1511, "..×3"},
	} {
		got, err := readback.All(Format, shared(t, examples+c.file), ingest.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		sum, marks := summary(t, got)
		if len(got.Rows) != c.cells || math.Abs(sum-c.sum) > 1e-9*c.sum || marks != c.marks {
			t.Errorf("%s: %d cells, sum %v, %s; want %d, %v, %s", c.file, len(got.Rows), sum, marks, c.cells, c.sum, c.marks)
		}
	}
}

// What PxWeb calls fatal is wrong with keywords that the format demands or that say what the cells are. A keyword that is missing is reported at
// DATA, before which it should have come.
func TestFatalExamplesAreRefused(t *testing.T) {
	const inside = "after a text, where a comma or the semicolon is expected"
	for file, want := range map[string]string{
		"errorCodes":             `:24: CODES has 0","01","0114","0115… ` + inside,
		"errorContVariableunits": `:42: UNITS("Inmigratedx") concerns "Inmigratedx", which is no value of the contents`,
		"errorContvariable":      `:17: CONTVARIABLE is "typex", which is no variable`,
		"errorHeading":           `:16: HEADING has od","type","sex"; ` + inside,
		"errorMatrix":            `:8: MATRIX has 01F1"; ` + inside,
		"errorStub":              `:15: STUB has on","age"; ` + inside,
		"errorSubjectArea":       `:6: SUBJECT-AREA has lation"; ` + inside,
		"errorUnit":              `:14: UNITS has ber"; ` + inside,
		"errorValues":            `:18: VALUES has weden","01 Stockholm… ` + inside,
		"errorVarValue":          `:18: VALUES("regionx") concerns "regionx", which is no variable`,
		"errormissingValues":     `:90: VALUES("age") is missing`, // though CODES("age") is there
		"misingSubjectArea":      ":90: SUBJECT-AREA is missing",
		"missingContents":        ":90: CONTENTS is missing",
		"missingData":            ":81: DATA is missing",
		"missingDecimal":         ":89: DECIMALS is missing",
		"missingMatrix":          ":90: MATRIX is missing",
		"missingStubHeading":     ":89: STUB or HEADING is missing",
		"missingSubjectCode":     ":90: SUBJECT-CODE is missing",
		"missingTitle":           ":88: TITLE is missing",
		"missingUnit":            ":90: UNITS is missing", // though each of the contents has a unit
	} {
		name := "BE0101F1" + file + ".px"
		_, err := readback.All(Format, shared(t, examples+"error/fatal/"+name), ingest.Options{})
		if err == nil || !strings.Contains(err.Error(), name+want) {
			t.Errorf("%s: %v, want …%s", file, err, want)
		}
	}
}

// What PxWeb goes on with is wrong with keywords that only describe. The template has 48 cells with the sum 11,504.
func TestExamplesWithSmallFaultsAreRead(t *testing.T) {
	const inside = "after a text, where a comma or the semicolon is expected"
	for file, want := range map[string]string{
		"BE0101A1procerrorPrecision":       `:28: PRECISION("$$SORT","Per centx") concerns "Per centx"`,
		"BE0101F1errorAggregAllowed":       `:8: AGGREGALLOWED is "2" where YES or NO is expected`,
		"BE0101F1errorCellnote":            `:80: CELLNOTE("*","20","*","*") names 4 values where the table has 5 variables`,
		"BE0101F1errorContVariabledetails": `:38: LAST-UPDATED("Inmigratedx") concerns "Inmigratedx"`,
		"BE0101F1errorContact":             `:45: CONTACT has ksson, SCB#Tel: +46 … ` + inside,
		"BE0101F1errorDescDefault":         ":11: DESCRIPTIONDEFAULT is YES, but there is no DESCRIPTION",
		"BE0101F1errorDescription":         `:10: DESCRIPTION has Migration by region,… ` + inside,
		"BE0101F1errorDomain":              `:30: DOMAIN("regionx") concerns "regionx"`,
		"BE0101F1errorDoubleCol":           `:28: DOUBLECOLUMN("regionx") concerns "regionx"`,
		"BE0101F1errorElimYalue":           `:34: ELIMINATION("regionx") concerns "regionx"`,
		"BE0101F1errorElimYes":             `:35: ELIMINATION("sexx") concerns "sexx"`,
		"BE0101F1errorMap":                 `:33: MAP has en_municipality"; ` + inside,
		"BE0101F1errorNote":                `:49: NOTE has nal table note"; ` + inside,
		"BE0101F1errorNoteVar":             `:52: NOTE("regionx") concerns "regionx"`,
		"BE0101F1errorShowdecimals":        `:37: SHOWDECIMALS is "20" where a number from 0 to DECIMALS, 0, is expected`,
		"BE0101F1errorShowdecimals2":       `:37: SHOWDECIMALS is "A" where`,
		"BE0101F1errorShowdecimals2d":      `:37: SHOWDECIMALS is "2" where`,
		"BE0101F1errorSource":              `:44: SOURCE has stics Sweden"; ` + inside,
		"BE0101F1errorTimeval":             `:23: TIMEVAL("period") lists 2 periods where VALUES has 1`,
		"BE0101F1errorValueNote":           `:60: VALUENOTE has al valuenote for age… ` + inside,
		"BE0101F1errorValuenotex":          `:59: VALUENOTEX has for Upplands V?sby"; ` + inside,
	} {
		got, err := readback.All(Format, shared(t, examples+"error/continue/"+file+".px"), ingest.Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		cells, total := 48, 11504.0
		if strings.HasPrefix(file, "BE0101A1") {
			cells, total = 96, 4895141
		}
		if sum, _ := summary(t, got); len(got.Rows) != cells || math.Abs(sum-total) > 1e-6 {
			t.Errorf("%s: %d cells, sum %v", file, len(got.Rows), sum)
		}
		if len(got.Warnings) == 0 || !strings.Contains(got.Warnings[0], file+".px"+want) {
			t.Errorf("%s: warnings %q, want …%s", file, got.Warnings, want)
		}
	}
}

// In the other languages of a file labels, units and notes are others, and codes, names and values the same. BE0101F1ensvdescdefaulterror.px
// has nothing wrong that could be seen.
func TestLanguagesOfExamples(t *testing.T) {
	for _, c := range []struct {
		file, language string
		warnings       []string
	}{
		{"multilanguage/BE0101F1ensvdescdefault.px", "sv", nil},
		{"multilanguage/BE0101F1langensvfiolikacelln.px", "fi", nil},
		{"Hierarchies/PR0101B3hier2lang.px", "sv", nil},
		{"error/multilang/BE0101F1ensvdescdefaulterror.px", "sv", nil},
		{"error/multilang/BE0101F1ensvcontvarerror.px", "sv", []string{"BE0101F1ensvcontvarerror.px:25: CONTVARIABLE[sv] is missing; that of en is taken"}},
		{"error/multilang/BE0101F1ensvdescerror.px", "sv", []string{`BE0101F1ensvdescerror.px:14: DESCRIPTION is in the language "svx", which LANGUAGES does not name, and is left out`}},
		{"error/multilang/BE0101F1langensvfiolikacelln2error.px", "fi", []string{`BE0101F1langensvfiolikacelln2error.px:163: CELLNOTE is in the language "fix", which LANGUAGES does not name, and is left out`}},
	} {
		first, err := readback.All(Format, shared(t, examples+c.file), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		other, err := readback.All(Format, shared(t, examples+c.file), ingest.Options{Language: c.language})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.warnings, other.Warnings); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.file, diff)
		}
		same := func(c readback.Content) (rows [][]string) {
			for _, row := range c.Rows {
				var kept []string
				for i, name := range c.Names {
					if !strings.HasSuffix(name, "_label") && name != "unit" && name != "note" {
						kept = append(kept, name+"="+row[i])
					}
				}
				rows = append(rows, kept)
			}
			return rows
		}
		if diff := cmp.Diff(same(first), same(other)); diff != "" {
			t.Errorf("%s (-first +%s)\n%s", c.file, c.language, diff)
		}
		if cmp.Equal(first.Rows, other.Rows) {
			t.Errorf("%s: no label is another in %s", c.file, c.language)
		}
	}
}

// The file and its twin are written from one cube.
func TestTheSameCubeAsJSONStat(t *testing.T) {
	got, err := readback.All(Format, shared(t, "reserialised/boras_pop_deso_age_sex_2025_cp1252.px"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := readback.All(jsonstat.Format, shared(t, "reserialised/boras_pop_deso_age_sex_2025.json-stat2.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// Only the other file has a dimension of the contents, with one category.
	if diff := cmp.Diff([]string{"region", "region_label", "ålder", "ålder_label", "kön", "kön_label", "år", "år_label", "value", "status", "unit"}, got.Names); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for i, row := range want.Rows {
		want.Rows[i] = slices.Delete(row, 6, 8)
	}
	if diff := cmp.Diff(want.Rows, got.Rows); diff != "" || len(got.Rows) != 77*17*2 {
		t.Errorf("%d rows (-JSON-stat +PX)\n%s", len(got.Rows), diff)
	}
}

// DATANOTECELL marks 6,760 cells of this file, each on its own. CODES has the values that it names them by.
func TestMarksOfCells(t *testing.T) {
	got, err := readback.All(Format, shared(t, examples+"datanotecell/Transmengde.px"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	note, marked := slices.Index(got.Names, "note"), 0
	for _, row := range got.Rows {
		if row[note] == "*" {
			marked++
		} else if row[note] != null {
			t.Fatalf("note %q", row[note])
		}
	}
	if marked != 6760 {
		t.Errorf("%d cells are marked, want 6760", marked)
	}
}

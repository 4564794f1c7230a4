package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// TestFictionalStudy runs the study of a city that does not exist, which has what Borås has not: trends, small counts of unprotected sources,
// figures by sex.
func TestFictionalStudy(t *testing.T) {
	dir := filepath.Join("..", "..", "testdata", "exempelstad")
	l, err := study.Load(os.DirFS(dir), studyName, study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	jamlik(t, "run", dir, "-o", out, "--quiet", "--formats", "svg")
	files := contents(out)

	t.Run("every page says that the city does not exist", func(t *testing.T) {
		for name, data := range files {
			lg := lang.En
			if strings.HasSuffix(name, "-sv"+filepath.Ext(name)) || name == reportName(lang.Sv) || name == explorerName(lang.Sv) {
				lg = lang.Sv
			}
			if ext := filepath.Ext(name); ext != ".svg" && ext != ".html" {
				continue
			}
			notice, _, _ := strings.Cut(l.Study.Fictional.In(lg), ".") // an SVG breaks lines between sentences
			if !strings.Contains(string(data), notice) {
				t.Errorf("%s does not say %q", name, notice)
			}
		}
	})
	t.Run("the explorer leads to the report", func(t *testing.T) { checkExplorer(t, files, 2_500_000) })
	t.Run("trends are drawn", func(t *testing.T) {
		if _, ok := files["figures/trend-employed-sv.svg"]; !ok {
			t.Error("no trend of employed")
		}
	})
	t.Run("no small count of an unprotected source is told", func(t *testing.T) {
		checkWithheld(t, l, files["data/comparisons.csv"])
		checkBenchmarksWithheld(t, files)
	})
}

func checkWithheld(t *testing.T, l *study.Loaded, table []byte) {
	rows := readCSV(t, table)
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	withheld := 0
	for _, r := range rows[1:] {
		ind, ok := l.Catalogue.Indicator(r[at["indicator"]])
		if !ok {
			t.Errorf("indicator %q is not in the catalogue", r[at["indicator"]])
		}
		if source, _ := l.Catalogue.Source(ind.Source); source.Protected {
			continue
		}
		if r[at["reason"]] == "withheld" {
			withheld++
			for _, name := range []string{"value", "lower", "upper", "numerator", "denominator", "rest_of_city", "difference", "ratio", "change"} {
				if r[at[name]] != "" {
					t.Errorf("%s %s: withheld, but %s is %s", ind.ID, r[at["area_name"]], name, r[at[name]])
				}
			}
		}
		n, err1 := strconv.ParseFloat(r[at["numerator"]], 64)
		d, err2 := strconv.ParseFloat(r[at["denominator"]], 64)
		if err1 != nil || err2 != nil {
			continue
		}
		few := func(n float64) bool { return n > 0 && n < l.Study.Disclosure.MinCount }
		if few(n) || few(d-n) || d < l.Study.Disclosure.MinDenominator {
			t.Errorf("%s %q %s (%s): %v of %v is told", ind.ID, r[at["group"]], r[at["area"]], r[at["area_name"]], n, d)
		}
	}
	if withheld == 0 {
		t.Error("nothing was withheld: the study should have small counts")
	}
}

// checkBenchmarksWithheld holds the tables of benchmarks and funnels to what the comparisons withhold: neither the area itself nor what others are
// compared with, and no figure of all areas together.
func checkBenchmarksWithheld(t *testing.T, files map[string][]byte) {
	table := func(name string) (rows [][]string, at map[string]int) {
		rows = readCSV(t, files[name])
		at = map[string]int{}
		for i, column := range rows[0] {
			at[column] = i
		}
		return rows[1:], at
	}
	hidden, secret := map[[3]string]bool{}, map[string]bool{}
	rows, at := table("data/comparisons.csv")
	for _, r := range rows {
		if r[at["reason"]] == "withheld" {
			hidden[[3]string{r[at["indicator"]], r[at["group"]], r[at["area"]]}] = true
			secret[r[at["indicator"]]+" "+r[at["period"]]] = true
		}
	}
	empty := func(what string, r []string, at map[string]int, columns ...string) {
		for _, c := range columns {
			if r[at[c]] != "" {
				t.Errorf("%s: %s is %s in %v", what, c, r[at[c]], r)
			}
		}
	}
	checked := 0
	rows, at = table("data/benchmarks.csv")
	for _, r := range rows {
		name := [3]string{r[at["indicator"]], r[at["group"]], r[at["area"]]}
		contrast := []string{"difference", "ratio", "standardised_difference", "p", "q"}
		if hidden[name] {
			checked++
			empty("withheld", r, at, append(contrast, "value")...)
		}
		if name[2] = r[at["reference"]]; hidden[name] {
			checked++
			empty("compared with what is withheld", r, at, append(contrast, "reference_value")...)
		}
	}
	rows, at = table("data/funnel.csv")
	for _, r := range rows {
		if hidden[[3]string{r[at["indicator"]], r[at["group"]], r[at["area"]]}] {
			checked++
			empty("a withheld area in a funnel", r, at, "value", "denominator", "inner_lower", "inner_upper", "outer_lower", "outer_upper", "z", "wide_z",
				"outside", "outside_wide")
		}
		if secret[r[at["indicator"]]+" "+r[at["period"]]] {
			checked++
			empty("spread between areas of which some are withheld", r, at, "dispersion", "between_areas", "wide_z", "wide_inner_lower")
		}
	}
	if checked < 100 {
		t.Errorf("only %d rows were checked", checked)
	}
}

// TestReconciliationTellsNoSmallCount damages rows of the city's own records, which are not protected, so that they disagree with their counts and with
// their history. Those who hold the study see it; what is published has neither the figures nor the rows.
func TestReconciliationTellsNoSmallCount(t *testing.T) {
	if testing.Short() {
		t.Skip("looks for numbers in what another test runs")
	}
	dir := filepath.Join(t.TempDir(), "study")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", "exempelstad"))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "unemployment.csv")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	fields := strings.Split(lines[1], ",") // area, period, value, numerator, denominator, status
	fields[2], fields[3], fields[4] = "97.3", "3", "1277"
	lines[1] = strings.Join(fields, ",")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	told, _ := jamlik(t, "check", dir, "--format", "csv")
	for _, want := range []string{"has 97.3 but 3 of 1,277 is 0.23", "har 97,3, men 3 av 1\u00a0277 är 0,23"} {
		if !strings.Contains(told, want) {
			t.Errorf("check does not say %q", want)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	jamlik(t, "run", dir, "-o", out, "--quiet", "--formats", "svg")
	const held = "their publisher has not protected them"
	files := contents(out)
	if !strings.Contains(string(files["report.html"]), held) || !strings.Contains(string(files["data/reconciliation.csv"]), held) {
		t.Error("the published reconciliation does not say that something is held back")
	}
	for name, data := range files {
		for _, secret := range []string{"97.3 but", "97,3, men", "3 of 1,277", "3 av 1\u00a0277", "unemployment.csv:2", "unemployment.csv, r"} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s tells %q", name, secret)
			}
		}
	}
}

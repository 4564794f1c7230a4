package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// reconciled has findings of both severities about indicators, groups and sources, and periods of every length.
func reconciled() *reconcile.Report {
	year, school := indicators.Year(2025), indicators.SchoolYear(2024)
	cover := func(id string, l indicators.Level, p indicators.Period, areas, values int) reconcile.Coverage {
		return reconcile.Coverage{Indicator: id, Level: l, Version: version, Period: p, Areas: areas, Values: values, Missing: areas - values}
	}
	return &reconcile.Report{
		Findings: []reconcile.Finding{
			{Severity: reconcile.Warning, Kind: reconcile.KindValues, Indicator: "employed", Level: indicators.DeSO, Version: version, Periods: []indicators.Period{year},
				Group: "sex=women", Origin: indicators.Origin{File: "work.csv", Row: 7}, Public: true,
				What: lang.Text{Sv: "3 av 77 värden <stämmer> inte", En: "3 of 77 values do <not> agree"}, Remedy: lang.Text{Sv: "jämför med källan", En: "compare with the source"}},
			{Severity: reconcile.Note, Kind: reconcile.KindVintage, Source: "school", Public: true, What: lang.Text{Sv: "dagen (sex=women … age=0-4;sex=men) är inte angiven", En: "the day (sex=women … age=0-4;sex=men) is not stated"}},
		},
		Coverage: []reconcile.Coverage{
			cover("employed", indicators.DeSO, indicators.Year(2024), 300, 299), cover("employed", indicators.DeSO, year, 300, 300),
			cover("over_crowded", indicators.DeSO, year, 300, 0), cover("employed", indicators.City, year, 1, 1),
			cover("merit", indicators.School, school, 8, 6),
		},
		Sources: []reconcile.Source{{Source: indicators.Source{ID: "scb"}, Updated: "2025-12-24", Observations: 1234, Values: 1200, First: indicators.Year(2024), Last: year}},
	}
}

func sectionOf(doc *html.Node, id string) *html.Node {
	for _, n := range elements(doc, "section") {
		if attr(n, "id") == id {
			return n
		}
	}
	return nil
}

func rowsOf(n *html.Node) []string {
	var out []string
	for _, tr := range elements(n, "tr") {
		var cells []string
		for c := range tr.ChildNodes() {
			if c.Type == html.ElementNode {
				cells = append(cells, text(c))
			}
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

func TestReconciliation(t *testing.T) {
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {
			"1\u00a0varning", "1\u00a0upplysning",
			"Sysselsatta, kvinnor, DeSO | 3 av 77 värden <stämmer> inte. Jämför med källan. | 2025 | Värde mot antal | work.csv, rad 7",
			"Källan Skolor | Dagen (kvinnor … 0-4, män) är inte angiven. | alla | Hämtningsdatum och status | ..",
			"Mått | Antal områden | 2024 | 2025", "Hela Provby", "DeSO",
			// 299 of 300 is 99.67 per cent and not called 100
			"Sysselsatta | 300 | ◐99\u00a0% (299 av 300 områden) | ●100\u00a0%", "Trångbodda | 300 | .. | ○0\u00a0%", "Sysselsatta | 1 | .. | ●100\u00a0%",
			"Mått | Antal områden | läsåret 2024/25", "Skolor", "Meritvärde | 8 | ◐75\u00a0% (6 av 8 områden)",
			"Befolkningen | SCB | TAB1 | 2026-01-02 | 2025-12-24 | 2024 till 2025 | 1\u00a0234 | CC0 1.0",
			"Skolor | Skolverket | .. | .. | .. | .. | .. | öppna data",
		},
		lang.En: {
			"1\u00a0warning", "1\u00a0note",
			"Employed, women, DeSO | 3 of 77 values do <not> agree. Compare with the source. | 2025 | Values and counts | work.csv, row 7",
			"The source Schools | The day (women … 0-4, men) is not stated. | all | Vintage | ..",
			"Employed | 300 | ◐99% (299 of 300 areas) | ●100%",
		},
	} {
		r := testReport(t, l)
		_, doc := written(t, r)
		section := sectionOf(doc, "reconciliation")
		if section == nil {
			t.Fatal("there is no chapter")
		}
		rows := append(rowsOf(section), rowsOf(sectionOf(doc, "method"))...)
		for _, w := range want {
			if !slices.Contains(rows, w) {
				t.Errorf("%s: no row reads %q; there are\n%s", l, w, strings.Join(rows, "\n"))
			}
		}
		if !slices.ContainsFunc(elements(doc, "a"), func(a *html.Node) bool { return attr(a, "href") == "#reconciliation" }) {
			t.Errorf("%s: the contents do not lead to the chapter", l)
		}
	}
}

// Delimitations are named where there are several; long lists and long series end with where the rest is.
func TestReconciliationOfMuch(t *testing.T) {
	r := testReport(t, lang.En)
	for i := range 100 {
		f := r.Reconciliation.Findings[1]
		f.What.En = fmt.Sprintf("remark %d", i)
		r.Reconciliation.Findings = append(r.Reconciliation.Findings, f)
	}
	for y := 2000; y < 2024; y++ {
		r.Reconciliation.Coverage = append(r.Reconciliation.Coverage, reconcile.Coverage{Indicator: "employed", Level: indicators.DeSO, Version: "2018", Period: indicators.Year(y), Areas: 200, Values: 200})
	}
	_, doc := written(t, r)
	page := text(sectionOf(doc, "reconciliation"))
	for _, want := range []string{"60 of 101 are shown here. All are in the file data/reconciliation.csv.", "The latest 12 periods are shown. All are in the file data/coverage.csv.",
		"DeSO, delimitation 2018", "DeSO, delimitation 2025", "101\u00a0notes"} {
		if !strings.Contains(page, want) {
			t.Errorf("the chapter does not say %q", want)
		}
	}
	if strings.Contains(page, "remark 70") {
		t.Error("more is shown than is said")
	}
}

func TestNothingToRemarkOn(t *testing.T) {
	r := testReport(t, lang.Sv)
	r.Reconciliation = &reconcile.Report{}
	_, doc := written(t, r)
	if s := text(sectionOf(doc, "reconciliation")); !strings.Contains(s, "Avstämningen gav inga anmärkningar.") {
		t.Errorf("the chapter says %q", s)
	}
}

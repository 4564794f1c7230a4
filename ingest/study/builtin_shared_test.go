package study

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
)

// sharedTable reads a CSV file of the data beside the repository, the publishers' own lists, as maps from column to text.
func sharedTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(golden.Path(t, "data", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := make(map[string]string)
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestKoladaEntriesAreInItsCatalogue(t *testing.T) {
	kpis := make(map[string]map[string]string)
	for _, row := range sharedTable(t, "kolada/kolada_kpi_catalogue.csv") {
		kpis[row["id"]] = row
	}
	for _, ind := range BuiltIn().Indicators {
		if ind.Table.API != "kolada" {
			continue
		}
		kpi, ok := kpis[ind.Table.ID]
		if !ok {
			t.Errorf("%s: Kolada has no %s", ind.ID, ind.Table.ID)
			continue
		}
		if kpi["title"] != ind.Table.Label {
			t.Errorf("%s: %s is called %q, not %q", ind.ID, ind.Table.ID, kpi["title"], ind.Table.Label)
		}
		if got, want := len(ind.Table.Groups) > 0, kpi["is_divided_by_gender"] == "TRUE"; got != want {
			t.Errorf("%s: groups by sex is %v, in Kolada %v", ind.ID, got, want)
		}
		if slices.Contains(ind.Table.Levels, "school") && kpi["has_ou_data"] != "TRUE" {
			t.Errorf("%s: Kolada has no figures of schools", ind.ID)
		}
		if kpi["publ_period"] == "" || kpi["municipality_type"] == "L" {
			t.Errorf("%s: %s is discontinued, or not of municipalities", ind.ID, ind.Table.ID)
		}
		if strings.Contains(kpi["title"], "%)") != (ind.Kind == "share") {
			t.Errorf("%s: kind is %s, the title %q", ind.ID, ind.Kind, kpi["title"])
		}
	}
}

func TestSkolverketEntriesAreFieldsOfItsAnswers(t *testing.T) {
	fields := make(map[string]bool)
	for _, row := range sharedTable(t, "skolverket/skolverket_statistics_gr_long.csv") {
		fields[row["indicator"]] = true
	}
	for _, ind := range BuiltIn().Indicators {
		if ind.Table.API == "skolverket" && !fields[ind.Table.Contents] {
			t.Errorf("%s: no answer has the field %s", ind.ID, ind.Table.Contents)
		}
	}
}

// The saved figures of Borås name the table and the codes of each indicator that they are of.
func TestSCBEntriesAreThoseOfSavedFigures(t *testing.T) {
	of := map[string]string{
		"foreign_background_share": "foreign_background", "net_income_mean_tkr": "net_income_mean", "disposable_income_median_tkr": "disposable_income_median",
		"capital_income_receivers_share": "capital_income_receivers", "low_economic_standard_share": "low_economic_standard", "unemployed_share_20_64": "unemployed",
		"employed_share_20_64": "employed", "post_secondary_education_share": "post_secondary_education", "rental_dwellings_share": "rental_dwellings",
		"persons_in_multi_dwelling_buildings_share": "multi_dwelling_residents", "one_person_households_share": "one_person_households", "population": "population",
		"foreign_background_count": "population_by_background",
	}
	met := make(map[string]bool)
	for _, row := range sharedTable(t, "boras/boras_deso_indicators_2024_2025.csv") {
		ind, err := Lookup(of[row["indicator"]])
		if err != nil {
			t.Fatalf("%s: %v", row["indicator"], err)
		}
		if met[ind.ID] {
			continue
		}
		met[ind.ID] = true
		if ind.Table.ID != row["scb_table"] {
			t.Errorf("%s: table is %s, of the figures %s", ind.ID, ind.Table.ID, row["scb_table"])
		}
		for _, word := range strings.Fields(row["scb_definition"]) { // such as "0000089W / 0000089V, age 20-64"
			if code := strings.Trim(word, ",/"); scbContents.MatchString(code) && !slices.Contains(ind.Table.Measures(), code) {
				t.Errorf("%s: the figures are of %s, the entry has %v", ind.ID, code, ind.Table.Measures())
			}
		}
	}
	if len(met) != len(of) {
		t.Errorf("%d of %d indicators are in the saved figures", len(met), len(of))
	}
}

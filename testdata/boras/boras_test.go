package boras

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// table is a CSV file with its columns by name.
type table struct {
	column map[string]int
	rows   [][]string
}

func (t table) get(row []string, column string) string {
	i, ok := t.column[column]
	if !ok {
		return ""
	}
	return row[i]
}

func parse(t *testing.T, name, text string) table {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	column := make(map[string]int)
	for i, c := range rows[0] {
		column[c] = i
	}
	return table{column, rows[1:]}
}

func embedded(t *testing.T, name string) table {
	t.Helper()
	data, err := Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, name, string(data))
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// SCB divides Borås into 77 DeSO and 47 RegSO; 15 schools have a year 9.
func TestAreas(t *testing.T) {
	areas := embedded(t, "areas.csv")
	got := make(map[string]int)
	level := make(map[string]string)
	for _, row := range areas.rows {
		got[areas.get(row, "level")]++
		level[areas.get(row, "code")] = areas.get(row, "level")
	}
	want := map[string]int{"city": 1, "district": 17, "regso": 47, "deso": 77, "school": 15}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("areas by level (-want +got):\n%s", diff)
	}
	for _, row := range areas.rows {
		parent := areas.get(row, "parent")
		wantParent := map[string]string{"city": "", "district": "city", "regso": "city", "deso": "regso", "school": "city"}[areas.get(row, "level")]
		if level[parent] != wantParent {
			t.Errorf("parent of %s is %q, a %q, want a %q", areas.get(row, "code"), parent, level[parent], wantParent)
		}
	}
	lookup := embedded(t, "lookup.csv")
	if got, want := len(lookup.rows), 47-19; got != want {
		t.Errorf("RegSO with a district: got %d, want %d", got, want)
	}
	for _, row := range lookup.rows {
		if level[lookup.get(row, "area")] != "regso" || level[lookup.get(row, "in")] != "district" {
			t.Errorf("lookup row %v does not put a RegSO in a district", row)
		}
	}
}

// SCB's totals for 31 December 2025.
func TestTotals(t *testing.T) {
	population, background := embedded(t, "population.csv"), embedded(t, "population_background.csv")
	var all, foreign, swedish float64
	for _, row := range population.rows {
		all += number(t, population.get(row, "value"))
	}
	for _, row := range background.rows {
		if v := number(t, background.get(row, "value")); background.get(row, "background") == "foreign" {
			foreign += v
		} else {
			swedish += v
		}
	}
	if diff := cmp.Diff([]float64{115217, 39846, 115217 - 39846}, []float64{all, foreign, swedish}); diff != "" {
		t.Errorf("population, foreign, Swedish (-want +got):\n%s", diff)
	}
}

// D = ½ Σ |f/F − s/S| over DeSO (Duncan and Duncan 1955), with F = 39,846 and S = 75,371.
func TestDissimilarity(t *testing.T) {
	background := embedded(t, "population_background.csv")
	share := make(map[string]float64)
	for _, row := range background.rows {
		v := number(t, background.get(row, "value"))
		if background.get(row, "background") == "foreign" {
			share[background.get(row, "area")] += v / 39846
		} else {
			share[background.get(row, "area")] -= v / 75371
		}
	}
	var got float64
	for _, d := range share {
		got += math.Abs(d) / 2
	}
	if want := 0.3820; len(share) != 77 || math.Abs(got-want) > 0.00005 {
		t.Errorf("D over %d areas: got %.5f, want %.4f over 77", len(share), got, want)
	}
}

// What an area's share says must be what its counts say, to the three decimals that are published.
func TestSharesAgreeWithCounts(t *testing.T) {
	for _, name := range []string{"background.csv", "tenure.csv"} {
		f := embedded(t, name)
		n := 0
		for _, row := range f.rows {
			if f.get(row, "numerator") == "" {
				continue
			}
			n++
			got := 100 * number(t, f.get(row, "numerator")) / number(t, f.get(row, "denominator"))
			if want := number(t, f.get(row, "value")); math.Abs(got-want) > 0.000501 {
				t.Errorf("%s: %s: counts give %v, share is %v", name, f.get(row, "area"), got, want)
			}
		}
		if n != 77 {
			t.Errorf("%s: %d rows have counts, want 77", name, n)
		}
	}
}

// shared returns the text of a file of the originals, which lie beside the repository where it was made and nowhere else.
func shared(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "boras", name))
	if os.IsNotExist(err) {
		if slices.Contains(strings.Split(os.Getenv("JAMLIK_TEST_REQUIRE"), ","), "shared") {
			t.Fatalf("required: %v", err)
		}
		t.Skipf("the originals are not here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// long names for the indicators of the originals.
var ours = map[string]string{
	"foreign_background_share": "foreign_background", "net_income_mean_tkr": "net_income_mean",
	"disposable_income_median_tkr": "disposable_income_median", "low_economic_standard_share": "low_economic_standard",
	"capital_income_receivers_share": "capital_income_receivers", "employed_share_20_64": "employed",
	"unemployed_share_20_64": "unemployed", "post_secondary_education_share": "post_secondary_education",
	"rental_dwellings_share": "rental_dwellings", "persons_in_multi_dwelling_buildings_share": "multi_dwelling_residents",
	"one_person_households_share": "one_person_households", "population": "population", "foreign_background_count": "foreign",
}

func TestEqualsOriginals(t *testing.T) {
	type key struct{ area, period, what string }
	want, got := make(map[key]string), make(map[key]string)

	indicators := parse(t, "indicators", shared(t, "boras_deso_indicators_2024_2025.csv"))
	for _, row := range indicators.rows {
		v := indicators.get(row, "value")
		if what := ours[indicators.get(row, "indicator")]; what == "population" || what == "foreign" {
			v = strconv.FormatFloat(number(t, v), 'f', -1, 64) // counts are written 890.0 there
		}
		want[key{indicators.get(row, "area_code"), indicators.get(row, "year"), ours[indicators.get(row, "indicator")]}] = v
	}
	ages := parse(t, "ages", shared(t, "boras_deso_population_age_sex_2025.csv"))
	for _, row := range ages.rows {
		want[key{ages.get(row, "area_code"), ages.get(row, "year"), ages.get(row, "age_group") + " " + ages.get(row, "sex")}] = ages.get(row, "count")
	}
	tenure := parse(t, "tenure", shared(t, "boras_deso_dwellings_tenure_2025.csv"))
	for _, row := range tenure.rows {
		want[key{tenure.get(row, "area_code"), tenure.get(row, "year"), tenure.get(row, "tenure")}] = tenure.get(row, "count")
	}
	schools := parse(t, "schools", shared(t, "boras_schools_ak9_2025_26.csv"))
	for _, row := range schools.rows {
		for column, id := range map[string]string{"merit_value": "merit_value", "all_subjects_passed_pct": "passed_all_subjects",
			"eligible_vocational_pct": "eligible_vocational", "certified_teachers_pct": "certified_teachers", "pupils_approx": "pupils"} {
			want[key{schools.get(row, "school_unit_code"), "2025/26", id}] = schools.get(row, column)
		}
	}

	for _, name := range []string{"background.csv", "households.csv", "work.csv", "net_income.csv", "economic_standard.csv", "low_standard.csv",
		"education.csv", "tenure.csv", "building.csv", "schools.csv", "population.csv", "population_age_sex.csv", "population_background.csv", "dwellings.csv"} {
		f := embedded(t, name)
		for _, row := range f.rows {
			what := f.get(row, "indicator") + f.get(row, "background") + f.get(row, "tenure")
			switch name {
			case "population.csv":
				what = "population"
			case "population_age_sex.csv":
				what = f.get(row, "age") + " " + f.get(row, "sex")
			}
			if what != "swedish" { // in no original
				got[key{f.get(row, "area"), f.get(row, "period"), what}] = f.get(row, "value")
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("numbers (-original +ours):\n%s", diff)
	}

	places := parse(t, "areas", shared(t, "boras_areas.csv"))
	areas := embedded(t, "areas.csv")
	wantParent, gotParent := make(map[string]string), make(map[string]string)
	for _, row := range places.rows {
		wantParent[places.get(row, "deso")] = places.get(row, "regso")
	}
	for _, row := range areas.rows {
		if areas.get(row, "level") == "deso" {
			gotParent[areas.get(row, "code")] = areas.get(row, "parent")
		}
	}
	if diff := cmp.Diff(wantParent, gotParent); diff != "" {
		t.Errorf("RegSO of each DeSO (-original +ours):\n%s", diff)
	}
}

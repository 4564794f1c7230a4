package segregation_test

import (
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// The project's own small table of expected values, each with where it comes from.
func TestExpectedValuesOfTheSchools(t *testing.T) {
	schools := readFrame(t, filepath.Join("testdata", "schools.csv"))
	expected := readFrame(t, filepath.Join("testdata", "expected.csv"))
	id, source, want := expected.column(t, "index"), expected.column(t, "source"), expected.numbers(t, "value")
	for i, pattern := range expected.column(t, "pattern") {
		c := schools.groups(t, []string{pattern + "_a", pattern + "_b"})
		if got := value(t, id[i], c, nil); math.Abs(got-want[i]) > 1e-14 {
			t.Errorf("%s of %s: got %v, want %v: %s", id[i], pattern, got, want[i], source[i])
		}
	}
}

// Foreign against Swedish background in Borås 2025 by Statistics Sweden's figures (TAB6571, TAB6574; CC0): the published
// share times the population rounds to whole persons.
func TestDissimilarityOfBoras(t *testing.T) {
	dir := golden.Path(t, "data", "boras")
	areas := readFrame(t, filepath.Join(dir, "boras_areas.csv"))
	regso := make(map[string]string)
	for i, deso := range areas.column(t, "deso") {
		regso[deso] = areas.column(t, "regso")[i]
	}
	figures := readFrame(t, filepath.Join(dir, "boras_deso_indicators_2024_2025.csv"))
	var foreign, population = make(map[string]float64), make(map[string]float64)
	code, indicator, year := figures.column(t, "area_code"), figures.column(t, "indicator"), figures.column(t, "year")
	for i, text := range figures.column(t, "value") {
		var v float64
		if year[i] != "2025" {
			continue
		}
		switch indicator[i] {
		case "foreign_background_count":
			if _, err := fmt.Sscan(text, &v); err != nil {
				t.Fatal(err)
			}
			foreign[code[i]] = v
		case "population":
			if _, err := fmt.Sscan(text, &v); err != nil {
				t.Fatal(err)
			}
			population[code[i]] = v
		}
	}
	for _, tc := range []struct {
		level string
		unit  func(deso string) string
		units int
		want  float64
	}{
		{"DeSO", func(deso string) string { return deso }, 77, 0.3820},
		{"RegSO", func(deso string) string { return regso[deso] }, 47, 0.3789},
	} {
		row := make(map[string]int)
		c := index.Composition{Counts: make([][]float64, 2)}
		for _, deso := range areas.column(t, "deso") {
			unit := tc.unit(deso)
			if _, ok := row[unit]; !ok {
				row[unit] = len(row)
				c.Counts[0], c.Counts[1] = append(c.Counts[0], 0), append(c.Counts[1], 0)
			}
			c.Counts[0][row[unit]] += foreign[deso]
			c.Counts[1][row[unit]] += population[deso] - foreign[deso]
		}
		if c.Units() != tc.units {
			t.Errorf("%s: got %d units, want %d", tc.level, c.Units(), tc.units)
		}
		if got := value(t, "dissimilarity", c, nil); math.Round(got*1e4) != math.Round(tc.want*1e4) {
			t.Errorf("%s: got D = %.4f, want %.4f", tc.level, got, tc.want)
		}
	}
}

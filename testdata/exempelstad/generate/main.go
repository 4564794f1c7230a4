// Command generate writes the data files of Exempelstad, a city that does not exist. Every figure is drawn at random from a small
// model of advantage and disadvantage between districts; the same seed gives the same bytes.
//
// Run it at the root of the repository:
//
//	go run ./testdata/exempelstad/generate
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

const directory = "testdata/exempelstad"

func main() {
	made := files()
	for _, name := range slices.Sorted(maps.Keys(made)) {
		if err := os.WriteFile(filepath.Join(directory, name), made[name], 0o666); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// files returns the contents of every generated file by name. Each file has its own stream of random numbers, so that a change of one
// leaves the others as they are.
func files() map[string][]byte {
	c := newCity()
	return map[string][]byte{
		"areas.csv":              c.areas(),
		"elsewhere.csv":          c.elsewhereFigures(),
		"lookup.csv":             c.lookup(),
		"boundaries.geojson":     c.boundaries(),
		"population.csv":         c.population(),
		"employment.csv":         c.employment(),
		"employment_groups.csv":  c.employmentGroups(),
		"unemployment.csv":       c.unemployment(),
		"income.csv":             c.income(),
		"income_classes.csv":     c.incomesByClass(),
		"economic_standard.json": c.economicStandard(),
		"attendance.csv":         c.attendance(),
		"eligibility.csv":        c.eligibility(),
		"school_results.csv":     c.schoolResults(),
		"school_pupils.csv":      c.schoolPupils(),
		"health_survey.csv":      c.healthSurvey(),
		"health_registers.csv":   c.healthRegisters(),
		"safety.csv":             c.safety(),
		"participation.csv":      c.participation(),
		"turnout.csv":            c.turnout(),
		"housing.csv":            c.housing(),
		"dwellings.csv":          c.dwellings(),
	}
}

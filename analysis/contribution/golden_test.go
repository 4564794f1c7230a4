package contribution

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// schools is the example of R segregation (schools00): five groups in 2,045 schools of 429 districts of three states.
func schools(t *testing.T) (index.Composition, map[string]int) {
	t.Helper()
	c := index.Composition{Within: make([][]int, 2)}
	unit, group := map[string]int{}, map[string]int{}
	larger := [2]map[string]int{{}, {}}
	number := func(m map[string]int, name string) int {
		if _, ok := m[name]; !ok {
			m[name] = len(m)
		}
		return m[name]
	}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "segregation", "rseg_schools00.csv")) {
		if _, ok := unit[row["school"]]; !ok {
			unit[row["school"]] = len(unit)
			for l, name := range []string{row["state"], row["district"]} {
				c.Within[l] = append(c.Within[l], number(larger[l], name))
			}
			for k := range c.Counts {
				c.Counts[k] = append(c.Counts[k], 0)
			}
		}
		k := number(group, row["race"])
		if k == len(c.Counts) {
			c.Counts = append(c.Counts, make([]float64, len(unit)))
		}
		c.Counts[k][unit[row["school"]]] += row.Number(t, "n")
	}
	return c, unit
}

// What schools add to M is p·ls of mutual_local in R segregation 1.1.0, to H that over the entropy of the groups.
func TestTermsAgreeWithR(t *testing.T) {
	c, unit := schools(t)
	terms, err := MutualInformation.Of(c)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "segregation", "rseg_schools00_local_expected.csv")) {
		ls, p := row.Number(t, "ls"), row.Number(t, "p")
		n++
		if got := terms[unit[row["school"]]]; math.Abs(got-p*ls) > 1e-12 {
			t.Fatalf("%s: got %.15g, want %.15g", row["school"], got, p*ls)
		}
	}
	if n != len(terms) {
		t.Errorf("got %d schools, want %d", len(terms), n)
	}
}

// The parts of H are those of mutual_total_nested in R segregation 1.1.0 for state, district and school.
func TestLevelsAgreeWithR(t *testing.T) {
	c, _ := schools(t)
	got, err := ByLevel(c)
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range []float64{0.0976739843572132, 0.234933188270566, 0.086201142014165} {
		if math.Abs(got.Terms[l]-want) > 1e-12 {
			t.Errorf("level %d: got %.15g, want %.15g", l, got.Terms[l], want)
		}
	}
}

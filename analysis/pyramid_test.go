package analysis

import (
	"fmt"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

func TestAgeClassesCoverEveryAgeOnce(t *testing.T) {
	for _, test := range []struct {
		in, want []string
	}{
		{[]string{"80+", "5-9", "0-4", "10-79"}, []string{"0-4", "5-9", "10-79", "80+"}},
		{[]string{"0", "1", "2+"}, []string{"0", "1", "2+"}},
		{[]string{"0-4", "10-79", "80+"}, nil},         // 5 to 9 are missing
		{[]string{"0-4", "0-19", "20-79", "80+"}, nil}, // two divisions
		{[]string{"0-4", "5-9"}, nil},                  // and no older ones
		{[]string{"5-9", "10+"}, nil},
		{[]string{"0-4", "5+", "80+"}, nil},
		{[]string{"children", "adults"}, nil},
		{nil, nil},
	} {
		if got := ageClasses(test.in); !slices.Equal(got, test.want) {
			t.Errorf("%v: got %v, want %v", test.in, got, test.want)
		}
	}
}

// One small count withholds every bar of every pyramid of an unprotected source: counts by age and sex add up in so many ways that fewer would not do.
func TestPyramidsAreWithheld(t *testing.T) {
	pyramid := func(fewest float64) Mix {
		var obs []indicators.Observation
		for i, code := range desoOrder {
			for j, age := range []string{"0-19", "20-44", "45-64", "65+"} {
				for k, sex := range []string{"men", "women"} {
					n := 20 + float64(7*i+3*j+k)
					if (code == "e1" || code == "l1") && j+k == 0 { // together a district
						n = fewest / 2
					}
					obs = append(obs, withGroup(value("heads", code, 2025, n), indicators.Group(fmt.Sprintf("age=%s;sex=%s", age, sex))))
				}
			}
		}
		res := run(t, tableOf(t, everywhere(t), obs), protecting())
		if len(res.Pyramids) != 1 {
			t.Fatalf("%d pyramids, want 1", len(res.Pyramids))
		}
		return res.Pyramids[0]
	}
	for _, a := range append(pyramid(60).Areas, pyramid(60).City) {
		if !a.OK || len(a.Counts) != 8 {
			t.Errorf("%s is withheld without need: %+v", a.Area.Code, a)
		}
	}
	m := pyramid(2)
	for _, a := range append(m.Areas, m.City) {
		if a.OK || a.Counts != nil || a.Shares != nil || a.Reason != Withheld {
			t.Errorf("%s: a count of 2 is near, and something is left: %+v", a.Area.Code, a)
		}
	}
}

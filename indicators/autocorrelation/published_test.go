package autocorrelation_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// Per cent with blood group A in the 26 counties of Ireland, from Carlow to Wicklow, and which counties lie beside each: the example of Cliff
// and Ord (1969; 1981) as Upton and Fingleton (1985), Spatial Data Analysis by Example, have it. The values are those that spdep 1.2.7
// prints.
func TestBloodGroupsOfIrishCounties(t *testing.T) {
	values := []float64{34.20, 29.68, 26.54, 23.92, 27.91, 32.79, 26.53, 25.14, 30.69, 31.41, 28.38, 28.84, 28.24, 28.57, 31.02, 27.01, 30.68,
		28.24, 30.18, 27.96, 27.32, 30.24, 31.04, 29.82, 35.86, 35.47}
	const beside = "9 10 11 25 26;12 14 17 18 24;7 13 22;8 13 22 23;12;9 17 26;3 16 19 20 22;4 13;1 6 11 17 19 26;1 11 22 23 25;1 9 10 19 22;" +
		"2 5 14 20 21;3 4 8 22;2 12 20 24;17 18;7 20 21;2 6 9 15 18 19 24;2 15 17;7 9 11 17 20 22 24;7 12 14 16 19 21 24;12 16 20;" +
		"3 4 7 10 11 13 19 23;4 10 22 25;2 14 17 19 20;1 10 23 26;1 6 9 25"
	var links []space.Link
	for i, near := range strings.Split(beside, ";") {
		for _, name := range strings.Fields(near) {
			j, err := strconv.Atoi(name)
			if err != nil {
				t.Fatal(err)
			}
			links = append(links, space.Link{From: i, To: j - 1})
		}
	}
	borders, err := space.NewGraph(len(values), links)
	if err != nil {
		t.Fatal(err)
	}
	d := index.Distribution{Values: values, Space: &space.Space{Borders: borders}}
	for _, tc := range []struct {
		name            string
		statistic       func(index.Distribution, autocorrelation.Options) (autocorrelation.Global, error)
		style           space.Style
		value, variance float64
	}{
		{"Moran, binary", autocorrelation.Moran, space.Binary, 0.47944757, 0.01351367},
		{"Moran, row-standardised", autocorrelation.Moran, space.RowStandardised, 0.55412382, 0.01608138},
		{"Geary, binary", autocorrelation.Geary, space.Binary, 0.38541226, 0.02480941},
	} {
		g, err := tc.statistic(d, options(space.Weighting{Style: tc.style}))
		if err != nil || math.Abs(g.Value-tc.value) > 1e-8 || math.Abs(g.Randomisation.Variance-tc.variance) > 1e-8 {
			t.Errorf("%s: got %v with variance %v, %v, want %v and %v", tc.name, g.Value, g.Randomisation.Variance, err, tc.value, tc.variance)
		}
	}
}

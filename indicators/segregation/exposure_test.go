package segregation_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

func TestExposureWithoutOneselfByHand(t *testing.T) {
	for _, tc := range []struct {
		name                   string
		counts                 [][]float64
		isolation, interaction float64
	}{
		// The person alone in the first unit meets nobody: 0/0 in OasisR. The two of the second meet each other and one more.
		{"alone", [][]float64{{1, 2, 0}, {0, 1, 1}}, 0.5, 0.5},
		// (3·2/3 + 1·0/1)/4 and (3·1/3 + 1·1/1)/4.
		{"two units", [][]float64{{3, 1}, {1, 1}}, 0.5, 0.5},
		{"couples of one group each", [][]float64{{2, 0}, {0, 2}}, 1, 0},
		{"mixed couples", [][]float64{{1, 1}, {1, 1}}, 0, 1},
		// Estimates from a sample: 0.5 of the 2 others, and 1.5 of them.
		{"not whole", [][]float64{{1.5, 1.5}, {1.5, 1.5}}, 0.25, 0.75},
	} {
		c := index.Composition{Counts: tc.counts}
		if got := value(t, "isolation-self-excluded", c, nil); math.Abs(got-tc.isolation) > 1e-15 {
			t.Errorf("%s: isolation is %v, want %v", tc.name, got, tc.isolation)
		}
		if got := value(t, "interaction-self-excluded", c, nil); math.Abs(got-tc.interaction) > 1e-15 {
			t.Errorf("%s: interaction is %v, want %v", tc.name, got, tc.interaction)
		}
	}
}

func TestExposureWithoutOneselfIsUndefined(t *testing.T) {
	for _, tc := range []struct {
		counts [][]float64
		want   string
	}{
		{[][]float64{{1, 0}, {0, 1}}, "has a neighbour"},
		{[][]float64{{1, 0.5}, {1, 4}}, "unit 1 holds part of a person"},
	} {
		for _, id := range []string{"isolation-self-excluded", "interaction-self-excluded"} {
			got, err := compute(t, id, index.Composition{Counts: tc.counts}, nil)
			if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%s of %v: got %v, %v, want an error that says %q", id, tc.counts, got, err, tc.want)
			}
		}
	}
}

// The matrix by its formula, each cell on its own, with a group of nobody and a unit of nobody.
func TestExposureMatrixIsItsFormula(t *testing.T) {
	c := randomCounts(300, 5)
	c.Counts[3] = make([]float64, 300)
	for k := range c.Counts {
		c.Counts[k][7] = 0
	}
	c.Counts[1][8], c.Counts[0][8], c.Counts[2][8], c.Counts[4][8] = 1, 0, 0, 0 // alone
	total := totals(c)
	for _, own := range []float64{0, 1} {
		matrix, err := segregation.ExposureMatrix(c, own == 1)
		if err != nil {
			t.Fatal(err)
		}
		for a, row := range matrix {
			if a == 3 {
				if row != nil {
					t.Errorf("without people: got %v, want nothing", row)
				}
				continue
			}
			if got := index.Total(row); math.Abs(got-1) > 1e-13 {
				t.Errorf("leaving out %v: row %d sums to %v, want 1", own, a, got)
			}
			for b, got := range row {
				sum, people := 0.0, 0.0
				for i, t := range total {
					if t > own {
						m := c.Counts[b][i]
						if a == b {
							m -= own
						}
						sum += c.Counts[a][i] * m / (t - own)
						people += c.Counts[a][i]
					}
				}
				if want := sum / people; math.Abs(got-want) > 1e-13 {
					t.Errorf("leaving out %v: %d with %d is %v, want %v", own, a, b, got, want)
				}
			}
		}
	}
}

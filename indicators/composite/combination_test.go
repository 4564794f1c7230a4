package composite_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// COINr's a_genmean is NA wherever a value is. Of 40, 60 and 85 with weights 0.2, 0.3 and 0.4 of 0.9 the mean of power 2 is
// √((0.2·1600 + 0.3·3600 + 0.4·7225)/0.9) = 69.0410505906933, as COINr itself gives for the three alone.
func TestMeansOfThoseThatAreThere(t *testing.T) {
	x := index.Indicators{
		Columns: [][]float64{{40, 40}, {60, 60}, {nan, 10}, {85, nan}},
		Weights: []float64{0.2, 0.3, 0.1, 0.4},
	}
	got, err := composite.GeneralisedMean(x, composite.AsTheyAre, 0.75, 2)
	if err != nil {
		t.Fatal(err)
	}
	// √((0.2·1600 + 0.3·3600 + 0.1·100)/0.6)
	if d := cmp.Diff(got, []float64{69.0410505906933, math.Sqrt(1410 / 0.6)}, close12); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if _, err := composite.GeneralisedMean(x, composite.AsTheyAre, 0.8, 2); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v, want that no unit has eight tenths of the indicators", err)
	}
}

// A missing value is neither zero nor the mean of the others: by default the unit has no composite.
func TestMissingIsNotZero(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{10, 20, 30}, {5, nan, 7}}}
	got, err := composite.ArithmeticMean(x, composite.Hundred, 1)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, []float64{0, nan, 100}, close12); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if got, err = composite.ArithmeticMean(x, composite.Hundred, 0.5); err != nil || got[1] != 50 {
		t.Errorf("got %v, %v; want 50 of the one indicator that is there", got, err)
	}
	// An indicator without weight need not be there.
	x.Weights = []float64{1, 0}
	if got, err = composite.ArithmeticMean(x, composite.Hundred, 1); err != nil || got[1] != 50 {
		t.Errorf("got %v, %v; want 50, for the missing indicator has no weight", got, err)
	}
}

// The means are those of the same power, and run from the lowest value to the highest.
func TestPowerMeansAreInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		x := index.Indicators{}
		for range 2 + r.IntN(4) {
			x.Columns = append(x.Columns, []float64{100 * r.Float64(), 1 + r.Float64()})
			x.Weights = append(x.Weights, r.Float64())
		}
		last := -1.0
		for _, power := range []float64{-20, -2, -1, -1e-9, 0, 1e-9, 0.5, 1, 2, 20} {
			got, err := composite.GeneralisedMean(x, composite.AsTheyAre, 1, power)
			if err != nil {
				t.Fatal(err)
			}
			if got[0] < last*(1-1e-6) {
				t.Fatalf("%v: the mean of power %v is %v, below %v of a lower power", x, power, got[0], last)
			}
			last = got[0]
			var same []float64
			switch power {
			case 1:
				same, err = composite.ArithmeticMean(x, composite.AsTheyAre, 1)
			case 0:
				same, err = composite.GeometricMean(x, composite.AsTheyAre, 1)
			case -1:
				same, err = composite.HarmonicMean(x, composite.AsTheyAre, 1)
			default:
				continue
			}
			if d := cmp.Diff(got, same, cmpopts.EquateApprox(1e-12, 0)); err != nil || d != "" {
				t.Errorf("power %v: %v\n%s", power, err, d)
			}
		}
	}
}

// Zero makes the geometric and the harmonic mean zero; below zero they have no meaning.
func TestMeansOfZeroAndLess(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{0, 4}, {9, 9}}}
	for name, mean := range map[string]func(index.Indicators, composite.Normalisation, float64) ([]float64, error){
		"geometric": composite.GeometricMean, "harmonic": composite.HarmonicMean,
	} {
		if got, err := mean(x, composite.AsTheyAre, 1); err != nil || got[0] != 0 || !(got[1] > 4) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
		if got, err := mean(x, composite.Standardised, 1); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s of z-scores: got %v, %v; want an error", name, got, err)
		}
	}
}

// The sign of a component is arbitrary in prcomp and eigh; here the score is high where most indicators are, and turning every
// indicator round turns the score round and leaves the weights.
func TestComponentPointsTheWayOfTheIndicators(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 50 {
		x := index.Indicators{Columns: make([][]float64, 3), Reverse: []bool{false, false, false}}
		for range 20 {
			common := r.NormFloat64()
			for k := range x.Columns {
				x.Columns[k] = append(x.Columns[k], 2*common+r.NormFloat64())
			}
		}
		c, err := composite.PrincipalComponent(x, false)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, l := range c.Loadings {
			sum += l
		}
		if !(sum > 0) {
			t.Fatalf("loadings %v sum to %v", c.Loadings, sum)
		}
		x.Reverse = []bool{true, true, true}
		turned, err := composite.PrincipalComponent(x, false)
		if err != nil {
			t.Fatal(err)
		}
		for i := range turned.Scores {
			turned.Scores[i] *= -1
		}
		if d := cmp.Diff(c, turned, cmpopts.EquateApprox(1e-9, 1e-9)); d != "" {
			t.Fatalf("turned round +, before −:\n%s", d)
		}
	}
	// Two indicators that run against each other have no common direction.
	_, err := composite.PrincipalComponent(index.Indicators{Columns: [][]float64{{1, 2, 3, 5}, {4, 3, 2, 1}}}, false)
	if !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v, want that there is no common direction", err)
	}
}

// Three voters of Condorcet: each beats the next, and nobody wins.
func TestCopelandOfACycle(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{3, 2, 1}, {1, 3, 2}, {2, 1, 3}}}
	got, err := composite.Copeland(x, 1)
	if err != nil || !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("got %v, %v; want nobody ahead", got, err)
	}
	// 0.1 + 0.2 against 0.3 is half the weight, though their sum is 0.30000000000000004 in floating point.
	x = index.Indicators{Columns: [][]float64{{1, 0}, {1, 0}, {0, 1}}, Weights: []float64{0.1, 0.2, 0.3}}
	if got, err = composite.Copeland(x, 1); err != nil || !slices.Equal(got, []float64{0, 0}) {
		t.Errorf("got %v, %v; want a tie", got, err)
	}
}

// Copeland's scores follow from the matrix of outranking, with values missing too.
func TestCopelandIsOfTheOutranking(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 100 {
		x := index.Indicators{}
		n := 2 + r.IntN(8)
		for range 1 + r.IntN(5) {
			column := make([]float64, n)
			for i := range column {
				if column[i] = float64(r.IntN(5)); r.IntN(10) == 0 {
					column[i] = nan
				}
			}
			column[r.IntN(n)] = 2
			x.Columns = append(x.Columns, column)
			x.Weights = append(x.Weights, float64(1+r.IntN(4)))
		}
		o, err := composite.Outranking(x)
		if err != nil {
			t.Fatal(err)
		}
		got, err := composite.Copeland(x, 0)
		if err != nil {
			continue
		}
		for i, score := range got {
			if score != score {
				continue
			}
			want := 0.0
			for j := range o[i] {
				if i != j && o[i][j] == o[i][j] {
					if math.Abs(o[i][j]+o[j][i]-1) > 1e-12 {
						t.Fatalf("%v: %v and %v do not sum to 1", x, o[i][j], o[j][i])
					}
					switch d := o[i][j] - 0.5; {
					case d > 1e-9:
						want++
					case d < -1e-9:
						want--
					}
				}
			}
			if score != want {
				t.Fatalf("%v: unit %d has %v, want %v", x, i, score, want)
			}
		}
	}
}

func TestCopelandRefusesPairsWithoutEnd(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{make([]float64, 20_001)}}
	if _, err := composite.Copeland(x, 1); !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), "at most 20000 units") {
		t.Errorf("got %v, want undefined", err)
	}
}

package composite_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

var close12 = cmp.Options{cmpopts.EquateApprox(1e-12, 1e-12), cmpopts.EquateNaNs()}

var nan = math.NaN()

// COINr's log_GII returns 1, 2, 2, …, 250 for these values. The formula ln((max − 1)(x − min)/(max − min) + 1), with max 250 and
// min 1, is ln x here.
func TestLogarithmOfTheGlobalInnovationIndex(t *testing.T) {
	x := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 60, 250}
	got, err := composite.Logarithm(index.Indicators{Columns: [][]float64{x}}, composite.LogGII)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]float64, len(x))
	for i, v := range x {
		want[i] = math.Log(v)
	}
	if d := cmp.Diff(got[0], want, close12); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if slices.Equal(got[0], x) {
		t.Error("the values are as they were")
	}
	// Of 0.2, 0.4 and 0.8 the formula would give 0, −0.07 and −0.22.
	_, err = composite.Logarithm(index.Indicators{Columns: [][]float64{{0.2, 0.4, 0.8}}}, composite.LogGII)
	if !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v, want that the order would be turned round", err)
	}
}

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

// Turning an indicator round twice, by its sign and by its direction, changes nothing; every scale is turned round, not only shifted.
func TestDirectionIsSymmetric(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	scales := map[string]func(index.Indicators) ([][]float64, error){
		"min–max":     func(x index.Indicators) ([][]float64, error) { return composite.MinMax(x, 100) },
		"z":           func(x index.Indicators) ([][]float64, error) { return composite.ZScore(x, true) },
		"percentile":  func(x index.Indicators) ([][]float64, error) { return composite.PercentileRank(x, 100, false) },
		"Borda":       func(x index.Indicators) ([][]float64, error) { return composite.BordaPoints(x, false) },
		"exponential": func(x index.Indicators) ([][]float64, error) { return composite.ExponentialRank(x, 23) },
		"goalposts":   func(x index.Indicators) ([][]float64, error) { return composite.Goalposts(x, 100, false) },
		"target":      func(x index.Indicators) ([][]float64, error) { return composite.DistanceToTarget(x, false) },
		"logarithm":   func(x index.Indicators) ([][]float64, error) { return composite.Logarithm(x, composite.LogShifted) },
	}
	for range 100 {
		column := make([]float64, 3+r.IntN(8))
		for i := range column {
			column[i] = math.Round(10*r.NormFloat64()) / 2
		}
		turned := make([]float64, len(column))
		for i, v := range column {
			turned[i] = -v
		}
		low := index.Indicators{Columns: [][]float64{column}, Reverse: []bool{true}, Goals: []index.Goal{{Low: -30, High: 25}}}
		high := index.Indicators{Columns: [][]float64{turned}, Goals: []index.Goal{{Low: -25, High: 30}}}
		plain := index.Indicators{Columns: [][]float64{column}, Goals: low.Goals}
		for name, scale := range scales {
			a, err := scale(low)
			b, err2 := scale(high)
			if (err == nil) != (err2 == nil) {
				t.Fatalf("%s: errors %v and %v", name, err, err2)
			}
			if d := cmp.Diff(a, b, close12); d != "" {
				t.Fatalf("%s of %v:\n%s", name, column, d)
			}
			if err != nil {
				continue
			}
			c, _ := scale(plain)
			mirror := map[string]float64{"min–max": 100, "percentile": 100, "z": 0, "Borda": float64(len(column) - 1), "goalposts": 100}
			if sum, ok := mirror[name]; ok {
				for i := range column {
					if math.Abs(a[0][i]+c[0][i]-sum) > 1e-9 {
						t.Fatalf("%s of %v: unit %d has %v, and %v the other way round", name, column, i, c[0][i], a[0][i])
					}
				}
			}
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

// Where an indicator has outliers on the left, they are taken in from the left, and what cannot be is turned round for the logarithm:
// the mirror image of the treatment of the mirror image.
func TestOutliersOnEitherSide(t *testing.T) {
	right := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 60, 250}
	left := make([]float64, len(right))
	for i, v := range right {
		left[i] = -v
	}
	for _, points := range []int{0, 1, 5} {
		rule := composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: points}
		a, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{right}}, rule)
		if err != nil {
			t.Fatal(err)
		}
		b, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{left}}, rule)
		if err != nil {
			t.Fatal(err)
		}
		for i := range right {
			if a.Columns[0][i] != -b.Columns[0][i] {
				t.Errorf("%d points: unit %d is %v, and %v in the mirror", points, i, a.Columns[0][i], b.Columns[0][i])
			}
		}
		if d := cmp.Diff(a.Done, b.Done); d != "" {
			t.Errorf("%d points: %s", points, d)
		}
		if want := map[int]composite.Treatment{0: composite.Logarithmed, 1: composite.Winsorised, 5: composite.Winsorised}[points]; a.Done[0][10] != want {
			t.Errorf("%d points: got %v, want %v", points, a.Done[0][10], want)
		}
	}
}

// Two values that are the same and extreme go together: with one point allowed neither is winsorised, where COINr changes both.
func TestWinsorisingKeepsToItsPoints(t *testing.T) {
	x := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 250, 250}
	treated, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{x}}, composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := treated.Done[0][20]; got != composite.Logarithmed {
		t.Errorf("got %v, want the logarithm of all", got)
	}
	treated, _ = composite.TreatOutliers(index.Indicators{Columns: [][]float64{x}}, composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: 2})
	if got := treated.Columns[0][19:]; !slices.Equal(got, []float64{12, 12}) {
		t.Errorf("got %v, want both at the next value", got)
	}
}

// Where units differ by chance only and have one size, the English indices' weight of a unit's own is about a half, and the one without
// noise is nearly 0. (Under no true difference E t² = s², so w = t²/(t² + s²) is about 1/2.)
func TestShrinkageOfPureNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	const units, people, share = 3000, 400, 0.2
	x := index.Indicators{Columns: [][]float64{make([]float64, units)}, Population: make([]float64, units)}
	for i := range units {
		cases := 0.0
		for range people {
			if r.Float64() < share {
				cases++
			}
		}
		x.Columns[0][i], x.Population[i] = 100*cases/people, people
	}
	for raw, want := range map[bool]float64{true: 0.5, false: 0} {
		s, err := composite.Shrink(x, 100, raw)
		if err != nil {
			t.Fatal(err)
		}
		mean := 0.0
		for _, w := range s.Weights[0] {
			mean += w / units
		}
		if math.Abs(mean-want) > 0.05 {
			t.Errorf("noise left in: %t: got a mean weight of %v, want about %v", raw, mean, want)
		}
	}
}

// A share of zero is shrunk where its people are known, and is left out where only a standard error is.
func TestShrinkageOfNothing(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{0, 10, 20, nan}}, Population: []float64{50, 400, 500, 60}}
	s, err := composite.Shrink(x, 100, false)
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Columns[0]; !(v[0] > 0 && v[0] < 10) || v[3] == v[3] {
		t.Errorf("got %v, want the first drawn up and the last missing", v)
	}
	x.Population, x.SE = nil, [][]float64{{0, 1.5, 1.8, nan}}
	if s, err = composite.Shrink(x, 100, false); err != nil || s.Columns[0][0] == s.Columns[0][0] || s.Columns[0][1] != s.Columns[0][1] {
		t.Errorf("got %v, %v; want no value for the first and one for the second", s.Columns, err)
	}
	x.SE = nil
	if _, err := composite.Shrink(x, 100, false); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v without standard errors and people", err)
	}
}

// Two units of one composite share their rank whatever the weights are multiplied by; rounding does not rank them.
func TestEqualCompositesShareTheirRank(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{0, 1, 0.5}, {1, 0, 0.5}, {0, 1, 0.5}}, Weights: []float64{0.1, 0.3, 0.2}}
	l, err := composite.LeaveOneOut(x, composite.Hundred, 1, 1)
	if err != nil || !slices.Equal(l.Ranks, []float64{2, 2, 2}) {
		t.Errorf("got ranks %v, %v; want all equal", l.Ranks, err)
	}
}

// A model without interaction has first orders equal to totals, which sum to 1: with two indicators only one number decides, the ratio of
// the weights, and both weights share in it alike.
func TestSensitivityIsSharedByAlikeChoices(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{}, {}}}
	for i := range 100 {
		x.Columns[0] = append(x.Columns[0], float64(i))
		x.Columns[1] = append(x.Columns[1], float64((37*i+11)%100))
	}
	s, err := composite.RankSensitivity(x, composite.Choices{Perturbation: 0.25, Available: 1, Seed: 3}, 4000)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Factors) != 2 {
		t.Fatalf("got %d choices, want the two weights", len(s.Factors))
	}
	a, b := s.Factors[0], s.Factors[1]
	if math.Abs(a.First-b.First) > 4*(a.FirstSE+b.FirstSE) || math.Abs(a.Total-b.Total) > 4*(a.TotalSE+b.TotalSE) {
		t.Errorf("got %+v and %+v, want them alike", a, b)
	}
	if a.First > a.Total+4*(a.FirstSE+a.TotalSE) || a.First+b.First > 1+4*(a.FirstSE+b.FirstSE) || a.Total+b.Total < 1-4*(a.TotalSE+b.TotalSE) {
		t.Errorf("got %+v and %+v: first orders may not exceed totals, sum to more than 1, or totals to less", a, b)
	}
}

// The standard errors of the sensitivity are the spread that other seeds give.
func TestStandardErrorsOfSensitivity(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{1, 2, 5, 4, 8, 7}, {9, 8, 5, 6, 1, 2}, {3, 1, 2, 5, 4, 9}}}
	var values, claimed [2]float64
	var squares [2]float64
	const seeds = 300
	for seed := range uint64(seeds) {
		s, err := composite.RankSensitivity(x, composite.Choices{Perturbation: 0.5, Normalisation: true, Mean: true, Available: 1, Seed: seed}, 256)
		if err != nil {
			t.Fatal(err)
		}
		f := s.Factors[4] // the mean
		if f.Name != "mean" || f.Indicator != -1 {
			t.Fatalf("got %+v, want the choice of the mean", f)
		}
		for k, v := range []float64{f.First, f.Total} {
			values[k] += v / seeds
			squares[k] += v * v / seeds
		}
		claimed[0] += f.FirstSE / seeds
		claimed[1] += f.TotalSE / seeds
	}
	for k := range values {
		spread := math.Sqrt(squares[k] - values[k]*values[k])
		if ratio := claimed[k] / spread; ratio < 0.85 || ratio > 1.15 {
			t.Errorf("index %d: standard error %v, spread over seeds %v", k, claimed[k], spread)
		}
	}
}

// The same seed gives the same ranges, more draws begin with the same ones, and another seed gives others.
func TestRangesOfRanksAreReproducible(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{}, {}, {}}}
	r := rand.New(rand.NewPCG(6, 6))
	for range 30 {
		for k := range x.Columns {
			x.Columns[k] = append(x.Columns[k], r.Float64())
		}
	}
	ranges := func(seed uint64) []composite.RankRange {
		out, err := composite.RankUncertainty(x, composite.Choices{Perturbation: 0.25, Normalisation: true, Mean: true, Available: 1, Seed: seed}, 200, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if d := cmp.Diff(ranges(1), ranges(1)); d != "" {
		t.Error(d)
	}
	if cmp.Equal(ranges(1), ranges(2)) {
		t.Error("another seed gives the same")
	}
	highest, lowest := 0.0, 0.0
	for _, u := range ranges(1) {
		if u.Lower > u.Median || u.Median > u.Upper || u.Lower < 1 || u.Upper > 30 {
			t.Errorf("got %+v", u)
		}
		highest += u.Highest
		lowest += u.Lowest
	}
	if math.Abs(highest-1) > 1e-9 || math.Abs(lowest-1) > 1e-9 {
		t.Errorf("the probabilities to be highest sum to %v and to be lowest to %v", highest, lowest)
	}
}

package decompose

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// one wraps numbers as factors of one element.
func one(vs ...float64) [][]float64 {
	out := make([][]float64, len(vs))
	for i, v := range vs {
		out[i] = []float64{v}
	}
	return out
}

func times(factors [][]float64) float64 {
	sum := 0.0
	for i := range factors[0] {
		x := 1.0
		for _, f := range factors {
			x *= f[i]
		}
		sum += x
	}
	return sum
}

// The examples of Das Gupta (1993), by number, with the standardised rates that the README of the R package DasGuptR prints for them.
func TestDasGuptasExamples(t *testing.T) {
	for _, tt := range []struct {
		name        string
		populations [][][]float64
		rate        func([][]float64) float64
		want        [][]float64
		tolerance   float64
	}{
		{"2.1: earnings, and share of earners", [][][]float64{one(10930, .717892), one(16591, .825974)}, times,
			[][]float64{{8437.228, 12807.14}, {9878.553, 11365.82}}, 0.006},
		{"2.3: births, women in fertile ages, women", [][][]float64{one(51.78746, .45919, .52638), one(84.90502, .75756, .51065)}, times,
			[][]float64{{16.31618, 26.75021}, {16.25309, 26.81394}, {22.32040, 21.65339}}, 6e-6},
		{"2.5: four factors", [][][]float64{one(25.3, .214, .279, .949), one(32.7, .290, .473, .986)}, times,
			[][]float64{{2.355434, 3.044375}, {2.287936, 3.100474}, {1.988818, 3.371723}, {2.686817, 2.791572}}, 6e-7},
		{"2.7: five factors", [][][]float64{one(.58, .76, .84, .66, 16.573), one(.72, .97, .97, .56, 16.158)}, times,
			[][]float64{{4.519768, 5.610746}, {4.450863, 5.680707}, {4.702966, 5.430806}, {5.543146, 4.703276}, {5.152352, 5.023334}}, 6e-7},
		{"3.1: a difference", [][][]float64{one(19.4, 10.8), one(23.7, 9.5)}, func(f [][]float64) float64 { return f[0][0] - f[1][0] },
			[][]float64{{9.25, 13.55}, {10.75, 12.05}}, 1e-12},
		{"4.5: three vectors over ages", [][][]float64{
			{{393, 407, 369, 274, 184, 90, 16}, {.122, .622, .903, .930, .916, .873, .800}, {.043, .041, .036, .032, .026, .020, .018}},
			{{488, 452, 338, 156, 63, 22, 3}, {.082, .527, .866, .941, .942, .923, .876}, {.058, .038, .032, .030, .026, .023, .019}},
		}, times, [][]float64{{36.72867, 29.44304}, {34.47028, 31.74965}, {33.83095, 32.26577}}, 6e-6},
		{"6.6: births outside marriage, five years", [][][]float64{
			{{.200, .163, .146, .154, .168, .169}, {.866, .325, .119, .099, .099, .121}, {.007, .021, .023, .015, .008, .002}, {.454, .326, .195, .107, .051, .015}},
			{{.215, .191, .156, .137, .144, .157}, {.891, .373, .124, .100, .107, .127}, {.010, .023, .023, .015, .008, .002}, {.433, .249, .159, .079, .037, .011}},
			{{.218, .203, .175, .144, .127, .133}, {.870, .396, .158, .125, .113, .129}, {.011, .016, .017, .011, .006, .002}, {.314, .181, .133, .063, .023, .006}},
			{{.205, .200, .181, .162, .134, .118}, {.900, .484, .243, .176, .155, .168}, {.014, .019, .015, .010, .005, .001}, {.313, .191, .143, .069, .021, .004}},
			{{.169, .195, .190, .174, .150, .122}, {.931, .563, .311, .216, .199, .191}, {.018, .026, .023, .016, .008, .002}, {.380, .201, .149, .079, .025, .006}},
		}, func(f [][]float64) float64 {
			outside, within := 0.0, 0.0
			for i := range f[0] {
				outside += f[0][i] * f[1][i] * f[2][i]
				within += f[0][i] * (1 - f[1][i]) * f[3][i]
			}
			return 1000 * outside / (outside + within)
		}, [][]float64{
			{72.77031, 74.65254, 73.83625, 71.36001, 64.60057},
			{53.28255, 56.63216, 59.52972, 79.49763, 104.38728},
			{62.17750, 69.61231, 60.48031, 68.54219, 94.17361},
			{54.83361, 64.43823, 81.24203, 79.60288, 74.12756},
		}, 6e-6},
	} {
		got, err := Standardise(tt.populations, tt.rate)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		for f := range tt.want {
			for p, want := range tt.want[f] {
				near(t, tt.name, got[f][p], want, tt.tolerance)
			}
		}
		// The effects of all factors sum to the difference of the rates, between any two populations.
		for p := 1; p < len(tt.populations); p++ {
			sum := 0.0
			for f := range got {
				sum += got[f][p] - got[f][0]
			}
			near(t, tt.name+", sum of effects", sum, tt.rate(tt.populations[p])-tt.rate(tt.populations[0]), 1e-9*math.Abs(tt.rate(tt.populations[0])))
		}
	}
}

// Das Gupta's example 5.1: households headed by persons of each age, 1970 and 1985.
func TestKitagawa(t *testing.T) {
	from := Population{
		Sizes: []float64{12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9},
		Rates: []float64{1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8},
	}
	to := Population{
		Sizes: []float64{10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5},
		Rates: []float64{2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2},
	}
	got, err := Kitagawa(from, to, Sampling{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "from", got.From, 44.7268, 5e-5)
	near(t, "to", got.To, 47.6940, 5e-5)
	near(t, "rate", got.Rate.Value, 1.7403, 5e-5)
	near(t, "composition", got.Composition.Value, 1.2269, 5e-5)
	near(t, "sum", got.Rate.Value+got.Composition.Value, got.Total.Value, 1e-12)
	if !math.IsNaN(got.Rate.Lower) {
		t.Errorf("limits from rates without limits: %+v", got.Rate)
	}
	var rates, composition float64
	for _, s := range got.Strata {
		rates += s.Rate
		composition += s.Composition
	}
	near(t, "rate by strata", rates, got.Rate.Value, 1e-12)
	near(t, "composition by strata", composition, got.Composition.Value, 1e-12)
}

// Das Gupta's example 5.3: deaths per 1,000 by race and age in the United States, 1970 and 1985. The effect of rates and that of composition
// are those of DasGuptR without dimensions, −2.2277254 and 1.5415096. The dimensions are computed in numpy from equation 5.36,
//
//	A = √(n/n_race · n_age/n), B = √(n/n_age · n_race/n), effect of A = Σ r̄ (A₂ − A₁) (B₁ + B₂)/2
func TestKitagawaByDimensions(t *testing.T) {
	var race, age []int
	for i := range 22 {
		race, age = append(race, i/11), append(age, i%11)
	}
	later := Population{
		Sizes: []float64{3041, 11577, 27450, 32711, 35480, 27411, 19555, 19795, 15254, 8022, 2472, 707, 2692, 6473, 6841, 6547, 4352, 3034, 2540, 1749, 804, 236},
		Rates: []float64{9.163, 0.462, 0.248, 0.929, 1.084, 1.810, 4.715, 12.187, 27.728, 64.068, 157.570,
			17.208, 0.738, 0.328, 1.103, 2.045, 3.724, 8.052, 17.812, 34.128, 68.276, 125.161},
	}
	earlier := Population{
		Sizes: []float64{2968, 11484, 34614, 30992, 21983, 20314, 20928, 16897, 11339, 5720, 1315, 535, 2162, 6120, 4781, 3096, 2718, 2363, 1767, 1149, 448, 117},
		Rates: []float64{18.469, 0.751, 0.391, 1.146, 1.287, 2.672, 6.636, 15.691, 34.723, 79.763, 176.837,
			36.993, 1.352, 0.541, 2.040, 3.523, 6.746, 12.967, 24.471, 45.091, 74.902, 123.205},
		Dimensions: [][]int{age, race},
	}
	got, err := Kitagawa(earlier, later, Sampling{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rate", got.Rate.Value, -2.2277254, 5e-8)
	near(t, "composition", got.Composition.Value, 1.5415096, 5e-8)
	near(t, "age", got.Dimensions[0].Value, 1.5217347105432322, 1e-12)
	near(t, "race", got.Dimensions[1].Value, 0.019774900732152753, 1e-12)
	near(t, "sum of dimensions", got.Dimensions[0].Value+got.Dimensions[1].Value, got.Composition.Value, 1e-12)

	// The factors that DasGuptR's README prints for the first three strata of 1985, its columns age and race.
	f := factors(earlier.Dimensions, shares(later.Sizes))
	for i, want := range [][2]float64{{0.01534415, 0.8301237}, {0.05841572, 0.8301100}, {0.13869259, 0.8290075}} {
		near(t, "age factor", f[0][i], want[0], 5e-9)
		near(t, "race factor", f[1][i], want[1], 5e-8)
	}
}

// Three dimensions: the factors multiply to the share, and where the dimensions are independent each factor is its own margin.
func TestFactorsOfIndependentDimensions(t *testing.T) {
	margins := [][]float64{{0.3, 0.7}, {0.2, 0.8}, {0.4, 0.6}}
	var dims [3][]int
	var p []float64
	for i := range 8 {
		w := 1.0
		for d := range dims {
			dims[d] = append(dims[d], i>>d&1)
			w *= margins[d][i>>d&1]
		}
		p = append(p, w)
	}
	f := factors(dims[:], p)
	for i := range p {
		for d := range dims {
			near(t, "factor", f[d][i], margins[d][i>>d&1], 1e-12)
		}
	}
}

// A stratum that is empty at one time has an effect of composition only: half of 100 persons with 10 and half with 20 per cent, and then all
// with 10: −5 of composition.
func TestEmptyStratum(t *testing.T) {
	got, err := Kitagawa(
		Population{Sizes: []float64{50, 50, 0}, Rates: []float64{10, 20, math.NaN()}, Lower: []float64{8, 18, math.NaN()}, Upper: []float64{12, 22, math.NaN()}},
		Population{Sizes: []float64{80, 0, 0}, Rates: []float64{10, math.NaN(), math.NaN()}, Lower: []float64{8, math.NaN(), math.NaN()}, Upper: []float64{12, math.NaN(), math.NaN()}}, Sampling{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rate", got.Rate.Value, 0, 1e-12)
	near(t, "composition", got.Composition.Value, -5, 1e-12)
	// The rate of the second stratum has the coefficient −¼ from the one time and as much that it lends to the other: −½ (18 to 22) with
	// ¼ (8 to 12) twice makes √(1² + 0.5² + 0.5²).
	near(t, "half width", got.Composition.Upper-got.Composition.Value, math.Sqrt(1.5), 1e-12)
}

func TestUndefined(t *testing.T) {
	ok := Population{Sizes: []float64{1, 2}, Rates: []float64{1, 2}}
	for name, p := range map[string]Population{
		"no strata":         {},
		"empty":             {Sizes: []float64{0, 0}, Rates: []float64{1, 2}},
		"negative":          {Sizes: []float64{-1, 2}, Rates: []float64{1, 2}},
		"not a number":      {Sizes: []float64{math.NaN(), 2}, Rates: []float64{1, 2}},
		"other length":      {Sizes: []float64{1}, Rates: []float64{1}},
		"no rate":           {Sizes: []float64{1, 2}, Rates: []float64{1, math.NaN()}},
		"limits too few":    {Sizes: []float64{1, 2}, Rates: []float64{1, 2}, Lower: []float64{0}},
		"dimension too few": {Sizes: []float64{1, 2}, Rates: []float64{1, 2}, Dimensions: [][]int{{0}}},
	} {
		if _, err := Kitagawa(p, ok, Sampling{Level: 0.95}); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, want it undefined", name, err)
		}
	}
	if _, err := Standardise([][][]float64{one(1)}, times); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("one population: got %v", err)
	}
	if _, err := Standardise([][][]float64{one(1, 2), one(1)}, times); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("other factors: got %v", err)
	}
	if _, err := Standardise([][][]float64{one(0), one(1)}, func(f [][]float64) float64 { return 1 / f[0][0] }); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("infinite rate: got %v", err)
	}
}

// The limits cover the true effects about as often as they say, in two populations of four strata of 30 to 600 persons.
func TestCoverage(t *testing.T) {
	sizes := [2][]float64{{600, 200, 80, 30}, {400, 300, 150, 60}}
	truth := [2][]float64{{0.05, 0.2, 0.4, 0.7}, {0.08, 0.2, 0.3, 0.6}}
	exact, err := Kitagawa(Population{Sizes: sizes[0], Rates: truth[0]}, Population{Sizes: sizes[1], Rates: truth[1]}, Sampling{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	const n = 4000
	var rates, composition, total int
	for range n {
		var drawn [2]Population
		for k := range drawn {
			drawn[k].Sizes = sizes[k]
			for i, size := range sizes[k] {
				x := resample.Binomial(r, size, truth[k][i])
				l, u := rate.Wilson(x, size, 0.95)
				drawn[k].Rates, drawn[k].Lower, drawn[k].Upper = append(drawn[k].Rates, x/size), append(drawn[k].Lower, l), append(drawn[k].Upper, u)
			}
		}
		got, err := Kitagawa(drawn[0], drawn[1], Sampling{Level: 0.95})
		if err != nil {
			t.Fatal(err)
		}
		within := func(e index.Estimate, v float64) int {
			if e.Lower <= v && v <= e.Upper {
				return 1
			}
			return 0
		}
		rates += within(got.Rate, exact.Rate.Value)
		composition += within(got.Composition, exact.Composition.Value)
		total += within(got.Total, exact.Total.Value)
	}
	// 4,000 draws have a standard error of 0.34 percentage points.
	for name, hits := range map[string]int{"rate": rates, "composition": composition, "total": total} {
		if share := float64(hits) / n; share < 0.94 || share > 0.965 {
			t.Errorf("%s: 95 %% limits cover %.3f", name, share)
		}
	}
}

// The same persons at both times: no rate changes and what chance did to them it did twice. Half of the rows of 10 and 20 per cent, and then
// nine tenths: −0.4 · 10 and 0.4 · 10, with the half widths 2 for every rate, 0.4 · 2 for each stratum.
func TestSamePersons(t *testing.T) {
	rates := Population{Sizes: []float64{1, 1}, Rates: []float64{20, 10}, Lower: []float64{18, 8}, Upper: []float64{22, 12}}
	later := rates
	later.Sizes = []float64{1, 9}
	apart, err := Kitagawa(rates, later, Sampling{Level: 0.95})
	if err != nil {
		t.Fatal(err)
	}
	same, err := Kitagawa(rates, later, Sampling{Level: 0.95, SamePersons: true})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "composition", same.Composition.Value, -4, 1e-12)
	near(t, "half width of independent samples", apart.Composition.Upper-apart.Composition.Value, 0.8, 1e-12)
	near(t, "half width of the same persons", same.Composition.Upper-same.Composition.Value, 0.8*math.Sqrt2, 1e-12)
	near(t, "half width of rates", same.Rate.Upper-same.Rate.Value, apart.Rate.Upper-apart.Rate.Value, 1e-12)
}

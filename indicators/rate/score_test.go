package rate_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// statsmodels 0.14: proportions_ztest([56, 48], [70, 80]) and ([30], [200], value=.2, prop_var=.2); scipy's chi2_contingency without correction has
// the square, 7.0234. Of occurrences, 30 in 1,500 against 200 in 6,000: −0.01333/√(0.030667 (1/1500 + 1/6000)).
func TestScore(t *testing.T) {
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	z, p := rate.Persons.Score(56, 70, 48, 80)
	near("z", z, 2.6501719512585336)
	near("p", p, 0.00804508136819656)
	z, p = rate.Persons.ScoreAgainst(30, 200, 0.2)
	near("z against a certain share", z, -1.7677669529663687)
	near("p against a certain share", p, 0.0770998717435417)
	z, p = rate.Occurrences.Score(30, 1500, 200, 6000)
	near("z of rates", z, -2.637521893583148)
	near("p of rates", p, 0.008351423441556883)
}

func TestScoreOfNothing(t *testing.T) {
	for name, zp := range map[string]func() (float64, float64){
		"nobody counted":           func() (float64, float64) { return rate.Persons.Score(0, 10, 0, 20) },
		"everybody counted":        func() (float64, float64) { return rate.Persons.Score(10, 10, 20, 20) },
		"nobody there":             func() (float64, float64) { return rate.Occurrences.Score(0, 0, 3, 20) },
		"a certain share of zero":  func() (float64, float64) { return rate.Persons.ScoreAgainst(3, 10, 0) },
		"a certain share of all":   func() (float64, float64) { return rate.Persons.ScoreAgainst(3, 10, 1) },
		"nobody, against a share":  func() (float64, float64) { return rate.Persons.ScoreAgainst(0, 0, 0.5) },
		"a certain rate of zero":   func() (float64, float64) { return rate.Occurrences.ScoreAgainst(3, 10, 0) },
		"a share that is not one":  func() (float64, float64) { return rate.Persons.ScoreAgainst(3, 10, 1.5) },
		"a count without a number": func() (float64, float64) { return rate.Persons.Score(math.NaN(), 10, 3, 20) },
	} {
		if z, p := zp(); !math.IsNaN(z) || !math.IsNaN(p) {
			t.Errorf("%s: got %v and %v, want no statistic", name, z, p)
		}
	}
}

// The test of an area against the rest of its city is that of the registry's index.
func TestScoreIsThatOfTheRest(t *testing.T) {
	e := index.Events{Count: []float64{15, 40, 231}, Population: []float64{148, 620, 3410}}
	for _, kind := range []rate.Kind{rate.Persons, rate.Occurrences} {
		rest, err := rate.RestDifference(e, kind, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if z, p := kind.Score(15, 148, 271, 4030); z != rest[0].Z || p != rest[0].P {
			t.Errorf("kind %d: got %v and %v, want %v and %v", kind, z, p, rest[0].Z, rest[0].P)
		}
	}
}

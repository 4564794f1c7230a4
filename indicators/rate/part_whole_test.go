package rate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Where everybody has the same probability, the interval of an area alone flags the fewer of them the larger they are, and that of
// the difference one in twenty at any size. testdata/golden/part_whole.py has the same with 100,000 draws.
func TestFalseFlagsByShareOfTheCity(t *testing.T) {
	const city, probability, draws = 20_000, 0.15, 5000
	for _, kind := range []rate.Kind{rate.Persons, rate.Occurrences} {
		for _, share := range []float64{0.02, 0.1, 0.2, 0.4, 0.6} {
			source := rand.NewPCG(20250101, uint64(100*share))
			n := math.Round(share * city)
			draw := func(n float64) float64 {
				if kind == rate.Persons {
					return distuv.Binomial{N: n, P: probability, Src: source}.Rand()
				}
				return distuv.Poisson{Lambda: n * probability, Src: source}.Rand()
			}
			var naive, fromRest, fromCity, byZ float64
			for range draws {
				e := index.Events{Count: []float64{draw(n), draw(city - n)}, Population: []float64{n, city - n}, Reference: -1}
				figure := (e.Count[0] + e.Count[1]) / city
				lower, upper := rate.Wilson(e.Count[0], n, 0.95)
				if kind == rate.Occurrences {
					lower, upper = rate.Byar(e.Count[0], 0.95)
					lower, upper = lower/n, upper/n
				}
				if figure < lower || figure > upper {
					naive++
				}
				r, err1 := rate.RestDifference(e, kind, 100, 0.95)
				c, err2 := rate.CityDifference(e, kind, 100, 0.95)
				if err1 != nil || err2 != nil {
					t.Fatal(err1, err2)
				}
				if r[0].Lower > 0 || r[0].Upper < 0 {
					fromRest++
				}
				if c[0].Lower > 0 || c[0].Upper < 0 {
					fromCity++
				}
				if r[0].P < 0.05 {
					byZ++
				}
			}
			theory := math.Erfc(rate.Z(0.95) / math.Sqrt(1-share) / math.Sqrt2)
			for _, c := range []struct {
				name             string
				flags, want, low float64 // low is what the limits of small counts may fall short by, being exact
			}{
				{"the interval of the area", naive, theory, 0.008},
				{"the interval of the difference", fromRest, 0.05, 0.008},
				{"z", byZ, 0.05, 0.001},
			} {
				// Four standard deviations of the draws, and what Wilson's and Newcombe's limits are off by themselves.
				margin := 4*math.Sqrt(c.want*(1-c.want)/draws) + 0.001
				below := margin
				if kind == rate.Occurrences {
					below += c.low
				}
				if got := c.flags / draws; got > c.want+margin || got < c.want-below {
					t.Errorf("kind %d, share %v: %s flags %.2f %%, want %.2f within %.2f", kind, share, c.name, 100*got, 100*c.want, 100*margin)
				}
			}
			if fromCity != fromRest {
				t.Errorf("kind %d, share %v: %v flags against the city, %v against its rest", kind, share, fromCity, fromRest)
			}
		}
	}
}

// The variance of p − P by its three terms, in the notation of the comment, is the square of the standard error.
func TestVarianceOfPartAndWhole(t *testing.T) {
	e := index.Events{Count: []float64{15, 40, 231, 0}, Population: []float64{148, 620, 3410, 150}, Reference: 2}
	count, population := index.Total(e.Count), index.Total(e.Population)
	for _, kind := range []rate.Kind{rate.Persons, rate.Occurrences} {
		contrasts, err := rate.CityDifference(e, kind, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		variance := func(x, n float64) float64 {
			if kind == rate.Occurrences {
				return x / n / n
			}
			return x / n * (1 - x/n) / n
		}
		for i, c := range contrasts {
			x, n := e.Count[i], e.Population[i]
			s := n / population
			whole := s*s*variance(x, n) + (1-s)*(1-s)*variance(count-x, population-n)
			if want := x/n - count/population; math.Abs(c.Value-want) > 1e-15 {
				t.Errorf("kind %v, unit %d: difference %v, want %v", kind, i, c.Value, want)
			}
			if want := math.Sqrt((1-2*s)*variance(x, n) + whole); math.Abs(c.SE-want) > 1e-15 {
				t.Errorf("kind %v, unit %d: standard error %v, want %v", kind, i, c.SE, want)
			}
		}
	}
}

// Nobody counted in the whole city: no difference is known to be there, and no test has a statistic.
func TestContrastsWithoutStatistic(t *testing.T) {
	e := index.Events{Count: []float64{0, 0, 0}, Population: []float64{10, 20, 0}}
	contrasts, err := rate.RestDifference(e, rate.Persons, 100, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if c := contrasts[0]; c.Value != 0 || !(c.Lower < 0 && c.Upper > 0) || !math.IsNaN(c.Z) || !math.IsNaN(c.P) {
		t.Errorf("got %+v, want a difference of 0 with limits and no statistic", c)
	}
	if contrasts[2].Level != 0 {
		t.Errorf("got %+v for a unit of nobody, want none", contrasts[2])
	}
	e.Population[1] = 0
	if got, err := rate.RestDifference(e, rate.Persons, 100, 0.95); err == nil {
		t.Errorf("one unit alone: got %+v, want an error", got)
	}
}

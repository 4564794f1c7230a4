package inequality_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// pairs returns the sum of f over all pairs of persons, theirs with themselves included, per pair.
func pairs(d index.Distribution, f func(x, y float64) float64) float64 {
	weight := index.Total(d.Weights)
	sum := 0.0
	for i, x := range d.Values {
		for j, y := range d.Values {
			sum += d.Weights[i] / weight * d.Weights[j] / weight * f(x, y)
		}
	}
	return sum
}

// FuzzOnePassAfterSorting holds what is computed in one pass over sorted values to the sums over all pairs that define it.
func FuzzOnePassAfterSorting(f *testing.F) {
	f.Add(uint64(1), uint8(1))
	f.Add(uint64(2), uint8(2))
	f.Add(uint64(3), uint8(40))
	f.Fuzz(func(t *testing.T, seed uint64, size uint8) {
		r := rand.New(rand.NewPCG(seed, 12))
		var d, signed index.Distribution
		persons := map[float64]float64{}
		mean, absolute, weight := 0.0, 0.0, 0.0
		for range 1 + int(size)%60 {
			x := math.Round(100 * math.Exp(r.NormFloat64()))
			if r.IntN(5) == 0 {
				x = 0
			}
			w := float64(1 + r.IntN(300))
			y := x
			if r.IntN(3) == 0 {
				y = -x
			}
			d.Values, d.Weights = append(d.Values, x), append(d.Weights, w)
			signed.Values, signed.Weights = append(signed.Values, y), append(signed.Weights, w)
			persons[x] += w
			mean, absolute, weight = mean+w*x, absolute+w*math.Abs(y), weight+w
		}
		if mean == 0 {
			t.Skip()
		}
		mean, absolute = mean/weight, absolute/weight
		const line = 80
		gap := func(x float64) float64 { return math.Max(0, (line-x)/line) }
		polarised := 0.0
		for x, w := range persons {
			for y, v := range persons {
				polarised += math.Pow(w/weight, 2.3) * v / weight * math.Abs(x-y) / mean
			}
		}
		lower := func(x, y float64) float64 { return math.Min(x, y) / mean } // the mean of the lower of two is μ(1 − G)
		poor := func(x, y float64) float64 {
			if x >= line || y >= line {
				return 0
			}
			return math.Min(x, y) / line
		}
		share := pairs(d, func(x, _ float64) float64 { return math.Ceil(gap(x)) })
		sen := 0.0
		if share > 0 {
			sen = share - pairs(d, poor)/share
		}
		for _, c := range []struct {
			name string
			got  func() (float64, error)
			want float64
		}{
			{"gini", func() (float64, error) { return inequality.Gini(d) }, 1 - pairs(d, lower)},
			{"s-gini", func() (float64, error) { return inequality.SGini(d, 2) }, 1 - pairs(d, lower)},
			{"gini of negative values", func() (float64, error) { return inequality.GiniWithNegatives(signed, true) },
				pairs(signed, func(x, y float64) float64 { return math.Abs(x - y) }) / 2 / absolute},
			{"gini with none negative", func() (float64, error) { return inequality.GiniWithNegatives(d, false) }, 1 - pairs(d, lower)},
			{"esteban-ray", func() (float64, error) { return inequality.EstebanRay(d, 1.3, 1) }, polarised},
			{"sen", func() (float64, error) { return inequality.Sen(d, inequality.PovertyLine{Amount: line}) }, sen},
			{"sen-shorrocks-thon", func() (float64, error) {
				return inequality.SenShorrocksThon(d, inequality.PovertyLine{Amount: line})
			}, pairs(d, func(x, y float64) float64 { return math.Max(gap(x), gap(y)) })},
			{"rosenbluth", func() (float64, error) { return inequality.Rosenbluth(d) }, 1 / weight / pairs(d, lower)},
		} {
			got, err := c.got()
			if err != nil || !(math.Abs(got-c.want) <= 1e-10*math.Max(1, c.want)) {
				t.Errorf("%s: got %v, %v, want %v for %v", c.name, got, err, c.want, d)
			}
		}
	})
}

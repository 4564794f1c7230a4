package resample

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
)

// Noise has the mean 0 and the standard deviation that is asked for, is whole, and leaves no count below 0 nor one of 0 above it. Moved by no
// more than the count, noise of −2 to 2 in a count of 1 is that of a number cut at ±1: for a normal number of variance 2 − 1/12, rounded, it is
// other than 0 with the probability 2(1 − Φ(0.5/√(23/12))) = 0.7180.
func TestNoiseIsWhatItSays(t *testing.T) {
	const n = 100_000
	for _, tc := range []struct{ sd, count, want float64 }{
		{math.Sqrt2, 50, math.Sqrt2}, {math.Sqrt2, 1, math.Sqrt(0.7180)}, {math.Sqrt2, 0, 0}, {0.3, 10, 0.3}, {0.59, 10, 0.59}, {0.6, 10, 0.6},
		{5, 1000, 5}, {0, 10, 0}, {math.NaN(), 10, 0},
	} {
		r := rand.New(rand.NewPCG(4, 5))
		law := newNoiseLaw(tc.sd)
		values := make([]float64, n)
		for i := range values {
			values[i] = law.draw(r, tc.count)
			if v := values[i]; v != math.Trunc(v) || math.Abs(v) > tc.count {
				t.Fatalf("sd %v of %v: drew %v", tc.sd, tc.count, v)
			}
		}
		mean, sd := meanSD(values)
		if math.Abs(mean) > 4*tc.want/math.Sqrt(n) || math.Abs(sd-tc.want) > 0.015*tc.want {
			t.Errorf("sd %v of %v: got mean %v and standard deviation %v, want 0 and %v", tc.sd, tc.count, mean, sd, tc.want)
		}
	}
}

// The count of a cell of 30 among 100 people varies by √(100 · 0.3 · 0.7) when persons are drawn and by √(21 + 9) with noise of 3 in it; that of
// a group in two units whose counts both have it by √(100 · 0.4 · 0.6 + 2 · 9).
func TestNoiseIsAddedToPersons(t *testing.T) {
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{300, 100}, {200, 400}}}}
	in.After = in.Composition
	first := custom(func(c index.Composition) float64 { return c.Counts[0][0] })
	group := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) })
	sd := [][]float64{{3, 3}, {0, 0}}
	o := Options{Replicates: 20_000, Seed: 6, Noise: []Noise{{Composition: sd, After: sd}}}
	for j, v := range single(Bootstrap(in, Persons, []Statistic{first, group}, o)) {
		if want := []float64{math.Sqrt(210 + 9), math.Sqrt(240 + 18)}[j]; math.Abs(v.SE/want-1) > 0.02 {
			t.Errorf("statistic %d: got SE %.4f, want %.4f", j, v.SE, want)
		}
	}
	if v, want := Bootstrap(in, Persons, []Statistic{grown}, o)[0].Values[0], math.Sqrt(2*(240+18)); math.Abs(v.SE/want-1) > 0.02 {
		t.Errorf("two dates: got SE %.4f, want %.4f", v.SE, want)
	}
	timed := OverTime([]index.Input{in, in}, nil, Persons, []Statistic{first}, Options{Replicates: 20_000, Seed: 6, Noise: []Noise{{}, {Composition: sd}}})[0]
	for d, want := range []float64{math.Sqrt(210), math.Sqrt(219)} {
		if got := timed.Dates[d].SE; math.Abs(got/want-1) > 0.02 {
			t.Errorf("date %d: got SE %.4f, want %.4f", d, got, want)
		}
	}
}

// Noise does not depend on the number of goroutines, and noise of nothing is none.
func TestNoiseDoesNotDependOnWorkers(t *testing.T) {
	in := index.Input{Composition: city(40, 3)}
	sd, zero := columns(make([]float64, 120), 3, 40), columns(make([]float64, 120), 3, 40)
	for k := range sd {
		for i := range sd[k] {
			sd[k][i] = 1.4
		}
	}
	stats := []Statistic{{Index: byID("multigroup-theil-h")}}
	run := func(workers int, noise ...Noise) []Timed {
		return OverTime([]index.Input{in, in}, [][2]int{{0, 1}}, Persons, stats, Options{Replicates: 99, Seed: 3, Workers: workers, Noise: noise})
	}
	same := func(x, y []Timed) string { return cmp.Diff(x, y, cmpopts.EquateNaNs()) }
	one := run(1, Noise{Composition: sd}, Noise{Composition: sd})
	if diff := same(one, run(7, Noise{Composition: sd}, Noise{Composition: sd})); diff != "" {
		t.Error(diff)
	}
	plain := run(2)
	if diff := same(plain, run(2, Noise{Composition: zero}, Noise{})); diff != "" {
		t.Error(diff)
	}
	if same(one, plain) == "" {
		t.Error("noise makes no difference")
	}
	mixed := run(2, Noise{}, Noise{Composition: sd}) // noise at one date moves nothing at another
	if diff := cmp.Diff(mixed[0].Dates[0], plain[0].Dates[0], cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

// Persons are placed in small areas by known shares, and −2 to 2 is added to each count with equal chances, never to one of 0 and never by
// more than the count. 95 % limits of H that know of the noise cover the index of the shares about as often as they say, those of D up to 7
// times in 100 less often, for the bias of D is not all taken off where chance and noise are as large as the differences. Those that do not
// know of it cover less, most of a group of few persons. The published index itself is 0.013 to 0.043 above the truth in D.
func TestLimitsCoverWithNoise(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	stats := []Statistic{{Index: indexOf(t, "dissimilarity")}, {Index: indexOf(t, "theil-h")}}
	const units, samples = 60, 200
	for _, tc := range []struct {
		name        string
		size, share float64
		least       [2]float64 // of D and H
		gain        float64    // by how much more they cover that know of the noise
	}{
		{"half of 40", 40, 0.5, [2]float64{0.88, 0.91}, 0},
		{"a fifth of 150", 150, 0.2, [2]float64{0.91, 0.91}, 0},
		{"a tenth of 100", 100, 0.1, [2]float64{0.88, 0.91}, 0.04},
	} {
		r := rand.New(rand.NewPCG(21, 22))
		flat, sd := make([]float64, 2*units), columns(make([]float64, 2*units), 2, units)
		for i := range units {
			size, p := tc.size*(0.5+r.Float64()), tc.share*(0.2+1.6*r.Float64())
			flat[i], flat[units+i] = size*p, size*(1-p)
			sd[0][i], sd[1][i] = math.Sqrt2, math.Sqrt2
		}
		truth := Bootstrap(index.Input{Composition: index.Composition{Counts: columns(flat, 2, units)}}, Persons, stats, Options{Replicates: 2})
		cells := NewMultinomial(flat)
		var covered, above [2][2]float64 // of D and H, without and with the noise
		var published [2]float64
		for s := range samples {
			counts := make([]float64, 2*units)
			cells.Draw(r, counts)
			for i, x := range counts {
				counts[i] += min(max(float64(r.IntN(5)-2), -x), x)
			}
			in := index.Input{Composition: index.Composition{Counts: columns(counts, 2, units)}}
			for k, noise := range [][]Noise{nil, {{Composition: sd}}} {
				for j, v := range single(Bootstrap(in, Persons, stats, Options{Replicates: 99, Seed: uint64(s), Noise: noise})) {
					want := truth[j].Values[0].Part.Value
					if v.Estimate.Lower <= want && want <= v.Estimate.Upper {
						covered[j][k] += 1.0 / samples
					}
					above[j][k] += (v.Corrected - want) / samples
					published[j] += (v.Part.Value - want) / (2 * samples)
				}
			}
		}
		for j, c := range covered {
			if c[1] < tc.least[j] || c[1] > 0.985 {
				t.Errorf("%s, %s: covered in %.3f, want %v to 0.985", tc.name, stats[j].Index.ID, c[1], tc.least[j])
			}
			if c[1] < c[0]+tc.gain {
				t.Errorf("%s, %s: covered in %.3f with the noise and %.3f without, want %v more", tc.name, stats[j].Index.ID, c[1], c[0], tc.gain)
			}
			if math.Abs(above[j][1]) > 0.007 || math.Abs(above[j][1]) > 0.2*published[j] {
				t.Errorf("%s, %s: the corrected value is %.4f above the truth, and the published one %.4f", tc.name, stats[j].Index.ID, above[j][1], published[j])
			}
		}
		t.Log(tc.name, covered, above, published)
	}
}

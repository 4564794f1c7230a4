package inequality_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/registry"
)

// naiveRanks are fractional ranks by their definition, in a pass over all for each.
func naiveRanks(d index.Distribution) []float64 {
	out := make([]float64, len(d.Values))
	for i := range out {
		below, tied, all := 0.0, 0.0, 0.0
		for j := range out {
			w := d.Weight(j)
			all += w
			switch {
			case d.Rank[j] < d.Rank[i]:
				below += w
			case d.Rank[j] == d.Rank[i]:
				tied += w
			}
		}
		out[i] = (below + tied/2) / all
	}
	return out
}

// naiveConcentration is 2 cov(y, R) by its definition, and the mean.
func naiveConcentration(d index.Distribution) (generalised, mean float64) {
	all := 0.0
	for i, y := range d.Values {
		all += d.Weight(i)
		mean += d.Weight(i) * y
	}
	mean /= all
	for i, r := range naiveRanks(d) {
		generalised += 2 * d.Weight(i) / all * (d.Values[i] - mean) * (r - 0.5)
	}
	return generalised, mean
}

// ordered returns random values with ranks, some of them tied, and whole weights.
func ordered(r *rand.Rand, n int) index.Distribution {
	d := index.Distribution{High: 100}
	for range n {
		d.Values = append(d.Values, math.Round(1000*r.Float64())/10)
		d.Weights = append(d.Weights, float64(r.IntN(5)))
		d.Rank = append(d.Rank, float64(r.IntN(2*n)))
	}
	d.Weights[0]++
	d.Values[0] += 0.05
	return d
}

func FuzzConcentration(f *testing.F) {
	f.Add(uint64(1), 5)
	f.Add(uint64(2), 60)
	f.Fuzz(func(t *testing.T, seed uint64, n int) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := ordered(r, 1+min(max(n, 0), 80))
		generalised, mean := naiveConcentration(d)
		check := func(name string, got float64, err error, want float64) {
			if err != nil || !(math.Abs(got-want) <= 1e-11*max(1, math.Abs(want))) {
				t.Errorf("%s: got %v, %v, want %v for %v", name, got, err, want, d)
			}
		}
		v, err := inequality.GeneralisedConcentrationIndex(d)
		check("generalised", v, err, generalised)
		v, err = inequality.ConcentrationIndex(d)
		check("relative", v, err, generalised/mean)
		v, err = inequality.ErreygersIndex(d)
		check("erreygers", v, err, 4*generalised/100)
		v, err = inequality.WagstaffIndex(d)
		check("wagstaff", v, err, generalised/mean/(1-mean/100))
		v, err = inequality.ExtendedConcentrationIndex(d, 2)
		check("extended", v, err, generalised/mean)
		// The curve: twice the area between it and the diagonal, by trapezia.
		points, err := inequality.ConcentrationCurve(d)
		area := 1.0
		for k := 1; k < len(points); k++ {
			area -= (points[k].Held + points[k-1].Held) * (points[k].Persons - points[k-1].Persons)
		}
		check("curve", area, err, generalised/mean)
		// Ranked by themselves, values have their Gini coefficient as concentration index.
		d.Rank = d.Values
		want, err := inequality.Gini(d)
		if err != nil {
			t.Fatal(err)
		}
		v, err = inequality.ConcentrationIndex(d)
		check("gini", v, err, want)
	})
}

// The extended index as an integral over a fine grid, for a curve that a formula gives: L(p) = p² has C(ν) = 1 − ν(ν−1)·2/(ν(ν−1)(ν+1)).
func TestExtendedConcentrationIndexIsTheIntegral(t *testing.T) {
	const n = 20_000
	var d index.Distribution
	for i := range n {
		d.Values = append(d.Values, (float64(i)+0.5)/n)
		d.Rank = append(d.Rank, float64(i))
	}
	for _, nu := range []float64{1, 1.5, 2, 3, 5, 20} {
		got, err := inequality.ExtendedConcentrationIndex(d, nu)
		if want := 1 - 2/(nu+1); err != nil || math.Abs(got-want) > 1e-7 {
			t.Errorf("ν = %v: got %v, %v, want %v", nu, got, err, want)
		}
	}
}

// rineq ranks the two persons with 2 of incomes 3, 1, 2, 2, 5 and weights 1, 2, 1, 3, 1 at 0.3125 and 0.5625 (its golden value); they
// share 0.5. What the order of the rows decides there, 0.25 or 0.5, is 0.375.
func TestTiesShareARank(t *testing.T) {
	d := index.Distribution{Values: []float64{0, 0, 1, 0, 0}, Rank: []float64{3, 1, 2, 2, 5}, Weights: []float64{1, 2, 1, 3, 1}}
	if r := naiveRanks(d); !slices.Equal(r, []float64{0.8125, 0.125, 0.5, 0.5, 0.9375}) {
		t.Errorf("got ranks %v", r)
	}
	if c, err := inequality.ConcentrationIndex(d); err != nil || math.Abs(c) > 1e-15 {
		t.Errorf("one of those in the middle: got %v, %v, want 0", c, err)
	}
	for _, values := range [][]float64{{0, 1, 0, 1}, {0, 0, 1, 1}} {
		if c, err := inequality.ConcentrationIndex(index.Distribution{Values: values, Rank: []float64{1, 2, 2, 3}}); err != nil || math.Abs(c-0.375) > 1e-15 {
			t.Errorf("%v: got %v, %v, want 0.375", values, c, err)
		}
	}
}

// Counting the healthy in place of the ill turns the sign of a bounded index; of the relative index it also changes the size.
func TestBoundedIndicesAreMirrored(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for range 200 {
		d := ordered(r, 2+r.IntN(30))
		mirrored := d
		mirrored.Values = make([]float64, len(d.Values))
		for i, v := range d.Values {
			mirrored.Values[i] = 100 - v
		}
		for name, f := range map[string]func(index.Distribution) (float64, error){"erreygers": inequality.ErreygersIndex, "wagstaff": inequality.WagstaffIndex} {
			a, err := f(d)
			if err != nil {
				t.Fatal(err)
			}
			if b, err := f(mirrored); err != nil || math.Abs(a+b) > 1e-12 {
				t.Errorf("%s: got %v and %v, %v, want one the negative of the other", name, a, b, err)
			}
		}
	}
}

// The bounds are those declared: a sample that lacks the extremes changes neither the scale nor, here, the index.
func TestErreygersTakesDeclaredBounds(t *testing.T) {
	d := index.Distribution{Values: []float64{40, 50, 60}, Rank: []float64{1, 2, 3}, High: 100}
	// 2 cov(y, R) = 2 · (10·⅓ + 10·⅓)/3 = 40/9; by 4/100 it is 0.1778, by 4/(60 − 40), as rineq, 0.8889.
	if e, err := inequality.ErreygersIndex(d); err != nil || math.Abs(e-1.6/9) > 1e-12 {
		t.Errorf("got %v, %v, want %v", e, err, 1.6/9)
	}
	d.Low, d.High = 40, 60
	if e, err := inequality.ErreygersIndex(d); err != nil || math.Abs(e-8.0/9) > 1e-12 {
		t.Errorf("on the observed range: got %v, %v, want %v", e, err, 8.0/9)
	}
	// rineq's generalised index of its housing data is 3.11850877592543; it multiplies by 4/(78.4 − 8.2) where the scale is 0 to 100.
	rows := golden.Rows(t, golden.Path(t, "golden", "inequality", "rineq_housing.csv"))
	d = index.Distribution{High: 100}
	for _, row := range rows {
		d.Values, d.Rank = append(d.Values, row.Number(t, "bmi")), append(d.Rank, row.Number(t, "income"))
	}
	if e, err := inequality.ErreygersIndex(d); err != nil || math.Abs(e-4*3.11850877592543/100) > 1e-12 {
		t.Errorf("housing: got %v, %v, want 0.1247", e, err)
	}
}

// The linearised standard error is that of samples: it is compared with the spread of the index over random samples of a population.
func TestStandardErrorsOfConcentrationIndicesHoldInSamples(t *testing.T) {
	const population, size, samples = 4000, 150, 1500
	r := rand.New(rand.NewPCG(6, 1))
	var city index.Distribution
	for range population {
		place := math.Floor(40 * r.Float64()) // many ties
		city.Rank = append(city.Rank, place)
		ill := 0.0
		if r.Float64() < 0.5-place/100 {
			ill = 1
		}
		city.Values = append(city.Values, ill)
		city.Weights = append(city.Weights, 1+2*r.Float64()) // persons that a member of the sample stands for
	}
	for _, id := range []string{"concentration-index", "generalised-concentration-index", "wagstaff-index", "erreygers-index"} {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		truth := city
		truth.High = 1
		whole, err := ix.Unequal(truth, nil)
		if err != nil {
			t.Fatal(err)
		}
		var sum, squares, errors float64
		covered := 0
		for range samples {
			d := index.Distribution{High: 1}
			for range size {
				i := r.IntN(population)
				d.Values, d.Rank, d.Weights = append(d.Values, city.Values[i]), append(d.Rank, city.Rank[i]), append(d.Weights, city.Weights[i])
			}
			parts, err := ix.Compute(index.Input{Distribution: d}, nil)
			if err != nil {
				t.Fatal(err)
			}
			sum, squares, errors = sum+parts[0].Value, squares+parts[0].Value*parts[0].Value, errors+parts[0].SE
			if parts[0].Lower <= whole && whole <= parts[0].Upper {
				covered++
			}
		}
		spread := math.Sqrt((squares - sum*sum/samples) / (samples - 1))
		// The spread of 1,500 samples is known within 2 per cent.
		if ratio := errors / samples / spread; ratio < 0.94 || ratio > 1.06 {
			t.Errorf("%s: mean standard error over the spread of the samples is %v, want 1", id, ratio)
		}
		if share := float64(covered) / samples; share < 0.93 || share > 0.97 {
			t.Errorf("%s: %v of the intervals hold the index of the population, want 0.95", id, share)
		}
	}
}

func TestConcentrationIndicesAreUndefined(t *testing.T) {
	for name, d := range map[string]index.Distribution{
		"no ranks":         {Values: []float64{1, 2}, High: 10},
		"no bounds":        {Values: []float64{1, 2}, Rank: []float64{1, 2}},
		"at a bound":       {Values: []float64{10, 10}, Rank: []float64{1, 2}, High: 10},
		"all at the least": {Values: []float64{0, 0}, Rank: []float64{1, 2}, High: 10},
	} {
		if w, err := inequality.WagstaffIndex(d); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("wagstaff, %s: got %v, %v, want undefined", name, w, err)
		}
	}
	d := index.Distribution{Values: []float64{1, 2}, Rank: []float64{1, 2}}
	for _, nu := range []float64{0.5, math.NaN(), math.Inf(1)} {
		if c, err := inequality.ExtendedConcentrationIndex(d, nu); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("ν = %v: got %v, %v, want undefined", nu, c, err)
		}
	}
	d.Values[0] = -1
	if c, err := inequality.ConcentrationIndex(d); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("a negative value: got %v, %v, want undefined", c, err)
	}
	if c, err := inequality.GeneralisedConcentrationIndex(d); err != nil || math.Abs(c-0.75) > 1e-15 {
		t.Errorf("generalised, a negative value: got %v, %v, want 0.75", c, err)
	}
}

package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// deep returns random counts of units in larger ones, three levels deep. Some units and some larger units are empty.
func deep(r *rand.Rand, units, groups int) index.Composition {
	c := index.Composition{Within: make([][]int, 3)}
	for range groups {
		counts := make([]float64, units)
		for i := range counts {
			counts[i] = math.Floor(max(0, 400*r.Float64()-100))
			if i/8 == 1 {
				counts[i] = 0
			}
		}
		c.Counts = append(c.Counts, counts)
	}
	for i := range units {
		small := i / 4
		c.Within[0] = append(c.Within[0], small/6)
		c.Within[1] = append(c.Within[1], small/2)
		c.Within[2] = append(c.Within[2], small)
	}
	for k := range groups {
		c.Supergroup = append(c.Supergroup, k/2)
	}
	return c
}

func equal(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// Terms add up to the index, contributions to the terms below, and terms of fewer levels are sums of those of more.
func TestDecompositionsAddUp(t *testing.T) {
	for seed := range uint64(20) {
		c := deep(rand.New(rand.NewPCG(seed, 5)), 60, 5)
		m, err := segregation.MutualInformation(c, 2)
		if err != nil {
			t.Fatal(err)
		}
		h, _ := segregation.MultigroupTheilH(c)
		two := index.Composition{Counts: c.Counts[:2], Within: c.Within}
		o, _ := segregation.Hutchens(two)
		byM, err1 := segregation.MutualInformationDecomposition(c, 2)
		byH, err2 := segregation.TheilHDecomposition(c)
		byO, err3 := segregation.HutchensDecomposition(two)
		if err := errors.Join(err1, err2, err3); err != nil {
			t.Fatal(err)
		}
		for _, tc := range []struct {
			name string
			d    segregation.Decomposition
			want float64
		}{{"M", byM, m}, {"H", byH, h}, {"O", byO, o}} {
			equal(t, tc.name, tc.d.Total, tc.want)
			equal(t, tc.name+" of terms", index.Total(tc.d.Terms), tc.want)
			for l, members := range tc.d.Larger {
				contributions := 0.0
				for _, m := range members {
					contributions += m.Contribution()
				}
				equal(t, tc.name+" within", contributions, index.Total(tc.d.Terms[l+1:]))
			}
			if tc.d.Supergroups != nil {
				contributions := 0.0
				for _, m := range tc.d.Supergroups {
					contributions += m.Contribution()
				}
				equal(t, tc.name+" within supergroups", contributions, index.Total(tc.d.WithinSupergroups))
				for l, term := range tc.d.Terms {
					equal(t, tc.name+" of term and supergroups", tc.d.BetweenSupergroups[l]+tc.d.WithinSupergroups[l], term)
				}
			}
		}
		between := 0.0
		for _, m := range byM.Larger[0] {
			between += m.Share * m.Divergence
		}
		equal(t, "M between", between, byM.Terms[0])
		shallow := c
		shallow.Within = c.Within[1:2]
		d, err := segregation.MutualInformationDecomposition(shallow, 2)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "levels in between left out", d.Terms[0], byM.Terms[0]+byM.Terms[1])
		equal(t, "levels below left out", d.Terms[1], byM.Terms[2]+byM.Terms[3])
	}
}

// Values of units and groups make up the index of the city.
func TestValuesOfUnitsMakeUpTheIndex(t *testing.T) {
	c := deep(rand.New(rand.NewPCG(1, 5)), 60, 5)
	sizes := totals(c)
	T := index.Total(sizes)
	sum := func(values, weights []float64) float64 {
		var s index.Sum
		for i, v := range values {
			if !math.IsNaN(v) {
				s.Add(v * weights[i] / T)
			}
		}
		return s.Value()
	}
	ones := make([]float64, len(sizes))
	for i := range ones {
		ones[i] = T
	}
	groups := make([]float64, len(c.Counts))
	for k, counts := range c.Counts {
		groups[k] = index.Total(counts)
	}
	m, _ := segregation.MutualInformation(c, math.E)
	h, _ := segregation.MultigroupTheilH(c)
	e, _ := segregation.MeanLocalEntropy(c, math.E)
	ls, _, err1 := segregation.LocalDivergence(c, math.E)
	lk, _, err2 := segregation.GroupDivergence(c, math.E)
	hi, err3 := segregation.LocalTheilH(c)
	ei, err4 := segregation.LocalEntropy(c, math.E, segregation.NotNormalised)
	mk, hk, err5 := segregation.GroupContributions(c, math.E)
	two := index.Composition{Counts: c.Counts[:2]}
	d, _ := segregation.Dissimilarity(two)
	x, _ := segregation.Isolation(two)
	di, err6 := segregation.LocalDissimilarity(two)
	xi, err7 := segregation.LocalIsolation(two)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	equal(t, "local divergence", sum(ls, sizes), m)
	equal(t, "group divergence", sum(lk, groups), m)
	equal(t, "local H", sum(hi, ones), h)
	equal(t, "local entropy", sum(ei, sizes), e)
	equal(t, "contributions to M", index.Total(mk), m)
	equal(t, "contributions to H", index.Total(hk), h)
	equal(t, "local D", sum(di, ones), d)
	equal(t, "local isolation", sum(xi, ones), x)
}

func TestLargerUnitsMustBeNested(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{1, 2, 3}, {3, 2, 1}}, Within: [][]int{{0, 0, 7}, {4, 5, 4}}}
	_, err := segregation.MutualInformationDecomposition(c, math.E)
	if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), "number 4 of level 1 lies in numbers 0 and 7 of level 0") {
		t.Errorf("got %v, want an error that names the larger unit", err)
	}
}

// Where R segregation's compress cuts counts to whole numbers, a table of fractions is nobody. Two units of ½ and ¼ people of
// either group: M = ln 2 − H(1/3) = 0.6931 − 0.6365 nats, all of it lost in one step.
func TestCompressionKeepsFractions(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{0.5, 0.25}, {0.25, 0.5}}}
	steps, err := segregation.Compression(c, math.E)
	if err != nil || len(steps) != 1 {
		t.Fatalf("got %v, %v", steps, err)
	}
	equal(t, "loss", steps[0].Loss, math.Ln2-(math.Log(3)-2./3*math.Ln2))
	equal(t, "left", steps[0].Left, 0)
}

// FuzzCompression holds the steps to comparing all pairs anew each time.
func FuzzCompression(f *testing.F) {
	f.Add(uint64(1), 9, 3, false)
	f.Add(uint64(2), 30, 2, true)
	f.Add(uint64(3), 20, 6, false)
	f.Fuzz(func(t *testing.T, seed uint64, units, groups int, nested bool) {
		r := rand.New(rand.NewPCG(seed, 9))
		c := deep(r, 2+int(uint(units)%40), 2+int(uint(groups)%5))
		for _, counts := range c.Counts {
			for i := range counts {
				counts[i] *= r.Float64()
			}
		}
		c.Supergroup = nil
		if !nested {
			c.Within = nil
		}
		steps, err := segregation.Compression(c, math.E)
		if err != nil {
			return
		}
		m, err := segregation.MutualInformation(c, math.E)
		if err != nil {
			t.Fatal(err)
		}
		rest := c // the units joined so far have all their people in the first
		rest.Counts = nil
		for _, counts := range c.Counts {
			rest.Counts = append(rest.Counts, append([]float64(nil), counts...))
		}
		for n, step := range steps {
			best := math.Inf(1)
			size := totals(rest)
			for a := range size {
				for b := a + 1; b < len(size); b++ {
					if size[a] > 0 && size[b] > 0 && (!nested || c.Within[2][a] == c.Within[2][b]) {
						best = min(best, lossOf(rest, a, b))
					}
				}
			}
			if !(math.Abs(step.Loss-best) <= 1e-12) || !(math.Abs(lossOf(rest, step.A, step.B)-best) <= 1e-12) {
				t.Fatalf("step %d joins %d and %d for %v, want the least loss, %v", n, step.A, step.B, step.Loss, best)
			}
			for _, counts := range rest.Counts {
				counts[step.A], counts[step.B] = counts[step.A]+counts[step.B], 0
			}
			m -= best
			equal(t, "left", step.Left, m)
		}
	})
}

// lossOf is the information of two units alone by their share of the people.
func lossOf(c index.Composition, a, b int) float64 {
	loss, T := 0.0, index.Total(totals(c))
	size := totals(c)
	for _, counts := range c.Counts {
		p := (counts[a] + counts[b]) / (size[a] + size[b])
		for _, i := range []int{a, b} {
			if counts[i] > 0 {
				loss += counts[i] / T * math.Log(counts[i]/size[i]/p)
			}
		}
	}
	return loss
}

func BenchmarkLocalDivergence100k(b *testing.B) {
	benchmark(b, 10, func(c index.Composition) (float64, error) {
		v, _, err := segregation.LocalDivergence(c, math.E)
		return v[0], err
	})
}

func BenchmarkLocalEntropy100k(b *testing.B) {
	benchmark(b, 10, func(c index.Composition) (float64, error) {
		v, err := segregation.LocalEntropy(c, math.E, segregation.NotNormalised)
		return v[0], err
	})
}

func BenchmarkNestedMutualInformation100k(b *testing.B) {
	within := make([][]int, 3)
	for i := range 100_000 {
		within[0] = append(within[0], i/10_000)
		within[1] = append(within[1], i/1000)
		within[2] = append(within[2], i/10)
	}
	benchmark(b, 10, func(c index.Composition) (float64, error) {
		c.Within = within
		d, err := segregation.MutualInformationDecomposition(c, math.E)
		return d.Total, err
	})
}

func BenchmarkCompression2000(b *testing.B) {
	c := randomCounts(2000, 5)
	for b.Loop() {
		if _, err := segregation.Compression(c, math.E); err != nil {
			b.Fatal(err)
		}
	}
}

package contribution

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12) {
		t.Errorf("%s: got %.15g, want %.15g", what, got, want)
	}
}

// Three units of 100 (90 and 10), 100 (10 and 90) and 200 (50 and 50), and an empty one. X = 90 + 10 + 100 = 200 = Y.
//
//	D: ½|90/200 − 10/200| = 0.2, the same for the second, 0 for the third.
//	M: ls of 90 and 10 against halves is ln 2 − (0.9 ln(1/0.9) + 0.1 ln(1/0.1)) = 0.693147181 − 0.325082973 = 0.368064207; a quarter of the people each.
//	H: M / ln 2.
var four = index.Composition{Counts: [][]float64{{90, 10, 100, 0}, {10, 90, 100, 0}}}

func TestTerms(t *testing.T) {
	local := math.Ln2 + 0.9*math.Log(0.9) + 0.1*math.Log(0.1)
	for m, want := range map[Measure][]float64{
		Dissimilarity:     {0.2, 0.2, 0, 0},
		MutualInformation: {local / 4, local / 4, 0, 0},
		TheilH:            {local / 4 / math.Ln2, local / 4 / math.Ln2, 0, 0},
	} {
		got, err := m.Of(four)
		if err != nil {
			t.Fatal(m, err)
		}
		for i := range want {
			near(t, string(m), got[i], want[i])
		}
	}
}

// The terms add up to the indices that others compute, whatever the numbers, and those of a change to the change.
func TestTermsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	draw := func(groups int) index.Composition {
		c := index.Composition{Counts: make([][]float64, groups)}
		for k := range c.Counts {
			for i := range 20 {
				c.Counts[k] = append(c.Counts[k], float64(r.IntN(50)*b2i(i%7 > 0 || k > 0)))
			}
		}
		return c
	}
	indices := map[Measure]func(index.Composition) (float64, error){
		Dissimilarity:     segregation.Dissimilarity,
		MutualInformation: func(c index.Composition) (float64, error) { return segregation.MutualInformation(c, math.E) },
		TheilH:            segregation.MultigroupTheilH,
	}
	for _, groups := range []int{2, 2, 3, 5} {
		before, after := draw(groups), draw(groups)
		for m, of := range indices {
			if m == Dissimilarity && groups > 2 {
				if _, err := m.Of(before); !errors.Is(err, index.ErrUndefined) {
					t.Errorf("D of %d groups: got %v, want undefined", groups, err)
				}
				continue
			}
			terms, err := m.Of(after)
			if err != nil {
				t.Fatal(err)
			}
			is, err := of(after)
			if err != nil {
				t.Fatal(err)
			}
			near(t, string(m), index.Total(terms), is)
			was, err := of(before)
			if err != nil {
				t.Fatal(err)
			}
			changes, err := m.Change(before, after)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "change of "+string(m), index.Total(changes), is-was)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestNoTerms(t *testing.T) {
	empty := index.Composition{Counts: [][]float64{{1, 2}, {0, 0}}}
	for _, m := range []Measure{Dissimilarity, MutualInformation, TheilH, "other"} {
		if _, err := m.Of(empty); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s with one group empty: got %v, want undefined", m, err)
		}
	}
	if _, err := TheilH.Change(four, index.Composition{Counts: [][]float64{{1}, {2}}}); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("dates of other units: got %v, want undefined", err)
	}
	if _, err := ByLevel(four); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("no larger units: got %v, want undefined", err)
	}
}

func TestRanks(t *testing.T) {
	got := Ranks([]float64{0.2, 0.5, 0.2, 0.1})
	for i, want := range []int{2, 1, 2, 4} {
		if got[i] != want {
			t.Fatalf("ranks: got %v, want [2 1 2 4]", got)
		}
	}
	if n, share := Few([]float64{0.2, 0.5, 0.2, 0.1}, 0.5); n != 1 || math.Abs(share-0.5) > 1e-12 {
		t.Errorf("half: got %d with %v, want 1 with 0.5", n, share)
	}
	if n, _ := Few([]float64{0, 0}, 0.5); n != 0 {
		t.Errorf("half of nothing: got %d, want 0", n)
	}
}

// The part between districts is the H of the districts themselves, and the part within what is left.
func TestByLevel(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{90, 70, 10, 30}, {10, 30, 90, 70}}, Within: [][]int{{0, 0, 1, 1}}}
	got, err := ByLevel(c)
	if err != nil {
		t.Fatal(err)
	}
	districts, err := c.Merge(c.Within[0])
	if err != nil {
		t.Fatal(err)
	}
	between, err := segregation.MultigroupTheilH(districts)
	if err != nil {
		t.Fatal(err)
	}
	all, err := segregation.MultigroupTheilH(c)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "total", got.Total, all)
	near(t, "between", got.Terms[0], between)
	near(t, "within", got.Terms[1], all-between)
	near(t, "shares", got.Shares[0]+got.Shares[1], 1)
	// districts of 160 and 40 of 200: 1 − (0.8 log2(1/0.8) + 0.2 log2(1/0.2)) = 1 − 0.721928094887362
	near(t, "between by hand", between, 1-0.721928094887362)
}

// The interval of the change of a term holds its level when the people of both dates are drawn from known shares.
func TestCoverageOfChange(t *testing.T) {
	before := index.Composition{Counts: [][]float64{{300, 200, 100, 150}, {200, 300, 400, 350}}}
	after := index.Composition{Counts: [][]float64{{260, 210, 140, 150}, {240, 290, 360, 350}}}
	stat := []resample.Statistic{{Index: TheilH.ChangeIndex()}}
	truth, err := TheilH.Change(before, after)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 7))
	draw := func(c index.Composition) index.Composition {
		var flat []float64
		for _, counts := range c.Counts {
			flat = append(flat, counts...)
		}
		out := make([]float64, len(flat))
		resample.NewMultinomial(flat).Draw(r, out)
		return index.Composition{Counts: [][]float64{out[:4], out[4:]}}
	}
	const samples = 200
	hit := 0
	for s := range samples {
		in := index.Input{Composition: draw(before), After: draw(after)}
		v := resample.Bootstrap(in, resample.Persons, stat, resample.Options{Replicates: 199, Seed: uint64(s), Workers: 2})[0].Values[0]
		hit += b2i(v.Interval && v.Estimate.Lower <= truth[0] && truth[0] <= v.Estimate.Upper)
	}
	if share := float64(hit) / samples; share < 0.90 || share > 0.99 {
		t.Errorf("95 %% intervals of the change of a term cover it in %.3f of %d samples; want 0.90 to 0.99", share, samples)
	}
}

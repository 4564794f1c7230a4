package resample

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

func indexOf(t testing.TB, id string) index.Index {
	t.Helper()
	ix, err := registry.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func dates(counts ...[][]float64) []index.Input {
	out := make([]index.Input, len(counts))
	for i, c := range counts {
		out[i].Composition.Counts = c
	}
	return out
}

// Values are those of the index, whatever is drawn, and changes their differences; a change over two steps has about the spread of independent
// dates, √(s₁² + s₂²).
func TestOverTime(t *testing.T) {
	in := dates([][]float64{{300, 200, 100}, {200, 300, 400}}, [][]float64{{280, 200, 120}, {220, 300, 380}}, [][]float64{{250, 200, 150}, {250, 300, 350}})
	stats := []Statistic{{Index: indexOf(t, "dissimilarity")}, {Index: indexOf(t, "theil-h")}, {Index: indexOf(t, "local-dissimilarity")}}
	got := OverTime(in, [][2]int{{0, 2}, {0, 1}, {1, 2}}, Persons, stats, Options{Seed: 3})
	for d, want := range []float64{5.0 / 18, 2.0 / 9, 5.0 / 36} { // ½(|300/600 − 200/900| + 0 + |100/600 − 400/900|), and so on
		if v := got[0].Dates[d].Estimate.Value; math.Abs(v-want) > 1e-12 {
			t.Errorf("date %d: got D %v, want %v", d, v, want)
		}
	}
	for s := range 2 {
		for i, pair := range [][2]int{{0, 2}, {0, 1}, {1, 2}} {
			c := got[s].Changes[i]
			from, to := got[s].Dates[pair[0]], got[s].Dates[pair[1]]
			if c.Difference.Estimate.Value != to.Estimate.Value-from.Estimate.Value {
				t.Errorf("change %v: got %v", pair, c.Difference.Estimate.Value)
			}
			if want := math.Hypot(from.SE, to.SE); math.Abs(c.Difference.SE/want-1) > 0.1 {
				t.Errorf("change %v: got a standard error of %v, want about %v of independent dates", pair, c.Difference.SE, want)
			}
			if math.Abs(c.Difference.Corrected-(to.Corrected-from.Corrected)) > 1e-12 {
				t.Errorf("change %v: got corrected %v, want the difference of the corrected", pair, c.Difference.Corrected)
			}
		}
		if p := got[s].Changes[0].P.TwoSided; p != 0.002 {
			t.Errorf("from the first date to the last: got p %v, want the least there is, 2/1000", p)
		}
	}
	if v := got[2]; v.Dates[0].Why == "" || v.Changes[0].Why == "" || v.Changes[0].Difference.Interval {
		t.Errorf("an index of several values: got %+v, want a reason", v)
	}
}

// What has no value at a date has none of its changes either, and the others stand.
func TestOverTimeWithoutAGroup(t *testing.T) {
	in := dates([][]float64{{0, 0}, {200, 300}}, [][]float64{{50, 20}, {150, 280}}, [][]float64{{50, 40}, {150, 280}})
	got := OverTime(in, [][2]int{{0, 1}, {1, 2}}, Persons, []Statistic{{Index: indexOf(t, "dissimilarity")}}, Options{Seed: 3, Replicates: 199})[0]
	if !errors.Is(got.Dates[0].Err, index.ErrUndefined) || !math.IsNaN(got.Dates[0].Estimate.Value) {
		t.Errorf("nobody of a group: got %+v, want undefined", got.Dates[0])
	}
	if c := got.Changes[0]; c.Why == "" || c.Difference.Interval {
		t.Errorf("change from there: got %+v, want a reason", c)
	}
	if c := got.Changes[1]; !c.Difference.Interval || c.Why != "" {
		t.Errorf("the other change: got %+v, want an interval", c)
	}
}

// Between two dates whose people are drawn from known shares, 95 % intervals of the change of D and H cover it about as often as they say, and of
// a city that does not change about 5 % of the tests say that it has.
func TestOverTimeCovers(t *testing.T) {
	first := [][]float64{{120, 200, 90, 60, 150, 80}, {380, 300, 410, 440, 350, 420}}
	second := [][]float64{{110, 170, 110, 80, 150, 90}, {390, 330, 390, 420, 350, 410}}
	stats := []Statistic{{Index: indexOf(t, "dissimilarity")}, {Index: indexOf(t, "theil-h")}}
	r := rand.New(rand.NewPCG(11, 12))
	draw := func(of [][]float64) [][]float64 {
		flat := append(append([]float64{}, of[0]...), of[1]...)
		out := make([]float64, len(flat))
		NewMultinomial(flat).Draw(r, out)
		return [][]float64{out[:len(of[0])], out[len(of[0]):]}
	}
	const samples = 300
	for _, later := range [][][]float64{second, first} {
		truth := OverTime(dates(first, later), [][2]int{{0, 1}}, Persons, stats, Options{Replicates: 2})
		covered, rejected := make([]int, len(stats)), make([]int, len(stats))
		for i := range samples {
			for s, v := range OverTime(dates(draw(first), draw(later)), [][2]int{{0, 1}}, Persons, stats, Options{Replicates: 199, Seed: uint64(i)}) {
				d, want := v.Changes[0].Difference.Estimate, truth[s].Changes[0].Difference.Estimate.Value
				if d.Lower <= want && want <= d.Upper {
					covered[s]++
				}
				if v.Changes[0].P.TwoSided <= 0.05 {
					rejected[s]++
				}
			}
		}
		for s := range stats {
			if share := float64(covered[s]) / samples; share < 0.91 || share > 0.985 {
				t.Errorf("%s: covered in %.3f of %d, want 0.91 to 0.985", stats[s].Index.ID, share, samples)
			}
			if share := float64(rejected[s]) / samples; &later[0][0] == &first[0][0] && share > 0.09 {
				t.Errorf("%s: a change is found in %.3f of %d without one, want at most 0.09", stats[s].Index.ID, share, samples)
			}
		}
	}
}

// The structural part of a change is covered as well as the change is, also where only the sizes of groups change and there is none.
func TestStructuralPartIsCovered(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	first := [][]float64{{120, 200, 90, 60, 150, 80}, {380, 300, 410, 440, 350, 420}}
	grown := [][]float64{{240, 400, 180, 120, 300, 160}, {380, 300, 410, 440, 350, 420}} // twice as many of the first group, everywhere alike
	mixed := [][]float64{{110, 170, 110, 80, 150, 90}, {390, 330, 390, 420, 350, 410}}
	stat := []Statistic{{Index: indexOf(t, "mutual-information-change")}}
	structural := func(in index.Input, replicates int, seed uint64) Value {
		for _, v := range Bootstrap(in, Persons, stat, Options{Replicates: replicates, Seed: seed})[0].Values {
			if v.Part.Unit < 0 && v.Part.Group < 0 && v.Part.Name == "structural" {
				return v
			}
		}
		t.Fatal("there is no structural part")
		return Value{}
	}
	r := rand.New(rand.NewPCG(21, 22))
	draw := func(of [][]float64) index.Composition {
		flat := append(append([]float64{}, of[0]...), of[1]...)
		out := make([]float64, len(flat))
		NewMultinomial(flat).Draw(r, out)
		return index.Composition{Counts: [][]float64{out[:len(of[0])], out[len(of[0]):]}}
	}
	const samples = 200
	for name, later := range map[string][][]float64{"sizes of groups alone": grown, "mix": mixed} {
		truth := structural(index.Input{Composition: index.Composition{Counts: first}, After: index.Composition{Counts: later}}, 2, 0).Part.Value
		if name != "mix" && math.Abs(truth) > 1e-9 {
			t.Errorf("%s: got a structural part of %v, want none", name, truth)
		}
		covered := 0
		for i := range samples {
			v := structural(index.Input{Composition: draw(first), After: draw(later)}, 199, uint64(i))
			if v.Estimate.Lower <= truth && truth <= v.Estimate.Upper {
				covered++
			}
		}
		if share := float64(covered) / samples; share < 0.90 || share > 0.99 {
			t.Errorf("%s: covered in %.3f of %d, want 0.90 to 0.99", name, share, samples)
		}
	}
}

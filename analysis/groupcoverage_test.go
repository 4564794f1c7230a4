package analysis

import (
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/strata"
	"github.com/jamlik/jamlik/indicators"
)

// The limits of parts of a variance cover what is true at least about as often as they say: they are cautious where the parts are small. Basic
// limits of the same replicates cover the interaction of the first table 63 times in 100.
func TestPartsOfVarianceAreCovered(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	ind := indicators.Indicator{ID: "x", Unit: indicators.Unit{Kind: indicators.Share, Per: 100}}
	a := &analyst{o: Options{Level: 0.95, Replicates: 199}}
	cross := func(t strata.Table) ([]strata.Part, error) {
		b, err := strata.Between(t)
		return append([]strata.Part{b.Total, b.Interaction}, b.Alone...), err
	}
	nest := func(m strata.Measure) func(strata.Table) ([]strata.Part, error) {
		return func(t strata.Table) ([]strata.Part, error) {
			n, err := strata.Nest(t, 0, m)
			return []strata.Part{n.Total, n.Between, n.Within}, err
		}
	}
	twelve := strata.Table{Dimensions: make([][]int, 2)} // districts of two groups
	for d := range 12 {
		for g := range 2 {
			twelve.Weights = append(twelve.Weights, float64(150+40*d))
			twelve.Values = append(twelve.Values, 70+float64(d%4)*3+float64(g)*5)
			twelve.Dimensions[0], twelve.Dimensions[1] = append(twelve.Dimensions[0], d), append(twelve.Dimensions[1], g)
		}
	}
	four := func(n, p []float64) strata.Table {
		return strata.Table{Weights: n, Values: p, Dimensions: [][]int{{0, 0, 1, 1}, {0, 1, 0, 1}}}
	}
	for _, tt := range []struct {
		name  string
		truth strata.Table
		parts func(strata.Table) ([]strata.Part, error)
	}{
		{"strong", four([]float64{900, 900, 400, 400}, []float64{80, 82, 65, 72}), cross},
		{"weak", four([]float64{300, 300, 100, 100}, []float64{80, 81, 76, 78}), cross},
		{"none", four([]float64{300, 300, 100, 100}, []float64{80, 80, 80, 80}), cross},
		{"districts, variance", twelve, nest(strata.VarianceBetween)},
		{"districts, Theil", twelve, nest(strata.TheilT)},
	} {
		tt.truth.Variances = make([]float64, len(tt.truth.Values))
		truth, err := tt.parts(tt.truth)
		if err != nil {
			t.Fatal(err)
		}
		const n = 250
		hits, shareHits, shares := make([]int, len(truth)), make([]int, len(truth)), make([]int, len(truth))
		r := rand.New(rand.NewPCG(7, 8))
		for k := range n {
			drawn := strata.Table{Weights: tt.truth.Weights, Dimensions: tt.truth.Dimensions}
			for i, m := range tt.truth.Weights {
				x := resample.Binomial(r, m, tt.truth.Values[i]/100)
				drawn.Values = append(drawn.Values, 100*x/m)
				drawn.Variances = append(drawn.Variances, 1e4*samplingVariance(ind, x, m))
			}
			got, err := tt.parts(drawn)
			if err != nil {
				t.Fatal(err)
			}
			a.o.Seed = uint64(k)
			for i, v := range a.partsOf(ind, drawn, got, tt.parts, "coverage") {
				const rounding = 1e-12
				if c := v.Corrected; c.Lower-rounding <= truth[i].Observed && truth[i].Observed <= c.Upper+rounding {
					hits[i]++
				}
				if s := v.Share; s.Lower == s.Lower && truth[0].Observed > 0 {
					shares[i]++
					if want := truth[i].Observed / truth[0].Observed; s.Lower-rounding <= want && want <= s.Upper+rounding {
						shareHits[i]++
					}
				}
			}
		}
		for i := range truth {
			// 250 samples have a standard error of 1.4 percentage points.
			if c := float64(hits[i]) / n; c < 0.91 {
				t.Errorf("%s: part %d is covered %.3f", tt.name, i, c)
			}
			if c := float64(shareHits[i]) / float64(max(shares[i], 1)); shares[i] > n/2 && c < 0.91 {
				t.Errorf("%s: share %d is covered %.3f of %d", tt.name, i, c, shares[i])
			}
		}
	}
}

// Limits of measures over three groups cover about as often as they say where the groups differ clearly, and less where they hardly do.
func TestMeasuresOverGroupsAreCovered(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates many studies")
	}
	a := &analyst{o: Options{Level: 0.95, OverviewLevel: 0.998, Replicates: 199}}
	g := grouping{ind: definitions()[0], dims: []string{"edu"}, ordered: true}
	for _, k := range []string{"a", "b", "c"} {
		g.groups = append(g.groups, &Comparison{Indicator: g.ind, Group: indicators.Group("edu=" + k)})
	}
	for _, tt := range []struct {
		name        string
		size, share [3]float64
		least       float64
	}{
		{"clear", [3]float64{400, 900, 700}, [3]float64{0.5, 0.7, 0.85}, 0.91},
		{"hardly any", [3]float64{150, 300, 250}, [3]float64{0.72, 0.75, 0.78}, 0.75},
	} {
		measure := func(count func(n, p float64) float64) []GroupMeasure {
			var vs []Value
			for i, n := range tt.size {
				vs = append(vs, shareOf(count(n, tt.share[i]), n))
			}
			s := subgroupsOf(&g, vs)
			var out []GroupMeasure
			for _, one := range groupIndices {
				if why, skip := g.lacks(one.needs, s); !skip && why == NoReason && one.needs != ofCounts {
					out = append(out, a.measureGroups(&g, groupValues{values: vs}, s, one, why))
				}
			}
			return out
		}
		truth := measure(func(n, p float64) float64 { return n * p })
		hits := make([]int, len(truth))
		const n = 200
		r := rand.New(rand.NewPCG(1, 3))
		for k := range n {
			a.o.Seed = uint64(k)
			for i, m := range measure(func(n, p float64) float64 { return resample.Binomial(r, n, p) }) {
				if v := m.Value; m.Interval && v.Lower <= truth[i].Value.Value && truth[i].Value.Value <= v.Upper {
					hits[i]++
				}
			}
		}
		for i, m := range truth {
			if c := float64(hits[i]) / n; c < tt.least {
				t.Errorf("%s: %s (%v) is covered %.3f", tt.name, m.Index.ID, m.Params, c)
			}
		}
	}
}

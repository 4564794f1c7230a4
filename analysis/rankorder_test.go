package analysis

import (
	"encoding/csv"
	"math"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/testdata/exempelstad"
)

// The profile of the made-up incomes of Exempelstad. Expected numbers are numpy's, from the same file: of each threshold the share of all people below and
// 1 − Σ t E(p) / (T E(P)) with E the binary entropy; numpy.polyfit of degree 3 with the entropies of the thresholds as weights; and the mean of
// the polynomial weighted by the entropy over 0 to 1 by scipy.integrate.quad.
func TestRankLine(t *testing.T) {
	file, err := exempelstad.Files.Open("income_classes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		year             string
		shares, h        []float64
		value, inBetween float64
	}{
		{"2018", []float64{0.09909584956475737, 0.29704708315298417, 0.5343384792959169, 0.7326985043043331, 0.9073245803876304},
			[]float64{0.03460181382859828, 0.03973869088193527, 0.045810910546722816, 0.05368669745491583, 0.06494265837462421}, 0.046416178975972874, 0.04487441594839495},
		{"2024", []float64{0.05686265152238236, 0.19153860838026152, 0.38307721676052303, 0.5840173713849385, 0.8082466354872578},
			[]float64{0.01723245854562483, 0.020788766219845822, 0.02584968507689389, 0.03140963758799209, 0.04194326477376553}, 0.03035864342632141, 0.026973217368082423},
	} {
		c := index.Composition{Counts: make([][]float64, 6)}
		k := 0
		for _, r := range rows[1:] { // the classes of an area follow upon one another
			if r[1] == test.year {
				n, _ := strconv.ParseFloat(r[3], 64)
				c.Counts[k%6] = append(c.Counts[k%6], n)
				k++
			}
		}
		degree, err := rankDegree([]index.Input{{Composition: c}})
		if err != nil || degree != 3 {
			t.Fatalf("degree %d, error %v", degree, err)
		}
		l, err := rankLine(c, degree)
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range l.Thresholds {
			if math.Abs(q.X-test.shares[i]) > 1e-12 || math.Abs(q.Y-test.h[i]) > 1e-12 || math.Abs(l.Bounds[i]-q.X) > 1e-12 {
				t.Errorf("%s: threshold %d is %v, bound %v, want %v, %v", test.year, i, q, l.Bounds[i], test.shares[i], test.h[i])
			}
		}
		if got := l.Fitted[fittedSteps/2].Y; math.Abs(got-test.inBetween) > 1e-12 {
			t.Errorf("%s: the curve is %v halfway, want %v", test.year, got, test.inBetween)
		}
		v := newIndexValue("rank-order-theil-h", index.Params{"degree": float64(degree)})
		if got, err := v.Index.Ordered(c.Brackets(), v.Params); err != nil || math.Abs(got-test.value) > 1e-12 {
			t.Errorf("%s: the index is %v (%v), want %v", test.year, got, err, test.value)
		}
	}
}

func TestProfilesOfFewClasses(t *testing.T) {
	three := index.Composition{Counts: [][]float64{{10, 30}, {20, 20}, {30, 10}}}
	if degree, err := rankDegree([]index.Input{{Composition: three}}); err != nil || degree != 1 {
		t.Errorf("three classes: degree %d, error %v", degree, err)
	}
	one := index.Composition{Counts: [][]float64{{0, 0}, {20, 20}, {30, 10}}}
	if degree, err := rankDegree([]index.Input{{Composition: one}}); err == nil {
		t.Errorf("one threshold: a polynomial of degree %d", degree)
	}
}

func TestWithheldProfilesHaveNoNumbers(t *testing.T) {
	l, err := rankLine(index.Composition{Counts: [][]float64{{10, 30}, {20, 20}, {30, 10}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	l.Index = newIndexValue("rank-order-theil-h", nil)
	l.Index.set(0.1, nil)
	l.withhold()
	if l.Bounds != nil || l.Thresholds != nil || l.Fitted != nil || l.Index.OK || !math.IsNaN(l.Index.Value.Value) || l.Reason != Withheld {
		t.Errorf("%+v", l)
	}
}

// Counts of an area below the threshold close the profile of the areas of its level; without such counts it is shown.
func TestProfilesAreProtected(t *testing.T) {
	for _, test := range []struct {
		name   string
		lowest [6]float64
		shown  bool
	}{
		{"few persons", [6]float64{2, 1, 30, 40, 20, 10}, false},
		{"many", [6]float64{20, 11, 30, 40, 20, 10}, true},
	} {
		var obs []indicators.Observation
		for i, code := range desoOrder {
			for k, n := range []float64{test.lowest[i], 50 + 3*float64(i), dens[i]} {
				obs = append(obs, withGroup(value("heads", code, 2025, n), []indicators.Group{"bg=a", "bg=b", "bg=c"}[k]))
			}
		}
		o := protecting()
		o.Segregation = []SegregationSpec{{ID: "s", Indicator: "heads", Groups: []indicators.Group{"bg=a", "bg=b", "bg=c"}, Ordered: true,
			Levels: []indicators.Level{indicators.DeSO, indicators.District}}}
		res := run(t, tableOf(t, everywhere(t), obs), o)
		if len(res.RankOrders) != 2 {
			t.Fatalf("%s: %d profiles", test.name, len(res.RankOrders))
		}
		for _, r := range res.RankOrders {
			l := r.Lines[0]
			if shown := l.Index.OK && len(l.Thresholds) == 2 && len(l.Bounds) == 2; shown != test.shown || (l.Reason == Withheld) == test.shown {
				t.Errorf("%s: profile of level %s is shown: %v, reason %q", test.name, r.Level, shown, l.Reason)
			}
		}
	}
}

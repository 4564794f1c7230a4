package autocorrelation_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/space"
)

// The composed values of testdata/pysal.py, on five rows of six squares.
var (
	gridX = []float64{12, 15, 14, 20, 25, 28, 11, 13, 18, 22, 27, 30, 9, 12, 15, 21, 24, 26, 8, 10, 14, 13, 19, 35, 7, 6, 11, 12, 16, 18}
	gridY = []float64{3, 4, 4, 7, 9, 8, 2, 5, 6, 8, 7, 9, 3, 3, 5, 6, 9, 7, 2, 4, 3, 5, 6, 9, 1, 2, 4, 3, 5, 4}
)

func gridInput() index.Input {
	s := grid(5, 6)
	population := make([]float64, 30)
	for i := range population {
		population[i] = float64(100 + 50*(i*7%11))
	}
	return index.Input{
		Distribution: index.Distribution{Values: gridX, Space: s},
		Events:       index.Events{Count: gridX, Population: population, Reference: -1, Space: s},
		Indicators:   index.Indicators{Columns: [][]float64{gridX, gridY}, Space: s},
	}
}

// pysal reads what PySAL gives, by statistic and unit.
func pysal(t *testing.T) map[string]float64 {
	t.Helper()
	f, err := os.Open("testdata/pysal.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, row := range rows[1:] {
		v, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		out[row[0]+" "+row[1]] = v
	}
	return out
}

// parts returns the parts of an index by name, and by name and unit.
func parts(t *testing.T, id string, in index.Input, p index.Params) map[string]float64 {
	t.Helper()
	for _, ix := range autocorrelation.All {
		if ix.ID != id {
			continue
		}
		parts, err := ix.Compute(in, p)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]float64{}
		for _, part := range parts {
			name := part.Name
			if part.Unit >= 0 {
				name = fmt.Sprintf("%s %d", name, part.Unit)
			}
			out[name] = part.Value
		}
		return out
	}
	t.Fatalf("no index %s", id)
	return nil
}

// Analytic values are PySAL's to rounding. Means, variances and p-values of its 9,999 random orders are near ours, which are exact or of 9,999
// orders of our own.
func TestValuesOfPySAL(t *testing.T) {
	want, in := pysal(t), gridInput()
	for _, tc := range []struct {
		id, statistic string
		p             index.Params
		parts         []string
		margins       []float64
	}{
		{"moran", "moran", nil,
			[]string{"value", "expected", "variance under normality", "z under normality", "p under normality", "variance under randomisation", "z under randomisation", "p under randomisation", "mean of random orders", "variance of random orders"},
			[]float64{8: 0.005, 9: 0.001}},
		{"moran", "moran binary", index.Params{"style": 1}, []string{"value", "variance under normality", "variance under randomisation"}, nil},
		{"moran", "moran variance", index.Params{"style": 2}, []string{"value", "variance under normality", "variance under randomisation"}, nil},
		{"geary", "geary", nil,
			[]string{"value", "variance under normality", "z under normality", "variance under randomisation", "z under randomisation", "mean of random orders", "variance of random orders"},
			[]float64{5: 0.005, 6: 0.001}},
		{"getis-ord-g", "getis-ord-g", nil,
			[]string{"value", "expected", "variance under randomisation", "z under randomisation", "mean of random orders", "variance of random orders"},
			[]float64{4: 0.0005, 5: 1e-5}},
		{"join-counts", "join-counts", nil, []string{"BB", "WW", "BW", "BB expected", "BW expected"}, []float64{3: 0.2, 4: 0.2}},
		{"moran-rates", "moran-rates", nil, []string{"value", "variance under randomisation", "z under randomisation"}, nil},
		{"bivariate-moran", "bivariate-moran", nil, []string{"value", "expected", "variance under randomisation"}, []float64{1: 0.007, 2: 0.001}},
		{"lee-l", "lee-l", index.Params{"permutations": 9999}, []string{"value", "expected", "variance of random orders"}, []float64{1: 0.003, 2: 0.0003}},
	} {
		got := parts(t, tc.id, in, tc.p)
		for k, part := range tc.parts {
			margin := 1e-12
			if k < len(tc.margins) {
				margin = max(margin, tc.margins[k])
			}
			w, ok := want[fmt.Sprintf("%s %d", tc.statistic, k)]
			if g, has := got[part]; !ok || !has || math.Abs(g-w) > margin*max(1, math.Abs(w)) {
				t.Errorf("%s, %s: got %v (%v), want %v ± %v (%v)", tc.statistic, part, g, has, w, margin, ok)
			}
		}
	}
}

// The p-values of directed tests are PySAL's p_sim in the upper tail. In the lower one it leaves out draws equal to the observed value: with
// three neighbours of 30 that is 0.150 for 0.180, which an enumeration gives too (see TestPIsThatOfAllDraws). Of join counts it gives the
// smaller tail.
func TestLocalValuesOfPySAL(t *testing.T) {
	want, in := pysal(t), gridInput()
	directed := index.Params{"permutations": 9999, "alternative": 3}
	total := index.Params{"moments": 1}
	for _, tc := range []struct {
		id, part, statistic string
		p                   index.Params
		margin              float64
	}{
		{"local-moran", "value", "local-moran", nil, 1e-12},
		{"local-moran", "expected", "local-moran conditional mean", nil, 1e-12},
		{"local-moran", "variance", "local-moran conditional variance", nil, 1e-12},
		{"local-moran", "expected", "local-moran total mean", total, 1e-12},
		{"local-moran", "variance", "local-moran total variance", total, 1e-12},
		{"local-moran", "p", "local-moran p", directed, 0.025},
		{"local-moran", "quadrant", "local-moran quadrant", nil, 0},
		{"local-geary", "value", "local-geary", nil, 1e-12},
		{"local-geary-multivariate", "value", "local-geary-multivariate", nil, 1e-12},
		{"local-geary-multivariate", "expected", "local-geary-multivariate mean", nil, 0.05},
		{"local-geary-multivariate", "variance", "local-geary-multivariate variance", nil, 0.1},
		{"local-getis-ord-g", "value", "local-getis-ord-g", nil, 1e-12},
		{"local-getis-ord-g", "z", "local-getis-ord-g z", nil, 1e-12},
		{"local-getis-ord-g", "p", "local-getis-ord-g p", directed, 0.025},
		{"local-getis-ord-g-star", "value", "local-getis-ord-g-star", nil, 1e-12},
		{"local-getis-ord-g-star", "z", "local-getis-ord-g-star z", nil, 1e-12},
		{"local-getis-ord-g-star", "p", "local-getis-ord-g-star p", directed, 0.025},
		{"local-bivariate-moran", "value", "local-bivariate-moran", nil, 1e-12},
		{"local-bivariate-moran", "expected", "local-bivariate-moran mean", nil, 0.02},
		{"local-bivariate-moran", "variance", "local-bivariate-moran variance", nil, 0.02},
		{"local-moran-rates", "value", "local-moran-rates", nil, 1e-12},
		{"local-join-count", "value", "local-join-count", nil, 0},
		{"local-join-count", "p", "local-join-count p", nil, 0.02},
	} {
		got := parts(t, tc.id, in, tc.p)
		compared := 0
		for i := range gridX {
			w := want[fmt.Sprintf("%s %d", tc.statistic, i)]
			g, ok := got[fmt.Sprintf("%s %d", tc.part, i)]
			if !ok || math.IsNaN(w) {
				continue // white units have no join count here and no p-value there
			}
			if tc.part == "p" && got[fmt.Sprintf("z %d", i)] <= 0 {
				continue
			}
			compared++
			if math.Abs(g-w) > tc.margin*max(1, math.Abs(w)) {
				t.Errorf("%s, unit %d: got %v, want %v ± %v", tc.statistic, i, g, w, tc.margin)
			}
		}
		if compared < 8 {
			t.Errorf("%s: only %d units compared", tc.statistic, compared)
		}
	}
}

// Local values add up to the global one times a constant.
func TestLocalValuesAddUp(t *testing.T) {
	in := gridInput()
	for _, w := range []space.Weighting{
		queenRow, {Rule: space.Rook, Style: space.Binary}, {Rule: space.SharedBorder, Style: space.VarianceStabilised}, {Rule: space.NearestUnits, K: 3},
		{Rule: space.Band, Limit: 250, Style: space.Binary},
	} {
		links, err := in.Distribution.Space.Weights(w)
		if err != nil {
			t.Fatal(err)
		}
		s0, n := index.Total(links.Value), float64(links.Len())
		sum := func(l autocorrelation.Locals, err error) (sum float64) {
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range l.Units {
				sum += u.Value
			}
			return sum
		}
		global := func(g autocorrelation.Global, err error) float64 {
			if err != nil {
				t.Fatal(err)
			}
			return g.Value
		}
		for name, pair := range map[string][2]float64{
			"Moran":     {sum(autocorrelation.LocalMoran(in.Distribution, autocorrelation.Conditional, localOptions(w))), s0 * global(autocorrelation.Moran(in.Distribution, options(w)))},
			"Geary":     {sum(autocorrelation.LocalGeary(in.Distribution, localOptions(w))), 2 * n * s0 / (n - 1) * global(autocorrelation.Geary(in.Distribution, options(w)))},
			"bivariate": {sum(autocorrelation.LocalBivariateMoran(in.Indicators, localOptions(w))), s0 * global(autocorrelation.BivariateMoran(in.Indicators, options(w)))},
			"rates":     {sum(autocorrelation.LocalMoranRates(in.Events, autocorrelation.Conditional, localOptions(w))), s0 * global(autocorrelation.MoranRates(in.Events, options(w)))},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-10*math.Abs(pair[1]) {
				t.Errorf("%s, %+v: local values add up to %v, want %v", name, w, pair[0], pair[1])
			}
		}
	}
}

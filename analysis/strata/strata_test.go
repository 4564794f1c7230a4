package strata

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// Four cells of equal size, 2 × 2: 10, 20, 30 and 60. Mean 30, variance (400+100+0+900)/4 = 350. Rows 15 and 45: 225. Columns 20 and 40: 100.
// Balanced, so that both together have 325, and the interaction 25 = ((10 − 20 − 30 + 60)/4)².
func TestBetweenBalanced(t *testing.T) {
	got, err := Between(Table{
		Weights: []float64{5, 5, 5, 5}, Values: []float64{10, 20, 30, 60}, Variances: []float64{4, 4, 4, 4},
		Dimensions: [][]int{{0, 0, 1, 1}, {0, 1, 0, 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "total", got.Total.Observed, 350, 1e-12)
	near(t, "rows", got.Alone[0].Observed, 225, 1e-12)
	near(t, "columns", got.Alone[1].Observed, 100, 1e-12)
	near(t, "additive", got.Additive.Observed, 325, 1e-12)
	near(t, "interaction", got.Interaction.Observed, 25, 1e-12)
	// Each of the three contrasts has chance of variance 4/4 = 1.
	near(t, "total without chance", got.Total.Corrected, 347, 1e-12)
	near(t, "rows without chance", got.Alone[0].Corrected, 224, 1e-12)
	near(t, "additive without chance", got.Additive.Corrected, 323, 1e-12)
	near(t, "interaction without chance", got.Interaction.Corrected, 24, 1e-12)
}

// Unequal cells: the additive part is that of statsmodels' weighted least squares.
//
//	w = np.array([50,30,5,15,60,40.]); y = np.array([10,20,30,60,25,35.]); a = [0,0,1,1,2,2]; b = [0,1,0,1,0,1]
//	fit = smf.wls("y ~ C(a) + C(b)", …, weights=w).fit(); mu = np.average(y, weights=w)
//	np.average((fit.fittedvalues - mu)**2, weights=w)
func TestBetweenUnbalanced(t *testing.T) {
	got, err := Between(Table{
		Weights: []float64{50, 30, 5, 15, 60, 40}, Values: []float64{10, 20, 30, 60, 25, 35},
		Dimensions: [][]int{{0, 0, 1, 1, 2, 2}, {0, 1, 0, 1, 0, 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "additive", got.Additive.Observed, 165.5423387096775, 1e-9)
	near(t, "total", got.Total.Observed, 172.4375, 1e-9)
	if !math.IsNaN(got.Total.Corrected) {
		t.Errorf("corrected without variances: %v", got.Total.Corrected)
	}
}

// Between and within sum to the total by construction; here the within part is computed by itself from its definition.
func TestNest(t *testing.T) {
	cells := Table{Weights: []float64{10, 30, 20, 40}, Values: []float64{2, 4, 6, 1}, Dimensions: [][]int{{0, 0, 1, 1}}}
	// Means: 0.4·3.5 + 0.6·(6·20+1·40)/60 = 1.4 + 1.6 = 3.
	first := []float64{2, 4}
	theil := func(w, y []float64, mean float64, log bool) float64 {
		sum, total := 0.0, 0.0
		for i := range w {
			total += w[i]
			if log {
				sum -= w[i] * math.Log(y[i]/mean)
			} else {
				sum += w[i] * y[i] / mean * math.Log(y[i]/mean)
			}
		}
		return sum / total
	}
	for m, want := range map[Measure]float64{
		VarianceBetween: 0.4*(0.25*1.5*1.5+0.75*0.5*0.5) + 0.6*(math.Pow(6-8.0/3, 2)/3+2*math.Pow(1-8.0/3, 2)/3),
		TheilT: 0.4*3.5/3*theil([]float64{10, 30}, first, 3.5, false) +
			0.6*(8.0/3)/3*theil([]float64{20, 40}, []float64{6, 1}, 8.0/3, false),
		MLD: 0.4*theil([]float64{10, 30}, first, 3.5, true) + 0.6*theil([]float64{20, 40}, []float64{6, 1}, 8.0/3, true),
	} {
		got, err := Nest(cells, 0, m)
		if err != nil {
			t.Fatal(err)
		}
		near(t, m.String()+" within", got.Within.Observed, want, 1e-12)
	}
}

// Over many draws the corrected parts average what is true; the observed ones are too large.
func TestCorrectedPartsAreRightOnAverage(t *testing.T) {
	truth := Table{
		Weights: []float64{160, 100, 240, 120, 80, 180}, Values: []float64{0.2, 0.25, 0.3, 0.28, 0.22, 0.3},
		Dimensions: [][]int{{0, 0, 1, 1, 2, 2}, {0, 1, 0, 1, 0, 1}},
	}
	variance, err := Between(truth)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"total": variance.Total.Observed, "rows": variance.Alone[0].Observed,
		"additive": variance.Additive.Observed, "interaction": variance.Interaction.Observed}
	for _, m := range []Measure{TheilT, MLD} {
		n, err := Nest(truth, 0, m)
		if err != nil {
			t.Fatal(err)
		}
		want[m.String()+" between"], want[m.String()+" within"] = n.Between.Observed, n.Within.Observed
	}
	sums, squares, observed := map[string]float64{}, map[string]float64{}, map[string]float64{}
	r := rand.New(rand.NewPCG(5, 6))
	const n = 20000
	for range n {
		drawn := Table{Weights: truth.Weights, Dimensions: truth.Dimensions}
		for i, size := range truth.Weights {
			x := 0.0
			for range int(size) {
				if r.Float64() < truth.Values[i] {
					x++
				}
			}
			p := x / size
			drawn.Values, drawn.Variances = append(drawn.Values, p), append(drawn.Variances, p*(1-p)/(size-1))
		}
		add := func(name string, p Part) {
			sums[name] += p.Corrected
			squares[name] += p.Corrected * p.Corrected
			observed[name] += p.Observed
		}
		v, err := Between(drawn)
		if err != nil {
			t.Fatal(err)
		}
		add("total", v.Total)
		add("rows", v.Alone[0])
		add("additive", v.Additive)
		add("interaction", v.Interaction)
		for _, m := range []Measure{TheilT, MLD} {
			nested, err := Nest(drawn, 0, m)
			if err != nil {
				t.Fatal(err)
			}
			add(m.String()+" between", nested.Between)
			add(m.String()+" within", nested.Within)
		}
	}
	for name, w := range want {
		mean := sums[name] / n
		se := math.Sqrt((squares[name]/n - mean*mean) / n)
		tolerance := 4 * se
		if len(name) > 12 { // the relative measures are corrected to second order
			tolerance += 0.1 * w
		}
		near(t, name, mean, w, tolerance)
		if !(observed[name]/n > w+10*se) {
			t.Errorf("%s: observed %v on average where %v is true: the test shows nothing", name, observed[name]/n, w)
		}
	}
}

func TestUndefined(t *testing.T) {
	dims := [][]int{{0, 1}, {0, 1}}
	for name, c := range map[string]Table{
		"one cell":        {Weights: []float64{1, 0}, Values: []float64{1, 2}, Dimensions: dims},
		"negative weight": {Weights: []float64{1, -1}, Values: []float64{1, 2}, Dimensions: dims},
		"no number":       {Weights: []float64{1, 1}, Values: []float64{1, math.NaN()}, Dimensions: dims},
		"variance":        {Weights: []float64{1, 1}, Values: []float64{1, 2}, Variances: []float64{1, -1}, Dimensions: dims},
		"lengths":         {Weights: []float64{1}, Values: []float64{1, 2}, Dimensions: dims},
		"one dimension":   {Weights: []float64{1, 1}, Values: []float64{1, 2}, Dimensions: dims[:1]},
		"categories":      {Weights: []float64{1, 1}, Values: []float64{1, 2}, Dimensions: [][]int{{0}, {0}}},
	} {
		if _, err := Between(c); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, want it undefined", name, err)
		}
	}
	zero := Table{Weights: []float64{1, 1}, Values: []float64{0, 2}, Variances: []float64{0.1, 0.1}, Dimensions: dims}
	if _, err := Nest(zero, 0, MLD); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("MLD of 0: got %v", err)
	}
	if got, err := Nest(zero, 0, TheilT); err != nil || !math.IsNaN(got.Total.Corrected) {
		t.Errorf("T of 0: got %+v, %v; want it without a corrected value", got, err)
	}
	if _, err := Nest(Table{Weights: []float64{1, 1}, Values: []float64{0, 0}, Dimensions: dims}, 0, TheilT); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("mean 0: got %v", err)
	}
	if _, err := Nest(zero, 2, VarianceBetween); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("no such dimension: got %v", err)
	}
}

// Shares in work by sex and background: most of what differs between the four goes with background.
func ExampleBetween() {
	v, err := Between(Table{
		Weights: []float64{4000, 4000, 1000, 1000}, Values: []float64{82, 84, 62, 70},
		Dimensions: [][]int{{0, 1, 0, 1}, {0, 0, 1, 1}},
	})
	if err != nil {
		panic(err)
	}
	for d, name := range []string{"sex", "background"} {
		fmt.Printf("%s: %.0f %%\n", name, 100*v.Alone[d].Observed/v.Total.Observed)
	}
	fmt.Printf("interaction: %.0f %%\n", 100*v.Interaction.Observed/v.Total.Observed)
	// Output:
	// sex: 5 %
	// background: 92 %
	// interaction: 3 %
}

// How much of what differs between men and women of districts lies between the districts.
func ExampleNest() {
	n, err := Nest(Table{
		Weights: []float64{500, 500, 800, 800}, Values: []float64{60, 70, 78, 82},
		Dimensions: [][]int{{0, 0, 1, 1}, {0, 1, 0, 1}},
	}, 0, VarianceBetween)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.1f = %.1f + %.1f\n", n.Total.Observed, n.Between.Observed, n.Within.Observed)
	// Output: 65.3 = 53.3 + 12.1
}

package inequality

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

type record struct {
	Source, Run, Dataset, Measure string
	Params                        json.RawMessage
	Value                         any
	Tolerance                     float64
}

// param returns the parameter called name: a float64, a string or a list.
func (g record) param(name string) any {
	var m map[string]any
	if json.Unmarshal(g.Params, &m) != nil {
		return nil
	}
	return m[name]
}

// distribution reads the values of g: a list among its parameters, or columns of a file. Which columns, and which rows
// are left out, is what the program that gave the golden value did.
func (g record) distribution(t *testing.T) index.Distribution {
	t.Helper()
	if list, ok := g.param("x").([]any); ok {
		var d index.Distribution
		for _, x := range list {
			d.Values = append(d.Values, x.(float64))
		}
		return d
	}
	file := g.Dataset[:strings.Index(g.Dataset, ".csv")+len(".csv")]
	value, weight, keep := "", "", func(golden.Row, float64) bool { return true }
	switch {
	case strings.HasPrefix(file, "pysal_"), strings.HasPrefix(file, "ineq_"):
		_, value, _ = strings.Cut(g.Dataset, ":")
	case strings.HasPrefix(file, "he_"):
		value, weight = "estimate", "population"
		if _, name, ok := strings.Cut(g.Dataset, "?indicator="); ok {
			keep = func(r golden.Row, _ float64) bool { return r["indicator"] == name }
		}
	case strings.HasPrefix(file, "dineq_"), strings.HasPrefix(file, "ic2_"):
		value = g.param("x").(string)
		if w := g.param("w").(string); w != "none" {
			weight = w
		}
		if g.Measure == "mld.wtd" { // "drops x<=0"
			keep = func(_ golden.Row, x float64) bool { return x > 0 }
		}
	case strings.HasPrefix(g.Source, "laeken"):
		value, weight = "eqIncome", "rb050"
		if region, ok := g.param("db040").(string); ok {
			keep = func(r golden.Row, _ float64) bool { return r["db040"] == region }
		}
	case strings.HasPrefix(g.Source, "convey"): // "eqIncome>0"
		value, weight = "eqIncome", "rb050"
		keep = func(_ golden.Row, x float64) bool { return x > 0 }
	default:
		t.Fatalf("no rule for reading %s", g.Dataset)
	}
	var d index.Distribution
	for _, r := range golden.Rows(t, golden.Path(t, "golden", "inequality", file)) {
		x := r.Number(t, value)
		if !keep(r, x) {
			continue
		}
		d.Values = append(d.Values, x)
		if weight != "" {
			d.Weights = append(d.Weights, r.Number(t, weight))
		}
	}
	return d
}

// ours computes the measure of g with the functions of this package, converted to the convention of the program that
// gave the golden value. The second result is false for measures that the package does not have.
func (g record) ours(t *testing.T) (float64, bool) {
	t.Helper()
	number := func(name string) float64 { v, _ := g.param(name).(float64); return v }
	var loaded *index.Distribution
	d := func() index.Distribution {
		if loaded == nil {
			dist := g.distribution(t)
			loaded = &dist
		}
		return *loaded
	}
	value := func(v float64, err error) float64 {
		if err != nil {
			t.Fatalf("%s %s: %v", g.Dataset, g.Measure, err)
		}
		return v
	}
	// Generalised entropy of order a from the index that is a function of it (Cowell 2011, chapter 3).
	entropy := func(a float64) float64 {
		switch a {
		case 0:
			return value(TheilL(d()))
		case 1:
			return value(TheilT(d()))
		case 2:
			cv := value(CoefficientOfVariation(d()))
			return cv * cv / 2
		}
		// With M = Σ p (x/μ)^a: A(1−a) = 1 − M^(1/a) and GE(a) = (M − 1)/(a(a − 1)).
		return (math.Pow(1-value(Atkinson(d(), 1-a)), a) - 1) / (a * (a - 1))
	}
	n := func() float64 { return float64(len(d().Values)) }
	switch g.Measure {
	case "svygini": // ranks by C − ½ instead of C − w/2, as though each weight were one person
		var excess, total, weight index.Sum
		for i, x := range d().Values {
			w := d().Weights[i]
			excess.Add(w * x * (w - 1))
			total.Add(w * x)
			weight.Add(w)
		}
		return value(Gini(d())) + excess.Value()/total.Value()/weight.Value(), true
	case "gini", "ineq.Gini", "gini.wtd":
		v := value(Gini(d()))
		if strings.HasPrefix(g.Source, "laeken") {
			v *= 100
		}
		return v, true
	case "Gini_corr":
		return value(Gini(d())) * n() / (n() - 1), true
	case "theil_T":
		return value(TheilT(d())), true
	case "ti", "ti_delta":
		return value(TheilT(d())) * 1000, true
	case "mld", "mld_delta":
		return value(TheilL(d())) * 1000, true
	case "mld.wtd":
		return value(TheilL(d())), true
	case "ineq.Theil": // 0 is T, 1 is L
		return entropy(1 - number("parameter")), true
	case "ineq.entropy":
		return entropy(number("parameter")), true
	case "GEI":
		return entropy(number("alpha")), true
	case "svygei":
		return entropy(number("epsilon")), true
	case "atkinson", "Atkinson", "svyatk":
		return value(Atkinson(d(), number("epsilon"))), true
	case "ineq.Atkinson":
		return value(Atkinson(d(), number("parameter"))), true
	case "covar":
		return value(CoefficientOfVariation(d())) * 100, true
	case "ineq.var":
		return value(CoefficientOfVariation(d())), true
	case "ineq.square.var":
		cv := value(CoefficientOfVariation(d()))
		return cv * cv, true
	case "qsr":
		return quintileShareRatio(d()), true
	}
	return 0, false
}

// quintileShareRatio is laeken's S80/S20: what those above the 80th percentile hold over what those up to the 20th
// hold. It is no index of ours; it holds our percentiles to theirs.
func quintileShareRatio(d index.Distribution) float64 {
	units := ascending(d)
	weight := index.Total(d.Weights)
	p20, p80 := percentile(units, 20, weight), percentile(units, 80, weight)
	var low, high index.Sum
	for _, u := range units {
		if u.value <= p20 {
			low.Add(u.value * u.weight)
		}
		if u.value > p80 {
			high.Add(u.value * u.weight)
		}
	}
	return high.Value() / low.Value()
}

func TestValuesOfOtherPrograms(t *testing.T) {
	compared := map[string]int{}
	total := 0
	for _, g := range golden.JSON[[]record](t, golden.Path(t, "golden", "inequality", "expected.json")) {
		want, isNumber := g.Value.(float64)
		if !isNumber {
			continue
		}
		got, ok := g.ours(t)
		if !ok {
			continue
		}
		compared[g.Source]++
		total++
		if tolerance := math.Max(g.Tolerance, 1e-12); !(math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))) {
			t.Errorf("%s %s %s %s: got %.15g, want %.15g", g.Source, g.Dataset, g.Measure, g.Params, got, want)
		}
	}
	t.Logf("%d values compared: %v", total, compared)
	if total < 70 {
		t.Errorf("compared %d values, want at least 70", total)
	}
}

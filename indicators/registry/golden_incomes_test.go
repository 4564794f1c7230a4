package registry_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// incomeParams are the parameters of the programs that compute inequality of incomes.
type incomeParams struct {
	X         json.RawMessage // the values, or the name of their column
	W         string          // the column of weights, or none
	Weights   string
	DB040     string // a region
	Epsilon   *float64
	Parameter *float64
	Alpha     json.RawMessage
	Alpha1    float64
	Param     float64
	P         float64
	Corr      bool
}

// incomeRecords compares what PySAL inequality, ineq, dineq, IC2, laeken and convey compute from incomes.
func incomeRecords(t *testing.T, data *library, r record) []check {
	program, _, _ := strings.Cut(r.Source, " ")
	if !slices.Contains([]string{"pysal/inequality", "ineq", "dineq", "IC2", "laeken", "convey"}, program) {
		return nil
	}
	if slices.Contains([]string{"SConc", "svygeidec", "gini_decomp", "mld_decomp"}, r.Measure) || strings.HasPrefix(r.Measure, "theil_between") ||
		strings.HasPrefix(r.Measure, "theil_within") {
		return nil // of groups, or along an order
	}
	var p incomeParams
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	in := index.Input{Distribution: incomesOf(t, data, r, p)}
	is := func(id string, params index.Params) []check {
		return []check{{id: id, in: in, p: params, want: map[string]float64{"": r.number(t)}}}
	}
	// of compares a multiple of our value.
	of := func(id string, f func(v float64) float64) []check {
		values, err := (check{id: id, in: in}).compute()
		if err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		return []check{{id: id, got: map[string]float64{"": f(values[""])}, want: map[string]float64{"": r.number(t)}}}
	}
	// surveyed compares the standard error as well: convey's design has strata, the regions, which are worth less than a per cent of it.
	surveyed := func(id string, params index.Params) []check {
		return append(is(id, params), check{id: id, in: in, p: params, want: map[string]float64{";se": *r.SE}, tolerance: 0.02 * *r.SE})
	}
	n := float64(len(in.Distribution.Values))
	switch r.Measure {
	case "gini", "ineq.Gini", "gini.wtd":
		if program == "laeken" { // in per cent
			return of("gini", func(v float64) float64 { return 100 * v })
		}
		return is("gini", nil)
	case "Gini_corr":
		return is("gini", index.Params{"sample": 1})
	case "SGini":
		return is("s-gini", index.Params{"nu": p.Param})
	case "svygini":
		return append(of("gini", func(v float64) float64 { return v + headCountExcess(in.Distribution) }),
			check{id: "gini", in: in, want: map[string]float64{";se": *r.SE}, tolerance: 0.02 * *r.SE})
	case "theil_T":
		return is("theil-t", nil)
	case "mld.wtd":
		return is("theil-l", nil)
	case "ineq.Theil": // 0 is T, 1 is L
		return is("generalised-entropy", index.Params{"alpha": 1 - *p.Parameter})
	case "ineq.entropy":
		return is("generalised-entropy", index.Params{"alpha": *p.Parameter})
	case "GEI":
		var alpha float64
		if err := json.Unmarshal(p.Alpha, &alpha); err != nil {
			t.Fatal(err)
		}
		return is("generalised-entropy", index.Params{"alpha": alpha})
	case "svygei":
		return surveyed("generalised-entropy", index.Params{"alpha": *p.Epsilon})
	case "svyjdiv":
		return surveyed("j-divergence", nil)
	case "atkinson", "Atkinson":
		return is("atkinson", index.Params{"epsilon": *p.Epsilon})
	case "svyatk":
		return surveyed("atkinson", index.Params{"epsilon": *p.Epsilon})
	case "ineq.Atkinson":
		return is("atkinson", index.Params{"epsilon": *p.Parameter})
	case "ineq.var":
		return is("coefficient-of-variation", nil)
	case "ineq.square.var":
		return of("coefficient-of-variation", func(v float64) float64 { return v * v })
	case "ineq.RS", "schutz_distance":
		return is("hoover", nil)
	case "schutz_coefficient": // ten times the sum over the values
		return of("hoover", func(v float64) float64 { return 10 * n * v })
	case "ineq.Kolm":
		return is("kolm", index.Params{"alpha": *p.Parameter})
	case "Herfindahl":
		return is("herfindahl", nil)
	case "Rosenbluth":
		return is("rosenbluth", nil)
	case "wolfson":
		return is("wolfson", index.Params{"scaling": 1})
	case "wolfson(polar.wtd)":
		return is("wolfson", nil)
	case "arpr": // in per cent
		return of("foster-greer-thorbecke", func(v float64) float64 { return 100 * v })
	case "lorenz_curve":
		var points []float64
		if err := json.Unmarshal(r.Value, &points); err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		parts := len(points) - 1
		c := check{id: "lorenz-curve", in: in, p: index.Params{"points": float64(parts)}, want: map[string]float64{}}
		for k, held := range points {
			c.want[fmt.Sprintf("at=%v", float64(k)/float64(parts))] = held
		}
		return []check{c}
	case "qsr":
		return is("share-ratio", index.Params{"division": 1})
	case "svyqsr":
		return surveyed("share-ratio", index.Params{"division": 1})
	}
	return nil
}

// headCountExcess is what convey's svygini adds by ranking with C − ½ instead of C − w/2, as though each weight were one person.
func headCountExcess(d index.Distribution) float64 {
	var excess, total, weight index.Sum
	for i, x := range d.Values {
		w := d.Weights[i]
		excess.Add(w * x * (w - 1))
		total.Add(w * x)
		weight.Add(w)
	}
	return excess.Value() / total.Value() / weight.Value()
}

// incomesOf reads the values that r is about: a list among the parameters, or columns of a file without the rows that the program
// leaves out.
func incomesOf(t *testing.T, data *library, r record, p incomeParams) index.Distribution {
	t.Helper()
	var d index.Distribution
	if json.Unmarshal(p.X, &d.Values) == nil {
		return d
	}
	file := r.Dataset[:strings.Index(r.Dataset, ".csv")+len(".csv")]
	var value string
	weight, region := p.W, ""
	switch {
	case strings.HasPrefix(r.Source, "laeken"), strings.HasPrefix(r.Source, "convey"):
		value, weight, region = "eqIncome", "rb050", p.DB040
	case len(p.X) > 0:
		if err := json.Unmarshal(p.X, &value); err != nil {
			t.Fatalf("%s: %v", r, err)
		}
	default:
		_, value, _ = strings.Cut(r.Dataset, ":")
	}
	positive := strings.Contains(r.Dataset, "eqIncome>0") || r.Note == "drops x<=0"
	for _, row := range data.rows(t, file) {
		x := row.Number(t, value)
		if positive && x <= 0 || region != "" && row["db040"] != region {
			continue
		}
		d.Values = append(d.Values, x)
		if weight != "" && weight != "none" {
			d.Weights = append(d.Weights, row.Number(t, weight))
		}
	}
	return d
}

// R's ineq leaves zeros out of Theil's index and so compares the others only, PySAL puts a tiny number in their place, and dineq leaves out
// what is not above zero without a word. For 0, 1, 3 Theil's T is ¼ ln(3/4) + ¾ ln(9/4); without the zero
// it would be that of 1, 3.
func TestZerosCount(t *testing.T) {
	with, err := inequality.TheilT(index.Distribution{Values: []float64{0, 1, 3}})
	if err != nil {
		t.Fatal(err)
	}
	without, err := inequality.TheilT(index.Distribution{Values: []float64{1, 3}})
	if err != nil {
		t.Fatal(err)
	}
	// ¼ ln(3/4) + ¾ ln(9/4) = 0.536277 and ¼ ln(1/2) + ¾ ln(3/2) = 0.130812
	for got, want := range map[string]string{fmt.Sprintf("%.6f", with): "0.536277", fmt.Sprintf("%.6f", without): "0.130812"} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got, err := inequality.TheilL(index.Distribution{Values: []float64{0, 1, 3}}); err == nil {
		t.Errorf("mean log deviation with a zero: got %v, want an error", got)
	}
}

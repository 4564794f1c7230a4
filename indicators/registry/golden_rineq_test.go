package registry_test

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// rineqRecords compares concentration indices with those of rineq, in its conventions: the bounds of Erreygers' index are those
// observed, with weights the variance of the ranks has another divisor, and the standard error of any index is that of the relative one
// times the same factor as the index.
//
// Of cov_convenience only the value is compared: what it says of its precision is the variance of the ranks (inequality.ConcentrationIndex).
func rineqRecords(t *testing.T, data *library, r record) []check {
	kind, ok := strings.CutPrefix(r.Measure, "rineq.ci.")
	if !ok {
		return nil
	}
	var p struct {
		Rank, Outcome, Method, Robust, Weights string
		DF                                     bool `json:"df_correction"`
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	rows := data.rows(t, r.Dataset)
	d := index.Distribution{Rank: numbers(t, rows, p.Rank)}
	for _, row := range rows {
		switch row[p.Outcome] {
		case "TRUE":
			d.Values = append(d.Values, 1)
		case "FALSE":
			d.Values = append(d.Values, 0)
		default:
			d.Values = append(d.Values, row.Number(t, p.Outcome))
		}
	}
	n := float64(len(d.Values))
	mean := index.Total(d.Values) / n
	sum, squares := n, n
	if p.Weights != "" {
		var total index.Sum
		sum, squares = 0, 0
		for i, v := range d.Values {
			w := float64(1 + i%3)
			d.Weights = append(d.Weights, w)
			total.Add(w * v)
			sum, squares = sum+w, squares+w*w
		}
		mean = total.Value() / sum
	}
	divisor := 1 / (1 - squares/(sum*sum)) // of the variance of the ranks, in the standard errors
	value, se := divisor*(n-1)/n, divisor
	method := 1.0
	switch {
	case p.Method == "direct":
		method, value, se = 0, 1, math.Sqrt((n-1)/n)
	case p.Method == "linreg_convenience":
		method = 4
	case p.Robust == "HC1":
		method = 2
	case p.Robust == "HC3":
		method = 3
	}
	c := check{id: map[string]string{
		"CI": "concentration-index", "CIg": "generalised-concentration-index", "CIc": "erreygers-index", "CIw": "wagstaff-index",
	}[kind], got: map[string]float64{}, want: map[string]float64{"": r.number(t)}}
	factor := map[string]float64{"CI": 1, "CIg": mean, "CIw": 1 / (1 - mean)}[kind]
	if kind == "CIc" {
		low, high := d.Values[0], d.Values[0]
		for _, v := range d.Values {
			low, high = min(low, v), max(high, v)
		}
		d.Low, d.High, factor = low, high, 4*mean/(high-low)
	}
	if kind == "CIw" {
		d.High = 1
	}
	part := func(id string, p index.Params) index.Part {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := ix.Compute(index.Input{Distribution: d}, p)
		if err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		return parts[0]
	}
	c.got[""] = part(c.id, nil).Value * value
	if p.Method == "cov_convenience" {
		return []check{c}
	}
	d.Low, d.High = 0, 0
	c.got[";se"] = part("concentration-index", index.Params{"errors": method}).SE * se * factor
	const z = 1.959963984540054
	c.got[";lower"], c.got[";upper"] = c.got[""]-z*c.got[";se"], c.got[""]+z*c.got[";se"]
	c.want[";se"], c.want[";lower"], c.want[";upper"] = math.Sqrt(*r.Variance), *r.Lower, *r.Upper
	return []check{c}
}

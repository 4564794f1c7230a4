package registry_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// careNeed compares Statistics Sweden's example of the Care Need Index.
func careNeed(t *testing.T, data *library, r record) []check {
	part := map[string]string{"cni": "index", "cni_index_sum": "index sum"}[r.Measure]
	if part == "" {
		return nil
	}
	var p struct {
		Unit    string
		Weights map[string]float64 // those of the index itself
		Mean    float64            `json:"national_mean_index_per_person"`
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	rows := data.rows(t, r.Dataset)
	in := index.Indicators{Population: numbers(t, rows, "population")}
	for _, group := range []string{"u5", "born_abroad", "alone65", "single_parent", "moved_in", "unemployed", "low_edu"} {
		in.Columns = append(in.Columns, numbers(t, rows, group))
	}
	about := ""
	for i, row := range rows {
		if row["unit"] == p.Unit {
			about = fmt.Sprintf("unit=%d;part=%s", i, part)
		}
	}
	params := index.Params{}
	if p.Mean != 0 {
		params["mean"] = p.Mean
	}
	return []check{{id: "care-need-index", in: index.Input{Indicators: in}, p: params, want: map[string]float64{about: r.number(t)}}}
}

// exponentialRanks compares the transformation of the indices of deprivation at the share R, which a thousand units have among them.
func exponentialRanks(t *testing.T, _ *library, r record) []check {
	if r.Measure != "imd_exponential" {
		return nil
	}
	var p struct{ R, K float64 }
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	rank := math.Round(1000 * p.R)
	if rank == 0 {
		return nil // see the excuses
	}
	values := make([]float64, 1000)
	for i := range values {
		values[i] = float64(i)
	}
	return []check{{
		id: "exponential-rank", in: index.Input{Indicators: index.Indicators{Columns: [][]float64{values}}}, p: index.Params{"k": p.K},
		want: map[string]float64{fmt.Sprintf("unit=%v;group=0", rank-1): r.number(t)},
	}}
}

// composites compares what COINr computes from a vector or a small table.
func composites(t *testing.T, _ *library, r record) []check {
	if r.Source[:min(6, len(r.Source))] != "COINr " {
		return nil
	}
	switch r.Measure {
	case "a_amean", "a_gmean", "a_hmean", "a_genmean":
		return meanOfIndicators(t, r)
	case "outrank_matrix", "a_copeland":
		return outrankings(t, r)
	case "skew", "winsorise", "log_CT":
		return outliers(t, r)
	case "n_zscore", "n_prank", "n_dist2max", "n_dist2targ", "n_goalposts":
		return scaled(t, r)
	}
	return nil
}

// gaps are numbers, null where one is missing.
type gaps []float64

// UnmarshalJSON reads null as NaN.
func (g *gaps) UnmarshalJSON(b []byte) error {
	var numbers []*float64
	if err := json.Unmarshal(b, &numbers); err != nil {
		return err
	}
	*g = nil
	for _, v := range numbers {
		if v == nil {
			*g = append(*g, math.NaN())
		} else {
			*g = append(*g, *v)
		}
	}
	return nil
}

// cellsWanted returns the values of a record by unit of the only indicator, those that are not missing.
func cellsWanted(t *testing.T, r record, name func(i int) string) map[string]float64 {
	t.Helper()
	var values gaps
	if err := json.Unmarshal(r.Value, &values); err != nil {
		t.Fatalf("%s: %v", r, err)
	}
	want := map[string]float64{}
	for i, v := range values {
		if v == v {
			want[fmt.Sprintf("unit=%d;group=0%s", i, name(i))] = v
		}
	}
	return want
}

func unnamed(int) string { return "" }

func scaled(t *testing.T, r record) []check {
	var p struct {
		X         gaps
		MeanSD    []float64 `json:"m_sd"` // the mean and the standard deviation of the scale: 0 and 1
		Ties      string    // min
		Targ      float64
		Direction float64
		CapMax    bool      `json:"cap_max"`
		Posts     []float64 `json:"gposts"` // low, high and the upper end of the scale
		Trunc     bool
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	x := index.Indicators{Columns: [][]float64{p.X}, Reverse: []bool{p.Direction < 0}}
	c := check{want: cellsWanted(t, r, unnamed)}
	switch r.Measure {
	case "n_zscore":
		c.id = "z-score"
	case "n_prank":
		c.id, c.p = "percentile-rank", index.Params{"top": 1, "ties": 0}
	case "n_dist2max":
		c.id, c.p = "min-max-scaling", index.Params{"top": 1}
	case "n_dist2targ":
		c.id, x.Goals = "distance-to-target", []index.Goal{{Low: 0, High: p.Targ}}
	default:
		c.id, c.p, x.Goals = "goalposts", index.Params{"top": p.Posts[2]}, []index.Goal{{Low: p.Posts[0], High: p.Posts[1]}}
	}
	c.in = index.Input{Indicators: x}
	return []check{c}
}

func meanOfIndicators(t *testing.T, r record) []check {
	var p struct {
		X, W gaps
		P    float64
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	if string(r.Value) == "null" {
		return nil // see the excuses
	}
	x := index.Indicators{Weights: p.W}
	for _, v := range p.X {
		x.Columns = append(x.Columns, []float64{v, 50}) // a second unit, for an indicator that is missing in the first
	}
	params := index.Params{"normalise": float64(composite.AsTheyAre), "available": 0}
	if p.P != 0 {
		params["power"] = p.P
	}
	id := map[string]string{
		"a_amean": "composite-arithmetic-mean", "a_gmean": "composite-geometric-mean", "a_hmean": "composite-harmonic-mean", "a_genmean": "composite-generalised-mean",
	}[r.Measure]
	return []check{{id: id, in: index.Input{Indicators: x}, p: params, want: map[string]float64{"unit=0": r.number(t)}}}
}

func outrankings(t *testing.T, r record) []check {
	var p struct {
		X []struct{ A, B, C float64 }
		W []float64
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	x := index.Indicators{Columns: make([][]float64, 3), Weights: p.W}
	for _, row := range p.X {
		for k, v := range []float64{row.A, row.B, row.C} {
			x.Columns[k] = append(x.Columns[k], v)
		}
	}
	c := check{id: "copeland", in: index.Input{Indicators: x}, want: map[string]float64{}}
	if r.Measure == "a_copeland" {
		var scores []float64
		if err := json.Unmarshal(r.Value, &scores); err != nil {
			t.Fatal(err)
		}
		for i, v := range scores {
			c.want[fmt.Sprintf("unit=%d", i)] = v
		}
		return []check{c}
	}
	var matrix [][]float64
	if err := json.Unmarshal(r.Value, &matrix); err != nil {
		t.Fatal(err)
	}
	got, err := composite.Outranking(x)
	if err != nil {
		t.Fatal(err)
	}
	c.got = map[string]float64{}
	for i, row := range matrix {
		for j, v := range row {
			key := fmt.Sprintf("unit=%d;with=%d", i, j)
			c.want[key], c.got[key] = v, got[i][j]
		}
	}
	return []check{c}
}

func outliers(t *testing.T, r record) []check {
	var p struct {
		X      gaps
		Points *float64 `json:"winmax"`
		Skew   float64  `json:"skew_thresh"`
		Kurt   float64  `json:"kurt_thresh"`
	}
	if !r.params(&p) {
		t.Fatalf("%s: unknown parameters", r)
	}
	c := check{id: "outlier-treatment", in: index.Input{Indicators: index.Indicators{Columns: [][]float64{p.X}}}}
	switch r.Measure {
	case "skew":
		c.want = map[string]float64{"group=0;part=skewness before": r.number(t)}
	case "log_CT":
		c.id, c.want = "logarithm", cellsWanted(t, r, unnamed)
	default:
		c.p = index.Params{"points": *p.Points, "skewness": p.Skew, "kurtosis": p.Kurt}
		var after []float64
		if err := json.Unmarshal(r.Value, &after); err != nil {
			t.Fatal(err)
		}
		c.want = cellsWanted(t, r, func(i int) string {
			if after[i] != p.X[i] {
				return ";part=winsorised"
			}
			return ";part=kept"
		})
	}
	return []check{c}
}

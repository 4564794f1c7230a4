package registry_test

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// decompositionRecords compares decompositions by group, and a concentration index, with those of dineq, IC2, PySAL inequality and convey.
func decompositionRecords(t *testing.T, data *library, r record) []check {
	var p struct {
		X, Z, W, Part, Rank, Partition, Seed, Subgroup string
		Param, Epsilon                                 float64
		Permutations                                   float64
		Vars                                           []string
	}
	file, column, _ := strings.Cut(r.Dataset, ":")
	of := func(rows []golden.Row, value, weight, group string) index.Input {
		d := index.Distribution{Values: numbers(t, rows, value)}
		if weight != "" {
			d.Weights = numbers(t, rows, weight)
		}
		if group != "" {
			d.Group = numbered(rows, group)
		}
		return index.Input{Distribution: d}
	}
	known := func() {
		if !r.params(&p) {
			t.Fatalf("%s: unknown parameters", r)
		}
	}
	switch r.Measure {
	case "gini_decomp", "mld_decomp":
		known()
		rows := data.rows(t, file)
		if r.Measure == "mld_decomp" { // it leaves out what is not above 0
			rows = positive(t, rows, p.X)
		}
		part := strings.TrimPrefix(p.Part, "mld_")
		id := map[string]string{"gini_decomp": "gini-decomposition", "mld_decomp": "theil-l-decomposition"}[r.Measure]
		return []check{{id: id, in: of(rows, p.X, p.W, p.Z), want: map[string]float64{"part=" + part: r.number(t)}}}
	case "SConc":
		known()
		in := of(data.rows(t, file), p.X, p.W, "")
		in.Distribution.Rank = untied(numbers(t, data.rows(t, file), p.Rank))
		return []check{
			{id: "extended-concentration-index", in: in, p: index.Params{"nu": p.Param}, want: r.wants(t, "")},
			{id: "concentration-index", in: in, want: map[string]float64{"": r.number(t)}},
		}
	case "theil_between", "theil_within":
		known()
		part := "part=" + strings.TrimPrefix(r.Measure, "theil_")
		return []check{{id: "theil-t-decomposition", in: of(data.rows(t, file), column, "", p.Partition), want: map[string]float64{part: r.number(t)}}}
	case "theil_between_perm_pvalue": // another generator: within the chance of 999 orders
		known()
		var want []float64
		if err := json.Unmarshal(r.Value, &want); err != nil {
			t.Fatal(err)
		}
		var checks []check
		for k, v := range p.Vars {
			checks = append(checks, check{
				id: "between-group-permutation", in: of(data.rows(t, file), v, "", "hanson98"), p: index.Params{"permutations": 9999},
				want: map[string]float64{"part=p": want[k]}, tolerance: 0.04,
			})
		}
		return checks
	case "svygeidec": // drawn within each group: the standard errors are another design's
		known()
		return []check{{
			id: "generalised-entropy-decomposition", in: of(positive(t, data.rows(t, file), "eqIncome"), "eqIncome", "rb050", p.Subgroup), p: index.Params{"alpha": p.Epsilon},
			want: map[string]float64{"part=" + p.Part: r.number(t)},
		}}
	}
	return nil
}

// positive returns the rows in which a column is above 0.
func positive(t *testing.T, rows []golden.Row, column string) (out []golden.Row) {
	t.Helper()
	for _, row := range rows {
		if row.Number(t, column) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// untied returns ranks of the same order in which ties follow the rows, as IC2 has them.
func untied(ranks []float64) []float64 {
	order := make([]int, len(ranks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ranks[a], ranks[b]) })
	out := make([]float64, len(ranks))
	for place, i := range order {
		out[i] = float64(place)
	}
	return out
}

// numbered returns the number of the group of each row, in the order in which they come first.
func numbered(rows []golden.Row, column string) (numbers []int) {
	at := map[string]int{}
	for _, row := range rows {
		k, ok := at[row[column]]
		if !ok {
			k = len(at)
			at[row[column]] = k
		}
		numbers = append(numbers, k)
	}
	return numbers
}

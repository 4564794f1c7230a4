package resample_test

import (
	"encoding/json"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// recorded returns what another program drew at random for one record of the values beside the repository.
func recorded[T any](t *testing.T, indexName, dataset string) T {
	t.Helper()
	type record struct {
		Index, Dataset string
		Value          json.RawMessage
	}
	records := golden.JSON[[]record](t, golden.Path(t, "golden", "segregation", "expected.json"))
	k := slices.IndexFunc(records, func(r record) bool { return r.Index == indexName && r.Dataset == dataset })
	if k < 0 {
		t.Fatalf("no record of %s on %s", indexName, dataset)
	}
	var v T
	if err := json.Unmarshal(records[k].Value, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func dissimilarityOf(t *testing.T) []resample.Statistic {
	t.Helper()
	ix, err := registry.Lookup("dissimilarity")
	if err != nil {
		t.Fatal(err)
	}
	return []resample.Statistic{{Index: ix}}
}

// The R package segregation draws persons over all cells, 2,000 times, and prints the value less its bias. Both programs'
// standard errors are uncertain by some 1.6 per cent of 0.0014, and their limits by about 0.0001.
func TestBootstrapOfPersonsAgreesWithAnotherProgram(t *testing.T) {
	want := recorded[struct {
		Est, SE, Bias float64
		CILo          float64 `json:"ci_lo"`
		CIHi          float64 `json:"ci_hi"`
	}](t, "dissimilarity(se=TRUE)", "rseg_schools00.csv (state A, white/black)")
	schools := make(map[string]int)
	c := index.Composition{Counts: make([][]float64, 2)}
	for _, row := range golden.Rows(t, filepath.Join(golden.Path(t, "golden", "segregation"), "rseg_schools00.csv")) {
		k := slices.Index([]string{"white", "black"}, row["race"])
		if k < 0 || row["state"] != "A" {
			continue
		}
		i, ok := schools[row["school"]]
		if !ok {
			i = len(schools)
			schools[row["school"]] = i
			c.Counts[0], c.Counts[1] = append(c.Counts[0], 0), append(c.Counts[1], 0)
		}
		c.Counts[k][i] += row.Number(t, "n")
	}
	out := resample.Bootstrap(index.Input{Composition: c}, resample.Persons, dissimilarityOf(t), resample.Options{Replicates: 2000, Seed: 7})
	if out[0].Err != nil {
		t.Fatal(out[0].Err)
	}
	got := out[0].Values[0]
	for _, v := range []struct {
		name                 string
		got, want, tolerance float64
	}{
		{"value", got.Estimate.Value, want.Est + want.Bias, 1e-12},
		{"corrected value", got.Corrected, want.Est, 2e-4},
		{"standard error", got.SE, want.SE, 1e-4},
		{"lower limit", got.Estimate.Lower, want.CILo, 5e-4},
		{"upper limit", got.Estimate.Upper, want.CIHi, 5e-4},
	} {
		if !(math.Abs(v.got-v.want) <= v.tolerance) {
			t.Errorf("%s: got %v, want %v within %v", v.name, v.got, v.want, v.tolerance)
		}
	}
}

// Ten schools with one pupil of a group and nine others: the mean and the standard deviation of D over tables with the same
// margins, by 5,000 draws of the R package segregation.
func TestFixedMarginsAgreeWithAnotherProgram(t *testing.T) {
	want := recorded[[]struct{ Est, SE float64 }](t, "dissimilarity_expected", "inline: 10 schools, r1=1 r2=9 each")[0]
	exact := recorded[float64](t, "E[D] under fixed margins, exact", "inline: 10 schools, r1=1 r2=9 each")
	c := index.Composition{Counts: [][]float64{slices.Repeat([]float64{1}, 10), slices.Repeat([]float64{9}, 10)}}
	out := resample.Test(index.Input{Composition: c}, resample.FixedMargins, dissimilarityOf(t), resample.Options{Replicates: 20_000, Seed: 7})
	if out[0].Err != nil {
		t.Fatal(out[0].Err)
	}
	got := out[0].Values[0]
	for _, v := range []struct {
		name                 string
		got, want, tolerance float64
	}{
		{"mean", got.Mean, want.Est, 0.005},
		{"mean against the exact one", got.Mean, exact, 0.003}, // four standard errors of 0.106/√20,000
		{"standard deviation", got.SD, want.SE, 0.004},
	} {
		if !(math.Abs(v.got-v.want) <= v.tolerance) {
			t.Errorf("%s: got %v, want %v within %v", v.name, v.got, v.want, v.tolerance)
		}
	}
}

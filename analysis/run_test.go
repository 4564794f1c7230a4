package analysis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

func TestAllProblemsWithTheOptionsComeAtOnce(t *testing.T) {
	_, err := Run(table(t, shares("work", 2025, nums, dens)), Options{
		City: id("north"), Level: 95, Replicates: 10, Background: []string{"nothing"},
		Disclosure: Disclosure{MinCount: -1},
		Segregation: []SegregationSpec{
			{ID: "a", Indicator: "work", Groups: []indicators.Group{"x=1", "x=1"}, Indices: []string{"disimilarity", "gini"}, Levels: []indicators.Level{indicators.Nation}},
			{ID: "b", Indicator: "people", Groups: []indicators.Group{"x=1", "x=2", "x=3"}, Indices: []string{"dissimilarity"}},
		},
		Mix: []MixSpec{{ID: "c", Indicator: "unknown", Groups: []indicators.Group{"x=1"}}},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`no area of level city with code "north"`, "confidence level is 95", "10 bootstrap replicates", `background indicator "nothing"`,
		"least count", `"a": indicator "work" is a share`, `names group "x=1" twice`, "did you mean dissimilarity", "gini takes values", "level nation",
		"takes two groups, but 3 are named", `"b" names no level`, `indicator "unknown" is not defined`, "names 1 groups",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

// Everything that the analysis does, in one table.
func everything(t testing.TB) (*indicators.Table, Options) {
	obs := shares("work", 2025, nums, dens)
	for _, year := range []int{2023, 2024} {
		obs = append(obs, shares("work", year, [6]float64{20, 40, 70, 70, 55, 45}, dens)...)
	}
	for i, code := range desoOrder {
		obs = append(obs,
			withGroup(value("heads", code, 2025, 10+nums[i]), "bg=foreign"), withGroup(value("heads", code, 2025, dens[i]), "bg=swedish"),
			counts("own", code, 2025, [6]float64{2, 30, 60, 80, 40, 40}[i], dens[i]),
			withGroup(counts("work", code, 2025, nums[i]/2, dens[i]/2), "sex=women"))
		ill := counts("ill", code, 2025, nums[i], dens[i])
		ill.Value = indicators.Num(1000 * nums[i] / dens[i])
		obs = append(obs, ill)
	}
	o := options()
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 10}
	o.Segregation = []SegregationSpec{{
		ID: "bg", Indicator: "heads", Groups: []indicators.Group{"bg=foreign", "bg=swedish"},
		Levels: []indicators.Level{indicators.DeSO, indicators.District, indicators.RegSO},
	}}
	o.Mix = []MixSpec{{ID: "mix", Indicator: "heads", Groups: []indicators.Group{"bg=foreign", "bg=swedish"}}}
	return table(t, obs), o
}

func TestResultsDoNotDependOnWorkers(t *testing.T) {
	tab, o := everything(t)
	ignore := cmp.Options{cmpopts.IgnoreFields(Options{}, "Workers"), cmpopts.IgnoreFields(index.Index{}, "TwoGroup", "MultiGroup", "Unequal", "Disparate", "PerUnit", "Interval", "ChangeParts"),
		cmpopts.IgnoreUnexported(SegregationSeries{}, SegregationCauses{}, RelatedMeasure{}, Disadvantage{}, DisadvantageMeasure{}, Alike{}, UnitMake{}, Curve{}), cmpopts.EquateNaNs()}
	o.Workers = 1
	first := run(t, tab, o)
	for _, o.Workers = range []int{2, 5} {
		if diff := cmp.Diff(first, run(t, tab, o), ignore); diff != "" {
			t.Errorf("%d workers (-one +many):\n%s", o.Workers, diff)
		}
	}
}

func TestComparisonsComeInOrder(t *testing.T) {
	tab, o := everything(t)
	var got []string
	for _, c := range run(t, tab, o).Comparisons {
		got = append(got, c.Indicator.ID+"/"+string(c.Group))
	}
	want := []string{"work/", "work/sex=women", "ill/", "own/", "heads/bg=foreign", "heads/bg=swedish"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comparisons (-want +got):\n%s", diff)
	}
}

func TestTheCallerKeepsHisOptions(t *testing.T) {
	tab, o := everything(t)
	run(t, tab, o)
	if o.Segregation[0].Indices != nil || o.Level != 0 {
		t.Errorf("the options were changed: %+v", o)
	}
}

func TestEmptyTable(t *testing.T) {
	res := run(t, table(t, nil), options())
	if len(res.Comparisons) != 0 || len(res.Districts) != 3 {
		t.Errorf("got %d comparisons and %d districts, want 0 and 3", len(res.Comparisons), len(res.Districts))
	}
}

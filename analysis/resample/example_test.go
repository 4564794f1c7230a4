package resample_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Five areas with the people born abroad and the others.
var city = index.Input{Composition: index.Composition{Counts: [][]float64{
	{120, 340, 80, 410, 150},
	{880, 660, 920, 590, 850},
}}}

func statistics(ids ...string) []resample.Statistic {
	var out []resample.Statistic
	for _, id := range ids {
		ix, _ := registry.Lookup(id)
		out = append(out, resample.Statistic{Index: ix})
	}
	return out
}

func ExampleBootstrap() {
	for _, o := range resample.Bootstrap(city, resample.Persons, statistics("dissimilarity", "theil-h"), resample.Options{Seed: 1}) {
		v := o.Values[0]
		fmt.Printf("%.3f (%.3f to %.3f), corrected %.3f\n", v.Part.Value, v.Estimate.Lower, v.Estimate.Upper, v.Corrected)
	}
	// Output:
	// 0.361 (0.328 to 0.393), corrected 0.362
	// 0.094 (0.077 to 0.109), corrected 0.094
}

func ExampleJackknife() {
	v := resample.Jackknife(city, resample.Areas, statistics("dissimilarity"), resample.Options{})[0].Values[0]
	fmt.Printf("standard error %.3f; area %d moves the index most, by %.3f\n", v.SE, v.Influence[0].Unit, v.Influence[0].Value)
	// Output:
	// standard error 0.062; area 3 moves the index most, by 0.185
}

func ExampleTest() {
	v := resample.Test(city, resample.FixedMargins, statistics("dissimilarity"), resample.Options{Seed: 1})[0].Values[0]
	fmt.Printf("%.3f, by chance %.3f ± %.3f: p = %.3f\n", v.Part.Value, v.Mean, v.SD, v.P.Greater)
	// Output:
	// 0.361, by chance 0.027 ± 0.010: p = 0.001
}

func ExampleCompare() {
	later := index.Input{Composition: index.Composition{Counts: [][]float64{
		{180, 350, 120, 400, 190},
		{820, 650, 880, 600, 810},
	}}}
	o := resample.Options{Seed: 1}
	v := resample.Compare(city, later, resample.BootstrapDifference, resample.Persons, statistics("dissimilarity"), o)[0].Values[0]
	e := v.Difference.Estimate
	fmt.Printf("%.3f (%.3f to %.3f), p = %.3f\n", e.Value, e.Lower, e.Upper, v.P.TwoSided)
	// Output:
	// -0.089 (-0.134 to -0.050), p = 0.002
}

func ExampleOverTime() {
	ix, err := registry.Lookup("dissimilarity")
	if err != nil {
		fmt.Println(err)
		return
	}
	first := index.Composition{Counts: [][]float64{{300, 200, 100}, {200, 300, 400}}}
	last := index.Composition{Counts: [][]float64{{250, 200, 150}, {250, 300, 350}}}
	dates := []index.Input{{Composition: first}, {Composition: last}}
	d := resample.OverTime(dates, [][2]int{{0, 1}}, resample.Persons, []resample.Statistic{{Index: ix}}, resample.Options{Seed: 1})[0]
	change := d.Changes[0].Difference.Estimate
	fmt.Printf("%.3f, then %.3f: a change of %.3f (%.2f to %.2f), p %.3f\n", d.Dates[0].Estimate.Value, d.Dates[1].Estimate.Value, change.Value,
		change.Lower, change.Upper, d.Changes[0].P.TwoSided)
	// Output: 0.278, then 0.139: a change of -0.139 (-0.20 to -0.07), p 0.002
}

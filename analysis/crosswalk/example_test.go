package crosswalk_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/crosswalk"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Of three areas the middle one has been halved.
func ExampleError() {
	dissimilarity, err := registry.Lookup("dissimilarity")
	if err != nil {
		fmt.Println(err)
		return
	}
	got, err := crosswalk.Error(older, halved, crosswalk.Options{Seed: 1}, resample.Statistic{Index: dissimilarity})
	if err != nil {
		fmt.Println(err)
		return
	}
	d := got.Outcomes[0]
	fmt.Printf("%.0f %% of the people lived in divided areas\n", 100*got.Divided)
	fmt.Printf("%.2f, by chance from %.2f to %.2f, with groups apart from %.2f to %.2f\n",
		d.Value, d.Chance.Lower, d.Chance.Upper, d.Apart.Lower, d.Apart.Upper)
	// Output:
	// 33 % of the people lived in divided areas
	// 0.40, by chance from 0.33 to 0.47, with groups apart from 0.07 to 0.73
}

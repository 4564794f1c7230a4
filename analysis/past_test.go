package analysis

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// TestChangeFromApproximateValueSaysSo has counts in 2024 only: the value of 2023 is weighted by the people of 2024.
func TestChangeFromApproximateValueSaysSo(t *testing.T) {
	var obs []indicators.Observation
	for _, code := range desoOrder {
		obs = append(obs, value("rent", code, 2023, 30), counts("rent", code, 2024, 120, 400), value("people", code, 2024, 400))
	}
	res := run(t, table(t, obs, func(defs []indicators.Indicator) {
		for i := range defs {
			if defs[i].ID == "rent" {
				defs[i].Denominator = &indicators.Denominator{Indicator: "people"}
			}
		}
	}), options())
	c := comparison(t, res, "rent")
	if c.City.Basis == Approximated || c.CityPast.Basis != Approximated {
		t.Fatalf("bases %q now and %q before, want only the earlier approximated", c.City.Basis, c.CityPast.Basis)
	}
	for _, w := range c.Warnings {
		if w.Code == "approximated" && strings.Contains(w.Text.En, "The earlier value (2023)") {
			return
		}
	}
	t.Errorf("no warning says that the change is approximate: %v", c.Warnings)
}

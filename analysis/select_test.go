package analysis

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// TestSmallAreasCompared compares a DeSO with the rest of the city: n1 has 10 of 100, the five others 50 of 200 in 2024 and
// n1 has 20 of 100 in 2023.
func TestSmallAreasCompared(t *testing.T) {
	var obs []indicators.Observation
	for _, code := range []string{"n2", "s1", "s2", "e1", "l1"} {
		obs = append(obs, counts("work", code, 2023, 10, 40), counts("work", code, 2024, 10, 40))
	}
	obs = append(obs, counts("work", "n1", 2023, 20, 100), counts("work", "n1", 2024, 10, 100), counts("rent", "n1", 2024, 1, 2))
	o := options()
	o.AreaLevel, o.Indicators = indicators.DeSO, []string{"work"}
	res := run(t, table(t, obs), o)
	if len(res.Comparisons) != 1 || len(res.Comparisons[0].Areas) != 6 {
		t.Fatalf("want one comparison of six areas, got %+v", res.Comparisons)
	}
	n1 := of(t, res.Comparisons[0], "n1")
	if got, want := n1.Rest.Value, 25.0; math.Abs(got-want) > 1e-9 {
		t.Errorf("rest of the city %v, want %v", got, want)
	}
	if got, want := n1.Difference.Value, -15.0; math.Abs(got-want) > 1e-9 || n1.Verdict != Worse {
		t.Errorf("difference %v, verdict %v; want %v, worse", got, n1.Verdict, want)
	}
	if n1.Value.Basis != Published {
		t.Errorf("basis %q, want published", n1.Value.Basis)
	}

	o.Period = indicators.Year(2023)
	c := comparison(t, run(t, table(t, obs), o), "work")
	if got := of(t, c, "n1").Value.Value; c.Period != indicators.Year(2023) || got != 20 || c.Earlier != (indicators.Period{}) {
		t.Errorf("in 2023: %v of %v, compared with %v; want 20 of 2023, compared with none", got, c.Period, c.Earlier)
	}
	o.Period = indicators.Year(2020)
	if res := run(t, table(t, obs), o); len(res.Comparisons) != 0 {
		t.Errorf("a period without figures has comparisons: %+v", res.Comparisons)
	}
}

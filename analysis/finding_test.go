package analysis

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

func kinds(fs []Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, string(f.Kind)+" "+f.Indicator+" "+f.Area.Code)
	}
	return out
}

// 2025: north 20 %, south 47 %, east 50 %, all of many persons; 2024: north 40 %, south 45 %, east 40 %.
func TestFindings(t *testing.T) {
	big := [6]float64{1000, 1000, 1000, 2000, 1000, 1500}
	obs := shares("work", 2025, [6]float64{100, 300, 800, 600, 500, 450}, big)
	obs = append(obs, shares("work", 2024, [6]float64{400, 400, 750, 600, 400, 450}, big)...)
	obs = append(obs, shares("rent", 2025, [6]float64{900, 900, 100, 200, 100, 150}, big)...)
	o := options()
	o.Replicates = 999
	res := run(t, table(t, obs), o)
	want := []string{
		"largest_gap work north", // worse
		"largest_gap work south", // better; east is better too, but an indicator comes once
		"largest_gap rent north", // not judged: there is room, for only two judged ones are there
		"most_improved work east",
		"most_worsened work north",
		"widening work ",
		"data_warning  ",
		"largest_gap work east", // true too, but not in the summary
		"largest_gap rent south",
		"largest_gap rent east",
		"sure_place work north", // 20 % against 47 and 50, which are not surely apart
	}
	if diff := cmp.Diff(want, kinds(res.Findings)); diff != "" {
		t.Fatalf("findings (-want +got):\n%s", diff)
	}
	gap := res.Findings[0].Values
	near(t, "value", gap["value"], 20)
	near(t, "rest", gap["rest"], 100*2350.0/5500)
	// Cohen's h: 2 asin √0.2 − 2 asin √0.42727.
	near(t, "effect", gap["effect"], 2*math.Asin(math.Sqrt(0.2))-2*math.Asin(math.Sqrt(2350.0/5500)))
	if d := comparison(t, res, "work"); res.Comparisons[res.Findings[0].Comparison].Indicator.ID != d.Indicator.ID {
		t.Error("the finding points to another comparison")
	}
	// Districts 2000, 3000 and 1000 with 20, 46.67 and 50 % have an MDM of 12.222; with 40, 45 and 40 % of 2.5.
	wide := res.Findings[5].Values
	near(t, "spread", wide["spread"], 12+2.0/9)
	near(t, "earlier spread", wide["past"], 2.5)
	if !(wide["lower"] > 0) {
		t.Errorf("widening: got limits %v to %v, want both above 0", wide["lower"], wide["upper"])
	}
}

// Without any difference there is nothing to find.
func TestNothingIsFoundInNoise(t *testing.T) {
	obs := append(shares("work", 2025, [6]float64{21, 19, 22, 38, 18, 31}, dens), shares("work", 2024, [6]float64{20, 20, 20, 40, 20, 30}, dens)...)
	o := options()
	o.Replicates = 999
	if got := kinds(run(t, table(t, obs), o).Findings); len(got) != 2 || got[0] != "data_warning  " || got[1] != "mostly_chance work " {
		t.Errorf("got %v, want the warning about areas outside the districts, and that all is chance", got)
	}
}

func TestSmallBasesAreNotFound(t *testing.T) {
	obs := shares("work", 2025, [6]float64{1, 0, 80, 160, 80, 120}, [6]float64{20, 20, 100, 200, 100, 150})
	floor := func(defs []indicators.Indicator) { defs[0].MinDenominator = 50 }
	res := run(t, table(t, obs, floor), options())
	if north := of(t, comparison(t, res, "work"), "north"); !north.Value.SmallBase || north.Overview != Worse {
		t.Errorf("north: got %+v, want a sure difference on a small base", north)
	}
	for _, f := range res.Findings {
		if f.Area.Code == "north" {
			t.Errorf("a small base made a finding: %+v", f)
		}
	}
}

// A tiny group far from the rest goes behind a large one nearer to it: 18 of 60 against 54 % is less surely far than 2,100 of 5,000 against 60 %.
func TestSureEffectsLead(t *testing.T) {
	obs := shares("work", 2025, [6]float64{18, 0, 1050, 1050, 3000, 3000}, [6]float64{60, 0.01, 2500, 2500, 5000, 5000})
	res := run(t, table(t, obs), options())
	c := comparison(t, res, "work")
	north, south := of(t, c, "north"), of(t, c, "south")
	if !(math.Abs(north.Effect.Value) > math.Abs(south.Effect.Value)) || north.Overview != Worse || south.Overview != Worse {
		t.Fatalf("north %+v and south %+v do not make the case", north.Value, south.Value)
	}
	if got := res.Findings[0].Area.Code; got != "south" {
		t.Errorf("the largest gap: got %s, want south", got)
	}
}

// Three kinds tell that north moves by work: the summary says it once, and the next of the other kinds in their place. What has no
// replacement is left out.
func TestASummaryTellsAStoryOnce(t *testing.T) {
	at := func(kind FindingKind, indicator, area string, summary bool) Finding {
		return Finding{Kind: kind, Indicator: indicator, Area: indicators.Area{Code: area, Version: version}, Summary: summary}
	}
	fs := []Finding{
		at(LargestGap, "work", "north", true),
		at(MostWorsened, "work", "north", true),
		at(TrendWorse, "work", "north", true), // told by the line before
		at(TrendWorse, "work", "south", false),
		at(TrendWorse, "ill", "north", false),
		at(GapWidening, "work", "north", true), // told, and nothing to take its place
		at(GapWidening, "work", "south", false),
		at(Separation, "background", "", true),
	}
	fs[6].Tone = BadNews // of another tone than the one that it would stand for
	tellOnce(fs)
	want := []bool{true, true, false, true, false, false, false, true}
	for i, f := range fs {
		if f.Summary != want[i] {
			t.Errorf("%d, %s %s %s: in the summary %v, want %v", i, f.Kind, f.Indicator, f.Area.Code, f.Summary, want[i])
		}
	}
}

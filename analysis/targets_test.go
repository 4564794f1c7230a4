package analysis

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/indicators"
)

// steadily is ten years of work in the city's areas: everywhere so many of a thousand persons, and some more each year.
func steadily(indicator string, first, step float64) []indicators.Observation {
	var out []indicators.Observation
	for y := range 10 {
		for _, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
			out = append(out, counts(indicator, code, 2015+y, first+step*float64(y), 1000))
		}
	}
	return out
}

func followed(t *testing.T, tab *indicators.Table, list ...TargetSpec) []TargetProgress {
	t.Helper()
	o := options()
	o.Targets = TargetOptions{List: list, Date: indicators.NewDay(2025, 6, 1)}
	return run(t, tab, o).Targets
}

// TestTargets: the city has 600 of 1000 in each of six areas in 2015 and 10 more each year, so 690 in 2024, which is 69 per cent, and it rises by one
// percentage point a year on the dot. Wilson's limits of 4140 of 6000 are 67.8 and 70.2.
func TestTargets(t *testing.T) {
	tab := table(t, steadily("work", 600, 10))
	year := indicators.Year
	for _, c := range []struct {
		name    string
		spec    TargetSpec
		verdict TargetVerdict
		reason  Reason
		years   float64
	}{
		{"easy", TargetSpec{Indicator: "work", Value: 71, Period: year(2030)}, target.OnTrack, NoReason, 6},
		{"hard", TargetSpec{Indicator: "work", Value: 85, Period: year(2030)}, target.NotOnTrack, NoReason, 6},
		{"just", TargetSpec{Indicator: "work", Value: 75, Period: year(2030)}, target.CannotTell, NoReason, 6},
		{"reached", TargetSpec{Indicator: "work", Value: 65, Period: year(2030)}, target.Reached, NoReason, 6},
		{"other side", TargetSpec{Indicator: "work", Value: 75, Period: year(2030), Reach: AtMost}, target.Reached, NoReason, 6},
		{"in the past, reached", TargetSpec{Indicator: "work", Value: 64, Period: year(2020)}, target.Reached, TargetPassed, math.NaN()},
		{"in the past, missed then and reached since", TargetSpec{Indicator: "work", Value: 66, Period: year(2020)}, target.Missed, TargetPassed, math.NaN()},
		{"of the newest year", TargetSpec{Indicator: "work", Value: 70, Period: year(2024)}, target.Missed, TargetPassed, math.NaN()},
		{"before there were figures", TargetSpec{Indicator: "work", Value: 70, Period: year(2001)}, target.CannotTell, NoObservation, math.NaN()},
		{"of nothing", TargetSpec{Indicator: "ill", Value: 7, Period: year(2030)}, target.CannotTell, NoObservation, math.NaN()},
	} {
		got := followed(t, tab, c.spec)
		if len(got) != 1 {
			t.Fatalf("%s: %d targets", c.name, len(got))
		}
		g := got[0]
		if g.Verdict != c.verdict || g.Reason != c.reason || g.Years != c.years && !(math.IsNaN(g.Years) && math.IsNaN(c.years)) {
			t.Errorf("%s: %s for %q in %v years, want %s for %q in %v", c.name, g.Verdict, g.Reason, g.Years, c.verdict, c.reason, c.years)
		}
		if g.Passed && (g.Pace.OK || g.Projected.OK || !math.IsNaN(g.Required)) {
			t.Errorf("%s: something is projected to the past: %+v", c.name, g)
		}
	}
	hard := followed(t, tab, TargetSpec{Indicator: "work", Value: 84, Period: year(2029)})[0]
	if !within(hard.Required, 3, 1e-9) || !within(hard.Pace.Value, 1, 0.01) || !within(hard.Projected.Value, 74, 0.05) || !within(hard.Distance.Value, -15, 1e-9) {
		t.Errorf("required %v, pace %v, projected %v, distance %v; want 3, 1, 74 and -15", hard.Required, hard.Pace.Value, hard.Projected.Value, hard.Distance.Value)
	}
}

func within(v, want, far float64) bool { return math.Abs(v-want) <= far }

func TestTargetWhoseFigureIsLate(t *testing.T) {
	tab := table(t, steadily("work", 600, 10)[:48]) // until 2022
	o := options()
	o.Targets = TargetOptions{List: []TargetSpec{{Indicator: "work", Value: 80, Period: indicators.Year(2023)}}, Date: indicators.NewDay(2025, 6, 1)}
	got := run(t, tab, o).Targets[0]
	if got.Verdict != target.CannotTell || got.Reason != NoObservation || got.Projected.OK {
		t.Errorf("a target of 2023 without a figure of 2023, in a study of 2025: %s for %q, projected %v", got.Verdict, got.Reason, got.Projected.OK)
	}
}

func TestTargetOfADistrictAndGroupWithoutPace(t *testing.T) {
	var obs []indicators.Observation
	for _, y := range []int{2023, 2024} {
		for _, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
			obs = append(obs, counts("work", code, y, 600, 1000), withGroup(counts("work", code, y, 300, 500), "sex=women"))
		}
	}
	got := followed(t, table(t, obs), TargetSpec{Indicator: "work", Value: 70, Period: indicators.Year(2030), Area: "north", Group: "sex=women"})[0]
	if got.Area.Code != "north" || got.Value.Value != 60 || got.Verdict != target.CannotTell || got.Reason != TooFewPeriods || !within(got.Required, 10.0/6, 1e-9) {
		t.Errorf("%s: %v, %s for %q, required %v", got.Area.Code, got.Value.Value, got.Verdict, got.Reason, got.Required)
	}
}

func TestTargetOfWhatIsNotJudged(t *testing.T) {
	tab := table(t, steadily("rent", 600, 10))
	got := followed(t, tab, TargetSpec{Indicator: "rent", Value: 70, Period: indicators.Year(2030)}, TargetSpec{Indicator: "rent", Value: 90, Period: indicators.Year(2031), Reach: AtMost})
	if got[0].Verdict != target.CannotTell || got[0].Reason != NotJudged || got[0].Distance.OK || got[1].Verdict != target.Reached {
		t.Errorf("%s for %q, and %s with a side", got[0].Verdict, got[0].Reason, got[1].Verdict)
	}
}

// TestTargetsOfWithheldNumbers: north's figure of the newest year is of too few, and of an earlier year south's.
func TestTargetsOfWithheldNumbers(t *testing.T) {
	obs := steadily("own", 600, 10)
	for i := range obs {
		o := &obs[i]
		small := o.Period == indicators.Year(2024) && (o.Area.Code == "n1" || o.Area.Code == "n2") || o.Period == indicators.Year(2017) && (o.Area.Code == "s1" || o.Area.Code == "s2")
		if small {
			period := o.Period
			*o = counts("own", o.Area.Code, 2015, 1, 1000)
			o.Period = period
		}
	}
	o := options()
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 20}
	for _, area := range []string{"north", "south"} {
		o.Targets.List = append(o.Targets.List, TargetSpec{Indicator: "own", Value: 90, Period: indicators.Year(2030), Area: area})
	}
	got := run(t, table(t, obs), o).Targets
	if g := got[0]; g.Value.OK || g.Distance.OK || g.Pace.OK || g.Projected.OK || !math.IsNaN(g.Required) || g.Verdict != target.CannotTell || g.Reason != Withheld {
		t.Errorf("the target of a withheld value tells %+v", g)
	}
	if g := got[1]; g.Value.OK && (g.Pace.OK || g.Projected.OK || g.Verdict != target.CannotTell || g.Reason != Withheld) {
		t.Errorf("the target tells of a pace through a withheld value: %+v", g)
	}
}

func TestTargetsThatCannotBe(t *testing.T) {
	o := options()
	p := indicators.Year(2030)
	o.Targets.List = []TargetSpec{
		{Indicator: "none", Value: 1, Period: p}, {Indicator: "work", Value: 101, Period: p}, {Indicator: "ill", Value: -1, Period: p},
		{Indicator: "income", Value: math.NaN(), Period: p}, {Indicator: "work", Value: 1}, {Indicator: "work", Value: 1, Period: p, Area: "west"},
		{Indicator: "work", Value: 1, Period: p, Reach: "more"}, {Indicator: "work", Value: 50, Period: p}, {Indicator: "work", Value: 60, Period: p},
	}
	_, err := Run(table(t, steadily("work", 600, 10)), o)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"none": the indicator is not defined`, "between 0 and 100", "at least 0", "no number", "has no period", `no district has the code "west"`,
		`reach is "more"`, "is set twice"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
}

func TestTargetFindings(t *testing.T) {
	o := options()
	p := indicators.Year(2030)
	o.Targets.List = []TargetSpec{{Indicator: "work", Value: 71, Period: p}, {Indicator: "work", Value: 85, Period: p, Area: "north"}, {Indicator: "work", Value: 66, Period: indicators.Year(2020)}}
	want := map[string]Tone{"target_on_track/work/2030": GoodNews, "target_behind/work/2030/north": BadNews, "target_missed/work/2020": BadNews}
	for _, f := range run(t, table(t, steadily("work", 600, 10)), o).Findings {
		if tone, ok := want[f.ID()]; ok && tone == f.Tone {
			delete(want, f.ID())
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

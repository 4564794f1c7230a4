package analysis

import (
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// small is shares of six areas of very different sizes, for an indicator.
func small(indicator string) []indicators.Observation {
	var out []indicators.Observation
	for i, area := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		n := []float64{40, 900, 1200, 60, 800, 500}[i]
		x := []float64{32, 540, 660, 24, 320, 260}[i]
		out = append(out, counts(indicator, area, 2025, x, n))
	}
	return out
}

func shrinkageOf(t *testing.T, res *Results, indicator string, level indicators.Level) Shrinkage {
	t.Helper()
	i := slices.IndexFunc(res.Shrinkage, func(s Shrinkage) bool { return s.Indicator.ID == indicator && s.Level == level })
	if i < 0 {
		t.Fatalf("no shrinkage of %s", indicator)
	}
	return res.Shrinkage[i]
}

func rankingOf(t *testing.T, res *Results, indicator string, level indicators.Level) Ranking {
	t.Helper()
	i := slices.IndexFunc(res.Rankings, func(r Ranking) bool { return r.Indicator.ID == indicator && r.Level == level })
	if i < 0 {
		t.Fatalf("no ranking of %s", indicator)
	}
	return res.Rankings[i]
}

// The area with the fewest persons is drawn to the others most, and shown beside its own value.
func TestShrinkage(t *testing.T) {
	res := run(t, table(t, small("work")), options())
	s := shrinkageOf(t, res, "work", indicators.DeSO)
	if s.Reason != NoReason || s.Model != "beta-binomial" || s.Mapped || len(s.Areas) != 6 {
		t.Fatalf("%+v", s)
	}
	weight := map[string]float64{}
	for _, a := range s.Areas {
		weight[a.Area.Code] = a.All.Weight
		if between := (a.All.Value-a.Value.Value)*(s.Mean-a.All.Value) >= 0; !between {
			t.Errorf("%s: %v is not between %v and %v", a.Area.Code, a.All.Value, a.Value.Value, s.Mean)
		}
		if a.Near.OK {
			t.Errorf("%s has neighbours without a map", a.Area.Code)
		}
	}
	if !(weight["n1"] < weight["s2"] && weight["s2"] < weight["l1"] && weight["l1"] < weight["s1"]) {
		t.Errorf("%v", weight)
	}
	// Three districts are too few to draw towards one another; they are still ranked.
	if d := shrinkageOf(t, res, "work", indicators.District); d.Reason != TooFewAreas || d.Areas != nil {
		t.Errorf("%+v", d)
	}
	r := rankingOf(t, res, "work", indicators.District)
	if r.Reason != NoReason || r.Shrunken || len(r.Areas) != 3 {
		t.Fatalf("%+v", r)
	}
	// North 572 of 940, south 684 of 1,260, east 320 of 800: all surely apart.
	for _, a := range r.Areas {
		want := map[string]int{"north": 1, "south": 2, "east": 3}[a.Area.Code]
		if a.Place.Place != want || a.Highest != want || a.Lowest != want {
			t.Errorf("%s: %+v, want %d", a.Area.Code, a.Place, want)
		}
	}
	if q := rankingOf(t, res, "work", indicators.DeSO); !q.Shrunken || q.Areas[0].Area.Code != "e1" || q.Areas[0].Lowest != 6 {
		t.Errorf("%+v", q)
	}
}

// The first place is that of the best value: the lowest where lower is better.
func TestPlacesByDirection(t *testing.T) {
	obs := []indicators.Observation{counts("ill", "n1", 2025, 10, 1000), counts("ill", "s1", 2025, 100, 1000), counts("ill", "e1", 2025, 50, 1000)}
	r := rankingOf(t, run(t, table(t, obs), options()), "ill", indicators.District)
	for _, a := range r.Areas {
		if want := map[string]int{"north": 1, "east": 2, "south": 3}[a.Area.Code]; a.Place.Place != want || a.Lowest != want {
			t.Errorf("%s: %+v", a.Area.Code, a.Place)
		}
	}
}

// Means with limits of a known level are drawn together by the normal model: by weights A/(A + s²), with the limits' standard errors s.
func TestShrinkageOfMeans(t *testing.T) {
	var obs []indicators.Observation
	for i, area := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		se := 1 + float64(i)
		o := value("income", area, 2025, 100+10*float64(i%3))
		o.Lower, o.Upper = indicators.Num(o.Value.V-1.96*se), indicators.Num(o.Value.V+1.96*se)
		obs = append(obs, o)
	}
	known := func(defs []indicators.Indicator) {
		for i := range defs {
			defs[i].LimitsLevel = 0.95
		}
	}
	res := run(t, table(t, obs, known), options())
	s := shrinkageOf(t, res, "income", indicators.DeSO)
	if s.Reason != NoReason || s.Model != "normal" {
		t.Fatalf("%+v", s)
	}
	weight := map[string]float64{}
	for _, a := range s.Areas {
		weight[a.Area.Code] = a.All.Weight
	}
	if !(weight["n1"] > weight["n2"] && weight["e1"] > weight["l1"] && weight["n1"] > 0.95) {
		t.Errorf("%v", weight)
	}
	if r := rankingOf(t, res, "income", indicators.DeSO); r.Reason != NoReason || !r.Shrunken {
		t.Errorf("%+v", r)
	}
	// Without a level of the limits nothing is known of chance.
	if s := shrinkageOf(t, run(t, table(t, obs), options()), "income", indicators.DeSO); s.Reason != NoLevel {
		t.Errorf("%+v", s)
	}
}

// With a map areas are drawn towards their neighbours too, if they have enough of them.
func TestShrinkageToNeighbours(t *testing.T) {
	codes := []string{"e1", "l1", "n1", "n2", "s1", "s2"}
	g := &space.Graph{First: make([]int32, 1, 7)} // all border on all but s2, which borders on s1 alone
	for i := range 6 {
		for j := range 6 {
			if i != j && (i < 5 && j < 5 || i+j == 9) {
				g.To = append(g.To, int32(j))
			}
		}
		g.First = append(g.First, int32(len(g.To)))
	}
	g.Value = make([]float64, len(g.To))
	for i := range g.Value {
		g.Value[i] = 1
	}
	o := options()
	o.Maps = []Map{{Level: indicators.DeSO, Version: version, Codes: codes, Space: &space.Space{Borders: g}}}
	s := shrinkageOf(t, run(t, table(t, small("work")), o), "work", indicators.DeSO)
	if !s.Mapped {
		t.Fatal("no map")
	}
	for _, a := range s.Areas {
		if a.Near.OK != (a.Area.Code != "s2") {
			t.Errorf("%s: %+v", a.Area.Code, a.Near)
		}
	}
}

// What cannot be had is told by its reason.
func TestNoPrecision(t *testing.T) {
	var obs []indicators.Observation
	for i, area := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		obs = append(obs, counts("work", area, 2025, 50, 50), counts("rent", area, 2025, 0, 50), value("median", area, 2025, float64(i)),
			value("people", area, 2025, 100), value("own", area, 2025, 30))
	}
	obs = append(obs, counts("ill", "n1", 2025, 3, 100), counts("ill", "s1", 2025, 3, 100))
	res := run(t, table(t, obs), options())
	for indicator, want := range map[string][2]Reason{
		"work": {Constant, NoReason}, "rent": {Constant, NoReason}, "median": {NoLimits, NoLimits}, "people": {SizeOnly, SizeOnly},
		"own": {NoDenominator, NoDenominator}, "ill": {TooFewAreas, TooFewAreas},
	} {
		s, r := shrinkageOf(t, res, indicator, indicators.DeSO), rankingOf(t, res, indicator, indicators.DeSO)
		if got := [2]Reason{s.Reason, r.Reason}; got != want {
			t.Errorf("%s: %v, want %v", indicator, got, want)
		}
		if (s.Reason != NoReason) != math.IsNaN(s.Mean) || (r.Reason != NoReason) != (len(r.Areas) == 0) {
			t.Errorf("%s: a number beside the reason", indicator)
		}
	}
	// Perfect ties that are uncertain: anyone may have any place.
	for _, a := range rankingOf(t, res, "rent", indicators.DeSO).Areas {
		if !a.Tied || a.Highest != 1 || a.Lowest != 6 {
			t.Errorf("%+v", a)
		}
	}
}

// Of a source that is not protected neither places nor shrunken values of small areas are shown, and those of districts only where no
// number is withheld.
func TestPrecisionIsWithheld(t *testing.T) {
	o := options()
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 5}
	for name, few := range map[string]float64{"withheld": 2, "shown": 200} {
		obs := []indicators.Observation{
			counts("own", "n1", 2025, few, 300), counts("own", "n2", 2025, 0, 300), counts("own", "s1", 2025, 150, 300), counts("own", "s2", 2025, 100, 300),
			counts("own", "e1", 2025, 100, 300), counts("own", "l1", 2025, 100, 300),
		}
		res := run(t, table(t, obs), o)
		for _, s := range res.Shrinkage {
			if s.Level == indicators.DeSO && (s.Reason != Withheld || s.Areas != nil || !math.IsNaN(s.Mean)) {
				t.Errorf("%s: %+v", name, s)
			}
		}
		r := rankingOf(t, res, "own", indicators.District)
		if hidden := r.Reason == Withheld && r.Areas == nil; hidden != (few < 5) {
			t.Errorf("%s: %+v", name, r)
		}
		if s := shrinkageOf(t, res, "own", indicators.District); few < 5 && (s.Reason != Withheld || s.Areas != nil) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// Who is surely first and last is found, good news and bad; and where districts differ no more than by chance.
func TestFindingsOfPrecision(t *testing.T) {
	res := run(t, table(t, small("work")), options())
	got := map[string]Tone{}
	for _, f := range res.Findings {
		if f.Kind == SurePlace {
			got[f.Area.Code] = f.Tone
			if f.Values["areas"] != 3 || f.Summary || res.Comparisons[f.Comparison].Indicator.ID != "work" {
				t.Errorf("%+v", f)
			}
		}
		if f.Kind == MostlyChance {
			t.Errorf("%+v", f)
		}
	}
	if len(got) != 2 || got["north"] != GoodNews || got["east"] != BadNews {
		t.Errorf("%v", got)
	}
	// 20, 21 and 22 per cent of 200, 200 and 200: a variance of 0.67 where chance makes 5 and more.
	var obs []indicators.Observation
	for i, area := range []string{"n1", "n2", "s1", "s2"} {
		obs = append(obs, counts("work", area, 2025, 20+float64(i/2), 100))
	}
	obs = append(obs, counts("work", "e1", 2025, 44, 200))
	res = run(t, table(t, obs), options())
	i := slices.IndexFunc(res.Findings, func(f Finding) bool { return f.Kind == MostlyChance })
	if i < 0 || res.Findings[i].Values["chance"] != 1 || res.Findings[i].Values["corrected"] != 0 {
		t.Errorf("%+v", res.Findings)
	}
}

// The place of a district, and how much of a spread is chance, follow from the cells of the sources.
func TestPrecisionIsTraced(t *testing.T) {
	tab := table(t, small("work"))
	traced := 0
	res := run(t, tab, options())
	tracer := NewTracer(tab, res)
	for i := range res.Findings {
		f := &res.Findings[i]
		if f.Kind != SurePlace {
			continue
		}
		traces, err := tracer.Finding(f)
		if err != nil || len(traces) != 1 {
			t.Fatalf("%v %v", traces, err)
		}
		if got := traces[0].Recomputed.Value; got != f.Values["place"] {
			t.Errorf("%s: %v", f.ID(), got)
		}
		traced++
	}
	if traced != 2 {
		t.Errorf("%d traced", traced)
	}
}

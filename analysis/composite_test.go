package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
)

var alike9 = cmp.Options{cmpopts.EquateApprox(1e-9, 1e-9), cmpopts.EquateNaNs()}

// three districts: work 80, 50 and 60 per cent (higher is better), ill 10, 40 and 30 per 1,000 (lower is better).
func twoMeasures() []indicators.Observation {
	var out []indicators.Observation
	for code, v := range map[string][2]float64{"north": {80, 10}, "south": {50, 40}, "east": {60, 30}} {
		work, ill := counts("work", code, 2024, v[0]*10, 1000), counts("ill", code, 2025, v[1]*10, 10000)
		ill.Value = indicators.Num(v[1])
		out = append(out, work, ill)
	}
	return out
}

func conditions(change ...func(*CompositeSpec)) Options {
	spec := CompositeSpec{ID: "conditions", Title: text1("Conditions"), Level: indicators.District, Normalisation: "min-max",
		Parts: []CompositePart{{Indicator: "work", Weight: 3}, {Indicator: "ill", Weight: 1}}, Types: TypeRule{Number: 3}}
	for _, f := range change {
		f(&spec)
	}
	o := options()
	o.Composites = []CompositeSpec{spec}
	return o
}

func only(t *testing.T, res *Results) Composite {
	t.Helper()
	if len(res.Composites) != 1 {
		t.Fatalf("%d composites", len(res.Composites))
	}
	return res.Composites[0]
}

// By hand: work turned round by min-max is 0, 100 and 200/3, ill 0, 100 and 200/3; weights 3/4 and 1/4.
func TestCompositeByHand(t *testing.T) {
	c := only(t, run(t, table(t, twoMeasures()), conditions()))
	var names []string
	var values, ranks, shares []float64
	var types []int
	for _, a := range c.Areas {
		if !a.OK {
			t.Fatalf("%s: %s", a.Area.Code, a.Reason)
		}
		names, values, ranks, types = append(names, a.Area.Code), append(values, a.Value), append(ranks, a.Rank), append(types, a.Type)
		shares = append(shares, a.Parts[0].Contribution)
	}
	if d := cmp.Diff([]string{"east", "north", "south"}, names); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([][]float64{{200. / 3, 0, 100}, {2, 3, 1}, {50, 0, 75}}, [][]float64{values, ranks, shares}, alike9); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	if !slices.Equal(types, []int{2, 3, 1}) { // type 1 has the greatest needs
		t.Errorf("types %v", types)
	}
	if c.Period != indicators.Year(2025) || c.Parts[0].Period != indicators.Year(2024) || !c.Parts[0].Reversed || c.Parts[1].Reversed {
		t.Errorf("period %v, parts %+v", c.Period, c.Parts)
	}
	for _, a := range c.Areas { // both measures order the districts alike
		if a.RankLower != a.Rank || a.RankUpper != a.Rank || a.LeaveLower != a.Rank || a.LeaveUpper != a.Rank {
			t.Errorf("%s: rank %v, ranges %v to %v and %v to %v", a.Area.Code, a.Rank, a.RankLower, a.RankUpper, a.LeaveLower, a.LeaveUpper)
		}
	}
	better := only(t, run(t, table(t, twoMeasures()), conditions(func(s *CompositeSpec) { s.HighIsBetter = true })))
	for i, a := range better.Areas {
		if math.Abs(a.Value+c.Areas[i].Value-100) > 1e-9 || a.Type != c.Areas[i].Type {
			t.Errorf("%s: %v and %v, types %d and %d", a.Area.Code, a.Value, c.Areas[i].Value, a.Type, c.Areas[i].Type)
		}
	}
}

// An area without a measure has no index, and one with enough of the weight has that of the measures that are there.
func TestCompositeOfMissingMeasures(t *testing.T) {
	obs := slices.DeleteFunc(twoMeasures(), func(o indicators.Observation) bool { return o.Indicator == "ill" && o.Area.Code == "east" })
	c := only(t, run(t, table(t, obs), conditions()))
	if c.Reason != TooFewAreas || c.Areas[0].OK || c.Areas[0].Reason != TooFewParts || !math.IsNaN(c.Areas[1].Value) {
		t.Errorf("reason %q, areas %+v", c.Reason, c.Areas)
	}
	c = only(t, run(t, table(t, obs), conditions(func(s *CompositeSpec) { s.Available = 0.7 })))
	if a := c.Areas[0]; !a.OK || a.Available != 0.75 || math.Abs(a.Value-200./3) > 1e-9 || math.Abs(a.Parts[0].Contribution-a.Value) > 1e-9 {
		t.Errorf("east: %+v", a)
	}
}

// Min–max gives 200/3, 0 and 100, and turned round 100/3, 100 and 0. At a cut point an area is above it, whichever end has the needs.
func TestTypesByCuts(t *testing.T) {
	for _, c := range []struct {
		better bool
		cut    float64
		want   []int
	}{{false, 50, []int{1, 2, 1}}, {false, 100, []int{2, 2, 1}}, {true, 50, []int{1, 2, 1}}, {true, 100, []int{1, 2, 1}}} {
		found := only(t, run(t, table(t, twoMeasures()), conditions(func(s *CompositeSpec) {
			s.HighIsBetter, s.Types = c.better, TypeRule{Number: 2, Rule: "cuts", Cuts: []float64{c.cut}}
		})))
		var got []int
		for _, a := range found.Areas {
			got = append(got, a.Type)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("better %v, cut at %v: types %v, want %v", c.better, c.cut, got, c.want)
		}
	}
}

// Ten persons in each area: chance can turn any order round. A million: none.
func TestChanceInRanks(t *testing.T) {
	of := func(n float64) Composite {
		var obs []indicators.Observation
		for i, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
			share := 0.3 + 0.1*float64(i)
			obs = append(obs, counts("work", code, 2024, share*n, n), counts("rent", code, 2024, (0.9-0.1*float64(i))*n, n), value("income", code, 2024, 200+10*float64(i)))
		}
		return only(t, run(t, table(t, obs), conditions(func(s *CompositeSpec) {
			s.Level, s.Normalisation = indicators.DeSO, "z"
			s.Parts = []CompositePart{{Indicator: "work"}, {Indicator: "rent", Better: indicators.LowerIsBetter}, {Indicator: "income"}}
		})))
	}
	few, many := of(10), of(1e6)
	if !few.Parts[0].Drawn || !few.Parts[1].Drawn || few.Parts[2].Drawn {
		t.Errorf("drawn: %+v", few.Parts)
	}
	for i := range few.Areas {
		a, b := few.Areas[i], many.Areas[i]
		if b.ChanceLower != b.Rank || b.ChanceUpper != b.Rank || !(a.ChanceUpper-a.ChanceLower >= 1) || a.ChanceLower > a.Rank || a.ChanceUpper < a.Rank {
			t.Errorf("%s: place %v from %v to %v of few, %v from %v to %v of many", a.Area.Code, a.Rank, a.ChanceLower, a.ChanceUpper, b.Rank, b.ChanceLower, b.ChanceUpper)
		}
	}
}

func TestCompositesThatAreNotComputed(t *testing.T) {
	constant := twoMeasures()
	for i := range constant {
		if constant[i].Indicator == "ill" {
			constant[i].Value, constant[i].Numerator = indicators.Num(7), indicators.Num(70)
		}
	}
	none := slices.DeleteFunc(twoMeasures(), func(o indicators.Observation) bool { return o.Indicator == "ill" })
	opposed := twoMeasures()
	for i := range opposed {
		if opposed[i].Indicator == "ill" {
			opposed[i].Value = indicators.Num(50 - opposed[i].Value.V)
			opposed[i].Numerator = indicators.Number{}
			opposed[i].Denominator = indicators.Number{}
		}
	}
	for name, c := range map[string]struct {
		obs    []indicators.Observation
		change func(*CompositeSpec)
		want   Reason
	}{
		"constant":        {constant, func(*CompositeSpec) {}, Constant},
		"missing":         {none, func(*CompositeSpec) {}, NoObservation},
		"missing, little": {none, func(s *CompositeSpec) { s.Available = 0.5 }, NoObservation},
		"opposed":         {opposed, func(s *CompositeSpec) { s.Aggregation = "pca" }, Undefined},
	} {
		got := only(t, run(t, table(t, c.obs), conditions(c.change)))
		if got.Reason != c.want || len(got.Factors) > 0 {
			t.Errorf("%s: reason %q, want %q", name, got.Reason, c.want)
		}
		for _, a := range got.Areas {
			if a.OK || a.Type != 0 || a.Reason == NoReason || !math.IsNaN(a.Value) || !math.IsNaN(a.Rank) {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}

// At a level that is not compared, values are pooled from smaller areas or read as published.
func TestCompositeOfSmallAreas(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		obs = append(obs, counts("work", code, 2024, float64(100+10*i*i), 400), counts("rent", code, 2024, float64(50+20*i), 400))
	}
	of := func(level indicators.Level) Composite {
		return only(t, run(t, table(t, obs), conditions(func(s *CompositeSpec) {
			s.Level, s.Types, s.Shrink, s.Normalisation = level, TypeRule{Number: 2, Rule: "jenks"}, true, "z"
			s.Parts = []CompositePart{{Indicator: "work"}, {Indicator: "rent", Better: indicators.LowerIsBetter}}
		})))
	}
	if c := of(indicators.DeSO); len(c.Areas) != 6 || !c.Areas[5].OK || !c.Parts[0].Shrunken || c.Parts[1].Reversed {
		t.Errorf("%+v", c)
	}
	c := of(indicators.District)
	if len(c.Areas) != 3 || c.Areas[1].Parts[0].Value.Denominator.V != 800 {
		t.Errorf("%+v", c.Areas)
	}
	v := c.Areas[1].Parts[0]
	if !(v.Used > v.Value.Value && v.Used < 100) { // north has least work: it is drawn up towards the others
		t.Errorf("value %v is used as %v", v.Value.Value, v.Used)
	}
}

// A number that is withheld keeps all of the index back: the scores of the others would give it away.
func TestCompositeIsProtected(t *testing.T) {
	var obs []indicators.Observation
	for code, n := range map[string]float64{"north": 80, "south": 3, "east": 60} {
		obs = append(obs, counts("own", code, 2024, n, 100), counts("work", code, 2024, n+10, 100))
	}
	o := conditions(func(s *CompositeSpec) {
		s.Parts = []CompositePart{{Indicator: "own"}, {Indicator: "work"}}
		s.Published = &PublishedTypes{Source: "open", Types: map[string]PublishedType{"north": {Type: 1}}}
	})
	if c := only(t, run(t, table(t, obs), o)); c.Reason != NoReason {
		t.Fatalf("without thresholds: %q", c.Reason)
	}
	o.Disclosure = Disclosure{MinCount: 5}
	c := only(t, run(t, table(t, obs), o))
	if c.Reason != Withheld || len(c.Agreement) > 0 || len(c.Factors) > 0 || !math.IsNaN(c.Explained) || !math.IsNaN(c.Shift) {
		t.Errorf("%+v", c)
	}
	for _, a := range c.Areas {
		for _, s := range a.Parts {
			if s.Value.OK || !math.IsNaN(s.Used) || !math.IsNaN(s.Score) || !math.IsNaN(s.Contribution) {
				t.Errorf("%s: %+v", a.Area.Code, s)
			}
		}
		if a.OK || a.Type != 0 || !math.IsNaN(a.Rank) || !math.IsNaN(a.RankLower) || !math.IsNaN(a.LeaveUpper) || a.Reason != Withheld {
			t.Errorf("%+v", a)
		}
	}
	for _, m := range c.Parts {
		if !math.IsNaN(m.Loading) || !math.IsNaN(m.Shift) {
			t.Errorf("%+v", m)
		}
	}
}

// Six areas against a classification, of which one has moved and one is not classified.
func TestAgreementWithPublishedTypes(t *testing.T) {
	var obs []indicators.Observation
	codes := []string{"n1", "n2", "s1", "s2", "e1", "l1"}
	for i, code := range codes {
		obs = append(obs, counts("work", code, 2024, float64(100+10*i), 400), counts("rent", code, 2024, float64(100+10*i), 400))
	}
	pub := &PublishedTypes{Source: "open", Version: "2018", Period: indicators.Year(2020), Types: map[string]PublishedType{
		"n1": {Type: 1}, "n2": {Type: 1}, "s1": {Type: 2, Changed: true}, "s2": {Type: 2}, "e1": {Type: 3}, "l1": {Type: 3},
	}}
	o := conditions(func(s *CompositeSpec) {
		s.Level, s.Normalisation, s.Published = indicators.DeSO, "z", pub
		s.Parts = []CompositePart{{Indicator: "work"}, {Indicator: "rent", Better: indicators.HigherIsBetter}}
	})
	c := only(t, run(t, table(t, obs), o))
	same, all := c.Agreement[0], c.Agreement[1]
	if !same.SameGround || same.Areas != 5 || all.Areas != 6 || all.Same != 6 || all.Near != 6 || all.Kappa.Value != 1 || all.Matched != 1 {
		t.Errorf("%+v\n%+v", same, all)
	}
	// Ranks of the index and of three pairs of ties: 16.5/√(17.5·16) = 0.98607.
	if math.Abs(all.Spearman.Value-16/math.Sqrt(17.5*16)) > 1e-9 {
		t.Errorf("Spearman %v, want %v", all.Spearman.Value, 16/math.Sqrt(17.5*16))
	}
	delete(pub.Types, "n1")
	delete(pub.Types, "n2")
	if c = only(t, run(t, table(t, obs), o)); c.Agreement[1].Reason != TooFewAreas || !math.IsNaN(c.Agreement[1].Kappa.Value) {
		t.Errorf("%+v", c.Agreement[1])
	}
}

func TestCompositeSpecsAreChecked(t *testing.T) {
	tab := table(t, twoMeasures())
	for want, change := range map[string]func(*CompositeSpec){
		"is not defined":         func(s *CompositeSpec) { s.Parts[0].Indicator = "nothing" },
		"weights are at least 0": func(s *CompositeSpec) { s.Parts[0].Weight = -1 },
		"have no weight":         func(s *CompositeSpec) { s.Parts[0].Weight = 0 },
		"two are needed":         func(s *CompositeSpec) { s.Parts = s.Parts[:1] },
		"named twice":            func(s *CompositeSpec) { s.Parts[1].Indicator = "work" },
		"is a count":             func(s *CompositeSpec) { s.Parts[0].Indicator = "people" },
		"is not judged":          func(s *CompositeSpec) { s.Parts[0].Indicator = "rent" },
		"unknown normalisation":  func(s *CompositeSpec) { s.Normalisation = "zz" },
		"unknown aggregation":    func(s *CompositeSpec) { s.Aggregation = "sum" },
		"unknown rule of types":  func(s *CompositeSpec) { s.Types.Rule = "x" },
		"values above 0":         func(s *CompositeSpec) { s.Aggregation, s.Normalisation = "geometric", "z" },
		"least share":            func(s *CompositeSpec) { s.Available = 2 },
		"one of deso":            func(s *CompositeSpec) { s.Level = indicators.City },
		"from 2 to 10":           func(s *CompositeSpec) { s.Types.Number = 1 },
		"cut points for 3 types": func(s *CompositeSpec) { s.Types.Rule = "cuts" },
		"do not rise":            func(s *CompositeSpec) { s.Types = TypeRule{Number: 3, Rule: "cuts", Cuts: []float64{2, 1}} },
		"persons are counted":    func(s *CompositeSpec) { s.Types.Population = "work" },
		"published type 4":       func(s *CompositeSpec) { s.Published = &PublishedTypes{Types: map[string]PublishedType{"a": {Type: 4}}} },
		"has 7 groups": func(s *CompositeSpec) {
			s.CareNeed, s.Parts = &CareNeedSpec{Population: CountOf{Indicator: "people"}}, nil
		},
		"national mean is -1": func(s *CompositeSpec) {
			s.CareNeed, s.Parts = &CareNeedSpec{Mean: -1, Population: CountOf{Indicator: "people"}}, nil
		},
		"and 2 indicators":        func(s *CompositeSpec) { s.CareNeed = &CareNeedSpec{Population: CountOf{Indicator: "people"}} },
		"\"work\" is a share; pe": func(s *CompositeSpec) { s.CareNeed = &CareNeedSpec{Population: CountOf{Indicator: "work"}} },
	} {
		if _, err := Run(tab, conditions(change)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Statistics Sweden's published example (scb.se, Care Need Index): two units with the number of persons in seven groups, 5,912 and 2,407 people, and
// the indices 1.5513 and 1.3204. The third unit lacks a count.
func TestCareNeedOfThePublishedExample(t *testing.T) {
	groups := []indicators.Group{"age=under5", "born=abroad", "alone=over65", "single=parent", "moved=in", "work=none", "education=low"}
	var obs []indicators.Observation
	for code, n := range map[string][]float64{
		"north": {595, 1391, 484, 167, 385, 981, 632, 5912}, "south": {293, 330, 215, 80, 240, 300, 210, 2407}, "east": {10, 20, 30, 40, 50, 60},
	} {
		for k, v := range n {
			g := indicators.Everyone
			if k < len(groups) {
				g = groups[k]
			}
			obs = append(obs, withGroup(value("people", code, 2023, v), g))
		}
	}
	o := conditions(func(s *CompositeSpec) {
		s.Parts, s.Types = nil, TypeRule{Number: 2}
		s.CareNeed = &CareNeedSpec{Population: CountOf{Indicator: "people"}}
		for _, g := range groups {
			s.CareNeed.Groups = append(s.CareNeed.Groups, CountOf{Indicator: "people", Groups: []indicators.Group{g}})
		}
	})
	c := only(t, run(t, table(t, obs), o))
	east, north, south := c.Areas[0], c.Areas[1], c.Areas[2]
	if math.Abs(north.Value-1.5513) > 5e-5 || math.Abs(south.Value-1.3204) > 5e-5 || north.Rank != 1 || south.Rank != 2 || north.Type != 1 || south.Type != 2 {
		t.Errorf("%+v\n%+v", north, south)
	}
	sum := 0.0
	for _, s := range north.Parts {
		sum += s.Contribution
	}
	if math.Abs(sum-north.Value) > 1e-12 || c.Period != indicators.Year(2023) {
		t.Errorf("contributions sum to %v, in %v", sum, c.Period)
	}
	if east.OK || east.Reason != TooFewParts || !math.IsNaN(east.Value) {
		t.Errorf("%+v", east)
	}
}

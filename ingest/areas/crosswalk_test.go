package areas

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

// The made-up crosswalk: a is unchanged; b is divided 3 to 1 between b and c; c goes on whole; d is divided between d1 and d2 alike.
func made() *Crosswalk {
	return &Crosswalk{Level: indicators.DeSO, From: "2018", To: "2025", Basis: "population", Shares: map[string][]Share{
		"a": {{"a", 1}}, "b": {{"b", 0.75}, {"c", 0.25}}, "c": {{"c", 1}}, "d": {{"d1", 0.5}, {"d2", 0.5}},
	}}
}

func unit(id string) indicators.Unit {
	return map[string]indicators.Unit{
		"people": {Kind: indicators.Count}, "work": {Kind: indicators.Share, Per: 100}, "ill": {Kind: indicators.Rate, Per: 1000},
		"income": {Kind: indicators.Mean}, "median": {Kind: indicators.Median}, "score": {Kind: indicators.Score},
	}[id]
}

func obs(indicator, area string, value float64, counts ...float64) indicators.Observation {
	o := indicators.Observation{Indicator: indicator, Area: indicators.AreaID{Code: area, Version: "2018"}, Period: indicators.Year(2020),
		Value: indicators.Num(value), Status: indicators.Reported, Source: "scb"}
	if len(counts) == 2 {
		o.Numerator, o.Denominator = indicators.Num(counts[0]), indicators.Num(counts[1])
	} else if len(counts) == 1 {
		o.Denominator = indicators.Num(counts[0])
	}
	return o
}

// near compares figures that were computed in another order.
var near = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-9 })

func values(c Carried) map[string]float64 {
	out := make(map[string]float64)
	for _, o := range c.Observations {
		out[o.Area.Code] = math.NaN()
		if o.Value.OK {
			out[o.Area.Code] = o.Value.V
		}
	}
	return out
}

// Counts: a 100; b ¾·400 = 300; c ¼·400 + 200 = 300; d1 and d2 ½·301 = 150.5. Of 1,001 persons 701 lie in b and d, which are divided.
func TestCountsAreCarriedOver(t *testing.T) {
	c := made().Carry([]indicators.Observation{obs("people", "a", 100), obs("people", "b", 400), obs("people", "c", 200), obs("people", "d", 301)}, unit)
	if diff := cmp.Diff(map[string]float64{"a": 100, "b": 300, "c": 300, "d1": 150.5, "d2": 150.5}, values(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.Divided["people"]; math.Abs(got-701.0/1001) > 1e-12 {
		t.Errorf("divided %v, want %v", got, 701.0/1001)
	}
	for _, o := range c.Observations {
		if o.Status != indicators.Derived || o.Note != "crosswalk population-weighted 2018 to 2025" || o.Area.Version != "2025" || o.Source != "scb" {
			t.Errorf("%+v", o)
		}
	}
}

// Shares: b has 30 of ¾·100 = 22.5 of 75, printed as 23 of 75 (rounded half away from zero); c has 0.25·30 + 60 = 67.5 of 0.25·100 + 100 = 125,
// so 68 of 125.
func TestSharesFollowFromCounts(t *testing.T) {
	c := made().Carry([]indicators.Observation{obs("work", "a", 50, 50, 100), obs("work", "b", 30, 30, 100), obs("work", "c", 60, 100)}, unit)
	if diff := cmp.Diff(map[string]float64{"a": 50, "b": 100 * 23.0 / 75, "c": 100 * 68.0 / 125}, values(c), near); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Means: c has (0.25·100·200 + 50·300)/(25 + 50) = 20000/75.
func TestMeansAreWeighted(t *testing.T) {
	c := made().Carry([]indicators.Observation{obs("income", "b", 200, 100), obs("income", "c", 300, 50)}, unit)
	if diff := cmp.Diff(map[string]float64{"b": 200, "c": 20000.0 / 75}, values(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	c := made().Carry([]indicators.Observation{obs("median", "a", 5), obs("score", "a", 5), obs("work", "a", 5), obs("income", "a", 5)}, unit)
	if diff := cmp.Diff(map[string]string{
		"median": "a median of several areas cannot be had from theirs", "score": "a score of several areas cannot be had from theirs",
		"work":   "a share without counts cannot be carried over: the data give no denominator",
		"income": "a mean without counts cannot be carried over: the data give no denominator",
	}, c.Refused); diff != "" || len(c.Observations) > 0 {
		t.Errorf("%v (-want +got):\n%s", c.Observations, diff)
	}
}

// A sum that lacks a part is no sum: c needs b, whose figure is withheld; d has no row at all.
func TestMissingPartsStayMissing(t *testing.T) {
	b := indicators.Observation{Indicator: "people", Area: indicators.AreaID{Code: "b", Version: "2018"}, Period: indicators.Year(2020), Status: indicators.Suppressed}
	c := made().Carry([]indicators.Observation{obs("people", "a", 100), b, obs("people", "c", 200)}, unit)
	got := make(map[string]indicators.Status)
	for _, o := range c.Observations {
		got[o.Area.Code] = o.Status
		if o.Value.OK != o.Status.HasValue() {
			t.Errorf("%+v", o)
		}
	}
	if diff := cmp.Diff(map[string]indicators.Status{"a": indicators.Derived, "b": indicators.Suppressed, "c": indicators.Suppressed}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestUneven(t *testing.T) {
	x := made()
	x.Shares["b"][0].Weight = 0.65
	x.Shares["d"][0].Weight = 0.499
	codes, sums := x.Uneven()
	if len(codes) != 1 || codes[0] != "b" || math.Abs(sums[0]-0.9) > 1e-12 {
		t.Errorf("%v %v", codes, sums)
	}
}

func TestComplete(t *testing.T) {
	var list []indicators.Area
	for _, code := range []string{"9900C0010", "9900C0020", "9900C0030"} {
		list = append(list, indicators.Area{Code: code, Version: "2018", Level: indicators.DeSO}, indicators.Area{Code: code, Version: "2025", Level: indicators.DeSO})
	}
	reg, err := indicators.NewRegister(list, nil, indicators.Succession{Level: indicators.DeSO, From: "2018", To: "2025", Changes: []indicators.Change{
		{From: "9900C0020", To: "9900C0020", Kind: indicators.Shrinks}, {From: "9900C0020", To: "9900C0030", Kind: indicators.Gives}}})
	if err != nil {
		t.Fatal(err)
	}
	x := &Crosswalk{Level: indicators.DeSO, From: "2018", To: "2025", Shares: map[string][]Share{"9900C0020": {{"9900C0020", 1}}}}
	from, to := x.Complete(reg)
	if diff := cmp.Diff([][]string{{"9900C0030"}, {"9900C0030"}}, [][]string{from, to}); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Share{{"9900C0010", 1}}, x.Shares["9900C0010"]); diff != "" {
		t.Errorf("an unchanged area (-want +got):\n%s", diff)
	}
}

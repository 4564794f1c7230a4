package analysis

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators"
)

var smallest = []string{"e1", "l1", "n1", "n2", "s1", "s2"} // in order of code

// sixAreas have work, ill, income and own; what is given is by area.
func sixAreas(own float64) []indicators.Observation {
	var out []indicators.Observation
	for i, code := range smallest {
		x := float64(i)
		ill := value("ill", code, 2024, 5+x)
		ill.Numerator, ill.Denominator = indicators.Num(5+x), indicators.Num(1000)
		people := value("people", code, 2024, 1000+100*x)
		out = append(out, counts("work", code, 2024, 900-100*x+20*float64(i%2), 1000), ill, value("income", code, 2024, 300-10*x*x), people)
		n := 60 + 50*x
		if i == 0 {
			n = own
		}
		out = append(out, counts("own", code, 2024, n, 1000))
	}
	return out
}

func amongSmallest(change ...func(*Options)) Options {
	o := options()
	o.AreaLevel, o.Relation = indicators.DeSO, RelationOptions{Population: "people", Permutations: 999}
	for _, f := range change {
		f(&o)
	}
	return o
}

// The pairs of Relations of one level, by the IDs of their indicators.
func pairs(t *testing.T, res *Results) map[string]Pair {
	t.Helper()
	if len(res.Relations) != 1 {
		t.Fatalf("%d levels", len(res.Relations))
	}
	r := res.Relations[0]
	out := map[string]Pair{}
	for _, p := range r.Pairs {
		out[r.Indicators[p.X].Indicator.ID+" "+r.Indicators[p.Y].Indicator.ID] = p
	}
	return out
}

func TestRelationsOfSmallAreas(t *testing.T) {
	res := run(t, table(t, sixAreas(60)), amongSmallest())
	got := pairs(t, res)
	work := []float64{90, 82, 70, 62, 50, 42}
	ill := []float64{5, 6, 7, 8, 9, 10}
	people := []float64{1000, 1100, 1200, 1300, 1400, 1500}
	p := got["work ill"]
	r, _ := relation.Pearson(work, ill, nil)
	weighted, _ := relation.Pearson(work, ill, people)
	lower, upper := relation.Interval(r, 6, 0.95)
	want := []float64{r, lower, upper, -1, weighted, 6, relation.P(r, 6)}
	if d := cmp.Diff(want, []float64{p.Pearson.Value, p.Pearson.Lower, p.Pearson.Upper, p.Spearman.Value, p.Weighted.Value, p.Effective, p.P}, alike9); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	if p.Areas != 6 || p.SameTable != true || !(p.Adjusted >= p.P) || res.Relations[0].Placed {
		t.Errorf("%+v", p)
	}
	// Persons behind every value: 82 of 1,000 and so on make little of the variance.
	m := res.Relations[0].Indicators[0]
	noise := 0.0
	for _, v := range work {
		noise += v * (100 - v) / 1000 / 6
	}
	mean, squares := 66.0, 0.0
	for _, v := range work {
		squares += (v - mean) * (v - mean) / 5
	}
	if math.Abs(m.Reliability-(1-noise/squares)) > 1e-9 {
		t.Errorf("reliability %v, want %v", m.Reliability, 1-noise/squares)
	}
	if income := res.Relations[0].Indicators[2]; income.Indicator.ID != "income" || !math.IsNaN(income.Reliability) || !math.IsNaN(got["work income"].Corrected) {
		t.Errorf("%+v", income)
	}
}

func TestPairsThatAreNotCorrelated(t *testing.T) {
	obs := sixAreas(60)
	var rest []indicators.Observation
	for i, o := range obs {
		if o.Indicator == "work" {
			o.Indicator = "rent"
			o.Value, o.Numerator = indicators.Num(100-o.Value.V), indicators.Num(1000-o.Numerator.V)
			rest = append(rest, o)
		}
		if o.Indicator == "income" {
			obs[i].Value = indicators.Num(7)
		}
		if o.Indicator == "own" && i > 14 {
			obs[i].Status, obs[i].Value, obs[i].Numerator, obs[i].Denominator = indicators.Missing, indicators.Number{}, indicators.Number{}, indicators.Number{}
		}
	}
	got := pairs(t, run(t, table(t, append(obs, rest...)), amongSmallest(func(o *Options) { o.Relation.Population = "" })))
	for name, want := range map[string]Reason{"work rent": SharedParts, "work income": Constant, "work own": TooFewAreas, "work ill": NoReason} {
		p, ok := got[name]
		if !ok || p.Reason != want || p.Pearson.OK != (want == NoReason) || math.IsNaN(p.P) != (want != NoReason) {
			t.Errorf("%s: %v, %+v; want %q", name, ok, p, want)
		}
	}
	if p := got["work ill"]; p.Weighted.OK || p.Weighted.Reason != NoWeights {
		t.Errorf("weighted without weights: %+v", p.Weighted)
	}
}

// A third of six areas are the two worst: s1 and s2 by work, by ill and by income; e1 and l1 are the best by these and the worst by own.
func TestDisadvantageAtOnce(t *testing.T) {
	res := run(t, table(t, sixAreas(60)), amongSmallest(func(o *Options) { o.Relation.Worst, o.Relation.Several = 1./3, 3 }))
	worst, best := res.Disadvantage[0], res.Disadvantage[1]
	count := func(d Disadvantage) []int {
		var out []int
		for _, a := range d.Areas {
			out = append(out, a.Count)
		}
		return out
	}
	if d := cmp.Diff([][]int{{1, 1, 0, 0, 3, 3}, {3, 3, 0, 0, 1, 1}}, [][]int{count(worst), count(best)}); d != "" || worst.Best || !best.Best {
		t.Errorf("want -, got +:\n%s", d)
	}
	// Three or four of four, each with probability 1/3: 4·(1/3)³·(2/3) + (1/3)⁴ = 9/81.
	if a := worst.Areas[5]; math.Abs(a.P-9./81) > 1e-12 || math.Abs(a.Expected-4./3) > 1e-12 || a.Of != 4 || len(a.By) != 3 {
		t.Errorf("%+v", a)
	}
	if l := worst.AtLeast[3]; worst.Several != 3 || l.Units != 2 || math.Abs(l.Expected-6*9./81) > 1e-12 {
		t.Errorf("%+v", l)
	}
	if res.Alike.Reason != NoReason || len(res.Alike.Tree) != 5 || len(res.Alike.Order) != 6 || res.Alike.Areas[0].Group == res.Alike.Areas[5].Group {
		t.Errorf("%+v", res.Alike)
	}
}

// What rests on an indicator with a withheld number goes without it.
func TestRelationsAreProtected(t *testing.T) {
	o := amongSmallest(func(o *Options) {
		o.Relation.Worst, o.Relation.Several, o.Disclosure = 1./3, 2, Disclosure{MinCount: 5}
	})
	res := run(t, table(t, sixAreas(3)), o)
	without := run(t, table(t, func() (out []indicators.Observation) {
		for _, o := range sixAreas(3) {
			if o.Indicator != "own" {
				out = append(out, o)
			}
		}
		return out
	}()), o)
	for i, d := range res.Disadvantage {
		for j, a := range d.Areas {
			if b := without.Disadvantage[i].Areas[j]; a.Count != b.Count || a.Of != b.Of || a.P != b.P {
				t.Errorf("%+v, want %+v", a, b)
			}
		}
	}
	if d := cmp.Diff(without.Alike.Tree, res.Alike.Tree); d != "" {
		t.Error(d)
	}
	for _, a := range res.Alike.Areas {
		if !math.IsNaN(a.Scores[3]) {
			t.Errorf("%s has a score by an indicator that is withheld", a.Area.Code)
		}
	}
	for name, p := range pairs(t, res) {
		if secret := strings.Contains(name, "own"); secret != (p.Reason == Withheld) || secret != math.IsNaN(p.P) || secret == p.Pearson.OK || secret == p.Weighted.OK {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, m := range res.Relations[0].Indicators {
		if m.Indicator.ID == "own" && !math.IsNaN(m.Reliability) {
			t.Error("the reliability of an indicator that is withheld is shown")
		}
	}
}

// Three districts are too few for anything.
func TestFewAreasHaveNoRelations(t *testing.T) {
	res := run(t, table(t, sixAreas(60)), options())
	if r := res.Relations[0]; r.Level != indicators.District || r.Pairs[0].Reason != TooFewAreas {
		t.Errorf("%+v", r)
	}
	for _, d := range res.Disadvantage[:2] {
		if d.Level != indicators.District || d.Reason != TooFewAreas || d.AtLeast != nil || !math.IsNaN(d.Areas[0].P) {
			t.Errorf("%+v", d)
		}
	}
	if d := res.Disadvantage[2]; d.Level != indicators.DeSO || d.Best || d.Reason != NoReason || len(d.Areas) != 6 { // the smallest are enough
		t.Errorf("%+v", d)
	}
	if res.Alike.Reason != TooFewAreas || res.Alike.Areas[0].Reason != TooFewAreas || res.Alike.Groups != nil {
		t.Errorf("%+v", res.Alike)
	}
}

func TestRelationOptionsAreChecked(t *testing.T) {
	tab := table(t, sixAreas(60))
	for want, change := range map[string]func(*RelationOptions){
		"above 0 and at most 0.5": func(o *RelationOptions) { o.Worst = 0.7 },
		"several is at least 2":   func(o *RelationOptions) { o.Several = 1 },
		"-1 permutations":         func(o *RelationOptions) { o.Permutations = -1 },
		"is not defined":          func(o *RelationOptions) { o.Indicators = []string{"nothing"} },
		"is a count":              func(o *RelationOptions) { o.Indicators = []string{"people"} },
		"is named twice":          func(o *RelationOptions) { o.Indicators = []string{"work", "work"} },
		"not a count":             func(o *RelationOptions) { o.Population = "work" },
		"at most 40":              func(o *RelationOptions) { o.Indicators = make([]string, 41) },
	} {
		o := options()
		change(&o.Relation)
		if _, err := Run(tab, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

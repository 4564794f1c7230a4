package analysis

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

// bySex is work in 2025 of women and men in the six DeSO, and of everyone. Women have 30 of 100 in the north, 70 of 120 in the south, 10 of 40 in
// the east and 115 of 280 in the city; men 60 of 100, 78 of 120, 30 of 40 and 177 of 280.
func bySex(indicator string) []indicators.Observation {
	women := shares(indicator, 2025, [6]float64{10, 20, 30, 40, 10, 5}, [6]float64{50, 50, 60, 60, 40, 20})
	men := shares(indicator, 2025, [6]float64{25, 35, 33, 45, 30, 9}, [6]float64{50, 50, 60, 60, 40, 20})
	all := shares(indicator, 2025, [6]float64{35, 55, 63, 85, 40, 14}, [6]float64{100, 100, 120, 120, 80, 40})
	for i := range women {
		all = append(all, withGroup(women[i], "sex=women"), withGroup(men[i], "sex=men"))
	}
	return all
}

func theGap(t *testing.T, res *Results, group indicators.Group) GroupGap {
	t.Helper()
	for _, g := range res.GroupGaps {
		if g.Group == group {
			return g
		}
	}
	t.Fatalf("no gap of %s", group)
	return GroupGap{}
}

func gapIn(t *testing.T, g GroupGap, code string) GapArea {
	t.Helper()
	for _, a := range g.Areas {
		if a.Area.Code == code {
			return a
		}
	}
	t.Fatalf("no district %s", code)
	return GapArea{}
}

// The limits are computed in Python from Wilson's limits by the formulas of Newcombe (1998, method 10) and of Zou and Donner (2008), those of the
// ratio of ratios from Katz' on the scale of logarithms.
func TestGapsBetweenGroups(t *testing.T) {
	o := options()
	o.Groups = []Dimension{{ID: "sex", Categories: []string{"women", "men"}, Reference: "men"}}
	res := run(t, table(t, bySex("work")), o)
	g := theGap(t, res, "sex=women")
	if g.Reference != "sex=men" || !g.Declared || len(res.GroupGaps) != 1 {
		t.Fatalf("got the reference %s of %d gaps, want sex=men of one", g.Reference, len(res.GroupGaps))
	}
	near(t, "city", g.City.Difference.Value, 100*(115.0-177)/280)
	if g.City.Verdict != Worse || g.City.Apart != GapNotCompared || g.City.Against.Reason != PartOnly {
		t.Errorf("city: got %+v", g.City)
	}
	north := gapIn(t, g, "north")
	for _, want := range []struct {
		what                string
		got                 Difference
		value, lower, upper float64
	}{
		{"north", north.Difference, -30, -42.15623927796878, -16.29217857211363},
		{"rest of the city", north.RestGap, 100 * (85.0 - 117) / 180, -27.506791293928075, -7.531691920297616},
		{"difference of differences", north.Against, -30 + 100*(117.0-85)/180, -28.120537503474065, 4.587241549601551},
		{"ratio of ratios", north.AgainstRatio, 0.6882352941176471, 0.46688114589799024, 1.01453619241394},
	} {
		near(t, want.what, want.got.Value, want.value)
		near(t, want.what+", lower", want.got.Lower, want.lower)
		near(t, want.what+", upper", want.got.Upper, want.upper)
	}
	if north.Apart != GapAlike {
		t.Errorf("north: got %q, want no clear difference", north.Apart)
	}
	// Gaps of −30, −6.67 and −50.
	if w, n := g.Areas[g.Widest].Area.Code, g.Areas[g.Narrowest].Area.Code; w != "east" || n != "south" {
		t.Errorf("widest in %s and narrowest in %s, want east and south", w, n)
	}
	// By hand in Python, with the standard errors that the limits imply; with two degrees of freedom p = exp(−Q/2).
	near(t, "Q", g.Differ.Q, 16.375879695822956)
	near(t, "p", g.Differ.P, 0.0002779859881418075)
}

// Without a word from the study the largest group is what others are compared with, and of an order the last.
func TestReferences(t *testing.T) {
	obs := []indicators.Observation{
		withGroup(counts("work", "city", 2025, 10, 100), "edu=a"), withGroup(counts("work", "city", 2025, 60, 300), "edu=b"),
		withGroup(counts("work", "city", 2025, 60, 200), "edu=c"),
	}
	for name, tt := range map[string]struct {
		dimension Dimension
		reference indicators.Group
		first     indicators.Group
		declared  bool
	}{
		"nothing said": {Dimension{ID: "edu"}, "edu=b", "edu=a", false},
		"order":        {Dimension{ID: "edu", Categories: []string{"c", "b", "a"}, Ordered: true}, "edu=a", "edu=c", false},
		"a part named": {Dimension{ID: "edu", Categories: []string{"c"}}, "edu=b", "edu=c", false},
		"reference":    {Dimension{ID: "edu", Reference: "c"}, "edu=c", "edu=a", true},
		"not there":    {Dimension{ID: "edu", Reference: "d"}, "edu=b", "edu=a", false},
	} {
		o := options()
		o.Groups = []Dimension{tt.dimension}
		res := run(t, table(t, obs), o)
		g := res.GroupGaps[0]
		if g.Reference != tt.reference || g.Group != tt.first || g.Declared != tt.declared {
			t.Errorf("%s: got %s against %s, declared %v; want %s against %s", name, g.Group, g.Reference, g.Declared, tt.first, tt.reference)
		}
	}
}

// Groups a and b of 100 and 300 persons in the north, 300 and 100 in the rest. In the north a has 20 % and b 40 %, together 35; in the rest 30 and
// 50 %, together 35 too: all lower by 10, and −½·25 + ½·45 = 10 for having more of those who are high.
func TestGapDividedIntoValuesAndComposition(t *testing.T) {
	a := shares("work", 2025, [6]float64{10, 10, 60, 15, 10, 5}, [6]float64{50, 50, 200, 50, 40, 10})
	b := shares("work", 2025, [6]float64{60, 60, 20, 10, 15, 5}, [6]float64{150, 150, 40, 20, 30, 10})
	var obs []indicators.Observation
	for i := range a {
		all := counts("work", a[i].Area.Code, 2025, a[i].Numerator.V+b[i].Numerator.V, a[i].Denominator.V+b[i].Denominator.V)
		obs = append(obs, all, withGroup(a[i], "g=a"), withGroup(b[i], "g=b"))
	}
	res := run(t, table(t, obs), options())
	for _, d := range res.Decompositions {
		if d.Area.Code != "north" {
			continue
		}
		near(t, "from", d.From, 35)
		near(t, "total", d.Total.Value, 0)
		near(t, "values", d.Values.Value, -10)
		near(t, "composition", d.Mix.Value, 10)
		near(t, "share of b in the north", d.Parts[1].ShareTo, 0.75)
		near(t, "values of b", d.Parts[1].Values, -5)
		if !d.Values.Interval || !d.Mix.Sure(0) {
			t.Errorf("limits: %+v and %+v", d.Values, d.Mix)
		}
		return
	}
	t.Fatal("the gap of the north is not divided")
}

// 2024: 100 persons with 40 % in the north, 100 with 60 in the south, 200 with 50 in the east: 50. 2025: 200 with 35, 100 with 65, 100 with 50: 46.25.
// Values: .375·(−5) + .25·5 = −0.625; composition: .25·37.5 − .25·50 = −3.125.
func TestChangeDividedByDistrict(t *testing.T) {
	obs := append(shares("work", 2025, [6]float64{35, 35, 40, 25, 25, 25}, [6]float64{100, 100, 50, 50, 50, 50}),
		shares("work", 2024, [6]float64{20, 20, 30, 30, 50, 50}, [6]float64{50, 50, 50, 50, 100, 100})...)
	res := run(t, tableOf(t, everywhere(t), obs), options())
	if len(res.Decompositions) != 1 {
		t.Fatalf("got %d, want the change of the city", len(res.Decompositions))
	}
	d := res.Decompositions[0]
	near(t, "total", d.Total.Value, -3.75)
	near(t, "values", d.Values.Value, -0.625)
	near(t, "composition", d.Mix.Value, -3.125)
	if d.Earlier != indicators.Year(2024) || len(d.Parts) != 3 {
		t.Errorf("got %+v", d)
	}
	// Here l1 lies in no district: it is a part of its own.
	d = run(t, table(t, obs), options()).Decompositions[0]
	near(t, "total", d.Total.Value, -3.75)
	if n := len(d.Parts); n != 4 || !d.Parts[3].Outside() || math.Abs(d.Parts[3].ShareFrom-0.25) > 1e-12 {
		t.Errorf("got %d parts, the last %+v; want a quarter outside", n, d.Parts[n-1])
	}
}

// Figures that cannot both be right, or that are not there, give a reason and no number.
func TestGroupsThatCannotBeCompared(t *testing.T) {
	city := func(group indicators.Group, x, n float64) indicators.Observation {
		return withGroup(counts("work", "city", 2025, x, n), group)
	}
	missing := func(group indicators.Group, s indicators.Status) indicators.Observation {
		return withGroup(gone("work", "n1", 2025, s), group)
	}
	for name, tt := range map[string]struct {
		obs  []indicators.Observation
		gaps int
		want Reason
	}{
		"more persons than everyone": {[]indicators.Observation{city("", 50, 100), city("g=a", 30, 60), city("g=b", 20, 60)}, 1, Contradictory},
		"more who count":             {[]indicators.Observation{city("", 50, 100), city("g=a", 40, 50), city("g=b", 30, 50)}, 1, Contradictory},
		"one group":                  {[]indicators.Observation{city("", 50, 100), city("g=a", 40, 50)}, 0, NoReason},
		"withheld by the source":     {[]indicators.Observation{city("", 50, 100), city("g=a", 40, 50), missing("g=b", indicators.Suppressed)}, 1, SourceWithheld},
		"all withheld":               {[]indicators.Observation{missing("g=a", indicators.Suppressed), missing("g=b", indicators.Suppressed)}, 1, SourceWithheld},
		"missing":                    {[]indicators.Observation{city("g=a", 40, 50), missing("g=b", indicators.Missing)}, 1, NoObservation},
	} {
		res := run(t, table(t, tt.obs), options())
		if len(res.GroupGaps) != tt.gaps {
			t.Errorf("%s: got %d gaps, want %d", name, len(res.GroupGaps), tt.gaps)
			continue
		}
		for _, g := range res.GroupGaps {
			if c := g.City.Difference; c.OK || c.Reason != tt.want || !math.IsNaN(c.Value) {
				t.Errorf("%s: got %+v, want %s", name, c, tt.want)
			}
		}
		for _, m := range res.GroupMeasures {
			if m.Area.Code == "city" && (m.Reason != tt.want || m.Measures != nil) {
				t.Errorf("%s: measures: got %q, want %s", name, m.Reason, tt.want)
			}
		}
		for _, d := range res.Decompositions {
			if d.Reason == NoReason || d.Total.OK {
				t.Errorf("%s: divided: %+v", name, d)
			}
		}
	}
}

// Counts have no gaps: they say how large a group is.
func TestCountsHaveNoGaps(t *testing.T) {
	res := run(t, table(t, []indicators.Observation{
		withGroup(value("people", "city", 2025, 10), "g=a"), withGroup(value("people", "city", 2025, 20), "g=b")}), options())
	if len(res.GroupGaps)+len(res.GroupMeasures)+len(res.GroupAreas) > 0 {
		t.Errorf("got %+v", res.GroupGaps)
	}
}

// Four groups of two dimensions: women of foreign background 30 of 100, men 50 of 100; of Swedish background 90 of 150 and 120 of 150.
// Seen from Swedish men: (30 − 60) − (50 − 80) = 0, with limits from Python.
func TestGroupsOfTwoDimensions(t *testing.T) {
	city := func(group indicators.Group, x, n float64) indicators.Observation {
		return withGroup(counts("work", "city", 2025, x, n), group)
	}
	o := options()
	o.Groups = []Dimension{{ID: "sex", Reference: "men"}, {ID: "bg", Reference: "swedish"}}
	res := run(t, table(t, []indicators.Observation{
		city("", 290, 500), city("bg=foreign;sex=women", 30, 100), city("bg=foreign;sex=men", 50, 100),
		city("bg=swedish;sex=women", 90, 150), city("bg=swedish;sex=men", 120, 150),
	}), o)
	var c GroupCells
	for _, x := range res.GroupCells {
		if x.Area.Code == "city" {
			c = x
		}
	}
	if len(c.Cells) != 4 || len(c.Interactions) != 1 {
		t.Fatalf("got %d cells and %d interactions, want 4 and 1", len(c.Cells), len(c.Interactions))
	}
	x := c.Interactions[0]
	if x.Group != "bg=foreign;sex=women" || x.Reference != "bg=swedish;sex=men" {
		t.Errorf("interaction of %s from %s", x.Group, x.Reference)
	}
	if math.Abs(x.Additive.Value) > 1e-9 {
		t.Errorf("additive: got %v, want 0", x.Additive.Value)
	}
	near(t, "lower", x.Additive.Lower, -16.27798289106591)
	near(t, "upper", x.Additive.Upper, 16.727614716916356)
	near(t, "multiplicative", x.Multiplicative.Value, (30.0/60)/(50.0/80))
	// The first cell beside everyone else: 50 of 100 men, 90 and 120 of 150.
	near(t, "rest", c.Cells[1].Rest.Value, 100*260.0/400)
	// Variance by persons: mean 58; 0.2·28² + 0.2·8² + 0.3·2² + 0.3·22² = 316.0. Background: 40 and 70, 0.4·18² + 0.6·12² = 216. Sex: 48 and 68: 100.
	for _, v := range c.Variance {
		if want, ok := map[string]float64{"total": 316, "bg": 216, "sex": 100, "additive": 316, "interaction": 0}[v.Part]; !ok || math.Abs(v.Observed-want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", v.Part, v.Observed, want)
		}
	}
}

// North's women are 2 of 50 in a source that is not protected. No number about them, or that they follow from, is left.
func TestGroupsAreWithheld(t *testing.T) {
	obs := bySex("own")
	for i := range obs {
		if o := &obs[i]; (o.Area.Code == "n1" || o.Area.Code == "n2") && o.Group == "sex=women" {
			*o = withGroup(counts("own", o.Area.Code, 2025, 1, o.Denominator.V), o.Group)
		} else if o.Area.Code == "n1" && o.Group == "" {
			*o = counts("own", "n1", 2025, 26, 100)
		} else if o.Area.Code == "n2" && o.Group == "" {
			*o = counts("own", "n2", 2025, 36, 100)
		}
	}
	res := run(t, tableOf(t, everywhere(t), obs), protecting())
	g := theGap(t, res, "sex=women")
	north := gapIn(t, g, "north")
	if north.Value.OK || north.Difference.OK || north.Ratio.OK || north.Effect.OK || north.Against.OK || north.AgainstRatio.OK || north.Rest.OK ||
		north.Difference.Reason != Withheld || north.Apart != GapNotCompared || north.P.OK {
		t.Errorf("north: got %+v", north)
	}
	if g.Differ.OK || g.Differ.Reason != Withheld {
		t.Errorf("test of districts: got %+v", g.Differ)
	}
	for _, m := range res.GroupMeasures {
		if m.Area.Code == "north" && (m.Reason != Withheld || m.Measures != nil) {
			t.Errorf("measures of the north: got %+v", m)
		}
	}
	for _, m := range res.GroupAreas {
		if m.Reason != Withheld || m.Parts != nil || m.Persons != 0 {
			t.Errorf("between and within: got %+v", m)
		}
	}
	for _, d := range res.Decompositions {
		if d.Area.Code == "north" && (d.Reason != Withheld || d.Total.OK || d.Parts != nil) {
			t.Errorf("divided: got %+v", d)
		}
	}
	for _, f := range res.Findings {
		if f.Kind == GapDiffers && f.Area.Code == "north" {
			t.Errorf("found: %+v", f)
		}
	}
}

// Many persons: women are behind in the whole city, most in the north, and ahead in the east.
func TestFindingsAboutGroups(t *testing.T) {
	obs := bySex("work")
	for i := range obs {
		obs[i].Numerator.V, obs[i].Denominator.V = 20*obs[i].Numerator.V, 20*obs[i].Denominator.V
	}
	for i := range obs {
		if o := &obs[i]; o.Area.Code == "e1" && o.Group != "" {
			x := map[indicators.Group]float64{"sex=women": 500, "sex=men": 300}[o.Group]
			*o = withGroup(counts("work", "e1", 2025, x, 800), o.Group)
		}
	}
	tab := table(t, obs)
	res := run(t, tab, options())
	tracer := NewTracer(tab, res)
	var got []string
	for i, f := range res.Findings {
		if f.Kind == WideGap || f.Kind == GapDiffers {
			traces, err := tracer.Finding(&res.Findings[i])
			if err != nil || len(traces) != 3 {
				t.Errorf("%s: %d traces, %v; want 3", f.ID(), len(traces), err)
			}
			for _, trace := range traces {
				if !trace.Agree() {
					t.Errorf("%s: computed again %+v, in the results %+v", trace.Address, trace.Recomputed, trace.Found)
				}
			}
			got = append(got, strings.TrimSpace(string(f.Kind)+" "+f.Area.Code+" "+map[Tone]string{BadNews: "bad", GoodNews: "good", Neutral: "neutral"}[f.Tone]))
		}
	}
	want := []string{"gap_differs north bad", "gap_differs south good", "gap_differs east neutral", "group_gap  bad"}
	if diff := cmp.Diff(len(want), len(got)); diff != "" {
		t.Fatalf("got %q, want %q in some order", got, want)
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("got %q, want %q among them", got, w)
		}
	}
}

// Two gaps that are the same differ surely about as often as the level says, and so do gaps over ten districts.
func TestGapsKeepTheirLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	ind := definitions()[0]
	const n = 3000
	apart, differ := 0, 0
	draw := func(size, p float64) Value { return shareOf(resample.Binomial(r, size, p), size) }
	for range n {
		a := GapArea{Value: draw(120, 0.2), Reference: draw(150, 0.35), Rest: draw(900, 0.3), RestReference: draw(1000, 0.45)}
		if _, _, d := a.atLevel(ind, 0.95); d.Sure(0) {
			apart++
		}
		g := GroupGap{}
		for range 10 {
			g.Areas = append(g.Areas, GapArea{Contrast: Contrast{Difference: difference(ind, draw(120, 0.2), draw(150, 0.35), 0.95)}})
		}
		if g.rank(0.95); g.Differ.P < 0.05 {
			differ++
		}
	}
	// 3,000 draws have a standard error of 0.4 percentage points.
	if share := float64(apart) / n; share < 0.035 || share > 0.065 {
		t.Errorf("a difference of differences that is not there is found %.3f of the time", share)
	}
	if share := float64(differ) / n; share < 0.03 || share > 0.07 {
		t.Errorf("gaps that are alike are found to differ %.3f of the time", share)
	}
}

// Where the population is of one year only, both dates are weighted by it: that composition has not changed is not known.
func TestBorrowedWeightsTellNoComposition(t *testing.T) {
	declare := func(defs []indicators.Indicator) { defs[0].Denominator = &indicators.Denominator{Indicator: "people"} }
	for _, years := range [][]int{{2025}, {2024, 2025}} {
		var obs []indicators.Observation
		for i, code := range desoOrder {
			obs = append(obs, value("work", code, 2024, 40+float64(i)), value("work", code, 2025, 45+float64(2*i)))
			for _, y := range years {
				obs = append(obs, value("people", code, y, float64(100+10*i+(y-2024)*20*i)))
			}
		}
		res := run(t, tableOf(t, everywhere(t), obs, declare), options())
		want := NoDenominator
		if len(years) == 2 {
			want = NoReason
		}
		if d := res.Decompositions[0]; d.Reason != want || d.Mix.OK != (want == NoReason) {
			t.Errorf("population of %v: got %q and %+v, want %q", years, d.Reason, d.Mix, want)
		}
	}
}

// Three years in which nothing changes but where people live: from the north with 20 % to the south with 60 %. With the same composition the
// value stays, and with the same values it goes the way that it went: 40, 42, 44.
func TestSeriesOfCompositionAlone(t *testing.T) {
	var obs []indicators.Observation
	for y := range 3 {
		north, south := 100-float64(10*y), 100+float64(10*y)
		obs = append(obs, shares("work", 2023+y, [6]float64{0.2 * north, 0.2 * north, 0.6 * south, 0.6 * south, 0, 0}, [6]float64{north, north, south, south, 0.001, 0.001})...)
	}
	res := run(t, tableOf(t, everywhere(t), obs), options())
	s := res.Series[0]
	if len(res.Series) != 1 || len(s.Periods) != 3 {
		t.Fatalf("got %d series, the first of %d periods; want one of 3", len(res.Series), len(s.Periods))
	}
	for y, want := range []float64{40, 42, 44} {
		for name, got := range map[string]float64{"observed": s.Observed[y], "same values": s.SameRates[y] + s.Observed[0] - s.SameRates[0]} {
			if math.Abs(got-want) > 0.001 {
				t.Errorf("%s in year %d: got %v, want %v", name, y, got, want)
			}
		}
		near(t, "same composition", s.SameMix[y], s.SameMix[0])
	}
}

package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// compared adds to a report what districts are compared with, how many tests there were, and a funnel.
func compared(t testing.TB, l lang.Lang) *Report {
	t.Helper()
	r := testReport(t, l)
	c := r.Results.Comparisons[0]
	c.Indicator.ImportantDifference = 2.5
	r.Results.Comparisons[0].Indicator = c.Indicator
	for i, v := range []analysis.Importance{analysis.Important, analysis.SureButSmall, analysis.NotAssessed, analysis.NotAssessed, analysis.Unclear} {
		c.Areas[i].Importance = v
	}
	nation := value(80, 0, 0)
	nation.Interval, nation.Certain = false, true
	with := func(b analysis.Benchmark, reference indicators.Area, v analysis.Value) analysis.BenchmarkComparison {
		out := analysis.BenchmarkComparison{Benchmark: b, Reference: reference, Indicator: c.Indicator, Period: c.Period, Value: v}
		if b.Kind != analysis.WholeCity {
			out.Areas = append(out.Areas, analysis.BenchmarkArea{Area: r.Results.City, Value: c.City, Contrast: analysis.Contrast{Difference: difference(-8.5, 0.4), Verdict: analysis.Worse}})
		}
		for _, a := range c.Areas {
			out.Areas = append(out.Areas, analysis.BenchmarkArea{Area: a.Area, Value: a.Value, Contrast: a.Contrast})
		}
		return out
	}
	country := indicators.Area{Code: "00", Name: "Landet", Level: indicators.Nation}
	lacking := with(analysis.Benchmark{Kind: analysis.Country}, country, none(analysis.NoObservation, indicators.Missing))
	lacking.Indicator = r.Results.Comparisons[len(r.Results.Comparisons)-1].Indicator
	pair := analysis.BenchmarkComparison{Benchmark: analysis.Benchmark{Kind: analysis.AllOthers}, Reference: districts[0], Indicator: c.Indicator, Period: c.Period, Value: c.Areas[0].Value,
		Areas: []analysis.BenchmarkArea{{Area: districts[1], Value: c.Areas[1].Value, Contrast: analysis.Contrast{Difference: difference(34.5, 2), Verdict: analysis.Better}}}}
	r.Results.Benchmarks = []analysis.BenchmarkComparison{
		with(analysis.Benchmark{Kind: analysis.WholeCity}, r.Results.City, c.City), with(analysis.Benchmark{Kind: analysis.Country}, country, nation), lacking, pair,
	}
	r.Results.Discoveries = []analysis.Discoveries{
		{Against: "rest", Tests: 272, Sure: 134, ByChance: 13.6, SureOverview: 97, ByChanceOverview: 0.544, Found: 124, Rate: 0.05},
		{Against: "nation", Tests: 26, Sure: 22, ByChance: 1.3, Found: 21, Rate: 0.05},
	}
	band := func(low, high float64) analysis.Band { return analysis.Band{Lower: low, Upper: high} }
	r.Results.Funnels = []analysis.Funnel{{Indicator: c.Indicator, Period: c.Period, OK: true, Exact: true, Value: 71.5, Dispersion: 12.3, Between: 6.4, Areas: []analysis.FunnelArea{
		{Area: districts[0], Value: 54.3, Inner: band(70, 73), Outer: band(69, 74), WideInner: band(59, 84), WideOuter: band(51, 92)},
		{Area: districts[1], Value: 88.8, Inner: band(70, 73), Outer: band(69, 74), WideInner: band(59, 90), WideOuter: band(51, 92)},
	}}, {Indicator: c.Indicator, Group: "sex=women", OK: true}, {Indicator: lacking.Indicator, Reason: analysis.Undefined, Value: math.NaN()}}
	r.Results.Findings = append(r.Results.Findings, analysis.Finding{Kind: analysis.CityGap, Indicator: c.Indicator.ID, Against: "nation", Summary: true,
		Tone: analysis.BadNews, Values: map[string]float64{"verdict": float64(analysis.Worse)}})
	return r
}

func TestMoreComparisons(t *testing.T) {
	want := map[lang.Lang][]string{
		lang.Sv: {
			"Fler jämförelser", "jämför områden med övriga Provby 272 gånger på nivån 95\u00a0%", "ungefär 13,6 av jämförelserna se säkra ut. 134 är säkra.",
			"pekas 124 ut, och av dem väntas alltså högst 6,2 vara fel", "Jämfört med hela Provby", "Jämfört med Landet", "Provby är en del av Landet.",
			"Källan anger inte hur säkert värdet är", "för att Landet inte har något värde (uppgift saknas i källan)", "Varje område med varje annat",
			"Bergen minus Ängby", "2 av 2", "12,3", "Ängby (under)", "säker men liten", "En skillnad räknas som viktig från 2,5\u00a0procentenheter", "Spiegelhalter 2005",
			"Hela Provby har 71,5\u00a0% och Landet 80,0\u00a0%. Skillnaden är 8,5\u00a0procentenheter. Det är säkert sämre.",
		},
		lang.En: {
			"More comparisons", "compares districts with the rest of Provby 272 times at the 95% level", "Compared with all of Provby", "Compared with Landet",
			"Each district with each other", "clear but small", "A difference counts as important from 2.5\u00a0percentage points", "The difference is 8.5\u00a0percentage points. That is clearly worse.",
		},
	}
	for _, l := range lang.All {
		_, doc := written(t, compared(t, l))
		got := text(doc)
		for _, w := range want[l] {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the page does not say %q", l, w)
			}
		}
		ids := map[string]bool{}
		for _, e := range []string{"section", "table", "div"} {
			for _, n := range elements(doc, e) {
				if id := attr(n, "id"); id != "" && ids[id] {
					t.Errorf("%s: the id %q comes twice", l, id)
				} else {
					ids[id] = true
				}
			}
		}
		if !slices.ContainsFunc(elements(doc, "a"), func(n *html.Node) bool { return attr(n, "href") == "#"+idComparisons }) {
			t.Errorf("%s: nothing leads to the chapter", l)
		}
	}
}

// Without tests, benchmarks and funnels there is no chapter.
func TestNoMoreComparisons(t *testing.T) {
	_, doc := written(t, testReport(t, lang.Sv))
	if got := text(doc); strings.Contains(got, cTitle.Sv+"Kapitlen") || strings.Contains(got, cMany.Sv) {
		t.Error("the page has a chapter of nothing")
	}
}

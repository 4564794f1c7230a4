package explorer

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The fixture is a made-up city of five districts in which everything occurs that a page must cope with. Its numbers are written down
// here, not computed: the page only has to show them.

func place(level indicators.Level, code, name, parent string) indicators.Area {
	return indicators.Area{Code: code, Version: "2025", Name: name, Level: level, Parent: parent}
}

const hostile = `Norra </script><b onclick="x">Öst</b>`

var (
	city      = place(indicators.City, "9999", "Provby", "")
	districts = []indicators.Area{
		place(indicators.District, "angby", "Ängby", "9999"),
		place(indicators.District, "bergen", "Bergen", "9999"),
		place(indicators.District, "centrum", "Centrum & hamnen", "9999"),
		place(indicators.District, "dalen", "Dalen", "9999"),
		place(indicators.District, "norra-ost", hostile, "9999"),
	}
	women, men = indicators.Group("sex=women"), indicators.Group("sex=men")
)

var percent = indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}}

var (
	employed = indicators.Indicator{
		ID: "employed", Name: lang.Text{Sv: "Sysselsatta 20–64 år", En: "Employed, ages 20–64"}, Short: lang.Text{Sv: "Sysselsatta", En: "Employed"},
		Theme: "work", Unit: percent, Direction: indicators.HigherIsBetter, Decimals: 1, Source: "scb",
		Definition: lang.Text{Sv: "Andel sysselsatta.", En: "Share in employment."}, Population: lang.Text{Sv: "Befolkningen 20–64 år", En: "The population aged 20–64"},
		Breaks: []indicators.Break{{Start: indicators.NewDay(2023, 1, 1), Note: lang.Text{Sv: "Nytt register.", En: "New register."}}},
	}
	cramped = indicators.Indicator{
		ID: "crowded", Name: lang.Text{Sv: "Trångbodda", En: "Overcrowded"},
		Theme: "housing", Unit: percent, Direction: indicators.LowerIsBetter, Decimals: 1, Source: "scb",
	}
	median = indicators.Indicator{
		ID: "median_income", Name: lang.Text{Sv: "Medianinkomst", En: "Median income"}, Theme: "work",
		Unit: indicators.Unit{Kind: indicators.Median, Name: lang.Text{Sv: "tkr", En: "SEK thousand"}}, Direction: indicators.HigherIsBetter, Source: "bad",
	}
)

func catalogue(t testing.TB) *indicators.Catalogue {
	t.Helper()
	c, err := indicators.NewCatalogue([]indicators.Indicator{employed, cramped, median},
		[]indicators.Named{{ID: "work", Name: lang.Text{Sv: "Arbete", En: "Work"}}, {ID: "housing", Name: lang.Text{Sv: "Boende", En: "Housing"}}}, nil,
		[]indicators.Source{
			{ID: "scb", Publisher: lang.Text{Sv: "SCB", En: "Statistics Sweden"}, Title: lang.Text{Sv: "Befolkningen", En: "The population"},
				Table: "TAB1", Retrieved: "2026-01-02", Licence: "CC0 1.0", URL: "https://www.scb.se/"},
			{ID: "bad", Publisher: lang.Text{Sv: "Någon", En: "Somebody"}, Title: lang.Text{Sv: "Inkomster", En: "Incomes"}, URL: "javascript:alert(1)"},
		})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func register(t testing.TB) *indicators.Register {
	t.Helper()
	areas := append([]indicators.Area{city}, districts...)
	for i := range districts {
		areas = append(areas, place(indicators.RegSO, "R"+string(rune('1'+i)), "Trakten "+string(rune('A'+i)), "9999"), place(indicators.DeSO, "D"+string(rune('1'+i)), "", "R"+string(rune('1'+i))))
	}
	r, err := indicators.NewRegister(areas, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func value(v, half, n float64) analysis.Value {
	return analysis.Value{
		Estimate: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: half > 0,
		Status: indicators.Derived, Basis: analysis.Pooled, Denominator: indicators.Num(n), Coverage: 1,
	}
}

func none(r analysis.Reason, st indicators.Status) analysis.Value {
	nan := math.NaN()
	return analysis.Value{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Reason: r, Status: st}
}

func apart(v, half float64) analysis.Difference {
	return analysis.Difference{Estimate: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: true}
}

// comparison has a district that is surely better, one that is surely worse, one that is neither on a small base, one withheld and one missing.
func comparison(ind indicators.Indicator, g indicators.Group, shift float64) analysis.Comparison {
	better, worse := 71.5+shift+8.25, 71.5+shift-9.125
	if ind.Direction == indicators.LowerIsBetter {
		better, worse = worse, better
	}
	c := analysis.Comparison{Indicator: ind, Group: g, Period: indicators.Year(2025), Earlier: indicators.Year(2024),
		City: value(71.5+shift, 0.4, 12345), CityPast: value(70.9+shift, 0.4, 12000), Change: apart(0.6, 0.5)}
	small := value(70.1+shift, 6, 28)
	small.SmallBase, small.Provisional = true, true
	add := func(i int, v analysis.Value, d analysis.Difference, verdict analysis.Verdict) {
		past := v
		past.Value--
		c.Areas = append(c.Areas, analysis.AreaComparison{Area: districts[i], Value: v, Rest: value(71, 0.4, 11000), Past: past, Assumed: i == 0,
			Contrast: analysis.Contrast{Difference: d, Verdict: verdict}, Change: apart(1, 0.5)})
	}
	nothing := analysis.Difference{}
	add(0, value(better, 1.5, 1200), apart(better-71, 2), analysis.Better)
	add(1, value(worse, 1.5, 1100), apart(worse-71, 2), analysis.Worse)
	add(2, small, apart(-1, 6), analysis.NoClearDifference)
	add(3, none(analysis.Withheld, indicators.Suppressed), nothing, analysis.NotCompared)
	add(4, none(analysis.NoObservation, indicators.Missing), nothing, analysis.NotCompared)
	return c
}

func results() *analysis.Results {
	medians := analysis.Comparison{Indicator: median, Period: indicators.Year(2024), City: value(312, 0, 0), NoFigures: analysis.CannotPool}
	for i, d := range districts {
		medians.Areas = append(medians.Areas, analysis.AreaComparison{Area: d, Value: none(analysis.CannotPool, indicators.Missing)})
		medians.Spread = append(medians.Spread, analysis.AreaValue{Area: place(indicators.DeSO, "D"+string(rune('1'+i)), "", "R"+string(rune('1'+i))), Value: value(280+10*float64(i), 0, 0)})
	}
	res := &analysis.Results{
		City: city, Districts: districts, Options: analysis.Options{Level: 0.95, OverviewLevel: 0.998},
		Comparisons: []analysis.Comparison{
			comparison(employed, indicators.Everyone, 0), comparison(employed, women, -2), comparison(employed, men, 2),
			comparison(cramped, indicators.Everyone, -50), medians,
		},
	}
	years := []indicators.Period{indicators.Year(2022), indicators.Year(2023), indicators.Year(2024), indicators.Year(2025)}
	tr := analysis.Trend{Indicator: employed, Periods: years, Breaks: employed.Breaks,
		City: []analysis.Value{value(69.5, 0.4, 11900), value(70.2, 0.4, 12000), value(70.9, 0.4, 12000), value(71.5, 0.4, 12345)}}
	for i, d := range districts {
		s := analysis.AreaSeries{Area: d}
		for k := range years {
			v := value(60+float64(5*i+k), 1, 1000)
			switch {
			case i == 2 && k == 2, i == 4 && k == 3:
				v = none(analysis.NoObservation, indicators.Missing)
			case i == 3 && k == 3:
				v = none(analysis.Withheld, indicators.Suppressed)
			}
			s.Values = append(s.Values, v)
		}
		tr.Areas = append(tr.Areas, s)
	}
	res.Trends = []analysis.Trend{tr}
	res.Courses = []analysis.Course{{Indicator: employed, Areas: []analysis.AreaCourse{{Area: districts[0], Gap: analysis.GapCourse{
		Points: []analysis.GapPoint{{Period: years[2], Difference: apart(-9.25, 2)}}}}}}}
	return res
}

func groupName(g indicators.Group) lang.Text {
	return map[indicators.Group]lang.Text{women: {Sv: "kvinnor", En: "women"}, men: {Sv: "män", En: "men"}}[g]
}

func testExplorer(t testing.TB, l lang.Lang) *Explorer {
	t.Helper()
	return &Explorer{
		Title: lang.Text{Sv: "Jämlikhet i Provby", En: "Equality in Provby"}, Results: results(), Register: register(t),
		Options: charts.Options{Lang: l, City: city.Name, Catalogue: catalogue(t), Highlight: []string{"bergen", "angby"}, GroupName: groupName,
			Notice: lang.Text{Sv: "Provby finns inte.", En: "Provby does not exist."}, Date: "2026-11-20"},
		Contact: lang.Text{Sv: "Statistik", En: "Statistics"}, Report: "rapport.html", Version: "1",
		Languages: map[lang.Lang]string{lang.Sv: "utforska.html", lang.En: "explore.html"},
	}
}

func written(t testing.TB, e *Explorer) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := e.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), doc
}

// elements returns the elements of a name, in document order.
func elements(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == name {
			out = append(out, c)
		}
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u00a0", " ")), " ")
}

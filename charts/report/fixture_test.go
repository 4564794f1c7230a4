package report

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
	"github.com/jamlik/jamlik/indicators/registry"
)

// The fixture is a made-up city of five districts in which everything occurs that a page must cope with. Its numbers are written down
// here, not computed: the page only has to print them.

const version = "2025"

func area(level indicators.Level, code, name, parent string) indicators.Area {
	return indicators.Area{Code: code, Version: version, Name: name, Level: level, Parent: parent}
}

var (
	city      = area(indicators.City, "9999", "Provby", "")
	districts = []indicators.Area{
		area(indicators.District, "angby", "Ängby", "9999"),
		area(indicators.District, "bergen", "Bergen", "9999"),
		area(indicators.District, "centrum", "Centrum & hamnen", "9999"),
		area(indicators.District, "dalen", "Dalen", "9999"),
		area(indicators.District, "norra-ost", "Norra <Öst>", "9999"),
	}
)

func percent(v string) indicators.Unit {
	return indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: v, En: "per cent"}}
}

var (
	employed = indicators.Indicator{
		ID: "employed", Name: lang.Text{Sv: "Sysselsatta 20–64 år", En: "Employed, ages 20–64"}, Short: lang.Text{Sv: "Sysselsatta", En: "Employed"},
		Theme: "work", Unit: percent("procent"), Direction: indicators.HigherIsBetter, Decimals: 1, Source: "scb",
		Definition: lang.Text{Sv: "Andel sysselsatta.", En: "Share in employment."}, Population: lang.Text{Sv: "Befolkningen 20–64 år", En: "The population aged 20–64"},
		Breaks:     []indicators.Break{{Start: indicators.NewDay(2020, 1, 1), Note: lang.Text{Sv: "Nytt register.", En: "New register."}}},
		Categories: map[string][]string{"goal": {"8", "10"}},
	}
	crowded = indicators.Indicator{
		ID: "over_crowded", Name: lang.Text{Sv: "Trångbodda", En: "Overcrowded"},
		Theme: "housing", Unit: percent("procent"), Direction: indicators.LowerIsBetter, Decimals: 1, Source: "scb",
		Categories: map[string][]string{"goal": {"10"}},
	}
	born = indicators.Indicator{
		ID: "foreign", Name: lang.Text{Sv: "Utländsk bakgrund", En: "Foreign background"},
		Theme: "work", Unit: percent("procent"), Decimals: 1, Source: "scb", Denominator: &indicators.Denominator{Indicator: "population"},
	}
	median = indicators.Indicator{
		ID: "median_income", Name: lang.Text{Sv: "Medianinkomst", En: "Median income"}, Theme: "work",
		Unit: indicators.Unit{Kind: indicators.Median, Name: lang.Text{Sv: "tkr", En: "SEK thousand"}}, Direction: indicators.HigherIsBetter, Source: "scb",
	}
	merit = indicators.Indicator{
		ID: "merit", Name: lang.Text{Sv: "Meritvärde", En: "Merit value"}, Theme: "work",
		Unit: indicators.Unit{Kind: indicators.Mean, Name: lang.Text{Sv: "poäng", En: "points"}}, Direction: indicators.HigherIsBetter, Decimals: 1, Source: "school",
	}
	population = indicators.Indicator{
		ID: "population", Name: lang.Text{Sv: "Folkmängd", En: "Population"},
		Unit: indicators.Unit{Kind: indicators.Count, Name: lang.Text{Sv: "personer", En: "persons"}}, Source: "scb",
	}
)

func catalogue(t testing.TB) *indicators.Catalogue {
	t.Helper()
	c, err := indicators.NewCatalogue(
		[]indicators.Indicator{employed, crowded, born, median, merit, population},
		[]indicators.Named{{ID: "work", Name: lang.Text{Sv: "Arbete", En: "Work"}}, {ID: "housing", Name: lang.Text{Sv: "Boende", En: "Housing"}}},
		[]indicators.Frame{{ID: "goal", Name: lang.Text{Sv: "Globala målen", En: "The global goals"}, Categories: []indicators.Named{
			{ID: "8", Name: lang.Text{Sv: "Mål 8", En: "Goal 8"}}, {ID: "10", Name: lang.Text{Sv: "Mål 10", En: "Goal 10"}},
		}}},
		[]indicators.Source{
			{ID: "scb", Publisher: lang.Text{Sv: "SCB", En: "Statistics Sweden"}, Title: lang.Text{Sv: "Befolkningen", En: "The population"},
				Table: "TAB1", Retrieved: "2026-01-02", Licence: "CC0 1.0", URL: "https://www.scb.se/", Protected: true, Noise: true},
			{ID: "school", Publisher: lang.Text{Sv: "Skolverket", En: "Agency for Education"}, Title: lang.Text{Sv: "Skolor", En: "Schools"},
				Licence: "öppna data", URL: "javascript:alert(1)"},
		})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func register(t testing.TB) *indicators.Register {
	t.Helper()
	areas := append([]indicators.Area{city}, districts...)
	var members []indicators.Membership
	for i, d := range districts {
		code := "R" + string(rune('1'+i))
		areas = append(areas, area(indicators.RegSO, code, "Trakten "+code, "9999"), area(indicators.DeSO, "D"+code, "", code))
		members = append(members, indicators.Membership{
			Area: indicators.AreaID{Code: code, Version: version}, In: d.ID(), Weight: 1, Basis: "assumption_name_match"})
	}
	areas = append(areas, area(indicators.RegSO, "R9", "Utmarken", "9999"))
	r, err := indicators.NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func value(v, half, n float64) analysis.Value {
	return analysis.Value{
		Estimate: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: half > 0, Status: indicators.Derived,
		Basis: analysis.Pooled, Denominator: indicators.Num(n), Numerator: indicators.Num(v * n / 100), Coverage: 1,
	}
}

func difference(v, half float64) analysis.Difference {
	return analysis.Difference{Estimate: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: true}
}

func none(r analysis.Reason, s indicators.Status) analysis.Value {
	return analysis.Value{Reason: r, Status: s}
}

// comparison gives the districts, in order: a sure difference down, a sure one up, one that is withheld, one that is missing, and one on a
// small base that differs unsurely.
func comparison(ind indicators.Indicator, g indicators.Group, down, up, unsure analysis.Verdict) analysis.Comparison {
	c := analysis.Comparison{
		Indicator: ind, Group: g, Period: indicators.Year(2025), Earlier: indicators.Year(2024),
		City: value(71.5, 0.4, 12345), CityPast: value(70.9, 0.4, 12000), Change: difference(0.6, 0.5),
		Warnings: []analysis.Warning{{Code: "noise", Indicator: ind.ID, Text: lang.Text{Sv: "Källan har brus.", En: "The source has noise."}}},
	}
	c.City.Basis = analysis.Published
	row := func(i int, v analysis.Value, diff, change analysis.Difference, verdict analysis.Verdict) {
		c.Areas = append(c.Areas, analysis.AreaComparison{
			Area: districts[i], Value: v, Rest: value(74.25, 0.5, 9000), Contrast: analysis.Contrast{Difference: diff, Verdict: verdict, Overview: verdict}, Change: change, Past: v, Assumed: true,
		})
	}
	small := value(70.1, 12.3, 40)
	small.SmallBase, small.Provisional = true, true
	row(0, value(54.3, 2.1, 1500), difference(-19.9, 2.2), difference(2.7, 1.4), down)
	row(1, value(88.8, 1.2, 2500), difference(14.6, 1.3), difference(-3.1, 1.1), up)
	row(2, none(analysis.Withheld, indicators.Suppressed), analysis.Difference{}, analysis.Difference{}, analysis.NotCompared)
	row(3, none(analysis.NoObservation, indicators.Missing), analysis.Difference{}, analysis.Difference{}, analysis.NotCompared)
	row(4, small, difference(-4.2, 12.4), analysis.Difference{Reason: analysis.Broken}, unsure)
	return c
}

func withoutFigures(ind indicators.Indicator, r analysis.Reason, level indicators.Level, n int) analysis.Comparison {
	c := analysis.Comparison{Indicator: ind, Period: indicators.SchoolYear(2024), NoFigures: r, City: none(r, indicators.Missing)}
	for _, d := range districts {
		c.Areas = append(c.Areas, analysis.AreaComparison{Area: d, Value: none(r, indicators.Missing), Rest: none(r, indicators.Missing)})
	}
	for i := range n {
		v := value(200+float64(i), 0, 0)
		a := area(level, "S"+string(rune('a'+i)), "Plats "+string(rune('A'+i)), "R1")
		if level == indicators.DeSO {
			a.Name = ""
		}
		c.Spread = append(c.Spread, analysis.AreaValue{Area: a, Value: v})
	}
	return c
}

func lookup(t testing.TB, id string, v float64) analysis.IndexValue {
	t.Helper()
	ix, err := registry.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.IndexValue{
		Index: ix, Value: index.Estimate{Value: v, Lower: v - 0.011, Upper: v + 0.012, Level: 0.95}, OK: true, Interval: true, Corrected: v - 0.002,
		Resampled: "persons", Type: "basic",
	}
}

// whereabouts is what depends on where the areas of a segregation lie.
func whereabouts(t testing.TB) *analysis.Where {
	w := &analysis.Where{Areas: 76, Replicates: 420, Indices: []analysis.IndexValue{lookup(t, "spatial-proximity", 1.123), lookup(t, "delta", 0.456)},
		Unplaced: []string{"DR1"}, Islands: []string{"DR2"}}
	w.Indices[1].OK = false
	for i, k := range []float64{1600, 51200} {
		w.Nearest = append(w.Nearest, analysis.AtScale{Scale: k, IndexValue: lookup(t, "nearest-isolation", []float64{0.491, 0.435}[i])})
		w.Scales = append(w.Scales, analysis.AtScale{Scale: k, IndexValue: lookup(t, "spatial-theil-h", []float64{0.173, 0.032}[i])})
	}
	return w
}

// clusters are those of a segregation, with each kind of area, of an indicator without any, and of one that is withheld.
func clusters() []analysis.Clusters {
	nan := math.NaN()
	local := func(i int, value, lag float64, class, spot analysis.Class) analysis.LocalValue {
		code := "DR" + string(rune('1'+i))
		return analysis.LocalValue{Area: area(indicators.DeSO, code, code, "R"+string(rune('1'+i))), Value: value, Persons: 1234, Lag: lag, Moran: 1.5, P: 0.0001,
			Adjusted: 0.0004, Class: class, Star: 3.21, StarP: 0.0013, StarAdj: 0.0123, Spot: spot}
	}
	both := []string{analysis.LocalMoran, analysis.GetisOrd}
	groups := analysis.Clusters{Subject: "background", Segregation: 0, Indicator: population, Group: "background=foreign", Period: indicators.Year(2025), Level: indicators.DeSO,
		Version: version, Ways: both, Permutations: 9999, Moran: 0.576, Expected: -0.013, P: 0.0002,
		Areas: []analysis.LocalValue{
			local(0, 0.91, 0.72, analysis.HighHigh, analysis.HighHigh), local(1, 0.12, 0.13, analysis.LowLow, analysis.NotClear),
			local(2, 0.42, 0.15, analysis.HighLow, analysis.NotClear), local(3, 0.3, 0.3, analysis.NotClear, analysis.NotClear), local(4, 0.1, nan, analysis.NoNeighbours, analysis.NoNeighbours),
		},
		Groups: []analysis.Cluster{{Class: analysis.HighHigh, Areas: []int{0}, Persons: 1234, Value: 0.91}},
	}
	none := analysis.Clusters{Subject: "employed", Segregation: -1, Indicator: employed, Period: indicators.Year(2025), Level: indicators.DeSO, Version: version, Ways: both[:1],
		Permutations: 999, Moran: 0.02, Expected: -0.25, P: 0.31, Areas: []analysis.LocalValue{local(0, 71.5, 70, analysis.NotClear, "")}}
	withheld := analysis.Clusters{Subject: "over_crowded", Segregation: -1, Indicator: crowded, Period: indicators.Year(2025), Level: indicators.DeSO, Version: version, Withheld: true,
		Moran: nan, Warnings: []analysis.Warning{{Code: "withheld", Text: lang.Text{Sv: "Kluster visas inte.", En: "Clusters are withheld."}}}}
	return []analysis.Clusters{groups, none, withheld}
}

func results(t testing.TB) *analysis.Results {
	t.Helper()
	women, men := indicators.Group("sex=women"), indicators.Group("sex=men")
	res := &analysis.Results{
		City: city, Districts: districts,
		Options: analysis.Options{Level: 0.95, OverviewLevel: 0.998, MinCoverage: 0.85, Replicates: 999, Disclosure: analysis.Disclosure{MinCount: 5, MinDenominator: 30}},
		Comparisons: []analysis.Comparison{
			comparison(employed, "", analysis.Worse, analysis.Better, analysis.NoClearDifference),
			comparison(employed, women, analysis.Worse, analysis.Better, analysis.NoClearDifference),
			comparison(employed, men, analysis.Worse, analysis.Better, analysis.NoClearDifference),
			comparison(crowded, "", analysis.Better, analysis.Worse, analysis.NoClearDifference),
			comparison(born, "", analysis.Lower, analysis.Higher, analysis.NoClearDifference),
			withoutFigures(median, analysis.CannotPool, indicators.DeSO, 26),
			withoutFigures(merit, analysis.NoObservation, indicators.School, 4),
		},
	}
	res.Comparisons[1].Areas[1].Difference = difference(13.7, 1.2)
	res.Trends = []analysis.Trend{{Indicator: employed, Periods: []indicators.Period{indicators.Year(2023), indicators.Year(2024), indicators.Year(2025)},
		City: []analysis.Value{value(70.2, 0.4, 12000), value(70.9, 0.4, 12000), value(71.5, 0.4, 12345)}, Breaks: employed.Breaks}}
	for i, d := range districts {
		s := analysis.AreaSeries{Area: d}
		for k := range 3 {
			v := value(60+float64(5*i+k), 1, 1000)
			if i == 2 && k == 1 {
				v = none(analysis.NoObservation, indicators.Missing)
			}
			s.Values = append(s.Values, v)
		}
		res.Trends[0].Areas = append(res.Trends[0].Areas, s)
	}
	undefined := lookup(t, "idis", math.NaN())
	undefined.OK, undefined.Undefined = false, "too few areas"
	unsure := lookup(t, "gini", 0.116)
	unsure.Interval, unsure.Corrected, unsure.Resampled = false, math.NaN(), ""
	res.Inequality = []analysis.Inequality{
		{Indicator: employed, Period: indicators.Year(2025), Level: indicators.District, Areas: 3, Weighted: true,
			Measures: []analysis.IndexValue{lookup(t, "difference", 34.5), lookup(t, "mdm", 7.54), lookup(t, "bgv", 82.7), undefined}},
		{Indicator: median, Period: indicators.SchoolYear(2024), Level: indicators.DeSO, Areas: 26, Measures: []analysis.IndexValue{unsure}},
	}
	spec := analysis.SegregationSpec{ID: "background", Title: lang.Text{Sv: "Efter bakgrund", En: "By background"}, Indicator: "population",
		Groups: []indicators.Group{"background=foreign", "background=swedish"},
		Names:  []lang.Text{{Sv: "utländsk bakgrund", En: "foreign background"}, {Sv: "svensk bakgrund", En: "Swedish background"}}}
	schools := spec
	schools.ID, schools.School, schools.Title = "schools", true, lang.Text{Sv: "Skolor", En: "Schools"}
	at := func(s analysis.SegregationSpec, l indicators.Level, n int, d float64) analysis.Segregation {
		return analysis.Segregation{Spec: s, Level: l, Version: version, Period: indicators.Year(2025), Areas: n, Totals: []float64{3456, 7891},
			Indices: []analysis.IndexValue{lookup(t, "dissimilarity", d), lookup(t, "isolation", 0.49)}}
	}
	byDistrict := at(spec, indicators.District, 5, 0.423)
	for i, d := range districts {
		u := analysis.UnitMake{Area: d, Counts: []float64{float64(100 + i), float64(1000 + i)}}
		if i == 1 {
			u = analysis.UnitMake{Area: d, Withheld: true}
		}
		byDistrict.Units = append(byDistrict.Units, u)
	}
	byDistrict.Dropped = []string{"D99"}
	byDistrict.Totals = nil
	byDeSO := at(spec, indicators.DeSO, 77, 0.382)
	byDeSO.Where = whereabouts(t)
	byDistrict.Where = &analysis.Where{Areas: 5, Rezoned: []analysis.Rezoned{
		{Index: byDistrict.Indices[0].Index, From: indicators.DeSO, Units: 77, Zones: 5, Divisions: 999, Value: 0.423, Smallest: 0.382, Low: 0.31, Middle: 0.35, High: 0.39, OK: true},
		{Index: byDistrict.Indices[1].Index, From: indicators.DeSO, Zones: 5, Undefined: "withheld"},
	}}
	res.Clusters = clusters()
	res.Segregation = []analysis.Segregation{byDeSO, byDistrict,
		{Spec: spec, Level: indicators.RegSO, Version: version}, at(schools, indicators.School, 8, 0.39)}
	mixSpec := analysis.MixSpec{ID: "tenure", Title: lang.Text{Sv: "Upplåtelseformer", En: "Tenures"}, Groups: []indicators.Group{"tenure=rental", "tenure=owned"},
		Names: []lang.Text{{Sv: "hyresrätt", En: "rental"}, {Sv: "äganderätt", En: "owned"}}}
	res.Mixes = []analysis.Mix{{Spec: mixSpec, Period: indicators.Year(2025), City: analysis.MixArea{Area: city, OK: true, Shares: []float64{0.4, 0.6}, Evenness: 0.97}}}
	for i, d := range districts {
		a := analysis.MixArea{Area: d, OK: true, Shares: []float64{0.25, 0.75}, Evenness: 0.81}
		if i == 3 {
			a = analysis.MixArea{Area: d, Reason: analysis.Withheld}
		}
		res.Mixes[0].Areas = append(res.Mixes[0].Areas, a)
	}
	assumed := analysis.Warning{Code: "assumed_districts", Text: lang.Text{Sv: "Gränserna är antagna.", En: "The boundaries are assumed."}}
	res.Warnings = []analysis.Warning{assumed}
	res.Findings = []analysis.Finding{
		{Kind: analysis.LargestGap, Indicator: "employed", Area: districts[0], Values: map[string]float64{"verdict": float64(analysis.Worse)}},
		{Kind: analysis.LargestGap, Indicator: "employed", Group: women, Area: districts[1], Comparison: 1, Values: map[string]float64{"verdict": float64(analysis.Better)}},
		{Kind: analysis.LargestGap, Indicator: "foreign", Area: districts[1], Comparison: 4, Values: map[string]float64{"verdict": float64(analysis.Higher)}},
		{Kind: analysis.MostImproved, Indicator: "employed", Area: districts[0]},
		{Kind: analysis.MostWorsened, Indicator: "employed", Area: districts[1]},
		{Kind: analysis.Widening, Indicator: "employed", Values: map[string]float64{"spread": 7.54, "past": 6.21, "change": 1.33, "lower": 0.21, "upper": 2.45}},
		{Kind: analysis.Narrowing, Indicator: "over_crowded", Comparison: 3, Values: map[string]float64{"spread": 2.22, "past": 3.33, "change": -1.11, "lower": -2.1, "upper": -0.12}},
		{Kind: analysis.Separation, Indicator: "background", Index: "dissimilarity", Comparison: -1, Values: map[string]float64{"value": 0.382, "areas": 77}},
		{Kind: analysis.DataWarning, Comparison: -1, Warning: &assumed},
	}
	segregationOverTime(t, res)
	overYears(res)
	putTogether(res)
	for i := range res.Findings {
		res.Findings[i].Summary = true
	}
	return res
}

func groupName(g indicators.Group) lang.Text {
	return map[indicators.Group]lang.Text{"sex=women": {Sv: "kvinnor", En: "women"}, "sex=men": {Sv: "män", En: "men"}}[g]
}

func testReport(t testing.TB, l lang.Lang) *Report {
	t.Helper()
	res, cat := results(t), catalogue(t)
	fictional := lang.Text{Sv: "Provby finns inte.", En: "Provby does not exist."}
	o := charts.Options{Lang: l, City: city.Name, Catalogue: cat, Highlight: []string{"dalen"}, GroupName: groupName, Notice: fictional}
	var figs []*charts.Figure
	add := func(f *charts.Figure, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		figs = append(figs, f)
	}
	for _, c := range res.Comparisons {
		if c.NoFigures == analysis.NoReason {
			add(charts.Compare(c, o))
		} else {
			add(charts.Spread(c, o))
		}
	}
	add(charts.Trend(res.Trends[0], o))
	overview, err := charts.Overview(res.Comparisons, res.Districts, o)
	if err != nil {
		t.Fatal(err)
	}
	figs = append(figs, overview...)
	files := map[string]bool{}
	for _, f := range figs {
		files["figures/"+f.Stem()+".csv"] = true
		for _, format := range charts.Formats {
			files["figures/"+f.Stem()+"."+format.ID] = true
		}
	}
	return &Report{
		Lang: l, Results: res, Catalogue: cat, Register: register(t), Figures: figs, Files: files, GroupName: groupName,
		Study: Study{
			ID: "provby", Title: lang.Text{Sv: "Jämlikhet i Provby", En: "Equality in Provby"}, Subtitle: lang.Text{Sv: "Ett <prov>", En: "A <test>"},
			Date: "2026-11-20", Contact: lang.Text{Sv: "Statistik, 033-00 00 00", En: "Statistics, 033-00 00 00"}, Fictional: fictional,
			Assumptions: lang.Text{Sv: "Indelningen är antagen.", En: "The division is assumed."}, Highlight: []string{"dalen"},
		},
		Inputs:    []Input{{Name: "data.csv", SHA256: strings.Repeat("ab", 32), Rows: 1234}, {Name: "study.yaml", SHA256: strings.Repeat("cd", 32)}},
		Languages: map[lang.Lang]string{lang.Sv: "rapport.html", lang.En: "report.html"}, Version: "0.1.0", Seed: 42,
		Reconciliation: reconciled(),
	}
}

// written returns the page as text and as a tree.
func written(t testing.TB, r *Report) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), doc
}

// elements returns the elements of a name under a node, in document order; "" means all.
func elements(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (name == "" || c.Data == name) {
			out = append(out, c)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// text returns the text under a node with single spaces.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}

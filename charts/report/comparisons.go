package report

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// comparisons is the chapter about benchmarks beside the rest of the city, about how many tests there are, and of funnels.
type comparisons struct {
	Title      string
	Lead       string
	Signs      string
	Benchmarks []comparedWith
	Many       string
	ManyIs     string
	ManyTable  *table
	Funnel     string
	FunnelIs   string
	Funnels    *table
}

// comparedWith is the tables of one benchmark.
type comparedWith struct {
	Title  string
	Lead   string
	Tables []*table
	After  string
}

func (p *page) comparisons() error {
	res, l := p.report.Results, p.lang
	out := comparisons{Title: cTitle.In(l), Lead: p.sayf(cLeadMany, p.city), Many: cMany.In(l), Funnel: cFunnel.In(l), FunnelIs: p.sayf(cFunnelIs, p.city)}
	out.Signs = p.sayf(cBenchmarkSigns, charts.LevelText(l, res.Options.Level))
	for _, of := range p.benchmarks() {
		if of[0].Benchmark.Kind == analysis.AllOthers {
			out.Benchmarks = append(out.Benchmarks, p.pairs(of))
		} else if of[0].Benchmark.Kind != analysis.RestOfCity {
			out.Benchmarks = append(out.Benchmarks, p.comparedWith(of))
		}
	}
	if len(out.Benchmarks) > 0 {
		out.Lead = p.sayf(cLead, p.city)
	}
	out.ManyTable = p.discoveries()
	for _, d := range res.Discoveries {
		if d.Against == analysis.Rest.ID() {
			count := func(n int) string { return charts.Number(l, float64(n), 0) }
			out.ManyIs = p.sayf(cManyIs, p.city, count(d.Tests), charts.LevelText(l, res.Options.Level), charts.Number(l, d.ByChance, 1), count(d.Sure),
				charts.Percent(l, 100*d.Rate, 0), count(d.Found), charts.Number(l, d.Rate*float64(d.Found), 1))
		}
	}
	out.Funnels = p.funnels()
	if len(out.Benchmarks) > 0 || out.ManyTable != nil || out.Funnels != nil {
		p.Comparisons = &out
	}
	return nil
}

// benchmarks returns the comparisons of everyone with each benchmark together.
func (p *page) benchmarks() [][]analysis.BenchmarkComparison {
	var out [][]analysis.BenchmarkComparison
	for _, b := range p.report.Results.Benchmarks {
		if b.Group != indicators.Everyone {
			continue
		}
		if n := len(out) - 1; n >= 0 && out[n][0].Benchmark.ID() == b.Benchmark.ID() {
			out[n] = append(out[n], b)
		} else {
			out = append(out, []analysis.BenchmarkComparison{b})
		}
	}
	return out
}

// benchmarkName is what a benchmark is called in a sentence.
func (p *page) benchmarkName(b analysis.Benchmark, reference string) string {
	switch b.Kind {
	case analysis.RestOfCity:
		return p.sayf(cRestOf, p.city)
	case analysis.WholeCity:
		return p.sayf(cWholeOf, p.city)
	case analysis.AllOthers:
		return cOthersNames.In(p.lang)
	case analysis.GroupOf:
		return b.Name.In(p.lang)
	}
	return reference
}

// comparedWith has measures as rows and districts as columns, in as many tables as the districts need.
func (p *page) comparedWith(of []analysis.BenchmarkComparison) comparedWith {
	l, b := p.lang, of[0].Benchmark
	name := p.benchmarkName(b, of[0].Reference.Name)
	if b.Kind == analysis.WholeCity {
		name = p.city
	}
	out := comparedWith{Title: p.sayf(cAgainst[b.Kind], name)}
	switch {
	case b.Kind == analysis.WholeCity:
		out.Lead = p.sayf(cPart, name)
	case b.Kind == analysis.Country:
		out.Lead = p.sayf(cPartOfCountry, p.city, name)
	case b.Kind == analysis.GroupOf:
		out.Lead = p.sayf(cGroupIs, p.groupMembers(b), p.city)
	}
	out.After = p.withoutValue(of, name)
	of = slices.DeleteFunc(slices.Clone(of), func(x analysis.BenchmarkComparison) bool { return !x.Value.OK })
	if len(of) == 0 {
		return out
	}
	districts := p.report.Results.Districts
	parts := p.spans(p.ordered(districts))
	for part, some := range parts {
		t := &table{ID: p.id("table-against-" + b.ID()), Class: "overview", Caption: out.Title, Head: []cell{colHead(cMeasures.In(l)), numHead(cReference.In(l))}}
		if len(parts) > 1 {
			t.Caption = p.sayf(cBenchmarkTable, out.Title, part+1, len(parts))
		}
		outside := slices.ContainsFunc(of, func(x analysis.BenchmarkComparison) bool {
			return len(x.Areas) > 0 && x.Areas[0].Area.ID() == p.report.Results.City.ID()
		})
		if outside {
			t.Head = append(t.Head, numHead(p.sayf(wWhole, p.city)))
		}
		for _, i := range some {
			t.Head = append(t.Head, cell{Text: districts[i].Name, Scope: "col", Number: true, Href: p.areaHref(districts[i])})
		}
		var gone absences
		for _, x := range of {
			ind := x.Indicator
			row := []cell{rowLink(withUnit(ind.ShortName().In(l), charts.DifferenceUnit(l, ind.Unit))+", "+charts.PeriodText(l, x.Period), "#"+p.anchors[ind.ID]),
				p.valueCell(x.Value, ind.Decimals, name+" ("+lowerFirst(ind.ShortName().In(l))+")", &gone)}
			if outside {
				row = append(row, p.differenceIn(x, p.report.Results.City, &gone))
			}
			for _, i := range some {
				row = append(row, p.differenceIn(x, districts[i], &gone))
			}
			t.add("", row...)
		}
		t.Notes = append(gone.notes(1<<30), p.benchmarkNotes(of)...)
		t.note(p.assumption)
		out.Tables = append(out.Tables, t)
	}
	return out
}

// withoutValue names the measures that a benchmark has no value of, by the reason; "" where it has all.
func (p *page) withoutValue(of []analysis.BenchmarkComparison, name string) string {
	var reasons []analysis.Reason
	whose := map[analysis.Reason][]string{}
	for _, b := range of {
		if r := b.Value.Reason; !b.Value.OK {
			if len(whose[r]) == 0 {
				reasons = append(reasons, r)
			}
			whose[r] = append(whose[r], lowerFirst(b.Indicator.ShortName().In(p.lang)))
		}
	}
	var out []string
	for _, r := range reasons {
		out = append(out, p.sayf(cMissing, name, charts.ReasonText(p.lang, r), p.list(whose[r])))
	}
	return strings.Join(out, " ")
}

// differenceIn is the difference of an area from a benchmark with the sign of its verdict.
func (p *page) differenceIn(b analysis.BenchmarkComparison, area indicators.Area, gone *absences) cell {
	i := slices.IndexFunc(b.Areas, func(a analysis.BenchmarkArea) bool { return a.Area.ID() == area.ID() })
	switch {
	case i < 0 && b.Reference.ID() == area.ID():
		return never(true)
	case i < 0:
		return noNumber()
	}
	a := b.Areas[i]
	if d := a.Difference; !d.OK {
		c := noNumber()
		c.Hidden = charts.ReasonText(p.lang, d.Reason)
		if a.Value.OK && b.Value.OK {
			gone.add(dots, c.Hidden, area.Name+" ("+lowerFirst(b.Indicator.ShortName().In(p.lang))+")")
		}
		return c
	}
	return p.judged(numberCell(charts.Signed(p.lang, a.Difference.Value, b.Indicator.Decimals)), a.Verdict)
}

// groupMembers lists the municipalities of a group.
func (p *page) groupMembers(b analysis.Benchmark) string {
	var names []string
	for _, code := range b.Codes {
		if code == p.report.Results.City.Code {
			continue
		}
		name := code
		if i := slices.IndexFunc(p.report.Register.Areas(), func(a indicators.Area) bool { return a.Code == code }); i >= 0 {
			name = areaName(p.report.Register.Areas()[i])
		}
		names = append(names, name)
	}
	return p.list(names)
}

// benchmarkNotes say for which measures the value that districts are compared with is not what it is for the others.
func (p *page) benchmarkNotes(of []analysis.BenchmarkComparison) []string {
	var out []string
	say := func(t lang.Text, has func(analysis.BenchmarkComparison) bool) {
		var names []string
		for _, b := range of {
			if has(b) {
				names = append(names, lowerFirst(b.Indicator.ShortName().In(p.lang)))
			}
		}
		if len(names) > 0 {
			out = append(out, p.sayf(t, p.list(names)))
		}
	}
	say(cGroupMean, func(b analysis.BenchmarkComparison) bool {
		return b.Benchmark.Kind == analysis.GroupOf && b.Value.OK && !b.Pooled
	})
	say(cLacking, func(b analysis.BenchmarkComparison) bool { return b.Lacking > 0 })
	say(cCertain, func(b analysis.BenchmarkComparison) bool { return b.Value.OK && b.Value.Certain })
	return out
}

// pairs counts, for each measure, the pairs of districts that clearly differ.
func (p *page) pairs(of []analysis.BenchmarkComparison) comparedWith {
	l := p.lang
	out := comparedWith{Title: cEachWithEach.In(l), Lead: p.sayf(cPairsAre, charts.LevelText(l, p.report.Results.Options.Level))}
	t := &table{ID: p.id("table-against-districts"), Caption: out.Title, Class: "wide",
		Head: []cell{colHead(cMeasures.In(l)), numHead(cPairs.In(l)), numHead(cSurePairs.In(l)), colHead(cMostApart.In(l)), numHead(cSizeOfApart.In(l))}}
	for from := 0; from < len(of); {
		ind := of[from].Indicator
		tested, sure, most := 0, 0, 0.0
		widest := ""
		to := from
		for ; to < len(of) && of[to].Indicator.ID == ind.ID; to++ {
			for _, a := range of[to].Areas {
				if a.Verdict != analysis.NotCompared {
					tested++
				}
				if a.Verdict != analysis.NotCompared && a.Verdict != analysis.NoClearDifference {
					sure++
				}
				if d := a.Difference; d.OK && math.Abs(d.Value) > most {
					most, widest = math.Abs(d.Value), p.sayf(cMinus, a.Area.Name, of[to].Reference.Name)
					if d.Value < 0 {
						widest = p.sayf(cMinus, of[to].Reference.Name, a.Area.Name)
					}
				}
			}
		}
		number := noNumber()
		if widest != "" {
			number = numberCell(p.amount(most, ind))
		}
		t.add("", rowLink(ind.ShortName().In(l), "#"+p.anchors[ind.ID]), numberCell(charts.Number(l, float64(tested), 0)),
			numberCell(charts.Number(l, float64(sure), 0)), textCell(widest), number)
		from = to
	}
	out.Tables = []*table{t}
	return out
}

// discoveries is how many of the tests find a difference, and how many would by chance.
func (p *page) discoveries() *table {
	res, l := p.report.Results, p.lang
	if len(res.Discoveries) == 0 {
		return nil
	}
	level, strict := charts.LevelText(l, res.Options.Level), charts.LevelText(l, res.Options.OverviewLevel)
	rate := charts.Percent(l, 100*res.Discoveries[0].Rate, 0)
	t := &table{ID: p.id("table-discoveries"), Caption: cManyTable.In(l), Class: "wide", Head: []cell{
		colHead(cComparedTo.In(l)), numHead(cTests.In(l)), numHead(p.sayf(cSureAt, level)), numHead(p.sayf(cChanceAt, level)),
		numHead(p.sayf(cSureAt, strict)), numHead(p.sayf(cChanceAt, strict)), numHead(p.sayf(cFound, rate)), numHead(cFalse.In(l)),
	}}
	for _, d := range res.Discoveries {
		name := p.benchmarkName(analysis.Rest, "")
		for _, b := range res.Benchmarks {
			if b.Benchmark.ID() == d.Against {
				name = p.benchmarkName(b.Benchmark, b.Reference.Name)
				break
			}
		}
		count := func(n int) cell { return numberCell(charts.Number(l, float64(n), 0)) }
		share := func(v float64) cell { return numberCell(charts.Number(l, v, 1)) }
		t.add("", rowHead(capital(name)), count(d.Tests), count(d.Sure), share(d.ByChance), count(d.SureOverview), share(d.ByChanceOverview),
			count(d.Found), share(d.Rate*float64(d.Found)))
	}
	t.note(cManyNote.In(l))
	return t
}

// funnels says for each measure which districts lie outside the limits.
func (p *page) funnels() *table {
	res, l := p.report.Results, p.lang
	level, strict := charts.LevelText(l, res.Options.Level), charts.LevelText(l, res.Options.OverviewLevel)
	t := &table{ID: p.id("table-funnels"), Caption: p.sayf(cFunnelTable, p.city), Class: "wide", Head: []cell{
		colHead(cMeasures.In(l)), numHead(p.sayf(wWhole, p.city)), numHead(p.sayf(cOutside, strict)), numHead(cDispersion.In(l)), numHead(cBetween.In(l)),
		colHead(p.sayf(cOutsideWide, level)),
	}}
	for _, f := range res.Funnels {
		if f.Group != indicators.Everyone || !f.OK {
			continue
		}
		ind := f.Indicator
		beyond := 0
		var names []string
		for _, a := range f.Areas {
			if a.Outer.Outside(a.Value) != 0 {
				beyond++
			}
			switch a.WideInner.Outside(a.Value) {
			case 1:
				names = append(names, p.sayf(cOver, a.Area.Name))
			case -1:
				names = append(names, p.sayf(cUnder, a.Area.Name))
			}
		}
		dispersion, between, wide := noNumber(), noNumber(), textCell("")
		if !math.IsNaN(f.Dispersion) {
			dispersion, between = numberCell(charts.Number(l, f.Dispersion, 1)), numberCell(p.amount(f.Between, ind))
			wide = textCell(p.list(names))
			if len(names) == 0 {
				wide = textCell(cNobody.In(l))
			}
		} else {
			t.note(p.sayf(cFunnelFew, charts.ReasonText(l, f.Reason)))
		}
		t.add("", rowLink(ind.ShortName().In(l)+", "+charts.PeriodText(l, f.Period), "#"+p.anchors[ind.ID]), numberCell(charts.Quantity(l, f.Value, ind)),
			numberCell(p.sayf(cOutsideOf, beyond, len(f.Areas))), dispersion, between, wide)
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.note(cFunnelNote.In(l))
	t.note(p.assumption)
	return t
}

// leastDifference prints the least difference that matters, with as many decimals as it was stated with.
func (p *page) leastDifference(ind indicators.Indicator) string {
	v := ind.ImportantDifference
	for ind.Decimals = 0; ind.Decimals < 6 && math.Abs(v-math.Round(v*math.Pow10(ind.Decimals))/math.Pow10(ind.Decimals)) > 1e-9; {
		ind.Decimals++
	}
	return p.amount(v, ind)
}

// comparisonMethod is the paragraphs of the method chapter about comparisons.
func (p *page) comparisonMethod() []string {
	o, l := p.report.Results.Options.Compare, p.lang
	out := []string{cMethodContrast.In(l), cMethodPart.In(l), cMethodMany.In(l)}
	if o.Dependent {
		out[2] += " " + cMethodDependent.In(l)
	}
	model := cAdditive
	if o.Funnel.Multiplicative {
		model = cMultiplicative
	}
	return append(out, p.sayf(cMethodFunnel, charts.Percent(l, 100*o.Funnel.Winsorise, 0), model.In(l)))
}

package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
)

var fCityGap = lang.Text{
	Sv: "Hela %s har %s och %s %s. Skillnaden är %s.",
	En: "%s as a whole has %s and %s %s. The difference is %s.",
}

// cityGap says how the city as a whole stands to a place outside.
func (p *page) cityGap(f analysis.Finding) (finding, bool) {
	for _, b := range p.report.Results.Benchmarks {
		if b.Benchmark.ID() != f.Against || b.Indicator.ID != f.Indicator || b.Group != f.Group || len(b.Areas) == 0 {
			continue
		}
		city, ind := b.Areas[0], b.Indicator
		if !city.Value.OK || !b.Value.OK || !city.Difference.OK {
			return finding{}, false
		}
		q := func(v analysis.Value) string { return charts.Quantity(p.lang, v.Value, ind) }
		text := sentences(
			p.sayf(fCityGap, p.city, q(city.Value), p.benchmarkName(b.Benchmark, b.Reference.Name), q(b.Value), p.amount(math.Abs(city.Difference.Value), ind)),
			fVerdict[analysis.Verdict(f.Values["verdict"])].In(p.lang))
		if city.Value.Basis == analysis.Approximated {
			text += " " + sApprox.In(p.lang)
		}
		return finding{About: link{ind.ShortName().In(p.lang), "#" + idComparisons}, Text: text}, true
	}
	return finding{}, false
}

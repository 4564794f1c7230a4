package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var proportionTrend = index.Index{
	ID:      "proportion-trend",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Utveckling över åren för en andel", En: "Trend of a proportion over years"},
	Formula: "ln(p/(1 − p)) = a + b · year by maximum likelihood, x of n binomial; var b = φ times that of the model, φ = max(1, Σ(x − np)²/(np(1 − p))/(years − 2)); per cent a year = 100(e^b − 1)",
	Source:  "McCullagh, P. & Nelder, J. A. (1989). Generalized Linear Models, 2nd edition. London: Chapman and Hall, section 4.5.",
	Min:     math.Inf(-1), Max: inf,
	Params: trendParams,
	Reading: lang.Text{
		Sv: "Oddsen har förändrats med %s procent om året.",
		En: "The odds have changed by %s per cent a year.",
	},
	Caveat: lang.Text{
		Sv: "En rak linje genom åren döljer vändpunkter. Vid andelar under 10 procent är förändringen av oddsen nära den av andelen, annars större.",
		En: "A straight line through the years hides turning points. The change of the odds is close to that of the proportion below 10 per cent, and larger above.",
	},
	Needs:      "events among people by year, five years or more",
	Programs:   []string{"statsmodels: GLM", "R stats: glm"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOfTrends(ProportionTrend(s, trendTestFrom(p)))
	},
}

// ProportionTrend returns, for each unit of s, the slope of the log odds of s.Count among s.Population on the year, by logistic
// regression, with standard error, normal limits and the probability of so steep a slope without a trend. Each year weighs its people, and
// every year of s is used. Where the years vary more about the line than chance in the counts (overdispersion), the standard error is
// that much wider; it is never narrower.
//
// It is a test with power at the size of districts. With 1,500 people a year at 15 per cent over five years and a slope of 0.05, a
// test at 5 per cent finds it in 51 of 100, where Fingertips' rule ([RecentProportionTrend]) finds it in 18; without a slope it finds one
// in 4.1 of 100, the rule in 0.2. Over ten years it finds all of 10,000, and one in 4.2 of 100 without a slope. Where the variance of a
// year is one and a half times or twice that of chance, it finds 6.9 and 8.9 of 100 without a slope, since five years say little of their
// own variation, and over ten years 6.3 and 7.4; the model without overdispersion finds 11 and 16. All are from 10,000 replicates of
// testdata/golden/trend_power.py.
//
// Years are the numbers themselves, from 1000 to 9999 (ages have no trend), so that a year that is missing leaves a gap and does not move the others. A unit has no trend
// with fewer than o.FewestYears years, with a year without people or with more events than people, without events at all, or where the
// events begin or end with a year, so that no slope is steep enough.
func ProportionTrend(s index.Strata, o TrendTest) ([]Trend, error) { return o.trends(s, logitLink) }

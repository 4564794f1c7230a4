package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rateTrend = index.Index{
	ID:      "rate-trend",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Utveckling över åren för ett tal", En: "Trend of a rate over years"},
	Formula: "ln(μ/n) = a + b · year by maximum likelihood, x Poisson; var b = φ times that of the model, φ = max(1, Σ(x − μ)²/μ/(years − 2)); per cent a year = 100(e^b − 1)",
	Source:  "McCullagh, P. & Nelder, J. A. (1989). Generalized Linear Models, 2nd edition. London: Chapman and Hall, section 6.2.",
	Min:     math.Inf(-1), Max: inf,
	Params: trendParams,
	Reading: lang.Text{
		Sv: "Talet har förändrats med %s procent om året.",
		En: "The rate has changed by %s per cent a year.",
	},
	Caveat: lang.Text{
		Sv: "En rak linje genom åren döljer vändpunkter, och talet tar inte hänsyn till att befolkningen har blivit äldre eller yngre.",
		En: "A straight line through the years hides turning points, and the rate takes no account of a population that has grown older or younger.",
	},
	Needs:      "events and population by year, five years or more",
	Programs:   []string{"statsmodels: GLM", "R stats: glm"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOfTrends(RateTrend(s, trendTestFrom(p)))
	},
}

// RateTrend returns, for each unit of s, the slope of the logarithm of the rate of s.Count to s.Population on the year, by Poisson
// regression, with standard error, normal limits and the probability of so steep a slope without a trend: the average annual per cent
// change of cancer registries. It is for events of which a person may have several, or that are rare; overdispersion, years and units
// without a trend are those of [ProportionTrend], save that events may outnumber people.
func RateTrend(s index.Strata, o TrendTest) ([]Trend, error) { return o.trends(s, logLink) }

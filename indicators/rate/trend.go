package rate

import (
	"errors"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Trend is the change of a share or a rate of a unit over years, in a model whose slope is the same every year.
type Trend struct {
	Slope          index.Estimate // a year, of the log odds or the log rate
	SE             float64        // of the slope
	Yearly         index.Estimate // per cent a year that the odds or the rate changes
	P              float64        // probability of so steep a slope, up or down, without a trend
	Overdispersion float64        // the variance over that of the model, at least 1
	Year           float64        // the mean of the years by their weights in the model, where the height of the line and its slope are independent
	Height         float64        // of the line in that year: log odds or log rate
	HeightSE       float64
	Missing        error // why there is no trend; nil where there is one
}

// link is the scale on which a trend is a straight line.
type link int

// The links: log odds of a share with binomial variance, and log of a rate with Poisson's.
const (
	logitLink link = iota
	logLink
)

// mean returns the events that are expected of n people where the line is at eta, and their variance.
func (l link) mean(n, eta float64) (mean, variance float64) {
	if l == logLink {
		mean = n * math.Exp(eta)
		return mean, mean
	}
	p := 1 / (1 + math.Exp(-eta))
	return n * p, n * p * (1 - p)
}

// likelihood returns the log likelihood of x events of n people where the line is at eta, but for a constant.
func (l link) likelihood(x, n, eta float64) float64 {
	if l == logLink {
		return float64(x*eta) - float64(n*math.Exp(eta))
	}
	return float64(x*eta) - float64(n*(math.Max(eta, 0)+math.Log1p(math.Exp(-math.Abs(eta)))))
}

var (
	fewestYears = index.Param{
		Name: "fewest-years", Default: 5, Min: 3, Max: 50, Whole: true,
		Doc: "a unit with fewer years has no trend",
	}
	overdispersion = index.Param{
		Name: "overdispersion", Default: 1, Min: 0, Max: 1, Whole: true,
		Doc: "1: years vary more than chance in the counts where the figures say so, which widens the interval; 0: they do not",
	}
	trendParams = []index.Param{fewestYears, overdispersion, index.Level}
)

// TrendTest is how a trend is tested.
type TrendTest struct {
	FewestYears   int     // a unit with fewer years has no trend; three is the least
	Overdispersed bool    // years may vary more than chance in the counts
	Level         float64 // confidence level of the limits, between 0 and 1 exclusive
}

func trendTestFrom(p index.Params) TrendTest {
	return TrendTest{FewestYears: int(fewestYears.From(p)), Overdispersed: overdispersion.From(p) != 0, Level: index.Level.From(p)}
}

// trends fits the line of each unit of s.
func (o TrendTest) trends(s index.Strata, l link) ([]Trend, error) {
	err := checkScale(1, o.Level)
	if o.FewestYears < 3 {
		err = errors.Join(err, index.Undefined("a trend needs three years or more, not %d", o.FewestYears))
	}
	if err := errors.Join(err, s.Check(), checkYears(s)); err != nil {
		return nil, err
	}
	if s.Count == nil || s.Frequency != nil {
		return nil, index.Undefined("needs events and their population by year")
	}
	out := make([]Trend, s.Units)
	for u, rows := range s.Rows() {
		if out[u], err = o.fit(s, rows, l); err != nil {
			out[u] = Trend{Slope: undefined, Yearly: undefined, SE: math.NaN(), P: math.NaN(), Overdispersion: math.NaN(), Year: math.NaN(), Height: math.NaN(), HeightSE: math.NaN(), Missing: err}
		}
	}
	return out, nil
}

// fit fits ln of the odds or the rate = a + b (year − centre) by maximum likelihood, with Newton's method, which is that of iteratively
// reweighted least squares, and steps that are halved until they do not lower the likelihood. The likelihood is concave: where it
// has a maximum it is found, as a rule in five steps. It has none where events begin or end with a year.
func (o TrendTest) fit(s index.Strata, rows []int, l link) (r Trend, err error) {
	if len(rows) < o.FewestYears {
		return r, index.Undefined("fewer than %d years", o.FewestYears)
	}
	var events, people index.Sum
	for _, j := range rows {
		if s.Population[j] == 0 {
			return r, index.Undefined("nobody in %v", s.At[j])
		}
		events.Add(s.Count[j])
		people.Add(s.Population[j])
	}
	if l == logitLink {
		if err := checkShares(s, rows); err != nil {
			return r, err
		}
	}
	share := events.Value() / people.Value()
	if share == 0 || l == logitLink && share == 1 {
		return r, index.Undefined("none or all of the people in every year")
	}
	a, b := math.Log(share), 0.0
	if l == logitLink {
		a -= math.Log1p(-share)
	}
	first, last := s.At[rows[0]], s.At[rows[len(rows)-1]]
	centre := first + (last-first)/2
	line := func(a, b float64, j int) float64 { return a + float64(b*(s.At[j]-centre)) }
	likelihood := func(a, b float64) float64 {
		var sum index.Sum
		for _, j := range rows {
			sum = sum.Plus(l.likelihood(s.Count[j], s.Population[j], line(a, b, j)))
		}
		return sum.Value()
	}
	var few [32]fitted
	for range 100 {
		// Score and information, with the year taken from its mean under the weights.
		var h0, h1, g0 index.Sum
		years := few[:0]
		for _, j := range rows {
			m, v := l.mean(s.Population[j], line(a, b, j))
			f := fitted{s.At[j] - centre, s.Count[j] - m, v}
			years = append(years, f)
			h0.Add(v)
			h1.Add(v * f.year)
			g0.Add(f.residual)
		}
		middle := h1.Value() / h0.Value()
		var h2, g1, pearson index.Sum
		for _, f := range years {
			t := f.year - middle
			h2.Add(f.variance * t * t)
			g1.Add(f.residual * t)
			pearson.Add(f.residual / f.variance * f.residual)
		}
		db := g1.Value() / h2.Value()
		da := g0.Value()/h0.Value() - float64(db*middle)
		if size := math.Abs(da) + math.Abs(db)*(last-first); !(math.Abs(size) <= math.MaxFloat64) {
			break
		} else if size < 1e-9*(1+math.Abs(a)) { // the next error is the square of this
			r, err := o.result(b+db, 1/math.Sqrt(h2.Value()), pearson.Value()/float64(len(rows)-2))
			r.Year, r.Height, r.HeightSE = centre+middle, a+da+float64((b+db)*middle), math.Sqrt(r.Overdispersion/h0.Value())
			return r, err
		}
		// Where no year moves by more than m, no variance grows by more than exp(m), so that a step with m below ln 2 cannot lower the likelihood.
		if math.Abs(da)+math.Abs(db)*(last-first)/2 > 0.69 {
			for now := likelihood(a, b); likelihood(a+da, b+db) < now-1e-14*(1+math.Abs(now)); {
				da, db = da/2, db/2
			}
		}
		a, b = a+da, b+db
	}
	return r, index.Undefined("no line fits: the years all but separate those with events from those without")
}

// fitted is a year from the middle one, with what its events lie from the line and the variance that they have there.
type fitted struct{ year, residual, variance float64 }

// result makes a trend of a slope, its standard error without overdispersion, and the mean of squared residuals.
func (o TrendTest) result(b, se, dispersion float64) (Trend, error) {
	if !o.Overdispersed {
		dispersion = 1
	}
	dispersion = math.Max(1, dispersion)
	se *= math.Sqrt(dispersion)
	z := Z(o.Level)
	percent := func(b float64) float64 { return 100 * math.Expm1(b) }
	r := Trend{
		Slope:          index.Estimate{Value: b, Lower: b - float64(z*se), Upper: b + float64(z*se), Level: o.Level},
		SE:             se,
		Yearly:         index.Estimate{Value: percent(b), Lower: percent(b - float64(z*se)), Upper: percent(b + float64(z*se)), Level: o.Level},
		P:              math.Erfc(math.Abs(b) / se / math.Sqrt2),
		Overdispersion: dispersion,
	}
	for _, v := range []float64{r.Yearly.Upper, r.Slope.Lower, r.P, dispersion} {
		if !(math.Abs(v) <= math.MaxFloat64) {
			return r, index.Undefined("the figures are too large or too small to compute with")
		}
	}
	return r, nil
}

// partsOfTrends returns the parts of trends, and what units are missing that have none.
func partsOfTrends(trends []Trend, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	var missing []error
	for u, r := range trends {
		missing = append(missing, r.Missing)
		if r.Missing != nil {
			continue
		}
		for _, named := range []struct {
			name string
			se   float64
			of   index.Estimate
		}{
			{"per cent a year", math.NaN(), r.Yearly},
			{"slope", r.SE, r.Slope},
			{"p", math.NaN(), index.Estimate{Value: r.P, Lower: math.NaN(), Upper: math.NaN()}},
			{"overdispersion", math.NaN(), index.Estimate{Value: r.Overdispersion, Lower: math.NaN(), Upper: math.NaN()}},
		} {
			p := index.OfUnit(u, named.of.Value)
			p.Name, p.SE, p.Estimate = named.name, named.se, named.of
			parts = append(parts, p)
		}
	}
	return parts, together(missing)
}

package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// who is the source of the definitions of WHO's monitoring of inequality.
const who = "Schlotheuber, A. & Hosseinpoor, A. R. (2022). Summary measures of health inequality. International Journal of Environmental Research and Public Health 19(6), 3697."

// Model is what SII and RII fit to estimates on ranks.
type Model int

// The models. Each is a line in the midpoint R of the cumulative population share,
//
//	Linear        ŷ = a + bR by least squares (Low and Low 2004)
//	Logit         ln(q̂/(1−q̂)) = a + bR by maximum likelihood, for shares q of a scale with bounds
//	Log           ln ŷ = a + bR by maximum likelihood as for Poisson counts, for rates without an upper bound
//	OfLogarithms  a line by least squares through ln y, and back: ŷ = exp(a + bR)
//	OfLogOdds     a line by least squares through ln(q/(1−q)), and back
//
// WHO fits Logit, or Linear; the English PHEindicatormethods fits Linear to means, and OfLogarithms to rates and OfLogOdds to
// proportions where it is told to transform them. Logit and Log take an estimate of zero, the lines through logarithms do not.
const (
	Linear       Model = 0
	Logit        Model = 1
	Log          Model = 2
	OfLogarithms Model = 3
	OfLogOdds    Model = 4
)

var model = index.Param{
	Name: "model", Default: float64(Linear), Max: float64(OfLogOdds), Whole: true,
	Doc: "0: straight line by weighted least squares; 1: logit, for a scale with bounds; 2: log (Poisson); 3: straight line through logarithms; 4: through log odds",
}

// Fit says how SII and RII are fitted.
type Fit struct {
	Model Model

	// Squared weighs each subgroup by the square of its population in place of the population. The logit model of healthequal 1.0.1 does,
	// without saying so: it counts events among the population and hands over the population as weights as well. The ranks take the
	// population once all the same.
	Squared bool
}

var squared = index.Param{
	Name: "squared", Default: 0, Max: 1, Whole: true,
	Doc: "0: a subgroup weighs its population; 1: the square of it in the fit, as in the logit model of healthequal 1.0.1",
}

// fit returns the fit that p chooses.
func fit(p index.Params) (Fit, error) {
	m, err := choice(model, p)
	if err != nil {
		return Fit{}, err
	}
	q, err := choice(squared, p)
	return Fit{Model(m), q == 1}, err
}

// line is a model that has been fitted: z = link(a + b (x − centre)), where z is what the model makes of an estimate.
type line struct {
	model        Model
	s            index.Subgroups // weights are those of the fit
	x            []float64       // midpoints
	low, unit    float64         // an estimate is low + unit q
	a, b, centre float64

	// information of the level and of the slope at the centre, where they do not depend on each other
	level, slope float64
}

// to fits f to s, of which all have a population, on the midpoints x.
func (f Fit) to(s index.Subgroups, x []float64) (line, error) {
	l := line{model: f.Model, s: s, x: x, unit: 1}
	if f.Squared && s.Population != nil {
		p := share(s)
		l.s.Population = make([]float64, len(x))
		for j := range x {
			l.s.Population[j] = p(j) * p(j)
		}
	}
	var err error
	switch f.Model {
	case Linear:
		err = l.leastSquares()
	case Logit:
		if err = l.scaled(); err == nil {
			err = l.likelihood()
		}
	case Log:
		if err = notNegative(s); err == nil {
			if l.unit = mean(l.s); l.unit == 0 {
				return l, index.Undefined("the log model has no fit: every estimate is zero")
			}
			err = l.likelihood()
		}
	case OfLogarithms:
		if s.Estimates[lowest(s, -1)] <= 0 {
			return l, index.Undefined("a line through logarithms needs estimates above 0")
		}
		err = l.leastSquares()
	case OfLogOdds:
		if err = l.scaled(); err == nil {
			if s.Estimates[lowest(s, -1)] <= s.Low || s.Estimates[highest(s, -1)] >= s.High {
				return l, index.Undefined("a line through log odds needs estimates inside the bounds of the scale")
			}
			err = l.leastSquares()
		}
	default:
		err = index.Undefined("there is no model %d", f.Model)
	}
	if err != nil {
		return l, err
	}
	_, err = defined(l.at(1) - l.at(0))
	return l, err
}

// scaled takes the bounds of the estimates for those of the scale.
func (l *line) scaled() error {
	if l.s.Low == 0 && l.s.High == 0 {
		return index.Undefined("the model needs the bounds of the scale, such as 0 and 100 for per cent")
	}
	l.low, l.unit = l.s.Low, l.s.High-l.s.Low
	return nil
}

// leastSquares fits a straight line.
func (l *line) leastSquares() error {
	l.centre = average(l.s, func(j int) float64 { return l.x[j] })
	from := func(j int) float64 { return l.x[j] - l.centre }
	l.a = average(l.s, l.z)
	l.level, l.slope = 1, average(l.s, func(j int) float64 { return from(j) * from(j) })
	l.b = average(l.s, func(j int) float64 { return from(j) * (l.z(j) - l.a) }) / l.slope
	return nil
}

// z is what the model makes of estimate j.
func (l line) z(j int) float64 {
	y := l.s.Estimates[j]
	switch l.model {
	case OfLogarithms:
		return math.Log(y)
	case OfLogOdds:
		return math.Log((y - l.low) / (l.s.High - y))
	}
	return (y - l.low) / l.unit
}

// dz is the derivative of z(j) by the estimate.
func (l line) dz(j int) float64 {
	y := l.s.Estimates[j]
	switch l.model {
	case OfLogarithms:
		return 1 / y
	case OfLogOdds:
		return 1/(y-l.low) + 1/(l.s.High-y)
	}
	return 1 / l.unit
}

// eta is the height of the line at a place on the ranking.
func (l line) eta(x float64) float64 { return l.a + float64(l.b*(x-l.centre)) }

// at returns the estimate that the model expects at a place on the ranking.
func (l line) at(x float64) float64 {
	switch eta := l.eta(x); l.model {
	case Logit, OfLogOdds:
		return l.low + float64(l.unit*logistic(eta))
	case Log:
		return l.unit * math.Exp(eta)
	case OfLogarithms:
		return math.Exp(eta)
	default:
		return eta
	}
}

// steepness is the derivative of at by the height of the line.
func (l line) steepness(x float64) float64 {
	switch eta := l.eta(x); l.model {
	case Logit, OfLogOdds:
		return l.unit * logistic(eta) * logistic(-eta)
	case Log, OfLogarithms:
		return l.at(x)
	default:
		return 1
	}
}

// influence is the derivative by z(j) of the estimate that the model expects at x, for a subgroup that has the part p of the weights.
func (l line) influence(x float64, j int, p float64) float64 {
	return l.steepness(x) * p * (1/l.level + float64((x-l.centre)*(l.x[j]-l.centre)/l.slope))
}

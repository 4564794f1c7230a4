package segregation

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/optimize"

	"github.com/jamlik/jamlik/indicators/index"
)

// beta is a component of a mixture: the beta distribution with the given mean and parameters mean/r and (1 − mean)/r. At
// r = 0 it is a single point, at r = ∞ the points 0 and 1.
type beta struct{ weight, mean, r float64 }

// unitKind is how many units have n people of whom x are in the group of interest.
type unitKind struct {
	n, x  int
	units float64
}

// A component narrower or wider than these is taken for its limit: the likelihood no longer changes.
const (
	pointLike = 1e-7
	splitLike = 1e7
)

// rises holds, up to each number k, Σ_{j<k} ln(m + jr) and its derivatives in m and r.
type rises struct{ log, byMean, byR []float64 }

func (s *rises) fill(m, r float64, n int) {
	if len(s.log) <= n {
		s.log, s.byMean, s.byR = make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
	}
	var l, d, e index.Sum
	for j := range n {
		at := m + float64(float64(j)*r)
		l, d, e = l.Plus(math.Log(at)), d.Plus(1/at), e.Plus(float64(j)/at)
		s.log[j+1], s.byMean[j+1], s.byR[j+1] = l.Value(), d.Value(), e.Value()
	}
}

// fitBetas fits a mixture of that many betas to the kinds by maximum likelihood, from starts that the kinds alone decide. P is the
// share of the group of interest. largest is the size of the largest unit.
func fitBetas(kinds []unitKind, P float64, largest, components int) ([]beta, error) {
	units := 0.0
	for _, c := range kinds {
		units += c.units
	}
	member, other, all := make([]rises, components), make([]rises, components), make([]rises, components)
	logs, betas := make([]float64, components), make([]beta, components)
	// value returns minus the mean log-likelihood of a unit, without the binomial coefficients, and its gradient.
	value := func(theta, gradient []float64) float64 {
		unpack(theta, betas)
		for k, b := range betas {
			member[k].fill(b.mean, b.r, largest)
			other[k].fill(logistic(-theta[2*k]), b.r, largest)
			all[k].fill(1, b.r, largest)
		}
		clear(gradient)
		var sum index.Sum
		for _, c := range kinds {
			top := math.Inf(-1)
			for k, b := range betas {
				logs[k] = math.Log(b.weight) + member[k].log[c.x] + other[k].log[c.n-c.x] - all[k].log[c.n]
				top = max(top, logs[k])
			}
			likelihood := 0.0
			for _, l := range logs {
				likelihood += math.Exp(l - top)
			}
			sum = sum.Plus(-c.units / units * (top + math.Log(likelihood)))
			if gradient == nil {
				continue
			}
			for k, b := range betas {
				share := math.Exp(logs[k]-top) / likelihood
				w := c.units / units * share
				gradient[2*k] -= w * (member[k].byMean[c.x] - other[k].byMean[c.n-c.x]) * b.mean * logistic(-theta[2*k])
				gradient[2*k+1] -= w * (member[k].byR[c.x] + other[k].byR[c.n-c.x] - all[k].byR[c.n]) * b.r
				if k > 0 {
					gradient[2*components+k-1] -= c.units / units * (share - b.weight)
				}
			}
		}
		return sum.Value()
	}
	problem := optimize.Problem{
		Func: func(theta []float64) float64 { return value(theta, nil) },
		Grad: func(gradient, theta []float64) { value(theta, gradient) },
	}
	best := math.Inf(1)
	var found []float64
	for _, r := range []float64{0.02, 0.5} {
		result, err := optimize.Minimize(problem, start(P, r, components), &optimize.Settings{
			GradientThreshold: 1e-9, MajorIterations: 2000,
			Converger: &optimize.FunctionConverge{Absolute: 1e-14, Iterations: 50},
		}, &optimize.BFGS{})
		// A line search that finds nothing lower has arrived, if the slope says so too.
		if result == nil || err != nil && !flat(problem, result.X) || result.Status == optimize.IterationLimit || !(math.Abs(result.F) <= math.MaxFloat64) {
			continue
		}
		if result.F < best-1e-12 {
			best, found = result.F, append([]float64(nil), result.X...)
		}
	}
	if found == nil {
		return nil, index.Undefined("the likelihood of %d beta components has no maximum that the search reaches", components)
	}
	unpack(found, betas)
	for k := range betas {
		if betas[k].r < pointLike {
			betas[k].r = 0
		} else if betas[k].r > splitLike {
			betas[k].r = math.Inf(1)
		}
	}
	return betas, nil
}

func flat(problem optimize.Problem, theta []float64) bool {
	gradient := make([]float64, len(theta))
	problem.Grad(gradient, theta)
	for _, g := range gradient {
		if !(math.Abs(g) < 1e-6) {
			return false
		}
	}
	return true
}

// start returns parameters with the means on either side of P: logit mean and log r of each component, then the log-odds of the
// weights.
func start(P, r float64, components int) []float64 {
	theta := make([]float64, 3*components-1)
	for k := range components {
		theta[2*k] = math.Log(P/(1-P)) + 3*(float64(k)-float64(components-1)/2)
		theta[2*k+1] = math.Log(r)
	}
	return theta
}

// unpack reads parameters. Outside wide bounds they change nothing more, so that no step leaves the range of numbers.
func unpack(theta []float64, betas []beta) {
	total := 1.0
	n := len(betas)
	for k := range betas {
		betas[k].weight = 1
		if k > 0 {
			betas[k].weight = math.Exp(clamp(theta[2*n+k-1], 30))
			total += betas[k].weight
		}
		betas[k].mean, betas[k].r = logistic(theta[2*k]), math.Exp(clamp(theta[2*k+1], 25))
	}
	for k := range betas {
		betas[k].weight /= total
	}
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-clamp(z, 30))) }

func clamp(v, bound float64) float64 { return min(max(v, -bound), bound) }

// below returns the probability of at most x.
func (b beta) below(x float64) float64 {
	switch {
	case x <= 0 && !math.IsInf(b.r, 1):
		return 0
	case x >= 1:
		return 1
	case b.r == 0:
		return indicator(x >= b.mean)
	case math.IsInf(b.r, 1):
		return 1 - b.mean
	}
	return mathext.RegIncBeta(b.mean/b.r, (1-b.mean)/b.r, x)
}

// deviation returns E|p − c|.
func (b beta) deviation(c float64) float64 {
	switch {
	case b.r == 0:
		return math.Abs(b.mean - c)
	case math.IsInf(b.r, 1):
		return b.mean*(1-c) + (1-b.mean)*c
	}
	next := mathext.RegIncBeta(b.mean/b.r+1, (1-b.mean)/b.r, c) // the part of the mean that lies below c
	return c*(2*b.below(c)-1) + b.mean*(1-2*next)
}

// entropy returns E[−p ln p − (1 − p) ln(1 − p)].
func (b beta) entropy() float64 {
	switch {
	case b.r == 0:
		return shannon([]float64{b.mean, 1 - b.mean}, 1)
	case math.IsInf(b.r, 1):
		return 0
	}
	all := mathext.Digamma(1/b.r + 1)
	return b.mean*(all-mathext.Digamma(b.mean/b.r+1)) + (1-b.mean)*(all-mathext.Digamma((1-b.mean)/b.r+1))
}

// root returns E√(p(1 − p)).
func (b beta) root() float64 {
	switch {
	case b.r == 0:
		return math.Sqrt(b.mean * (1 - b.mean))
	case math.IsInf(b.r, 1):
		return 0
	}
	half := func(a float64) float64 { // ln Γ(a + ½) − ln Γ(a)
		if a > 1e3 {
			return math.Log(a)/2 - 1/(8*a) + 1/(192*a*a*a)
		}
		up, _ := math.Lgamma(a + 0.5)
		down, _ := math.Lgamma(a)
		return up - down
	}
	return math.Exp(half(b.mean/b.r)+half((1-b.mean)/b.r)) * b.r
}

// square returns E(p − c)².
func (b beta) square(c float64) float64 {
	share := 1.0
	if !math.IsInf(b.r, 1) {
		share = b.r / (1 + b.r)
	}
	return b.mean*(1-b.mean)*share + (b.mean-c)*(b.mean-c)
}

// meanGap returns E|p − p'| of two draws from the mixture, the integral of 2F(1 − F), by Simpson's rule on intervals that are
// halved until they agree.
func meanGap(betas []beta) float64 {
	f := func(x float64) float64 {
		F := 0.0
		for _, b := range betas {
			F += b.weight * b.below(x)
		}
		return 2 * F * max(0, 1-F)
	}
	var simpson func(a, b, fa, fm, fb, whole, tolerance float64, depth int) float64
	simpson = func(a, b, fa, fm, fb, whole, tolerance float64, depth int) float64 {
		m := (a + b) / 2
		fl, fr := f((a+m)/2), f((m+b)/2)
		left, right := (m-a)/6*(fa+4*fl+fm), (b-m)/6*(fm+4*fr+fb)
		if rest := left + right - whole; depth == 0 || math.Abs(rest) <= 15*tolerance {
			return left + right + rest/15
		}
		return simpson(a, m, fa, fl, fm, left, tolerance/2, depth-1) + simpson(m, b, fm, fr, fb, right, tolerance/2, depth-1)
	}
	var sum index.Sum
	const panels = 64
	cuts := make([]float64, 0, panels+1+3*len(betas))
	for j := range panels + 1 {
		cuts = append(cuts, float64(j)/panels)
	}
	for _, b := range betas {
		sd := math.Sqrt(b.square(b.mean))
		for _, at := range []float64{b.mean - 3*sd, b.mean, b.mean + 3*sd} {
			if at > 0 && at < 1 {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	for j, a := range cuts[:len(cuts)-1] {
		// Steps of the distribution function at a cut count on the side where they hold.
		b := cuts[j+1]
		if b <= a {
			continue
		}
		fa, fm, fb := f(a), f((a+b)/2), f(math.Nextafter(b, 0))
		sum = sum.Plus(simpson(a, b, fa, fm, fb, (b-a)/6*(fa+4*fm+fb), 1e-14, 40))
	}
	return sum.Value()
}

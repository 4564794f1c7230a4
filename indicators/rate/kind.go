package rate

import (
	"errors"

	"github.com/jamlik/jamlik/indicators/index"
)

// Kind is what a count is a count of, which decides how far chance moves it.
type Kind int

// The kinds. Persons are some of the population, no more than all of it: a proportion, with the binomial's variance and limits by
// [Wilson]. Occurrences may befall one person several times, such as visits to a doctor: a rate, with the
// variance of Poisson's distribution and limits by [Byar].
const (
	Persons     Kind = 0
	Occurrences Kind = 1
)

var kind = index.Param{
	Name: "kind", Default: float64(Persons), Min: float64(Persons), Max: float64(Occurrences), Whole: true,
	Doc: "what is counted; 0: persons, some of the population (a proportion); 1: occurrences, of which a person may have several (a rate)",
}

// multiplier is for indices of either kind.
var multiplier = index.Param{
	Name: "multiplier", Default: 100, Min: 1, Max: 1e9,
	Doc: "what the figures are expressed per: 100 for per cent, 100000 for occurrences per 100,000 persons",
}

// kindFrom returns the kind that p chooses.
func kindFrom(p index.Params) Kind { return Kind(kind.From(p)) }

// check returns every reason why e, multiplier and level cannot be computed with. Persons above their population are one, for
// then one of the two numbers is not what it is taken for; all such units are named.
func (k Kind) check(e index.Events, multiplier, level float64) error {
	if err := check(e, multiplier, level); err != nil || k == Occurrences {
		return err
	}
	var errs []error
	for i, x := range e.Count {
		if n := e.Population[i]; x > n {
			errs = append(errs, index.Undefined("unit %d: %v of a population of %v", i, x, n))
		}
	}
	return errors.Join(errs...)
}

// limits returns the limits of x/n by the method of the kind.
func (k Kind) limits(x, n float64, byars *byarLimits) (lower, upper float64) {
	if k == Persons {
		return wilson(x, n, byars.z)
	}
	lower, upper = byars.of(x)
	return lower / n, upper / n
}

package rate

import (
	"errors"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// inf is the bound of values that have none.
var inf = math.Inf(1)

// undefined is the estimate of a unit that has none: its Level is 0, which no estimate with an interval has.
var undefined = index.Estimate{Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}

// check returns every reason why e, multiplier and level cannot be computed with.
func check(e index.Events, multiplier, level float64) error {
	return errors.Join(checkScale(multiplier, level), e.Check())
}

// checkScale returns every reason why multiplier and level cannot be computed with.
func checkScale(multiplier, level float64) error {
	var errs []error
	if !(multiplier > 0) || math.IsInf(multiplier, 1) {
		errs = append(errs, index.Undefined("multiplier is %v; it must be above 0", multiplier))
	}
	if !(level > 0 && level < 1) {
		errs = append(errs, index.Undefined("confidence level is %v; it must be between 0 and 1", level))
	}
	return errors.Join(errs...)
}

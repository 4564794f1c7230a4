package indicators

import (
	"fmt"
	"math"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Kind is what sort of number an indicator is. It decides the range of values and how areas are pooled.
type Kind uint8

// The kinds of number. The zero Kind is not valid.
const (
	Share  Kind = iota + 1 // part of a whole, in per cent: 0 to 100
	Rate                   // events per so many persons: at least 0
	Mean                   // average per person or household
	Median                 // middle value
	Count                  // number of persons, households, dwellings: at least 0
	Score                  // a composite or index value published as it is
)

var kindNames = [...]string{Share: "share", Rate: "rate", Mean: "mean", Median: "median", Count: "count", Score: "score"}

// String returns the kind as it is written in study files.
func (k Kind) String() string {
	if k >= Share && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// ParseKind reads a kind as written by [Kind.String].
func ParseKind(name string) (Kind, error) {
	for i := Share; int(i) < len(kindNames); i++ {
		if kindNames[i] == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("unknown kind of number %q: one of %s", name, strings.Join(kindNames[Share:], ", "))
}

// Pooling is how the value of several areas together follows from theirs.
type Pooling uint8

// The pooling rules. A median or a score of several areas cannot be had from theirs at all.
const (
	PoolNever Pooling = iota // must be published
	PoolRatio                // Σ numerator / Σ denominator
	PoolMean                 // Σ value·weight / Σ weight, the weight being the denominator
	PoolSum                  // Σ value
)

// Pooling returns the rule of the kind.
func (k Kind) Pooling() Pooling {
	switch k {
	case Share, Rate:
		return PoolRatio
	case Mean:
		return PoolMean
	case Count:
		return PoolSum
	}
	return PoolNever
}

// Bounded tells whether values have an upper bound, so that absolute measures of inequality should lead.
func (k Kind) Bounded() bool { return k == Share }

// Unit is what an indicator's values are measured in.
type Unit struct {
	Kind Kind
	Per  float64   // the multiplier of a share (100) or a rate (1,000, 100,000): value = Per · numerator / denominator
	Name lang.Text // as printed after a value or above a column: "procent", "tkr", "per 1 000 invånare"
}

// CheckValue returns an error when v cannot be a value in this unit.
func (u Unit) CheckValue(v float64) error {
	switch {
	case !(math.Abs(v) <= math.MaxFloat64):
		return fmt.Errorf("value %v is not a finite number", v)
	case (u.Kind == Share || u.Kind == Rate || u.Kind == Count) && v < 0:
		return fmt.Errorf("%s is %v, but cannot be negative", u.Kind, v)
	case u.Kind == Share && v > u.Per:
		return fmt.Errorf("share is %v, but cannot be above %v", v, u.Per)
	}
	return nil
}

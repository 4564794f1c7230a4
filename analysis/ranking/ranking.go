package ranking

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Limits of what is computed by looking at all pairs, and by draws.
const (
	MaxPairs = 60
	MaxDrawn = 300
)

// MinDraws is the least number of draws that an interval is made of.
const MinDraws = 99

// Value is a figure with its standard deviations below and above.
type Value struct{ Value, Below, Above float64 }

// FromInterval returns the figure with an interval at a level.
func FromInterval(value, lower, upper, level float64) Value {
	z := rate.Z(level)
	return Value{value, (value - lower) / z, (upper - value) / z}
}

// Down returns the figure on the scale turned round, so that the lowest comes first.
func (v Value) Down() Value { return Value{-v.Value, v.Above, v.Below} }

// Options are how places are found.
type Options struct {
	Level float64
	Draws int
	Seed  uint64
}

// Place is what is known of the place of a unit. The first is 1.
type Place struct {
	Place        int     // of its value: one more than there are higher values
	Tied         bool    // another unit has the same value
	Expected     float64 // mean over what is believed of the values
	Lower, Upper int     // interval of the place of this unit alone
	// Highest and Lowest are the places between which it surely lies, of all units together: Highest is the smaller number.
	Highest, Lowest int
	// First, Last and LastQuarter are probabilities. The first two are NaN for more than MaxDrawn units.
	First, Last, LastQuarter float64
}

// Places ranks units by their figures. Believed is what is believed of the true values where that is more than the figures themselves say, such as
// values that are drawn together (shrunken); nil where it is not. The place, and the interval of all units together, follow from the figures,
// the rest from what is believed: a figure has its own chance in it, so that figures drawn round it would have it twice.
//
// It is undefined for fewer than two units, for figures or deviations that are not finite, and where no figure is uncertain and all are the
// same.
func Places(values, believed []Value, o Options) ([]Place, error) {
	if believed == nil {
		believed = values
	}
	if len(believed) != len(values) {
		return nil, index.Undefined("%s but %d are believed", lang.Count(len(values), "figure"), len(believed))
	}
	for _, v := range [][]Value{values, believed} {
		if err := check(v, o); err != nil {
			return nil, err
		}
	}
	out := places(values)
	if len(values) <= MaxDrawn {
		drawn(believed, o, out)
	} else {
		summed(believed, o, out)
	}
	if len(values) <= MaxPairs {
		byPairs(values, o, out)
	} else {
		byIntervals(values, o, out)
	}
	return out, nil
}

func check(values []Value, o Options) error {
	switch {
	case len(values) < 2:
		return index.Undefined("needs at least 2 units, has %d", len(values))
	case !(o.Level > 0 && o.Level < 1):
		return index.Undefined("confidence level is %v; it must be between 0 and 1", o.Level)
	case o.Draws < MinDraws:
		return index.Undefined("%s; %d are needed", lang.Count(o.Draws, "draw"), MinDraws)
	}
	sure := true
	for i, v := range values {
		if !(math.Abs(v.Value) <= math.MaxFloat64) || !(v.Below >= 0) || !(v.Above >= 0) || v.Below+v.Above > math.MaxFloat64 {
			return index.Undefined("unit %d has the value %v with the deviations %v and %v", i, v.Value, v.Below, v.Above)
		}
		sure = sure && v.Below+v.Above == 0 && v.Value == values[0].Value
	}
	if sure {
		return index.Undefined("all units have the same value, and it is certain")
	}
	return nil
}

// places ranks the values as they are.
func places(values []Value) []Place {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j].Value, values[i].Value) })
	out := make([]Place, len(values))
	for k, i := range order {
		p := &out[i]
		p.Place = k + 1
		if k > 0 {
			if before := order[k-1]; values[before].Value == values[i].Value {
				p.Place, p.Tied = out[before].Place, true
				out[before].Tied = true
			}
		}
	}
	return out
}

// lastQuarter tells whether a place is in the last quarter of n.
func lastQuarter(place float64, n int) bool { return place > 0.75*float64(n) }

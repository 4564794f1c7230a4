package index

import (
	"errors"

	"github.com/jamlik/jamlik/indicators/space"
)

// Located returns where the units of c lie. It is undefined where that is unknown, or does not fit them.
func (c Composition) Located() (*space.Space, error) { return located(c.Space, c.Units()) }

// Located returns where the units of d lie. It is undefined where that is unknown, or does not fit them.
func (d Distribution) Located() (*space.Space, error) { return located(d.Space, len(d.Values)) }

// Located returns where the units of e lie. It is undefined where that is unknown, or does not fit them.
func (e Events) Located() (*space.Space, error) { return located(e.Space, len(e.Count)) }

// Located returns where the units of x lie. It is undefined where that is unknown, or does not fit them.
func (x Indicators) Located() (*space.Space, error) { return located(x.Space, x.Units()) }

func located(s *space.Space, n int) (*space.Space, error) {
	if s == nil {
		return nil, Undefined("where the units lie is unknown")
	}
	if err := s.Check(n); err != nil {
		return nil, Undefined("where the units lie: %v", err)
	}
	return s, nil
}

// Unplaced turns an error of package space into one that wraps [ErrUndefined].
func Unplaced(err error) error {
	if err == nil || errors.Is(err, ErrUndefined) {
		return err
	}
	return Undefined("%v", err)
}

// Parameters of the kernels that weigh distances. Lengths are in the unit of the distances: metres, unless a table of distances declares
// another.
var (
	KernelShape  = Choice("kernel", "how weight falls off with distance", space.Shapes...)
	Bandwidth    = Param{Name: "bandwidth", Default: 1000, Min: 1e-3, Max: 1e9, Length: true, Doc: "scale of the kernel: metres, or the unit of the distances"}
	Power        = Param{Name: "power", Default: 1, Min: 0.01, Max: 100, Doc: "exponent of the inverse-power kernel"}
	SelfDistance = Choice("self", "distance of a unit from itself: zero, root √(0.6a), white 0.6√a, or excluded; a is its area", space.Selves...)
	Cutoff       = Param{Name: "cutoff", Min: 0, Max: 1e9, Length: true, Doc: "distance beyond which nothing counts; 0 means that everything does"}
)

// KernelParams are the parameters that [Kernel] reads, with these defaults.
func KernelParams(shape, self string, bandwidth float64) []Param {
	b := Bandwidth
	b.Default = bandwidth
	return []Param{KernelShape.By(shape), b, Power, SelfDistance.By(self), Cutoff}
}

// Kernel returns the kernel that p chooses, with the defaults of params, which are [KernelParams].
func Kernel(params []Param, p Params) space.Kernel {
	var k space.Kernel
	for _, q := range params {
		v := q.From(p)
		switch q.Name {
		case KernelShape.Name:
			k.Shape = space.Shape(v)
		case Bandwidth.Name:
			k.Bandwidth = v
		case Power.Name:
			k.Power = v
		case SelfDistance.Name:
			k.Self = space.Self(v)
		case Cutoff.Name:
			k.Cutoff = v
		}
	}
	return k
}

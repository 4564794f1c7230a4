package autocorrelation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// Kind is who counts as a neighbour.
type Kind int

// The kinds, in the order of the parameter weights.
const (
	Queen        Kind = iota // units that share a border or a corner
	Rook                     // units that share a border
	Nearest                  // so many nearest units, and all as near as the last of them
	Band                     // all units within the bandwidth
	KernelWeight             // all units within reach of a kernel, by how near they are
	BorderLength             // units that share a border, by how long it is
)

// Style is what is made of the weights of a unit.
type Style int

// The styles, in the order of the parameter style.
const (
	RowStandardised     Style = iota // divided by their sum: each unit counts alike (W)
	Binary                           // 1 for each neighbour: a unit counts by how many it has (B)
	Raw                              // as they are: metres of border, or values of the kernel
	VarianceStabilising              // divided by the root of the sum of their squares (S; Tiefelsdorf, Griffith & Boots 1999)
)

// Weighting is which weights units have.
type Weighting struct {
	Kind       Kind
	Neighbours int         // of Nearest
	Bandwidth  float64     // of Band and KernelWeight
	Kernel     space.Shape // of KernelWeight; those without end are cut at three bandwidths
	Style      Style
}

const cut = 3 // bandwidths, of kernels that never reach 0

var (
	weightsKind = index.Choice("weights", "who are neighbours: queen (a common border or corner), rook (a border), nearest (the parameter neighbours), band or kernel (within the bandwidth), border-length",
		"queen", "rook", "nearest", "band", "kernel", "border-length")
	weightsNearest = index.Param{Name: "neighbours", Default: 6, Min: 1, Max: 10_000, Whole: true, Doc: "how many nearest units are neighbours, where weights is nearest"}
	weightsStyle   = index.Choice("style", "what is made of the weights of a unit: row-standardised (sum 1), binary (1 each), raw (as they are), variance-stabilising (sum of squares 1, all scaled)",
		"row-standardised", "binary", "raw", "variance-stabilising")
)

// kindParams are the parameters that say who are neighbours.
var kindParams = []index.Param{weightsKind, weightsNearest, index.Bandwidth, index.KernelShape.By("triangular")}

// weightingParams are the parameters of a [Weighting], with a style unless otherwise chosen.
func weightingParams(style string) []index.Param {
	return append(slices.Clone(kindParams), weightsStyle.By(style))
}

// weightingFrom returns the weighting that p chooses among the parameters of an index.
func weightingFrom(params []index.Param, p index.Params) Weighting {
	var w Weighting
	for _, q := range params {
		v := q.From(p)
		switch q.Name {
		case weightsKind.Name:
			w.Kind = Kind(v)
		case weightsNearest.Name:
			w.Neighbours = int(v)
		case index.Bandwidth.Name:
			w.Bandwidth = v
		case index.KernelShape.Name:
			w.Kernel = space.Shape(v)
		case weightsStyle.Name:
			w.Style = Style(v)
		}
	}
	return w
}

// links returns who are the neighbours of whom, with weights before they are given a style.
func (w Weighting) links(s *space.Space) (*space.Graph, error) {
	switch w.Kind {
	case Queen, Rook, BorderLength:
		if s.Borders == nil {
			return nil, index.Undefined("%s neighbours are units beside each other, and which are is unknown", weightsKind.Named(float64(w.Kind)))
		}
		g := s.Borders
		if w.Kind != Queen {
			g = g.Rook()
		}
		if w.Kind == BorderLength {
			if g.Value == nil {
				return nil, index.Undefined("border-length weights are lengths of borders, which are unknown")
			}
			return g, nil
		}
		return &space.Graph{First: g.First, To: g.To, Value: ones(len(g.To))}, nil
	case Nearest:
		if w.Neighbours < 1 {
			return nil, index.Undefined("%d nearest neighbours", w.Neighbours)
		}
		return w.nearest(s)
	case Band, KernelWeight:
		if !(w.Bandwidth > 0) {
			return nil, index.Undefined("the bandwidth is %v", w.Bandwidth)
		}
		return w.within(s)
	}
	return nil, index.Undefined("no kind %d of weights", w.Kind)
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// nearest links each unit with the nearest ones.
func (w Weighting) nearest(s *space.Space) (*space.Graph, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, index.Unplaced(err)
	}
	near := make([][]int32, metric.Len())
	space.Each(len(near), func() func(int) {
		walker, _ := s.Walker() // distances are known, as Metric has found
		return func(i int) {
			walker.From(i, func(ring []space.Near) bool {
				for _, other := range ring {
					if int(other.Unit) != i {
						near[i] = append(near[i], other.Unit)
					}
				}
				return len(near[i]) < w.Neighbours
			})
			slices.Sort(near[i])
		}
	})
	g := &space.Graph{First: make([]int32, 1, len(near)+1)}
	for _, to := range near {
		g.To = append(g.To, to...)
		g.First = append(g.First, int32(len(g.To)))
	}
	g.Value = ones(len(g.To))
	return g, nil
}

// kernel returns the kernel of band and kernel weights.
func (w Weighting) kernel() space.Kernel {
	k := space.Kernel{Shape: space.Uniform, Bandwidth: w.Bandwidth, Power: 1}
	if w.Kind == KernelWeight {
		k.Shape, k.Cutoff = w.Kernel, cut*w.Bandwidth
	}
	return k
}

// within links each unit with those within reach of the kernel.
func (w Weighting) within(s *space.Space) (*space.Graph, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, index.Unplaced(err)
	}
	kernel := w.kernel()
	near := make([][]space.Near, metric.Len())
	space.Each(len(near), func() func(int) {
		return func(i int) { near[i] = metric.Within(i, kernel.Reach(), nil) }
	})
	g := &space.Graph{First: make([]int32, 1, len(near)+1)}
	for _, others := range near {
		for _, other := range others {
			if v := kernel.At(other.Distance); v > 0 { // it is 0 at the end of some kernels
				g.To, g.Value = append(g.To, other.Unit), append(g.Value, v)
			}
		}
		g.First = append(g.First, int32(len(g.To)))
	}
	return g, nil
}

package registry_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// An index of values that says what it reads beside them has no value without it.
func TestIndicesOfValuesNeedWhatTheyRead(t *testing.T) {
	lacking := map[index.Extra]func(*index.Distribution){
		index.Order:      func(d *index.Distribution) { d.Rank = nil },
		index.Kinds:      func(d *index.Distribution) { d.Group = nil },
		index.Sources:    func(d *index.Distribution) { d.Sources = nil },
		index.Neighbours: func(d *index.Distribution) { d.Space = nil },
		index.Located:    func(d *index.Distribution) { d.Space = nil },
		index.Distances:  func(d *index.Distribution) { d.Space = nil },
		index.Bounds:     func(d *index.Distribution) { d.Low, d.High = 0, 0 },
	}
	each(t, func(t *testing.T, ix index.Index) {
		if ix.Shape() != index.ShapeValues {
			return
		}
		for _, extra := range index.Extras {
			if !ix.Reads.Has(extra) {
				continue
			}
			remove, known := lacking[extra]
			if !known {
				t.Errorf("reads %d, which values do not have", extra)
				continue
			}
			samples(ix, func(_ *rand.Rand, x sample) bool {
				remove(&x.d)
				if got, err := compute(ix, x, nil); err == nil {
					t.Errorf("got %v, want an error: %v", got, x)
				} else {
					mustBeUndefined(t, err)
				}
				return !t.Failed()
			})
		}
	})
}

// A group, a source, a neighbour or a bound out of place leaves every index of values undefined, whether it reads it or not: the
// table that it comes from is wrong.
func TestWhatIsBesideValuesMustFitThem(t *testing.T) {
	wrong := map[string]func(*index.Distribution){
		"groups of fewer values":     func(d *index.Distribution) { d.Group = []int{0} },
		"a negative group":           func(d *index.Distribution) { d.Group = []int{0, -1, 1} },
		"more groups than values":    func(d *index.Distribution) { d.Group = []int{0, 1, 3} },
		"a shorter source":           func(d *index.Distribution) { d.Sources = [][]float64{{1, 2}} },
		"a source that is no number": func(d *index.Distribution) { d.Sources = [][]float64{{1, math.NaN(), 2}} },
		"neighbours of fewer values": func(d *index.Distribution) { d.Space = &space.Space{Borders: &space.Graph{First: []int32{0, 0}}} },
		"its own neighbour": func(d *index.Distribution) {
			d.Space = &space.Space{Borders: &space.Graph{First: []int32{0, 1, 3, 3}, To: []int32{1, 0, 1}}}
		},
		"a neighbour too far": func(d *index.Distribution) {
			d.Space = &space.Space{Borders: &space.Graph{First: []int32{0, 1, 3, 3}, To: []int32{1, 0, 3}}}
		},
		"bounds the wrong way":      func(d *index.Distribution) { d.Low, d.High = 5, 0 },
		"a bound that is no number": func(d *index.Distribution) { d.High = math.NaN() },
		"a value beyond its bound":  func(d *index.Distribution) { d.Low, d.High = 0, 2 },
	}
	row := &space.Space{Borders: &space.Graph{First: []int32{0, 1, 3, 4}, To: []int32{1, 0, 2, 1}}}
	each(t, func(t *testing.T, ix index.Index) {
		if ix.Shape() != index.ShapeValues {
			return
		}
		for name, spoil := range wrong {
			d := index.Distribution{Values: []float64{1, 2, 4}, Rank: []float64{1, 3, 2}, Group: []int{0, 0, 1},
				Sources: [][]float64{{1, 1, 1}}, Space: row, High: 10}
			spoil(&d)
			if got, err := compute(ix, sample{d: d}, nil); err == nil {
				t.Errorf("%s: got %v, want an error", name, got)
			} else {
				mustBeUndefined(t, err)
			}
		}
	})
}

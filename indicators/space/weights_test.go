package space_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

// row returns five units on a line: 100 m between the first four, 300 m to the last. The first three share 10 and 20 m of border, the third and
// the fourth a corner, and the last lies beside nobody.
func row(t *testing.T) *space.Space {
	t.Helper()
	borders, err := space.NewGraph(5, both([]space.Link{{From: 0, To: 1, Value: 10}, {From: 1, To: 2, Value: 20}, {From: 2, To: 3}}))
	if err != nil {
		t.Fatal(err)
	}
	return &space.Space{
		Points:  &space.Points{X: []float64{1000, 1100, 1200, 1300, 1600}, Y: make([]float64, 5)},
		Area:    []float64{1e4, 1e4, 1e4, 1e4, 4e4},
		Borders: borders,
	}
}

// both returns links with their converses.
func both(links []space.Link) []space.Link {
	for _, l := range links {
		links = append(links, space.Link{From: l.To, To: l.From, Value: l.Value})
	}
	return links
}

// dense returns the values of a graph as a matrix.
func dense(g *space.Graph) [][]float64 {
	out := make([][]float64, g.Len())
	for i := range out {
		out[i] = make([]float64, g.Len())
		to, value := g.Of(i)
		for k, j := range to {
			out[i][j] = 1
			if value != nil {
				out[i][j] = value[k]
			}
		}
	}
	return out
}

func TestWeights(t *testing.T) {
	s := row(t)
	const third, s3, s4 = 1.0 / 3, 3 / (2 + math.Sqrt2), 4 / (2 + 2*math.Sqrt2)
	e := func(d float64) float64 { return math.Exp(-d / 100) }
	for name, tc := range map[string]struct {
		w    space.Weighting
		want [][]float64
	}{
		"queen": {space.Weighting{}, [][]float64{{0, 1, 0, 0, 0}, {.5, 0, .5, 0, 0}, {0, .5, 0, .5, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 0, 0}}},
		"rook":  {space.Weighting{Rule: space.Rook}, [][]float64{{0, 1, 0, 0, 0}, {.5, 0, .5, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}},
		"border": {space.Weighting{Rule: space.SharedBorder},
			[][]float64{{0, 1, 0, 0, 0}, {third, 0, 2 * third, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}},
		"border as it is": {space.Weighting{Rule: space.SharedBorder, Style: space.Binary},
			[][]float64{{0, 10, 0, 0, 0}, {10, 0, 20, 0, 0}, {0, 20, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}},
		// The middle unit's roots of sums of squares are √2, the others' 1: 1 + √2 + 1 in all, to become 3 units; with corners 2 + 2√2 and 4.
		"variance, rook": {space.Weighting{Rule: space.Rook, Style: space.VarianceStabilised},
			[][]float64{{0, s3, 0, 0, 0}, {s3 / math.Sqrt2, 0, s3 / math.Sqrt2, 0, 0}, {0, s3, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}},
		"variance, queen": {space.Weighting{Style: space.VarianceStabilised}, [][]float64{{0, s4, 0, 0, 0}, {s4 / math.Sqrt2, 0, s4 / math.Sqrt2, 0, 0},
			{0, s4 / math.Sqrt2, 0, s4 / math.Sqrt2, 0}, {0, 0, s4, 0, 0}, {0, 0, 0, 0, 0}}},
		"second order": {space.Weighting{Order: 2, Style: space.Binary},
			[][]float64{{0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 0, 0, 0}}},
		"up to second order": {space.Weighting{Order: 2, UpTo: true, Style: space.Binary},
			[][]float64{{0, 1, 1, 0, 0}, {1, 0, 1, 1, 0}, {1, 1, 0, 1, 0}, {0, 1, 1, 0, 0}, {0, 0, 0, 0, 0}}},
		// The second and the third unit have two neighbours equally near, and both count.
		"nearest": {space.Weighting{Rule: space.NearestUnits, K: 1, Style: space.Binary},
			[][]float64{{0, 1, 0, 0, 0}, {1, 0, 1, 0, 0}, {0, 1, 0, 1, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}}},
		"nearest, symmetric": {space.Weighting{Rule: space.NearestUnits, K: 1, Style: space.Binary, Symmetric: true},
			[][]float64{{0, 1, 0, 0, 0}, {1, 0, 1, 0, 0}, {0, 1, 0, 1, 0}, {0, 0, 1, 0, 1}, {0, 0, 0, 1, 0}}},
		"all nearest": {space.Weighting{Rule: space.NearestUnits, K: 9, Style: space.Binary},
			[][]float64{{0, 1, 1, 1, 1}, {1, 0, 1, 1, 1}, {1, 1, 0, 1, 1}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 0}}},
		"band": {space.Weighting{Rule: space.Band, Limit: 100, Style: space.Binary},
			[][]float64{{0, 1, 0, 0, 0}, {1, 0, 1, 0, 0}, {0, 1, 0, 1, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 0, 0}}},
		"kernel": {space.Weighting{Rule: space.ByKernel, Kernel: space.Kernel{Bandwidth: 100, Self: space.Excluded}, Style: space.Binary},
			[][]float64{{0, e(100), e(200), e(300), e(600)}, {e(100), 0, e(100), e(200), e(500)}, {e(200), e(100), 0, e(100), e(400)},
				{e(300), e(200), e(100), 0, e(300)}, {e(600), e(500), e(400), e(300), 0}}},
		// Areas of 100 m and 200 m squared lie 60 m and 120 m from themselves by White's rule; nothing lies within 100 m of the last.
		"triangle": {space.Weighting{Rule: space.ByKernel, Kernel: space.Kernel{Shape: space.Triangular, Bandwidth: 150, Self: space.White}, Style: space.Binary},
			[][]float64{{.6, third, 0, 0, 0}, {third, .6, third, 0, 0}, {0, third, .6, third, 0}, {0, 0, third, .6, 0}, {0, 0, 0, 0, .2}}},
	} {
		g, err := s.Weights(tc.w)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := gocmp.Diff(dense(g), tc.want, closeTo(1e-15)); d != "" {
			t.Errorf("%s: got -, want +:\n%s", name, d)
		}
	}
	if d := gocmp.Diff(dense(s.Borders)[1], []float64{10, 0, 20, 0, 0}); d != "" {
		t.Errorf("borders have changed: %s", d)
	}
}

func TestWeightsNeedWhatTheirRuleReads(t *testing.T) {
	metres := row(t)
	metres.Borders.Value = nil
	areas := row(t)
	areas.Area = nil
	for name, tc := range map[string]struct {
		s       *space.Space
		w       space.Weighting
		unknown bool
	}{
		"nowhere":        {nil, space.Weighting{}, true},
		"no borders":     {&space.Space{}, space.Weighting{}, true},
		"no metres":      {metres, space.Weighting{Rule: space.Rook}, true},
		"no points":      {&space.Space{}, space.Weighting{Rule: space.NearestUnits, K: 1}, true},
		"no distances":   {&space.Space{}, space.Weighting{Rule: space.Band, Limit: 1}, true},
		"no areas":       {areas, space.Weighting{Rule: space.ByKernel, Kernel: space.Kernel{Bandwidth: 1, Self: space.Root}}, true},
		"none":           {row(t), space.Weighting{Rule: space.NearestUnits}, false},
		"no limit":       {row(t), space.Weighting{Rule: space.Band, Limit: math.NaN()}, false},
		"no bandwidth":   {row(t), space.Weighting{Rule: space.ByKernel}, false},
		"negative order": {row(t), space.Weighting{Order: -1}, false},
		"far borders":    {row(t), space.Weighting{Rule: space.SharedBorder, Order: 2}, false},
		"no rule":        {row(t), space.Weighting{Rule: 99}, false},
		"no style":       {row(t), space.Weighting{Style: 99}, false},
	} {
		if g, err := tc.s.Weights(tc.w); err == nil || errors.Is(err, space.ErrUnknown) != tc.unknown {
			t.Errorf("%s: got %v, %v", name, g, err)
		}
	}
}

// Rows of weights add up to 1, variance-stabilised ones to the number of units that have any; symmetrised ones are symmetric before they
// are standardised.
func TestWeightsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		n := 2 + r.IntN(80)
		s := &space.Space{Points: town(r, n)}
		for rule := range space.Rules {
			w := space.Weighting{Rule: space.Rule(rule), K: 1 + r.IntN(5), Limit: 5000 * r.Float64(), Symmetric: r.IntN(2) == 0,
				Kernel: space.Kernel{Shape: space.Shape(r.IntN(len(space.Shapes))), Bandwidth: 100 + 5000*r.Float64(), Power: 2, Self: space.Excluded, Cutoff: 4000}}
			if w.Rule <= space.SharedBorder {
				g, err := s.Weights(space.Weighting{Rule: space.Band, Limit: 500, Style: space.Binary})
				if err != nil {
					t.Fatal(err)
				}
				s.Borders = g
			}
			for style := range space.Styles {
				w.Style = space.Style(style)
				g, err := s.Weights(w)
				if err != nil {
					t.Fatal(err)
				}
				all, rows := 0.0, 0
				for i := range n {
					_, value := g.Of(i)
					sum := 0.0
					for _, v := range value {
						if !(v > 0) {
							t.Fatalf("%+v: a weight of %v", w, v)
						}
						sum += v
					}
					if len(value) > 0 {
						rows++
						if all += sum; w.Style == space.RowStandardised && math.Abs(sum-1) > 1e-12 {
							t.Fatalf("%+v: a row adds up to %v", w, sum)
						}
					}
				}
				if w.Style == space.VarianceStabilised && math.Abs(all-float64(rows)) > 1e-9 {
					t.Fatalf("%+v: weights of %d units add up to %v", w, rows, all)
				}
				if w.Style == space.Binary && (w.Symmetric || w.Rule != space.NearestUnits) && !g.Symmetric() {
					t.Fatalf("%+v: not symmetric", w)
				}
				if islands := len(g.Islands()); islands != n-rows {
					t.Fatalf("%+v: %d islands, want %d", w, islands, n-rows)
				}
			}
		}
	}
}

package segregation_test

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// chequered returns a city of 16 × 16 cells of 500 m with 100 people of one group or the other each, in squares of so many cells: 1 is a
// checkerboard, and 16 parts the city into two halves.
func chequered(cells int) index.Composition {
	c := index.Composition{Counts: [][]float64{make([]float64, 256), make([]float64, 256)}, Space: &space.Space{Points: &space.Points{}}}
	for i := range 256 {
		row, column := i/16, i%16
		group := (row/cells + column/cells) % 2
		if cells == 16 {
			group = column / 8
		}
		c.Counts[group][i] = 100
		p := c.Space.Points
		p.X, p.Y = append(p.X, 3e5+500*float64(column)), append(p.Y, 6.4e6+500*float64(row))
	}
	return c
}

// randomCity places units with up to 4 groups within ten kilometres, some without people.
func randomCity(r *rand.Rand, n int) index.Composition {
	c := index.Composition{Space: &space.Space{Points: &space.Points{X: make([]float64, n), Y: make([]float64, n)}}}
	for range 2 + r.IntN(3) {
		c.Counts = append(c.Counts, make([]float64, n))
	}
	for i := range n {
		c.Space.Points.X[i], c.Space.Points.Y[i] = 3e5+100*float64(r.IntN(100)), 6.4e6+100*float64(r.IntN(100))
		if r.IntN(8) == 0 {
			continue
		}
		for k := range c.Counts {
			c.Counts[k][i] = float64(max(0, r.IntN(120)-20))
		}
	}
	for k := range c.Counts {
		c.Counts[k][k%n] += 10
	}
	return c
}

// defined returns a function that takes a value and the error beside it, and fails the test on an error.
func defined(t *testing.T) func(float64, error) float64 {
	return func(v float64, err error) float64 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Without space all three patterns are as segregated as can be. The larger the squares, the more so with space, by every index.
func TestLargerPatternsAreMoreSegregated(t *testing.T) {
	kernel := space.Kernel{Shape: space.Biweight, Bandwidth: 2000}
	measures := map[string]func(c index.Composition) (float64, error){
		"H":   func(c index.Composition) (float64, error) { return segregation.SpatialTheilH(c, kernel) },
		"R":   func(c index.Composition) (float64, error) { return segregation.SpatialRelativeDiversity(c, kernel) },
		"D":   func(c index.Composition) (float64, error) { return segregation.SpatialDissimilarity(c, kernel) },
		"xPx": func(c index.Composition) (float64, error) { return segregation.SpatialIsolation(c, kernel) },
		"SI":  func(c index.Composition) (float64, error) { return segregation.NearestIsolation(c, 2500) },
		"distortion": func(c index.Composition) (float64, error) {
			return segregation.GlobalDistortion(c, segregation.Distorted{})
		},
		"macro/micro": func(c index.Composition) (float64, error) {
			return segregation.MacroMicroRatio(c, kernel, segregation.EvennessH, 4000, 500)
		},
		"nearest D": func(c index.Composition) (float64, error) {
			profile, err := segregation.NearestProfile(c, []float64{2500}, false)
			if err != nil {
				return 0, err
			}
			return profile[0].D, nil
		},
		"divergence": func(c index.Composition) (float64, error) {
			profile, err := segregation.DivergenceProfile(c, 10)
			if err != nil {
				return 0, err
			}
			return profile[1], nil
		},
	}
	for name, measure := range measures {
		last := math.Inf(-1)
		for _, cells := range []int{1, 4, 16} {
			c := chequered(cells)
			if v := defined(t)(segregation.TheilH(c)); v != 1 {
				t.Fatalf("squares of %d: H without space is %v", cells, v)
			}
			v := defined(t)(measure(c))
			if !(v > last+0.001) {
				t.Errorf("%s of squares of %d cells is %v, want more than %v", name, cells, v, last)
			}
			last = v
		}
	}
}

// At the scale of a cell the checkerboard is as segregated as the two halves; beyond it hardly at all.
func TestProfileOfACheckerboardFallsBeyondItsCells(t *testing.T) {
	for cells, want := range map[int][2]float64{1: {0, 0.01}, 16: {0.3, 1}} {
		values, err := segregation.MultiscalarProfile(chequered(cells), space.Kernel{Shape: space.Biweight}, segregation.EvennessH, []float64{500, 1000, 4000})
		if err != nil {
			t.Fatal(err)
		}
		if values[0] != 1 || values[1] >= 1 || values[2] < want[0] || values[2] > want[1] {
			t.Errorf("squares of %d cells: got %v, want 1, less, and from %v to %v", cells, values, want[0], want[1])
		}
	}
}

// A kernel that reaches no other unit sees the units alone; one that weighs all alike sees the city everywhere.
func TestSurroundingsBetweenUnitsAndCity(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 26))
	for range 50 {
		c := randomCity(r, 3+r.IntN(60))
		// Units in one place are one to any kernel.
		for i := range c.Units() {
			c.Space.Points.X[i] += float64(i)
		}
		for _, q := range []struct {
			name    string
			spatial func(index.Composition, space.Kernel) (float64, error)
			without func(index.Composition) (float64, error)
			ofCity  float64
		}{
			{"H", segregation.SpatialTheilH, segregation.MultigroupTheilH, 0},
			{"R", segregation.SpatialRelativeDiversity, segregation.RelativeDiversity, 0},
			{"D", segregation.SpatialDissimilarity, segregation.MultigroupDissimilarity, 0},
		} {
			for shape := range space.Shapes {
				near := space.Kernel{Shape: space.Shape(shape), Bandwidth: 1e-3, Power: 20}
				if got, want := defined(t)(q.spatial(c, near)), defined(t)(q.without(c)); !(math.Abs(got-want) <= 1e-12) {
					t.Errorf("%s, %s: got %v within a millimetre, want %v", q.name, space.Shapes[shape], got, want)
				}
				far := space.Kernel{Shape: space.Shape(shape), Bandwidth: 1e12, Power: 1}
				if got := defined(t)(q.spatial(c, far)); !(math.Abs(got-q.ofCity) <= 1e-6) {
					t.Errorf("%s, %s: got %v within a light hour, want %v", q.name, space.Shapes[shape], got, q.ofCity)
				}
			}
		}
		near, err := segregation.SpatialExposure(c, space.Kernel{Shape: space.Uniform, Bandwidth: 1e-3})
		if err != nil {
			t.Fatal(err)
		}
		want, err := segregation.ExposureMatrix(c, false)
		if err != nil {
			t.Fatal(err)
		}
		for a := range near {
			for b := range near[a] {
				if !(math.Abs(near[a][b]-want[a][b]) <= 1e-12) {
					t.Errorf("exposure of %d to %d: got %v within a millimetre, want %v", a, b, near[a][b], want[a][b])
				}
			}
		}
	}
}

// Each group meets everybody: rows of the exposure sum to 1, and isolation and interaction are the first row of two groups.
func TestExposureToAllIsOne(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 26))
	for range 50 {
		c := randomCity(r, 2+r.IntN(60))
		k := space.Kernel{Shape: space.Shape(r.IntN(len(space.Shapes))), Bandwidth: math.Exp(9 * r.Float64()), Power: 2}
		matrix, err := segregation.SpatialExposure(c, k)
		if err != nil {
			t.Fatal(err)
		}
		for a, row := range matrix {
			if sum := index.Total(row); !(math.Abs(sum-1) <= 1e-12) {
				t.Errorf("row %d of %v sums to %v", a, row, sum)
			}
		}
		two := against(c.Counts[0], totals(c))
		two.Space = c.Space
		alone, others := defined(t)(segregation.SpatialIsolation(two, k)), defined(t)(segregation.SpatialInteraction(two, k))
		if !(math.Abs(alone-matrix[0][0]) <= 1e-12) || !(math.Abs(alone+others-1) <= 1e-12) {
			t.Errorf("got isolation %v and interaction %v, want %v and what is left of 1", alone, others, matrix[0][0])
		}
	}
}

// One person is the unit itself, and everybody is the city.
func TestNearestFromOneToEverybody(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 28))
	for range 50 {
		c := randomCity(r, 3+r.IntN(60))
		for i := range c.Units() {
			c.Space.Points.X[i] += float64(i)
		}
		two := against(c.Counts[0], totals(c))
		two.Space = c.Space
		T := index.Total(totals(c))
		for _, whole := range []bool{false, true} {
			profile, err := segregation.NearestProfile(two, []float64{1e-3, T, 10 * T}, whole)
			if err != nil {
				t.Fatal(err)
			}
			own := profile[0]
			for _, q := range []struct {
				name      string
				got, want float64
			}{
				{"D", own.D, defined(t)(segregation.Dissimilarity(two))}, {"G", own.G, defined(t)(segregation.Gini(two))},
				{"H", own.H, defined(t)(segregation.TheilH(two))}, {"SI", own.SI, defined(t)(segregation.Isolation(two))},
				{"xPx", own.Isolation, own.SI},
			} {
				if !(math.Abs(q.got-q.want) <= 1e-12) {
					t.Errorf("%s of the units: got %v, want %v", q.name, q.got, q.want)
				}
			}
			P := index.Total(two.Counts[0]) / T
			for _, all := range profile[1:] {
				if !(max(all.D, all.G, math.Abs(all.H), math.Abs(all.SI-P), math.Abs(all.Isolation-P)) <= 1e-9) {
					t.Errorf("everybody: got %+v, want no segregation and isolations of %v", all, P)
				}
			}
		}
		shares, err := segregation.LocalNearestShare(two, T)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range shares {
			if math.IsNaN(p) != (totals(c)[i] == 0) || p < 0 || p > 1 {
				t.Errorf("unit %d with %v people has the share %v", i, totals(c)[i], p)
			}
		}
	}
}

// naive returns the distortion of each unit from a sorted list of all others, ties being one step.
func naive(c index.Composition, how segregation.Distorted) []float64 {
	t, T, n := totals(c), 0.0, c.Units()
	N := make([]float64, len(c.Counts))
	for i := range n {
		T += t[i]
		for k := range N {
			N[k] += c.Counts[k][i]
		}
	}
	out := make([]float64, n)
	for i := range n {
		var order []int
		for j := range n {
			if t[j] > 0 {
				order = append(order, j)
			}
		}
		p := c.Space.Points
		squared := func(j int) float64 { return math.Round(math.Pow(p.X[i]-p.X[j], 2) + math.Pow(p.Y[i]-p.Y[j], 2)) }
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(squared(a), squared(b)) })
		sum, weights := 0.0, 0.0
		for m := range order {
			weight := t[order[m]]
			if how.Units {
				weight = 1
			}
			largest := 0.0
			for end := m + 1; end <= len(order); end++ {
				if end < len(order) && squared(order[end]) == squared(order[end-1]) {
					continue // the ring is not whole
				}
				q, people := make([]float64, len(N)), 0.0
				for _, j := range order[:end] {
					people += t[j]
					for k := range q {
						q[k] += c.Counts[k][j]
					}
				}
				divergence := 0.0
				for k := range q {
					if q[k] > 0 {
						divergence += q[k] / people * math.Log(q[k]/people/(N[k]/T))
					}
				}
				largest = max(largest, divergence)
				if how.Each {
					break
				}
			}
			sum += weight * largest
			weights += weight
		}
		out[i] = sum / weights
		if t[i] == 0 {
			out[i] = math.NaN()
		}
	}
	return out
}

func TestDistortionOfASortedList(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 29))
	for range 30 {
		c := randomCity(r, 2+r.IntN(30))
		for i := range c.Units() { // so that many are equally far
			c.Space.Points.X[i], c.Space.Points.Y[i] = 3e5+500*float64(r.IntN(4)), 6.4e6+500*float64(r.IntN(4))
		}
		for _, how := range []segregation.Distorted{{}, {Units: true}, {Each: true}, {Units: true, Each: true}} {
			how.Plain = true
			got, err := segregation.LocalDistortion(c, how)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range naive(c, how) {
				if !(math.Abs(got[i]-want) <= 1e-12 || math.IsNaN(got[i]) && math.IsNaN(want)) {
					t.Errorf("%+v: unit %d has %v, want %v", how, i, got[i], want)
				}
			}
		}
	}
}

// The most there could be, integrated numerically by scipy.integrate.quad with a tolerance of 1e-13; for two equal groups it is π²/24.
func TestGreatestDistortion(t *testing.T) {
	for _, tc := range []struct {
		groups []float64
		want   float64
	}{
		{[]float64{1, 1}, math.Pi * math.Pi / 24},
		{[]float64{9, 1}, 0.39506637782441584},
		{[]float64{3, 5, 2}, 0.6407096487871706},
		{[]float64{80, 1, 0, 15, 4}, 0.5946561284079924},
		{[]float64{1, 1, 1, 1}, 0.6615987066837076},
		{[]float64{9999, 1}, 0.00440590978680833},
	} {
		var c index.Composition
		for _, n := range tc.groups {
			c.Counts = append(c.Counts, []float64{n, n})
		}
		c.Counts[0] = []float64{1.5 * tc.groups[0], 0.5 * tc.groups[0]} // else there is no distortion to compare
		c.Space = &space.Space{Points: &space.Points{X: []float64{1000, 2000}, Y: []float64{0, 0}}}
		share := defined(t)(segregation.GlobalDistortion(c, segregation.Distorted{}))
		plain := defined(t)(segregation.GlobalDistortion(c, segregation.Distorted{Plain: true}))
		if got := plain / share; !(math.Abs(got-tc.want) <= 1e-9*tc.want) {
			t.Errorf("%v: got %v, want %v", tc.groups, got, tc.want)
		}
	}
}

// Groups that live one after the other along a road, the smallest first: nobody can have more distortion than the first person.
func TestNobodyIsMoreDistortedThanTheEndOfARoad(t *testing.T) {
	sizes := []int{200, 300, 500}
	c := index.Composition{Space: &space.Space{Points: &space.Points{X: make([]float64, 1000), Y: make([]float64, 1000)}}}
	from := 0
	for _, n := range sizes {
		counts := make([]float64, 1000)
		for i := from; i < from+n; i++ {
			counts[i] = 1
		}
		c.Counts = append(c.Counts, counts)
		from += n
	}
	for i := range 1000 {
		c.Space.Points.X[i] = 1e6 + 10*float64(i)
	}
	got, err := segregation.LocalDistortion(c, segregation.Distorted{})
	if err != nil {
		t.Fatal(err)
	}
	if got[0] != slices.Max(got) || got[0] > 1 || got[0] < 0.998 {
		t.Errorf("got %v at the end and %v at most, want 1 but for the steps of a thousandth", got[0], slices.Max(got))
	}
}

// The profile begins with the mutual information, ends at 0, and the area below it is the distortion by each step.
func TestDivergenceProfileHoldsTheDistortion(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 29))
	for range 20 {
		c := randomCity(r, 40+r.IntN(40))
		for i := range c.Units() {
			c.Space.Points.X[i] += float64(i)
		}
		const steps = 5000
		profile, err := segregation.DivergenceProfile(c, steps)
		if err != nil {
			t.Fatal(err)
		}
		if want := defined(t)(segregation.MutualInformation(c, math.E)); !(math.Abs(profile[0]-want) <= 1e-12) {
			t.Errorf("got %v of the units, want %v", profile[0], want)
		}
		if end := profile[steps]; !(end <= 1e-12) {
			t.Errorf("got %v of the city", end)
		}
		want := defined(t)(segregation.GlobalDistortion(c, segregation.Distorted{Each: true, Plain: true}))
		if got := index.Total(profile[1:]) / steps; !(math.Abs(got-want) <= 1e-3) {
			t.Errorf("got an area of %v, want %v", got, want)
		}
	}
}

func TestSurroundingsThatAreUndefined(t *testing.T) {
	apart := chequered(1)
	for name, tc := range map[string]struct {
		id   string
		c    index.Composition
		p    index.Params
		want string
	}{
		"nobody near": {"spatial-theil-h", apart, index.Params{"bandwidth": 100, "self": float64(space.Excluded)}, "256 units with people have nobody within reach"},
		"no areas":    {"spatial-exposure", apart, index.Params{"self": float64(space.White)}, "areas of units"},
		"even":        {"macro-micro-ratio", index.Composition{Counts: [][]float64{apart.Space.Points.X, apart.Space.Points.X}, Space: apart.Space}, nil, "no segregation at the short"},
		"far apart": {"global-distortion", index.Composition{Counts: [][]float64{{1, 2}, {2, 1}}, Space: &space.Space{Distances: nowhere(2)}}, nil,
			"cannot be reached from 2 units"},
		"profile": {"divergence-profile", index.Composition{Counts: [][]float64{{1, 2}, {2, 1}}, Space: &space.Space{Distances: nowhere(2)}}, nil,
			"cannot be reached from unit 0"},
		"alone": {"nearest-isolation", index.Composition{Counts: [][]float64{{1, 2}, {2, 1}}, Space: &space.Space{Distances: nowhere(2)}}, index.Params{"nearest": 4},
			"4 people cannot be reached from 2 units"},
		"one group": {"nearest-profile", index.Composition{Counts: [][]float64{{1, 2}, {0, 0}}, Space: &space.Space{Distances: nowhere(2)}}, nil, "everybody is in"},
	} {
		parts, err := find(t, tc.id).Compute(index.Input{Composition: tc.c}, tc.p)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, %v, want an error that says %q", name, parts, err, tc.want)
		}
	}
}

// nowhere are distances between so many units of which none can be reached.
type nowhere int

func (n nowhere) Len() int                                              { return int(n) }
func (nowhere) Unit() string                                            { return "min" }
func (nowhere) Within(_ int, _ float64, near []space.Near) []space.Near { return near }
func (nowhere) Pick(order []int) space.Distances                        { return nowhere(len(order)) }

// The number of processors changes nothing, not even the last digit.
func TestSurroundingsOnAnyNumberOfProcessors(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 26))
	c := randomCity(r, 500)
	two := against(c.Counts[0], totals(c))
	var before [][]index.Part
	for _, processors := range []int{1, 3} {
		old := runtime.GOMAXPROCS(processors)
		two.Space = &space.Space{Points: c.Space.Points} // which remembers nothing
		var now [][]index.Part
		for _, id := range []string{"spatial-theil-h", "multiscalar-profile", "nearest-profile", "local-nearest-share", "local-distortion", "divergence-profile"} {
			parts, err := find(t, id).Compute(index.Input{Composition: two}, nil)
			if err != nil {
				t.Fatal(err)
			}
			now = append(now, parts)
		}
		runtime.GOMAXPROCS(old)
		for j, parts := range before {
			for k, p := range parts {
				if p.Value != now[j][k].Value {
					t.Errorf("index %d, part %d: %v on one processor, %v on several", j, k, p.Value, now[j][k].Value)
				}
			}
		}
		before = now
	}
}

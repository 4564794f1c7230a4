package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// Map is where the areas of one level and version lie.
type Map struct {
	Level   indicators.Level
	Version string
	Codes   []string     // of the areas that have a place, in the order of Space
	Space   *space.Space // with points or distances, and borders
	Divided []string     // codes of smaller areas that lie in several of these, and on the map only in that which has most of them
}

// The ways to look for clusters, for [Spatial].
const (
	LocalMoran = "moran"
	GetisOrd   = "getis-ord"
)

// Spatial is how areas are looked at by where they lie. The zero value of a field means the default named with it; that of a spec of segregation
// what the [Options] say.
type Spatial struct {
	Indices      []string  // registry IDs of indices of groups that read where areas lie; default the usual ones
	Kernel       string    // of the indices that have one; default each index's own
	Bandwidth    float64   // of the indices that have one, metres; default each index's own
	Bandwidths   []float64 // scales that the segregation is looked at on, metres; default 500 to 8,000, each twice the one before
	Nearest      []float64 // numbers of nearest persons; default 1,600 to 51,200, each twice the one before
	Rezonings    int       // random divisions of the city; default 999
	Permutations int       // of the tests for clusters; default 9,999
	Local        []string  // ways to look for clusters; default both
	Indicators   []string  // indicators that are looked for clusters; of the [Options] only
}

// Defaults of [Spatial].
const (
	DefaultRezonings    = 999
	DefaultPermutations = 9999
)

var (
	defaultBandwidths = []float64{500, 1000, 2000, 4000, 8000}
	defaultNearest    = []float64{1600, 3200, 6400, 12800, 25600, 51200}
	localWays         = []string{LocalMoran, GetisOrd}
)

// or returns s with what it leaves out taken from another.
func (s Spatial) or(other Spatial) Spatial {
	list := func(mine, others []string) []string {
		if len(mine) > 0 {
			return mine
		}
		return others
	}
	numbers := func(mine, others []float64) []float64 {
		if len(mine) > 0 {
			return mine
		}
		return others
	}
	return Spatial{
		Indices: list(s.Indices, other.Indices), Kernel: cmp.Or(s.Kernel, other.Kernel), Bandwidth: cmp.Or(s.Bandwidth, other.Bandwidth),
		Bandwidths: numbers(s.Bandwidths, other.Bandwidths), Nearest: numbers(s.Nearest, other.Nearest),
		Rezonings: cmp.Or(s.Rezonings, other.Rezonings), Permutations: cmp.Or(s.Permutations, other.Permutations),
		Local: list(s.Local, other.Local), Indicators: other.Indicators,
	}
}

// filled returns s with defaults for groups of so many on these maps.
func (s Spatial) filled(groups int, maps []Map) Spatial {
	usual := Spatial{
		Indices: multiGroupPlaces, Bandwidths: defaultBandwidths, Nearest: defaultNearest, Rezonings: DefaultRezonings,
		Permutations: DefaultPermutations, Local: localWays, Indicators: s.Indicators,
	}
	if groups == 2 {
		usual.Indices = twoGroupPlaces
		if slices.ContainsFunc(maps, func(m Map) bool { return m.Space != nil && len(m.Space.Centres) > 0 }) {
			usual.Indices = slices.Concat(twoGroupPlaces, centrePlaces)
		}
	}
	return s.or(usual)
}

// check reports what cannot be done with groups of so many.
func (s Spatial) check(what string, groups int, ps *indicators.Problems) {
	for _, id := range s.Indices {
		ix, err := registry.Lookup(id)
		switch {
		case err != nil:
			ps.Add(fmt.Errorf("%s: %w", what, err))
		case ix.TwoGroup == nil && ix.MultiGroup == nil:
			ps.Add(fmt.Errorf("%s: index %s is not one number for groups", what, id))
		case ix.Reads == 0:
			ps.Add(fmt.Errorf("%s: index %s does not read where areas lie", what, id))
		case ix.TwoGroup != nil && groups != 2:
			ps.Add(fmt.Errorf("%s: index %s takes two groups, but %d are named", what, id, groups))
		}
	}
	if s.Kernel != "" && !slices.Contains(space.Shapes, s.Kernel) {
		ps.Add(fmt.Errorf("%s: unknown kernel %q; one of %s", what, s.Kernel, strings.Join(space.Shapes, ", ")))
	}
	for _, way := range s.Local {
		if !slices.Contains(localWays, way) {
			ps.Add(fmt.Errorf("%s: unknown way to look for clusters %q; one of %s", what, way, strings.Join(localWays, ", ")))
		}
	}
	for _, v := range slices.Concat(s.Bandwidths, s.Nearest, []float64{s.Bandwidth}) {
		if !(v >= 0) || v > 1e9 {
			ps.Add(fmt.Errorf("%s: %v is no scale", what, v))
		}
	}
	if s.Rezonings < 0 || s.Permutations < 0 {
		ps.Add(fmt.Errorf("%s: %d rezonings and %d permutations; neither can be negative", what, s.Rezonings, s.Permutations))
	}
}

// params are the parameters of an index that the choices say something about.
func (s Spatial) params(ix index.Index) index.Params {
	p := index.Params{}
	for _, q := range ix.Params {
		switch {
		case q.Name == index.KernelShape.Name && s.Kernel != "":
			p[q.Name] = float64(slices.Index(space.Shapes, s.Kernel))
		case q.Name == index.Bandwidth.Name && s.Bandwidth > 0:
			p[q.Name] = s.Bandwidth
		}
	}
	return p
}

// placed is which units of some have a place, and where these lie.
type placed struct {
	units    []int // positions among the units
	space    *space.Space
	unplaced []string // codes of the units without a place
	islands  []string // codes of the units that border on none
	divided  []string // codes of smaller areas that lie in several
}

// place finds areas on the map of their level and version. There is none where the study has no such map, or no two of the areas are on it.
func (a *analyst) place(level indicators.Level, version string, areas []indicators.Area) (placed, bool) {
	i := slices.IndexFunc(a.o.Maps, func(m Map) bool { return m.Level == level && m.Version == version })
	if i < 0 {
		return placed{}, false
	}
	m := a.o.Maps[i]
	at := make(map[string]int, len(m.Codes))
	for j, code := range m.Codes {
		at[code] = j
	}
	out := placed{divided: m.Divided}
	var order []int
	for u, area := range areas {
		j, ok := at[area.Code]
		if !ok {
			out.unplaced = append(out.unplaced, area.Code)
			continue
		}
		out.units, order = append(out.units, u), append(order, j)
	}
	if len(order) < 2 {
		return placed{}, false
	}
	out.space = m.Space.Pick(order)
	if g := out.space.Borders; g != nil {
		for j, u := range out.units {
			if to, _ := g.Of(j); len(to) == 0 {
				out.islands = append(out.islands, areas[u].Code)
			}
		}
	}
	return out, true
}

// checkMaps checks that what maps say is about their areas.
func checkMaps(maps []Map, ps *indicators.Problems) {
	for i, m := range maps {
		if slices.ContainsFunc(maps[:i], func(n Map) bool { return n.Level == m.Level && n.Version == m.Version }) {
			ps.Add(fmt.Errorf("two maps of level %s and version %q", m.Level, m.Version))
		}
		if err := m.Space.Check(len(m.Codes)); err != nil {
			ps.Add(fmt.Errorf("map of level %s and version %q: %w", m.Level, m.Version, err))
		}
	}
}

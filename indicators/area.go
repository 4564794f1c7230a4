package indicators

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Level is a layer of geography, the coarsest first.
type Level uint8

// The levels. The zero Level is not valid.
const (
	Nation Level = iota + 1
	County
	City
	District // a part of the city as people name it
	RegSO    // SCB's regional statistical area
	DeSO     // SCB's demographic statistical area, 700 to 2,700 people
	School   // where pupils study, not where they live
)

var levelNames = [...]string{
	Nation: "nation", County: "county", City: "city", District: "district", RegSO: "regso", DeSO: "deso", School: "school",
}

// String returns the level as it is written in area files.
func (l Level) String() string {
	if l >= Nation && int(l) < len(levelNames) {
		return levelNames[l]
	}
	return fmt.Sprintf("level(%d)", uint8(l))
}

// ParseLevel reads a level as written by [Level.String].
func ParseLevel(name string) (Level, error) {
	for l := Nation; int(l) < len(levelNames); l++ {
		if levelNames[l] == name {
			return l, nil
		}
	}
	return 0, fmt.Errorf("unknown level %q: one of %s", name, strings.Join(levelNames[Nation:], ", "))
}

// AreaID is a code and the delimitation that it belongs to. A code alone is not an area: SCB kept all 77 DeSO codes of
// Borås in 2025 but moved the boundary of 37.
type AreaID struct{ Code, Version string }

// Area is a place that figures are about. Codes are text: municipality 0114 is not 114.
type Area struct {
	Code    string
	Version string // the delimitation, such as "2025"
	Name    string // unique within level and version; a register names areas without one by their code
	Level   Level
	Parent  string // code of the next larger area of the same version; "" at the top
}

// ID returns the area's key.
func (a Area) ID() AreaID { return AreaID{a.Code, a.Version} }

// Membership says that a share of an area lies in a larger one: a DeSO in a district, say. An area may lie in several.
type Membership struct {
	Area   AreaID
	In     AreaID
	Weight float64 // share of the area's population, 0 < Weight ≤ 1
	Basis  string  // what the statement rests on, such as "official" or "assumption_name_match"
	Valid  Period  // the days that the statement holds for; the zero Period is always, [FirstDay] and [LastDay] are open ends
}

// RegisterError says what is wrong with an area, or with the statement that it lies in another. Whoever read the areas knows from which
// line.
type RegisterError struct {
	Area   AreaID
	In     AreaID // the zero AreaID where the area itself is meant
	What   string
	Remedy string // what to do; may be empty
}

// Error returns what is wrong and what to do.
func (e *RegisterError) Error() string { return Problem{What: e.What, Remedy: e.Remedy}.Error() }

// Register is the areas of a study and how they nest. It is immutable. The zero Register is empty.
type Register struct {
	areas    []Area   // sorted by level, version, code
	versions []string // sorted
	byID     map[AreaID]int
	members  map[AreaID][]Membership // by the larger area, sorted by code; direct statements and parents alike
	inherits map[AreaID][]Membership // what successions add to them
	between  []*between              // the successions
	twins    map[AreaID][]AreaID     // the same ground in other versions
}

// NewRegister checks and sorts areas and memberships. Parents count as memberships of weight 1. All problems are
// returned at once, each a [*RegisterError]: a key or name that comes twice, an unknown parent or member, a weight outside (0, 1], a
// larger area that is not of a coarser level, a statement that holds twice on one day, an area of a version in which a succession says that
// it has ended or is not formed yet.
//
// Successions say which areas of two versions are the same ground. An area of which the parts of one version are known has those of the
// other version too, where together they are the same ground; otherwise nothing is added to it.
func NewRegister(areas []Area, members []Membership, successions ...Succession) (*Register, error) {
	r := &Register{areas: slices.Clone(areas), byID: make(map[AreaID]int, len(areas)), members: make(map[AreaID][]Membership)}
	for i := range r.areas {
		if r.areas[i].Name == "" {
			r.areas[i].Name = r.areas[i].Code
		}
	}
	slices.SortStableFunc(r.areas, func(a, b Area) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Code, b.Code))
	})
	var errs []error
	fail := func(area, in AreaID, remedy, format string, args ...any) {
		errs = append(errs, &RegisterError{area, in, fmt.Sprintf(format, args...), remedy})
	}
	type nameKey struct {
		level         Level
		version, name string
	}
	names := make(map[nameKey]string, len(areas))
	for i, a := range r.areas {
		if a.Code == "" || a.Level < Nation || a.Level > School {
			fail(a.ID(), AreaID{}, "", "area %q (%q): needs a code and a level", a.Code, a.Name)
		}
		if j, ok := r.byID[a.ID()]; ok {
			fail(a.ID(), AreaID{}, "remove one", "area %s of version %q comes twice, as %q and %q", a.Code, a.Version, r.areas[j].Name, a.Name)
			continue
		}
		r.byID[a.ID()] = i
		if at, ok := slices.BinarySearch(r.versions, a.Version); !ok {
			r.versions = slices.Insert(r.versions, at, a.Version)
		}
		k := nameKey{a.Level, a.Version, a.Name}
		if other, ok := names[k]; ok {
			fail(a.ID(), AreaID{}, "give each its own, readers cannot tell them apart", "areas %s and %s (%s) have one name, %q",
				other, a.Code, a.Level, a.Name)
		}
		names[k] = a.Code
	}
	members = slices.Clone(members)
	for _, a := range r.areas {
		if a.Parent != "" {
			members = append(members, Membership{Area: a.ID(), In: AreaID{a.Parent, a.Version}, Weight: 1, Basis: "parent"})
		}
	}
	seen := make(map[[2]AreaID][]Period, len(members))
	for _, m := range members {
		child, ok1 := r.Find(m.Area)
		parent, ok2 := r.Find(m.In)
		pair := [2]AreaID{m.Area, m.In}
		switch {
		case !ok1:
			fail(m.Area, m.In, areaRemedy(r, m.Area.Code), "unknown area %q of version %q lies in %s", m.Area.Code, m.Area.Version, m.In.Code)
		case !ok2:
			fail(m.Area, m.In, areaRemedy(r, m.In.Code), "area %s lies in unknown area %q of version %q", m.Area.Code, m.In.Code, m.In.Version)
		case child.Level <= parent.Level:
			fail(m.Area, m.In, "the larger area must be of a coarser level", "%s %s cannot lie in %s %s",
				child.Level, child.Code, parent.Level, parent.Code)
		case !(m.Weight > 0 && m.Weight <= 1):
			fail(m.Area, m.In, "", "membership of %s in %s: weight %v is not above 0 and at most 1", m.Area.Code, m.In.Code, m.Weight)
		case slices.ContainsFunc(seen[pair], func(p Period) bool { return overlap(p, m.Valid) }):
			fail(m.Area, m.In, "remove one", "membership of %s in %s comes twice", m.Area.Code, m.In.Code)
		default:
			seen[pair] = append(seen[pair], m.Valid)
			r.members[m.In] = append(r.members[m.In], m)
		}
	}
	for _, s := range successions {
		for _, id := range r.contradicted(s) {
			fail(id, AreaID{}, "check which version the areas are of", "the log of changes from %s to %s says that area %s does not exist in version %s",
				s.From, s.To, id.Code, id.Version)
		}
	}
	for _, ms := range r.members {
		slices.SortFunc(ms, func(a, b Membership) int {
			return cmp.Or(cmp.Compare(a.Area.Code, b.Area.Code), cmp.Compare(a.Area.Version, b.Area.Version))
		})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	r.succeed(successions)
	return r, nil
}

// Find returns the area of a key.
func (r *Register) Find(id AreaID) (Area, bool) {
	if r == nil {
		return Area{}, false
	}
	i, ok := r.byID[id]
	if !ok {
		return Area{}, false
	}
	return r.areas[i], true
}

// Areas returns all areas sorted by level, version and code. The slice must not be changed.
func (r *Register) Areas() []Area { return r.areas }

// AtLevel returns the areas of a level and version sorted by code.
func (r *Register) AtLevel(l Level, version string) []Area {
	var out []Area
	for _, a := range r.areas {
		if a.Level == l && a.Version == version {
			out = append(out, a)
		}
	}
	return out
}

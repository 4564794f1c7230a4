package indicators

import (
	"cmp"
	"math"
	"slices"
)

// The open ends of the days that a [Membership] holds for.
const (
	FirstDay Day = math.MinInt32
	LastDay  Day = math.MaxInt32
)

// holds tells whether a statement holds for the whole of a period.
func (m Membership) holds(p Period) bool {
	return m.Valid == Period{} || m.Valid.Start <= p.Start && p.End <= m.Valid.End
}

func overlap(p, q Period) bool {
	return p == Period{} || q == Period{} || p.Start <= q.End && q.Start <= p.End
}

// Spells returns the stretches of time through which no membership begins or ends, in order. They cover all time.
func (r *Register) Spells() []Period {
	starts := []Day{FirstDay}
	for _, ms := range r.members {
		for _, m := range ms {
			if m.Valid == (Period{}) {
				continue
			}
			starts = append(starts, m.Valid.Start)
			if m.Valid.End < LastDay {
				starts = append(starts, m.Valid.End+1)
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	out := make([]Period, len(starts))
	for i, s := range starts {
		out[i] = Period{s, LastDay}
		if i+1 < len(starts) {
			out[i].End = starts[i+1] - 1
		}
	}
	return out
}

// Within returns the areas of a level that lie in an area, through any levels between, with the share of each that does and
// the basis of that statement (the weakest link that is not a plain parent). Sorted by code. Statements that have ended are left out, and so are
// the areas of other versions that only a succession places there.
//
// Shares by way of several areas of one level add up: the parts of an area that is divided between districts. Statements by way of different
// levels (a DeSO through its RegSO and directly) say the same thing twice: the larger share counts.
func (r *Register) Within(in AreaID, level Level) []Membership {
	return sorted(in, r.within(in, level, Period{LastDay, LastDay}, false))
}

// WithinAt is [Register.Within] by the statements that hold for the whole of a period, with the areas of other versions that a succession places
// there.
func (r *Register) WithinAt(in AreaID, level Level, at Period) []Membership {
	return sorted(in, r.within(in, level, at, true))
}

func sorted(in AreaID, found map[AreaID]Membership) []Membership {
	out := make([]Membership, 0, len(found))
	for id, m := range found {
		m.Area, m.In = id, in
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Area.Code, b.Area.Code), cmp.Compare(a.Area.Version, b.Area.Version))
	})
	return out
}

// within ends because every step goes to a finer level.
func (r *Register) within(in AreaID, level Level, at Period, inherited bool) map[AreaID]Membership {
	found := map[AreaID]Membership{}
	members := r.members[in]
	if inherited && len(r.inherits[in]) > 0 {
		members = slices.Concat(members, r.inherits[in])
	}
	for step := Nation; step <= level; step++ {
		by := map[AreaID]Membership{} // by way of areas of this level
		for _, m := range members {
			if a, _ := r.Find(m.Area); a.Level != step || !m.holds(at) {
				continue
			}
			parts := map[AreaID]Membership{m.Area: {Weight: 1, Basis: "parent"}}
			if step < level {
				parts = r.within(m.Area, level, at, false) // what a part inherits is not all that the whole needs
			}
			for id, part := range parts {
				sum := by[id]
				sum.Weight = min(sum.Weight+float64(m.Weight*part.Weight), 1)
				for _, basis := range [...]string{m.Basis, part.Basis} {
					if sum.Basis == "" || basis != "parent" {
						sum.Basis = basis
					}
				}
				by[id] = sum
			}
		}
		for id, m := range by {
			if old, ok := found[id]; !ok || m.Weight > old.Weight || m.Weight == old.Weight && m.Basis == "parent" {
				found[id] = m
			}
		}
	}
	return found
}
